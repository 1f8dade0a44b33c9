"""`jiaozi statement`: a wallet's statement of a period as a document, and whether one that somebody shows is true."""

from pathlib import Path
from typing import Annotated, Final, Literal

import typer

from jiaozi.cli.commands import Local, group
from jiaozi.cli.paper import Bom, Output, form_of, wants_bom, write
from jiaozi.cli.printing import show
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.values import read_date, read_id


def make(
    session: Session,
    number: Annotated[str, typer.Argument(metavar="WALLET", help="wal_...")],
    first: Annotated[str, typer.Option("--from", metavar="DAY", help="The first day, in China.")],
    last: Annotated[str, typer.Option("--to", metavar="DAY", help="The last day; at most 366 in all.")],
    form: Annotated[
        Literal["csv", "pdf", "camt053"] | None,
        typer.Option("--format", help="Which document; else as --output ends (.pdf, .xml), or CSV."),
    ] = None,
    output: Output = "",
    bom: Bom = None,
) -> None:
    """Write the statement of a wallet: opening balance, every movement, closing balance. With --json, as data.

    A PDF is in the language of --lang. With a key alone a server makes it: `jiaozi call wallets.statements.get_file`.
    """
    from jiaozi.api.routes.statements import document, shown
    from jiaozi.errors import Refusal
    from jiaozi.statements import build
    from jiaozi.statements.proof import Issue, code_of
    from jiaozi.wallets import store

    chosen = form_of(output, "csv", "pdf", "camt053", said=form)
    if chosen == "pdf" and not output and not session.as_json:
        raise typer.BadParameter("a PDF needs a file to go to", param_hint="--output")
    wallet_id, days = read_id("wal", number, "WALLET"), (read_date(first, "--from"), read_date(last, "--to"))
    with session.platform() as platform, platform.snapshot() as connection:
        row = store.wallet(connection, wallet_id)
        if row is None:
            raise Refused("wallet_not_found", number)
        found = build.statement(connection, row, *days, platform.clock.now())
        keyring = platform.keyring
    if isinstance(found, Refusal):
        raise Refused(found.code, found.detail)
    if session.as_json:
        session.show(shown(found))
    else:
        issue = Issue(session.lang, code_of(keyring, found), session.settings.public_url)
        write(session, document(found, chosen, keyring, issue, bom=wants_bom(output, said=bom)), output)


_OF_FILES: Final = set("./\\")
"""No code has one of them; the name of a file that is not there mostly does."""


def verify(
    session: Session,
    given: Annotated[str, typer.Argument(metavar="FILE|CODE", help="A PDF as it was issued, or the code on it.")],
) -> None:
    """Check a statement: of a PDF that not one byte was changed, of a code that one was issued with it; and show its
    period and totals by the ledger. Needs the keyring that it was issued with; without one, see the page /verify."""
    from jiaozi.api.routes.statement_checks import told
    from jiaozi.statements.proof import claim_of, code_in
    from jiaozi.wire.shapes import written

    file = _file(given)
    with session.platform() as platform, platform.snapshot() as connection:
        code = given if file is None else code_in(platform.keyring, file)
        claim = claim_of(platform.keyring, code) if code is not None else None
        found = told(connection, claim) if claim is not None else None
    if found is None:
        raise Refused("statement_not_found", given if file is None else f"{given}: not byte for byte as one was issued")
    show(session, written(found))


def _file(given: str) -> bytes | None:
    """What is in a file of this name; None where there is none, so that it is a code. Raises `Refused`."""
    path = Path(given)
    try:
        if path.exists():
            return path.read_bytes()
    except OSError as error:
        raise Refused("file_unusable", f"{given}: {error.strerror}") from error
    if set(given) & _OF_FILES:
        raise Refused("file_unusable", f"{given}: there is no such file")
    return None


COMMANDS = (
    group(
        "statement",
        "Statements of wallets: write one, check one.",
        Local(
            "make",
            make,
            "jiaozi statement make wal_0A1B2C3D4E5F6 --from 2026-01-01 --to 2026-01-31 --format pdf --output jan.pdf",
        ),
        Local("verify", verify, "jiaozi statement verify jan.pdf"),
    ),
)
