# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.collect_code_payments`."""

from collections.abc import Sequence

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, signed
from jiaozi_sdk._json import money
from jiaozi_sdk._sync import Transport


class CollectCodePayments:
    """`Client.collect_code_payments`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    @signed
    def create(
        self,
        *,
        payer: str,
        payload: str,
        amount_minor: int,
        purpose: str = "",
        claims: Sequence[str] | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.CollectCodePaid:
        """Pays `amount` to the code whose scanned text is `payload`, finally. A dynamic code is paid once. The
        amount is said also when the code has one, which it must be: so the payer's consent names what is paid.

        Signed by the holder's device, once it has had one.

        - `payer`: Whoever pays
        - `payload`: The text of the QR code
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `purpose`: What the money is for, a code of the scheme
        - `claims`: The claims to draw on, in this order; none for the payer's own money alone, null for those
          that apply
        """
        answer: models.CollectCodePaid = self._transport.send(
            Call(
                "POST",
                "/v1/collect-code-payments",
                {201: models.CollectCodePaid},
                body={
                    "payer": payer,
                    "payload": payload,
                    "amount": money(amount_minor, "E-CNY"),
                    "purpose": purpose,
                    "claims": claims,
                },
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer
