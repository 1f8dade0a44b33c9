"""Invariants of reconciliation."""

from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.reconciliation import audit_store as store

_Found = Iterator[tuple[str, str]]


def _statements_are_whole(connection: Connection) -> _Found:
    for account, day, entries, net, there, minor in store.wrong_sums(connection):
        yield f"account {account}", f"day {day}: {entries} entries of {net} were imported; there are {there} of {minor}"


def _breaks_explain(connection: Connection) -> _Found:
    for account, day, breaks, still, said, difference, there, unsaid, words, minor in store.unexplained(connection):
        counted = f"{breaks} breaks, {still} open, {said} by words, explain {difference}"
        detail = f"{counted}; there are {there}, {unsaid} open, {words} by words, of {minor}"
        yield f"account {account}", f"day {day}: {detail}"


RECONCILIATION_INVARIANTS: Final = (
    Invariant("core_statements_whole", "What was imported of a core's statement is all of it.", _statements_are_whole),
    Invariant("breaks_explain", "The breaks of a day add up to what its two sides differ by.", _breaks_explain),
)
"""The invariants of reconciliation, in the order in which they are checked."""
