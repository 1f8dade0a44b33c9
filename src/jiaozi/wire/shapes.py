"""How kinds look outside: from a command's class to the body that asks for it, from an outcome's to its answer.

Ids are prefixed text, times ISO 8601 with China's offset, amounts stand beside their asset under the field's name
without `_minor`, and what is absent is null. So an outcome looks the same as an answer, in a proposal, in a look-up by
key and in the log of acts. All of it follows from the fields' kinds (`jiaozi.kinds`), once for each class.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date
from functools import cache, partial, reduce
from operator import or_
from types import NoneType, UnionType
from typing import Annotated, Any, Final, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

from msgspec import UNSET
from pydantic import AfterValidator, BaseModel, Field, create_model

from jiaozi import kinds
from jiaozi.clock import date_to_day, day_to_date, format_time, parse_time
from jiaozi.ids import decode_id, encode_id
from jiaozi.kinds import (
    INSTITUTION_STEP,
    INSTITUTIONS_END,
    PREFIXES,
    Amount,
    Digits,
    IdOf,
    InstitutionNo,
    Length,
    Names,
    Range,
    Text,
    WalletNo,
)
from jiaozi.money import Money
from jiaozi.wire import base
from jiaozi.wire.making import made_once
from jiaozi.wire.pages import Page

M = TypeVar("M", bound=BaseModel)
V = TypeVar("V")
Show = Callable[[Any], Any]
_MONEY: Final = {
    ("E-CNY", 1): base.DigitalYuan,
    ("E-CNY", 0): base.DigitalYuanCeiling,
    ("CNY", 1): base.Renminbi,
}


class Shape(NamedTuple):
    """How one kind looks: the annotation of a body's field, which gives the value as it is inside; that of an
    answer's field; and how a value is shown, None when as it is."""

    asked: Any
    answered: Any
    show: Show | None = None


_METADATA: Final = Shape(
    asked=Annotated[base.Metadata | None, AfterValidator(lambda given: given or UNSET)],
    answered=base.Metadata | None,
    show=lambda given: given or None,
)


class _Field(NamedTuple):
    """A field of a class: its names inside and outside, and its shape."""

    name: str
    outside: str
    shape: Shape
    default: Any
    marks: Collection[object]


def outside(name: str, marks: Collection[object]) -> str:
    """What a field is called outside: `amount_minor` is `amount` beside its asset, `minor` alone; `from_` is `from`, a
    word of Python's."""
    amount = next((mark for mark in marks if isinstance(mark, Amount)), None)
    if amount is None:
        return name.removesuffix("_")
    return name.removesuffix("_minor") if amount.asset else name.removeprefix("amount_")


@made_once
def body_of(command: type, given: frozenset[str] = frozenset(), *, with_reason: bool = False) -> type[base.Body]:
    """The model of a body that asks for a command; the fields `given` come from elsewhere. `with_reason`: a proposal's,
    which says why."""
    taken = [each for each in fields_of(command) if each.name not in given and kinds.INSIDE not in each.marks]
    members = {each.outside: _asked(each) for each in taken}
    if with_reason:
        members["reason"] = (shape_of(kinds.Reason).asked, ...)
    return _model(command, members, base.Body) if members else base.Nothing


def _asked(each: _Field) -> tuple[Any, Any]:
    """The annotation and default of a body's field. A default that looks otherwise outside is null there."""
    if kinds.EITHER in each.marks:
        return each.shape.asked, Field(None, validate_default=True)
    if each.default is MISSING:
        return each.shape.asked, ...
    if each.default == ():
        return each.shape.asked, Field(default_factory=tuple)
    if each.shape.show is None:
        return each.shape.asked, each.default
    return _or_null(each.shape, each.default).asked, Field(None, validate_default=True)


@made_once
def answer_of(outcome: type, beside: type | None = None) -> type[base.Answer]:
    """The model of an outcome's answer, for the OpenAPI document: all that is answered `beside` it, and what it tells
    more."""
    kind = base.Answer if beside is None else answer_of(beside)
    shown = [each for each in _shown(outcome) if each.outside not in kind.model_fields]
    return _model(outcome, {each.outside: (each.shape.answered, ...) for each in shown}, kind)


