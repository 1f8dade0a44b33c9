"""Standing payments: ordered, paused and ended by their payer, who reads what became of each due."""

from typing import Annotated, Final

from pydantic import Field

from jiaozi.access import ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Listed, need
from jiaozi.api.filters import AtLeast, AtMost, Filter, Is
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.db.lists import equals, page
from jiaozi.kinds import (
    Count,
    Day,
    Fen,
    FenOrZero,
    Instant,
    OrNone,
    PaymentNo,
    Reference,
    StandingPaymentNo,
    StoreNo,
    Tag,
    WalletNo,
)
from jiaozi.mandates import store as rows
from jiaozi.mandates.model import CadenceNumber
from jiaozi.mandates.schema import DUE_LIST, STANDING_LIST
from jiaozi.mandates.standing_model import (
    DueStateNumber,
    EndStanding,
    MonthDay,
    OrderStandingPayment,
    PauseStanding,
    RefusalCode,
    ResumeStanding,
    StandingDue,
    StandingOrdered,
    StandingPayment,
    StandingSet,
    StandingStateNumber,
)
from jiaozi.records import dataclass
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "standing payments")
NOT_FOUND: Final = "standing_payment_not_found"
READ: Final = "read_standing_payment"


@dataclass(frozen=True, slots=True)
class StandingPaymentView:
    """A standing payment as it stands, for its payer. `number` is that of the next due, which is at `due_at` and was
    refused `tries` times so far, the last with `code`; once it is over, neither comes."""

    id: StandingPaymentNo
    payer: WalletNo
    store: OrNone[StoreNo]
    payee: OrNone[WalletNo]
    state: StandingStateNumber
    amount_minor: Fen
    cadence: CadenceNumber
    starts_at: Instant
    on_day: OrNone[MonthDay]
    last_day: OrNone[Day]
    number: Count
    due_at: Instant
    tries: Count
    code: RefusalCode
    times_paid: Count
    paid_minor: FenOrZero
    ordered_at: Instant
    ended_at: OrNone[Instant]
    purpose: Tag
    reference: Reference | None


@dataclass(frozen=True, slots=True)
class StandingDueView:
    """What became of a due: paid, failed after so many tries with the last one's `code`, or missed."""

    standing_payment: StandingPaymentNo
    number: Count
    due_at: Instant
    state: DueStateNumber
    tries: Count
    code: RefusalCode
    payment: OrNone[PaymentNo]
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class StandingFilter(Filter):
    """Which standing payments of a wallet's."""

    state: Annotated[StandingStateNumber | None, Field(description="Only those of this state"), Is("state")] = None
    store: Annotated[StoreNo | None, Field(description="Paid to this store"), Is("store")] = None
    payee: Annotated[WalletNo | None, Field(description="Paid to this wallet"), Is("payee")] = None
    amount_min: AtLeast = None
    amount_max: AtMost = None
    reference: Annotated[Reference | None, Field(description="With this reference"), Is("reference")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DueFilter(Filter):
    """Which dues of a standing payment."""

    state: Annotated[DueStateNumber | None, Field(description="Only those of this state"), Is("state")] = None


@router.get("/wallets/{wallet}/standing-payments")
async def list_standing_payments(
    desk: At, wallet: WalletNo, paging: Paging, wanted: StandingFilter
) -> Page[StandingPaymentView]:
    """The standing payments that a wallet has ordered."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[StandingPaymentView, StandingPayment]:
        row = whose.own_wallet(desk, connection, wallet, READ)
        found = page(connection, STANDING_LIST, wanted.walk("payer", equals("payer", row.id)), place, limit)
        return [view(StandingPaymentView, each) for each in found.rows], found

    return await desk.filtered(READ, f"{wallet}:{wanted.name}", paging, job)


@router.get("/standing-payments/{standing_payment}")
async def get_standing_payment(desk: At, standing_payment: StandingPaymentNo) -> StandingPaymentView:
    """A standing payment, for its payer."""

    def job(connection: Connection) -> StandingPaymentView:
        return view(StandingPaymentView, _own(desk, connection, standing_payment))

    return await desk.read("read_standing_payment", job)


@router.get("/standing-payments/{standing_payment}/dues")
async def list_dues(
    desk: At, standing_payment: StandingPaymentNo, paging: Paging, wanted: DueFilter
) -> Page[StandingDueView]:
    """What became of each due of a standing payment so far."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[StandingDueView, StandingDue]:
        row = _own(desk, connection, standing_payment)
        asked = wanted.walk("standing_payment", equals("standing_payment", row.id))
        found = page(connection, DUE_LIST, asked, place, limit)
        return [view(StandingDueView, each) for each in found.rows], found

    return await desk.filtered(READ, f"{standing_payment}:{wanted.name}", paging, job)


def _own(desk: Desk, connection: Connection, number: StandingPaymentNo) -> StandingPayment:
    """A standing payment of the caller's own. Raises `Refused`: `standing_payment_not_found`."""
    row = need(rows.standing_payment(connection, number), NOT_FOUND)
    payer = need(wallet_row(connection, row.payer), NOT_FOUND)
    desk.check_own(READ, [ownership.of_wallet(connection, payer)], NOT_FOUND)
    return row


_ORDER: Final = read_by(get_standing_payment, "standing_payment")
_PAYER: Final = owners.wallet("payer")
router.act(OrderStandingPayment, StandingOrdered, "/standing-payments", owner=_PAYER, status=201, thing=_ORDER)
router.act(PauseStanding, StandingSet, "/standing-payments/{standing_payment}/pause", owner=_PAYER, thing=_ORDER)
router.act(ResumeStanding, StandingSet, "/standing-payments/{standing_payment}/resumption", owner=_PAYER, thing=_ORDER)
router.act(EndStanding, StandingSet, "/standing-payments/{standing_payment}/ending", owner=_PAYER, thing=_ORDER)
