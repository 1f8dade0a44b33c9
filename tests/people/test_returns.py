"""Money sent by mistake: asked for once, given back only with consent, and never twice."""

from datetime import date
from typing import Any

import pytest

from jiaozi import rulebook
from jiaozi.clock import DAY_US
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import PaymentNo
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.people.returns import AnswerReturn, AskReturn, ExpireReturn, WithdrawReturn
from jiaozi.people.store import due_returns, returns_of
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.worker.expiry import RETURNS, Expiry
from tests.features.test_races import Race
from tests.features.world import World

RULE = rulebook.returns(date(2022, 5, 15))


class Mistake:
    """Somebody paid 300 fen to the wrong person."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.icbc = world.bank()
        self.payer, self.payee = world.rich(self.icbc, amount=1_000), world.person(self.icbc)
        self.payment = PaymentNo(world.do(Pay(self.payer, 300, "person", payee=self.payee, reference="oops")).payment)

    def ask(self) -> Any:
        return self.world.do(AskReturn(self.payment, "wrong_payee"))

    def balances(self) -> tuple[int, int]:
        return self.world.balance(self.payer), self.world.balance(self.payee)


@pytest.fixture
def mistake(world: World) -> Mistake:
    return Mistake(world)


def test_the_payee_agrees_and_the_payment_is_refunded(world: World, mistake: Mistake) -> None:
    asked = mistake.ask()
    assert asked.expires_at == world.clock.now() + RULE.answer_days * DAY_US
    assert mistake.balances() == (700, 300)
    ended = world.do(AnswerReturn(mistake.payment, True))
    assert (ended.state, ended.returned_minor) == ("returned", 300)
    assert mistake.balances() == (1_000, 0)
    assert world.payment(mistake.payment).refunded_minor == 300
    assert world.query("SELECT payment, amount_minor FROM refunds WHERE id = ?", (ended.refund,)) == [
        (mistake.payment, 300)
    ]
    assert world.refuse(AnswerReturn(mistake.payment, True)) == "return_closed"
    assert world.refuse(WithdrawReturn(mistake.payment)) == "return_closed"
    assert world.refuse(AskReturn(mistake.payment, "wrong_payee")) == "payment_not_returnable"
    told = {row[0] for row in world.query("SELECT kind FROM events WHERE kind LIKE 'return.%'")}
    assert told == {"return.asked", "return.returned"}


def test_the_payee_declines_or_the_payer_asks_no_more_and_nothing_moves(world: World, mistake: Mistake) -> None:
    mistake.ask()
    assert world.refuse(AskReturn(mistake.payment, "wrong_payee")) == "return_exists"
    assert world.do(AnswerReturn(mistake.payment, False)).state == "declined"
    second = world.do(Pay(mistake.payer, 100, "person", payee=mistake.payee)).payment
    world.do(AskReturn(second, "paid_twice"))
    assert world.do(WithdrawReturn(second)).state == "withdrawn"
    assert world.refuse(AnswerReturn(second, True)) == "return_closed"
    assert mistake.balances() == (600, 400)
    with world.platform.snapshot() as connection:
        assert [row.state for row in returns_of(connection, mistake.payee, 0, 10)] == [2, 3]
        assert [row.payment for row in returns_of(connection, mistake.payer, mistake.payment, 10)] == [second]
        assert returns_of(connection, mistake.icbc, 0, 10) == []


def test_what_was_refunded_before_is_not_given_back_again(world: World, mistake: Mistake) -> None:
    mistake.ask()
    world.do(RefundPayment(mistake.payment, 100))
    assert world.do(AnswerReturn(mistake.payment, True)).returned_minor == 200
    assert mistake.balances() == (1_000, 0)


def test_a_request_is_open_until_its_last_moment_and_the_worker_closes_it(world: World, mistake: Mistake) -> None:
    asked = mistake.ask()
    assert world.refuse(ExpireReturn(mistake.payment)) == "return_not_expired"
    world.clock.advance_to(asked.expires_at - 1)
    with world.platform.snapshot() as connection:
        assert due_returns(connection, world.clock.now(), 10) == []
    world.clock.advance_to(asked.expires_at)
    assert world.refuse(AnswerReturn(mistake.payment, True)) == "return_expired"
    expiry = Expiry(world.platform, RETURNS)
    for _ in range(2):
        expiry.turn()
        assert expiry.expired == 1
    assert world.query("SELECT state FROM return_requests") == [(4,)]
    assert mistake.balances() == (700, 300)


def test_payments_that_cannot_be_asked_back(world: World, mistake: Mistake) -> None:
    shop = world.pay(mistake.payer, 10, world.shop(mistake.icbc)).payment
    assert world.refuse(AskReturn(shop, "wrong_payee")) == "payment_not_returnable"
    assert world.refuse(AskReturn(PaymentNo(16), "wrong_payee")) == "payment_not_found"
    assert world.refuse(AskReturn(mistake.payment, "because")) == "request_malformed"  # type: ignore[arg-type]
    assert world.refuse(AnswerReturn(mistake.payment, True)) == "return_not_found"
    world.wait(RULE.ask_days * DAY_US + 1)
    refused = world.refusal(AskReturn(mistake.payment, "wrong_payee"))
    assert refused.code == "payment_not_returnable"
    assert "people.returns" in refused.rule


def test_a_payee_who_cannot_pay_leaves_the_request_open(world: World, mistake: Mistake) -> None:
    mistake.ask()
    freeze = world.do(FreezeWallet(mistake.payee, "out", "order")).freeze
    assert world.refuse(AnswerReturn(mistake.payment, True)) == "wallet_frozen"
    world.do(UnfreezeWallet(mistake.payee, freeze))
    world.do(Pay(mistake.payee, 300, "person", payee=mistake.payer))
    assert world.refuse(AnswerReturn(mistake.payment, True)) == "insufficient_funds"
    world.do(CloseWallet(mistake.payee))
    assert world.refuse(AnswerReturn(mistake.payment, True)) == "wallet_closed"
    assert world.do(AnswerReturn(mistake.payment, False)).state == "declined"


def test_mojaloop_2873_many_answers_return_the_money_once(world: World, mistake: Mistake) -> None:
    """A duplicate must not fulfil twice: yes and no, and a refund beside them, from many threads."""
    mistake.ask()
    race = Race(world)
    commands: list[Any] = [AnswerReturn(mistake.payment, number % 2 == 0) for number in range(12)]
    outcomes = race.run([*commands, *[RefundPayment(mistake.payment, 300)] * 4])
    race.close()
    ended = [outcome for outcome in outcomes[:12] if not isinstance(outcome, Refusal)]
    assert len(ended) == 1
    count, total = world.query("SELECT count(*), sum(amount_minor) FROM refunds")[0]
    assert (int(count), int(total)) == (1, 300)
    assert mistake.balances() == (1_000, 0)


def test_events_name_no_person(world: World, mistake: Mistake) -> None:
    mistake.ask()
    (payload,) = world.query("SELECT payload FROM events WHERE kind = 'return.asked'")[0]
    assert encode_id("pay", mistake.payment) in payload
    assert encode_id("wal", mistake.payer) not in payload
