"""What a field is: whose number, which money, which moment, which text. Said once, where the field is declared.

An identity is a type of its own, so that two of different kinds cannot be swapped unseen. Amounts, times and shares
stay `int` and texts `str`: their annotation says what they measure, and how they look outside follows from it.
"""

from collections.abc import Callable, Mapping
from typing import Annotated, Any, Final, Literal, NewType, TypeVar

from msgspec import UnsetType

from jiaozi import texts
from jiaozi.money import AMOUNT_MAX
from jiaozi.records import dataclass

T = TypeVar("T")

Fresh = Any
"""A new id, of no kind yet: it is of whatever kind takes it."""

AccountNo = NewType("AccountNo", int)
AcquirerNo = NewType("AcquirerNo", int)
ApplicationNo = NewType("ApplicationNo", int)
BankAccountNo = NewType("BankAccountNo", int)
BalanceRuleNo = NewType("BalanceRuleNo", int)
CampaignNo = NewType("CampaignNo", int)
CardLoadNo = NewType("CardLoadNo", int)
CashCodeNo = NewType("CashCodeNo", int)
ClaimNo = NewType("ClaimNo", int)
CollectCodeNo = NewType("CollectCodeNo", int)
DeliveryNo = NewType("DeliveryNo", int)
DeviceNo = NewType("DeviceNo", int)
EndpointNo = NewType("EndpointNo", int)
EnrolmentNo = NewType("EnrolmentNo", int)
EnvelopeNo = NewType("EnvelopeNo", int)
ExchangeOrderNo = NewType("ExchangeOrderNo", int)
ExternalAccountNo = NewType("ExternalAccountNo", int)
ExternalBankNo = NewType("ExternalBankNo", int)
FailureRuleNo = NewType("FailureRuleNo", int)
FreezeNo = NewType("FreezeNo", int)
GrantListNo = NewType("GrantListNo", int)
GroupNo = NewType("GroupNo", int)
GuardianshipNo = NewType("GuardianshipNo", int)
HolderFreezeNo = NewType("HolderFreezeNo", int)
HolderNo = NewType("HolderNo", int)
InstitutionNo = NewType("InstitutionNo", int)
"""The central bank or an operator: a multiple of `INSTITUTION_STEP` below `INSTITUTIONS_END`."""
INSTITUTION_STEP: Final = 256
"""Between two institutions are the numbers of the first one's standing accounts."""
INSTITUTIONS_END: Final = 4_096 * INSTITUTION_STEP
"""Two numbers below it make the one number of a pair; every other id is far above."""
InterestRunNo = NewType("InterestRunNo", int)
JournalNo = NewType("JournalNo", int)
KeyNo = NewType("KeyNo", int)
LockNo = NewType("LockNo", int)
MandateNo = NewType("MandateNo", int)
MerchantNo = NewType("MerchantNo", int)
OrderNo = NewType("OrderNo", int)
PayerTokenNo = NewType("PayerTokenNo", int)
PaymentNo = NewType("PaymentNo", int)
PaymentRequestNo = NewType("PaymentRequestNo", int)
PlaceListNo = NewType("PlaceListNo", int)
PlaceNo = NewType("PlaceNo", int)
PrepaidNo = NewType("PrepaidNo", int)
PrepaidPlanNo = NewType("PrepaidPlanNo", int)
PrincipalNo = NewType("PrincipalNo", int)
ProgramNo = NewType("ProgramNo", int)
ProposalNo = NewType("ProposalNo", int)
RefundNo = NewType("RefundNo", int)
RemittanceNo = NewType("RemittanceNo", int)
SplitPlanNo = NewType("SplitPlanNo", int)
StandingPaymentNo = NewType("StandingPaymentNo", int)
StoreNo = NewType("StoreNo", int)
TemplateNo = NewType("TemplateNo", int)
TerminalNo = NewType("TerminalNo", int)
TransferNo = NewType("TransferNo", int)
WalletNo = NewType("WalletNo", int)

PREFIXES: Final[Mapping[Any, str]] = {
    BalanceRuleNo: "brl",
    AccountNo: "acc", AcquirerNo: "acq", ApplicationNo: "map", BankAccountNo: "bac", CampaignNo: "cmp",
    CardLoadNo: "cld",
    CashCodeNo: "csh", ClaimNo: "clm", CollectCodeNo: "cod", DeliveryNo: "dlv", DeviceNo: "dev", EndpointNo: "whk",
    EnrolmentNo: "enr", EnvelopeNo: "env", ExchangeOrderNo: "xch", ExternalAccountNo: "xac", ExternalBankNo: "xbk",
    FailureRuleNo: "flr", FreezeNo: "frz", GrantListNo: "gls", GroupNo: "grp", GuardianshipNo: "grd",
    HolderFreezeNo: "hfz", HolderNo: "hld",
    InstitutionNo: "ins", InterestRunNo: "irn", JournalNo: "jnl", KeyNo: "key", LockNo: "lck", MandateNo: "mdt",
    MerchantNo: "mer",
    OrderNo: "ord",
    PayerTokenNo: "ptk", PaymentNo: "pay", PaymentRequestNo: "prq", PrepaidNo: "pre", PrepaidPlanNo: "pln",
    PlaceListNo: "pls", PlaceNo: "plc", PrincipalNo: "prn", ProgramNo: "prg",
    ProposalNo: "ppl", RefundNo: "rfd", RemittanceNo: "rmt", SplitPlanNo: "spl",
    StandingPaymentNo: "stp", StoreNo: "sto", TemplateNo: "tpl", TerminalNo: "trm",
    TransferNo: "trf", WalletNo: "wal",
}  # fmt: skip
"""How the text form of each identity begins."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Whole minor units of an asset; `lowest` is what a request may ask for at least. The field's name ends in
    `_minor`, and outside it is called without that ending and stands beside its asset. Without one `amount_minor` is
    called `minor`."""

    asset: str
    lowest: int = 1


