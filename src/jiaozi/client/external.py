"""Banks outside the platform, and exchange orders."""

from collections.abc import Iterator

from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.wire import external as wire
from jiaozi.wire.access import Proposed


class ExternalMethods(Core):
    """Methods of banks outside."""

    def open_external_bank(self, operator: str, code: str, name: str, *, key: str = "") -> wire.ExternalBankOpened:
        """For an operator: begins to deal with a bank outside, which the server's settings know by its code."""
        body = {"operator": operator, "code": code, "name": name}
        return self._post("/v1/external-banks", wire.ExternalBankOpened, body, key=key)

    def external_banks(self) -> Iterator[wire.ExternalBank]:
        """The banks outside that the caller's institution deals with."""
        return self._pages("/v1/external-banks", wire.ExternalBank)

    def propose_external_payment(
        self, external_bank: str, amount_minor: int, reason: str, *, key: str = ""
    ) -> Proposed:
        """For an operator: pays a bank outside fen of CNY that it owes, once a second person approves."""
        body = {"amount": money(amount_minor, "CNY"), "reason": reason}
        return self._post(f"/v1/external-banks/{external_bank}/payments", Proposed, body, key=key)

    def propose_external_receipt(
        self, external_bank: str, amount_minor: int, reason: str, *, key: str = ""
    ) -> Proposed:
        """For the central bank: takes in fen of CNY that a bank outside paid, once a second person approves."""
        body = {"amount": money(amount_minor, "CNY"), "reason": reason}
        return self._post(f"/v1/external-banks/{external_bank}/receipts", Proposed, body, key=key)

    def external_settlements(self, external_bank: str) -> Iterator[wire.Settlement]:
        """What was settled with a bank outside, oldest first."""
        return self._pages(f"/v1/external-banks/{external_bank}/settlements", wire.Settlement, limit=PAGE_LIMIT)

    def stuck_orders(self, external_bank: str) -> Iterator[wire.ExchangeOrder]:
        """Orders whose money can go neither on nor back, oldest first."""
        return self._pages(f"/v1/external-banks/{external_bank}/stuck-orders", wire.ExchangeOrder, limit=PAGE_LIMIT)

    def propose_pay_out(
        self, order: str, reason: str, *, wallet: str | None = None, bank_account: str | None = None, key: str = ""
    ) -> Proposed:
        """For an operator: pays a stuck order to another wallet or bank account of its holder, once approved."""
        body = {"wallet": wallet, "bank_account": bank_account, "reason": reason}
        return self._post(f"/v1/exchange-orders/{order}/pay-outs", Proposed, body, key=key)

    def open_external_account(
        self, wallet: str, external_bank: str, number: str, *, key: str = ""
    ) -> wire.ExternalAccountOpened:
        """For an operator: adds the holder's account at a bank outside, which an agreement then links."""
        body = {"external_bank": external_bank, "number": number}
        return self._post(f"/v1/wallets/{wallet}/external-accounts", wire.ExternalAccountOpened, body, key=key)

    def external_accounts(self, wallet: str) -> Iterator[wire.ExternalAccount]:
        """A wallet's accounts at banks outside."""
        return self._pages(f"/v1/wallets/{wallet}/external-accounts", wire.ExternalAccount)

    def order_exchange(
        self,
        wallet: str,
        external_account: str,
        kind: str,
        amount_minor: int,
        *,
        reference: str | None = None,
        key: str = "",
    ) -> wire.ExchangeOrdered:
        """Orders a `load` or `unload` with a bank outside."""
        body = {
            "external_account": external_account,
            "kind": kind,
            "amount": money(amount_minor),
            "reference": reference,
        }
        return self._post(f"/v1/wallets/{wallet}/exchange-orders", wire.ExchangeOrdered, body, key=key)

    def exchange_order(self, order: str) -> wire.ExchangeOrder:
        """Where an exchange order stands."""
        return self._get(f"/v1/exchange-orders/{order}", wire.ExchangeOrder)

    def exchange_orders(self, wallet: str) -> Iterator[wire.ExchangeOrder]:
        """A wallet's exchange orders, oldest first."""
        return self._pages(f"/v1/wallets/{wallet}/exchange-orders", wire.ExchangeOrder, limit=PAGE_LIMIT)
