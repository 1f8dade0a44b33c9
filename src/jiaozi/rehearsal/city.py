"""Who lives in a synthetic city, where they buy, and what they would buy on a day: from seed and ordinal alone, by the
census of a pilot's profile. Money is fen, times are Unix microseconds."""

from array import array
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from jiaozi.clock import CHINA_OFFSET_US, DAY_US, HOUR_US, day_to_date
from jiaozi.kinds import MerchantNo, StoreNo
from jiaozi.pilot.counter import apportion, choice_table, draws, remix
from jiaozi.pilot.profile import amount_table
from jiaozi.pilot.schedule import time_table
from jiaozi.rehearsal.draft import Draft
from jiaozi.rehearsal.habits import MILLION, Habits

PER_DAY_MAX: Final = 3
"""Purchases of a person on one day, each in an hour of its own."""
_DIGITS: Final = 6
_CITY_DIGITS: Final = 4
"""Of a district's code those that its city has."""
_EXTRA: Final = 20
"""A category that the census lacks and terms name has one of so many shops."""
_SLOT: Final = 0xFFFF


class Ceiling(NamedTuple):
    """What a wallet may pay at once and hold, in fen."""

    single_minor: int
    balance_minor: int


class Bank(NamedTuple):
    """An operator by its code, with the ceilings of its people's wallets by class."""

    code: str
    ceilings: Mapping[str, Ceiling]


class Person(NamedTuple):
    """An inhabitant: class of the wallet; bank, district and age by their places in the city's lists."""

    ordinal: int
    wallet_class: str
    bank: int
    district: int
    age: int


class Shop(NamedTuple):
    """A merchant with one store: its trade and district by their places in lists. `merchant` and `store` are numbers
    that terms name, 0 for any. `agrees`: it bears a share where terms ask."""

    name_en: str
    name_zh: str
    category: str
    field: int
    district: int
    agrees: bool
    merchant: MerchantNo = MerchantNo(0)
    store: StoreNo = StoreNo(0)


class Wish(NamedTuple):
    """What a person would buy: when, at which shop, for how much. `word` has 64 random bits that are its own.
    `prompted`: it would not have been bought without a claim."""

    at: int
    person: int
    shop: int
    amount_minor: int
    word: int
    prompted: bool = False


