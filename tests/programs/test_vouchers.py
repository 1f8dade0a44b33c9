"""Vouchers: rights on the pot. The most that one can come to is kept for it; what is not drawn is free again."""

from jiaozi.grantlists.granting import GrantClaims, GrantLine
from jiaozi.payments.refund import RefundPayment
from jiaozi.programs.claiming import ClaimProgram
from jiaozi.programs.model import ClaimState
from jiaozi.programs.terms import HowMuch, Terms
from tests.features.world import YUAN
from tests.programs.city import City, red

OFF = Terms(HowMuch(face_minor=20 * YUAN, minimum_minor=100 * YUAN))
"""20 off 100."""
TENTH = Terms(HowMuch(percent_ppm=100_000, cap_minor=50 * YUAN))
"""A tenth off, at most 50."""


def test_a_discount_is_paid_from_the_pot_from_its_minimum_on(city: City) -> None:
    program = city.program(OFF, "voucher", budget=100 * YUAN)
    li = city.person(500 * YUAN)
    claim = city.claim(program, li)
    assert city.figures(program) == (100, 80, 20, 0, 0)
    assert city.refuse(li, 100 * YUAN - 1, claims=(claim,)) == ("claim_not_applicable", "how_much.minimum")
    before = city.world.balance(city.world.shop_wallet(city.shop))
    city.pay(li, 100 * YUAN)
    assert city.world.balance(li) == 420 * YUAN
    assert city.world.balance(city.world.shop_wallet(city.shop)) == before + 100 * YUAN
    assert city.figures(program) == (100, 80, 0, 20, 0)


def test_of_a_percentage_the_cap_is_kept_and_the_rest_is_free_again(city: City) -> None:
    program = city.program(TENTH, "voucher", budget=100 * YUAN)
    people = [city.person(1_000 * YUAN) for _ in range(2)]
    claims = [city.claim(program, each) for each in people]
    assert city.figures(program) == (100, 0, 100, 0, 0)
    assert city.world.refuse(ClaimProgram(program, city.person())) == "program_exhausted"
    city.pay(people[0], 300 * YUAN)
    assert city.figures(program) == (100, 20, 50, 30, 0)
    city.pay(people[1], 900 * YUAN)
    assert city.figures(program) == (100, 20, 0, 80, 0)
    assert {city.claim_row(claim).state for claim in claims} == {ClaimState.USED}


def test_a_percentage_of_a_fen_is_rounded_down_and_nothing_is_no_claim(city: City) -> None:
    program = city.program(TENTH, "voucher", budget=100 * YUAN)
    li = city.person(1_000 * YUAN)
    claim = city.claim(program, li)
    assert city.refuse(li, 9, claims=(claim,)) == ("claim_not_applicable", "how_much.share")
    payment = city.pay(li, 1_999)
    assert [row.amount_minor for row in city.sources(payment)] == [199]


def test_what_a_voucher_paid_goes_back_to_the_pot_and_the_voucher_is_used_up(city: City) -> None:
    program = city.program(OFF, "voucher", budget=100 * YUAN)
    li = city.person(500 * YUAN)
    claim = city.claim(program, li)
    payment = city.pay(li, 200 * YUAN)
    city.world.do(RefundPayment(payment, 200 * YUAN))
    assert city.world.balance(li) == 500 * YUAN
    assert city.figures(program) == (100, 100, 0, 0, 0)
    assert city.claim_row(claim).state == ClaimState.USED
    assert city.refuse(li, 200 * YUAN, claims=(claim,))[0] == "claim_not_found"


def test_what_is_kept_for_a_voucher_that_expires_goes_to_the_funder(city: City) -> None:
    program = city.program(OFF, "voucher", budget=100 * YUAN)
    city.claim(program, city.person())
    city.world.wait(city.row(program).expires_at - city.now)
    assert city.reclaim(program) == (1, 100 * YUAN)
    assert city.figures(program) == (100, 0, 0, 0, 100)


def test_an_envelope_and_a_voucher_of_different_programs_pay_together_where_both_allow_it(city: City) -> None:
    voucher = city.program(OFF, "voucher", budget=100 * YUAN, days=1)
    envelope, alone = city.program(), city.program(red(stacks=False), days=2)
    li = city.person(500 * YUAN)
    claims = {number: city.claim(number, li) for number in (voucher, envelope, alone)}
    named = (claims[voucher], claims[alone])
    assert city.refuse(li, 300 * YUAN, claims=named) == ("claim_not_applicable", "stacks")
    payment = city.pay(li, 300 * YUAN)
    assert [row.claim for row in city.sources(payment)] == [claims[voucher], claims[envelope]]
    assert city.world.balance(li) == 420 * YUAN


def test_a_voucher_is_worth_what_its_terms_say(city: City) -> None:
    program = city.program(OFF, "voucher", budget=100 * YUAN)
    granted = city.world.do(GrantClaims(program, (GrantLine(city.person(), 5 * YUAN),)))
    assert [each.refused for each in granted.results] == ["amount_invalid"]
