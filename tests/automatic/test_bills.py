"""Bills of an account are paid by themselves, once, within what their payer allowed; what is above is left to her."""

import pytest

from jiaozi.automatic.model import ConsentToBills, TendBill
from jiaozi.billing.bills import PayBill, WithdrawBill
from jiaozi.billing.model import BillState
from jiaozi.clock import DAY_US, HOUR_US, china_date, china_midnight
from jiaozi.mandates.model import ChangeMandate, CollectDebit, EndMandate, PauseMandate, ResumeMandate
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from tests.automatic.home import METER, SHOWN, Home
from tests.features.world import World


@pytest.fixture
def home(world: World) -> Home:
    return Home(world)


def at_eight(home: Home, days: int) -> None:
    """On so many days from today, at 08:00 in China."""
    world = home.world
    world.wait(china_midnight(china_date(world.clock.now() + days * DAY_US)) + 8 * HOUR_US - world.clock.now())


def test_a_bill_is_paid_on_the_day_that_it_is_due_and_not_before(home: Home) -> None:
    mandate = home.consents()
    home.bills("W-0001", 250)
    assert home.turn() == 1  # it was looked at, and waits
    assert (home.turn(), home.row("W-0001").state) == (0, BillState.OPEN)
    at_eight(home, 3)
    assert (home.turn(), home.turn()) == (1, 0)
    row = home.row("W-0001")
    assert (row.state, row.payer, row.mandate) == (BillState.PAID, home.li, mandate)
    assert home.world.payment(row.payment).reference == "W-0001"
    assert home.world.balance(home.li) == 4_750
    assert home.world.query("SELECT number, amount_minor FROM mandate_debits") == [("W-0001", 250)]


def test_a_bill_is_paid_when_it_is_presented_if_she_says_so_also_one_that_was_there(home: Home) -> None:
    home.bills("W-0001", 250)
    home.turn()
    home.world.wait(1)
    home.consents(pays="presented")
    assert home.turn() == 1
    home.bills("W-0002", 200)
    home.bills("E-0001", 100, account="")
    home.bills("E-0002", 100, account="CQ-0078")
    home.turn()
    assert [home.row(number).state for number in ("W-0001", "W-0002", "E-0001", "E-0002")] == [1, 1, 0, 0]


def test_what_is_above_a_ceiling_is_told_once_and_left_to_her(home: Home) -> None:
    home.consents(300, 500, "presented")
    home.bills("W-0001", 301)
    home.bills("W-0002", 300)
    home.bills("W-0003", 201)
    home.turn()
    for _ in range(3):
        home.world.wait(DAY_US)
        assert home.turn() == 0
    assert home.told() == [
        ("bill_consent.above", "mandate_debit_exceeded"),
        ("bill_consent.above", "mandate_period_exceeded"),
    ]
    assert home.world.balance(home.li) == 4_700
    home.world.do(PayBill(home.li, home.merchant, "W-0001", 301))


def test_a_consent_that_is_loosened_looks_at_what_was_above_it(home: Home) -> None:
    mandate = home.consents(300, 500, "presented")
    home.bills("W-0001", 400)
    home.turn()
    home.world.wait(1)
    home.world.do(ChangeMandate(mandate, home.li, 400, 500))
    assert (home.turn(), home.row("W-0001").state) == (1, BillState.PAID)


def test_a_paused_consent_pays_nothing_and_goes_on_when_it_is_resumed(home: Home) -> None:
    mandate = home.consents(pays="presented")
    home.world.do(PauseMandate(mandate, home.li))
    home.bills("W-0001", 250)
    home.turn()
    assert home.row("W-0001").state == BillState.OPEN
    home.world.wait(1)
    home.world.do(ResumeMandate(mandate, home.li))
    assert (home.turn(), home.row("W-0001").state) == (1, BillState.PAID)
    home.world.do(EndMandate(mandate, home.li))
    home.bills("W-0002", 250)
    home.turn()
    assert home.row("W-0002").state == BillState.OPEN


