"""Every operation of the platform, in one list."""

from collections.abc import Mapping
from typing import Final

from jiaozi.acceptance import applications, orders, terminals
from jiaozi.access import OPERATIONS as ACCESS
from jiaozi.access.approvals import approval_operations
from jiaozi.access.instructions import instruction_operations
from jiaozi.access.receivers import can_be_told, receivers
from jiaozi.automatic import bills as auto_bills
from jiaozi.automatic import rules as auto_rules
from jiaozi.banking import (
    agreements,
    cash,
    cash_book,
    dues,
    exchange_orders,
    links,
    order_ends,
    outside,
    remittances,
    stuck,
    sweeps,
    waterfalls,
)
from jiaozi.billing import asking, bills, requests
from jiaozi.campaigns import opening as campaigns
from jiaozi.campaigns import registering, winning
from jiaozi.codes import collect, present
from jiaozi.db.commands import Former, Operation, Operations
from jiaozi.devices import registry, small
from jiaozi.devices.model import DeviceLost
from jiaozi.envelopes import acts as envelopes
from jiaozi.grantlists import deciding, granting, sending
from jiaozi.interest import closing, runs
from jiaozi.interest.waiting import note_joining
from jiaozi.keyring import Keyring
from jiaozi.kinds import HolderFreezeNo
from jiaozi.ledger.commands import OPERATIONS as LEDGER
from jiaozi.locks import acts as lock_acts
from jiaozi.locks import escrows
from jiaozi.locks import opening as locks
from jiaozi.mandates import collecting, ending, giving, standing
from jiaozi.money import AMOUNT_MAX
from jiaozi.payments import holds, merchants, owed, passing, pay, placing, refund
from jiaozi.payments.splits import capture, plans
from jiaozi.payments.splits import pay as splits
from jiaozi.people import aliases, estates, guardians, returns
from jiaozi.prepaid import plans as prepaid_plans
from jiaozi.prepaid import using as prepaid_uses
from jiaozi.programs import acts as programs
from jiaozi.programs import claiming, cofunding, following, reclaiming, withdrawing
from jiaozi.programs.places import keeping
from jiaozi.programs.templates import drafting
from jiaozi.programs.templates import writing as templates
from jiaozi.reconciliation import closing as days
from jiaozi.reconciliation import importing, recording
from jiaozi.scheme import banks, corrections, institutions, issuance, settlement
from jiaozi.subwallets import charge, pooling
from jiaozi.subwallets import opening as sub_wallets
from jiaozi.testmode import clock as test_clock
from jiaozi.testmode import failures, twins
from jiaozi.timekeeping import setting
from jiaozi.wallets import card_bounces, cards, changes, exchange, freezing, holder_freezes, opening, regimes, whitelist
from jiaozi.webhooks import deliveries, endpoints, pruning

FORMER: Final[Mapping[str, Former]] = {
    "PhoneReleased": lambda holder, visible: aliases.DetailForgotten(holder, "phone", visible),
    "WalletsMoved": lambda *was: regimes.WalletsMoved(*was[:2], 0, was[2]) if len(was) == 3 else None,
    "EstateOpened": lambda *was: estates.WalletFrozen(*was) if len(was) == 2 else None,
    "EstateSettled": lambda *was: estates.WalletSettled(*was) if was[1] > AMOUNT_MAX else None,
    "Refunded": lambda *was: refund.Refunded(*was, 0, None) if len(was) == 4 else None,
    "DeviceLost": lambda *was: DeviceLost(*was, HolderFreezeNo(0)) if len(was) == 3 else None,
}
"""How outcomes are read that earlier schemas stored in another form: what was stored never changes."""


def all_operations(keyring: Keyring, salting: registering.Salting = registering.fresh_salt) -> Operations:
    """The operations of all features; those that seal or index personal data do it with the keyring. What a draw is
    salted with is left to chance but in a rehearsal."""
    listed = [
        *_money(keyring),
        *_wallets(keyring),
        *_banking(keyring),
        *_programs(keyring, salting),
        *envelopes.OPERATIONS,
        *_payments(keyring),
        *_people(keyring),
        *_platform(),
    ]
    inner = Operations(listed, former=FORMER)
    around = [*approval_operations(inner), *instruction_operations(inner)]
    return Operations([*listed, *around], keyring.derive("fingerprints"), FORMER)


