"""A balance is kept by itself once a day: what is above goes out, what is below comes in, each movement once."""

from typing import Any

import pytest

from jiaozi.automatic.rule_model import EndBalanceRule, SetBalanceRule, TendBalanceRule
from jiaozi.automatic.rules import RULES_MAX
from jiaozi.automatic.store import balance_rule, latest_moves
from jiaozi.clock import DAY_US, HOUR_US
from jiaozi.kinds import BalanceRuleNo, BankAccountNo, WalletNo
from jiaozi.subwallets.model import OpenSubWallet
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.worker.balances import BalanceTurns
from tests.banking.people import agree_past_cooling
from tests.features.world import World


class Firm:
    """A company with a wallet, a sub-wallet for its shop and a bank account."""

    def __init__(self, world: World) -> None:
        self.world, self.bank = world, world.bank()
        self.wallet = world.company(self.bank)
        self.account = world.fund(self.wallet, 10_000)
        self.sub = WalletNo(world.do(OpenSubWallet(self.wallet, "shop")).sub_wallet)

    def rule(self, kind: Any, threshold: int, wallet: int = 0, most: int = 100_000, **more: Any) -> BalanceRuleNo:
        """A rule of the company's wallet unless another is said."""
        command = SetBalanceRule(WalletNo(wallet or self.wallet), kind, threshold, most, **more)
        return BalanceRuleNo(self.world.do(command).balance_rule)

    def turn(self, hours: int = 0) -> int:
        """A turn of the worker after so many hours; how many rules it decided."""
        self.world.wait(hours * HOUR_US)
        worker = BalanceTurns(self.world.platform)
        worker.turn()
        return worker.tended

    def money(self) -> tuple[int, int]:
        """What is in the wallet and in the sub-wallet."""
        return self.world.balance(self.wallet), self.world.balance(self.sub)

    def told(self) -> list[str]:
        """What the rules' events were, in order."""
        rows = self.world.query("SELECT kind FROM events WHERE kind LIKE 'balance_rule.%' ORDER BY group_id, n")
        return [row[0].partition(".")[2] for row in rows]


@pytest.fixture
def firm(world: World) -> Firm:
    return Firm(world)


def test_what_is_above_goes_to_a_sub_wallet_once_a_day(firm: Firm) -> None:
    number = firm.rule("above", 4_000, other_wallet=firm.sub)
    assert firm.turn() == 0
    assert (firm.turn(24), firm.turn()) == (1, 0)
    assert firm.money() == (4_000, 6_000)
    firm.world.deposit(firm.wallet, 500)
    with firm.world.platform.snapshot() as connection:
        row, moves = balance_rule(connection, number), latest_moves(connection, number, 9)
    assert row is not None
    assert (row.moves, row.moved_minor, [move.amount_minor for move in moves]) == (1, 6_000, [6_000])
    assert firm.told() == ["moved"]


def test_a_sub_wallet_is_filled_from_its_parent_and_emptied_into_it(firm: Firm) -> None:
    firm.rule("below", 1_000, firm.sub, other_wallet=firm.wallet)
    firm.turn(24)
    assert firm.money() == (9_000, 1_000)
    firm.rule("above", 300, firm.sub, other_wallet=firm.wallet)
    firm.turn(24)  # the first is kept already, and then the second goes
    assert firm.money() == (9_700, 300)
    firm.turn(24)
    assert firm.money() in ((9_000, 1_000), (9_700, 300))


def test_a_bank_account_takes_what_is_above_and_gives_what_is_below_within_the_most(firm: Firm) -> None:
    firm.rule("above", 1_000, most=2_500, bank_account=firm.account)
    for left in (7_500, 5_000, 2_500, 1_000, 1_000):
        firm.turn(24)
        assert firm.money() == (left, 0)
    low = firm.rule("below", 1_800, most=500, bank_account=firm.account)
    firm.turn(24)
    assert firm.money()[0] == 1_500
    firm.world.do(EndBalanceRule(low, firm.wallet))
    assert firm.world.refuse(EndBalanceRule(low, firm.wallet)) == "balance_rule_ended"


def test_after_days_down_it_is_done_once(firm: Firm) -> None:
    firm.rule("above", 0, most=1_000, other_wallet=firm.sub)
    firm.world.wait(9 * DAY_US)
    assert (firm.turn(), firm.turn()) == (1, 0)
    assert firm.money() == (9_000, 1_000)


def test_a_day_that_a_wrong_clock_has_moved_for_is_passed_over(firm: Firm) -> None:
    firm.rule("above", 0, most=1_000, other_wallet=firm.sub)
    firm.turn(24)
    firm.world.tamper(f"UPDATE balance_rules SET due_at = due_at - {DAY_US}, look_at = look_at - {DAY_US}")
    assert firm.turn(1) == 1
    assert firm.money() == (9_000, 1_000)
    firm.turn(24)
    assert firm.money() == (8_000, 2_000)


