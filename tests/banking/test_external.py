"""Banks outside: whatever is lost, late or killed, an order ends in completion or reversal, and never twice."""

import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from typing import Any

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jiaozi.banking.agreements import EndAgreement, SignAgreement
from jiaozi.banking.connector import BankOrder, BankUnreachable, HttpBank, addresses, key_of
from jiaozi.banking.dues import PayExternalBank, TakeFromExternalBank
from jiaozi.banking.exchange_orders import OrderExchange
from jiaozi.banking.external_model import ExchangeOrder, OrderKindName, OrderState
from jiaozi.banking.order_ends import ClaimOrder, SettleOrder
from jiaozi.banking.outside import OpenExternalAccount, OpenExternalBank, number_of
from jiaozi.banking.schema import EXCHANGE_ORDERS, EXTERNAL_ACCOUNTS, EXTERNAL_BANKS
from jiaozi.banking.simulator import BankServer, SimulatedBank
from jiaozi.banking.stuck import PayOutOrder
from jiaozi.clock import SECOND_US, SimulatedClock
from jiaozi.ids import encode_id
from jiaozi.kinds import BankAccountNo, ExchangeOrderNo, ExternalAccountNo, ExternalBankNo, WalletNo
from jiaozi.scheme.banks import OpenBankAccount
from jiaozi.scheme.issuance import RepayReserves
from jiaozi.scheme.model import CentralRole, central
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.exchange import Load
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.holder_freezes import FreezeHolder, UnfreezeHolder
from jiaozi.wallets.model import WalletClass
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from jiaozi.worker.exchange import Exchanger
from tests.banking.people import agree, agreement_of, code, proposal
from tests.features.test_races import Race
from tests.features.world import World
from tests.worlds.people import resident_id

NUMBER = "4367420000000001"
HOUR_US = 3_600 * SECOND_US
IN_MEMORY = pytest.mark.only_engine("sqlite")
"""For what is decided in memory: the engine has no part in it, and OceanBase takes seconds for each."""
WIDE = {"single_minor": 10**8, "daily_count": 100, "daily_minor": 10**8, "yearly_count": 1_000, "yearly_minor": 10**9}


class Outside:
    """A world with a bank outside it, a wallet and the wallet's account there with 1,000 yuan."""

    details = ("15000000001", "张三", resident_id(1), "6222000012345678", True)
    """Of the first person of a world."""

    def __init__(
        self,
        world: World,
        wallet_class: WalletClass = "II",
        loaded: int = 50_000,
        *,
        agreed: bool = True,
        company: bool = False,
    ) -> None:
        self.world = world
        self.operator = world.bank()
        self.bank = SimulatedBank({NUMBER: 100_000})
        self.number = world.do(OpenExternalBank(self.operator, "ccb", "A bank outside")).external_bank
        self.wallet = world.company(self.operator) if company else world.person(self.operator, wallet_class)
        if loaded:
            world.fund(self.wallet, loaded)
        self.account = world.do(OpenExternalAccount(self.wallet, self.number, NUMBER)).external_account
        if agreed:
            agree(world, self.wallet, self.account, outside=True, **WIDE)
        key = key_of(world.platform.keyring, "ccb")
        self.server = BankServer(self.bank, key)
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self.thread.start()
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.connector = HttpBank(self.url, key, timeout_s=20)
        self.exchanger = Exchanger(world.platform, {"ccb": self.connector})

    def order(self, kind: OrderKindName, amount: int = 10_000) -> ExchangeOrderNo:
        """A new exchange order."""
        return ExchangeOrderNo(self.world.do(OrderExchange(self.wallet, self.account, kind, amount)).exchange_order)

    def row(self, order: int) -> ExchangeOrder:
        """The row of an order."""
        with self.world.platform.snapshot() as connection:
            return EXCHANGE_ORDERS.read(connection, [order])[0]

    def state(self, order: int) -> str:
        """Where an order stands."""
        return OrderState(self.row(order).state).name.lower()

    def run(self, turns: int = 12) -> None:
        """Turns of the worker, an hour apart."""
        for _ in range(turns):
            self.exchanger.turn()
            self.world.wait(HOUR_US)

    def sums(self) -> tuple[int, int, int]:
        """What the wallet has, what the customer has at the bank, and how often the bank moved money."""
        return self.world.balance(self.wallet), self.bank.balances[NUMBER], self.bank.moves

    def held(self) -> int:
        """What stands in suspense."""
        with self.world.platform.snapshot() as connection:
            (row,) = EXTERNAL_BANKS.read(connection, [self.number])
        return sum(self.world.account(each).posted for each in (row.suspense_cny, row.suspense_m0, row.suspense_own))

    def close(self) -> None:
        """Ends the bank."""
        self.connector.close()
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