@dataclass(frozen=True, slots=True)
class Range:
    """A whole number from `lowest` to `highest`."""

    lowest: int
    highest: int = AMOUNT_MAX


@dataclass(frozen=True, slots=True)
class Digits:
    """A number that is written outside as a text of so many digits, with zeros before it."""

    count: int
    example: str = ""


@dataclass(frozen=True, slots=True)
class Length:
    """How many items a tuple has, from `shortest` to `longest`."""

    shortest: int
    longest: int


@dataclass(frozen=True, slots=True)
class Text:
    """A text of `shortest` to `longest` characters. `plain`: printable, without blanks at its ends unless `blanks`.
    `pattern` is a regular expression of the whole of it; `code` the error that says that it is wrong, where it has one
    of its own; `example` is shown in the OpenAPI document. `fold` gives the canonical form of what was sent, which
    alone is looked at (`jiaozi.texts`). `says` tells people in English and Chinese what is meant, where that does not
    follow from what the text is made of."""

    longest: int
    shortest: int = 0
    plain: bool = True
    pattern: str = ""
    code: str = ""
    blanks: bool = False
    example: str = ""
    fold: Callable[[str], str] | None = None
    says: tuple[str, str] = ("", "")

    def form(self) -> tuple[str, str]:
        """What such a text looks like, for whoever wrote another, in English and Chinese."""
        en, zh = self.says if self.says[0] else self._counted()
        return (f"{en}, such as {self.example}", f"{zh}，例如 {self.example}") if self.example else (en, zh)

    def _counted(self) -> tuple[str, str]:
        made_of = _MADE_OF[self.pattern.partition("]")[0]] if self.pattern else _PRINTABLE if self.plain else _ANY
        if self.shortest == self.longest:
            many = (f"{self.longest}", f"{self.longest} ")
        elif self.shortest:
            many = (f"{self.shortest} to {self.longest}", f"{self.shortest} 至 {self.longest} ")
        else:
            many = (f"at most {self.longest}", f"最多 {self.longest} ")
        return f"{many[0]} {made_of[0]}", f"{many[1]}{made_of[1]}"


_PRINTABLE: Final = ("printable characters, without blanks at the ends", "个可打印字符，首尾不得有空格")
_ANY: Final = ("characters", "个字符")
_MADE_OF: Final[Mapping[str, tuple[str, str]]] = {
    "[0-9": ("digits", "位数字"),
    "[0-9a-f": ("digits 0 to 9 and letters a to f", "位小写十六进制数字"),
    "[a-z_": ("small letters and underscores", "个小写字母或下划线"),
    "[a-z0-9_": ("small letters, digits and underscores", "个小写字母、数字或下划线"),
    "[a-z0-9": ("small letters, digits and hyphens, no hyphen first", "个小写字母、数字或连字符，首位不得为连字符"),
    "[0-9A-Za-z-": ("letters, digits and hyphens", "个字母、数字或连字符"),
    "[A-Za-z0-9_-": ("letters, digits, hyphens and underscores", "个字母、数字、连字符或下划线"),
    "[A-Za-z0-9._~+/=-": ("letters, digits and any of . _ ~ + / = -", "个字母、数字或 . _ ~ + / = -"),
    "[!-~": ("letters, digits and signs of ASCII, without blanks at the ends", "个 ASCII 字符，首尾不得有空格"),
    "[^\\u0000-\\u001f\\u007f-\\u00a0": ("characters as they were scanned", "个字符，即扫码所得的原文"),
}
"""What texts are made of, by the beginning of their pattern."""


@dataclass(frozen=True, slots=True)
class IdOf:
    """An id of one of several identities, as its text: of which it is does not follow from its number."""

    identities: tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """Numbers that have a name outside: pairs of the two."""

    names: tuple[tuple[int, str], ...]


class Both:
    """A record that is asked for and shown again: outside it has two models, and that of answers is `...Shown`."""

    __slots__ = ()


class _Mark:
    """A property of a field that has no measure."""

    def __init__(self, name: str) -> None:
        self._name = name

    def __repr__(self) -> str:
        return self._name


