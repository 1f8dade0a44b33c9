"""The data of grant lists: rows, what is asked for, and what it comes to. Amounts in fen, times in microseconds.

A funder opens a list by its size, its sum and its hash, sends the lines in pages, and submits it: one act, checked as a
whole, by which its money is set aside. The worker then grants it line by line, in order.
"""

from enum import IntEnum
from typing import Annotated, Final, Literal, NamedTuple, get_args

from jiaozi.db.commands import BulkyCommand
from jiaozi.grantlists.granting import GrantLine
from jiaozi.kinds import (
    ClaimNo,
    Count,
    Fen,
    FenOrZero,
    GrantListNo,
    Instant,
    InstitutionNo,
    Length,
    Names,
    OrNone,
    ProgramNo,
    Range,
    Sha256,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass

LINES_MAX: Final = 500_000
"""Lines of one list: 13 MB, whose hash the writer works out in 40 ms."""
PAGE: Final = 1_000
"""Lines of a page. All but the last have so many, so that a page's number says which lines it has."""
UNFINISHED_MAX: Final = 20
"""Lists of one program that are neither done nor cancelled."""
GrantListStateName = Literal["open", "granting", "done", "cancelled"]
LineState = Literal["waiting", "granted", "refused", "cancelled"]
LineCount = Annotated[int, Range(1, LINES_MAX)]
PageNumber = Annotated[int, Range(1, -(-LINES_MAX // PAGE))]


class GrantListState(IntEnum):
    """An `OPEN` list takes pages until it is submitted; one that is `GRANTING` is the worker's, which has decided every
    line of one that is `DONE`. Of a `CANCELLED` one the lines that were not decided never will be."""

    OPEN = 0
    GRANTING = 1
    DONE = 2
    CANCELLED = 3


GRANT_LIST_STATES: Final[dict[int, GrantListStateName]] = dict(enumerate(get_args(GrantListStateName)))
GrantListStateNumber = Annotated[int, Names(tuple(GRANT_LIST_STATES.items()))]


@dataclass(slots=True)
class GrantList:
    """A row of `grant_lists`: `line_count` lines of a program, which come to `sum_minor`, and whose canonical text has
    this `sha256`. A line without an amount is worth `face_minor`.

    `received` lines have come so far, which come to `received_sum_minor`. Lines are decided in their order,
    `granted_lines` and `refused_lines` of them so far.
    """

    id: GrantListNo
    program: ProgramNo
    funder: WalletNo
    operator: InstitutionNo
    line_count: LineCount
    sum_minor: Fen
    sha256: Sha256
    face_minor: Fen
    received: Count
    received_sum_minor: FenOrZero
    state: GrantListStateNumber
    granted_lines: Count
    granted_sum_minor: FenOrZero
    refused_lines: Count
    refused_sum_minor: FenOrZero
    opened_at: Instant
    submitted_at: OrNone[Instant]
    ended_at: OrNone[Instant]

    @property
    def done(self) -> int:
        """How many lines are decided: those up to this number."""
        return self.granted_lines + self.refused_lines

    @property
    def waiting(self) -> tuple[int, int]:
        """How many lines are not decided, and what they come to in minor units; of a list that is granted, this is what
        the program has promised it."""
        return self.line_count - self.done, self.sum_minor - self.granted_sum_minor - self.refused_sum_minor


@dataclass(slots=True)
class GrantListPage:
    """A row of `grant_list_pages`: the canonical text of so many lines, of which the list's hash is made."""

    grant_list: GrantListNo
    page: PageNumber
    content: str


@dataclass(slots=True)
class GrantListLine:
    """A row of `grant_list_lines`: the `n`th line, from 1. `value_minor` is 0 for what the terms say. It was granted
    where it has a `claim`, refused where it has the code of an error, else it is not decided."""

    grant_list: GrantListNo
    n: Count
    wallet: WalletNo
    value_minor: OrNone[Fen]
    claim: OrNone[ClaimNo]
    refused: Annotated[str, Text(40)]

    def state(self, row: GrantList) -> LineState:
        """What became of the line, of this list."""
        if self.claim:
            return "granted"
        if self.refused:
            return "refused"
        return "cancelled" if row.state == GrantListState.CANCELLED else "waiting"


@dataclass(frozen=True, slots=True)
class OpenGrantList:
    """The funder opens a list of wallets that are to have claims of its program: how many lines it has, what they come
    to, and the SHA-256 of them: for each line the wallet, a comma, the fen or nothing, and a line feed."""

    program: ProgramNo
    line_count: LineCount
    sum_minor: Fen
    sha256: Sha256


@dataclass(frozen=True, slots=True)
class AddGrantPage(BulkyCommand):
    """Adds a page of lines to a list that is open. Pages have 1,000 lines each, the last one the rest, and come in any
    order; one that is there already is the same again, or refused."""

    grant_list: GrantListNo
    page: PageNumber
    lines: Annotated[tuple[GrantLine, ...], Length(1, PAGE)]


@dataclass(frozen=True, slots=True)
class SubmitGrantList(BulkyCommand):
    """The funder submits a list: all of it is there as it was opened, and so is its money, which is set aside; or
    nothing is done. The worker grants it then, each line with its own outcome. A list of the very lines that this
    program has granted before is refused, unless they are to be granted `again`."""

    grant_list: GrantListNo
    again: bool = False


@dataclass(frozen=True, slots=True)
class CancelGrantList:
    """The funder cancels a list: lines that are not decided yet get nothing, and what was set aside for them is free.
    What was granted stands."""

    grant_list: GrantListNo


@dataclass(frozen=True, slots=True)
class GrantListed(BulkyCommand):
    """Grants the next lines of a list, so many at most, or ends one whose program gives no claims any more; the
    worker's own act."""

    grant_list: GrantListNo
    limit: Count


class GrantListOpened(NamedTuple):
    """A list takes its pages."""

    grant_list: GrantListNo
    program: ProgramNo


class GrantPageAdded(NamedTuple):
    """A page of a list is there."""

    grant_list: GrantListNo
    page: PageNumber


class GrantListSubmitted(NamedTuple):
    """A list is going to be granted; so much is set aside for it."""

    grant_list: GrantListNo
    promised_minor: Fen


class GrantListCancelled(NamedTuple):
    """A list is cancelled; so many of its lines were not decided."""

    grant_list: GrantListNo
    cancelled_lines: Count


class LinesGranted(NamedTuple):
    """So many lines of a list were granted and refused now. `more`: others can be decided at once."""

    grant_list: GrantListNo
    granted_lines: Count
    refused_lines: Count
    more: bool