@pytest.fixture
def outside(world: World) -> Iterator[Outside]:
    """A world with a bank outside."""
    made = Outside(world)
    yield made
    made.close()


def test_money_goes_out_and_comes_in(outside: Outside) -> None:
    out, into = outside.order("unload", 20_000), outside.order("load", 5_000)
    assert outside.world.balance(outside.wallet) == 30_000
    assert outside.held() == 20_000
    outside.exchanger.turn()
    assert (outside.state(out), outside.state(into), outside.held()) == ("completed", "completed", 0)
    assert outside.sums() == (35_000, 115_000, 2)
    assert outside.world.account(outside.number).posted == -15_000
    assert outside.row(out).bank_reference.startswith("B0")
    outside.run(2)
    assert outside.bank.moves == 2


@IN_MEMORY
@pytest.mark.parametrize("kind", ["load", "unload"])
def test_what_the_bank_refuses_is_reversed(outside: Outside, kind: OrderKindName) -> None:
    outside.bank.balances.clear()
    order = outside.order(kind)
    outside.exchanger.turn()
    assert (outside.state(order), outside.held()) == ("reversed", 0)
    assert outside.world.balance(outside.wallet) == 50_000
    assert outside.world.account(outside.number).posted == 0


@IN_MEMORY
@pytest.mark.parametrize("kind", ["load", "unload"])
@pytest.mark.parametrize(
    ("faults", "ends"),
    [
        (["lose"], "reversed"),
        (["drop"], "completed"),
        (["error"], "reversed"),
        (["lose", "lose", "drop"], "reversed"),
        (["drop", "lose"], "completed"),
    ],
)
def test_a_lost_answer_is_asked_for(outside: Outside, kind: OrderKindName, faults: list[str], ends: str) -> None:
    """tigerbeetle #206: a time-out does not turn what is definite into what is not."""
    outside.bank.faults.extend(faults)
    order = outside.order(kind)
    outside.exchanger.turn()
    assert outside.state(order) == "unknown"
    assert outside.held() == (10_000 if kind == "unload" else 0)
    outside.run()
    assert (outside.state(order), outside.held()) == (ends, 0)
    sign = 1 if kind == "load" else -1
    moved = 10_000 * sign if ends == "completed" else 0
    assert outside.sums() == (50_000 + moved, 100_000 - moved, int(ends == "completed"))


@IN_MEMORY
def test_an_order_that_arrives_after_it_was_given_up_does_nothing(outside: Outside) -> None:
    outside.bank.faults.append("lose")
    order = outside.order("load")
    outside.run()
    assert outside.state(order) == "reversed"
    late = outside.connector.send(BankOrder(encode_id("xch", order), "debit", NUMBER, 10_000))
    assert (late.state, outside.bank.moves) == ("cancelled", 0)


@IN_MEMORY
@pytest.mark.parametrize("faults", [[], ["", "drop"], ["", "lose"]])
def test_a_load_that_the_wallet_cannot_take_is_returned(outside: Outside, faults: list[str]) -> None:
    order = outside.order("load")
    outside.bank.faults.extend(faults)
    outside.world.do(FreezeWallet(outside.wallet, "all", "order"))
    outside.exchanger.turn()
    assert (outside.state(order), outside.held()) == ("returning", 10_000)
    outside.run()
    assert (outside.state(order), outside.held()) == ("reversed", 0)
    assert outside.sums() == (50_000, 100_000, 2)
    assert outside.world.account(outside.number).posted == 0


