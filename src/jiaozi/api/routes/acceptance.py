"""Onboarding of merchants, terminals, orders with goods lines, takings and settlement files."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Final, Literal

import msgspec
from msgspec import UNSET
from pydantic import Field
from starlette.responses import Response

from jiaozi.acceptance import model
from jiaozi.acceptance import store as rows
from jiaozi.acceptance.applications import ApplicationReviewed, ApplyMerchant, MerchantApplied, ReviewApplication
from jiaozi.acceptance.model import ORDER_STATES, LineSku, LineTags, OrderLine, OrderState
from jiaozi.acceptance.orders import CancelOrder, OrderCancelled, OrderPaid, OrderPlaced, PayOrder, PlaceOrder
from jiaozi.acceptance.schema import ORDER_LIST
from jiaozi.acceptance.takings import Movement, Takings, movements, settlement_file, takings
from jiaozi.acceptance.terminals import OpenTerminal, SuspendTerminal, TerminalOpened, TerminalSet
from jiaozi.access import ownership
from jiaozi.access.model import SUBJECT_ROLES, Role
from jiaozi.access.permissions import Ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Bom, Day, Desk, Listed, Walked, need
from jiaozi.api.filters import AtLeast, AtMost, Filter, Having, Is
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Media, Paging
from jiaozi.db.engine import Connection
from jiaozi.db.lists import Condition, equals, page
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import (
    ApplicationNo,
    Count,
    DayText,
    Fen,
    FenOrZero,
    Flag,
    Instant,
    InstitutionNo,
    MerchantNo,
    Metadata,
    Name,
    Note,
    OrderNo,
    OrNone,
    PaymentNo,
    PrincipalNo,
    Reference,
    Sha256,
    SplitPlanNo,
    StoreNo,
    Tag,
    TerminalNo,
    WalletNo,
)
from jiaozi.ledger.periods import is_complete
from jiaozi.payments.metadata import metadata_of
from jiaozi.payments.store import merchant as merchant_row
from jiaozi.payments.store import payment as payment_row
from jiaozi.records import dataclass
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "acceptance")
_Day = Annotated[Day, Field(description="A day in China")]
OrderShownState = Literal["open", "paid", "cancelled", "expired"]
_NOBODY: Final = Takings(StoreNo(0), TerminalNo(0), 0, 0, 0, 0, 0)

router.act(OpenTerminal, TerminalOpened, "/stores/{store}/terminals", owner=owners.store(), status=201)
router.act(SuspendTerminal, TerminalSet, "/terminals/{terminal}/suspension", owner=owners.terminal())
router.act(PayOrder, OrderPaid, "/orders/{order}/payment", owner=owners.wallet("payer"), status=201, dry_run=True)


@dataclass(frozen=True, slots=True)
class DocumentShownView:
    """A paper's kind and SHA-256."""

    kind: model.DocumentKind
    sha256: Sha256


@dataclass(frozen=True, slots=True)
class ApplicationShownView:
    """An application."""

    id: ApplicationNo
    wallet: WalletNo
    operator: InstitutionNo
    name_en: Name
    name_zh: Name
    category: model.Category
    purpose: Tag
    scenario: Tag
    documents: tuple[DocumentShownView, ...]
    applicant: OrNone[PrincipalNo]
    applied_at: Instant
    state: model.ApplicationStateNumber
    reviewer: OrNone[PrincipalNo]
    decided_at: OrNone[Instant]
    note: Note
    merchant: OrNone[MerchantNo]


@dataclass(frozen=True, slots=True)
class TerminalShownView:
    """A terminal."""

    id: TerminalNo
    store: StoreNo
    label: model.Label
    serial: Tag
    suspended: Flag
    opened_at: Instant


@dataclass(frozen=True, slots=True)
class GoodsShownView:
    """A line of goods; `sku` and `tags` are empty where the merchant said none."""

    name: Name
    quantity: Count
    unit_minor: FenOrZero
    sku: LineSku
    tags: LineTags


@dataclass(frozen=True, slots=True)
class OrderShownView:
    """An order as the merchant placed it."""

    id: OrderNo
    merchant: MerchantNo
    store: StoreNo
    terminal: OrNone[TerminalNo]
    number: Reference
    amount_minor: Fen
    lines: tuple[GoodsShownView, ...]
    digest: Sha256
    placed_at: Instant
    expires_at: Instant
    state: OrderShownState
    payment: OrNone[PaymentNo]
    plan: OrNone[SplitPlanNo]
    metadata: Metadata


@dataclass(frozen=True, slots=True)
class TakingsLineView:
    """What one store and terminal took: what came in, what was given back, what it was charged, what is left, which is
    below zero where more was given back."""

    store: OrNone[StoreNo]
    terminal: OrNone[TerminalNo]
    payments: Count
    gross_minor: FenOrZero
    refunds: Count
    refunded_minor: FenOrZero
    fee_minor: FenOrZero
    net_minor: FenOrZero


@dataclass(frozen=True, slots=True)
class TakingsView:
    """A China day of a merchant, by store and terminal, and all together. `complete` once nothing can be added any
    more."""

    merchant: MerchantNo
    day: DayText
    complete: bool
    lines: tuple[TakingsLineView, ...]
    total: TakingsLineView


# ------------------------------------------------------------------------------------------------------- onboarding
@router.get("/merchant-applications")
async def list_applications(
    desk: At,
    paging: Paging,
    state: Annotated[model.ApplicationStateNumber | None, Field(description="Only those of this state")] = None,
) -> Page[ApplicationShownView]:
    """Applications: an operator's, or a company's own."""
    whose = (desk.principal.institution, desk.principal.subject if desk.principal.role == Role.EMPLOYER else 0)

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> Walked[ApplicationShownView]:
        found = rows.applications(connection, whose, after[0], limit, state)
        return Walked([_application(row) for row in found.rows], (found.place or 0,), found.more)

    return await desk.walked("read_applications", f"applications:{whose}:{state}", paging, job)


@router.get("/merchant-applications/{application}")
async def get_application(desk: At, application: ApplicationNo) -> ApplicationShownView:
    """An application."""

    def job(connection: Connection) -> ApplicationShownView:
        row = need(rows.application(connection, application), "application_not_found")
        owner = Ownership(row.operator, wallet=row.wallet)
        desk.check_own("read_applications", [owner], "application_not_found")
        return _application(row)

    return await desk.read("read_applications", job)


router.act(
    ApplyMerchant,
    MerchantApplied,
    "/merchant-applications",
    owner=owners.wallet(),
    status=201,
    thing=read_by(get_application, "application"),
)
router.act(
    ReviewApplication,
    ApplicationReviewed,
    "/merchant-applications/{application}/review",
    owner=owners.application(),
    thing=read_by(get_application, "application"),
)


def _application(row: model.Application) -> ApplicationShownView:
    papers = tuple(DocumentShownView(*each) for each in msgspec.json.decode(row.documents))
    return view(ApplicationShownView, row, documents=papers)


@router.get("/stores/{store}/terminals")
async def list_terminals(desk: At, store: StoreNo) -> Page[TerminalShownView]:
    """A store's terminals, oldest first."""

    def job(connection: Connection) -> Page[TerminalShownView]:
        desk.check_own("read_terminals", whose.store(store)(connection), "store_not_found")
        return Page(tuple(view(TerminalShownView, row) for row in rows.terminals_of(connection, store)))

    return await desk.read("read_terminals", job)


# ----------------------------------------------------------------------------------------------------------- orders
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderFilter(Filter):
    """Which orders of a merchant's."""

    merchant: Annotated[MerchantNo | None, Field(description="Whose; a merchant's own need not be said")] = None
    number: Annotated[Reference | None, Field(description="The merchant's own number"), Is("number")] = None
    store: Annotated[StoreNo | None, Field(description="Of this store"), Is("store")] = None
    terminal: Annotated[TerminalNo | None, Field(description="Of this terminal"), Is("terminal")] = None
    state: Annotated[OrderShownState | None, Field(description="Only those of this state")] = None
    amount_min: AtLeast = None
    amount_max: AtMost = None
    metadata: Having = None


