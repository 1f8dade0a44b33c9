"""What lists are asked for: a record whose fields are parameters of the query, each with the test that it stands for.

    class RefundFilter(Filter):
        payee: Annotated[WalletNo | None, Is("payee")] = None

A list takes one in place of parameters of its own (`jiaozi.api.routing`), and `Desk.filtered` reads the page.
"""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import asdict, fields
from functools import partial
from typing import Annotated, Any, Final, Literal, NamedTuple, get_type_hints

from pydantic import BeforeValidator, Field, WithJsonSchema

from jiaozi.clock import parse_time
from jiaozi.db.lists import Condition, Walk, at_least, at_most, equals
from jiaozi.money import AMOUNT_MAX
from jiaozi.payments.store import having
from jiaozi.records import dataclass
from jiaozi.texts import METADATA_KEY_MAX, METADATA_VALUE_MAX, is_metadata
from jiaozi.wire.base import wrong

_MIDNIGHT: Final = "T00:00:00+08:00"
_DAY_LONG: Final = 10
_LATEST: Final = parse_time("9998-12-31T00:00:00+08:00")


class Is(NamedTuple):
    """The column that equals a field."""

    column: str


class Tested(NamedTuple):
    """What a field stands for."""

    by: Callable[[Any], Condition]


def digits(value: object) -> object:
    """Only digits are a number of a query: not `1.0`, ` 1` or `+1`."""
    if isinstance(value, str) and not (value.isascii() and value.isdigit()):
        raise wrong("number_invalid", "digits only", "须全为数字")
    return value


def _moment(text: str) -> int:
    """Microseconds of an instant, or of the first moment of a day in China."""
    at = -1
    with suppress(ValueError, OverflowError):
        at = parse_time(text if len(text) > _DAY_LONG else text + _MIDNIGHT)
    if not 0 <= at < _LATEST:
        raise wrong(
            "time_invalid",
            "a day such as 2026-11-30, or ISO 8601 with an offset, such as 2026-11-30T08:00:00+08:00",
            "日期，例如 2026-11-30；或带时区的 ISO 8601 时间，例如 2026-11-30T08:00:00+08:00",
        )
    return at


def _pair(value: object) -> object:
    """A key of metadata and its value."""
    key, colon, text = str(value).partition(":")
    if not colon or not is_metadata({key: text}):
        raise wrong("metadata_invalid", "KEY:VALUE, such as cart:77", "KEY:VALUE，例如 cart:77")
    return key, text


_SHOWN: Final = WithJsonSchema({"type": "string", "maxLength": 40, "examples": ["2026-11-30"]})
_Moment = Annotated[int, BeforeValidator(_moment), _SHOWN]
Since = Annotated[_Moment | None, Field(alias="from", description="Not before this day in China, or this instant")]
Until = Annotated[_Moment | None, Field(description="Only before this day in China, or this instant")]
Sort = Annotated[Literal["oldest", "newest"], Field(description="Which come first")]
_Fen = Annotated[int, Field(ge=0, le=AMOUNT_MAX), BeforeValidator(digits)]
AtLeast = Annotated[_Fen | None, Field(description="At least so many fen"), Tested(partial(at_least, "amount_minor"))]
AtMost = Annotated[_Fen | None, Field(description="At most so many fen"), Tested(partial(at_most, "amount_minor"))]

_PAIR_MAX: Final = METADATA_KEY_MAX + 1 + METADATA_VALUE_MAX
Having = Annotated[
    Annotated[
        tuple[str, str],
        BeforeValidator(_pair),
        WithJsonSchema({"type": "string", "maxLength": _PAIR_MAX, "examples": ["cart:77"]}),
    ]
    | None,
    Field(description="With exactly this in its metadata: KEY:VALUE"),
    Tested(having),
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What every such list takes: when, and which come first."""

    from_: Since = None
    until: Until = None
    sort: Sort = "oldest"

    def __post_init__(self) -> None:
        """Raises `PydanticCustomError` where nothing can be between two bounds."""
        least, most = getattr(self, "amount_min", None), getattr(self, "amount_max", None)
        if self.from_ is not None and self.until is not None and self.from_ >= self.until:
            raise wrong("range_invalid", "from has to be before until", "from 须早于 until")
        if least is not None and most is not None and least > most:
            raise wrong("range_invalid", "amount_min is above amount_max", "amount_min 大于 amount_max")

    def walk(self, by: str, *more: Condition) -> Walk:
        """What is asked of the list, along a way that has the column `by`, and what else is to be tested."""
        return Walk((*_conditions(self), *more), by, self.from_, self.until, self.sort == "newest")

    @property
    def name(self) -> str:
        """What binds a cursor to what was asked: only that, so that a new parameter leaves cursors as they are."""
        return json.dumps({name: value for name, value in asdict(self).items() if value is not None})


def _conditions(asked: Filter) -> Iterator[Condition]:
    hints = get_type_hints(type(asked), include_extras=True)
    for each in fields(asked):
        value: Any = getattr(asked, each.name)
        for mark in getattr(hints[each.name], "__metadata__", ()):
            if value is not None and isinstance(mark, Is):
                yield equals(mark.column, value)
            elif value is not None and isinstance(mark, Tested):
                yield mark.by(value)
