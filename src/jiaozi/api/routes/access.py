"""Principals and their keys, acts of two people, the log of acts, and outcomes by idempotency key."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import JSONResponse, Response

from jiaozi.access import store, tokens
from jiaozi.access.acts import Filter, acts
from jiaozi.access.keys import hand_out
from jiaozi.access.model import (
    SUBJECT_PREFIXES,
    ApiKeyIssued,
    CreatePrincipal,
    Decide,
    IssueApiKey,
    ProposalRow,
    ResumePrincipal,
    RevokeApiKey,
    Role,
    RotateApiKey,
    SuspendPrincipal,
)
from jiaozi.access.permissions import ACTIONS, Grant, Ownership, grant, may_manage
from jiaozi.access.schema import API_KEYS
from jiaozi.api import render, views
from jiaozi.api import store as lists
from jiaozi.api.desk import At, Desk, Owners, Paging, need, number, optional
from jiaozi.api.problems import Refused
from jiaozi.clock import format_time
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import encode_id
from jiaozi.wire import access as wire
from jiaozi.wire.base import KeyId, Nothing, Page, PrincipalId, ProposalId

router = APIRouter(prefix="/v1", tags=["access"])
_OPERATION = Annotated[str, Query(pattern="^[a-z_]{1,40}$", examples=["pay"])]
_KEY = Annotated[str, Query(min_length=1, max_length=255, pattern="^[!-~]([ -~]*[!-~])?$", examples=["order-1"])]


@router.get("/me", response_model=wire.Me)
async def get_me(desk: At) -> wire.Me:
    """Who is calling, and what this role may do."""
    shown = views.principal(desk.principal)
    grants = {name: grant(desk.principal.role, name) for name in ACTIONS}
    return wire.Me(
        principal=shown.id,
        role=shown.role,
        institution=shown.institution,
        subject=shown.subject,
        name=shown.name,
        mode=desk.house.mode.value,
        key=encode_id("key", desk.caller.key),
        grants={name: given.value for name, given in grants.items() if given is not Grant.NO},
    )


@router.get("/principals", response_model=Page[wire.Principal])
async def list_principals(desk: At, paging: Paging) -> dict[str, Any]:
    """Principals: an operator's own, or all."""
    own = None if desk.sees_all("read_principals") else desk.principal.institution
    listing = f"principals:{own}"
    (after,) = desk.start(listing, paging.cursor, (0,))
    rows = await desk.read(
        "read_principals", lambda connection: store.principals(connection, own, after, paging.limit + 1)
    )
    places = [(row.id,) for row in rows]
    return desk.page(listing, [views.principal(row) for row in rows], places, paging.limit, paging.cursor)


@router.post("/principals", status_code=201, response_model=wire.PrincipalCreated)
async def create_principal(desk: At, body: wire.PrincipalCreation) -> Response:
    """Makes a principal; it can do nothing until it is given a key."""
    if body.subject and body.subject[:3] != SUBJECT_PREFIXES.get(Role(body.role)):
        raise Refused(Refusal("request_malformed", "subject"))
    institution = optional(body.institution)
    command = CreatePrincipal(body.role, institution, optional(body.subject), body.name)
    return await desk.act(command, lambda _: [Ownership(institution)], status=201)


@router.get("/principals/{principal}", response_model=wire.Principal)
async def get_principal(desk: At, principal: PrincipalId) -> wire.Principal:
    """A principal."""

    def job(connection: Connection) -> wire.Principal:
        row = need(store.principal(connection, number(principal)), "principal_not_found")
        desk.check_own("read_principals", [Ownership(row.institution)], "principal_not_found")
        return views.principal(row)

    return await desk.read("read_principals", job)


def _managed(desk: Desk, principal: int, *, itself: bool) -> Owners:
    """Raises `Refused` unless the caller manages the principal, or `itself` and it is the caller."""

    def find(connection: Connection) -> list[Ownership]:
        row = store.principal(connection, principal)
        mine = itself and principal == desk.principal.id
        if row is None or not (mine or _manages(desk, row.role, row.institution)):
            raise Refused(Refusal("principal_not_found"))
        return [Ownership(desk.principal.institution)]

    return find


def _manages(desk: Desk, role: str, institution: int) -> bool:
    return may_manage(desk.principal.role, desk.principal.institution, role, institution)


