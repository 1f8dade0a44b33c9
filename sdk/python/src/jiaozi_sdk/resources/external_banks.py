# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.external_banks`."""

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page, money
from jiaozi_sdk._sync import Pages, Transport


class ExternalBanksPayments:
    """`Client.external_banks.payments`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, external_bank: str, *, amount_minor: int, reason: str, key: str = "") -> models.Proposed:
        """Proposes to pay a bank outside what the operator owes it, out of the operator's reserves; a second person
        of the operator approves it.

        It takes two: this proposes it, and it is done when a second person approves.

        - `external_bank`: A bank outside the platform
        - `amount_minor`: How much, in minor units beside the asset fen of CNY
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = self._transport.send(
            Call(
                "POST",
                path("/v1/external-banks/{}/payments", external_bank),
                {202: models.Proposed},
                body={"amount": money(amount_minor, "CNY"), "reason": reason},
                key=key or new_key(),
            )
        )
        return answer


class ExternalBanksReceipts:
    """`Client.external_banks.receipts`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def create(self, external_bank: str, *, amount_minor: int, reason: str, key: str = "") -> models.Proposed:
        """Proposes to take into an operator's reserves what a bank outside has paid of what it owes; a second person
        of the central bank approves it.

        It takes two: this proposes it, and it is done when a second person approves.

        - `external_bank`: A bank outside the platform
        - `amount_minor`: How much, in minor units beside the asset fen of CNY
        - `reason`: Why, for the log of acts
        """
        answer: models.Proposed = self._transport.send(
            Call(
                "POST",
                path("/v1/external-banks/{}/receipts", external_bank),
                {202: models.Proposed},
                body={"amount": money(amount_minor, "CNY"), "reason": reason},
                key=key or new_key(),
            )
        )
        return answer


class ExternalBanksSettlements:
    """`Client.external_banks.settlements`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self, external_bank: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> Pages[models.Settlement]:
        """What was settled with a bank outside, oldest first.

        - `external_bank`: A bank outside the platform
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/external-banks/{}/settlements", external_bank), {200: Page[models.Settlement]}),
            limit=limit,
            cursor=cursor,
        )


class ExternalBanksStuckOrders:
    """`Client.external_banks.stuck_orders`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(
        self, external_bank: str, *, limit: int = PAGE_LIMIT, cursor: str | None = None
    ) -> Pages[models.ExchangeOrder]:
        """The exchange orders with a bank outside whose money can go neither on nor back; see their pay-outs.

        - `external_bank`: A bank outside the platform
        """
        return Pages(
            self._transport,
            Call("GET", path("/v1/external-banks/{}/stuck-orders", external_bank), {200: Page[models.ExchangeOrder]}),
            limit=limit,
            cursor=cursor,
        )


class ExternalBanks:
    """`Client.external_banks`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self.payments = ExternalBanksPayments(transport)
        self.receipts = ExternalBanksReceipts(transport)
        self.settlements = ExternalBanksSettlements(transport)
        self.stuck_orders = ExternalBanksStuckOrders(transport)

    def list(self) -> Pages[models.ExternalBank]:
        """The banks outside that an operator deals with; all of them for auditors."""
        return Pages(self._transport, Call("GET", "/v1/external-banks", {200: Page[models.ExternalBank]}))

    def create(self, *, operator: str, code: str, name: str, key: str = "") -> models.ExternalBankOpened:
        """An operator begins to deal with a bank outside the platform; `code` names it in the server's settings.

        - `operator`: The operating institution
        - `code`: Its code
        - `name`: What it is called
        """
        answer: models.ExternalBankOpened = self._transport.send(
            Call(
                "POST",
                "/v1/external-banks",
                {201: models.ExternalBankOpened},
                body={"operator": operator, "code": code, "name": name},
                key=key or new_key(),
            )
        )
        return answer
