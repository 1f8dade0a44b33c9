"""Where rights are made and ended: who may do so to whom, how many people it takes, and the rows it makes.

Making rights takes two people: a principal, its way to a first key, its return after a suspension. Ending them takes
one. docs/concepts/two-people.md is the model; tests/access/test_one_person.py searches it.
"""

from typing import Any, Final, NamedTuple

from jiaozi.access import store
from jiaozi.access.model import (
    FOUNDERS,
    PLATFORM,
    PROPOSAL_US,
    SUBJECT_ROLES,
    CreatePrincipal,
    EnrolmentRow,
    PrincipalRow,
    RenewEnrolment,
    ResumePrincipal,
    Role,
    Status,
)
from jiaozi.access.permissions import may_manage
from jiaozi.access.schema import ENROLMENTS, PRINCIPALS
from jiaozi.access.subjects import MISSING
from jiaozi.clock import DAY_US
from jiaozi.db.commands import Request
from jiaozi.db.engine import Connection
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import EnrolmentNo, InstitutionNo, KeyNo, OrNone, PrincipalNo

THEIR_OWN: Final = "the operator's own people do this"
ANOTHERS: Final = "who suspended it resumes it"
ENROLMENT_US: Final = 7 * DAY_US
"""How long one can enrol."""


def manage_refusal(tx: Tx, actor: int, role: str, institution: int) -> Refusal | None:
    """Whether a principal may end the rights of others of this role at this institution; the rows must be locked."""
    if actor == PLATFORM:
        return None
    row = tx.rows(PRINCIPALS).get(actor)
    if row is None or row.status != "active" or not may_manage(Role(row.role), row.institution, role, institution):
        return Refusal("forbidden", f"principals of role {role}")
    return None


def making_refusal(tx: Tx, request: Request, role: str, institution: int, suspended_by: int = 0) -> Refusal | None:
    """Whether the people of a request may make rights of this role at this institution.

    It takes two of them, whoever asks. The central bank makes an operator's people until it has two of its own; whom
    another institution suspended (`suspended_by`) only that one's people resume.
    """
    if not request.approvers:
        return Refusal("forbidden", "this takes two people")
    refusal = manage_refusal(tx, request.principal, role, institution)
    if refusal is not None:
        return refusal
    at = tx.rows(PRINCIPALS)[request.principal].institution
    if suspended_by:
        return None if at == suspended_by else Refusal("forbidden", ANOTHERS)
    if role == Role.OPERATOR and at != institution and len(people_now(tx, role, institution)) >= FOUNDERS:
        return Refusal("forbidden", THEIR_OWN)
    return None


def remade(tx: Tx, request: Request[ResumePrincipal | RenewEnrolment]) -> PrincipalRow | Refusal:
    """The principal whose rights the people of a request make again. Refuses: `principal_not_found`, then as
    `making_refusal` does."""
    row = tx.rows(PRINCIPALS).get(request.command.principal)
    if row is None:
        return Refusal("principal_not_found")
    suspended_by = row.suspended_by if isinstance(request.command, ResumePrincipal) else 0  # enrolling resumes nobody
    return making_refusal(tx, request, row.role, row.institution, suspended_by) or row


def in_vain(connection: Connection, at: int, asked: CreatePrincipal) -> Refusal | None:
    """Why a principal would not be made for somebody of institution `at`, so that nobody is asked to approve it; the
    act decides again."""
    if not store.stands(connection, asked.role, asked.institution, asked.subject):
        return Refusal(MISSING.get(Role(asked.role), "institution_not_found"))
    others = asked.role == "operator" and asked.institution != at
    if others and len(store.people(connection, asked.role, asked.institution)) >= FOUNDERS:
        return Refusal("forbidden", THEIR_OWN)
    return None


def people_now(tx: Tx, role: str, institution: int) -> list[PrincipalNo]:
    """The people who can do their part of an act of two people, this transaction's own changes among them."""
    found = set(store.people(tx.connection, role, institution))
    for row in tx.rows(PRINCIPALS).rows.values():
        if row.role == role and row.institution == institution:
            able = row.status == "active" and row.vouched == 1 and row.keys_issued > 0
            found = found | {row.id} if able else found - {row.id}
    return sorted(found)


class Concerned(NamedTuple):
    """Whose rights an act makes: a principal, 0 for a new one, and its role."""

    id: OrNone[PrincipalNo]
    role: str


def about(tx: Tx, command: Any) -> Concerned | None:
    """Whose rights a proposed command makes; None for any other command, and for a principal that is not there."""
    if isinstance(command, CreatePrincipal):
        return Concerned(PrincipalNo(0), command.role)
    if isinstance(command, RenewEnrolment | ResumePrincipal):
        row = tx.rows(PRINCIPALS).get(command.principal)
        return None if row is None else Concerned(row.id, row.role)
    return None


def third_needed(tx: Tx, proposer: PrincipalRow, concerned: Concerned, at: int) -> bool:
    """Whether making these rights takes a third person: for those of staff and of who looks over its shoulder, where
    the proposer's institution has three besides whom it is about. Whoever was suspended since a proposal that is still
    open may have been made counts: else one person would do without the third by suspending her."""
    people = {*people_now(tx, proposer.role, proposer.institution), *_suspended(tx, proposer, at - PROPOSAL_US)}
    return concerned.role not in SUBJECT_ROLES and len(people - {concerned.id}) > FOUNDERS


def _suspended(tx: Tx, proposer: PrincipalRow, since: int) -> set[int]:
    """The people of the proposer's side who were suspended since, this transaction's own changes among them."""
    own = {
        row.id
        for row in tx.rows(PRINCIPALS).rows.values()
        if row.status == "suspended"
        and row.keys_issued > 0
        and (row.role, row.institution) == (proposer.role, proposer.institution)
        and row.rights_since >= since
    }
    return own | set(store.suspended_since(tx.connection, proposer.role, proposer.institution, since))


def new_principal(tx: Tx, number: PrincipalNo, command: CreatePrincipal, at: int) -> PrincipalRow:
    """The row of a new principal, which has no key yet."""
    row = PrincipalRow(
        id=number,
        role=command.role,
        institution=command.institution,
        subject=command.subject,
        name=command.name,
        status=Status.ACTIVE.value,
        created_at=at,
        keys_issued=0,
        generation=0,
        enrolment=EnrolmentNo(0),
        rights_since=at,
        vouched=1,
        suspended_by=InstitutionNo(0),
    )
    return tx.rows(PRINCIPALS).add(row)


def new_enrolment(
    tx: Tx, number: EnrolmentNo, owner: PrincipalRow, at: int, people: tuple[PrincipalNo, ...], share: str = ""
) -> EnrolmentNo:
    """Lets a principal enrol, and by nothing earlier: with the shares that two people draw, the last two who agreed.

    A founder enrols by one code, whose hash is `share`; nobody draws it. Returns the enrolment's id, `number`.
    """
    readers = people[-2:] if people else (PrincipalNo(PLATFORM), PrincipalNo(PLATFORM))
    row = EnrolmentRow(
        id=number,
        principal=owner.id,
        created_at=at,
        expires_at=at + ENROLMENT_US,
        reader_1=readers[0],
        reader_2=readers[1],
        share_1=share,
        share_2="",
        api_key=KeyNo(0),
    )
    tx.rows(ENROLMENTS).add(row)
    owner.enrolment = number
    tx.rows(PRINCIPALS).changed(owner)
    return number


def people_of(request: Request) -> tuple[PrincipalNo, ...]:
    """Who did an act of two people: who asked, then who agreed."""
    return tuple(map(PrincipalNo, (request.principal, *request.approvers)))