@router.post("/principals/{principal}/suspension", response_model=wire.PrincipalStatusSet)
async def suspend_principal(desk: At, principal: PrincipalId, _: Nothing | None = None) -> Response:
    """Stops honouring all keys of a principal, at once."""
    owners = _managed(desk, number(principal), itself=False)
    return await desk.act(SuspendPrincipal(number(principal)), owners, missing="principal_not_found")


@router.post("/principals/{principal}/resumption", response_model=wire.PrincipalStatusSet)
async def resume_principal(desk: At, principal: PrincipalId, _: Nothing | None = None) -> Response:
    """Honours a suspended principal's keys again."""
    owners = _managed(desk, number(principal), itself=False)
    return await desk.act(ResumePrincipal(number(principal)), owners, missing="principal_not_found")


@router.get("/principals/{principal}/keys", response_model=Page[wire.ApiKey])
async def list_keys(desk: At, principal: PrincipalId) -> Page[wire.ApiKey]:
    """All keys a principal has had, without their secrets: one's own, or those of a principal one may read."""

    def job(connection: Connection) -> Page[wire.ApiKey]:
        row = store.principal(connection, number(principal))
        others = number(principal) != desk.principal.id
        if others and (row is None or not desk.may("read_principals", [Ownership(row.institution)])):
            raise Refused(Refusal("principal_not_found"))
        return Page[wire.ApiKey](items=[views.api_key(key) for key in store.keys_of(connection, number(principal))])

    return await desk.read("issue_api_key", job)


@router.post("/principals/{principal}/keys", status_code=201, response_model=wire.ApiKeyIssued)
async def issue_key(desk: At, principal: PrincipalId, _: Nothing | None = None) -> Response:
    """Gives a principal a further key; its token is in this answer and nowhere else."""
    await desk.house.readers.run(_managed(desk, number(principal), itself=True))
    return await _hand_out(desk, "issue_api_key", IssueApiKey(number(principal)), status=201)


@router.post("/keys/{key}/rotation", response_model=wire.ApiKeyIssued)
async def rotate_key(desk: At, key: KeyId, body: wire.KeyRotation) -> Response:
    """Replaces a key by a new one, whose token is in this answer and nowhere else."""
    await desk.house.readers.run(_key_managed(desk, number(key)))
    return await _hand_out(desk, "rotate_api_key", RotateApiKey(number(key), body.overlap_s))


@router.post("/keys/{key}/revocation", response_model=wire.ApiKeyRevoked)
async def revoke_key(desk: At, key: KeyId, _: Nothing | None = None) -> Response:
    """Ends a key: once this is answered, no process accepts it."""
    await desk.house.readers.run(_key_managed(desk, number(key)))
    command = RevokeApiKey(number(key))
    return desk.answer(await desk.submit(command))


def _key_managed(desk: Desk, key: int) -> Callable[[Connection], None]:
    def find(connection: Connection) -> None:
        rows = API_KEYS.read(connection, [key])
        if not rows:
            raise Refused(Refusal("api_key_not_found"))
        try:
            _managed(desk, rows[0].principal, itself=True)(connection)
        except Refused:
            raise Refused(Refusal("api_key_not_found")) from None

    return find


async def _hand_out(desk: Desk, operation: str, command: IssueApiKey | RotateApiKey, status: int = 200) -> Response:
    """Submits with a fresh secret; a request that was made before gets its outcome without the token."""

    def earlier(connection: Connection) -> Any:
        found = lists.outcome(connection, desk.principal.id, operation, desk.key)
        return None if found is None else desk.platform.operations.decode_outcome(found[1])

    before = await desk.house.readers.run(earlier)
    waiting: list[Any] = []

    def remember(_: int, __: str, wanted: object) -> Result:
        waiting.append(wanted)
        return Result(ApiKeyIssued(0, 0))

    given = hand_out(remember, desk.principal.id, desk.key, command, before)
    if not waiting:
        replayed = not isinstance(given.outcome, Refusal) or given.outcome.code != "idempotency_key_reused"
        return _key_answer(desk, Result(given.outcome, replayed), None, status)
    result = await desk.submit(waiting[0])
    token = None
    if isinstance(result.outcome, ApiKeyIssued) and not result.replayed and given.token is not None:
        secret = given.token[given.token.rindex("_") + 1 :]
        token = tokens.format_token(result.outcome.key, secret, desk.house.mode)
    return _key_answer(desk, result, token, status)


def _key_answer(desk: Desk, result: Result, token: str | None, status: int) -> Response:
    if isinstance(result.outcome, Refusal | Failure):
        return desk.answer(result)
    answer = JSONResponse({**render.outcome(result.outcome), "token": token}, status)
    desk.mark(answer, result)
    return answer


