"""Webhooks on the wire: bodies and answers of endpoints, deliveries and attempts, and what a receiver is sent."""

from typing import Annotated, Any, Literal

from pydantic import Field

from jiaozi.wire.base import Answer, Body, Moment, _identifier

WebhookId = Annotated[str, _identifier("whk")]
DeliveryId = Annotated[str, _identifier("dlv")]
Url = Annotated[str, Field(min_length=1, max_length=500, examples=["https://shop.example/hooks"])]
Kind = Annotated[str, Field(pattern=r"^[a-z_]{1,20}\.[a-z_]{1,19}$", examples=["payment.completed"])]
DeliveryState = Literal["waiting", "delivered", "dead", "again"]


class WebhookOpening(Body):
    """Has the caller's events sent to a URL; without kinds, all of them."""

    url: Url
    kinds: Annotated[list[Kind], Field(max_length=20, default_factory=list)]


class WebhookChange(Body):
    """What an endpoint shall be from now on: all three."""

    url: Url
    kinds: Annotated[list[Kind], Field(max_length=20)]
    active: bool


class SecretRotation(Body):
    """For how many seconds messages are signed with the old secret as well."""

    overlap_s: Annotated[int, Field(ge=0, le=30 * 86_400)] = 86_400


class WebhookOpened(Answer):
    """A new endpoint. `secret` is shown this once; a repeated request has null."""

    webhook: str
    secret: str | None = Field(default=None, examples=["whsec_..."])


class WebhookSecretRotated(Answer):
    """A new secret, shown this once; a repeated request has null. The old one signs too until `replaced_until`."""

    webhook: str
    version: int
    replaced_until: Moment | None
    secret: str | None = None


class WebhookChanged(Answer):
    """Where the endpoint stands now."""

    webhook: str
    status: str


class WebhookPinged(Answer):
    """A `webhook.ping` is on its way."""

    webhook: str


class Webhook(Answer):
    """An endpoint: `active`, `paused` by its owner, `disabled` after failures, or `closed`. Its oldest event is not
    tried again before `next_attempt_at`."""

    id: str
    url: str
    kinds: list[str]
    status: str
    created_at: Moment
    merchant: str | None
    wallet: str | None
    secret_version: int
    next_attempt_at: Moment | None


class Delivery(Answer):
    """One event for one endpoint. `event` is the `webhook-id` of every attempt."""

    id: str
    webhook: str
    event: str
    sequence: int
    n: int
    kind: str
    state: str
    attempts: int
    routed_at: Moment
    done_at: Moment | None
    next_attempt_at: Moment | None
    last_status: int | None
    last_error: str


class Attempt(Answer):
    """One try: the HTTP status that came back, or null and why none did."""

    n: int
    at: Moment
    status: int | None
    error: str
    took_ms: int


class DeliveryWithAttempts(Delivery):
    """A delivery and every attempt at it."""

    tries: list[Attempt]


class RedeliveryPlaced(Answer):
    """The event will be sent again."""

    delivery: str


class WebhookMessage(Answer):
    """What a receiver is sent: an event, as the list of events has it."""

    id: str = Field(examples=["evt_120-0"])
    type: str = Field(examples=["payment.completed"])
    timestamp: Moment
    sequence: int
    n: int
    institution: str | None
    data: dict[str, Any] | None = Field(
        examples=[{"payment": "pay_0C5S1ZZ4R0400", "amount": {"minor": 1999, "asset": "E-CNY"}}]
    )
