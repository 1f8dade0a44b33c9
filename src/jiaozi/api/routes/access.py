"""Principals, how they enrol and their keys, acts of two people, the log of acts, and outcomes by idempotency key."""

from collections.abc import Callable
from typing import Annotated, Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from jiaozi.access import store, tokens
from jiaozi.access.acts import Filter, acts
from jiaozi.access.enrolment import enrol_key, is_open, opens, people_behind
from jiaozi.access.keys import ONLY_ONES_OWN, SecretOrder, hand_out, shown
from jiaozi.access.model import (
    SUBJECT_PREFIXES,
    ApiKeyIssued,
    CreatePrincipal,
    Decide,
    DrawShare,
    Enrol,
    Enrolled,
    IssueApiKey,
    ProposalRow,
    RenewEnrolment,
    ResumePrincipal,
    RevokeApiKey,
    Role,
    RotateApiKey,
    ShareDrawn,
    SuspendPrincipal,
    shown_state,
)
from jiaozi.access.permissions import ACTIONS, Grant, Ownership, grant, may_manage
from jiaozi.access.principals import shape_refusal
from jiaozi.access.rights import in_vain
from jiaozi.access.schema import API_KEYS
from jiaozi.api import render, views
from jiaozi.api import store as lists
from jiaozi.api.desk import At, Desk, Owners, check_query, house_of, need, number, optional, submit
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Json, Paging, Router
from jiaozi.clock import format_time
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import EnrolmentNo, KeyNo, PrincipalNo
from jiaozi.wire import access as wire
from jiaozi.wire.base import EnrolmentId, KeyId, Nothing, Page, PrincipalId, ProposalId

router = Router("/v1", "access")
open_router = Router("/v1", "access")
_OPERATION = Annotated[str, Field(pattern="^[a-z_]{1,40}$", examples=["pay"])]
_KEY = Annotated[str, Field(min_length=1, max_length=255, pattern="^[!-~]([ -~]*[!-~])?$", examples=["order-1"])]


@router.get("/me", answer=wire.Me)
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


@router.get("/principals", answer=Page[wire.Principal])
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


@router.post("/principals", status=202, answer=wire.Proposed)
async def create_principal(desk: At, body: wire.PrincipalCreation) -> Response:
    """Proposes a principal. Approved, it is made, and enrols with the shares of a code that two people draw."""
    if body.subject and body.subject[:3] != SUBJECT_PREFIXES.get(Role(body.role)):
        raise Refused(Refusal("request_malformed", "subject"))
    institution = optional(body.institution)
    desk.check_role("create_principal")
    if not _manages(desk, body.role, institution):
        raise Refused(Refusal("forbidden", f"principals of role {body.role}"))
    command = CreatePrincipal(body.role, institution, optional(body.subject), body.name)
    own = desk.principal.institution
    found = shape_refusal(command) or await desk.house.readers.run(lambda connection: in_vain(connection, own, command))
    if found is not None:  # nor is a name kept in a proposal that a holder's principal must not have
        raise Refused(found)
    return await desk.act(command, lambda _: [Ownership(institution)], reason=body.reason)


@router.get("/principals/{principal}", answer=wire.Principal)
async def get_principal(desk: At, principal: PrincipalId) -> wire.Principal:
    """A principal."""

    def job(connection: Connection) -> wire.Principal:
        row = need(store.principal(connection, number(principal)), "principal_not_found")
        desk.check_own("read_principals", [Ownership(row.institution)], "principal_not_found")
        return views.principal(row)

    return await desk.read("read_principals", job)


def _managed(desk: Desk, principal: int, *, itself: bool = False) -> Owners:
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


@router.post("/principals/{principal}/suspension", answer=wire.PrincipalStatusSet)
async def suspend_principal(desk: At, principal: PrincipalId, _: Nothing | None = None) -> Response:
    """Stops honouring all keys of a principal, at once."""
    owners = _managed(desk, number(principal))
    return await desk.act(SuspendPrincipal(number(principal)), owners, missing="principal_not_found")


@router.post("/principals/{principal}/resumption", status=202, answer=wire.Proposed)
async def resume_principal(desk: At, principal: PrincipalId, body: wire.RightsReason) -> Response:
    """Proposes to honour a suspended principal's keys again. For a stolen key it enrols again instead."""
    return await _about(desk, ResumePrincipal(number(principal)), body.reason)


@router.post("/principals/{principal}/enrolments", status=202, answer=wire.Proposed)
async def renew_enrolment(desk: At, principal: PrincipalId, body: wire.RightsReason) -> Response:
    """Proposes that a principal enrols again, also a suspended one: its code has expired, its keys are lost or stolen.
    They end when it does."""
    return await _about(desk, RenewEnrolment(number(principal)), body.reason)


