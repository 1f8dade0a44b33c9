"""Limits as pure decisions: what a wallet may hold, pay at once, in a day and in a year.

The least of three counts: the rule book's (scheme and operator rule), the operator's own, the holder's own. A refusal
names the one that caused it. Lowering a limit below the balance still lets money out.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, NamedTuple

from jiaozi import rulebook
from jiaozi.clock import china_date, china_day, day_to_date, next_day, next_year, resets_on
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.money import amount_text
from jiaozi.rulebook.shapes import Component
from jiaozi.wallets.model import CLASS_NAMES, HOLDER_KIND_NAMES, Usage, Wallet, in_hong_kong, is_pushed
from jiaozi.wallets.store import operator_limits

NO_LIMIT: Final = 2**62
_NO_OWN: Final = (None, None, None, None)
COMPONENTS: Final[tuple[Component, ...]] = ("balance", "single", "daily", "yearly")
OPERATORS_LIMIT: Final = "a lower limit that the operator set"
HOLDERS_LIMIT: Final = "a lower limit that the holder set"
_PASSED: Final[Mapping[str, Component]] = {
    "limit_balance_exceeded": "balance",
    "limit_single_exceeded": "single",
    "limit_daily_exceeded": "daily",
    "limit_yearly_exceeded": "yearly",
}


class Limits(NamedTuple):
    """Ceilings in minor units, `NO_LIMIT` for none."""

    balance: int
    single: int
    daily: int
    yearly: int


class Standing(NamedTuple):
    """A limit in force in minor units (None: none), what is used of it and left, the holder's own, and whose it is: as
    `LimitTable.source` says."""

    limit_minor: int | None
    used_minor: int | None
    left_minor: int | None
    own_minor: int | None
    source: str


class LimitTable:
    """The limits of one group: by class, kind, operator, scope and day."""

    def __init__(self, connection: Connection, codes: dict[int, str]) -> None:
        self._codes = codes
        self._operators = operator_limits(connection)
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

    def standings(self, wallet: Wallet, posted: int, usage: Usage, at: int) -> dict[Component, Standing]:
        """Every limit of a wallet that holds `posted`, at an instant. `usage` is the current one."""
        used: dict[Component, int] = {
            "balance": posted,
            "daily": usage.used_today_minor,
            "yearly": usage.used_year_minor,
        }
        return {name: self._standing(name, wallet, used.get(name), at) for name in COMPONENTS}

    def _standing(self, component: Component, wallet: Wallet, used: int | None, at: int) -> Standing:
        limit: int | None = getattr(self.of(wallet, at), component)
        limit = None if limit == NO_LIMIT else limit
        left = None if limit is None or used is None else max(limit - used, 0)
        own = getattr(wallet, f"own_{component}_minor")
        return Standing(limit, used, left, own, self.source(component, wallet, at))

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

    def refusal(self, code: str, wallet: Wallet, at: int, detail: str) -> Refusal:
        """The refusal of a passed limit, with what is allowed and whose limit it is."""
        return Refusal(code, detail, self.source(_PASSED[code], wallet, at))

    def source(self, component: Component, wallet: Wallet, at: int) -> str:
        """Whose a limit in force is: the rule book's with its rule, the operator's, or the holder's."""
        own, above = getattr(wallet, f"own_{component}_minor"), getattr(self.of_class(wallet, at), component)
        return HOLDERS_LIMIT if own is not None and own < above else self._source_of_class(component, wallet, at)

    def not_lower(self, component: Component, wallet: Wallet, at: int) -> Refusal:
        """The refusal of a holder's limit above its class's, with what is allowed and whose limit that is. Refuses:
        `limit_not_lower`."""
        most = amount_text(getattr(self.of_class(wallet, at), component))
        said = f"{component}: at most {most}"
        return Refusal("limit_not_lower", said, self._source_of_class(component, wallet, at))

    def _source_of_class(self, component: Component, wallet: Wallet, at: int) -> str:
        limit, rules = getattr(self.of_class(wallet, at), component), self.rules(wallet, china_date(at))
        return rules.rule(component).cite() if limit == _bound(rules.minor(component)) else OPERATORS_LIMIT

    def out_refusal(self, wallet: Wallet, usage: Usage, amount: int, at: int) -> Refusal | None:
        """What forbids a payment of `amount` by its size, the day's sum or the year's. `usage` is the current one.

        Refuses: `limit_single_exceeded`, `limit_daily_exceeded`, `limit_yearly_exceeded`, with the rule.
        """
        limits = self.of(wallet, at)
        if amount > limits.single:
            said = f"{amount_text(amount)} asked, at most {amount_text(limits.single)} at once"
            return self.refusal("limit_single_exceeded", wallet, at, said)
        if usage.used_today_minor + amount > limits.daily:
            used = _used(usage.used_today_minor, limits.daily, "today", "today's", next_day(usage.day))
            return self.refusal("limit_daily_exceeded", wallet, at, f"{amount_text(amount)} asked, {used}")
        if usage.used_year_minor + amount > limits.yearly:
            used = _used(usage.used_year_minor, limits.yearly, "this year", "this year's", next_year(usage.year))
            return self.refusal("limit_yearly_exceeded", wallet, at, f"{amount_text(amount)} asked, {used}")
        return None

    def in_refusal(self, wallet: Wallet, balance: int, amount: int, at: int) -> Refusal | None:
        """What forbids `amount` to come in on top of `balance`. Refunds, interest and reclaims do not ask.

        Refuses: `usage_not_allowed` (a pushed sub-wallet), `limit_balance_exceeded`, with the rule.
        """
        if is_pushed(wallet):  # many of them would hold more together than their class may
            return Refusal("usage_not_allowed", "sub-wallet")
        limit = self.of(wallet, at).balance
        if balance + amount > limit:
            holds = f"the wallet holds {amount_text(balance)} and may hold at most {amount_text(limit)}"
            return self.refusal("limit_balance_exceeded", wallet, at, f"{amount_text(amount)} asked, {holds}")
        return None


def _used(used: int, limit: int, when: str, whose: str, ends: date) -> str:
    return f"{amount_text(used)} of {amount_text(limit)} used {when}; {whose} limit {resets_on(ends)}"


def _bound(limit: int | None) -> int:
    return NO_LIMIT if limit is None else limit
