"""`jiaozi bench`: what the platform does on this machine, measured the same way every time.

Random input is made before the clock of a group starts; making it is not in the figure and is stated beside it.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jiaozi import urls
from jiaozi.cli.commands import Local, group
from jiaozi.cli.session import REFUSED, Refused, Session

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi.config import Settings
    from jiaozi.platform import Platform

Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same input.")]
WorkFolder = Annotated[str, typer.Option("--dir", help="Where the temporary database is made; never on tmpfs.")]
CONNECTIONS_MAX: Final = 10_000
AsOf = Annotated[str, typer.Option("--as-of", metavar="DATE", help="The day whose rules and regime apply.")]


def post(
    session: Session,
    accounts: Annotated[int, typer.Option(min=2, max=10_000_000, help="Accounts of one book.")] = 10_000,
    transfers: Annotated[int, typer.Option(min=1, help="Transfers in all.")] = 2_000_000,
    batch: Annotated[
        int, typer.Option(min=1, max=10_000, help="Transfers of one command and one transaction.")
    ] = 8_189,
    two_phase: Annotated[bool, typer.Option("--two-phase", help="Reserve each amount, then capture it.")] = False,
    shape: Annotated[str, typer.Option(help="uniform, many-to-one or one-to-many.")] = "uniform",
    seed: Seed = 1,
    folder: WorkFolder = "",
) -> None:
    """Post transfers in bulk, the shape of TigerBeetle's benchmark: single-transfer journals between random accounts.

    Each batch is one PostJournals command through the group runner: stored outcome, marker row and digest included.
    """
    from jiaozi.cli.benchmarks.post import SHAPES, PostPlan, run

    _check(shape, SHAPES)
    with _world(session, folder, "") as platform:
        result = run(platform, PostPlan(accounts, transfers, batch, two_phase, shape, seed))
        _finish(session, platform, result)


def pay(
    session: Session,
    wallets: Annotated[int, typer.Option(min=2, help="Personal wallets, opened by the handlers first.")] = 1_000_000,
    payments: Annotated[int, typer.Option(min=1, help="Payments that are measured.")] = 200_000,
    group: Annotated[int, typer.Option(min=1, max=65_536, help="Payments that share a transaction.")] = 4_096,
    stores: Annotated[int, typer.Option(min=1, help="Stores that are paid at, each of a merchant of its own.")] = 1_000,
    shape: Annotated[str, typer.Option(help="stores, people, many-to-one or one-to-many.")] = "stores",
    as_of: AsOf = "2022-05-15",
    seed: Seed = 1,
    folder: WorkFolder = "",
) -> None:
    """Make payments through the handlers in groups: limits, usage, ledger, stored outcomes and events included."""
    from jiaozi.cli.benchmarks.pay import SHAPES, PayPlan, run
    from jiaozi.cli.progress import bar

    _check(shape, SHAPES)
    with _world(session, folder, as_of) as platform, bar("preparing") as progress:
        result = run(platform, PayPlan(wallets, payments, group, stores, shape, seed), progress)
        _finish(session, platform, {"as_of": as_of, **result})


def interest(
    session: Session,
    wallets: Annotated[int, typer.Option(min=2, help="Wallets that earn, opened by the handlers first.")] = 1_000_000,
    payments: Annotated[int, typer.Option(min=1, help="Payments in the middle of the quarter.")] = 100_000,
    seed: Seed = 1,
    folder: WorkFolder = "",
) -> None:
    """Settle a quarter's interest of four banks: reckon it, release it, pay it. Opening the wallets is not in it."""
    from jiaozi.cli.benchmarks.interest import OPENED, InterestPlan, run
    from jiaozi.cli.progress import bar

    with _world(session, folder, OPENED) as platform, bar("preparing") as progress:
        result = run(platform, InterestPlan(wallets, payments, seed), progress)
        _finish(session, platform, result)


