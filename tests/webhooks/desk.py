"""A bank, a payer and a shop, and the short ways to have their events sent."""

from typing import Any

from jiaozi.access.model import Role
from jiaozi.db import sequencer
from jiaozi.ids import encode_id
from jiaozi.kinds import EndpointNo, InstitutionNo, MerchantNo, PrincipalNo, StoreNo, WalletNo
from jiaozi.webhooks import store
from jiaozi.webhooks.endpoints import OpenWebhook
from jiaozi.webhooks.model import Delivery, Endpoint, Scope
from jiaozi.webhooks.sender import Sender
from jiaozi.webhooks.signing import secret_of
from jiaozi.worker.webhooks import Webhooks
from tests.access.people import add_person
from tests.features.world import World


class Desk:
    """Opens endpoints, makes payments, runs rounds."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.bank = world.bank()
        self.payer = world.rich(self.bank)
        self.shop = world.shop(self.bank)
        self.merchant = self.merchant_of(self.shop)
        self.people: dict[tuple[int, int, int], PrincipalNo] = {}
        self.webhooks = Webhooks(world.platform, Sender(loopback=True, timeout_s=5))
        sequencer.catch_up(world.platform.engine)

    def open(
        self,
        url: str,
        *kinds: str,
        merchant: MerchantNo = MerchantNo(0),
        wallet: WalletNo = WalletNo(0),
        bank: InstitutionNo = InstitutionNo(0),
    ) -> EndpointNo:
        """An endpoint of the bank's or another's, or of a merchant or wallet there, and somebody who stands for it."""
        sequencer.catch_up(self.world.platform.engine)
        scope = Scope(bank or self.bank, merchant, wallet)
        if scope not in self.people:
            self.people[scope] = self.person(*scope)
        number: EndpointNo = self.world.do(OpenWebhook(*scope, url, kinds)).webhook
        return number

    def person(
        self, bank: InstitutionNo, merchant: MerchantNo = MerchantNo(0), wallet: WalletNo = WalletNo(0)
    ) -> PrincipalNo:
        """A principal of a bank's, or of a merchant or wallet there."""
        role = Role.MERCHANT if merchant else Role.EMPLOYER if wallet else Role.OPERATOR
        return PrincipalNo(add_person(self.world.platform, role, bank, merchant or wallet))

    def merchant_of(self, store: int) -> MerchantNo:
        """The merchant of a store."""
        return MerchantNo(self.world.query("SELECT merchant FROM stores WHERE id = ?", (store,))[0][0])

    def pay(self, amount: int = 100, store: StoreNo = StoreNo(0)) -> str:
        """A payment; its id as text."""
        return encode_id("pay", self.world.pay(self.payer, amount, store or self.shop).payment)

    def round(self) -> None:
        """Numbers what was committed and runs one round of webhooks to its end."""
        sequencer.catch_up(self.world.platform.engine)
        self.webhooks.turn()
        self.webhooks.settle()

    def until_next(self, endpoint: EndpointNo) -> None:
        """Moves the clock to when the endpoint's oldest delivery is tried again."""
        self.world.clock.advance_to(self.endpoint(endpoint).next_at)

    def secret(self, endpoint: EndpointNo, version: int = 1) -> str:
        """An endpoint's secret."""
        return secret_of(self.world.platform.keyring.derive("webhook secrets"), endpoint, version)

    def endpoint(self, number: EndpointNo) -> Endpoint:
        """The row of an endpoint."""
        with self.world.platform.snapshot() as connection:
            found = store.endpoint(connection, number)
        assert found is not None
        return found

    def deliveries(self, endpoint: EndpointNo) -> list[Delivery]:
        """All deliveries of an endpoint."""
        with self.world.platform.snapshot() as connection:
            return store.deliveries_of(connection, endpoint, (0, -1), 1_000, None)

    def attempts(self, delivery: int) -> list[Any]:
        """Statuses and errors of a delivery's attempts."""
        with self.world.platform.snapshot() as connection:
            return [(row[3], row[4]) for row in store.attempts_of(connection, delivery)]
