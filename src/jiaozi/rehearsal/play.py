"""A rehearsal played: days and hours of a city in which people claim, buy and give back, beside twins of theirs who do
the same without the program."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import field
from typing import Final, NamedTuple

from jiaozi.campaigns.model import RegistrationState
from jiaozi.campaigns.store import list_page
from jiaozi.clock import DAY_US, HOUR_US, china_day, china_midnight, day_to_date
from jiaozi.errors import Refusal
from jiaozi.kinds import Fen, PaymentNo, WalletNo
from jiaozi.payments.refund import RefundPayment
from jiaozi.pilot.counter import remix
from jiaozi.records import dataclass
from jiaozi.rehearsal import program as acts
from jiaozi.rehearsal.city import City, Wish
from jiaozi.rehearsal.draft import DAYS_PLAYED_MAX, Draft
from jiaozi.rehearsal.habits import MILLION
from jiaozi.rehearsal.program import Claimed, Opening
from jiaozi.rehearsal.shopping import Buy, Choice, Holding, Shopping, held_by, pay
from jiaozi.rehearsal.stage import Act, Opened, Place, Stage

WEEK: Final = 7
"""For so many days people load ahead."""
REFUND_DAYS: Final = 3
AFTER_DAYS: Final = REFUND_DAYS + 1
"""So many days after the end come the last refunds."""
OPEN_HOURS: Final = (8, 21)
"""When people take claims."""
_FIRST, _LAST = 9, 21
"""The hours in which people buy what they mean to."""
_LESS_PPM: Final = 900_000
_MORE_PPM: Final = 700_000
"""What is planned costs from 0.9 to 1.6 of what the claim is worth."""
SPARE_MINOR: Final = 20_000
LOADS_MAX: Final = 5
_PAGE: Final = 2_000

Progress = Callable[[int, int], None]


class Bought(NamedTuple):
    """A purchase of the city's: whose, at which shop, of how much, paid when."""

    person: int
    shop: int
    at: int
    amount_minor: int


@dataclass(slots=True)
class Played:
    """What happened. Purchases by their payments, what was given back of them; and those of the twins. `rules` are
    those in the way of purchases by somebody with a claim, empty for none."""

    claims: list[tuple[int, int, int]] = field(default_factory=list)
    """Of each claim: whose, when, and what it is worth."""
    asked: int = 0
    refused: Counter[str] = field(default_factory=Counter)
    registered: int = 0
    won: int = 0
    purchases: dict[PaymentNo, Bought] = field(default_factory=dict)
    returned: Counter[PaymentNo] = field(default_factory=Counter)
    twins: dict[PaymentNo, int] = field(default_factory=dict)
    rules: Counter[str] = field(default_factory=Counter)
    changed: int = 0
    failed: Counter[str] = field(default_factory=Counter)
    planned: int = 0
    prompted: int = 0
    bound: set[PaymentNo] = field(default_factory=set)


class Play:
    """Plays a program's days on a stage. `people` and `twins` have the wallets of the city's people, in its order."""

    def __init__(
        self,
        stage: Stage,
        city: City,
        draft: Draft,
        opening: Opening,
        places: Sequence[Place],
        people: Sequence[Opened],
        twins: Sequence[Opened],
        shopping: Shopping,
    ) -> None:
        self._stage, self._city, self._draft, self._opening = stage, city, draft, opening
        self._places, self._people, self._twins, self._shopping = places, people, twins, shopping
        self._habits = city.habits
        self.played = Played()
        self._extra: defaultdict[int, list[Wish]] = defaultdict(list)
        self._known: dict[int, list[Wish]] = {}
        self._refunds: defaultdict[int, list[tuple[PaymentNo, int]]] = defaultdict(list)
        self._holding: set[int] = set()
        self._counts: Counter[int] = Counter()
        self._due: defaultdict[int, list[int]] = defaultdict(list)
        self._takers = self._who_takes()
        self._gone: set[int] = set()
        """Who was refused, and does not come again."""

    # ---------------------------------------------------------------------------------------------------- days
    def days(self) -> range:
        """The China days that are played."""
        span = self._draft.span
        first, last = china_day(span.opens_at), china_day(span.expires_at - 1)
        return range(first, min(last, first + DAYS_PLAYED_MAX - 1) + 1)

    def day(self, day: int, beside: Callable[[int], None]) -> None:
        """One day, hour by hour; `beside` is told when each begins."""
        span, midnight = self._draft.span, china_midnight(day_to_date(day))
        if (day - self.days().start) % WEEK == 0:
            self._load(day, midnight)
        wishes = self._wishes(day)
        by_hour: defaultdict[int, list[Wish]] = defaultdict(list)
        for wish in wishes:
            by_hour[wish.at // HOUR_US].append(wish)
        self._again(day)
        for hour in range(midnight, midnight + DAY_US, HOUR_US):
            at = max(hour, span.opens_at)
            if at >= hour + HOUR_US:
                continue
            self._give_back(at)
            self._claim(hour, at)
            beside(at)
            self._shop(sorted([*by_hour[hour // HOUR_US], *self._extra.pop(hour // HOUR_US, [])]))

    def end(self, at: int) -> None:
        """What is given back after the end, day by day."""
        for day in range(AFTER_DAYS):
            moment = at + day * DAY_US
            acts.take_back(self._stage, moment)
            for due in sorted(key for key in self._refunds if key <= moment):
                self._refund(self._refunds.pop(due), moment)
            acts.take_back(self._stage, moment)

    def _wishes(self, day: int) -> list[Wish]:
        """What people would buy on a day within the program's time."""
        span = self._draft.span
        found = self._known.pop(day, None)
        if found is None:
            found = self._city.wishes(day)
        return [wish for wish in found if span.opens_at <= wish.at < span.expires_at]

    # ---------------------------------------------------------------------------------------------------- money
    def _load(self, day: int, midnight: int) -> None:
        """People and their twins load what they mean to spend in a week, in parts of what they may at once."""
        needs: Counter[int] = Counter()
        for each in range(day, min(day + WEEK, self.days().stop)):
            self._known.setdefault(each, self._city.wishes(each))
            for wish in self._known[each]:
                needs[wish.person] += wish.amount_minor
        much = self._draft.terms.how_much
        spare = SPARE_MINOR + 2 * max(much.minimum_minor, much.most_minor)
        orders: list[Act] = []
        at = max(midnight, self._stage.clock.now())
        for person in self._city.people:
            single, most = self._city.ceiling(person)
            need = min(needs[person.ordinal] + spare, max(most - much.most_minor, single))
            for _ in range(LOADS_MAX):
                part = min(need, single)
                need -= part
                if part:
                    pair = (self._people[person.ordinal], self._twins[person.ordinal])
                    orders += [Act(self._stage.load(wallet, part), at) for wallet in pair]
        self._stage.run(orders)  # one that would be too much for the wallet is refused, and there is enough

    # ---------------------------------------------------------------------------------------------------- claims
    def _who_takes(self) -> list[int]:
        """When in its days each person takes a claim, as an hour; 0 for nobody who does."""
        span, habits = self._draft.span, self._habits
        first, last = china_day(span.opens_at), china_day(span.claims_until - 1)
        found = []
        for word in self._city.words("takers", len(self._city.people)):
            early = (word >> 20) % MILLION < habits.first_day_ppm or first == last
            day = first if early else first + 1 + (word >> 40) % min(last - first, DAYS_PLAYED_MAX)
            takes = word % MILLION < habits.takers_ppm
            found.append(self._hour_of(day, remix(word)) if takes else 0)
        for person, hour in enumerate(found):
            if hour:
                self._due[hour].append(person)
        return found

    def _hour_of(self, day: int, word: int) -> int:
        """An hour of a day in which claims are given; the first one where there is none while shops are open."""
        span, midnight = self._draft.span, china_midnight(day_to_date(day))
        opens = [midnight + hour * HOUR_US for hour in range(OPEN_HOURS[0], OPEN_HOURS[1] + 1)]
        good = [hour for hour in opens if hour + HOUR_US > span.opens_at and hour < span.claims_until]
        first = max(midnight, span.opens_at // HOUR_US * HOUR_US)
        return good[word % len(good)] if good else first

    def _again(self, day: int) -> None:
        """Who has used up a claim, and may have another, takes it on another day."""
        most, span = self._draft.terms.how_much.per_wallet, self._draft.span
        if most == 1 or self._opening.campaign or self._draft.terms.who.listed:
            return
        if china_midnight(day_to_date(day)) >= span.claims_until:
            return
        for person, count in self._counts.items():
            if person not in self._holding | self._gone and (not most or count < most):
                hour = self._hour_of(day, remix(self._city.seed + person * DAYS_PLAYED_MAX + day))
                self._due[hour].append(person)

    def register(self, at: int) -> None:
        """Everybody registers for the draw."""
        refusals = acts.register(self._stage, self._opening, [each.wallet for each in self._people], at)
        self.played.registered = sum(each is None for each in refusals)
        self.played.refused.update(_said(each) for each in refusals if each is not None)

    def draw(self, at: int) -> None:
        """The draw; those who have won take their claims in their time, nobody else comes."""
        self.played.won = acts.draw(self._stage, [self._opening], at)
        winners: set[WalletNo] = set()
        with self._stage.platform.snapshot() as connection:
            after = 0
            while page := list_page(connection, self._opening.campaign, after, _PAGE):
                winners |= {row.wallet for row in page if row.state == RegistrationState.WON}
                after = page[-1].number
        for hour, people in self._due.items():
            self._due[hour] = [each for each in people if self._people[each].wallet in winners]

    def grant(self, at: int) -> None:
        """The funder grants claims to everybody, in an order of the seed's."""
        self._due.clear()
        words = self._city.words("list", len(self._people))
        order = sorted(range(len(self._people)), key=lambda n: (words[n], n))
        found = acts.grant(self._stage, self._opening, [self._people[n].wallet for n in order], at)
        self._note(order, found, at)

    def _claim(self, hour: int, at: int) -> None:
        people = [each for each in self._due.pop(hour, []) if each not in self._gone]
        pairs = [(self._opening, self._people[each].wallet) for each in people]
        self._note(people, acts.take(self._stage, pairs, at), at)

    def _note(self, people: Iterable[int], found: Sequence[Claimed], at: int) -> None:
        """Counts who has a claim now, and who was refused."""
        played = self.played
        played.asked += len(found)
        for person, each in zip(people, found, strict=True):
            if each.claim:
                played.claims.append((person, at, each.value_minor))
                self._holding.add(person)
                self._counts[person] += 1
                self._plan(person, at, each)
            else:
                played.refused[each.rule or each.code] += 1
                self._gone.add(person)

    def _plan(self, person: int, at: int, claim: Claimed) -> None:
        """Who has a claim may mean to buy something for it, at a shop that the terms allow: one thing that would be
        bought anyway, and one that would not."""
        word = remix(remix(self._city.seed ^ person << 8) + self._counts[person])
        if not self._shopping.allowed:
            return
        much, ceiling = self._draft.terms.how_much, self._city.ceiling(self._city.people[person]).single_minor
        if word % MILLION < self._habits.planned_ppm:
            worth = max(claim.value_minor, much.minimum_minor)
            amount = worth * (_LESS_PPM + remix(word) % _MORE_PPM) // MILLION
            self._mean(person, at, claim, min(max(amount, much.minimum_minor, 1), ceiling), remix(word + 1))
        if remix(word + 2) % MILLION < self._habits.prompted_ppm:
            self._mean(person, at, claim, 0, remix(word + 3))

    def _mean(self, person: int, at: int, claim: Claimed, amount: int, word: int) -> None:
        """A purchase at some hour of the claim's days, of an amount; 0 for a usual one, which is prompted."""
        days = max(0, china_day(claim.expires_at - 1) - china_day(at))
        day = min(china_day(at) + (word >> 20) % (days + 1), self.days().stop - 1)
        midnight = china_midnight(day_to_date(day))
        moment = max(at // HOUR_US + 1, midnight // HOUR_US + _FIRST + (word >> 40) % (_LAST - _FIRST + 1)) * HOUR_US
        if moment >= min(claim.expires_at, midnight + DAY_US):
            return
        shop = self._shopping.allowed[word % len(self._shopping.allowed)]
        ceiling = self._city.ceiling(self._city.people[person]).single_minor
        much = amount or min(self._city.usual(shop, remix(word)), ceiling)
        self._extra[moment // HOUR_US].append(Wish(moment, person, shop, much, remix(word + 1), prompted=not amount))
        self.played.planned += bool(amount)
        self.played.prompted += not amount

    # ------------------------------------------------------------------------------------------------ purchases
    def _shop(self, wishes: Sequence[Wish]) -> None:
        """The purchases of an hour, of people and of their twins, who want what is not prompted, as they wished."""
        buys: list[Buy] = []
        whose: list[tuple[Wish, bool]] = []
        for wish, choice in zip(wishes, self._chosen(wishes), strict=True):
            place, wallet = self._places[choice.shop], self._people[wish.person].wallet
            buys.append(Buy(wish.at, wallet, place, choice.amount_minor, choice.lines))
            whose.append((wish._replace(shop=choice.shop, amount_minor=choice.amount_minor), False))
            if not wish.prompted:
                twin = self._twins[wish.person].wallet
                buys.append(Buy(wish.at, twin, self._places[wish.shop], wish.amount_minor))
                whose.append((wish, True))
        played = self.played
        for (wish, of_twin), found in zip(whose, pay(self._stage, buys), strict=True):
            if found.code:
                played.failed[found.code] += not of_twin
                continue
            self._may_refund(found.payment, wish)
            if of_twin:
                played.twins[found.payment] = wish.amount_minor
                continue
            played.purchases[found.payment] = Bought(wish.person, wish.shop, wish.at, wish.amount_minor)
            if found.bound_minor:
                played.bound.add(found.payment)

    def _chosen(self, wishes: Sequence[Wish]) -> list[Choice]:
        """What is bought in the end: by those who have a claim as they decide, by others as they wished."""
        holders = {wish.person for wish in wishes} & self._holding
        with self._stage.platform.snapshot() as connection:
            held = held_by(connection, {self._people[each].wallet for each in holders})
        self._holding -= {each for each in holders if self._people[each].wallet not in held}
        return [self._choice(wish, held.get(self._people[wish.person].wallet)) for wish in wishes]

    def _choice(self, wish: Wish, holding: Holding | None) -> Choice:
        if holding is None:
            return Choice(wish.shop, wish.amount_minor, ())
        most = self._city.ceiling(self._city.people[wish.person]).single_minor
        choice = self._shopping.choose(wish, holding, most)
        self.played.rules[choice.rule] += 1
        self.played.changed += (choice.shop, choice.amount_minor) != (wish.shop, wish.amount_minor)
        return choice

    # ------------------------------------------------------------------------------------------------- refunds
    def _may_refund(self, payment: PaymentNo, wish: Wish) -> None:
        """Some purchases are given back, as a whole or half, some days later."""
        word = remix(wish.word + 7)
        if word % MILLION < self._habits.refunded_ppm:
            whole = (word >> 20) % MILLION < self._habits.whole_ppm
            amount = wish.amount_minor if whole else wish.amount_minor // 2
            due = wish.at // HOUR_US * HOUR_US + (1 + (word >> 40) % REFUND_DAYS) * DAY_US
            if amount:
                self._refunds[due].append((payment, amount))

    def _give_back(self, at: int) -> None:
        for due in sorted(key for key in self._refunds if key <= at):
            self._refund(self._refunds.pop(due), at)

    def _refund(self, wanted: Sequence[tuple[PaymentNo, int]], at: int) -> None:
        outcomes = self._stage.run([Act(RefundPayment(payment, Fen(amount)), at) for payment, amount in wanted])
        for (payment, amount), outcome in zip(wanted, outcomes, strict=True):
            if isinstance(outcome, Refusal):
                self.played.failed[f"refund: {outcome.code}"] += 1
            else:
                self.played.returned[payment] += amount


def _said(refusal: Refusal) -> str:
    return refusal.rule or refusal.code
