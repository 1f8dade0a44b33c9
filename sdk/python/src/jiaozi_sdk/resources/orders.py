# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.orders`."""

from collections.abc import Mapping, Sequence
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path, signed
from jiaozi_sdk._json import Page
from jiaozi_sdk._sync import Pages, Transport


class Orders:
    """`Client.orders`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        merchant: str | None = None,
        number: str | None = None,
        store: str | None = None,
        terminal: str | None = None,
        state: Literal["open", "paid", "cancelled", "expired"] | None = None,
        amount_min: int | None = None,
        amount_max: int | None = None,
        metadata: str | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.OrderShown]:
        """A merchant's orders, such as the one with its own `number`.

        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `merchant`: Whose; a merchant's own need not be said
        - `number`: The merchant's own number
        - `store`: Of this store
        - `terminal`: Of this terminal
        - `state`: Only those of this state
        - `amount_min`: At least so many fen
        - `amount_max`: At most so many fen
        - `metadata`: With exactly this in its metadata: KEY:VALUE
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                "/v1/orders",
                {200: Page[models.OrderShown]},
                query={
                    "from": from_,
                    "until": until,
                    "sort": sort,
                    "merchant": merchant,
                    "number": number,
                    "store": store,
                    "terminal": terminal,
                    "state": state,
                    "amount_min": amount_min,
                    "amount_max": amount_max,
                    "metadata": metadata,
                },
            ),
            limit=limit,
            cursor=cursor,
        )

    def create(
        self,
        *,
        store: str,
        number: str,
        lines: Sequence[models.OrderLine],
        terminal: str | None = None,
        lifetime_s: int = 900,
        plan: str | None = None,
        metadata: Mapping[str, str] | None = None,
        key: str = "",
    ) -> models.OrderPlaced:
        """The merchant says with its own key what it sells, under its own `number`; the amount is the sum of the
        lines. Whoever is shown the order's id can pay it, once, for `lifetime_s` seconds. With a `plan` of the
        store the payment is split.

        - `store`: The merchant's store
        - `number`: The merchant's own number of the order
        - `lines`: The lines
        - `terminal`: The till
        - `lifetime_s`: For how many seconds it holds
        - `plan`: The plan by which the payment is split
        - `metadata`: Keys and values of the maker's own; null when there are none
        """
        answer: models.OrderPlaced = self._transport.send(
            Call(
                "POST",
                "/v1/orders",
                {201: models.OrderPlaced},
                body={
                    "store": store,
                    "number": number,
                    "lines": lines,
                    "terminal": terminal,
                    "lifetime_s": lifetime_s,
                    "plan": plan,
                    "metadata": metadata,
                },
                key=key or new_key(),
            )
        )
        return answer

    def get(self, order: str) -> models.OrderShown:
        """An order: while it is open, for whoever might pay it; afterwards for its two sides.

        - `order`: The order
        """
        answer: models.OrderShown = self._transport.send(
            Call("GET", path("/v1/orders/{}", order), {200: models.OrderShown})
        )
        return answer

    def cancel(self, order: str, *, key: str = "") -> models.OrderCancelled:
        """The merchant withdraws an order that is not paid.

        - `order`: The order
        """
        answer: models.OrderCancelled = self._transport.send(
            Call("POST", path("/v1/orders/{}/cancellation", order), {200: models.OrderCancelled}, key=key or new_key())
        )
        return answer

    @signed
    def pay(
        self, order: str, *, payer: str, claims: Sequence[str] | None = None, key: str = "", dry_run: bool = False
    ) -> models.OrderPaid:
        """Pays an order as it stands; final when it is answered. Of two payers one pays.

        Signed by the holder's device, once it has had one.

        - `order`: The order
        - `payer`: Whoever pays
        - `claims`: The claims to draw on, in this order; none for the payer's own money alone, null for those
          that apply
        """
        answer: models.OrderPaid = self._transport.send(
            Call(
                "POST",
                path("/v1/orders/{}/payment", order),
                {201: models.OrderPaid},
                body={"payer": payer, "claims": claims},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer
