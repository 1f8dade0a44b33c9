"""Who loads how much and when, so that every planned payment finds its money and no limit is passed.

A person loads in the morning of a day on which the wallet would otherwise run dry: enough for that day, and ahead for
the days to come up to one single-limit amount, rounded up to what people load. A load is cut into parts of at most the
single limit, and a day's loads stay within the daily limit. Employers load each payday's salaries.
"""

from array import array
from collections import defaultdict
from typing import Final

from jiaozi.pilot.assign import Columns, World
from jiaozi.pilot.profile import NO_LIMIT, SALARY

_ROUND: Final = ((10_000, 1_000), (100_000, 5_000), (NO_LIMIT, 10_000))
"""Loads up to the first are rounded up to a multiple of the second: 10, 50 and 100 yuan."""

_COMPANY_STEP: Final = 100_000
ISSUE_STEP: Final = 1_000_000
"""Operators are issued whole multiples of 10,000 yuan."""


class Funding:
    """The loads of every day: columns of persons and amounts cut by `starts`, and each day's company loads.

    `first` marks a party's first load, which its one bank deposit of `total` precedes.
    """

    __slots__ = ("amount", "companies", "company_total", "first", "issues", "person", "starts", "total")

    def __init__(self, persons: int) -> None:
        self.person = array("I")
        self.amount = array("q")
        self.first = bytearray()
        self.starts = [0]
        self.total = array("q", bytes(8 * persons))
        self.companies: list[list[tuple[int, int, bool]]] = []
        self.company_total: dict[int, int] = {}
        self.issues: list[list[tuple[int, int]]] = []

    def add(self, person: int, amount: int, single: int) -> None:
        """A load, in parts of at most the single limit."""
        while amount > 0:
            part = min(amount, single)
            self.first.append(not self.total[person])
            self.person.append(person)
            self.amount.append(part)
            self.total[person] += part
            amount -= part


def round_load(amount: int) -> int:
    """An amount rounded up as people round what they load."""
    for bound, step in _ROUND:
        if amount <= bound:
            return -(-amount // step) * step
    raise AssertionError("the last bound is above every amount")


def fund(world: World, columns: Columns, extra: list[list[tuple[int, int]]], reserves: list[dict[int, int]]) -> Funding:
    """The loads that make the transactions payable.

    `extra[day]` are loads of persons who pay nothing that day, as (person, fen); `reserves[day]` is what a person must
    still hold after paying that day.
    """
    worker = _Funder(world, columns)
    for day, (loads, kept) in enumerate(zip(extra, reserves, strict=True)):
        worker.day(day, loads, kept)
    return worker.funding


class _Funder:
    def __init__(self, world: World, columns: Columns) -> None:
        profile = world.population.profile
        self.funding = Funding(world.population.targets.personal)
        self._world = world
        self._columns = columns
        self._salary = [each.kind == SALARY for each in profile.fields]
        self._single = [each.single_minor for each in profile.personal_classes]
        self._balance = array("q", bytes(8 * world.population.targets.personal))
        self._still = array("q", bytes(8 * world.population.targets.personal))
        for payer, amount, kind in zip(columns.payer, columns.amount, columns.field, strict=True):
            if not self._salary[kind]:
                self._still[payer] += amount

    def day(self, number: int, loads: list[tuple[int, int]], kept: dict[int, int]) -> None:
        """Adds one day's loads."""
        funding, before = self.funding, len(self.funding.person)
        for person, amount in loads:
            self._load(person, amount)
        net, low, paid, payroll = self._flows(number)
        for person, reserve in kept.items():
            low[person] = min(low.get(person, 0), net.get(person, 0) - reserve)
        for person, lowest in low.items():
            need = -lowest - self._balance[person]
            if need > 0:
                self._cover(person, need)
        for person, change in net.items():
            self._balance[person] += change
        for person, amount in paid.items():
            self._still[person] -= amount
        funding.starts.append(len(funding.person))
        funding.companies.append([self._company(each, need) for each, need in payroll.items()])
        funding.issues.append(self._issues(before, funding.companies[-1]))

    def _flows(self, number: int) -> tuple[dict[int, int], dict[int, int], dict[int, int], dict[int, int]]:
        """By person: the day's net change, its lowest point, what was paid; by company: the salaries to pay."""
        columns = self._columns
        net: dict[int, int] = defaultdict(int)
        low: dict[int, int] = {}
        paid: dict[int, int] = defaultdict(int)
        payroll: dict[int, int] = defaultdict(int)
        day = slice(columns.starts[number], columns.starts[number + 1])
        rows = zip(columns.field[day], columns.payer[day], columns.payee[day], columns.amount[day], strict=True)
        for kind, payer, payee, amount in rows:
            if self._salary[kind]:
                net[payee] += amount
                payroll[payer] += amount
                continue
            paid[payer] += amount
            net[payer] = now = net[payer] - amount
            if now < low.get(payer, 1):
                low[payer] = now
        return net, low, paid, payroll

    def _cover(self, person: int, need: int) -> None:
        single = self._single[self._world.classes[person]]
        ahead = self._still[person] - self._balance[person]
        self._load(person, max(need, min(round_load(max(need, ahead)), single)))

    def _load(self, person: int, amount: int) -> None:
        self.funding.add(person, amount, self._single[self._world.classes[person]])
        self._balance[person] += amount

    def _company(self, company: int, need: int) -> tuple[int, int, bool]:
        amount, total = -(-need // _COMPANY_STEP) * _COMPANY_STEP, self.funding.company_total
        first = company not in total
        total[company] = total.get(company, 0) + amount
        return company, amount, first

    def _issues(self, first: int, companies: list[tuple[int, int, bool]]) -> list[tuple[int, int]]:
        """What each operator's vault needs this day: (operator index, fen)."""
        world, needs = self._world, dict.fromkeys(range(len(self._world.population.profile.operators)), 0)
        funding = self.funding
        for place in range(first, len(funding.person)):
            needs[world.operators[funding.person[place]]] += funding.amount[place]
        for company, amount, _ in companies:
            needs[world.company_operators[company]] += amount
        return [(operator, -(-need // ISSUE_STEP) * ISSUE_STEP) for operator, need in needs.items() if need]
