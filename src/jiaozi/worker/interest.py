"""Interest runs go on by themselves: a few batches of each turn, under keys that name the batch."""

from contextlib import suppress
from typing import Final

from jiaozi.access.model import PLATFORM
from jiaozi.errors import Failure
from jiaozi.interest.runs import AdvanceInterest, InterestAdvanced
from jiaozi.interest.store import runs_to_advance
from jiaozi.platform import Platform

EVERY_S: Final = 1
RUNS_OF_A_TURN: Final = 4
STEP_TIMEOUT_S: Final = 120


class InterestTurns:
    """Advances what is being prepared or paid. A batch's key has the run's cursor in it, so however many processes and
    restarts there are, it is done once."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.wallets = 0

    def turn(self) -> None:
        """One batch of each of the oldest runs."""
        platform = self._platform
        with platform.snapshot() as connection:
            runs = runs_to_advance(connection, RUNS_OF_A_TURN)
        for run in runs:
            key = f"interest:{run.id}:{run.state}:{run.cursor_wallet}"
            with suppress(Failure):
                request = platform.request(PLATFORM, key, AdvanceInterest(run.id))
                outcome = platform.writer.submit(request).result(timeout=STEP_TIMEOUT_S).outcome
                if isinstance(outcome, InterestAdvanced):
                    self.wallets += outcome.wallets
