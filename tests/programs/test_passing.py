"""A holder passes an envelope on: all that is left, to whom the terms allow, as often as they say; the end, the purpose
and the counts stay, and nothing is there twice."""

from collections import Counter
from typing import Any

import pytest

from jiaozi.errors import Refusal
from jiaozi.kinds import WalletNo
from jiaozi.payments.lineage.model import Step
from jiaozi.payments.lineage.store import lineage_page
from jiaozi.payments.passing import PassClaim
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.store import refused_of_payee
from jiaozi.programs.acts import SetProgramState
from jiaozi.programs.claiming import GiveBackClaim
from jiaozi.programs.model import GRANTED_MAX, RECEIVED_MAX, RECEIVED_OF_ONE, ClaimState
from jiaozi.programs.parts import Passing, Rest, Withdrawal
from jiaozi.programs.terms import Terms, When, Who
from jiaozi.programs.withdrawing import WithdrawClaim
from jiaozi.scheme.settlement import AgreeNetting
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from tests.features.test_races import Race
from tests.features.world import YUAN
from tests.programs.city import RED, City, red

ONCE = red(transferable=Passing(1))


def claims_of(city: City, wallet: WalletNo) -> list[Any]:
    """The claims of a wallet."""
    return [city.claim_row(number) for (number,) in city.world.query(f"SELECT id FROM claims WHERE wallet = {wallet}")]


def refused(city: City, wallet: WalletNo, claim: int, receiver: WalletNo) -> tuple[str, str]:
    """The code and the rule by which it is refused to pass a claim on."""
    refusal = city.world.refusal(PassClaim(wallet, claim, receiver))  # type: ignore[arg-type]
    return refusal.code, refusal.rule


def test_all_that_is_left_is_the_others_for_the_same_purpose_until_the_same_end(city: City) -> None:
    program = city.program(red(transferable=Passing(1), when=When(valid_days=2)))
    li, wang = city.person(), city.person()
    claim = city.claim(program, li)
    city.pay(li, 50 * YUAN)
    done = city.world.do(PassClaim(li, claim, wang))
    assert (done.claim, done.receiver, done.amount_minor) == (claim, wang, 150 * YUAN)
    (new,) = claims_of(city, wang)
    old = city.claim_row(claim)
    assert (old.state, old.left_minor) == (ClaimState.PASSED, 0)
    assert (new.left_minor, new.value_minor, new.passes, new.number) == (150 * YUAN, 200 * YUAN, 1, 2)
    assert (new.expires_at, new.claimed_at) == (old.expires_at, old.claimed_at)
    assert city.refuse(li, 10 * YUAN)[0] == "insufficient_funds"
    city.pay(wang, 100 * YUAN)
    assert (city.world.balance(li), city.world.balance(wang)) == (0, 0)
    assert city.figures(program) == (1_000, 800, 50, 150, 0)
    city.world.wait(new.expires_at - city.now)
    assert city.reclaim(program) == (1, 0)
    assert city.figures(program) == (1_000, 850, 0, 150, 0)


@pytest.mark.parametrize("times", [0, 1, 3])
def test_as_often_as_the_terms_say(city: City, times: int) -> None:
    program, people = city.program(red(transferable=Passing(times))), [city.person() for _ in range(5)]
    claim = city.claim(program, people[0])
    for n in range(times):
        city.world.do(PassClaim(people[n], claim, people[n + 1]))
        (claim,) = [each.id for each in claims_of(city, people[n + 1])]
    assert refused(city, people[times], claim, people[times + 1]) == ("claim_not_applicable", "transferable")


def test_what_concerns_the_receiver_is_told_in_one_word(city: City) -> None:
    terms = red(transferable=Passing(1), who=Who(classes=("II",)), face_minor=600 * YUAN)
    program, li = city.program(terms, budget=6_000 * YUAN), city.person()
    claim = city.claim(program, li)
    anonymous, closed, frozen, full, nobody = (
        city.world.person(city.bank, "IV"),
        city.person(),
        city.person(),
        city.person(499_500 * YUAN),
        WalletNo(12_345),
    )
    city.world.do(CloseWallet(closed))
    city.world.do(FreezeWallet(frozen, "all", "an order"))
    for receiver in (anonymous, closed, frozen, full, nobody):
        assert refused(city, li, claim, receiver) == ("payee_cannot_receive", "")
    assert refused(city, li, claim, li) == ("accounts_same", "")


