"""Events reach whoever they concern: in order, signed, again and again until taken or given up."""

import json
import threading
from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any, cast

import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from jiaozi.access import store as access_store
from jiaozi.api import store as api_store
from jiaozi.billing.asking import RequestPayment
from jiaozi.billing.requests import DeclineRequest
from jiaozi.clock import DAY_US, SECOND_US
from jiaozi.db.engine import Connection
from jiaozi.db.tx import Tx
from jiaozi.ids import encode_id
from jiaozi.kinds import DeliveryNo, EndpointNo, MerchantNo, WalletNo
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.webhooks import store
from jiaozi.webhooks.deliveries import ClaimWebhook, RecordAttempts, Redeliver
from jiaozi.webhooks.endpoints import ChangeWebhook, CloseWebhook, OpenWebhook, PingWebhook, RotateWebhookSecret
from jiaozi.webhooks.model import ENDPOINTS_MAX, LEASE_US, TRIES_MAX, Attempt, DeliveryState, wait_us
from jiaozi.webhooks.pruning import DeliveriesPruned, PruneDeliveries
from jiaozi.webhooks.sender import Sender
from jiaozi.worker import webhooks
from jiaozi.worker.webhooks import Webhooks
from tests.splits.market import Market
from tests.webhooks.desk import Desk
from tests.worlds.receiver import Message, Receiver

NewReceiver = Callable[[], Receiver]
RULES_ALONE = pytest.mark.only_engine("sqlite")
"""For what is decided in memory: the engine has no part in it, and each round costs a second on OceanBase."""


def told(receiver: Receiver) -> list[tuple[str, str | None]]:
    """Kind and payment of what came."""
    bodies = [json.loads(message.body) for message in receiver.messages]
    return [(body["type"], body["data"].get("payment")) for body in bodies]


def test_events_come_in_order_and_are_verified_by_the_standards_own_library(desk: Desk, receiver: Receiver) -> None:
    before = desk.pay(50)
    endpoint = desk.open(receiver.url)
    paid = [desk.pay(100 + number) for number in range(25)]
    desk.round()
    assert told(receiver) == [("payment.completed", payment) for payment in paid]
    assert before not in str(told(receiver))
    library = Webhook(desk.secret(endpoint))
    for message in receiver.messages:
        shown = library.verify(message.body, message.headers)
        assert shown["id"] == message.id == f"evt_{shown['sequence']}-{shown['n']}"
        assert shown["institution"] == encode_id("ins", desk.bank)
        assert shown["data"]["amount"]["asset"] == "E-CNY"
        assert message.verified(desk.secret(endpoint)) == shown
    places = [(row.seq, row.n) for row in desk.deliveries(endpoint)]
    assert places == sorted(places)
    assert {row.state for row in desk.deliveries(endpoint)} == {DeliveryState.DELIVERED}
    desk.round()
    assert len(receiver.messages) == 25


@RULES_ALONE
def test_a_changed_message_or_another_secret_is_noticed(desk: Desk, receiver: Receiver) -> None:
    endpoint = desk.open(receiver.url)
    desk.pay()
    desk.round()
    (message,) = receiver.messages
    with pytest.raises(WebhookVerificationError):
        Webhook(desk.secret(endpoint)).verify(message.body.replace(b"100", b"900"), message.headers)
    with pytest.raises(WebhookVerificationError):
        Webhook(desk.secret(endpoint, 2)).verify(message.body, message.headers)
    other_id = message._replace(headers=message.headers | {"webhook-id": "x"})
    for changed in (message._replace(body=message.body + b" "), other_id):
        with pytest.raises(ValueError, match="no signature fits"):
            changed.verified(desk.secret(endpoint))
    late = message.headers | {"webhook-timestamp": str(int(message.headers["webhook-timestamp"]) - 301)}
    with pytest.raises(ValueError, match="too far away"):
        message._replace(headers=late).verified(desk.secret(endpoint))


