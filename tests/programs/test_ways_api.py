"""What else becomes of an envelope, over HTTP with the SDK: withdrawn, passed on, with a merchant's share."""

import pytest

from jiaozi.access.model import Role
from jiaozi.clock import china_day, china_midnight, day_to_date, format_time
from jiaozi_sdk import ApiError
from jiaozi_sdk.models import HowMuch, Passing, Rest, Terms, WhoPays, Withdrawal
from tests.api.conftest import Live, live, serve, town
from tests.programs.test_api import of, steer

__all__ = ["live", "serve", "town"]


def opened(live: Live, terms: Terms) -> str:
    """A program of the works', funded and open."""
    now = live.town.clock.now()
    end = format_time(china_midnight(day_to_date(china_day(now) + 20)))
    with of(live, "works") as works:
        made = works.programs.create(
            funder=live.ids["works"],
            kind="envelope",
            name_en="Spring envelopes",
            name_zh="春节红包",
            terms=terms,
            opens_at=format_time(now),
            claims_until=end,
            expires_at=end,
        )
        works.programs.funding(made.program, wallet=live.ids["works"], amount_minor=1_000)
    steer(live, made.program, "open")
    return str(made.program)


def test_terms_are_shown_as_they_were_written_and_null_where_they_say_nothing(live: Live) -> None:
    program = opened(live, Terms(how_much=HowMuch(face_minor=300), rest=Rest(to="holder")))
    shown = live.get("li", f"/v1/programs/{program}").json()["terms"]
    assert shown["rest"] == {"to": "holder", "program": None}
    assert (shown["withdrawable"], shown["transferable"], shown["who_pays"]) == (None, None, None)


def test_a_holder_withdraws_where_the_terms_let_it(live: Live) -> None:
    program = opened(live, Terms(how_much=HowMuch(face_minor=300), withdrawable=Withdrawal(allowed=True)))
    with of(live, "li") as li:
        claim = li.programs.claims.create(program, wallet=live.ids["li"]).claim
        assert [each.withdrawable for each in li.wallets.claims.list(live.ids["li"])] == [True]
        with of(live, "wang") as wang, pytest.raises(ApiError, match=r"wallet_not_found|forbidden"):
            wang.wallets.claims.withdraw(live.ids["li"], claim)
        assert li.wallets.claims.withdraw(live.ids["li"], claim).amount.minor == 300
        (said,) = li.wallets.claims.list(live.ids["li"])
        assert (said.state, said.withdrawable) == ("unbound", False)
    with of(live, "works") as works:
        assert works.programs.figures.get(program).unbound.minor == 300


def test_a_holder_passes_it_on_and_the_receiver_has_it(live: Live) -> None:
    program = opened(live, Terms(how_much=HowMuch(face_minor=300), transferable=Passing(times=1)))
    with of(live, "li") as li, of(live, "wang") as wang:
        claim = li.programs.claims.create(program, wallet=live.ids["li"]).claim
        assert li.wallets.claims.transfer(live.ids["li"], claim, receiver=live.ids["wang"]).amount.minor == 300
        (had,) = li.wallets.claims.list(live.ids["li"])
        (has,) = wang.wallets.claims.list(live.ids["wang"])
        assert (had.state, had.transferable, has.state, has.passes, has.transferable) == (
            "passed",
            False,
            "open",
            1,
            False,
        )
        with pytest.raises(ApiError, match="claim_not_applicable"):
            wang.wallets.claims.transfer(live.ids["wang"], has.id, receiver=live.ids["li"])


def test_a_merchant_agrees_with_its_own_key_and_is_paid_less(live: Live) -> None:
    program = opened(live, Terms(how_much=HowMuch(face_minor=300), who_pays=WhoPays(merchant_ppm=100_000)))
    merchant = live.get("teahouse", "/v1/me").json()["subject"]
    with of(live, "li") as li, of(live, "teahouse") as teahouse, of(live, "icbc") as icbc:
        sha256 = li.programs.get(program).terms_sha256
        claim = li.programs.claims.create(program, wallet=live.ids["li"]).claim
        counter = live.ids["counter"]
        (before,) = li.wallets.claims.list(live.ids["li"], store=counter, amount=300)
        assert (before.pays, before.rule, before.why_zh) == (None, "who_pays", "商户未同意分担")
        with pytest.raises(ApiError, match="forbidden"):
            icbc.merchants.cofunding.create(merchant, program, terms_sha256=sha256)
        with pytest.raises(ApiError, match="program_state_invalid"):
            teahouse.merchants.cofunding.create(merchant, program, terms_sha256="0" * 64)
        teahouse.merchants.cofunding.create(merchant, program, terms_sha256=sha256)
        (after,) = li.wallets.claims.list(live.ids["li"], store=counter, amount=300)
        assert after.pays is not None
        li.payments.create(payer=live.ids["li"], store=counter, amount_minor=300, claims=[claim])
        teahouse.merchants.cofunding.end(merchant, program)
        (listed,) = teahouse.merchants.cofunding.list(merchant)
        assert (listed.program, listed.ended_at is None) == (program, False)
    with of(live, "works") as works:
        figures = works.programs.figures.get(program)
        assert (figures.spent.minor, figures.borne.minor) == (270, 30)


def shared(live: Live) -> tuple[str, dict[str, str]]:
    """The path of the teahouse's agreement to bear nearly all of what a program pays, and what it agrees to."""
    program = opened(live, Terms(how_much=HowMuch(face_minor=300), who_pays=WhoPays(merchant_ppm=999_999)))
    sha256 = live.get("li", f"/v1/programs/{program}").json()["terms_sha256"]
    return f"/v1/merchants/{live.ids['teahouse']}/cofunding/{program}", {"terms_sha256": sha256}


def test_a_company_that_has_a_key_agrees_reads_and_ends_and_no_till_agrees_for_it(
    live: Live,
) -> None:
    path, body = shared(live)
    live.town.hire("boss", Role.EMPLOYER, "boc", live.town.number("shop"))
    assert live.post("teahouse", path, body).json()["code"] == "merchant_not_found"
    assert live.post("boss", path, body).status_code == 201
    for who in ("boss", "teahouse"):
        assert [each["ended_at"] for each in live.get(who, path.rpartition("/")[0]).json()["items"]] == [None]
    assert live.post("works", f"{path}/ending", {}).json()["code"] == "merchant_not_found"
    assert live.post("boss", f"{path}/ending", {}).status_code == 200


def test_a_company_ends_what_its_till_agreed_to_before_it_had_a_key(live: Live) -> None:
    path, body = shared(live)
    assert live.post("teahouse", path, body).status_code == 201
    live.town.hire("boss", Role.EMPLOYER, "boc", live.town.number("shop"))
    assert live.post("boss", f"{path}/ending", {}).status_code == 200
    assert live.post("teahouse", path, body).json()["code"] == "merchant_not_found"
