"""`jiaozi grant-list`: claims of a program to a list of any length in one act. Send it, see how far it is, download
what became of each line."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jiaozi.cli.chinese import is_spoken
from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import show
from jiaozi.cli.programs import anew, lines_in, why
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.words import LISTED, Word, argument, option
from jiaozi.money import amount_text

if TYPE_CHECKING:
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import GrantLine, HowMuchShown

AGAIN: Final = "Grant it though this program has granted the very same lines before."
COLUMNS: Final = ("number", "wallet", "yuan", "state", "claim", "refused", "why")


def send(
    session: Session,
    client: "Client",
    program: Annotated[str, argument("program")],
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV with a header: wallet,yuan, or in Chinese; no yuan: the terms'.")
    ],
    key: Annotated[str, option("key")],
    again: Annotated[bool, typer.Option("--again", help=AGAIN)] = False,
) -> None:
    """Send a list and submit it: all of it is granted by the server then, or nothing is.

    Interrupted or refused, it goes on when it is called again with the same key; another list under that key is
    refused: cancel the one that is open, and take another key. `jiaozi grant-list show` says how far it is.
    """
    from jiaozi.grantlists.model import PAGE

    lines = lines_in(path)
    found = client.programs.get(program)
    if found.state == "draft":
        raise Refused("program_state_invalid", "it is draft")
    total = sum(each.value_minor or _most(found.terms.how_much) for each in lines)
    number = anew(partial(_open, client, program, lines, total), f"{key}-open")
    row = client.grant_lists.get(number)
    if row.state == "open":
        _check_room(client, program, total)
        for page, first in enumerate(range(0, len(lines), PAGE), 1):
            part = lines[first : first + PAGE]
            anew(partial(_send, client, number, page, part), f"{key}-{page}")
        row = client.grant_lists.submit(number, again=again)  # once by its state, so under a key of its own
    show(session, row)


def _check_room(client: "Client", program: str, total: int) -> None:
    """Tells what the submission would, before hundreds of pages are sent. Raises `Refused`: `program_exhausted`."""
    free = client.programs.figures.get(program).free.minor
    if free < total:
        raise Refused("program_exhausted", f"{amount_text(free)} is free")


def _send(client: "Client", number: str, page: int, lines: "list[GrantLine]", key: str) -> None:
    client.grant_lists.pages.create(number, page=page, lines=lines, key=key)


def _open(client: "Client", program: str, lines: "list[GrantLine]", total: int, key: str) -> str:
    """The id of the list of these lines, opened."""
    from jiaozi.grantlists.lines import line_text, sha256_of

    made: str = client.programs.grant_lists.create(
        program,
        line_count=len(lines),
        sum_minor=total,
        sha256=sha256_of(line_text(each.wallet, each.value_minor or 0) for each in lines),
        key=key,
    ).grant_list
    return made


def _most(much: "HowMuchShown") -> int:
    """What a claim is worth of which no line says it, in fen."""
    return much.cap.minor if much.percent_ppm else much.face.minor


def download(
    session: Session,
    client: "Client",
    grant_list: Annotated[str, argument("grant_list")],
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Where it is written; it must not be there yet.")],
) -> None:
    """Download what became of each line, as CSV: its claim, or why it was refused."""
    from jiaozi.sheets import csv_bytes, yuan

    row = client.grant_lists.get(grant_list)
    lines = (
        (
            each.number,
            each.wallet,
            yuan(each.value.minor),
            each.state,
            each.claim or "",
            each.refused,
            why(each.refused) if each.refused else "",
        )
        for each in client.grant_lists.lines.list(grant_list)
    )
    try:
        with path.open("xb") as file:
            file.write(csv_bytes((COLUMNS, *lines), bom=is_spoken()))
    except FileExistsError as error:
        raise Refused("file_exists", str(path)) from error
    except OSError as error:
        raise Refused("file_unusable", f"{path}: {error.strerror}") from error
    show(session, row)


COMMANDS = (
    group(
        "grant-list",
        "Claims to a list of any length in one act, and what became of each line.",
        Asking("send", send, "jiaozi grant-list send prg_0A1B2C3D4E5F6 list.csv --idempotency-key spring-2026"),
        Served(
            "list",
            "programs.grant_lists.list",
            "program",
            words=LISTED,
            prints="id state line_count granted_lines granted_sum refused_lines refused_sum",
        ),
        Served("show", "grant_lists.get", "grant_list"),
        Served("lines", "grant_lists.lines.list", "grant_list", prints="number wallet value state claim refused"),
        Asking("download", download, "jiaozi grant-list download gls_0A1B2C3D4E5F6 outcomes.csv"),
        Served("submit", "grant_lists.submit", "grant_list", words={"again": Word(AGAIN, "")}),
        Served("cancel", "grant_lists.cancel", "grant_list"),
    ),
)
