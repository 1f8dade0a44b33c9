# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.outcomes`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call
from jiaozi_sdk._sync import Transport


class Outcomes:
    """`Client.outcomes`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, *, operation: str, key: str) -> models.Outcome:
        """What was decided under an idempotency key of the caller's own. An act of two people is operation
        `propose`.

        - `operation`: What was asked for, by its name
        - `key`: The idempotency key
        """
        answer: models.Outcome = self._transport.send(
            Call("GET", "/v1/outcomes", {200: models.Outcome}, query={"operation": operation, "key": key})
        )
        return answer
