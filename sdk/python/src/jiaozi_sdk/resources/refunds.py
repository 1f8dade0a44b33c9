# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.refunds`."""

from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, path
from jiaozi_sdk._json import Page
from jiaozi_sdk._sync import Pages, Transport


class Refunds:
    """`Client.refunds`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self,
        *,
        from_: str | None = None,
        until: str | None = None,
        sort: Literal["oldest", "newest"] = "oldest",
        payer: str | None = None,
        payee: str | None = None,
        store: str | None = None,
        amount_min: int | None = None,
        amount_max: int | None = None,
        reference: str | None = None,
        metadata: str | None = None,
        limit: int = PAGE_LIMIT,
        cursor: str | None = None,
    ) -> Pages[models.Refund]:
        """Refunds of payments of a wallet of one's own, by `payer` or `payee`, or of a `store`. A merchant, and
        whoever has just one wallet, may leave them out.

        - `from_`: Not before this day in China, or this instant
        - `until`: Only before this day in China, or this instant
        - `sort`: Which come first
        - `payer`: Given back to this wallet
        - `payee`: Given back by this wallet
        - `store`: Of what was paid at this store
        - `amount_min`: At least so many fen
        - `amount_max`: At most so many fen
        - `reference`: With this reference
        - `metadata`: With exactly this in its metadata: KEY:VALUE
        """
        return Pages(
            self._transport,
            Call(
                "GET",
                "/v1/refunds",
                {200: Page[models.Refund]},
                query={
                    "from": from_,
                    "until": until,
                    "sort": sort,
                    "payer": payer,
                    "payee": payee,
                    "store": store,
                    "amount_min": amount_min,
                    "amount_max": amount_max,
                    "reference": reference,
                    "metadata": metadata,
                },
            ),
            limit=limit,
            cursor=cursor,
        )

    def get(self, refund: str) -> models.Refund:
        """A refund, for its payment's payer's side and its payee's.

        - `refund`: The refund's own id
        """
        answer: models.Refund = self._transport.send(Call("GET", path("/v1/refunds/{}", refund), {200: models.Refund}))
        return answer
