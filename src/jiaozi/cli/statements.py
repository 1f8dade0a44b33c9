"""`jiaozi statement`: a wallet's statement of a period, as a document."""

from typing import Annotated, Literal

import typer

from jiaozi.cli.commands import Local
from jiaozi.cli.paper import Bom, Output, wants_bom, write
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.values import read_date, read_id


def statement(
    session: Session,
    number: Annotated[str, typer.Argument(metavar="WALLET", help="wal_...")],
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day, in China.")],
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="The last day; at most 366 in all.")],
    form: Annotated[Literal["csv", "pdf", "camt053"], typer.Option("--format", help="Which document.")] = "csv",
    output: Output = "",
    language: Annotated[Literal["en", "zh"], typer.Option("--language", help="The language of the PDF.")] = "en",
    bom: Bom = None,
) -> None:
    """Write the statement of a wallet: opening balance, every movement, closing balance. With --json, as data."""
    from jiaozi.api.routes.statements import document, shown
    from jiaozi.errors import Refusal
    from jiaozi.statements import build
    from jiaozi.wallets import store

    if form == "pdf" and not output and not session.as_json:
        raise typer.BadParameter("a PDF needs a file to go to", param_hint="--output")
    wallet_id, days = read_id("wal", number, "WALLET"), (read_date(first, "--from"), read_date(last, "--to"))
    with session.platform() as platform, platform.snapshot() as connection:
        row = store.wallet(connection, wallet_id)
        if row is None:
            raise Refused("wallet_not_found", number)
        found = build.statement(connection, row, *days, platform.clock.now())
    if isinstance(found, Refusal):
        raise Refused(found.code, found.detail)
    if session.as_json:
        session.show(shown(found))
    else:
        write(session, document(found, form, language, bom=wants_bom(output, said=bom)), output)


COMMANDS = (
    Local(
        "statement",
        statement,
        "jiaozi statement wal_0A1B2C3D4E5F6 --from 2026-01-01 --to 2026-01-31 --format pdf --output january.pdf",
    ),
)
