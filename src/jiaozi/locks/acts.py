"""What becomes of locks: released to the payee by whoever may, given back, or ended by their time.

All of it is the held payment's: what is released is captured, what is given back is released or stays with the payer.
"""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import JournalNo, LockNo, OrNone, WalletNo
from jiaozi.locks.model import (
    AT_ENDS,
    LOCK_STATES,
    AcceptArbiter,
    Act,
    ArbiterAccepted,
    ClaimLock,
    EndLock,
    Lock,
    LockEnded,
    LockReleased,
    LockReturned,
    LockState,
    LockStep,
    ReleaseLock,
    ReturnLock,
)
from jiaozi.locks.opening import emit_lock
from jiaozi.locks.schema import LOCK_STEPS, LOCKS
from jiaozi.locks.store import siblings_of
from jiaozi.locks.terms import PREIMAGES_MAX, may, opens, parties
from jiaozi.money import is_amount
from jiaozi.payments.holds import HoldEnded, touch_holds, void_hold
from jiaozi.payments.promises import GRACE_US, STATEMENT_MAX, TRY_AGAIN_US, pay_part
from jiaozi.payments.schema import PAYMENTS, REFUSED_PAYEES
from jiaozi.texts import is_plain
from jiaozi.wallets.schema import WALLETS

_OUT_OF_TIME: Final = ("lock_ended", "lock_not_ended")


def touch_locks(tx: Tx, requests: Sequence[Request[Any]]) -> Iterator[None]:
    """Names the rows that acts on locks need."""
    numbers = {request.command.lock for request in requests}
    tx.want(LOCKS, numbers)
    yield from touch_holds(tx, numbers)
    tx.want(REFUSED_PAYEES, {(lock.payer, lock.payee) for lock in tx.rows(LOCKS).rows.values()})


def open_lock(tx: Tx, number: LockNo, party: OrNone[WalletNo], act: Act, at: int) -> Lock | Refusal:
    """The lock, when its terms let a party do this now. Refuses: `lock_not_found`, `lock_closed`, and what `may`
    says."""
    lock = tx.rows(LOCKS).get(number)
    if lock is None:
        return Refusal("lock_not_found")
    refusal = may(lock, party, act, at)
    if lock.state != LockState.OPEN and (refusal is None or refusal.code in _OUT_OF_TIME):
        refusal = Refusal("lock_closed", LOCK_STATES[lock.state])
    return refusal or lock


def _release(tx: Tx, request: Request[ReleaseLock]) -> LockReleased | Refusal:
    """Refuses: `amount_invalid`, `request_malformed` (the statement), what `open_lock` says, `milestone_unsigned`, and
    what `pay_part` says."""
    command = request.command
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    if not is_plain(command.statement, STATEMENT_MAX, empty=True):
        return Refusal("request_malformed", "statement")
    lock = open_lock(tx, command.lock, command.party, Act.RELEASE, request.at)
    if isinstance(lock, Refusal):
        return lock
    if lock.escrow:
        return Refusal("milestone_unsigned")
    if command.amount_minor > lock.amount_minor - lock.released_minor:
        return Refusal("hold_exceeded")
    return let_go(tx, request, lock, Act.RELEASE, command.amount_minor)


def _claim(tx: Tx, request: Request[ClaimLock]) -> LockReleased | Refusal:
    """Refuses: `lock_not_found` (also to a stranger whose preimage is wrong), `lock_not_allowed` (without a digest),
    `lock_ended`, `lock_closed`, `preimages_exceeded`, `preimage_wrong`, and what `pay_part` says."""
    command = request.command
    lock = open_lock(tx, command.lock, command.party, Act.CLAIM, request.at)
    stranger = (row := tx.rows(LOCKS).get(command.lock)) is not None and command.party not in parties(row)
    if isinstance(lock, Refusal):
        return Refusal("lock_not_found") if stranger else lock
    counted = command.party == lock.payee
    if counted and lock.wrong_preimages >= PREIMAGES_MAX:
        return Refusal("preimages_exceeded")
    if not opens(lock, command.preimage):
        if counted:
            lock.wrong_preimages += 1
            tx.rows(LOCKS).changed(lock)
        return Refusal("lock_not_found" if stranger else "preimage_wrong")
    done = let_go(tx, request, lock, Act.CLAIM, lock.amount_minor - lock.released_minor)
    if isinstance(done, LockReleased):
        lock.preimage = command.preimage
    return done


def let_go(tx: Tx, request: Request[Any], lock: Lock, act: Act, amount: int) -> LockReleased | Refusal:
    """A command's party lets the payee have a part of an open lock, and it is written down. Refuses what `pay_part`
    says."""
    command = request.command
    done = pay_part(tx, request, tx.rows(PAYMENTS)[lock.payment], amount, by_payee=command.party == lock.payee)
    if isinstance(done, Refusal):
        return done
    lock.released_minor += amount
    if not done.left_minor:
        _close(lock, LockState.RELEASED, request.at)
    step = _step(request, lock, act, amount)
    _note(tx, lock, step, "lock.released")
    return LockReleased(
        lock=lock.id, journal=done.journal, released_minor=lock.released_minor, left_minor=done.left_minor
    )


