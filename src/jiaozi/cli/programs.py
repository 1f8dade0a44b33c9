"""Programs on the command line: write them, open and fund them, claim, grant claims to a list. Terms are JSON."""

import sys
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final, TypeVar

import typer

from jiaozi.cli.calling import value_of
from jiaozi.cli.chinese import heading, is_spoken
from jiaozi.cli.commands import Asking, Local, group
from jiaozi.cli.derived import Served
from jiaozi.cli.lists import FILE, lines_in, sent, why, write_new
from jiaozi.cli.printing import plain, show, show_rows
from jiaozi.cli.proving import prove
from jiaozi.cli.rehearsing import rehearse
from jiaozi.cli.session import REFUSED, Session
from jiaozi.cli.terminal import lines
from jiaozi.cli.values import money
from jiaozi.cli.words import Word, Words, argument, of_file, option
from jiaozi.money import ECNY

if TYPE_CHECKING:
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import CanonicalText, ClaimsGranted, GrantLine, GrantResult, LineageEntry, Terms

T = TypeVar("T")

BATCH: Final = 1_000
"""Lines of one request: 100,000 are a hundred of them."""

CANONICAL: Final = "The text whose SHA-256 it is, alone."
AMOUNTS: Final = ("amount", "left", "returned", "borne")
SIDES: Final = ("wallet", "claim", "former", "payment", "payee", "store", "merchant", "category", "region", "onward")
LINEAGE: Final = ("step", "at", *AMOUNTS, *SIDES)
"""What is told of each step of a program's money."""


def grant(
    session: Session,
    client: "Client",
    program: Annotated[str, argument("program")],
    path: Annotated[Path, typer.Argument(metavar="FILE", help=FILE)],
    key: Annotated[str, option("key")],
) -> None:
    """Give claims to a list of any length. Each line has its own outcome, and stands on its own.

    Interrupted or refused, it goes on when it is called again with the same key; another list under that key is
    refused. Exit code 1 says that some were refused.
    """
    listed, total = lines_in(path), 0
    results: list[GrantResult] = []
    for first in range(0, len(listed), BATCH):
        done = anew(partial(_granted, client, program, sent(listed[first : first + BATCH])), f"{key}-{first}")
        results += done.results
        total += done.amount.minor
    refused = [{"line": at.line} | plain(each) for at, each in zip(listed, results, strict=True) if each.refused]
    told = {
        "program": program,
        "lines": len(listed),
        "granted": len(listed) - len(refused),
        "amount": money(total, ECNY.id),
    }
    if session.as_json:
        session.show(told | {"results": [plain(each) for each in results]})
    else:
        show(session, told)
        told_why = [each | {"why": why(each["refused"])} for each in refused]
        show_rows(session, told_why, "line", "wallet", "refused", "why")
    if refused:
        raise typer.Exit(REFUSED)


def _granted(client: "Client", program: str, lines: "list[GrantLine]", key: str) -> "ClaimsGranted":
    return client.programs.grants.create(program, lines=lines, key=key)


def anew(act: Callable[[str], T], key: str) -> T:
    """An act of several under a key of its own. What an earlier call of the command was refused, which may be put right
    by now, is asked under the next key: so it is done once, and no refusal lasts for ever. Raises `ApiError`."""
    from jiaozi_sdk import ApiError

    for n in count(1):
        try:
            return act(key if n == 1 else f"{key}-again-{n}")
        except ApiError as error:
            if not error.replayed:
                raise
    raise AssertionError("unreachable")


def show_program(
    session: Session,
    client: "Client",
    program: Annotated[str, argument("program")],
    canonical: Annotated[bool, typer.Option("--canonical", help=CANONICAL)] = False,
) -> None:
    """Show a program: its terms, when it is open, and to those who may read its figures who pays for it.

    With --canonical it is the very text of its terms whose SHA-256 is their name, and nothing else: sha256sum reckons
    it.
    """
    if canonical:
        show_text(session, client.programs.canonical(program))
    else:
        show(session, client.programs.get(program))


def show_text(session: Session, found: "CanonicalText") -> None:
    """Writes a text of which a SHA-256 is made, and no line end behind it."""
    if session.as_json:
        session.show(plain(found))
    else:
        sys.stdout.write(lines(found.text))


