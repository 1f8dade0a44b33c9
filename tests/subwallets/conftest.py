"""A world with a person, two merchants and a company; audited with the sub-wallets' invariants when a test is done."""

import pytest

from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.kinds import MerchantNo, StoreNo, WalletNo
from jiaozi.subwallets import tokens
from jiaozi.subwallets.model import ChargeSubWallet, IssueSubWalletToken, OpenSubWallet, PushSubWallet
from tests.features.conftest import OpenWorld, open_world
from tests.features.world import MAY_2022, YUAN, World

__all__ = ["open_world"]


class Street:
    """A street of shops in a world. Amounts are fen."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.invariants = FEATURE_INVARIANTS
        self.icbc = world.bank()
        self.shop, self.other = world.shop(self.icbc), world.shop(self.icbc)
        self.person = world.rich(self.icbc, amount=10_000 * YUAN)

    def merchant(self, store: StoreNo) -> MerchantNo:
        """Whose store it is."""
        return MerchantNo(self.world.query("SELECT merchant FROM stores WHERE id = ?", (store,))[0][0])

    def push(
        self,
        single: int = 200 * YUAN,
        daily: int = 500 * YUAN,
        store: StoreNo = StoreNo(0),
        wallet: WalletNo = WalletNo(0),
    ) -> WalletNo:
        """A sub-wallet pushed to a store's merchant."""
        merchant = self.merchant(store or self.shop)
        command = PushSubWallet(wallet or self.person, merchant, "tea", single, daily, customer="customer-7")
        return WalletNo(self.world.do(command).sub_wallet)

    def token(self, sub: WalletNo) -> str:
        """The hash of a fresh token's secret, given to the merchant."""
        digest = tokens.hash_secret(tokens.new_secret())
        self.world.do(IssueSubWalletToken(sub, digest))
        return digest

    def charge(self, sub: WalletNo, token: str, amount: int, store: StoreNo = StoreNo(0)) -> ChargeSubWallet:
        """The command of a charge."""
        return ChargeSubWallet(sub, token, store or self.shop, amount, reference="order-1")

    def company(self, *, subs: int = 2) -> tuple[WalletNo, list[WalletNo], list[StoreNo]]:
        """A company's wallet, its sub-wallets, and a store paid into each."""
        parent = self.world.company(self.icbc)
        opened = [WalletNo(self.world.do(OpenSubWallet(parent, f"branch {n}")).sub_wallet) for n in range(subs)]
        return parent, opened, [self.world.shop(self.icbc, sub) for sub in opened]


@pytest.fixture
def street(open_world: OpenWorld) -> Street:
    """The street on 15 May 2022."""
    return Street(open_world(MAY_2022))
