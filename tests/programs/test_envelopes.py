"""Red envelopes: claimed, spent before the payer's own money, brought back after it, reclaimed when they end."""

from jiaozi.payments.refund import RefundPayment
from jiaozi.programs.acts import FundProgram, SetProgramState
from jiaozi.programs.claiming import ClaimProgram, GiveBackClaim
from jiaozi.programs.model import ClaimState, ProgramState
from tests.features.world import YUAN
from tests.programs.city import City, red


def test_luohus_worked_example_is_paid_and_refunded_as_its_source_says(city: City) -> None:
    """300 = 200 of the envelope + 100 own; a refund returns 100 own first, then 200 of the envelope."""
    program = city.program()
    li = city.person(1_000 * YUAN)
    claim = city.claim(program, li)
    assert city.figures(program) == (1_000, 800, 200, 0, 0)
    payment = city.pay(li, 300 * YUAN)
    assert city.world.balance(li) == 900 * YUAN
    assert city.world.payment(payment).bound_minor == 200 * YUAN
    assert city.figures(program) == (1_000, 800, 0, 200, 0)
    assert city.claim_row(claim).state == ClaimState.USED
    city.world.do(RefundPayment(payment, 100 * YUAN))
    assert city.world.balance(li) == 1_000 * YUAN
    assert city.figures(program) == (1_000, 800, 0, 200, 0)
    city.world.do(RefundPayment(payment, 200 * YUAN))
    assert city.world.balance(li) == 1_000 * YUAN
    assert city.figures(program) == (1_000, 800, 200, 0, 0)
    assert city.claim_row(claim).state == ClaimState.OPEN


def test_an_envelope_is_spent_in_parts_and_counts_in_the_payers_limits(city: City) -> None:
    program = city.program()
    li = city.person()
    city.claim(program, li)
    for amount in (50, 150):
        city.pay(li, amount * YUAN)
    assert city.world.usage(li).used_today_minor == 200 * YUAN
    assert city.refuse(li, 1) == ("insufficient_funds", "")


def test_what_is_left_goes_to_its_funder_at_24_00_of_the_last_day(city: City) -> None:
    program = city.program()
    before = city.world.balance(city.funder)
    li = city.person()
    city.claim(program, li)
    city.pay(li, 50 * YUAN)
    city.world.wait(city.row(program).expires_at - city.now - 1)
    assert city.reclaim(program) == (0, 0)
    city.pay(li, 50 * YUAN)
    city.world.wait(1)
    assert city.refuse(li, 100) == ("insufficient_funds", "")
    assert city.reclaim(program) == (1, 900 * YUAN)
    assert city.figures(program) == (1_000, 0, 0, 100, 900)
    assert city.world.balance(city.funder) == before + 900 * YUAN
    assert city.row(program).state == ProgramState.ENDED
    assert city.reclaim(program) == (0, 0)


def test_a_late_refund_goes_to_the_pot_and_on_to_the_funder(city: City) -> None:
    program = city.program()
    li = city.person(100 * YUAN)
    city.claim(program, li)
    payment = city.pay(li, 300 * YUAN)
    city.world.wait(city.row(program).expires_at - city.now)
    city.reclaim(program)
    city.world.do(RefundPayment(payment, 300 * YUAN))
    assert city.world.balance(li) == 100 * YUAN
    assert city.figures(program) == (1_000, 200, 0, 0, 800)
    assert city.reclaim(program) == (0, 200 * YUAN)
    assert city.figures(program) == (1_000, 0, 0, 0, 1_000)


def test_nothing_is_promised_that_is_not_in_the_pot(city: City) -> None:
    program = city.program(budget=399 * YUAN)
    city.claim(program, city.person())
    assert city.world.refuse(ClaimProgram(program, city.person())) == "program_exhausted"
    city.world.do(FundProgram(program, city.funder, 1 * YUAN))
    city.claim(program, city.person())
    assert city.figures(program) == (400, 0, 400, 0, 0)


def test_a_wallet_claims_once_and_a_quota_is_never_passed(city: City) -> None:
    program = city.program(quota=2)
    li = city.person()
    city.claim(program, li)
    assert city.world.refuse(ClaimProgram(program, li)) == "claims_exceeded"
    city.claim(program, city.person())
    assert city.world.refuse(ClaimProgram(program, city.person())) == "program_exhausted"