def _return(tx: Tx, request: Request[ReturnLock]) -> LockReturned | Refusal:
    """Refuses: `request_malformed` (the statement), what `open_lock` says, and `milestone_unsigned` (to an arbiter)."""
    command = request.command
    if not is_plain(command.statement, STATEMENT_MAX, empty=True):
        return Refusal("request_malformed", "statement")
    lock = open_lock(tx, command.lock, command.party, Act.RETURN, request.at)
    if isinstance(lock, Refusal):
        return lock
    if lock.escrow and command.party != lock.payee:
        return Refusal("milestone_unsigned")
    return give_all_back(tx, request, lock)


def give_all_back(tx: Tx, request: Request[Any], lock: Lock) -> LockReturned:
    """A command's party gives back what is left of an open lock, and it is written down."""
    ended = _give_back(tx, request, lock)
    _close(lock, LockState.RETURNED, request.at)
    _note(tx, lock, _step(request, lock, Act.RETURN, ended.returned_minor), "lock.returned")
    return LockReturned(lock=lock.id, journal=ended.journal, returned_minor=ended.returned_minor)


def _touch_accept(tx: Tx, requests: Sequence[Request[AcceptArbiter]]) -> None:
    numbers = {request.command.lock for request in requests}
    tx.want(LOCKS, numbers | set(siblings_of(tx.connection, numbers)))


def _accept(tx: Tx, request: Request[AcceptArbiter]) -> ArbiterAccepted | Refusal:
    """Refuses: `lock_not_found`, `lock_not_allowed` (not the payee, or there is no arbiter), `lock_ended`,
    `lock_closed`. Said again it is as it was."""
    command, at = request.command, request.at
    rows = tx.rows(LOCKS)
    lock = rows.get(command.lock)
    if lock is None or command.party not in parties(lock):
        return Refusal("lock_not_found")
    if command.party != lock.payee or not lock.arbiter:
        return Refusal("lock_not_allowed")
    if lock.state != LockState.OPEN:
        return Refusal("lock_closed", LOCK_STATES[lock.state])
    if at >= lock.ends_at:
        return Refusal("lock_ended")
    for row in list(rows.rows.values()):
        if not row.accepted_at and (row is lock or (lock.escrow and row.escrow == lock.escrow)):
            row.accepted_at = at
            rows.changed(row)
    return ArbiterAccepted(lock.id, lock.arbiter, lock.accepted_at)


def _give_back(tx: Tx, request: Request, lock: Lock) -> HoldEnded:
    return void_hold(tx, request, tx.rows(PAYMENTS)[lock.payment], request.id)


def _end(tx: Tx, request: Request[EndLock]) -> LockEnded | Refusal:
    """Refuses: `lock_not_found`, `lock_closed`, `lock_not_ended`. What cannot be paid yet is tried again, until the
    money is held no more: then, and when the payee's wallet is closed, which none is opened again after, it goes
    back."""
    lock = open_lock(tx, request.command.lock, WalletNo(0), Act.END, request.at)
    if isinstance(lock, Refusal):
        return lock
    left = lock.amount_minor - lock.released_minor
    pays = lock.at_end == AT_ENDS["pay"] and not tx.rows(WALLETS)[lock.payee].closed
    if not pays or request.at >= lock.ends_at + GRACE_US:
        return _ended(tx, request, lock, _give_back(tx, request, lock).returned_minor)
    done = pay_part(tx, request, tx.rows(PAYMENTS)[lock.payment], left, by_payee=True)
    if isinstance(done, Refusal):
        lock.due_at = request.at + TRY_AGAIN_US
        tx.rows(LOCKS).changed(lock)
        return LockEnded(lock=lock.id, state="open", moved_minor=0, journal=JournalNo(0))
    lock.released_minor += left
    return _ended(tx, request, lock, left)


def _ended(tx: Tx, request: Request[EndLock], lock: Lock, moved: int) -> LockEnded:
    _close(lock, LockState.EXPIRED, request.at)
    _note(tx, lock, _step(request, lock, Act.END, moved), "lock.expired")
    return LockEnded(lock=lock.id, state="expired", moved_minor=moved, journal=JournalNo(request.id))


def _close(lock: Lock, state: LockState, at: int) -> None:
    lock.state, lock.ended_at = state, at


def _step(request: Request[Any], lock: Lock, act: Act, amount: int) -> LockStep:
    return LockStep(
        payment=lock.payment,
        number=lock.steps + 1,
        act=act,
        party=getattr(request.command, "party", WalletNo(0)),
        amount_minor=amount,
        journal=JournalNo(request.id),
        at=request.at,
        statement=getattr(request.command, "statement", ""),
    )


def _note(tx: Tx, lock: Lock, step: LockStep, event: str) -> None:
    """Writes down what was done with a lock, and tells it."""
    lock.steps = step.number
    tx.rows(LOCKS).changed(lock)
    tx.rows(LOCK_STEPS).add(step)
    emit_lock(tx, event, lock, step.at)


OPERATIONS: Final = (
    Operation("release_lock", ReleaseLock, LockReleased, touch_locks, one_by_one(_release)),
    Operation("claim_lock", ClaimLock, LockReleased, touch_locks, one_by_one(_claim)),
    Operation("accept_arbiter", AcceptArbiter, ArbiterAccepted, _touch_accept, one_by_one(_accept)),
    Operation("return_lock", ReturnLock, LockReturned, touch_locks, one_by_one(_return)),
    Operation("end_lock", EndLock, LockEnded, touch_locks, one_by_one(_end)),
)
