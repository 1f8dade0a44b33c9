"""The words of the wire: ids, amounts, times and texts, each with its own check and its own error.

Ids are prefixed text, times ISO 8601 with an offset, amounts whole minor units beside their asset. Nothing is coerced:
`1.0`, `"1"` and `true` are no amounts. What is wrong is told without repeating what was sent.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema, WrapValidator
from pydantic_core import PydanticCustomError

from jiaozi.clock import parse_time
from jiaozi.kinds import Text
from jiaozi.money import AMOUNT_MAX, ASSETS
from jiaozi.texts import METADATA_KEY, METADATA_KEY_MAX, METADATA_MAX, METADATA_VALUE_MAX, is_metadata, is_plain

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


def wrong(code: str, en: str, zh: str) -> PydanticCustomError:
    """What is wrong with a field, in English and Chinese. A `code` of the table of errors is the answer's, too."""
    return PydanticCustomError(code, en, {"zh": zh})


def _amount(value: Any, _: Any) -> int:
    if type(value) is not int or not 0 < value <= AMOUNT_MAX:
        raise wrong("amount_invalid", "a whole number of minor units from 1 to 10^15", "1 至 10^15 的整数（最小单位）")
    return value


def _ceiling(value: Any, _: Any) -> int:
    if type(value) is not int or not 0 <= value <= AMOUNT_MAX:
        raise wrong("amount_invalid", "a whole number of minor units from 0 to 10^15", "0 至 10^15 的整数（最小单位）")
    return value


def _asset(*codes: str) -> Any:
    def check(value: Any, _: Any) -> str:
        if not isinstance(value, str) or value not in ASSETS:
            raise wrong("asset_unknown", "not an asset of this platform", "不是本平台的币种")
        if value not in codes:
            raise wrong("accounts_differ_in_asset", "not the asset of this account", "与账户币种不一致")
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


def _metadata(value: object) -> object:
    if not is_metadata(value):
        raise wrong(
            "metadata_invalid",
            f"at most {METADATA_MAX} keys of 1 to {METADATA_KEY_MAX} letters, digits, hyphens and underscores, "
            f"each with a text of 1 to {METADATA_VALUE_MAX} printable characters, without blanks at its ends",
            f"最多 {METADATA_MAX} 个键，键为 1 至 {METADATA_KEY_MAX} 个字母、数字、连字符或下划线，"
            f"值为 1 至 {METADATA_VALUE_MAX} 个可打印字符，首尾不得有空格",
        )
    return value


Metadata = Annotated[
    dict[str, str],
    BeforeValidator(_metadata),
    WithJsonSchema(
        {
            "type": "object",
            "maxProperties": METADATA_MAX,
            "propertyNames": {"pattern": f"^{METADATA_KEY.pattern}$"},
            "additionalProperties": {"type": "string", "minLength": 1, "maxLength": METADATA_VALUE_MAX},
            "examples": [{"cart": "77"}],
        }
    ),
]


def _printable(kind: Text) -> AfterValidator:
    def check(text: str) -> str:
        if not text.isprintable():
            raise wrong(kind.code, *kind.form())
        return text

    return AfterValidator(check)


def _moment(value: str) -> str:
    try:
        parse_time(value)
        good = re.match(r"\d{4}-\d\d-\d\dT", value) is not None and _YEAR_MIN <= value[:4] <= _YEAR_MAX
    except (ValueError, OverflowError):
        good = False
    if not good:
        example = "2026-01-01T00:00:00+08:00"
        raise wrong(
            "time_invalid", f"ISO 8601 with an offset, such as {example}", f"带时区的 ISO 8601 时间，例如 {example}"
        )
    return value


def _day(value: Any, _: Any) -> str:
    try:
        good = isinstance(value, str) and _DAY.fullmatch(value) is not None and date.fromisoformat(value) is not None
    except ValueError:
        good = False
    if not good:
        raise wrong("day_invalid", "a day such as 2026-11-30", "日期，例如 2026-11-30")
    return str(value)


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
    examples = [kind.example] if kind.example else None
    if kind.blanks:
        return Annotated[str, Field(max_length=kind.longest, examples=examples), _printable(kind)]
    plain = PLAIN_TEXT if kind.plain and kind.shortest else None
    said = {
        "examples": examples,
        "maxLength": kind.longest,
        "minLength": kind.shortest or None,
        "pattern": _whole(kind.pattern) if kind.pattern else plain,
        "type": "string",
    }
    shown = {name: value for name, value in said.items() if value is not None}
    return Annotated[str, WrapValidator(_formed(kind)), WithJsonSchema(shown)]


def _whole(pattern: str) -> str:
    return f"^(?:{pattern})$" if "|" in pattern else f"^{pattern}$"


