"""Each invariant of templates notices what breaks it."""

from collections.abc import Iterator

import pytest

from jiaozi.programs.templates.audit import TEMPLATE_INVARIANTS
from tests.features.world import World
from tests.templates.desk import Bureau, content


class Broken:
    """A city with templates and a program from one, whose rows a test damages."""

    def __init__(self, world: World) -> None:
        self.bureau = bureau = Bureau(world)
        self.version = bureau.approved()
        self.draft = bureau.write(content(title_en="Lunch"))
        self.suspended = bureau.approved(content(title_en="Dinner"))
        bureau.decide(self.suspended, "suspended")
        self.retired = bureau.approved(content(title_en="Breakfast"))
        bureau.decide(self.retired, "retired")
        self.program = bureau.draft(self.version)
        self.plain = bureau.city.draft()
        assert world.audit().findings == ()

    def found(self) -> set[str]:
        """The invariants that find something."""
        return {finding.invariant for finding in self.bureau.world.audit().findings}


@pytest.fixture
def broken(unsound_world: World) -> Iterator[Broken]:
    """A city that is sound until the test damages it."""
    return Broken(unsound_world)  # type: ignore[return-value]


DAMAGE = [
    (
        "templates_stand",
        "UPDATE template_contents SET content = REPLACE(content, 'Meals', 'Deals') WHERE ? <> ''",
        "version",
    ),
    (
        "templates_stand",
        "DELETE FROM template_contents WHERE id = (SELECT sha256 FROM template_versions WHERE template = ?)",
        "draft",
    ),
    ("templates_stand", "UPDATE templates SET versions = 2 WHERE id = ?", "version"),
    ("templates_stand", "UPDATE template_versions SET title_zh = '助浴' WHERE template = ?", "version"),
    ("templates_stand", "UPDATE template_versions SET kind = 2 WHERE template = ?", "draft"),
    ("templates_stand", "UPDATE template_versions SET institution = 1 WHERE template = ?", "draft"),
    ("programs_from_templates", "DELETE FROM program_origins WHERE template = ?", "version"),
    ("templates_decided", "UPDATE template_versions SET sha256 = '{draft}' WHERE template = ?", "version"),
    ("templates_decided", "UPDATE template_versions SET state = 1 WHERE template = ?", "draft"),
    ("templates_decided", "UPDATE template_versions SET state = 1 WHERE template = ?", "suspended"),
    ("templates_decided", "UPDATE template_versions SET state = 2 WHERE template = ?", "retired"),
    ("templates_decided", "UPDATE template_versions SET state = 0 WHERE template = ?", "version"),
    ("programs_from_templates", "UPDATE template_versions SET state = 0 WHERE template = ?", "version"),
    ("programs_from_templates", "UPDATE program_origins SET version = 2 WHERE template = ?", "version"),
    (
        "programs_from_templates",
        "UPDATE program_origins SET parameters = REPLACE(parameters, '500', '501') WHERE template = ?",
        "version",
    ),
    ("programs_from_templates", "UPDATE program_origins SET program = program + 1 WHERE template = ?", "version"),
    (
        "programs_from_templates",
        "UPDATE programs SET kind = 2 WHERE id = (SELECT program FROM program_origins WHERE template = ?)",
        "version",
    ),
]


@pytest.mark.parametrize(("invariant", "sql", "of"), DAMAGE)
def test_it_is_noticed(broken: Broken, invariant: str, sql: str, of: str) -> None:
    version = getattr(broken, of)
    broken.bureau.world.tamper(sql.replace("{draft}", broken.draft.sha256), (version.template,))
    assert invariant in broken.found()


def test_every_invariant_of_templates_is_damaged_here() -> None:
    assert {each.name for each in TEMPLATE_INVARIANTS} == {name for name, _, _ in DAMAGE}
