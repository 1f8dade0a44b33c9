"""A world that a wrong clock has written to is set right by two people, and then goes on as if nothing had been."""

import re
from typing import Any

import pytest

from jiaozi.banking.model import Direction
from jiaozi.banking.store import cash_of_day
from jiaozi.clock import DAY_US, SECOND_US, china_date, china_day, format_time
from jiaozi.db.schema import metadata
from jiaozi.db.sequencer import catch_up
from jiaozi.errors import Failure, Refusal
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.ledger.audit import audit
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.payments.pay import Pay
from jiaozi.scheme.banks import DepositCash
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.timekeeping import store
from jiaozi.timekeeping.setting import _DAYS, _WAITS, SetTimesRight
from jiaozi.wallets.schema import WALLETS
from tests.api.conftest import Live
from tests.timekeeping.conftest import RealTown

POISONED = 80
"""Payments by a clock ten years ahead: more than two checkpoints of the shop's chain."""
NEAR_US = 60 * SECOND_US


def findings(town: RealTown) -> set[str]:
    """What an audit of everything finds."""
    catch_up(town.platform.engine)
    with town.platform.snapshot() as connection:
        return {each.invariant for each in audit(connection, FEATURE_INVARIANTS).findings}


@pytest.fixture
def poisoned(town: RealTown) -> RealTown:
    """Li and Wang have paid the shop, the latter by a clock ten years ahead."""
    assert not isinstance(town.pay(town.platform, 500).outcome, Refusal | Failure)
    wrong = town.unwatched()
    for minor in range(1, POISONED + 1):
        assert not isinstance(town.pay(wrong, minor, "wang").outcome, Refusal | Failure)
    catch_up(town.platform.engine)
    return town


def propose(live: Live, who: str = "central", today: str = "") -> Any:
    """The proposal to set times right."""
    body = {
        "today": today or china_date(live.town.platform.clock.now()).isoformat(),
        "reason": "the clock of server 3 was ten years ahead",
    }
    return live.post(who, "/v1/clock/corrections", body)


def set_right(live: Live) -> dict[str, Any]:
    """Two people of the central bank set times right; what was done."""
    proposal = propose(live).json()["proposal"]
    decided = live.post("central2", f"/v1/proposals/{proposal}/approve", {"note": ""})
    assert decided.status_code == 200, decided.text
    outcome: dict[str, Any] = decided.json()["outcome"]
    return outcome


def test_whoever_pays_into_a_chain_from_the_future_waits_instead_of_following_it(poisoned: RealTown) -> None:
    before = poisoned.digest()
    refused = poisoned.pay(poisoned.platform).outcome
    assert isinstance(refused, Failure)
    assert refused.code == "clock_not_trusted"
    assert poisoned.digest() == before
    elsewhere = poisoned.pay(poisoned.platform, payee="works").outcome
    assert not isinstance(elsewhere, Failure)
    with poisoned.platform.snapshot() as connection:
        poisoned.platform.watch.look(connection)
    assert poisoned.platform.watch.alarm == f"{POISONED} groups are recorded in the future"
    assert findings(poisoned) == {"time_goes_on"}


def test_a_poisoned_world_is_set_right_by_two_people_of_the_central_bank(poisoned: RealTown, live: Live) -> None:
    real, today = poisoned.real, china_day(poisoned.real.now())
    assert poisoned.usage("wang").day == china_day(real.now()) + 3_653
    assert live.http.get("/readyz").json()["alarm"] == f"{POISONED} groups are recorded in the future"
    assert live.pay(1).json()["code"] == "clock_not_trusted"
    poisoned.pay(poisoned.platform, payee="works")
    assert findings(poisoned) == {"time_goes_on"}

    done = set_right(live)
    assert done["groups"] == POISONED
    assert done["transfers"] >= POISONED

    # Payments are recorded now, and limits count on today's day.
    assert poisoned.usage("wang").day == today
    assert poisoned.usage("wang").used_today_minor == sum(range(1, POISONED + 1))
    paid = live.pay(700)
    assert paid.status_code == 201, paid.text
    assert paid.json()["paid_at"] < format_time(real.now() + NEAR_US)
    assert live.pay(300, "wang").status_code == 201
    assert poisoned.usage("li").used_today_minor == 500 + 100 + 700
    assert poisoned.usage("wang").used_today_minor == sum(range(1, POISONED + 1)) + 300

    # Chains go on from the present.
    with poisoned.platform.snapshot() as connection:
        wallet = WALLETS.read(connection, [poisoned.number("shop")])[0]
        assert abs(ACCOUNTS.read(connection, [wallet.account])[0].changed_at - real.now()) < NEAR_US

    # Statement and takings have the payments of today.
    day = china_date(real.now()).isoformat()
    shop = poisoned.ids["shop"]
    found = live.get("boc", f"/v1/wallets/{shop}/statements", params={"from": day, "to": day}).json()
    amounts = [entry["amount"]["minor"] for entry in found["entries"]]
    assert amounts[-2:] == [700, 300]
    assert sum(amounts) == found["closing"]["minor"] - found["opening"]["minor"]
    assert len(amounts) == 2 + POISONED + 2
    takings = live.get("teahouse", f"/v1/merchants/{poisoned.ids['teahouse']}/takings", params={"day": day}).json()
    assert takings["total"]["payments"] == 2

    assert live.http.get("/readyz").json()["alarm"] is None
    assert findings(poisoned) == set()


