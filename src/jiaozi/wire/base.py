"""The words of the wire: ids, amounts, times and texts, each with its own check and its own error.

Ids are prefixed text, times ISO 8601 with an offset, amounts whole minor units beside their asset. Nothing is coerced:
`1.0`, `"1"` and `true` are no amounts. What is wrong is told without repeating what was sent.
"""

import re
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, WrapValidator
from pydantic_core import PydanticCustomError

from jiaozi.clock import parse_time
from jiaozi.kinds import Text
from jiaozi.money import AMOUNT_MAX, ASSETS
from jiaozi.texts import is_plain

T = TypeVar("T")
_BODY: Final = "_[0-7][0-9A-HJKMNP-TV-Z]{12}$"
_DAY: Final = re.compile(r"(20[0-7]\d)-\d\d-\d\d", re.ASCII)
_YEAR_MIN, _YEAR_MAX = "1970", "9998"
PLAIN_TEXT: Final = r"^[^\s\u0000-\u001f\u007f-\u00a0](.*[^\s\u0000-\u001f\u007f-\u00a0])?$"


class Body(BaseModel):
    """A request's body: unknown fields are refused, nothing is coerced."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, populate_by_name=True)


class Answer(BaseModel):
    """An answer. Readers ignore fields they do not know, so that answers may grow."""

    model_config = ConfigDict(extra="ignore", frozen=True, populate_by_name=True)


def _identifier(prefix: str, example: str = "") -> Any:
    return Field(pattern=f"^{prefix}{_BODY}", examples=[f"{example or prefix}_0C5S1ZZ4R0400"])


def identifier(prefix: str) -> Any:
    """The text form of ids that begin like this."""
    return Annotated[str, _identifier(prefix)]


def _amount(value: Any, _: Any) -> int:
    if type(value) is not int or not 0 < value <= AMOUNT_MAX:
        raise PydanticCustomError("amount_invalid", "a whole number of minor units from 1 to 10^15")
    return value


def _ceiling(value: Any, _: Any) -> int:
    if type(value) is not int or not 0 <= value <= AMOUNT_MAX:
        raise PydanticCustomError("amount_invalid", "a whole number of minor units from 0 to 10^15")
    return value


def _asset(*codes: str) -> Any:
    def check(value: Any, _: Any) -> str:
        if not isinstance(value, str) or value not in ASSETS:
            raise PydanticCustomError("asset_unknown", "not an asset of this platform")
        if value not in codes:
            raise PydanticCustomError("accounts_differ_in_asset", "not the asset of this account")
        return value

    return WrapValidator(check)


def _minor(lowest: int) -> Any:
    return WithJsonSchema({"type": "integer", "minimum": lowest, "maximum": AMOUNT_MAX, "examples": [1999]})


def _code(code: str) -> Any:
    return WithJsonSchema({"type": "string", "enum": [code]})


Minor = Annotated[int, WrapValidator(_amount), _minor(1)]
Ceiling = Annotated[int, WrapValidator(_ceiling), _minor(0)]


class DigitalYuan(Body):
    """An amount of digital yuan, in fen."""

    minor: Minor
    asset: Annotated[str, _asset("E-CNY"), _code("E-CNY")]


class Renminbi(Body):
    """An amount of bank or reserve money, in fen."""

    minor: Minor
    asset: Annotated[str, _asset("CNY"), _code("CNY")]


class DigitalYuanCeiling(Body):
    """A limit or quota in fen of digital yuan; zero allows nothing."""

    minor: Ceiling
    asset: Annotated[str, _asset("E-CNY"), _code("E-CNY")]


class Money(Answer):
    """An amount in an answer: whole minor units of an asset."""

    minor: int = Field(examples=[1999])
    asset: str = Field(examples=["E-CNY"])


def _plain(text: str) -> str:
    if not is_plain(text, len(text), empty=True):
        raise PydanticCustomError("text_not_plain", "printable characters, without blanks at the ends")
    return text


def _printable(code: str) -> AfterValidator:
    def check(text: str) -> str:
        if not text.isprintable():
            raise PydanticCustomError(code, "printable characters only")
        return text

    return AfterValidator(check)


def _moment(value: str) -> str:
    try:
        parse_time(value)
        good = re.match(r"\d{4}-\d\d-\d\dT", value) is not None and _YEAR_MIN <= value[:4] <= _YEAR_MAX
    except (ValueError, OverflowError):
        good = False
    if not good:
        raise PydanticCustomError("time_invalid", "ISO 8601 with an offset, such as 2026-01-01T00:00:00+08:00")
    return value


def _day(value: Any, _: Any) -> str:
    try:
        good = isinstance(value, str) and _DAY.fullmatch(value) is not None and date.fromisoformat(value) is not None
    except ValueError:
        good = False
    if not good:
        raise PydanticCustomError("day_invalid", "a day such as 2026-11-30")
    return str(value)


PLAIN: Final = AfterValidator(_plain)
Date = Annotated[str, Field(json_schema_extra={"format": "date"}, examples=["2026-11-30"]), WrapValidator(_day)]
"""A day in China."""


def text(kind: Text) -> Any:
    """Texts of a kind, folded. What is wrong with one is told by the kind's code, in pydantic's words where it has
    none; of one that may have blanks only what cannot be printed is told by its code."""
    fold = kind.fold
    if fold is None:
        return _text(kind)
    return Annotated[_text(kind), BeforeValidator(lambda given: fold(given) if isinstance(given, str) else given)]


def _text(kind: Text) -> Any:
    plain = PLAIN_TEXT if kind.plain and kind.shortest and not kind.blanks else None
    pattern = _whole(kind.pattern) if kind.pattern else plain
    examples = [kind.example] if kind.example else None
    if kind.code and not kind.blanks:
        bounds: dict[str, Any] = {"minLength": kind.shortest, "maxLength": kind.longest}
        bounds |= {"pattern": pattern} if pattern else {}
        bounds |= {"examples": examples} if examples else {}
        return Annotated[str, WrapValidator(_coded(kind)), WithJsonSchema({"type": "string"} | bounds)]
    field = Field(min_length=kind.shortest or None, max_length=kind.longest, pattern=pattern, examples=examples)
    if kind.blanks:
        return Annotated[str, field, _printable(kind.code)]
    return Annotated[str, field, PLAIN] if kind.plain and not kind.pattern else Annotated[str, field]


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$" if "|" in pattern else f"^{pattern}$"


def _coded(kind: Text) -> Any:
    bounds = f"{kind.shortest} to {kind.longest}"
    wrong = PydanticCustomError(kind.code, f"{bounds} printable characters, without blanks at the ends")

    def check(value: Any, handler: Any) -> str:
        if not isinstance(value, str) or not kind.shortest <= len(value) <= kind.longest or not value.isprintable():
            raise wrong
        if value.strip() != value or (kind.pattern and re.fullmatch(kind.pattern, value) is None):
            raise wrong
        return str(handler(value))

    return check


WalletClass = Literal["I", "II", "III", "IV"]
Time = Annotated[
    str, Field(max_length=40, json_schema_extra={"format": "date-time"}, examples=["2026-01-01T00:00:00+08:00"]),
    AfterValidator(_moment),
]  # fmt: skip
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"}, examples=["2026-01-01T00:00:00.000000+08:00"])]


class Problem(Answer):
    """A refusal or a failure (RFC 9457). `rule` cites the rule that caused it; `errors` names malformed fields."""

    type: str = Field(examples=["/errors/wallet_frozen"])
    title: str
    title_zh: str
    status: int
    code: str
    detail: str = ""
    rule: str = ""
    request_id: str
    retryable: bool
    errors: list["FieldError"] = []


class FieldError(Answer):
    """A field of a request that is malformed, and how; never what was in it."""

    field: str
    message: str


class Nothing(Body):
    """An act that needs no more than its address: `{}`, or no body at all."""