def answer_of_hint(hint: Any) -> Any:
    """The model of what a function answers: a view, an outcome, a page of them, or a model; None for no such thing."""
    if get_origin(hint) is Page:
        (item,) = get_args(hint)
        each = answer_of(item)
        made: Any = list
        members = {"items": (made[each], ...), "next_cursor": (str | None, ...), "has_more": (bool, ...)}
        return _named(f"{each.__name__}Page", Page.__doc__, members, base.Answer)
    if isinstance(hint, type) and _is_record(hint):
        return answer_of(hint)
    return hint if isinstance(hint, type) and issubclass(hint, BaseModel) else None


def written(value: Any) -> Any:
    """A view, an outcome or a page of them as it looks outside; everything else is written as it is."""
    if isinstance(value, Page):
        items = [written(each) for each in value.items]
        return {"items": items, "next_cursor": value.next_cursor, "has_more": value.has_more}
    return shown(value) if _is_record(value) else value


def _is_record(value: Any) -> bool:
    return is_dataclass(value) or hasattr(value, "_fields")


def asked_of(hint: Any) -> Any:
    """The annotation of a parameter that is a record or of a kind, with what else it is marked with; one that is of no
    kind stays as it is."""
    marks = getattr(hint, "__metadata__", ())
    inner = get_args(hint)[0] if marks else hint
    ours = [mark for mark in marks if isinstance(mark, kinds.MARKS)]
    kind = _with(inner, *ours)
    if not any(_is_kind(part) for part in (kind, *_parts(inner))):
        return hint
    return _with(shape_of(kind).asked, *(mark for mark in marks if mark not in ours))


def _is_kind(hint: Any) -> bool:
    marks = getattr(hint, "__metadata__", ())
    return hint in PREFIXES or is_dataclass(hint) or any(isinstance(mark, kinds.MARKS) for mark in marks)


def _parts(hint: Any) -> tuple[Any, ...]:
    """What a union is of; nothing of anything else."""
    return get_args(hint) if get_origin(hint) in (Union, UnionType) else ()


def view(of: type[V], row: object, **more: Any) -> V:
    """A view of a row: its fields of the same names, and what else is given. What a view does not name is not shown."""
    record: type = of
    names = [name for name in _names(record) if name not in more]
    return of(**{name: getattr(row, name) for name in names}, **more)


def _model(of: type, members: Mapping[str, Any], kind: type[M]) -> type[M]:
    ending = "Shown" if issubclass(of, kinds.Both) and issubclass(kind, base.Answer) else ""
    return _named(of.__name__.removesuffix("View") + ending, of.__doc__, members, kind)


def _named(name: str, says: str | None, members: Mapping[str, Any], kind: type[M]) -> type[M]:
    made: type[M] = create_model(name, __base__=kind, __doc__=says, **members)
    return made


def built(record: type, body: BaseModel, more: Mapping[str, Any] | None = None) -> Any:
    """The record that a body asks for, with what comes from elsewhere."""
    asked = {name: getattr(body, outside) for outside, name in _names_in(type(body), record)}
    return record(**asked, **(more or {}))


@cache
def _names_in(model: type[BaseModel], record: type) -> tuple[tuple[str, str], ...]:
    """The fields of a record that a body has: their names outside and inside."""
    return tuple((each.outside, each.name) for each in fields_of(record) if each.outside in model.model_fields)


def shown(value: Any) -> dict[str, Any]:
    """A record as it looks outside: an outcome, a command or a part of either."""
    record: type = type(value)
    return {outside: getattr(value, name) if show is None else show(getattr(value, name))
            for name, outside, show in _showing(record)}  # fmt: skip


def shown_with(thing: Any, outcome: Any) -> dict[str, Any]:
    """A thing as it looks outside, and what the outcome of an act on it tells more."""
    record: type = type(outcome)
    beside: type = type(thing)
    more = {outside: getattr(outcome, name) if show is None else show(getattr(outcome, name))
            for name, outside, show in _showing_more(record, beside)}  # fmt: skip
    return shown(thing) | more


