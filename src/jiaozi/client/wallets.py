"""Wallets, bank accounts, loads and unloads."""

from collections.abc import Iterator

from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.wire import wallets as wire
from jiaozi.wire.access import Proposed
from jiaozi.wire.institutions import Moved
from jiaozi.wire.ledger import BalanceAt, StatementLine


class WalletMethods(Core):
    """Methods of wallets and bank accounts."""

    def open_wallet(
        self,
        operator: str,
        kind: str,
        wallet_class: str,
        *,
        phone: str = "",
        name: str = "",
        id_number: str = "",
        bank_account: str = "",
        face_to_face: bool = False,
        key: str = "",
    ) -> wire.WalletOpened:
        """Opens a wallet; the class (I to IV) decides which details are needed."""
        body = {
            "operator": operator,
            "kind": kind,
            "wallet_class": wallet_class,
            "phone": phone,
            "name": name,
            "id_number": id_number,
            "bank_account": bank_account,
            "face_to_face": face_to_face,
        }
        return self._post("/v1/wallets", wire.WalletOpened, body, key=key)

    def wallet(self, wallet: str) -> wire.Wallet:
        """A wallet with balance, what is available, and limits."""
        return self._get(f"/v1/wallets/{wallet}", wire.Wallet)

    def wallets(self, operator: str | None = None) -> Iterator[wire.Wallet]:
        """Wallets the caller may see, in the order of their opening."""
        return self._pages("/v1/wallets", wire.Wallet, operator=operator, limit=PAGE_LIMIT)

    def wallet_balance(self, wallet: str, at: str | None = None) -> BalanceAt:
        """A wallet's balance as recorded at an instant (ISO 8601), or now."""
        return self._get(f"/v1/wallets/{wallet}/balance", BalanceAt, at=at)

    def wallet_statement(self, wallet: str) -> Iterator[StatementLine]:
        """A wallet's history, oldest first."""
        return self._pages(f"/v1/wallets/{wallet}/statement", StatementLine, limit=PAGE_LIMIT)

    def change_class(
        self,
        wallet: str,
        wallet_class: str,
        *,
        name: str = "",
        id_number: str = "",
        bank_account: str = "",
        face_to_face: bool = False,
        phone: str = "",
        key: str = "",
    ) -> wire.ClassChanged:
        """Moves a wallet to another class."""
        body = {
            "wallet_class": wallet_class,
            "name": name,
            "id_number": id_number,
            "bank_account": bank_account,
            "face_to_face": face_to_face,
            "phone": phone,
        }
        return self._post(f"/v1/wallets/{wallet}/class-changes", wire.ClassChanged, body, key=key)

    def set_own_limits(
        self,
        wallet: str,
        *,
        balance_minor: int | None = None,
        single_minor: int | None = None,
        daily_minor: int | None = None,
        yearly_minor: int | None = None,
        key: str = "",
    ) -> wire.LimitsSet:
        """Sets the holder's own limits; what is left out is the class's again."""
        body = {
            "balance": money(balance_minor),
            "single": money(single_minor),
            "daily": money(daily_minor),
            "yearly": money(yearly_minor),
        }
        return self._post(f"/v1/wallets/{wallet}/limits", wire.LimitsSet, body, key=key)

    def close_wallet(self, wallet: str, *, key: str = "") -> wire.WalletClosed:
        """Closes an empty wallet."""
        return self._post(f"/v1/wallets/{wallet}/closure", wire.WalletClosed, key=key)

    def freeze_wallet(
        self, wallet: str, scope: str, reason: str, *, amount_minor: int | None = None, key: str = ""
    ) -> wire.WalletFrozen:
        """Freezes a wallet: scope `all`, `out` or `amount`."""
        body = {"scope": scope, "reason": reason, "amount": money(amount_minor)}
        return self._post(f"/v1/wallets/{wallet}/freezes", wire.WalletFrozen, body, key=key)

    def refused_payments(self, wallet: str) -> Iterator[wire.RefusedPaymentView]:
        """Why a wallet could not be paid, for its own side."""
        return self._pages(f"/v1/wallets/{wallet}/refused-payments", wire.RefusedPaymentView)

    def freezes(self, wallet: str) -> Iterator[wire.FreezeView]:
        """A wallet's freezes."""
        return self._pages(f"/v1/wallets/{wallet}/freezes", wire.FreezeView)

    def propose_unfreeze(self, wallet: str, freeze: str, reason: str, *, key: str = "") -> Proposed:
        """Proposes to lift a freeze that one's own side placed; the central bank's people lift any."""
        path = f"/v1/wallets/{wallet}/freezes/{freeze}/lifting"
        return self._post(path, Proposed, {"reason": reason}, key=key)

    def read_holder(self, wallet: str, reason: str, *, key: str = "") -> wire.HolderRead:
        """Reads personal data; the reading is logged."""
        return self._post(f"/v1/wallets/{wallet}/holder-readings", wire.HolderRead, {"reason": reason}, key=key)

    def link_bank_account(self, wallet: str, bank_account: str, *, key: str = "") -> wire.BankAccountLinked:
        """Binds a bank account to the wallet's holder."""
        body = {"bank_account": bank_account}
        return self._post(f"/v1/wallets/{wallet}/bank-accounts", wire.BankAccountLinked, body, key=key)

    def load(
        self,
        wallet: str,
        bank_account: str,
        amount_minor: int,
        *,
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> Moved:
        """Moves money from the bank account into the wallet."""
        body = {"bank_account": bank_account, "amount": money(amount_minor), "reference": reference}
        return self._post(f"/v1/wallets/{wallet}/loads", Moved, body, key=key, dry_run=dry_run)

    def unload(
        self,
        wallet: str,
        bank_account: str,
        amount_minor: int,
        *,
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> Moved:
        """Moves money from the wallet into the bank account."""
        body = {"bank_account": bank_account, "amount": money(amount_minor), "reference": reference}
        return self._post(f"/v1/wallets/{wallet}/unloads", Moved, body, key=key, dry_run=dry_run)

    def open_bank_account(
        self, bank: str, number: str, *, customer: str | None = None, cash_minor: int | None = None, key: str = ""
    ) -> wire.BankAccountOpened:
        """Opens a deposit account at a bank, with its first cash in fen of CNY."""
        body = {"bank": bank, "number": number, "customer": customer, "cash": money(cash_minor, "CNY")}
        return self._post("/v1/bank-accounts", wire.BankAccountOpened, body, key=key)

    def bank_account(self, account: str) -> wire.BankAccount:
        """A bank account."""
        return self._get(f"/v1/bank-accounts/{account}", wire.BankAccount)

    def deposit_cash(self, account: str, amount_minor: int, *, key: str = "", dry_run: bool = False) -> Moved:
        """Pays cash into a bank account."""
        body = {"amount": money(amount_minor, "CNY")}
        return self._post(f"/v1/bank-accounts/{account}/deposits", Moved, body, key=key, dry_run=dry_run)

    def withdraw_cash(self, account: str, amount_minor: int, *, key: str = "", dry_run: bool = False) -> Moved:
        """Draws cash from a bank account."""
        body = {"amount": money(amount_minor, "CNY")}
        return self._post(f"/v1/bank-accounts/{account}/withdrawals", Moved, body, key=key, dry_run=dry_run)
