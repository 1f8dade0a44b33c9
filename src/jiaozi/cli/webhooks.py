"""`jiaozi webhooks`: endpoints, their secrets and deliveries, through a running server."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from jiaozi.cli.served import ApiKey, Url, plain, served, show_rows, word
from jiaozi.cli.session import Session, command

if TYPE_CHECKING:
    from rich.console import Console

webhooks = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
Webhook = Annotated[str, typer.Argument(metavar="WEBHOOK", help="The endpoint: whk_...")]
Kinds = Annotated[
    list[str] | None, typer.Option("--kind", help="Only events of this kind, such as payment.completed; repeatable.")
]


def add_to(app: typer.Typer) -> None:
    """Adds these commands."""
    app.add_typer(webhooks, name="webhooks", help="Have events sent to your own server.")


@command(webhooks, "open", example="jiaozi webhooks open https://shop.example/hooks --kind payment.completed")
def open_webhook(
    session: Session,
    to: Annotated[str, typer.Argument(metavar="URL", help="Where events are sent.")],
    kind: Kinds = None,
    url: Url = "http://127.0.0.1:8000",
    api_key: ApiKey = "",
) -> None:
    """Have your events sent to a URL. The secret that signs them is printed once and never again."""
    with served(url, api_key) as client:
        done = client.webhooks.create(url=to, kinds=kind or [])
    _show_secret(session, plain(done))


@command(webhooks, "list", example="jiaozi webhooks list --json")
def list_webhooks(session: Session, url: Url = "http://127.0.0.1:8000", api_key: ApiKey = "") -> None:
    """List your endpoints."""
    with served(url, api_key) as client:
        rows = [plain(row) for row in client.webhooks.list()]
    show_rows(session, rows, "id", "status", "url")


@command(webhooks, "change", example="jiaozi webhooks change whk_0A1B2C3D4E5F6 https://shop.example/hooks --pause")
def change(
    session: Session,
    webhook: Webhook,
    to: Annotated[str, typer.Argument(metavar="URL", help="Where events are sent from now on.")],
    kind: Kinds = None,
    pause: Annotated[bool, typer.Option("--pause", help="Send nothing for now; events are kept.")] = False,
    url: Url = "http://127.0.0.1:8000",
    api_key: ApiKey = "",
) -> None:
    """Set an endpoint's URL and kinds; pause it, or let it go on."""
    with served(url, api_key) as client:
        done = client.webhooks.change(webhook, url=to, kinds=kind or [], active=not pause)
    _show_status(session, plain(done))


@command(webhooks, "rotate", example="jiaozi webhooks rotate whk_0A1B2C3D4E5F6 --overlap 3600")
def rotate(
    session: Session,
    webhook: Webhook,
    overlap_s: Annotated[int, typer.Option("--overlap", min=0, help="Seconds for which both secrets sign.")] = 86_400,
    url: Url = "http://127.0.0.1:8000",
    api_key: ApiKey = "",
) -> None:
    """Make a new secret. It is printed once and never again."""
    with served(url, api_key) as client:
        done = client.webhooks.rotate_secret(webhook, overlap_s=overlap_s)
    _show_secret(session, plain(done))


@command(webhooks, "close", example="jiaozi webhooks close whk_0A1B2C3D4E5F6")
def close(session: Session, webhook: Webhook, url: Url = "http://127.0.0.1:8000", api_key: ApiKey = "") -> None:
    """End an endpoint for good."""
    with served(url, api_key) as client:
        done = client.webhooks.close(webhook)
    _show_status(session, plain(done))


@command(webhooks, "ping", example="jiaozi webhooks ping whk_0A1B2C3D4E5F6")
def ping(session: Session, webhook: Webhook, url: Url = "http://127.0.0.1:8000", api_key: ApiKey = "") -> None:
    """Send an endpoint an event that means nothing, to see whether it arrives."""
    with served(url, api_key) as client:
        done = plain(client.webhooks.ping(webhook))
    session.show(done, lambda out: out.print(f"{done['webhook']} will be sent webhook.ping", highlight=False))


@command(webhooks, "deliveries", example="jiaozi webhooks deliveries whk_0A1B2C3D4E5F6 --state dead")
def deliveries(
    session: Session,
    webhook: Webhook,
    state: Annotated[str, typer.Option("--state", help="waiting, delivered, dead or again")] = "",
    url: Url = "http://127.0.0.1:8000",
    api_key: ApiKey = "",
) -> None:
    """List what was sent to an endpoint or waits for it."""
    with served(url, api_key) as client:
        rows = [plain(row) for row in client.webhooks.deliveries.list(webhook, state=word(state))]
    show_rows(session, rows, "id", "event", "kind", "state", "attempts", "last_status", "last_error")


@command(webhooks, "redeliver", example="jiaozi webhooks redeliver dlv_0A1B2C3D4E5F6")
def redeliver(
    session: Session,
    delivery: Annotated[str, typer.Argument(metavar="DELIVERY", help="What is sent again: dlv_...")],
    url: Url = "http://127.0.0.1:8000",
    api_key: ApiKey = "",
) -> None:
    """Send an event again that was taken or given up."""
    with served(url, api_key) as client:
        done = plain(client.deliveries.redeliver(delivery))
    session.show(done, lambda out: out.print(f"{done['delivery']} will be sent again", highlight=False))


def _show_secret(session: Session, data: dict[str, Any]) -> None:
    def render(out: "Console") -> None:
        out.print(f"{data['webhook']}. Keep the secret; it is not shown again:", highlight=False)
        out.print(str(data["secret"]), highlight=False)

    session.show(data, render)


def _show_status(session: Session, data: dict[str, Any]) -> None:
    session.show(data, lambda out: out.print(f"{data['webhook']} is {data['status']}", highlight=False))
