# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.journals`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, path
from jiaozi_sdk._json import Page
from jiaozi_sdk._sync import Pages, Transport


class Journals:
    """`Client.journals`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, reference: str) -> Pages[models.Journal]:
        """The journals with a business reference, oldest first; at most 200.

        - `reference`: The caller's own reference
        """
        return Pages(
            self._transport, Call("GET", "/v1/journals", {200: Page[models.Journal]}, query={"reference": reference})
        )

    def get(self, journal: str) -> models.Journal:
        """A journal by its id.

        - `journal`: The transfers that were made together
        """
        answer: models.Journal = self._transport.send(
            Call("GET", path("/v1/journals/{}", journal), {200: models.Journal})
        )
        return answer
