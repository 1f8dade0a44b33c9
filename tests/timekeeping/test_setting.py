"""A world that a wrong clock has written to is set right by two people, and then goes on as if nothing had been."""

import re
from itertools import count
from typing import Any

import pytest

from jiaozi.access.approvals import proposal_of
from jiaozi.access.model import Decide
from jiaozi.banking.model import Direction
from jiaozi.banking.store import cash_of_day
from jiaozi.clock import CHINA_OFFSET_US, DAY_US, SECOND_US, china_date, china_day, format_time
from jiaozi.db.engine import Connection, Contention
from jiaozi.db.schema import metadata
from jiaozi.db.sequencer import catch_up
from jiaozi.db.tables import RowTable
from jiaozi.db.tx import Tx
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import decode_id
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.kinds import ProposalNo, WalletNo
from jiaozi.ledger.audit import audit
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.payments.pay import Paid, Pay
from jiaozi.platform import Platform
from jiaozi.scheme.banks import DepositCash
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.timekeeping import store
from jiaozi.timekeeping.setting import _DAYS, _WAITS, OPERATIONS, SetTimesRight, TimesSetRight
from jiaozi.wallets.schema import WALLETS
from tests.api.conftest import Live
from tests.timekeeping.conftest import RealTown

_keys = count()

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


def set_by(town: RealTown, platform: Platform, day_us: int = 0) -> Any:
    """What it gives when a process sets times right, by people who say its day, or another."""
    today = china_date(day_us or platform.clock.now()).isoformat()
    return platform.run([platform.request(1, f"right{next(_keys)}", SetTimesRight(today))])[0].outcome


def test_a_world_that_was_set_right_by_a_clock_a_day_ahead_is_set_right_again(town: RealTown) -> None:
    """A machine just started may be believed to be so far ahead: what it sets right still lies in the future."""
    for minor in range(1, 41):
        assert isinstance(town.pay(town.unwatched(), minor, "wang").outcome, Paid)
    assert isinstance(set_by(town, town.unwatched(86_400)), TimesSetRight)
    assert town.pay(town.platform).outcome.code == "clock_not_trusted"
    again = set_by(town, town.platform)
    assert isinstance(again, TimesSetRight), again
    assert again.groups == 40 + 1  # and the one that set them right
    assert again.transfers >= 40
    assert isinstance(town.pay(town.platform).outcome, Paid)
    assert town.usage("wang").day == china_day(town.real.now())
    assert town.usage("wang").used_today_minor == sum(range(1, 41))
    assert findings(town) == set()
    with town.platform.snapshot() as connection:
        assert connection.query("SELECT DISTINCT at FROM misdated") == [(again.set_at,)]
        assert connection.query("SELECT DISTINCT at FROM misdated_groups") == [(again.set_at,)]
        town.platform.watch.look(connection)
    assert town.platform.watch.alarm == ""
    assert set_by(town, town.platform) == Refusal("clock_not_ahead")


def proposed(town: RealTown) -> ProposalNo:
    """A proposal of one of the central bank's people to set times right, made by a clock that is right."""
    platform, command = town.platform, SetTimesRight(china_date(town.real.now()).isoformat())
    asked = proposal_of(platform.operations, command, "server 3 was ten years ahead")
    request = platform.request(decode_id("prn", town.principals["central"]), f"propose{next(_keys)}", asked)
    number: ProposalNo = platform.run([request])[0].outcome.proposal
    return number


def test_what_its_own_group_did_before_it_is_counted(town: RealTown) -> None:
    """Wang's refused payment leaves only his usage in the future, so he pays in the group that sets it right."""
    wrong = town.unwatched()
    nobody = Pay(town.number("wang"), 7, "person", payee=WalletNo(12345))
    assert isinstance(wrong.run([wrong.request(1, "nobody", nobody)])[0].outcome, Refusal)
    assert town.usage("wang").day > china_day(town.real.now())
    platform, central2 = town.platform, decode_id("prn", town.principals["central2"])
    one, other = proposed(town), proposed(town)
    asked: list[tuple[int, Any]] = [
        *((1, Pay(town.number("wang"), minor, "person", payee=town.number("works"))) for minor in (7, 30, 500)),
        (central2, Decide(one, approve=False)),
        (central2, Decide(other, approve=True)),
        (1, Pay(town.number("wang"), 4_000, "person", payee=town.number("works"))),
    ]
    results = platform.run([platform.request(who, f"shared{n}", each) for n, (who, each) in enumerate(asked)])
    assert not [result.outcome for result in results if isinstance(result.outcome, Refusal | Failure)]
    assert results[4].outcome.state == "done"
    assert town.usage("wang").used_today_minor == 7 + 30 + 500 + 4_000
    assert findings(town) == set()