async def _about(desk: Desk, command: ResumePrincipal | RenewEnrolment, reason: str) -> Response:
    """Proposes an act on a principal that the caller manages."""
    desk.check_role(desk.platform.operations.of(command).name)
    owners = await desk.house.readers.run(_managed(desk, command.principal))
    return await desk.act(command, lambda _: owners, missing="principal_not_found", reason=reason)


@router.post("/enrolments/{enrolment}/shares", status=201, answer=wire.ShareDrawn)
async def draw_share(desk: At, enrolment: EnrolmentId, _: Nothing | None = None) -> Response:
    """One's share of an enrolment's code, to be given to whoever enrols; it is in this answer and nowhere else, and one
    drawn before is void."""
    desk.check_role("draw_share")
    return await _hand_out(desk, "draw_share", DrawShare(number(enrolment)), status=201)


@open_router.post("/enrolments", status=201, answer=wire.Enrolled)
async def enrol(request: Request, body: wire.Enrolment) -> Response:
    """One's first key, for the shares of one's code; no key is needed to ask. The key's secret is made by whoever asks
    and only its SHA-256 is sent, so that the same request can be made again when the answer was lost."""
    house = house_of(request)
    check_query(request)
    shares = [tokens.parse_share(share) for share in body.shares]
    numbers = {share[0] for share in shares if share is not None}
    hashes = tuple(sorted(share[1] for share in shares if share is not None))
    if len(hashes) != len(shares) or len(numbers) != 1:
        raise Refused(Refusal("enrolment_invalid"))
    command = Enrol(EnrolmentNo(numbers.pop()), hashes, body.secret_hash)
    owner = await house.readers.run(lambda connection: _enrolling(connection, command, house.platform.clock.now()))
    result = await submit(house, owner, enrol_key(command), command)
    if isinstance(result.outcome, Failure):
        raise result.outcome
    if not isinstance(result.outcome, Enrolled):
        raise Refused(result.outcome)
    prefix = encode_id(tokens.SCHEMES[house.mode], result.outcome.key)
    return Json({**render.outcome(result.outcome), "token_prefix": f"{prefix}_"}, 201)


def _enrolling(connection: Connection, asked: Enrol, now: int) -> int:
    """Whose code it is. Raises `Refused` for one that is wrong, used for another key, or over; nothing is written."""
    row = store.enrolment(connection, asked.enrolment)
    if row is None or not opens(row, asked.share_hashes):
        raise Refused(Refusal("enrolment_invalid"))
    key = API_KEYS.read(connection, [row.api_key]) if row.api_key else []
    again = bool(key) and key[0].secret_hash == asked.secret_hash
    if not (again or is_open(row, store.principal_rows(connection, people_behind(row)), now)):
        raise Refused(Refusal("enrolment_invalid"))
    return row.principal


@router.get("/principals/{principal}/keys", answer=Page[wire.ApiKey])
async def list_keys(desk: At, principal: PrincipalId) -> Page[wire.ApiKey]:
    """All keys a principal has had, without their secrets: one's own, or those of a principal one may read."""

    def job(connection: Connection) -> Page[wire.ApiKey]:
        row = store.principal(connection, number(principal))
        others = number(principal) != desk.principal.id
        if others and (row is None or not desk.may("read_principals", [Ownership(row.institution)])):
            raise Refused(Refusal("principal_not_found"))
        return Page[wire.ApiKey](items=[views.api_key(key) for key in store.keys_of(connection, number(principal))])

    return await desk.read("issue_api_key", job)


@router.post("/principals/{principal}/keys", status=201, answer=wire.ApiKeyIssued)
async def issue_key(desk: At, principal: PrincipalId, _: Nothing | None = None) -> Response:
    """A further key of one's own; its token is in this answer and nowhere else. Nobody has one made for another."""
    await desk.house.readers.run(_managed(desk, number(principal), itself=True))
    if number(principal) != desk.principal.id:
        raise Refused(Refusal("forbidden", ONLY_ONES_OWN))
    return await _hand_out(desk, "issue_api_key", IssueApiKey(number(principal)), status=201)


@router.post("/keys/{key}/rotation", answer=wire.ApiKeyIssued)
async def rotate_key(desk: At, key: KeyId, body: wire.KeyRotation) -> Response:
    """Replaces a key of one's own by a new one, whose token is in this answer and nowhere else."""
    owner = await desk.house.readers.run(_key_managed(desk, number(key)))
    if owner != desk.principal.id:
        raise Refused(Refusal("forbidden", ONLY_ONES_OWN))
    return await _hand_out(desk, "rotate_api_key", RotateApiKey(number(key), body.overlap_s))