def _money(keyring: Keyring) -> list[Operation]:
    """The ledger, and money between the central bank, the operators and their banks."""
    return [
        *LEDGER,
        *institutions.OPERATIONS,
        *issuance.OPERATIONS,
        *banks.operations(keyring, cash_book.count_cash),
        *settlement.OPERATIONS,
        *corrections.OPERATIONS,
    ]


def _wallets(keyring: Keyring) -> list[Operation]:
    """Wallets, sub-wallets and the interest on them."""
    return [
        *opening.operations(keyring),
        *whitelist.operations(keyring),
        *cards.operations(keyring),
        *card_bounces.OPERATIONS,
        *changes.operations(keyring),
        *freezing.OPERATIONS,
        *holder_freezes.OPERATIONS,
        *exchange.operations(links.AgreementGuard()),
        *regimes.operations(closing.interest_on_leaving, note_joining),
        *sub_wallets.OPERATIONS,
        *charge.OPERATIONS,
        *pooling.OPERATIONS,
        *runs.OPERATIONS,
        *ending.with_the_wallet(closing.operations(links.AgreementGuard())),
    ]


def _banking(keyring: Keyring) -> list[Operation]:
    """Between wallets and accounts at banks, and between the ledger and the banks' cores."""
    return [
        *agreements.operations(keyring),
        *sweeps.OPERATIONS,
        *waterfalls.OPERATIONS,
        *remittances.OPERATIONS,
        *cash.operations(keyring),
        *outside.operations(keyring),
        *exchange_orders.OPERATIONS,
        *order_ends.OPERATIONS,
        *stuck.OPERATIONS,
        *dues.OPERATIONS,
        *importing.OPERATIONS,
        *recording.OPERATIONS,
        *days.OPERATIONS,
    ]


def _programs(keyring: Keyring, salting: registering.Salting) -> list[Operation]:
    """Money bound to a purpose, and who is given it by lot or by list."""
    return [
        *keeping.OPERATIONS,
        *placing.OPERATIONS,
        *templates.OPERATIONS,
        *drafting.OPERATIONS,
        *programs.OPERATIONS,
        *granting.OPERATIONS,
        *claiming.OPERATIONS,
        *withdrawing.OPERATIONS,
        *passing.OPERATIONS,
        *cofunding.OPERATIONS,
        *reclaiming.OPERATIONS,
        *following.OPERATIONS,
        *campaigns.OPERATIONS,
        *registering.operations(keyring, salting),
        *winning.OPERATIONS,
        *sending.OPERATIONS,
        *deciding.OPERATIONS,
    ]


def _payments(keyring: Keyring) -> list[Operation]:
    """Merchants and whatever is paid to them or to people."""
    return [
        *merchants.OPERATIONS,
        *pay.OPERATIONS,
        *refund.OPERATIONS,
        *owed.OPERATIONS,
        *holds.OPERATIONS,
        *plans.OPERATIONS,
        *splits.OPERATIONS,
        *capture.OPERATIONS,
        *asking.OPERATIONS,
        *requests.OPERATIONS,
        *locks.OPERATIONS,
        *lock_acts.OPERATIONS,
        *escrows.OPERATIONS,
        *prepaid_plans.OPERATIONS,
        *prepaid_uses.OPERATIONS,
        *auto_bills.with_its_bills(giving.OPERATIONS),
        *auto_bills.OPERATIONS,
        *auto_rules.OPERATIONS,
        *collecting.OPERATIONS,
        *standing.OPERATIONS,
        *bills.OPERATIONS,
        *collect.operations(keyring),
        *present.operations(keyring),
        *applications.OPERATIONS,
        *terminals.OPERATIONS,
        *orders.OPERATIONS,
    ]


def _people(keyring: Keyring) -> list[Operation]:
    """Holders, their devices and who acts for them."""
    return [
        *registry.OPERATIONS,
        *small.OPERATIONS,
        *aliases.operations(keyring),
        *returns.OPERATIONS,
        *guardians.OPERATIONS,
        *ending.with_the_estate(estates.operations(closing.interest_at_closing)),
    ]


def _platform() -> list[Operation]:
    """Who may call, who is told, and the platform's own."""
    return [
        *endpoints.operations(can_be_told),
        *deliveries.operations(receivers),
        *pruning.OPERATIONS,
        *twins.OPERATIONS,
        *test_clock.OPERATIONS,
        *failures.OPERATIONS,
        *setting.OPERATIONS,
        *ACCESS,
    ]
