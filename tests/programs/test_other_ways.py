"""Bound money meets the rest: splits, bills, requests, codes, freezes, closed wallets, regimes, corrections."""

from typing import Any

import pytest

from jiaozi.acceptance.takings import takings
from jiaozi.billing.asking import RequestPayment
from jiaozi.billing.bills import BillLine, PayBill, UploadBills
from jiaozi.billing.requests import AcceptRequest
from jiaozi.clock import DAY_US
from jiaozi.codes.collect import OpenCollectCode, PayCollectCode
from jiaozi.interest.closing import CloseOut
from jiaozi.kinds import MerchantNo
from jiaozi.ledger.model import Code, Kind
from jiaozi.payments.holds import PlaceHold
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.pay import PaySplit
from jiaozi.payments.splits.plans import AgreeSplitPlan, ProposeSplitPlan, SellerShare
from jiaozi.programs.acts import FundProgram, SetProgramState
from jiaozi.programs.claiming import ClaimProgram, GiveBackClaim
from jiaozi.programs.following import MovePurposes
from jiaozi.programs.model import ClaimState
from jiaozi.scheme.corrections import Correct, CorrectionLine
from jiaozi.scheme.issuance import LendReserves, RepayReserves
from jiaozi.scheme.model import Regime, Role, account
from jiaozi.scheme.settlement import AgreeNetting
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.features.conftest import OpenWorld
from tests.features.world import YUAN, World
from tests.programs import tills
from tests.programs.city import City, red


def merchant_of(world: World, store: int) -> MerchantNo:
    """The merchant of a store."""
    return MerchantNo(world.query("SELECT merchant FROM stores WHERE id = ?", (store,))[0][0])


def plan_of(city: City) -> Any:
    """A plan by which half goes to a seller at another bank."""
    seller = merchant_of(city.world, city.far)
    plan = city.world.do(ProposeSplitPlan(city.shop, "Half", (SellerShare(seller, 0, 500_000),), "platform")).split_plan
    city.world.do(AgreeSplitPlan(plan, seller))
    return plan


def test_a_split_payment_is_filled_from_its_sources_in_order_and_unwound(city: City) -> None:
    plan = plan_of(city)
    li = city.person(1_000 * YUAN)
    program = city.program()
    city.claim(program, li)
    payment = city.world.do(PaySplit(li, plan, 300 * YUAN)).payment
    assert city.world.balance(li) == 900 * YUAN
    assert [row.amount_minor for row in city.sources(payment)] == [50 * YUAN, 150 * YUAN]
    city.world.do(RefundPayment(payment, 170 * YUAN))
    assert city.world.balance(li) == 1_000 * YUAN
    assert city.figures(program) == (1_000, 800, 70, 130, 0)
    city.world.do(RefundPayment(payment, 130 * YUAN))
    assert city.figures(program) == (1_000, 800, 200, 0, 0)


