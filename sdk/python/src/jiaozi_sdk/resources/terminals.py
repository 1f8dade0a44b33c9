# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.terminals`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk._sync import Transport


class Terminals:
    """`Client.terminals`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def suspend(self, terminal: str, *, suspended: bool, key: str = "") -> models.TerminalSet:
        """Stops a terminal, or (with `suspended` false) lets it work again.

        - `terminal`: The till
        - `suspended`: Whether it is suspended
        """
        answer: models.TerminalSet = self._transport.send(
            Call(
                "POST",
                path("/v1/terminals/{}/suspension", terminal),
                {200: models.TerminalSet},
                body={"suspended": suspended},
                key=key or new_key(),
            )
        )
        return answer
