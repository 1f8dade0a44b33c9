# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.metrics`."""

from jiaozi_sdk._core import BYTES, Call
from jiaozi_sdk._sync import Transport


class Metrics:
    """`Client.metrics`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self) -> bytes:
        """Figures for Prometheus: for whoever asks from the server's own machine and not through a proxy, else with
        a key of the central bank or an auditor.
        """
        answer: bytes = self._transport.send(Call("GET", "/metrics", {200: BYTES}))
        return answer
