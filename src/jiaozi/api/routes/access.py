"""Principals: who is calling, who may call, and who manages whom."""

from typing import Annotated, Final

from jiaozi.access import store
from jiaozi.access.enrolment import open_enrolments
from jiaozi.access.model import (
    SUBJECT_PREFIXES,
    CreatePrincipal,
    EnrolmentRenewed,
    EnrolmentRow,
    ModeName,
    Principal,
    PrincipalCreated,
    PrincipalName,
    PrincipalStatusSet,
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
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, Owners, Placed, need
from jiaozi.api.owners import Owner
from jiaozi.api.problems import Refused
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.ids import decode_id
from jiaozi.kinds import (
    EnrolmentNo,
    HolderNo,
    IdOf,
    Instant,
    InstitutionNo,
    KeyNo,
    MerchantNo,
    OrNone,
    PrincipalNo,
    WalletNo,
)
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "access")


@dataclass(frozen=True, slots=True)
class PrincipalCreation:
    """Makes a principal. A merchant's stands for a merchant, an employer's for a wallet, a holder's for a holder. It
    enrols with the shares of a code that two people draw."""

    role: RoleName
    institution: OrNone[InstitutionNo] = InstitutionNo(0)
    subject: Annotated[str, IdOf((MerchantNo, WalletNo, HolderNo))] | None = None
    name: PrincipalName = ""

    def command(self, _: Desk) -> CreatePrincipal:
        """The command that it asks for. Raises `Refused`: `request_malformed`."""
        prefix = SUBJECT_PREFIXES.get(Role(self.role), "")
        if self.subject and not self.subject.startswith(f"{prefix}_"):
            raise Refused(Refusal("request_malformed", "subject"))
        subject = decode_id(prefix, self.subject) if self.subject else 0
        return CreatePrincipal(self.role, self.institution, MerchantNo(subject), self.name)


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
    takes no part in acts of two people until it has enrolled again. Whom another institution suspended only that one
    resumes. `enrolment` is the one by which it can get a key now."""

    id: PrincipalNo
    role: RoleName
    institution: OrNone[InstitutionNo]
    subject: Subject
    name: str
    state: StatusName
    vouched: bool
    suspended_by: OrNone[InstitutionNo]
    enrolment: OrNone[EnrolmentNo]
    enrolment_expires_at: OrNone[Instant]


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


def _principals(desk: Desk, connection: Connection, rows: list[Principal]) -> list[PrincipalView]:
    found = open_enrolments(connection, [row.id for row in rows], desk.platform.clock.now())
    return [_principal(row, found.get(row.id)) for row in rows]


def _principal(row: Principal, code: EnrolmentRow | None) -> PrincipalView:
    return view(
        PrincipalView,
        row,
        state=row.status,
        subject=render.subject(row.role, row.subject),
        enrolment=code.id if code else EnrolmentNo(0),
        enrolment_expires_at=code.expires_at if code else 0,
    )


@router.get("/principals")
async def list_principals(desk: At, paging: Paging) -> Page[PrincipalView]:
    """Principals: an operator's own, or all."""
    own = None if desk.sees_all("read_principals") else desk.principal.institution

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[PrincipalView]]:
        rows = store.principals(connection, own, after[0], limit)
        return [((row.id,), shown) for row, shown in zip(rows, _principals(desk, connection, rows), strict=True)]

    return await desk.listing("read_principals", f"principals:{own}", paging, job)


@router.get("/principals/{principal}")
async def get_principal(desk: At, principal: PrincipalNo) -> PrincipalView:
    """A principal."""

    def job(connection: Connection) -> PrincipalView:
        row = need(store.principal(connection, principal), "principal_not_found")
        desk.check_own("read_principals", [Ownership(row.institution)], "principal_not_found")
        return _principals(desk, connection, [row])[0]

    return await desk.read("read_principals", job)


def _manages(desk: Desk, role: str, institution: int) -> bool:
    return may_manage(desk.principal.role, desk.principal.institution, role, institution)


def check_managed(desk: Desk, connection: Connection, principal: int, missing: str = "principal_not_found") -> None:
    """Raises `Refused` with `missing` unless the caller manages a principal."""
    row = store.principal(connection, principal)
    if row is None or not _manages(desk, row.role, row.institution):
        raise Refused(Refusal(missing))


def _managed(desk: Desk, command: SuspendPrincipal | ResumePrincipal | RenewEnrolment) -> Owners:
    """Whoever manages a principal; to others it is not there."""

    def find(connection: Connection) -> list[Ownership]:
        check_managed(desk, connection, command.principal)
        return [Ownership(desk.principal.institution)]

    return find


def _makers(desk: Desk, command: CreatePrincipal) -> Owners:
    """Whoever manages such principals. What would be refused is not proposed; nor is a name kept in a proposal that a
    holder's principal must not have."""

    def find(connection: Connection) -> list[Ownership]:
        if not _manages(desk, command.role, command.institution):
            raise Refused(Refusal("forbidden", f"principals of role {command.role}"))
        found = shape_refusal(command) or in_vain(connection, desk.principal.institution, command)
        if found is not None:
            raise Refused(found)
        return [Ownership(command.institution)]

    return find


MANAGED: Final = Owner(_managed, "principal_not_found")
REMADE: Final = MANAGED._replace(always=True)
router.act(
    PrincipalCreation, PrincipalCreated, "/principals", owner=Owner(_makers, "forbidden", always=True), proposed=True,
    make=PrincipalCreation.command, name="create_principal",
)  # fmt: skip
router.act(SuspendPrincipal, PrincipalStatusSet, "/principals/{principal}/suspension", owner=MANAGED)
router.act(ResumePrincipal, PrincipalStatusSet, "/principals/{principal}/resumption", owner=REMADE, proposed=True)
router.act(RenewEnrolment, EnrolmentRenewed, "/principals/{principal}/enrolments", owner=REMADE, proposed=True)
