"""The invariants of what is done by itself."""

from collections.abc import Iterator
from typing import Final

from jiaozi.automatic import audit_store as store
from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant

_Found = Iterator[tuple[str, str]]


def _bills_are_consented(connection: Connection) -> _Found:
    for merchant, number, state, mandate, payment, debit in store.wrong_bills(connection):
        yield f"bill {number} of {merchant}", f"state {state}, paid by {payment}; its mandate {mandate} has {debit}"
    for mandate, number, payment in store.debits_of_no_bill(connection):
        yield f"mandate {mandate}", f"its debit {number}, payment {payment}, is no bill of its account"


def _sides_are_right(connection: Connection) -> _Found:
    for rule, wallet, other, bank_account, due_at in store.wrong_sides(connection):
        yield f"balance rule {rule}", f"of wallet {wallet}, with {other or bank_account}, due at {due_at}"
    for mandate, payer, merchant, account in store.wrong_consents(connection):
        yield f"mandate {mandate}", f"of {payer} to {merchant}, account {account!r}"


def _rules_move_once(connection: Connection) -> _Found:
    for rule, moves, moved, found, amount in store.wrong_rules(connection):
        yield f"balance rule {rule}", f"{moves} movements of {moved}; there are {found} of {amount}"
    for rule, day, amount, journal in store.wrong_moves(connection):
        yield f"balance rule {rule}", f"day {day}: {amount} by journal {journal}, which is not its wallet's"


AUTOMATIC_INVARIANTS: Final = (
    Invariant("bills_consented", "A bill paid by itself is one debit of a consent to it.", _bills_are_consented),
    Invariant("automatic_sides", "What is done by itself is between those who may have said so.", _sides_are_right),
    Invariant("rules_once", "A balance rule moved at most once for a day, what its journals did.", _rules_move_once),
)
