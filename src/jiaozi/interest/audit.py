"""Invariants of interest. That fen-days are right is the ledger's own (`fen_days_right`)."""

from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.interest import audit_store as store
from jiaozi.ledger.audit import Invariant

_Found = Iterator[tuple[str, str]]


def _items_are_paid(connection: Connection) -> _Found:
    for account, owed, paid in store.unpaid(connection):
        yield f"account {account}", f"it was settled for {owed} and credited {paid} of interest"


def _runs_add_up(connection: Connection) -> _Found:
    for run, state, due, paid, closed, wallets, minor in store.wrong_runs(connection):
        detail = f"state {state}: due {due}, paid {paid}, closed {closed}; its items are {minor} for {wallets} wallets"
        yield f"interest run {run}", detail


def _runs_follow_each_other(connection: Connection) -> _Found:
    for run, operator, start, end in store.gaps(connection):
        yield f"interest run {run}", f"of {operator} begins on day {start}; the run before ended on {end} or goes on"


def _items_are_sound(connection: Connection) -> _Found:
    for wallet, until, fen_days, earning, interest in store.wrong_items(connection):
        yield f"wallet {wallet}", f"until day {until}: {earning} of {fen_days} fen-days earned {interest}"


INTEREST_INVARIANTS: Final = (
    Invariant("interest_paid", "Accounts were credited the interest they were settled for.", _items_are_paid),
    Invariant("interest_runs_add_up", "What a run was to pay is paid or left with closed wallets.", _runs_add_up),
    Invariant("interest_runs_follow", "An operator's runs follow each other without a gap.", _runs_follow_each_other),
    Invariant(
        "interest_items_sound",
        "No wallet earned on more than its fen-days, nor they than its account's.",
        _items_are_sound,
    ),
)
"""The invariants of interest, in the order in which they are checked."""
