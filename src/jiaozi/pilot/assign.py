"""Who pays whom: gives every accepted transaction a payer and a payee that the class limits allow.

The rule that makes every payment payable: over the whole pilot, what a person spends and receives together stays under
the balance limit of the person's class (less `SLACK_MINOR`) and under its yearly limit; what a person pays in a day
stays under the daily limit; an amount only meets payers whose single limit allows it; and what a corporate wallet of a
limited class takes in stays under its balance limit.
"""

from array import array
from bisect import bisect_left
from collections.abc import Callable
from typing import Final

from jiaozi.clock import china_midnight
from jiaozi.pilot.counter import draws, remix
from jiaozi.pilot.population import Population
from jiaozi.pilot.profile import PARTY_DUES, PAY_MERCHANT, SALARY, Field, ProfileError
from jiaozi.pilot.schedule import days_of, field_amounts, field_counts, opened_by, time_table
from jiaozi.records import dataclass

SLACK_MINOR: Final = 10_000
"""Room under a balance limit that rounding a load up may use."""

FIRST_PERSONS: Final = 64
"""So many persons are open on the first day, at the smallest scale too."""

ATTEMPTS_EACH: Final = 3
"""Refused attempts that one person at the daily limit makes."""

_TRIES: Final = 64
_INDEX_BITS: Final = 24
_INDEX_MASK: Final = (1 << _INDEX_BITS) - 1
_CAST_EVERY: Final = 4
_EARNERS_FACTOR: Final = 3
_EARNERS_MIN: Final = 16


class Columns:
    """The accepted transactions in time order, a column each; `starts[day]` is the first ordinal of a day."""

    __slots__ = ("amount", "at", "field", "payee", "payer", "starts", "store")

    def __init__(self) -> None:
        self.at = array("q")
        self.field = bytearray()
        self.payer = array("I")
        self.payee = array("I")
        self.store = bytearray()
        self.amount = array("q")
        self.starts = [0]


@dataclass(slots=True)
class AtDailyLimit:
    """A person whose payments of a day end so near the daily limit that one more allowed single payment passes it."""

    person: int
    used_minor: int
    last_at: int


@dataclass(slots=True)
class World:
    """The entities as columns: everything the plan asks about a person, company or merchant by ordinal."""

    population: Population
    classes: bytearray
    districts: bytearray
    operators: bytearray
    active: bytearray
    company_operators: bytearray
    company_unlimited: bytearray
    merchant_districts: bytearray
    merchant_stores: bytearray
    merchant_owners: "array[int]"
    persons_by_day: list[int]
    companies_by_day: list[int]
    merchants_by_day: list[int]

    @classmethod
    def of(cls, population: Population) -> "World":
        """The columns of a population."""
        profile, targets = population.profile, population.targets
        districts, stores, owners = population.merchant_table()
        needed = max(owners[: len(profile.fields)]) + 1
        companies = opened_by(profile, targets.corporate, max(needed, 2))
        return cls(
            population,
            *population.person_tables(),
            *population.company_tables(),
            districts,
            stores,
            owners,
            persons_by_day=opened_by(profile, targets.personal, FIRST_PERSONS),
            companies_by_day=companies,
            merchants_by_day=[bisect_left(owners, opened) for opened in companies],
        )


