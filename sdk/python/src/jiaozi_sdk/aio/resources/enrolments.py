# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.enrolments`."""

from collections.abc import Sequence

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncEnrolmentsShares:
    """`AsyncClient.enrolments.shares`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, enrolment: str, *, key: str = "") -> models.ShareDrawn:
        """Gives one of two people her share of an enrolment's code, to be given to whoever enrols; it is in this
        answer and nowhere else, and one that she drew before is void.

        - `enrolment`: The way for a new principal to its first key
        """
        answer: models.ShareDrawn = await self._transport.send(
            Call("POST", path("/v1/enrolments/{}/shares", enrolment), {201: models.ShareDrawn}, key=key or new_key())
        )
        return answer


class AsyncEnrolments:
    """`AsyncClient.enrolments`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.shares = AsyncEnrolmentsShares(transport)

    async def create(self, *, shares: Sequence[str], secret_hash: str, key: str = "") -> models.Enrolled:
        """One's first key, for the shares of one's code; no key is needed to ask. The key's secret is made by
        whoever asks and only its SHA-256 is sent, so that the same request can be made again when the answer was
        lost.

        The shares of one's code, and the SHA-256 in hexadecimal of the secret that one's key is to have: 52
        characters of base 32 (RFC 4648, capitals, without padding), 32 random bytes.

        - `shares`: The parts of the code
        - `secret_hash`: SHA-256 of the key's secret, 64 hexadecimal digits
        """
        answer: models.Enrolled = await self._transport.send(
            Call(
                "POST",
                "/v1/enrolments",
                {201: models.Enrolled},
                body={"shares": shares, "secret_hash": secret_hash},
                key=key or new_key(),
            )
        )
        return answer
