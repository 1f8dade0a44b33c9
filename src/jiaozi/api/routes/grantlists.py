"""Grant lists: a funder opens one, sends its pages, submits it; what became of each line."""

from typing import Annotated, Final

from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Listed, Placed, need
from jiaozi.api.filters import Filter
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.db.lists import equals, page
from jiaozi.grantlists import store as rows
from jiaozi.grantlists.model import (
    AddGrantPage,
    CancelGrantList,
    GrantList,
    GrantListCancelled,
    GrantListLine,
    GrantListOpened,
    GrantListState,
    GrantListStateNumber,
    GrantListSubmitted,
    GrantPageAdded,
    LineCount,
    LineState,
    OpenGrantList,
    SubmitGrantList,
)
from jiaozi.grantlists.schema import GRANT_LIST_LIST
from jiaozi.kinds import (
    ClaimNo,
    Count,
    Fen,
    FenOrZero,
    GrantListNo,
    Instant,
    InstitutionNo,
    OrNone,
    ProgramNo,
    Sha256,
    Text,
    WalletNo,
)
from jiaozi.programs import store as programs
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "programs")
NOT_FOUND: Final = "grant_list_not_found"


@dataclass(frozen=True, slots=True)
class GrantListView:
    """A grant list, and how far it is: of its lines so many were granted, refused, or cancelled with it, and what they
    were worth. Until it is submitted so many lines were `received`."""

    id: GrantListNo
    program: ProgramNo
    operator: InstitutionNo
    state: GrantListStateNumber
    line_count: LineCount
    sum_minor: Fen
    sha256: Sha256
    received: Count
    received_sum_minor: FenOrZero
    granted_lines: Count
    granted_sum_minor: FenOrZero
    refused_lines: Count
    refused_sum_minor: FenOrZero
    cancelled_lines: Count
    opened_at: Instant
    submitted_at: OrNone[Instant]
    ended_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class GrantListLineView:
    """A line of a grant list, and what became of it: the claim, or the code of the error that refused it."""

    number: Count
    wallet: WalletNo
    value_minor: Fen
    state: LineState
    claim: OrNone[ClaimNo]
    refused: Annotated[str, Text(40)]


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantListFilter(Filter):
    """Which of a program's grant lists."""


def _view(row: GrantList) -> GrantListView:
    cancelled = row.waiting[0] if row.state == GrantListState.CANCELLED else 0
    return view(GrantListView, row, cancelled_lines=cancelled)


def _own(desk: Desk, connection: Connection, number: GrantListNo) -> GrantList:
    row = need(rows.grant_list(connection, number), NOT_FOUND)
    desk.check_own("read_grant_lists", whose.wallet(row.funder)(connection), NOT_FOUND)
    return row


@router.get("/programs/{program}/grant-lists")
async def list_grant_lists(
    desk: At, program: ProgramNo, paging: Paging, wanted: GrantListFilter
) -> Page[GrantListView]:
    """The grant lists of a program, for its funder, its operator and auditors."""

    def job(connection: Connection, place: int | None, limit: int) -> Listed[GrantListView, GrantList]:
        row = need(programs.program(connection, program), "program_not_found")
        desk.check_own("read_grant_lists", whose.wallet(row.funder)(connection), "program_not_found")
        found = page(connection, GRANT_LIST_LIST, wanted.walk("program", equals("program", row.id)), place, limit)
        return [_view(each) for each in found.rows], found

    return await desk.filtered("read_grant_lists", f"{program}:{wanted.name}", paging, job)


@router.get("/grant-lists/{grant_list}")
async def get_grant_list(desk: At, grant_list: GrantListNo) -> GrantListView:
    """A grant list, and how far it is."""

    def job(connection: Connection) -> GrantListView:
        return _view(_own(desk, connection, grant_list))

    return await desk.read("read_grant_lists", job)


_LIST: Final = read_by(get_grant_list, "grant_list")
router.act(
    OpenGrantList,
    GrantListOpened,
    "/programs/{program}/grant-lists",
    owner=owners.program(),
    status=201,
    thing=_LIST,
)
router.act(
    AddGrantPage,
    GrantPageAdded,
    "/grant-lists/{grant_list}/pages",
    owner=owners.grant_list(),
    status=201,
    thing=_LIST,
)
router.act(
    SubmitGrantList,
    GrantListSubmitted,
    "/grant-lists/{grant_list}/submission",
    owner=owners.grant_list(),
    thing=_LIST,
)
router.act(
    CancelGrantList,
    GrantListCancelled,
    "/grant-lists/{grant_list}/cancellation",
    owner=owners.grant_list(),
    thing=_LIST,
)


@router.get("/grant-lists/{grant_list}/lines")
async def list_grant_lines(desk: At, grant_list: GrantListNo, paging: Paging) -> Page[GrantListLineView]:
    """The lines of a grant list that were received, in the order of their numbers, and what became of each."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[GrantListLineView]]:
        row = _own(desk, connection, grant_list)
        return [((each.n,), _line(row, each)) for each in rows.lines_page(connection, row.id, after[0], limit)]

    return await desk.listing("read_grant_lists", f"grant-lines:{grant_list}", paging, job)


def _line(row: GrantList, each: GrantListLine) -> GrantListLineView:
    return GrantListLineView(
        number=each.n,
        wallet=each.wallet,
        value_minor=each.value_minor or row.face_minor,
        state=each.state(row),
        claim=each.claim,
        refused=each.refused,
    )
