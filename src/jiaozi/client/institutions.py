"""Institutions, issue and reserves, settlement, regimes, corrections."""

from collections.abc import Iterator, Sequence

from jiaozi.client.core import Core, money
from jiaozi.wire import institutions as wire
from jiaozi.wire.access import Proposed
from jiaozi.wire.ledger import TrialBalance


class InstitutionMethods(Core):
    """Methods of the two tiers. Those named `propose_...` need a second person (see `approve`)."""

    def institutions(self) -> Iterator[wire.Institution]:
        """The central bank and the operators."""
        return self._pages("/v1/institutions", wire.Institution)

    def institution(self, institution: str) -> wire.Institution:
        """One institution."""
        return self._get(f"/v1/institutions/{institution}", wire.Institution)

    def propose_operator(self, code: str, quota_minor: int, reason: str, *, key: str = "") -> Proposed:
        """Proposes an operator that the rule book admits."""
        body = {"code": code, "quota": money(quota_minor), "reason": reason}
        return self._post("/v1/institutions", Proposed, body, key=key)

    def propose_quota(self, institution: str, quota_minor: int, reason: str, *, key: str = "") -> Proposed:
        """Proposes an issue quota."""
        body = {"quota": money(quota_minor), "reason": reason}
        return self._post(f"/v1/institutions/{institution}/quota", Proposed, body, key=key)

    def reserves(self, institution: str) -> wire.Reserves:
        """An operator's quota and standing accounts."""
        return self._get(f"/v1/institutions/{institution}/reserves", wire.Reserves)

    def trial_balance(self, institution: str) -> TrialBalance:
        """The trial balance of an institution's book."""
        return self._get(f"/v1/institutions/{institution}/trial-balance", TrialBalance)

    def propose_issue(self, operator: str, amount_minor: int, reason: str, *, key: str = "") -> Proposed:
        """Proposes to issue digital yuan to an operator's vault."""
        body = {"operator": operator, "amount": money(amount_minor), "reason": reason}
        return self._post("/v1/issues", Proposed, body, key=key)

    def retire(self, operator: str, amount_minor: int, *, key: str = "", dry_run: bool = False) -> wire.Moved:
        """Takes vault money out of circulation."""
        body = {"operator": operator, "amount": money(amount_minor)}
        return self._post("/v1/retirements", wire.Moved, body, key=key, dry_run=dry_run)

    def propose_reserve_loan(self, operator: str, amount_minor: int, reason: str, *, key: str = "") -> Proposed:
        """Proposes to lend an operator reserves."""
        body = {"operator": operator, "amount": money(amount_minor, "CNY"), "reason": reason}
        return self._post("/v1/reserve-loans", Proposed, body, key=key)

    def repay_reserves(self, operator: str, amount_minor: int, *, key: str = "", dry_run: bool = False) -> wire.Moved:
        """Pays lent reserves back."""
        return self._reserves("/v1/reserve-repayments", operator, amount_minor, key, dry_run)

    def fund_margin(self, operator: str, amount_minor: int, *, key: str = "", dry_run: bool = False) -> wire.Moved:
        """Moves reserves to a non-bank's margin."""
        return self._reserves("/v1/margin-fundings", operator, amount_minor, key, dry_run)

    def release_margin(self, operator: str, amount_minor: int, *, key: str = "", dry_run: bool = False) -> wire.Moved:
        """Takes out of a non-bank's margin what is not needed."""
        return self._reserves("/v1/margin-releases", operator, amount_minor, key, dry_run)

    def _reserves(self, path: str, operator: str, amount_minor: int, key: str, dry_run: bool) -> wire.Moved:
        body = {"operator": operator, "amount": money(amount_minor, "CNY")}
        return self._post(path, wire.Moved, body, key=key, dry_run=dry_run)

    def propose_netting(self, institution: str, other: str, cap_minor: int, reason: str, *, key: str = "") -> Proposed:
        """Proposes net settlement between two banks under a cap."""
        body = {"other": other, "cap": money(cap_minor), "reason": reason}
        return self._post(f"/v1/institutions/{institution}/netting", Proposed, body, key=key)

    def netting(self, institution: str) -> Iterator[wire.NettingPair]:
        """With whom an operator settles net."""
        return self._pages(f"/v1/institutions/{institution}/netting", wire.NettingPair)

    def settle(self, institution: str, other: str, *, key: str = "", dry_run: bool = False) -> wire.Moved:
        """Settles what two operators owe each other."""
        path = f"/v1/institutions/{institution}/settlements"
        return self._post(path, wire.Moved, {"other": other}, key=key, dry_run=dry_run)

    def propose_regime(self, institution: str, reason: str, *, key: str = "") -> Proposed:
        """Proposes to bring an operator under the regime in force."""
        path = f"/v1/institutions/{institution}/regime-changes"
        return self._post(path, Proposed, {"reason": reason}, key=key)

    def move_wallets(self, institution: str, limit: int = 500, *, key: str = "") -> wire.WalletsMoved:
        """Moves some wallets to their operator's regime."""
        path = f"/v1/institutions/{institution}/wallet-moves"
        return self._post(path, wire.WalletsMoved, {"limit": limit}, key=key)

    def operator_limits(self, institution: str) -> Iterator[wire.OperatorLimit]:
        """The limits an operator sets below the scheme's."""
        return self._pages(f"/v1/institutions/{institution}/limits", wire.OperatorLimit)

    def propose_operator_limit(
        self,
        institution: str,
        kind: str,
        wallet_class: str,
        component: str,
        limit_minor: int,
        reason: str,
        *,
        key: str = "",
    ) -> Proposed:
        """Proposes a limit for an operator's wallets of a kind and class."""
        body = {
            "kind": kind,
            "wallet_class": wallet_class,
            "component": component,
            "limit": money(limit_minor),
            "reason": reason,
        }
        return self._post(f"/v1/institutions/{institution}/limits", Proposed, body, key=key)

    def propose_correction(
        self, lines: Sequence[tuple[str, str, int]], effective_at: str, reason: str, *, key: str = ""
    ) -> Proposed:
        """Proposes entries (debit account, credit account, minor units) effective in a past, open day."""
        entries = [{"debit": debit, "credit": credit, "minor": minor} for debit, credit, minor in lines]
        body = {"lines": entries, "effective_at": effective_at, "reason": reason}
        return self._post("/v1/corrections", Proposed, body, key=key)