def test_merchants_and_companies_are_sent_what_concerns_them_alone(desk: Desk, new_receiver: NewReceiver) -> None:
    world = desk.world
    other_shop = world.shop(desk.bank)
    company = world.company(desk.bank)
    world.fund(company, 10_000)
    bank, merchant, employer, refunds = (new_receiver() for _ in range(4))
    desk.open(bank.url)
    desk.open(merchant.url, merchant=desk.merchant)
    desk.open(employer.url, wallet=company)
    desk.open(refunds.url, "payment.refunded", merchant=desk.merchant)
    mine, others = desk.pay(300), desk.pay(400, other_shop)
    wages = encode_id("pay", world.do(Pay(company, 500, "salary", payee=desk.payer)).payment)
    back = world.pay(desk.payer, 600, desk.shop).payment
    world.do(RefundPayment(back, 200))
    asked = world.do(RequestPayment(5, world.clock.now() + DAY_US, desk.shop, payer=desk.payer)).payment_request
    world.do(DeclineRequest(asked, desk.payer))
    desk.round()
    back_id = encode_id("pay", back)
    refunded = ("payment.refunded", back_id)
    answered = [(f"payment_request.{what}", None) for what in ("created", "declined")]
    assert told(merchant) == [("payment.completed", mine), ("payment.completed", back_id), refunded, *answered]
    assert [payment for _, payment in told(employer)] == [wages]
    assert told(refunds) == [refunded]
    assert {payment for _, payment in told(bank)} == {mine, others, wages, back_id, None}


@RULES_ALONE
def test_what_fails_waits_longer_each_time_keeps_its_order_and_is_given_up(desk: Desk, receiver: Receiver) -> None:
    endpoint = desk.open(receiver.url)
    first, second = desk.pay(), desk.pay(200)
    receiver.answer = lambda message: 500 if first.encode() in message.body else 200
    waits = []
    for tries in range(1, TRIES_MAX):
        desk.round()
        assert len(receiver.messages) == tries
        desk.round()
        assert len(receiver.messages) == tries, "not before its time"
        waits.append(desk.endpoint(endpoint).next_at - desk.world.clock.now())
        desk.until_next(endpoint)
    assert waits[:6] == sorted(waits[:6])
    assert 2 * SECOND_US <= waits[0] <= 5 * SECOND_US
    assert all(2 * 3_600 * SECOND_US <= wait <= 4 * 3_600 * SECOND_US for wait in waits[-2:])
    assert {message.id for message in receiver.messages} == {receiver.ids[0]}
    desk.round()
    desk.round()
    assert [payment for _, payment in told(receiver)] == [first] * TRIES_MAX + [second]
    dead, taken = desk.deliveries(endpoint)
    assert (dead.state, dead.tries, dead.last_status) == (DeliveryState.DEAD, TRIES_MAX, 500)
    assert taken.state == DeliveryState.DELIVERED
    assert desk.attempts(dead.id) == [(500, "")] * TRIES_MAX
    assert desk.endpoint(endpoint).status == "active"


