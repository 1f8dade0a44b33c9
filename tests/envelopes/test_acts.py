"""An envelope's money is the sender's until it is claimed; a share is had once, and the rest comes back after a day."""

from dataclasses import replace

import pytest

from jiaozi.clock import DAY_US
from jiaozi.envelopes.model import ClaimEnvelope, EnvelopeState, ExpireEnvelope, SendEnvelope
from jiaozi.kinds import EnvelopeNo, WalletNo
from jiaozi.payments.holds import CaptureHold, ReleaseHold
from jiaozi.payments.refund import RefundPayment
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet
from tests.envelopes.family import TOKEN, Family
from tests.features.world import YUAN, World


def test_the_one_who_is_named_has_all_of_it(family: Family) -> None:
    li, before = family.people[1], family.world.balance(family.sends)
    number = family.send(88 * YUAN, division="named", to=li)
    assert family.world.refuse(family.claim(number, family.people[0])) == "envelope_not_found"
    assert family.claimed(number, li) == 88 * YUAN
    assert family.world.balance(li) == 88 * YUAN
    assert family.world.balance(family.sends) == before - 88 * YUAN
    assert family.row(number).state == EnvelopeState.EMPTY


def test_equal_shares_go_to_whoever_comes_first_and_losers_are_told_at_once(family: Family) -> None:
    number = family.send(1_000, 3)
    assert [family.claimed(number, wallet) for wallet in family.people[:3]] == [334, 333, 333]
    assert family.world.refuse(family.claim(number, family.people[3])) == "envelope_empty"
    assert [each.number for each in family.claims(number)] == [1, 2, 3]


def test_lucky_shares_are_the_whole_amount(family: Family) -> None:
    number = family.send(101, 4, "lucky")
    shares = [family.claimed(number, wallet) for wallet in family.people]
    assert sum(shares) == 101
    assert [family.world.balance(wallet) for wallet in family.people] == shares


def test_a_holder_has_one_share(family: Family) -> None:
    number = family.send(1_000, 3)
    family.claimed(number, family.people[0])
    assert family.world.refuse(family.claim(number, family.people[0])) == "envelope_claimed"


def test_a_retry_is_answered_with_the_share_that_was_drawn(family: Family) -> None:
    command = family.claim(family.send(1_000, 3, "lucky"), family.people[0])
    first = family.world.do(command, key="once")
    assert family.world.do(command, key="once") == first
    assert family.world.balance(family.people[0]) == first.amount_minor


def test_the_sender_may_draw_of_a_lucky_one_and_of_no_other(family: Family) -> None:
    before = family.world.balance(family.sends)
    lucky = family.send(1_000, 3, "lucky")
    family.claimed(lucky, family.sends)
    assert family.world.balance(family.sends) == before
    assert family.world.refuse(family.claim(lucky, family.sends)) == "envelope_claimed"
    assert [each.payment for each in family.claims(lucky)] == [0]
    assert family.world.refuse(family.claim(family.send(), family.sends)) == "accounts_same"


def test_a_claim_is_a_payment_from_person_to_person(family: Family) -> None:
    number = family.send()
    claimed = family.world.do(family.claim(number, family.people[1]))
    payment = family.world.payment(claimed.payment)
    assert (payment.payer, payment.payee, payment.amount_minor) == (family.sends, family.people[1], 10 * YUAN)
    family.world.do(RefundPayment(payment.id, 4 * YUAN))
    assert family.world.balance(family.people[1]) == 6 * YUAN


def test_it_counts_against_the_sender_s_limits_when_it_is_sent_and_what_comes_back_counts_no_more(
    family: Family,
) -> None:
    number = family.send(1_000, 2)
    assert family.world.usage(family.sends).used_today_minor == 1_000
    family.claimed(number, family.people[0])
    assert family.world.usage(family.sends).used_today_minor == 1_000
    family.world.wait(DAY_US)
    family.expire()
    assert family.world.usage(family.sends).used_year_minor == 500


def test_what_passes_the_sender_s_limit_or_money_is_refused(family: Family) -> None:
    poor = family.people[0]
    refuse = family.world.refuse
    assert refuse(SendEnvelope(poor, "equal", 1, token_hash=TOKEN)) == "insufficient_funds"
    family.world.fund(poor, 6_000 * YUAN)
    assert refuse(SendEnvelope(poor, "equal", 5_001 * YUAN, token_hash=TOKEN)) == "limit_single_exceeded"


def test_a_wallet_takes_no_more_than_its_class_may_hold_and_the_share_stays(family: Family) -> None:
    small = family.world.person(family.bank)
    family.world.fund(small, 9_999 * YUAN)
    number = family.send(2 * YUAN, 1)
    assert family.world.refuse(family.claim(number, small)) == "limit_balance_exceeded"
    assert family.row(number).taken == 0
    assert family.claimed(number, family.people[0]) == 2 * YUAN


def test_the_rest_comes_back_after_a_day_once(family: Family) -> None:
    before = family.world.balance(family.sends)
    number = family.send(1_000, 4)
    family.claimed(number, family.people[0])
    assert family.world.refuse(ExpireEnvelope(number)) == "hold_not_expired"
    family.world.wait(DAY_US - 1)
    family.claimed(number, family.people[1])
    family.world.wait(1)
    assert family.world.refuse(family.claim(number, family.people[2])) == "envelope_expired"
    assert [each.returned_minor for each in family.expire()] == [500]
    assert family.world.balance(family.sends) == before - 500
    assert family.expire() == []
    assert family.world.refuse(ExpireEnvelope(number)) == "envelope_expired"
    assert family.world.refuse(family.claim(number, family.people[2])) == "envelope_expired"


