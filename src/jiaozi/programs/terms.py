"""Terms: what purpose-bound money may be used for. Written once, never changed, known by the SHA-256 of their text.

Every list that is empty allows everything. What is denied is denied also where it is allowed.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Final, NamedTuple

import msgspec
from msgspec import UNSET

from jiaozi.clock import CHINA_OFFSET_US, DAY_US, china_day
from jiaozi.db.commands import canonical
from jiaozi.kinds import (
    Both,
    FenOrZero,
    Instant,
    InstitutionNo,
    Length,
    MerchantNo,
    OrNone,
    Ppm,
    Range,
    StoreNo,
    Text,
)
from jiaozi.programs.conditions import CONDITION_MAX
from jiaozi.programs.parts import (
    BOUND,
    DAYS_MAX,
    FUNDER_PAYS,
    KEPT,
    MILLION,
    RECLAIMED,
    Passing,
    PassingPart,
    Rest,
    RestPart,
    WhoPays,
    WhoPaysPart,
    Withdrawal,
    WithdrawalPart,
    said,
    unsaid,
)
from jiaozi.programs.places.spots import UNNAMED, PlacesNamed, PlacesPart
from jiaozi.records import dataclass
from jiaozi.wallets.model import HolderKind, WalletClass

PLACES_MAX: Final = 5_000
GOODS_MAX: Final = 1_000
SKU_MAX: Final = 40
TAGS_MAX: Final = 10
"""Tags of one line of an order."""
HOURS_MAX: Final = 10
COUNT_MAX: Final = 1_000
QUOTA_MAX: Final = 10**9
MINUTES: Final = 24 * 60

Sku = Annotated[str, Text(SKU_MAX, 1, example="JD-100012345")]
GoodsTag = Annotated[str, Text(SKU_MAX, 1, example="global-sale")]
CategoryCode = Annotated[str, Text(4, 4, pattern="[0-9]{4}", example="5411")]
RegionPrefix = Annotated[str, Text(6, 2, pattern="[0-9]{2,6}", example="440303")]
"""A district code (GB/T 2260) or the beginning of one: a city's, a province's."""
Minute = Annotated[int, Range(0, MINUTES)]
Weekday = Annotated[int, Range(1, 7)]
Condition = Annotated[str, Text(CONDITION_MAX, plain=False, blanks=True, example="amount >= 10000 && weekday < 6")]


@dataclass(frozen=True, slots=True)
class Who(Both):
    """Whose wallet it may be. `listed`: claims are granted to a list, and nobody takes one."""

    kinds: Annotated[tuple[HolderKind, ...], Length(0, 2)] = ()
    classes: Annotated[tuple[WalletClass, ...], Length(0, 4)] = ()
    operators: Annotated[tuple[InstitutionNo, ...], Length(0, 100)] = ()
    hong_kong: bool | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Places(Both):
    """Merchants and stores by number, categories (ISO 18245) and regions, and registered places; absent: wherever they
    are."""

    merchants: Annotated[tuple[MerchantNo, ...], Length(0, PLACES_MAX)] = ()
    stores: Annotated[tuple[StoreNo, ...], Length(0, PLACES_MAX)] = ()
    categories: Annotated[tuple[CategoryCode, ...], Length(0, GOODS_MAX)] = ()
    regions: Annotated[tuple[RegionPrefix, ...], Length(0, GOODS_MAX)] = ()
    places: PlacesPart = UNSET


@dataclass(frozen=True, slots=True)
class Where(Both):
    """Where it may be spent: at one of the merchants or stores, in one of the categories, in one of the regions and in
    one of the places that are allowed, and at nothing that is denied."""

    allow: Places = Places()
    deny: Places = Places()


@dataclass(frozen=True, slots=True)
class GoodsNamed(Both):
    """Goods by the merchant's own number or by a tag of the order's line."""

    skus: Annotated[tuple[Sku, ...], Length(0, GOODS_MAX)] = ()
    tags: Annotated[tuple[GoodsTag, ...], Length(0, GOODS_MAX)] = ()


@dataclass(frozen=True, slots=True)
class What(Both):
    """For which lines of the merchant's order: those with a number or a tag that is allowed and none that is denied.
    With any, what is paid without an order is not paid by it."""

    allow: GoodsNamed = GoodsNamed()
    deny: GoodsNamed = GoodsNamed()


@dataclass(frozen=True, slots=True)
class Hours(Both):
    """Times of a day in China, in minutes since midnight: from `begin` and before `end`."""

    begin: Minute
    end: Minute


@dataclass(frozen=True, slots=True)
class When(Both):
    """When it may be spent: between two instants, at times of a day, on weekdays (1 is Monday). A claim ends with the
    program, or before at 24:00 of the `valid_days`th day, the day of the claim being the first."""

    begin: OrNone[Instant] = 0
    end: OrNone[Instant] = 0
    hours: Annotated[tuple[Hours, ...], Length(0, HOURS_MAX)] = ()
    weekdays: Annotated[tuple[Weekday, ...], Length(0, 7)] = ()
    valid_days: Annotated[int, Range(0, DAYS_MAX)] = 0


@dataclass(frozen=True, slots=True)
class HowMuch(Both):
    """`face_minor` is what a claim is worth; a voucher may be `percent_ppm` of the goods instead, at most `cap_minor`.
    From `minimum_minor` of goods on, and at most `share_ppm` of them. So many claims `per_order`, uses `per_day` and
    claims `per_wallet`; 0 for any number."""

    face_minor: FenOrZero = 0
    percent_ppm: Ppm = 0
    cap_minor: FenOrZero = 0
    minimum_minor: FenOrZero = 0
    share_ppm: Ppm = MILLION
    per_order: Annotated[int, Range(0, COUNT_MAX)] = 1
    per_day: Annotated[int, Range(0, COUNT_MAX)] = 0
    per_wallet: Annotated[int, Range(0, COUNT_MAX)] = 1

    @property
    def most_minor(self) -> int:
        """What one claim can come to at most, in minor units."""
        return self.cap_minor if self.percent_ppm else self.face_minor


ANYBODY: Final = Who()
ANYWHERE: Final = Where()
ANYTHING: Final = What()
ANYTIME: Final = When()
"""Parts of terms that forbid nothing; terms that are read have these very ones, so that nobody asks further."""


@dataclass(frozen=True, slots=True)
class Terms(Both):
    """All of it. `stacks`: together with claims of other programs. `condition` is an expression in CEL that must hold,
    too. `rest` is what becomes of what nobody spends; absent: its funder has it back. `withdrawable` is when a holder
    may make an envelope its own money; absent: never. `transferable` is how often an envelope is passed on; absent:
    never."""

    how_much: HowMuch
    who: Who = ANYBODY
    where: Where = ANYWHERE
    what: What = ANYTHING
    when: When = ANYTIME
    stacks: bool = True
    condition: Condition = ""
    rest: RestPart = UNSET
    withdrawable: WithdrawalPart = UNSET
    transferable: PassingPart = UNSET
    who_pays: WhoPaysPart = UNSET


def rest_of(terms: Terms) -> Rest:
    """What becomes of what nobody spends."""
    return said(terms.rest, RECLAIMED)


def withdrawal_of(terms: Terms) -> Withdrawal:
    """When a holder may make what an envelope has left its own money."""
    return said(terms.withdrawable, BOUND)


def passing_of(terms: Terms) -> Passing:
    """How often an envelope may be passed on."""
    return said(terms.transferable, KEPT)


def named_places(terms: Terms) -> tuple[PlacesNamed, ...]:
    """The parts of terms that name places: what is allowed, what is denied, where either does."""
    where = terms.where
    if where is ANYWHERE:
        return ()
    return tuple(each.places for each in (where.allow, where.deny) if each.places is not UNSET)


def who_pays_of(terms: Terms) -> WhoPays:
    """Who pays beside the funder."""
    return said(terms.who_pays, FUNDER_PAYS)


class Span(NamedTuple):
    """What a program says beside its terms: when claims begin, until when they are given, when all is over; and how
    many there may be."""

    opens_at: int
    claims_until: int
    expires_at: int
    quota: int = 0


def claim_end(when: When, expires_at: int, at: int) -> int:
    """When a claim of an instant ends: with its program, or before at 24:00 of its last day."""
    last = (china_day(at) + when.valid_days) * DAY_US - CHINA_OFFSET_US
    return min(expires_at, last) if when.valid_days else expires_at


def in_order(terms: Terms) -> Terms:
    """The same terms with numbers of merchants and stores in order, in which they are looked up, and without parts that
    say no more than their absence."""
    allow, deny = (
        replace(
            side,
            merchants=tuple(sorted(side.merchants)),
            stores=tuple(sorted(side.stores)),
            places=side.places if side.places is UNSET else in_order_of_lists(side.places),
        )
        for side in (terms.where.allow, terms.where.deny)
    )
    return terse(replace(terms, where=Where(allow, deny)))


def in_order_of_lists(part: PlacesNamed) -> PlacesNamed:
    """The same places, their lists in order."""
    return replace(part, lists=tuple(sorted(part.lists, key=lambda each: (each.place_list, each.version))))


def terse(terms: Terms) -> Terms:
    """The same terms without parts that say no more than their absence."""
    allow, deny = (
        replace(side, places=unsaid(side.places, UNNAMED)) if side.places is not UNSET else side
        for side in (terms.where.allow, terms.where.deny)
    )
    return replace(
        terms,
        where=Where(allow, deny),
        rest=unsaid(terms.rest, RECLAIMED),
        withdrawable=unsaid(terms.withdrawable, BOUND),
        transferable=unsaid(terms.transferable, KEPT),
        who_pays=unsaid(terms.who_pays, FUNDER_PAYS),
    )


def outspoken(terms: Terms) -> Terms:
    """The same terms with all parts, also those that say no more than their absence."""
    allow, deny = (replace(side, places=said(side.places, UNNAMED)) for side in (terms.where.allow, terms.where.deny))
    return replace(
        terms,
        where=Where(allow, deny),
        rest=rest_of(terms),
        withdrawable=withdrawal_of(terms),
        transferable=passing_of(terms),
        who_pays=who_pays_of(terms),
    )


def has(numbers: Sequence[int], number: int) -> bool:
    """Whether a number is one of several that are in order: there may be thousands."""
    if not numbers:
        return False
    place = bisect_left(numbers, number)
    return place < len(numbers) and numbers[place] == number


def written(terms: Terms) -> tuple[str, str]:
    """Terms as canonical JSON, and the SHA-256 of that in hexadecimal, by which they are known."""
    text = canonical(in_order(terms))
    return text.decode(), sha256(text).hexdigest()


def read(text: str) -> Terms:
    """Terms of their canonical JSON."""
    found = terse(msgspec.json.decode(text, type=Terms))
    return replace(
        found,
        who=ANYBODY if found.who == ANYBODY else found.who,
        where=ANYWHERE if found.where == ANYWHERE else found.where,
        what=ANYTHING if found.what == ANYTHING else found.what,
        when=ANYTIME if found.when == ANYTIME else found.when,
    )
