"""Making, suspending and resuming principals."""

from collections.abc import Iterator, Sequence
from typing import Final

from jiaozi.access.model import (
    NAME_MAX,
    PLATFORM,
    STAFF_ROLES,
    SUBJECT_ROLES,
    CreatePrincipal,
    PrincipalCreated,
    PrincipalStatusSet,
    ResumePrincipal,
    Role,
    Status,
    SuspendPrincipal,
)
from jiaozi.access.rights import making_refusal, manage_refusal, new_enrolment, new_principal, people_of, remade
from jiaozi.access.schema import PRINCIPALS
from jiaozi.access.subjects import subject_refusal, touch_remade, touch_subjects
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import EnrolmentNo, InstitutionNo
from jiaozi.texts import is_plain

_ID_MAX: Final = 2**63 - 1
_AT_AN_INSTITUTION: Final = SUBJECT_ROLES | STAFF_ROLES


def shape_refusal(command: CreatePrincipal) -> Refusal | None:
    """What is wrong with a principal before anything is looked up."""
    if command.role not in set(Role):
        return Refusal("request_malformed", "role")
    role = Role(command.role)
    if not 0 <= command.institution <= _ID_MAX or (command.institution == 0) == (role in _AT_AN_INSTITUTION):
        return Refusal("request_malformed", "institution")
    if not 0 <= command.subject <= _ID_MAX or (command.subject != 0) != (role in SUBJECT_ROLES):
        return Refusal("request_malformed", "subject")
    if role == Role.HOLDER and command.name:
        return Refusal("request_malformed", "a holder's principal has no name")
    if role != Role.HOLDER and not is_plain(command.name, NAME_MAX):
        return Refusal("request_malformed", "name")
    return None


def _touch_create(tx: Tx, requests: Sequence[Request[CreatePrincipal]]) -> Iterator[None]:
    tx.want(PRINCIPALS, {request.principal for request in requests} - {PLATFORM})
    yield from touch_subjects(tx, [request.command for request in requests if shape_refusal(request.command) is None])


def _create(tx: Tx, request: Request[CreatePrincipal]) -> PrincipalCreated | Refusal:
    command = request.command
    refusal = shape_refusal(command) or making_refusal(tx, request, command.role, command.institution)
    refusal = refusal or subject_refusal(tx, command)
    if refusal is not None:
        return refusal
    row = new_principal(tx, request.id, command, request.at)
    return PrincipalCreated(row.id, new_enrolment(tx, request.id + 1, row, request.at, people_of(request)))


def _touch_status(tx: Tx, requests: Sequence[Request[SuspendPrincipal]]) -> None:
    tx.want(PRINCIPALS, {number for request in requests for number in (request.principal, request.command.principal)})


def _suspend(tx: Tx, request: Request[SuspendPrincipal]) -> PrincipalStatusSet | Refusal:
    row = tx.rows(PRINCIPALS).get(request.command.principal)
    if row is None:
        return Refusal("principal_not_found")
    refusal = manage_refusal(tx, request.principal, row.role, row.institution)
    if refusal is not None:
        return refusal
    by = tx.rows(PRINCIPALS).get(request.principal)
    above = by.institution if by is not None and by.institution != row.institution else InstitutionNo(0)
    if row.status != "active" and (row.suspended_by or not above):  # its own side does not keep it from the other
        return Refusal("principal_suspended")
    row.status, row.enrolment, row.rights_since = Status.SUSPENDED.value, EnrolmentNo(0), request.at
    row.suspended_by = above
    tx.rows(PRINCIPALS).changed(row)
    return PrincipalStatusSet(row.id, row.status)


def _resume(tx: Tx, request: Request[ResumePrincipal]) -> PrincipalStatusSet | Refusal:
    """Refuses: what `remade` does, `principal_not_suspended`, then as `subject_refusal` does."""
    row = remade(tx, request)
    if isinstance(row, Refusal):
        return row
    if row.status != "suspended":
        return Refusal("principal_not_suspended")
    refusal = subject_refusal(tx, row)
    if refusal is not None:
        return refusal
    row.status, row.rights_since, row.suspended_by = Status.ACTIVE.value, request.at, InstitutionNo(0)
    tx.rows(PRINCIPALS).changed(row)
    return PrincipalStatusSet(row.id, row.status)


CREATE: Final = Operation(
    "create_principal", CreatePrincipal, PrincipalCreated, _touch_create, one_by_one(_create), administrative=True
)
SUSPEND: Final = Operation(
    "suspend_principal", SuspendPrincipal, PrincipalStatusSet, _touch_status, one_by_one(_suspend), administrative=True
)
RESUME: Final = Operation(
    "resume_principal", ResumePrincipal, PrincipalStatusSet, touch_remade, one_by_one(_resume), administrative=True
)
OPERATIONS: Final = (CREATE, SUSPEND, RESUME)
