"""Interest runs go on by themselves, batch after batch, under keys that name the batch."""

from typing import Final

from jiaozi.clock import Seconds, monotonic_s
from jiaozi.db.engine import Connection
from jiaozi.interest.runs import AdvanceInterest, InterestAdvanced
from jiaozi.interest.store import runs_to_advance
from jiaozi.platform import Platform
from jiaozi.worker.orders import carry_out

EVERY_S: Final = 1
RUNS_OF_A_TURN: Final = 4
TURN_S: Final[Seconds] = 5
"""So long a turn goes on while there is something to do: a million wallets do not wait a second for each batch, and a
process that is to stop waits no longer than this and a batch."""


class InterestTurns:
    """Advances what is being prepared or paid. A batch's key has the run's cursor in it, so however many processes and
    restarts there are, it is done once."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.wallets = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether a run can go on."""
        return bool(runs_to_advance(connection, 1))

    def turn(self) -> None:
        """Batches of the oldest runs, one of each at a time, until none is left or the turn is over."""
        end = monotonic_s() + TURN_S
        while self._advance() and monotonic_s() < end:
            pass

    def _advance(self) -> int:
        """One batch of each of the oldest runs; how many were done."""
        with self._platform.snapshot() as connection:
            runs = runs_to_advance(connection, RUNS_OF_A_TURN)
        orders = [(f"interest:{run.id}:{run.state}:{run.cursor_wallet}", AdvanceInterest(run.id)) for run in runs]
        outcomes = [result.outcome for result in carry_out(self._platform, orders)]
        advanced = [outcome for outcome in outcomes if isinstance(outcome, InterestAdvanced)]
        self.wallets += sum(outcome.wallets for outcome in advanced)
        return len(advanced)
