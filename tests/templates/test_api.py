"""Templates over HTTP, with the SDK: who may write, read, decide and use them, and what one person cannot do alone."""

from dataclasses import replace
from typing import Any

import pytest

from jiaozi.clock import china_day, china_midnight, day_to_date, format_time
from jiaozi.db import sequencer
from jiaozi_sdk import ApiError
from jiaozi_sdk.models import HowMuch, ParameterValue, Template, TemplateParameter, Terms
from tests.api.conftest import Live, live, serve, town
from tests.programs.test_api import as_read, of, steer

__all__ = ["live", "serve", "town"]
FACE = TemplateParameter(
    name="face", kind="amount", title_en="Worth", title_zh="面额", places=["how_much.face"], least=100, most=10_000
)
FLOOR = TemplateParameter(name="floor", kind="amount", title_en="From", title_zh="起点", least=0, most=10_000)
GIVEN = [ParameterValue(name="face", amount_minor=300), ParameterValue(name="floor", amount_minor=500)]


def write(live: Live, who: str = "icbc", title: str = "Meals", **more: Any) -> Any:
    """A version of a template."""
    with of(live, who) as writer:
        return writer.templates.create(
            kind="envelope",
            title_en=title,
            title_zh="助餐",
            explanation_en="So much for meals.",
            explanation_zh="用于就餐。",
            parameters=[FACE, FLOOR],
            terms=Terms(how_much=HowMuch(), condition="amount >= floor"),
            **more,
        )


def ask(live: Live, version: Any, state: str = "approved", who: str = "central", **more: Any) -> Any:
    """A proposal of one of the central bank's people, or why there is none."""
    body = {"version": version.version, "sha256": version.sha256, "state": state, "reason": "as read", **more}
    return live.post(who, f"/v1/templates/{version.template}/state", body).json()


def decide(live: Live, version: Any, state: str = "approved") -> Any:
    """What two people of the central bank bring a version to."""
    proposal = ask(live, version, state)["proposal"]
    return live.post("central2", f"/v1/proposals/{proposal}/approve").json()["outcome"]


def draft(live: Live, version: Any, who: str = "works", given: Any = None, **more: Any) -> Any:
    """A program from a version."""
    now = live.town.clock.now()
    end = format_time(china_midnight(day_to_date(china_day(now) + 20)))
    with of(live, who) as works:
        return works.templates.programs.create(
            version.template,
            version=version.version,
            parameters=GIVEN if given is None else given,
            funder=live.ids["works"],
            name_en="Meals",
            name_zh="助餐",
            opens_at=format_time(now),
            claims_until=end,
            expires_at=end,
            **more,
        )


def test_a_template_is_written_approved_by_two_and_used(live: Live) -> None:
    version = write(live)
    with of(live, "icbc") as icbc:
        read = icbc.templates.versions.get(version.template, version.version)
        assert read == as_read(Template, version)
        assert (read.state, read.decided_at) == ("draft", None)
    assert decide(live, version)["state"] == "approved"
    made = draft(live, version)
    with of(live, "works") as works:
        program = works.programs.get(made.program)
        assert (program.template, program.version, program.terms_sha256) == (version.template, 1, made.terms_sha256)
        given = [(each.name, each.amount.minor) for each in program.parameters if each.amount]
        assert given == [("face", 300), ("floor", 500)]
        assert (program.terms.how_much.face.minor, program.terms.condition) == (300, "amount >= 500")
        assert [(each.id, each.template) for each in works.programs.list()] == [(made.program, version.template)]
        works.programs.funding(made.program, wallet=live.ids["works"], amount_minor=1_000)
    assert steer(live, made.program, "open")["state"] == "open"
    with of(live, "li") as li:
        li.programs.claims.create(made.program, wallet=live.ids["li"])
        paid = li.payments.create(payer=live.ids["li"], store=live.ids["counter"], amount_minor=800)
        assert paid.bound is not None
        assert paid.bound.minor == 300