@pytest.mark.parametrize("tries", [4, 5])
def test_who_passes_on_hears_of_a_wallet_five_times_a_day(city: City, tries: int) -> None:
    program, li, wang, zhao = city.program(ONCE), city.person(100), city.person(), city.person()
    claim, freeze = city.claim(program, li), city.world.do(FreezeWallet(wang, "all", "an order")).freeze
    for _ in range(tries):
        assert refused(city, li, claim, wang) == ("payee_cannot_receive", "")
    with city.world.platform.snapshot() as connection:
        (kept,) = refused_of_payee(connection, wang)
    assert (kept.payer, kept.refusals, kept.reason) == (li, tries, "wallet_frozen")
    city.world.do(UnfreezeWallet(wang, freeze))
    if tries == 4:
        assert city.world.do(PassClaim(li, claim, wang)).receiver == wang
        return
    assert refused(city, li, claim, wang) == ("payee_cannot_receive", "")
    assert city.world.refusal(Pay(li, 1, payee=wang, kind="person")).code == "payee_cannot_receive"
    city.world.wait(city.midnight(0) - city.now)
    assert city.world.do(PassClaim(li, claim, wang)).receiver == wang
    assert city.world.do(PassClaim(zhao, city.claim(program, zhao), city.person())).amount_minor == 200 * YUAN


def test_that_a_bank_cannot_settle_is_the_same_word_of_a_wallet_there(city_2026: City) -> None:
    city = city_2026
    program, li, far = city.program(ONCE), city.person(), city.person(bank=city.other)
    claim = city.claim(program, li)
    city.world.do(AgreeNetting(city.bank, city.other, 1))
    assert refused(city, li, claim, far) == ("payee_cannot_receive", "")
    assert city.claim_row(claim).left_minor == 200 * YUAN


def test_what_is_granted_to_a_list_is_passed_on_within_it(city: City) -> None:
    program = city.program(red(transferable=Passing(1), who=Who(listed=True)))
    li, wang = city.person(), city.person()
    city.grant(program, li)
    (claim,) = claims_of(city, li)
    assert refused(city, li, claim.id, wang) == ("payee_cannot_receive", "")
    city.grant(program, wang)
    assert city.world.do(PassClaim(li, claim.id, wang)).receiver == wang


def test_who_passes_on_has_had_it_and_takes_no_other(city: City) -> None:
    program, li = city.program(ONCE), city.person()
    city.world.do(PassClaim(li, city.claim(program, li), city.person()))
    with pytest.raises(AssertionError, match="claims_exceeded"):
        city.claim(program, li)


def test_what_others_pass_on_takes_nobodys_own_claim_or_grant(city: City) -> None:
    program, aid = city.program(ONCE), city.program(red(who=Who(listed=True)))
    mallory, victim = city.person(), city.person()
    claim = city.claim(program, mallory)
    city.pay(mallory, 200 * YUAN - 1)
    city.world.do(PassClaim(mallory, claim, victim))
    own = city.claim(program, victim)
    assert city.grant(program, victim).granted == 0  # she has had her own one
    assert city.grant(aid, victim).granted == 1
    assert city.claim_row(own).left_minor == 200 * YUAN
    assert (city.pocket(victim, program).claims, city.pocket(victim, program).received) == (2, 1)


@pytest.mark.parametrize(("per_wallet", "most"), [(1, 1), (3, 3), (0, RECEIVED_OF_ONE)])
def test_a_wallet_receives_as_many_of_a_program_as_it_may_have_of_it(city: City, per_wallet: int, most: int) -> None:
    program, wang = city.program(red(transferable=Passing(1), face_minor=1, per_wallet=per_wallet)), city.person()
    for _ in range(most):
        li = city.person()
        city.world.do(PassClaim(li, city.claim(program, li), wang))
    li = city.person()
    assert refused(city, li, city.claim(program, li), wang) == ("payee_cannot_receive", "")
    assert city.claim(program, wang)


