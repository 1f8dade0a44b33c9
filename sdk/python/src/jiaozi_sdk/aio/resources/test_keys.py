# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.test_keys`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncTestKeys:
    """`AsyncClient.test_keys`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, *, key: str = "") -> models.TestKeys:
        """With a live key: keys of the caller's twin in the test world and of its test customers.

        The first time, the twin is set up. The tokens are in this answer and nowhere else; under a new
        Idempotency-Key each party gets a further key.
        """
        answer: models.TestKeys = await self._transport.send(
            Call("POST", "/v1/test-keys", {201: models.TestKeys}, key=key or new_key())
        )
        return answer
