"""Escrows: a deal in milestones, each of them a lock, released or given back by a signed statement.

What becomes of a milestone is its lock's: it goes to the payee or back, by its own time. All are opened, or none.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from jiaozi.clock import format_time
from jiaozi.db import world
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.devices.cooling import cooling_refusal
from jiaozi.devices.model import Device
from jiaozi.devices.registry import touch_devices
from jiaozi.devices.schema import DEVICES
from jiaozi.errors import Refusal, Stop
from jiaozi.kinds import Count, Instant, LockNo, OrNone, WalletNo
from jiaozi.locks.acts import give_all_back, let_go, open_lock, touch_locks
from jiaozi.locks.escrow_model import (
    MILESTONES_MAX,
    EscrowOpened,
    LockProof,
    MilestoneReleased,
    OpenEscrow,
    ReleaseMilestone,
    ReturnMilestone,
)
from jiaozi.locks.model import TITLE_MAX, Act, Lock, LockReturned, LockState, OpenLock
from jiaozi.locks.opening import LOCK_MAX_US, arbiter_refusal, emit_lock, hold_of, lock_row, touch_open
from jiaozi.locks.schema import LOCK_PROOFS, LOCKS
from jiaozi.locks.statement import StatementAct, is_signed, statement_text
from jiaozi.locks.store import before_in_order
from jiaozi.locks.terms import is_digest, parties
from jiaozi.money import amount_text, is_amount
from jiaozi.payments.holds import place, place_refusal
from jiaozi.payments.rules import parties as payment_parties
from jiaozi.payments.rules import payer_refusal
from jiaozi.texts import is_plain
from jiaozi.wallets.schema import WALLETS

Statement = ReleaseMilestone | ReturnMilestone


def _open(tx: Tx, request: Request[OpenEscrow]) -> EscrowOpened | Refusal:
    """Refuses: `amount_invalid`, `request_malformed` (how many milestones, a title, an order that goes back),
    `expiry_invalid`, `milestones_differ`, as placing a hold of all of it does, and `arbiter_cannot_decide`."""
    command = request.command
    hold = hold_of(_lock_of(command, 0, command.amount_minor))
    refusal = _shape_refusal(command, request.at) or place_refusal(hold)
    if refusal is not None:
        return refusal
    found = payment_parties(tx, hold.kind, hold.payer, hold.payee, hold.store)
    if isinstance(found, Refusal):
        return found
    refusal = payer_refusal(tx, found, hold.kind, command.amount_minor, request.at)
    refusal = refusal or arbiter_refusal(tx, request.about(hold), command.arbiter)
    if refusal is not None:
        return refusal
    ends_at = max(each.due_at for each in command.milestones)
    locks = tuple(LockNo(request.id + place) for place in range(len(command.milestones)))
    if not tx.dry_run:
        refusal = _open_all(tx, request, locks)
    return refusal or EscrowOpened(locks[0], locks, ends_at)


def _open_all(tx: Tx, request: Request[OpenEscrow], locks: Sequence[LockNo]) -> Refusal | None:
    """Holds and writes down each milestone. What the payee's side forbids, the first one is refused, before anything
    is written; the payer's was asked for all of it. Raises `Stop` should a later one be refused."""
    command = request.command
    for number, (lock, milestone) in enumerate(zip(locks, command.milestones, strict=True), 1):
        terms = _lock_of(command, milestone.due_at, milestone.amount_minor)
        placed = place(tx, request.about(hold_of(terms))._replace(id=lock), locked=True)
        if isinstance(placed, Refusal):
            if number > 1:
                raise Stop("internal_error", placed.code)
            return placed
        plain = lock_row(tx, terms, placed.payment)
        row = replace(
            plain, escrow=locks[0], milestone=number, title=milestone.title, in_order=int(bool(command.in_order))
        )
        tx.rows(LOCKS).add(row)
        emit_lock(tx, "lock.opened", row, request.at)
    return None


def _lock_of(command: OpenEscrow, ends_at: int, amount: int) -> OpenLock:
    """The terms of the lock that a milestone is."""
    return OpenLock(
        payer=command.payer,
        amount_minor=amount,
        ends_at=ends_at,
        store=command.store,
        payee=command.payee,
        arbiter=command.arbiter,
        purpose=command.purpose,
        reference=command.reference,
    )


def _shape_refusal(command: OpenEscrow, at: int) -> Refusal | None:
    milestones = command.milestones
    if not 0 < len(milestones) <= MILESTONES_MAX:
        return Refusal("request_malformed", f"1 to {MILESTONES_MAX} milestones")
    for number, each in enumerate(milestones, 1):
        if not each.title or not is_plain(each.title, TITLE_MAX):
            return Refusal("request_malformed", f"milestone {number}: title")
        if not is_amount(each.amount_minor):
            return Refusal("amount_invalid", f"milestone {number}")
        if not at < each.due_at <= at + LOCK_MAX_US:
            latest = format_time(at + LOCK_MAX_US)
            return Refusal("expiry_invalid", f"milestone {number}: now {format_time(at)}, latest {latest}")
        if command.in_order and number > 1 and each.due_at < milestones[number - 2].due_at:
            return Refusal("request_malformed", f"milestone {number}: due before the one before it")
    total = sum(each.amount_minor for each in milestones)
    if total != command.amount_minor:
        return Refusal("milestones_differ", f"they come to {amount_text(total)}")
    return None


