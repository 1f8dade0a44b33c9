"""What becomes of what nobody spends, where terms say otherwise than that the funder has it back: the holder's own
money, or another program's; exactly once, also late."""

from typing import Any

import pytest

from jiaozi.clock import HOUR_US
from jiaozi.kinds import ProgramNo, WalletNo
from jiaozi.payments.refund import RefundPayment
from jiaozi.programs.acts import CreateProgram, SetProgramState
from jiaozi.programs.claiming import GiveBackClaim
from jiaozi.programs.model import ClaimState, ProgramState
from jiaozi.programs.parts import Rest
from jiaozi.programs.terms import HowMuch, Terms, When
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from tests.features.world import YUAN
from tests.programs.city import DAY, RED, City, red

HOLDER = red(rest=Rest("holder"))


def end(city: City, program: ProgramNo, late: int = 0) -> tuple[int, int]:
    """Lets a program end, and the worker come so much later."""
    city.world.wait(city.row(program).expires_at - city.now + late)
    return city.reclaim(program)


@pytest.mark.parametrize("late", [0, 9 * DAY])
def test_what_is_left_at_the_end_is_the_holders_own_once(city: City, late: int) -> None:
    program, li, wang = city.program(HOLDER), city.person(100 * YUAN), city.person()
    claims = city.claim(program, li), city.claim(program, wang)
    city.pay(li, 150 * YUAN)
    assert end(city, program, late) == (2, 600 * YUAN)
    assert city.reclaim(program) == (0, 0)
    assert (city.world.balance(li), city.world.balance(wang)) == (150 * YUAN, 200 * YUAN)
    assert [city.claim_row(claim).state for claim in claims] == [ClaimState.UNBOUND] * 2
    assert city.row(program).unbound_minor == 250 * YUAN
    assert city.figures(program) == (1_000, 0, 0, 150, 600)
    assert city.row(program).state == ProgramState.ENDED


def test_it_is_the_funders_at_the_last_moment_of_the_claim_and_the_holders_at_the_next(city: City) -> None:
    program, li = city.program(HOLDER), city.person()
    claim = city.claim(program, li)
    city.world.wait(city.row(program).expires_at - city.now - 1)
    assert city.reclaim(program) == (0, 0)
    assert city.world.do(GiveBackClaim(li, claim)).amount_minor == 200 * YUAN
    city.world.wait(1)
    assert city.reclaim(program) == (0, 1_000 * YUAN)


def test_a_claim_that_ends_before_its_program_does_is_its_holders_then(city: City) -> None:
    program, li = city.program(red(rest=Rest("holder"), when=When(valid_days=1))), city.person()
    city.claim(program, li)
    city.world.wait(city.midnight(0) - city.now)
    assert city.reclaim(program) == (1, 0)
    assert city.world.balance(li) == 200 * YUAN
    assert city.row(program).state == ProgramState.OPEN


@pytest.mark.parametrize(("stopped", "own"), [(-1, 0), (1, 200)])
def test_a_stop_takes_back_what_had_not_ended_and_nothing_else(city: City, stopped: int, own: int) -> None:
    program, li = city.program(red(rest=Rest("holder"), when=When(valid_days=1))), city.person()
    city.claim(program, li)
    city.world.wait(city.midnight(0) - city.now + stopped * HOUR_US)
    city.world.do(SetProgramState(program, "stopped"))
    city.world.wait(2 * DAY)
    city.reclaim(program)
    assert city.world.balance(li) == own * YUAN
    assert city.row(program).reclaimed_minor == (1_000 - own) * YUAN