def _proposal(desk: Desk, connection: Connection, row: ProposalRow) -> wire.Proposal:
    decision = store.decision(connection, row.id)
    found = wire.Proposal(
        id=encode_id("ppl", row.id),
        operation=row.operation,
        command=render.stored_command(row.operation, row.command),
        reason=row.reason,
        proposer=encode_id("prn", row.proposer),
        institution=render.identifier("ins", row.institution),
        proposed_at=format_time(row.proposed_at),
        expires_at=format_time(row.expires_at),
        state=row.state,
    )
    if decision is None:
        return found
    outcome = render.stored_outcome(desk.platform.operations, decision.outcome) if decision.outcome else None
    approver, at = encode_id("prn", decision.approver), format_time(decision.decided_at)
    return found.model_copy(update={"approver": approver, "decided_at": at, "note": decision.note, "outcome": outcome})


@router.get("/proposals", response_model=Page[wire.Proposal])
async def list_proposals(desk: At, paging: Paging) -> dict[str, Any]:
    """Acts of two people: those of the caller's institution, or all."""
    own = None if desk.sees_all("read_proposals") else desk.principal.institution
    listing = f"proposals:{own}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.Proposal]:
        rows = store.proposals(connection, own, after, paging.limit + 1)
        return [_proposal(desk, connection, row) for row in rows]

    found = await desk.read("read_proposals", job)
    return desk.page(listing, found, [(number(row.id),) for row in found], paging.limit, paging.cursor)


@router.get("/proposals/{proposal}", response_model=wire.Proposal)
async def get_proposal(desk: At, proposal: ProposalId) -> wire.Proposal:
    """An act of two people, and how it ended."""

    def job(connection: Connection) -> wire.Proposal:
        row = need(store.proposal(connection, number(proposal)), "proposal_not_found")
        desk.check_own("read_proposals", [Ownership(row.institution)], "proposal_not_found")
        return _proposal(desk, connection, row)

    return await desk.read("read_proposals", job)


@router.post("/proposals/{proposal}/approve", response_model=wire.Decided)
async def approve(desk: At, proposal: ProposalId, body: wire.Decision | None = None) -> Response:
    """The second person's yes: the act is done in the same moment, or refused by its own rules."""
    return await _decide(desk, proposal, body, approved=True)


@router.post("/proposals/{proposal}/reject", response_model=wire.Decided)
async def reject(desk: At, proposal: ProposalId, body: wire.Decision | None = None) -> Response:
    """The second person's no."""
    return await _decide(desk, proposal, body, approved=False)


async def _decide(desk: Desk, proposal: str, body: wire.Decision | None, *, approved: bool) -> Response:
    desk.check_role("decide")
    command = Decide(number(proposal), approved, body.note if body else "")
    return desk.answer(await desk.submit(command))


@router.get("/acts", response_model=Page[wire.Act])
async def list_acts(
    desk: At, paging: Paging, principal: PrincipalId | None = None, operation: _OPERATION | None = None
) -> dict[str, Any]:
    """The log of acts: every administrative act and every reading of personal data, in order."""
    own = None if desk.sees_all("read_acts") else desk.principal.institution
    listing = f"acts:{own}:{principal}:{operation}"
    start = desk.start(listing, paging.cursor, (0, -1))
    only = Filter(own, number(principal) if principal else None, operation)
    rows = await desk.read(
        "read_acts", lambda connection: acts(connection, (start[0], start[1]), paging.limit + 1, only)
    )
    items = [
        wire.Act(
            sequence=row.seq,
            n=row.n,
            at=format_time(row.at),
            principal=render.identifier("prn", row.principal),
            operation=row.operation,
            command=render.stored_command(row.operation, row.command),
            outcome=row.outcome,
        )
        for row in rows
    ]
    return desk.page(listing, items, [(row.seq, row.n) for row in rows], paging.limit, paging.cursor)


@router.get("/outcomes", response_model=wire.Outcome)
async def get_outcome(desk: At, operation: _OPERATION, key: _KEY) -> wire.Outcome:
    """What was decided under an idempotency key of the caller's own. An act of two people is operation `propose`."""

    def job(connection: Connection) -> wire.Outcome:
        found = need(lists.outcome(connection, desk.principal.id, operation, key), "not_found")
        outcome = render.stored_outcome(desk.platform.operations, found[1])
        return wire.Outcome(operation=operation, key=key, decided_at=format_time(found[0]), outcome=outcome)

    return await desk.house.readers.run(job)
