"""`jiaozi scenario`: stories of what a pilot is about, listed, shown and played."""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.chinese import either, sentence
from jiaozi.cli.commands import Local, group
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.values import yuan

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi.scenarios.play import Theatre, Told
    from jiaozi.scenarios.story import Story, Words

Name = Annotated[
    str, typer.Argument(metavar="NAME", help="A scenario, see `jiaozi scenario list`; or a folder with one.")
]


def list_(session: Session) -> None:
    """List the scenarios that come with the platform."""
    from jiaozi.scenarios.story import packs, read

    stories = [read(folder) for folder in packs().values()]
    data = [{"name": each.id, "kind": each.kind, "en": each.title.en, "zh": each.title.zh, "parties": len(each.parties),
             "steps": len(each.steps)} for each in stories]  # fmt: skip

    def render(out: "Console") -> None:
        from jiaozi.cli.tables import grid

        rows = [(each.id, _said(each.title), len(each.parties), len(each.steps)) for each in stories]
        out.print(grid("name", "title", "parties", "steps", rows=rows, right=(2, 3)))

    session.show(data, render)


def show(session: Session, name: Name) -> None:
    """Show who is in a scenario, what they do, and where its file stands: to read, or to copy and change."""
    import msgspec

    from jiaozi.scenarios.story import packs

    story = _found(name)
    place = str(packs().get(name) or Path(name).resolve())

    def render(out: "Console") -> None:
        _begin(out, story, {each.id: each.money for each in story.parties})
        for number, step in enumerate(story.steps, 1):
            out.print(f"{number:>2}. {_said(step.says)}", markup=False)
        out.print("\n" + place, markup=False, soft_wrap=True)

    session.show({**msgspec.to_builtins(story), "folder": place}, render)


def run(session: Session, name: Name) -> None:
    """Play a scenario in a world of its own and tell it with everybody's balances, then audit the books.

    Each step is asked of the API with the key of whoever takes it. Time is simulated. Without --db the world is thrown
    away afterwards; with it, it is kept in that empty database, to be looked at and served.
    """
    story = _found(name)
    with TemporaryDirectory(prefix="jiaozi-scenario-") as folder:
        if not session.settings.db_url:
            session = session.with_db(f"sqlite:///{folder}/world.db")
        data = _play(session, story, Path(folder))
    if not data["audit"]["ok"]:
        raise typer.Exit(1)


def _play(session: Session, story: "Story", folder: Path) -> dict[str, Any]:
    from dataclasses import replace

    from jiaozi.cli.system import world_name
    from jiaozi.scenarios.play import StoryDiffers, Theatre

    kept = not session.db.startswith(f"sqlite:///{folder}")
    settings = session.settings if kept else replace(session.settings, keyring=folder.joinpath("keyring.json"))
    if world_name(session):
        raise Refused("world_exists", session.db)
    try:
        theatre = Theatre(story, settings)
        try:
            return _told(session, theatre, kept=kept)
        finally:
            theatre.close()
    except StoryDiffers as error:
        raise Refused("story_differs", str(error)) from error


def _told(session: Session, theatre: "Theatre", *, kept: bool) -> dict[str, Any]:
    """Plays and tells, step by step unless JSON was asked for."""
    story, begun = theatre.story, dict(theatre.balances)
    if not session.as_json:
        _begin(session.out, story, {who: yuan(begun[who]) for who in begun})
    steps = []
    for told in theatre.play():
        if not session.as_json:
            _tell(session.out, told, story)
        refused = told.refused and {"en": told.refused.en, "zh": told.refused.zh}
        moved = {who: {"before": before, "after": after} for who, (before, after) in told.moved.items()}
        steps.append({"at": told.at, "en": told.says.en, "zh": told.says.zh, "refused": refused, "moved": moved})
    audit = theatre.audit()
    data = {"scenario": story.id, "steps": steps, "before": begun, "after": theatre.balances, "audit": audit}
    if kept:
        data["db"] = session.db
    session.show(data, lambda out: _end(out, story, begun, data))
    return data


def _begin(out: "Console", story: "Story", holds: Mapping[str, str]) -> None:
    out.print(_said(story.title), style="bold", markup=False)
    out.print(_said(story.about) + "\n", markup=False)
    for party in story.parties:
        out.print(f"  {either(party.en, party.zh)} ({party.operator}): {holds[party.id]}", markup=False)
    out.print()


def _tell(out: "Console", told: "Told", story: "Story") -> None:
    names = {each.id: either(each.en, each.zh) for each in story.parties}
    out.print(f"{told.at[:10]} {told.at[11:16]}  {_said(told.says)}", markup=False)
    if told.refused is not None:
        out.print(sentence("                  refused: {}", _said(told.refused)), markup=False, style="yellow")
    for who, (before, after) in told.moved.items():
        out.print(f"                  {names[who]}: {yuan(before)} → {yuan(after)}", markup=False, style="dim")


def _end(out: "Console", story: "Story", begun: Mapping[str, int], data: Mapping[str, Any]) -> None:
    from jiaozi.cli.tables import grid

    after = data["after"]
    rows = [(either(each.en, each.zh), yuan(begun[each.id]), yuan(after[each.id])) for each in story.parties]
    out.print(grid("name", "before", "after", rows=rows, right=(1, 2)))
    checks = data["audit"]["checks"]
    wrong = [each["name"] for each in checks if not each["ok"]]
    out.print(sentence("{} of {} invariants hold", len(checks) - len(wrong), len(checks)), markup=False)
    if story.later is not None:
        out.print(_said(story.later), markup=False)
    if "db" in data:
        out.print(f"jiaozi serve --db {data['db']}", markup=False, soft_wrap=True)


def _found(name: str) -> "Story":
    from jiaozi.scenarios.story import StoryInvalid, find

    try:
        return find(name)
    except KeyError:
        raise Refused("scenario_not_found", name) from None
    except StoryInvalid as error:
        raise Refused("story_invalid", str(error)) from error


def _said(words: "Words") -> str:
    return either(words.en, words.zh)


COMMANDS = (
    group(
        "scenario",
        "Stories of what a pilot is about, played with named parties through the API.",
        Local("list", list_, "jiaozi scenario list"),
        Local("show", show, "jiaozi scenario show party-dues"),
        Local("run", run, "jiaozi scenario run party-dues"),
    ),
)