def test_what_a_wallet_receives_of_all_programs_leaves_room_for_grants_and_its_own(city: City) -> None:
    wang, mallory, aid = city.person(), city.person(), city.program(red(per_wallet=0, face_minor=1))
    junk = [city.program(red(transferable=Passing(1), face_minor=1, per_wallet=0)) for _ in range(5)]
    outcomes = [
        city.world.outcome(PassClaim(mallory, city.claim(program, mallory), wang))
        for program in junk
        for _ in range(RECEIVED_OF_ONE)
    ]
    assert sum(not isinstance(each, Refusal) for each in outcomes) == RECEIVED_MAX
    assert city.grant(aid, *[wang] * (GRANTED_MAX - RECEIVED_MAX)).granted == GRANTED_MAX - RECEIVED_MAX
    assert city.claim(aid, wang)


def test_a_quota_counts_what_was_passed_on_once(city: City) -> None:
    program, li, wang, zhao = city.program(ONCE, quota=2), city.person(), city.person(), city.person()
    city.world.do(PassClaim(li, city.claim(program, li), wang))
    city.claim(program, zhao)
    with pytest.raises(AssertionError, match="program_exhausted"):
        city.claim(program, city.person())
    (new,) = claims_of(city, wang)
    city.world.do(GiveBackClaim(wang, new.id))
    assert city.claim(program, city.person())


def test_a_refund_of_what_the_giver_paid_is_the_programs(city: City) -> None:
    program, li, wang = city.program(ONCE), city.person(), city.person()
    claim = city.claim(program, li)
    payment = city.pay(li, 50 * YUAN)
    city.world.do(PassClaim(li, claim, wang))
    city.world.do(RefundPayment(payment, 50 * YUAN))
    assert city.figures(program) == (1_000, 850, 150, 0, 0)
    paid = city.pay(wang, 60 * YUAN)
    city.world.do(RefundPayment(paid, 60 * YUAN))
    assert city.figures(program) == (1_000, 850, 150, 0, 0)


def test_the_givers_limits_count_it(city: City) -> None:
    program = city.program(red(transferable=Passing(1), face_minor=3_000 * YUAN), budget=9_000 * YUAN)
    li = city.world.person(city.bank, "IV")
    assert refused(city, li, city.claim(program, li), city.person())[0] == "limit_single_exceeded"
    small, wang = city.program(red(transferable=Passing(1), face_minor=1_500 * YUAN), budget=9_000 * YUAN), li
    city.world.do(PassClaim(wang, city.claim(small, wang), city.person()))
    assert city.world.usage(wang).used_today_minor == 1_500 * YUAN


@pytest.mark.parametrize("scope", ["all", "out"])
def test_a_frozen_wallet_passes_nothing_on(city: City, scope: str) -> None:
    program, li = city.program(ONCE), city.person()
    claim = city.claim(program, li)
    city.world.do(FreezeWallet(li, scope, "an order"))  # type: ignore[arg-type]
    assert refused(city, li, claim, city.person()) == ("wallet_frozen", "")


def test_not_of_another_not_paused_not_late(city: City) -> None:
    program, li, wang = city.program(ONCE, days=0), city.person(), city.person()
    claim = city.claim(program, li)
    assert refused(city, wang, claim, city.person()) == ("claim_not_found", "")
    city.world.do(SetProgramState(program, "paused"))
    assert refused(city, li, claim, wang) == ("claim_not_applicable", "program")
    city.world.do(SetProgramState(program, "open"))
    city.world.wait(city.midnight(0) - city.now)
    assert refused(city, li, claim, wang) == ("claim_not_applicable", "expiry")


def test_a_wallet_that_closes_after_it_was_given_leaves_it_to_the_funder(city: City) -> None:
    program, li, wang = city.program(ONCE), city.person(), city.person()
    city.world.do(PassClaim(li, city.claim(program, li), wang))
    city.world.do(CloseWallet(li))
    city.world.do(CloseWallet(wang))
    assert city.reclaim(program)[0] == 1
    assert city.figures(program) == (1_000, 1_000, 0, 0, 0)


