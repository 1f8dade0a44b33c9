"""Real threads at a wallet and its sub-wallets: no limit is passed, and what is taken back is charged no more."""

from collections import Counter
from typing import Any

import pytest

from jiaozi.payments.pay import Pay
from jiaozi.subwallets.model import PoolSubWallets, PushSubWallet, RevokeSubWallet
from jiaozi.wallets.changes import CloseWallet
from tests.features.test_races import Race
from tests.features.world import YUAN
from tests.subwallets.conftest import Street

pytestmark = pytest.mark.slow


@pytest.fixture
def race(street: Street) -> Any:
    made = Race(street.world)
    yield made
    made.close()


def test_many_sub_wallets_never_pass_their_parents_daily_limit(street: Street, race: Race) -> None:
    subs = [street.push(2_000 * YUAN, 5_000 * YUAN, shop) for shop in (street.shop, street.other)]
    tokens = [street.token(sub) for sub in subs]
    charges = [street.charge(subs[n % 2], tokens[n % 2], 30_000, (street.shop, street.other)[n % 2]) for n in range(16)]
    direct = [Pay(street.person, 30_000, store=street.shop)] * 8
    count = race.count([*charges, *direct])
    assert count["Paid"] == 16
    assert count["limit_daily_exceeded"] + count["payer_cannot_pay"] == 8
    assert street.world.usage(street.person).used_today_minor == 480_000


def test_no_charge_is_accepted_after_a_revocation_was_answered(street: Street, race: Race) -> None:
    """Each revocation either comes before or after each charge; what was charged is what was paid."""
    world, subs = street.world, []
    for store in (street.shop, street.other):
        sub = street.push(2_000 * YUAN, 5_000 * YUAN, store)
        subs.append((sub, street.token(sub), store))
    commands: list[Any] = []
    for sub, token, store in subs:
        commands += [street.charge(sub, token, 100, store)] * 8
    commands[4:4] = [RevokeSubWallet(sub) for sub, _, _ in subs]
    outcomes = race.run(commands)
    count = Counter(getattr(outcome, "code", type(outcome).__name__) for outcome in outcomes)
    assert count["SubWalletRevoked"] == 2
    assert count["Paid"] + count["sub_wallet_revoked"] == 16
    assert world.balance(street.person) == 10_000 * YUAN - 100 * count["Paid"]
    for sub, token, store in subs:
        assert world.refuse(street.charge(sub, token, 100, store)) == "sub_wallet_revoked"


def test_one_charge_sent_by_many_threads_is_one_payment(street: Street, race: Race) -> None:
    sub = street.push()
    charge = street.charge(sub, street.token(sub), 100)
    outcomes = race.run([charge] * 16, lambda _: "order-1")
    assert len(set(outcomes)) == 1
    assert street.world.balance(street.person) == 10_000 * YUAN - 100


def test_pooling_and_selling_at_once_lose_nothing(street: Street, race: Race) -> None:
    world = street.world
    parent, subs, shops = street.company()
    commands: list[Any] = [Pay(street.person, 100, store=shops[n % 2]) for n in range(16)]
    commands[2::5] = [PoolSubWallets(parent)] * len(commands[2::5])
    outcomes = race.run(commands)
    sold = sum(100 for outcome in outcomes if type(outcome).__name__ == "Paid")
    pooled = sum(outcome.amount_minor for outcome in outcomes if type(outcome).__name__ == "Pooled")
    assert world.balance(parent) == pooled
    assert sold == pooled + sum(world.balance(sub) for sub in subs)


def test_a_push_and_a_closing_never_leave_a_sub_wallet_of_a_closed_one(street: Street, race: Race) -> None:
    world, merchant = street.world, street.merchant(street.shop)
    people = [world.person(street.icbc) for _ in range(6)]
    commands: list[Any] = [
        command
        for person in people
        for command in (PushSubWallet(person, merchant, "tea", 100, 100), CloseWallet(person))
    ]
    outcomes = race.run(commands)
    for pushed, closed in zip(outcomes[::2], outcomes[1::2], strict=True):
        assert {getattr(pushed, "code", ""), getattr(closed, "code", "")} in (
            {"", "sub_wallets_open"},
            {"wallet_closed", ""},
        )
