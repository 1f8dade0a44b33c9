"""`jiaozi payee`, `jiaozi return` and `jiaozi holder`: whom one pays, money sent by mistake, and what an operator does
about its customers, through a running server."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import show
from jiaozi.cli.session import Session
from jiaozi.cli.values import yuan_of
from jiaozi.cli.words import Key, Reason, Word, Words, argument, of_file, typed

if TYPE_CHECKING:
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import Heir


def _digest(paper: Path) -> str:
    return hashlib.sha256(paper.read_bytes()).hexdigest()


def heir_of(text: str) -> "Heir":
    """`WALLET=50.00` is a fixed amount, `WALLET=500000ppm` a share; both for one heir are joined by `+`. Raises
    `typer.BadParameter`."""
    from jiaozi_sdk.models import Heir

    wallet, _, what = text.partition("=")
    parts = {part.endswith("ppm"): part.removesuffix("ppm") for part in what.split("+")}
    share = parts.get(True, "0")
    if not (what and share.isascii() and share.isdigit()):
        raise typer.BadParameter("WALLET=YUAN, WALLET=SHAREppm or WALLET=YUAN+SHAREppm")
    return Heir(wallet=wallet, fixed_minor=yuan_of(parts[False]) if False in parts else None, share_ppm=int(share))


PAPER = Word("A paper's file; only its SHA-256 is sent. Repeatable.", "order.pdf", "FILE", "--paper", of_file(_digest))


def estate(
    session: Session,
    client: "Client",
    holder: Annotated[str, argument("holder")],
    paper: Annotated[list[str], typer.Option("--paper", metavar="FILE", help=PAPER.means, parser=PAPER.reader)],
    reason: Reason,
    heir: Annotated[
        list[Any] | None,
        typer.Option(
            "--heir",
            metavar="HEIR",
            help="Settle: WALLET=YUAN, or WALLET=SHAREppm of the rest; repeatable.",
            parser=heir_of,
        ),
    ] = None,
    key: Key = "",
) -> None:
    """Propose to freeze the wallets of a holder who died, or with --heir to settle. A second person approves it."""
    of = client.holders.estate
    if heir:
        show(session, of.settle(holder, heirs=heir, papers=paper, reason=reason, key=key))
    else:
        show(session, of.create(holder, papers=paper, reason=reason, key=key))


ASKING: Words = {
    "payer": "The wallet you would pay from: wal_...",
    "payee": "The wallet you would pay: wal_...",
    "name": Word("The name you expect; - reads it from standard input.", "张三", reader=typed),
}
COMMANDS = (
    group(
        "payee",
        "Find and confirm whom you would pay; let others find you by your phone.",
        Served("publish", "wallets.alias.create", "wallet"),
        Served("withdraw", "wallets.alias.withdraw", "wallet"),
        Served("find", "alias_resolutions.create", "phone", words=ASKING),
        Served(
            "confirm",
            "payee_confirmations.create",
            "payee",
            says="Asks whether a wallet's holder has a name: match, close_match, no_match or unavailable.",
            words=ASKING,
        ),
    ),
    group(
        "return",
        "Money that was sent by mistake: ask for it, give it back.",
        Served(
            "ask",
            "payments.return_request.create",
            "payment",
            words={"reason": Word("Why it comes back.", "wrong_payee")},
        ),
        Served(
            "answer",
            "payments.return_request.answer",
            "payment",
            words={"agrees": Word("Give the money back, or do not.", option="--agree/--decline")},
        ),
        Served("list", "wallets.return_requests.list", "wallet"),
    ),
    group(
        "holder",
        "An operator's customers: guardians, freezes, forgotten details, estates.",
        Served(
            "guardian",
            "holders.guardians.create",
            "holder guardian",
            says="Proposes that another holder, a customer of the same operator, acts for this one until a day. "
            "A second person approves it.",
            words={"holder": Word("Who is acted for: hld_...", "hld_0A1B2C3D4E5F7", "WARD"), "papers": PAPER},
        ),
        Served(
            "freeze", "holders.freezes.create", "holder", words={"scope": Word("What stops.", "out", default="all")}
        ),
        Served("freezes", "holders.freezes.list", "holder"),
        Served("unfreeze", "holders.freezes.lift", "holder holder_freeze"),
        Served("forget", "holders.forgotten_details.create", "holder detail"),
        Asking(
            "estate",
            estate,
            "jiaozi holder estate hld_0A1B2C3D4E5F6 --paper will.pdf --reason probate "
            "--heir wal_0A1B2C3D4E5F7=500000ppm --heir wal_0A1B2C3D4E5F8=500000ppm",
        ),
    ),
)
