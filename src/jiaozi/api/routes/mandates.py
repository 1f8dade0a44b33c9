"""Mandates: given, changed, paused and ended by their payer, collected by their merchant, read by both."""

from typing import Annotated, Final

from pydantic import Field

from jiaozi.access import ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Listed, Placed, need
from jiaozi.api.filters import AtLeast, AtMost, Filter, Is
from jiaozi.api.routing import Paging
from jiaozi.automatic.model import BillsConsented, ConsentToBills
from jiaozi.db.engine import Connection
from jiaozi.db.lists import equals, page
from jiaozi.kinds import (
    AccountOrNone,
    Count,
    Day,
    Fen,
    FenOrZero,
    Instant,
    MandateNo,
    MerchantNo,
    OrNone,
    PaymentNo,
    Reference,
    StoreNo,
    WalletNo,
)
from jiaozi.mandates import store as rows
from jiaozi.mandates.model import (
    ChangeMandate,
    CollectDebit,
    DebitCollected,
    DebitNumber,
    Debits,
    EndMandate,
    GiveMandate,
    Mandate,
    MandateChanged,
    MandateDebit,
    MandateGiven,
    MandateSet,
    MandateStateNumber,
    PauseMandate,
    PaysNumber,
    PeriodNumber,
    ResumeMandate,
)
from jiaozi.mandates.schema import DEBIT_LIST, MANDATE_LIST
from jiaozi.records import dataclass
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "mandates")
NOT_FOUND: Final = "mandate_not_found"
READ: Final = "read_mandate"


@dataclass(frozen=True, slots=True)
class MandateView:
    """A mandate as it stands, for its payer and its merchant. `period` was collected in the period that began on
    `period_day`, the last in which anything was."""

    id: MandateNo
    payer: WalletNo
    merchant: MerchantNo
    state: MandateStateNumber
    per_debit_minor: Fen
    per_period_minor: Fen
    cadence: PeriodNumber
    first_day: Day
    last_day: OrNone[Day]
    debits_max: OrNone[Debits]
    version: Count
    debits: Count
    collected_minor: FenOrZero
    period_day: OrNone[Day]
    period_minor: FenOrZero
    given_at: Instant
    ended_at: OrNone[Instant]
    reference: Reference | None
    account: AccountOrNone
    pays_bills: PaysNumber


@dataclass(frozen=True, slots=True)
class MandateTermsView:
    """What a payer allowed, the `version`th time it said so: in force from `at` until the next version, or now."""

    mandate: MandateNo
    version: Count
    per_debit_minor: Fen
    per_period_minor: Fen
    last_day: OrNone[Day]
    debits_max: OrNone[Debits]
    at: Instant


@dataclass(frozen=True, slots=True)
class MandateDebitView:
    """What was collected by a mandate under a number of its merchant's; `period` is what its period came to with it."""

    mandate: MandateNo
    number: DebitNumber
    payment: PaymentNo
    store: StoreNo
    amount_minor: Fen
    day: Day
    period_day: Day
    period_minor: Fen
    version: Count
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class MandateFilter(Filter):
    """Which mandates of a wallet's or a merchant's."""

    state: Annotated[MandateStateNumber | None, Field(description="Only those of this state"), Is("state")] = None
    reference: Annotated[Reference | None, Field(description="With this reference"), Is("reference")] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DebitFilter(Filter):
    """Which debits of a mandate."""

    store: Annotated[StoreNo | None, Field(description="Collected for this store"), Is("store")] = None
    amount_min: AtLeast = None
    amount_max: AtMost = None


