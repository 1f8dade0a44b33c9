"""Many threads and two platforms at one holder's devices: caps hold, nonces are good once, an end is an end."""

import threading
from collections.abc import Iterator

import pytest

from jiaozi.devices.model import AllowSmallAmounts, RegisterDevice, RevokeDevice, RotateDevice
from jiaozi.payments.pay import Pay
from tests.devices.pocket import Pocket
from tests.devices.test_instructions import Home
from tests.features.test_races import THREADS, Race
from tests.features.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def race(world: World) -> Iterator[Race]:
    made = Race(world)
    yield made
    made.close()


def test_the_day_of_small_amounts_is_never_passed_by_many_devices(race: Race) -> None:
    home = Home(race.world)
    devices = [home.phone, *(home.another() for _ in range(4))]
    race.world.do(home.sign(AllowSmallAmounts(home.holder, 100, 1_050)))
    commands = [home.pay(100, by=devices[number % 5], pin=False) for number in range(40)]
    assert race.count(commands) == {"Paid": 10, "user_verification_required": 30}
    assert race.world.usage(home.wallet).used_today_minor == 1_000


def test_the_allowance_of_new_devices_is_never_passed_by_many_of_them(race: Race) -> None:
    home = Home(race.world)
    devices = [home.rebound() for _ in range(4)]
    commands = [home.pay(30_000, by=devices[number % 4]) for number in range(16)]
    assert race.count(commands) == {"Paid": 3, "device_cooling_off": 13}


def test_one_signature_under_many_keys_pays_once(race: Race) -> None:
    home = Home(race.world)
    signed = home.pay(100)
    assert race.count([signed] * 24) == {"Paid": 1, "nonce_used": 23}
    assert race.world.query("SELECT COUNT(*) FROM instructions") == [(1,)]


def test_one_request_signed_again_and_again_pays_once(race: Race) -> None:
    home = Home(race.world)
    outcomes = race.run([home.pay(100) for _ in range(24)], lambda _: "order-1")
    assert len(set(outcomes)) == 1
    assert race.world.query("SELECT COUNT(*) FROM payments") == [(1,)]


def test_one_first_device_wins(race: Race) -> None:
    world = race.world
    holder = world.opened(world.bank()).holder
    commands = [RegisterDevice(holder, "ed25519", Pocket().public) for _ in range(16)]
    assert race.count(commands) == {"DeviceRegistered": 1, "signature_required": 15}


def test_one_key_of_two_holders_belongs_to_the_first(race: Race) -> None:
    world, pocket = race.world, Pocket()
    bank = world.bank()
    holders = [world.opened(bank).holder for _ in range(8)]
    commands = [RegisterDevice(holder, "ed25519", pocket.public) for holder in holders]
    assert race.count(commands) == {"DeviceRegistered": 1, "device_key_used": 7}


@pytest.mark.parametrize("rotated", [False, True], ids=["revoked", "rotated"])
def test_an_end_that_was_answered_stops_every_later_payment(race: Race, rotated: bool) -> None:
    home = Home(race.world)
    stop, revoked = threading.Event(), threading.Event()
    late: list[str] = []

    def pay(thread: int) -> None:
        number = 0
        while not stop.is_set() and len(late) < 40:
            asked_after = revoked.is_set()
            outcome = race.submit(thread, home.pay(1), f"{thread}-{number}").result(60).outcome
            number += 1
            if asked_after:
                late.append(getattr(outcome, "code", "paid"))

    threads = [threading.Thread(target=pay, args=(number,)) for number in range(THREADS)]
    for each in threads:
        each.start()
    while race.world.balance(home.wallet) > 500_000 - 20:
        pass
    end = home.sign(RotateDevice(home.phone.device, "ed25519", Pocket().public))
    race.submit(0, end if rotated else RevokeDevice(home.phone.device), "end").result(60)
    revoked.set()
    threads[0].join(60)
    stop.set()
    for each in threads:
        each.join()
    assert late
    assert set(late) == {"device_revoked"}


def test_signed_and_plain_payments_of_one_wallet_share_its_limits(race: Race) -> None:
    """The operator's own acts need no signature; both count on one usage row."""
    home = Home(race.world, 2_000_000)
    plain = Pay(home.wallet, 100_000, store=home.store)
    commands = [home.pay(100_000) if number % 2 else plain for number in range(24)]
    count = race.count(commands)
    assert count == {"Paid": 10, "limit_daily_exceeded": 14}