def test_two_loads_that_fit_alone_but_not_together(world: World) -> None:
    outside = Outside(world, "IV", 985_000)
    try:
        orders = [outside.order("load") for _ in range(2)]
        outside.run(4)
        assert sorted(outside.state(order) for order in orders) == ["completed", "reversed"]
        assert outside.sums() == (995_000, 90_000, 3)
    finally:
        outside.close()


@pytest.fixture
def stuck(outside: Outside) -> tuple[Outside, int]:
    """An unload of 500 yuan that the bank has refused after the wallet was closed."""
    outside.bank.balances.clear()
    order = outside.order("unload", 50_000)
    outside.world.do(CloseWallet(outside.wallet))
    outside.run(2)
    assert (outside.state(order), outside.held()) == ("stuck", 50_000)
    assert agreement_of(outside.world, outside.wallet, outside.account).used_year_minor == 0
    return outside, order


def test_a_stuck_unload_is_paid_into_another_wallet_of_its_holder(stuck: tuple[Outside, ExchangeOrderNo]) -> None:
    outside, order = stuck
    world, holder = outside.world, outside.world.wallet(outside.wallet).holder
    outside.bank.balances[NUMBER] = 0
    outside.run(2)
    assert outside.state(order) == "stuck"  # the bank keeps to its word, and is not asked again
    assert world.refuse(PayOutOrder(order, outside.wallet)) == "wallet_closed"
    assert world.refuse(PayOutOrder(order, world.person(outside.operator, "II"))) == "wallet_not_found"
    assert world.refuse(PayOutOrder(order)) == "request_malformed"
    assert world.refuse(PayOutOrder(ExchangeOrderNo(16), outside.wallet)) == "exchange_order_not_found"
    assert world.refuse(PayOutOrder(order, WalletNo(16))) == "wallet_not_found"
    again = world.do(OpenWallet(outside.operator, "personal", "II", *outside.details)).wallet
    assert world.wallet(again).holder == holder
    world.do(FreezeWallet(again, "all", "order"))
    assert world.refuse(PayOutOrder(order, again)) == "wallet_frozen"
    (freeze,) = world.query("SELECT id FROM freezes WHERE wallet = ?", (again,))[0]
    world.do(UnfreezeWallet(again, freeze))
    paid = world.do(PayOutOrder(order, again))
    assert (world.balance(again), outside.held(), outside.state(order)) == (50_000, 0, "paid_out")
    assert outside.row(order).end_journal == paid.journal
    assert world.refuse(PayOutOrder(order, again)) == "exchange_order_not_stuck"


@IN_MEMORY
@pytest.mark.parametrize("elsewhere", [False, True])
def test_a_stuck_unload_is_paid_into_a_bank_account_of_its_holder(
    stuck: tuple[Outside, ExchangeOrderNo], elsewhere: bool
) -> None:
    outside, order = stuck
    world = outside.world
    bank = world.bank("boc") if elsewhere else outside.operator
    stranger = world.do(OpenBankAccount(bank, "6222000000000077")).bank_account
    assert world.refuse(PayOutOrder(order, WalletNo(0), stranger)) == "bank_account_not_found"
    assert world.refuse(PayOutOrder(order, WalletNo(0), BankAccountNo(16))) == "bank_account_not_found"
    account = world.deposit(outside.wallet, 0, bank)
    holder = world.wallet(outside.wallet).holder
    frozen = world.do(FreezeHolder(holder, "all", "an order")).holder_freeze
    assert world.refuse(PayOutOrder(order, WalletNo(0), account)) == "wallet_frozen"
    world.do(UnfreezeHolder(holder, frozen))
    world.do(PayOutOrder(order, WalletNo(0), account))
    assert (world.account(account).posted, outside.held(), outside.state(order)) == (50_000, 0, "paid_out")


