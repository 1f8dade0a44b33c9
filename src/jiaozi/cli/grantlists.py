"""`jiaozi grant-list`: claims of a program to a list of any length in one act. Send it, see how far it is, download
what became of each line."""

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jiaozi.cli.chinese import is_spoken
from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.lists import FILE, FileLine, lines_by, lines_in, sent, why, worth, write_new
from jiaozi.cli.printing import show
from jiaozi.cli.programs import anew
from jiaozi.cli.session import REFUSED, Refused, Session
from jiaozi.cli.words import LISTED, Word, argument, option
from jiaozi.clock import Seconds
from jiaozi.money import amount_text

if TYPE_CHECKING:
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import GrantLine, GrantList

AGAIN: Final = "Grant it though this program has granted the very same lines before."
POLL_S: Final[Seconds] = 1


def send(
    session: Session,
    client: "Client",
    program: Annotated[str, argument("program")],
    path: Annotated[Path, typer.Argument(metavar="FILE", help=FILE)],
    key: Annotated[str, option("key")],
    again: Annotated[bool, typer.Option("--again", help=AGAIN)] = False,
    wait: Annotated[bool, typer.Option("--wait", help="Until each line is decided.")] = False,
) -> None:
    """Send a list and submit it: all of it is granted by the server then, or nothing is.

    Interrupted or refused, it goes on when it is called again with the same key; another list under that key is
    refused: cancel the one that is open, and take another key. `jiaozi grant-list show` says how far it is. Exit code 1
    says that some were refused.
    """
    from jiaozi.grantlists.model import PAGE

    found = client.programs.get(program)
    lines = lines_by(found, lines_in(path))
    if found.state == "draft":
        raise Refused("program_state_invalid", "it is draft")
    total = sum(each.value_minor or worth(found.terms.how_much) for each in lines)
    number = _opened(client, program, lines, total, key)
    row = client.grant_lists.get(number)
    if row.state == "open":
        _check_room(client, program, total)
        for page, first in enumerate(range(0, len(lines), PAGE), 1):
            part = sent(lines[first : first + PAGE])
            anew(partial(_send, client, number, page, part), f"{key}-{page}")
        row = client.grant_lists.submit(number, again=again)  # once by its state, so under a key of its own
    while wait and row.state == "granting":
        time.sleep(POLL_S)
        row = client.grant_lists.get(number)
    _tell(session, row)


def _tell(session: Session, row: "GrantList") -> None:
    """Shows a list that was sent, and what can be done next. Raises `typer.Exit` with 1 where not all of it was
    granted, or will be."""
    show(session, row)
    if row.state == "granting":
        session.say("The server grants it; how far it is: jiaozi grant-list show {}", row.id)
        return
    if row.refused_lines or row.state == "cancelled":
        session.say("Why, as a file that can be sent again: jiaozi grant-list download {} outcomes.csv", row.id)
        raise typer.Exit(REFUSED)


def _check_room(client: "Client", program: str, total: int) -> None:
    """Tells what the submission would, before hundreds of pages are sent. Raises `Refused`: `program_exhausted`."""
    free = client.programs.figures.get(program).free.minor
    if free < total:
        raise Refused("program_exhausted", f"{amount_text(free)} is free")


def _send(client: "Client", number: str, page: int, lines: "list[GrantLine]", key: str) -> None:
    client.grant_lists.pages.create(number, page=page, lines=lines, key=key)


def _opened(client: "Client", program: str, lines: list[FileLine], total: int, key: str) -> str:
    """The id of the list of these lines, opened once under a key. Raises `Refused`: `idempotency_key_reused`."""
    from jiaozi_sdk import ApiError

    try:
        return anew(partial(_open, client, program, lines, total), f"{key}-open")
    except ApiError as error:
        if error.code == "idempotency_key_reused":
            raise Refused(error.code, "another list has it: cancel that one, and take another key") from error
        raise


def _open(client: "Client", program: str, lines: list[FileLine], total: int, key: str) -> str:
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


def download(
    session: Session,
    client: "Client",
    grant_list: Annotated[str, argument("grant_list")],
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Where it is written; it must not be there yet.")],
) -> None:
    """Download what became of each line, as CSV: its claim, or why it was refused.

    Once the list is done, `jiaozi grant-list send` takes the file as it is and sends again what was not granted.
    """
    from jiaozi.programs.list_file import OUTCOMES, OUTCOMES_ZH
    from jiaozi.sheets import yuan

    row = client.grant_lists.get(grant_list)
    lines = [
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
    ]
    write_new(path, (OUTCOMES_ZH if is_spoken() else OUTCOMES, *lines))
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
