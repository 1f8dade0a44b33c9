"""Webhooks: endpoints of the caller's own, their secrets, what was sent to them and how it went."""

from typing import Annotated, Final

from pydantic import Field

from jiaozi.access.model import Principal, Role
from jiaozi.access.permissions import Ownership
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Owners, Placed, need
from jiaozi.api.owners import Owner
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Paging
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import Count, DeliveryNo, EndpointNo, Instant, MerchantNo, OrNone, WalletNo
from jiaozi.records import dataclass
from jiaozi.webhooks import model, signing, store
from jiaozi.webhooks.deliveries import Redeliver, RedeliveryPlaced
from jiaozi.webhooks.endpoints import (
    ChangeWebhook,
    CloseWebhook,
    OpenWebhook,
    PingWebhook,
    RotateWebhookSecret,
    WebhookChanged,
    WebhookPinged,
)
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "webhooks")
_STATES: Final = {name: state for state, name in model.STATE_NAMES.items()}


@dataclass(frozen=True, slots=True)
class WebhookView:
    """An endpoint: `active`, `paused` by its owner, `disabled` after failures, or `closed`. Its oldest event is not
    tried again before `next_attempt_at`."""

    id: EndpointNo
    url: model.Url
    kinds: tuple[model.EventKind, ...]
    state: model.EndpointStatus
    created_at: Instant
    merchant: OrNone[MerchantNo]
    wallet: OrNone[WalletNo]
    secret_version: Count
    next_attempt_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class WebhookOpenedView:
    """A new endpoint. `secret` is shown this once; a repeated request has null."""

    webhook: EndpointNo
    secret: str | None


@dataclass(frozen=True, slots=True)
class WebhookSecretRotatedView:
    """A new secret, shown this once; a repeated request has null. The old one signs too until `replaced_until`."""

    webhook: EndpointNo
    version: Count
    replaced_until: OrNone[Instant]
    secret: str | None


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """One event for one endpoint. `event` is the `webhook-id` of every attempt."""

    id: DeliveryNo
    webhook: EndpointNo
    event: str
    sequence: Count
    n: Count
    kind: model.EventKind
    state: model.DeliveryStateNumber
    attempts: Count
    routed_at: Instant
    done_at: OrNone[Instant]
    next_attempt_at: OrNone[Instant]
    last_status: OrNone[Count]
    last_error: model.Failing


@dataclass(frozen=True, slots=True)
class AttemptView:
    """One try: the HTTP status that came back, or null and why none did."""

    n: Count
    at: Instant
    status: OrNone[Count]
    error: model.Failing
    took_ms: Count


@dataclass(frozen=True, slots=True)
class DeliveryWithAttemptsView(DeliveryView):
    """A delivery and every attempt at it."""

    tries: tuple[AttemptView, ...]


def scope_of(principal: Principal) -> model.Scope:
    """Whose events a principal is sent: its institution's, or those of the merchant or wallet it stands for."""
    merchant = MerchantNo(principal.subject if principal.role == Role.MERCHANT else 0)
    wallet = WalletNo(principal.subject if principal.role == Role.EMPLOYER else 0)
    return model.Scope(principal.institution, merchant, wallet)


def scope_owners(scope: model.Scope) -> list[Ownership]:
    """Whose an endpoint of a scope is."""
    return [Ownership(scope.institution, wallet=scope.wallet, merchants=(scope.merchant,))]


def _own(desk: Desk, connection: Connection, wanted: EndpointNo, missing: str = "webhook_not_found") -> model.Endpoint:
    """The caller's own endpoint. What is of another scope, also a customer's of the same institution, is not there."""
    row = need(store.endpoint(connection, wanted), missing)
    if row.scope != scope_of(desk.principal):
        raise Refused(Refusal(missing))
    return row


def _own_delivery(desk: Desk, connection: Connection, wanted: DeliveryNo) -> tuple[model.Delivery, model.Endpoint]:
    """The delivery and the caller's own endpoint that it is for."""
    row = need(store.delivery(connection, wanted), "delivery_not_found")
    return row, _own(desk, connection, row.endpoint, "delivery_not_found")


def _new_owners(desk: Desk, _: OpenWebhook) -> Owners:
    return lambda _: scope_owners(scope_of(desk.principal))


def _owners(desk: Desk, command: ChangeWebhook | CloseWebhook | RotateWebhookSecret | PingWebhook) -> Owners:
    return lambda connection: scope_owners(_own(desk, connection, command.endpoint).scope)


def _delivery_owners(desk: Desk, command: Redeliver) -> Owners:
    return lambda connection: scope_owners(_own_delivery(desk, connection, command.delivery)[1].scope)