class Assigner:
    """Walks through the days once and fills the columns. Use `run()`."""

    def __init__(self, world: World, daily_attempts: list[int]) -> None:
        self.world = world
        self.profile = profile = world.population.profile
        self.targets = world.population.targets
        self.seed = world.population.seed
        self.columns = Columns()
        self.at_limit: list[list[AtDailyLimit]] = []
        self.cast: array[int] = array("I")
        self.broke: array[int] = array("I")
        self.next_cast = 0
        self.merchants: list[array[int]] = [array("I") for _ in profile.fields]
        self._local = [[array("I") for _ in profile.districts] for _ in profile.fields]
        self._kinds = world.classes
        self._classes = profile.personal_classes
        self._limits = sorted({each.single_minor for each in self._classes})
        self._pools: list[array[int]] = [array("I") for _ in self._limits]
        self._tier = [self._limits.index(each.single_minor) for each in self._classes]
        self._lowest = self._tier.index(0)
        self._purse = [min(each.balance_minor - SLACK_MINOR, each.yearly_minor) for each in self._classes]
        self._daily = [each.daily_minor for each in self._classes]
        self._inflow = array("q", bytes(8 * self.targets.personal))
        self._company_cap = min(each.balance_minor for each in profile.corporate_classes)
        self._received = array("q", bytes(8 * self.targets.corporate))
        salaries = [each.range_minor[1] for each in profile.fields if each.kind == SALARY]
        self._earns = [each.balance_minor - SLACK_MINOR >= max(salaries, default=0) for each in self._classes]
        self._earners: array[int] = array("I")
        self._payroll = 0
        self._employers: array[int] = array("I")
        self._staffed = 0
        self._parties: array[int] = array("I")
        self._daily_attempts = daily_attempts
        self._today: dict[int, int] = {}
        self._paid_today: set[int] = set()
        self._spender: AtDailyLimit | None = None
        self._spenders_left = 0
        self._cast_before_today = 0

    def run(self, after_day: Callable[[int], None]) -> Columns:
        """Every transaction of every day; calls `after_day` with each day's number when the day is done.

        Raises `ProfileError` when the limits leave nobody to pay.
        """
        profile = self.profile
        counts = field_counts(profile, self.targets)
        amounts = [
            field_amounts(each, self.seed, target.transactions, target.amount_minor)
            for each, target in zip(profile.fields, self.targets.fields, strict=True)
        ]
        hours = dict(profile.hours)
        tables = [time_table(hours[each.hours], profile.phases.payments_s) for each in profile.fields]
        salary_fields = [index for index, each in enumerate(profile.fields) if each.kind == SALARY]
        busiest = max((max(counts[index]) for index in salary_fields), default=0)
        self._payroll = max(_EARNERS_MIN, _EARNERS_FACTOR * busiest)
        done = [0] * len(profile.fields)
        for number, day in enumerate(days_of(profile)):
            self._open(number)
            keys, today_amounts, today_fields = self._slots(number, counts, done, amounts, tables)
            self._day(number, china_midnight(day), keys, today_amounts, today_fields)
            after_day(number)
        return self.columns

    # ---------------------------------------------------------------------------------------------- one day's work

    def _slots(
        self,
        number: int,
        counts: list[list[int]],
        done: list[int],
        amounts: list["array[int]"],
        tables: list["array[int]"],
    ) -> tuple[list[int], "array[int]", bytearray]:
        """The day's transactions: sort keys (instant, index), and by index the amount and the field."""
        instants: list[int] = []
        today_amounts, today_fields = array("q"), bytearray()
        for index, each in enumerate(self.profile.fields):
            first, last = done[index], done[index] + counts[index][number]
            words, table = draws(self.seed, f"time/{each.id}", first, last), tables[index]
            instants.extend([table[word & 0xFFFF] + (word >> 16) % 1_000_000 for word in words])
            today_amounts.extend(amounts[index][first:last])
            today_fields.extend(bytes([index]) * (last - first))
            done[index] = last
        keys = [instant << _INDEX_BITS | index for index, instant in enumerate(instants)]
        keys.sort()
        return keys, today_amounts, today_fields

    def _open(self, number: int) -> None:
        """Adds what opens on a day to the pools that payers and payees are taken from."""
        world = self.world
        self._cast_before_today = len(self.cast)
        for merchant in _opened(world.merchants_by_day, number):
            index = world.population.merchant_fields[merchant]
            self.merchants[index].append(merchant)
            self._local[index][world.merchant_districts[merchant]].append(merchant)
        for company in _opened(world.companies_by_day, number):
            if world.population.is_party(company):
                self._parties.append(company)
            elif world.population.is_employer(company):
                self._employers.append(company)
        self._open_persons(_opened(world.persons_by_day, number))

    def _open_persons(self, opened: range) -> None:
        classes, lowest = self.world.classes[opened.start : opened.stop], self._lowest
        active = self.world.active[opened.start : opened.stop]
        rows = list(zip(opened, classes, active, strict=True))
        for tier, pool in enumerate(self._pools):
            pool.extend([person for person, kind, pays in rows if pays and self._tier[kind] >= tier])
        self._earners.extend([person for person, kind, pays in rows if pays and self._earns[kind]])
        idle = [person for person, kind, pays in rows if not pays and kind == lowest]
        self.cast.extend([person for person in idle if not person % _CAST_EVERY])
        self.broke.extend([person for person in idle if person % _CAST_EVERY])

    def _day(self, number: int, midnight: int, keys: list[int], amounts: "array[int]", fields: bytearray) -> None:
        columns = self.columns
        self._today, self._spender, self._paid_today = {}, None, set()
        self._spenders_left = -(-self._daily_attempts[number] // ATTEMPTS_EACH)
        self.at_limit.append([])
        first = columns.starts[-1]
        columns.starts.append(first + len(keys))
        payers = draws(self.seed, "payer", first, first + len(keys))
        payees = draws(self.seed, "payee", first, first + len(keys))
        choose = [self._chooser(each, index) for index, each in enumerate(self.profile.fields)]
        order = [key & _INDEX_MASK for key in keys]
        columns.at.extend([midnight + (key >> _INDEX_BITS) for key in keys])
        columns.field.extend([fields[index] for index in order])
        columns.amount.extend([amounts[index] for index in order])
        rows = zip(columns.field[first:], columns.amount[first:], payers, payees, columns.at[first:], strict=True)
        for kind, amount, payer_word, payee_word, at in rows:
            payer, payee, store = choose[kind](amount, payer_word, payee_word, at)
            columns.payer.append(payer)
            columns.payee.append(payee)
            columns.store.append(store)

    def _chooser(self, each: Field, index: int) -> Callable[[int, int, int, int], tuple[int, int, int]]:
        if each.kind == SALARY:
            return self._salary
        if each.kind == PARTY_DUES:
            return self._dues
        if each.kind != PAY_MERCHANT:
            raise ProfileError(f"unknown kind of transaction: {each.kind!r}")
        everywhere, local, below = self.merchants[index], self._local[index], each.local_ppm * 65_536 // 1_000_000
        districts, large = self.world.districts, self._limits[0] * 2 // 5

        def pay_merchant(amount: int, payer_word: int, payee_word: int, at: int) -> tuple[int, int, int]:
            payer = self._at_limit(amount, at) if amount >= large else -1
            if payer < 0:
                payer = self._payer(amount, payer_word)
            near = local[districts[payer]] if payee_word & 0xFFFF < below else everywhere
            return payer, *self._merchant(near or everywhere, everywhere, amount, payee_word)

        return pay_merchant

    # ------------------------------------------------------------------------------------------------- the choices

    def _payer(self, amount: int, word: int) -> int:
        pool = self._pools[bisect_left(self._limits, amount)]
        size = len(pool)
        for _ in range(_TRIES):
            person = pool[(word >> 32) * size >> 32]
            if self._spend(person, amount):
                return person
            word = remix(word)
        return self._first(pool, lambda person: self._spend(person, amount))

    def _spend(self, person: int, amount: int) -> bool:
        kind = self._kinds[person]
        used = self._today.get(person, 0) + amount
        inflow = self._inflow[person] + amount
        if used > self._daily[kind] or inflow > self._purse[kind]:
            return False
        self._today[person] = used
        self._inflow[person] = inflow
        return True

    def _at_limit(self, amount: int, at: int) -> int:
        """A person being led to the daily limit who can take this payment, or -1. Only larger payments do."""
        single, daily = self._limits[0], self._daily[self._lowest]
        if not self._spenders_left or amount > single:
            return -1
        spender = self._spender
        if spender is None:
            if self.next_cast >= self._cast_before_today:
                return -1
            spender = self._spender = AtDailyLimit(self.cast[self.next_cast], 0, at)
            self.next_cast += 1
        if spender.used_minor + amount > daily:
            return -1
        spender.used_minor += amount
        spender.last_at = at
        if spender.used_minor > daily - single:
            self.at_limit[-1].append(spender)
            self._spender = None
            self._spenders_left -= 1
        return spender.person

    def _merchant(self, pool: "array[int]", everywhere: "array[int]", amount: int, word: int) -> tuple[int, int]:
        stores = self.world.merchant_stores
        for _ in range(_TRIES):
            skewed = (word >> 32) * (word >> 32) >> 32
            merchant = pool[skewed * len(pool) >> 32]
            if self._receive(self.world.merchant_owners[merchant], amount):
                return merchant, (word >> 16 & 0xFFFF) % stores[merchant]
            word = remix(word)
        return self._first(everywhere, lambda each: self._receive(self.world.merchant_owners[each], amount)), 0

    def _receive(self, company: int, amount: int) -> bool:
        if not self.has_room(company, amount):
            return False
        self._received[company] += amount
        return True

    def has_room(self, company: int, amount: int) -> bool:
        """Whether a company can take an amount beside all that it has been given so far."""
        return self._received[company] + amount <= self._company_cap or bool(self.world.company_unlimited[company])

    def _dues(self, amount: int, payer_word: int, payee_word: int, _at: int) -> tuple[int, int, int]:
        parties = self._parties
        start = (payee_word >> 32) * len(parties) >> 32
        for offset in range(len(parties)):
            company = parties[(start + offset) % len(parties)]
            if self._receive(company, amount):
                return self._payer(amount, payer_word), company, 0
        raise ProfileError("no party branch can receive more dues")

    def _salary(self, amount: int, payer_word: int, _payee_word: int, _at: int) -> tuple[int, int, int]:
        earners = self._earners
        self._staffed = self._staffed or len(self._employers)
        size = min(len(earners), self._payroll)
        start = (payer_word >> 32) * size >> 32
        for offset in range(len(earners)):
            person = earners[(start + offset) % (size if offset < size else len(earners))]
            inflow = self._inflow[person] + amount
            if person not in self._paid_today and inflow <= self._purse[self.world.classes[person]]:
                self._paid_today.add(person)
                self._inflow[person] = inflow
                return self._employers[person % self._staffed], person, 0
        raise ProfileError("nobody can receive a salary of this size")

    @staticmethod
    def _first(pool: "array[int]", fits: Callable[[int], bool]) -> int:
        for each in pool:
            if fits(each):
                return each
        raise ProfileError("the limits leave nobody for a payment of this size")


def _opened(by_day: list[int], number: int) -> range:
    return range(by_day[number - 1] if number else 0, by_day[number])