def _formed(kind: Text) -> Any:
    problem = wrong(kind.code or "text_invalid", *kind.form())
    matches = re.compile(kind.pattern, re.ASCII).fullmatch if kind.pattern else None

    def check(value: Any, handler: Any) -> str:
        if not isinstance(value, str):
            if kind.code:
                raise problem
            return str(handler(value))
        if not kind.shortest <= len(value) <= kind.longest or (matches and matches(value) is None):
            raise problem
        if not matches and kind.plain and not is_plain(value, kind.longest, empty=True):
            raise problem
        return str(handler(value))

    return check


WalletClass = Literal["I", "II", "III", "IV"]
Time = Annotated[
    str, Field(max_length=40, json_schema_extra={"format": "date-time"}, examples=["2026-01-01T00:00:00+08:00"]),
    AfterValidator(_moment),
]  # fmt: skip
Moment = Annotated[str, Field(json_schema_extra={"format": "date-time"}, examples=["2026-01-01T00:00:00.000000+08:00"])]


_IDENTIFIER: Final = re.compile(rf"\^\(?([a-z]+)[a-z|)]*{re.escape(_BODY)}")
_COMMON: Final = {
    "missing": ("needed", "缺少此字段"),
    "extra_forbidden": ("there is no such field", "没有此字段"),
    "json_invalid": ("not valid JSON", "不是有效的 JSON"),
    "value_error": ("not valid", "无效"),
    "string_pattern_mismatch": ("not of the form that is needed", "格式不符"),
    "string_type": ("a text", "须为文本"),
    "bool_type": ("`true` or `false`", "须为 true 或 false"),
    "int_type": ("a whole number", "须为整数"),
    "int_parsing": ("a whole number", "须为整数"),
    "int_from_float": ("a whole number", "须为整数"),
    "int_parsing_size": ("a whole number, and not as long", "整数过长"),
    "bool_parsing": ("`true` or `false`", "须为 true 或 false"),
    "list_type": ("a list", "须为列表"),
    "tuple_type": ("a list", "须为列表"),
    "dict_type": ("an object", "须为对象"),
    "model_type": ("an object", "须为对象"),
    "model_attributes_type": ("an object", "须为对象"),
    "none_required": ("`null`", "须为 null"),
    "frozen_set_type": ("a list", "须为列表"),
    "greater_than_equal": ("not below {ge}", "不得小于 {ge}"),
    "greater_than": ("above {gt}", "须大于 {gt}"),
    "less_than_equal": ("not above {le}", "不得大于 {le}"),
    "less_than": ("below {lt}", "须小于 {lt}"),
    "literal_error": ("one of: {expected}", "须为以下之一：{expected}"),
    "enum": ("one of: {expected}", "须为以下之一：{expected}"),
    "string_too_short": ("at least {min_length} characters", "至少 {min_length} 个字符"),
    "string_too_long": ("at most {max_length} characters", "最多 {max_length} 个字符"),
    "too_short": ("at least {min_length} of them", "至少 {min_length} 项"),
    "too_long": ("at most {max_length} of them", "最多 {max_length} 项"),
}
"""What is told of what pydantic finds, by its kind, with what it names: bounds, and choices."""
_CHOICE: Final = re.compile(r"'([^']*)'")


def told(kind: str, message: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """What is wrong with a field, in English and Chinese, from what pydantic says of it; never a regular expression."""
    if "zh" in context:
        return message, str(context["zh"])
    if found := _IDENTIFIER.match(str(context.get("pattern", ""))):
        example = f"{found[1]}_0C5S1ZZ4R0400"
        return f"an id such as {example}", f"标识，例如 {example}"
    if kind not in _COMMON:
        return message, f"不符合要求：{message}"
    expected = str(context.get("expected", ""))
    choices = _CHOICE.findall(expected) or [expected]
    en, zh = _COMMON[kind]
    return en.format_map({**context, "expected": ", ".join(choices)}), zh.format_map(
        {**context, "expected": "、".join(choices)}
    )


class Problem(Answer):
    """A refusal or a failure (RFC 9457). `rule` is the public name of the rule that caused it; `citation` the rule's id
    and its sources, told to operators, auditors and the central bank alone. `errors` names malformed fields."""

    type: str = Field(examples=["/errors/wallet_frozen"])
    title: str
    title_zh: str
    status: int
    code: str
    detail: str = ""
    detail_zh: str = ""
    rule: str = ""
    rule_zh: str = ""
    citation: str = ""
    request_id: str
    retryable: bool
    errors: list["FieldError"] = []


class FieldError(Answer):
    """A field of a request that is malformed, and how, in English and Chinese; never what was in it."""

    field: str
    message: str
    message_zh: str = ""


class Nothing(Body):
    """An act that needs no more than its address: `{}`, or no body at all."""
