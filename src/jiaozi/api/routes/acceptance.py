"""Onboarding of merchants, terminals, orders with goods lines, takings and settlement files."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any

import msgspec
from pydantic import BeforeValidator, Field
from starlette.responses import Response

from jiaozi.acceptance import model, store
from jiaozi.acceptance.applications import ApplyMerchant, ReviewApplication
from jiaozi.acceptance.model import APPLICATION_STATES, ORDER_STATES, Document, Line, OrderState
from jiaozi.acceptance.orders import CancelOrder, PayOrder, PlaceOrder
from jiaozi.acceptance.takings import Movement, Takings, movements, settlement_file, takings
from jiaozi.acceptance.terminals import OpenTerminal, SuspendTerminal
from jiaozi.access import ownership
from jiaozi.access.model import SUBJECT_ROLES, Role
from jiaozi.access.permissions import Ownership
from jiaozi.api import render
from jiaozi.api.desk import At, Desk, DryRun, Owners, calendar_day, need, number, optional
from jiaozi.api.problems import Refused
from jiaozi.api.routes.common import store_owner, wallet_owner
from jiaozi.api.routing import Media, Paging, Router
from jiaozi.clock import format_time
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import ApplicationNo, MerchantNo, OrderNo, StoreNo, TerminalNo
from jiaozi.payments.store import merchant as merchant_row
from jiaozi.payments.store import payment as payment_row
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire import acceptance as wire
from jiaozi.wire.acceptance import ApplicationId, OrderId, TerminalId
from jiaozi.wire.base import MerchantId, Nothing, Page, Reference, StoreId

router = Router("/v1", "acceptance")
_STATES = {name: state for state, name in APPLICATION_STATES.items()}
_DAY = Annotated[date, BeforeValidator(calendar_day), Field(description="A day in China")]


def _application_owner(wanted: ApplicationNo) -> Owners:
    def find(connection: Connection) -> Sequence[Ownership]:
        row = store.application(connection, wanted)
        return [] if row is None else [Ownership(row.operator, wallet=row.wallet)]

    return find


def _terminal_owner(wanted: TerminalNo) -> Owners:
    def find(connection: Connection) -> Sequence[Ownership]:
        row = store.terminal(connection, wanted)
        return [] if row is None else store_owner(row.store)(connection)

    return find


def _order_owner(wanted: OrderNo) -> Owners:
    def find(connection: Connection) -> Sequence[Ownership]:
        row = store.order(connection, wanted)
        return [] if row is None else store_owner(row.store)(connection)

    return find


@router.post("/merchant-applications", status=201, answer=wire.MerchantApplied)
async def apply_merchant(desk: At, body: wire.MerchantApplication) -> Response:
    """A company, or its operator for it, asks to be a merchant; somebody else of the operator decides."""
    papers = tuple(Document(each.kind, each.sha256) for each in body.documents)
    names = (body.name_en, body.name_zh, body.category, body.purpose, body.scenario)
    command = ApplyMerchant(number(body.wallet), *names, papers)
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found", status=201)


@router.get("/merchant-applications", answer=Page[wire.ApplicationShown])
async def list_applications(
    desk: At,
    paging: Paging,
    state: Annotated[wire.ApplicationState | None, Field(description="Only those of this state")] = None,
) -> dict[str, Any]:
    """Applications: an operator's, or a company's own."""
    whose = (desk.principal.institution, desk.principal.subject if desk.principal.role == Role.EMPLOYER else 0)
    listing = f"applications:{whose}:{state}"
    (after,) = desk.start(listing, paging.cursor, (0,))
    wanted = _STATES[state] if state else None
    rows = await desk.read(
        "read_applications", lambda at: store.applications(at, whose, after, paging.limit + 1, wanted)
    )
    shown = [_application(row) for row in rows]
    return desk.page(listing, shown, [(row.id,) for row in rows], paging.limit, paging.cursor)


@router.get("/merchant-applications/{application}", answer=wire.ApplicationShown)
async def get_application(desk: At, application: ApplicationId) -> wire.ApplicationShown:
    """An application."""

    def job(connection: Connection) -> wire.ApplicationShown:
        row = need(store.application(connection, number(application)), "application_not_found")
        owner = Ownership(row.operator, wallet=row.wallet)
        desk.check_own("read_applications", [owner], "application_not_found")
        return _application(row)

    return await desk.read("read_applications", job)


@router.post("/merchant-applications/{application}/review", answer=wire.ApplicationReviewed)
async def review_application(desk: At, application: ApplicationId, body: wire.ApplicationReview) -> Response:
    """Approves an application, which registers the merchant at once, or rejects it. Never by whoever applied."""
    command = ReviewApplication(number(application), body.approve, body.note)
    return await desk.act(command, _application_owner(command.application), missing="application_not_found")


@router.post("/stores/{store_id}/terminals", status=201, answer=wire.TerminalOpened)
async def open_terminal(desk: At, store_id: StoreId, body: wire.TerminalOpening) -> Response:
    """Registers a terminal of a store."""
    command = OpenTerminal(number(store_id), body.label, body.serial)
    return await desk.act(command, store_owner(command.store), missing="store_not_found", status=201)


@router.get("/stores/{store_id}/terminals", answer=Page[wire.TerminalShown])
async def list_terminals(desk: At, store_id: StoreId) -> Page[wire.TerminalShown]:
    """A store's terminals, oldest first."""

    def job(connection: Connection) -> Page[wire.TerminalShown]:
        owners = store_owner(number(store_id))(connection)
        desk.check_own("read_terminals", owners, "store_not_found")
        rows = store.terminals_of(connection, number(store_id))
        return Page[wire.TerminalShown](items=[_terminal(row) for row in rows])

    return await desk.read("read_terminals", job)


