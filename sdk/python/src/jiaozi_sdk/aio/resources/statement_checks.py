# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.statement_checks`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, path
from jiaozi_sdk.aio.transport import AsyncTransport


class AsyncStatementChecks:
    """`AsyncClient.statement_checks`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, code: str) -> models.StatementCheck:
        """Whether a statement with this code was issued, and what it told. Needs no key. The codes of 60 statements
        can be checked in a minute, or of as many as the server is set to.

        - `code`: The verification code on the statement
        """
        answer: models.StatementCheck = await self._transport.send(
            Call("GET", path("/v1/statement-checks/{}", code), {200: models.StatementCheck})
        )
        return answer
