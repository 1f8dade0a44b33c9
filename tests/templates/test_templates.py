"""A template's life, and the programs that are drafted from it."""

from dataclasses import replace

import pytest

from jiaozi.programs.acts import SetProgramState
from jiaozi.programs.templates.model import ParameterValue, SetTemplateState, TemplateState, WithdrawTemplate
from jiaozi.programs.terms import HowMuch, Places, Terms, When, Where, Who
from tests.features.world import YUAN
from tests.templates.desk import CENTRAL, GIVEN, SUBSIDY, Bureau, content


def test_a_program_from_a_template_has_its_terms_with_the_parameters(bureau: Bureau) -> None:
    version = bureau.approved()
    program = bureau.draft(version)
    assert bureau.terms(program) == Terms(
        HowMuch(face_minor=200 * YUAN),
        who=Who(kinds=("personal",)),
        where=Where(allow=Places(categories=("5411", "5812"))),
        when=When(valid_days=7),
        condition="amount >= 500",
    )
    given = (*GIVEN, ParameterValue("days", number=30))
    assert bureau.terms(bureau.draft(version, given)).when.valid_days == 30


def test_it_is_spent_as_any_other_program(bureau: Bureau) -> None:
    city, content_ = bureau.city, content(parameters=SUBSIDY.parameters[:2], terms=replace(SUBSIDY.terms, condition=""))
    program = bureau.draft(bureau.approved(content_), GIVEN[:1])
    from jiaozi.programs.acts import FundProgram

    bureau.world.do(FundProgram(program, city.funder, 1_000 * YUAN))
    bureau.world.do(SetProgramState(program, "open"))
    li = city.person(500 * YUAN)
    city.claim(program, li)
    city.pay(li, 300 * YUAN)
    assert city.figures(program) == (1_000, 800, 0, 200, 0)


@pytest.mark.parametrize(
    ("steps", "state"),
    [
        (("approved",), TemplateState.APPROVED),
        (("approved", "suspended"), TemplateState.SUSPENDED),
        (("approved", "suspended", "approved"), TemplateState.APPROVED),
        (("approved", "suspended", "retired"), TemplateState.RETIRED),
        (("approved", "retired"), TemplateState.RETIRED),
    ],
)
def test_the_central_bank_decides_on_a_version(bureau: Bureau, steps: tuple[str, ...], state: TemplateState) -> None:
    version = bureau.write()
    for step in steps:
        bureau.decide(version, step)
    assert (bureau.row(version).state, bureau.row(version).sha256) == (state, version.sha256)


@pytest.mark.parametrize(
    ("steps", "refused"),
    [
        ((), "suspended"),
        ((), "retired"),
        (("approved",), "approved"),
        (("approved", "retired"), "approved"),
        (("approved", "retired"), "suspended"),
    ],
)
def test_what_was_retired_or_never_approved_is_not_decided_on_otherwise(
    bureau: Bureau, steps: tuple[str, ...], refused: str
) -> None:
    version = bureau.write()
    for step in steps:
        bureau.decide(version, step)
    said = bureau.world.refusal(SetTemplateState(*version, refused))  # type: ignore[call-arg]
    assert said.code == "template_state_invalid"


def test_a_decision_names_the_content_that_was_read(bureau: Bureau) -> None:
    version, other = bureau.write(), bureau.write(content(title_en="Another"))
    said = SetTemplateState(version.template, version.version, other.sha256, "approved")
    assert bureau.world.refusal(said).code == "template_not_as_read"
    assert bureau.row(version).state == TemplateState.DRAFT


def test_a_further_version_is_a_row_of_its_own(bureau: Bureau) -> None:
    one = bureau.approved()
    two = bureau.write(content(title_en="Meals, again"), template=one.template)
    assert (two.template, two.version) == (one.template, 2)
    assert bureau.row(one).state == TemplateState.APPROVED
    assert bureau.world.refusal(bureau.drafted(two)).code == "template_not_found"
    bureau.decide(two)
    bureau.decide(one, "retired")
    assert bureau.world.refusal(bureau.drafted(one)).code == "template_not_approved"
    bureau.draft(two)


def test_only_its_writer_writes_another_version(bureau: Bureau) -> None:
    one = bureau.approved()
    for other in (bureau.city.other, CENTRAL):
        assert bureau.world.refusal(bureau.written(by=other, template=one.template)).code == "template_not_found"


def test_its_writer_withdraws_what_nobody_has_approved(bureau: Bureau) -> None:
    version = bureau.write()
    withdraw = WithdrawTemplate(version.template, version.version)
    bureau.world.do(withdraw)
    assert bureau.world.refusal(SetTemplateState(*version, "approved")).code == "template_state_invalid"  # type: ignore[call-arg]
    assert bureau.world.refusal(bureau.drafted(version)).code == "template_not_found"
    approved = bureau.approved()
    refused = bureau.world.refusal(WithdrawTemplate(approved.template, approved.version))
    assert refused.code == "template_state_invalid"
