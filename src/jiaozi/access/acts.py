"""Reading the log of acts: every administrative act and every reading of personal data, in the order of the sequencer.

Acts get there by being operations with `administrative=True`. So does a reading of personal data: its operation names
only whose data is read and gives back only ids; it is decided and logged first, and once that is committed the caller
opens the sealed row. The data itself is therefore neither in the log nor among the stored outcomes.
"""

from typing import Final, NamedTuple

from jiaozi.access import store
from jiaozi.db.engine import Connection
from jiaozi.db.lists import APART_US
from jiaozi.kinds import Instant, InstitutionNo, OperationName, OrNone, PrincipalNo


class Act(NamedTuple):
    """An act. `seq` and `n` are its place in the list, `at` microseconds, `principal` 0 for the platform itself,
    `command` JSON, `outcome` `done` or the code of the refusal."""

    seq: int
    n: int
    at: Instant
    principal: OrNone[PrincipalNo]
    operation: OperationName
    command: str
    outcome: str


class Filter(NamedTuple):
    """Which acts to list: those of one institution's principals, one principal, one operation, from an instant, before
    one; None for any."""

    institution: InstitutionNo | None = None
    principal: PrincipalNo | None = None
    operation: OperationName | None = None
    begin: Instant | None = None
    end: Instant | None = None


_START: Final = (0, -1)


def acts(
    connection: Connection, after: tuple[int, int] = _START, limit: int = 200, only: Filter | None = None
) -> list[Act]:
    """A page of acts after the place (seq, n), oldest first; pages are complete and in order while others write.

    An act is listed once the sequencer has numbered its group, a moment after its commit.
    """
    wanted = only or Filter()
    if wanted.begin is not None and after == _START:
        after = (store.acts_before(connection, wanted.begin - APART_US), -1)
    beyond = None if wanted.end is None else store.acts_before(connection, wanted.end + APART_US) + 1
    return [Act(*row) for row in store.acts(connection, after, limit, (*wanted, beyond))]