def test_waiting_times_are_bounded_and_spread() -> None:
    for tries in range(1, 40):
        longest = min(5 * 4 ** (tries - 1), 4 * 3_600) * SECOND_US
        found = {wait_us(delivery, tries) for delivery in range(50)}
        assert all(longest // 2 <= wait <= longest for wait in found)
        assert len(found) > 40


@RULES_ALONE
def test_dead_deliveries_in_a_row_or_410_disable_an_endpoint(desk: Desk, new_receiver: NewReceiver) -> None:
    gone, bank = new_receiver(), new_receiver()
    desk.open(bank.url, "webhook.disabled")
    endpoint = desk.open(gone.url, merchant=desk.merchant)
    gone.answer = lambda _: 410
    desk.pay()
    desk.pay()
    desk.round()
    assert len(gone.messages) == 1
    assert desk.endpoint(endpoint).status == "disabled"
    desk.round()
    assert [json.loads(message.body)["data"] for message in bank.messages] == [{"webhook": encode_id("whk", endpoint)}]
    lost = desk.pay()
    desk.round()
    gone.answer = lambda _: 200
    desk.world.do(ChangeWebhook(endpoint, gone.url, (), True))
    kept = desk.pay()
    desk.round()
    assert lost not in str(told(gone))
    assert told(gone)[-1][1] == kept
    assert desk.endpoint(endpoint).status == "active"


@RULES_ALONE
def test_a_redelivery_goes_out_again_and_holds_up_nobody(desk: Desk, receiver: Receiver) -> None:
    endpoint = desk.open(receiver.url)
    desk.pay()
    desk.round()
    (delivery,) = desk.deliveries(endpoint)
    desk.world.do(Redeliver(delivery.id))
    assert desk.world.refuse(Redeliver(delivery.id)) == "delivery_waiting"
    receiver.answer = lambda message: 503 if message.id == receiver.ids[0] else 200
    fresh = desk.pay()
    desk.round()
    assert receiver.ids[0] == receiver.ids[1]
    assert told(receiver)[-1][1] == fresh
    assert desk.deliveries(endpoint)[0].state == DeliveryState.AGAIN
    receiver.answer = lambda _: 200
    desk.world.wait(5 * SECOND_US)
    desk.round()
    again = desk.deliveries(endpoint)[0]
    assert (again.state, again.tries) == (DeliveryState.DELIVERED, 3)
    assert desk.attempts(again.id) == [(204, ""), (503, ""), (200, "")]
    assert desk.world.refuse(Redeliver(DeliveryNo(1))) == "delivery_not_found"


@RULES_ALONE
def test_paused_endpoints_keep_their_events_and_closed_ones_do_not(desk: Desk, receiver: Receiver) -> None:
    endpoint = desk.open(receiver.url)
    desk.world.do(ChangeWebhook(endpoint, receiver.url, ("payment.completed",), False))
    paid = desk.pay()
    desk.round()
    assert receiver.messages == []
    desk.world.do(ChangeWebhook(endpoint, receiver.url, ("payment.completed",), True))
    desk.round()
    assert told(receiver) == [("payment.completed", paid)]
    desk.world.do(CloseWebhook(endpoint))
    desk.pay()
    desk.round()
    assert len(receiver.messages) == 1
    assert desk.world.refuse(PingWebhook(endpoint)) == "webhook_closed"
    assert desk.world.refuse(Redeliver(desk.deliveries(endpoint)[0].id)) == "webhook_closed"
    assert desk.world.refuse(CloseWebhook(EndpointNo(1))) == "webhook_not_found"


@RULES_ALONE
def test_nobody_is_told_that_a_customers_cash_is_reportable_but_the_bank(desk: Desk, new_receiver: NewReceiver) -> None:
    """No hint to the customer: AML law, confidentiality."""
    world = desk.world
    bank, merchant, employer = (new_receiver() for _ in range(3))
    company = world.shop_wallet(desk.shop)
    desk.open(bank.url, "cash.reportable")
    desk.open(merchant.url, merchant=desk.merchant)
    desk.open(employer.url, wallet=company)
    world.deposit(company, 5_000_000)
    desk.round()
    assert [kind for kind, _ in told(bank)] == ["cash.reportable"]
    assert (merchant.messages, employer.messages) == ([], [])


def test_who_pays_is_not_told_how_the_others_share(desk: Desk, new_receiver: NewReceiver) -> None:
    world, market = desk.world, Market(desk.world, (desk.bank,) * 3)
    market.payer = world.company(desk.bank)
    world.fund(market.payer, 1_000)
    payer, platform, seller = (new_receiver() for _ in range(3))
    desk.open(payer.url, wallet=market.payer)
    desk.open(platform.url, merchant=market.platform)
    desk.open(seller.url, merchant=market.sellers[0])
    market.pay(market.plan((0, 300_000), (0, 200_000)), 1_000)
    desk.round()
    paid, part = "payment.completed", "payment.part_received"
    got = [[kind for kind, _ in told(each) if kind.startswith("payment.")] for each in (payer, platform, seller)]
    assert got == [[paid], [part, part, part, paid], [part]]
    (own,) = [json.loads(message.body) for message in seller.messages if part in message.body.decode()]
    assert (own["data"]["merchant"], own["data"]["amount"]["minor"]) == (encode_id("mer", market.sellers[0]), 300)


@RULES_ALONE
def test_lists_by_place_begin_at_their_place_and_do_not_read_all_there_is(desk: Desk) -> None:
    asked: list[tuple[str, Sequence[Any]]] = []

    class Listening:
        def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[Any]:
            asked.append((sql, parameters))
            return []

    listening = cast("Connection", Listening())
    store.events_after(listening, 5, 1, 10)
    api_store.events(listening, (5, 1), 10)
    api_store.events_of(listening, desk.bank, (5, 1), (9, 1), 10)
    api_store.event_at(listening, (5, 1), 10)
    access_store.acts(listening, (5, 1), (9, 1), 10, (None,) * 5)
    access_store.acts(listening, (5, 1), (9, 1), 10, (1, 2, "issue", 3, 4))
    access_store.act_at(listening, (5, 1), (9, 1), 10)
    access_store.acts_before(listening, 5)
    for sql, parameters in asked:
        plan = [str(row[-1]) for row in desk.world.query(f"EXPLAIN QUERY PLAN {sql}", parameters)]
        assert plan[0].startswith("SEARCH a USING" if "FROM acts" in sql else "SEARCH g USING"), plan
        within_a_group = "USE TEMP B-TREE FOR LAST TERM OF ORDER BY"
        assert not any(step.startswith(("SCAN", "USE TEMP")) for step in plan if step != within_a_group), plan


@RULES_ALONE
def test_a_change_waits_for_the_router_and_the_router_for_it(desk: Desk) -> None:
    """Else an event that is numbered while a disabled endpoint is let go on again might be routed without it."""
    platform = desk.world.platform
    change = platform.operations.by_command[ChangeWebhook]
    with platform.snapshot() as connection:
        tx = Tx(connection, platform.ids, 0, 1)
        assert change.touch(tx, [platform.request(1, "key", ChangeWebhook(EndpointNo(1), "", (), True))]) is None
    assert tx.wanted == {"webhook_cursor", "webhook_endpoints"}


def test_a_ping_goes_to_its_endpoint_alone_whatever_it_wants(desk: Desk, new_receiver: NewReceiver) -> None:
    one, other = new_receiver(), new_receiver()
    endpoint = desk.open(one.url, "payment.refunded", merchant=desk.merchant)
    desk.open(other.url)
    desk.world.do(PingWebhook(endpoint))
    desk.round()
    assert told(one) == [("webhook.ping", None)]
    assert other.messages == []


@RULES_ALONE
def test_while_a_secret_is_rotated_both_verify_then_only_the_new(desk: Desk, receiver: Receiver) -> None:
    endpoint = desk.open(receiver.url)
    rotated = desk.world.do(RotateWebhookSecret(endpoint, 3_600))
    assert rotated.version == 2
    assert desk.secret(endpoint) != desk.secret(endpoint, 2)
    desk.pay()
    desk.round()
    desk.world.wait(3_600 * SECOND_US)
    desk.pay()
    desk.round()
    during, after = receiver.messages
    assert during.verified(desk.secret(endpoint)) == during.verified(desk.secret(endpoint, 2))
    assert after.verified(desk.secret(endpoint, 2))
    with pytest.raises(ValueError, match="no signature fits"):
        after.verified(desk.secret(endpoint))
    assert desk.world.refuse(RotateWebhookSecret(endpoint, 31 * 86_400)) == "request_malformed"


@RULES_ALONE
def test_what_nobody_foresaw_is_logged_and_the_event_sent_later(
    desk: Desk, receiver: Receiver, caplog: pytest.LogCaptureFixture
) -> None:
    endpoint, send = desk.open(receiver.url), Sender.send
    desk.pay()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sender, "send", lambda *_: "no answer"[99])
        desk.round()
    assert caplog.messages == [f"webhook {endpoint}: IndexError"]
    assert (receiver.messages, Sender.send) == ([], send)
    desk.world.wait(LEASE_US)
    desk.round()
    assert len(receiver.messages) == 1