@IN_MEMORY
@pytest.mark.parametrize("into", ["wallet", "account", "account elsewhere"])
def test_a_load_that_neither_side_can_take_back_is_paid_out(outside: Outside, into: str) -> None:
    """The bank has debited an account that it then closed, and the wallet was frozen meanwhile."""
    world, order = outside.world, outside.order("load")
    world.do(FreezeWallet(outside.wallet, "all", "order"))
    outside.exchanger.turn()
    assert world.refuse(PayOutOrder(order, outside.wallet)) == "exchange_order_not_stuck"  # the bank is being asked
    del outside.bank.balances[NUMBER]
    outside.run(2)
    assert (outside.state(order), outside.held()) == ("stuck", 10_000)
    assert agreement_of(world, outside.wallet, outside.account).used_year_minor == 10_000
    assert outside.connector.reverse(encode_id("xch", order)).state == "kept"
    assert world.refuse(PayOutOrder(order, outside.wallet)) == "wallet_frozen"
    if into == "wallet":
        (freeze,) = world.query("SELECT id FROM freezes WHERE wallet = ?", (outside.wallet,))[0]
        world.do(UnfreezeWallet(outside.wallet, freeze))
        world.do(PayOutOrder(order, outside.wallet))
        assert world.balance(outside.wallet) == 60_000
    else:
        bank = outside.operator if into == "account" else world.bank("boc")
        account = world.deposit(outside.wallet, 0, bank)
        world.do(PayOutOrder(order, WalletNo(0), account))
        assert world.account(account).posted == 10_000
    assert (outside.state(order), outside.held()) == ("paid_out", 0)


def test_an_account_outside_needs_an_agreement_and_keeps_to_it(world: World) -> None:
    outside = Outside(world, agreed=False)
    try:
        wallet, account = outside.wallet, outside.account
        first = OrderExchange(wallet, account, "unload", 1_000)
        assert world.refuse(first) == "agreement_not_signed"
        world.do(proposal(world, wallet, account, outside=True))
        assert world.refuse(first) == "agreement_not_signed"
        assert world.refuse(proposal(world, world.person(outside.operator), account, outside=True)) == (
            "external_account_not_found"
        )
        world.do(SignAgreement(wallet, BankAccountNo(0), code(world, wallet, account), account))
        orders = [outside.order("unload", 40_000), outside.order("load", 40_000)]
        assert world.refuse(OrderExchange(wallet, account, "load", 20_001)) == "agreement_cooling_off"
        assert world.refuse(OrderExchange(wallet, account, "load", 50_001)) == "agreement_limit_exceeded"
        outside.bank.balances.clear()  # both come to nothing, and so count for nothing
        outside.exchanger.turn()
        assert [outside.state(order) for order in orders] == ["reversed", "reversed"]
        found = agreement_of(world, wallet, account)
        assert (found.used_today_count, found.used_year_minor, found.cooling_minor) == (0, 0, 0)
        world.do(EndAgreement(wallet, BankAccountNo(0), account))
        assert world.refuse(first) == "agreement_not_signed"
    finally:
        outside.close()


@IN_MEMORY
def test_what_comes_to_nothing_after_midnight_gives_back_the_year_but_not_the_new_day(open_world: Any) -> None:
    world = open_world("2022-12-30T23:59:00+08:00")
    outside = Outside(world)
    try:
        outside.bank.balances.clear()
        outside.order("load", 1_000)
        world.until("2022-12-31T00:00:00+08:00")
        outside.order("load", 2_000)
        assert agreement_of(world, outside.wallet, outside.account).used_today_minor == 2_000
        outside.exchanger.turn()
        found = agreement_of(world, outside.wallet, outside.account)
        assert (found.used_today_minor, found.used_year_minor) == (0, 0)
        outside.order("load", 4_000)
        world.until("2023-01-01T00:00:00+08:00")
        outside.order("load", 8_000)
        outside.exchanger.turn()
        found = agreement_of(world, outside.wallet, outside.account)
        assert (found.used_today_minor, found.used_year_minor, found.used_year_count) == (0, 0, 0)
    finally:
        outside.close()


@IN_MEMORY
def test_a_company_may_have_its_settlement_account_outside(world: World) -> None:
    outside = Outside(world, agreed=False, company=True)
    try:
        wallet, account = outside.wallet, outside.account
        inside = world.deposit(wallet, 100_000)
        agree(world, wallet, account, outside=True)
        outside.order("unload", 1_000)
        assert world.refuse(Load(wallet, inside, 1)) == "settlement_account_bound"
        assert world.refuse(proposal(world, wallet, inside)) == "settlement_account_bound"
    finally:
        outside.close()


