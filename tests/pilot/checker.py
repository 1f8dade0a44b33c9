"""An independent book-keeper for pilot plans: plain dictionaries, limits written out again, none of the plan's code."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from jiaozi.pilot.events import (
    Attempt,
    Deposit,
    Event,
    Freeze,
    Issue,
    Load,
    OpenCompany,
    OpenMerchant,
    OpenPerson,
    Pay,
)

NONE = 10**18
# Yuan by class: balance, single, daily, yearly (rulebook/data/limits.toml).
LIMITS = {
    "IV": (10_000_00, 2_000_00, 5_000_00, 50_000_00),
    "III": (20_000_00, 5_000_00, 10_000_00, NONE),
    "II": (500_000_00, 50_000_00, 100_000_00, NONE),
    "I": (NONE, NONE, NONE, NONE),
}
CHINA_DAY = 86_400_000_000
CHINA_SHIFT = 8 * 3_600_000_000

Party = tuple[str, int]


class Checker:
    """Plays the events. `problems` stays empty when every accepted payment is payable and every attempt is not."""

    def __init__(self) -> None:
        self.problems: list[str] = []
        self.kind: dict[Party, str] = {}
        self.operator: dict[Party, str] = {}
        self.balance: Counter[Party] = Counter()
        self.bank: Counter[Party] = Counter()
        self.vault: Counter[str] = Counter()
        self.owner: dict[int, int] = {}
        self.stores: dict[int, int] = {}
        self.frozen: set[int] = set()
        self.today: dict[Party, tuple[int, int]] = {}
        self.loaded: dict[Party, tuple[int, int]] = {}
        self.year: Counter[Party] = Counter()
        self.seq = 0
        self.at = 0
        self.paid: dict[str, list[int]] = defaultdict(lambda: [0, 0])
        self.payers: set[Party] = set()
        self.refused: Counter[str] = Counter()
        self.attempts = 0
        self.paydays: set[tuple[int, int]] = set()

    def play(self, events: Iterable[Event]) -> "Checker":
        for event in events:
            self._same(event.seq, self.seq, "seq")
            if event.at < self.at:
                self.problems.append(f"time goes back at {event}")
            self.seq, self.at = self.seq + 1, event.at
            getattr(self, f"_{type(event).__name__.lower()}")(event)
        return self

    def play_safely(self, events: Iterable[Event]) -> "Checker":
        """Like `play`, for broken streams: an entity that is missing is a problem, not an exception."""
        try:
            return self.play(events)
        except KeyError as missing:
            self.problems.append(f"unknown {missing}")
            return self

    def _same(self, got: object, wanted: object, what: object) -> None:
        if got != wanted:
            self.problems.append(f"{what}: {got} instead of {wanted}")

    def _check(self, holds: bool, what: object) -> None:
        if not holds:
            self.problems.append(str(what))

    def _opencompany(self, event: OpenCompany) -> None:
        party = ("company", event.company.ordinal)
        self._check(party not in self.kind, event)
        self.kind[party], self.operator[party] = event.company.wallet_class, event.company.operator_id

    def _openperson(self, event: OpenPerson) -> None:
        party = ("person", event.person.ordinal)
        self._check(party not in self.kind, event)
        self.kind[party], self.operator[party] = event.person.wallet_class, event.person.operator_id

    def _openmerchant(self, event: OpenMerchant) -> None:
        self._check(("company", event.merchant.owner) in self.kind and event.merchant.stores > 0, event)
        self.owner[event.merchant.ordinal] = event.merchant.owner
        self.stores[event.merchant.ordinal] = event.merchant.stores

    def _issue(self, event: Issue) -> None:
        self.vault[event.operator_id] += event.amount_minor

    def _deposit(self, event: Deposit) -> None:
        party = (event.party, event.ordinal)
        self._check(party in self.kind and party not in self.bank, event)
        self.bank[party] += event.amount_minor

    def _load(self, event: Load) -> None:
        party = (event.party, event.ordinal)
        balance, single, daily, _ = LIMITS[self.kind[party]]
        loaded = self._used(self.loaded, party, event.at) + event.amount_minor
        self.bank[party] -= event.amount_minor
        self.vault[self.operator[party]] -= event.amount_minor
        self.balance[party] += event.amount_minor
        enough = self.bank[party] >= 0 and self.vault[self.operator[party]] >= 0
        fits = event.amount_minor <= single and loaded <= daily and self.balance[party] <= balance
        self._check(enough and fits, event)
        self.loaded[party] = (self._day(event.at), loaded)

    def _freeze(self, event: Freeze) -> None:
        self.frozen.add(event.person)

    def _pay(self, event: Pay) -> None:
        payer = ("company" if event.kind == "salary" else "person", event.payer)
        payee = ("person" if event.kind == "salary" else "company", event.payee)
        if event.kind == "pay_merchant":
            self._check(event.store < self.stores.get(event.payee, 0), event)
            payee = ("company", self.owner[event.payee])
        self._same(event.ordinal, sum(count for count, _ in self.paid.values()), event)
        self._same(self._refusals(payer, event.amount_minor, event.at), [], event)
        self.balance[payer] -= event.amount_minor
        self.balance[payee] += event.amount_minor
        self._check(not self._is_full(payee, 0), event)
        used = self._used(self.today, payer, event.at) + event.amount_minor
        self.today[payer] = (self._day(event.at), used)
        self.year[payer] += event.amount_minor
        self.payers.add(payer)
        self.paid[event.field][0] += 1
        self.paid[event.field][1] += event.amount_minor
        if event.kind == "salary":
            payday = (event.payee, self._day(event.at))
            self._check(payday not in self.paydays and payee != payer, f"paid twice on one day: {event}")
            self.paydays.add(payday)

    def _attempt(self, event: Attempt) -> None:
        reasons = self._refusals(("person", event.payer), event.amount_minor, event.at)
        if event.payee not in self.owner:
            reasons.append("store_not_found")
        elif self._is_full(("company", self.owner[event.payee]), event.amount_minor):
            reasons.append("payee_cannot_receive")
        self._same(reasons, [event.refusal], event)
        self._same(event.ordinal, self.attempts, event)
        self.attempts += 1
        self.refused[event.refusal] += 1

    def _refusals(self, payer: Party, amount: int, at: int) -> list[str]:
        """Everything that speaks against a payment, so that an attempt can be shown to fail for one reason only."""
        _, single, daily, yearly = LIMITS[self.kind[payer]]
        found = ["wallet_frozen"] if payer[0] == "person" and payer[1] in self.frozen else []
        found += ["limit_single_exceeded"] if amount > single else []
        found += ["limit_daily_exceeded"] if self._used(self.today, payer, at) + amount > daily else []
        found += ["limit_yearly_exceeded"] if self.year[payer] + amount > yearly else []
        return found + (["insufficient_funds"] if self.balance[payer] < amount else [])

    def _is_full(self, payee: Party, amount: int) -> bool:
        return self.balance[payee] + amount > LIMITS[self.kind[payee]][0]

    def _used(self, table: dict[Party, tuple[int, int]], party: Party, at: int) -> int:
        day, used = table.get(party, (0, 0))
        return used if day == self._day(at) else 0

    @staticmethod
    def _day(at: int) -> int:
        return (at + CHINA_SHIFT) // CHINA_DAY
