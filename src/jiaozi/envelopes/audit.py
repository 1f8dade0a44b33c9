"""Invariants of envelopes."""

from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.envelopes import audit_store as store
from jiaozi.ledger.audit import Invariant

_Found = Iterator[tuple[str, str]]


def _envelopes_add_up(connection: Connection) -> _Found:
    for number, amount, shares, claimed, claims, state, total, count in store.wrong_sums(connection):
        detail = f"{amount} in {shares} shares, state {state}; {claimed} in {claims} claimed, its claims are {total}"
        yield f"envelope {number}", f"{detail} in {count}"


def _envelopes_follow_holds(connection: Connection) -> _Found:
    for number, amount, claimed, state, held, left, hold_state in store.wrong_holds(connection):
        detail = f"{amount}, {claimed} claimed, state {state}; its hold of {held} has {left}, state {hold_state}"
        yield f"envelope {number}", detail


def _claims_are_what_moved(connection: Connection) -> _Found:
    for number, wallet, amount, payment, moved, hold in store.wrong_claims(connection):
        yield f"envelope {number}", f"{wallet} claimed {amount} by payment {payment}; {moved} moved of hold {hold}"


ENVELOPE_INVARIANTS: Final = (
    Invariant("envelopes_add_up", "An envelope's claims are whole shares of its amount.", _envelopes_add_up),
    Invariant("envelopes_held", "What nobody has claimed of an open envelope is held.", _envelopes_follow_holds),
    Invariant("envelope_claims_moved", "A share is what moved, out of its envelope's hold.", _claims_are_what_moved),
)
"""The invariants of envelopes."""