@router.get("/orders")
async def list_orders(desk: At, paging: Paging, wanted: OrderFilter) -> Page[OrderShownView]:
    """A merchant's orders, such as the one with its own `number`."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[OrderShownView, model.Order]:
        seller = _seller(desk, connection, wanted)
        asked = wanted.walk("merchant", equals("merchant", seller), *_of_state(wanted.state, desk.platform.clock.now()))
        found = page(connection, ORDER_LIST, asked, place, limit)
        return _orders(desk, connection, found.rows), found

    return await desk.filtered("read_order", wanted.name, paging, job)


def _seller(desk: Desk, connection: Connection, wanted: OrderFilter) -> MerchantNo:
    """Whose orders are asked for. Raises `Refused`: `merchant_not_found`, `request_malformed` where it is not said."""
    own = desk.principal.subject if desk.principal.role == Role.MERCHANT else 0
    number = MerchantNo(own) if wanted.merchant is None else wanted.merchant
    if wanted.merchant is None and not own:
        raise Refused(Refusal("request_malformed", "merchant: whose orders"))
    desk.check_own("read_order", whose.merchant(number)(connection), "merchant_not_found")
    return number


def _of_state(state: OrderShownState | None, now: int) -> Iterator[Condition]:
    """Orders of a state as it is shown: one that is open no longer once its time has passed."""
    if state is not None:
        yield equals("state", OrderState.OPEN if state == "expired" else OrderState[state.upper()])
    if state in ("open", "expired"):
        yield Condition("expires_at > ?" if state == "open" else "expires_at <= ?", now)


@router.get("/orders/{order}")
async def get_order(desk: At, order: OrderNo) -> OrderShownView:
    """An order: while it is open, for whoever might pay it; afterwards for its two sides."""

    def job(connection: Connection) -> OrderShownView:
        row = need(rows.order(connection, order), "order_not_found")
        if row.state != OrderState.OPEN or _is_late(desk, row) or desk.principal.role not in SUBJECT_ROLES:
            desk.check_own("read_order", _sides(connection, row), "order_not_found", either=True)
        return _orders(desk, connection, [row])[0]

    return await desk.read("read_order", job)


router.act(PlaceOrder, OrderPlaced, "/orders", owner=owners.store(), status=201, thing=read_by(get_order, "order"))
router.act(
    CancelOrder, OrderCancelled, "/orders/{order}/cancellation", owner=owners.order(), thing=read_by(get_order, "order")
)


def _sides(connection: Connection, row: model.Order) -> Sequence[Ownership]:
    """The seller, and who paid."""
    paid = payment_row(connection, row.payment) if row.payment else None
    payer = wallet_row(connection, paid.payer) if paid is not None else None
    bought = () if payer is None else (ownership.of_wallet(connection, payer),)
    return [*whose.store(row.store)(connection), *bought]


def _is_late(desk: Desk, row: model.Order) -> bool:
    """Whether an order ran out without being paid."""
    return row.state == OrderState.OPEN and desk.platform.clock.now() >= row.expires_at


def _orders(desk: Desk, connection: Connection, rows: Sequence[model.Order]) -> list[OrderShownView]:
    found = metadata_of(connection, [row.id for row in rows])
    return [_order(desk, row, found.get(row.id, UNSET)) for row in rows]


def _order(desk: Desk, row: model.Order, metadata: Metadata) -> OrderShownView:
    lines = tuple(view(GoodsShownView, OrderLine(*each)) for each in msgspec.json.decode(row.goods))
    state = "expired" if _is_late(desk, row) else ORDER_STATES[row.state]
    return view(OrderShownView, row, lines=lines, state=state, metadata=metadata)


# ---------------------------------------------------------------------------------------------------------- takings
@router.get("/merchants/{merchant}/takings")
async def get_takings(desk: At, merchant: MerchantNo, day: _Day) -> TakingsView:
    """What a merchant took on a day, by store and terminal, read from the ledger."""
    found, complete = await desk.read("read_takings", lambda at: _movements(desk, at, merchant, day))
    total = takings([each._replace(store=StoreNo(0), terminal=TerminalNo(0)) for each in found])
    return TakingsView(
        merchant=merchant,
        day=day.isoformat(),
        complete=complete,
        lines=tuple(view(TakingsLineView, each) for each in takings(found)),
        total=view(TakingsLineView, total[0] if total else _NOBODY),
    )


@router.get("/merchants/{merchant}/settlement-file", media=(Media("text/csv", {"type": "string"}),))
async def get_settlement_file(desk: At, merchant: MerchantNo, day: _Day, bom: Bom = True) -> Response:
    """The day's settlement file: CSV, one line for each payment, capture and refund, amounts in yuan. While something
    may still be added, its name says `interim`."""
    found, complete = await desk.read("read_takings", lambda at: _movements(desk, at, merchant, day))
    name = f"{encode_id('mer', merchant)}-{day.isoformat()}{'' if complete else '-interim'}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(settlement_file(found, bom=bom), headers=headers, media_type="text/csv")


def _movements(desk: Desk, connection: Connection, merchant: MerchantNo, day: date) -> tuple[list[Movement], bool]:
    """A day's movements, and whether they are all."""
    row = need(merchant_row(connection, merchant), "merchant_not_found")
    desk.check_own("read_takings", [ownership.of_merchant(row)], "merchant_not_found")
    now = desk.platform.clock.now()
    found = movements(connection, row, day, now)
    if isinstance(found, Refusal):
        raise Refused(found)
    return found, is_complete(day, now)
