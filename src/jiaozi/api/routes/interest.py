"""Interest: runs of operators, what a wallet has earned, closing out."""

from datetime import date

from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.access.permissions import Grant, Ownership, grant
from jiaozi.api import render
from jiaozi.api.desk import At, Owners, need, number
from jiaozi.api.routes.common import institution_owner, wallet_owner
from jiaozi.api.routing import Paging, Router
from jiaozi.api.views import money
from jiaozi.clock import china_day, day_to_date
from jiaozi.db.engine import Connection
from jiaozi.ids import encode_id
from jiaozi.interest import store
from jiaozi.interest.closing import CloseOut, accrued
from jiaozi.interest.model import Run, RunState
from jiaozi.interest.runs import AdvanceInterest, PrepareInterest, ReleaseInterest
from jiaozi.wallets.store import wallet as wallet_of
from jiaozi.wire import interest as wire
from jiaozi.wire.access import Proposed
from jiaozi.wire.base import InterestRunId, Page, WalletId

router = Router("/v1", "interest")
SETTLEMENTS_SHOWN = 40


def _run(row: Run) -> wire.InterestRun:
    return wire.InterestRun(
        id=encode_id("irn", row.id),
        operator=encode_id("ins", row.operator),
        state=RunState(row.state).name.lower(),
        first_day=_day(row.start_day),
        last_day=_day(row.end_day - 1),
        due_wallets=row.due_wallets,
        due=money(row.due_minor),
        paid_wallets=row.paid_wallets,
        paid=money(row.paid_minor),
        closed_wallets=row.closed_wallets,
        closed=money(row.closed_minor),
        prepared_at=render.moment(row.prepared_at),
        released_at=render.moment(row.released_at),
        done_at=render.moment(row.done_at),
    )


def _day(day: int) -> str:
    return date.isoformat(day_to_date(day))


@router.post("/interest-runs", status=201, answer=wire.InterestPrepared)
async def prepare_interest(desk: At, body: wire.InterestPreparation) -> Response:
    """Begins the run of an operator's next quarter; its steps, or the worker, then reckon what is due."""
    command = PrepareInterest(number(body.operator))
    return await desk.act(command, institution_owner(command.operator), status=201)


@router.get("/interest-runs", answer=Page[wire.InterestRun])
async def list_interest_runs(desk: At, paging: Paging) -> dict[str, object]:
    """Runs, oldest first; an operator sees its own."""
    (after,) = desk.start("interest_runs", paging.cursor, (0,))
    everybodys = grant(desk.principal.role, "read_interest_runs") is Grant.ALL
    whose = 0 if everybodys else desk.principal.institution
    rows = await desk.read("read_interest_runs", lambda at: store.runs_page(at, whose, after, paging.limit + 1))
    places = [(row.id,) for row in rows]
    return desk.page("interest_runs", [_run(row) for row in rows], places, paging.limit, paging.cursor)


@router.get("/interest-runs/{run}", answer=wire.InterestRun)
async def get_interest_run(desk: At, run: InterestRunId) -> wire.InterestRun:
    """One run."""

    def job(connection: Connection) -> wire.InterestRun:
        row = need(store.run(connection, number(run)), "interest_run_not_found")
        desk.check_own("read_interest_runs", [Ownership(row.operator)], "interest_run_not_found")
        return _run(row)

    return await desk.read("read_interest_runs", job)


@router.post("/interest-runs/{run}/release", status=202, answer=Proposed)
async def propose_interest_release(desk: At, run: InterestRunId, body: wire.InterestRelease) -> Response:
    """Proposes to pay a prepared run; a second person of the operator approves it."""
    command = ReleaseInterest(number(run))
    return await desk.act(command, _run_owner(command.run), missing="interest_run_not_found", reason=body.reason)


@router.post("/interest-runs/{run}/steps", answer=wire.InterestAdvanced)
async def advance_interest(desk: At, run: InterestRunId) -> Response:
    """Does the next batch of a run that is being prepared or paid; the worker does the same by itself."""
    command = AdvanceInterest(number(run))
    return await desk.act(command, _run_owner(command.run), missing="interest_run_not_found")


def _run_owner(run: int) -> Owners:
    def find(connection: Connection) -> list[Ownership]:
        row = store.run(connection, run)
        return [] if row is None else [Ownership(row.operator)]

    return find


@router.get("/wallets/{wallet}/interest", answer=wire.WalletInterest)
async def get_wallet_interest(desk: At, wallet: WalletId) -> wire.WalletInterest:
    """What a wallet has earned since it was settled last, and what it was paid."""
    today = china_day(desk.platform.clock.now())

    def job(connection: Connection) -> wire.WalletInterest:
        row = need(wallet_of(connection, number(wallet)), "wallet_not_found")
        desk.check_own("read_statement", [ownership.of_wallet(connection, row)], "wallet_not_found")
        share = None if row.closed else accrued(connection, row, today)
        items = store.items_of_wallet(connection, row.id, SETTLEMENTS_SHOWN)
        return wire.WalletInterest(
            wallet=wallet,
            since=_day(items[0][0]) if items else None,
            fen_days=share.earning_fen_days if share else 0,
            accrued=money(share.interest_minor if share else 0),
            settlements=[
                wire.InterestItem(
                    until=_day(until),
                    run=render.identifier("irn", run),
                    fen_days=fen_days,
                    interest=money(minor),
                    journal=render.identifier("jnl", journal),
                )
                for until, run, _, fen_days, minor, journal in items
            ],
        )

    return await desk.read("read_statement", job)


@router.post("/wallets/{wallet}/closing-out", answer=wire.ClosedOut)
async def close_out(desk: At, wallet: WalletId, body: wire.ClosingOut) -> Response:
    """Pays a wallet's interest up to yesterday, sends all it holds to a bank account of the holder, and closes it."""
    command = CloseOut(number(wallet), number(body.bank_account))
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found")