def test_what_is_frozen_is_tried_five_times_on_its_day_and_the_next_one_anew(firm: Firm) -> None:
    firm.rule("above", 1_000, other_wallet=firm.sub, hour=0)
    firm.turn(24)
    assert firm.money() == (1_000, 9_000)
    firm.rule("below", 5_000, other_wallet=firm.sub, hour=0)
    freeze = firm.world.do(FreezeWallet(firm.sub, "out", "order")).freeze
    tried = sum(firm.turn(1) for _ in range(24))
    assert tried == 1 + 5  # nothing is above
    assert firm.told() == ["moved", "failed"]
    firm.world.do(UnfreezeWallet(firm.sub, freeze))
    firm.turn(24)
    assert firm.money() == (5_000, 5_000)


def test_held_and_frozen_money_stays(firm: Firm) -> None:
    firm.world.do(FreezeWallet(firm.wallet, "amount", "order", 3_000))
    firm.rule("above", 1_000, other_wallet=firm.sub)
    firm.turn(24)
    assert firm.money() == (4_000, 6_000)


def test_a_rule_ends_with_its_wallet(firm: Firm) -> None:
    number = firm.rule("above", 1_000, firm.sub, other_wallet=firm.wallet)
    firm.world.do(CloseWallet(firm.sub))
    firm.turn(24)
    assert firm.told() == ["ended"]
    assert firm.world.refuse(TendBalanceRule(number)) == "balance_rule_ended"


def test_bad_rules_are_refused(firm: Firm) -> None:
    world = firm.world
    person, wallet = world.rich(firm.bank), firm.wallet
    bad = {
        SetBalanceRule(wallet, "above", -1, 5, other_wallet=firm.sub): "amount_invalid",
        SetBalanceRule(wallet, "above", 0, 0, other_wallet=firm.sub): "amount_invalid",
        SetBalanceRule(wallet, "above", 0, 5): "request_malformed",
        SetBalanceRule(wallet, "above", 0, 5, firm.sub, BankAccountNo(firm.account)): "request_malformed",
        SetBalanceRule(wallet, "above", 0, 5, firm.sub, hour=24): "request_malformed",
        SetBalanceRule(wallet, "beside", 0, 5, firm.sub): "request_malformed",  # type: ignore[arg-type]
        SetBalanceRule(wallet, "above", 0, 5, person): "sub_wallet_not_found",
        SetBalanceRule(person, "above", 0, 5, firm.sub): "sub_wallet_not_found",
        SetBalanceRule(person, "above", 0, 5, bank_account=BankAccountNo(firm.account)): "bank_account_not_found",
        SetBalanceRule(firm.sub, "above", 0, 5, bank_account=BankAccountNo(firm.account)): "usage_not_allowed",
        SetBalanceRule(WalletNo(7), "above", 0, 5, firm.sub): "wallet_not_found",
    }
    for command, code in bad.items():
        assert world.refuse(command) == code, command
    number = firm.rule("above", 0, other_wallet=firm.sub)
    assert world.refuse(EndBalanceRule(number, person)) == "balance_rule_not_found"
    assert world.refuse(TendBalanceRule(number)) == "balance_rule_not_due"
    for _ in range(RULES_MAX - 1):
        firm.rule("above", 0, other_wallet=firm.sub)
    assert world.refuse(SetBalanceRule(wallet, "above", 0, 5, firm.sub)) == "balance_rules_exceeded"


def test_what_is_attached_is_not_missing(firm: Firm) -> None:
    firm.rule("above", 0, other_wallet=firm.sub)
    firm.turn(24)
    firm.world.deposit(firm.wallet, 300)
    account = firm.world.fund(firm.wallet, 300)
    firm.world.do(FreezeWallet(firm.wallet, "amount", "a court's order", 60_000))
    firm.rule("below", 200, most=1_000, bank_account=account)
    before = firm.money()[0]
    for _ in range(3):
        firm.turn(24)
    assert firm.money()[0] == before
    firm.rule("below", before + 100, most=1_000, other_wallet=firm.sub)
    for _ in range(3):
        firm.turn(24)
    assert firm.money()[0] == before + 100  # to the threshold, however much is frozen, and no further


def test_a_rule_moves_what_the_wallet_may_hold(world: World) -> None:
    firm = Firm(world)
    person = world.person(firm.bank)
    account = world.deposit(person, 5_000_000)
    world.do(SetBalanceRule(person, "below", 2_000_000, 2_000_000, bank_account=account))
    firm.turn(24)
    assert world.balance(person) == 1_000_000  # a class IV wallet holds 10,000 yuan
    for _ in range(12):
        firm.turn(3)
    assert firm.told() == ["moved", "failed"]  # full: nothing of it may move


def test_a_rule_moves_what_its_agreement_lets_move(world: World) -> None:
    firm = Firm(world)
    agree_past_cooling(world, firm.wallet, firm.account, single_minor=700)
    firm.rule("above", 0, bank_account=firm.account)
    firm.turn(24)
    assert firm.money()[0] == 9_300
    firm.turn(24)
    assert firm.money()[0] == 8_600


def test_a_rule_goes_on_after_a_wrong_clock(firm: Firm) -> None:
    number = firm.rule("above", 1_000, most=100, other_wallet=firm.sub)
    firm.world.outcome(TendBalanceRule(number), at=firm.world.clock.now() + 40 * DAY_US)
    assert firm.money()[1] == 100
    for _ in range(5):
        firm.turn(24)
    assert firm.money()[1] == 500  # the first turn sets it right
    assert firm.world.refuse(TendBalanceRule(number)) == "balance_rule_not_due"
