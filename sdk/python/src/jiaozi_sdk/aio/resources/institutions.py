# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.institutions`."""

from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page, money
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncInstitutionsLimits:
    """`AsyncClient.institutions.limits`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, operator: str) -> AsyncPages[models.OperatorLimit]:
        """The limits an operator sets below the scheme's.

        - `operator`: The operating institution
        """
        return AsyncPages(
            self._transport,
            Call("GET", path("/v1/institutions/{}/limits", operator), {200: Page[models.OperatorLimit]}),
        )

    async def create(
        self,
        operator: str,
        *,
        kind: Literal["personal", "corporate"],
        wallet_class: Literal["I", "II", "III", "IV"],
        component: Literal["balance", "single", "daily", "yearly"],
        limit_minor: int,
        reason: str,
        key: str = "",
    ) -> models.Proposed:
        """Sets an operator's limit for all its wallets of a kind and class, at or below the scheme's.

        It takes two: this proposes it, and it is done when a second person approves.

        - `operator`: The operating institution
        - `kind`: Of which kind
        - `wallet_class`: The wallet's class, I to IV
        - `component`: Which of the limits
        - `limit_minor`: At most so much fen of E-CNY
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                path("/v1/institutions/{}/limits", operator),
                {202: models.Proposed},
                body={
                    "kind": kind,
                    "wallet_class": wallet_class,
                    "component": component,
                    "limit": money(limit_minor, "E-CNY"),
                    "reason": reason,
                },
                key=key or new_key(),
            )
        )
        return answer


class AsyncInstitutionsNetting:
    """`AsyncClient.institutions.netting`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, operator: str) -> AsyncPages[models.NettingPair]:
        """With whom an operator settles net, and what is owed.

        - `operator`: The operating institution
        """
        return AsyncPages(
            self._transport, Call("GET", path("/v1/institutions/{}/netting", operator), {200: Page[models.NettingPair]})
        )

    async def create(self, operator: str, *, other: str, cap_minor: int, reason: str, key: str = "") -> models.Proposed:
        """Two banks agree to settle net: each may owe the other at most the `cap`. Zero ends the agreement.

        It takes two: this proposes it, and it is done when a second person approves.

        - `operator`: The operating institution
        - `other`: The other institution
        - `cap_minor`: How much each may owe the other before they must settle fen of E-CNY
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                path("/v1/institutions/{}/netting", operator),
                {202: models.Proposed},
                body={"other": other, "cap": money(cap_minor, "E-CNY"), "reason": reason},
                key=key or new_key(),
            )
        )
        return answer


class AsyncInstitutionsRegimeChanges:
    """`AsyncClient.institutions.regime_changes`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, operator: str, *, reason: str, key: str = "") -> models.Proposed:
        """Brings an operator under the regime that the rule book has in force for it: new wallets at once, the
        others follow by themselves.

        It takes two: this proposes it, and it is done when a second person approves.

        - `operator`: The operating institution
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                path("/v1/institutions/{}/regime-changes", operator),
                {202: models.Proposed},
                body={"reason": reason},
                key=key or new_key(),
            )
        )
        return answer


class AsyncInstitutionsReserves:
    """`AsyncClient.institutions.reserves`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def get(self, institution: str) -> models.Reserves:
        """An operator's quota and standing accounts; the central bank sees all, an operator its own.

        - `institution`: The central bank or an operator
        """
        answer: models.Reserves = await self._transport.send(
            Call("GET", path("/v1/institutions/{}/reserves", institution), {200: models.Reserves})
        )
        return answer


class AsyncInstitutionsSettlements:
    """`AsyncClient.institutions.settlements`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, operator: str, *, other: str, key: str = "", dry_run: bool = False) -> models.Moved:
        """Settles what two operators owe each other, over their reserves at the central bank.

        - `operator`: The operating institution
        - `other`: The other institution
        """
        answer: models.Moved = await self._transport.send(
            Call(
                "POST",
                path("/v1/institutions/{}/settlements", operator),
                {200: models.Moved},
                body={"other": other},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class AsyncInstitutionsWalletMoves:
    """`AsyncClient.institutions.wallet_moves`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    async def create(self, operator: str, *, limit: int = 500, key: str = "") -> models.WalletsMoved:
        """Moves some of an operator's wallets to its regime, in one journal. All follow by themselves; this is
        sooner.

        - `operator`: The operating institution
        - `limit`: At most so many wallets
        """
        answer: models.WalletsMoved = await self._transport.send(
            Call(
                "POST",
                path("/v1/institutions/{}/wallet-moves", operator),
                {200: models.WalletsMoved},
                body={"limit": limit},
                key=key or new_key(),
            )
        )
        return answer


class AsyncInstitutionsWhitelists:
    """`AsyncClient.institutions.whitelists`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(self, institution: str) -> AsyncPages[models.WhitelistActivity]:
        """The activities of an operator's whitelist; the numbers themselves are not kept.

        - `institution`: The central bank or an operator
        """
        return AsyncPages(
            self._transport,
            Call("GET", path("/v1/institutions/{}/whitelists", institution), {200: Page[models.WhitelistActivity]}),
        )


class AsyncInstitutions:
    """`AsyncClient.institutions`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport
        self.reserves = AsyncInstitutionsReserves(transport)
        self.whitelists = AsyncInstitutionsWhitelists(transport)
        self.limits = AsyncInstitutionsLimits(transport)
        self.netting = AsyncInstitutionsNetting(transport)
        self.regime_changes = AsyncInstitutionsRegimeChanges(transport)
        self.settlements = AsyncInstitutionsSettlements(transport)
        self.wallet_moves = AsyncInstitutionsWalletMoves(transport)

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> AsyncPages[models.Institution]:
        """The central bank and the operators, in the order of their opening."""
        return AsyncPages(
            self._transport,
            Call("GET", "/v1/institutions", {200: Page[models.Institution]}),
            limit=limit,
            cursor=cursor,
        )

    async def create(self, *, code: str, quota_minor: int, reason: str, key: str = "") -> models.Proposed:
        """Opens an operator that the rule book admits on this day, with its standing accounts and its quota.

        It takes two: this proposes it, and it is done when a second person approves.

        - `code`: Its code
        - `quota_minor`: How much may be issued fen of E-CNY
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                "/v1/institutions",
                {202: models.Proposed},
                body={"code": code, "quota": money(quota_minor, "E-CNY"), "reason": reason},
                key=key or new_key(),
            )
        )
        return answer

    async def get(self, institution: str) -> models.Institution:
        """One institution.

        - `institution`: The central bank or an operator
        """
        answer: models.Institution = await self._transport.send(
            Call("GET", path("/v1/institutions/{}", institution), {200: models.Institution})
        )
        return answer

    async def trial_balance(self, institution: str) -> models.TrialBalance:
        """The sums of an institution's book by kind of account.

        - `institution`: The central bank or an operator
        """
        answer: models.TrialBalance = await self._transport.send(
            Call("GET", path("/v1/institutions/{}/trial-balance", institution), {200: models.TrialBalance})
        )
        return answer

    async def set_quota(self, operator: str, *, quota_minor: int, reason: str, key: str = "") -> models.Proposed:
        """Sets how much digital yuan may be out that was issued to an operator.

        It takes two: this proposes it, and it is done when a second person approves.

        - `operator`: The operating institution
        - `quota_minor`: How much may be issued fen of E-CNY
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = await self._transport.send(
            Call(
                "POST",
                path("/v1/institutions/{}/quota", operator),
                {202: models.Proposed},
                body={"quota": money(quota_minor, "E-CNY"), "reason": reason},
                key=key or new_key(),
            )
        )
        return answer
