"""`jiaozi program rehearse`: a program's terms tried on a synthetic city, before two people open it. Nothing is written
but to a world that is thrown away."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jiaozi.cli.served import ApiKey, Url, served
from jiaozi.cli.session import Session, accepted
from jiaozi.cli.values import read_date, yuan_of

if TYPE_CHECKING:
    from jiaozi.programs.terms import Span
    from jiaozi.rehearsal.draft import Draft
    from jiaozi.rehearsal.habits import Habits
    from jiaozi.rehearsal.run import Size

SEED: Final = 1
DAYS: Final = 7
Program = Annotated[str, typer.Argument(metavar="[PROGRAM]", help="The program: prg_...; or none with --terms.")]
TermsFile = Annotated[Path | None, typer.Option("--terms", metavar="FILE", help="Terms as JSON, without a program.")]
Kind = Annotated[str, typer.Option("--kind", help="Of --terms: envelope or voucher.")]
FirstDay = Annotated[str, typer.Option("--from", metavar="DAY", help="Of --terms: the first day; else today.")]
Days = Annotated[int, typer.Option("--days", min=1, max=366, help="Of --terms: for how many days.")]
Quota = Annotated[int, typer.Option("--quota", min=0, help="Of --terms: how many claims at most; 0 for any number.")]
Budget = Annotated[str, typer.Option("--budget", metavar="YUAN", help="What is in the pot; else what was paid in.")]
Draw = Annotated[int, typer.Option("--draw", min=0, help="Claims are drawn: so many winners of all who register.")]
People = Annotated[int, typer.Option("--people", min=0, max=100_000, help="How many live there; else by the days.")]
Seed = Annotated[int, typer.Option("--seed", min=0, help="The same seed gives the same report.")]
CityFile = Annotated[Path | None, typer.Option("--city", metavar="FILE", help="What is assumed: a changed city.toml.")]


def rehearse(
    session: Session,
    program: Program = "",
    terms: TermsFile = None,
    kind: Kind = "envelope",
    first_day: FirstDay = "",
    days: Days = DAYS,
    quota: Quota = 0,
    budget: Budget = "",
    draw: Draw = 0,
    people: People = 0,
    seed: Seed = SEED,
    city: CityFile = None,
    *,
    url: Url,
    api_key: ApiKey = "",
) -> None:
    """Rehearse a program on a synthetic city before it is opened.

    People with wallets claim, buy and give back for the program's days, on a platform of its own that is thrown away:
    what is claimed and spent, by day, trade, district and class; what a yuan of spending costs; which rules stand in
    the way; and what those get who want more than is meant for them, with the term that would stop each. The draft is
    read by the API; with --terms no server is needed. Exit code 1 when the books of that world are not sound.
    """
    from jiaozi.cli.rehearsal_draft import of_file, of_program
    from jiaozi.rehearsal.draft import days_of, people_for
    from jiaozi.rehearsal.run import Size

    if bool(program) == (terms is not None):
        raise typer.BadParameter("a program, or --terms FILE", param_hint="PROGRAM")
    habits, pot = _habits(city), yuan_of(budget, "--budget") if budget else 0
    if terms is not None and not api_key.strip():
        draft = of_file(None, terms, kind, _span(first_day, days, quota), pot, draw)
    else:
        with served(url, api_key) as client:
            if terms is None:
                draft = of_program(client, program, pot, draw)
            else:
                draft = of_file(client, terms, kind, _span(first_day, days, quota), pot, draw)
    size = Size(people or people_for(days_of(draft.span)), seed)
    _rehearsed(session, program, draft, habits, size)


def _rehearsed(session: Session, program: str, draft: "Draft", habits: "Habits", size: "Size") -> None:
    """Plays and tells. Raises `Refused` for terms that the platform refuses, `typer.Exit` where its books are wrong."""
    from jiaozi.cli.progress import bar
    from jiaozi.cli.rehearsed import tell
    from jiaozi.clock import monotonic_s
    from jiaozi.config import Settings
    from jiaozi.rehearsal.run import rehearse as rehearsed
    from jiaozi.rehearsal.stage import Unfit

    begun = monotonic_s()
    with TemporaryDirectory(prefix="jiaozi-rehearsal-") as folder, bar("days") as progress:
        settings = Settings(db_url=f"sqlite:///{folder}/world.db", keyring=Path(folder).joinpath("keyring.json"))
        try:
            found: dict[str, Any] = rehearsed(settings, draft, habits, size, progress)
        except Unfit as error:
            accepted(error.refusal)
            raise
    found = {"program": program or None, **found}
    seconds = round(monotonic_s() - begun)
    session.show(found, lambda out: tell(out, found, seconds))
    if not found["audit"]["ok"]:
        raise typer.Exit(1)


def _habits(path: Path | None) -> "Habits":
    """What is assumed. Raises `typer.BadParameter`."""
    from jiaozi.rehearsal.habits import CityInvalid, read, shipped

    try:
        return shipped() if path is None else read(path)
    except (CityInvalid, OSError) as error:
        raise typer.BadParameter(f"{str(path)!r} cannot be read: {error}", param_hint="--city") from error


def _span(first_day: str, days: int, quota: int) -> "Span":
    """The times of a program that begins on a day; claims are given as long as it lasts."""
    from jiaozi.clock import DAY_US, SystemClock, china_date, china_midnight
    from jiaozi.programs.terms import Span

    day = read_date(first_day, "--from") if first_day else china_date(SystemClock().now())
    begin = china_midnight(day)
    return Span(begin, begin + days * DAY_US, begin + days * DAY_US, quota)
