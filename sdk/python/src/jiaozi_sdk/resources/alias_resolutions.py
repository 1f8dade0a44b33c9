# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.alias_resolutions`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key
from jiaozi_sdk._sync import Transport


class AliasResolutions:
    """`Client.alias_resolutions`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, *, payer: str, phone: str, key: str = "") -> models.AliasResolved:
        """Finds the wallet that a phone leads to, with a masked name, for a payment from one's own wallet. Every
        question counts, found or not.

        - `payer`: Whoever pays
        - `phone`: The phone, with its country code unless it is one of the mainland
        """
        answer: models.AliasResolved = self._transport.send(
            Call(
                "POST",
                "/v1/alias-resolutions",
                {200: models.AliasResolved},
                body={"payer": payer, "phone": phone},
                key=key or new_key(),
            )
        )
        return answer
