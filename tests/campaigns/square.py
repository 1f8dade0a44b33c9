"""A city whose funder draws lots: the shortest ways to announce, register, reveal, draw and claim. Amounts are fen."""

from itertools import count
from typing import Any

from jiaozi.campaigns.drawing import commitment_of
from jiaozi.campaigns.model import (
    Campaign,
    ClaimWin,
    OpenCampaign,
    RegisterForCampaign,
    Registration,
    RegistrationState,
    RevealSeed,
    WitnessCampaign,
)
from jiaozi.campaigns.schema import CAMPAIGNS, COMMITMENTS
from jiaozi.campaigns.store import list_page
from jiaozi.clock import DAY_US, HOUR_US
from jiaozi.kinds import CampaignNo, ProgramNo, WalletNo
from jiaozi.worker.campaigns import Campaigns
from tests.features.world import YUAN, World
from tests.programs.city import City, red

FACE = 55 * YUAN
"""Shanghai's, of 2021."""
SEED, WITNESS_SEED = "5e" * 32, "17" * 32


class Square(City):
    """A city whose program is given by lot. Registration is open for two days, seeds are awaited for another one, and
    winners claim until the fifth day ends. Each campaign has seeds of its own, the first `SEED` and `WITNESS_SEED`."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.seeds = {commitment_of(SEED): (SEED, WITNESS_SEED)}
        self._more = count(1)

    def listed(self, *, budget: int = 1_000 * YUAN, **more: Any) -> ProgramNo:
        """A program whose claims are had by grant or by lot alone."""
        return self.program(red(face_minor=FACE), budget=budget, **({"days": 9} | more))

    def announce(self, program: ProgramNo, places: int = 3, **more: Any) -> CampaignNo:
        """A campaign that the central bank has not witnessed."""
        number: CampaignNo = self.world.do(self.order(program, places, **more)).campaign
        return number

    def order(self, program: ProgramNo, places: int = 3, **more: Any) -> OpenCampaign:
        """What announces a campaign."""
        times: dict[str, Any] = {
            "opens_at": self.now,
            "closes_at": self.now + 2 * DAY_US,
            "reveal_until": self.now + 3 * DAY_US,
        }
        times |= {"claims_until": self.now + 5 * DAY_US, "commitment": self._unused(), **more}
        return OpenCampaign(program=program, places=places, **times)

    def _unused(self) -> str:
        """A funder's commitment that no campaign has had."""
        with self.world.platform.snapshot() as connection:
            known = {each.commitment for each in COMMITMENTS.read(connection, self.seeds)}
        if not self.seeds.keys() - known:
            seed, other = (f"{part}{next(self._more):062x}" for part in ("aa", "bb"))
            self.seeds[commitment_of(seed)] = (seed, other)
        return next(each for each in self.seeds if each not in known)

    def campaign(self, program: ProgramNo, places: int = 3, **more: Any) -> CampaignNo:
        """A campaign that can be registered for."""
        number = self.announce(program, places, **more)
        self.world.do(WitnessCampaign(number, commitment_of(self.seeds_of(number)[1])))
        return number

    def seeds_of(self, campaign: CampaignNo) -> tuple[str, str]:
        """The funder's seed, and the central bank's."""
        return self.seeds[self.row_of(campaign).commitment]

    def register(self, campaign: CampaignNo, *wallets: WalletNo) -> list[Any]:
        """Registrations that must be had."""
        return [self.world.do(RegisterForCampaign(campaign, wallet)) for wallet in wallets]

    def reveal(self, campaign: CampaignNo) -> None:
        """Both seeds, once registration is over."""
        self.world.clock.advance_to(max(self.now, self.row_of(campaign).closes_at))
        for seed in self.seeds_of(campaign):
            self.world.do(RevealSeed(campaign, seed))

    def work(self) -> Campaigns:
        """A turn of the worker's."""
        worker = Campaigns(self.world.platform)
        worker.turn()
        return worker

    def draw(self, campaign: CampaignNo) -> list[WalletNo]:
        """Reveals and draws; the winners, by their numbers."""
        self.reveal(campaign)
        self.work()
        return [row.wallet for row in self.list_of(campaign) if row.state == RegistrationState.WON]

    def win(self, campaign: CampaignNo, wallet: WalletNo) -> Any:
        """A claim of a winner's that must be had."""
        return self.world.do(ClaimWin(campaign, wallet)).claim

    def row_of(self, campaign: CampaignNo) -> Campaign:
        """The row of a campaign."""
        with self.world.platform.snapshot() as connection:
            return CAMPAIGNS.read(connection, [campaign])[0]

    def list_of(self, campaign: CampaignNo) -> list[Registration]:
        """All registrations, by their numbers."""
        with self.world.platform.snapshot() as connection:
            return list_page(connection, campaign, 0, 1_000_000)

    def promised(self, program: ProgramNo) -> tuple[int, int]:
        """How many claims are promised, and how many yuan."""
        row = self.row(program)
        return row.promised, row.promised_minor // YUAN

    def crowd(self, count: int) -> list[WalletNo]:
        """Many people with wallets at the funder's bank."""
        return [self.person() for _ in range(count)]


HOUR = HOUR_US