def test_what_cannot_be_paid_is_tried_five_times_on_its_day_then_told(home: Home) -> None:
    home.consents()
    home.bills("W-0001", 250)
    freeze = home.world.do(FreezeWallet(home.li, "out", "order")).freeze
    home.turn()
    at_eight(home, 3)
    tried = 0
    for _ in range(24):
        tried += home.turn()
        home.world.wait(HOUR_US)
    assert (tried, home.told()) == (5, [("bill_consent.failed", "wallet_frozen")])
    home.world.do(UnfreezeWallet(home.li, freeze))
    assert home.turn() == 0
    assert home.world.query("SELECT COUNT(*) FROM mandate_debits") == [(0,)]


def test_after_days_down_each_bill_is_paid_once_within_the_month_of_its_payment(home: Home) -> None:
    home.consents(300, 600)
    for number in range(1, 6):
        home.bills(f"W-000{number}", 200, days=number)
    home.turn()
    home.world.wait(9 * DAY_US)
    assert home.turn() == 5
    assert [home.row(f"W-000{number}").state for number in range(1, 6)] == [1, 1, 1, 0, 0]
    assert home.told() == [("bill_consent.above", "mandate_period_exceeded")] * 2
    assert home.world.balance(home.li) == 4_400


def test_a_bill_paid_by_hand_withdrawn_or_asked_anew_is_not_paid_as_it_was(home: Home) -> None:
    home.consents()
    for number in ("W-0001", "W-0002", "W-0003"):
        home.bills(number, 250)
    home.turn()
    home.world.do(PayBill(home.li, home.merchant, "W-0001", 250))
    home.world.do(WithdrawBill(home.merchant, "W-0002"))
    home.bills("W-0003", 100)
    at_eight(home, 3)
    home.turn()
    assert home.world.balance(home.li) == 5_000 - 250 - 100
    assert home.row("W-0001").mandate == 0
    assert home.world.refuse(TendBill(home.merchant, "W-0001")) == "bill_not_awaited"
    assert home.world.refuse(TendBill(home.merchant, "W-0009")) == "bill_not_found"


def test_a_consent_is_for_bills_alone_and_a_mandate_for_none(home: Home) -> None:
    mandate = home.consents()
    assert home.world.refuse(CollectDebit(mandate, "X-1", home.store, 5)) == "mandate_for_bills"


def test_of_two_consents_to_one_account_the_first_pays_and_the_second_when_it_is_gone(home: Home) -> None:
    other = home.world.rich(home.bank)
    first = home.consents(pays="presented")
    home.consents(pays="presented", payer=other)
    home.bills("W-0001", 100)
    home.turn()
    home.world.do(EndMandate(first, home.li))
    home.bills("W-0002", 100)
    home.turn()
    assert [home.row(number).payer for number in ("W-0001", "W-0002")] == [home.li, other]


def test_a_consent_ends_with_its_wallet(home: Home) -> None:
    home.consents(pays="presented", payer=home.stranger)
    home.world.do(CloseWallet(home.stranger))
    home.bills("W-0001", 100)
    home.turn()
    assert home.row("W-0001").state == BillState.OPEN


def test_bad_consents_are_refused(home: Home) -> None:
    other = home.world.shop(home.bank)
    shop = home.world.query("SELECT merchant FROM stores WHERE id = ?", (other,))[0][0]
    good = (home.merchant, METER, SHOWN, 300, 900)
    bad = {
        ConsentToBills(home.li, shop, *good[1:]): "merchant_not_biller",
        ConsentToBills(home.li, home.merchant, "a b", SHOWN, 300, 900): "request_malformed",
        ConsentToBills(home.li, *good, pays="none"): "request_malformed",  # type: ignore[arg-type]
        ConsentToBills(home.li, home.merchant, METER, SHOWN, 900, 300): "request_malformed",
        ConsentToBills(home.li, home.merchant, METER, SHOWN, 0, 300): "amount_invalid",
        ConsentToBills(home.wallet, *good): "accounts_same",
    }
    for command, code in bad.items():
        assert home.world.refuse(command) == code
