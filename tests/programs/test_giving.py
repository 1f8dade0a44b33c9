"""What bounds a program's giving: its funder's own hand, its terms, a freeze of its funder; and what no refusal holds
up."""

import pytest

from jiaozi.billing.asking import RequestPayment
from jiaozi.billing.store import expired_requests
from jiaozi.clock import SECOND_US
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.grantlists.granting import GrantClaims, GrantLine
from jiaozi.kinds import PaymentRequestNo
from jiaozi.payments.pay import Pay
from jiaozi.programs.acts import FundProgram
from jiaozi.programs.claiming import ClaimProgram, GiveBackClaim
from jiaozi.programs.reclaiming import ReclaimProgram
from jiaozi.scheme.settlement import AgreeNetting
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.model import FreezeScopeName
from jiaozi.worker import expiry
from tests.api.conftest import Live, live, serve, town
from tests.features.world import YUAN
from tests.programs.city import DAY, City, red
from tests.programs.test_api import draft, steer

__all__ = ["live", "serve", "town"]


def test_no_clerk_gives_a_companys_budget(live: Live) -> None:
    program = draft(live, face_minor=300)
    steer(live, program, "open")
    lines = {"lines": [{"wallet": live.ids["li"]}]}
    assert live.post("icbc", f"/v1/programs/{program}/grants", lines).json()["code"] == "forbidden"
    assert live.post("works", f"/v1/programs/{program}/grants", lines).json()["granted"] == 1


def test_a_grant_gives_no_more_than_the_terms_that_two_opened(city: City) -> None:
    program, li = city.program(red(face_minor=10 * YUAN)), city.person()
    told = [city.grant(program, li, value=value).results[0].refused for value in (10 * YUAN + 1, 10 * YUAN)]
    assert told == ["amount_invalid", ""]
    assert city.figures(program) == (1_000, 990, 10, 0, 0)


@pytest.mark.parametrize("scope", ["all", "out"])
def test_a_frozen_funder_gives_nothing_and_nobody_is_told_why(city: City, scope: FreezeScopeName) -> None:
    program, voucher = city.program(), city.program(red(face_minor=50 * YUAN), "voucher")
    li, wang = city.person(500 * YUAN), city.person()
    city.claim(program, li)
    ticket = city.claim(voucher, li)
    freeze = city.world.do(FreezeWallet(city.funder, scope, "order of the court")).freeze
    for number in (program, voucher):
        assert city.world.refusal(ClaimProgram(number, wang)) == Refusal("program_not_open")
        assert city.world.refuse(GrantClaims(number, (GrantLine(wang),))) == "wallet_frozen"
    assert city.refuse(li, 100 * YUAN, claims=(ticket,)) == ("claim_not_applicable", "program")
    city.pay(li, 100 * YUAN)  # the envelope is her own; the pot stands still
    assert city.figures(program) == (1_000, 800, 100, 100, 0)
    assert city.figures(voucher) == (1_000, 950, 50, 0, 0)
    city.world.do(UnfreezeWallet(city.funder, freeze))
    city.claim(program, wang)
    city.pay(li, 100 * YUAN, claims=(ticket,))
    assert city.figures(voucher) == (1_000, 950, 0, 50, 0)


def test_a_freeze_and_a_payment_in_one_group_are_done_in_their_order(city: City) -> None:
    voucher = city.program(red(face_minor=50 * YUAN), "voucher")
    li = city.person(500 * YUAN)
    city.claim(voucher, li)
    freeze = FreezeWallet(city.funder, "all", "order of the court")
    city.world.group(freeze, Pay(li, 100 * YUAN, store=city.shop))
    assert city.figures(voucher) == (1_000, 950, 50, 0, 0)


