"""Acts of two people, the log of acts, and outcomes by idempotency key."""

from typing import Annotated, Any

from pydantic import Field

from jiaozi.access import store
from jiaozi.access.acts import Act, Filter, acts
from jiaozi.access.model import Decide, ProposalRow, ProposalStateName, shown_state
from jiaozi.access.permissions import Ownership
from jiaozi.api import owners, render
from jiaozi.api import store as lists
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, Placed, Walked, need
from jiaozi.api.filters import Since, Until
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.kinds import (
    Count,
    Instant,
    InstitutionNo,
    Note,
    OperationName,
    OrNone,
    PrincipalNo,
    ProposalNo,
    Reason,
)
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "access")
_KEY = Annotated[str, Field(min_length=1, max_length=255, pattern="^[!-~]([ -~]*[!-~])?$", examples=["order-1"])]


@dataclass(frozen=True, slots=True)
class Decision:
    """A second person's note."""

    proposal: ProposalNo
    note: Note = ""


@dataclass(frozen=True, slots=True)
class DecidedView:
    """How a proposal ended: `done` with the act's outcome, `refused` by the act's own rules, or `rejected`. It is still
    `open` when a third person has to agree."""

    proposal: ProposalNo
    state: ProposalStateName
    outcome: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class ProposalView:
    """An act of two people: `open`, `expired`, `done`, `refused` or `rejected`. Where a third has to agree,
    `approvals_needed` is 2 and `first_approver` who agreed already."""

    id: ProposalNo
    operation: OperationName
    command: dict[str, Any]
    reason: Reason
    proposer: PrincipalNo
    institution: OrNone[InstitutionNo]
    proposed_at: Instant
    expires_at: Instant
    state: ProposalStateName
    approvals_needed: Count
    first_approver: OrNone[PrincipalNo]
    approver: OrNone[PrincipalNo]
    decided_at: OrNone[Instant]
    note: str
    outcome: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class ActView:
    """An administrative act or a reading of personal data."""

    sequence: Count
    n: Count
    at: Instant
    principal: OrNone[PrincipalNo]
    operation: OperationName
    command: dict[str, Any]
    outcome: str


@dataclass(frozen=True, slots=True)
class OutcomeView:
    """What was decided under an idempotency key: an answer, or a refusal."""

    operation: OperationName
    key: str
    decided_at: Instant
    outcome: dict[str, Any]


def _proposal(desk: Desk, connection: Connection, row: ProposalRow) -> ProposalView:
    decided, operations = store.decision(connection, row.id), desk.platform.operations
    return view(
        ProposalView,
        row,
        command=render.stored_command(operations, row.operation, row.command),
        state=shown_state(row, desk.platform.clock.now()).value,
        first_approver=row.approver,
        approver=decided.approver if decided else PrincipalNo(0),
        decided_at=decided.decided_at if decided else 0,
        note=decided.note if decided else "",
        outcome=desk.seen(decided.outcome) if decided and decided.outcome else None,
    )


@router.get("/proposals")
async def list_proposals(desk: At, paging: Paging) -> Page[ProposalView]:
    """Acts of two people: those of the caller's institution, or all."""
    own = None if desk.sees_all("read_proposals") else desk.principal.institution

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[ProposalView]]:
        rows = store.proposals(connection, own, after[0], limit)
        return [((row.id,), _proposal(desk, connection, row)) for row in rows]

    return await desk.listing("read_proposals", f"proposals:{own}", paging, job)


@router.get("/proposals/{proposal}")
async def get_proposal(desk: At, proposal: ProposalNo) -> ProposalView:
    """An act of two people, and how it ended."""

    def job(connection: Connection) -> ProposalView:
        row = need(store.proposal(connection, proposal), "proposal_not_found")
        desk.check_own("read_proposals", [Ownership(row.institution)], "proposal_not_found")
        return _proposal(desk, connection, row)

    return await desk.read("read_proposals", job)


def _approve(decision: Decision, _: Desk) -> Decide:
    return Decide(decision.proposal, approve=True, note=decision.note)


def _reject(decision: Decision, _: Desk) -> Decide:
    return Decide(decision.proposal, approve=False, note=decision.note)


router.act(
    Decision, DecidedView, "/proposals/{proposal}/approve", owner=owners.caller(), make=_approve, may_be_bare=True,
    name="approve", says="The second person's yes: the act is done in the same moment, or refused by its own rules.",
)  # fmt: skip
router.act(
    Decision, DecidedView, "/proposals/{proposal}/reject", owner=owners.caller(), make=_reject, may_be_bare=True,
    name="reject", says="The second person's no.",
)  # fmt: skip


@router.get("/acts")
async def list_acts(
    desk: At,
    paging: Paging,
    principal: PrincipalNo | None = None,
    operation: OperationName | None = None,
    since: Since = None,
    until: Until = None,
) -> Page[ActView]:
    """The log of acts: every administrative act and every reading of personal data, in order."""
    own = None if desk.sees_all("read_acts") else desk.principal.institution
    only = Filter(own, principal, operation, since, until)
    listing = f"acts:{only}"

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> Walked[ActView]:
        found = acts(connection, (after[0], after[1]), limit, only)
        return Walked([_act(desk, row) for row in found.found], found.place, found.more)

    return await desk.walked("read_acts", listing, paging, job, (0, -1))


def _act(desk: Desk, row: Act) -> ActView:
    command = render.stored_command(desk.platform.operations, row.operation, row.command)
    return view(ActView, row, sequence=row.seq, command=command)


@router.get("/outcomes")
async def get_outcome(desk: At, operation: OperationName, key: _KEY) -> OutcomeView:
    """What was decided under an idempotency key of the caller's own. An act of two people is operation `propose`."""

    def job(connection: Connection) -> OutcomeView:
        at, text = need(lists.outcome(connection, desk.principal.id, operation, key), "not_found")
        return OutcomeView(operation, key, at, desk.seen(text))

    return await desk.house.readers.run(job)
