"""Who takes part: persons, corporate wallets and merchants, each from (profile, scale, seed, ordinal) alone.

Ordinals count from 0 in the order of opening. Every identity is synthetic: well formed, with right check digits, in
ranges that belong to nobody (see `[identities]` of the profile).
"""

from array import array
from collections.abc import Iterator
from datetime import date
from functools import cached_property
from typing import Final, NamedTuple

from jiaozi.pilot.counter import apportion, choice_table, draw, draws, stride
from jiaozi.pilot.identifiers import with_credit_check, with_luhn, with_organisation_check, with_resident_check
from jiaozi.pilot.profile import Category, Profile, Targets, Word

FIRST: Final = 8
"""The first ordinals are active and go round the classes, so that the smallest world has every class."""

_STREAM_PERSON: Final = "person"
_STREAM_NAME: Final = "person/name"
_STREAM_COMPANY: Final = "company"
_STREAM_MERCHANT: Final = "merchant"
_STORES: Final = choice_table([900, 50, 25, 10, 5, 4, 3, 2, 1])
_CHUNK: Final = 8192
_MOBILES: Final = 10**8
_ORDERS: Final = 999
_REAL_NAME: Final = frozenset(("I", "II", "III"))
_CARD: Final = frozenset(("I", "II"))


class Person(NamedTuple):
    """A holder of one personal wallet. `resident_id` is None for class IV, `bank_card` for classes III and IV."""

    ordinal: int
    operator_id: str
    wallet_class: str
    name: str
    phone: str
    resident_id: str | None
    bank_card: str | None
    district: str
    active: bool


class Company(NamedTuple):
    """A holder of one corporate wallet, bound to one settlement account at its operator."""

    ordinal: int
    operator_id: str
    wallet_class: str
    name: str
    name_en: str
    credit_code: str
    settlement_account: str
    district: str
    employer: bool
    party: bool
    phone: str


class Merchant(NamedTuple):
    """A merchant of a field, paid into the corporate wallet `owner`; stores are numbered from 0."""

    ordinal: int
    owner: int
    name: str
    name_en: str
    mcc: str
    field: str
    scenario: str
    purpose: str
    district: str
    stores: int


