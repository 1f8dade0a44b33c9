# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.principals`."""

from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncPrincipalsEnrolments:
    """`AsyncClient.principals.enrolments`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, principal: str, *, reason: str, key: str = "") -> models.Proposed:
        """Lets a principal enrol again, also a suspended one: its code has expired, its keys are lost or stolen.
        They end when it does.

        It takes two: this proposes it, and it is done when a second person approves.

        - `principal`: Whoever holds keys: a person or a system
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                path("/v1/principals/{}/enrolments", principal),
                {202: models.Proposed},
                body={"reason": reason},
                key=key or new_key(),
            )
        )
        return answer


class AsyncPrincipalsKeys:
    """`AsyncClient.principals.keys`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, principal: str) -> AsyncPages[models.ApiKey]:
        """All keys a principal has had, without their secrets: one's own, or those of a principal one may read.

        - `principal`: Whoever holds keys: a person or a system
        """
        return AsyncPages(
            self._transport, Call("GET", path("/v1/principals/{}/keys", principal), {200: Page[models.ApiKey]})
        )

    async def create(self, principal: str, *, key: str = "") -> models.ApiKeyIssued:
        """Gives the caller a further key; its token is in this answer and nowhere else. Nobody has one made for
        another.

        - `principal`: Whoever holds keys: a person or a system
        """
        answer: models.ApiKeyIssued = await self._transport.send(
            Call("POST", path("/v1/principals/{}/keys", principal), {201: models.ApiKeyIssued}, key=key or new_key())
        )
        return answer


class AsyncPrincipals:
    """`AsyncClient.principals`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.enrolments = AsyncPrincipalsEnrolments(transport)
        self.keys = AsyncPrincipalsKeys(transport)

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> AsyncPages[models.Principal]:
        """Principals: an operator's own, or all."""
        return AsyncPages(
            self._transport, Call("GET", "/v1/principals", {200: Page[models.Principal]}), limit=limit, cursor=cursor
        )

    async def create(
        self,
        *,
        role: Literal["central_bank", "operator", "merchant", "employer", "government", "auditor", "holder"],
        reason: str,
        institution: str | None = None,
        subject: str | None = None,
        name: str = "",
        key: str = "",
    ) -> models.Proposed:
        """Makes a principal. A merchant's stands for a merchant, an employer's for a wallet, a holder's for a
        holder. It enrols with the shares of a code that two people draw.

        It takes two: this proposes it, and it is done when a second person approves.

        - `role`: The principal's role
        - `reason`: Why, for the log of acts
        - `institution`: The central bank or an operator
        - `subject`: Whom the principal acts for
        - `name`: What it is called
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                "/v1/principals",
                {202: models.Proposed},
                body={"role": role, "institution": institution, "subject": subject, "name": name, "reason": reason},
                key=key or new_key(),
            )
        )
        return answer

    async def get(self, principal: str) -> models.Principal:
        """A principal.

        - `principal`: Whoever holds keys: a person or a system
        """
        answer: models.Principal = await self._transport.send(
            Call("GET", path("/v1/principals/{}", principal), {200: models.Principal})
        )
        return answer

    async def resume(self, principal: str, *, reason: str, key: str = "") -> models.Proposed:
        """Honours a suspended principal's keys again. For a stolen key it enrols again instead. Of an operator where
        one person alone is left nobody could approve it: people of the central bank propose and approve it.

        It takes two: this proposes it, and it is done when a second person approves.

        - `principal`: Whoever holds keys: a person or a system
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                path("/v1/principals/{}/resumption", principal),
                {202: models.Proposed},
                body={"reason": reason},
                key=key or new_key(),
            )
        )
        return answer

    async def suspend(self, principal: str, *, key: str = "") -> models.PrincipalStatusSet:
        """Stops honouring all keys of a principal, at once.

        - `principal`: Whoever holds keys: a person or a system
        """
        answer: models.PrincipalStatusSet = await self._transport.send(
            Call(
                "POST",
                path("/v1/principals/{}/suspension", principal),
                {200: models.PrincipalStatusSet},
                key=key or new_key(),
            )
        )
        return answer
