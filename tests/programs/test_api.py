"""Programs over HTTP, with the SDK: who may write, open, grant, claim and read; what a claim would pay."""

from dataclasses import fields
from typing import Any, Literal

import pytest

from jiaozi.clock import DAY_US, china_day, china_midnight, day_to_date, format_time
from jiaozi.programs import acts
from jiaozi.worker.programs import Programs
from jiaozi_sdk import ApiError, Client
from jiaozi_sdk.models import GrantLine, HowMuch, Payment, Places, Program, Terms, Where, Who
from tests.api.conftest import Live, live, serve, town, yuan

__all__ = ["live", "serve", "town"]


def of(live: Live, who: str) -> Client:
    """Somebody's client."""
    return Client(live.url, live.town.tokens[who])


def as_read(of: Any, made: Any) -> Any:
    """What an act answered, as the reading of what it made has it."""
    return of(**{each.name: getattr(made, each.name) for each in fields(of)})


def draft(
    live: Live,
    region: str = "50",
    who: Who | None = None,
    kind: Literal["envelope", "voucher"] = "envelope",
    **amounts: Any,
) -> str:
    """A program of the works', funded, that nobody has opened."""
    now = live.town.clock.now()
    end = format_time(china_midnight(day_to_date(china_day(now) + 20)))
    with of(live, "works") as works:
        made = works.programs.create(
            funder=live.ids["works"],
            kind=kind,
            name_en="Spring envelopes",
            name_zh="春节红包",
            terms=Terms(how_much=HowMuch(**amounts), who=who, where=Where(allow=Places(regions=[region]))),
            opens_at=format_time(now),
            claims_until=end,
            expires_at=end,
        )
        assert works.programs.get(made.id) == Program(
            **{each.name: getattr(made, each.name) for each in fields(Program)}
        )
        funded = works.programs.funding(made.program, wallet=live.ids["works"], amount_minor=1_000)
        assert works.programs.figures.get(made.id).budget == funded.budget
    return str(made.program)


def steer(live: Live, program: str, state: str) -> Any:
    """What two people of its bank bring a program to."""
    body = {"state": state, "reason": "as agreed"}
    proposal = live.post("icbc", f"/v1/programs/{program}/state", body).json()["proposal"]
    return live.post("icbc2", f"/v1/proposals/{proposal}/approve").json()["outcome"]


def test_a_program_is_written_opened_by_two_claimed_and_paid_with(live: Live) -> None:
    program = draft(live, face_minor=300)
    with of(live, "li") as li:
        with pytest.raises(ApiError, match="program_not_found"):
            li.programs.get(program)  # a draft is nobody else's business
        assert steer(live, program, "open")["state"] == "open"
        assert li.programs.get(program).terms.where.allow.regions == ("50",)
        claim = li.programs.claims.create(program, wallet=live.ids["li"]).claim
        quoted = next(iter(li.wallets.claims.list(live.ids["li"], store=live.ids["counter"], amount=500)))
        assert quoted.pays is not None
        assert (quoted.id, quoted.pays.minor, quoted.rule) == (claim, 300, None)
        body = {"payer": live.ids["li"], "store": live.ids["counter"], "amount": yuan(500)}
        assert live.post("li", "/v1/payments?dry_run=true", body).json()["bound"] == yuan(300)
        paid = li.payments.create(payer=live.ids["li"], store=live.ids["counter"], amount_minor=500)
        assert paid.bound is not None
        assert paid.bound.minor == 300
        assert li.payments.get(paid.id) == as_read(Payment, paid)
        assert [(each.claim, each.amount.minor) for each in li.payments.sources.list(paid.payment)] == [(claim, 300)]
    with of(live, "works") as works:
        figures = works.programs.figures.get(program)
        sums = (figures.budget, figures.free, figures.held, figures.spent, figures.reclaimed)
        assert [each.minor for each in sums] == [1_000, 700, 0, 300, 0]
        assert [(each.wallet, each.left, each.state) for each in works.programs.claims.list(program)] == [(None,) * 3]
        assert [each.id for each in works.programs.list()] == [program]
    with of(live, "icbc") as icbc:
        claims = [(each.wallet, each.state) for each in icbc.programs.claims.list(program)]
        assert claims == [(live.ids["li"], "used")]
    with of(live, "teahouse") as teahouse:
        assert teahouse.payments.get(paid.payment).bound is None  # what claims paid is the payer's business
        assert [each.bound for each in teahouse.payments.list()] == [None]


