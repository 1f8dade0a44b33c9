"""Programs: claims that have ended go back, funders get what is left, pots and pockets follow changes of regime."""

from typing import Final

from jiaozi.clock import Seconds, monotonic_s
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.kinds import ClaimNo, InstitutionNo, ProgramNo
from jiaozi.platform import Platform
from jiaozi.programs.following import MovePurposes, PurposesMoved
from jiaozi.programs.reclaiming import ProgramReclaimed, ReclaimProgram
from jiaozi.programs.store import to_follow, to_reclaim
from jiaozi.worker.orders import carry_out

EVERY_S: Final[Seconds] = 5
FOLLOW_EVERY_S: Final[Seconds] = 60
TURN_S: Final[Seconds] = 20
BATCH: Final = 100


class Programs:
    """Takes back and follows, some at a time. Several may run at once, or be killed: each claim goes back once, since
    its locked row says that it is open."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._after = ProgramNo(0)
        self._behind: dict[ProgramNo, ClaimNo] = {}
        self.claims = 0
        self.reclaimed_minor = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether a program has something to take back."""
        return bool(to_reclaim(connection, ProgramNo(0), self._platform.clock.now(), 1))

    def reclaim(self) -> None:
        """A bounded batch of programs; of each until nothing is left or the turn is over. The next turn goes on behind
        it, so that what cannot be paid now keeps nobody else waiting."""
        end, now = monotonic_s() + TURN_S, self._platform.clock.now()
        with self._platform.snapshot() as connection:
            due = to_reclaim(connection, self._after, now, BATCH)
        self._after = due[-1] if len(due) == BATCH else ProgramNo(0)
        for number in due:
            while self._reclaimed(number) and monotonic_s() < end:
                pass  # what the turn does not reach, the next one goes on with

    def follow(self) -> None:
        """Steps of each operator until nothing can move or the turn is over."""
        end = monotonic_s() + TURN_S
        with self._platform.snapshot() as connection:
            due = to_follow(connection)
        for operator, _ in due:
            while self._followed(operator) and monotonic_s() < end:
                pass

    def _reclaimed(self, number: ProgramNo) -> bool:
        """One step under a key of its own, behind the last one; whether another one can follow."""
        behind = self._behind.pop(number, ClaimNo(0))
        outcome = self._done(f"reclaim:{number}", ReclaimProgram(number, behind=behind))
        if not isinstance(outcome, ProgramReclaimed):
            return False
        self.claims += outcome.claims
        self.reclaimed_minor += outcome.amount_minor
        if outcome.behind:
            self._behind[number] = outcome.behind
        return bool(outcome.behind)

    def _followed(self, operator: InstitutionNo) -> bool:
        outcome = self._done(f"follow:{operator}", MovePurposes(operator))
        return isinstance(outcome, PurposesMoved) and outcome.more

    def _done(self, key: str, command: object) -> object:
        results: list[Result] = carry_out(self._platform, [(f"{key}:{self._platform.ids.take_account()}", command)])
        return results[0].outcome if results else None
