"""Real threads: a number leads to one person, and no cap on look-ups is passed."""

from collections import Counter
from typing import Any

import pytest

from jiaozi.kinds import WalletNo
from jiaozi.people.aliases import PublishAlias, ResolveAlias, alias_digest
from jiaozi.people.estates import Heir, OpenEstate, SettleEstate
from jiaozi.subwallets.model import PushSubWallet
from jiaozi.wallets.opening import OpenWallet
from tests.features.test_races import Race
from tests.features.world import World
from tests.people.conftest import PAPER
from tests.people.test_aliases import PER_DAY, PHONE
from tests.worlds.people import resident_id

pytestmark = pytest.mark.slow


def test_saleor_15849_the_cap_on_look_ups_is_never_passed_by_many_threads(world: World) -> None:
    """The counter's row does not exist before the first of them."""
    payer = world.person(world.bank())
    race = Race(world)
    count = race.count([ResolveAlias(payer, "0" * 32)] * (PER_DAY + 14))
    race.close()
    assert count == {"AliasResolved": PER_DAY, "lookups_exceeded": 14}
    assert world.query("SELECT used FROM lookups") == [(PER_DAY,)]


def test_a_number_that_several_people_publish_at_once_leads_to_one(world: World) -> None:
    icbc = world.bank()
    people = [
        WalletNo(world.do(OpenWallet(icbc, "personal", "III", PHONE, "张三", resident_id(500 + number))).wallet)
        for number in range(4)
    ]
    race = Race(world)
    outcomes = race.run([PublishAlias(people[number % 4]) for number in range(16)])
    race.close()
    winners = {outcome.wallet for outcome in outcomes if hasattr(outcome, "wallet")}
    assert len(winners) == 1
    assert Counter(getattr(outcome, "code", "set") for outcome in outcomes) == {"set": 4, "alias_taken": 12}
    found = world.do(ResolveAlias(people[0], alias_digest(world.platform.keyring, PHONE)))
    assert {found.payee} == winners


def test_an_estate_is_settled_once_and_no_sub_wallet_escapes_it(world: World) -> None:
    """While it is opened its holder pushes a sub-wallet: either that is frozen, too, or it is refused."""
    icbc = world.bank()
    wallet, heirs = world.rich(icbc, amount=1_000), [world.person(icbc), world.person(icbc)]
    holder, shop = world.wallet(wallet).holder, world.shop(icbc)
    merchant = world.query("SELECT merchant FROM stores WHERE id = ?", (shop,))[0][0]
    race = Race(world)
    race.run([PushSubWallet(wallet, merchant, "shop", 100, 100), OpenEstate(holder, (PAPER,))] * 4)
    assert world.query("SELECT COUNT(*) FROM wallets WHERE holder = ? AND freezes_all <> 1", (holder,)) == [(0,)]
    commands: list[Any] = [
        SettleEstate(holder, (Heir(heirs[number % 2], share_ppm=1_000_000),), (PAPER,)) for number in range(12)
    ]
    outcomes = race.run(commands, lambda number: f"settle-{number}")
    race.close()
    count = Counter(getattr(outcome, "code", type(outcome).__name__) for outcome in outcomes)
    assert count == {"EstateSettled": 1, "estate_settled": 11}
    assert sorted(world.balance(heir) for heir in heirs) == [0, 1_000]
