"""Sending an envelope, claiming a share of it, and its end.

A claim is a person-to-person payment of what the sender has promised: it counts against the sender's limits once, when
it is sent, and against the claimant's as any payment does. A freeze of the sender's whole wallet stops claims; what was
promised before any other stays so, as of a held payment.
"""

import secrets
from collections.abc import Iterator, Sequence
from typing import Final, get_args

from jiaozi.bearer import is_hash, matches
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.envelopes.model import (
    DIVISIONS,
    OPEN_US,
    SHARES_MAX,
    ClaimEnvelope,
    Division,
    DivisionKind,
    Envelope,
    EnvelopeClaim,
    EnvelopeClaimed,
    EnvelopeReturned,
    EnvelopeSent,
    EnvelopeState,
    ExpireEnvelope,
    SendEnvelope,
)
from jiaozi.envelopes.schema import ENVELOPE_CLAIMS, ENVELOPES
from jiaozi.envelopes.shares import RANDOM_BITS, share_of
from jiaozi.errors import Refusal
from jiaozi.event_data import EnvelopeData
from jiaozi.kinds import Fresh, JournalNo, PaymentNo, StoreNo, TransferNo, WalletNo
from jiaozi.ledger.model import Code, Journal, Leg, Phase, Posted
from jiaozi.ledger.post import post, touch_legs
from jiaozi.ledger.schema import HOLDS
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.payments.model import Payment, PaymentKind, PaymentState
from jiaozi.payments.pay import count_usage, emit_payment, payer_short, touch_between
from jiaozi.payments.refused import PAYER_CANNOT, heard
from jiaozi.payments.rules import Parties, closed_code, payee_side, payer_refusal
from jiaozi.payments.schema import PAYMENTS
from jiaozi.scheme import entries
from jiaozi.scheme.between import legs_between
from jiaozi.wallets.acts import wallet_of
from jiaozi.wallets.model import Wallet, nobody, place_of
from jiaozi.wallets.schema import USAGES, WALLETS
from jiaozi.wallets.waterfall import Spill, note_spill

_NOT_FOUND: Final = Refusal("envelope_not_found")
_PERSON: Final = "person"


def _touch_send(tx: Tx, requests: Sequence[Request[SendEnvelope]]) -> Iterator[None]:
    commands = [request.command for request in requests]
    tx.want(WALLETS, {number for each in commands for number in (each.wallet, each.recipient) if number})
    yield
    _touch_holding(tx, [each.wallet for each in commands])


def _touch_holding(tx: Tx, senders: Sequence[WalletNo]) -> None:
    """Names the accounts between senders' wallets and where their operators clear."""
    for number in senders:
        wallet = tx.rows(WALLETS).get(number)
        if wallet is not None:
            place = place_of(wallet)
            touch_legs(tx, [Leg(place.account, entries.clearing(place).account, 1, Code.HOLD)])


def _shape_refusal(command: SendEnvelope) -> Refusal | None:
    """What is wrong with an envelope before anything is looked up."""
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    if command.division not in get_args(Division) or not 0 < command.shares <= SHARES_MAX:
        return Refusal("request_malformed", f"1 to {SHARES_MAX} shares")
    named = command.division == "named"
    if named != bool(command.recipient) or (named and command.shares > 1):
        return Refusal("request_malformed", "a named envelope has a recipient and one share, no other has a recipient")
    if not is_hash(command.token_hash):
        return Refusal("request_malformed", "token_hash")
    return Refusal("amount_invalid", "a fen for each share") if command.amount_minor < command.shares else None


def _send(tx: Tx, request: Request[SendEnvelope]) -> EnvelopeSent | Refusal:
    """Refuses: `request_malformed`, `amount_invalid` (also less than a fen for each share), then what concerns the
    sender as a payment does, `payee_cannot_receive` (a recipient that is not there), `operator_illiquid`."""
    command, at = request.command, request.at
    refusal = _shape_refusal(command)
    if refusal is not None:
        return refusal
    sender = tx.rows(WALLETS).get(command.wallet)
    if sender is None:
        return Refusal("wallet_not_found")
    other = tx.rows(WALLETS).get(command.recipient) if command.recipient else None
    found = Parties(sender, other or nobody(command.recipient), None, tx.rows(USAGES)[sender.id])
    refusal = payer_refusal(tx, found, _PERSON, command.amount_minor, at)
    if refusal is not None:
        return refusal
    if command.recipient and found.payee.closed:
        return heard(tx, found, lambda: Refusal(closed_code(found.payee)), at)
    place, until = place_of(sender), at + OPEN_US
    clearing = entries.clearing(place).account
    leg = Leg(place.account, clearing, command.amount_minor, Code.HOLD, Phase.PENDING, expires_at=until)
    outcome = payer_short(post(tx, (Journal(request.id, at, (leg,)),))[0])
    if isinstance(outcome, Refusal):
        return outcome
    count_usage(tx, found, command.amount_minor, outcome.recorded_at)
    row = tx.rows(ENVELOPES).add(_envelope(request, outcome.recorded_at, until))
    _tell(tx, "envelope.sent", row, at, row.amount_minor)
    return EnvelopeSent(
        envelope=row.id,
        wallet=row.wallet,
        division=command.division,
        amount_minor=row.amount_minor,
        shares=row.shares,
        recipient=row.recipient,
        expires_at=until,
    )


