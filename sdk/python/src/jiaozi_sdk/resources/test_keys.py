# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.test_keys`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk._sync import Transport


class TestKeys:
    """`Client.test_keys`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, *, key: str = "") -> models.TestKeys:
        """With a live key: keys of the caller's twin in the test world and of its test customers.

        The first time, the twin is set up. The tokens are in this answer and nowhere else; under a new
        Idempotency-Key each party gets a further key.
        """
        answer: models.TestKeys = self._transport.send(
            Call("POST", "/v1/test-keys", {201: models.TestKeys}, key=key or new_key())
        )
        return answer