def turns_until(desk: Desk, happened: Callable[[float], bool]) -> None:
    """Rounds, as the worker begins them, until something has happened while the slow hang."""
    for _ in range(600):
        desk.webhooks.turn()
        if happened(0.05):
            return
    raise AssertionError("it did not happen")


def test_a_slow_endpoint_holds_up_no_other(desk: Desk, new_receiver: NewReceiver) -> None:
    slow, quick = new_receiver(), new_receiver()
    reached, finish, came = threading.Event(), threading.Event(), threading.Semaphore(0)

    def wait(_: Message) -> int:
        reached.set()
        assert finish.wait(30)
        return 200

    def come(_: Message) -> int:
        came.release()
        return 200

    slow.answer, quick.answer = wait, come
    slow_endpoint = desk.open(slow.url)
    desk.open(quick.url)
    for _ in range(2):
        desk.pay()
        desk.world.audit()
        turns_until(desk, lambda wait_s: came.acquire(timeout=wait_s))
    assert reached.wait(30)
    assert (len(slow.messages), len(quick.messages)) == (1, 2)
    finish.set()
    desk.webhooks.settle()
    desk.world.wait(60 * SECOND_US)  # longer than a late answer's rest
    desk.round()
    assert len(slow.messages) == 2
    assert {row.state for row in desk.deliveries(slow_endpoint)} == {DeliveryState.DELIVERED}


