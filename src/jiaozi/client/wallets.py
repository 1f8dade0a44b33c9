"""Wallets, bank accounts, loads and unloads."""

from collections.abc import Iterator

from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.wire import answers


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
    ) -> answers.WalletOpened:
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
        return self._post("/v1/wallets", answers.WalletOpened, body, key=key)

    def wallet(self, wallet: str) -> answers.Wallet:
        """A wallet with balance, what is available, and limits."""
        return self._get(f"/v1/wallets/{wallet}", answers.Wallet)

    def wallets(self, operator: str | None = None) -> Iterator[answers.Wallet]:
        """Wallets the caller may see, in the order of their opening."""
        return self._pages("/v1/wallets", answers.Wallet, operator=operator, limit=PAGE_LIMIT)

    def wallet_balance(self, wallet: str, at: str | None = None) -> answers.BalanceAt:
        """A wallet's balance as recorded at an instant (ISO 8601), or now."""
        return self._get(f"/v1/wallets/{wallet}/balance", answers.BalanceAt, at=at)

    def wallet_statement(self, wallet: str) -> Iterator[answers.StatementLine]:
        """A wallet's history, oldest first."""
        return self._pages(f"/v1/wallets/{wallet}/statement", answers.StatementLine, limit=PAGE_LIMIT)

    def change_class(
        self,
        wallet: str,
        wallet_class: str,
        *,
        name: str = "",
        id_number: str = "",
        bank_account: str = "",
        face_to_face: bool = False,
        key: str = "",
    ) -> answers.ClassChanged:
        """Moves a wallet to another class."""
        body = {
            "wallet_class": wallet_class,
            "name": name,
            "id_number": id_number,
            "bank_account": bank_account,
            "face_to_face": face_to_face,
        }
        return self._post(f"/v1/wallets/{wallet}/class-changes", answers.ClassChanged, body, key=key)

    def set_own_limits(
        self,
        wallet: str,
        *,
        balance_minor: int | None = None,
        single_minor: int | None = None,
        daily_minor: int | None = None,
        yearly_minor: int | None = None,
        key: str = "",
    ) -> answers.LimitsSet:
        """Sets the holder's own limits; what is left out is the class's again."""
        body = {
            "balance": money(balance_minor),
            "single": money(single_minor),
            "daily": money(daily_minor),
            "yearly": money(yearly_minor),
        }
        return self._post(f"/v1/wallets/{wallet}/limits", answers.LimitsSet, body, key=key)

    def close_wallet(self, wallet: str, *, key: str = "") -> answers.WalletClosed:
        """Closes an empty wallet."""
        return self._post(f"/v1/wallets/{wallet}/closure", answers.WalletClosed, key=key)

    def freeze_wallet(
        self, wallet: str, scope: str, reason: str, *, amount_minor: int | None = None, key: str = ""
    ) -> answers.WalletFrozen:
        """Freezes a wallet: scope `all`, `out` or `amount`."""
        body = {"scope": scope, "reason": reason, "amount": money(amount_minor)}
        return self._post(f"/v1/wallets/{wallet}/freezes", answers.WalletFrozen, body, key=key)

    def freezes(self, wallet: str) -> Iterator[answers.FreezeView]:
        """A wallet's freezes."""
        return self._pages(f"/v1/wallets/{wallet}/freezes", answers.FreezeView)

    def propose_unfreeze(self, wallet: str, freeze: str, reason: str, *, key: str = "") -> answers.Proposed:
        """Proposes to lift a freeze."""
        path = f"/v1/wallets/{wallet}/freezes/{freeze}/lifting"
        return self._post(path, answers.Proposed, {"reason": reason}, key=key)

    def read_holder(self, wallet: str, reason: str, *, key: str = "") -> answers.HolderRead:
        """Reads personal data; the reading is logged."""
        return self._post(f"/v1/wallets/{wallet}/holder-readings", answers.HolderRead, {"reason": reason}, key=key)

    def link_bank_account(self, wallet: str, bank_account: str, *, key: str = "") -> answers.BankAccountLinked:
        """Binds a bank account to the wallet's holder."""
        body = {"bank_account": bank_account}
        return self._post(f"/v1/wallets/{wallet}/bank-accounts", answers.BankAccountLinked, body, key=key)

    def load(
        self,
        wallet: str,
        bank_account: str,
        amount_minor: int,
        *,
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> answers.Moved:
        """Moves money from the bank account into the wallet."""
        body = {"bank_account": bank_account, "amount": money(amount_minor), "reference": reference}
        return self._post(f"/v1/wallets/{wallet}/loads", answers.Moved, body, key=key, dry_run=dry_run)

    def unload(
        self,
        wallet: str,
        bank_account: str,
        amount_minor: int,
        *,
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> answers.Moved:
        """Moves money from the wallet into the bank account."""
        body = {"bank_account": bank_account, "amount": money(amount_minor), "reference": reference}
        return self._post(f"/v1/wallets/{wallet}/unloads", answers.Moved, body, key=key, dry_run=dry_run)

    def open_bank_account(
        self, bank: str, number: str, *, customer: str | None = None, cash_minor: int | None = None, key: str = ""
    ) -> answers.BankAccountOpened:
        """Opens a deposit account at a bank, with its first cash in fen of CNY."""
        body = {"bank": bank, "number": number, "customer": customer, "cash": money(cash_minor, "CNY")}
        return self._post("/v1/bank-accounts", answers.BankAccountOpened, body, key=key)

    def bank_account(self, account: str) -> answers.BankAccount:
        """A bank account."""
        return self._get(f"/v1/bank-accounts/{account}", answers.BankAccount)

    def deposit_cash(self, account: str, amount_minor: int, *, key: str = "", dry_run: bool = False) -> answers.Moved:
        """Pays cash into a bank account."""
        body = {"amount": money(amount_minor, "CNY")}
        return self._post(f"/v1/bank-accounts/{account}/deposits", answers.Moved, body, key=key, dry_run=dry_run)

    def withdraw_cash(self, account: str, amount_minor: int, *, key: str = "", dry_run: bool = False) -> answers.Moved:
        """Draws cash from a bank account."""
        body = {"amount": money(amount_minor, "CNY")}
        return self._post(f"/v1/bank-accounts/{account}/withdrawals", answers.Moved, body, key=key, dry_run=dry_run)