def test_dues_with_a_bank_outside_are_settled_over_reserves(outside: Outside) -> None:
    world, bank = outside.world, outside.number
    reserves = world.account(outside.operator).posted
    outside.order("unload", 20_000)
    outside.exchanger.turn()
    assert world.refuse(PayExternalBank(bank, 20_001)) == "due_exceeded"
    assert world.refuse(TakeFromExternalBank(bank, 1)) == "due_exceeded"
    assert world.refuse(PayExternalBank(ExternalBankNo(16), 1)) == "external_bank_not_found"
    assert world.refuse(PayExternalBank(bank, 0)) == "amount_invalid"
    assert world.do(PayExternalBank(bank, 15_000)).balance_minor == -5_000
    assert world.account(outside.operator).posted == reserves - 15_000
    outside.order("load", 12_000)
    outside.exchanger.turn()
    assert world.refuse(TakeFromExternalBank(bank, 7_001)) == "due_exceeded"
    assert world.refuse(PayExternalBank(bank, 1)) == "due_exceeded"
    assert world.do(TakeFromExternalBank(bank, 7_000)).balance_minor == 0
    assert world.account(outside.operator).posted == reserves - 8_000
    assert world.account(central(CentralRole.OUTSIDE)).posted == 8_000


@IN_MEMORY
def test_an_operator_without_reserves_cannot_pay_a_bank_outside(world: World) -> None:
    outside = Outside(world)
    try:
        outside.order("unload", 20_000)
        outside.exchanger.turn()
        world.do(RepayReserves(outside.operator, world.account(outside.operator).posted - 19_999))
        assert world.refuse(PayExternalBank(outside.number, 20_000)) == "operator_illiquid"
        world.do(PayExternalBank(outside.number, 19_999))
    finally:
        outside.close()


@IN_MEMORY
def test_a_clock_that_goes_back_leaves_no_order_behind(outside: Outside, monkeypatch: pytest.MonkeyPatch) -> None:
    order, now = outside.order("unload"), outside.world.clock.now()
    times = iter([now])
    monkeypatch.setattr(SimulatedClock, "now", lambda _: next(times, now - SECOND_US))
    outside.exchanger.turn()
    assert (outside.state(order), outside.bank.moves) == ("pending", 0)
    monkeypatch.undo()
    outside.world.wait(1)
    outside.exchanger.turn()
    assert (outside.state(order), outside.bank.moves) == ("completed", 1)