@pytest.fixture
def looked_for(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tables that are read whole for what lies in the future, as they are read."""
    tables: list[str] = []
    keys_after = store.keys_after

    def noted(connection: Connection, table: RowTable[Any], column: str, bound: int) -> list[Any]:
        tables.append(table.name)
        return keys_after(connection, table, column, bound)

    monkeypatch.setattr(store, "keys_after", noted)
    return tables


def test_nothing_is_looked_for_by_a_clock_whose_day_is_another(town: RealTown, looked_for: list[str]) -> None:
    """By a clock a year behind all that changed in that year lies in the future."""
    behind = town.unwatched(-365 * 86_400)
    assert set_by(town, behind, town.real.now()).code == "clock_day_differs"
    assert looked_for == []
    assert set_by(town, town.platform) == Refusal("clock_not_ahead")
    assert "accounts" in looked_for


def test_an_act_whose_day_comes_after_its_rows_were_named_runs_again(town: RealTown) -> None:
    """Else it would set right the groups, and leave the accounts in the future."""
    midnight = (town.real.now() + DAY_US + CHINA_OFFSET_US) // DAY_US * DAY_US - CHINA_OFFSET_US
    request = town.platform.request(1, "midnight", SetTimesRight(china_date(midnight).isoformat()))
    act = OPERATIONS[0]
    with town.platform.snapshot() as connection:
        tx = Tx(connection, town.platform.ids, midnight - 1, 1)
        act.touch(tx, [request])
        assert not tx.wanted
        with pytest.raises(Contention):
            act.run(tx, [request._replace(at=midnight)])


def test_one_person_has_nothing_looked_for(town: RealTown, live: Live, looked_for: list[str]) -> None:
    """Neither who proposes, nor who says yes to what she proposed herself or what was decided."""
    proposal = propose(live).json()["proposal"]
    assert live.post("central", f"/v1/proposals/{proposal}/approve", {"note": ""}).status_code == 403
    live.post("central2", f"/v1/proposals/{proposal}/reject", {"note": ""})
    assert live.post("central2", f"/v1/proposals/{proposal}/approve", {"note": ""}).json()["code"] == "proposal_closed"
    assert looked_for == []


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
    ("pockets", "day"): "the same",
    ("mandates", "refused_day"): "another day than today counts as none",
    ("mandates", "period_day"): "where it is another than today's, what today's period has is summed up",
    ("mandates", "latest_day"): "up to it a period's debits are summed up",
    ("mandate_debits", "day"): "what was collected stays in its period",
    ("mandate_debits", "period_day"): "the same",
    ("mandates", "first_day"): "its payer's own word, who gives another mandate",
    ("mandates", "last_day"): "its payer's own word, who changes it",
    ("mandate_terms", "last_day"): "history of that word",
    ("balance_rules", "due_at"): "the day that is moved for; it is looked at when its look has come back",
    ("balance_moves", "day"): "what was moved stays, and its day is passed over when it comes",
    ("bills", "look_at"): "the day that a bill is due; it is looked at anew when its payer says her consent anew",
    ("standing_dues", "due_at"): "what was written down of a due stays",
    ("locks", "due_at"): "an end of its own, as its parties agreed; the recipe says so",
    ("prepaids", "due_at"): "the same",
    ("campaigns", "due_at"): "the same, as its funder said",
    ("standing_payments", "on_day"): "its payer's own word, a day of a month",
    ("standing_payments", "last_day"): "its payer's own word",
    ("reconciliations", "day"): "the day that a bank's statement names; a closed one never changes",
    ("core_entries", "day"): "the same",
    ("reconciliation_breaks", "day"): "the same",
    ("reconciliation_breaks", "other_day"): "the same",
    ("reconciliation_corrections", "day"): "the same",
}


def test_every_day_that_is_counted_on_and_every_wait_comes_back_or_says_why_not() -> None:
    """A column that a feature adds has to be decided on: one that goes on with the newest day it has seen would be
    dragged along by a wrong clock for good."""
    waits = re.compile(r"(.*_)?day|next_at|due_at|look_at|retry_at|leased_until|.*_since|changed_at|counted_on")
    found = {(table.name, column.name) for table in metadata.tables.values() for column in table.columns}
    pulled = {(table.name, column) for table, column in (*_DAYS, *_WAITS)}
    pulled |= {("standing_payments", column) for column in ("due_at", "look_at")}  # `go_back`
    pulled |= {(table, "day") for table in store._DAYS} | {("accounts", "changed_at"), ("accounts", "counted_on")}
    assert {each for each in found if waits.fullmatch(each[1])} == pulled | AS_RECORDED.keys()
