"""A bill and a balance rule that two processes tend at once, and a payer by hand: each is done once."""

from collections import Counter
from collections.abc import Iterator

import pytest

from jiaozi.automatic.model import TendBill
from jiaozi.automatic.rule_model import TendBalanceRule
from jiaozi.billing.bills import PayBill
from jiaozi.clock import DAY_US
from jiaozi.mandates.model import PauseMandate
from tests.automatic.home import Home
from tests.automatic.test_rules import Firm
from tests.features.test_races import Race
from tests.features.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def race(world: World) -> Iterator[Race]:
    made = Race(world)
    yield made
    made.close()


def test_a_bill_is_paid_once_by_the_worker_or_by_hand(race: Race) -> None:
    home = Home(race.world)
    home.consents(pays="presented")
    for number in ("W-0001", "W-0002", "W-0003"):
        before = race.world.balance(home.li)
        home.bills(number, 100)
        acts = [TendBill(home.merchant, number), PayBill(home.li, home.merchant, number, 100)]
        asked = [race.submit(turn, acts[turn % 2], f"{number}-{turn}") for turn in range(8)]
        codes = Counter(getattr(each.result(60).outcome, "code", "") or "done" for each in asked)
        assert codes["done"] == 1
        assert set(codes) <= {"done", "bill_paid", "bill_not_awaited"}
        assert before - race.world.balance(home.li) == 100


def test_a_pause_and_a_bill_are_decided_one_after_the_other(race: Race) -> None:
    home = Home(race.world)
    mandate = home.consents(pays="presented")
    home.bills("W-0001", 100)
    acts = [TendBill(home.merchant, "W-0001"), PauseMandate(mandate, home.li)]
    asked = [race.submit(turn, acts[turn % 2], f"pause-{turn}") for turn in range(8)]
    [each.result(60) for each in asked]
    paid = home.row("W-0001").state
    assert race.world.balance(home.li) == 5_000 - 100 * paid


def test_a_rule_moves_once_for_a_day(race: Race) -> None:
    firm = Firm(race.world)
    number = firm.rule("above", 0, most=100, other_wallet=firm.sub)
    after = race.world.clock.now() + 3 * DAY_US
    for platform in race.platforms:
        platform.clock.advance_to(after)  # type: ignore[attr-defined]
    asked = [race.submit(turn, TendBalanceRule(number), f"rule-{turn}") for turn in range(16)]
    codes = Counter(getattr(each.result(60).outcome, "code", "") or "moved" for each in asked)
    assert codes == {"moved": 1, "balance_rule_not_due": 15}
    assert firm.money() == (9_900, 100)
