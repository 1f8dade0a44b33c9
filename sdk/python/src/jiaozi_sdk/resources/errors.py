# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.errors`."""

from jiaozi_sdk._core import BYTES, Call, path
from jiaozi_sdk._sync import Transport


class Errors:
    """`Client.errors`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, code: str) -> bytes:
        """What an error code means: the page a problem's `type` leads to.

        - `code`: Its code
        """
        answer: bytes = self._transport.send(Call("GET", path("/errors/{}", code), {200: BYTES}))
        return answer
