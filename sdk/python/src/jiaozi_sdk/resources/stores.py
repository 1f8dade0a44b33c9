# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.stores`."""

from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page, money
from jiaozi_sdk._sync import Pages, Transport


class StoresCollectCodes:
    """`Client.stores.collect_codes`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, store: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.CollectCode]:
        """A store's codes, oldest first.

        - `store`: The merchant's store
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/stores/{}/collect-codes", store), {200: Page[models.CollectCode]}),
            limit=limit,
            cursor=cursor,
        )


class StoresPrepaidPlans:
    """`Client.stores.prepaid_plans`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        store: str,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.PrepaidPlan]:
        """The plans that a store has offered; those that are withdrawn are sold no more.

        - `store`: The merchant's store
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                path("/v1/stores/{}/prepaid-plans", store),
                {200: Page[models.PrepaidPlan]},
                query={"from": from_, "until": until, "sort": sort},
            ),
            limit=limit,
            cursor=cursor,
        )

    def create(
        self,
        store: str,
        *,
        title_en: str,
        title_zh: str,
        uses: int,
        price_minor: int,
        days: int,
        bonus_uses: int = 0,
        recorded_by: Literal["consumer", "merchant"] = "consumer",
        key: str = "",
    ) -> models.PlanOffered:
        """A merchant offers so many uses at a price each, valid so many days from when they are bought; `bonus_uses`
        are free and come last. Who records a use: the `consumer` confirms it, or the `merchant`, whom she may
        object to for a day. A plan never changes; it can be withdrawn.

        - `store`: The merchant's store
        - `title_en`: What it is called, in English
        - `title_zh`: What it is called, in Chinese
        - `uses`: How many uses
        - `price_minor`: What one use costs fen of E-CNY
        - `days`: How many days it is valid from when it is bought
        - `bonus_uses`: How many uses are free; they come last
        - `recorded_by`: Who records uses: the consumer confirms them, or the merchant
        """
        answer: models.PlanOffered = self._transport.send(
            Call(
                "POST",
                path("/v1/stores/{}/prepaid-plans", store),
                {201: models.PlanOffered},
                body={
                    "title_en": title_en,
                    "title_zh": title_zh,
                    "uses": uses,
                    "price": money(price_minor, "E-CNY"),
                    "days": days,
                    "bonus_uses": bonus_uses,
                    "recorded_by": recorded_by,
                },
                key=key or new_key(),
            )
        )
        return answer


class StoresPrepaids:
    """`Client.stores.prepaids`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        store: str,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        state: Literal["open", "used", "returned", "expired", "bankrupt"] | None = None,
        prepaid_plan: str | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.PrepaidStatus]:
        """How the contracts stand that a store has sold, for its merchant.

        - `store`: The merchant's store
        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `state`: Only those of this state
        - `prepaid_plan`: Only of this plan
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                path("/v1/stores/{}/prepaids", store),
                {200: Page[models.PrepaidStatus]},
                query={"from": from_, "until": until, "sort": sort, "state": state, "prepaid_plan": prepaid_plan},
            ),
            limit=limit,
            cursor=cursor,
        )


class StoresTerminals:
    """`Client.stores.terminals`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, store: str) -> Pages[models.TerminalShown]:
        """A store's terminals, oldest first.

        - `store`: The merchant's store
        """
        return Pages(
            self._transport, Call("GET", path("/v1/stores/{}/terminals", store), {200: Page[models.TerminalShown]})
        )

    def create(self, store: str, *, label: str, serial: str = "", key: str = "") -> models.TerminalOpened:
        """Registers a terminal of a store; `label` is what people call it, `serial` what its maker does.

        - `store`: The merchant's store
        - `label`: What its owner calls it
        - `serial`: The device's serial number
        """
        answer: models.TerminalOpened = self._transport.send(
            Call(
                "POST",
                path("/v1/stores/{}/terminals", store),
                {201: models.TerminalOpened},
                body={"label": label, "serial": serial},
                key=key or new_key(),
            )
        )
        return answer


class Stores:
    """`Client.stores`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.collect_codes = StoresCollectCodes(transport)
        self.prepaid_plans = StoresPrepaidPlans(transport)
        self.prepaids = StoresPrepaids(transport)
        self.terminals = StoresTerminals(transport)

    def get(self, store: str) -> models.Store:
        """A store.

        - `store`: The merchant's store
        """
        answer: models.Store = self._transport.send(Call("GET", path("/v1/stores/{}", store), {200: models.Store}))
        return answer