@router.post("/terminals/{terminal}/suspension", answer=wire.TerminalSet)
async def suspend_terminal(desk: At, terminal: TerminalId, body: wire.Suspension) -> Response:
    """Stops a terminal, or lets it work again."""
    command = SuspendTerminal(number(terminal), body.suspended)
    return await desk.act(command, _terminal_owner(command.terminal), missing="terminal_not_found")


@router.post("/orders", status=201, answer=wire.OrderPlaced)
async def place_order(desk: At, body: wire.OrderPlacing) -> Response:
    """The merchant says with its own key what it sells. Whoever is shown the order's id can pay it, once."""
    lines = tuple(Line(each.name, each.quantity, each.unit.minor) for each in body.lines)
    last = (optional(body.terminal), body.lifetime_s, optional(body.plan))
    command = PlaceOrder(number(body.store), body.number, lines, *last)
    return await desk.act(command, store_owner(command.store), missing="store_not_found", status=201)


@router.get("/orders", answer=Page[wire.OrderShown])
async def find_order(
    desk: At, order_number: Annotated[Reference, Field(alias="number", description="The merchant's own number")]
) -> Page[wire.OrderShown]:
    """The calling merchant's order by its own number: one, or none."""
    if desk.principal.role != Role.MERCHANT:
        raise Refused(Refusal("forbidden", "a merchant's own numbers"))

    def job(connection: Connection) -> Page[wire.OrderShown]:
        row = store.order_by_number(connection, MerchantNo(desk.principal.subject), order_number)
        if row is not None and not desk.may("read_order", store_owner(row.store)(connection)):
            row = None
        return Page[wire.OrderShown](items=[] if row is None else [_order(desk, row)])

    return await desk.read("read_order", job)


@router.get("/orders/{order}", answer=wire.OrderShown)
async def get_order(desk: At, order: OrderId) -> wire.OrderShown:
    """An order: while it is open, for whoever might pay it; afterwards for its two sides."""

    def job(connection: Connection) -> wire.OrderShown:
        row = need(store.order(connection, number(order)), "order_not_found")
        owners = list(store_owner(row.store)(connection))
        paid = payment_row(connection, row.payment) if row.payment else None
        payer = wallet_row(connection, paid.payer) if paid is not None else None
        if payer is not None:
            owners.append(ownership.of_wallet(connection, payer))
        if row.state != OrderState.OPEN or _is_late(desk, row) or desk.principal.role not in SUBJECT_ROLES:
            desk.check_own("read_order", owners, "order_not_found", either=True)
        return _order(desk, row)

    return await desk.read("read_order", job)


@router.post("/orders/{order}/payment", status=201, answer=wire.OrderPaid)
async def pay_order(desk: At, order: OrderId, body: wire.OrderPayment, dry_run: DryRun = False) -> Response:
    """Pays an order as it stands. Of two payers one pays."""
    command = PayOrder(number(order), number(body.payer))
    return await desk.act(command, wallet_owner(command.payer), missing="wallet_not_found", status=201, dry_run=dry_run)


@router.post("/orders/{order}/cancellation", answer=wire.OrderCancelled)
async def cancel_order(desk: At, order: OrderId, _: Nothing | None = None) -> Response:
    """The merchant withdraws an order that is not paid."""
    command = CancelOrder(number(order))
    return await desk.act(command, _order_owner(command.order), missing="order_not_found")