@IN_MEMORY
def test_a_bank_that_is_away_is_asked_again_later_and_later(outside: Outside) -> None:
    order = outside.order("unload")
    away = Exchanger(outside.world.platform, {"ccb": HttpBank("http://127.0.0.1:1", b"x", timeout_s=1)})
    waits = []
    for _ in range(4):
        away.turn()
        row = outside.row(order)
        waits.append((row.next_at - outside.world.clock.now()) // SECOND_US)
        outside.world.clock.advance_to(row.next_at)
    assert waits == [2, 4, 8, 16]
    assert outside.state(order) == "unknown"
    outside.exchanger.turn()
    assert outside.state(order) == "reversed"


def test_the_change_of_regime_finds_money_under_way(open_world: Any) -> None:
    world = open_world("2025-12-31T23:00:00+08:00")
    outside = Outside(world)
    try:
        stays, leaves = outside.order("unload", 10_000), outside.order("unload", 20_000)
        outside.bank.faults.extend(["lose", "lose"])
        outside.exchanger.turn()
        world.until("2026-01-01T00:00:00+08:00")
        world.do(ChangeRegime(outside.operator))
        world.do(MoveWallets(outside.operator, 100))
        outside.bank.do({"order": encode_id("xch", leaves), "act": "credit", "account": NUMBER, "amount_minor": 20_000})
        outside.run(3)
        assert (outside.state(stays), outside.state(leaves), outside.held()) == ("reversed", "completed", 0)
        assert outside.sums() == (30_000, 120_000, 1)
    finally:
        outside.close()


@IN_MEMORY
def test_what_is_refused_moves_nothing(outside: Outside) -> None:
    world, wallet, account = outside.world, outside.wallet, outside.account
    assert world.refuse(OrderExchange(wallet, account, "unload", 50_001)) == "insufficient_funds"
    assert world.refuse(OrderExchange(wallet, account, "load", 50_000_000)) == "limit_balance_exceeded"
    assert world.refuse(OrderExchange(wallet, account, "up", 1)) == "request_malformed"  # type: ignore[arg-type]
    assert world.refuse(OrderExchange(wallet, account, "load", 0)) == "amount_invalid"
    assert world.refuse(OrderExchange(wallet, ExternalAccountNo(16), "load", 1)) == "external_account_not_found"
    other = world.person(outside.operator)
    assert world.refuse(OrderExchange(other, account, "load", 1)) == "external_account_not_found"
    assert world.refuse(OpenExternalBank(outside.operator, "ccb", "again")) == "external_bank_exists"
    assert world.refuse(OpenExternalBank(world.nonbank(), "ccb", "x")) == "regime_forbids"
    assert world.refuse(OpenExternalAccount(wallet, ExternalBankNo(16), NUMBER)) == "external_bank_not_found"
    assert world.refuse(OpenExternalAccount(wallet, outside.number, "12345")) == "holder_details_invalid"
    assert world.refuse(OpenExternalAccount(wallet, outside.number, NUMBER)) == "external_account_exists"
    more = [OpenExternalAccount(wallet, outside.number, f"{n:08d}") for n in (*range(19), 3, 20)]
    told = [getattr(each, "code", "opened") for each in world.group(*more)]
    assert told == ["opened"] * 19 + ["external_account_exists", "external_accounts_exceeded"]
    order = outside.order("load")
    assert world.refuse(SettleOrder(order, 0, "done")) == "request_malformed"
    assert world.refuse(ClaimOrder(order, 1)) == "exchange_order_closed"
    assert world.refuse(ClaimOrder(ExchangeOrderNo(16), 0)) == "exchange_order_not_found"
    world.do(ClaimOrder(order, 0))
    assert world.refuse(SettleOrder(order, 1, "returned")) == "request_malformed"
    world.do(SettleOrder(order, 1, "refused"))
    assert world.refuse(SettleOrder(order, 1, "done")) == "exchange_order_closed"


@IN_MEMORY
def test_the_number_is_sealed(outside: Outside) -> None:
    with outside.world.platform.snapshot() as connection:
        (row,) = EXTERNAL_ACCOUNTS.read(connection, [outside.account])
    assert NUMBER not in str(row)
    assert number_of(outside.world.platform.keyring, row) == NUMBER


@IN_MEMORY
def test_the_bank_believes_only_the_platform(outside: Outside) -> None:
    stranger = HttpBank(outside.url, b"another key")
    with pytest.raises(BankUnreachable):
        stranger.send(BankOrder("xch_1", "debit", NUMBER, 1))
    stranger.close()
    assert httpx.post(f"{outside.url}/orders", json={}).status_code == 401
    assert outside.bank.moves == 0


@IN_MEMORY
@pytest.mark.parametrize(
    ("head", "part", "parts"),
    [
        (b"Content-Length: 99999999", b"x" * 100_000, 99),
        (b"X: 1", b" ", 10**6),
        (b"X: 1", b"[1]", 1),
        (b"X: 1", b"\xff", 1),
    ],
)
def test_an_answer_that_is_no_bank_s_is_none(head: bytes, part: bytes, parts: int) -> None:
    """Far too long, without an end, of another form, or no text at all."""
    listening, ended = socket.create_server(("127.0.0.1", 0)), threading.Event()

    def answer() -> None:
        connection = listening.accept()[0]
        with connection, suppress(OSError):
            connection.recv(65_536)
            connection.sendall(b"HTTP/1.1 200 OK\r\n" + head + b"\r\n\r\n")
            for _ in range(parts):
                if ended.wait(0.002):
                    return
                connection.sendall(part)

    thread = threading.Thread(target=answer, daemon=True)
    thread.start()
    bank = HttpBank(f"http://127.0.0.1:{listening.getsockname()[1]}", b"key", timeout_s=0.3)
    with pytest.raises(BankUnreachable):
        bank.ask("xch_1")
    ended.set()
    thread.join()
    bank.close()
    listening.close()


@pytest.mark.parametrize("name", ["HTTP_PROXY", "ALL_PROXY", "http_proxy", "all_proxy"])
def test_banks_are_reached_without_a_proxy_of_the_environment(
    outside: Outside, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "http://127.0.0.1:1")
    bank = HttpBank(outside.url, key_of(outside.world.platform.keyring, "ccb"))
    assert bank.ask("xch_1") is None
    bank.close()


@pytest.mark.parametrize(
    "body",
    [
        b'{"state": "refused", "reference": "1", "state": "done"}',
        b"[" * 100_000,
        b'{"state": "done", "reference": "\\ud800"}',
        '{"state": "done", "reference": "1"}'.encode("utf-16"),
    ],
)
def test_an_answer_in_which_two_readers_find_different_things_is_no_answer(body: bytes) -> None:
    """Whether the bank has paid must not depend on which of two members counts."""

    class Odd(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None: ...  # noqa: A002 - the library's own name

    with ThreadingHTTPServer(("127.0.0.1", 0), Odd) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        bank = HttpBank(f"http://127.0.0.1:{server.server_port}", b"key")
        with pytest.raises(BankUnreachable):
            bank.ask("xch_1")
        bank.close()
        server.shutdown()
        thread.join()


@pytest.mark.parametrize(
    "text",
    [
        *("ccb", "ccb=", "ccb=ftp://x", "ccb=http://bank.example", "a=https://x a=https://y"),
        *("ccb=https://169.254.169.254", "ccb=https://[fe80::1]", "ccb=https://192.0.2.1", "ccb=https://224.0.0.1"),
        *("ccb=https://[::ffff:169.254.169.254]", "ccb=https://[64:ff9b::a9fe:a9fe]", "ccb=https://0.0.0.0"),
    ],
)
def test_addresses_of_banks_are_https_or_here(text: str) -> None:
    with pytest.raises(ValueError, match="JIAOZI_BANKS"):
        addresses(text)
    assert len(addresses("a=https://10.0.0.1 b=https://[fd00::1] c=https://100.64.0.1 d=https://8.8.8.8")) == 4
    assert addresses("ccb=https://x/v1 abc=http://127.0.0.1:9") == {"ccb": "https://x/v1", "abc": "http://127.0.0.1:9"}


_NAMES = count(1)


@settings(max_examples=25, deadline=None)
@given(steps=st.lists(st.sampled_from(["send", "cancel", "reverse", "ask"]), max_size=8), amount=st.integers(1, 20))
def test_the_simulated_bank_keeps_to_its_word(steps: list[str], amount: int) -> None:
    bank = SimulatedBank({"1": 10})
    name = f"o{next(_NAMES)}"
    body: dict[str, Any] = {"order": name, "act": "debit", "account": "1", "amount_minor": amount}
    seen = []
    for step in steps:
        entry = bank.do(body) if step == "send" else None
        entry = bank.cancel(name) if step == "cancel" else entry
        entry = bank.reverse(name) if step == "reverse" else entry
        if entry is not None:
            seen.append(entry.state)
        assert bank.balances["1"] == (10 - amount if seen and seen[-1] == "done" else 10)
    assert len(set(seen)) <= 2
    assert set(seen) in ({*()}, {"done"}, {"refused"}, {"cancelled"}, {"reversed"}, {"done", "reversed"})


@IN_MEMORY
@pytest.mark.slow
@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(
    plan=st.lists(
        st.tuples(st.sampled_from(["load", "unload"]), st.sampled_from(["", "lose", "drop", "error"])),
        min_size=1,
        max_size=6,
    )
)
def test_any_faults_end_well(outside: Outside, plan: list[tuple[OrderKindName, str]]) -> None:
    before, total = outside.sums(), sum(outside.sums()[:2])
    outside.bank.faults.extend(fault for _, fault in plan)
    orders = [outside.order(kind, 100) for kind, _ in plan]
    outside.run(8)
    rows = [outside.row(order) for order in orders]
    assert {row.state for row in rows} <= {OrderState.COMPLETED, OrderState.REVERSED}
    done = [row for row in rows if row.state == OrderState.COMPLETED]
    assert (outside.held(), sum(outside.sums()[:2])) == (0, total)
    assert outside.sums()[2] - before[2] == len(done)


@pytest.mark.slow
def test_many_workers_bring_an_order_to_one_end(outside: Outside) -> None:
    orders = [outside.order("unload", 1_000) for _ in range(10)]
    race = Race(outside.world)
    try:
        exchangers = [Exchanger(platform, {"ccb": outside.connector}) for platform in race.platforms * 2]
        threads = [threading.Thread(target=each.turn) for each in exchangers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        race.close()
    assert {outside.state(order) for order in orders} == {"completed"}
    assert (outside.bank.moves, sum(each.ended for each in exchangers)) == (10, 10)


_WORK = """
import sys
from pathlib import Path
from jiaozi.banking.connector import HttpBank, key_of
from jiaozi.clock import SimulatedClock
from jiaozi.config import Settings
from jiaozi.platform import Platform
from jiaozi.worker import exchange
exchange.BATCH = exchange.TALKS = 1
platform = Platform(Settings(db_url=sys.argv[1], keyring=Path(sys.argv[2])), clock=SimulatedClock(int(sys.argv[3])))
exchanger = exchange.Exchanger(platform, {"ccb": HttpBank(sys.argv[4], key_of(platform.keyring, "ccb"))})
while True:
    exchanger.turn()
    print(exchanger.ended, flush=True)
"""


@pytest.mark.slow
def test_a_worker_killed_in_the_middle_leaves_nothing_done_twice(outside: Outside) -> None:
    orders = [outside.order(kind, 500) for kind in ("load", "unload") * 12]
    for wanted in ("3", "2"):
        arguments = [_WORK, outside.world.url, str(outside.world.keyring), str(outside.world.clock.now()), outside.url]
        victim = subprocess.Popen([sys.executable, "-c", *arguments], stdout=subprocess.PIPE, text=True)
        assert victim.stdout is not None
        with victim, victim.stdout as said:
            while said.readline().strip() != wanted:
                assert victim.poll() is None
            victim.kill()
    outside.run(4)
    rows = [outside.row(order) for order in orders]
    assert {row.state for row in rows} <= {OrderState.COMPLETED, OrderState.REVERSED}
    done = [row for row in rows if row.state == OrderState.COMPLETED]
    assert (outside.bank.moves, outside.held()) == (len(done), 0)
    assert sum(outside.sums()[:2]) == 150_000
    assert len(done) >= 5


@pytest.mark.parametrize(
    ("sql", "back"),
    [
        ("UPDATE exchange_orders SET state = 4 WHERE kind = 2", "UPDATE exchange_orders SET state = 3 WHERE kind = 2"),
        ("UPDATE exchange_orders SET amount_minor = 1", "UPDATE exchange_orders SET amount_minor = 10000"),
        ("UPDATE exchange_orders SET end_journal = 16", ""),
        ("UPDATE order_uses SET amount_minor = 1", "UPDATE order_uses SET amount_minor = 10000"),
    ],
)
def test_the_audit_finds_what_was_tampered_with(outside: Outside, sql: str, back: str) -> None:
    order = outside.order("unload")
    outside.exchanger.turn()
    journal = outside.row(order).end_journal
    outside.world.tamper(sql)
    assert "orders_stand" in {finding.invariant for finding in outside.world.audit().findings}
    outside.world.tamper(back or f"UPDATE exchange_orders SET end_journal = {journal}")


@pytest.mark.parametrize(
    ("sql", "back"),
    [
        ("UPDATE external_settlements SET amount_minor = 9999", "UPDATE external_settlements SET amount_minor = 10000"),
        ("UPDATE external_settlements SET at = 0, external_bank = 16", ""),
    ],
)
def test_the_audit_finds_settlements_that_were_tampered_with(outside: Outside, sql: str, back: str) -> None:
    outside.order("unload")
    outside.exchanger.turn()
    outside.world.do(PayExternalBank(outside.number, 10_000))
    (kept,) = outside.world.query("SELECT at FROM external_settlements")
    outside.world.tamper(sql)
    assert "outside_settled" in {finding.invariant for finding in outside.world.audit().findings}
    outside.world.tamper(back or f"UPDATE external_settlements SET at = {kept[0]}, external_bank = {outside.number}")
