"""T-accounts: the legs of every act under every liability regime. Pure functions; docs/decisions/0003-whose-money.md.

Each leg debits its first account and credits its second, both in one book and one asset. An operator's book joins its
renminbi and its digital yuan through two position accounts that always add up to zero.
"""

from collections.abc import Iterable
from typing import NamedTuple

from jiaozi.kinds import AccountNo, BankAccountNo, InstitutionNo
from jiaozi.ledger.model import Code, Leg
from jiaozi.scheme.model import (
    CENTRAL_BANK,
    CentralRole,
    Regime,
    RegimeNumber,
    Role,
    account,
    central,
    due_from,
    due_to,
    settlement_role,
)

Deposit = AccountNo | BankAccountNo
"""A renminbi account; a bank account has the id of its ledger account."""


class Place(NamedTuple):
    """Where digital yuan stands: a ledger account, its operator, and the regime that account is under."""

    account: AccountNo
    operator: InstitutionNo
    regime: RegimeNumber


def reversed_legs(legs: Iterable[Leg]) -> list[Leg]:
    """The same act backwards."""
    return [leg._replace(debit=leg.credit, credit=leg.debit) for leg in legs]


def issue(operator: InstitutionNo, amount: int, code: int = Code.ISSUE) -> list[Leg]:
    """`m0_cash`: the central bank takes reserves and puts digital yuan into the operator's vault. Backwards: retire."""
    return [
        Leg(account(operator, Role.RESERVE), central(CentralRole.BACKING), amount, code),
        Leg(central(CentralRole.ISSUED), account(operator, Role.VAULT), amount, code),
        Leg(account(operator, Role.POSITION_CNY), account(operator, Role.RESERVE_CLAIM), amount, code),
        Leg(account(operator, Role.VAULT_CLAIM), account(operator, Role.POSITION_ECNY), amount, code),
    ]


def fund_reserve(operator: InstitutionNo, amount: int, code: int = Code.FUNDING) -> list[Leg]:
    """The central bank lends an operator reserves; backwards: the operator pays them back."""
    return [
        Leg(central(CentralRole.LENDING), account(operator, Role.RESERVE), amount, code),
        Leg(account(operator, Role.RESERVE_CLAIM), account(operator, Role.FUNDING), amount, code),
    ]


def fund_margin(operator: InstitutionNo, amount: int) -> list[Leg]:
    """An operator moves reserves to its margin; backwards: out of it."""
    return [
        Leg(account(operator, Role.RESERVE), account(operator, Role.MARGIN), amount, Code.FUNDING),
        Leg(account(operator, Role.MARGIN_CLAIM), account(operator, Role.RESERVE_CLAIM), amount, Code.FUNDING),
    ]


def deposit_cash(bank: InstitutionNo, deposit: Deposit, amount: int, code: int = Code.DEPOSIT) -> list[Leg]:
    """A customer pays cash in over the counter; backwards: draws it."""
    return [Leg(account(bank, Role.CASH), AccountNo(deposit), amount, code)]


def load(deposit: Deposit, bank: InstitutionNo, wallet: Place, amount: int, code: int = Code.LOAD) -> list[Leg]:
    """From a deposit at `bank` into a wallet, whoever operates it. Backwards: unload.

    First renminbi reaches the operator, then the operator gives digital yuan for it: out of its vault under `m0_cash`,
    as its own debt otherwise.
    """
    operator, source = wallet.operator, AccountNo(deposit)
    position = account(operator, Role.POSITION_CNY)
    if bank == operator:
        legs = [Leg(source, position, amount, code)]
    else:
        role = settlement_role(wallet.regime)
        legs = [
            Leg(source, account(bank, Role.RESERVE_CLAIM), amount, code),
            Leg(account(bank, Role.RESERVE), account(operator, role), amount, code),
            Leg(_claim(operator, role), position, amount, code),
        ]
    if wallet.regime == Regime.M0_CASH:
        return [
            *legs,
            Leg(account(operator, Role.POSITION_ECNY), account(operator, Role.VAULT_CLAIM), amount, code),
            Leg(account(operator, Role.VAULT), wallet.account, amount, code),
        ]
    return [*legs, Leg(account(operator, Role.POSITION_ECNY), wallet.account, amount, code)]


def in_one_book(payer: Place, payee: Place) -> bool:
    """Whether money from one place to the other is one transfer."""
    if Regime.M0_CASH in (payer.regime, payee.regime):
        return payer.regime == payee.regime
    return payer.operator == payee.operator


def pay(payer: Place, payee: Place, amount: int, code: int = Code.PAYMENT, *, net: bool = False) -> list[Leg]:
    """From one wallet to another. The first leg is the payer's, so a refusal of it means the payer's money.

    One transfer when both stand in the same book; else the payer's operator owes the payee's, settled over the central
    bank at once, or with `net` kept as a bilateral due.
    """
    if in_one_book(payer, payee):
        return [Leg(payer.account, payee.account, amount, code)]
    if net:
        return [
            Leg(payer.account, due_to(payer.operator, payee.operator), amount, code),
            Leg(due_from(payer.operator, payee.operator), payee.account, amount, code),
        ]
    return [
        *_leaves(payer, amount, code),
        Leg(_source(payer), _source(payee), amount, code),
        *_enters(payee, amount, code),
    ]