def test_a_list_has_no_terms_and_a_funder_has_so_many_drafts(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(acts, "DRAFTS_MAX", 2)
    made = [draft(live, face_minor=300) for _ in range(2)]
    with pytest.raises(ApiError, match="drafts_exceeded"):
        draft(live, face_minor=300)
    assert all("terms" not in each for each in live.get("works", "/v1/programs").json()["items"])
    steer(live, made[0], "open")
    draft(live, face_minor=300)


def test_a_claim_that_would_not_pay_says_by_which_rule_in_both_languages(live: Live) -> None:
    program = draft(live, "81", face_minor=300)
    steer(live, program, "open")
    with of(live, "works") as works:
        granted = works.programs.grants.create(program, lines=[GrantLine(wallet=live.ids["li"], value_minor=200)])
        assert [(each.wallet, each.refused) for each in granted.results] == [(live.ids["li"], "")]
    with of(live, "li") as li:
        claim = next(iter(li.wallets.claims.list(live.ids["li"], store=live.ids["counter"], amount=500)))
        assert (claim.pays, claim.rule, claim.why_zh) == (None, "where.allow", "门店不在条款允许范围内")
        with pytest.raises(ApiError, match="claim_not_applicable") as refused:
            li.payments.create(
                payer=live.ids["li"], store=live.ids["counter"], amount_minor=500, claims=[claim.id], dry_run=True
            )
        assert refused.value.detail == "the store is not one of those that the terms allow"
        li.payments.create(payer=live.ids["li"], store=live.ids["counter"], amount_minor=100, claims=[])
        assert li.wallets.claims.surrender(live.ids["li"], claim.id).amount.minor == 200


@pytest.mark.parametrize("who", ["li", "wang", "boc", "teahouse"])
def test_nobody_else_reads_figures_or_claims_grants_or_steers(live: Live, who: str) -> None:
    program = draft(live, face_minor=300)
    steer(live, program, "open")
    for path in ("figures", "claims"):
        assert live.get(who, f"/v1/programs/{program}/{path}").status_code in (403, 404)
    lines = {"lines": [{"wallet": live.ids["wang"]}]}
    assert live.post(who, f"/v1/programs/{program}/grants", lines).status_code in (403, 404)
    body = {"state": "stopped", "reason": "mine"}
    assert live.post(who, f"/v1/programs/{program}/state", body).status_code in (403, 404)


def test_one_person_alone_steers_no_program(live: Live) -> None:
    program = draft(live, face_minor=300)
    body = {"state": "open", "reason": "as agreed"}
    proposal = live.post("icbc", f"/v1/programs/{program}/state", body).json()["proposal"]
    assert live.post("icbc", f"/v1/proposals/{proposal}/approve").json()["code"] == "approval_own_proposal"
    assert live.get("works", f"/v1/programs/{program}").json()["state"] == "draft"


def test_bad_terms_are_told_with_their_place(live: Live) -> None:
    with pytest.raises(ApiError, match="program_terms_invalid"):
        draft(live, "81", face_minor=0)
    with of(live, "works"), pytest.raises(ApiError, match="request_malformed"):
        draft(live, "8x", face_minor=300)


SHOWN = ("id", "operator", "kind", "state", "name_en", "name_zh", "terms_sha256", "template", "version", "face")
TIMES = ("opens_at", "claims_until", "expires_at", "created_at")


def found(live: Live, who: str) -> list[str]:
    """The programs that somebody's list has."""
    with of(live, who) as one:
        return [each.id for each in one.programs.list()]


def test_a_holder_lists_the_programs_that_it_may_take_claims_of(live: Live) -> None:
    drafted, given = draft(live, face_minor=300), draft(live, face_minor=300)
    steer(live, given, "open")
    answer = live.get("li", "/v1/programs").json()
    (shown,) = answer["items"]
    assert shown["id"] == given
    assert shown["face"] == yuan(300)
    assert set(shown) == {*SHOWN, *TIMES}  # no terms, no figures, no funder
    assert (answer["has_more"], found(live, "wang")) == (False, [given])
    assert found(live, "works") == [drafted, given]
    with of(live, "li") as li, of(live, "works") as works:
        assert [each.face for each in works.programs.list()] == [None, None]  # whoever funds reads the terms
        li.programs.claims.create(given, wallet=live.ids["li"])
        with pytest.raises(ApiError, match="forbidden"):
            li.programs.figures.get(given)


@pytest.mark.parametrize("state", ["paused", "stopped"])
def test_a_holder_never_lists_a_program_that_gives_nothing(live: Live, state: str) -> None:
    program = draft(live, face_minor=300)
    assert found(live, "li") == []
    steer(live, program, "open")
    assert found(live, "li") == [program]
    steer(live, program, state)
    assert found(live, "li") == []


@pytest.mark.parametrize("who", [Who(listed=True), Who(kinds=["corporate"])], ids=["listed", "companies"])
def test_a_holder_never_lists_what_is_for_others_alone(live: Live, who: Who) -> None:
    program = draft(live, who=who, face_minor=300)
    steer(live, program, "open")
    assert found(live, "li") == []
    assert found(live, "works") == [program]


def test_a_holder_lists_what_is_for_its_own_bank(live: Live) -> None:
    program = draft(live, who=Who(operators=[live.ids["boc"]]), face_minor=300)
    steer(live, program, "open")
    assert (found(live, "li"), found(live, "wang")) == ([], [program])


def test_a_holder_lists_no_program_whose_claims_have_ended(live: Live) -> None:
    program = draft(live, face_minor=300)
    steer(live, program, "open")
    live.town.clock.advance_to(live.town.clock.now() + 19 * DAY_US)
    assert found(live, "li") == [program]
    live.town.clock.advance_to(live.town.clock.now() + 2 * DAY_US)
    assert found(live, "li") == []


def test_a_holder_comes_to_what_stands_behind_programs_for_others(live: Live) -> None:
    """A page is a window: it may be empty and say that there is more."""
    others = [draft(live, who=Who(listed=True), face_minor=300) for _ in range(2)]
    mine = draft(live, face_minor=300)
    for program in (*others, mine):
        steer(live, program, "open")
    first = live.get("li", "/v1/programs?limit=1").json()
    assert (first["items"], first["has_more"]) == ([], True)
    with of(live, "li") as li:
        assert [each.id for each in li.programs.list(limit=1)] == [mine]


def test_a_funder_discards_its_own_draft_and_has_its_money_back(live: Live) -> None:
    program = draft(live, face_minor=300)
    for who in ("icbc", "boc", "li", "teahouse"):
        answer = live.post(who, f"/v1/programs/{program}/discarding")
        assert answer.json()["code"] in ("forbidden", "program_not_found")
    with of(live, "works") as works:
        path = f"/v1/wallets/{live.ids['works']}"
        before = live.get("works", path).json()["balance"]["minor"]
        assert works.programs.discarding(program).state == "stopped"
        Programs(live.town.platform).reclaim()
        assert live.get("works", path).json()["balance"]["minor"] == before + 1_000
        assert works.programs.figures.get(program).reclaimed.minor == 1_000
        with pytest.raises(ApiError, match="program_state_invalid"):
            works.programs.discarding(program)
    opened = draft(live, face_minor=300)
    steer(live, opened, "open")
    assert live.post("works", f"/v1/programs/{opened}/discarding").json()["code"] == "program_state_invalid"