@pytest.mark.parametrize(("then", "own"), [("open", 200), ("stopped", 0)])
@pytest.mark.parametrize("days", [9, 0], ids=["while its program lasts", "with its program"])
def test_what_ends_during_a_pause_waits_for_what_two_people_do(city: City, then: Any, own: int, days: int) -> None:
    program, li = city.program(red(rest=Rest("holder"), when=When(valid_days=1)), days=days), city.person()
    claim = city.claim(program, li)
    city.world.do(SetProgramState(program, "paused"))
    city.world.wait(city.midnight(0) - city.now)
    assert city.reclaim(program)[0] == 0
    assert (city.world.balance(li), city.claim_row(claim).state) == (0, ClaimState.OPEN)
    city.world.wait(DAY)
    city.world.do(SetProgramState(program, then))
    assert city.reclaim(program)[0] == 1
    assert city.world.balance(li) == own * YUAN
    assert city.row(program).state == (ProgramState.OPEN if days and then == "open" else ProgramState.ENDED)


@pytest.mark.parametrize(("moment", "own"), [(-1, 0), (0, 200)])
def test_a_pause_keeps_what_had_not_ended_before_it_to_the_microsecond(city: City, moment: int, own: int) -> None:
    program, li = city.program(red(rest=Rest("holder"), when=When(valid_days=1))), city.person()
    city.claim(program, li)
    city.world.wait(city.midnight(0) - city.now + moment)
    city.world.do(SetProgramState(program, "paused"))
    city.world.wait(9 * HOUR_US)
    city.world.do(SetProgramState(program, "stopped"))
    city.reclaim(program)
    assert city.world.balance(li) == own * YUAN


def test_a_paused_program_that_is_over_and_keeps_nothing_is_not_opened(city: City) -> None:
    program = city.program(HOLDER, days=0)
    city.world.do(SetProgramState(program, "paused"))
    city.world.wait(DAY)
    assert city.world.refusal(SetProgramState(program, "open")).code == "program_state_invalid"


def test_a_frozen_wallet_waits_and_keeps_nobody_else_waiting(city: City) -> None:
    program, li, wang = city.program(HOLDER), city.person(), city.person()
    city.claim(program, li), city.claim(program, wang)
    freeze = city.world.do(FreezeWallet(li, "all", "an order")).freeze
    assert end(city, program) == (1, 600 * YUAN)
    assert (city.world.balance(li), city.world.balance(wang)) == (0, 200 * YUAN)
    assert city.row(program).state == ProgramState.OPEN
    assert city.refuse(li, 10 * YUAN)[0] == "wallet_frozen"
    city.world.do(UnfreezeWallet(li, freeze))
    assert city.refuse(li, 10 * YUAN)[0] == "insufficient_funds"
    assert city.reclaim(program) == (1, 0)
    assert city.world.balance(li) == 200 * YUAN
    assert city.row(program).state == ProgramState.ENDED


def test_a_wallet_that_may_hold_no_more_waits_until_there_is_room(city: City) -> None:
    program = city.program(red(rest=Rest("holder"), face_minor=3_000 * YUAN), budget=3_000 * YUAN)
    li = city.world.person(city.bank, "IV")
    city.claim(program, li)
    city.world.fund(li, 7_000 * YUAN + 1)
    assert end(city, program) == (0, 0)
    city.pay(li, 1, claims=())
    assert city.reclaim(program) == (1, 0)
    assert city.world.balance(li) == 10_000 * YUAN


def test_who_closes_her_wallet_leaves_it_to_the_funder(city: City) -> None:
    program, li = city.program(HOLDER), city.person()
    city.claim(program, li)
    city.world.do(CloseWallet(li))
    assert end(city, program)[1] == 1_000 * YUAN
    assert city.row(program).unbound_minor == 0


def test_a_refund_after_the_end_goes_to_the_pot_and_the_funder(city: City) -> None:
    program, li = city.program(HOLDER), city.person()
    city.claim(program, li)
    payment = city.pay(li, 150 * YUAN)
    end(city, program)
    city.world.do(RefundPayment(payment, 150 * YUAN))
    assert city.world.balance(li) == 50 * YUAN
    assert city.reclaim(program) == (0, 150 * YUAN)
    assert (city.row(program).unbound_minor, city.figures(program)) == (50 * YUAN, (1_000, 0, 0, 0, 950))