def shown_fields(record: type, values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a record by name as they were stored, as they look outside; those it no longer has are left out."""
    return {outside: values[name] if show is None else show(values[name])
            for name, outside, show in _showing(record) if name in values}  # fmt: skip


@cache
def _showing(record: type) -> tuple[tuple[str, str, Show | None], ...]:
    return tuple((each.name, each.outside, each.shape.show) for each in _shown(record))


@cache
def _showing_more(record: type, thing: type) -> tuple[tuple[str, str, Show | None], ...]:
    known = {outside for _, outside, _ in _showing(thing)}
    return tuple(each for each in _showing(record) if each[1] not in known)


def _shown(record: type) -> list[_Field]:
    return [each for each in fields_of(record) if kinds.SECRET not in each.marks]


@cache
def fields_of(record: type) -> tuple[_Field, ...]:
    """The fields of a frozen dataclass or a NamedTuple, in order."""
    hints = get_type_hints(record, include_extras=True)
    defaults = _defaults(record)
    found = []
    for name, default in defaults.items():
        marks = _marks(hints[name])
        found.append(_Field(name, outside(name, marks), shape_of(hints[name]), default, marks))
    return tuple(found)


def _marks(hint: Any) -> tuple[object, ...]:
    """What an annotation says, also of `X | None`."""
    inner = [part for part in get_args(hint) if part is not NoneType] if get_origin(hint) in (Union, UnionType) else []
    return _marks(inner[0]) if len(inner) == 1 else getattr(hint, "__metadata__", ())


@cache
def _names(record: type) -> tuple[str, ...]:
    return tuple(_defaults(record))


def _defaults(record: Any) -> dict[str, Any]:
    if is_dataclass(record):
        return {each.name: each.default for each in fields(record)}
    return {name: record._field_defaults.get(name, MISSING) for name in record._fields}


@cache
def shape_of(hint: Any) -> Shape:
    """How a kind looks. Raises `TypeError` for what has no look."""
    marks = getattr(hint, "__metadata__", ())
    inner = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if kinds.METADATA in marks:
        return _METADATA
    if kinds.UNSAID in marks:
        return _or_unset(shape_of(_with(get_args(inner)[0], *(mark for mark in marks if mark is not kinds.UNSAID))))
    if kinds.ABSENT in marks:
        return _or_null(shape_of(_without(hint, kinds.ABSENT)), 0)
    for mark in marks:
        if (found := _marked(mark, inner)) is not None:
            return found
    if inner in PREFIXES:
        return _identity(PREFIXES[inner])
    return _composed(inner)


def _with(inner: Any, *marks: object) -> Any:
    return Annotated[(inner, *marks)] if marks else inner


def _without(hint: Any, mark: object) -> Any:
    inner, *marks = get_args(hint)
    return _with(inner, *(each for each in marks if each is not mark))


def _composed(hint: Any) -> Shape:
    origin, parts = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType) and set(parts) == {InstitutionNo, WalletNo}:
        return _institution_or_wallet()
    if origin in (Union, UnionType) and all(part in PREFIXES for part in parts):
        return Shape(_texts(parts), _texts(parts), _text_alone)
    if origin in (Union, UnionType):
        some = [part for part in parts if part is not type(None)]
        if len(some) == 1:
            return _or_null(shape_of(some[0]), None)
    if origin is tuple:
        return _many(parts[0], None)
    if origin in (Literal, dict) or hint in (str, int, bool):
        return Shape(hint, hint)
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        return Shape(hint, hint)
    if hint is Money:
        return Shape(base.Money, base.Money, Money._asdict)
    if isinstance(hint, type) and _is_record(hint):
        return _record(hint)
    raise TypeError(f"{hint} has no look")


def _marked(mark: object, inner: Any) -> Shape | None:
    """The shape that a mark gives, None when it gives none."""
    match mark:
        case Amount(asset, lowest):
            return _amount(asset, lowest)
        case Range(lowest, highest):
            return Shape(_with(int, Field(ge=lowest, le=highest)), int)
        case Text():
            return Shape(base.text(mark), str)
        case Digits(count, example):
            written = base.text(Text(count, count, pattern=f"[0-9]{{{count}}}", example=example))
            return Shape(_with(written, AfterValidator(int)), written, lambda number: f"{number:0{count}d}")
        case IdOf(identities):
            return Shape(_texts(identities), _texts(identities))
        case Names(names):
            by_number, by_name = dict(names), {name: number for number, name in names}
            named: Any = Literal[tuple(by_name)]
            return Shape(_with(named, AfterValidator(by_name.__getitem__)), named, by_number.__getitem__)
        case Length():
            return _many(get_args(inner)[0], mark)
        case kinds.INSTANT:
            return Shape(_with(base.Time, AfterValidator(parse_time)), base.Moment, format_time)
        case kinds.FLAG:
            return Shape(_with(bool, AfterValidator(int)), bool, bool)
        case kinds.DAY:
            as_number = Shape(_with(base.Date, AfterValidator(_day_of)), base.Date, _day_shown)
            return Shape(base.Date, base.Date) if inner is str else as_number
        case kinds.SECRET:
            return Shape(str, str)
    return None


def _identity(prefix: str) -> Shape:
    text = base.identifier(prefix)
    decode = _institution if prefix == PREFIXES[InstitutionNo] else partial(decode_id, prefix)
    return Shape(_with(text, AfterValidator(decode)), text, lambda number: encode_id(prefix, number))


def _institution(given: str) -> int:
    """The number of an institution; what none can have would pass for a pair's or an account's."""
    number = int(decode_id(PREFIXES[InstitutionNo], given))
    if number % INSTITUTION_STEP or not 0 < number < INSTITUTIONS_END:
        raise base.wrong("institution_not_found", "an id that no institution has", "没有机构使用此标识")
    return number


def _amount(asset: str, lowest: int) -> Shape:
    if not asset:
        return Shape(base.Minor if lowest else base.Ceiling, int)
    if (asset, lowest) not in _MONEY:
        raise TypeError(f"amounts of {asset} from {lowest} have no look")
    money = _with(_MONEY[asset, lowest], AfterValidator(_minor_of))
    return Shape(money, base.Money, lambda minor: {"minor": minor, "asset": asset})


def _institution_or_wallet() -> Shape:
    one, other = shape_of(InstitutionNo), shape_of(WalletNo)
    both = one.answered | other.answered
    return Shape(both, both, lambda number: encode_id("ins" if number < INSTITUTIONS_END else "wal", number))


def _texts(identities: Iterable[Any]) -> Any:
    """The texts of ids of one of several identities. Such a number of a row or a command is shown by who knows of
    which it is, as its text."""
    return reduce(or_, (shape_of(each).answered for each in identities))


def _text_alone(told: Any) -> str:
    if not isinstance(told, str):
        raise TypeError("an id of one of several kinds is shown by who knows which")
    return told


def _or_null(some: Shape, none: Any) -> Shape:
    """`none` stands for null inside."""
    asked, show = some.asked | None, some.show
    if none is not None:
        asked = _with(asked, AfterValidator(lambda given: none if given is None else given))
    if show is None and none is None:
        return Shape(asked, some.answered | None)
    shown_as = show or (lambda value: value)
    return Shape(asked, some.answered | None, lambda value: None if value is None or value == none else shown_as(value))


def _or_unset(some: Shape) -> Shape:
    """`UNSET` stands for null inside."""
    asked = _with(some.asked | None, AfterValidator(lambda given: UNSET if given is None else given))
    show = some.show or (lambda value: value)
    return Shape(asked, some.answered | None, lambda value: None if value is UNSET else show(value))


def _many(hint: Any, length: Length | None) -> Shape:
    each = shape_of(hint)
    bounds = Field(min_length=length.shortest, max_length=length.longest) if length else Field()
    some: Any = list
    asked, show = _with(some[each.asked], bounds, AfterValidator(tuple)), each.show
    return Shape(asked, some[each.answered], list if show is None else lambda values: [show(each) for each in values])


def _record(record: type) -> Shape:
    asked = _with(body_of(record), AfterValidator(lambda body: built(record, body)))

    def show(value: Any) -> dict[str, Any]:
        if isinstance(value, dict):  # as it was stored: by name, or of a NamedTuple by place
            return shown_fields(record, value)
        return shown(record(*value) if isinstance(value, list) else value)

    return Shape(asked, answer_of(record), show)


def _minor_of(money: Any) -> int:
    minor: int = money.minor
    return minor


def _day_of(text: str) -> int:
    return date_to_day(date.fromisoformat(text))


def _day_shown(day: int) -> str:
    return day_to_date(day).isoformat()
