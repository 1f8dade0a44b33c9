"""Each of billing's invariants finds the data that breaks it."""

# ruff: noqa: E501 - a table: one row, one line

from dataclasses import replace

import pytest

from jiaozi.billing.asking import RequestPayment, asked
from jiaozi.billing.audit import BILLING_INVARIANTS
from jiaozi.billing.bills import BillLine, PayBill, UploadBills
from jiaozi.billing.requests import AcceptRequest, DeclineRequest
from jiaozi.billing.signing import signed_text
from jiaozi.devices.keys import to_text
from jiaozi.devices.model import RegisterDevice
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from tests.devices.pocket import Pocket
from tests.features.world import World


class Story:
    """A paid request and an open one, a paid bill and an open one, and a payment that nobody asked for."""

    def __init__(self, world: World) -> None:
        self.world = world
        bank = world.bank()
        self.payer, self.other, self.store = world.rich(bank), world.rich(bank), world.shop(bank)
        until = world.clock.now() + 10**10
        self.paid, self.open, declined = (
            world.do(RequestPayment(900, until, store=self.store, payer=self.payer)).payment_request for _ in range(3)
        )
        pocket = Pocket()
        holder = world.wallet(world.shop_wallet(self.store)).holder
        device = world.do(RegisterDevice(holder, pocket.algorithm, pocket.public, "till")).device
        signed = RequestPayment(5, until, self.store, device=device, nonce="n" * 16)
        signature = to_text(pocket.sign(signed_text(asked(signed)).encode()))
        world.do(replace(signed, signature=signature))
        self.payment = world.do(AcceptRequest(self.paid, self.payer)).payment
        world.do(DeclineRequest(declined, self.payer))
        self.plain = world.pay(self.payer, 900, self.store).payment
        biller = world.do(OpenMerchant(world.company(bank), "A school", "学校", "8211", "STDY", "schools")).merchant
        self.counter = world.do(OpenStore(biller, "Counter", "500103")).store
        lines = (BillLine("T-2022-1", "Tuition", 50_000, 19_143), BillLine("T-2022-2", "Tuition", 50_000, 19_143))
        world.do(UploadBills(biller, self.counter, lines))
        self.bill_payment = world.do(PayBill(self.payer, biller, "T-2022-1", 50_000)).payment

    def found(self) -> set[str]:
        return {finding.invariant for finding in self.world.audit().findings}


PAID, OPEN = "UPDATE payment_requests SET {} WHERE id = {{paid}}", "UPDATE payment_requests SET {} WHERE id = {{open}}"
BILL, NEXT = "UPDATE bills SET {} WHERE number = 'T-2022-1'", "UPDATE bills SET {} WHERE number = 'T-2022-2'"
TAMPERING = [
    ("a request asks for more than was paid", PAID.format("amount_minor = 901"), {"requests_paid"}),
    ("a request was paid by somebody else", PAID.format("payer = {other}"), {"requests_paid"}),
    ("a request was paid at another store", PAID.format("store = {counter}"), {"requests_paid"}),
    ("a request's payment is gone", PAID.format("payment = 5"), {"requests_paid"}),
    ("a request was paid after its expiry", PAID.format("expires_at = requested_at"), {"requests_paid"}),
    ("an open request has an end", OPEN.format("ended_at = 7"), {"requests_paid"}),
    ("a closed request has no end", OPEN.format("state = 3"), {"requests_paid", "requests_counted"}),
    ("a payment answers two requests", OPEN.format("state = 1, payment = {payment}, ended_at = requested_at"), {"asked_once", "requests_counted"}),
    ("a count is too high", "UPDATE open_requests SET requests = requests + 1 WHERE payer = 0", {"requests_counted"}),
    ("a count is missing", "DELETE FROM open_requests WHERE payee <> 0 AND payer <> 0", {"requests_counted"}),
    ("a nonce was forgotten", "DELETE FROM signed_requests", {"signed_once"}),
    ("a nonce is another device's", "UPDATE signed_requests SET device = 5", {"signed_once"}),
    ("a bill asks for more than was paid", BILL.format("amount_minor = 50001"), {"bills_paid"}),
    ("a bill was paid by somebody else", BILL.format("payer = {other}"), {"bills_paid"}),
    ("a bill's number is not the payment's", BILL.format("number = 'T-2022-9'"), {"bills_paid"}),
    ("a bill's payment is gone", BILL.format("payment = 5"), {"bills_paid"}),
    ("a bill was paid at another time", BILL.format("paid_at = paid_at - 1"), {"bills_paid"}),
    ("a bill is another biller's", NEXT.format("store = {store}"), {"bills_paid"}),
    ("a payment pays two bills", NEXT.format("state = 1, payment = {bill_payment}, payer = {payer}"), {"bills_paid", "asked_once"}),
    ("a payment of nothing pays a bill", NEXT.format("state = 1, payment = {plain}, payer = {payer}"), {"bills_paid"}),
]  # fmt: skip


def test_a_sound_world_has_no_findings(unsound_world: World) -> None:
    assert Story(unsound_world).found() == set()


@pytest.mark.only_engine("sqlite")  # the statements are one text for both; the sound worlds of all tests run them there
@pytest.mark.parametrize(("what", "sql", "noticed"), TAMPERING, ids=[row[0] for row in TAMPERING])
def test_what_is_tampered_with_is_found(unsound_world: World, what: str, sql: str, noticed: set[str]) -> None:
    story = Story(unsound_world)
    unsound_world.tamper(sql.format(**vars(story)))
    assert story.found() == noticed, what


@pytest.mark.only_engine("oceanbase")
def test_tampering_is_found_here_too(unsound_world: World) -> None:
    story = Story(unsound_world)
    chosen = (
        "a request asks for more than was paid",
        "a bill asks for more than was paid",
        "a payment answers two requests",
    )
    for sql in (sql for what, sql, _ in TAMPERING if what in chosen):
        unsound_world.tamper(sql.format(**vars(story)))
    assert story.found() == {"requests_paid", "requests_counted", "bills_paid", "asked_once"}


def test_every_invariant_is_shown_to_work() -> None:
    assert {invariant.name for invariant in BILLING_INVARIANTS} == {name for _, _, names in TAMPERING for name in names}
