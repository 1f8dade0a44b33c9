"""Payloads of events as they are stored: their fields, read from the record of a kind, and an example of each kind."""

from functools import cache
from types import NoneType
from typing import Annotated, Any, Final, Literal, NamedTuple, get_args, get_origin, get_type_hints

from jiaozi.events import KINDS, Payload
from jiaozi.ids import encode_id
from jiaozi.kinds import ABSENT, METADATA, PREFIXES, Amount, Text


class Field(NamedTuple):
    """A field of a payload: its name as stored, how an id there begins, its asset, whether 0 stands for none."""

    name: str
    prefix: str
    asset: str
    zero_is_none: bool
    hint: Any

    @property
    def may_be_absent(self) -> bool:
        """Whether an event may be without it."""
        return self.zero_is_none or NoneType in get_args(self.hint)


def stored(kind: str, payload: Payload) -> dict[str, object]:
    """A payload as it is stored: ids in their text form, amounts in minor units, without what is absent. Raises
    `TypeError`: it is not the record of this kind."""
    if type(payload) is not KINDS[kind].payload:
        raise TypeError(f"{kind} is told as {KINDS[kind].payload.__name__}, not {type(payload).__name__}")
    return {
        each.name: encode_id(each.prefix, value) if each.prefix else value
        for each, value in zip(fields_of(type(payload)), payload, strict=True)
        if value or (value is not None and not each.zero_is_none)
    }


def assets_of(kind: str) -> dict[str, str]:
    """The fields of a kind's payload as stored, and the asset of those that are amounts; none of a kind that is
    none."""
    return {each.name: each.asset for each in fields_of(KINDS[kind].payload)} if kind in KINDS else {}


def example(kind: str) -> Payload:
    """A payload of a kind, with a value for every field."""
    record: Any = KINDS[kind].payload
    made: Payload = record._make(_sample(each, place) for place, each in enumerate(fields_of(record)))
    return made


_SOME_ID: Final = 0x60B0_0000_0000_0000
"""The number of an id of these years."""


def _sample(field: Field, place: int) -> Any:
    if field.prefix:
        return _SOME_ID + place
    if field.asset:
        return 1999
    if METADATA in _marks(field.hint):
        return {"cart": "77"}
    inner = next((each for each in get_args(field.hint) if each is not NoneType), field.hint)
    if get_origin(field.hint) is Literal:
        return inner
    text = next((mark for mark in _marks(field.hint) if isinstance(mark, Text)), None)
    return text.example if text else 3


@cache
def fields_of(record: type) -> tuple[Field, ...]:
    """The fields of a payload's record."""
    return tuple(_field(name, hint) for name, hint in get_type_hints(record, include_extras=True).items())


def _field(name: str, hint: Any) -> Field:
    marks = _marks(hint)
    inner = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    asset = next((mark.asset for mark in marks if isinstance(mark, Amount)), "")
    return Field(name.removesuffix("_"), PREFIXES.get(inner, ""), asset, ABSENT in marks, hint)


def _marks(hint: Any) -> tuple[Any, ...]:
    """What an annotation says, also of `X | None`."""
    if get_origin(hint) is Annotated:
        return tuple(hint.__metadata__)
    return next((_marks(each) for each in get_args(hint) if get_origin(each) is Annotated), ())