def _envelope(request: Request[SendEnvelope], at: int, until: int) -> Envelope:
    command = request.command
    return Envelope(
        id=request.id,
        wallet=command.wallet,
        division=DIVISIONS[command.division],
        recipient=command.recipient,
        amount_minor=command.amount_minor,
        shares=command.shares,
        claimed_minor=0,
        taken=0,
        state=EnvelopeState.OPEN,
        token_hash=command.token_hash,
        sent_at=at,
        expires_at=until,
        ended_at=0,
    )


def _tell(tx: Tx, kind: str, row: Envelope, at: int, amount: int) -> None:
    """Tells the sender's operator."""
    operator = tx.rows(WALLETS)[row.wallet].operator
    emit(tx, kind, at, operator, EnvelopeData(envelope=row.id, wallet=row.wallet, amount_minor=amount))


def _touch_claim(tx: Tx, requests: Sequence[Request[ClaimEnvelope]]) -> Iterator[None]:
    """Who comes too late locks nothing: what is over stays so. Whose a wallet is never changes, so it is read without a
    lock."""
    wanted = {request.command.envelope for request in requests}
    found = {row.id: row for row in ENVELOPES.read(tx.connection, wanted)}
    over = {row.id: row for row in found.values() if row.state != EnvelopeState.OPEN}
    tx.memo.setdefault(ClaimEnvelope, {}).update(over)
    coming = [each.command for each in requests if each.command.envelope in found.keys() - over.keys()]
    owners = {row.id: row.holder for row in WALLETS.read(tx.connection, {each.wallet for each in coming})}
    open_ones = {each.envelope for each in coming}
    tx.want(ENVELOPES, open_ones)
    tx.want(ENVELOPE_CLAIMS, {(each.envelope, owners[each.wallet]) for each in coming if each.wallet in owners})
    tx.want(WALLETS, {found[number].wallet for number in open_ones} | {each.wallet for each in coming})
    yield
    touch_between(tx, [(found[each.envelope].wallet, each.wallet) for each in coming])
    _touch_holding(tx, [found[number].wallet for number in open_ones])
    tx.want(HOLDS, open_ones)


def _over(row: Envelope, at: int) -> Refusal | None:
    """Why nothing more is had of an envelope. Refuses: `envelope_empty`, `envelope_expired`."""
    if row.state == EnvelopeState.EMPTY:
        return Refusal("envelope_empty")
    return Refusal("envelope_expired") if row.state == EnvelopeState.RETURNED or at >= row.expires_at else None


def _presented(tx: Tx, command: ClaimEnvelope) -> Envelope | Refusal:
    """The envelope whose token is shown. Refuses: `envelope_not_found` (one for another recipient looks so, too)."""
    row = tx.memo[ClaimEnvelope].get(command.envelope) or tx.rows(ENVELOPES).get(command.envelope)
    if row is None or not matches(command.token_hash, row.token_hash) or row.recipient not in (0, command.wallet):
        return _NOT_FOUND
    return row


def _claim(tx: Tx, request: Request[ClaimEnvelope]) -> EnvelopeClaimed | Refusal:
    """Refuses: `envelope_not_found`, `envelope_empty` or `envelope_expired` at once where it is over, then
    `wallet_not_found`, `wallet_closed`, `accounts_same` (the sender, but of a lucky draw), `envelope_claimed`, what
    forbids the claimant to be paid, `payer_cannot_pay` (the sender is frozen), `settlement_cap_exceeded`,
    `operator_illiquid`. A refused claim leaves the share for whoever comes next."""
    command, at = request.command, request.at
    row = _presented(tx, command)
    if isinstance(row, Refusal):
        return row
    refusal = _over(row, at)
    if refusal is not None:
        return refusal
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    sender = tx.rows(WALLETS)[row.wallet]
    if sender.holder == wallet.holder and row.division != DivisionKind.LUCKY:
        return Refusal("accounts_same")
    if tx.rows(ENVELOPE_CLAIMS).get((row.id, wallet.holder)) is not None:
        return Refusal("envelope_claimed")
    amount = share_of(row.division, row.left_minor, row.shares_left, secrets.randbits(RANDOM_BITS))
    own = wallet.id == sender.id  # what is reserved is in its balance already
    spill = None if own else payee_side(tx, wallet, PaymentKind.PERSON, amount, 0, at)
    if isinstance(spill, Refusal):
        return spill
    if sender.freezes_all:
        return PAYER_CANNOT
    outcome = _move(tx, request.id, row, sender, wallet, amount, spill, at)
    if isinstance(outcome, Refusal):
        return outcome
    return _claimed(tx, request, row, Parties(sender, wallet, None, tx.rows(USAGES)[sender.id]), amount, outcome)