INSTANT: Final = _Mark("INSTANT")
DAY: Final = _Mark("DAY")
FLAG: Final = _Mark("FLAG")
ABSENT: Final = _Mark("ABSENT")
EITHER: Final = _Mark("EITHER")
INSIDE: Final = _Mark("INSIDE")
METADATA: Final = _Mark("METADATA")
UNSAID: Final = _Mark("UNSAID")
SECRET: Final = _Mark("SECRET")

Fen = Annotated[int, Amount("E-CNY")]
"""Fen of digital yuan, at least one where it is asked for."""
FenOrZero = Annotated[int, Amount("E-CNY", 0)]
"""Fen of digital yuan; of a limit or quota, zero allows nothing."""
BankFen = Annotated[int, Amount("CNY")]
"""Fen of renminbi: money at banks and in reserves."""
Minor = Annotated[int, Amount("")]
"""Minor units of whatever asset the accounts are of."""
Instant = Annotated[int, INSTANT]
"""Microseconds since 1970 in UTC. Outside: ISO 8601 with China's offset."""
Day = Annotated[int, DAY]
"""Days since 1970 in China. Outside: `2026-01-31`."""
DayText = Annotated[str, DAY]
"""A day in China as it is outside."""
Ppm = Annotated[int, Range(0, 1_000_000)]
"""Parts per million."""
Count = Annotated[int, Range(0)]
"""How many."""
EntrySide = Literal["debit", "credit"]
Flag = Annotated[int, FLAG]
"""0 or 1. Outside: false or true."""

OrNone = Annotated[T, ABSENT]
"""A number of which 0 stands for none. Outside: null."""
Either = Annotated[T, ABSENT, EITHER]
"""A number of which a request gives exactly one, of all such of its command; the others are 0, outside null."""
Inside = Annotated[T, INSIDE]
"""What the platform fills in; no request brings it and no answer shows it."""
Secret = Annotated[T, SECRET]
"""What is never shown: a hash of a secret."""

Metadata = Annotated[dict[str, str] | UnsetType, ABSENT, METADATA]
"""Keys and values of the caller's own (`jiaozi.texts.is_metadata`); `UNSET` for none, which is written nowhere, so that
fingerprints and outcomes without any stay as they were. Outside: an object, or null."""

DRAWS_MAX: Final = 20
"""Claims of programs that one payment draws on."""
ClaimsNamed = Annotated[tuple[ClaimNo, ...] | UnsetType, UNSAID, Length(0, DRAWS_MAX)]
"""The claims that a payment is to draw on, in this order; none: the payer's own money alone. `UNSET` for those that
apply by themselves, which is written nowhere. Outside: a list, or null."""

REFERENCE_MAX: Final = 64
REASON_MAX: Final = 200
Name = Annotated[str, Text(120, 1)]
Tag = Annotated[str, Text(40)]
Note = Annotated[str, Text(500)]
Reason = Annotated[str, Text(REASON_MAX, 1, code="reference_invalid")]
OrderNumber = Annotated[
    str, Text(REFERENCE_MAX, 1, pattern="[!-~]([ -~]*[!-~])?", code="reference_invalid", example="2026-11-000123")
]
"""A merchant's own number of an order, in ASCII: what looks like another one is another one."""
Reference = Annotated[str, Text(REFERENCE_MAX, 1, code="reference_invalid")]
PHONE_PATTERN: Final = r"1[0-9]{10}|\+[1-9][0-9]{5,14}"
"""Of a phone number in its canonical form: eleven digits of the mainland's, or `+` and a country's code."""
PhoneNumber = Annotated[
    str,
    Text(
        16,
        6,
        pattern=PHONE_PATTERN,
        example="13800000000",
        fold=texts.phone,
        says=(
            "11 digits of a mainland mobile phone, or + with a country's code",
            "11 位大陆手机号，或以 + 和国家代码开头",
        ),
    ),
]
Detail = Annotated[str, Text(200, code="holder_details_invalid", blanks=True)]
"""A detail of a holder; what it must look like is decided by the class's rules."""
GivenPhone = Annotated[str, Text(200, code="holder_details_invalid", blanks=True, example="13800000000")]
GivenIdentity = Annotated[str, Text(200, code="holder_details_invalid", blanks=True, example="11010519491231002X")]
GivenAccount = Annotated[str, Text(200, code="holder_details_invalid", blanks=True, example="6222021234567890")]
"""Numbers as somebody writes them; what they must look like in their canonical form is decided with the holder or the
account."""
CustomerAccount = Annotated[str, Text(32, 1, pattern="[0-9A-Za-z-]{1,32}", example="CQ-0077-1234")]
"""A biller's own number of whom it bills, such as a meter's; it is no name and no number of a person's."""
AccountOrNone = Annotated[str, Text(32, pattern="[0-9A-Za-z-]{0,32}")]
"""Empty for none."""
OperationName = Annotated[str, Text(40, 1, pattern="[a-z_]{1,40}")]
Sha256 = Annotated[str, Text(64, 64, pattern="[0-9a-f]{64}", example="0" * 64)]
"""Of a document or a secret, in small hexadecimal."""

MARKS: Final = (Amount, Range, Digits, Length, Text, IdOf, Names, _Mark)
"""What says of an annotation that it is a kind."""