def collect_fee(payee: Place, amount: int, code: int = Code.FEE) -> list[Leg]:
    """The payee's operator takes its fee from the payee's wallet: into its vault under `m0_cash`."""
    operator = payee.operator
    fees = account(operator, Role.FEES)
    if payee.regime == Regime.M0_CASH:
        return [
            Leg(payee.account, account(operator, Role.VAULT), amount, code),
            Leg(account(operator, Role.VAULT_CLAIM), fees, amount, code),
        ]
    return [Leg(payee.account, fees, amount, code)]


def pay_interest(wallet: Place, amount: int, code: int = Code.INTEREST) -> list[Leg]:
    """A bank pays interest: its expense, and more of its debt to the wallet. A wallet that has not followed it out of
    `m0_cash` is paid as by anybody at the bank."""
    expense = Place(account(wallet.operator, Role.INTEREST), wallet.operator, Regime.DEPOSIT_MONEY)
    return pay(expense, wallet, amount, code)


def settle_pair(
    debtor: InstitutionNo, creditor: InstitutionNo, owed: int, owed_back: int, roles: tuple[Role, Role]
) -> list[Leg]:
    """Clears what two operators owe each other: the common part against itself, the rest over the central bank.

    `owed` is what the debtor owes, at least `owed_back`, what the creditor owes; `roles` their accounts there.
    """
    code, rest = Code.SETTLEMENT, owed - owed_back
    legs = []
    if owed_back:
        legs += [
            Leg(due_to(debtor, creditor), due_from(creditor, debtor), owed_back, code),
            Leg(due_to(creditor, debtor), due_from(debtor, creditor), owed_back, code),
        ]
    if rest:
        legs += [
            Leg(due_to(debtor, creditor), account(debtor, Role.POSITION_ECNY), rest, code),
            Leg(account(debtor, Role.POSITION_CNY), _claim(debtor, roles[0]), rest, code),
            Leg(account(debtor, roles[0]), account(creditor, roles[1]), rest, code),
            Leg(_claim(creditor, roles[1]), account(creditor, Role.POSITION_CNY), rest, code),
            Leg(account(creditor, Role.POSITION_ECNY), due_from(debtor, creditor), rest, code),
        ]
    return legs


def transfer_deposit(
    deposit: Deposit, bank: InstitutionNo, other: Deposit, other_bank: InstitutionNo, amount: int
) -> list[Leg]:
    """From a renminbi account at `bank` to one at `other_bank`, over their reserves when the banks differ."""
    code, source, target = Code.TRANSFER, AccountNo(deposit), AccountNo(other)
    if bank == other_bank:
        return [Leg(source, target, amount, code)]
    return [
        Leg(source, account(bank, Role.RESERVE_CLAIM), amount, code),
        Leg(account(bank, Role.RESERVE), account(other_bank, Role.RESERVE), amount, code),
        Leg(account(other_bank, Role.RESERVE_CLAIM), target, amount, code),
    ]


def settle_outside(operator: InstitutionNo, due: AccountNo, amount: int) -> list[Leg]:
    """An operator pays a bank outside the platform, at which `due` is its account, out of its reserves. Backwards: the
    bank pays the operator."""
    return [
        Leg(due, account(operator, Role.RESERVE_CLAIM), amount, Code.SETTLEMENT),
        Leg(account(operator, Role.RESERVE), central(CentralRole.OUTSIDE), amount, Code.SETTLEMENT),
    ]


def clearing(place: Place) -> Place:
    """Where a hold keeps the payer's money until it is captured: the clearing account of the book the wallet is in."""
    book = CENTRAL_BANK if place.regime == Regime.M0_CASH else place.operator
    return place._replace(account=account(book, Role.CLEARING))


def change_regime(old: Place, new: Place, amount: int) -> list[Leg]:
    """A wallet's money under its old regime becomes the same under the new one, with its backing."""
    if old.regime != Regime.M0_CASH and new.regime != Regime.M0_CASH:
        return [Leg(old.account, new.account, amount, Code.REGIME_CHANGE)]
    return pay(old, new, amount, Code.REGIME_CHANGE)


def _claim(operator: InstitutionNo, role: Role) -> AccountNo:
    """The operator's own view of its account at the central bank."""
    return account(operator, Role.MARGIN_CLAIM if role == Role.MARGIN else Role.RESERVE_CLAIM)


def _source(place: Place) -> AccountNo:
    """Which renminbi account in the central bank's book stands behind money at a place."""
    if place.regime == Regime.M0_CASH:
        return central(CentralRole.BACKING)
    return account(place.operator, settlement_role(place.regime))


def _leaves(payer: Place, amount: int, code: int) -> list[Leg]:
    if payer.regime == Regime.M0_CASH:
        return [Leg(payer.account, central(CentralRole.ISSUED), amount, code)]
    claim = _claim(payer.operator, settlement_role(payer.regime))
    return [
        Leg(payer.account, account(payer.operator, Role.POSITION_ECNY), amount, code),
        Leg(account(payer.operator, Role.POSITION_CNY), claim, amount, code),
    ]


def _enters(payee: Place, amount: int, code: int) -> list[Leg]:
    return reversed_legs(_leaves(payee, amount, code))