def claims(
    session: Session,
    quota: Annotated[int, typer.Option(min=1, max=10_000_000, help="Envelopes of the city's program.")] = 350_000,
    claims: Annotated[int, typer.Option("--claims", min=1, help="Of these, how many are claimed.")] = 50_000,
    shares: Annotated[int, typer.Option(min=1, max=1_000, help="Shares of a pot that many come to.")] = 200,
    grabbers: Annotated[int, typer.Option(min=1, help="How many come to it.")] = 20_000,
    group: Annotated[int, typer.Option(min=1, max=65_536, help="Commands that share a transaction.")] = 4_096,
    stores: Annotated[int, typer.Option(min=1, help="Stores that are paid at, each of a merchant of its own.")] = 1_000,
    as_of: AsOf = "2022-05-15",
    seed: Seed = 1,
    folder: WorkFolder = "",
) -> None:
    """Claim and pay in turns: a city's program, payments out of its envelopes, storms on few shares.

    Afterwards the books are audited, no more has gone out than the claims come to and nobody has had a share twice:
    exit code 1 when that is not so.
    """
    from jiaozi.cli.benchmarks.claims import ClaimsPlan, run
    from jiaozi.cli.progress import bar

    for name, least, most in (("--claims", claims, quota), ("--shares", shares, grabbers)):
        if least > most:
            raise typer.BadParameter(f"{least} of {most}", param_hint=name)
    with _world(session, folder, as_of) as platform, bar("preparing") as progress:
        result = run(platform, ClaimsPlan(quota, claims, shares, grabbers, group, stores, seed), progress)
        _finish(session, platform, {"as_of": as_of, **result})
    if not result["ok"]:
        raise typer.Exit(REFUSED)


def http(
    session: Session,
    connections: Annotated[
        str, typer.Option(metavar="N,N", help="Connections that are kept; several numbers are measured in turn.")
    ] = "64",
    seconds: Annotated[float, typer.Option(min=0.5, max=240, help="How long each number is measured.")] = 10,
    warm_up: Annotated[float, typer.Option("--warm-up", min=0.5, max=60, help="Seconds of load before it.")] = 3,
    wallets: Annotated[int, typer.Option(min=8, help="Personal wallets, opened by the handlers first.")] = 1_000,
    payers: Annotated[int, typer.Option(min=1, max=100_000, help="Of these, how many pay, each with its key.")] = 1_000,
    signed: Annotated[bool, typer.Option("--signed", help="Each payer has a device that signs each payment.")] = False,
    idle: Annotated[float, typer.Option(min=0.5, max=600, help="Seconds without load, measured first.")] = 10,
    processes: Annotated[int, typer.Option(min=1, max=64, help="Processes of the server: `jiaozi serve`.")] = 1,
    rounds: Annotated[int, typer.Option(min=1, max=100, help="How often a server is started and measured.")] = 1,
    against: Annotated[
        str, typer.Option(metavar="FOLDER", help="Source folder of another commit, measured in turns with this one.")
    ] = "",
    against_python: Annotated[
        str, typer.Option("--against-python", metavar="FILE", help="Its interpreter, where its packages are others.")
    ] = "",
    folder: WorkFolder = "",
) -> None:
    """Pay over HTTP: a server of its own in another process, loaded by a third; throughput, latency, start, idle cost.

    Each program makes its world first. Afterwards the payments stored are held against those acknowledged, and the
    books are audited: exit code 1 when they are not right.
    """
    from jiaozi.cli.benchmarks.http import HttpPlan, Program, here, run
    from jiaozi.cli.measure import versions
    from jiaozi.db.engines import open_engine

    plan = HttpPlan(
        connections=_numbers(connections),
        seconds=seconds,
        warm_up=warm_up,
        wallets=wallets,
        payers=min(payers, wallets),
        signed=signed,
        idle=idle,
        rounds=rounds,
    )
    other = Path(against).absolute()
    if against and not (other / "jiaozi" / "__main__.py").exists():
        raise typer.BadParameter(f"{against} has no package jiaozi", param_hint="--against")
    if against and session.settings.db_url:
        raise typer.BadParameter("two programs have embedded databases of their own", param_hint="--against")
    with _work(folder) as work:
        url = _empty(session, work).database_url()
        programs = [here(url, work / "this", processes)]
        if against:
            python, place = against_python or sys.executable, work / "against"
            programs.append(Program("against", other, python, f"sqlite:///{place / 'bench.db'}", place))
        for program in programs:
            program.folder.mkdir()
        data = {**run(plan, programs), **versions(open_engine(url))}
    session.show(data, lambda out: _http_tables(out, data))
    if not data["ok"]:
        raise typer.Exit(REFUSED)


