"""Collect codes, payers' tokens, and what tills charge by them."""

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
        plan: str | None = None,
        key: str = "",
    ) -> wire.CollectCodeOpened:
        """Makes a code for a store or a wallet: for one payment of an amount with `lifetime_s`, else for many;
        with a split `plan` of the store, for payments that are split."""
        body = {
            "store": store,
            "wallet": wallet,
            "amount": None if amount_minor is None else money(amount_minor),
            "reference": reference,
            "lifetime_s": lifetime_s,
            "plan": plan,
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
        amount_minor: int,
        *,
        purpose: str = "",
        key: str = "",
        dry_run: bool = False,
    ) -> wire.CollectCodePaid:
        """Pays a scanned code; its own amount when it has one."""
        body = {"payer": payer, "payload": payload, "amount": money(amount_minor), "purpose": purpose}
        return self._post("/v1/collect-code-payments", wire.CollectCodePaid, body, key=key, dry_run=dry_run)

    def enrol_payer_token(self, wallet: str, *, key: str = "") -> wire.PayerTokenEnrolled:
        """A token to pay from a wallet with, for the device that signs: give the client its `signer`."""
        return self._post("/v1/payer-tokens", wire.PayerTokenEnrolled, {"wallet": wallet}, key=key)

    def payer_token(self, payer_token: str) -> wire.PayerToken:
        """A token, without its secret."""
        return self._get(f"/v1/payer-tokens/{payer_token}", wire.PayerToken)

    def payer_tokens(self, wallet: str) -> Iterator[wire.PayerToken]:
        """A wallet's tokens."""
        return self._pages(f"/v1/wallets/{wallet}/payer-tokens", wire.PayerToken, limit=PAGE_LIMIT)

    def revoke_payer_token(self, payer_token: str, *, key: str = "") -> wire.PayerTokenRevoked:
        """Ends a token; needs no signature."""
        return self._post(f"/v1/payer-tokens/{payer_token}/revocation", wire.PayerTokenRevoked, key=key)

    def charge_payment_code(
        self,
        payment_code: str,
        store: str,
        amount_minor: int,
        *,
        purpose: str = "",
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> wire.Charged:
        """A till charges the payment code that it scanned."""
        body = {
            "payment_code": payment_code,
            "store": store,
            "amount": money(amount_minor),
            "purpose": purpose,
            "reference": reference,
        }
        return self._post("/v1/payment-codes/charges", wire.Charged, body, key=key, dry_run=dry_run)

    def charge_tap(
        self,
        number: str,
        counter: int,
        cryptogram: str,
        store: str,
        amount_minor: int,
        *,
        purpose: str = "",
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> wire.Charged:
        """A till charges the device that was held to it."""
        body = {
            "number": number,
            "counter": counter,
            "cryptogram": cryptogram,
            "store": store,
            "amount": money(amount_minor),
            "purpose": purpose,
            "reference": reference,
        }
        return self._post("/v1/taps/charges", wire.Charged, body, key=key, dry_run=dry_run)

    def presentations(
        self, payer_token: str, means: str = "code", *, counter: int | None = None
    ) -> Iterator[wire.Presentation]:
        """What a token was charged by payment codes or by taps (`code`, `tap`), or for one counter."""
        path = f"/v1/payer-tokens/{payer_token}/presentations"
        return self._pages(path, wire.Presentation, limit=PAGE_LIMIT, means=means, counter=counter)

    def presented_code(self, payment_code: str, store: str) -> wire.PresentedCode:
        """What became of a payment code that this store's till was shown; known for ten minutes."""
        body = {"payment_code": payment_code, "store": store}
        return self._post("/v1/payment-code-lookups", wire.PresentedCode, body)

    def presented_tap(self, number: str, counter: int, store: str) -> wire.PresentedCode:
        """What a tap paid at this store's till."""
        return self._get(f"/v1/taps/{number}/{counter}", wire.PresentedCode, store=store)
