"""Collect codes: a payer scans them and pays. Static ones stand at a till for years, dynamic ones are for one payment.

Paying a code is an ordinary payment to whom the code is for; the code's row is locked with it, so that a code for one
payment is paid once.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from msgspec import UNSET

from jiaozi import rulebook
from jiaozi.clock import SECOND_US, china_date
from jiaozi.codes import store
from jiaozi.codes.model import CodeState, CollectCode, Payload
from jiaozi.codes.schema import CODE_PLAN_COLUMNS, COLLECT_CODES
from jiaozi.codes.sheet import Scanned, Shop, payload_of, scan
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.keyring import Keyring
from jiaozi.kinds import (
    ClaimsNamed,
    CollectCodeNo,
    Either,
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    OrNone,
    PaymentNo,
    Range,
    Reference,
    SplitPlanNo,
    StoreNo,
    Tag,
    WalletNo,
)
from jiaozi.money import is_amount
from jiaozi.payments.merchants import payee_of, touch_payees
from jiaozi.payments.pay import Pay
from jiaozi.payments.splits.pay import PaySplit, pay_either, touch_either
from jiaozi.payments.splits.plans import plan_refusal
from jiaozi.payments.splits.schema import SPLIT_PLANS
from jiaozi.records import dataclass
from jiaozi.wallets.acts import reference_good, wallet_of

AMOUNT_MAX: Final = 10**12 - 1
"""Of a code, in minor units: what the 13 characters of the format hold."""
LIFETIME_MAX_S: Final = 31_622_400
"""A year: beyond it a lifetime is a mistake. How long a code may live is a rule (`codes.collect`)."""


@dataclass(frozen=True, slots=True)
class OpenCollectCode:
    """Makes a code for a `store` or a `wallet`: exactly one of the two. With `lifetime_s` (rule `codes.collect`) it is
    dynamic, for one payment of `amount`; without, static, for any number of payments until it is revoked, of `amount`
    or of what payers enter. With a `plan` of the store its payments are split."""

    store: Either[StoreNo] = StoreNo(0)
    wallet: Either[WalletNo] = WalletNo(0)
    amount_minor: OrNone[Fen] = 0
    reference: Reference | None = None
    lifetime_s: OrNone[Annotated[int, Range(1, LIFETIME_MAX_S)]] = 0
    plan: OrNone[SplitPlanNo] = SplitPlanNo(0)


@dataclass(frozen=True, slots=True)
class RevokeCollectCode:
    """Withdraws a code: nobody pays it from now on."""

    collect_code: CollectCodeNo


@dataclass(frozen=True, slots=True)
class PayCollectCode:
    """Pays `amount` to the code whose scanned text is `payload`, finally. A dynamic code is paid once. The amount is
    said also when the code has one, which it must be: so the payer's consent names what is paid."""

    payer: WalletNo
    payload: Payload
    amount_minor: Fen
    purpose: Tag = ""
    claims: ClaimsNamed = UNSET


class CollectCodeOpened(NamedTuple):
    """A code was made. `payload` is the text of its QR symbol; `expires_at` is null for a static one."""

    collect_code: CollectCodeNo
    payload: Payload
    expires_at: OrNone[Instant]


class CollectCodeRevoked(NamedTuple):
    """A code was withdrawn."""

    collect_code: CollectCodeNo


class CollectCodePaid(NamedTuple):
    """A code was paid, finally."""

    payment: PaymentNo
    journal: JournalNo
    paid_at: Instant
    amount_minor: Fen
    fee_minor: FenOrZero
    collect_code: CollectCodeNo