def test_it_takes_two_people_and_something_to_set_right(town: RealTown, live: Live) -> None:
    for who in ("icbc", "auditor", "li", "city"):
        assert propose(live, who).json()["code"] == "forbidden"
    proposal = propose(live).json()["proposal"]
    alone = live.post("central", f"/v1/proposals/{proposal}/approve", {"note": ""})
    assert alone.json()["code"] == "approval_own_proposal"
    decided = live.post("central2", f"/v1/proposals/{proposal}/approve", {"note": ""}).json()
    assert (decided["state"], decided["outcome"]["refused"]["code"]) == ("refused", "clock_not_ahead")


def test_a_clock_that_is_behind_does_not_make_the_present_the_future(poisoned: RealTown, live: Live) -> None:
    """Two people say what day it is; a process whose clock is behind would misdate everything."""
    for today in ("2020-01-01", china_date(poisoned.real.now() + DAY_US).isoformat()):
        proposal = propose(live, today=today).json()["proposal"]
        decided = live.post("central2", f"/v1/proposals/{proposal}/approve", {"note": ""}).json()
        assert decided["outcome"]["refused"]["code"] == "clock_day_differs"
    assert propose(live, today="tomorrow").status_code == 422


def test_a_world_is_set_right_again_when_it_is_poisoned_again(poisoned: RealTown, live: Live) -> None:
    set_right(live)
    again = poisoned.unwatched(9 * 365 * 86_400)
    assert not isinstance(poisoned.pay(again, 5, "wang").outcome, Refusal | Failure)
    assert live.pay().status_code == 503
    assert set_right(live)["groups"] == 1
    assert live.pay().status_code == 201
    assert findings(poisoned) == set()


def test_whatever_is_counted_by_the_day_counts_today_again(town: RealTown, live: Live) -> None:
    """Cash for the large-value report, the uses of a key, look-ups of people; and what waits waits no longer."""
    wrong, today = town.unwatched(), china_day(town.real.now())
    central, account = 2, town.number("li.bank")
    for platform, minor in ((town.platform, 300), (wrong, 5_000)):
        deposit = platform.request(central, f"cash{minor}", DepositCash(account, minor))
        assert not isinstance(platform.run([deposit])[0].outcome, Refusal | Failure)
    connection = town.platform.engine.connect()
    connection.begin()
    connection.insert("lookups", ("principal", "day", "used"), [(central, today + 3_653, 4)])
    connection.execute("UPDATE api_keys SET last_used_day = ?", (today + 3_653,))
    connection.commit()
    connection.close()
    assert days(town, "cash_moves") == [today, today + 3_653]

    set_right(live)
    assert days(town, "cash_moves") == [today]
    assert days(town, "lookups") == [today]
    assert days(town, "api_keys", "last_used_day")[-1] == today
    with town.platform.snapshot() as connection:
        bank = BANK_ACCOUNTS.read(connection, [account])[0]
        counted = cash_of_day(connection, bank.customer, today, bank.bank, Direction.IN)
    assert counted == 1_000_000 + 300 + 5_000
    catch_up(town.platform.engine)
    assert findings(town) == set()


def days(town: RealTown, table: str, column: str = "day") -> list[int]:
    """The days that rows of a table stand at."""
    with town.platform.snapshot() as connection:
        return [row[0] for row in connection.query(f"SELECT DISTINCT {column} FROM {table} ORDER BY {column}")]


def test_what_was_written_stays_as_it_was_written(poisoned: RealTown, live: Live) -> None:
    with poisoned.platform.snapshot() as connection:
        before = connection.query("SELECT id, recorded_at FROM transfers ORDER BY id")
    set_right(live)
    with poisoned.platform.snapshot() as connection:
        assert connection.query("SELECT id, recorded_at FROM transfers ORDER BY id") == before
    assert before[-1][1] > poisoned.real.now() + 3_000 * DAY_US


def test_setting_right_shares_a_group_with_payments(poisoned: RealTown) -> None:
    platform = poisoned.platform
    first = platform.request(1, "right", SetTimesRight(china_date(poisoned.real.now()).isoformat()))
    second = platform.request(1, "pay", Pay(poisoned.number("wang"), 7, "person", payee=poisoned.number("shop")))
    outcomes = [result.outcome for result in platform.run([first, second])]
    assert not any(isinstance(each, Refusal | Failure) for each in outcomes), outcomes
    assert findings(poisoned) == set()


AS_RECORDED = {
    ("cash_days", "day"): "what earlier schemas counted; nothing reads it",
    ("class_changes", "day"): "history of a class, read with the interest of its days",
    ("institutions", "regime_since"): "history of a regime; the recipe says so",
    ("interest_carried", "until_day"): "what was settled stays settled; the recipe says so",
    ("interest_items", "until_day"): "the same",
    ("interest_runs", "start_day"): "the same",
    ("interest_runs", "end_day"): "the same",
    ("refused_payees", "day"): "another day than today counts as none",
}


def test_every_day_that_is_counted_on_and_every_wait_comes_back_or_says_why_not() -> None:
    """A column that a feature adds has to be decided on: one that goes on with the newest day it has seen would be
    dragged along by a wrong clock for good."""
    waits = re.compile(r"(.*_)?day|next_at|retry_at|leased_until|.*_since|changed_at|counted_on")
    found = {(table.name, column.name) for table in metadata.tables.values() for column in table.columns}
    pulled = {(table.name, column) for table, column in (*_DAYS, *_WAITS)}
    pulled |= {(table, "day") for table in store._DAYS} | {("accounts", "changed_at"), ("accounts", "counted_on")}
    assert {each for each in found if waits.fullmatch(each[1])} == pulled | AS_RECORDED.keys()
