"""Invariants of banking."""

from collections.abc import Iterator
from typing import Final

from jiaozi.banking import audit_store as store
from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant

_Found = Iterator[tuple[str, str]]


def _agreements_count(connection: Connection) -> _Found:
    for wallet, account, *counted in store.wrong_counts(connection):
        yield f"agreement of {wallet}", f"with {account}: it counts {counted[:4]}, its uses are {counted[4:]}"


def _uses_are_posted(connection: Connection) -> _Found:
    for journal, wallet, amount, moved in store.wrong_uses(connection):
        yield f"journal {journal}", f"{amount} counted for wallet {wallet}, {moved} moved"


def _agreements_have_their_account(connection: Connection) -> _Found:
    for wallet, account, customer, holder in store.foreign_agreements(connection):
        yield f"agreement of {wallet}", f"bank account {account} is {customer}'s, not {holder}'s"


def _settlement_is_agreed(connection: Connection) -> _Found:
    for wallet, account in store.wrong_settlements(connection):
        yield f"wallet {wallet}", f"it is bound to {account} without a signed agreement, or is no company's"


def _banking_is_posted(connection: Connection) -> _Found:
    for kind, number, amount, moved in store.unposted(connection):
        yield f"{kind} {number}", f"{amount} is written down, its journal moved {moved}"


def _cash_adds_up(connection: Connection) -> _Found:
    for journal, counted, moved in store.wrong_cash_moves(connection):
        yield f"journal {journal}", f"{counted} of cash counted, {moved} moved"


def _orders_stand_in_the_books(connection: Connection) -> _Found:
    for bank, account, held, due in store.wrong_external_banks(connection):
        yield f"external bank {bank}", f"its account {account} holds {held}, its orders say {due}"
    for order, state, amount, moved in store.wrong_orders(connection):
        yield f"exchange order {order}", f"{amount}, state {state}; its journal moved {moved}"


def _settlements_are_posted(connection: Connection) -> _Found:
    for journal, bank, amount, moved in store.wrong_settlements_outside(connection):
        yield f"journal {journal}", f"{amount} settled with external bank {bank}, {moved} moved"
    for held, settled in store.reserves_outside(connection):
        yield "central bank", f"{held} of reserves outside, {settled} settled"


BANKING_INVARIANTS: Final = (
    Invariant("agreements_count", "An agreement counts what its uses of its day and year are.", _agreements_count),
    Invariant("uses_posted", "A use of an agreement is what its journal loaded or unloaded.", _uses_are_posted),
    Invariant("agreements_own", "A signed agreement is with the holder's own account.", _agreements_have_their_account),
    Invariant("settlement_agreed", "A company's settlement account is under agreement.", _settlement_is_agreed),
    Invariant(
        "banking_posted",
        "Sweeps, spills, remittances and used cash codes are as posted.",
        _banking_is_posted,
    ),
    Invariant(
        "orders_stand",
        "Accounts at banks outside and in suspense are what exchange orders say.",
        _orders_stand_in_the_books,
    ),
    Invariant(
        "outside_settled", "What was settled with banks outside has gone over reserves.", _settlements_are_posted
    ),
    Invariant("cash_adds_up", "All cash is counted as it moved, for the bank where it moved.", _cash_adds_up),
)
"""The invariants of banking, in the order in which they are checked."""
