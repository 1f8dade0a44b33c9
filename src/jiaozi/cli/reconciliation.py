"""`jiaozi reconciliation`: a bank's own day, what its core says beside what the platform does, through a running
server."""

import sys
import time
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, Literal

import typer

from jiaozi import files
from jiaozi.cli.chinese import either, usage_zh
from jiaozi.cli.commands import Asking, Local, group
from jiaozi.cli.derived import Served
from jiaozi.cli.paper import form_of
from jiaozi.cli.printing import plain, show, show_rows
from jiaozi.cli.session import Refused, Session
from jiaozi.cli.values import read_date
from jiaozi.cli.words import Key, argument, option

if TYPE_CHECKING:
    from jiaozi.reconciliation.model import CoreLine as Line
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import CoreLine, Reconciliation

BATCH: Final = 500
WAIT_S: Final = 60
POLL_S: Final = 1
COLUMNS: Final = ("number", "kind", "state", "core", "platform", "difference", "reference", "other_day", "reason")
DayOf = Annotated[str, argument("day", "The day in China, such as 2026-01-31.")]
Account = Annotated[
    str,
    typer.Option("--account", metavar="ACCOUNT", help="acc_..., or one of your standing accounts by its role."),
]
_POSITION: Final = "position_cny"


def import_(
    session: Session,
    client: "Client",
    day: DayOf,
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="FILE...", help="CSV as `template` has it, or camt.053 (.xml); of pages all of them."),
    ],
    account: Account = _POSITION,
    form: Annotated[
        Literal["csv", "camt053"] | None, typer.Option("--format", help="What it is, if its name does not say.")
    ] = None,
    account_changed: Annotated[
        bool, typer.Option("--account-changed", help="The account in the core has another number from this day on.")
    ] = False,
    wait: Annotated[bool, typer.Option("--wait/--no-wait", help="Wait until the day is matched.")] = True,
) -> None:
    """Import what the bank's core says of a day. All of it or nothing; the same file again is the same import.

    Interrupted, it goes on where it stood when it is called again.
    """
    from jiaozi.reconciliation.core_file import CoreFiles, form_of
    from jiaozi.reconciliation.model import FileInvalid

    core, named = CoreFiles(paths, read_date(day, "DAY"), form or form_of(paths[0])), " ".join(map(str, paths))
    try:
        said = core.announced()
        number = _account(client, account)
        begun = client.reconciliations.create(
            account=number, day=str(core.day), account_changed=account_changed, **said._asdict()
        )
        lines = islice(core.lines(), begun.loaded_entries, None)
        first = begun.loaded_entries + 1
        while batch := [_line(each) for each in islice(lines, BATCH)]:
            client.reconciliations.entries.create(number, begun.day, file=said.file, first=first, entries=batch)
            first += len(batch)
    except FileInvalid as error:
        raise Refused("core_file_invalid", f"{named}: {error}", zh=f"{named}：{usage_zh(str(error))}") from error
    except OSError as error:
        raise Refused("file_unusable", f"{error.filename}: {error.strerror}") from error
    show(session, _matched(client, number, begun.day) if wait else client.reconciliations.get(number, begun.day))


def _account(client: "Client", named: str) -> str:
    """The account that is meant. Raises `Refused`."""
    if named.startswith("acc_"):
        return named
    own = client.me().institution
    found = client.institutions.reserves.get(own).accounts if own else ()
    account = next((each.account for each in found if each.role == named), None)
    if account is None:
        raise Refused("account_not_found", named)
    return account


def _line(line: "Line") -> "CoreLine":
    from jiaozi.clock import format_time
    from jiaozi_sdk.models import CoreLine

    return CoreLine(
        side=line.side,
        minor=line.minor,
        at=format_time(line.at) if line.at else None,
        reference=line.reference,
        core_reference=line.core_reference,
    )


def _matched(client: "Client", account: str, day: str) -> "Reconciliation":
    """The day once it is matched, or as it stands after a minute."""
    end = time.monotonic() + WAIT_S
    while (found := client.reconciliations.get(account, day)).state == "loaded" and time.monotonic() < end:
        time.sleep(POLL_S)
    return found


def show_(
    session: Session,
    client: "Client",
    day: DayOf,
    account: Account = _POSITION,
    state: Annotated[
        Literal["open", "explained", "corrected"] | None, typer.Option("--state", help="Only breaks of this state.")
    ] = None,
    output: Annotated[str, typer.Option("--output", metavar="FILE", help="Write a page (HTML) instead.")] = "",
) -> None:
    """Show a day: what both sides say, and every break between them. With --output, a page for the office."""
    from jiaozi.reconciliation.report import report

    form_of(output, "html")
    number = _account(client, account)
    found = plain(client.reconciliations.get(number, day))
    breaks = [plain(each) for each in client.reconciliations.breaks.list(number, day, state=state)]
    if output:
        files.write(Path(output), report(found, breaks).encode())
        session.say("{}", output)
    elif session.as_json:
        session.show(found | {"found": breaks})
    else:
        show(session, found)
        show_rows(session, breaks, *COLUMNS)


def explain(
    session: Session,
    client: "Client",
    day: DayOf,
    numbers: Annotated[list[int], typer.Argument(metavar="NUMBER...", help="Which breaks; `show` numbers them.")],
    reason: Annotated[str, option("reason", "Why it is so.")],
    account: Account = _POSITION,
    journal: Annotated[str, typer.Option("--journal", metavar="JOURNAL", help="jnl_... that made up for them.")] = "",
    key: Key = "",
) -> None:
    """Say why breaks are so; with --journal, that it corrected them. Your name stands beside it."""
    found = client.reconciliations.explanations.create(
        _account(client, account), day, numbers=numbers, reason=reason, journal=journal or None, key=key
    )
    show(session, found)


def close(
    session: Session,
    client: "Client",
    day: DayOf,
    account: Account = _POSITION,
    reason: Annotated[
        str, option("reason", "Close it with breaks that no journal corrected: a second person approves.")
    ] = "",
    key: Key = "",
) -> None:
    """Close a day for good. Where no journal corrected its breaks, give a --reason: a second person approves."""
    number = _account(client, account)
    if reason:
        found = client.reconciliations.get(number, day)
        asked = client.reconciliations.closure_with_breaks.create(
            number, day, reason=reason, revision=found.revision, open_breaks=found.open_breaks, key=key
        )
        show(session, asked)
    else:
        show(session, client.reconciliations.close(number, day, key=key))


def template(session: Session) -> None:  # noqa: ARG001 - as every command
    """Print the template of the CSV: its columns, and two entries to be written over."""
    from jiaozi.reconciliation.core_csv import TEMPLATE, TEMPLATE_ZH

    sys.stdout.write(either(TEMPLATE, TEMPLATE_ZH))


COMMANDS = (
    group(
        "reconciliation",
        "A bank's own day beside its core: import, show, explain, close.",
        Local("template", template, "jiaozi reconciliation template"),
        Asking("import", import_, "jiaozi reconciliation import 2026-01-31 core.csv"),
        Served("list", "reconciliations.list", prints="day account state core_entries matched breaks open_breaks"),
        Asking("show", show_, "jiaozi reconciliation show 2026-01-31 --output day.html"),
        Asking("explain", explain, "jiaozi reconciliation explain 2026-01-31 1 2 --reason 'cut-off'"),
        Asking("close", close, "jiaozi reconciliation close 2026-01-31"),
    ),
)
