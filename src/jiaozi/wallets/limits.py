"""Limits as pure decisions: what a wallet may hold, pay at once, in a day and in a year.

The least of three counts: the rule book's (scheme and operator rule), the operator's own, the holder's own. A refusal
names the one that caused it. Lowering a limit below the balance still lets money out.
"""

from datetime import date
from typing import Final, NamedTuple

from jiaozi import rulebook
from jiaozi.clock import china_day, day_to_date
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.money import amount_text
from jiaozi.wallets.model import CLASS_NAMES, HOLDER_KIND_NAMES, Usage, Wallet, in_hong_kong, is_pushed
from jiaozi.wallets.store import operator_limits

NO_LIMIT: Final = 2**62
_NO_OWN: Final = (None, None, None, None)
COMPONENTS: Final = ("balance", "single", "daily", "yearly")
_EXCEEDED: Final = {
    "balance": "limit_balance_exceeded",
    "single": "limit_single_exceeded",
    "daily": "limit_daily_exceeded",
    "yearly": "limit_yearly_exceeded",
}


class Limits(NamedTuple):
    """Ceilings in minor units, `NO_LIMIT` for none."""

    balance: int
    single: int
    daily: int
    yearly: int


class LimitTable:
    """The limits of one group: by class, kind, operator, scope and day."""

    def __init__(self, tx: Tx, codes: dict[int, str]) -> None:
        self._codes = codes
        self._operators = operator_limits(tx.connection)
        self._known: dict[tuple[int, int, int, int, int], Limits] = {}

    def of_class(self, wallet: Wallet, at: int) -> Limits:
        """The ceilings of a wallet's class at its operator, without the holder's own."""
        key = (china_day(at), wallet.operator, wallet.kind, wallet.wallet_class, wallet.scope)
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self._of_class(wallet, day_to_date(key[0]))
        return found

    def of(self, wallet: Wallet, at: int) -> Limits:
        """The ceilings in force for a wallet at an instant."""
        found = self.of_class(wallet, at)
        own = (
            wallet.own_balance_minor,
            wallet.own_single_minor,
            wallet.own_daily_minor,
            wallet.own_yearly_minor,
        )
        if own == _NO_OWN:
            return found
        return Limits(*(min(ceiling, _bound(mine)) for ceiling, mine in zip(found, own, strict=True)))

    def _of_class(self, wallet: Wallet, day: date) -> Limits:
        rules = self.rules(wallet, day)
        own = (self._operators.get((wallet.operator, wallet.kind, wallet.wallet_class, name)) for name in COMPONENTS)
        scheme = (rules.balance_minor, rules.single_minor, rules.daily_minor, rules.yearly_minor)
        return Limits(*(min(_bound(a), _bound(b)) for a, b in zip(scheme, own, strict=True)))

    def rules(self, wallet: Wallet, day: date) -> rulebook.Limits:
        """The rule book's limits of a wallet on a day."""
        return rulebook.limits(
            day,
            CLASS_NAMES[wallet.wallet_class],
            HOLDER_KIND_NAMES[wallet.kind],
            self._codes.get(wallet.operator, ""),
            scope="hong_kong" if in_hong_kong(wallet) else "scheme",
        )

    def capped(self, wallet: Wallet, at: int) -> bool:
        """Whether a wallet's class has a ceiling for its balance."""
        return self.of_class(wallet, at).balance < NO_LIMIT

    def refusal(self, component: str, wallet: Wallet, at: int) -> Refusal:
        """The refusal of a passed limit, with the limit that caused it and, when it was the rule book's, the rule."""
        day = day_to_date(china_day(at))
        limit = getattr(self.of(wallet, at), component)
        rule = self.rules(wallet, day).rule(component)  # type: ignore[arg-type]
        from_rule = getattr(self.rules(wallet, day), f"{component}_minor") == limit
        source = rule.cite() if from_rule else "a lower limit set by the operator or the holder"
        return Refusal(_EXCEEDED[component], f"limit {amount_text(limit)}", source)

    def out_refusal(self, wallet: Wallet, usage: Usage, amount: int, at: int) -> Refusal | None:
        """What forbids a payment of `amount` by its size, the day's sum or the year's. `usage` is the current one.

        Refuses: `limit_single_exceeded`, `limit_daily_exceeded`, `limit_yearly_exceeded`, with the rule.
        """
        limits = self.of(wallet, at)
        if amount > limits.single:
            return self.refusal("single", wallet, at)
        if usage.used_today_minor + amount > limits.daily:
            return self.refusal("daily", wallet, at)
        if usage.used_year_minor + amount > limits.yearly:
            return self.refusal("yearly", wallet, at)
        return None

    def in_refusal(self, wallet: Wallet, balance: int, amount: int, at: int) -> Refusal | None:
        """What forbids `amount` to come in on top of `balance`. Refunds, interest and reclaims do not ask.

        Refuses: `usage_not_allowed` (a pushed sub-wallet), `limit_balance_exceeded`, with the rule.
        """
        if is_pushed(wallet):  # many of them would hold more together than their class may
            return Refusal("usage_not_allowed", "sub-wallet")
        if balance + amount > self.of(wallet, at).balance:
            return self.refusal("balance", wallet, at)
        return None


def _bound(limit: int | None) -> int:
    return NO_LIMIT if limit is None else limit
