"""What two people decide on can be read, reckoned and proved by themselves: the text that is hashed, the newest
version, and proofs from another machine."""

import json
import sys
from hashlib import sha256
from pathlib import Path

import pytest

from jiaozi.clock import china_day, china_midnight, day_to_date, format_time
from jiaozi.programs import conditions
from jiaozi.programs.templates import checking
from jiaozi_sdk import ApiError
from jiaozi_sdk.models import HowMuch, Terms, When
from tests.api.conftest import Live, live, serve, town
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell
from tests.programs.test_api import draft as drafted
from tests.programs.test_api import of
from tests.templates.test_api import GIVEN, STRANGERS, ask, decide, draft, write

__all__ = ["home", "live", "serve", "shell", "town"]
VALUES = [{"name": "face", "amount_minor": 300}, {"name": "floor", "amount_minor": 500}]


def test_the_text_that_two_people_approve_is_reckoned_by_hand(live: Live) -> None:
    version = write(live)
    with of(live, "central") as clerk:
        found = clerk.templates.versions.canonical(version.template, 1)
        read = clerk.templates.versions.get(version.template, 1)
    assert sha256(found.text.encode()).hexdigest() == found.sha256 == read.sha256 == version.sha256
    said = json.loads(found.text)
    assert (said["kind"], said["title_zh"], said["terms"]["condition"]) == ("envelope", "助餐", "amount >= floor")
    assert [each["name"] for each in said["parameters"]] == [each.name for each in read.parameters]


def test_the_text_of_a_programs_terms_is_reckoned_by_hand(live: Live) -> None:
    program = drafted(live, face_minor=300)
    with of(live, "icbc") as clerk:
        found, read = clerk.programs.canonical(program), clerk.programs.get(program)
    assert sha256(found.text.encode()).hexdigest() == found.sha256 == read.terms_sha256
    assert json.loads(found.text)["where"]["allow"]["regions"] == ["50"]


@pytest.mark.parametrize("who", STRANGERS)
def test_of_a_draft_a_stranger_reads_no_text_and_proves_nothing(live: Live, who: str) -> None:
    version, program = write(live), drafted(live, face_minor=300)
    paths = [f"/v1/templates/{version.template}", f"/v1/templates/{version.template}/versions/1/canonical"]
    answers = [live.get(who, path) for path in paths]
    assert {each.json()["code"] for each in answers} == {"template_not_found"}
    proof = live.post(who, f"/v1/templates/{version.template}/versions/1/proof", {"parameters": []})
    assert proof.json()["code"] in ("template_not_found", "forbidden")
    if who != "works":
        assert live.get(who, f"/v1/programs/{program}/canonical").json()["code"] == "program_not_found"
        assert live.get(who, f"/v1/programs/{program}/proof").json()["code"] in ("program_not_found", "forbidden")


def test_a_funder_is_named_to_those_who_may_read_the_figures(live: Live) -> None:
    program = drafted(live, face_minor=300)
    for who in ("works", "icbc", "auditor"):
        with of(live, who) as one:
            assert one.programs.get(program).funder == live.ids["works"]
    body = {"state": "open", "reason": "as agreed"}
    proposal = live.post("icbc", f"/v1/programs/{program}/state", body).json()["proposal"]
    live.post("icbc2", f"/v1/proposals/{proposal}/approve")
    for who in ("li", "boc", "teahouse"):
        with of(live, who) as one:
            assert one.programs.get(program).funder is None


def test_the_newest_version_is_shown_and_old_ones_name_it(live: Live) -> None:
    first = write(live)
    decide(live, first)
    second = write(live, title="Meals and tea", template=first.template)
    with of(live, "works") as works, of(live, "icbc") as icbc:
        assert (works.templates.get(first.template).version, icbc.templates.get(first.template).version) == (1, 2)
        assert works.templates.versions.get(first.template, 1).newer is None  # a draft is nobody's to know of
        decide(live, second)
        assert works.templates.get(first.template).version == 2
        assert works.templates.versions.get(first.template, 1).newer == 2
        assert works.templates.versions.get(first.template, 2).newer is None
        assert [each.newer for each in works.templates.list()] == [2, None]
        with pytest.raises(ApiError) as refused:
            draft(live, first)
        assert (refused.value.code, refused.value.detail) == (
            "template_not_approved",
            "version 2 was approved after it",
        )
        decide(live, second, "suspended")
        assert works.templates.versions.get(first.template, 1).newer is None
        assert draft(live, first).version == 1