def _move(
    tx: Tx, number: Fresh, row: Envelope, sender: Wallet, wallet: Wallet, amount: int, spill: Spill | None, at: int
) -> Posted | Refusal:
    """Takes a share out of what is reserved, into the claimant's wallet. Refuses: `settlement_cap_exceeded`,
    `operator_illiquid`."""
    place = place_of(sender)
    clearing = entries.clearing(place)
    onward = legs_between(tx, clearing, place_of(wallet), amount, Code.TRANSFER)
    if isinstance(onward, Refusal):
        return onward
    first = Leg(place.account, clearing.account, amount, Code.TRANSFER, Phase.CAPTURED, row.hold)
    legs = [first, *onward, *(spill.legs if spill else ())]
    outcome = payer_short(post(tx, (Journal(number, at, legs),))[0])
    if isinstance(outcome, Posted) and spill is not None:
        note_spill(tx, spill, outcome)
    return outcome


def _claimed(
    tx: Tx, request: Request[ClaimEnvelope], row: Envelope, found: Parties, amount: int, outcome: Posted
) -> EnvelopeClaimed:
    """Keeps a share that was moved."""
    row.claimed_minor += amount
    row.taken += 1
    if row.taken == row.shares:
        row.state, row.ended_at = EnvelopeState.EMPTY, outcome.recorded_at
    tx.rows(ENVELOPES).changed(row)
    payment = PaymentNo(0)
    if found.payer.id != found.payee.id:
        made = tx.rows(PAYMENTS).add(_payment(request.id, found, amount, outcome))
        emit_payment(tx, "payment.completed", made, found, request.at)
        payment = made.id
    claim = EnvelopeClaim(
        envelope=row.id,
        holder=found.payee.holder,
        wallet=found.payee.id,
        number=row.taken,
        amount_minor=amount,
        journal=outcome.journal,
        payment=payment,
        at=outcome.recorded_at,
    )
    tx.rows(ENVELOPE_CLAIMS).add(claim)
    _tell(tx, "envelope.claimed", row, request.at, amount)
    return EnvelopeClaimed(
        envelope=row.id,
        number=claim.number,
        amount_minor=amount,
        journal=outcome.journal,
        payment=payment,
        claimed_at=claim.at,
    )


def _payment(number: PaymentNo, found: Parties, amount: int, outcome: Posted) -> Payment:
    """The payment that a claim is, from the sender to the claimant."""
    return Payment(
        id=number,
        kind=PaymentKind.PERSON,
        state=PaymentState.COMPLETED,
        payer=found.payer.id,
        payee=found.payee.id,
        store=StoreNo(0),
        amount_minor=amount,
        captured_minor=amount,
        refunded_minor=0,
        fee_minor=0,
        hold=TransferNo(0),
        expires_at=0,
        journal=outcome.journal,
        at=outcome.recorded_at,
        purpose="",
        reference=None,
    )


def _touch_expire(tx: Tx, requests: Sequence[Request[ExpireEnvelope]]) -> Iterator[None]:
    wanted = {request.command.envelope for request in requests}
    tx.want(ENVELOPES, wanted)
    yield
    senders = {row.wallet for number in wanted if (row := tx.rows(ENVELOPES).get(number)) is not None}
    tx.want(WALLETS, senders)
    yield
    _touch_holding(tx, list(senders))
    tx.want(HOLDS, wanted)


def _expire(tx: Tx, request: Request[ExpireEnvelope]) -> EnvelopeReturned | Refusal:
    """Refuses: `envelope_not_found`, `envelope_empty`, `envelope_expired` (it has gone back), `hold_not_expired`."""
    row, at = tx.rows(ENVELOPES).get(request.command.envelope), request.at
    if row is None:
        return _NOT_FOUND
    if row.state != EnvelopeState.OPEN:
        return _over(row, at) or _NOT_FOUND
    if at < row.expires_at:
        return Refusal("hold_not_expired")
    place, left = place_of(tx.rows(WALLETS)[row.wallet]), row.left_minor
    leg = Leg(place.account, entries.clearing(place).account, 0, Code.EXPIRE, Phase.EXPIRED, row.hold)
    outcome = post(tx, (Journal(JournalNo(request.id), at, (leg,)),))[0]
    if isinstance(outcome, Refusal):
        return outcome
    usage = tx.rows(USAGES)[row.wallet].at(outcome.recorded_at)
    usage.give_back(left, row.sent_at)
    tx.rows(USAGES).changed(usage)
    row.state, row.ended_at = EnvelopeState.RETURNED, outcome.recorded_at
    tx.rows(ENVELOPES).changed(row)
    _tell(tx, "envelope.returned", row, at, left)
    return EnvelopeReturned(envelope=row.id, journal=outcome.journal, returned_minor=left)


OPERATIONS: Final = (
    Operation("send_envelope", SendEnvelope, EnvelopeSent, _touch_send, one_by_one(_send)),
    Operation("claim_envelope", ClaimEnvelope, EnvelopeClaimed, _touch_claim, one_by_one(_claim)),
    Operation("expire_envelope", ExpireEnvelope, EnvelopeReturned, _touch_expire, one_by_one(_expire)),
)
