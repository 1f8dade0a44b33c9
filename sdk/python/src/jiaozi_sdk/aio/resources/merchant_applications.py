# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`AsyncClient.merchant_applications`."""

from collections.abc import Sequence
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page
from jiaozi_sdk.aio.transport import AsyncPages, AsyncTransport


class AsyncMerchantApplications:
    """`AsyncClient.merchant_applications`."""

    def __init__(self, transport: AsyncTransport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        state: Literal["open", "approved", "rejected"] | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> AsyncPages[models.ApplicationShown]:
        """Applications: an operator's, or a company's own.

        - `state`: Only those of this state
        """
        return AsyncPages(
            self._transport,
            Call("GET", "/v1/merchant-applications", {200: Page[models.ApplicationShown]}, query={"state": state}),
            limit=limit,
            cursor=cursor,
        )

    async def create(
        self,
        *,
        wallet: str,
        name_en: str,
        name_zh: str,
        category: str,
        documents: Sequence[models.Document],
        purpose: str = "",
        scenario: str = "",
        key: str = "",
    ) -> models.MerchantApplied:
        """A company, or its operator for it, asks to be a merchant that is paid into its wallet; somebody else of
        the operator decides. `documents` has the licence at least.

        - `wallet`: The wallet
        - `name_en`: The name in English
        - `name_zh`: The name in Chinese
        - `category`: The merchant's category, four digits (MCC)
        - `documents`: The papers
        - `purpose`: What the money is for, a code of the scheme
        - `scenario`: The scene of the pilot that it belongs to
        """
        answer: models.MerchantApplied = await self._transport.send(
            Call(
                "POST",
                "/v1/merchant-applications",
                {201: models.MerchantApplied},
                body={
                    "wallet": wallet,
                    "name_en": name_en,
                    "name_zh": name_zh,
                    "category": category,
                    "purpose": purpose,
                    "scenario": scenario,
                    "documents": documents,
                },
                key=key or new_key(),
            )
        )
        return answer

    async def get(self, application: str) -> models.ApplicationShown:
        """An application.

        - `application`: The merchant's application
        """
        answer: models.ApplicationShown = await self._transport.send(
            Call("GET", path("/v1/merchant-applications/{}", application), {200: models.ApplicationShown})
        )
        return answer

    async def review(
        self, application: str, *, approve: bool, note: str = "", key: str = ""
    ) -> models.ApplicationReviewed:
        """Approves an application, which registers the merchant at once, or rejects it and says why. Never by
        whoever applied.

        - `application`: The merchant's application
        - `approve`: Whether it is approved
        - `note`: A note on the decision
        """
        answer: models.ApplicationReviewed = await self._transport.send(
            Call(
                "POST",
                path("/v1/merchant-applications/{}/review", application),
                {200: models.ApplicationReviewed},
                body={"approve": approve, "note": note},
                key=key or new_key(),
            )
        )
        return answer
