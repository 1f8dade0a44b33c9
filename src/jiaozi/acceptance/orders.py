"""Orders: what a merchant sells, said by the merchant itself with its own key, and paid once by whoever is shown it.

A payer names the order and nothing else: goods, amount and store are the merchant's word. The order's row is locked
with its payment, so that of two payers one pays. One with a split plan pays the platform and its sellers at once.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Any, Final, NamedTuple, cast

import msgspec
from msgspec import UNSET

from jiaozi.acceptance import store
from jiaozi.acceptance.model import LIFETIME_MAX_S, LINE_NAME_MAX, LINES_MAX, QUANTITY_MAX, Order, OrderLine, OrderState
from jiaozi.acceptance.schema import ORDERS, TERMINALS
from jiaozi.acceptance.terminals import terminal_refusal
from jiaozi.clock import SECOND_US
from jiaozi.db.commands import GrownCommand, Operation, Request, canonical, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import OrderData
from jiaozi.ids import encode_id
from jiaozi.kinds import (
    REFERENCE_MAX,
    ClaimsNamed,
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    Length,
    MerchantNo,
    Metadata,
    OrderNo,
    OrderNumber,
    OrNone,
    PaymentNo,
    Range,
    Sha256,
    SplitPlanNo,
    StoreNo,
    TerminalNo,
    WalletNo,
)
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.payments.merchants import payee_of
from jiaozi.payments.metadata import keep, metadata_of, metadata_refusal
from jiaozi.payments.pay import Pay
from jiaozi.payments.schema import MERCHANTS, STORES
from jiaozi.payments.splits.pay import PaySplit, pay_either, touch_either, touch_plans
from jiaozi.payments.splits.plans import plan_refusal
from jiaozi.payments.splits.schema import SPLIT_PLANS
from jiaozi.programs.evaluate import GoodsLine
from jiaozi.programs.terms import SKU_MAX, TAGS_MAX
from jiaozi.records import dataclass
from jiaozi.texts import is_plain


@dataclass(frozen=True, slots=True)
class PlaceOrder(GrownCommand):
    """The merchant says with its own key what it sells, under its own `number`; the amount is the sum of the lines.
    Whoever is shown the order's id can pay it, once, for `lifetime_s` seconds. With a `plan` of the store the payment
    is split."""

    store: StoreNo
    number: OrderNumber
    lines: Annotated[tuple[OrderLine, ...], Length(1, LINES_MAX)]
    terminal: OrNone[TerminalNo] = TerminalNo(0)
    lifetime_s: Annotated[int, Range(1, LIFETIME_MAX_S)] = 900
    plan: OrNone[SplitPlanNo] = SplitPlanNo(0)
    metadata: Metadata = UNSET

    def as_before(self) -> object:
        """The order with its lines in brief."""
        return replace(self, lines=cast(Any, tuple(brief(OrderLine(*each)) for each in self.lines)))


@dataclass(frozen=True, slots=True)
class PayOrder:
    """Pays an order as it stands; final when it is answered. Of two payers one pays."""

    order: OrderNo
    payer: WalletNo
    claims: ClaimsNamed = UNSET


@dataclass(frozen=True, slots=True)
class CancelOrder:
    """The merchant withdraws an order that is not paid."""

    order: OrderNo


class OrderPlaced(NamedTuple):
    """An order can be paid until it expires. `digest` is the SHA-256 of its lines."""

    order: OrderNo
    amount_minor: Fen
    digest: Sha256
    expires_at: Instant
    metadata: Metadata = UNSET


class OrderPaid(NamedTuple):
    """The order is paid: final."""

    order: OrderNo
    payment: PaymentNo
    journal: JournalNo
    paid_at: Instant
    amount_minor: Fen
    fee_minor: FenOrZero


class OrderCancelled(NamedTuple):
    """The order was withdrawn."""

    order: OrderNo


def digest_of(lines: Sequence[OrderLine]) -> tuple[str, str]:
    """Lines as canonical JSON, and the SHA-256 of that in hexadecimal. What has neither number nor tags is written as
    it was before there were any."""
    text = canonical([brief(OrderLine(*each)) for each in lines])
    return text.decode(), sha256(text).hexdigest()


def brief(line: OrderLine) -> tuple[object, ...]:
    """A line without what it does not say."""
    return line if line.sku or line.tags else line[:3]


def goods_of(row: Order) -> tuple[GoodsLine, ...]:
    """The lines of an order as terms of programs see them."""
    lines = (OrderLine(*each) for each in msgspec.json.decode(row.goods))
    return tuple(GoodsLine(each.sku, tuple(each.tags), each.quantity * each.unit_minor) for each in lines)


def _touch_place(tx: Tx, requests: Sequence[Request[PlaceOrder]]) -> None:
    tx.want(SPLIT_PLANS, {request.command.plan for request in requests} - {0})
    tx.want(TERMINALS, {request.command.terminal for request in requests} - {0})
    tx.want(STORES, {request.command.store for request in requests})


def _place(tx: Tx, request: Request[PlaceOrder]) -> OrderPlaced | Refusal:
    """Refuses: `order_lines_invalid`, `amount_invalid`, `reference_invalid` (number), `expiry_invalid`,
    `store_not_found`, `merchant_suspended`, `terminal_not_found`, `terminal_suspended`, `split_plan_not_found`,
    `split_plan_not_active`, `split_exceeds_payment`, `order_exists`."""
    command = request.command
    lines = [OrderLine(*each) for each in command.lines]
    refusal = _shape_refusal(command, lines)
    if refusal is not None:
        return refusal
    amount = sum(line.quantity * line.unit_minor for line in lines)
    found = payee_of(tx, command.store)
    if isinstance(found, Refusal):
        return found
    merchant = found[1].id
    refusal = terminal_refusal(tx, command.terminal, command.store)
    refusal = refusal or plan_refusal(tx, command.plan, command.store, amount)
    refusal = refusal or _number_refusal(tx, merchant, command.number, request.id)
    if refusal is not None:
        return refusal
    text, digest = digest_of(lines)
    expires_at = request.at + command.lifetime_s * SECOND_US
    made = Order(
        id=request.id,
        merchant=merchant,
        store=command.store,
        terminal=command.terminal,
        number=command.number,
        amount_minor=amount,
        goods=text,
        digest=digest,
        placed_at=request.at,
        expires_at=expires_at,
        state=int(OrderState.OPEN),
        payment=PaymentNo(0),
        plan=command.plan,
    )
    tx.rows(ORDERS).add(made)
    keep(tx, made.id, command.metadata)
    return OrderPlaced(made.id, amount, digest, expires_at, command.metadata)


def _number_refusal(tx: Tx, merchant: MerchantNo, number: str, order: OrderNo) -> Refusal | None:
    """Takes a number for an order, unless another has it, which is told. The merchant's row is locked, so it is looked
    up without a race; those of this group are remembered."""
    taken: dict[tuple[int, str], int] = tx.memo.setdefault("orders", {})
    known = store.order_by_number(tx.connection, merchant, number)
    other = taken.setdefault((merchant, number), order if known is None else known.id)
    return None if other == order else Refusal("order_exists", encode_id("ord", other))


def _shape_refusal(command: PlaceOrder, lines: Sequence[OrderLine]) -> Refusal | None:
    if not 0 < len(lines) <= LINES_MAX or not all(_is_line(line) for line in lines):
        return Refusal("order_lines_invalid")
    if not is_amount(sum(line.quantity * line.unit_minor for line in lines)):
        return Refusal("amount_invalid")
    if not command.number.isascii() or not is_plain(command.number, REFERENCE_MAX):
        return Refusal("reference_invalid", "number")
    if 0 < command.lifetime_s <= LIFETIME_MAX_S:
        return metadata_refusal(command.metadata)
    return Refusal("expiry_invalid", f"lifetime_s: 1 to {LIFETIME_MAX_S}")


def _is_line(line: OrderLine) -> bool:
    named = is_plain(line.name, LINE_NAME_MAX) and is_plain(line.sku, SKU_MAX, empty=True)
    named = named and len(line.tags) <= TAGS_MAX and all(is_plain(tag, SKU_MAX) for tag in line.tags)
    return named and 0 < line.quantity <= QUANTITY_MAX and (line.unit_minor == 0 or is_amount(line.unit_minor))


def _touch_pay(tx: Tx, requests: Sequence[Request[PayOrder]]) -> Iterator[None]:
    tx.want(ORDERS, {request.command.order for request in requests})
    yield
    rows = tx.rows(ORDERS)
    found = [(request, row) for request in requests if (row := rows.get(request.command.order)) is not None]
    tx.memo[PayOrder] = metadata_of(tx.connection, {row.id for _, row in found})
    yield from touch_plans(tx, {row.plan for _, row in found})
    tx.want(TERMINALS, {row.terminal for _, row in found} - {0})
    yield from touch_either(tx, [_payment(request, row) for request, row in found])


def _pay(tx: Tx, request: Request[PayOrder]) -> OrderPaid | Refusal:
    """Refuses: `order_not_found`, `order_paid`, `order_cancelled`, `order_expired`, `terminal_suspended`, then as a
    payment does. Only a payment made closes the order."""
    row = tx.rows(ORDERS).get(request.command.order)
    refusal = _state_refusal(row)
    if refusal is not None or row is None:
        return refusal or Refusal("order_not_found")
    if request.at >= row.expires_at:
        return Refusal("order_expired")
    refusal = terminal_refusal(tx, row.terminal, row.store)
    if refusal is not None:
        return refusal
    paid = pay_either(tx, _payment(request, row), goods_of(row))
    if isinstance(paid, Refusal):
        return paid
    row.state, row.payment = int(OrderState.PAID), paid.payment
    tx.rows(ORDERS).changed(row)
    told = OrderData(
        order=row.id,
        number=row.number,
        store=row.store,
        payment=paid.payment,
        amount_minor=row.amount_minor,
        merchant=row.merchant,
        payer=request.command.payer,
        metadata=tx.memo[PayOrder].get(row.id, UNSET),
    )
    emit(tx, "order.paid", request.at, tx.rows(MERCHANTS)[row.merchant].operator, told)
    return OrderPaid(
        order=row.id,
        payment=paid.payment,
        journal=paid.journal,
        paid_at=paid.paid_at,
        amount_minor=row.amount_minor,
        fee_minor=paid.fee_minor,
    )


def _payment(request: Request[PayOrder], row: Order) -> Request[Pay | PaySplit]:
    """The payment that an order stands for; its reference is the merchant's number."""
    payer, amount, claims = request.command.payer, row.amount_minor, request.command.claims
    command = (
        PaySplit(payer=payer, plan=row.plan, amount_minor=amount, reference=row.number, claims=claims)
        if row.plan
        else Pay(payer=payer, amount_minor=amount, store=row.store, reference=row.number, claims=claims)
    )
    return request.about(command)


