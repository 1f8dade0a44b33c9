"""Collect codes."""

from collections.abc import Iterator

from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.wire import codes as wire


class CodeMethods(Core):
    """Methods of codes."""

    def open_collect_code(
        self,
        *,
        store: str | None = None,
        wallet: str | None = None,
        amount_minor: int | None = None,
        reference: str | None = None,
        lifetime_s: int | None = None,
        key: str = "",
    ) -> wire.CollectCodeOpened:
        """Makes a code for a store or a wallet: for one payment of an amount with `lifetime_s`, else for many."""
        body = {
            "store": store,
            "wallet": wallet,
            "amount": None if amount_minor is None else money(amount_minor),
            "reference": reference,
            "lifetime_s": lifetime_s,
        }
        return self._post("/v1/collect-codes", wire.CollectCodeOpened, body, key=key)

    def collect_code(self, collect_code: str) -> wire.CollectCode:
        """A code of one's own."""
        return self._get(f"/v1/collect-codes/{collect_code}", wire.CollectCode)

    def collect_code_symbol(self, collect_code: str, form: str = "svg") -> bytes:
        """The QR symbol of a code of one's own, as `svg` or `png`."""
        return self._bytes(f"/v1/collect-codes/{collect_code}/symbol", format=form)

    def collect_codes_of_store(self, store: str) -> Iterator[wire.CollectCode]:
        """A store's codes."""
        return self._pages(f"/v1/stores/{store}/collect-codes", wire.CollectCode, limit=PAGE_LIMIT)

    def collect_codes_of_wallet(self, wallet: str) -> Iterator[wire.CollectCode]:
        """A wallet's own codes."""
        return self._pages(f"/v1/wallets/{wallet}/collect-codes", wire.CollectCode, limit=PAGE_LIMIT)

    def revoke_collect_code(self, collect_code: str, *, key: str = "") -> wire.CollectCodeRevoked:
        """Withdraws a code."""
        return self._post(f"/v1/collect-codes/{collect_code}/revocation", wire.CollectCodeRevoked, key=key)

    def scan_code(self, payload: str) -> wire.ScannedCode:
        """What a scanned code asks for: show it before paying."""
        return self._get("/v1/scanned-codes", wire.ScannedCode, payload=payload)

    def pay_collect_code(
        self,
        payer: str,
        payload: str,
        *,
        amount_minor: int | None = None,
        purpose: str = "",
        key: str = "",
        dry_run: bool = False,
    ) -> wire.CollectCodePaid:
        """Pays a scanned code; `amount_minor` when the code has none."""
        amount = None if amount_minor is None else money(amount_minor)
        body = {"payer": payer, "payload": payload, "amount": amount, "purpose": purpose}
        return self._post("/v1/collect-code-payments", wire.CollectCodePaid, body, key=key, dry_run=dry_run)
