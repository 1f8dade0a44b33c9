"""The data of templates. A version's content never changes from its writing on, and is known by its SHA-256."""

from enum import IntEnum
from typing import Annotated, Final, Literal, NamedTuple

from jiaozi.kinds import (
    Both,
    Count,
    FenOrZero,
    Inside,
    Instant,
    InstitutionNo,
    Length,
    Name,
    Names,
    OrNone,
    ProgramNo,
    Range,
    Sha256,
    TemplateNo,
    Text,
    WalletNo,
)
from jiaozi.programs.model import ProgramKindName, ProgramKindNumber
from jiaozi.programs.terms import PLACES_MAX, SKU_MAX, Terms
from jiaozi.records import dataclass

PARAMETERS_MAX: Final = 20
USES_MAX: Final = 10
"""Places of one parameter."""
CHOICES_MAX: Final = 100
ITEMS_MAX: Final = PLACES_MAX
"""Items of all lists that the parameters of a template may have together."""
EXPLANATION_MAX: Final = 1_000
VERSIONS_MAX: Final = 100
"""Versions of one template."""
WRITTEN_MAX: Final = 100
"""Versions of one institution that nobody has decided on."""

ParameterKind = Literal[
    "amount", "share", "count", "flag", "text", "merchants", "stores", "categories", "regions", "place_lists",
    "operators", "goods", "classes", "kinds", "weekdays",
]  # fmt: skip
"""What a parameter is: fen, parts per million, a whole number, yes or no, a text; or a list of what the name says."""
ParameterName = Annotated[str, Text(40, 1, pattern="[a-z_]{1,40}", example="face")]
Place = Annotated[str, Text(40, 1, example="where.allow.categories")]
ParameterText = Annotated[str, Text(SKU_MAX, 1, example="5411")]
Explanation = Annotated[str, Text(EXPLANATION_MAX, 1)]
Version = Annotated[int, Range(1, VERSIONS_MAX)]


class TemplateState(IntEnum):
    """Programs are drafted and opened from an `APPROVED` version alone. A `SUSPENDED` one may be approved again; a
    `RETIRED` one, and a draft that its writer has `WITHDRAWN`, never."""

    DRAFT = 0
    APPROVED = 1
    SUSPENDED = 2
    RETIRED = 3
    WITHDRAWN = 4


TEMPLATE_STATES: Final = {int(state): state.name.lower() for state in TemplateState}
TemplateStateNumber = Annotated[int, Names(tuple(TEMPLATE_STATES.items()))]
UNDECIDED: Final = (int(TemplateState.DRAFT), int(TemplateState.WITHDRAWN))
"""States of what only its writer, the central bank and auditors may know."""
Decision = Literal["approved", "suspended", "retired"]


@dataclass(frozen=True, slots=True)
class TemplateParameter(Both):
    """A parameter: what stands in `places` of the terms, and what its name stands for in their condition.

    From `least` to `most`: of an amount in fen, of a share in parts per million; of a text how many characters, of a
    list how many items. Where 0, or a list of nothing, means any in terms, a parameter may be that with `may_be_any`
    alone. With `choices` one of these, or of a list some. An `optional` one that is not given is what
    stands in its places; of any other nothing stands there."""

    name: ParameterName
    kind: ParameterKind
    title_en: Name
    title_zh: Name
    least: Count
    most: Count = 1
    places: Annotated[tuple[Place, ...], Length(0, USES_MAX)] = ()
    choices: Annotated[tuple[ParameterText, ...], Length(0, CHOICES_MAX)] = ()
    optional: bool = False
    may_be_any: bool = False


@dataclass(frozen=True, slots=True)
class ParameterValue(Both):
    """What a parameter is in one program, in the one field that its kind asks for: `amount`; `number` of a share or a
    count; `flag`; `text`; `texts` of a list."""

    name: ParameterName
    amount_minor: FenOrZero | None = None
    number: Count | None = None
    flag: bool | None = None
    text: ParameterText | None = None
    texts: Annotated[tuple[ParameterText, ...], Length(0, ITEMS_MAX)] | None = None


ParameterValues = Annotated[tuple[ParameterValue, ...], Length(0, PARAMETERS_MAX)]


@dataclass(frozen=True, slots=True)
class TemplateContent:
    """All that is approved of a version: terms with parameters, for which kind of program, and what it is for."""

    kind: ProgramKindName
    title_en: Name
    title_zh: Name
    explanation_en: Explanation
    explanation_zh: Explanation
    parameters: Annotated[tuple[TemplateParameter, ...], Length(0, PARAMETERS_MAX)]
    terms: Terms


@dataclass(frozen=True, slots=True)
class WriteTemplate(TemplateContent):
    """Writes a template, or the next version of one's own `template`. It never changes from then on, and is a draft
    until two people of the central bank approve it."""

    template: OrNone[TemplateNo] = TemplateNo(0)
    institution: Inside[OrNone[InstitutionNo]] = InstitutionNo(0)


@dataclass(frozen=True, slots=True)
class WithdrawTemplate:
    """Its writer withdraws a version that nobody has approved."""

    template: TemplateNo
    version: Version


@dataclass(frozen=True, slots=True)
class SetTemplateState:
    """Approves a version, suspends it, or retires it for good. `sha256` is that of the content that was read: with any
    other it is refused. No program is drafted or opened from what is suspended or retired; those that are open go on,
    and their operators pause or stop them."""

    template: TemplateNo
    version: Version
    sha256: Sha256
    state: Decision


@dataclass(frozen=True, slots=True)
class DraftProgram:
    """Writes a program whose terms are those of an approved template, with these parameters. It is a draft until two
    people open it; `funder` is the company's wallet that pays for it and gets back what is not spent."""

    template: TemplateNo
    version: Version
    parameters: ParameterValues
    funder: WalletNo
    name_en: Name
    name_zh: Name
    opens_at: Instant
    claims_until: Instant
    expires_at: Instant
    quota: Count = 0


class TemplateWritten(NamedTuple):
    """A version of a template is written, as a draft."""

    template: TemplateNo
    version: Version
    sha256: Sha256


class TemplateWithdrawn(NamedTuple):
    """A version was withdrawn by its writer."""

    template: TemplateNo
    version: Version


class TemplateSet(NamedTuple):
    """A version of a template was decided on."""

    template: TemplateNo
    version: Version
    sha256: Sha256
    state: Decision


class ProgramDrafted(NamedTuple):
    """A program is written from a template, as a draft."""

    program: ProgramNo
    terms_sha256: Sha256


@dataclass(slots=True)
class Template:
    """A row of `templates`: whose it is, and how many versions it has."""

    id: TemplateNo
    institution: InstitutionNo
    versions: Count
    written_at: Instant


@dataclass(slots=True)
class TemplateVersion:
    """A row of `template_versions`. Only its state ever changes, and when that was decided on."""

    template: TemplateNo
    version: Version
    institution: InstitutionNo
    kind: ProgramKindNumber
    title_en: Name
    title_zh: Name
    sha256: Sha256
    state: TemplateStateNumber
    written_at: Instant
    decided_at: OrNone[Instant]


class Origin(NamedTuple):
    """Which template a program's terms came from, and with which parameters. Never changes."""

    program: ProgramNo
    template: TemplateNo
    version: Version
    parameters: tuple[ParameterValue, ...]
