"""The invariants of prepaid contracts."""

from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.prepaid import audit_store as store

_Found = Iterator[tuple[str, str]]


def _contracts_are_held(connection: Connection) -> _Found:
    for contract, state, amount, paid, returned, captured, held in store.wrong_contracts(connection):
        detail = f"state {state}, of {amount} paid {paid}, returned {returned}; its payment took {captured}"
        yield f"prepaid {contract}", f"{detail}, its hold has {held} left"


def _uses_add_up(connection: Connection) -> _Found:
    for contract, used, bonus, paid, steps, found, moved in store.wrong_sums(connection):
        detail = f"{used} used and {bonus} of the bonus for {paid} in {steps} steps"
        yield f"prepaid {contract}", f"{detail}; there are {found}, which paid {moved}"


def _uses_are_rightful(connection: Connection) -> _Found:
    for contract, number, state, at, settles, decided, amount in store.wrong_uses(connection):
        detail = f"state {state}, at {at}, settles at {settles}, decided at {decided}, for {amount}"
        yield f"prepaid {contract}", f"use {number}: {detail}"
    for contract, state, ended, end in store.wrong_ends(connection):
        yield f"prepaid {contract}", f"state {state} since {ended}, its end is {end}"


PREPAID_INVARIANTS: Final = (
    Invariant(
        "prepaid_held", "What was prepaid and is not used is held in its consumer's wallet.", _contracts_are_held
    ),
    Invariant("prepaid_adds_up", "What a contract's merchant has got is the price of its uses.", _uses_add_up),
    Invariant("prepaid_rightful", "Uses and ends of contracts are by who may, in their time.", _uses_are_rightful),
)
