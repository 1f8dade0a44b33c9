"""`jiaozi webhook`: endpoints, their secrets and deliveries, through a running server."""

from typing import TYPE_CHECKING, Annotated

import typer

from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.served import show
from jiaozi.cli.session import Session
from jiaozi.cli.words import Key, Word, argument, option

if TYPE_CHECKING:
    from jiaozi_sdk import Client


def change(
    session: Session,
    client: "Client",
    webhook: Annotated[str, argument("endpoint")],
    to: Annotated[str, typer.Argument(metavar="URL", help="Where events are sent from now on.")],
    kind: Annotated[list[str] | None, option("kinds")] = None,
    pause: Annotated[bool, typer.Option("--pause", help="Send nothing for now; events are kept.")] = False,
    key: Key = "",
) -> None:
    """Set an endpoint's URL and kinds; pause it, or let it go on."""
    show(session, client.webhooks.change(webhook, url=to, kinds=kind or [], active=not pause, key=key))


HOOK = "https://shop.example/hooks"
COMMANDS = (
    group(
        "webhook",
        "Have events sent to your own server.",
        Served("open", "webhooks.create", "url", words={"url": Word("Where events are sent.", HOOK)}),
        Served("list", "webhooks.list", prints="id status url"),
        Asking("change", change, f"jiaozi webhook change whk_0A1B2C3D4E5F6 {HOOK} --pause"),
        Served("rotate", "webhooks.rotate_secret", "endpoint"),
        Served("close", "webhooks.close", "endpoint"),
        Served("ping", "webhooks.ping", "endpoint"),
        Served(
            "deliveries",
            "webhooks.deliveries.list",
            "endpoint",
            prints="id event kind state attempts last_status last_error",
        ),
        Served("redeliver", "deliveries.redeliver", "delivery"),
    ),
)
