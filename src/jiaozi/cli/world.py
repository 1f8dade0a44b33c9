"""`jiaozi world`: the pilot areas on any day, with institutions, merchants and people to step into."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.commands import Local
from jiaozi.cli.pilot import Folder, folder_of, report_into
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.values import read_date

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi.pilot.areas import Party


def world(
    session: Session,
    as_of: Annotated[str, typer.Option("--as-of", metavar="DATE", help="The day that the world begins on.")],
    report: Folder = "",
) -> None:
    """Make the world of the pilot areas on a day: its operators, the merchants named in the sources, people with money.

    Everybody gets an API key, printed once. Who the rules of the day do not admit is left out, with the rule. Without
    --db it is a file of the data folder. Called again it completes what was interrupted and shows it again; then serve
    it: `jiaozi serve --db ...`. A report tells what the world has come to since, and names no key.
    """
    from jiaozi.cli.system import morning, world_name
    from jiaozi.config import data_folder
    from jiaozi.pilot.areas import Builder, world_data
    from jiaozi.pilot.census import census
    from jiaozi.pilot.runner import audited_world
    from jiaozi.platform import Platform

    folder_of(report)
    day = read_date(as_of, "--as-of")
    name = f"{world_data()['world']['id']} {day}"
    if not session.settings.db_url:
        session = session.with_db(f"sqlite:///{data_folder() / f'world-{day}.db'}")
    url = session.db
    if world_name(session) not in ("", name):
        raise Refused("world_exists", url)
    platform = Platform(session.settings, name=name, now_us=morning(as_of))
    try:
        builder = Builder(platform, day)
        parties = builder.build()
        with platform.snapshot() as connection:
            figures = {**census(connection), "audit": audited_world(connection)} if report else {}
    finally:
        platform.close()
    data: dict[str, Any] = {
        "world": name,
        "db": url,
        "parties": [_plain(party) for party in parties],
        "left_out": [left._asdict() for left in builder.left_out],
    }
    told = {**data, "parties": [{**each, "api_key": None} for each in data["parties"]]}
    report_into(session, report, {**told, **figures, "as_of": str(day), "engine": platform.engine.name})
    session.show(data, lambda out: _show(out, data))


def _plain(party: "Party") -> dict[str, Any]:
    from jiaozi.ids import encode_id

    def text(prefix: str, number: int) -> str | None:
        return encode_id(prefix, number) if number else None

    return {
        "name": party.id,
        "kind": party.kind,
        "en": party.en,
        "zh": party.zh,
        "area": party.area,
        "institution": text("ins", party.institution),
        "wallet": text("wal", party.wallet),
        "store": text("sto", party.store),
        "bank_account": text("bac", party.bank_account),
        "principal": text("prn", party.principal),
        "api_key": party.token,
    }


def _show(out: "Console", data: dict[str, Any]) -> None:
    from jiaozi.cli.tables import grid

    rows = [
        (
            each["name"],
            each["en"],
            each["zh"],
            each["area"],
            each["store"] or each["wallet"] or each["institution"],
            each["principal"],
        )
        for each in data["parties"]
    ]
    out.print(
        grid(
            "name",
            "in English",
            "in Chinese",
            "area",
            "store, wallet or institution",
            "principal",
            rows=rows,
            title=data["world"],
        )
    )
    if data["left_out"]:
        missing = [(each["who"], each["code"], each["rule"]) for each in data["left_out"]]
        out.print(grid("left out", "why", "rule", rows=missing))
    for each in data["parties"]:
        if each["api_key"]:
            out.print(f"{each['name']:<20} {each['api_key']}", soft_wrap=True)
    out.print(f"jiaozi serve --db {data['db']}", soft_wrap=True)


COMMANDS = (Local("world", world, "jiaozi world --as-of 2023-03-02 --report out"),)
