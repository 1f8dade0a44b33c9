"""A holder makes what an envelope has left its own money: when the terms let it, once, and never by giving goods
back."""

from collections import Counter

import pytest

from jiaozi.kinds import WalletNo
from jiaozi.payments.refund import RefundPayment
from jiaozi.programs.acts import SetProgramState
from jiaozi.programs.claiming import GiveBackClaim
from jiaozi.programs.model import ClaimState
from jiaozi.programs.parts import Withdrawal, may_withdraw
from jiaozi.programs.terms import Terms, When
from jiaozi.programs.withdrawing import WithdrawClaim
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet
from tests.features.test_races import Race
from tests.features.world import YUAN
from tests.programs.city import DAY, RED, City, red

FREE = red(withdrawable=Withdrawal(allowed=True))
HALF = red(withdrawable=Withdrawal(allowed=True, from_day=3, spent_ppm=500_000))


def refused(city: City, wallet: WalletNo, claim: int) -> tuple[str, str]:
    """The code and the rule by which a withdrawal is refused."""
    refusal = city.world.refusal(WithdrawClaim(wallet, claim))  # type: ignore[arg-type]
    return refusal.code, refusal.rule


def test_what_is_left_is_the_holders_own_for_any_purpose_once(city: City) -> None:
    program, li = city.program(FREE), city.person()
    claim = city.claim(program, li)
    city.pay(li, 50 * YUAN)
    done = city.world.do(WithdrawClaim(li, claim))
    assert (done.claim, done.amount_minor) == (claim, 150 * YUAN)
    assert city.world.balance(li) == 150 * YUAN
    assert city.claim_row(claim).state == ClaimState.UNBOUND
    assert refused(city, li, claim) == ("claim_not_found", "")
    assert (city.figures(program), city.row(program).unbound_minor) == ((1_000, 800, 0, 50, 0), 150 * YUAN)
    city.world.wait(city.row(program).expires_at - city.now)
    assert city.reclaim(program) == (0, 800 * YUAN)


def test_from_the_day_on_and_once_the_share_was_spent(city: City) -> None:
    program, li = city.program(HALF), city.person()
    claim = city.claim(program, li)
    not_yet = ("claim_not_applicable", "withdrawable")
    city.pay(li, 100 * YUAN - 1)
    city.world.wait(city.midnight(1) - city.now - 1)
    assert refused(city, li, claim) == not_yet
    city.world.wait(1)
    assert refused(city, li, claim) == not_yet
    payment = city.pay(li, 1)
    city.world.do(RefundPayment(payment, 1))
    assert refused(city, li, claim) == not_yet
    city.pay(li, 1)
    assert city.world.do(WithdrawClaim(li, claim)).amount_minor == 100 * YUAN


def test_without_the_word_of_the_terms_nobody_withdraws(city: City) -> None:
    li = city.person()
    for terms in (RED, red(withdrawable=Withdrawal(from_day=2))):
        claim = city.claim(city.program(terms), li)
        assert refused(city, li, claim) == ("claim_not_applicable", "withdrawable")


def test_a_refund_after_it_is_the_programs_so_giving_goods_back_makes_no_money(city: City) -> None:
    program, li = city.program(FREE), city.person()
    claim = city.claim(program, li)
    payment = city.pay(li, 150 * YUAN)
    city.world.do(WithdrawClaim(li, claim))
    city.world.do(RefundPayment(payment, 150 * YUAN))
    assert city.world.balance(li) == 50 * YUAN
    assert city.figures(program) == (1_000, 950, 0, 0, 0)


def test_not_of_another_not_frozen_not_paused_not_late(city: City) -> None:
    program, li, wang = city.program(FREE, days=0), city.person(), city.person()
    claim = city.claim(program, li)
    assert refused(city, wang, claim) == ("claim_not_found", "")
    city.world.do(SetProgramState(program, "paused"))
    assert refused(city, li, claim) == ("claim_not_applicable", "program")
    city.world.do(SetProgramState(program, "open"))
    city.world.wait(city.midnight(0) - city.now)
    assert refused(city, li, claim) == ("claim_not_applicable", "expiry")
    assert city.reclaim(program) == (1, 1_000 * YUAN)