def test_what_a_voucher_would_pay_is_told_as_it_is_while_its_funder_is_frozen(live: Live) -> None:
    program = draft(live, face_minor=300)
    steer(live, program, "open")
    freeze = {"scope": "all", "reason": "order of the court"}
    assert live.post("icbc", f"/v1/wallets/{live.ids['works']}/freezes", freeze).status_code == 201
    refused = live.post("li", f"/v1/programs/{program}/claims", {"wallet": live.ids["li"]}).json()
    assert (refused["code"], refused.get("detail")) == ("program_not_open", "")


def test_a_claim_that_cannot_come_back_keeps_none_behind_it_waiting(city_2026: City) -> None:
    city, world = city_2026, city_2026.world
    world.do(AgreeNetting(city.bank, city.other, 250 * YUAN))
    program = city.program()
    city.claim(program, city.person(0, city.other))
    rich = city.person(1_000 * YUAN, city.other)
    city.pay(rich, 440 * YUAN)  # the other bank's cap is used up: nothing more comes from there
    city.claim(program, city.person())
    world.until("2026-03-12T10:00:00+08:00")
    assert city.reclaim(program, limit=1) == (1, 800 * YUAN)
    assert city.figures(program) == (1_000, 0, 200, 0, 800)
    assert world.do(ReclaimProgram(program)).behind == 0
    city.pay(city.person(500 * YUAN), 300 * YUAN, city.far)
    assert city.reclaim(program, limit=1) == (1, 200 * YUAN)
    assert city.figures(program) == (1_000, 0, 0, 0, 1_000)


def test_what_is_given_back_uses_up_no_quota(city: City) -> None:
    program = city.program(red(face_minor=YUAN, per_wallet=0), quota=2)
    li = city.person()
    for _ in range(3):
        city.world.do(GiveBackClaim(li, city.claim(program, li)))
    city.claim(program, li)
    city.claim(program, city.person())
    assert city.world.refuse(ClaimProgram(program, city.person())) == "program_exhausted"


def test_a_draft_keeps_no_wallet_from_closing_and_money_in_a_pot_does(city: City) -> None:
    poor, rich = city.world.company(city.bank), city.world.company(city.bank)
    city.world.fund(rich, 200 * YUAN)
    made = []
    for funder in (poor, rich):
        city.funder = funder
        made.append(city.draft())
    city.world.do(FundProgram(made[-1], rich, 200 * YUAN))
    assert city.world.refuse(CloseWallet(rich)) == "programs_funded"
    city.world.do(CloseWallet(poor))


def test_what_cannot_expire_keeps_nothing_behind_it_waiting(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(expiry, "BATCH", 2)
    world = city.world
    asked = [world.do(RequestPayment(100, city.now + DAY, store=city.shop)) for _ in range(3)]

    def due(connection: Connection, at: int, limit: int) -> list[PaymentRequestNo]:
        stuck = [PaymentRequestNo(number) for number in (1, 2, 3)]
        return [*stuck, *expired_requests(connection, at, limit)][:limit]

    world.wait(40 * DAY)
    requests = expiry.Expiry(world.platform, expiry.REQUESTS._replace(due=due))
    for _ in range(3):
        requests.turn()
    assert requests.expired == len(asked)
    requests.turn()  # the round is over: what was refused has its turn again
    assert requests.expired == len(asked)


def test_a_paused_program_is_not_opened_by_what_was_proposed_before(live: Live) -> None:
    program = draft(live, face_minor=300)
    body = {"state": "open", "reason": "as agreed"}
    first, second = (live.post("icbc", f"/v1/programs/{program}/state", body).json()["proposal"] for _ in range(2))
    live.town.clock.advance_to(live.town.clock.now() + SECOND_US)
    assert live.post("icbc2", f"/v1/proposals/{first}/approve").json()["outcome"]["state"] == "open"
    assert steer(live, program, "paused")["state"] == "paused"
    assert live.post("icbc2", f"/v1/proposals/{second}/approve").json()["code"] == "proposal_outdated"
    assert live.get("li", f"/v1/programs/{program}").json()["state"] == "paused"