def test_a_group_of_takers_shares_out_exactly_what_there_is(city: City) -> None:
    program = city.program(budget=600 * YUAN)
    people = [city.person() for _ in range(5)]
    outcomes = city.world.group(*(ClaimProgram(program, wallet) for wallet in [*people, people[0]]))
    assert [getattr(each, "code", "claimed") for each in outcomes] == [
        *["claimed"] * 3,
        *["program_exhausted"] * 2,
        "claims_exceeded",
    ]


def test_a_claim_and_a_payment_out_of_it_may_share_a_group(city: City) -> None:
    from jiaozi.payments.pay import Pay

    program = city.program()
    li = city.person()
    claimed, paid = city.world.group(ClaimProgram(program, li), Pay(li, 200 * YUAN, store=city.far))
    assert (claimed.number, type(paid).__name__) == (1, "Paid")


def test_an_envelope_pays_at_another_bank_and_comes_back_from_there(city_2026: City) -> None:
    city = city_2026
    program = city.program()
    li = city.person(100 * YUAN, city.other)
    city.claim(program, li)
    payment = city.pay(li, 250 * YUAN, city.shop)
    city.world.do(RefundPayment(payment, 250 * YUAN))
    assert city.world.balance(li) == 100 * YUAN
    assert city.figures(program) == (1_000, 800, 200, 0, 0)
    city.world.do(GiveBackClaim(li, city.sources(payment)[0].claim))
    assert city.figures(program) == (1_000, 1_000, 0, 0, 0)


def test_of_several_the_one_that_ends_soonest_is_spent_first_and_comes_back_last(city: City) -> None:
    late, soon = city.program(days=9), city.program(red(face_minor=30 * YUAN), days=2)
    li = city.person()
    claims = [city.claim(late, li), city.claim(soon, li)]
    payment = city.pay(li, 100 * YUAN)
    assert [(row.claim, row.amount_minor // YUAN) for row in city.sources(payment)] == [
        (claims[1], 30),
        (claims[0], 70),
    ]
    city.world.do(RefundPayment(payment, 80 * YUAN))
    assert [row.returned_minor // YUAN for row in city.sources(payment)] == [10, 70]


def test_own_money_alone_pays_where_the_payer_says_so(city: City) -> None:
    program = city.program()
    li = city.person(100 * YUAN)
    claim = city.claim(program, li)
    city.pay(li, 60 * YUAN, claims=())
    assert (city.world.balance(li), city.claim_row(claim).left_minor) == (40 * YUAN, 200 * YUAN)
    assert city.refuse(li, 60 * YUAN, claims=())[0] == "insufficient_funds"


def test_a_named_claim_pays_and_one_that_is_another_s_is_not_there(city: City) -> None:
    first, second = city.program(), city.program()
    li, wang = city.person(), city.person()
    claims = [city.claim(first, li), city.claim(second, li)]
    payment = city.pay(li, 50 * YUAN, claims=(claims[1],))
    assert [row.claim for row in city.sources(payment)] == [claims[1]]
    assert city.refuse(li, 50 * YUAN, claims=(city.claim(first, wang),)) == ("claim_not_found", "")


def test_a_paused_program_gives_and_pays_nothing_until_it_goes_on(city: City) -> None:
    program = city.program()
    li = city.person()
    claim = city.claim(program, li)
    city.world.do(SetProgramState(program, "paused"))
    assert city.world.refuse(ClaimProgram(program, city.person())) == "program_not_open"
    assert city.refuse(li, 50 * YUAN, claims=(claim,)) == ("claim_not_applicable", "program")
    assert city.refuse(li, 50 * YUAN) == ("insufficient_funds", "")
    city.world.do(SetProgramState(program, "open"))
    city.pay(li, 50 * YUAN)


def test_a_stopped_program_takes_back_what_is_not_spent_at_once(city: City) -> None:
    program = city.program()
    li = city.person()
    city.claim(program, li)
    city.pay(li, 50 * YUAN)
    city.world.do(SetProgramState(program, "stopped"))
    assert city.reclaim(program) == (1, 950 * YUAN)
    assert city.figures(program) == (1_000, 0, 0, 50, 950)
    assert city.world.refuse(SetProgramState(program, "open")) == "program_state_invalid"
