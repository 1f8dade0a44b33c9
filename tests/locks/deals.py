"""A building: its owner pays a builder in milestones, which her device or an inspector's releases."""

from hashlib import sha256
from typing import Any

from jiaozi.clock import DAY_US
from jiaozi.db.world import named
from jiaozi.devices.keys import to_text
from jiaozi.devices.model import AlgorithmName, RegisterDevice
from jiaozi.kinds import DeviceNo, InstitutionNo, LockNo, WalletNo
from jiaozi.locks.escrow_model import Milestone, OpenEscrow, ReleaseMilestone, ReturnMilestone
from jiaozi.locks.model import AcceptArbiter, Lock
from jiaozi.locks.statement import StatementAct, statement_text
from jiaozi.locks.store import lock, milestones_of, proofs_of
from tests.devices.pocket import Pocket
from tests.features.world import World
from tests.locks.test_locks import Deal

DOCUMENT = sha256(b"inspected, report 12").hexdigest()
PLAN = (("foundation", 200, 10), ("walls", 300, 20), ("roof", 100, 30))


class Building(Deal):
    """The buyer and the carrier, who inspects, have devices."""

    def __init__(
        self, world: World, algorithm: AlgorithmName = "ed25519", bank: InstitutionNo = InstitutionNo(0)
    ) -> None:
        super().__init__(world, bank)
        self.pockets: dict[int, tuple[DeviceNo, Pocket]] = {}
        for wallet in (self.buyer, self.carrier):
            self.bind(wallet, Pocket(algorithm))

    def bind(self, wallet: WalletNo, pocket: Pocket) -> DeviceNo:
        """A first device of a wallet's holder."""
        holder = self.world.wallet(wallet).holder
        device = DeviceNo(self.world.do(RegisterDevice(holder, pocket.algorithm, pocket.public)).device)
        self.pockets[wallet] = (device, pocket)
        return device

    def escrow(self, plan: tuple[tuple[str, int, int], ...] = PLAN, **terms: Any) -> tuple[LockNo, ...]:
        """An escrow of the buyer's for the seller, who accepts its arbiter; the locks of its milestones."""
        accepted = terms.pop("accepted", True)
        locks = tuple(self.world.do(self.terms(plan, **terms)).locks)
        if accepted and "arbiter" in terms:
            self.world.do(AcceptArbiter(locks[0], self.row(locks[0]).payee))
        return locks

    def terms(self, plan: tuple[tuple[str, int, int], ...] = PLAN, **terms: Any) -> OpenEscrow:
        """What the buyer asks for: titles, amounts, and after how many days each is due."""
        now = self.world.clock.now()
        milestones = tuple(Milestone(title, amount, now + days * DAY_US) for title, amount, days in plan)
        given = {"payee": self.seller} | terms
        total = given.pop("amount", sum(each.amount_minor for each in milestones))
        return OpenEscrow(self.buyer, total, milestones, **given)

    def row(self, number: LockNo) -> Lock:
        """A lock as it stands."""
        with self.world.platform.snapshot() as connection:
            row = lock(connection, number)
        assert row is not None
        return row

    def statement(
        self, number: LockNo, by: WalletNo, *, party: int = 0, document: str = DOCUMENT, of: LockNo = LockNo(0)
    ) -> ReleaseMilestone:
        """The statement about a lock (or `of` another one) that somebody's device signs, as a party brings it."""
        return ReleaseMilestone(number, WalletNo(party or by), document, *self._signed(of or number, by, document))

    def given_back(self, number: LockNo, by: WalletNo, *, party: int = 0) -> ReturnMilestone:
        """The statement that somebody's device signs to give a milestone back, as a party brings it."""
        return ReturnMilestone(number, WalletNo(party or by), DOCUMENT, *self._signed(number, by, DOCUMENT, "return"))

    def _signed(
        self, number: LockNo, by: WalletNo, document: str, act: StatementAct = "release"
    ) -> tuple[DeviceNo, str]:
        device, pocket = self.pockets[by]
        with self.world.platform.snapshot() as connection:
            text = statement_text(self.row(number), document, named(connection), act)
        return device, to_text(pocket.sign(text.encode()))

    def states(self, escrow: LockNo) -> list[tuple[int, int, bool]]:
        """Of each milestone its state, what was released, and whether a statement is kept."""
        with self.world.platform.snapshot() as connection:
            found = milestones_of(connection, escrow)
            proofs = proofs_of(connection, {row.payment for row in found})
        return [(int(row.state), row.released_minor, row.payment in proofs) for row in found]
