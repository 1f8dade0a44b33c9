"""Invariants of wallets and payments, and with those of the scheme all that the features add to the ledger's.

Not among them, since refunds, corrections and lowered limits may pass it without a fault: that no wallet holds more
than its class allows. What a limit let through is seen in the usage rows, which are checked against the payments.
"""

from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.payments import audit_store as store
from jiaozi.scheme.audit import SCHEME_INVARIANTS

_Found = Iterator[tuple[str, str]]


def _wallets_are_housed(connection: Connection) -> _Found:
    for wallet, account, regime, kind, book, closed, posted in store.unhoused_wallets(connection):
        detail = f"kind {kind}, book {book}, closed {closed}, posted {posted}"
        yield f"wallet {wallet}", f"its account {account} does not fit regime {regime}: {detail}"
    for account, owner, posted in store.ownerless_accounts(connection):
        yield f"account {account}", f"it holds {posted} as a wallet of {owner}, which has another"


def _wallets_have_holders(connection: Connection) -> _Found:
    for wallet, holder in store.holderless_wallets(connection):
        yield f"wallet {wallet}", f"its holder {holder} is absent, another operator's, or does not list it"


def _freezes_sum_up(connection: Connection) -> _Found:
    for wallet, *columns in store.wrong_freezes(connection):
        yield f"wallet {wallet}", f"it says {columns[:3]}, its open freezes {columns[3:]}"


def _usages_are_what_was_paid(connection: Connection) -> _Found:
    for (wallet,) in store.without_usage(connection):
        yield f"wallet {wallet}", "it has no usage row"
    for wallet, day, today, paid_today, year, paid_year in store.wrong_usages(connection):
        detail = f"day {day}: {today} counted, {paid_today} paid; its year: {year} counted, {paid_year} paid"
        yield f"wallet {wallet}", detail


def _payments_are_posted(connection: Connection) -> _Found:
    for payment, amount, captured, state, moved, code in store.wrong_payments(connection):
        detail = f"amount {amount}, captured {captured}, state {state}; its journal moved {moved} as {code}"
        yield f"payment {payment}", detail


def _held_payments_follow_holds(connection: Connection) -> _Found:
    for payment, amount, captured, state, held, hold_state, moved in store.wrong_held_payments(connection):
        detail = (
            f"amount {amount}, captured {captured}, state {state}; its hold {held}, state {hold_state}, took {moved}"
        )
        yield f"payment {payment}", detail


def _refunds_add_up(connection: Connection) -> _Found:
    for payment, captured, refunded, total in store.wrong_refunded(connection):
        yield f"payment {payment}", f"captured {captured}, refunded {refunded}, its refunds are {total}"
    for refund, payment, amount, moved, code in store.wrong_refunds(connection):
        yield f"refund {refund}", f"{amount} of payment {payment}; its journal moved {moved} as {code}"


def _clearing_is_owed(connection: Connection) -> _Found:
    owed = store.owed_by_book(connection)
    for book, held in store.cleared_by_book(connection).items():
        if held != owed.get(book, 0):
            yield f"institution {book}", f"its clearing account holds {held}, refunds that wait are {owed.get(book, 0)}"


def _parties_exist(connection: Connection) -> _Found:
    for payment, payer, payee, shop in store.wrong_parties(connection):
        yield f"payment {payment}", f"from {payer} to {payee} at store {shop}"
    for merchant, wallet in store.wrong_merchants(connection):
        yield f"merchant {merchant}", f"it is paid into {wallet}"


def _fees_add_up(connection: Connection) -> _Found:
    charged, taken = store.fee_sums(connection)
    if charged != taken:
        yield "fees", f"payments were charged {charged}, operators took {taken}"


def _sources_pay(connection: Connection) -> _Found:
    for payment, amount, bound, drawn, own in store.wrong_sources(connection):
        yield f"payment {payment}", f"{amount}, of which claims paid {bound}; its sources say {drawn} and {own}"
    for payment, refunded, returned, own, moved in store.wrong_back(connection):
        yield f"payment {payment}", f"refunded {refunded}, {returned} to claims; moved back {own} and {moved}"
    for act, n, amount, moved in store.wrong_ways(connection):
        yield f"move {n} of {act}", f"{amount}; its transfer moved {moved}"


PAYMENT_INVARIANTS: Final = (
    Invariant("wallets_housed", "Every wallet has one account, in the book of its regime.", _wallets_are_housed),
    Invariant("wallets_held", "Every wallet has a holder at its operator.", _wallets_have_holders),
    Invariant("freezes_sum_up", "A wallet's freeze columns are the sums of its open freezes.", _freezes_sum_up),
    Invariant(
        "usages_right", "A wallet's usage is what it paid or holds of its day and year.", _usages_are_what_was_paid
    ),
    Invariant("payments_posted", "A payment is what its journal moved.", _payments_are_posted),
    Invariant("payments_held", "A held payment stands as its hold does.", _held_payments_follow_holds),
    Invariant("refunds_add_up", "What a payment gave back is the sum of its refunds, never above it.", _refunds_add_up),
    Invariant(
        "clearing_owed",
        "Money only passes through clearing accounts, but for refunds that wait for their payers.",
        _clearing_is_owed,
    ),
    Invariant("parties_exist", "Payments go between two wallets, to a store into its merchant's.", _parties_exist),
    Invariant(
        "sources_pay", "What claims paid is what they gave; the payer's own money comes back first.", _sources_pay
    ),
    Invariant("fees_add_up", "What payments were charged is what operators took as fees.", _fees_add_up),
)
"""The invariants of wallets and payments, in the order in which they are checked."""

FEATURE_INVARIANTS: Final = (*SCHEME_INVARIANTS, *PAYMENT_INVARIANTS)
"""All that the features add: `audit(connection, FEATURE_INVARIANTS)`."""
