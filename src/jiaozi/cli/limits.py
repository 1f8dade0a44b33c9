"""`jiaozi wallet limits`: a wallet's limits, what is used of them, and the holder's own."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from jiaozi.cli.chinese import heading, is_spoken
from jiaozi.cli.printing import Coded, plain, print_rows
from jiaozi.cli.session import Session
from jiaozi.cli.values import check_one_of
from jiaozi.cli.words import Key, argument, option

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi_sdk import Client

COMPONENTS: Final = ("balance", "single", "daily", "yearly")
_COLUMNS: Final = ("component", "limit", "used", "left", "own", "rule")


def limits(
    session: Session,
    client: "Client",
    wallet: Annotated[str, argument("wallet")],
    balance_minor: Annotated[int | None, option("balance_minor")] = None,
    single_minor: Annotated[int | None, option("single_minor")] = None,
    daily_minor: Annotated[int | None, option("daily_minor")] = None,
    yearly_minor: Annotated[int | None, option("yearly_minor")] = None,
    none: Annotated[
        list[str] | None, typer.Option("--none", metavar="LIMIT", help="Give up your own limit; repeatable.")
    ] = None,
    key: Key = "",
) -> None:
    """Show a wallet's limits and what is used of them, after setting the holder's own that are named here.

    A limit of the holder's own that is not named stays as it is; `--none single` gives one up. Each is at or below the
    class's.
    """
    given = dict(zip(COMPONENTS, (balance_minor, single_minor, daily_minor, yearly_minor), strict=True))
    chosen = {name: value for name, value in given.items() if value is not None}
    for name in none or ():
        check_one_of(name, COMPONENTS, "--none")
        if name in chosen:
            raise typer.BadParameter(f"--{name} and --none {name} contradict each other", param_hint="--none")
    now = _limits_of(client, wallet)
    if chosen or none:
        own = {name: line["own"] for name, line in now.items() if line["own"] and name not in (none or ())}
        kept = {name: value["minor"] for name, value in own.items()}
        said = {f"{name}_minor": value for name, value in (kept | chosen).items()}
        client.wallets.limits.set(wallet, **said, key=key)
        now = _limits_of(client, wallet)
    session.show(now, lambda out: print_limits(out, now))


def _limits_of(client: "Client", wallet: str) -> dict[str, Any]:
    found: dict[str, Any] = plain(client.wallets.get(wallet).limits)
    return found


def print_limits(out: "Console", lines: Mapping[str, Mapping[str, Any]]) -> None:
    """Prints limits by their names, as the API answers them."""
    none = heading("none")
    rule = "rule_zh" if is_spoken() else "rule"
    rows = [
        {"component": Coded(name), **line, "limit": line["limit"] or none, "rule": line[rule] or line["citation"]}
        for name, line in lines.items()
    ]
    print_rows(out, rows, *_COLUMNS)
