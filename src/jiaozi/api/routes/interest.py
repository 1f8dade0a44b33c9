"""Interest: runs of operators, what a wallet has earned, closing out."""

from typing import Final

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api import owners
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Placed, need
from jiaozi.api.routing import Paging
from jiaozi.clock import china_day
from jiaozi.db.engine import Connection
from jiaozi.interest import store
from jiaozi.interest.closing import ClosedOut, CloseOut, accrued
from jiaozi.interest.model import Run, RunStateNumber
from jiaozi.interest.runs import (
    AdvanceInterest,
    InterestAdvanced,
    InterestPrepared,
    InterestReleased,
    PrepareInterest,
    ReleaseInterest,
)
from jiaozi.kinds import (
    Count,
    Day,
    FenOrZero,
    Instant,
    InstitutionNo,
    InterestRunNo,
    JournalNo,
    OrNone,
    WalletNo,
)
from jiaozi.records import dataclass
from jiaozi.wallets.store import wallet as wallet_of
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "interest")
SETTLEMENTS_SHOWN: Final = 40

router.act(PrepareInterest, InterestPrepared, "/interest-runs", owner=owners.institution(), status=201)
router.act(
    ReleaseInterest,
    InterestReleased,
    "/interest-runs/{run}/release",
    owner=owners.interest_run(),
    proposed=True,
    name="propose_interest_release",
)
router.act(AdvanceInterest, InterestAdvanced, "/interest-runs/{run}/steps", owner=owners.interest_run())
router.act(CloseOut, ClosedOut, "/wallets/{wallet}/closing-out", owner=owners.wallet())


@dataclass(frozen=True, slots=True)
class InterestRunView:
    """A quarter of an operator: what is due, what was paid, and what closed wallets took with them.

    `due` is complete once `state` is prepared.
    """

    id: InterestRunNo
    operator: InstitutionNo
    state: RunStateNumber
    first_day: Day
    last_day: Day
    due_wallets: Count
    due_minor: FenOrZero
    paid_wallets: Count
    paid_minor: FenOrZero
    closed_wallets: Count
    closed_minor: FenOrZero
    prepared_at: OrNone[Instant]
    released_at: OrNone[Instant]
    done_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class InterestItemView:
    """What a wallet was settled for up to, not including, a day. `run` is null when it was closed out."""

    until: Day
    run: OrNone[InterestRunNo]
    fen_days: Count
    interest_minor: FenOrZero
    journal: OrNone[JournalNo]


@dataclass(frozen=True, slots=True)
class WalletInterestView:
    """What a wallet has earned since it was settled last, up to yesterday, and its settlements, newest first.

    `fen_days` are those that earn; `accrued` is what closing today would pay.
    """

    wallet: WalletNo
    since: Day | None
    fen_days: Count
    accrued_minor: FenOrZero
    settlements: tuple[InterestItemView, ...]


def _run(row: Run) -> InterestRunView:
    return view(InterestRunView, row, first_day=row.start_day, last_day=row.end_day - 1)


@router.get("/interest-runs")
async def list_interest_runs(desk: At, paging: Paging) -> Page[InterestRunView]:
    """Runs, oldest first; an operator sees its own."""
    whose = 0 if desk.sees_all("read_interest_runs") else desk.principal.institution

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[InterestRunView]]:
        return [((row.id,), _run(row)) for row in store.runs_page(connection, whose, after[0], limit)]

    return await desk.listing("read_interest_runs", "interest_runs", paging, job)


@router.get("/interest-runs/{run}")
async def get_interest_run(desk: At, run: InterestRunNo) -> InterestRunView:
    """One run."""

    def job(connection: Connection) -> InterestRunView:
        row = need(store.run(connection, run), "interest_run_not_found")
        desk.check_own("read_interest_runs", [Ownership(row.operator)], "interest_run_not_found")
        return _run(row)

    return await desk.read("read_interest_runs", job)


@router.get("/wallets/{wallet}/interest")
async def get_wallet_interest(desk: At, wallet: WalletNo) -> WalletInterestView:
    """What a wallet has earned since it was settled last, and what it was paid."""
    today = china_day(desk.platform.clock.now())

    def job(connection: Connection) -> WalletInterestView:
        row = need(wallet_of(connection, wallet), "wallet_not_found")
        desk.check_own("read_statement", [ownership.of_wallet(connection, row)], "wallet_not_found")
        share = None if row.closed else accrued(connection, row, today)
        items = store.items_of_wallet(connection, row.id, SETTLEMENTS_SHOWN)
        return WalletInterestView(
            wallet=row.id,
            since=items[0][0] if items else None,
            fen_days=share.earning_fen_days if share else 0,
            accrued_minor=share.interest_minor if share else 0,
            settlements=tuple(
                InterestItemView(until=until, run=run, fen_days=fen_days, interest_minor=minor, journal=journal)
                for until, run, _, fen_days, minor, journal in items
            ),
        )

    return await desk.read("read_statement", job)
