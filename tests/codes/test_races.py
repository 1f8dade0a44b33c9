"""Real threads at the same codes: a code for one payment is paid once, whoever comes."""

from collections.abc import Iterator

import pytest

from jiaozi.codes.collect import OpenCollectCode, PayCollectCode, RevokeCollectCode
from jiaozi.codes.present import Charged, ChargePaymentCode
from jiaozi.devices.model import RevokeDevice
from jiaozi.kinds import WalletNo
from tests.codes.test_present import Phone
from tests.features.test_races import Race
from tests.features.world import World

pytestmark = pytest.mark.slow


@pytest.fixture
def race(world: World) -> Iterator[Race]:
    made = Race(world)
    yield made
    made.close()


def test_a_dynamic_code_presented_by_many_is_paid_once(race: Race) -> None:
    world = race.world
    bank = world.bank()
    payers, store = [world.rich(bank, "I", 10_000) for _ in range(4)], world.shop(bank)
    codes = [world.do(OpenCollectCode(store, WalletNo(0), 100, None, 600)).payload for _ in range(3)]
    count = race.count([PayCollectCode(payers[n % 4], codes[n % 3], 100) for n in range(36)])
    assert count == {"CollectCodePaid": 3, "code_used": 33}
    assert world.balance(world.shop_wallet(store)) == 300
    assert sum(world.balance(payer) for payer in payers) == 39_700


def test_a_code_withdrawn_while_it_is_paid_is_either(race: Race) -> None:
    world = race.world
    bank = world.bank()
    payer, store = world.rich(bank, "I", 10_000), world.shop(bank)
    opened = world.do(OpenCollectCode(store, WalletNo(0), 100, None, 600))
    commands = [PayCollectCode(payer, opened.payload, 100), RevokeCollectCode(opened.collect_code)] * 8
    outcomes = race.run(commands)
    names = [getattr(outcome, "code", type(outcome).__name__) for outcome in outcomes]
    assert names.count("CollectCodePaid") + names.count("CollectCodeRevoked") == 1
    assert world.balance(payer) == (9_900 if "CollectCodePaid" in names else 10_000)


def test_a_static_code_is_paid_by_many_at_once(race: Race) -> None:
    world = race.world
    bank = world.bank()
    payers, store = [world.rich(bank, "I", 10_000) for _ in range(4)], world.shop(bank)
    payload = world.do(OpenCollectCode(store)).payload
    count = race.count([PayCollectCode(payers[n % 4], payload, 10) for n in range(40)])
    assert count == {"CollectCodePaid": 40}
    assert world.balance(world.shop_wallet(store)) == 400


def test_a_payment_code_presented_to_many_tills_is_charged_once(race: Race) -> None:
    world = race.world
    bank = world.bank()
    stores = [world.shop(bank) for _ in range(3)]
    phones = [Phone(world, world.rich(bank, "I", 10_000)) for _ in range(2)]
    codes = [phone.code() for phone in phones]
    count = race.count([ChargePaymentCode(codes[n % 2], stores[n % 3], 100) for n in range(36)])
    assert count == {"Charged": 2, "code_used": 34}
    assert [world.balance(phone.wallet) for phone in phones] == [9_900, 9_900]


def test_a_tap_sent_again_and_again_is_charged_once(race: Race) -> None:
    world = race.world
    bank = world.bank()
    store, phone = world.shop(bank), Phone(world, world.rich(bank, "I", 10_000))
    count = race.count([phone.tap(1, store, 100)] * 24)
    assert count == {"Charged": 1, "code_used": 23}


def test_a_day_without_a_pin_is_never_passed_by_many_phones(race: Race) -> None:
    world = race.world
    bank = world.bank()
    store, first = world.shop(bank), Phone(world, world.rich(bank, "I", 10_000))
    phones = [first, *(Phone(world, first.wallet, first.registered(first.device)) for _ in range(3))]
    first.allow(100, 700)
    taps = [phones[n % 4].tap(1 + n // 4, store, 100, verified=False) for n in range(32)]
    count = race.count(taps)
    assert count["Charged"] == 7
    assert count["Charged"] + count["user_verification_required"] + count["code_used"] == 32
    assert world.balance(first.wallet) == 9_300


def test_nothing_is_charged_once_a_device_s_end_was_answered(race: Race) -> None:
    world = race.world
    bank = world.bank()
    store, phone = world.shop(bank), Phone(world, world.rich(bank, "I", 10_000))
    commands = [RevokeDevice(phone.device), *(phone.tap(number, store, 10) for number in range(1, 32))]
    outcomes = race.run(commands)
    charged = [outcome for outcome in outcomes if isinstance(outcome, Charged)]
    assert world.balance(phone.wallet) == 10_000 - 10 * len(charged)
    late = race.run([phone.tap(number, store, 10) for number in range(100, 108)], lambda number: f"late-{number}")
    assert {outcome.code for outcome in late} == {"payer_cannot_pay"}