def listed(live: Live, who: str) -> list[tuple[str, int, str]]:
    """The versions that somebody's list has."""
    with of(live, who) as one:
        return [(each.template, each.version, each.state) for each in one.templates.list(limit=1)]


def missing(live: Live, who: str, template: str, version: int = 1) -> tuple[int, str]:
    """How somebody is told that a version is not there."""
    answer = live.get(who, f"/v1/templates/{template}/versions/{version}")
    return answer.status_code, answer.json().get("code", "")


STRANGERS = ("boc", "works", "li", "wang", "teahouse", "city")


def test_a_draft_is_its_writers_the_central_banks_and_the_auditors(live: Live) -> None:
    version = write(live)
    for who in ("icbc", "icbc2", "central", "auditor"):
        assert listed(live, who) == [(version.template, 1, "draft")]
        assert missing(live, who, version.template) == (200, "")
    for who in STRANGERS:
        assert listed(live, who) == []
        assert missing(live, who, version.template) == (404, "template_not_found")
    decide(live, version)
    for who in STRANGERS:
        assert listed(live, who) == [(version.template, 1, "approved")]
        assert missing(live, who, version.template) == (200, "")


def test_what_somebody_else_has_is_refused_as_what_nobody_has(live: Live) -> None:
    """A stranger learns of no draft by writing to it, withdrawing it, or drafting from it."""
    version = write(live)
    nowhere = replace(version, template="tpl_0000000000001")
    with of(live, "boc") as boc:
        for there in (version, nowhere):
            with pytest.raises(ApiError) as refused:
                write(live, "boc", template=there.template)
            assert (refused.value.code, refused.value.detail) == ("template_not_found", "")
            with pytest.raises(ApiError) as refused:
                boc.templates.versions.withdraw(there.template, 1)
            assert (refused.value.code, refused.value.detail) == ("template_not_found", "")
    for there in (version, nowhere):
        for given in (GIVEN, GIVEN[:1], []):
            with pytest.raises(ApiError) as refused:
                draft(live, there, given=given)
            assert (refused.value.code, refused.value.detail) == ("template_not_found", "")


@pytest.mark.parametrize("who", ["icbc", "boc", "works", "li", "teahouse", "city", "auditor"])
def test_only_the_central_bank_decides(live: Live, who: str) -> None:
    version = write(live)
    assert ask(live, version, who=who)["code"] == "forbidden"


@pytest.mark.parametrize("who", ["works", "li", "teahouse", "city", "auditor"])
def test_only_operators_and_the_central_bank_write(live: Live, who: str) -> None:
    with pytest.raises(ApiError, match="forbidden"):
        write(live, who)


def test_one_person_alone_decides_nothing(live: Live) -> None:
    version = write(live, "central")
    proposal = ask(live, version)["proposal"]
    assert live.post("central", f"/v1/proposals/{proposal}/approve").json()["code"] == "approval_own_proposal"
    again = ask(live, write(live, "central", "Other", template=version.template))["proposal"]
    assert live.post("central", f"/v1/proposals/{again}/approve").json()["code"] == "approval_own_proposal"
    assert listed(live, "works") == []


def test_the_second_person_approves_what_she_reads_and_no_version_after_it(live: Live) -> None:
    """A proposal names version and content: what is written meanwhile is another version, and other content refused."""
    version = write(live)
    proposal = ask(live, version)["proposal"]
    shown = live.get("central2", f"/v1/proposals/{proposal}").json()["command"]
    assert (shown["version"], shown["sha256"]) == (1, version.sha256)
    other = write(live, title="Lunch", template=version.template)
    live.post("central2", f"/v1/proposals/{proposal}/approve")
    assert listed(live, "icbc") == [(version.template, 1, "approved"), (version.template, 2, "draft")]
    before = len(live.get("central", "/v1/proposals").json()["items"])
    assert ask(live, version, "suspended", sha256=other.sha256)["code"] == "template_not_as_read"
    gone = {"version": 9, "sha256": version.sha256, "state": "suspended", "reason": "as agreed"}
    assert live.post("central", f"/v1/templates/{version.template}/state", gone).json()["code"] == "template_not_found"
    assert len(live.get("central", "/v1/proposals").json()["items"]) == before  # nothing was proposed


