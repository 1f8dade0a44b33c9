# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.cash_codes`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk._json import money
from jiaozi_sdk._sync import Transport


class CashCodes:
    """`Client.cash_codes`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def cancel(self, cash_code: str, *, key: str = "") -> models.CashCodeCancelled:
        """Makes an open cash code worthless.

        - `cash_code`: A code for cash at a counter
        """
        answer: models.CashCodeCancelled = self._transport.send(
            Call(
                "POST",
                path("/v1/cash-codes/{}/cancellation", cash_code),
                {200: models.CashCodeCancelled},
                key=key or new_key(),
            )
        )
        return answer

    def redeem(self, cash_code: str, *, operator: str, code: str, amount_minor: int, key: str = "") -> models.CashMoved:
        """A bank's counter or machine takes or gives the cash of a code; `amount` is what lies on the counter. A
        wrong try is counted.

        - `cash_code`: A code for cash at a counter
        - `operator`: The operating institution
        - `code`: The one-time code
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        """
        answer: models.CashMoved = self._transport.send(
            Call(
                "POST",
                path("/v1/cash-codes/{}/redemption", cash_code),
                {200: models.CashMoved},
                body={"operator": operator, "code": code, "amount": money(amount_minor, "E-CNY")},
                key=key or new_key(),
            )
        )
        return answer
