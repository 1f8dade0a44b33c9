"""A group locks each table once, in the one order, whatever operations share it."""

import pytest

from jiaozi.db.tables import LOCK_ORDER, RowSet
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.wallets.exchange import Unload
from jiaozi.wallets.freezing import FreezeWallet
from tests.features.world import World


def watched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The tables that are locked from now on, each time one is."""
    locked: list[str] = []
    load = RowSet.load

    def recorded(held: RowSet[object], keys: list[object]) -> list[object]:
        assert keys == sorted(keys)  # type: ignore[type-var]
        locked.append(held.table.name)
        return load(held, keys)

    monkeypatch.setattr(RowSet, "load", recorded)
    return locked


def in_order(locked: list[str]) -> bool:
    """Whether each table was locked once, in the one order."""
    return locked == sorted(set(locked), key=LOCK_ORDER.index)


def test_a_mixed_group_locks_every_table_once_and_in_order(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    icbc = world.bank()
    payer, other = world.rich(icbc), world.rich(icbc)
    store, bank_account = world.shop(icbc), world.deposit(payer, 100)
    paid = world.pay(payer, 500, store)
    locked = watched(monkeypatch)
    outcomes = world.group(
        FreezeWallet(other, "out", "an order"),
        Pay(payer, 300, store=store),
        RefundPayment(paid.payment, 200),
        Unload(payer, bank_account, 100),
        Pay(other, 300, store=store),
    )
    assert [type(outcome).__name__ for outcome in outcomes] == ["WalletFrozen", "Paid", "Refunded", "Moved", "Refusal"]
    assert in_order(locked), locked
