"""Bills are uploaded in batches and paid once, by number, for what was shown."""

from datetime import date

import pytest

from jiaozi.billing.bills import BATCH_MAX, BillLine, PayBill, UploadBills, WithdrawBill
from jiaozi.clock import date_to_day
from jiaozi.kinds import MerchantNo, StoreNo
from jiaozi.payments.merchants import OpenMerchant, OpenStore, SuspendMerchant
from jiaozi.payments.refund import RefundPayment
from tests.features.world import World

DUE = date_to_day(date(2022, 5, 31))


def line(number: str = "W-0001", amount: int = 4_560, title: str = "Water, May 2022") -> BillLine:
    """A bill of these tests."""
    return BillLine(number, title, amount, DUE)


class Waterworks:
    """A bank, a biller with its store, and a payer."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bank = world.bank()
        self.wallet, self.payer = world.company(self.bank), world.rich(self.bank)
        opening = OpenMerchant(self.wallet, "Waterworks", "自来水公司", "4900", "UBIL", "utilities")
        self.merchant = MerchantNo(world.do(opening).merchant)
        self.store = StoreNo(world.do(OpenStore(self.merchant, "Counter", "500103")).store)

    def upload(self, *lines: BillLine) -> tuple[int, int, int]:
        """Counts of a batch that must succeed."""
        done = self.world.do(UploadBills(self.merchant, self.store, lines))
        return done.added, done.changed, done.unchanged

    def refused(self, *lines: BillLine) -> tuple[str, str]:
        """Code and detail of a batch that must not."""
        refusal = self.world.refusal(UploadBills(self.merchant, self.store, lines))
        return refusal.code, refusal.detail


@pytest.fixture
def works(world: World) -> Waterworks:
    return Waterworks(world)


def test_a_bill_is_paid_once_by_whoever_pays_it(works: Waterworks) -> None:
    world, other = works.world, works.world.rich(works.bank)
    assert works.upload(line(), line("W-0002", 100)) == (2, 0, 0)
    done = world.do(PayBill(works.payer, works.merchant, "W-0001", 4_560))
    payment = world.payment(done.payment)
    assert (payment.payee, payment.captured_minor, payment.reference) == (works.wallet, 4_560, "W-0001")
    assert world.refuse(PayBill(works.payer, works.merchant, "W-0001", 4_560)) == "bill_paid"
    assert world.refuse(PayBill(other, works.merchant, "W-0001", 4_560)) == "bill_paid"
    assert world.refuse(WithdrawBill(works.merchant, "W-0001")) == "bill_paid"
    world.do(RefundPayment(done.payment, 4_560))
    assert world.refuse(PayBill(other, works.merchant, "W-0001", 4_560)) == "bill_paid"


def test_two_payers_in_one_group_pay_it_once(works: Waterworks) -> None:
    other = works.world.rich(works.bank)
    works.upload(line())
    outcomes = works.world.group(
        PayBill(works.payer, works.merchant, "W-0001", 4_560), PayBill(other, works.merchant, "W-0001", 4_560)
    )
    assert [getattr(outcome, "code", "paid") for outcome in outcomes] == ["paid", "bill_paid"]
    assert works.world.balance(works.wallet) == 4_560


def test_a_retry_of_the_payment_gets_its_first_answer(works: Waterworks) -> None:
    works.upload(line())
    command = PayBill(works.payer, works.merchant, "W-0001", 4_560)
    first, again = (works.world.result(command, key="october") for _ in range(2))
    assert (again.outcome, again.replayed) == (first.outcome, True)
    assert works.world.query("SELECT COUNT(*) FROM payments") == [(1,)]


def test_the_amount_that_was_shown_is_the_amount_that_is_paid(works: Waterworks) -> None:
    world = works.world
    works.upload(line())
    assert works.upload(line(amount=9_999)) == (0, 1, 0)
    differs = world.refusal(PayBill(works.payer, works.merchant, "W-0001", 4_560))
    assert (differs.code, differs.detail) == ("bill_amount_differs", "99.99 yuan is asked")
    assert world.do(PayBill(works.payer, works.merchant, "W-0001", 9_999)).amount_minor == 9_999


def test_a_batch_again_changes_nothing(works: Waterworks) -> None:
    batch = [line(f"W-{number:04d}", 100 + number) for number in range(20)]
    assert works.upload(*batch) == (20, 0, 0)
    works.world.do(PayBill(works.payer, works.merchant, "W-0003", 103))
    assert works.upload(*batch) == (0, 0, 20)
    assert works.upload(*batch[:2], line("W-0900")) == (1, 0, 2)


def test_a_paid_bill_is_never_changed_and_its_batch_is_refused_whole(works: Waterworks) -> None:
    works.upload(line())
    works.world.do(PayBill(works.payer, works.merchant, "W-0001", 4_560))
    assert works.refused(line("W-0002"), line(amount=1)) == ("bill_paid", "line 2")
    assert works.world.refuse(PayBill(works.payer, works.merchant, "W-0002", 4_560)) == "bill_not_found"


def test_a_withdrawn_bill_is_not_paid_until_it_is_uploaded_anew(works: Waterworks) -> None:
    world = works.world
    works.upload(line())
    assert world.do(WithdrawBill(works.merchant, "W-0001")).number == "W-0001"
    assert world.refuse(PayBill(works.payer, works.merchant, "W-0001", 4_560)) == "bill_withdrawn"
    assert world.refuse(WithdrawBill(works.merchant, "W-0001")) == "bill_withdrawn"
    assert works.upload(line()) == (0, 1, 0)
    assert world.do(PayBill(works.payer, works.merchant, "W-0001", 4_560)).payment


def test_what_is_wrong_with_a_batch_is_told_with_its_line(works: Waterworks) -> None:
    world, good = works.world, line("W-0009")
    assert works.refused()[0] == "request_malformed"
    assert works.refused(*[line(f"W-{n:05d}") for n in range(BATCH_MAX + 1)])[0] == "request_malformed"
    for number in ("W-1", "W" * 33, "W 0001", "水-0001", "W-0001\n", "W-0001 "):
        assert works.refused(good, line(number)) == ("request_malformed", "line 2: number, title or due date")
    for title in ("", " x", "x" * 81, "a\tb"):
        assert works.refused(line(title=title)) == ("request_malformed", "line 1: number, title or due date")
    for amount in (0, -1, 10**15 + 1):
        assert works.refused(good, line(amount=amount)) == ("amount_invalid", "line 2")
    assert works.refused(good, good) == ("request_malformed", "a number twice")
    assert world.refuse(UploadBills(MerchantNo(7), works.store, (good,))) == "merchant_not_found"
    assert world.refuse(UploadBills(works.merchant, StoreNo(7), (good,))) == "store_not_found"
    assert world.refuse(UploadBills(works.merchant, world.shop(works.bank), (good,))) == "store_not_found"
    assert world.refuse(PayBill(works.payer, MerchantNo(7), "W-0009", 1)) == "bill_not_found"


def test_only_a_biller_that_is_not_suspended_uploads(works: Waterworks) -> None:
    world, shop = works.world, works.world.shop(works.bank)
    merchant = world.query("SELECT merchant FROM stores WHERE id = ?", (shop,))[0][0]
    assert world.refuse(UploadBills(merchant, shop, (line(),))) == "merchant_not_biller"
    works.upload(line())
    world.do(SuspendMerchant(works.merchant, True))
    assert works.refused(line("W-0002"))[0] == "merchant_suspended"
    assert world.refuse(PayBill(works.payer, works.merchant, "W-0001", 4_560)) == "merchant_suspended"


def test_two_billers_may_use_the_same_number(works: Waterworks) -> None:
    other = Waterworks.__new__(Waterworks)
    other.world, other.bank, other.payer = works.world, works.bank, works.payer
    other.wallet = works.world.company(works.bank)
    opening = OpenMerchant(other.wallet, "A school", "一所学校", "8211", "tuition", "education")
    other.merchant = MerchantNo(works.world.do(opening).merchant)
    other.store = StoreNo(works.world.do(OpenStore(other.merchant, "Counter", "500103")).store)
    works.upload(line(amount=1))
    other.upload(line(amount=2))
    works.world.do(PayBill(works.payer, other.merchant, "W-0001", 2))
    assert (works.world.balance(works.wallet), works.world.balance(other.wallet)) == (0, 2)


def test_a_bill_says_whose_it_is_by_the_biller_s_own_number_or_not(works: Waterworks) -> None:
    meter = BillLine("W-0001", "Water", 100, DUE, "CQ-0077")
    assert works.upload(meter, line("W-0002")) == (2, 0, 0)
    assert works.upload(meter) == (0, 0, 1)
    assert works.upload(BillLine("W-0001", "Water", 100, DUE, "CQ-0078")) == (0, 1, 0)
    for bad in ("", "a b", "x" * 33, "水表"):
        assert works.refused(BillLine("W-0003", "Water", 100, DUE, bad)) == ("request_malformed", "line 1: account")
