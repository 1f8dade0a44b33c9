"""Terms: what purpose-bound money may be used for. Written once, never changed, known by the SHA-256 of their text.

Every list that is empty allows everything. What is denied is denied also where it is allowed.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Any, Final, NamedTuple

import msgspec

from jiaozi.clock import CHINA_OFFSET_US, DAY_US, china_day
from jiaozi.db.commands import canonical
from jiaozi.errors import Refusal
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
from jiaozi.money import AMOUNT_MAX
from jiaozi.programs.conditions import CONDITION_MAX, condition_error
from jiaozi.records import dataclass
from jiaozi.texts import is_plain
from jiaozi.wallets.model import CLASSES, HOLDER_KINDS, HolderKind, WalletClass

MILLION: Final = 1_000_000
PLACES_MAX: Final = 5_000
GOODS_MAX: Final = 1_000
SKU_MAX: Final = 40
TAGS_MAX: Final = 10
"""Tags of one line of an order."""
HOURS_MAX: Final = 10
COUNT_MAX: Final = 1_000
DAYS_MAX: Final = 3_660
QUOTA_MAX: Final = 10**9
_MINUTES: Final = 24 * 60

Sku = Annotated[str, Text(SKU_MAX, 1, example="JD-100012345")]
GoodsTag = Annotated[str, Text(SKU_MAX, 1, example="global-sale")]
CategoryCode = Annotated[str, Text(4, 4, pattern="[0-9]{4}", example="5411")]
RegionPrefix = Annotated[str, Text(6, 2, pattern="[0-9]{2,6}", example="440303")]
"""A district code (GB/T 2260) or the beginning of one: a city's, a province's."""
Minute = Annotated[int, Range(0, _MINUTES)]
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
    """Merchants and stores by number, categories (ISO 18245) and regions."""

    merchants: Annotated[tuple[MerchantNo, ...], Length(0, PLACES_MAX)] = ()
    stores: Annotated[tuple[StoreNo, ...], Length(0, PLACES_MAX)] = ()
    categories: Annotated[tuple[CategoryCode, ...], Length(0, GOODS_MAX)] = ()
    regions: Annotated[tuple[RegionPrefix, ...], Length(0, GOODS_MAX)] = ()


@dataclass(frozen=True, slots=True)
class Where(Both):
    """Where it may be spent: at one of the merchants or stores, in one of the categories and in one of the regions that
    are allowed, and at nothing that is denied."""

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
    too."""

    how_much: HowMuch
    who: Who = ANYBODY
    where: Where = ANYWHERE
    what: What = ANYTHING
    when: When = ANYTIME
    stacks: bool = True
    condition: Condition = ""


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
    """The same terms with numbers of merchants and stores in order, in which they are looked up."""
    allow, deny = (
        replace(side, merchants=tuple(sorted(side.merchants)), stores=tuple(sorted(side.stores)))
        for side in (terms.where.allow, terms.where.deny)
    )
    return replace(terms, where=Where(allow, deny))


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
    found = msgspec.json.decode(text, type=Terms)
    return replace(
        found,
        who=ANYBODY if found.who == ANYBODY else found.who,
        where=ANYWHERE if found.where == ANYWHERE else found.where,
        what=ANYTHING if found.what == ANYTHING else found.what,
        when=ANYTIME if found.when == ANYTIME else found.when,
    )


def terms_refusal(terms: Terms, *, voucher: bool, span: Span, at: int) -> Refusal | None:
    """What is wrong with terms, with the place of it. Refuses: `program_terms_invalid`."""
    found = next(_errors(terms, voucher, span, at), None)
    if found is None:
        return None
    said = f"{found[0]}: {found[1]}"
    return Refusal("program_terms_invalid", said)


def _errors(terms: Terms, voucher: bool, span: Span, at: int) -> Iterator[tuple[str, str]]:
    yield from _span_errors(span, at)
    yield from _window_errors(terms.when, span, at)
    yield from standing_errors(terms, voucher=voucher)