def _state_refusal(row: Order | None) -> Refusal | None:
    if row is None:
        return Refusal("order_not_found")
    if row.state == OrderState.PAID:
        return Refusal("order_paid")
    return Refusal("order_cancelled") if row.state == OrderState.CANCELLED else None


def _touch_cancel(tx: Tx, requests: Sequence[Request[CancelOrder]]) -> None:
    tx.want(ORDERS, {request.command.order for request in requests})


def _cancel(tx: Tx, request: Request[CancelOrder]) -> OrderCancelled | Refusal:
    """Refuses: `order_not_found`, `order_paid`, `order_cancelled`."""
    row = tx.rows(ORDERS).get(request.command.order)
    refusal = _state_refusal(row)
    if refusal is not None or row is None:
        return refusal or Refusal("order_not_found")
    row.state = int(OrderState.CANCELLED)
    tx.rows(ORDERS).changed(row)
    return OrderCancelled(row.id)


OPERATIONS: Final = (
    Operation("place_order", PlaceOrder, OrderPlaced, _touch_place, one_by_one(_place)),
    Operation("pay_order", PayOrder, OrderPaid, _touch_pay, one_by_one(_pay)),
    Operation("cancel_order", CancelOrder, OrderCancelled, _touch_cancel, one_by_one(_cancel)),
)