def test_a_bill_a_request_and_a_code_are_paid_with_claims_too(city: City) -> None:
    world = city.world
    li = city.person()
    city.claim(city.program(), li)
    wallet = world.company(city.bank)
    merchant = world.do(OpenMerchant(wallet, "Water", "水务", "4900", "UBIL", "utilities")).merchant
    store = world.do(OpenStore(merchant, "Office", "500103")).store
    line = BillLine("W-2020-1", "Water", 10 * YUAN, world.clock.now() // DAY_US + 9)
    world.do(UploadBills(merchant, store, (line,)))
    world.do(PayBill(li, merchant, "W-2020-1", 10 * YUAN))
    asked = world.do(RequestPayment(20 * YUAN, world.clock.now() + DAY_US, store=city.shop)).payment_request
    world.do(AcceptRequest(asked, li))
    code = world.do(OpenCollectCode(store=city.shop))
    world.do(PayCollectCode(li, code.payload, 30 * YUAN))
    assert world.query("SELECT SUM(bound_minor) FROM payments") == [(60 * YUAN,)]
    assert world.refuse(PayCollectCode(li, code.payload, 30 * YUAN, claims=())) == "insufficient_funds"


def test_a_hold_reserves_own_money_alone(city: City) -> None:
    li = city.person(50 * YUAN)
    city.claim(city.program(), li)
    until = city.now + DAY_US
    assert city.world.refuse(PlaceHold(li, 60 * YUAN, until, store=city.shop)) == "insufficient_funds"
    city.world.do(PlaceHold(li, 50 * YUAN, until, store=city.shop))
    city.pay(li, 60 * YUAN)


def test_a_freeze_stops_all_of_it_and_a_frozen_amount_the_payers_own_money(city: City) -> None:
    program = city.program()
    li, wang = city.person(50 * YUAN), city.person(50 * YUAN)
    for wallet in (li, wang):
        city.claim(program, wallet)
    city.world.do(FreezeWallet(li, "out", "an order"))
    assert city.refuse(li, 10 * YUAN) == ("wallet_frozen", "")
    city.world.do(FreezeWallet(wang, "amount", "an order", 40 * YUAN))
    city.pay(wang, 210 * YUAN)
    assert city.refuse(wang, 20 * YUAN) == ("wallet_frozen_amount", "")
    frozen = city.person()
    city.world.do(FreezeWallet(frozen, "all", "an order"))
    assert city.world.refuse(ClaimProgram(program, frozen)) == "wallet_frozen"


def test_the_limits_of_the_payer_count_all_of_it(city: City) -> None:
    """Class IV pays 2,000 at once, and holds 10,000."""
    program = city.program(red(face_minor=3_000 * YUAN), budget=100_000 * YUAN)
    li = city.world.person(city.bank)
    for _ in range(3):
        city.grant(program, li)
    assert city.refuse(li, 2_500 * YUAN)[0] == "limit_single_exceeded"
    big = city.program(red(face_minor=8_000 * YUAN), budget=100_000 * YUAN)
    assert city.world.refuse(ClaimProgram(big, li)) == "limit_balance_exceeded"
    assert city.grant(big, li).granted == 1  # nobody measures by amounts what somebody else may hold


def test_what_a_closed_wallet_has_goes_back_by_itself(city: City) -> None:
    program = city.program()
    li, wang = city.person(), city.person()
    claims = [city.claim(program, each) for each in (li, wang)]
    payment = city.pay(wang, 150 * YUAN)
    city.world.do(CloseWallet(li))
    city.world.do(CloseOut(wang, city.world.deposit(wang, 0)))
    city.world.do(RefundPayment(payment, 50 * YUAN))
    assert city.figures(program) == (1_000, 650, 250, 100, 0)
    assert city.reclaim(program) == (2, 0)
    assert city.figures(program) == (1_000, 900, 0, 100, 0)
    assert {city.claim_row(claim).state for claim in claims} == {ClaimState.EXPIRED}


def test_a_refund_to_a_closed_wallet_waits_with_its_own_part_alone(city: City) -> None:
    program = city.program()
    li = city.person(100 * YUAN)
    city.claim(program, li)
    payment = city.pay(li, 300 * YUAN)
    city.world.do(CloseWallet(li))
    city.world.do(RefundPayment(payment, 300 * YUAN))
    assert city.figures(program) == (1_000, 1_000, 0, 0, 0)
    assert city.world.query("SELECT amount_minor FROM owed_refunds") == [(100 * YUAN,)]


def test_a_funder_keeps_its_wallet_until_its_programs_have_ended(city: City) -> None:
    program = city.program()
    city.world.do(FreezeWallet(city.funder, "all", "an order"))
    city.world.do(SetProgramState(program, "stopped"))
    assert city.reclaim(program) == (0, 0)
    assert city.world.refuse(CloseWallet(city.funder)) == "wallet_frozen"
    poor = city.world.company(city.bank)
    city.funder = poor
    draft = city.draft()
    city.world.do(SetProgramState(draft, "stopped"))
    city.reclaim(draft)
    city.world.do(CloseWallet(poor))


def test_a_holder_gives_a_claim_back(city: City) -> None:
    program = city.program()
    li = city.person()
    claim = city.claim(program, li)
    city.pay(li, 50 * YUAN)
    assert city.world.refuse(GiveBackClaim(city.person(), claim)) == "claim_not_found"
    assert city.world.do(GiveBackClaim(li, claim)).amount_minor == 150 * YUAN
    assert city.world.refuse(GiveBackClaim(li, claim)) == "claim_not_found"
    assert city.figures(program) == (1_000, 950, 0, 50, 0)


def test_a_grant_gives_each_line_its_own_outcome_and_tells_one_word_of_a_wallet(city: City) -> None:
    program = city.program(budget=600 * YUAN)
    li, wang, closed = city.person(), city.person(), city.person()
    city.world.do(CloseWallet(closed))
    granted = city.grant(program, li, wang, closed, li, city.bank, value=200 * YUAN)  # type: ignore[arg-type]
    said = [each.refused for each in granted.results]
    assert said == ["", "", *["payee_cannot_receive"] * 3]
    assert (granted.granted, granted.amount_minor) == (2, 400 * YUAN)
    assert [each.refused for each in city.grant(program, city.person(), city.person(), value=200 * YUAN).results] == [
        "",
        "program_exhausted",
    ]


def test_bound_money_follows_a_change_of_regime_with_its_backing(open_world: OpenWorld) -> None:
    city = City(open_world("2025-12-30T10:00:00+08:00"))
    program = city.program()
    li, far = city.person(50 * YUAN), city.person(50 * YUAN, city.other)
    for wallet in (li, far):
        city.claim(program, wallet)
    city.world.until("2026-01-02T10:00:00+08:00")
    city.world.do(LendReserves(city.bank, 10**10))
    city.world.do(ChangeRegime(city.bank))
    payment = city.pay(li, 60 * YUAN, city.far)
    moved = city.world.do(MovePurposes(city.bank))
    assert (moved.places, moved.amount_minor) == (2, (600 + 140) * YUAN)
    city.world.do(MoveWallets(city.bank))
    assert city.row(program).regime == city.pocket(li, program).regime == Regime.DEPOSIT_MONEY
    assert city.pocket(far, program).regime == Regime.M0_CASH
    assert city.world.do(MovePurposes(city.bank)).places == 0
    city.world.do(RefundPayment(payment, 60 * YUAN))
    for wallet in (li, far):
        city.pay(wallet, 250 * YUAN, city.far)
    assert city.figures(program) == (1_000, 600, 0, 400, 0)


def test_pots_and_pockets_that_cannot_be_backed_keep_no_others_waiting(unsound_world: World) -> None:
    """As wallets do where a bank went back to cash."""
    unsound_world.until("2026-01-02T10:00:00+08:00")
    city = City(unsound_world)
    great, small = (city.program(budget=budget) for budget in (10_000 * YUAN, 100 * YUAN))
    reserves = city.world.account(account(city.bank, Role.RESERVE)).posted
    city.world.do(RepayReserves(city.bank, reserves - 500 * YUAN))
    unsound_world.tamper("UPDATE institutions SET regime = ? WHERE id = ?", (int(Regime.M0_CASH), city.bank))
    moved = city.world.do(MovePurposes(city.bank))
    assert (moved.places, moved.amount_minor) == (1, 100 * YUAN)
    assert (city.row(great).regime, city.row(small).regime) == (Regime.DEPOSIT_MONEY, Regime.M0_CASH)
    assert city.world.refuse(MovePurposes(city.bank)) == "operator_illiquid"


def test_a_netting_cap_binds_what_goes_into_a_pot_and_out_of_it(city_2026: City) -> None:
    city = city_2026
    city.world.do(AgreeNetting(city.bank, city.other, 250 * YUAN))
    program = city.program()
    far = [city.person(0, city.other) for _ in range(2)]
    city.claim(program, far[0])
    assert city.world.refuse(ClaimProgram(program, far[1])) == "settlement_cap_exceeded"
    assert city.figures(program) == (1_000, 800, 200, 0, 0)


def test_no_correction_touches_purpose_bound_money(city: City) -> None:
    program = city.program()
    pot, wallet = city.row(program).account, city.world.wallet(city.funder).account
    lines = (CorrectionLine(pot, wallet, 1),)
    refusal = city.world.refusal(Correct(lines, city.now, "a mistake"))
    assert refusal.code == "regime_forbids"


def test_purpose_bound_money_earns_nothing_and_is_in_circulation(city_2026: City) -> None:
    city = city_2026
    li = city.person()
    city.claim(city.program(), li)
    books = city.world.books()
    assert books["icbc", "E-CNY", Kind.PURPOSE.name] == 1_000 * YUAN
    city.world.wait(90 * DAY_US)
    assert city.world.query("SELECT SUM(fen_days) FROM accounts WHERE kind = ?", (int(Kind.PURPOSE),)) == [(0,)]


def test_only_companies_fund_and_only_what_is_theirs(city: City) -> None:
    program = city.draft()
    assert city.world.refuse(FundProgram(program, city.world.company(city.bank), 100)) == "program_not_found"
    assert city.world.refuse(FundProgram(program, city.funder, 10**15)) == "insufficient_funds"
    city.funder = city.person(100 * YUAN)
    with pytest.raises(AssertionError, match="usage_not_allowed"):
        city.draft()


def test_a_payment_draws_on_at_most_twenty_claims(city: City) -> None:
    program = city.program(red(face_minor=YUAN, per_wallet=0, per_order=0))
    li = city.person(100 * YUAN)
    for _ in range(25):
        city.claim(program, li)
    payment = city.pay(li, 50 * YUAN)
    assert len(city.sources(payment)) == 20
    assert city.world.balance(li) == 70 * YUAN
    codes = city.world.query("SELECT code, COUNT(*) FROM transfers WHERE journal = ? GROUP BY code", (payment,))
    assert dict(codes) == {int(Code.PAYMENT): 1, int(Code.REDEEM): 20}


def test_a_dry_run_draws_on_nothing_and_agrees_with_the_payment(city: City) -> None:
    li = city.person()
    claim = city.claim(city.program(), li)
    command = Pay(li, 50 * YUAN, store=city.shop)
    request = city.world.platform.request(1, "dry", command)
    outcome = city.world.platform.run([request], dry_run=True)[0].outcome
    assert type(outcome).__name__ == "Paid"
    assert city.claim_row(claim).left_minor == 200 * YUAN


def test_takings_have_what_claims_paid_and_each_refund_once(city: City) -> None:
    """Own money and an envelope pay one payment, which is one line; so is a refund that goes back to both."""
    li, whole = city.person(50 * YUAN), city.person()
    for wallet in (li, whole):
        city.claim(city.program(), wallet)
    merchant = merchant_of(city.world, city.shop)
    city.pay(whole, 100 * YUAN)
    payment = city.pay(li, 230 * YUAN)
    refund = city.world.do(RefundPayment(payment, 130 * YUAN)).refund
    found = tills.of_merchant(city.world, merchant)
    assert [(each.kind, each.gross_minor // YUAN, each.refunded_minor // YUAN, each.refund) for each in found] == [
        ("payment", 100, 0, 0), ("payment", 230, 0, 0), ("refund", 0, 130, refund),
    ]  # fmt: skip
    (sums,) = takings(found)
    assert (sums.payments, sums.gross_minor, sums.refunds, sums.refunded_minor) == (2, 330 * YUAN, 1, 130 * YUAN)


def test_takings_have_the_parts_that_claims_paid(city: City) -> None:
    plan, li = plan_of(city), city.person(1_000 * YUAN)
    city.claim(city.program(), li)
    payment = city.world.do(PaySplit(li, plan, 300 * YUAN)).payment
    for amount in (170, 130):
        city.world.do(RefundPayment(payment, amount * YUAN))
    for store, paid, refund in ((city.shop, "payment", "refund"), (city.far, "part", "part_refund")):
        found = tills.of_merchant(city.world, merchant_of(city.world, store))
        assert [each.kind for each in found] == [paid, refund, refund]
        assert [each.net_minor for each in found] == [150 * YUAN, -85 * YUAN, -65 * YUAN]