def test_at_another_bank_it_reaches_the_holder_too(city_2026: City) -> None:
    city = city_2026
    program, li = city.program(HOLDER), city.person(bank=city.other)
    city.claim(program, li)
    end(city, program)
    assert city.world.balance(li) == 200 * YUAN


def test_the_rest_of_a_program_goes_to_another_one_of_the_same_funder(city: City) -> None:
    heir = city.program(budget=0, days=30)
    program, li = city.program(red(rest=Rest("program", heir))), city.person()
    claim = city.claim(program, li)
    payment = city.pay(li, 150 * YUAN)
    funds, before = city.world.wallet(city.funder).funds, city.world.balance(city.funder)
    assert end(city, program) == (1, 850 * YUAN)
    assert city.claim_row(claim).state == ClaimState.EXPIRED
    assert (city.figures(program), city.figures(heir)) == ((1_000, 0, 0, 150, 850), (850, 850, 0, 0, 0))
    assert city.world.balance(city.funder) == before
    assert city.world.wallet(city.funder).funds == funds
    city.world.do(RefundPayment(payment, 150 * YUAN))
    assert city.reclaim(program) == (0, 150 * YUAN)
    assert city.figures(heir) == (1_000, 1_000, 0, 0, 0)
    assert city.claim(heir, li)


def test_where_the_other_is_over_or_stopped_the_funder_has_it_back(city: City) -> None:
    heir = city.program(budget=0, days=30)
    program = city.program(red(rest=Rest("program", heir)))
    city.world.do(SetProgramState(heir, "stopped"))
    before = city.world.balance(city.funder)
    assert end(city, program) == (0, 1_000 * YUAN)
    assert city.world.balance(city.funder) == before + 1_000 * YUAN


def test_a_frozen_funders_rest_stays_where_it_is(city: City) -> None:
    heir = city.program(budget=0, days=30)
    program = city.program(red(rest=Rest("program", heir)))
    freeze = city.world.do(FreezeWallet(city.funder, "all", "an order")).freeze
    assert end(city, program) == (0, 0)
    city.world.do(UnfreezeWallet(city.funder, freeze))
    assert city.reclaim(program) == (0, 1_000 * YUAN)
    assert city.figures(heir)[0] == 1_000


def test_only_a_program_of_the_same_funder_that_ends_later_can_have_it(city: City) -> None:
    soon, same, mine = city.draft(days=1), city.draft(days=6), city.funder
    city.funder = city.world.company(city.bank)
    other, city.funder = city.draft(days=60), mine
    for number in (soon, other, same, ProgramNo(12_345)):
        command = _draft(city, city.funder, red(rest=Rest("program", number)))
        refusal = city.world.refusal(command)
        assert (refusal.code, refusal.detail.partition(":")[0]) == ("program_terms_invalid", "rest.program")


def _draft(city: City, funder: WalletNo, terms: Terms, kind: Any = "envelope") -> CreateProgram:
    ends = city.midnight(6)
    return CreateProgram(funder, kind, "Rest", "余额", terms, city.now, ends, ends)


@pytest.mark.parametrize(
    ("kind", "rest", "place"),
    [
        ("voucher", Rest("holder"), "rest.to"),
        ("envelope", Rest("program"), "rest.program"),
        ("envelope", Rest("holder", ProgramNo(16)), "rest.program"),
        ("envelope", Rest("reclaimed", ProgramNo(16)), "rest.program"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_place(city: City, kind: str, rest: Rest, place: str) -> None:
    refusal = city.world.refusal(_draft(city, city.funder, Terms(HowMuch(face_minor=500), rest=rest), kind))
    assert (refusal.code, refusal.detail.partition(":")[0]) == ("program_terms_invalid", place)


def test_to_say_what_holds_anyway_is_to_say_nothing(city: City) -> None:
    assert city.row(city.draft(red(rest=Rest()))).terms == city.row(city.draft(RED)).terms
