"""Commands about a world as a whole: making it, its state, its audit."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.chinese import either, heading, sentence
from jiaozi.cli.commands import Local
from jiaozi.cli.printing import show
from jiaozi.cli.session import Refused, Session, act
from jiaozi.cli.values import read_date
from jiaozi.texts import is_plain

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi.db.engine import Connection, Engine
    from jiaozi.ledger.audit import Invariant

FIRST_YEAR, LAST_YEAR = 2020, 2087
COUNTED = ("institutions", "holders", "wallets", "merchants", "stores", "payments", "refunds", "accounts", "transfers")


def init(
    session: Session,
    name: Annotated[str, typer.Option("--name", help="What the world is called, up to 64 characters.")] = "live",
    as_of: Annotated[str, typer.Option("--as-of", metavar="DATE", help="Start at 09:00 of this day in China.")] = "",
) -> None:
    """Make a world in an empty database: its tables, its clock and its central bank.

    With --as-of the world has a simulated clock: it starts on that day, and that day's rules apply.
    """
    from jiaozi.platform import Platform
    from jiaozi.scheme.institutions import OpenCentralBank

    if not is_plain(name, 64):
        raise typer.BadParameter("1 to 64 printable characters, without blanks at the ends", param_hint="--name")
    now_us = morning(as_of)
    if world_name(session):
        raise Refused("world_exists", session.db)
    platform = Platform(session.settings, name=name, now_us=now_us)
    try:
        order = OpenCentralBank("pboc", "People's Bank of China", "中国人民银行")
        act(platform, order, "setup.central_bank")
    finally:
        platform.close()
    status(session)


def morning(as_of: str) -> int:
    """09:00 of a day in China, in microseconds; 0 when no day is given. Ids begin in 2020 and have 69 years."""
    from jiaozi.clock import SECOND_US, china_midnight

    if not as_of:
        return 0
    day = read_date(as_of, "--as-of")
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise typer.BadParameter(f"from {FIRST_YEAR}-01-01 to {LAST_YEAR}-12-31", param_hint="--as-of")
    return china_midnight(day) + 9 * 3600 * SECOND_US


def world_name(session: Session) -> str:
    """The name of the world in the database; empty when there is none."""
    from jiaozi.db import world

    try:
        with session.engine(upgrading=True) as engine, engine.snapshot() as connection:
            found = world.read(connection)
    except Refused:
        return ""
    return found.name if found else ""


def status(session: Session) -> None:
    """Show what world a database holds, its time, and how much is in it."""
    with session.engine() as engine:
        show(session, _status(session, engine))


def _status(session: Session, engine: "Engine") -> dict[str, Any]:
    from jiaozi.cli.measure import engine_version
    from jiaozi.clock import format_time
    from jiaozi.db import dump, migrate, sequencer, world

    with engine.snapshot() as connection:
        found = world.read(connection)
        if found is None:
            raise Refused("world_not_found")
        return {
            "world": found.name,
            "database": session.db,
            "engine": f"{engine.name} {engine_version(engine)}",
            "schema": migrate.applied(connection),
            "now": format_time(world.clock_of(found, world.ahead_us(connection)).now()),
            "simulated": found.simulated,
            "created_at": format_time(found.created_at),
            "groups_numbered": connection.fetch(sequencer.chain_head.name, ("seq",), ("id",), [(1,)])[0][0],
            "counts": {name: dump.count(connection, name) for name in COUNTED},
        }


def _of_keyring(session: Session, connection: "Connection") -> "tuple[Invariant, ...]":
    """The invariants that need a world's keyring; none where it is not here."""
    from jiaozi.db import world
    from jiaozi.invariants import holder_invariants
    from jiaozi.keyring import Keyring, KeyringError

    there = world.read(connection)
    try:
        keyring = Keyring.load(session.settings.keyring)
    except KeyringError:
        return ()
    return holder_invariants(keyring) if there is not None and keyring.mark == there.keyring_check else ()


def upgrade(session: Session) -> None:
    """Bring a world of an earlier version to this one. Back it up first, with the program of before; stop its servers.

    Stopped half-way, it is run again. A world of this version is left as it is. With the world's keyring it also names
    holders that are one person, as an audit does.
    """
    from jiaozi import schema
    from jiaozi.clock import SystemClock
    from jiaozi.db import migrate

    with session.engine(upgrading=True) as engine:
        with engine.snapshot() as connection:
            before = migrate.applied(connection)
        schema.upgrade(engine, SystemClock().now())
        with engine.snapshot() as connection:
            after = migrate.applied(connection)
            holders = [found for each in _of_keyring(session, connection) for found in each.check(connection)]
    data = {"database": session.db, "before": before, "schema": after, "holders": [list(found) for found in holders]}

    def render(out: "Console") -> None:
        out.print(sentence("{}: schema {} → {}", data["database"], before, after))
        for subject, detail in holders:
            out.print(f"{subject}: {detail}")

    session.show(data, render)


def audit(session: Session) -> None:
    """Check every invariant of the ledger and of the features on one snapshot, while the system goes on.

    Exit code 1 when something contradicts an invariant. Holders' details are looked at where the world's keyring is.
    The head of the chain that is printed stands for every group of
    payments up to it: keep it elsewhere, and compare it after a restore.
    """
    from jiaozi.db import sequencer
    from jiaozi.invariants import FEATURE_INVARIANTS
    from jiaozi.ledger.audit import audit as check

    with session.snapshot() as connection:
        head = sequencer.head(connection)
        report = check(connection, (*FEATURE_INVARIANTS, *_of_keyring(session, connection)))
    data = {
        "ok": report.ok,
        "head": str(head),
        "findings": [finding._asdict() for finding in report.findings],
        "counts": dict(report.counts),
        "invariants": list(report.invariants),
        "seconds": report.seconds,
    }

    def render(out: "Console") -> None:
        found = {finding.invariant for finding in report.findings}
        for name in report.invariants:
            out.print(f"{'✗' if name in found else '✓'} {name}")
        for finding in report.findings:
            out.print(f"{finding.invariant}: {finding.subject}: {finding.detail}")
        counts = [(f"{count:,}", heading(name)) for name, count in report.counts.items()]
        said = either(", ".join(f"{count} {name}" for count, name in counts), "，".join(f"{n} {c}" for c, n in counts))
        out.print(sentence("{}; {} s", said, report.seconds))
        out.print(sentence("head {}", head), soft_wrap=True)

    session.show(data, render)
    if not report.ok:
        raise typer.Exit(1)


COMMANDS = (
    Local("init", init, "jiaozi init --name sandbox --as-of 2022-05-15"),
    Local("status", status, "jiaozi status --json"),
    Local("upgrade", upgrade, "jiaozi upgrade --db sqlite:///var/jiaozi.db"),
    Local("audit", audit, "jiaozi audit --db sqlite:///var/jiaozi.db"),
)
