"""Making, suspending and resuming principals, and who may manage whom."""

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from jiaozi.access.model import (
    NAME_MAX,
    PLATFORM,
    SUBJECT_ROLES,
    CreatePrincipal,
    PrincipalCreated,
    PrincipalRow,
    PrincipalStatusSet,
    ResumePrincipal,
    Role,
    Status,
    SuspendPrincipal,
    is_text,
)
from jiaozi.access.permissions import may_manage
from jiaozi.access.schema import PRINCIPALS
from jiaozi.access.subjects import subject_refusal, touch_subjects, touch_subjects_of
from jiaozi.db.commands import Operation, Outcome, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal

_ID_MAX: Final = 2**63 - 1
_AT_AN_INSTITUTION: Final = SUBJECT_ROLES | {Role.CENTRAL_BANK, Role.OPERATOR}


def manage_refusal(tx: Tx, actor: int, role: str, institution: int) -> Refusal | None:
    """Whether a principal may make or end others of this role at this institution; the rows must be locked."""
    if actor == PLATFORM:
        return None
    row = tx.rows(PRINCIPALS).get(actor)
    if row is None or row.status != Status.ACTIVE or not may_manage(Role(row.role), row.institution, role, institution):
        return Refusal("forbidden", f"principals of role {role}")
    return None


def _shape_refusal(command: CreatePrincipal) -> Refusal | None:
    if command.role not in set(Role):
        return Refusal("request_malformed", "role")
    role = Role(command.role)
    if not 0 <= command.institution <= _ID_MAX or (command.institution == 0) == (role in _AT_AN_INSTITUTION):
        return Refusal("request_malformed", "institution")
    if not 0 <= command.subject <= _ID_MAX or (command.subject != 0) != (role in SUBJECT_ROLES):
        return Refusal("request_malformed", "subject")
    if role == Role.HOLDER and command.name:
        return Refusal("request_malformed", "a holder's principal has no name")
    if role != Role.HOLDER and not is_text(command.name, NAME_MAX):
        return Refusal("request_malformed", "name")
    return None


def _touch_create(tx: Tx, requests: Sequence[Request]) -> Iterator[None]:
    tx.want(PRINCIPALS, {request.principal for request in requests} - {PLATFORM})
    yield from touch_subjects(tx, [request.command for request in requests if _shape_refusal(request.command) is None])


def _create(tx: Tx, request: Request) -> Outcome:
    command: CreatePrincipal = request.command
    refusal = _shape_refusal(command) or manage_refusal(tx, request.principal, command.role, command.institution)
    refusal = refusal or subject_refusal(tx, command)
    if refusal is not None:
        return refusal
    made = (command.role, command.institution, command.subject, command.name, Status.ACTIVE.value, request.at, 0)
    tx.rows(PRINCIPALS).add(PrincipalRow(request.id, *made))
    return PrincipalCreated(request.id)


def _touch_status(tx: Tx, requests: Sequence[Request]) -> None:
    tx.want(PRINCIPALS, {number for request in requests for number in (request.principal, request.command.principal)})


def _touch_resume(tx: Tx, requests: Sequence[Request]) -> Iterator[None]:
    _touch_status(tx, requests)
    yield from touch_subjects_of(tx, {request.command.principal for request in requests})


def _set_status(before: Status, after: Status, refused: str) -> Callable[[Tx, Request], Outcome]:
    def decide(tx: Tx, request: Request) -> Outcome:
        row = tx.rows(PRINCIPALS).get(request.command.principal)
        if row is None:
            return Refusal("principal_not_found")
        refusal = manage_refusal(tx, request.principal, row.role, row.institution)
        if refusal is not None:
            return refusal
        if row.status != before:
            return Refusal(refused)
        if after == Status.ACTIVE and (refusal := subject_refusal(tx, row)):
            return refusal
        row.status = after.value
        tx.rows(PRINCIPALS).changed(row)
        return PrincipalStatusSet(row.id, row.status)

    return decide


CREATE: Final = Operation(
    "create_principal", CreatePrincipal, PrincipalCreated, _touch_create, one_by_one(_create), administrative=True
)
SUSPEND: Final = Operation(
    "suspend_principal",
    SuspendPrincipal,
    PrincipalStatusSet,
    _touch_status,
    one_by_one(_set_status(Status.ACTIVE, Status.SUSPENDED, "principal_suspended")),
    administrative=True,
)
RESUME: Final = Operation(
    "resume_principal",
    ResumePrincipal,
    PrincipalStatusSet,
    _touch_resume,
    one_by_one(_set_status(Status.SUSPENDED, Status.ACTIVE, "principal_not_suspended")),
    administrative=True,
)
OPERATIONS: Final = (CREATE, SUSPEND, RESUME)
