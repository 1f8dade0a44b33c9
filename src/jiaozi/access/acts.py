"""Reading the log of acts: every administrative act and every reading of personal data, in the order of the sequencer.

Acts get there by being operations with `administrative=True`. So does a reading of personal data: its operation names
only whose data is read and gives back only ids; it is decided and logged first, and once that is committed the caller
opens the sealed row. The data itself is therefore neither in the log nor among the stored outcomes.
"""

from typing import Final, NamedTuple

from jiaozi.access import store
from jiaozi.db.engine import Connection
from jiaozi.db.lists import APART_US, LAST, WINDOW
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


class Acts(NamedTuple):
    """A page: its acts, the place (seq, n) to go on from, and whether there may be more."""

    found: list[Act]
    place: store.Place
    more: bool


_START: Final = (0, -1)


def acts(connection: Connection, after: store.Place = _START, limit: int = 200, only: Filter | None = None) -> Acts:
    """A page of acts after the place (seq, n), oldest first; pages are complete and in order while others write.

    An act is listed once the sequencer has numbered its group, a moment after its commit. What is asked is tested on a
    window of acts: a page of which the window had too few comes short, and goes on after it. The end of the log is a
    place behind everybody's acts.
    """
    wanted = only or Filter()
    if wanted.begin is not None and after == _START:
        after = (store.acts_before(connection, wanted.begin - APART_US), -1)
    last = store.last_act(connection)
    if wanted.end is not None:
        last = min(last, (store.acts_before(connection, wanted.end + APART_US), LAST))
    window = store.act_at(connection, after, last, WINDOW) if any(each is not None for each in wanted) else None
    found = [Act(*row) for row in store.acts(connection, after, window or last, limit + 1, wanted)]
    if len(found) > limit:
        return Acts(found[:limit], (found[limit - 1].seq, found[limit - 1].n), more=True)
    return Acts(found, window or max(after, last), window is not None)
