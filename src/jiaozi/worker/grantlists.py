"""Grant lists: what was submitted is granted, in steps that others wait for no longer than for a small grant."""

from typing import Final

from jiaozi.clock import Seconds, monotonic_s
from jiaozi.db.engine import Connection
from jiaozi.grantlists.deciding import BATCH_MAX
from jiaozi.grantlists.model import GrantListed, LinesGranted
from jiaozi.grantlists.store import to_grant
from jiaozi.kinds import GrantListNo
from jiaozi.platform import Platform
from jiaozi.worker.orders import carry_out

EVERY_S: Final[Seconds] = 2
TURN_S: Final[Seconds] = 20
BATCH: Final = 100


class GrantLists:
    """Grants, some lines at a time. Several may run at once, or be killed: a list's locked row says how far it is."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._after = GrantListNo(0)
        self.granted = 0
        self.refused = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether a line can be decided."""
        return bool(to_grant(connection, GrantListNo(0), self._platform.clock.now(), 1))

    def turn(self) -> None:
        """A bounded batch of lists, a step of each in turn until nothing is left or the turn is over: a short list
        waits for no long one."""
        stop, now = monotonic_s() + TURN_S, self._platform.clock.now()
        with self._platform.snapshot() as connection:
            due = to_grant(connection, self._after, now, BATCH)
        self._after = due[-1] if len(due) == BATCH else GrantListNo(0)
        while due and monotonic_s() < stop:
            due = [number for number in due if self._stepped(number)]

    def _stepped(self, number: GrantListNo) -> bool:
        """One step under a key of its own; whether another one follows."""
        key = f"grant-list:{number}:{self._platform.ids.take_account()}"
        results = carry_out(self._platform, [(key, GrantListed(number, BATCH_MAX))])
        outcome = results[0].outcome if results else None
        if not isinstance(outcome, LinesGranted):
            return False
        self.granted += outcome.granted_lines
        self.refused += outcome.refused_lines
        return outcome.more
