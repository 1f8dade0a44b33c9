# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.proposals`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page
from jiaozi_sdk._sync import Pages, Transport


class Proposals:
    """`Client.proposals`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.Proposal]:
        """Acts of two people: those of the caller's institution, or all."""
        return Pages(
            self._transport, Call("GET", "/v1/proposals", {200: Page[models.Proposal]}), limit=limit, cursor=cursor
        )

    def get(self, proposal: str) -> models.Proposal:
        """An act of two people, and how it ended.

        - `proposal`: What waits for a second person
        """
        answer: models.Proposal = self._transport.send(
            Call("GET", path("/v1/proposals/{}", proposal), {200: models.Proposal})
        )
        return answer

    def approve(self, proposal: str, *, note: str = "", key: str = "") -> models.Decided:
        """The second person's yes: the act is done in the same moment, or refused by its own rules.

        A second person's note.

        - `proposal`: What waits for a second person
        - `note`: A note on the decision
        """
        answer: models.Decided = self._transport.send(
            Call(
                "POST",
                path("/v1/proposals/{}/approve", proposal),
                {200: models.Decided},
                body={"note": note},
                key=key or new_key(),
            )
        )
        return answer

    def reject(self, proposal: str, *, note: str = "", key: str = "") -> models.Decided:
        """The second person's no.

        A second person's note.

        - `proposal`: What waits for a second person
        - `note`: A note on the decision
        """
        answer: models.Decided = self._transport.send(
            Call(
                "POST",
                path("/v1/proposals/{}/reject", proposal),
                {200: models.Decided},
                body={"note": note},
                key=key or new_key(),
            )
        )
        return answer
