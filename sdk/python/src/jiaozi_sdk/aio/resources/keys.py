# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.keys`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncKeys:
    """`AsyncClient.keys`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def revoke(self, key_id: str, *, key: str = "") -> models.ApiKeyRevoked:
        """Ends a key: once this is answered, no process accepts it.

        - `key_id`: An API key's id
        """
        answer: models.ApiKeyRevoked = await self._transport.send(
            Call("POST", path("/v1/keys/{}/revocation", key_id), {200: models.ApiKeyRevoked}, key=key or new_key())
        )
        return answer

    async def rotate(self, key_id: str, *, overlap_s: int = 0, key: str = "") -> models.ApiKeyIssued:
        """Replaces a key of one's own by a new one, whose token is in this answer and nowhere else; the old stays
        valid for `overlap_s` seconds more (at most 30 days).

        - `key_id`: An API key's id
        - `overlap_s`: For how many seconds the old one still holds
        """
        answer: models.ApiKeyIssued = await self._transport.send(
            Call(
                "POST",
                path("/v1/keys/{}/rotation", key_id),
                {200: models.ApiKeyIssued},
                body={"overlap_s": overlap_s},
                key=key or new_key(),
            )
        )
        return answer
