"""What wallets and payments themselves know of sub-wallets; the rest is in tests/subwallets."""

from jiaozi.subwallets.model import PushSubWallet
from jiaozi.wallets.changes import CloseWallet
from tests.features.world import World


def test_a_wallet_with_an_open_sub_wallet_is_not_closed(world: World) -> None:
    icbc = world.bank()
    parent, store = world.person(icbc), world.shop(icbc)
    merchant = world.query("SELECT merchant FROM stores WHERE id = ?", (store,))[0][0]
    sub = world.do(PushSubWallet(parent, merchant, "tea", 100, 100)).sub_wallet
    assert world.refuse(CloseWallet(parent)) == "sub_wallets_open"
    world.do(CloseWallet(sub))
    world.do(CloseWallet(parent))
