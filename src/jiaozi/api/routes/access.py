"""Principals: who is calling, who may call, and who manages whom."""

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field
from starlette.responses import Response

from jiaozi.access import store
from jiaozi.access.model import (
    SUBJECT_PREFIXES,
    CreatePrincipal,
    ModeName,
    Principal,
    PrincipalStatusSet,
    Proposed,
    RenewEnrolment,
    ResumePrincipal,
    Role,
    RoleName,
    StatusName,
    Subject,
    SuspendPrincipal,
)
from jiaozi.access.permissions import ACTIONS, Grant, Ownership, grant, may_manage
from jiaozi.access.principals import shape_refusal
from jiaozi.access.rights import in_vain
from jiaozi.api import render
from jiaozi.api.desk import At, Desk, Owners, Placed, need
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Paging, Router
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.ids import decode_id
from jiaozi.kinds import (
    InstitutionNo,
    KeyNo,
    MerchantNo,
    OrNone,
    PrincipalNo,
)
from jiaozi.wire.base import Body, HolderId, InstitutionId, MerchantId, Nothing, Reason, WalletId
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import answer_of, view

router = Router("/v1", "access")


class PrincipalCreation(Body):
    """Makes a principal. A merchant's stands for a merchant, an employer's for a wallet, a holder's for a holder."""

    role: RoleName
    institution: InstitutionId | None = None
    subject: MerchantId | WalletId | HolderId | None = None
    name: Annotated[str, Field(max_length=120)] = ""
    reason: Reason


class RightsReason(Body):
    """Why somebody shall have rights again; kept beside the proposal."""

    reason: Reason


@dataclass(frozen=True, slots=True)
class MeView:
    """Who is calling, and what this role may do: `own`, `all`, `two` (a second person approves), `two, own`."""

    principal: PrincipalNo
    role: RoleName
    institution: OrNone[InstitutionNo]
    subject: Subject
    name: str
    mode: ModeName
    key: KeyNo
    grants: dict[str, str]


@dataclass(frozen=True, slots=True)
class PrincipalView:
    """Who may call. `vouched` is false when one person alone gave it rights, as could be before schema 6: it
    takes no part in acts of two people until it has enrolled again."""

    id: PrincipalNo
    role: RoleName
    institution: OrNone[InstitutionNo]
    subject: Subject
    name: str
    status: StatusName
    vouched: bool


@router.get("/me")
async def get_me(desk: At) -> MeView:
    """Who is calling, and what this role may do."""
    row = desk.principal
    grants = {name: grant(row.role, name) for name in ACTIONS}
    return view(
        MeView,
        row,
        principal=row.id,
        subject=render.subject(row.role, row.subject),
        mode=desk.house.mode.value,
        key=desk.caller.key,
        grants={name: given.value for name, given in grants.items() if given is not Grant.NO},
    )


def _principal(row: Principal) -> PrincipalView:
    return view(PrincipalView, row, subject=render.subject(row.role, row.subject))


@router.get("/principals")
async def list_principals(desk: At, paging: Paging) -> Page[PrincipalView]:
    """Principals: an operator's own, or all."""
    own = None if desk.sees_all("read_principals") else desk.principal.institution

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[PrincipalView]]:
        return [((row.id,), _principal(row)) for row in store.principals(connection, own, after[0], limit)]

    return await desk.listing("read_principals", f"principals:{own}", paging, job)


@router.post("/principals", status=202, answer=answer_of(Proposed))
async def create_principal(desk: At, body: PrincipalCreation) -> Response:
    """Proposes a principal. Approved, it is made, and enrols with the shares of a code that two people draw."""
    if body.subject and body.subject[:3] != SUBJECT_PREFIXES.get(Role(body.role)):
        raise Refused(Refusal("request_malformed", "subject"))
    institution = InstitutionNo(_number(body.institution))
    desk.check_role("create_principal")
    if not _manages(desk, body.role, institution):
        raise Refused(Refusal("forbidden", f"principals of role {body.role}"))
    command = CreatePrincipal(body.role, institution, MerchantNo(_number(body.subject)), body.name)
    own = desk.principal.institution
    found = shape_refusal(command) or await desk.house.readers.run(lambda connection: in_vain(connection, own, command))
    if found is not None:  # nor is a name kept in a proposal that a holder's principal must not have
        raise Refused(found)
    return await desk.act(command, lambda _: [Ownership(institution)], reason=body.reason)


def _number(text: str | None) -> int:
    return decode_id(text[:3], text) if text else 0


@router.get("/principals/{principal}")
async def get_principal(desk: At, principal: PrincipalNo) -> PrincipalView:
    """A principal."""

    def job(connection: Connection) -> PrincipalView:
        row = need(store.principal(connection, principal), "principal_not_found")
        desk.check_own("read_principals", [Ownership(row.institution)], "principal_not_found")
        return _principal(row)

    return await desk.read("read_principals", job)


def managed(desk: Desk, principal: int, *, itself: bool = False) -> Owners:
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


@router.post("/principals/{principal}/suspension", answer=answer_of(PrincipalStatusSet))
async def suspend_principal(desk: At, principal: PrincipalNo, _: Nothing | None = None) -> Response:
    """Stops honouring all keys of a principal, at once."""
    owners = managed(desk, principal)
    return await desk.act(SuspendPrincipal(principal), owners, missing="principal_not_found")


@router.post("/principals/{principal}/resumption", status=202, answer=answer_of(Proposed))
async def resume_principal(desk: At, principal: PrincipalNo, body: RightsReason) -> Response:
    """Proposes to honour a suspended principal's keys again. For a stolen key it enrols again instead."""
    return await _about(desk, ResumePrincipal(principal), body.reason)


@router.post("/principals/{principal}/enrolments", status=202, answer=answer_of(Proposed))
async def renew_enrolment(desk: At, principal: PrincipalNo, body: RightsReason) -> Response:
    """Proposes that a principal enrols again, also a suspended one: its code has expired, its keys are lost or stolen.
    They end when it does."""
    return await _about(desk, RenewEnrolment(principal), body.reason)


async def _about(desk: Desk, command: ResumePrincipal | RenewEnrolment, reason: str) -> Response:
    """Proposes an act on a principal that the caller manages."""
    desk.check_role(desk.platform.operations.of(command).name)
    owners = await desk.house.readers.run(managed(desk, command.principal))
    return await desk.act(command, lambda _: owners, missing="principal_not_found", reason=reason)
