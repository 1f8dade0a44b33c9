"""Several consents to one account: none stops another or reads of bills, whoever gives one shows a bill, and a biller
measures nobody by bills."""

import pytest

from jiaozi import rulebook
from jiaozi.automatic import bills as automatic_bills
from jiaozi.automatic.model import ConsentToBills
from jiaozi.billing.bills import BillLine, UploadBills
from jiaozi.billing.model import BillState
from jiaozi.clock import DAY_US, SECOND_US, china_date, china_day
from jiaozi.mandates.model import EndMandate, PauseMandate
from tests.automatic.home import METER, SHOWN, Home
from tests.features.world import YUAN, World


@pytest.fixture
def home(world: World) -> Home:
    return Home(world)


def test_whoever_consents_shows_the_number_of_one_of_the_accounts_bills(home: Home) -> None:
    home.bills("E-0001", 100, account="CQ-0078")
    home.bills("E-0002", 100, account="")
    for account, bill in ((METER, "W-9999"), (METER, "E-0001"), (METER, "E-0002"), ("CQ-0079", SHOWN)):
        command = ConsentToBills(home.stranger, home.merchant, account, bill, 300, 900)
        assert home.world.refuse(command) == "bill_not_found"
    home.consents(account="CQ-0078", bill="E-0001")


def test_a_bill_that_is_looked_for_by_consents_is_counted_as_a_look_up(home: Home) -> None:
    for number in range(rulebook.lookups(china_date(home.world.clock.now())).per_day):
        command = ConsentToBills(home.stranger, home.merchant, METER, f"G-{number:04d}", 300, 900)
        assert home.world.refuse(command) == "bill_not_found"
    assert home.world.refuse(ConsentToBills(home.li, home.merchant, METER, SHOWN, 300, 900)) == "lookups_exceeded"
    home.world.wait(DAY_US)
    home.consents()


def test_a_consent_that_cannot_pay_stops_no_other_and_hears_of_no_bill_that_was_paid(home: Home) -> None:
    home.consents(payer=home.stranger, per_bill=1, per_month=1, pays="presented")
    home.consents(payer=home.stranger, pays="presented")  # without money
    mine = home.consents(pays="presented")
    home.bills("W-0001", 250)
    home.turn()
    row = home.row("W-0001")
    assert (row.state, row.mandate, row.payer, home.told()) == (BillState.PAID, mine, home.li, [])
    assert home.world.query("SELECT refusals FROM mandates ORDER BY id") == [(0,), (1,), (0,)]


def test_what_nobody_paid_is_told_to_each_side_without_the_bill(home: Home) -> None:
    home.consents(payer=home.stranger, per_bill=1, per_month=1, pays="presented")
    home.consents(200, 500, "presented")
    home.bills("W-0001", 250)
    home.turn()
    assert home.told() == [("bill_consent.above", "mandate_debit_exceeded")] * 2
    for (payload,) in home.world.query("SELECT payload FROM events WHERE kind LIKE 'bill_consent.%'"):
        assert "W-0001" not in payload
        assert "250" not in payload


def test_ones_own_higher_consent_pays_what_a_lower_one_does_not(home: Home) -> None:
    home.consents(100, 100, "presented")
    higher = home.consents(300, 900, "presented")
    home.bills("W-0001", 250)
    home.turn()
    assert home.row("W-0001").mandate == higher


def test_a_consent_whose_last_day_is_over_shadows_none(home: Home) -> None:
    today = china_day(home.world.clock.now())
    home.consents(pays="presented", last_day=today)
    other = home.world.rich(home.bank)
    home.consents(pays="presented", payer=other)
    home.world.wait(DAY_US)  # nobody has ended the first one
    home.bills("W-0001", 100)
    home.turn()
    assert (home.row("W-0001").payer, home.told()) == (other, [])


def test_a_consent_of_the_due_day_pays_what_one_of_the_presented_day_could_not(home: Home) -> None:
    home.consents(1, 1, "presented", payer=home.stranger)
    home.consents()
    home.bills("W-0001", 250)
    home.turn()
    assert home.row("W-0001").state == BillState.OPEN
    home.world.wait(4 * DAY_US)
    home.turn()
    assert home.row("W-0001").payer == home.li


@pytest.mark.parametrize("act", [EndMandate, PauseMandate])
def test_an_end_or_a_pause_has_the_bills_looked_at_at_once(home: Home, act: type) -> None:
    mandate = home.consents(payer=home.stranger, pays="presented")
    home.bills("W-0001", 250)
    home.turn()
    assert home.row("W-0001").look_at > home.world.clock.now()  # it is tried again in three hours
    home.world.do(act(mandate, home.stranger))
    assert home.row("W-0001").look_at <= home.world.clock.now()
    home.turn()


def test_an_account_has_so_many_consents(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(automatic_bills, "CONSENTS_MAX", 2)
    first = home.consents(payer=home.stranger)
    home.consents()
    assert home.world.refuse(ConsentToBills(home.li, home.merchant, METER, SHOWN, 300, 900)) == "mandates_exceeded"
    home.world.do(EndMandate(first, home.stranger))
    home.consents()


def test_a_biller_hears_five_times_a_day_that_a_payer_cannot_pay_however_it_asks(world: World) -> None:
    home = Home(world, money=1_234)
    home.consents(100 * YUAN, 100 * YUAN, "presented")
    for amount in range(4_000, 1_000, -200):  # one number, uploaded again and again
        world.wait(SECOND_US)
        home.bills("P-0001", amount)
        home.turn()
    assert home.row("P-0001").state == BillState.OPEN
    ladder = tuple(BillLine(f"Q-{n:04d}", "Water", 4_000 - 200 * n, 30_000, METER) for n in range(16))
    world.do(UploadBills(home.merchant, home.store, ladder))
    home.turn()
    assert world.query("SELECT COUNT(*) FROM bills WHERE state = 1") == [(0,)]
    assert world.query("SELECT refusals FROM mandates") == [(5,)]


def test_a_bill_uploaded_again_and_again_is_told_five_times_a_day(home: Home) -> None:
    home.consents(1, 1, "presented")
    for amount in range(100, 120):
        home.world.wait(SECOND_US)
        home.bills("P-0001", amount)
        home.turn()
    assert len(home.told()) == 5
    home.world.wait(DAY_US)
    home.bills("P-0001", 1)
    home.turn()
    assert home.row("P-0001").state == BillState.PAID


def test_a_consent_looks_at_all_open_bills_of_its_account(world: World) -> None:
    home = Home(world, money=10_000)
    for start in (0, 500, 1_000):
        lines = tuple(BillLine(f"K-{start + n:05d}", "Water", 1, 19_000, METER) for n in range(500))
        world.do(UploadBills(home.merchant, home.store, lines))
    home.turn()
    world.wait(SECOND_US)
    home.consents(per_month=10_000)
    home.turn()
    assert world.query("SELECT COUNT(*) FROM bills WHERE state = 0") == [(0,)]
