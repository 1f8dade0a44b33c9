"""Opening a lock: the payer's money is held, and the terms are written down."""

from collections.abc import Iterator, Sequence
from typing import Any, Final

from jiaozi.clock import DAY_US
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import LockData
from jiaozi.kinds import LockNo, OrNone, PaymentNo, WalletNo
from jiaozi.locks.model import AT_ENDS, Lock, LockOpened, LockState, OpenLock
from jiaozi.locks.schema import LOCKS
from jiaozi.locks.terms import is_digest
from jiaozi.outbox import emit
from jiaozi.payments.holds import PlaceHold, place, place_refusal, touch_place
from jiaozi.payments.promises import GRACE_US
from jiaozi.payments.refused import answer
from jiaozi.payments.rules import closed_code, parties, payer_refusal
from jiaozi.payments.schema import PAYMENTS, REFUSED_PAYEES
from jiaozi.wallets.acts import expiry_refusal
from jiaozi.wallets.model import nobody
from jiaozi.wallets.schema import WALLETS
from jiaozi.wallets.store import identified_holders, is_same_person

LOCK_MAX_US: Final = 365 * DAY_US
"""How far ahead a lock may end."""
ARBITER_CANNOT: Final = Refusal("arbiter_cannot_decide")


def touch_open(tx: Tx, requests: Sequence[Request[Any]]) -> Iterator[None]:
    """Names the rows that opening locks needs, for requests of `OpenLock` or of a command like it."""
    arbiters = {request.command.arbiter for request in requests} - {0}
    steps = touch_place(tx, requests)
    next(steps)
    tx.want(WALLETS, arbiters)
    tx.want(REFUSED_PAYEES, {(each.command.payer, each.command.arbiter) for each in requests if each.command.arbiter})
    yield
    yield from steps


def _open(tx: Tx, request: Request[OpenLock]) -> LockOpened | Refusal:
    """Refuses: `request_malformed` (a digest that is none), as placing a hold does, and `arbiter_cannot_decide`: it is
    the payer's own, also at another operator, or the payee, or its holder has shown no identity, or it is not there;
    the last two count as a payee's refusal does. Whether it is another wallet of the payee's holder is not for the
    payer to learn: who names an arbiter trusts it, and the payee accepts it."""
    command = request.command
    hold = request.about(hold_of(command))
    refusal = _shape_refusal(command) or place_refusal(hold.command)
    refusal = refusal or expiry_refusal(command.ends_at, request.at, request.at + LOCK_MAX_US)
    refusal = refusal or arbiter_refusal(tx, hold, command.arbiter)
    if refusal is not None:
        return refusal
    placed = place(tx, hold, locked=True)
    if isinstance(placed, Refusal):
        return placed
    outcome = LockOpened(LockNo(placed.payment), placed.payment, placed.journal, command.ends_at)
    if tx.dry_run:
        return outcome
    lock = tx.rows(LOCKS).add(lock_row(tx, command, placed.payment))
    emit_lock(tx, "lock.opened", lock, request.at)
    return outcome


def hold_of(command: OpenLock) -> PlaceHold:
    """The hold behind a lock."""
    return PlaceHold(
        payer=command.payer,
        amount_minor=command.amount_minor,
        expires_at=command.ends_at + GRACE_US,
        kind="merchant" if command.store else "person",
        store=command.store,
        payee=WalletNo(0) if command.store else command.payee,
        purpose=command.purpose,
        reference=command.reference,
    )


def _shape_refusal(command: OpenLock) -> Refusal | None:
    if command.at_end not in AT_ENDS or (command.digest is not None and not is_digest(command.digest)):
        return Refusal("request_malformed", "at_end or digest")
    return None


def arbiter_refusal(tx: Tx, request: Request[PlaceHold], arbiter: OrNone[WalletNo]) -> Refusal | None:
    """What forbids an arbiter, once the payer can pay; a dry run does not ask. Refuses as a payment does for the
    payer's side, and `arbiter_cannot_decide`."""
    command = request.command
    if not arbiter or tx.dry_run:
        return None
    found = parties(tx, command.kind, command.payer, command.payee, command.store)
    if isinstance(found, Refusal):
        return found
    refusal = payer_refusal(tx, found, command.kind, command.amount_minor, request.at)
    if refusal is not None:
        return refusal
    wallet = tx.rows(WALLETS).get(arbiter) or nobody(arbiter)
    if arbiter == command.payee or is_same_person(tx.connection, wallet.holder, found.payer.holder):
        return ARBITER_CANNOT
    theirs = Refusal(closed_code(wallet)) if wallet.closed else None
    if theirs is None and not identified_holders(tx.connection, [wallet.holder]):
        theirs = Refusal("identity_not_shown")
    return ARBITER_CANNOT if answer(tx, found.payer.id, arbiter, theirs, request.at) else None


def lock_row(tx: Tx, command: OpenLock, number: PaymentNo) -> Lock:
    """The lock of a payment that is held for it."""
    payment = tx.rows(PAYMENTS)[number]
    return Lock(
        id=LockNo(payment.id),
        payment=payment.id,
        payer=payment.payer,
        payee=payment.payee,
        arbiter=command.arbiter,
        store=payment.store,
        amount_minor=payment.amount_minor,
        released_minor=0,
        digest=command.digest,
        preimage=None,
        wrong_preimages=0,
        at_end=AT_ENDS[command.at_end],
        ends_at=command.ends_at,
        due_at=command.ends_at,
        state=LockState.OPEN,
        steps=0,
        opened_at=payment.at,
        ended_at=0,
        reference=command.reference,
    )


def emit_lock(tx: Tx, kind: str, lock: Lock, at: int) -> None:
    """Writes the event of what became of a lock, for the payee's operator."""
    payload = LockData(
        lock=lock.id,
        payee=lock.payee,
        amount_minor=lock.amount_minor,
        released_minor=lock.released_minor,
        payer=lock.payer,
        arbiter=lock.arbiter,
        store=lock.store,
        reference=lock.reference,
        escrow=lock.escrow,
        milestone=lock.milestone,
    )
    emit(tx, kind, at, tx.rows(WALLETS)[lock.payee].operator, payload)


OPERATIONS: Final = (Operation("open_lock", OpenLock, LockOpened, touch_open, one_by_one(_open)),)
