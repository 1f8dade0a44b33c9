"""Programs on the command line: see them, fund them, claim, grant claims to a list. Terms are JSON: `jiaozi call
programs.create`."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jiaozi import sheet_files
from jiaozi.cli.commands import Asking, Local, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import plain, show, show_rows
from jiaozi.cli.proving import prove
from jiaozi.cli.session import Session
from jiaozi.cli.values import money, read_id, yuan_of
from jiaozi.cli.words import Word, Words, argument, option
from jiaozi.money import ECNY

if TYPE_CHECKING:
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import GrantLine, GrantResult

BATCH: Final = 1_000
"""Lines of one request: 100,000 are fifty of them."""


def grant(
    session: Session,
    client: "Client",
    program: Annotated[str, argument("program")],
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV with a header: wallet,yuan, or in Chinese; no yuan: the terms'.")
    ],
    key: Annotated[str, option("key")],
) -> None:
    """Give claims to a list of any length. Each line has its own outcome, and stands on its own.

    Interrupted, it goes on when it is called again with the same key; another list under that key is refused.
    """
    lines, total = _lines(path), 0
    results: list[GrantResult] = []
    for first in range(0, len(lines), BATCH):
        done = client.programs.grants.create(program, lines=lines[first : first + BATCH], key=f"{key}-{first}")
        results += done.results
        total += done.amount.minor
    refused = [plain(each) for each in results if each.refused]
    told = {
        "program": program,
        "lines": len(lines),
        "granted": len(lines) - len(refused),
        "amount": money(total, ECNY.id),
    }
    if session.as_json:
        session.show(told | {"results": [plain(each) for each in results]})
    else:
        show(session, told)
        show_rows(session, refused, "wallet", "refused")


def _lines(path: Path) -> "list[GrantLine]":
    """The lines of a list, all of them read before any is sent. Raises `typer.BadParameter`."""
    from jiaozi.programs.list_file import list_rows
    from jiaozi_sdk.models import GrantLine

    try:
        rows = list(list_rows(path))
    except sheet_files.SheetInvalid as error:
        raise typer.BadParameter(str(error), param_hint="FILE") from error
    except OSError as error:
        raise typer.BadParameter(f"{error.filename} cannot be read: {error.strerror}", param_hint="FILE") from error
    for line, (wallet, _) in rows:
        read_id("wal", wallet, f"FILE line {line}")
    return [
        GrantLine(wallet=wallet, value_minor=yuan_of(sheet_files.amount(yuan), f"FILE line {line}") if yuan else None)
        for line, (wallet, yuan) in rows
    ]


_AT: Final[Words] = {
    "store": "What each would pay at this store: sto_...",
    "amount": Word("And of so many fen.", "10000", "FEN", least=1),
}
COMMANDS = (
    group(
        "program",
        "Money bound to a purpose: programs and claims.",
        Served("list", "programs.list", prints="id kind state name_en name_zh expires_at"),
        Served("show", "programs.get", "program"),
        Served("figures", "programs.figures.get", "program"),
        Served("fund", "programs.funding", "program wallet amount_minor"),
        Asking("grant", grant, "jiaozi program grant prg_0A1B2C3D4E5F6 list.csv --idempotency-key spring-2026"),
        Local("prove", prove, "jiaozi program prove prg_0A1B2C3D4E5F6"),
        Served("claim", "programs.claims.create", "program wallet"),
        Served("claims", "wallets.claims.list", "wallet", prints="id program value left state expires_at", words=_AT),
        Served("surrender", "wallets.claims.surrender", "wallet claim"),
    ),
)
