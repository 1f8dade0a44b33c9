"""`jiaozi test-mode`: keys for the test world, its clock, failures on purpose, through a running server."""

from typing import TYPE_CHECKING, Annotated

import typer

from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.printing import plain, show, show_rows
from jiaozi.cli.session import Session
from jiaozi.cli.words import Key, Word, Words, option

if TYPE_CHECKING:
    from jiaozi_sdk import Client


def advance(
    session: Session,
    client: "Client",
    days: Annotated[int, typer.Option("--days", min=0, max=366, help="Forward by so many days.")] = 0,
    seconds: Annotated[int, typer.Option("--seconds", min=0, help="And by so many seconds.")] = 0,
    until: Annotated[str | None, option("until", "Or to an instant, with its offset.")] = None,
    key: Key = "",
) -> None:
    """Move the clock forward, for everybody in the test world. It never goes back."""
    show(session, client.test.clock.advance(forward_s=days * 86_400 + seconds or None, until=until or None, key=key))


def amounts(session: Session, client: "Client") -> None:
    """List the amounts that fail without any rule."""
    rows = plain(client.test.amounts.list().items)
    shown = [{"fen": row["amount"]["minor"], **row} for row in rows]
    show_rows(session, shown, "fen", "effect", "code", "operations")


FAILING: Words = {
    "code": "What it is refused with.",
    "amount_minor": "Only for this amount.",
    "wallet": "Only for this wallet: wal_...",
    "times": Word("How often; 0 until it is lifted.", metavar="N", default="1", reader=lambda said: int(said) or None),
}
COMMANDS = (
    group(
        "test-mode",
        "Try things without real money: keys, the test clock, failures.",
        Served(
            "keys",
            "test_keys.create",
            says="With a live key: keys of your twin in the test world and of its test customers. They are in this "
            "answer and nowhere else; each call makes further ones.",
        ),
        Served("parties", "test.parties.list", prints="name wallet bank_account store"),
        Served("clock", "test.clock.get"),
        Asking("advance", advance, "jiaozi test-mode advance --days 1"),
        Served("fail", "test.failures.create", "operation effect", words=FAILING),
        Served("failures", "test.failures.list", prints="id operation effect code met times in_force"),
        Served("lift", "test.failures.lift", "failure_rule"),
        Asking("amounts", amounts, "jiaozi test-mode amounts"),
    ),
)
