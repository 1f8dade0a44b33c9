# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.envelopes`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, path
from jiaozi_sdk._json import Page
from jiaozi_sdk._sync import Pages, Transport


class EnvelopesClaims:
    """`Client.envelopes.claims`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, envelope: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.EnvelopeClaim]:
        """What was claimed of an envelope, first come first, for its sender's side.

        - `envelope`: The envelope
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/envelopes/{}/claims", envelope), {200: Page[models.EnvelopeClaim]}),
            limit=limit,
            cursor=cursor,
        )


class Envelopes:
    """`Client.envelopes`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.claims = EnvelopesClaims(transport)

    def get(self, envelope: str) -> models.Envelope:
        """An envelope, for its sender's side.

        - `envelope`: The envelope
        """
        answer: models.Envelope = self._transport.send(
            Call("GET", path("/v1/envelopes/{}", envelope), {200: models.Envelope})
        )
        return answer