def test_what_the_terms_leave_to_holders_is_the_last_ones(city: City) -> None:
    terms = red(transferable=Passing(1), rest=Rest("holder"), withdrawable=Withdrawal(allowed=True, from_day=2))
    program, li, wang, zhao = city.program(terms), city.person(), city.person(), city.person()
    city.world.do(PassClaim(li, city.claim(program, li), wang))
    city.world.do(PassClaim(zhao, city.claim(program, zhao), (other := city.person())))
    city.world.wait(city.midnight(0) - city.now)
    (new,) = claims_of(city, wang)
    assert city.world.do(WithdrawClaim(wang, new.id)).amount_minor == 200 * YUAN
    city.world.wait(city.row(program).expires_at - city.now)
    city.reclaim(program)
    assert [city.world.balance(each) for each in (li, wang, zhao, other)] == [0, 200 * YUAN, 0, 200 * YUAN]


def test_between_banks(city_2026: City) -> None:
    city = city_2026
    program, li, wang = city.program(ONCE), city.person(), city.person(bank=city.other)
    city.world.do(PassClaim(li, city.claim(program, li), wang))
    city.pay(wang, 200 * YUAN, city.far)
    assert city.figures(program) == (1_000, 800, 0, 200, 0)


def test_the_lineage_follows_it(city: City) -> None:
    program, li, wang = city.program(ONCE), city.person(), city.person()
    claim = city.claim(program, li)
    city.pay(li, 50 * YUAN)
    city.world.do(PassClaim(li, claim, wang))
    payment = city.pay(wang, 100 * YUAN)
    with city.world.platform.snapshot() as connection:
        steps = [each for _, each in lineage_page(connection, program, (0, 0, 0), 100)]
    (given,) = [each for each in steps if each.step == Step.PASSED]
    (new,) = claims_of(city, wang)
    assert (given.wallet, given.claim, given.former, given.amount_minor) == (wang, new.id, claim, 150 * YUAN)
    assert [each.claim for each in steps if each.step == Step.CLAIMED] == [claim]
    assert [each.claim for each in steps if each.payment == payment] == [new.id]
    left = sum(each.left_minor for each in steps if each.step in (Step.CLAIMED, Step.PASSED))
    assert left == city.row(program).held_minor == 50 * YUAN


def test_of_two_who_are_given_it_at_once_one_has_it(city: City, race: Race) -> None:
    program = city.program(ONCE, budget=2_400 * YUAN)
    people, friends = [city.person() for _ in range(12)], [city.person() for _ in range(24)]
    commands: list[object] = []
    for n, wallet in enumerate(people):
        claim = city.claim(program, wallet)
        commands += [PassClaim(wallet, claim, friends[2 * n]), PassClaim(wallet, claim, friends[2 * n + 1])]
    told: Counter[str] = race.count(commands)
    assert told == Counter({"ClaimPassed": 12, "claim_not_found": 12})
    assert sum(len(claims_of(city, friend)) for friend in friends) == 12
    assert city.figures(program) == (2_400, 0, 2_400, 0, 0)


def test_two_who_give_each_other_theirs_at_once_do_not_wait_for_ever(city: City, race: Race) -> None:
    program = city.program(red(transferable=Passing(1), per_wallet=2), budget=800 * YUAN)
    li, wang = city.person(), city.person()
    mine, yours = city.claim(program, li), city.claim(program, wang)
    assert race.count([PassClaim(li, mine, wang), PassClaim(wang, yours, li)]) == Counter({"ClaimPassed": 2})


def test_of_vouchers_nothing_is_passed_on(city: City) -> None:
    with pytest.raises(AssertionError, match=r"transferable\.times"):
        city.draft(Terms(RED.how_much, transferable=Passing(1)), "voucher")
    with pytest.raises(AssertionError, match=r"transferable\.times"):
        city.draft(red(transferable=Passing(1_001)))


def test_the_receiver_hears_of_it_and_not_from_whom(city: City) -> None:
    program, li, wang = city.program(ONCE), city.person(), city.person()
    outcome = city.world.outcome(PassClaim(li, city.claim(program, li), wang))
    assert not isinstance(outcome, Refusal)
    told = city.world.query("SELECT kind, payload FROM events WHERE kind = 'claim.received'")
    assert len(told) == 1
    assert str(li) not in str(told[0][1])
