# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.metrics`."""

from jiaozi_sdk._core import BYTES, Call
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncMetrics:
    """`AsyncClient.metrics`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self) -> bytes:
        """Figures for Prometheus: for whoever asks from the server's own machine and not through a proxy, else with
        a key of the central bank or an auditor.
        """
        answer: bytes = await self._transport.send(Call("GET", "/metrics", {200: BYTES}))
        return answer
