"""`jiaozi lock` and `jiaozi escrow`: lock money for a payee under terms, release it, claim it, give it back, see what
became of it; and a deal in milestones, each released by a signed statement."""

from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.served import read_key
from jiaozi.cli.session import Session
from jiaozi.cli.values import read_time, yuan_of
from jiaozi.cli.words import LISTED, Word, Words, argument, of_file

if TYPE_CHECKING:
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import Milestone

OPENED: Words = {
    "payer": "The wallet whose money it is: wal_...",
    "payee": Word("Who is to be paid: wal_...", "wal_0A1B2C3D4E5F7", "WALLET"),
    "ends_at": Word("When it ends, with an offset; at most a year ahead.", "2026-12-31T18:00:00+08:00", "TIME"),
    "at_end": Word("What becomes then of the rest: return or pay.", "return"),
    "arbiter": Word("A third wallet that may decide between the two: wal_...", "wal_0A1B2C3D4E5F8", "WALLET"),
    "digest": Word("SHA-256 of the 32 bytes that open it, in hexadecimal.", "9f" * 32, "HEX"),
}
ACTED: Words = {
    "party": Word("The wallet that acts: payer, payee or arbiter.", "wal_0A1B2C3D4E5F6", "WALLET"),
    "statement": Word("On what proof, in a few words.", "delivered, note 881"),
}
SIDES: Words = {
    "payer": "Locked by this wallet.",
    "payee": "Locked for this wallet.",
    "arbiter": Word("Decided by this wallet.", "wal_0A1B2C3D4E5F8", "WALLET"),
}


def milestone_of(text: str) -> "Milestone":
    """`TITLE;YUAN;TIME`: what it is, what is paid for it, until when. Raises `typer.BadParameter`."""
    from jiaozi.clock import format_time
    from jiaozi_sdk.models import Milestone

    title, yuan, due = text.split(";") if text.count(";") == 2 else ("", "", "")
    if not title:
        raise typer.BadParameter("TITLE;YUAN;TIME, such as Foundation;2000;2026-12-31T18:00:00+08:00")
    return Milestone(title=title, amount_minor=yuan_of(yuan), due_at=format_time(read_time(due, "--milestone")))


def _digest(document: Path) -> str:
    return sha256(document.read_bytes()).hexdigest()


def sign(
    session: Session,
    client: "Client",
    lock: Annotated[str, argument("lock")],
    document: Annotated[Path, typer.Argument(metavar="FILE", help="The document; only its SHA-256 is signed.")],
    device_key: Annotated[Path, typer.Argument(metavar="KEY", help="The device's private key.")],
    back: Annotated[bool, typer.Option("--back", help="As its arbiter, sign that it goes back to the payer.")] = False,
) -> None:
    """Sign that a document shows a milestone done, or by it give it back. It is done when the statement is brought:
    `escrow release`, `escrow give-back`."""
    from jiaozi_sdk.devices import milestone_statement, sign_milestone

    row, digest = client.locks.get(lock).lock, _digest(document)
    act: Literal["release", "return"] = "return" if back else "release"
    signature = sign_milestone(read_key(device_key).sign, row, digest, act)
    made = {"document": digest, "signature": signature, "text": milestone_statement(row, digest, act)}
    session.show(made, lambda out: out.print(made["signature"]))


DEAL: Words = {
    "payer": "The wallet whose money it is: wal_...",
    "payee": Word("Who is to be paid: wal_...", "wal_0A1B2C3D4E5F7", "WALLET"),
    "arbiter": Word("A third wallet whose device may sign as well: wal_...", "wal_0A1B2C3D4E5F8", "WALLET"),
    "amount_minor": Word("What the milestones come to, such as 5000.", "5000", "YUAN"),
    "milestones": Word(
        "TITLE;YUAN;TIME; repeatable, at most 16.",
        "'Foundation;5000;2026-12-31T18:00:00+08:00'",
        "MILESTONE",
        "--milestone",
        milestone_of,
    ),
    "in_order": Word("None is released while one before it is open."),
}
BROUGHT: Words = {
    "party": Word("The wallet that brings it: payer, payee or arbiter.", "wal_0A1B2C3D4E5F6", "WALLET"),
    "document": Word("The document's file; only its SHA-256 is sent.", "report.pdf", "FILE", reader=of_file(_digest)),
    "device": Word("The device that signed: dev_...", "dev_0A1B2C3D4E5F6"),
    "signature": Word("The signature, as `escrow sign` prints it.", "A" * 86, "SIGNATURE"),
}
COMMANDS = (
    group(
        "escrow",
        "Deals in milestones, each locked until a signed statement releases it.",
        Served("open", "escrows.create", "payer amount_minor", words=DEAL),
        Asking("sign", sign, "jiaozi escrow sign lck_0A1B2C3D4E5F6 report.pdf phone.pem"),
        Served("release", "locks.proofs.create", "lock party document device signature", words=BROUGHT),
        Served("give-back", "locks.return_proofs.create", "lock party document device signature", words=BROUGHT),
        Served("show", "escrows.get", "escrow", words={"escrow": Word("The escrow: lck_...", "lck_0A1B2C3D4E5F6")}),
    ),
    group(
        "lock",
        "Money locked for a payee under terms.",
        Served("open", "locks.create", "payer amount_minor ends_at", words=OPENED),
        Served("release", "locks.releases.create", "lock party amount_minor", words=ACTED),
        Served("claim", "locks.claim", "lock party preimage", words=ACTED),
        Served("give-back", "locks.give_back", "lock party", words=ACTED),
        Served("accept-arbiter", "locks.arbiter_acceptance", "lock party", words=ACTED),
        Served("show", "locks.get", "lock"),
        Served("list", "locks.list", words=LISTED | SIDES, prints="id state payer payee amount released ends_at"),
    ),
)
