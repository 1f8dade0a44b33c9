"""Webhooks: endpoints, secrets, deliveries; and how a receiver verifies what it was sent."""

from collections.abc import Iterator, Mapping, Sequence

from jiaozi.client.core import PAGE_LIMIT, Core
from jiaozi.clock import SECOND_US, SystemClock
from jiaozi.webhooks.signing import SignatureInvalid, verify
from jiaozi.wire import webhooks as wire

__all__ = ["SignatureInvalid", "WebhookMethods", "verify_webhook"]


def verify_webhook(secret: str, headers: Mapping[str, str], body: bytes) -> wire.WebhookMessage:
    """The event that a request to your endpoint carries; `body` are its bytes as they came.

    Raises `SignatureInvalid`: it is not from the platform, or more than five minutes old. Keep the ids of events you
    have handled: a message may come more than once.
    """
    return wire.WebhookMessage.model_validate(verify(secret, headers, body, SystemClock().now() // SECOND_US))


class WebhookMethods(Core):
    """Methods of webhooks."""

    def open_webhook(self, url: str, kinds: Sequence[str] = (), *, key: str = "") -> wire.WebhookOpened:
        """Has the caller's events sent to a URL; the secret is in this answer alone."""
        return self._post("/v1/webhooks", wire.WebhookOpened, {"url": url, "kinds": list(kinds)}, key=key)

    def webhooks(self) -> Iterator[wire.Webhook]:
        """The caller's endpoints."""
        return self._pages("/v1/webhooks", wire.Webhook)

    def webhook(self, webhook: str) -> wire.Webhook:
        """An endpoint."""
        return self._get(f"/v1/webhooks/{webhook}", wire.Webhook)

    def change_webhook(
        self, webhook: str, url: str, kinds: Sequence[str] = (), *, active: bool = True, key: str = ""
    ) -> wire.WebhookChanged:
        """Another URL, other kinds; pauses the endpoint or lets it go on."""
        body = {"url": url, "kinds": list(kinds), "active": active}
        return self._post(f"/v1/webhooks/{webhook}/change", wire.WebhookChanged, body, key=key)

    def close_webhook(self, webhook: str, *, key: str = "") -> wire.WebhookChanged:
        """Ends an endpoint for good."""
        return self._post(f"/v1/webhooks/{webhook}/closing", wire.WebhookChanged, key=key)

    def rotate_webhook_secret(
        self, webhook: str, *, overlap_s: int = 86_400, key: str = ""
    ) -> wire.WebhookSecretRotated:
        """A new secret; both sign for `overlap_s` seconds."""
        body = {"overlap_s": overlap_s}
        return self._post(f"/v1/webhooks/{webhook}/secret", wire.WebhookSecretRotated, body, key=key)

    def ping_webhook(self, webhook: str, *, key: str = "") -> wire.WebhookPinged:
        """Sends the endpoint a `webhook.ping`."""
        return self._post(f"/v1/webhooks/{webhook}/ping", wire.WebhookPinged, key=key)

    def deliveries(self, webhook: str, *, state: str | None = None) -> Iterator[wire.Delivery]:
        """What was sent to an endpoint, or waits: `waiting`, `delivered`, `dead` or `again`."""
        return self._pages(f"/v1/webhooks/{webhook}/deliveries", wire.Delivery, state=state, limit=PAGE_LIMIT)

    def delivery(self, delivery: str) -> wire.DeliveryWithAttempts:
        """A delivery with every attempt."""
        return self._get(f"/v1/deliveries/{delivery}", wire.DeliveryWithAttempts)

    def redeliver(self, delivery: str, *, key: str = "") -> wire.RedeliveryPlaced:
        """Sends an event again."""
        return self._post(f"/v1/deliveries/{delivery}/redelivery", wire.RedeliveryPlaced, key=key)
