"""Merchants, stores, payments, refunds and holds."""

from collections.abc import Iterator

from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.wire import payments as wire


class PaymentMethods(Core):
    """Methods of merchants and payments."""

    def open_merchant(
        self,
        wallet: str,
        name_en: str,
        name_zh: str,
        category: str,
        *,
        purpose: str = "",
        scenario: str = "",
        key: str = "",
    ) -> wire.MerchantOpened:
        """Registers a merchant that is paid into a corporate wallet; `category` has four digits (ISO 18245)."""
        body = {
            "wallet": wallet,
            "name_en": name_en,
            "name_zh": name_zh,
            "category": category,
            "purpose": purpose,
            "scenario": scenario,
        }
        return self._post("/v1/merchants", wire.MerchantOpened, body, key=key)

    def merchant(self, merchant: str) -> wire.Merchant:
        """A merchant."""
        return self._get(f"/v1/merchants/{merchant}", wire.Merchant)

    def merchants(self) -> Iterator[wire.Merchant]:
        """All merchants."""
        return self._pages("/v1/merchants", wire.Merchant, limit=PAGE_LIMIT)

    def suspend_merchant(self, merchant: str, *, suspended: bool = True, key: str = "") -> wire.MerchantSet:
        """Stops payments to a merchant, or allows them again."""
        body = {"suspended": suspended}
        return self._post(f"/v1/merchants/{merchant}/suspension", wire.MerchantSet, body, key=key)

    def open_store(self, merchant: str, name: str, region: str, *, key: str = "") -> wire.StoreOpened:
        """Registers a store; `region` has six digits (GB/T 2260)."""
        body = {"name": name, "region": region}
        return self._post(f"/v1/merchants/{merchant}/stores", wire.StoreOpened, body, key=key)

    def stores(self, merchant: str) -> Iterator[wire.Store]:
        """A merchant's stores."""
        return self._pages(f"/v1/merchants/{merchant}/stores", wire.Store, limit=PAGE_LIMIT)

    def store(self, store: str) -> wire.Store:
        """A store."""
        return self._get(f"/v1/stores/{store}", wire.Store)

    def pay(
        self,
        payer: str,
        amount_minor: int,
        *,
        store: str | None = None,
        payee: str | None = None,
        kind: str | None = None,
        purpose: str = "",
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> wire.Paid:
        """Pays a store, or a payee's wallet. `kind` follows from which, unless it is salary or party_dues."""
        body = {
            "payer": payer,
            "amount": money(amount_minor),
            "kind": kind or ("merchant" if store else "person"),
            "store": store,
            "payee": payee,
            "purpose": purpose,
            "reference": reference,
        }
        return self._post("/v1/payments", wire.Paid, body, key=key, dry_run=dry_run)

    def payment(self, payment: str) -> wire.Payment:
        """A payment as it stands."""
        return self._get(f"/v1/payments/{payment}", wire.Payment)

    def refund(
        self,
        payment: str,
        amount_minor: int,
        *,
        reference: str | None = None,
        advance: bool = False,
        key: str = "",
        dry_run: bool = False,
    ) -> wire.Refunded:
        """Gives money of a payment back; with `advance` the platform of a split gives for sellers that cannot."""
        body = {"amount": money(amount_minor), "reference": reference, "advance": advance}
        return self._post(f"/v1/payments/{payment}/refunds", wire.Refunded, body, key=key, dry_run=dry_run)

    def refunds(self, payment: str) -> Iterator[wire.RefundView]:
        """A payment's refunds."""
        return self._pages(f"/v1/payments/{payment}/refunds", wire.RefundView, limit=PAGE_LIMIT)

    def place_hold(
        self,
        payer: str,
        amount_minor: int,
        expires_at: str,
        *,
        store: str | None = None,
        payee: str | None = None,
        kind: str | None = None,
        purpose: str = "",
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> wire.HoldPlaced:
        """Reserves an amount for a payee until an instant (ISO 8601), at most 30 days ahead."""
        body = {
            "payer": payer,
            "amount": money(amount_minor),
            "expires_at": expires_at,
            "kind": kind or ("merchant" if store else "person"),
            "store": store,
            "payee": payee,
            "purpose": purpose,
            "reference": reference,
        }
        return self._post("/v1/holds", wire.HoldPlaced, body, key=key, dry_run=dry_run)

    def capture_hold(
        self, payment: str, amount_minor: int, *, plan: str | None = None, key: str = "", dry_run: bool = False
    ) -> wire.HoldCaptured:
        """Takes part of a hold or all of it; with a split `plan` for its parties, once, and the rest goes back."""
        body = {"amount": money(amount_minor), "plan": plan}
        return self._post(f"/v1/payments/{payment}/captures", wire.HoldCaptured, body, key=key, dry_run=dry_run)

    def release_hold(self, payment: str, *, key: str = "", dry_run: bool = False) -> wire.HoldEnded:
        """Gives back what is left of a hold."""
        return self._post(f"/v1/payments/{payment}/release", wire.HoldEnded, key=key, dry_run=dry_run)
