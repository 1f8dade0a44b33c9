"""The invariants of locks."""

from collections.abc import Iterator
from typing import Final

from jiaozi.db import world
from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.locks import audit_store as store
from jiaozi.locks.model import Lock
from jiaozi.locks.schema import LOCKS
from jiaozi.locks.statement import act_of, is_signed, statement_text

_BATCH: Final = 500
_Found = Iterator[tuple[str, str]]


def _locks_are_held(connection: Connection) -> _Found:
    for lock, state, amount, released, paid, captured, held in store.wrong_locks(connection):
        detail = (
            f"state {state}, {released} of {amount} released; its payment in state {paid} took {captured} of a hold"
        )
        yield f"lock {lock}", f"{detail} that has {held} left"
    for (payment,) in store.lockless_payments(connection):
        yield f"payment {payment}", "it is locked by no lock and no contract"


def _steps_add_up(connection: Connection) -> _Found:
    for lock, steps, found, released, amount, moved in store.wrong_steps(connection):
        yield (
            f"lock {lock}",
            f"{released} of {amount} released in {steps} steps; there are {found}, which moved {moved}",
        )


def _steps_are_journals(connection: Connection) -> _Found:
    for lock, step, act, journal in store.foreign_journals(connection):
        yield f"lock {lock}", f"step {step}, act {act}: journal {journal} did no such thing with its money"


def _nothing_after_the_end(connection: Connection) -> _Found:
    for lock, step, act, party, at, end in store.late_steps(connection):
        yield f"lock {lock}", f"step {step}, act {act} by {party} at {at}, its end is {end}"


def _escrows_are_whole(connection: Connection) -> _Found:
    for escrow, lock, milestone, found, last in store.wrong_escrows(connection):
        yield f"lock {lock}", f"milestone {milestone} of escrow {escrow}, which has {found}, the last {last}"
    for escrow, lock, milestone, ended, before, earlier in store.out_of_order(connection):
        yield f"lock {lock}", f"milestone {milestone} of escrow {escrow} ended {ended}, {before} before it {earlier}"


def _milestones_are_proved(connection: Connection) -> _Found:
    for lock, state, released, at in store.unproved(connection):
        yield f"lock {lock}", f"state {state}, {released} released; its statement was brought at {at}"
    after, width, there = 0, len(LOCKS.columns), world.named(connection)
    while found := store.proofs(connection, after, _BATCH):
        for columns in found:
            lock = Lock(*columns[:width])
            after = lock.payment
            text = statement_text(lock, columns[width], there, act_of(lock))
            if not is_signed(text, *columns[width + 1 :]):
                yield f"lock {lock.id}", "its statement's signature does not hold"


LOCK_INVARIANTS: Final = (
    Invariant("locks_held", "What a lock has not released is held, and nothing else is.", _locks_are_held),
    Invariant("locks_add_up", "A lock's steps moved what it released and gave back.", _steps_add_up),
    Invariant("locks_by_journals", "What was done with a lock is what its journals did.", _steps_are_journals),
    Invariant("locks_in_time", "After a lock's end only its terms are carried out.", _nothing_after_the_end),
    Invariant("escrows_whole", "An escrow's milestones are of one deal, in its order.", _escrows_are_whole),
    Invariant(
        "milestones_proved",
        "A milestone is released by a signed statement, and given back by the arbiter's.",
        _milestones_are_proved,
    ),
)