class City:
    """A city of so many people by a seed, with these banks."""

    def __init__(self, habits: Habits, draft: Draft, people: int, seed: int, banks: Sequence[Bank]) -> None:
        self.habits, self.seed = habits, seed
        self.districts = districts_of(habits, draft)
        self._weights = [each.population_thousand for each in habits.profile.districts]
        known = dict(habits.profile.operators)
        self._banks = choice_table([known.get(each.code, 1) for each in banks])
        self.people = self._people(people)
        self.shops = self._shops(draft, max(habits.merchants_least, people * habits.merchants_per_1000 // 1_000))
        self._trades = choice_table([each.weight for each in habits.fields])
        self._near: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        self._of_trade: defaultdict[int, list[int]] = defaultdict(list)
        for n, shop in enumerate(self.shops):
            self._near[shop.field, shop.district].append(n)
            self._of_trade[shop.field].append(n)
        hours = dict(habits.profile.hours)
        self._times = [time_table(hours[each.hours], 0) for each in habits.fields]
        self._amounts = [amount_table(each) for each in habits.fields]
        self.banks = banks

    def words(self, stream: str, count: int) -> "array[int]":
        """So many random words of a stream of this city."""
        return draws(self.seed, f"rehearsal/{stream}", 0, count)

    def ceiling(self, person: Person) -> Ceiling:
        """What a person's wallet may pay at once and hold."""
        return self.banks[person.bank].ceilings[person.wallet_class]

    # ------------------------------------------------------------------------------------------- who there is
    def _people(self, count: int) -> list[Person]:
        habits = self.habits
        classes = habits.profile.personal_classes
        class_of = choice_table([each.weight for each in classes])
        age_of = choice_table([each.weight for each in habits.ages])
        district_of = choice_table(self._weights)
        return [
            Person(
                n,
                classes[class_of[word & _SLOT]].id,
                self._banks[word >> 16 & _SLOT],
                district_of[word >> 32 & _SLOT],
                age_of[word >> 48],
            )
            for n, word in enumerate(self.words("people", count))
        ]

    def _shops(self, draft: Draft, count: int) -> list[Shop]:
        """The census's, then those of categories that it lacks, then those that terms name."""
        fields, terms = self.habits.fields, draft.terms
        shares = apportion(count, [each.merchant_weight for each in fields])
        kinds = [
            (n, code.mcc)
            for n, (each, share) in enumerate(zip(fields, shares, strict=True))
            for code, some in zip(
                each.codes, apportion(max(share, 1), [code.weight for code in each.codes]), strict=True
            )
            for _ in range(some)
        ]
        known = {code.mcc for each in fields for code in each.codes}
        missing = [code for code in terms.where.allow.categories if code not in known]
        usual = next((n for n, each in enumerate(fields) if each.id == "retail"), 0)
        kinds += [(usual, code) for code in missing for _ in range(max(1, count // _EXTRA))]
        district_of = choice_table(self._weights)
        words = self.words("shops", len(kinds))
        made = [
            self._shop(n, kind, district_of[word & _SLOT], word)
            for n, (kind, word) in enumerate(zip(kinds, words, strict=True))
        ]
        return made + self._named(draft, usual, len(made))

    def _shop(self, number: int, kind: tuple[int, str], district: int, word: int) -> Shop:
        field = self.habits.fields[kind[0]]
        code = next((each for each in field.codes if each.mcc == kind[1]), None)
        en, zh = (code.en, code.zh) if code else (f"Shop of {kind[1]}", f"商户{kind[1]}")
        agrees = (word >> 32) % MILLION < self.habits.agreed_ppm
        return Shop(f"{en} {number + 1}", f"{zh}{number + 1}", kind[1], kind[0], district, agrees)

    def _named(self, draft: Draft, usual: int, number: int) -> list[Shop]:
        """One store of each merchant that terms name, and each store that they name."""
        trades = {code.mcc: n for n, each in enumerate(self.habits.fields) for code in each.codes}
        stores = [(each, *store) for each in draft.shops for store in each.stores]
        words = self.words("named", len(stores))
        found = []
        for n, ((shop, store, region), word) in enumerate(zip(stores, words, strict=True), number):
            place = next((n for n, code in enumerate(self.districts) if code.startswith(region)), 0)
            made = self._shop(n, (trades.get(shop.category, usual), shop.category), place, word)
            found.append(made._replace(merchant=shop.merchant, store=store))
        return found

    # --------------------------------------------------------------------------------------- what they would buy
    def wishes(self, day: int) -> list[Wish]:
        """What everybody would buy on a China day, in the order of the hours, then of the people."""
        midnight, weekday = day * DAY_US - CHINA_OFFSET_US, day_to_date(day).weekday()
        factor = dict(self.habits.profile.days)["every"].weekdays[weekday]
        milli = [each.purchases_milli * factor // 100 for each in self.habits.ages]
        words = self.words(f"day/{day}", len(self.people) * (PER_DAY_MAX + 1))
        found: list[Wish] = []
        for person in self.people:
            place = person.ordinal * (PER_DAY_MAX + 1)
            whole, part = divmod(milli[person.age], 1_000)
            taken: set[int] = set()
            for n in range(min(whole + (words[place] % 1_000 < part), PER_DAY_MAX)):
                wish = self._wish(person, midnight, words[place + 1 + n])
                hour = next((h for h in range(wish.at // HOUR_US, (midnight + DAY_US) // HOUR_US) if h not in taken), 0)
                if hour:
                    taken.add(hour)
                    found.append(wish._replace(at=hour * HOUR_US + wish.at % HOUR_US))
        return sorted(found)

    def _wish(self, person: Person, midnight: int, word: int) -> Wish:
        trade = self._trades[word & _SLOT]
        more = remix(word)
        amount = min(self._amounts[trade][word >> 16 & _SLOT], self.ceiling(person).single_minor)
        at = midnight + self._times[trade][word >> 32 & _SLOT]
        here = self._near[trade, person.district] if more % MILLION < self.habits.fields[trade].local_ppm else []
        shops = here or self._of_trade[trade]
        return Wish(at, person.ordinal, shops[(more >> 32) % len(shops)], amount, remix(more))

    def usual(self, shop: int, word: int) -> int:
        """An amount that is usual at a shop."""
        return self._amounts[self.shops[shop].field][word & _SLOT]


def districts_of(habits: Habits, draft: Draft) -> tuple[str, ...]:
    """The codes of the city's districts, by GB/T 2260. Where terms name regions of elsewhere the city is there: its
    districts are numbered as that city's. Those that are named take the places of the largest ones."""
    profile = habits.profile.districts
    named = [*draft.terms.where.allow.regions, *(region for shop in draft.shops for _, region in shop.stores)]
    named = list(dict.fromkeys(each for each in named if each))
    codes = [each.code for each in profile]
    if named and not any(code.startswith(tuple(named)) for code in codes):
        front = named[0][:_CITY_DIGITS]
        front += "01"[len(front) - _CITY_DIGITS :] if len(front) < _CITY_DIGITS else ""
        codes = [f"{front}{n:02d}" for n in range(1, len(codes) + 1)]
    wanted = [code for code in named if not _is_there(code, codes) or len(code) == _DIGITS]
    ranks = sorted(range(len(profile)), key=lambda n: -profile[n].population_thousand)
    for place, code in zip(ranks, wanted, strict=False):
        whole = code + "0101"[len(code) - _DIGITS :] if len(code) < _DIGITS else code
        if whole in codes:
            codes[codes.index(whole)] = codes[place]
        codes[place] = whole
    return tuple(codes)


def _is_there(region: str, codes: list[str]) -> bool:
    return any(each.startswith(region) for each in codes)
