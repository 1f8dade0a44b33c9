# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.webhooks`."""

from collections.abc import Sequence
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncWebhooksDeliveries:
    """`AsyncClient.webhooks.deliveries`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self,
        endpoint: str,
        *,
        state: Literal["waiting", "delivered", "dead", "again"] | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> AsyncPages[models.Delivery]:
        """What was sent to an endpoint or waits for it, in the order of events.

        - `endpoint`: The webhook
        - `state`: Only those of this state
        """
        return AsyncPages(
            self._transport,
            Call(
                "GET",
                path("/v1/webhooks/{}/deliveries", endpoint),
                {200: Page[models.Delivery]},
                query={"state": state},
            ),
            limit=limit,
            cursor=cursor,
        )


class AsyncWebhooks:
    """`AsyncClient.webhooks`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.deliveries = AsyncWebhooksDeliveries(transport)

    def list(self) -> AsyncPages[models.Webhook]:
        """The caller's endpoints that are not closed, oldest first."""
        return AsyncPages(self._transport, Call("GET", "/v1/webhooks", {200: Page[models.Webhook]}))

    async def create(self, *, url: str, kinds: Sequence[str] | None = None, key: str = "") -> models.WebhookOpened:
        """Has the caller's events sent to a URL from now on: an institution's, or those that concern a merchant or a
        company there. `kinds` are kinds of events such as `payment.completed`; without any, all are sent. The
        secret is in this answer and nowhere else.

        - `url`: The address that events are sent to
        - `kinds`: The kinds of events; none: all
        """
        answer: models.WebhookOpened = await self._transport.send(
            Call(
                "POST",
                "/v1/webhooks",
                {201: models.WebhookOpened},
                body={"url": url, "kinds": kinds},
                key=key or new_key(),
            )
        )
        return answer

    async def get(self, endpoint: str) -> models.Webhook:
        """An endpoint.

        - `endpoint`: The webhook
        """
        answer: models.Webhook = await self._transport.send(
            Call("GET", path("/v1/webhooks/{}", endpoint), {200: models.Webhook})
        )
        return answer

    async def change(
        self, endpoint: str, *, url: str, kinds: Sequence[str], active: bool, key: str = ""
    ) -> models.WebhookChanged:
        """Gives an endpoint another URL and other kinds, and pauses it or lets it go on; all three as they shall be.
        While it is paused its events are kept for it.

        - `endpoint`: The webhook
        - `url`: The address that events are sent to
        - `kinds`: The kinds of events; none: all
        - `active`: Whether events are sent there
        """
        answer: models.WebhookChanged = await self._transport.send(
            Call(
                "POST",
                path("/v1/webhooks/{}/change", endpoint),
                {200: models.WebhookChanged},
                body={"url": url, "kinds": kinds, "active": active},
                key=key or new_key(),
            )
        )
        return answer

    async def close(self, endpoint: str, *, key: str = "") -> models.WebhookChanged:
        """Ends an endpoint for good; nothing is sent to it any more.

        - `endpoint`: The webhook
        """
        answer: models.WebhookChanged = await self._transport.send(
            Call("POST", path("/v1/webhooks/{}/closure", endpoint), {200: models.WebhookChanged}, key=key or new_key())
        )
        return answer

    async def ping(self, endpoint: str, *, key: str = "") -> models.WebhookPinged:
        """Sends the endpoint a `webhook.ping`, whatever kinds it wants, to see whether it arrives.

        - `endpoint`: The webhook
        """
        answer: models.WebhookPinged = await self._transport.send(
            Call("POST", path("/v1/webhooks/{}/ping", endpoint), {200: models.WebhookPinged}, key=key or new_key())
        )
        return answer

    async def rotate_secret(
        self, endpoint: str, *, overlap_s: int = 86400, key: str = ""
    ) -> models.WebhookSecretRotated:
        """Makes a new secret, shown in this answer and nowhere else; for `overlap_s` seconds every message is signed
        with the old one as well.

        - `endpoint`: The webhook
        - `overlap_s`: For how many seconds the old one still holds
        """
        answer: models.WebhookSecretRotated = await self._transport.send(
            Call(
                "POST",
                path("/v1/webhooks/{}/secret", endpoint),
                {200: models.WebhookSecretRotated},
                body={"overlap_s": overlap_s},
                key=key or new_key(),
            )
        )
        return answer
