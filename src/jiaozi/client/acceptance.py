"""Onboarding, terminals, orders, takings."""

from collections.abc import Iterator, Mapping, Sequence

from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.wire import acceptance as wire


class AcceptanceMethods(Core):
    """Methods of acceptance."""

    def apply_merchant(
        self,
        wallet: str,
        name_en: str,
        name_zh: str,
        category: str,
        documents: Mapping[str, str],
        *,
        purpose: str = "",
        scenario: str = "",
        key: str = "",
    ) -> wire.MerchantApplied:
        """Asks to be a merchant; `documents` are the SHA-256 of files by kind, `licence` among them."""
        body = {
            "wallet": wallet,
            "name_en": name_en,
            "name_zh": name_zh,
            "category": category,
            "purpose": purpose,
            "scenario": scenario,
            "documents": [{"kind": kind, "sha256": digest} for kind, digest in documents.items()],
        }
        return self._post("/v1/merchant-applications", wire.MerchantApplied, body, key=key)

    def merchant_applications(self, state: str | None = None) -> Iterator[wire.ApplicationShown]:
        """Applications the caller may see: `open`, `approved`, `rejected`, or all."""
        return self._pages("/v1/merchant-applications", wire.ApplicationShown, state=state, limit=PAGE_LIMIT)

    def merchant_application(self, application: str) -> wire.ApplicationShown:
        """An application."""
        return self._get(f"/v1/merchant-applications/{application}", wire.ApplicationShown)

    def review_application(
        self, application: str, *, approve: bool, note: str = "", key: str = ""
    ) -> wire.ApplicationReviewed:
        """Decides an application that somebody else made."""
        body = {"approve": approve, "note": note}
        path = f"/v1/merchant-applications/{application}/review"
        return self._post(path, wire.ApplicationReviewed, body, key=key)

    def open_terminal(self, store: str, label: str, *, serial: str = "", key: str = "") -> wire.TerminalOpened:
        """Registers a terminal of a store."""
        body = {"label": label, "serial": serial}
        return self._post(f"/v1/stores/{store}/terminals", wire.TerminalOpened, body, key=key)

    def terminals(self, store: str) -> Iterator[wire.TerminalShown]:
        """A store's terminals."""
        return self._pages(f"/v1/stores/{store}/terminals", wire.TerminalShown)

    def suspend_terminal(self, terminal: str, *, suspended: bool = True, key: str = "") -> wire.TerminalSet:
        """Stops a terminal, or lets it work again."""
        body = {"suspended": suspended}
        return self._post(f"/v1/terminals/{terminal}/suspension", wire.TerminalSet, body, key=key)

    def place_order(
        self,
        store: str,
        number: str,
        lines: Sequence[tuple[str, int, int]],
        *,
        terminal: str | None = None,
        lifetime_s: int = 900,
        plan: str | None = None,
        key: str = "",
    ) -> wire.OrderPlaced:
        """Places an order of lines (name, quantity, price of one in fen) under the merchant's own number. With `plan`,
        a split plan of the store, its payment reaches the sellers at once."""
        goods = [{"name": name, "quantity": quantity, "unit": money(unit)} for name, quantity, unit in lines]
        how = {"terminal": terminal, "lifetime_s": lifetime_s, "plan": plan}
        body = {"store": store, "number": number, "lines": goods, **how}
        return self._post("/v1/orders", wire.OrderPlaced, body, key=key)

    def order(self, order: str) -> wire.OrderShown:
        """An order."""
        return self._get(f"/v1/orders/{order}", wire.OrderShown)

    def order_by_number(self, number: str) -> wire.OrderShown | None:
        """The calling merchant's order by its own number, or None."""
        return next(self._pages("/v1/orders", wire.OrderShown, number=number), None)

    def pay_order(self, order: str, payer: str, *, key: str = "", dry_run: bool = False) -> wire.OrderPaid:
        """Pays an order as it stands."""
        return self._post(f"/v1/orders/{order}/payment", wire.OrderPaid, {"payer": payer}, key=key, dry_run=dry_run)

    def cancel_order(self, order: str, *, key: str = "") -> wire.OrderCancelled:
        """Withdraws an order that is not paid."""
        return self._post(f"/v1/orders/{order}/cancellation", wire.OrderCancelled, key=key)

    def takings(self, merchant: str, day: str) -> wire.Takings:
        """What a merchant took on a China day such as `2026-01-31`."""
        return self._get(f"/v1/merchants/{merchant}/takings", wire.Takings, day=day)

    def settlement_file(self, merchant: str, day: str) -> str:
        """The day's settlement file: CSV."""
        return self._bytes(f"/v1/merchants/{merchant}/settlement-file", day=day).decode()