def _movements(desk: Desk, connection: Connection, merchant: str, day: date) -> list[Movement]:
    row = need(merchant_row(connection, number(merchant)), "merchant_not_found")
    desk.check_own("read_takings", [ownership.of_merchant(row)], "merchant_not_found")
    return movements(connection, row, day)


@router.get("/merchants/{merchant}/takings", answer=wire.Takings)
async def get_takings(desk: At, merchant: MerchantId, day: _DAY) -> wire.Takings:
    """What a merchant took on a day, by store and terminal, read from the ledger."""
    found = await desk.read("read_takings", lambda at: _movements(desk, at, merchant, day))
    lines = takings(found)
    total = takings([each._replace(store=StoreNo(0), terminal=TerminalNo(0)) for each in found])
    none = Takings(StoreNo(0), TerminalNo(0), 0, 0, 0, 0, 0)
    return wire.Takings(
        merchant=merchant,
        day=day.isoformat(),
        lines=[_line(each) for each in lines],
        total=_line(total[0] if total else none),
    )


@router.get(
    "/merchants/{merchant}/settlement-file",
    media=(Media("text/csv", {"type": "string"}),),
)
async def get_settlement_file(desk: At, merchant: MerchantId, day: _DAY) -> Response:
    """The day's settlement file: CSV, one line for each payment, capture and refund, amounts in yuan."""
    found = await desk.read("read_takings", lambda at: _movements(desk, at, merchant, day))
    named = f'attachment; filename="{merchant}-{day.isoformat()}.csv"'
    return Response(settlement_file(found), headers={"Content-Disposition": named}, media_type="text/csv")


def _application(row: model.Application) -> wire.ApplicationShown:
    return wire.ApplicationShown(
        id=encode_id("map", row.id),
        wallet=encode_id("wal", row.wallet),
        operator=encode_id("ins", row.operator),
        name_en=row.name_en,
        name_zh=row.name_zh,
        category=row.category,
        purpose=row.purpose,
        scenario=row.scenario,
        documents=[wire.DocumentShown(kind=kind, sha256=digest) for kind, digest in msgspec.json.decode(row.documents)],
        applicant=render.identifier("prn", row.applicant),
        applied_at=format_time(row.applied_at),
        state=APPLICATION_STATES[row.state],
        reviewer=render.identifier("prn", row.reviewer),
        decided_at=render.moment(row.decided_at),
        note=row.note,
        merchant=render.identifier("mer", row.merchant),
    )


def _terminal(row: model.Terminal) -> wire.TerminalShown:
    return wire.TerminalShown(
        id=encode_id("trm", row.id),
        store=encode_id("sto", row.store),
        label=row.label,
        serial=row.serial,
        suspended=bool(row.suspended),
        opened_at=format_time(row.opened_at),
    )


def _is_late(desk: Desk, row: model.Order) -> bool:
    """Whether an order ran out without being paid."""
    return row.state == OrderState.OPEN and desk.platform.clock.now() >= row.expires_at


def _order(desk: Desk, row: model.Order) -> wire.OrderShown:
    lines = [Line(*each) for each in msgspec.json.decode(row.goods)]
    return wire.OrderShown.model_validate(
        {
            "id": encode_id("ord", row.id),
            "merchant": encode_id("mer", row.merchant),
            "store": encode_id("sto", row.store),
            "terminal": render.identifier("trm", row.terminal),
            "number": row.number,
            "amount": render.money(row.amount_minor),
            "lines": [
                {"name": each.name, "quantity": each.quantity, "unit": render.money(each.unit_minor)} for each in lines
            ],
            "digest": row.digest,
            "placed_at": format_time(row.placed_at),
            "expires_at": format_time(row.expires_at),
            "state": "expired" if _is_late(desk, row) else ORDER_STATES[row.state],
            "payment": render.identifier("pay", row.payment),
            "plan": render.identifier("spl", row.plan),
        }
    )


def _line(each: Takings) -> wire.TakingsLine:
    return wire.TakingsLine.model_validate(
        {
            "store": render.identifier("sto", each.store),
            "terminal": render.identifier("trm", each.terminal),
            "payments": each.payments,
            "gross": render.money(each.gross_minor),
            "refunds": each.refunds,
            "refunded": render.money(each.refunded_minor),
            "fee": render.money(each.fee_minor),
            "net": render.money(each.net_minor),
        }
    )