def test_all_of_a_merchants_endpoints_hang_and_another_merchant_hears_of_its_payment(
    desk: Desk, new_receiver: NewReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "DUE_MAX", 3)  # those who wait for a thread must not fill the view either
    desk.webhooks = Webhooks(desk.world.platform, Sender(loopback=True, timeout_s=120))
    slow, other, shop = new_receiver(), new_receiver(), desk.world.shop(desk.bank)
    begun, finish, came = threading.Semaphore(0), threading.Event(), threading.Event()

    def hang(_: Message) -> int:
        begun.release()
        assert finish.wait(100)
        return 204

    def come(_: Message) -> int:
        came.set()
        return 204

    slow.answer, other.answer = hang, come
    slow_endpoints = [desk.open(slow.url, merchant=desk.merchant) for _ in range(ENDPOINTS_MAX)]
    desk.open(other.url, merchant=desk.merchant_of(shop))
    for amount in range(1, 26):
        desk.pay(amount)
    desk.world.audit()
    for _ in range(webhooks.SHARE):
        turns_until(desk, lambda wait_s: begun.acquire(timeout=wait_s))
    paid = desk.pay(store=shop)
    desk.world.audit()
    turns_until(desk, came.wait)
    assert told(other) == [("payment.completed", paid)]
    assert len(slow.messages) == webhooks.SHARE
    finish.set()
    for _ in range(30):
        desk.round()
        desk.world.wait(60 * SECOND_US)
    for number in slow_endpoints:
        assert [row.state for row in desk.deliveries(number)] == [DeliveryState.DELIVERED] * 25


def test_an_endpoint_has_one_batch_a_turn_and_then_stands_behind_the_others(
    desk: Desk, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "THREADS", 1)
    desk.open(f"{receiver.url}/bank")
    desk.open(f"{receiver.url}/shop", merchant=desk.merchant)
    for _ in range(webhooks.BATCH + 5):
        desk.pay(1)
    desk.round()
    turns = [(path.rsplit("/")[-1], len(list(sent))) for path, sent in groupby(receiver.messages, lambda m: m.path)]
    assert turns == [("bank", webhooks.BATCH), ("shop", webhooks.BATCH), ("bank", 5), ("shop", 5)]


def test_an_endpoint_that_answers_late_rests_for_as_long_as_it_took(desk: Desk, receiver: Receiver) -> None:
    endpoint = desk.open(receiver.url)
    desk.pay()
    desk.pay()
    desk.world.audit()
    desk.webhooks.route()
    first, second = desk.deliveries(endpoint)
    lease, now = desk.world.do(ClaimWebhook(endpoint, "worker")).lease, desk.world.clock.now()
    assert desk.world.do(RecordAttempts(endpoint, lease, (Attempt(first.id, now, 204, "", 9_000),))).recorded == 1
    assert desk.deliveries(endpoint)[0].state == DeliveryState.DELIVERED
    assert desk.endpoint(endpoint).next_at == now + 9 * SECOND_US
    desk.round()
    assert receiver.messages == []
    desk.until_next(endpoint)
    desk.round()
    assert receiver.ids == [f"evt_{second.seq}-{second.n}"]
    assert desk.endpoint(endpoint).next_at == 0


