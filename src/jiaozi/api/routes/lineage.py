"""The lineage of a program's money, for those who supervise; and what it was spent on, for its funder too."""

from jiaozi.api import whose
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, Placed, need
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.kinds import (
    ClaimNo,
    Count,
    Fen,
    FenOrZero,
    Instant,
    MerchantNo,
    OrNone,
    PaymentNo,
    ProgramNo,
    StoreNo,
    Tag,
    WalletNo,
)
from jiaozi.payments.lineage.model import CLAIMS_APART, Entry, Step, StepNumber
from jiaozi.payments.lineage.store import lineage_page, payees_of
from jiaozi.programs import store as programs
from jiaozi.programs.model import Program
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "programs")


@dataclass(frozen=True, slots=True)
class LineageEntryView:
    """A step of a program's money: `funded` by the funder's wallet, `claimed` by a holder's, `paid` out of a claim to
    the payee at a store, or `reclaimed` by the funder. `left` is said of claims, `returned` of payments: what refunds
    brought back, to the claim or the pot."""

    step: StepNumber
    at: Instant
    amount_minor: Fen
    left_minor: FenOrZero | None
    returned_minor: FenOrZero | None
    wallet: WalletNo
    claim: OrNone[ClaimNo]
    payment: OrNone[PaymentNo]
    payee: OrNone[WalletNo]
    store: OrNone[StoreNo]
    merchant: OrNone[MerchantNo]
    category: Tag | None
    region: Tag | None


@dataclass(frozen=True, slots=True)
class ProgramPayeeView:
    """What a merchant was paid in a region, less what came back."""

    merchant: MerchantNo
    category: Tag
    region: Tag
    payments: Count
    spent_minor: Fen


@dataclass(frozen=True, slots=True)
class ProgramSpendingView:
    """What a program's money was spent on: merchants by region, who got most first, and all `others` together. So both
    come to `spent`."""

    program: ProgramNo
    spent_minor: FenOrZero
    payees: tuple[ProgramPayeeView, ...]
    others_minor: FenOrZero


def _own(desk: Desk, connection: Connection, number: ProgramNo, action: str) -> Program:
    row = need(programs.program(connection, number), "program_not_found")
    desk.check_own(action, whose.wallet(row.funder)(connection), "program_not_found")
    return row


@router.get("/programs/{program}/lineage")
async def list_lineage(desk: At, program: ProgramNo, paging: Paging) -> Page[LineageEntryView]:
    """Each fen of a program from its budget to the final payee: what was paid in, each claim, each payment that drew on
    one, what went back to the funder. For the central bank, the program's operator and auditors."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[LineageEntryView]]:
        row = _own(desk, connection, program, "read_lineage")
        step, number, n = after
        return [(place, _view(each)) for place, each in lineage_page(connection, row.id, (step, number, n), limit)]

    return await desk.listing("read_lineage", f"lineage:{program}", paging, job, (0, 0, 0))


def _view(each: Entry) -> LineageEntryView:
    return view(
        LineageEntryView,
        each,
        left_minor=each.left_minor if each.step == Step.CLAIMED else None,
        returned_minor=each.returned_minor if each.step == Step.PAID else None,
        category=each.category or None,
        region=each.region or None,
    )


@router.get("/programs/{program}/spending")
async def get_program_spending(desk: At, program: ProgramNo) -> ProgramSpendingView:
    """What a program's money was spent on, by merchant, category and region. Its funder is told of no merchant that
    fewer than ten claims have paid: of so few it could know whose they were."""

    def job(connection: Connection) -> ProgramSpendingView:
        row = _own(desk, connection, program, "read_program_spending")
        supervises = desk.may("read_lineage", whose.wallet(row.funder)(connection))
        found = payees_of(connection, row.id, 1 if supervises else CLAIMS_APART)
        return ProgramSpendingView(
            program=row.id,
            spent_minor=row.spent_minor,
            payees=tuple(view(ProgramPayeeView, each) for each in found),
            others_minor=row.spent_minor - sum(each.spent_minor for each in found),
        )

    return await desk.read("read_program_spending", job)