def standing_errors(terms: Terms, *, voucher: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with terms whatever the time is, each with its place."""
    yield from _who_errors(terms.who)
    yield from _where_errors(terms.where)
    yield from _what_errors(terms.what)
    yield from _when_errors(terms.when)
    yield from _amount_errors(terms.how_much, voucher)
    if terms.condition and (error := condition_error(terms.condition)):
        yield "condition", error


def _span_errors(span: Span, at: int) -> Iterator[tuple[str, str]]:
    if (span.expires_at + CHINA_OFFSET_US) % DAY_US:
        yield "expires_at", "it has to be a midnight of China"
    if span.expires_at <= at:
        yield "expires_at", "it is over already"
    if not span.opens_at < span.claims_until <= span.expires_at:
        yield "claims_until", "after the opening and not after the end"
    if china_day(span.expires_at) - china_day(at) > DAYS_MAX:
        yield "expires_at", "it is too far ahead"
    if not 0 <= span.quota <= QUOTA_MAX:
        yield "quota", "not a count"


def _who_errors(who: Who) -> Iterator[tuple[str, str]]:
    yield from _list_errors("who.kinds", who.kinds, len(HOLDER_KINDS), lambda kind: kind in HOLDER_KINDS)
    yield from _list_errors("who.classes", who.classes, len(CLASSES), lambda name: name in CLASSES)
    yield from _list_errors("who.operators", who.operators, 100, lambda number: number > 0)


def _where_errors(where: Where) -> Iterator[tuple[str, str]]:
    for side, places in (("allow", where.allow), ("deny", where.deny)):
        path = f"where.{side}"
        yield from _list_errors(f"{path}.merchants", places.merchants, PLACES_MAX, lambda number: number > 0)
        yield from _list_errors(f"{path}.stores", places.stores, PLACES_MAX, lambda number: number > 0)
        yield from _list_errors(f"{path}.categories", places.categories, GOODS_MAX, lambda code: _is_code(code, 4, 4))
        yield from _list_errors(f"{path}.regions", places.regions, GOODS_MAX, lambda code: _is_code(code, 2, 6))
    yield from _contradictions("where.deny.merchants", where.deny.merchants, where.allow.merchants)
    yield from _contradictions("where.deny.stores", where.deny.stores, where.allow.stores)
    yield from _contradictions("where.deny.categories", where.deny.categories, where.allow.categories)
    for n, code in enumerate(where.allow.regions):
        if code.startswith(where.deny.regions):
            yield f"where.allow.regions[{n}]", "allowed and denied"


def _what_errors(what: What) -> Iterator[tuple[str, str]]:
    for side, goods in (("allow", what.allow), ("deny", what.deny)):
        for name, values in (("skus", goods.skus), ("tags", goods.tags)):
            yield from _list_errors(f"what.{side}.{name}", values, GOODS_MAX, lambda text: is_plain(text, SKU_MAX))
    yield from _contradictions("what.deny.skus", what.deny.skus, what.allow.skus)
    yield from _contradictions("what.deny.tags", what.deny.tags, what.allow.tags)


def _window_errors(when: When, span: Span, at: int) -> Iterator[tuple[str, str]]:
    end = min(when.end or span.expires_at, span.expires_at)
    if when.end and when.end <= at:
        yield "when.end", "it is over already"
    if max(when.begin, span.opens_at) >= end:
        yield "when.begin", "it is never: the program or the window ends before"


def _when_errors(when: When) -> Iterator[tuple[str, str]]:
    if len(when.hours) > HOURS_MAX:
        yield "when.hours", "too many"
    for n, hours in enumerate(when.hours):
        if not 0 <= hours.begin < hours.end <= _MINUTES:
            yield f"when.hours[{n}]", "it ends before it begins"
    yield from _list_errors("when.weekdays", when.weekdays, 7, lambda day: 1 <= day <= 7)
    if not 0 <= when.valid_days <= DAYS_MAX:
        yield "when.valid_days", "not a number of days"


def _amount_errors(much: HowMuch, voucher: bool) -> Iterator[tuple[str, str]]:
    for name in ("face_minor", "cap_minor", "minimum_minor"):
        if not 0 <= getattr(much, name) <= AMOUNT_MAX:
            yield f"how_much.{name.removesuffix('_minor')}", "not an amount"
    if not voucher and (much.percent_ppm or much.cap_minor):
        yield "how_much.percent_ppm", "of vouchers only"
    if bool(much.percent_ppm) != bool(much.cap_minor) or (much.percent_ppm and much.face_minor):
        yield "how_much.percent_ppm", "a percentage has a cap and no face value"
    elif not much.most_minor:
        yield "how_much.face", "nothing would be given"
    if not 0 <= much.percent_ppm <= MILLION:
        yield "how_much.percent_ppm", "more than the whole"
    if not 0 < much.share_ppm <= MILLION:
        yield "how_much.share_ppm", "nothing could be paid, or more than the whole"
    for name in ("per_order", "per_day", "per_wallet"):
        if not 0 <= getattr(much, name) <= COUNT_MAX:
            yield f"how_much.{name}", "not a count"


def _list_errors(path: str, values: Sequence[Any], most: int, good: Callable[[Any], bool]) -> Iterator[tuple[str, str]]:
    if len(values) > most:
        yield path, "too many"
    seen: set[object] = set()
    for n, value in enumerate(values):
        if not good(value):
            yield f"{path}[{n}]", "there is no such one"
        if value in seen:
            yield f"{path}[{n}]", "said twice"
        seen.add(value)


def _contradictions(path: str, denied: Sequence[object], allowed: Sequence[object]) -> Iterator[tuple[str, str]]:
    both = set(allowed)
    for n, value in enumerate(denied):
        if value in both:
            yield f"{path}[{n}]", "allowed and denied"


def _is_code(text: str, shortest: int, longest: int) -> bool:
    return text.isascii() and text.isdigit() and shortest <= len(text) <= longest