def test_two_workers_send_every_event_once(desk: Desk, receiver: Receiver) -> None:
    desk.open(receiver.url)
    for _ in range(30):
        desk.pay(10)
    desk.world.audit()
    other = Webhooks(desk.world.platform, Sender(loopback=True))
    ready = threading.Barrier(2)

    def work(webhooks: Webhooks) -> None:
        ready.wait(30)
        for _ in range(5):
            webhooks.turn()
            webhooks.settle()

    threads = [threading.Thread(target=work, args=(each,)) for each in (desk.webhooks, other)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    other.close()
    desk.round()
    assert len(receiver.ids) == len(set(receiver.ids)) == 30


def test_a_worker_that_lost_its_claim_records_nothing(desk: Desk, receiver: Receiver) -> None:
    endpoint = desk.open(receiver.url)
    desk.pay()
    desk.world.audit()
    desk.webhooks.route()
    (delivery,) = desk.deliveries(endpoint)
    first = desk.world.do(ClaimWebhook(endpoint, "first")).lease
    assert desk.world.refuse(ClaimWebhook(endpoint, "second")) == "webhook_busy"
    desk.world.wait(LEASE_US)
    second = desk.world.do(ClaimWebhook(endpoint, "second")).lease
    attempt = Attempt(delivery.id, desk.world.clock.now(), 200, "", 5)
    assert desk.world.refuse(RecordAttempts(endpoint, first, (attempt,))) == "webhook_busy"
    assert desk.world.do(RecordAttempts(endpoint, second, (attempt,))).recorded == 1
    stranger = Attempt(DeliveryNo(1), 1, 200, "", 5)
    assert desk.world.refuse(RecordAttempts(endpoint, second, (stranger,))) == "delivery_not_found"


def test_what_is_no_endpoint_is_refused(desk: Desk) -> None:
    world, bank = desk.world, desk.bank
    for scope in ((bank,), (bank, desk.merchant)):
        desk.person(*scope)
    for url in ("ftp://example.com/", "https://10.0.0.1/", "https://user@example.com/", "https://example.com:25/"):
        assert world.refuse(OpenWebhook(bank, MerchantNo(0), WalletNo(0), url)) == "webhook_url_invalid"
    good = "https://example.com/hooks"
    assert world.refuse(OpenWebhook(bank, MerchantNo(0), WalletNo(0), good, ("Payment",))) == "event_kind_unknown"
    twice = ("payment.held", "payment.held")
    assert world.refuse(OpenWebhook(bank, MerchantNo(0), WalletNo(0), good, twice)) == "request_malformed"
    outcomes = world.group(*(OpenWebhook(bank, MerchantNo(0), WalletNo(0), good) for _ in range(ENDPOINTS_MAX + 1)))
    assert [type(each).__name__ for each in outcomes] == ["WebhookOpened"] * ENDPOINTS_MAX + ["Refusal"]
    assert world.refuse(OpenWebhook(bank, MerchantNo(0), WalletNo(0), good)) == "webhooks_exceeded"
    assert world.do(OpenWebhook(bank, desk.merchant, WalletNo(0), good)).webhook


def test_deliveries_that_are_over_go_with_their_attempts_and_no_others(desk: Desk, new_receiver: NewReceiver) -> None:
    world, taking, failing = desk.world, new_receiver(), new_receiver()
    failing.answer = lambda _: 410
    taken, dead, paused = desk.open(taking.url), desk.open(failing.url), desk.open(taking.url)
    world.do(ChangeWebhook(paused, taking.url, (), False))
    desk.pay()
    desk.pay()
    desk.round()
    kept = [len(desk.deliveries(number)) for number in (taken, dead, paused)]
    assert kept == [2, 2, 2]
    (first, again) = desk.deliveries(taken)

    def left() -> list[int]:
        desk.webhooks.prune()
        return [len(desk.deliveries(number)) for number in (taken, dead, paused)]

    world.clock.advance_to(first.done_at + 30 * DAY_US)
    assert left() == kept
    world.do(Redeliver(again.id))
    assert isinstance(world.do(PruneDeliveries((again.id,))), DeliveriesPruned)
    world.wait(SECOND_US)
    assert left() == [1, 2, 2]  # the one that was asked for again stays
    assert desk.attempts(first.id) == []
    assert world.refuse(Redeliver(first.id)) == "delivery_not_found"
    desk.round()
    world.clock.advance_to(first.done_at + 90 * DAY_US + SECOND_US)
    assert left() == [0, 0, 1]  # what a paused or disabled endpoint waits for goes too; a month ago one was disabled