def _secret(desk: Desk, result: Result, version: int) -> str | None:
    """Only the first answer to an act that makes a secret shows it."""
    key = desk.platform.keyring.derive("webhook secrets")
    return None if result.replayed else signing.secret_of(key, result.outcome.webhook, version)


async def _opened(desk: Desk, result: Result) -> WebhookOpenedView:
    return view(WebhookOpenedView, result.outcome, secret=_secret(desk, result, 1))


async def _rotated(desk: Desk, result: Result) -> WebhookSecretRotatedView:
    return view(WebhookSecretRotatedView, result.outcome, secret=_secret(desk, result, result.outcome.version))


OWN: Final = Owner(_owners, "webhook_not_found")
router.act(
    OpenWebhook, WebhookOpenedView, "/webhooks", status=201, shows=_opened,
    owner=Owner(_new_owners, "forbidden"),
    fill=lambda desk: scope_of(desk.principal)._asdict(),
)  # fmt: skip
router.act(RotateWebhookSecret, WebhookSecretRotatedView, "/webhooks/{endpoint}/secret", owner=OWN, shows=_rotated)
router.act(PingWebhook, WebhookPinged, "/webhooks/{endpoint}/ping", owner=OWN)
router.act(
    Redeliver, RedeliveryPlaced, "/deliveries/{delivery}/redelivery",
    owner=Owner(_delivery_owners, "delivery_not_found"),
)  # fmt: skip


def _webhook(row: model.Endpoint) -> WebhookView:
    return view(WebhookView, row, state=row.status, kinds=tuple(row.kinds.split()), next_attempt_at=row.next_at)


def _seen(row: model.Delivery) -> dict[str, object]:
    """What a delivery is called otherwise outside."""
    event, sequence = model.event_id(row.seq, row.n), row.seq
    return {
        "webhook": row.endpoint, "event": event, "sequence": sequence, "attempts": row.tries,
        "next_attempt_at": row.next_at,
    }  # fmt: skip


@router.get("/webhooks")
async def list_webhooks(desk: At) -> Page[WebhookView]:
    """The caller's endpoints that are not closed, oldest first."""
    scope = scope_of(desk.principal)
    rows = await desk.read("read_webhooks", lambda connection: store.endpoints_of(connection, scope))
    return Page(tuple(_webhook(row) for row in rows))


@router.get("/webhooks/{endpoint}")
async def get_webhook(desk: At, endpoint: EndpointNo) -> WebhookView:
    """An endpoint."""
    return _webhook(await desk.read("read_webhooks", lambda connection: _readable(desk, connection, endpoint)))


router.act(
    ChangeWebhook, WebhookChanged, "/webhooks/{endpoint}/change", owner=OWN, thing=read_by(get_webhook, "webhook")
)
router.act(
    CloseWebhook, WebhookChanged, "/webhooks/{endpoint}/closure", owner=OWN, thing=read_by(get_webhook, "webhook")
)


def _readable(desk: Desk, connection: Connection, wanted: EndpointNo) -> model.Endpoint:
    row = _own(desk, connection, wanted)
    desk.check_own("read_webhooks", scope_owners(row.scope), "webhook_not_found")
    return row


@router.get("/webhooks/{endpoint}/deliveries")
async def list_deliveries(
    desk: At,
    endpoint: EndpointNo,
    paging: Paging,
    state: Annotated[model.DeliveryStateName | None, Field(description="Only those of this state")] = None,
) -> Page[DeliveryView]:
    """What was sent to an endpoint or waits for it, in the order of events."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[DeliveryView]]:
        row = _readable(desk, connection, endpoint)
        rows = store.deliveries_of(connection, row.id, after, limit, _STATES[state] if state else None)
        return [((each.seq, each.n), view(DeliveryView, each, **_seen(each))) for each in rows]

    listing = f"deliveries:{encode_id('whk', endpoint)}:{state}"
    return await desk.listing("read_webhooks", listing, paging, job, (0, -1))


@router.get("/deliveries/{delivery}")
async def get_delivery(desk: At, delivery: DeliveryNo) -> DeliveryWithAttemptsView:
    """A delivery with every attempt."""

    def job(connection: Connection) -> DeliveryWithAttemptsView:
        row, endpoint = _own_delivery(desk, connection, delivery)
        desk.check_own("read_webhooks", scope_owners(endpoint.scope), "delivery_not_found")
        tries = tuple(AttemptView(*each) for _, *each in store.attempts_of(connection, row.id))
        return view(DeliveryWithAttemptsView, row, **_seen(row), tries=tries)

    return await desk.read("read_webhooks", job)
