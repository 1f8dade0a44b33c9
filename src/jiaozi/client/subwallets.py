"""Sub-wallets."""

from collections.abc import Iterator, Sequence

from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.wire import subwallets as wire
from jiaozi.wire.institutions import Moved
from jiaozi.wire.payments import Paid


class SubWalletMethods(Core):
    """Methods of sub-wallets."""

    def push_sub_wallet(
        self,
        wallet: str,
        merchant: str,
        label: str,
        *,
        single_minor: int,
        daily_minor: int,
        yearly_minor: int | None = None,
        customer: str = "",
        key: str = "",
    ) -> wire.SubWalletOpened:
        """Pushes a sub-wallet to a merchant, which may charge it up to these limits without a PIN."""
        body = {
            "merchant": merchant,
            "label": label,
            "single": money(single_minor),
            "daily": money(daily_minor),
            "yearly": money(yearly_minor),
            "customer": customer,
        }
        return self._post(f"/v1/wallets/{wallet}/pushed-sub-wallets", wire.SubWalletOpened, body, key=key)

    def open_sub_wallet(self, wallet: str, label: str, *, key: str = "") -> wire.SubWalletOpened:
        """Opens a sub-wallet of a company's wallet, for a store or a branch."""
        return self._post(f"/v1/wallets/{wallet}/sub-wallets", wire.SubWalletOpened, {"label": label}, key=key)

    def sub_wallets(self, wallet: str) -> Iterator[wire.SubWallet]:
        """A wallet's sub-wallets, oldest first."""
        return self._pages(f"/v1/wallets/{wallet}/sub-wallets", wire.SubWallet, limit=PAGE_LIMIT)

    def pushed_sub_wallets(self, customer: str = "") -> Iterator[wire.PushedWallet]:
        """What was pushed to the merchant whose key this is; only by one of its customers when named."""
        return self._pages("/v1/pushed-sub-wallets", wire.PushedWallet, limit=PAGE_LIMIT, customer=customer or None)

    def issue_sub_wallet_token(self, sub_wallet: str, *, key: str = "") -> wire.SubWalletTokenIssued:
        """Takes the token of a sub-wallet that was pushed to the merchant. Shown once; an earlier one ends."""
        return self._post(f"/v1/sub-wallets/{sub_wallet}/tokens", wire.SubWalletTokenIssued, key=key)

    def charge_sub_wallet(
        self,
        token: str,
        store: str,
        amount_minor: int,
        *,
        purpose: str = "",
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> Paid:
        """Charges a sub-wallet for a store of the merchant's own. Final when it is answered."""
        body = {
            "token": token,
            "store": store,
            "amount": money(amount_minor),
            "purpose": purpose,
            "reference": reference,
        }
        return self._post("/v1/sub-wallet-charges", Paid, body, key=key, dry_run=dry_run)

    def revoke_sub_wallet(self, sub_wallet: str, *, key: str = "") -> wire.SubWalletRevoked:
        """Takes a sub-wallet back; it is charged no more."""
        return self._post(f"/v1/sub-wallets/{sub_wallet}/revocation", wire.SubWalletRevoked, key=key)

    def pool_sub_wallets(
        self,
        wallet: str,
        sub_wallets: Sequence[str] = (),
        *,
        keep_minor: int = 0,
        key: str = "",
        dry_run: bool = False,
    ) -> wire.Pooled:
        """Moves into a wallet what its sub-wallets have above `keep_minor` each: of these, or of all."""
        body = {"sub_wallets": list(sub_wallets), "keep": money(keep_minor)}
        return self._post(f"/v1/wallets/{wallet}/pooling", wire.Pooled, body, key=key, dry_run=dry_run)

    def recall_from_sub(
        self, sub_wallet: str, amount_minor: int, *, reference: str | None = None, key: str = ""
    ) -> Moved:
        """Moves an amount from a sub-wallet to its parent."""
        body = {"amount": money(amount_minor), "reference": reference}
        return self._post(f"/v1/sub-wallets/{sub_wallet}/recalls", Moved, body, key=key)

    def allot_to_sub(self, sub_wallet: str, amount_minor: int, *, reference: str | None = None, key: str = "") -> Moved:
        """Moves an amount from a company's wallet to one of its sub-wallets."""
        body = {"amount": money(amount_minor), "reference": reference}
        return self._post(f"/v1/sub-wallets/{sub_wallet}/allotments", Moved, body, key=key)
