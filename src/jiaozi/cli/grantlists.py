"""`jiaozi grant-list`: claims of a program to a list of any length in one act. Send it, see how far it is, download
what became of each line."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jiaozi.cli.chinese import is_spoken
from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import show
from jiaozi.cli.programs import lines_in, why
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.words import LISTED, argument, option

if TYPE_CHECKING:
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import GrantLine, HowMuchShown

COLUMNS: Final = ("number", "wallet", "yuan", "state", "claim", "refused", "why")


def send(
    session: Session,
    client: "Client",
    program: Annotated[str, argument("program")],
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV with a header: wallet,yuan, or in Chinese; no yuan: the terms'.")
    ],
    key: Annotated[str, option("key")],
) -> None:
    """Send a list and submit it: all of it is granted by the server then, or nothing is.

    Interrupted, it goes on when it is called again with the same key; another list under that key is refused. `jiaozi
    grant-list show` says how far it is.
    """
    from jiaozi.grantlists.model import PAGE

    lines = lines_in(path)
    number = _opened(client, program, lines, f"{key}-open")
    for page, first in enumerate(range(0, len(lines), PAGE), 1):
        client.grant_lists.pages.create(number, page=page, lines=lines[first : first + PAGE], key=f"{key}-{page}")
    show(session, client.grant_lists.submit(number, key=f"{key}-submit"))


def _opened(client: "Client", program: str, lines: "list[GrantLine]", key: str) -> str:
    """The id of the list of these lines, opened."""
    from jiaozi.grantlists.lines import line_text, sha256_of

    most = _most(client.programs.get(program).terms.how_much)
    made: str = client.programs.grant_lists.create(
        program,
        line_count=len(lines),
        sum_minor=sum(each.value_minor or most for each in lines),
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
        Served("cancel", "grant_lists.cancel", "grant_list"),
    ),
)
