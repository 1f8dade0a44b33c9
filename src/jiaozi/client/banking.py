"""Agreements between wallets and bank accounts, sweeps, remittances, cash by code."""

from collections.abc import Iterator

from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.wire import banking as wire


def _side(account: str) -> str:
    """The field of a body for an account, here or outside."""
    return "external_account" if account.startswith("xac_") else "bank_account"


class BankingMethods(Core):
    """Methods of banking."""

    def propose_agreement(
        self,
        wallet: str,
        account: str,
        *,
        single_minor: int,
        daily_count: int,
        daily_minor: int,
        yearly_count: int,
        yearly_minor: int,
        valid_until: str,
        valid_from: str | None = None,
        key: str = "",
    ) -> wire.AgreementProposed:
        """Proposes to link an account here (`bac_...`) or at a bank outside (`xac_...`) under limits: fen, counts, ISO
        8601 instants. The bank sends a code."""
        body = {
            _side(account): account,
            "single": money(single_minor),
            "daily_count": daily_count,
            "daily": money(daily_minor),
            "yearly_count": yearly_count,
            "yearly": money(yearly_minor),
            "valid_until": valid_until,
            "valid_from": valid_from,
        }
        return self._post(f"/v1/wallets/{wallet}/agreements", wire.AgreementProposed, body, key=key)

    def agreements(self, wallet: str) -> Iterator[wire.Agreement]:
        """A wallet's agreements with what was used of them."""
        return self._pages(f"/v1/wallets/{wallet}/agreements", wire.Agreement)

    def sign_agreement(self, wallet: str, account: str, code: str, *, key: str = "") -> wire.AgreementSigned:
        """Signs an agreement with the one-time code that the bank sent."""
        path = f"/v1/wallets/{wallet}/agreements/{account}/signature"
        return self._post(path, wire.AgreementSigned, {"code": code}, key=key)

    def end_agreement(self, wallet: str, account: str, *, key: str = "") -> wire.AgreementEnded:
        """Ends an agreement."""
        path = f"/v1/wallets/{wallet}/agreements/{account}/end"
        return self._post(path, wire.AgreementEnded, key=key)

    def read_agreement_code(self, wallet: str, account: str, *, key: str = "") -> wire.AgreementCodeRead:
        """For the account's bank: the code to send to the phone on its file. Logged."""
        path = f"/v1/wallets/{wallet}/agreements/{account}/code-readings"
        return self._post(path, wire.AgreementCodeRead, key=key)

    def set_sweep(self, wallet: str, account: str, ceiling_minor: int, *, key: str = "") -> wire.SweepSet:
        """What the wallet holds above the ceiling goes to the account from now on: one here (`bac_...`), or one at a
        bank outside (`xac_...`), which needs an agreement."""
        body = {_side(account): account, "ceiling": money(ceiling_minor)}
        return self._post(f"/v1/wallets/{wallet}/sweep", wire.SweepSet, body, key=key)

    def sweep(self, wallet: str) -> wire.Sweep:
        """A wallet's sweep."""
        return self._get(f"/v1/wallets/{wallet}/sweep", wire.Sweep)

    def end_sweep(self, wallet: str, *, key: str = "") -> wire.SweepEnded:
        """Stops a wallet's sweep."""
        return self._post(f"/v1/wallets/{wallet}/sweep/end", wire.SweepEnded, key=key)

    def set_waterfall(self, wallet: str, bank_account: str, *, key: str = "") -> wire.WaterfallSet:
        """What a payment brings above the wallet's balance limit goes to the bank account from now on."""
        return self._post(f"/v1/wallets/{wallet}/waterfall", wire.WaterfallSet, {"bank_account": bank_account}, key=key)

    def waterfall(self, wallet: str) -> wire.Waterfall:
        """A wallet's waterfall."""
        return self._get(f"/v1/wallets/{wallet}/waterfall", wire.Waterfall)

    def end_waterfall(self, wallet: str, *, key: str = "") -> wire.WaterfallEnded:
        """Stops a wallet's waterfall."""
        return self._post(f"/v1/wallets/{wallet}/waterfall/end", wire.WaterfallEnded, key=key)

    def remit(
        self,
        bank_account: str,
        wallet: str,
        amount_minor: int,
        *,
        reference: str | None = None,
        key: str = "",
        dry_run: bool = False,
    ) -> wire.Remitted:
        """For a bank: sends money from its customer's account into somebody else's wallet."""
        body = {"bank_account": bank_account, "wallet": wallet, "amount": money(amount_minor), "reference": reference}
        return self._post("/v1/remittances", wire.Remitted, body, key=key, dry_run=dry_run)

    def remittances(self, wallet: str) -> Iterator[wire.Remittance]:
        """What was remitted into a wallet, oldest first."""
        return self._pages(f"/v1/wallets/{wallet}/remittances", wire.Remittance, limit=PAGE_LIMIT)

    def issue_cash_code(self, wallet: str, direction: str, amount_minor: int, *, key: str = "") -> wire.CashCodeIssued:
        """For the holder: a one-time code to pay cash `in` or to draw it `out`."""
        body = {"direction": direction, "amount": money(amount_minor)}
        return self._post(f"/v1/wallets/{wallet}/cash-codes", wire.CashCodeIssued, body, key=key)

    def cash_codes(self, wallet: str) -> Iterator[wire.CashCode]:
        """A wallet's cash codes, oldest first."""
        return self._pages(f"/v1/wallets/{wallet}/cash-codes", wire.CashCode, limit=PAGE_LIMIT)

    def cancel_cash_code(self, cash_code: str, *, key: str = "") -> wire.CashCodeCancelled:
        """Makes a cash code worthless."""
        return self._post(f"/v1/cash-codes/{cash_code}/cancellation", wire.CashCodeCancelled, key=key)

    def redeem_cash_code(
        self, cash_code: str, operator: str, code: str, amount_minor: int, *, key: str = ""
    ) -> wire.CashMoved:
        """For a bank's counter or machine: takes or gives the cash of a code."""
        body = {"operator": operator, "code": code, "amount": money(amount_minor)}
        return self._post(f"/v1/cash-codes/{cash_code}/redemption", wire.CashMoved, body, key=key)