def _touch_release(tx: Tx, requests: Sequence[Request[Statement]]) -> Iterator[None]:
    commands = [request.command for request in requests]
    numbers = {command.lock for command in commands}
    touch_devices(tx, {command.device for command in commands})
    tx.want(LOCKS, before_in_order(tx.connection, numbers))
    tx.want(WALLETS, {row.arbiter for row in LOCKS.read(tx.connection, numbers)} - {0})
    yield from touch_locks(tx, requests)


def _release(tx: Tx, request: Request[ReleaseMilestone]) -> MilestoneReleased | Refusal:
    """Refuses: what `_signed` says, `milestone_not_next`, and what `pay_part` says."""
    signed = _signed(tx, request, "release")
    if isinstance(signed, Refusal):
        return signed
    lock, device = signed
    number = _first_open_before(tx, lock, request.at)
    if number:
        return Refusal("milestone_not_next", f"milestone {number} is still open")
    done = let_go(tx, request, lock, Act.RELEASE, lock.amount_minor)
    if isinstance(done, Refusal):
        return done
    _keep(tx, request, lock, device)
    return MilestoneReleased(lock.id, done.journal, lock.escrow, lock.milestone, lock.amount_minor)


def _return(tx: Tx, request: Request[ReturnMilestone]) -> LockReturned | Refusal:
    """Refuses: what `_signed` says. No order is kept of what goes back."""
    signed = _signed(tx, request, "return")
    if isinstance(signed, Refusal):
        return signed
    lock, device = signed
    done = give_all_back(tx, request, lock)
    _keep(tx, request, lock, device)
    return done


def _signed(tx: Tx, request: Request[Any], act: StatementAct) -> tuple[Lock, Device] | Refusal:
    """The open milestone that a statement is about, and the device that signed it. Refuses: `request_malformed` (the
    document), `lock_not_found` (also to whoever is no party), `lock_not_allowed` (it is no milestone, or the payee has
    not accepted the arbiter who brings it), `lock_closed`, `lock_ended`, what `_signer` says."""
    command: Statement = request.command
    if not is_digest(command.document):
        return Refusal("request_malformed", "document")
    lock = tx.rows(LOCKS).get(command.lock)
    if lock is None or command.party not in parties(lock):
        return Refusal("lock_not_found")
    if not lock.escrow:
        return Refusal("lock_not_allowed", "no milestone")
    by = lock.payer if act == "release" else lock.arbiter
    checked = open_lock(tx, lock.id, by or lock.payer, Act.RELEASE if act == "release" else Act.RETURN, request.at)
    if isinstance(checked, Refusal):
        return checked
    if command.party == lock.arbiter and not lock.decider:
        return Refusal("lock_not_allowed")
    device = _signer(tx, command, lock, request.at, act)
    return device if isinstance(device, Refusal) else (lock, device)


def _keep(tx: Tx, request: Request[Any], lock: Lock, device: Device) -> None:
    """Keeps the statement by which a milestone is over."""
    command: Statement = request.command
    proof = LockProof(
        payment=lock.payment,
        document=command.document,
        signer=_wallet_of(tx, lock, device),
        party=command.party,
        device=device.id,
        algorithm=device.algorithm,
        public_key=device.public_key,
        signature=command.signature,
        at=request.at,
    )
    tx.rows(LOCK_PROOFS).add(proof)


def _first_open_before(tx: Tx, lock: Lock, at: Instant) -> OrNone[Count]:
    """Of an escrow in order the place of the first milestone before this one that is still open; 0 for none. What has
    lapsed is over, whether or not the worker has run."""
    if not lock.in_order:
        return 0
    before = [
        row for row in tx.rows(LOCKS).rows.values() if row.escrow == lock.escrow and row.milestone < lock.milestone
    ]
    return min((row.milestone for row in before if row.state == LockState.OPEN and at < row.ends_at), default=0)


def _signer(tx: Tx, command: Statement, lock: Lock, at: Instant, act: StatementAct) -> Device | Refusal:
    """The device that signed. When a statement was made nobody can tell, so the key must be good when it is brought.
    Refuses: `device_not_found` (also one of neither the payer's nor the arbiter's, and the payer's of what is given
    back), `device_revoked`, `statement_signature_invalid` (also that of another world, act, lock, amount or document),
    `device_cooling_off`."""
    device = tx.rows(DEVICES).get(command.device)
    signer = 0 if device is None else _wallet_of(tx, lock, device)
    if device is None or not signer or (act == "return" and signer != lock.arbiter):
        return Refusal("device_not_found")
    if device.revoked_at:
        return Refusal("device_revoked")
    text = statement_text(lock, command.document, world.named(tx.connection), act)
    if not is_signed(text, device.algorithm, device.public_key, command.signature):
        return Refusal("statement_signature_invalid")
    return cooling_refusal(tx, device, lock.amount_minor, at, settled=True) or device


def _wallet_of(tx: Tx, lock: Lock, device: Device) -> OrNone[WalletNo]:
    """The payer's or the deciding arbiter's wallet, whichever is of the device's holder; 0 for neither."""
    for number in (lock.payer, lock.decider):
        if number and tx.rows(WALLETS)[number].holder == device.holder:
            return number
    return WalletNo(0)


OPERATIONS: Final = (
    Operation("open_escrow", OpenEscrow, EscrowOpened, touch_open, one_by_one(_open)),
    Operation("release_milestone", ReleaseMilestone, MilestoneReleased, _touch_release, one_by_one(_release)),
    Operation("return_milestone", ReturnMilestone, LockReturned, _touch_release, one_by_one(_return)),
)