@router.post("/keys/{key}/revocation", answer=wire.ApiKeyRevoked)
async def revoke_key(desk: At, key: KeyId, _: Nothing | None = None) -> Response:
    """Ends a key: once this is answered, no process accepts it."""
    await desk.house.readers.run(_key_managed(desk, number(key)))
    command = RevokeApiKey(number(key))
    return desk.answer(await desk.submit(command))


def _key_managed(desk: Desk, key: int) -> Callable[[Connection], int]:
    """Whose a key is. Raises `Refused` unless it is the caller's own or of somebody that the caller manages."""

    def find(connection: Connection) -> int:
        rows = API_KEYS.read(connection, [key])
        if not rows:
            raise Refused(Refusal("api_key_not_found"))
        try:
            _managed(desk, rows[0].principal, itself=True)(connection)
        except Refused:
            raise Refused(Refusal("api_key_not_found")) from None
        return rows[0].principal

    return find


async def _hand_out(desk: Desk, operation: str, command: SecretOrder, status: int = 200) -> Response:
    """Submits with a fresh secret; a request that was made before gets its outcome without the secret."""

    def earlier(connection: Connection) -> Any:
        found = lists.outcome(connection, desk.principal.id, operation, desk.key)
        return None if found is None else desk.platform.operations.decode_outcome(found[1])

    before = await desk.house.readers.run(earlier)
    waiting: list[Any] = []

    def remember(_: int, __: str, wanted: object) -> Result:
        waiting.append(wanted)
        return Result(ApiKeyIssued(KeyNo(0), PrincipalNo(0)))

    given = hand_out(remember, desk.principal.id, desk.key, command, before)
    if not waiting:
        replayed = not isinstance(given.outcome, Refusal) or given.outcome.code != "idempotency_key_reused"
        return _secret_answer(desk, Result(given.outcome, replayed), None, status)
    result = await desk.submit(waiting[0])
    secret = given.token[given.token.rindex("_") + 1 :] if given.token and not result.replayed else ""
    return _secret_answer(desk, result, shown(result.outcome, secret, desk.house.mode) if secret else None, status)


def _secret_answer(desk: Desk, result: Result, secret: str | None, status: int) -> Response:
    if isinstance(result.outcome, Refusal | Failure):
        return desk.answer(result)
    name = "share" if isinstance(result.outcome, ShareDrawn) else "token"
    answer = Json({**render.outcome(result.outcome), name: secret}, status)
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
        state=shown_state(row, desk.platform.clock.now()),
        approvals_needed=row.approvals_needed,
        first_approver=render.identifier("prn", row.approver),
    )
    if decision is None:
        return found
    outcome = render.stored_outcome(desk.platform.operations, decision.outcome) if decision.outcome else None
    approver, at = encode_id("prn", decision.approver), format_time(decision.decided_at)
    return found.model_copy(update={"approver": approver, "decided_at": at, "note": decision.note, "outcome": outcome})


@router.get("/proposals", answer=Page[wire.Proposal])
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


@router.get("/proposals/{proposal}", answer=wire.Proposal)
async def get_proposal(desk: At, proposal: ProposalId) -> wire.Proposal:
    """An act of two people, and how it ended."""

    def job(connection: Connection) -> wire.Proposal:
        row = need(store.proposal(connection, number(proposal)), "proposal_not_found")
        desk.check_own("read_proposals", [Ownership(row.institution)], "proposal_not_found")
        return _proposal(desk, connection, row)

    return await desk.read("read_proposals", job)


@router.post("/proposals/{proposal}/approve", answer=wire.Decided)
async def approve(desk: At, proposal: ProposalId, body: wire.Decision | None = None) -> Response:
    """The second person's yes: the act is done in the same moment, or refused by its own rules."""
    return await _decide(desk, proposal, body, approved=True)


@router.post("/proposals/{proposal}/reject", answer=wire.Decided)
async def reject(desk: At, proposal: ProposalId, body: wire.Decision | None = None) -> Response:
    """The second person's no."""
    return await _decide(desk, proposal, body, approved=False)


async def _decide(desk: Desk, proposal: str, body: wire.Decision | None, *, approved: bool) -> Response:
    desk.check_role("decide")
    command = Decide(number(proposal), approved, body.note if body else "")
    return desk.answer(await desk.submit(command))


@router.get("/acts", answer=Page[wire.Act])
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


@router.get("/outcomes", answer=wire.Outcome)
async def get_outcome(desk: At, operation: _OPERATION, key: _KEY) -> wire.Outcome:
    """What was decided under an idempotency key of the caller's own. An act of two people is operation `propose`."""

    def job(connection: Connection) -> wire.Outcome:
        found = need(lists.outcome(connection, desk.principal.id, operation, key), "not_found")
        outcome = render.stored_outcome(desk.platform.operations, found[1])
        return wire.Outcome(operation=operation, key=key, decided_at=format_time(found[0]), outcome=outcome)

    return await desk.house.readers.run(job)
