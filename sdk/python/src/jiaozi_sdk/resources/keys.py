# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.keys`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk._sync import Transport


class Keys:
    """`Client.keys`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def revoke(self, key_id: str, *, key: str = "") -> models.ApiKeyRevoked:
        """Ends a key: once this is answered, no process accepts it.

        - `key_id`: An API key's id
        """
        answer: models.ApiKeyRevoked = self._transport.send(
            Call("POST", path("/v1/keys/{}/revocation", key_id), {200: models.ApiKeyRevoked}, key=key or new_key())
        )
        return answer

    def rotate(self, key_id: str, *, overlap_s: int = 0, key: str = "") -> models.ApiKeyIssued:
        """Replaces a key of one's own by a new one, whose token is in this answer and nowhere else; the old stays
        valid for `overlap_s` seconds more (at most 30 days).

        - `key_id`: An API key's id
        - `overlap_s`: For how many seconds the old one still holds
        """
        answer: models.ApiKeyIssued = self._transport.send(
            Call(
                "POST",
                path("/v1/keys/{}/rotation", key_id),
                {200: models.ApiKeyIssued},
                body={"overlap_s": overlap_s},
                key=key or new_key(),
            )
        )
        return answer
