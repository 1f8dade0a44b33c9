# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.taps`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk._json import money
from jiaozi_sdk._sync import Transport


class TapsCharges:
    """`Client.taps.charges`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(
        self,
        *,
        number: str,
        counter: int,
        cryptogram: str,
        store: str,
        amount_minor: int,
        purpose: str = "",
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> models.Charged:
        """A till charges the device that was held to it, finally, by the number, counter and cryptogram that the
        device answered. A tap is for this store, this amount, and once.

        - `number`: The token's number
        - `counter`: A count that a device keeps of its taps
        - `cryptogram`: The device's proof of this tap, 16 hexadecimal digits
        - `store`: The merchant's store
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `purpose`: What the money is for, a code of the scheme
        - `reference`: The caller's own reference
        """
        answer: models.Charged = self._transport.send(
            Call(
                "POST",
                "/v1/taps/charges",
                {201: models.Charged},
                body={
                    "number": number,
                    "counter": counter,
                    "cryptogram": cryptogram,
                    "store": store,
                    "amount": money(amount_minor, "E-CNY"),
                    "purpose": purpose,
                    "reference": reference,
                },
                key=key or new_key(),
                dry_run=dry_run,
            )
        )
        return answer


class Taps:
    """`Client.taps`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.charges = TapsCharges(transport)

    def get(self, number: str, counter: int, *, store: str) -> models.PresentedCode:
        """What a tap paid at a till of this store; `code_not_found` when it paid nothing there.

        - `number`: The token's number
        - `counter`: A count that a device keeps of its taps
        - `store`: The store whose till was shown it
        """
        answer: models.PresentedCode = self._transport.send(
            Call("GET", path("/v1/taps/{}/{}", number, counter), {200: models.PresentedCode}, query={"store": store})
        )
        return answer
