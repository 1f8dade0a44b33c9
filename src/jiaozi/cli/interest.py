"""`jiaozi interest`: an operator's quarterly runs, by whoever holds the machine; and what a wallet has earned."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.chinese import state
from jiaozi.cli.commands import Local, group
from jiaozi.cli.session import Refused, Session, act
from jiaozi.cli.values import instant, money, read_id, yuan

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi.db.engine import Connection
    from jiaozi.interest.model import Run
    from jiaozi.kinds import InstitutionNo, InterestRunNo
    from jiaozi.platform import Platform

RunId = Annotated[str, typer.Argument(metavar="RUN", help="irn_...; see `jiaozi interest show`.")]


def prepare(
    session: Session, operator: Annotated[str, typer.Argument(metavar="CODE", help="The operator, such as icbc.")]
) -> None:
    """Reckon what an operator's wallets earned in the quarter that ended last and is not settled yet.

    Begins the run and does all its steps. Interrupted, it goes on where it stood when it is called again.
    """
    from jiaozi.interest import store
    from jiaozi.interest.model import RunState
    from jiaozi.interest.runs import PrepareInterest
    from jiaozi.kinds import InstitutionNo
    from jiaozi.scheme.store import institution_by_code

    with session.platform() as platform:
        with platform.snapshot() as connection:
            number = institution_by_code(connection, [operator]).get(operator)
            if number is None:
                raise Refused("institution_not_found", operator)
            last = store.last_run(connection, number)
        if last is not None and last.state == RunState.PREPARING:
            run = last.id
        else:
            run = act(platform, PrepareInterest(InstitutionNo(number))).run
        _advance(platform, run, RunState.PREPARING)
        _show_run(session, platform, run)


def release(session: Session, run: RunId) -> None:
    """Let a prepared run be paid. On a running server this takes two people of the operator; here, the machine."""
    from jiaozi.interest.runs import ReleaseInterest

    number = read_id("irn", run, "RUN")
    with session.platform() as platform:
        act(platform, ReleaseInterest(number))
        _show_run(session, platform, number)


def run_(session: Session, run: RunId) -> None:
    """Pay a released run to its end. Interrupted, it goes on where it stood; no wallet is paid twice."""
    from jiaozi.interest.model import RunState

    number = read_id("irn", run, "RUN")
    with session.platform() as platform:
        if not _advance(platform, number, RunState.RELEASED):
            with platform.snapshot() as connection:
                found = _run_of(connection, number)
            if found.state != RunState.DONE:
                raise Refused("interest_run_not_ready", RunState(found.state).name.lower())
        _show_run(session, platform, number)


def show(
    session: Session,
    subject: Annotated[str, typer.Argument(metavar="[RUN|WALLET]", help="irn_... or wal_...; else all runs.")] = "",
) -> None:
    """Show the runs, one run, or what a wallet has earned since it was settled last."""
    from jiaozi.interest import store

    with session.platform() as platform, platform.snapshot() as connection:
        if subject.startswith("wal_"):
            data = _wallet(connection, read_id("wal", subject, "WALLET"), _today(platform))
            session.show(data, lambda out: out.print(f"{subject}  {_text(data)}"))
            return
        if subject:
            rows = [_run_of(connection, read_id("irn", subject, "RUN"))]
        else:
            rows = store.runs_page(connection, 0, 0, 1_000)
        _show(session, connection, rows)


def _today(platform: "Platform") -> int:
    from jiaozi.clock import china_day

    return china_day(platform.clock.now())


def _advance(platform: "Platform", number: "InterestRunNo", state: int) -> bool:
    """Does the steps of a run's pass; whether there was one to do."""
    from jiaozi.interest.runs import AdvanceInterest

    some = False
    while True:
        with platform.snapshot() as connection:
            run = _run_of(connection, number)
        if run.state != state:
            return some
        some = True
        act(platform, AdvanceInterest(number), f"interest:{run.id}:{run.state}:{run.cursor_wallet}")


def _run_of(connection: "Connection", number: "InterestRunNo") -> "Run":
    from jiaozi.ids import encode_id
    from jiaozi.interest import store

    found = store.run(connection, number)
    if found is None:
        raise Refused("interest_run_not_found", encode_id("irn", number))
    return found


def _wallet(connection: "Connection", number: int, today: int) -> dict[str, Any]:
    from jiaozi.clock import day_to_date
    from jiaozi.ids import encode_id
    from jiaozi.interest import store
    from jiaozi.interest.closing import accrued
    from jiaozi.wallets.store import wallet

    found = wallet(connection, number)
    if found is None:
        raise Refused("wallet_not_found", encode_id("wal", number))
    share = None if found.closed else accrued(connection, found, today)
    items = store.items_of_wallet(connection, number, 40)
    return {
        "wallet": encode_id("wal", number),
        "fen_days": share.earning_fen_days if share else 0,
        "accrued": money(share.interest_minor if share else 0, 2),
        "settlements": [
            {"until": str(day_to_date(until)), "fen_days": fen_days, "interest": money(minor, 2)}
            for until, _, _, fen_days, minor, _ in items
        ],
    }


def _text(data: dict[str, Any]) -> str:
    return f"accrued {yuan(data['accrued']['minor'])} on {data['fen_days']:,} fen-days"


def _show_run(session: Session, platform: "Platform", number: "InterestRunNo") -> None:
    with platform.snapshot() as connection:
        _show(session, connection, [_run_of(connection, number)])


def _show(session: Session, connection: "Connection", rows: "list[Run]") -> None:
    from jiaozi.scheme import store as scheme

    codes = {each.id: each.code for each in scheme.institutions(connection)}
    data = [_plain(row, codes) for row in rows]
    session.show({"runs": data}, lambda out: _table(out, data))


def _plain(row: "Run", codes: "dict[InstitutionNo, str]") -> dict[str, Any]:
    from jiaozi.clock import day_to_date
    from jiaozi.ids import encode_id
    from jiaozi.interest.model import RunState

    return {
        "run": encode_id("irn", row.id),
        "operator": codes[row.operator],
        "state": RunState(row.state).name.lower(),
        "first_day": str(day_to_date(row.start_day)),
        "last_day": str(day_to_date(row.end_day - 1)),
        "due_wallets": row.due_wallets,
        "due": money(row.due_minor, 2),
        "paid_wallets": row.paid_wallets,
        "paid": money(row.paid_minor, 2),
        "closed": money(row.closed_minor, 2),
        "done_at": instant(row.done_at),
    }


def _table(out: "Console", rows: list[dict[str, Any]]) -> None:
    from jiaozi.cli.tables import grid

    heads = ("run", "operator", "days", "state", "wallets", "due", "paid")
    shown = grid(*heads, right=[4, 5, 6])
    for row in rows:
        days = f"{row['first_day']} to {row['last_day']}"
        minor = [yuan(row[name]["minor"]) for name in ("due", "paid")]
        shown.add_row(row["run"], row["operator"], days, state(row["state"]), f"{row['due_wallets']:,}", *minor)
    out.print(shown)


COMMANDS = (
    group(
        "interest",
        "Prepare, release and pay interest; look at runs.",
        Local("prepare", prepare, "jiaozi interest prepare icbc"),
        Local("release", release, "jiaozi interest release irn_0A1B2C3D4E5F6"),
        Local("run", run_, "jiaozi interest run irn_0A1B2C3D4E5F6"),
        Local("show", show, "jiaozi interest show"),
    ),
)
