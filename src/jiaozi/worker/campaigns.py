"""Campaigns: those whose seeds are known are drawn, those whose time is over end."""

from typing import Final

from jiaozi.campaigns.model import CampaignDrawn, DrawCampaign, EndCampaign
from jiaozi.campaigns.store import campaign, has_work, to_draw, to_end
from jiaozi.campaigns.winning import BATCH_MAX, cut_for
from jiaozi.clock import HOUR_US, Seconds, monotonic_s
from jiaozi.db.engine import Connection
from jiaozi.kinds import CampaignNo
from jiaozi.platform import Platform
from jiaozi.worker.orders import carry_out, newly_done

EVERY_S: Final[Seconds] = 10
TURN_S: Final[Seconds] = 20
BATCH: Final = 100


class Campaigns:
    """Draws and ends, some at a time. Several may run at once, or be killed: a campaign's locked row says how far its
    draw is, and who wins follows from what is published."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.drawn = 0
        self.ended = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether a campaign is to be drawn or ended."""
        return has_work(connection, self._platform.clock.now())

    def turn(self) -> None:
        """What is over ends, then each draw goes on until it is done or the turn is over."""
        stop, now = monotonic_s() + TURN_S, self._platform.clock.now()
        with self._platform.snapshot() as connection:
            over, begun = to_end(connection, now, BATCH), to_draw(connection, now, BATCH)
        orders = [(f"end-campaign:{number}:{due}:{now // HOUR_US}", EndCampaign(number)) for number, due in over]
        self.ended += newly_done(carry_out(self._platform, orders))
        for number in begun:
            self._look_ahead(number)
            while self._stepped(number) and monotonic_s() < stop:
                pass  # what the turn does not reach, the next one goes on with

    def _look_ahead(self, number: CampaignNo) -> None:
        """Works out who wins in this thread, so that the writer, whom others wait for, finds it known."""
        with self._platform.snapshot() as connection:
            row = campaign(connection, number)
        if row is not None and row.witness_seed is not None:
            cut_for(row)

    def _stepped(self, number: CampaignNo) -> bool:
        """One step under a key of its own; whether another one follows."""
        key = f"draw:{number}:{self._platform.ids.take_account()}"
        results = carry_out(self._platform, [(key, DrawCampaign(number, BATCH_MAX))])
        outcome = results[0].outcome if results else None
        self.drawn += isinstance(outcome, CampaignDrawn) and not outcome.more
        return isinstance(outcome, CampaignDrawn) and outcome.more