class CollectCodes:
    """The handlers; `secret` makes and checks the tags of codes."""

    def __init__(self, secret: bytes) -> None:
        self._secret = secret

    def touch_open(self, tx: Tx, requests: Sequence[Request[OpenCollectCode]]) -> Iterator[None]:
        """Names the plans, the stores with their merchants, and the wallets."""
        tx.want(SPLIT_PLANS, {request.command.plan for request in requests if request.command.plan})
        stores = [request.command.store for request in requests if request.command.store]
        yield from touch_payees(tx, stores, [request.command.wallet for request in requests if request.command.wallet])

    def open(self, tx: Tx, request: Request[OpenCollectCode]) -> CollectCodeOpened | Refusal:
        """Refuses: `request_malformed` (a store or a wallet), `amount_invalid`, `reference_invalid`, `expiry_invalid`,
        `store_not_found`, `merchant_suspended`, `wallet_not_found`, `wallet_closed`, `split_plan_not_found`,
        `split_plan_not_active`."""
        command = request.command
        refusal = _shape_refusal(command, request.at)
        if refusal is not None:
            return refusal
        shop = None
        if command.store:
            found = payee_of(tx, command.store)
            if isinstance(found, Refusal):
                return found
            shop = Shop(found[1], found[0])
        else:
            wallet = wallet_of(tx, command.wallet)
            if isinstance(wallet, Refusal):
                return wallet
        refusal = plan_refusal(tx, command.plan, command.store)
        if refusal is not None:
            return refusal
        expires_at = request.at + command.lifetime_s * SECOND_US if command.lifetime_s else 0
        row = tx.rows(COLLECT_CODES).add(
            CollectCode(
                id=request.id,
                store=command.store,
                wallet=command.wallet,
                amount_minor=command.amount_minor,
                reference=command.reference,
                opened_at=request.at,
                expires_at=expires_at,
                state=CodeState.OPEN,
                payment=PaymentNo(0),
            )
        )
        if command.plan:
            tx.appender("collect_code_plans", CODE_PLAN_COLUMNS).append((row.id, command.plan))
        return CollectCodeOpened(
            collect_code=row.id, payload=payload_of(row, shop, self._secret), expires_at=expires_at
        )

    def touch_revoke(self, tx: Tx, requests: Sequence[Request[RevokeCollectCode]]) -> None:
        """Names the codes."""
        tx.want(COLLECT_CODES, {request.command.collect_code for request in requests})

    def revoke(self, tx: Tx, request: Request[RevokeCollectCode]) -> CollectCodeRevoked | Refusal:
        """Refuses: `code_not_found`, `code_used`, `code_revoked`."""
        row = tx.rows(COLLECT_CODES).get(request.command.collect_code)
        refusal = _state_refusal(row)
        if refusal is not None or row is None:
            return refusal or Refusal("code_not_found")
        row.state = CodeState.REVOKED
        tx.rows(COLLECT_CODES).changed(row)
        return CollectCodeRevoked(row.id)

    def touch_pay(self, tx: Tx, requests: Sequence[Request[PayCollectCode]]) -> Iterator[None]:
        """Names the codes, then what the payments that they stand for need."""
        read = [(request, scan(request.command.payload, self._secret)) for request in requests]
        scanned = [(request, found) for request, found in read if isinstance(found, Scanned)]
        tx.want(COLLECT_CODES, {found.code for _, found in scanned})
        yield
        rows = tx.rows(COLLECT_CODES)
        known = [(request, row) for request, found in scanned if (row := rows.get(found.code)) is not None]
        plans: dict[int, int] = tx.memo.setdefault("plans of codes", {})
        plans.update(store.plans_of_codes(tx.connection, {row.id for _, row in known}))
        yield from touch_either(tx, [_payment(tx, request, row) for request, row in known])

    def pay(self, tx: Tx, request: Request[PayCollectCode]) -> CollectCodePaid | Refusal:
        """Refuses: `code_malformed`, `code_foreign`, `code_forged`, `code_not_found`, `code_used`, `code_revoked`,
        `code_expired`, `code_amount_differs`, then as a payment does. Only a payment made uses a code up."""
        command = request.command
        scanned = scan(command.payload, self._secret)
        if isinstance(scanned, Refusal):
            return scanned
        row = tx.rows(COLLECT_CODES).get(scanned.code)
        refusal = _state_refusal(row)
        if refusal is not None or row is None:
            return refusal or Refusal("code_not_found")
        if row.expires_at and request.at >= row.expires_at:
            return Refusal("code_expired")
        if scanned.amount_minor != row.amount_minor or row.amount_minor not in (0, command.amount_minor):
            return Refusal("code_amount_differs")
        paid = pay_either(tx, _payment(tx, request, row))
        if isinstance(paid, Refusal):
            return paid
        if row.expires_at:
            row.state, row.payment = CodeState.USED, paid.payment
            tx.rows(COLLECT_CODES).changed(row)
        return CollectCodePaid(
            payment=paid.payment,
            journal=paid.journal,
            paid_at=paid.paid_at,
            amount_minor=command.amount_minor,
            fee_minor=paid.fee_minor,
            collect_code=row.id,
        )


def _shape_refusal(command: OpenCollectCode, at: int) -> Refusal | None:
    """What is wrong with a code to be made, before anything is looked up."""
    if bool(command.store) == bool(command.wallet):
        return Refusal("request_malformed", "either a store or a wallet")
    dynamic = command.lifetime_s != 0
    good = is_amount(command.amount_minor) and command.amount_minor <= AMOUNT_MAX
    if not good and (command.amount_minor != 0 or dynamic):
        return Refusal("amount_invalid")
    if not reference_good(command.reference) or (command.reference is not None and not dynamic):
        return Refusal("reference_invalid", "" if dynamic else "only a code for one payment has a reference")
    rules = rulebook.collect_codes(china_date(at))
    if type(command.lifetime_s) is int and 0 <= command.lifetime_s <= rules.lifetime_max_s:
        return None
    return Refusal("expiry_invalid", f"lifetime_s: 0 to {rules.lifetime_max_s}", rules.rule.cite())


def _state_refusal(row: CollectCode | None) -> Refusal | None:
    if row is None:
        return Refusal("code_not_found")
    if row.state == CodeState.USED:
        return Refusal("code_used")
    return Refusal("code_revoked") if row.state == CodeState.REVOKED else None


def _payment(tx: Tx, request: Request[PayCollectCode], row: CollectCode) -> Request:
    """The payment that a scanned code stands for."""
    command = request.command
    plan = tx.memo["plans of codes"].get(row.id)
    if plan is not None:
        by_plan = PaySplit(
            payer=command.payer,
            plan=plan,
            amount_minor=command.amount_minor,
            purpose=command.purpose,
            reference=row.reference,
            claims=command.claims,
        )
        return request.about(by_plan)
    order = Pay(
        payer=command.payer,
        amount_minor=command.amount_minor,
        kind="merchant" if row.store else "person",
        store=row.store,
        payee=row.wallet,
        purpose=command.purpose,
        reference=row.reference,
        claims=command.claims,
    )
    return request.about(order)


def secret_of(keyring: Keyring) -> bytes:
    """The key of the codes' tags; it survives rotation, so that a code on a wall does."""
    return keyring.derive("collect codes")


def operations(keyring: Keyring) -> tuple[Operation, ...]:
    """The operations of collect codes, with the keyring that proves them."""
    codes = CollectCodes(secret_of(keyring))
    return (
        Operation("open_collect_code", OpenCollectCode, CollectCodeOpened, codes.touch_open, one_by_one(codes.open)),
        Operation(
            "revoke_collect_code",
            RevokeCollectCode,
            CollectCodeRevoked,
            codes.touch_revoke,
            one_by_one(codes.revoke),
        ),
        Operation("pay_collect_code", PayCollectCode, CollectCodePaid, codes.touch_pay, one_by_one(codes.pay)),
    )
