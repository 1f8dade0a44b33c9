"""The whole pilot as one stream of events in simulated time, from (profile, scale, seed) alone.

`build_plan` decides everything once (a few seconds at scale 1, memory in columns); `Plan.events` then streams. The same
arguments give the same stream on every machine, whatever the chunk size and wherever a reader starts.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from fractions import Fraction
from functools import partial
from itertools import chain, count, islice, repeat
from typing import Final

from jiaozi.clock import SECOND_US, china_midnight
from jiaozi.pilot.assign import Assigner, Columns, World
from jiaozi.pilot.attempts import DAILY, Refused, Refuser, attempts_by_day
from jiaozi.pilot.events import (
    COMPANY,
    PERSON,
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
from jiaozi.pilot.funding import Funding, fund
from jiaozi.pilot.population import Population
from jiaozi.pilot.profile import Profile, Targets
from jiaozi.pilot.schedule import days_of

CHUNK: Final = 4096


class Plan:
    """Everything that happens in a pilot. Build it with `build_plan`; it never changes afterwards."""

    def __init__(self, world: World, columns: Columns, refused: Refused, funding: Funding) -> None:
        self.population = world.population
        self.profile = self.population.profile
        self.targets = self.population.targets
        self.seed = self.population.seed
        self.days = days_of(self.profile)
        self._world = world
        self._columns = columns
        self._refused = refused
        self._funding = funding
        self._attempts = _running([len(day) for day in refused.tries])
        self._counts = [self._count(number) for number in range(len(self.days))]
        self._bases = _running([sum(counts) for counts in self._counts])

    @property
    def total_events(self) -> int:
        """Length of the stream."""
        return self._bases[-1]

    @property
    def counts(self) -> dict[str, int]:
        """How many events of each kind the stream has, by the name of the kind."""
        kinds = (OpenCompany, OpenMerchant, OpenPerson, Issue, Deposit, Load, Pay, Attempt, Freeze)
        totals = map(sum, zip(*self._counts, strict=True))
        return {kind.__name__: total for kind, total in zip(kinds, totals, strict=True)}

    def refusals(self) -> dict[str, int]:
        """How many attempts are refused for each reason, in the profile's order."""
        counts = dict.fromkeys((reason.id for reason in self.profile.reasons), 0)
        for each in chain.from_iterable(self._refused.tries):
            counts[each.refusal] = counts.get(each.refusal, 0) + 1
        return counts

    def events(self, start: int = 0) -> Iterator[Event]:
        """The events from place `start` of the stream to its end. Starting late costs one day's events at most."""
        if start >= self.total_events:
            return
        day = bisect_right(self._bases, start) - 1
        yield from islice(self._day(day), start - self._bases[day], None)
        for number in range(day + 1, len(self.days)):
            yield from self._day(number)

    def chunks(self, size: int = CHUNK, start: int = 0) -> Iterator[list[Event]]:
        """The same stream in lists of `size` events; the last may be shorter."""
        stream = self.events(start)
        while chunk := list(islice(stream, size)):
            yield chunk

    # ------------------------------------------------------------------------------------------------ one day

    def _count(self, number: int) -> tuple[int, ...]:
        world, funding, columns = self._world, self._funding, self._columns
        first, last = funding.starts[number], funding.starts[number + 1]
        companies = funding.companies[number]
        return (
            len(_span(world.companies_by_day, number)),
            len(_span(world.merchants_by_day, number)),
            len(_span(world.persons_by_day, number)),
            len(funding.issues[number]),
            sum(opening for _, _, opening in companies) + sum(funding.first[first:last]),
            len(companies) + last - first,
            columns.starts[number + 1] - columns.starts[number],
            len(self._refused.tries[number]),
            len(self._refused.freezes[number]),
        )

    def _day(self, number: int) -> Iterator[Event]:
        seqs = count(self._bases[number])
        companies, merchants, persons, issues, deposits, loads = self._counts[number][:6]
        phases, at = self.profile.phases, partial(self._instants, number)
        first, last = self._funding.starts[number], self._funding.starts[number + 1]
        makers: list[Callable[[], Iterator[Event]]] = [
            lambda: map(
                OpenCompany,
                islice(seqs, companies),
                at(phases.companies_s, phases.merchants_s, companies),
                self.population.companies(*_bounds(self._world.companies_by_day, number)),
            ),
            lambda: map(
                OpenMerchant,
                islice(seqs, merchants),
                at(phases.merchants_s, phases.persons_s, merchants),
                self.population.merchants(*_bounds(self._world.merchants_by_day, number)),
            ),
            lambda: map(
                OpenPerson,
                islice(seqs, persons),
                at(phases.persons_s, phases.issue_s, persons),
                self.population.persons(*_bounds(self._world.persons_by_day, number)),
            ),
            lambda: self._issues(number, seqs, at(phases.issue_s, phases.deposits_s, issues)),
            lambda: self._deposits(number, seqs, at(phases.deposits_s, phases.loads_s, deposits), first, last),
            lambda: self._loads(number, seqs, at(phases.loads_s, phases.payments_s, loads), first, last),
            lambda: self._trade(number, seqs),
        ]
        return chain.from_iterable(make() for make in makers)

    def _instants(self, number: int, from_s: int, to_s: int, events: int) -> Iterator[int]:
        """`events` instants spread evenly over a phase of a day."""
        begin, span = china_midnight(self.days[number]) + from_s * SECOND_US, (to_s - from_s) * SECOND_US
        return (begin + span * place // events for place in range(events))

    def _issues(self, number: int, seqs: Iterator[int], at: Iterator[int]) -> Iterator[Event]:
        for operator, amount in self._funding.issues[number]:
            yield Issue(next(seqs), next(at), self.profile.operators[operator][0], amount)

    def _deposits(self, number: int, seqs: Iterator[int], at: Iterator[int], first: int, last: int) -> Iterator[Event]:
        funding = self._funding
        for company, _, opening in funding.companies[number]:
            if opening:
                yield Deposit(next(seqs), next(at), COMPANY, company, funding.company_total[company])
        for place in range(first, last):
            if funding.first[place]:
                person = funding.person[place]
                yield Deposit(next(seqs), next(at), PERSON, person, funding.total[person])

    def _loads(self, number: int, seqs: Iterator[int], at: Iterator[int], first: int, last: int) -> Iterator[Event]:
        funding = self._funding
        for company, amount, _ in funding.companies[number]:
            yield Load(next(seqs), next(at), COMPANY, company, amount)
        people = funding.person[first:last]
        yield from map(Load, islice(seqs, last - first), at, repeat(PERSON), people, funding.amount[first:last])

    def _trade(self, number: int, seqs: Iterator[int]) -> Iterator[Event]:
        """Payments, with attempts and freezes in between at their instants."""
        first, last = self._columns.starts[number], self._columns.starts[number + 1]
        for at, make in self._interludes(number):
            until = bisect_right(self._columns.at, at, first, last)
            yield from self._payments(first, until, seqs)
            yield make(next(seqs))
            first = until
        yield from self._payments(first, last, seqs)

    def _interludes(self, number: int) -> list[tuple[int, Callable[[int], Event]]]:
        found: list[tuple[int, Callable[[int], Event]]] = []
        for at, person in self._refused.freezes[number]:
            found.append((at, partial(Freeze, at=at, person=person)))
        for ordinal, each in enumerate(self._refused.tries[number], self._attempts[number]):
            row = (self.profile.fields[each.field].id, each.payer, each.payee, each.store, each.amount_minor)
            found.append((each.at, partial(_attempt, each.at, ordinal, row, each.refusal)))
        found.sort(key=lambda each: each[0])
        return found

    def _payments(self, first: int, last: int, seqs: Iterator[int]) -> Iterator[Event]:
        columns, fields, rows = self._columns, self.profile.fields, slice(first, last)
        kinds = columns.field[rows]
        return map(
            Pay,
            islice(seqs, last - first),
            columns.at[rows],
            range(first, last),
            [fields[kind].id for kind in kinds],
            [fields[kind].kind for kind in kinds],
            columns.payer[rows],
            columns.payee[rows],
            columns.store[rows],
            columns.amount[rows],
        )


def build_plan(profile: Profile, scale: Fraction | str | int | Targets, seed: int) -> Plan:
    """Decides who does what and when. At scale 1 this takes some ten seconds and 200 MB.

    Raises `ProfileError` when the scale is out of range or the limits leave nobody to pay.
    """
    targets = scale if isinstance(scale, Targets) else profile.scaled(scale)
    world = World.of(Population(profile, targets, seed))
    attempts = attempts_by_day(profile, targets)
    assigner = Assigner(world, attempts.get(DAILY, [0] * len(days_of(profile))))
    refuser = Refuser(assigner, attempts)
    columns = assigner.run(refuser.day)
    refused = refuser.refused
    return Plan(world, columns, refused, fund(world, columns, refused.loads, refused.reserves))


def _attempt(at: int, ordinal: int, row: tuple[str, int, int, int, int], refusal: str, seq: int) -> Attempt:
    return Attempt(seq, at, ordinal, *row, refusal)


def _running(counts: list[int]) -> list[int]:
    total, totals = 0, [0]
    for each in counts:
        total += each
        totals.append(total)
    return totals


def _bounds(by_day: list[int], number: int) -> tuple[int, int]:
    return (by_day[number - 1] if number else 0), by_day[number]


def _span(by_day: list[int], number: int) -> range:
    return range(*_bounds(by_day, number))