class Population:
    """Everybody of a pilot at one scale and seed. Holds look-up tables only, no entity."""

    def __init__(self, profile: Profile, targets: Targets, seed: int) -> None:
        self.profile = profile
        self.targets = targets
        self.seed = seed
        self._operators = [operator for operator, _ in profile.operators]
        self._operator_of = choice_table([weight for _, weight in profile.operators])
        self._district_of = choice_table([district.population_thousand for district in profile.districts])
        self._classes = [each.id for each in profile.personal_classes]
        self._class_of = choice_table([each.weight for each in profile.personal_classes])
        self._corporate_of = choice_table([each.weight for each in profile.corporate_classes])
        self._top_class = max(profile.corporate_classes, key=lambda each: each.balance_minor).id
        self._active_below = [each.active_ppm * 65_536 // 1_000_000 for each in profile.personal_classes]
        self._surnames = _by_rank(profile.names.surnames)
        self._given = profile.names.given
        self._districts = [district.code for district in profile.districts]
        identities = profile.identities
        self._mobile_prefix, self._mobile_stride = identities.mobile_prefix, stride(_MOBILES)
        self._mobile_offset = seed % _MOBILES
        self._born_from = identities.born_from.toordinal()
        self._births = (identities.born_until.toordinal() - self._born_from + 1) * _ORDERS
        self._birth_stride = stride(self._births)

    # -------------------------------------------------------------------------------------------------- persons

    def person_tables(self) -> tuple[bytearray, bytearray, bytearray, bytearray]:
        """Class index, district index, operator index and whether active (0 or 1) of every person, by ordinal."""
        words = draws(self.seed, _STREAM_PERSON, 0, self.targets.personal)
        classes = bytearray([self._class_of[word & 0xFFFF] for word in words])
        for ordinal in range(min(FIRST, len(classes))):
            classes[ordinal] = ordinal % len(self._classes)
        below = self._active_below
        active = bytearray([word >> 48 < below[kind] for word, kind in zip(words, classes, strict=True)])
        active[:FIRST] = bytes([1]) * min(FIRST, len(active))
        districts = bytearray([self._district_of[word >> 32 & 0xFFFF] for word in words])
        operators = bytearray([self._operator_of[word >> 16 & 0xFFFF] for word in words])
        return classes, districts, operators, active

    def persons(self, start: int = 0, stop: int | None = None) -> Iterator[Person]:
        """The persons of a range of ordinals, in order."""
        end = self.targets.personal if stop is None else stop
        for first in range(start, end, _CHUNK):
            last = min(first + _CHUNK, end)
            words = draws(self.seed, _STREAM_PERSON, first, last)
            names = draws(self.seed, _STREAM_NAME, first, last)
            yield from map(self._person, range(first, last), words, names)

    def person(self, ordinal: int) -> Person:
        """One person."""
        words = (draw(self.seed, stream, ordinal) for stream in (_STREAM_PERSON, _STREAM_NAME))
        return self._person(ordinal, *words)

    def _person(self, ordinal: int, word: int, name: int) -> Person:
        kind = ordinal % len(self._classes) if ordinal < FIRST else self._class_of[word & 0xFFFF]
        wallet_class = self._classes[kind]
        operator = self._operator_of[word >> 16 & 0xFFFF]
        district = self._districts[self._district_of[word >> 32 & 0xFFFF]]
        return Person(
            ordinal,
            self._operators[operator],
            wallet_class,
            self._person_name(name),
            f"{self._mobile_prefix}{(ordinal * self._mobile_stride + self._mobile_offset) % _MOBILES:08d}",
            self._resident_id(ordinal, district) if wallet_class in _REAL_NAME else None,
            self._card(self.profile.identities.card_prefix, operator, ordinal) if wallet_class in _CARD else None,
            district,
            ordinal < FIRST or word >> 48 < self._active_below[kind],
        )

    def _person_name(self, word: int) -> str:
        given = self._given
        first = given[(word >> 16 & 0xFFFF) % len(given)]
        second = given[(word >> 32 & 0xFFFF) % len(given)] if word >> 48 & 7 else ""
        return f"{self._surnames[word & 0xFFFF]}{first}{second}"

    def _resident_id(self, ordinal: int, district: str) -> str:
        number = (ordinal * self._birth_stride + self.seed) % self._births
        day, order = divmod(number, _ORDERS)
        born = date.fromordinal(self._born_from + day)
        return with_resident_check(f"{district}{born.year}{born.month:02d}{born.day:02d}{order + 1:03d}")

    def _card(self, prefix: str, operator: int, ordinal: int) -> str:
        return with_luhn(f"{prefix}{operator:02d}{ordinal:010d}")

    # ------------------------------------------------------------------------------------------ corporate wallets

    def is_party(self, ordinal: int) -> bool:
        """Whether a corporate wallet belongs to a party branch (and so receives party dues)."""
        return ordinal % self.profile.activity.party_every == 1

    def is_employer(self, ordinal: int) -> bool:
        """Whether a corporate wallet pays salaries."""
        return ordinal % self.profile.activity.employer_every == 0 and not self.is_party(ordinal)

    def company_tables(self) -> tuple[bytearray, bytearray]:
        """Operator index and whether without limits (0 or 1) of every corporate wallet, by ordinal."""
        words = draws(self.seed, _STREAM_COMPANY, 0, self.targets.corporate)
        operators = bytearray([self._operator_of[word >> 16 & 0xFFFF] for word in words])
        top = bytearray([self._company_class(n, word) == self._top_class for n, word in enumerate(words)])
        return operators, top

    def company_districts(self) -> bytearray:
        """District index of every corporate wallet, by ordinal."""
        words = draws(self.seed, _STREAM_COMPANY, 0, self.targets.corporate)
        return bytearray([self._district_of[word >> 32 & 0xFFFF] for word in words])

    def companies(self, start: int = 0, stop: int | None = None) -> Iterator[Company]:
        """The corporate wallets of a range of ordinals, in order."""
        end = self.targets.corporate if stop is None else stop
        return map(self._company, range(start, end), draws(self.seed, _STREAM_COMPANY, start, end))

    def company(self, ordinal: int) -> Company:
        """One corporate wallet."""
        return self._company(ordinal, draw(self.seed, _STREAM_COMPANY, ordinal))

    def _company_class(self, ordinal: int, word: int) -> str:
        if self.is_employer(ordinal):
            return self._top_class
        return self.profile.corporate_classes[self._corporate_of[word & 0xFFFF]].id

    def _company(self, ordinal: int, word: int) -> Company:
        operator = self._operator_of[word >> 16 & 0xFFFF]
        district = self.profile.districts[self._district_of[word >> 32 & 0xFFFF]]
        party = self.is_party(ordinal)
        zh, en = self._company_name(word >> 48, party)
        whole = " ".join(filter(None, (self.profile.identities.place_en, district.short_en, en, "Co., Ltd.")))
        identities = self.profile.identities
        prefix = identities.party_prefix if party else identities.company_prefix
        body = f"{prefix}{district.code}{with_organisation_check(f'{ordinal:08d}')}"
        return Company(
            ordinal,
            self._operators[operator],
            self._company_class(ordinal, word),
            f"中共{district.zh}{zh}支部委员会" if party else f"{identities.place_zh}{district.short_zh}{zh}有限公司",
            f"CPC Branch of {en}, {district.en}" if party else whole,
            with_credit_check(body),
            self._card(identities.account_prefix, operator, ordinal),
            district.code,
            self.is_employer(ordinal),
            party,
            f"{identities.landline_prefix}{ordinal:06d}",
        )

    def _company_name(self, bits: int, party: bool) -> tuple[str, str]:
        brand = self._brand(bits)
        industries = self.profile.names.industries
        industry = industries[(bits >> 10) % len(industries)]
        return (brand.zh if party else brand.zh + industry.zh), f"{brand.en} {industry.en}"

    def _brand(self, bits: int) -> Word:
        brands = self.profile.names.brands
        first, second = brands[bits % len(brands)], brands[bits // len(brands) % len(brands)]
        return Word(first.zh + second.zh, first.en + second.en.lower())

    # ------------------------------------------------------------------------------------------------- merchants

    @cached_property
    def merchant_fields(self) -> bytes:
        """Field index of every merchant by ordinal: first one of each field, then evenly mixed."""
        counts = self.targets.merchants_by_field
        places = [
            ((2 * k - 1) * self.targets.merchants // max(count, 1) if k else -1, index)
            for index, count in enumerate(counts)
            for k in range(count)
        ]
        return bytes(index for _, index in sorted(places))

    @cached_property
    def _seated(self) -> int:
        """Merchants 0 to this one sit in one district each, so that no district is left out."""
        return min(len(self.profile.districts), self.targets.merchants)

    def merchant_owner(self, ordinal: int) -> int:
        """The corporate wallet that a merchant is paid into: never a party branch, rising with the ordinal."""
        every, corporate = self.profile.activity.party_every, self.targets.corporate
        owners = corporate - (corporate + every - 2) // every
        rank = ordinal * owners // self.targets.merchants
        block, place = divmod(rank, every - 1)
        return block * every + (place if place < 1 else place + 1)

    def merchant_table(self) -> tuple[bytearray, bytearray, "array[int]"]:
        """District index, stores and owner of every merchant, by ordinal."""
        words = draws(self.seed, _STREAM_MERCHANT, 0, self.targets.merchants)
        districts = bytearray([self._merchant_district(n, word) for n, word in enumerate(words)])
        stores = bytearray([_STORES[word >> 16 & 0xFFFF] + 1 for word in words])
        return districts, stores, array("I", map(self.merchant_owner, range(self.targets.merchants)))

    def merchants(self, start: int = 0, stop: int | None = None) -> Iterator[Merchant]:
        """The merchants of a range of ordinals, in order."""
        end = self.targets.merchants if stop is None else stop
        return map(self._merchant, range(start, end), draws(self.seed, _STREAM_MERCHANT, start, end))

    def merchant(self, ordinal: int) -> Merchant:
        """One merchant."""
        return self._merchant(ordinal, draw(self.seed, _STREAM_MERCHANT, ordinal))

    def _merchant_district(self, ordinal: int, word: int) -> int:
        return ordinal if ordinal < self._seated else self._district_of[word & 0xFFFF]

    def _merchant(self, ordinal: int, word: int) -> Merchant:
        field = self.profile.fields[self.merchant_fields[ordinal]]
        district = self.profile.districts[self._merchant_district(ordinal, word)]
        category = _category(field.codes, word >> 32 & 0xFFFF)
        brand = self._brand(word >> 48)
        return Merchant(
            ordinal,
            self.merchant_owner(ordinal),
            f"{district.short_zh}{brand.zh}{category.zh}",
            f"{brand.en} {category.en}, {district.short_en}",
            category.mcc,
            field.id,
            field.scenario,
            field.purpose,
            district.code,
            _STORES[word >> 16 & 0xFFFF] + 1,
        )


def _by_rank(words: str) -> str:
    """65,536 surnames, the earlier the more frequent: weights fall with the rank."""
    shares = apportion(1 << 16, [1_000_000 // (rank + 8) for rank in range(len(words))])
    return "".join(word * share for word, share in zip(words, shares, strict=True))


def _category(codes: tuple[Category, ...], bits: int) -> Category:
    point = bits * sum(code.weight for code in codes) >> 16
    for code in codes:
        point -= code.weight
        if point < 0:
            return code
    raise AssertionError("the point lies within the weights")