def _numbers(text: str) -> tuple[int, ...]:
    given = text.split(",")
    if not all(each.isascii() and each.isdigit() and 0 < int(each) <= CONNECTIONS_MAX for each in given):
        raise typer.BadParameter(f"numbers from 1 to {CONNECTIONS_MAX}, with commas", param_hint="--connections")
    return tuple(map(int, given))


def list_benches(session: Session) -> None:
    """List the benchmarks and the shapes of load they know."""
    from jiaozi.cli.benchmarks import claims as claiming
    from jiaozi.cli.benchmarks import http as serving
    from jiaozi.cli.benchmarks import interest as settling
    from jiaozi.cli.benchmarks import pay as payments
    from jiaozi.cli.benchmarks import post as posting

    data = [
        {"name": "post", "measures": "transfers_per_s", "shapes": list(posting.SHAPES), "about": posting.ABOUT},
        {"name": "pay", "measures": "payments_per_s", "shapes": list(payments.SHAPES), "about": payments.ABOUT},
        {"name": "claims", "measures": "claims_to_payments", "shapes": [], "about": claiming.ABOUT},
        {"name": "interest", "measures": "microseconds_per_wallet", "shapes": [], "about": settling.ABOUT},
        {"name": "http", "measures": "payments_per_s", "shapes": [], "about": serving.ABOUT},
    ]

    def render(out: "Console") -> None:
        for row in data:
            out.print(
                f"{row['name']}: {row['about']}\n    {row['measures']}; shapes: {', '.join(row['shapes']) or 'one'}"
            )

    session.show({"benchmarks": data}, render)


def _check(shape: str, shapes: tuple[str, ...]) -> None:
    if shape not in shapes:
        raise typer.BadParameter(f"{shape!r} is not one of: {', '.join(shapes)}", param_hint="--shape")


@contextmanager
def _world(session: Session, folder: str, as_of: str) -> "Iterator[Platform]":
    """A fresh world: in the database that was named, which must be empty, else in a temporary folder on a disk."""
    from jiaozi.cli.system import morning
    from jiaozi.clock import SimulatedClock
    from jiaozi.platform import Platform

    now_us = morning(as_of)
    with _work(folder) as work:
        clock = SimulatedClock(now_us) if as_of else None
        platform = Platform(_empty(session, work), clock=clock, name="bench", now_us=now_us)
        try:
            yield platform
        finally:
            platform.close()


@contextmanager
def _work(folder: str) -> Iterator[Path]:
    """A temporary folder on a disk."""
    work = Path(tempfile.mkdtemp(prefix="jiaozi-bench-", dir=_on_disk(folder)))
    try:
        yield work
    finally:
        shutil.rmtree(work, ignore_errors=True)


def _empty(session: Session, work: Path) -> "Settings":
    """Settings of an empty database: the one that was named, else one of the temporary folder."""
    from jiaozi.cli.system import world_name

    settings = replace(session.settings, keyring=work / "keyring.json")
    if not settings.db_url:
        return replace(settings, db_url=f"sqlite:///{work / 'bench.db'}")
    if world_name(session):
        raise Refused("world_exists", urls.shown(settings.database_url()))
    return settings


