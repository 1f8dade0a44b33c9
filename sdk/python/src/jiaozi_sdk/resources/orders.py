# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.orders`."""

from collections.abc import Sequence

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path, signed
from jiaozi_sdk._json import Page
from jiaozi_sdk._sync import Pages, Transport


class Orders:
    """`Client.orders`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, number: str) -> Pages[models.OrderShown]:
        """The calling merchant's order by its own number: one, or none.

        - `number`: The merchant's own number
        """
        return Pages(
            self._transport, Call("GET", "/v1/orders", {200: Page[models.OrderShown]}, query={"number": number})
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
    def pay(self, order: str, *, payer: str, key: str = "", dry_run: bool = False) -> models.OrderPaid:
        """Pays an order as it stands; final when it is answered. Of two payers one pays.

        Signed by the holder's device, once it has had one.

        - `order`: The order
        - `payer`: Whoever pays
        """
        answer: models.OrderPaid = self._transport.send(
            Call(
                "POST",
                path("/v1/orders/{}/payment", order),
                {201: models.OrderPaid},
                body={"payer": payer},
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer
