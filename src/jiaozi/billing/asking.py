"""Asking for money: a payee asks a payer, or whoever is given the request; signed by a device or not. Nothing moves."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from jiaozi import rulebook
from jiaozi.billing.model import PaymentRequest, RequestState
from jiaozi.billing.open import count_open, flooded, open_refusal, touch_open
from jiaozi.billing.schema import PAYMENT_REQUESTS, SIGNED_COLUMNS
from jiaozi.billing.signing import NONCE, SIGNATURE_MAX, Asked, Nonce, Signature, signed_text
from jiaozi.billing.store import nonce_used
from jiaozi.clock import DAY_US, china_date
from jiaozi.db.commands import Operation, Request, SignedCommand, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.devices.keys import from_text, verify
from jiaozi.devices.model import Device
from jiaozi.devices.registry import touch_devices
from jiaozi.devices.schema import DEVICES
from jiaozi.errors import Refusal
from jiaozi.event_data import PaymentRequestData
from jiaozi.kinds import (
    DeviceNo,
    Fen,
    Instant,
    OrNone,
    PaymentNo,
    PaymentRequestNo,
    Reference,
    SplitPlanNo,
    StoreNo,
    Tag,
    WalletNo,
)
from jiaozi.outbox import emit
from jiaozi.payments.merchants import payee_of, touch_payees
from jiaozi.payments.refused import PAYER_CANNOT
from jiaozi.payments.rules import shape_refusal
from jiaozi.payments.schema import MERCHANTS, STORES
from jiaozi.payments.splits.plans import plan_refusal
from jiaozi.payments.splits.schema import SPLIT_PLANS
from jiaozi.records import dataclass
from jiaozi.wallets.acts import expiry_refusal, wallet_of
from jiaozi.wallets.model import Wallet


@dataclass(frozen=True, slots=True)
class RequestPayment(SignedCommand):
    """Asks for `amount_minor` of E-CNY for a `store`, or for a `payee` wallet when `store` is 0, until `expires_at`
    (microseconds; rule `billing.requests` says how far ahead). `payer` is the wallet that is asked; 0 for whoever is
    given the request.

    `plan` splits the payment. With `device`, one of the payee's holder, the request is signed: `signature` is base64url
    over the text of `signing.signed_text`, whose `nonce` (16 to 100 characters) the device never uses again.
    """

    amount_minor: Fen
    expires_at: Instant
    store: OrNone[StoreNo] = StoreNo(0)
    payee: OrNone[WalletNo] = WalletNo(0)
    payer: OrNone[WalletNo] = WalletNo(0)
    purpose: Tag = ""
    reference: Reference | None = None
    plan: OrNone[SplitPlanNo] = SplitPlanNo(0)
    device: OrNone[DeviceNo] = DeviceNo(0)
    signature: Signature = ""
    nonce: Nonce = ""

    def unsigned(self) -> "RequestPayment":
        """The request without its signature and nonce."""
        return replace(self, signature="", nonce="")


class PaymentRequested(NamedTuple):
    """A request to pay was made."""

    payment_request: PaymentRequestNo
    expires_at: Instant


def _touch_ask(tx: Tx, requests: Sequence[Request[RequestPayment]]) -> Iterator[None]:
    commands = [request.command for request in requests]
    stores = list({command.store for command in commands if command.store})
    touch_devices(tx, {command.device for command in commands if command.device})
    tx.want(SPLIT_PLANS, {command.plan for command in commands if command.plan})
    yield from touch_payees(tx, stores, [n for command in commands for n in (command.payee, command.payer) if n])
    for command in commands:
        payee = _payee_number(tx, command)
        if payee:
            touch_open(tx, payee, command.payer)


def _payee_number(tx: Tx, command: RequestPayment) -> WalletNo:
    store = tx.rows(STORES).get(command.store) if command.store else None
    return command.payee if store is None else tx.rows(MERCHANTS)[store.merchant].wallet


def _ask(tx: Tx, request: Request[RequestPayment]) -> PaymentRequested | Refusal:
    """Refuses: `amount_invalid`, `reference_invalid`, `request_malformed`, `expiry_invalid`, `store_not_found`,
    `merchant_suspended`, the payee's `wallet_not_found` and `wallet_closed`, `accounts_same`, `split_plan_not_found`
    (of this store), `split_plan_not_active`, `payment_requests_exceeded`, what `_signer` says, and `payer_cannot_pay`
    (no such wallet, a closed one, or one that is asked for too much already)."""
    command = request.command
    kind = "merchant" if command.store else "person"
    refusal = shape_refusal(kind, command.amount_minor, command.purpose, command.reference)
    refusal = refusal or _expiry_refusal(command.expires_at, request.at)
    if refusal is not None:
        return refusal
    payee = _payee(tx, command)
    if isinstance(payee, Refusal):
        return payee
    if command.payer == payee.id:
        return Refusal("accounts_same")
    refusal = plan_refusal(tx, command.plan, command.store)
    refusal = refusal or open_refusal(tx, payee.id, command.payer, request.at, merchant=bool(command.store))
    signer = refusal or _signer(tx, command, payee)
    if isinstance(signer, Refusal):
        return signer
    if command.payer and not tx.dry_run and _cannot_be_asked(tx, command.payer, request.at):
        return PAYER_CANNOT

    row = _row(request, payee, signer)
    tx.rows(PAYMENT_REQUESTS).add(row)
    count_open(tx, row, 1)
    if row.device:
        tx.memo["request nonces"].add((row.device, command.nonce))
        tx.appender("signed_requests", SIGNED_COLUMNS).append((row.device, command.nonce, row.id))
    emit_request(tx, "payment_request.created", row, request.at, payee.operator)
    return PaymentRequested(row.id, row.expires_at)


def _row(request: Request[RequestPayment], payee: Wallet, signer: Device | None) -> PaymentRequest:
    command = request.command
    return PaymentRequest(
        id=request.id,
        payee=payee.id,
        store=command.store,
        payer=command.payer,
        plan=command.plan,
        amount_minor=command.amount_minor,
        purpose=command.purpose,
        reference=command.reference,
        state=RequestState.OPEN,
        expires_at=command.expires_at,
        requested_at=request.at,
        ended_at=0,
        payment=PaymentNo(0),
        asked=command.payer,
        device=command.device,
        algorithm=signer.algorithm if signer else "",
        public_key=signer.public_key if signer else "",
        signature=command.signature,
    )


def _cannot_be_asked(tx: Tx, payer: WalletNo, at: int) -> bool:
    return isinstance(wallet_of(tx, payer), Refusal) or flooded(tx, payer, at)


def _expiry_refusal(expires_at: int, at: int) -> Refusal | None:
    rules = rulebook.payment_requests(china_date(at))
    cited = rules.rule.cite() if expires_at > at else ""
    return expiry_refusal(expires_at, at, at + rules.days_max * DAY_US, cited)


def _payee(tx: Tx, command: RequestPayment) -> Wallet | Refusal:
    number = command.payee
    if command.store:
        found = payee_of(tx, command.store)
        if isinstance(found, Refusal):
            return found
        number = found[1].wallet
    return wallet_of(tx, number)


def _signer(tx: Tx, command: RequestPayment, payee: Wallet) -> Device | Refusal | None:
    """The device that signed; None of an unsigned request. Refuses: `device_not_found` (also another holder's),
    `device_revoked`, `request_signature_invalid`, `nonce_used`."""
    if not command.device:
        return Refusal("device_not_found") if command.signature + command.nonce else None
    device = tx.rows(DEVICES).get(command.device)
    if device is None or device.holder != payee.holder:
        return Refusal("device_not_found")
    if device.revoked_at:
        return Refusal("device_revoked")
    if not _is_signed(device, command):
        return Refusal("request_signature_invalid")
    used: set[tuple[int, str]] = tx.memo.setdefault("request nonces", set())
    if (device.id, command.nonce) in used or nonce_used(tx.connection, device.id, command.nonce):
        return Refusal("nonce_used")
    return device


def _is_signed(device: Device, command: RequestPayment) -> bool:
    if not 0 < len(command.signature) <= SIGNATURE_MAX or NONCE.fullmatch(command.nonce) is None:
        return False
    try:
        signature = from_text(command.signature)
    except ValueError:
        return False
    text = signed_text(asked(command)).encode()
    return verify(device.algorithm, device.public_key, signature, text)


def asked(command: RequestPayment) -> Asked:
    """What a request asks, as it is signed."""
    return Asked(
        amount_minor=command.amount_minor,
        expires_at=command.expires_at,
        store=command.store,
        payee=command.payee,
        payer=command.payer,
        plan=command.plan,
        purpose=command.purpose,
        reference=command.reference,
        nonce=command.nonce,
    )


def as_asked(row: PaymentRequest, nonce: str) -> Asked:
    """What a stored request asked, as it was signed: a store's payee is not named beside it."""
    return Asked(
        amount_minor=row.amount_minor,
        expires_at=row.expires_at,
        store=row.store,
        payee=WalletNo(0) if row.store else row.payee,
        payer=row.asked,
        plan=row.plan,
        purpose=row.purpose,
        reference=row.reference,
        nonce=nonce,
    )


def emit_request(tx: Tx, kind: str, row: PaymentRequest, at: int, operator: int) -> None:
    """Writes the event of what became of a request, for the payee's operator."""
    payload = PaymentRequestData(
        payment_request=row.id,
        payee=row.payee,
        amount_minor=row.amount_minor,
        store=row.store,
        payment=row.payment,
        payer=row.payer,
        reference=row.reference,
    )
    emit(tx, kind, at, operator, payload)


OPERATIONS: Final = (Operation("request_payment", RequestPayment, PaymentRequested, _touch_ask, one_by_one(_ask)),)
