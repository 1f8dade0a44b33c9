# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.balance_rules`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import Call, new_key, path
from jiaozi_sdk._sync import Transport


class BalanceRules:
    """`Client.balance_rules`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self, balance_rule: str) -> models.BalanceRuleReading:
        """A balance rule and what it moved, for its wallet's owner.

        - `balance_rule`: The balance rule
        """
        answer: models.BalanceRuleReading = self._transport.send(
            Call("GET", path("/v1/balance-rules/{}", balance_rule), {200: models.BalanceRuleReading})
        )
        return answer

    def end(self, balance_rule: str, *, wallet: str, key: str = "") -> models.BalanceRuleEnded:
        """A balance rule is kept no more.

        - `balance_rule`: The balance rule
        - `wallet`: The wallet whose balance is kept
        """
        answer: models.BalanceRuleEnded = self._transport.send(
            Call(
                "POST",
                path("/v1/balance-rules/{}/ending", balance_rule),
                {200: models.BalanceRuleEnded},
                body={"wallet": wallet},
                key=key or new_key(),
            )
        )
        return answer
