"""Templates, and the shortest ways to write, decide on and use them. Amounts are fen."""

from dataclasses import replace
from typing import Any

from jiaozi.kinds import InstitutionNo, ProgramNo
from jiaozi.programs.templates import store
from jiaozi.programs.templates.model import (
    DraftProgram,
    ParameterValue,
    SetTemplateState,
    TemplateContent,
    TemplateParameter,
    TemplateVersion,
    WriteTemplate,
)
from jiaozi.programs.terms import HowMuch, Terms, When, Who
from jiaozi.scheme.model import CENTRAL_BANK
from tests.features.world import YUAN, World
from tests.programs.city import City


def parameter(name: str, kind: Any, *places: str, least: int = 0, most: int = 1, **more: Any) -> TemplateParameter:
    """A parameter with a title."""
    return TemplateParameter(name, kind, name.title(), "参数", least, most, places, **more)


FACE = parameter("face", "amount", "how_much.face", least=100, most=500 * YUAN)
DAYS = parameter("days", "count", "when.valid_days", least=1, most=90, optional=True)
SHOPS = parameter("shops", "categories", "where.allow.categories", least=1, most=3, choices=("5411", "5812", "5912"))
FLOOR = parameter("floor", "amount", least=0, most=1_000 * YUAN)
TERMS = Terms(HowMuch(), who=Who(kinds=("personal",)), when=When(valid_days=7), condition="amount >= floor")
SUBSIDY = TemplateContent(
    kind="envelope",
    title_en="Meals for the old",
    title_zh="老年助餐",
    explanation_en="So much for meals, at shops of some kinds, for some days.",
    explanation_zh="在若干类商户用于就餐的金额，若干日内有效。",
    parameters=(FACE, DAYS, SHOPS, FLOOR),
    terms=TERMS,
)
"""A template with a parameter of each sort: needed, optional, chosen, and one of the condition."""
GIVEN = (
    ParameterValue("face", amount_minor=200 * YUAN),
    ParameterValue("shops", texts=("5411", "5812")),
    ParameterValue("floor", amount_minor=5 * YUAN),
)


def content(**more: Any) -> TemplateContent:
    """The template, otherwise."""
    return replace(SUBSIDY, **more)


class Bureau:
    """A city, and the central bank that decides on its templates."""

    def __init__(self, world: World) -> None:
        self.world, self.city = world, City(world)

    def write(self, made: TemplateContent = SUBSIDY, by: InstitutionNo | None = None, template: Any = 0) -> Any:
        """A version that is written: its template, version and SHA-256."""
        return self.world.do(self.written(made, by, template))

    def written(self, made: TemplateContent = SUBSIDY, by: InstitutionNo | None = None, template: Any = 0) -> Any:
        """The command that writes a version."""
        parts = {name: getattr(made, name) for name in TemplateContent.__dataclass_fields__}
        return WriteTemplate(**parts, template=template, institution=by or self.city.bank)

    def decide(self, version: Any, state: Any = "approved") -> Any:
        """A version is brought to a state."""
        return self.world.do(SetTemplateState(version.template, version.version, version.sha256, state))

    def approved(self, made: TemplateContent = SUBSIDY) -> Any:
        """A version that may be used."""
        version = self.write(made)
        self.decide(version)
        return version

    def drafted(self, version: Any, given: tuple[ParameterValue, ...] = GIVEN, **more: Any) -> DraftProgram:
        """The command that drafts a program from a version."""
        end = self.city.midnight(30)
        names = {"name_en": "Meals", "name_zh": "助餐"}
        times = {"opens_at": self.city.now, "claims_until": end, "expires_at": end}
        return DraftProgram(version.template, version.version, given, self.city.funder, **{**names, **times, **more})

    def draft(self, version: Any, given: tuple[ParameterValue, ...] = GIVEN, **more: Any) -> ProgramNo:
        """A program from a version."""
        number: ProgramNo = self.world.do(self.drafted(version, given, **more)).program
        return number

    def terms(self, program: ProgramNo) -> Terms:
        """What a program's terms are."""
        from jiaozi.programs.store import terms_by

        with self.world.platform.snapshot() as connection:
            return terms_by(connection, self.city.row(program).terms)

    def row(self, version: Any) -> TemplateVersion:
        """The row of a version."""
        with self.world.platform.snapshot() as connection:
            found = store.version(connection, version.template, version.version)
        assert found is not None
        return found


CENTRAL = CENTRAL_BANK