@router.get("/wallets/{wallet}/mandates")
async def list_mandates(desk: At, wallet: WalletNo, paging: Paging, wanted: MandateFilter) -> Page[MandateView]:
    """The mandates that a wallet has given."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[MandateView, Mandate]:
        row = need(wallet_row(connection, wallet), "wallet_not_found")
        desk.check_own(READ, [ownership.of_payer(connection, row)], "wallet_not_found")
        found = page(connection, MANDATE_LIST, wanted.walk("payer", equals("payer", row.id)), place, limit)
        return [view(MandateView, each) for each in found.rows], found

    return await desk.filtered(READ, f"{wallet}:{wanted.name}", paging, job)


@router.get("/merchants/{merchant}/mandates")
async def list_merchant_mandates(
    desk: At, merchant: MerchantNo, paging: Paging, wanted: MandateFilter
) -> Page[MandateView]:
    """The mandates by which a merchant may collect, or might."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[MandateView, Mandate]:
        desk.check_own(READ, whose.merchant(merchant)(connection), "merchant_not_found")
        found = page(connection, MANDATE_LIST, wanted.walk("merchant", equals("merchant", merchant)), place, limit)
        return [view(MandateView, each) for each in found.rows], found

    return await desk.filtered(READ, f"{merchant}:{wanted.name}", paging, job)


@router.get("/mandates/{mandate}")
async def get_mandate(desk: At, mandate: MandateNo) -> MandateView:
    """A mandate, for its payer and its merchant."""

    def job(connection: Connection) -> MandateView:
        return view(MandateView, _own(desk, connection, mandate))

    return await desk.read("read_mandate", job)


@router.get("/mandates/{mandate}/terms")
async def list_mandate_terms(desk: At, mandate: MandateNo, paging: Paging) -> Page[MandateTermsView]:
    """A mandate's terms of now and of before, oldest first; each debit names the version by which it was collected."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[MandateTermsView]]:
        row = _own(desk, connection, mandate)
        found = rows.terms_of(connection, row.id, after[0], limit)
        return [((each.version,), view(MandateTermsView, each)) for each in found]

    return await desk.listing(READ, f"{mandate}:terms", paging, job)


@router.get("/mandates/{mandate}/debits")
async def list_debits(desk: At, mandate: MandateNo, paging: Paging, wanted: DebitFilter) -> Page[MandateDebitView]:
    """What was collected by a mandate."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[MandateDebitView, MandateDebit]:
        row = _own(desk, connection, mandate)
        found = page(connection, DEBIT_LIST, wanted.walk("mandate", equals("mandate", row.id)), place, limit)
        return [view(MandateDebitView, each) for each in found.rows], found

    return await desk.filtered(READ, f"{mandate}:{wanted.name}", paging, job)


@router.get("/mandates/{mandate}/debits/{number}")
async def get_debit(desk: At, mandate: MandateNo, number: DebitNumber) -> MandateDebitView:
    """What was collected by a mandate under a number of its merchant's, for both sides."""

    def job(connection: Connection) -> MandateDebitView:
        row = _own(desk, connection, mandate)
        return view(MandateDebitView, need(rows.debit(connection, row.id, number), "debit_not_found"))

    return await desk.read("read_mandate", job)


def _own(desk: Desk, connection: Connection, mandate: MandateNo) -> Mandate:
    """A mandate of either side's. Raises `Refused`: `mandate_not_found`."""
    row = need(rows.mandate(connection, mandate), NOT_FOUND)
    desk.check_own(READ, ownership.of_mandates(connection, [row])[row.id], NOT_FOUND, either=True)
    return row


_MANDATE: Final = read_by(get_mandate, "mandate")
_PAYER: Final = owners.wallet("payer")
router.act(GiveMandate, MandateGiven, "/mandates", owner=_PAYER, status=201, thing=_MANDATE)
router.act(ConsentToBills, BillsConsented, "/mandates/bills", owner=_PAYER, status=201, thing=_MANDATE)
router.act(ChangeMandate, MandateChanged, "/mandates/{mandate}/terms", owner=_PAYER, thing=_MANDATE)
router.act(PauseMandate, MandateSet, "/mandates/{mandate}/pause", owner=_PAYER, thing=_MANDATE)
router.act(ResumeMandate, MandateSet, "/mandates/{mandate}/resumption", owner=_PAYER, thing=_MANDATE)
router.act(EndMandate, MandateSet, "/mandates/{mandate}/ending", owner=_PAYER, thing=_MANDATE)
router.act(
    CollectDebit,
    DebitCollected,
    "/mandates/{mandate}/debits",
    owner=owners.collector(),
    status=201,
    thing=read_by(get_debit, "mandate", "number"),
)