def test_a_proposal_does_not_outlive_what_it_sets(live: Live) -> None:
    version = write(live)
    early = ask(live, version)["proposal"]
    live.town.clock.advance_to(live.town.clock.now() + 1)
    decide(live, version)
    live.town.clock.advance_to(live.town.clock.now() + 1)
    decide(live, version, "suspended")
    late = live.post("central2", f"/v1/proposals/{early}/approve").json()
    assert late["code"] == "proposal_outdated"
    assert listed(live, "works") == [(version.template, 1, "suspended")]


def test_what_was_withdrawn_is_not_approved_by_an_older_proposal(live: Live) -> None:
    version = write(live)
    proposal = ask(live, version)["proposal"]
    with of(live, "icbc2") as icbc:
        assert icbc.templates.versions.withdraw(version.template, 1).state == "withdrawn"
    done = live.post("central2", f"/v1/proposals/{proposal}/approve").json()
    assert done["code"] == "proposal_outdated"
    assert missing(live, "boc", version.template) == (404, "template_not_found")


def test_nothing_new_comes_of_a_suspended_template_and_what_is_open_goes_on(live: Live) -> None:
    version = write(live)
    decide(live, version)
    running, waiting = draft(live, version).program, draft(live, version).program
    with of(live, "works") as works:
        for program in (running, waiting):
            works.programs.funding(program, wallet=live.ids["works"], amount_minor=1_000)
    steer(live, running, "open")
    decide(live, version, "suspended")
    with pytest.raises(ApiError, match="template_not_approved") as refused:
        draft(live, version)
    assert refused.value.detail == "it is suspended"
    assert steer(live, waiting, "open")["refused"]["code"] == "template_not_approved"
    with of(live, "li") as li:
        li.programs.claims.create(running, wallet=live.ids["li"])
    assert steer(live, running, "paused")["state"] == "paused"
    live.town.clock.advance_to(live.town.clock.now() + 1)
    assert steer(live, running, "open")["state"] == "open"  # it was open before
    decide(live, version)
    live.town.clock.advance_to(live.town.clock.now() + 1)
    assert steer(live, waiting, "open")["state"] == "open"


def test_every_institution_is_told_what_was_decided_and_nobody_of_a_draft(live: Live) -> None:
    version = write(live)
    decide(live, version)
    decide(live, version, "retired")
    sequencer.catch_up(live.town.platform.engine)
    for who in ("central", "icbc", "boc"):
        with of(live, who) as one:
            told = [each for each in one.events.list() if each.type.startswith("template.")]
        assert {each.type for each in told} == {"template.approved", "template.retired"}
        assert {(each.data["template"], each.data["sha256"]) for each in told} == {(version.template, version.sha256)}


def test_bad_parameters_are_told_with_their_place_in_both_languages(live: Live) -> None:
    version = write(live)
    decide(live, version)
    with pytest.raises(ApiError, match="parameters_invalid") as refused:
        draft(live, version, given=[ParameterValue(name="face", amount_minor=99), GIVEN[1]])
    assert refused.value.detail == "parameters[0]: out of range"
    with pytest.raises(ApiError, match="parameters_invalid") as refused:
        draft(live, version, given=GIVEN[:1])
    assert refused.value.detail == "parameters: floor is missing"


def test_whoever_may_not_fund_drafts_nothing(live: Live) -> None:
    version = write(live)
    decide(live, version)
    for who in ("li", "city", "auditor", "central", "teahouse"):
        with pytest.raises(ApiError, match="forbidden"):
            draft(live, version, who)
    for who in ("boc",):
        with pytest.raises(ApiError, match="wallet_not_found"):
            draft(live, version, who)
    assert draft(live, version, "icbc").state == "draft"


def test_a_repeated_request_writes_one_template(live: Live) -> None:
    one, again = write(live, key="spring"), write(live, key="spring")
    assert (one.template, one.version) == (again.template, again.version)
    assert listed(live, "icbc") == [(one.template, 1, "draft")]
