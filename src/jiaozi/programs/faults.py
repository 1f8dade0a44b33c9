"""What is wrong with terms, with the place of it: found when they are written, never when somebody pays."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import UNSET, UnsetType

from jiaozi.clock import CHINA_OFFSET_US, DAY_US, china_day
from jiaozi.errors import Refusal
from jiaozi.money import AMOUNT_MAX
from jiaozi.programs.conditions import condition_error
from jiaozi.programs.parts import (
    DAYS_MAX,
    MILLION,
    passing_errors,
    rest_errors,
    who_pays_errors,
    withdrawal_errors,
)
from jiaozi.programs.places.model import PLACE_KIND_NUMBERS, VERSIONS_MAX
from jiaozi.programs.places.spots import NAMED_MAX, PlaceListNamed, PlacesNamed, allow_errors
from jiaozi.programs.terms import (
    COUNT_MAX,
    GOODS_MAX,
    HOURS_MAX,
    MINUTES,
    PLACES_MAX,
    QUOTA_MAX,
    SKU_MAX,
    HowMuch,
    Span,
    Terms,
    What,
    When,
    Where,
    Who,
    passing_of,
    rest_of,
    who_pays_of,
    withdrawal_of,
)
from jiaozi.texts import is_plain
from jiaozi.wallets.model import CLASSES, HOLDER_KINDS


def terms_refusal(terms: Terms, *, voucher: bool, span: Span, at: int) -> Refusal | None:
    """What is wrong with terms, with the place of it. Refuses: `program_terms_invalid`."""
    found = next(_errors(terms, voucher, span, at), None)
    return None if found is None else place_refusal(*found)


def place_refusal(place: str, why: str) -> Refusal:
    """What is wrong at a place of terms. Refuses: `program_terms_invalid`."""
    said = f"{place}: {why}"
    return Refusal("program_terms_invalid", said)


def _errors(terms: Terms, voucher: bool, span: Span, at: int) -> Iterator[tuple[str, str]]:
    yield from _span_errors(span, at)
    yield from _window_errors(terms.when, span, at)
    if withdrawal_of(terms).from_day > china_day(span.expires_at - 1) - china_day(at) + 1:
        yield "withdrawable.from_day", "it is never: a claim ends before"
    yield from standing_errors(terms, voucher=voucher)


def standing_errors(terms: Terms, *, voucher: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with terms whatever the time is, each with its place."""
    yield from _who_errors(terms.who)
    yield from _where_errors(terms.where)
    yield from _what_errors(terms.what)
    yield from _when_errors(terms.when)
    yield from _amount_errors(terms.how_much, voucher)
    yield from rest_errors(rest_of(terms), voucher=voucher)
    yield from withdrawal_errors(withdrawal_of(terms), terms.when.valid_days, voucher=voucher)
    yield from passing_errors(passing_of(terms), voucher=voucher)
    yield from who_pays_errors(who_pays_of(terms))
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
        yield from _places_errors(f"{path}.places", places.places)
    yield from allow_errors(where.allow.places)
    yield from _contradictions("where.deny.merchants", where.deny.merchants, where.allow.merchants)
    yield from _contradictions("where.deny.stores", where.deny.stores, where.allow.stores)
    yield from _contradictions("where.deny.categories", where.deny.categories, where.allow.categories)
    for n, code in enumerate(where.allow.regions):
        if code.startswith(where.deny.regions):
            yield f"where.allow.regions[{n}]", "allowed and denied"


def _places_errors(path: str, part: PlacesNamed | UnsetType) -> Iterator[tuple[str, str]]:
    if part is not UNSET:
        yield from _list_errors(f"{path}.lists", part.lists, NAMED_MAX, _is_version)
        yield from _list_errors(
            f"{path}.kinds", part.kinds, len(PLACE_KIND_NUMBERS), lambda it: it in PLACE_KIND_NUMBERS
        )


def _is_version(named: PlaceListNamed) -> bool:
    return named.place_list > 0 and 0 < named.version <= VERSIONS_MAX


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
        if not 0 <= hours.begin < hours.end <= MINUTES:
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
