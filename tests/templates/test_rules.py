"""Bounds of templates, the rule that every program needs one, and races between deciding and using."""

from typing import Any

import pytest

from jiaozi import rulebook
from jiaozi.errors import Refusal
from jiaozi.kinds import InstitutionNo
from jiaozi.programs.acts import CreateProgram, FundProgram, SetProgramState
from jiaozi.programs.templates import writing
from jiaozi.programs.templates.model import SetTemplateState, TemplateState, WithdrawTemplate
from jiaozi.rulebook import ProgramTemplates
from tests.programs.city import RED
from tests.templates.desk import Bureau, content


@pytest.fixture
def needed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Lets the central bank's rule be that every program needs a template."""
    rule = rulebook.load().rule("programs.templates")
    return lambda: monkeypatch.setattr(rulebook, "program_templates", lambda _: ProgramTemplates(True, rule))


def test_programs_need_no_template_until_the_rule_book_says_so(bureau: Bureau, needed: Any) -> None:
    city, end = bureau.city, bureau.city.midnight(6)
    version = bureau.approved()
    running, waiting, mine = city.program(budget=0), city.draft(), bureau.draft(version)
    needed()
    create = CreateProgram(city.funder, "envelope", "Red", "红包", RED, city.now, end, end)
    refusal = bureau.world.refusal(create)
    assert refusal[::2] == ("program_needs_template", "programs.templates (This project's choice; ours)")
    assert bureau.world.refusal(SetProgramState(waiting, "open")).code == "program_needs_template"
    for state in ("paused", "open"):
        bureau.world.do(SetProgramState(running, state))
    bureau.world.do(SetProgramState(waiting, "stopped"))
    bureau.world.do(SetProgramState(mine, "open"))


def test_a_template_has_so_many_versions_and_a_writer_so_many_drafts(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "VERSIONS_MAX", 3)
    monkeypatch.setattr(writing, "WRITTEN_MAX", 3)
    first = bureau.write()
    for _ in range(2):
        bureau.write(template=first.template)
    assert bureau.world.refusal(bureau.written()).code == "templates_exceeded"
    bureau.write(by=bureau.city.other)
    bureau.world.do(WithdrawTemplate(first.template, 2))
    assert bureau.world.refusal(bureau.written(template=first.template)).code == "templates_exceeded"
    bureau.write()
    bureau.decide(first)
    bureau.write()
    told = bureau.world.platform.run([bureau.world.platform.request(0, f"w{n}", bureau.written()) for n in range(2)])
    assert [each.outcome.code for each in told] == ["templates_exceeded"] * 2


def test_a_group_is_counted_together(bureau: Bureau, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "WRITTEN_MAX", 3)
    platform = bureau.world.platform
    told = platform.run([platform.request(0, f"w{n}", bureau.written()) for n in range(5)])
    refused = [each.outcome for each in told if isinstance(each.outcome, Refusal)]
    assert refused == [Refusal("templates_exceeded")] * 2


def test_only_an_institution_writes(bureau: Bureau) -> None:
    command = bureau.written(by=InstitutionNo(4_000 * 256))
    assert bureau.world.refusal(command).code == "institution_not_found"


def test_of_a_suspension_and_a_draft_in_one_group_the_first_decides(bureau: Bureau) -> None:
    version = bureau.approved()
    suspend = SetTemplateState(version.template, version.version, version.sha256, "suspended")
    platform = bureau.world.platform
    for n, commands in enumerate(((suspend, bureau.drafted(version)), (bureau.drafted(version), suspend))):
        if n:
            bureau.decide(version)
        told = platform.run([platform.request(0, f"g{n}{m}", command) for m, command in enumerate(commands)])
        codes = [each.outcome.code if isinstance(each.outcome, Refusal) else "" for each in told]
        assert codes == (["", "template_not_approved"], ["", ""])[n]


def test_of_a_suspension_and_an_opening_in_one_group_the_first_decides(bureau: Bureau) -> None:
    version = bureau.approved()
    program = bureau.draft(version)
    bureau.world.do(FundProgram(program, bureau.city.funder, 1_000))
    suspend = SetTemplateState(version.template, version.version, version.sha256, "suspended")
    platform = bureau.world.platform
    told = platform.run([platform.request(0, "s", suspend), platform.request(0, "o", SetProgramState(program, "open"))])
    assert [isinstance(each.outcome, Refusal) for each in told] == [False, True]
    assert bureau.row(version).state == TemplateState.SUSPENDED


def test_equal_contents_have_one_sum_and_are_decided_on_apart(bureau: Bureau) -> None:
    one, other = bureau.approved(), bureau.write(by=bureau.city.other)
    assert one.sha256 == other.sha256
    assert bureau.world.refusal(bureau.drafted(other)).code == "template_not_found"
    assert bureau.write(content(title_zh="助餐二")).sha256 != one.sha256