def test_a_template_is_proved_by_the_central_banks_clerk_from_elsewhere(live: Live) -> None:
    version = write(live)
    with of(live, "central") as clerk:
        found = clerk.templates.versions.proof(version.template, 1, parameters=GIVEN)
        assert found.proved
        assert [each.property for each in found.properties][:2] == ["spendable", "every_claim"]
        example = found.properties[0].example
        assert example is not None
        assert example.amount.minor >= example.drawn.minor > 0
        with pytest.raises(ApiError) as refused:
            clerk.templates.versions.proof(version.template, 1, parameters=[])
        assert (refused.value.code, refused.value.detail) == ("parameters_invalid", "parameters: face is missing")


def test_a_program_is_proved_by_its_funder_and_its_operator(live: Live) -> None:
    program = drafted(live, face_minor=300)
    for who in ("works", "icbc", "auditor"):
        with of(live, who) as one:
            assert [each.property for each in one.programs.proof(program).properties if not each.holds] == []


def test_what_cannot_be_spent_is_told_with_the_rules_in_its_way(live: Live) -> None:
    with of(live, "works") as works:
        now = live.town.clock.now()
        end = format_time(china_midnight(day_to_date(china_day(now) + 20)))
        made = works.programs.create(
            funder=live.ids["works"], kind="envelope", name_en="Never", name_zh="不可用",
            terms=Terms(how_much=HowMuch(face_minor=300), when=When(weekdays=[1], valid_days=2)),
            opens_at=format_time(now), claims_until=end, expires_at=end,
        )  # fmt: skip
        found = works.programs.proof(made.program)
        never = next(each for each in found.properties if each.property == "every_claim")
        assert (found.proved, never.holds, never.rules) == (False, False, ("when.weekdays",))
        assert never.at is not None
        assert never.ends_at is not None


def test_a_server_without_the_solver_says_so(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    program = drafted(live, face_minor=300)
    monkeypatch.setitem(sys.modules, "z3", None)
    answer = live.get("icbc", f"/v1/programs/{program}/proof").json()
    assert (answer["code"], answer["detail_zh"]) == ("not_found", "未安装 z3-solver：pip install z3-solver")


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, whose answers are the same on both
def test_commands_read_reckon_and_prove_with_a_key_alone(live: Live, shell: Shell, tmp_path: Path) -> None:
    version = write(live)
    template = version.template
    text = shell.text("central", "template", "show", template, "--canonical")
    assert sha256(text.encode()).hexdigest() == version.sha256
    shown = shell.text("central", "template", "show", template)
    assert "100.00" in shown  # what a parameter is at most, in yuan
    values = tmp_path / "values.json"
    values.write_text(json.dumps(VALUES), encoding="utf-8")
    said = shell.run("central", "template", "prove", template, "1", "--parameters", str(values))
    assert (said["proved"], len(said["properties"])) == (True, 6)
    told = shell.text("central", "template", "prove", template, "1", "--parameters", str(values), "--lang", "zh")
    assert "已证明" in told
    shell.run("works", "template", "prove", template, "1", "--parameters", str(values), code=1)
    proposal = ask(live, version)["proposal"]
    shown = shell.text("central2", "proposal", "show", proposal)
    assert "助餐" in shown
    for way in ("show {} 1", "show {} 1 --canonical", "prove {} 1 --parameters FILE"):
        assert f"jiaozi template {way.format(template)}" in shown
    program = drafted(live, face_minor=300)
    assert shell.run("icbc", "program", "prove", program)["proved"] is True
    text = shell.text("icbc", "program", "show", program, "--canonical")
    record = shell.text("icbc", "program", "show", program)
    assert sha256(text.encode()).hexdigest() in record
    assert live.ids["works"] in record
    body = {"state": "open", "reason": "as agreed"}
    opening = live.post("icbc", f"/v1/programs/{program}/state", body).json()["proposal"]
    shown = shell.text("icbc2", "proposal", "show", opening)
    assert "春节红包" in shown
    assert f"jiaozi program prove {program}" in shown


def test_templates_are_compiled_before_the_writer_is_asked(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    """What takes long is known when the writer, for which all others wait, looks for it."""
    checking.content_refusal.cache_clear()
    conditions._compiled.cache_clear()
    version = write(live)
    found = checking.content_refusal.cache_info()
    assert (found.misses, found.hits >= 1) == (1, True)
    decide(live, version)
    before = conditions._compiled.cache_info()
    draft(live, version)
    after = conditions._compiled.cache_info()
    assert (after.misses - before.misses, after.hits > before.hits) == (1, True)
    monkeypatch.setattr(checking, "_errors", lambda _: pytest.fail("it was looked at"))
    with pytest.raises(ApiError, match="forbidden"):
        write(live, "li", "Tea")  # whose role may not write has nothing compiled