def _on_disk(folder: str) -> Path:
    """A folder that is not on tmpfs: the one named, else the system's, else the data folder."""
    from jiaozi.cli.measure import is_memory_file_system
    from jiaozi.config import data_folder

    if folder:
        if is_memory_file_system(Path(folder)):
            raise typer.BadParameter(f"{folder} is on tmpfs, which is never synced to a disk", param_hint="--dir")
        return Path(folder).absolute()
    place = Path(tempfile.gettempdir())
    if is_memory_file_system(place):
        place = data_folder()
        place.mkdir(parents=True, exist_ok=True)
    return place


def _finish(session: Session, platform: "Platform", result: dict[str, Any]) -> None:
    from jiaozi.cli.measure import peak_memory_bytes, versions

    data = {**result, "peak_memory_bytes": peak_memory_bytes(), **versions(platform.engine)}
    session.show(data, lambda out: _table(out, data))


def _table(out: "Console", data: dict[str, Any]) -> None:
    from jiaozi.cli.tables import grid

    shown = grid("", "", title=data["benchmark"])
    for label, value in _flat(data):
        text = f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else str(value)
        shown.add_row(label, text)
    out.print(shown)


def _flat(data: dict[str, Any], before: str = "") -> Iterator[tuple[str, Any]]:
    """Figures by label, those within others by both."""
    for label, value in data.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{before}{label} ")
        else:
            yield f"{before}{label}", value


def _http_tables(out: "Console", data: dict[str, Any]) -> None:
    from jiaozi.cli.tables import grid

    columns = (
        "program",
        "connections",
        "payments/s",
        "p50 ms",
        "p99 ms",
        "max ms",
        "CPU s/1000",
        "MB",
        "other answers",
    )
    shown = grid(*columns, title="http", right=range(1, 8))
    for program in data["programs"]:
        for each in program["runs"]:
            times, other = each["latency_ms"], {**each["statuses"], **each["errors"]}
            other.pop("201", None)
            figures = (
                each["payments_per_s"],
                *map(times.get, ("p50", "p90", "p99", "max")),
                each["server_cpu_s_per_1000"],
            )
            rest = ", ".join(f"{count} {name}" for name, count in other.items())
            memory = (each["server_rss_bytes"] or 0) // 1_000_000
            shown.add_row(program["program"], str(each["connections"]), *map(str, figures), str(memory), rest)
    out.print(shown)
    for program in data["programs"]:
        starts = ", ".join(f"{each['start_s']} s" for each in program["servers"])
        idle = ", ".join(f"{each['idle_cpu_percent']} %" for each in program["servers"])
        counts = (program["payments_stored"], program["payments_acknowledged"], program["audit_findings"])
        proof = "{:,} payments stored, {:,} acknowledged, {} findings".format(*counts)
        out.print(f"{program['program']}: first answer after {starts}; idle {idle} of a core; {proof}")
    for each in data["ratios"]:
        out.print("this : against  " + ", ".join(f"{name} {value}" for name, value in each.items()))


COMMANDS = (
    group(
        "bench",
        "Measure this machine: bulk posting, payments, claims, a quarter's interest, HTTP.",
        Local("post", post, "jiaozi bench post --accounts 10000 --transfers 2000000 --batch 8189 --json"),
        Local("pay", pay, "jiaozi bench pay --wallets 1000000 --payments 200000 --group 4096 --json"),
        Local("claims", claims, "jiaozi bench claims --quota 350000 --claims 50000 --grabbers 20000 --json"),
        Local("interest", interest, "jiaozi bench interest --wallets 1000000 --json"),
        Local("http", http, "jiaozi bench http --connections 1,16,64,256,1000 --seconds 10 --json"),
        Local("list", list_benches, "jiaozi bench list"),
    ),
)
