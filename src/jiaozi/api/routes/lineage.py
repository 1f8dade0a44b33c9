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
from jiaozi.payments.lineage.model import PAYEES_MAX, Entry, Payee, Step, StepNumber
from jiaozi.payments.lineage.store import lineage_page, payees_of
from jiaozi.payments.lineage.telling import told_before, told_to_funder
from jiaozi.programs import store as programs
from jiaozi.programs.model import Program
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "programs")


@dataclass(frozen=True, slots=True)
class LineageEntryView:
    """A step of a program's money: `funded` by the funder's wallet, `claimed` by a holder's, `paid` out of a claim to
    the payee at a store; back in the pot, where others may claim it, as it was `given_back`, had `expired`, or was
    `refunded` when its claim was over; `reclaimed` by the funder, for whom it may have gone `onward` to another
    program, or `unbound`: the holder's own for any purpose; `passed` on, it is the wallet's that has it from then on.
    `left` is said of claims, `returned` of payments: what refunds brought back, to the claim or the pot."""

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
    onward: OrNone[ProgramNo]
    former: OrNone[ClaimNo]
    borne_minor: FenOrZero | None


@dataclass(frozen=True, slots=True)
class ProgramPayeeView:
    """What a merchant was paid in a region, less what came back. A funder is told no number of `payments`."""

    merchant: MerchantNo
    category: Tag
    region: Tag
    payments: Count | None
    spent_minor: FenOrZero


@dataclass(frozen=True, slots=True)
class ProgramSpendingView:
    """What a program's money was spent on before an instant: merchants by region, who got most first, and all `others`
    together, null where these are too few to be told of. `spent` is the program's own figure, of now."""

    program: ProgramNo
    counted_before: Instant
    spent_minor: FenOrZero
    payees: tuple[ProgramPayeeView, ...]
    others_minor: FenOrZero | None


def _own(desk: Desk, connection: Connection, number: ProgramNo, action: str) -> Program:
    row = need(programs.program(connection, number), "program_not_found")
    desk.check_own(action, whose.wallet(row.funder)(connection), "program_not_found")
    return row


@router.get("/programs/{program}/lineage")
async def list_lineage(desk: At, program: ProgramNo, paging: Paging) -> Page[LineageEntryView]:
    """Each fen of a program from its budget to the final payee: what was paid in, each claim, each payment that drew on
    one, what came back to the pot, what went back to the funder, what became its holders' own. For the central bank,
    the program's operator and auditors."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[LineageEntryView]]:
        row = _own(desk, connection, program, "read_lineage")
        step, number, n = after
        return [(place, _view(each)) for place, each in lineage_page(connection, row.id, (step, number, n), limit)]

    return await desk.listing("read_lineage", f"lineage:{program}", paging, job, (0, 0, 0))


def _view(each: Entry) -> LineageEntryView:
    return view(
        LineageEntryView,
        each,
        left_minor=each.left_minor if each.step in (Step.CLAIMED, Step.PASSED) else None,
        returned_minor=each.returned_minor if each.step == Step.PAID else None,
        borne_minor=each.borne_minor if each.step == Step.PAID else None,
        category=each.category or None,
        region=each.region or None,
    )


@router.get("/programs/{program}/spending")
async def get_program_spending(desk: At, program: ProgramNo) -> ProgramSpendingView:
    """What a program's money was spent on, by merchant, category and region. Its funder is told sums of at least ten
    wallets alone, none of which paid more than half of it, in two digits, as they were when the day began in China."""

    def job(connection: Connection) -> ProgramSpendingView:
        row = _own(desk, connection, program, "read_program_spending")
        now = desk.platform.clock.now()
        if desk.may("read_lineage", whose.wallet(row.funder)(connection)):
            return _all_told(row, payees_of(connection, row.id, now + 1), now)
        before = told_before(now)
        payees, others = told_to_funder(payees_of(connection, row.id, before))
        told = tuple(view(ProgramPayeeView, each, payments=None) for each in payees)
        return ProgramSpendingView(row.id, before, row.spent_minor, told, others)

    return await desk.read("read_program_spending", job)


def _all_told(row: Program, found: list[Payee], now: Instant) -> ProgramSpendingView:
    """What is told to those who supervise: all of it, which comes to what was spent."""
    payees = tuple(view(ProgramPayeeView, each) for each in found[:PAYEES_MAX])
    others = row.spent_minor - sum(each.spent_minor for each in payees)
    return ProgramSpendingView(row.id, now, row.spent_minor, payees, others)