@pytest.mark.parametrize("scope", ["all", "out"])
def test_a_frozen_wallet_withdraws_nothing(city: City, scope: str) -> None:
    program, li = city.program(FREE), city.person()
    claim = city.claim(program, li)
    city.world.do(FreezeWallet(li, scope, "an order"))  # type: ignore[arg-type]
    assert refused(city, li, claim) == ("wallet_frozen", "")


def test_a_closed_wallet_withdraws_nothing(city: City) -> None:
    program, li = city.program(FREE), city.person()
    claim = city.claim(program, li)
    city.world.do(CloseWallet(li))
    assert refused(city, li, claim) == ("wallet_closed", "")
    assert city.reclaim(program)[0] == 1


def test_no_wallet_holds_more_by_it_than_its_class_may(city: City) -> None:
    program = city.program(red(face_minor=3_000 * YUAN, withdrawable=Withdrawal(allowed=True)), budget=3_000 * YUAN)
    li = city.world.person(city.bank, "IV")
    claim = city.claim(program, li)
    city.world.fund(li, 7_000 * YUAN + 1)
    assert refused(city, li, claim)[0] == "limit_balance_exceeded"
    city.pay(li, 1, claims=())
    assert city.world.do(WithdrawClaim(li, claim)).amount_minor == 3_000 * YUAN


def test_at_another_bank(city_2026: City) -> None:
    city = city_2026
    program, li = city.program(FREE), city.person(bank=city.other)
    city.world.do(WithdrawClaim(li, city.claim(program, li)))
    assert city.world.balance(li) == 200 * YUAN


def test_withdrawn_paid_and_given_back_at_once_it_is_one_of_them(city: City, race: Race) -> None:
    program = city.program(FREE, budget=2_400 * YUAN)
    people = [city.person() for _ in range(12)]
    claims = [city.claim(program, wallet) for wallet in people]
    told: Counter[str] = race.count(
        [
            command
            for wallet, claim in zip(people, claims, strict=True)
            for command in (WithdrawClaim(wallet, claim), GiveBackClaim(wallet, claim), WithdrawClaim(wallet, claim))
        ]
    )
    assert told["ClaimWithdrawn"] + told["ClaimGivenBack"] == 12
    assert told["claim_not_found"] == 24
    assert sum(city.world.balance(wallet) for wallet in people) == told["ClaimWithdrawn"] * 200 * YUAN
    assert city.row(program).free_minor == told["ClaimGivenBack"] * 200 * YUAN


@pytest.mark.parametrize(
    ("withdrawal", "place"),
    [
        (Withdrawal(allowed=True, from_day=4), "withdrawable.from_day"),
        (Withdrawal(allowed=True, from_day=0), "withdrawable.from_day"),
        (Withdrawal(allowed=True, from_day=9), "withdrawable.from_day"),
        (Withdrawal(allowed=True, spent_ppm=1_000_000), "withdrawable.spent_ppm"),
    ],
)
def test_what_can_never_be_is_refused_with_its_place(city: City, withdrawal: Withdrawal, place: str) -> None:
    valid = When(valid_days=3) if withdrawal.from_day == 4 else When()
    with pytest.raises(AssertionError, match=place.replace(".", r"\.")):
        city.draft(red(withdrawable=withdrawal, when=valid))


def test_of_vouchers_there_is_nothing_to_withdraw(city: City) -> None:
    with pytest.raises(AssertionError, match=r"withdrawable\.allowed"):
        city.draft(Terms(RED.how_much, withdrawable=Withdrawal(allowed=True)), "voucher")


def test_a_share_is_spent_to_the_fen() -> None:
    third = Withdrawal(allowed=True, spent_ppm=333_333)
    assert [may_withdraw(third, 3, left, 0, DAY) for left in (3, 2, 1)] == [False, True, True]
    assert not may_withdraw(Withdrawal(allowed=True, spent_ppm=333_334), 3, 2, 0, DAY)
