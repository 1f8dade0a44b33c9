"""Webhooks: endpoints of the caller's own, their secrets, what was sent to them and how it went."""

from typing import Annotated, Any, Final

from pydantic import Field
from starlette.responses import Response

from jiaozi.access.model import Principal, Role
from jiaozi.access.permissions import Ownership
from jiaozi.api import render
from jiaozi.api.desk import At, Desk, need, number
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Json, Paging, Router
from jiaozi.clock import format_time
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import MerchantNo, WalletNo
from jiaozi.webhooks import model, signing, store
from jiaozi.webhooks.deliveries import Redeliver
from jiaozi.webhooks.endpoints import (
    ChangeWebhook,
    CloseWebhook,
    OpenWebhook,
    PingWebhook,
    RotateWebhookSecret,
)
from jiaozi.webhooks.model import STATE_NAMES, Scope
from jiaozi.wire import webhooks as wire
from jiaozi.wire.base import Nothing, Page
from jiaozi.wire.webhooks import DeliveryId, WebhookId

router = Router("/v1", "webhooks")
sent = Router(tag="webhooks")
"""What a receiver is sent: for the OpenAPI document alone."""
_STATES: Final = {name: state for state, name in STATE_NAMES.items()}


def scope_of(principal: Principal) -> Scope:
    """Whose events a principal is sent: its institution's, or those of the merchant or wallet it stands for."""
    merchant = MerchantNo(principal.subject if principal.role == Role.MERCHANT else 0)
    wallet = WalletNo(principal.subject if principal.role == Role.EMPLOYER else 0)
    return Scope(principal.institution, merchant, wallet)


def _own(desk: Desk, connection: Connection, webhook: str, action: str) -> model.Endpoint:
    """The caller's own endpoint. What is of another scope, also a customer's of the same institution, is not there."""
    row = need(store.endpoint(connection, number(webhook)), "webhook_not_found")
    if row.scope != scope_of(desk.principal):
        raise Refused(Refusal("webhook_not_found"))
    owner = Ownership(row.institution, wallet=row.wallet, merchants=(row.merchant,))
    desk.check_own(action, [owner], "webhook_not_found")
    return row


async def _act(desk: Desk, webhook: str, command: Any, action: str) -> Response:
    await desk.read(action, lambda connection: _own(desk, connection, webhook, action))
    return desk.answer(await desk.submit(command))


async def _with_secret(desk: Desk, command: Any, status: int) -> Response:
    """Does an act that makes a secret; only the first answer to it shows that secret."""
    result = await desk.submit(command)
    if isinstance(result.outcome, Refusal | Failure):
        return desk.answer(result)
    secret = None
    if not result.replayed:
        version = getattr(result.outcome, "version", 1)
        secret = signing.secret_of(desk.platform.keyring.derive("webhook secrets"), result.outcome.webhook, version)
    answer = Json({**render.outcome(result.outcome), "secret": secret}, status)
    desk.mark(answer, result)
    return answer


def _webhook(row: model.Endpoint) -> wire.Webhook:
    return wire.Webhook(
        id=encode_id("whk", row.id),
        url=row.url,
        kinds=row.kinds.split(),
        status=row.status,
        created_at=format_time(row.created_at),
        merchant=render.identifier("mer", row.merchant),
        wallet=render.identifier("wal", row.wallet),
        secret_version=row.secret_version,
        next_attempt_at=render.moment(row.next_at),
    )


def _delivery(row: model.Delivery) -> dict[str, Any]:
    return {
        "id": encode_id("dlv", row.id),
        "webhook": encode_id("whk", row.endpoint),
        "event": model.event_id(row.seq, row.n),
        "sequence": row.seq,
        "n": row.n,
        "kind": row.kind,
        "state": STATE_NAMES[row.state],
        "attempts": row.tries,
        "routed_at": format_time(row.routed_at),
        "done_at": render.moment(row.done_at),
        "next_attempt_at": render.moment(row.next_at),
        "last_status": row.last_status or None,
        "last_error": row.last_error,
    }


@router.get("/webhooks", answer=Page[wire.Webhook])
async def list_webhooks(desk: At) -> Page[wire.Webhook]:
    """The caller's endpoints that are not closed, oldest first."""
    scope = scope_of(desk.principal)
    rows = await desk.read("read_webhooks", lambda connection: store.endpoints_of(connection, scope))
    return Page[wire.Webhook](items=[_webhook(row) for row in rows])


@router.post("/webhooks", status=201, answer=wire.WebhookOpened)
async def open_webhook(desk: At, body: wire.WebhookOpening) -> Response:
    """Has the caller's events sent to a URL from now on. The secret is in this answer and nowhere else."""
    scope = scope_of(desk.principal)
    owner = Ownership(scope.institution, wallet=scope.wallet, merchants=(scope.merchant,))
    desk.check_own("open_webhook", [owner])
    return await _with_secret(desk, OpenWebhook(*scope, body.url, tuple(body.kinds)), 201)


