"""A database of an earlier schema, opened once more: what was not counted is, and what it lacks is there."""

from contextlib import closing

from jiaozi.acceptance.model import OrderLine
from jiaozi.acceptance.orders import PayOrder, PlaceOrder
from jiaozi.banking.cash import IssueCashCode
from jiaozi.billing.asking import RequestPayment
from jiaozi.clock import DAY_US
from jiaozi.kinds import HolderNo, WalletNo
from jiaozi.platform import Platform
from jiaozi.scheme.banks import DepositCash, OpenBankAccount, WithdrawCash
from tests.banking.test_cash import redemption
from tests.banking.test_external import Outside, outside
from tests.features.world import World

__all__ = ["outside"]
NEW_TABLES = ("cash_moves", "order_uses", "open_requests")


def test_what_an_earlier_schema_did_not_count_is_counted_when_it_is_opened(outside: Outside) -> None:
    world, icbc = outside.world, outside.operator
    outside.order("unload", 20_000)
    wallet, store = world.person(icbc, "II"), world.shop(icbc)
    world.do(redemption(world, world.do(IssueCashCode(wallet, "in", 80_000)).cash_code, icbc))
    world.wait(DAY_US)
    account = world.do(OpenBankAccount(icbc, "6222029999999999", world.wallet(wallet).holder, 5_000)).bank_account
    world.do(DepositCash(account, 7_000))
    world.do(WithdrawCash(account, 1_000))
    world.do(DepositCash(world.do(OpenBankAccount(icbc, "6222028888888888", HolderNo(0))).bank_account, 300))
    for payer in (WalletNo(0), wallet):
        world.do(RequestPayment(100, world.clock.now() + DAY_US, store=store, payer=payer))
    counted = _counts(world)
    assert len(counted) == 6 + 3 + 1
    for table in NEW_TABLES:
        world.tamper(f"DELETE FROM {table}")
    world.tamper("DELETE FROM schema_migrations WHERE version >= 4")
    assert {finding.invariant for finding in world.audit().findings} >= {
        "cash_adds_up",
        "requests_counted",
        "orders_stand",
    }
    for _ in range(2):
        Platform(world.platform.settings, clock=world.clock).close()
        assert _counts(world) == counted
        assert world.audit().ok
        world.tamper("DELETE FROM schema_migrations WHERE version >= 4")


_INDEXES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'index'",
    "oceanbase": "SELECT index_name FROM information_schema.statistics WHERE table_schema = DATABASE()",
}


def test_a_database_without_the_pruning_s_index_and_without_plans_of_orders_gets_them(world: World) -> None:
    name, store = world.platform.engine.name, world.shop(world.bank())
    first = world.do(PlaceOrder(store, "A-1", (OrderLine("tea", 1, 100),))).order
    on_table = " ON webhook_deliveries" if name == "oceanbase" else ""
    with closing(world.platform.engine.connect()) as connection:
        connection.script([f"DROP INDEX webhook_deliveries_done{on_table}", "ALTER TABLE orders DROP COLUMN plan"])
    assert ("webhook_deliveries_done",) not in world.query(_INDEXES[name])
    for _ in range(2):
        world.tamper("DELETE FROM schema_migrations WHERE version >= 5")
        Platform(world.platform.settings, clock=world.clock).close()
        assert ("webhook_deliveries_done",) in world.query(_INDEXES[name])
        assert world.query("SELECT plan FROM orders") == [(0,)]
    assert world.do(PayOrder(first, world.rich(world.wallet(world.shop_wallet(store)).operator))).amount_minor == 100


def _counts(world: World) -> list[tuple[object, ...]]:
    tables = ("cash_moves", "order_uses", "open_requests")
    return sorted((table, *map(int, row)) for table in tables for row in world.query(f"SELECT * FROM {table}"))
