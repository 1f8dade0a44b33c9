"""Days that are loaded are matched by themselves, outside the writer: it is given only what was found."""

from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.kinds import Count
from jiaozi.platform import Platform
from jiaozi.reconciliation import store
from jiaozi.reconciliation.matching import Side, match
from jiaozi.reconciliation.model import Reconciliation
from jiaozi.reconciliation.recording import BATCH, RecordBreaks
from jiaozi.worker.orders import carry_out, newly_done

EVERY_S: Final = 1
DAYS_OF_A_TURN: Final = 4


class Reconciler:
    """Matches what waits for it. Each matching is a round of its own: whoever comes second, or back after a restart,
    begins another, and the steps of the earlier one are refused; so a day's breaks are of one matching, each once."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self.recorded = 0

    def is_due(self, connection: Connection) -> bool:
        """Whether a day waits."""
        return bool(store.to_match(connection, 1))

    def turn(self) -> None:
        """Matches the days that have waited longest."""
        with self._platform.snapshot() as connection:
            waiting = store.to_match(connection, DAYS_OF_A_TURN)
        for row in waiting:
            for step in self._steps(row):
                key = f"reconcile:{row.account}:{row.day}:{step.round}:{step.before}"
                if not newly_done(carry_out(self._platform, [(key, step)])):
                    break
                self.recorded += len(step.found)

    def _steps(self, row: Reconciliation) -> list[RecordBreaks]:
        """What is to be recorded of a day."""
        with self._platform.snapshot() as connection:
            platform = store.platform_entries(connection, row.account, row.day)
            core = store.core_entries(connection, row)
            around = [
                Side(
                    day,
                    store.platform_entries(connection, row.account, day),
                    store.core_entries(connection, store.reconciliation(connection, row.account, day)),
                )
                for day in (row.day - 1, row.day + 1)
            ]
            matched = match(platform, core, around, store.corrections(connection, row.account))
        total: Count = len(matched.breaks)
        return [
            RecordBreaks(
                account=row.account,
                day=row.day,
                attempt=row.attempt,
                round=row.round + 1,
                before=before,
                total=total,
                found=matched.breaks[before : before + BATCH],
                matched=matched.matched,
                platform_entries=len(platform),
                platform_credit_minor=sum(each.minor for each in platform if each.minor > 0),
                platform_debit_minor=-sum(each.minor for each in platform if each.minor < 0),
            )
            for before in range(0, max(total, 1), BATCH)
        ]
