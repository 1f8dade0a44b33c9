"""`jiaozi test-mode`: keys for the test world, its clock, failures on purpose, through a running server."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.served import LOCAL, Url, plain, served, show_rows, word
from jiaozi.cli.session import Session, command

if TYPE_CHECKING:
    from rich.console import Console

test_mode = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
LiveKey = Annotated[str, typer.Option("--api-key", envvar="JIAOZI_API_KEY", help="Your live key: jz_...")]
TestKey = Annotated[str, typer.Option("--api-key", envvar="JIAOZI_API_KEY", help="Your test key: jzt_...")]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.add_typer(test_mode, name="test-mode", help="Try things without real money: keys, the test clock, failures.")


@command(test_mode, "keys", example="jiaozi test-mode keys --api-key jz_...")
def keys(session: Session, url: Url = LOCAL, api_key: LiveKey = "") -> None:
    """Get keys of your twin in the test world and of its test customers. They are printed once and never again."""
    with served(url, api_key) as client:
        done = plain(client.test_keys.create())

    def render(out: "Console") -> None:
        out.print(f"The test world's time is {done['now']}. Keep the keys; they are not shown again:", highlight=False)
        for row in done["parties"]:
            out.print(f"{row['name']:<8} {row['wallet'] or '-':<18} {row['token']}", highlight=False, soft_wrap=True)

    session.show(done, render)


@command(test_mode, "parties", example="jiaozi test-mode parties --json")
def parties(session: Session, url: Url = LOCAL, api_key: TestKey = "") -> None:
    """List whom you may act as in the test world, with their wallets and bank accounts."""
    with served(url, api_key) as client:
        rows = [plain(row) for row in client.test.parties.list()]
    show_rows(session, rows, "name", "wallet", "bank_account", "store")


@command(test_mode, "clock", example="jiaozi test-mode clock")
def clock(session: Session, url: Url = LOCAL, api_key: TestKey = "") -> None:
    """Show the test world's time, and how far it was advanced."""
    with served(url, api_key) as client:
        done = plain(client.test.clock.get())
    session.show(done, lambda out: out.print(f"{done['now']}  advanced {done['advanced_s']} s", highlight=False))


@command(test_mode, "advance", example="jiaozi test-mode advance --days 1")
def advance(
    session: Session,
    days: Annotated[int, typer.Option("--days", min=0, max=366, help="Forward by so many days.")] = 0,
    seconds: Annotated[int, typer.Option("--seconds", min=0, help="And by so many seconds.")] = 0,
    until: Annotated[str, typer.Option("--until", metavar="TIME", help="Or to an instant, with its offset.")] = "",
    url: Url = LOCAL,
    api_key: TestKey = "",
) -> None:
    """Move the clock forward, for everybody in the test world. It never goes back."""
    with served(url, api_key) as client:
        step = days * 86_400 + seconds
        done = plain(client.test.clock.advance(forward_s=step or None, until=until or None))
    session.show(done, lambda out: out.print(f"{done['before_at']} -> {done['now_at']}", highlight=False))


@command(test_mode, "fail", example="jiaozi test-mode fail pay refuse --code insufficient_funds --times 2")
def fail(
    session: Session,
    operation: Annotated[str, typer.Argument(help="The operation's name, such as pay; or deliver_webhook.")],
    effect: Annotated[str, typer.Argument(help="refuse, unavailable, answer_lost; delivery_twice, delivery_delayed.")],
    code: Annotated[str, typer.Option("--code", help="What it is refused with.")] = "",
    amount: Annotated[int, typer.Option("--minor", min=0, help="Only for this amount, in fen.")] = 0,
    wallet: Annotated[str, typer.Option("--wallet", help="Only for this wallet.")] = "",
    times: Annotated[int, typer.Option("--times", min=0, help="How often; 0 until it is lifted.")] = 1,
    url: Url = LOCAL,
    api_key: TestKey = "",
) -> None:
    """Make an operation of your twin and its customers fail."""
    with served(url, api_key) as client:
        narrowed: dict[str, Any] = {"amount_minor": amount or None, "wallet": wallet or None, "times": times or None}
        done = plain(client.test.failures.create(operation=operation, effect=word(effect), code=code, **narrowed))
    session.show(done, lambda out: out.print(f"{done['failure_rule']} is in force", highlight=False))


@command(test_mode, "failures", example="jiaozi test-mode failures --json")
def failures(session: Session, url: Url = LOCAL, api_key: TestKey = "") -> None:
    """List the rules that make operations fail, and how often each was met."""
    with served(url, api_key) as client:
        rows = [plain(row) for row in client.test.failures.list()]
    show_rows(session, rows, "id", "operation", "effect", "code", "met", "times", "in_force")


@command(test_mode, "lift", example="jiaozi test-mode lift flr_0A1B2C3D4E5F6")
def lift(
    session: Session,
    rule: Annotated[str, typer.Argument(metavar="RULE", help="The rule: flr_...")],
    url: Url = LOCAL,
    api_key: TestKey = "",
) -> None:
    """End a rule."""
    with served(url, api_key) as client:
        done = plain(client.test.failures.lift(rule))
    session.show(done, lambda out: out.print(f"{done['failure_rule']} was met {done['met']} times", highlight=False))


@command(test_mode, "amounts", example="jiaozi test-mode amounts")
def amounts(session: Session, url: Url = LOCAL, api_key: TestKey = "") -> None:
    """List the amounts that fail without any rule."""
    with served(url, api_key) as client:
        rows = [plain(row) for row in client.test.amounts.list().items]
    shown = [{"fen": row["amount"]["minor"], **row, "operations": " ".join(row["operations"])} for row in rows]
    show_rows(session, shown, "fen", "effect", "code", "operations")
