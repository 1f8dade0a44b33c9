"""`jiaozi pilot`: recreating a pilot from its profile, and looking at profiles."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.chinese import either, heading, sentence
from jiaozi.cli.commands import Local, group
from jiaozi.cli.session import Session
from jiaozi.cli.values import yuan

if TYPE_CHECKING:
    from rich.console import Console

SEED: int = 1
_SCALE: str = "Share of the real pilot, 1/10000 to 10: 0.01, 1/1000. At 1 it is millions of events: minutes to an hour."
Name = Annotated[str, typer.Argument(metavar="NAME", help="A profile; see `jiaozi pilot list`.")]
Scale = Annotated[str, typer.Option("--scale", metavar="N", help=_SCALE)]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same world.")]
GroupSize = Annotated[
    int, typer.Option("--group", min=0, max=65_536, help="Commands per transaction; 0: the engine's own.")
]
_PLANNING = "{}, scale {}, seed {}\nDatabase: {}\nPlanning ..."
Folder = Annotated[str, typer.Option("--report", metavar="DIR", help="Write report.html and result.json there.")]


def run(
    session: Session,
    name: Name,
    scale: Scale = "0.01",
    seed: Seed = SEED,
    group: GroupSize = 0,
    report: Folder = "",
) -> None:
    """Recreate a pilot event by event, then audit it.

    Everything goes through the platform's own commands on a simulated clock. The same profile, scale and seed give the
    same digest on either engine. Interrupted, call it again with the same options: it goes on and doubles nothing.

    Without --db it works on a file of the data folder named after the profile, the scale and the seed.
    """
    folder_of(report)
    result = run_pilot(session, name, scale, seed, group)
    report_into(session, report, result)
    session.show(result, lambda out: table(out, result))
    if not result["audit"]["ok"]:
        raise typer.Exit(1)


def run_pilot(session: Session, name: str, scale: str, seed: int, group: int) -> dict[str, Any]:
    """Runs a pilot with a progress bar; the result as plain data, with the database it stands in."""
    from jiaozi.cli.progress import bar
    from jiaozi.config import data_folder
    from jiaozi.pilot.plan import build_plan
    from jiaozi.pilot.profile import load_profile
    from jiaozi.pilot.runner import PilotRun, open_world

    profile = load_profile(name)
    targets = profile.scaled(scale)
    if not session.settings.db_url:
        share = str(targets.scale).replace("/", "-of-")
        session = session.with_db(f"sqlite:///{data_folder() / f'pilot-{name}-{share}-seed{seed}.db'}")
    url = session.db
    session.say(_PLANNING, either(profile.en, profile.zh), targets.scale, seed, url)
    plan = build_plan(profile, targets, seed)
    platform = open_world(session.settings, plan)
    world = platform.world.name
    try:
        with bar("events") as progress:
            result = PilotRun(platform, plan, group).run(progress)
    except KeyboardInterrupt:
        sys.stderr.write(sentence("\nInterrupted; call it again to go on.\n"))
        raise
    finally:
        platform.close()
    return {**result, "world": world, "peak_memory_bytes": _peak_memory(), "db": url}


def replay(
    session: Session,
    name: Name,
    first_day: Annotated[str, typer.Option("--from", metavar="DAY", help="Under the rules from this day on.")],
    scale: Scale = "0.01",
    seed: Seed = SEED,
    group: GroupSize = 0,
    report: Folder = "",
) -> None:
    """Replay a pilot under the rules of another time: who would be refused, and what interest would cost.

    The same people do the same things on the same weekdays, some whole weeks later. What the rules then decide
    differently is counted. Without --db it works on a file of the data folder. Interrupted, call it again: it goes on.
    """
    from jiaozi.cli.progress import bar
    from jiaozi.cli.values import read_date
    from jiaozi.config import data_folder
    from jiaozi.pilot.plan import build_plan
    from jiaozi.pilot.profile import load_profile
    from jiaozi.pilot.replay import Replay, open_replay, shifted

    folder_of(report)
    profile = shifted(load_profile(name), read_date(first_day, "--from"))
    targets = profile.scaled(scale)
    if not session.settings.db_url:
        share = str(targets.scale).replace("/", "-of-")
        file = f"replay-{name}-{share}-seed{seed}-{profile.first_day}.db"
        session = session.with_db(f"sqlite:///{data_folder() / file}")
    plan = build_plan(profile, targets, seed)
    platform = open_replay(session.settings, plan)
    try:
        with bar("events") as progress:
            result = Replay(platform, plan, group).replay(progress)
    finally:
        platform.close()
    data = {**result, "db": session.db}
    report_into(session, report, data)
    session.show(data, lambda out: _replayed(out, data))
    if not data["audit"]["ok"]:
        raise typer.Exit(1)


def _replayed(out: "Console", data: dict[str, Any]) -> None:
    """What was decided differently, and the interest by class."""
    from jiaozi.cli.tables import grid

    table(out, data)
    out.print(sentence("Under the rules of {} to {}", data["first_day"], data["last_day"]))
    if data["first_day"] > data["rules_until"]:
        newest = data["rules_until"]
        out.print(sentence("The newest rule begins on {}: the days since then are taken to have it.", newest))
    rows = [
        (row["event"], row["planned"], row["found"], f"{row['count']:,}", f"{row['payers']:,}", row["rule"])
        for row in data["differs"]
    ]
    headers = ("event", "planned", "came out", "count", "payers", "rule")
    out.print(grid(*headers, right=[3, 4], rows=rows))
    classes = [
        (name, f"{row['wallets']:,}", f"{row['fen_days']:,}", yuan(row["interest_minor"]))
        for name, row in data["interest"]["by_class"].items()
    ]
    heads = ("class", "wallets", "fen-days", "interest, yuan")
    out.print(grid(*heads, right=[1, 2, 3], rows=classes))


def folder_of(report: str) -> None:
    """Makes the folder of a report where one is wanted, before what it tells is worked out. Raises `OSError`."""
    if report:
        Path(report).mkdir(parents=True, exist_ok=True)


def report_into(session: Session, folder: str, result: dict[str, Any]) -> None:
    """Writes the report where a folder is given, and says where."""
    if folder:
        session.say("Report: {}", write_report(Path(folder), result))


def write_report(folder: Path, result: dict[str, Any]) -> Path:
    """Writes `report.html` and `result.json` into a folder; the path of the page."""
    import json

    from jiaozi.pilot.report import render

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "result.json").write_text(json.dumps(result, ensure_ascii=False, indent=2), encoding="utf-8")
    page = folder / "report.html"
    page.write_text(render(result), encoding="utf-8")
    return page.absolute()


def table(out: "Console", result: dict[str, Any]) -> None:
    """The result for people."""
    from jiaozi.cli.tables import grid

    speed, earlier = result["transactions_per_s"], result["transactions"] - result["posted"]
    rows = [
        ("personal wallets", f"{result['personal_wallets']:,}"),
        ("corporate wallets", f"{result['corporate_wallets']:,}"),
        ("merchants", f"{result['merchants']:,}"),
        ("stores", f"{result['stores']:,}"),
        ("transactions", f"{result['transactions']:,}"),
        ("amount, yuan", yuan(result["amount_minor"])),
        ("refused, on top", f"{sum(result['refused'].values()):,}"),
        ("audit", _audit_line(result["audit"])),
        ("seconds", f"{result['seconds']:,}"),
        *([("payments of an earlier call", f"{earlier:,}")] if earlier else []),
        *([] if speed is None else [("transactions a second", f"{speed:,}")]),
    ]
    title = f"{result['pilot']} · {result['scale']} · seed {result['seed']}"
    out.print(grid("", "", right=[1], title=title, rows=[(heading(name), said) for name, said in rows]))
    refused = [(code, f"{count:,}") for code, count in result["refused"].items()]
    out.print(grid("refused", "count", right=[1], rows=refused))
    out.print(sentence("digest {}", result["digest"]))


def _audit_line(audit: dict[str, Any]) -> str:
    failed = [check["name"] for check in audit["checks"] if not check["ok"]]
    return sentence("failed: {}", ", ".join(failed)) if failed else sentence("{} invariants hold", len(audit["checks"]))


def _peak_memory() -> int:
    from jiaozi.cli.measure import peak_memory_bytes

    return peak_memory_bytes()


def list_profiles(session: Session) -> None:
    """List the profiles that can be run."""
    from jiaozi.cli.tables import grid
    from jiaozi.pilot.profile import load_profile, profile_names

    profiles = [load_profile(name) for name in profile_names()]
    data = [{"name": each.id, "en": each.en, "zh": each.zh, "as_of": str(each.figures.as_of)} for each in profiles]

    def render(out: "Console") -> None:
        rows = [(each.id, either(each.en, each.zh), each.figures.as_of) for each in profiles]
        out.print(grid("name", "pilot", "as of", rows=rows))

    session.show({"pilots": data}, render)


def show(session: Session, name: Name, scale: Scale = "1.0") -> None:
    """Show what a profile comes to at a scale: its figures, fields and source."""
    from dataclasses import asdict

    from jiaozi.cli.tables import grid
    from jiaozi.pilot.profile import load_profile

    profile = load_profile(name)
    targets = profile.scaled(scale)
    fields = {
        each.id: {"en": each.en, "zh": each.zh, **asdict(target)}
        for each, target in zip(profile.fields, targets.fields, strict=True)
    }
    data = {
        "name": profile.id,
        "en": profile.en,
        "zh": profile.zh,
        "as_of": str(profile.figures.as_of),
        "source": profile.figures.source,
        "scale": str(targets.scale),
        "personal_wallets": targets.personal,
        "corporate_wallets": targets.corporate,
        "merchants": targets.merchants,
        "transactions": targets.transactions,
        "amount_minor": targets.amount_minor,
        "fields": fields,
        "districts": len(profile.districts),
        "operators": [code for code, _ in profile.operators],
    }

    def render(out: "Console") -> None:
        plain = [(label, value) for label, value in data.items() if isinstance(value, str | int)]
        rows = [(heading(label), f"{value:,}" if isinstance(value, int) else value) for label, value in plain]
        out.print(grid("", "", title=either(profile.en, profile.zh), rows=rows))

    session.show(data, render)


COMMANDS = (
    group(
        "pilot",
        "Recreate a pilot; look at the profiles.",
        Local("run", run, "jiaozi pilot run chongqing --scale 0.01 --report out"),
        Local("replay", replay, "jiaozi pilot replay chongqing --from 2026-04-01 --scale 0.01 --report out"),
        Local("list", list_profiles, "jiaozi pilot list --json"),
        Local("show", show, "jiaozi pilot show chongqing --scale 0.01"),
    ),
)