def test_after_days_without_a_worker_each_comes_back_once_and_none_is_claimed_late(family: Family) -> None:
    before = family.world.balance(family.sends)
    numbers = [family.send(100, 2, "lucky") for _ in range(5)]
    family.world.wait(9 * DAY_US)
    assert family.world.refuse(family.claim(numbers[0], family.people[0])) == "envelope_expired"
    assert [each.returned_minor for each in family.expire()] == [100] * 5
    assert family.world.balance(family.sends) == before


def test_a_wrong_token_and_no_envelope_look_the_same(family: Family) -> None:
    number, refuse = family.send(), family.world.refuse
    assert refuse(ClaimEnvelope(number, "0" * 64, family.people[0])) == "envelope_not_found"
    assert refuse(ClaimEnvelope(EnvelopeNo(number + 16), TOKEN, family.people[0])) == "envelope_not_found"
    assert refuse(family.claim(number, WalletNo(5))) == "wallet_not_found"
    assert refuse(ExpireEnvelope(EnvelopeNo(number + 16))) == "envelope_not_found"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"amount_minor": 0}, "amount_invalid"),
        ({"amount_minor": 2, "shares": 3}, "amount_invalid"),
        ({"shares": 0}, "request_malformed"),
        ({"shares": 1_001}, "request_malformed"),
        ({"division": "unequal"}, "request_malformed"),
        ({"division": "named"}, "request_malformed"),
        ({"recipient": WalletNo(5)}, "request_malformed"),
        ({"division": "named", "recipient": WalletNo(5), "shares": 2}, "request_malformed"),
        ({"token_hash": ""}, "request_malformed"),
        ({"wallet": WalletNo(5)}, "wallet_not_found"),
        ({"division": "named", "recipient": WalletNo(5)}, "payee_cannot_receive"),
    ],
    ids=str,
)
def test_what_makes_no_envelope_is_refused(family: Family, change: dict[str, object], code: str) -> None:
    good = SendEnvelope(family.sends, "equal", 100, 1, WalletNo(0), TOKEN)
    assert family.world.refuse(replace(good, **change)) == code  # type: ignore[arg-type]


def test_nobody_names_himself(family: Family) -> None:
    command = SendEnvelope(family.sends, "named", 100, 1, family.sends, TOKEN)
    assert family.world.refuse(command) == "accounts_same"


def test_a_freeze_of_all_the_sender_has_stops_claims_and_the_rest_comes_back_to_it(family: Family) -> None:
    number, before = family.send(1_000, 2), family.world.balance(family.sends)
    family.world.do(FreezeWallet(family.sends, "out", "a court"))
    family.claimed(number, family.people[0])
    family.world.do(FreezeWallet(family.sends, "all", "a court"))
    assert family.world.refuse(family.claim(number, family.people[1])) == "payer_cannot_pay"
    family.world.wait(DAY_US)
    assert [each.returned_minor for each in family.expire()] == [500]
    assert family.world.balance(family.sends) == before - 500
    assert family.world.refuse(SendEnvelope(family.sends, "equal", 1, token_hash=TOKEN)) == "wallet_frozen"


def test_a_frozen_wallet_claims_nothing(family: Family) -> None:
    number = family.send()
    family.world.do(FreezeWallet(family.people[0], "all", "a court"))
    assert family.world.refuse(family.claim(number, family.people[0])) == "wallet_frozen"


def test_a_wallet_with_an_open_envelope_does_not_close_and_a_closed_one_claims_nothing(family: Family) -> None:
    sender, closed = family.people[0], family.people[2]
    family.world.fund(sender, 100)
    number = family.send(100, sender=sender)
    assert family.world.refuse(CloseWallet(sender)) == "wallet_not_empty"
    family.world.do(CloseWallet(closed))
    assert family.world.refuse(family.claim(number, closed)) == "wallet_closed"
    family.claimed(number, family.people[1])
    family.world.do(CloseWallet(sender))


def test_its_hold_is_no_payment_s(family: Family) -> None:
    number = family.send()
    assert family.world.refuse(CaptureHold(number, 1)) == "payment_not_found"  # type: ignore[arg-type]
    assert family.world.refuse(ReleaseHold(number)) == "payment_not_found"  # type: ignore[arg-type]


def test_under_hong_kong_s_rules_nobody_sends_or_claims(world_2026: World) -> None:
    family = Family(world_2026)
    number = family.send()
    there = world_2026.person(family.bank, prefix="+852")
    assert world_2026.refuse(family.claim(number, there)) == "usage_not_allowed"
    world_2026.fund(there, 100)
    assert world_2026.refuse(SendEnvelope(there, "equal", 100, token_hash=TOKEN)) == "usage_not_allowed"


def test_it_is_the_same_while_digital_yuan_is_a_deposit(world_2026: World) -> None:
    family = Family(world_2026)
    number = family.send(1_000, 5, "lucky")
    shares = [family.claimed(number, wallet) for wallet in (*family.people[:3], family.sends)]
    world_2026.wait(DAY_US)
    assert [each.returned_minor for each in family.expire()] == [1_000 - sum(shares)]


def test_who_comes_in_one_group_has_what_is_left_for_it(family: Family) -> None:
    number = family.send(10, 2)
    told = family.world.group(*[family.claim(number, wallet) for wallet in family.people])
    assert [type(each).__name__ for each in told] == ["EnvelopeClaimed"] * 2 + ["Refusal"] * 2
    assert {each.code for each in told[2:]} == {"envelope_empty"}