def lineage(
    session: Session,
    client: "Client",
    program: Annotated[str, argument("program")],
    path: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="Written as CSV to a file that is not there yet.")
    ] = None,
) -> None:
    """Trace each fen of a program: what was paid in, each claim, each payment to its payee, what went back."""
    from jiaozi.sheets import yuan

    found = client.programs.lineage(program)
    if path is None:
        show_rows(session, [plain(each) for each in found], *LINEAGE)
        return
    rows = [[each.step, each.at, *_amounts(each, yuan), *(_said(each, name) for name in SIDES)] for each in found]
    write_new(path, ([heading(name) for name in LINEAGE] if is_spoken() else LINEAGE, *rows))
    show(session, {"program": program, "lines": len(rows), "file": str(path)})


def _amounts(each: "LineageEntry", yuan: Callable[[int], Decimal]) -> "list[Decimal | str]":
    """The amounts of a step; nothing where one is not said."""
    return ["" if some is None else yuan(some.minor) for some in (getattr(each, name) for name in AMOUNTS)]


def _said(each: "LineageEntry", name: str) -> str:
    """A field of a step as a text."""
    return str(getattr(each, name) or "")


def _terms(path: Path) -> "Terms":
    """The terms in a file. Raises `typer.BadParameter`."""
    from jiaozi_sdk.models import Terms

    terms: Terms = value_of(Terms, path.read_text(encoding="utf-8"), "terms")
    return terms


TERMS: Final = Word("What it may be used for: a file of JSON.", "terms.json", "FILE", reader=of_file(_terms))
DRAFTED: Final[Words] = {
    "funder": Word("The company's wallet that pays for it: wal_...", "wal_0A1B2C3D4E5F6"),
    "kind": Word("Of which kind: envelope or voucher.", "voucher"),
    "terms": TERMS,
    "opens_at": Word("From when on it is claimed and spent, with an offset.", "2027-01-31T18:00:00+08:00", "INSTANT"),
    "claims_until": Word("Until when claims are given.", "2027-02-06T00:00:00+08:00", "INSTANT"),
    "expires_at": Word("Until when they are spent.", "2027-02-08T00:00:00+08:00", "INSTANT"),
    "quota": Word("How many claims there may be; else any number.", "50000", "N", least=0),
}
_STATE: Final[Words] = {"state": Word("open, paused or stopped.", "open")}
_TERMS_READ: Final[Words] = {"terms_sha256": Word("The SHA-256 of the terms, as they were read.", "0" * 64)}
_GIVEN: Final[Words] = {"receiver": Word("The wallet that has it from then on: wal_...", "wal_0A1B2C3D4E5F6")}
_AT: Final[Words] = {
    "store": "What each would pay at this store: sto_...",
    "amount": Word("And of so much.", "100", "YUAN"),
}
_CLAIMS: Final = "id program value left state expires_at passes withdrawable transferable pays rule why_en why_zh"
COMMANDS = (
    group(
        "program",
        "Money bound to a purpose: programs and claims.",
        Served("list", "programs.list", prints="id kind state name_en name_zh template expires_at"),
        Asking("show", show_program, "jiaozi program show prg_0A1B2C3D4E5F6"),
        Served("figures", "programs.figures.get", "program"),
        Served("draft", "programs.create", "funder", words=DRAFTED),
        Served("state", "programs.state", "program state", words=_STATE),
        Served("discard", "programs.discarding", "program"),
        Served("fund", "programs.funding", "program wallet amount_minor"),
        Asking("grant", grant, "jiaozi program grant prg_0A1B2C3D4E5F6 list.csv --idempotency-key spring-2026"),
        Asking("lineage", lineage, "jiaozi program lineage prg_0A1B2C3D4E5F6 lineage.csv"),
        Served("spending", "programs.spending", "program"),
        Local("prove", prove, "jiaozi program prove prg_0A1B2C3D4E5F6"),
        Local("rehearse", rehearse, "jiaozi program rehearse prg_0A1B2C3D4E5F6 --people 2000"),
        Served("claim", "programs.claims.create", "program wallet"),
        Served("claims", "wallets.claims.list", "wallet", prints=_CLAIMS, words=_AT),
        Served("agree", "merchants.cofunding.create", "merchant program terms_sha256", words=_TERMS_READ),
        Served("end-cofunding", "merchants.cofunding.end", "merchant program"),
        Served("cofunding", "merchants.cofunding.list", "merchant"),
        Served("surrender", "wallets.claims.surrender", "wallet claim"),
        Served("withdraw", "wallets.claims.withdraw", "wallet claim"),
        Served("transfer", "wallets.claims.transfer", "wallet claim receiver", words=_GIVEN),
    ),
)