@router.get("/webhooks/{webhook}", answer=wire.Webhook)
async def get_webhook(desk: At, webhook: WebhookId) -> wire.Webhook:
    """An endpoint."""
    return _webhook(await desk.read("read_webhooks", lambda at: _own(desk, at, webhook, "read_webhooks")))


@router.post("/webhooks/{webhook}/change", answer=wire.WebhookChanged)
async def change_webhook(desk: At, webhook: WebhookId, body: wire.WebhookChange) -> Response:
    """Another URL, other kinds; pauses the endpoint or lets it go on. While it is paused its events are kept for it."""
    command = ChangeWebhook(number(webhook), body.url, tuple(body.kinds), body.active)
    return await _act(desk, webhook, command, "change_webhook")


@router.post("/webhooks/{webhook}/closing", answer=wire.WebhookChanged)
async def close_webhook(desk: At, webhook: WebhookId, _: Nothing | None = None) -> Response:
    """Ends an endpoint for good."""
    return await _act(desk, webhook, CloseWebhook(number(webhook)), "close_webhook")


@router.post("/webhooks/{webhook}/secret", answer=wire.WebhookSecretRotated)
async def rotate_webhook_secret(desk: At, webhook: WebhookId, body: wire.SecretRotation) -> Response:
    """Makes a new secret, shown in this answer and nowhere else; for a while both sign every message."""
    action = "rotate_webhook_secret"
    await desk.read(action, lambda connection: _own(desk, connection, webhook, action))
    return await _with_secret(desk, RotateWebhookSecret(number(webhook), body.overlap_s), 200)


@router.post("/webhooks/{webhook}/ping", answer=wire.WebhookPinged)
async def ping_webhook(desk: At, webhook: WebhookId, _: Nothing | None = None) -> Response:
    """Sends the endpoint a `webhook.ping`, whatever kinds it wants."""
    return await _act(desk, webhook, PingWebhook(number(webhook)), "ping_webhook")


@router.get("/webhooks/{webhook}/deliveries", answer=Page[wire.Delivery])
async def list_deliveries(
    desk: At,
    webhook: WebhookId,
    paging: Paging,
    state: Annotated[wire.DeliveryState | None, Field(description="Only those of this state")] = None,
) -> dict[str, Any]:
    """What was sent to an endpoint or waits for it, in the order of events."""
    listing = f"deliveries:{webhook}:{state}"
    after = desk.start(listing, paging.cursor, (0, -1))

    def job(connection: Connection) -> list[model.Delivery]:
        row = _own(desk, connection, webhook, "read_webhooks")
        return store.deliveries_of(connection, row.id, after, paging.limit + 1, _STATES[state] if state else None)

    rows = await desk.read("read_webhooks", job)
    return desk.page(listing, [_delivery(row) for row in rows], [(row.seq, row.n) for row in rows], paging.limit,
                     paging.cursor)  # fmt: skip


def _own_delivery(desk: Desk, connection: Connection, delivery: str, action: str) -> model.Delivery:
    row = need(store.delivery(connection, number(delivery)), "delivery_not_found")
    try:
        _own(desk, connection, encode_id("whk", row.endpoint), action)
    except Refused:
        raise Refused(Refusal("delivery_not_found")) from None
    return row


@router.get("/deliveries/{delivery}", answer=wire.DeliveryWithAttempts)
async def get_delivery(desk: At, delivery: DeliveryId) -> wire.DeliveryWithAttempts:
    """A delivery with every attempt."""

    def job(connection: Connection) -> wire.DeliveryWithAttempts:
        row = _own_delivery(desk, connection, delivery, "read_webhooks")
        tries = [
            wire.Attempt(n=n, at=format_time(at), status=status or None, error=error, took_ms=took_ms)
            for _, n, at, status, error, took_ms in store.attempts_of(connection, row.id)
        ]
        return wire.DeliveryWithAttempts(**_delivery(row), tries=tries)

    return await desk.read("read_webhooks", job)


@router.post("/deliveries/{delivery}/redelivery", answer=wire.RedeliveryPlaced)
async def redeliver(desk: At, delivery: DeliveryId, _: Nothing | None = None) -> Response:
    """Sends an event again that was taken or given up; it holds up no other."""
    await desk.read("redeliver", lambda connection: _own_delivery(desk, connection, delivery, "redeliver"))
    return desk.answer(await desk.submit(Redeliver(number(delivery))))


@sent.post("event")
async def event(body: wire.WebhookMessage) -> None:
    """An event, signed as Standard Webhooks has it: `webhook-id` (the same in every attempt), `webhook-timestamp`
    (seconds, refuse what is more than five minutes away) and `webhook-signature` (`v1,` and the HMAC-SHA256 of
    `id.timestamp.body` in base 64; several while a secret is being rotated). Answer 2xx within ten seconds and do
    the work later; anything else is tried again, up to ten times within about half a day. 410 ends it."""
