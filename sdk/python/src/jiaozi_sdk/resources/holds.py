# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.holds`."""

from collections.abc import Mapping
from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, signed
from jiaozi_sdk._json import money
from jiaozi_sdk._sync import Transport


class Holds:
    """`Client.holds`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @signed
    def create(
        self,
        *,
        payer: str,
        amount_minor: int,
        expires_at: str,
        kind: Literal["person", "merchant", "salary", "party_dues"] | None = None,
        store: str | None = None,
        payee: str | None = None,
        purpose: str = "",
        reference: str | None = None,
        metadata: Mapping[str, str] | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.HoldPlaced:
        """Reserves an amount for a store or a payee's wallet until `expires_at`, at most 30 days ahead. A hold is a
        payment that is not captured yet, and is to exactly one of the two as a payment is. It reserves the
        payer's own money alone.

        Signed by the holder's device, once it has had one.

        - `payer`: Whoever pays
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `expires_at`: Until when it holds
        - `kind`: Of which kind
        - `store`: The merchant's store
        - `payee`: Whoever is paid
        - `purpose`: What the money is for, a code of the scheme
        - `reference`: The caller's own reference
        - `metadata`: Keys and values of the maker's own; null when there are none
        """
        answer: models.HoldPlaced = self._transport.send(
            Call(
                "POST",
                "/v1/holds",
                {201: models.HoldPlaced},
                body={
                    "payer": payer,
                    "amount": money(amount_minor, "E-CNY"),
                    "kind": kind,
                    "store": store,
                    "payee": payee,
                    "purpose": purpose,
                    "reference": reference,
                    "metadata": metadata,
                    "expires_at": expires_at,
                },
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer
