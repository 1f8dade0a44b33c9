"""Attempts that must be refused, each for one reason only and without touching an accepted payment.

Who tries: persons who pay nothing in the plan (class with the lowest limits), some of them given money first, some then
frozen; and persons whose accepted payments of the day came near the daily limit.
"""

from dataclasses import field
from typing import Final

from jiaozi.clock import DAY_US, SECOND_US, china_midnight
from jiaozi.pilot.assign import ATTEMPTS_EACH, Assigner, AtDailyLimit
from jiaozi.pilot.counter import apportion, choice_table, draw, remix
from jiaozi.pilot.profile import PAY_MERCHANT, Profile, ProfileError, Targets, amount_table
from jiaozi.pilot.schedule import days_of, field_counts, time_table
from jiaozi.records import dataclass

INSUFFICIENT: Final = "insufficient_funds"
NOT_FOUND: Final = "store_not_found"
SINGLE: Final = "limit_single_exceeded"
FROZEN: Final = "wallet_frozen"
DAILY: Final = "limit_daily_exceeded"

_EACH_FUNDED: Final = 4
_END_US: Final = DAY_US - SECOND_US
_FROZEN_LOAD_MINOR: Final = 30_000


@dataclass(frozen=True, slots=True)
class Try:
    """A refused attempt before it has its place in the stream."""

    at: int
    field: int
    payer: int
    payee: int
    store: int
    amount_minor: int
    refusal: str


@dataclass(slots=True)
class Refused:
    """Attempts, freezes (instant, person) and extra loads (person, fen) by day, and what must be kept by payers."""

    tries: list[list[Try]] = field(default_factory=list)
    freezes: list[list[tuple[int, int]]] = field(default_factory=list)
    loads: list[list[tuple[int, int]]] = field(default_factory=list)
    reserves: list[dict[int, int]] = field(default_factory=list)


def attempts_by_day(profile: Profile, targets: Targets) -> dict[str, list[int]]:
    """How many refused attempts of each reason each day has; none at the daily limit on the first day."""
    weights = [sum(day) for day in zip(*field_counts(profile, targets), strict=True)]
    totals = apportion(targets.refused, [reason.weight for reason in profile.reasons])
    counts = {reason.id: apportion(total, weights) for reason, total in zip(profile.reasons, totals, strict=True)}
    if DAILY in counts:
        counts[INSUFFICIENT][0] += counts[DAILY][0]
        counts[DAILY][0] = 0
    return counts


class Refuser:
    """Makes the attempts of one day after another, from what the assigner left unused. Use `day()` in order."""

    def __init__(self, assigner: Assigner, counts: dict[str, list[int]]) -> None:
        profile = assigner.profile
        self.refused = Refused()
        self._assigner = assigner
        self._counts = counts
        self._days = days_of(profile)
        self._fields = [index for index, each in enumerate(profile.fields) if each.kind == PAY_MERCHANT]
        self._field_of = choice_table([profile.fields[index].weight for index in self._fields])
        hours = dict(profile.hours)
        self._times = [time_table(hours[each.hours], profile.phases.payments_s) for each in profile.fields]
        lowest = min(profile.personal_classes, key=lambda each: each.single_minor)
        self._single, self._daily = lowest.single_minor, lowest.daily_minor
        self._opens_us = profile.phases.payments_s * SECOND_US
        self._made = 0
        self._words = 0

    def day(self, number: int) -> None:
        """Adds the attempts of a day whose payments are assigned already."""
        refused = self.refused
        for each in (refused.tries, refused.freezes, refused.loads):
            each.append([])
        refused.reserves.append({})
        wanted = {reason: counts[number] for reason, counts in self._counts.items()}
        missing = self._at_daily_limit(number, wanted.get(DAILY, 0))
        missing += self._funded(number, wanted.get(NOT_FOUND, 0), wanted.get(SINGLE, 0))
        missing += self._frozen(number, wanted.get(FROZEN, 0))
        self._broke(number, wanted.get(INSUFFICIENT, 0) + missing)
        refused.tries[number].sort(key=lambda each: each.at)
        refused.freezes[number].sort()

    def _word(self) -> int:
        self._words += 1
        return draw(self._assigner.seed, "attempt", self._words - 1)

    def _cast(self) -> int:
        """Somebody who pays nothing in the plan and has not appeared yet; -1 when all have."""
        assigner = self._assigner
        if assigner.next_cast >= len(assigner.cast):
            return -1
        assigner.next_cast += 1
        return assigner.cast[assigner.next_cast - 1]

    def _add(self, number: int, payer: int, after_us: int, amount: int, refusal: str) -> None:
        """An attempt at a merchant of any field, later in the day than `after_us`; amount 0 takes the field's own."""
        word = self._word()
        index = self._fields[self._field_of[word & 0xFFFF]]
        usual = self._times[index][word >> 16 & 0xFFFF]
        within = usual if usual > after_us else after_us + 1 + (_END_US - after_us) * (word >> 32 & 0xFFFF) // 65_536
        word = remix(word)
        amount = amount or min(amount_table(self._assigner.profile.fields[index])[word >> 48], self._single)
        payee = self._payee(index, amount, word)
        if refusal == NOT_FOUND:
            payee = self._assigner.targets.merchants + (word & 0xFFFF)
        at = china_midnight(self._days[number]) + within
        self.refused.tries[number].append(Try(at, index, payer, payee, 0, amount, refusal))

    def _payee(self, index: int, amount: int, word: int) -> int:
        """A merchant of a field that could take the amount, so that it is not the payee who is refused."""
        pool, owners = self._assigner.merchants[index], self._assigner.world.merchant_owners
        first = (word & 0xFFFFFFFF) * len(pool) >> 32
        for offset in range(len(pool)):
            merchant = pool[(first + offset) % len(pool)]
            if self._assigner.has_room(owners[merchant], amount):
                return merchant
        raise ProfileError("no merchant of a field has room for a refused payment")

    def _at_daily_limit(self, number: int, wanted: int) -> int:
        for spender in self._assigner.at_limit[number]:
            self.refused.loads[number - 1].append((spender.person, self._single))
            self.refused.reserves[number][spender.person] = self._single
            for _ in range(min(wanted, ATTEMPTS_EACH)):
                wanted -= 1
                self._over_daily(number, spender)
        return wanted

    def _over_daily(self, number: int, spender: AtDailyLimit) -> None:
        least = self._daily - spender.used_minor + 1
        amount = least + (self._single - least + 1) * (self._word() & 0xFFFF) // 65_536
        after = spender.last_at - china_midnight(self._days[number])
        self._add(number, spender.person, after, amount, DAILY)

    def _funded(self, number: int, unknown: int, above: int) -> int:
        """Wrong recipients and amounts above the single limit, by persons who hold enough for them."""
        while unknown + above > 0:
            person = self._cast()
            if person < 0:
                break
            self.refused.loads[number].append((person, self._single * 5 // 4))
            for _ in range(min(unknown + above, _EACH_FUNDED)):
                if unknown > 0:
                    unknown -= 1
                    self._add(number, person, self._opens_us, 0, NOT_FOUND)
                else:
                    above -= 1
                    amount = self._single + 1 + self._single * (self._word() & 0xFFFF) // (4 * 65_536)
                    self._add(number, person, self._opens_us, amount, SINGLE)
        return unknown + above

    def _frozen(self, number: int, wanted: int) -> int:
        while wanted > 0:
            person = self._cast()
            if person < 0:
                break
            self.refused.loads[number].append((person, _FROZEN_LOAD_MINOR))
            frozen_us = self._opens_us + (self._word() & 0xFFFF) * SECOND_US // 4
            self.refused.freezes[number].append((china_midnight(self._days[number]) + frozen_us, person))
            for _ in range(min(wanted, ATTEMPTS_EACH)):
                wanted -= 1
                amount = 100 + (self._word() & 0xFFFF) * (_FROZEN_LOAD_MINOR - 100) // 65_536
                self._add(number, person, frozen_us, amount, FROZEN)
        return wanted

    def _broke(self, number: int, wanted: int) -> None:
        pool = self._assigner.broke
        for _ in range(wanted if pool else 0):
            payer = pool[(self._word() >> 32) * len(pool) >> 32]
            self._add(number, payer, self._opens_us, 0, INSUFFICIENT)
