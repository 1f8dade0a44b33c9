"""Real threads at a visitor's wallet: nothing is returned twice, and nothing that was spent is returned."""

from typing import Any

import pytest

from jiaozi.payments.pay import Pay
from jiaozi.wallets.cards import ReturnToCards
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.whitelist import RegisterWhitelist
from tests.features.conftest import OpenWorld
from tests.features.test_races import Race
from tests.features.test_visitors import Trip
from tests.features.world import World

pytestmark = pytest.mark.slow


def _race(world: World, commands: list[Any]) -> list[Any]:
    race = Race(world)
    try:
        return race.run(commands)
    finally:
        race.close()


def test_returns_top_ups_and_payments_at_once_add_up(open_world: OpenWorld) -> None:
    trip = Trip(open_world("2024-06-01T09:00:00+08:00"))
    world = trip.world
    commands: list[Any] = []
    for number in range(6):
        commands += [trip.load(1_000, f"tok_visa_{number:04d}"), ReturnToCards(trip.visitor)]
        commands += [Pay(trip.visitor, 300, store=trip.shop)]
    outcomes = _race(world, commands)
    paid = sum(300 for outcome in outcomes if type(outcome).__name__ == "Paid")
    returned = sum(outcome.amount_minor for outcome in outcomes if type(outcome).__name__ == "CardsReturned")
    assert world.balance(trip.visitor) == 6_000 - paid - returned
    assert trip.deposit() == 10**8 - 6_000 + returned
    assert world.query("SELECT SUM(returned_minor) FROM card_loads")[0][0] == returned


def test_a_number_registered_by_many_threads_is_registered_once(open_world: OpenWorld) -> None:
    world = open_world("2023-03-02T09:00:00+08:00")
    boc = world.bank("boc")
    register = RegisterWhitelist(boc, "jd-2023-03", ("+85291234567", "+85297654321"))
    opening = OpenWallet(boc, "personal", "IV", "+85291234567")
    outcomes = _race(world, [register, opening] * 8)
    assert sum(outcome.added for outcome in outcomes[::2]) == 2
    opened = [outcome for outcome in outcomes[1::2] if type(outcome).__name__ == "WalletOpened"]
    codes = {getattr(outcome, "code", "") for outcome in outcomes[1::2]}
    assert len(opened) <= 1
    assert codes <= {"", "class_not_available", "wallet_exists"}
