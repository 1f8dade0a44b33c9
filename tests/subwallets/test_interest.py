"""Sub-wallets earn as their class does: a change of the parent's class counts for them from the same day."""

import pytest

from jiaozi.interest.closing import CloseOut
from jiaozi.payments.refund import RefundPayment
from jiaozi.subwallets.model import RevokeSubWallet
from jiaozi.wallets.changes import ChangeClass
from tests.features.conftest import OpenWorld
from tests.features.world import NEW_YEAR_2026, YUAN
from tests.subwallets.conftest import Street
from tests.worlds.people import resident_id


@pytest.mark.slow
def test_money_in_a_sub_wallet_earns_from_the_day_its_parent_s_class_does(open_world: OpenWorld) -> None:
    """2,000 yuan for 100 days in class III at 0.05 percent a year of 360 days: 28 fen. Those in class IV earn none."""
    street = Street(open_world(NEW_YEAR_2026))
    world, sub = street.world, street.push(2_000 * YUAN, 5_000 * YUAN)
    paid = world.do(street.charge(sub, street.token(sub), 2_000 * YUAN)).payment
    world.do(RefundPayment(paid, 2_000 * YUAN))
    world.until("2026-04-11T12:00:00+08:00")
    world.do(ChangeClass(street.person, "III", "张三", resident_id(199)))
    days: dict[int, int] = dict(world.query("SELECT wallet, day FROM class_changes"))
    assert days.keys() == {street.person, sub}
    assert days[street.person] == days[sub]
    world.until("2026-07-20T12:00:00+08:00")
    world.do(RevokeSubWallet(sub))
    closed = world.do(CloseOut(sub, world.deposit(sub, 0)))
    assert (closed.interest_minor, closed.amount_minor) == (28, 2_000 * YUAN + 28)
