"""The data of access: roles, principals, keys and proposals, with the commands that make them and their outcomes.

Ids are numbers inside; on the wire a principal is `prn_...`, a key `key_...`, a proposal `ppl_...`. Times are
microseconds since the Unix epoch.
"""

from enum import StrEnum
from typing import Annotated, Final, Literal, NamedTuple

from jiaozi.clock import DAY_US
from jiaozi.kinds import (
    Count,
    Day,
    EnrolmentNo,
    Flag,
    HolderNo,
    Inside,
    Instant,
    InstitutionNo,
    KeyNo,
    MerchantNo,
    Note,
    OperationName,
    OrNone,
    PrincipalNo,
    ProposalNo,
    Range,
    Reason,
    Secret,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass

PLATFORM: Final = 0
"""The platform's own number as principal: whoever holds the process. It needs no key and has no row."""

DEMO: Final = "demo"
"""What the idempotency keys of a demo world's setting up begin with."""

NAME_MAX: Final = 200
PROPOSAL_REASON_MAX: Final = 500
"""Characters of a proposal's reason and of a decision's note; what a freeze names has `kinds.REASON_MAX`."""
KEYS_MAX: Final = 1_000
"""How many keys a principal may have had in all."""
FOUNDERS: Final = 2
"""How many people an institution needs before its people look after themselves: those of an act of two people."""
PROPOSAL_US: Final = 3 * DAY_US
"""How long a proposal can be decided."""


RoleName = Literal["central_bank", "operator", "merchant", "employer", "government", "auditor", "holder"]
StatusName = Literal["active", "suspended"]
ModeName = Literal["live", "test"]
ProposalStateName = Literal["open", "expired", "done", "refused", "rejected"]
PrincipalName = Annotated[str, Text(120, plain=False)]
Subject = OrNone[MerchantNo | WalletNo | HolderNo]
"""Whom a principal stands for."""
SecretHash = Annotated[str, Text(64, 64, pattern="[0-9a-f]{64}")]
"""The SHA-256 of a secret's text in hexadecimal."""
OVERLAP_MAX_S: Final = 30 * 86_400
Overlap = Annotated[int, Range(0, OVERLAP_MAX_S)]


class Role(StrEnum):
    """What a principal is to the scheme."""

    CENTRAL_BANK = "central_bank"
    OPERATOR = "operator"
    MERCHANT = "merchant"
    EMPLOYER = "employer"
    GOVERNMENT = "government"
    AUDITOR = "auditor"
    HOLDER = "holder"


SUBJECT_PREFIXES: Final = {Role.MERCHANT: "mer", Role.EMPLOYER: "wal", Role.HOLDER: "hld"}
"""What the id of a role's subject begins with."""
SUBJECT_ROLES: Final = frozenset(SUBJECT_PREFIXES)
"""Roles whose own is one merchant, wallet or holder at an institution; for the others it is all of the institution."""
STAFF_ROLES: Final = frozenset({Role.CENTRAL_BANK, Role.OPERATOR})
"""Roles whose principals are people that do acts of two people."""


class Mode(StrEnum):
    """Whether a world is the real one or the one beside it in which developers try things."""

    LIVE = "live"
    TEST = "test"


class Status(StrEnum):
    """Whether a principal's keys are honoured."""

    ACTIVE = "active"
    SUSPENDED = "suspended"


class Principal(NamedTuple):
    """Who is calling. `institution` is the institution it belongs to; 0 for none. `subject` is whom it stands for
    there: a merchant's principal for a merchant, an employer's for a corporate wallet, a holder's for a holder.
    `vouched` says that its rights were never made by one person alone, `suspended_by` which other institution suspended
    it, 0 for none."""

    id: PrincipalNo
    role: Role
    institution: OrNone[InstitutionNo]
    subject: Subject
    name: str
    status: Status
    vouched: bool = True
    suspended_by: OrNone[InstitutionNo] = InstitutionNo(0)


class Caller(NamedTuple):
    """An authenticated request: the principal, the key it came with, and the China day that key was last marked."""

    principal: Principal
    key: KeyNo
    last_used_day: Day


@dataclass(slots=True)
class PrincipalRow:
    """A row of `principals`. `keys_issued` counts its keys since its last enrolment, whose `generation` alone are
    honoured. `enrolment` is the one that it can enrol by, 0 for none. `rights_since` is when it was last made, enrolled
    or resumed, or suspended; `renewed_at` when it last enrolled having had keys before, 0 for never. `vouched` is 1
    unless one person alone did that, as could be before schema 6; enrolling mends it. `suspended_by` is the other
    institution that suspended it, 0 when it is active or its own side did."""

    id: PrincipalNo
    role: RoleName
    institution: OrNone[InstitutionNo]
    subject: Subject
    name: PrincipalName
    status: StatusName
    created_at: Instant
    keys_issued: Count
    generation: Count
    enrolment: OrNone[EnrolmentNo]
    rights_since: Instant
    vouched: Flag
    suspended_by: OrNone[InstitutionNo]
    renewed_at: OrNone[Instant] = 0


@dataclass(slots=True)
class ApiKeyRow:
    """A row of `api_keys`. `secret_hash` is the SHA-256 of the secret's text in hexadecimal; 0 stands for no time."""

    id: KeyNo
    principal: PrincipalNo
    secret_hash: Secret[SecretHash]
    created_at: Instant
    expires_at: OrNone[Instant]
    revoked_at: OrNone[Instant]
    last_used_day: OrNone[Day]
    generation: Count


@dataclass(slots=True)
class EnrolmentRow:
    """A row of `enrolments`: a principal's way to its first key. `reader_1` and `reader_2` are those who may draw a
    share of the code, `share_1` and `share_2` the SHA-256 of what each drew last, empty before. A founder's code is one
    share, drawn by nobody. `api_key` is what the enrolment ended in, 0 before."""

    id: EnrolmentNo
    principal: PrincipalNo
    created_at: Instant
    expires_at: Instant
    reader_1: OrNone[PrincipalNo]
    reader_2: OrNone[PrincipalNo]
    share_1: Secret[str]
    share_2: Secret[str]
    api_key: OrNone[KeyNo]


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """The first people of the central bank, by whoever installs the world: names, and the hashes of their codes."""

    names: tuple[PrincipalName, ...]
    code_hashes: Secret[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class CreatePrincipal:
    """Makes a principal, who gets its first key by enrolling. A holder's principal has no name: who it is stays sealed
    with its wallet's operator."""

    role: RoleName
    institution: OrNone[InstitutionNo] = InstitutionNo(0)
    subject: Subject = MerchantNo(0)
    name: PrincipalName = ""


@dataclass(frozen=True, slots=True)
class SuspendPrincipal:
    """Stops honouring all keys of a principal, at once."""

    principal: PrincipalNo


@dataclass(frozen=True, slots=True)
class ResumePrincipal:
    """Honours a suspended principal's keys again. For a stolen key it enrols again instead. Of an operator
    where one person alone is left nobody could approve it: people of the central bank propose and approve it."""

    principal: PrincipalNo


@dataclass(frozen=True, slots=True)
class RenewEnrolment:
    """Lets a principal enrol again, also a suspended one: its code has expired, its keys are lost or stolen. They end
    when it does."""

    principal: PrincipalNo


@dataclass(frozen=True, slots=True)
class DrawShare:
    """Gives one of two people her share of an enrolment's code, to be given to whoever enrols; it is in this answer and
    nowhere else, and one that she drew before is void."""

    enrolment: EnrolmentNo
    secret_hash: Inside[Secret[str]] = ""
    """Of the secret, which itself never comes here."""


@dataclass(frozen=True, slots=True)
class Enrol:
    """A principal's first key, for the shares of its code (their hashes). The key's secret was made by whoever enrols
    and its hash comes with the command."""

    enrolment: EnrolmentNo
    share_hashes: Secret[tuple[str, ...]]
    secret_hash: Secret[SecretHash]


@dataclass(frozen=True, slots=True)
class IssueApiKey:
    """Gives the caller a further key; its token is in this answer and nowhere else. Nobody has one made for another."""

    principal: PrincipalNo
    secret_hash: Inside[Secret[str]] = ""
    """Of the secret, which itself never comes here."""


@dataclass(frozen=True, slots=True)
class RotateApiKey:
    """Replaces a key of one's own by a new one, whose token is in this answer and nowhere else; the old stays valid for
    `overlap_s` seconds more (at most 30 days)."""

    key: KeyNo
    overlap_s: Overlap = 0
    secret_hash: Inside[Secret[str]] = ""
    """Of the secret, which itself never comes here."""


@dataclass(frozen=True, slots=True)
class RevokeApiKey:
    """Ends a key: once this is answered, no process accepts it."""

    key: KeyNo


@dataclass(frozen=True, slots=True)
class RecordKeyUse:
    """Marks the China day a key was last used on."""

    key: KeyNo
    day: Day


class PeopleFounded(NamedTuple):
    """The first people were made: principals and their enrolments, in the order of the names."""

    principals: tuple[PrincipalNo, ...]
    enrolments: tuple[EnrolmentNo, ...]


class PrincipalCreated(NamedTuple):
    """A principal was made, and what it enrols by (none for those made before schema 6)."""

    principal: PrincipalNo
    enrolment: OrNone[EnrolmentNo] = EnrolmentNo(0)


class EnrolmentRenewed(NamedTuple):
    """A principal may enrol again, by this enrolment."""

    principal: PrincipalNo
    enrolment: EnrolmentNo


class ShareDrawn(NamedTuple):
    """A share was drawn: whose first key it is half of, and until when."""

    enrolment: EnrolmentNo
    principal: PrincipalNo
    expires_at: Instant


class Enrolled(NamedTuple):
    """A principal has its first key."""

    key: KeyNo
    principal: PrincipalNo


class PrincipalStatusSet(NamedTuple):
    """A principal was suspended or resumed."""

    principal: PrincipalNo
    state: StatusName


class ApiKeyIssued(NamedTuple):
    """A new key was made: whose it is, and for a rotation the old one and its end."""

    key: KeyNo
    principal: PrincipalNo
    replaces: OrNone[KeyNo] = KeyNo(0)
    replaced_until: OrNone[Instant] = 0


class ApiKeyRevoked(NamedTuple):
    """A key has ended: no process accepts it."""

    key: KeyNo
    revoked_at: Instant


class KeyUseRecorded(NamedTuple):
    """A key was marked as used on a day."""

    key: KeyNo
    day: Day


class ProposalState(StrEnum):
    """A proposal is open until it is decided; then its act was done, was refused by its own rules, or was rejected.
    One that nobody decided in time is shown as expired; its row goes on saying open."""

    OPEN = "open"
    EXPIRED = "expired"
    DONE = "done"
    REFUSED = "refused"
    REJECTED = "rejected"


@dataclass(slots=True)
class ProposalRow:
    """A row of `proposals`: an act of two people, waiting or decided. `approvals_needed` is 2 where a third person has
    to agree; `approver` is who agreed first then. `sets` is what it sets anew, if it does, `lifts` the number of the
    state that it lifts, as it was then. Only `state` and `approver` ever change."""

    id: ProposalNo
    operation: OperationName
    command: str
    reason: Reason
    proposer: PrincipalNo
    institution: OrNone[InstitutionNo]
    proposed_at: Instant
    expires_at: Instant
    state: ProposalStateName
    approvals_needed: int
    approver: OrNone[PrincipalNo]
    sets: str = ""
    lifts: str = ""


@dataclass(frozen=True, slots=True)
class Propose:
    """Asks a second person for an act: the operation's name, its command as JSON, and why."""

    operation: OperationName
    command: str
    reason: Reason


@dataclass(frozen=True, slots=True)
class Decide:
    """The second person's word on a proposal. Approved, the act is done in the same transaction."""

    proposal: ProposalNo
    approve: bool
    note: Note = ""


class Proposed(NamedTuple):
    """A second person has to approve this before it expires."""

    proposal: ProposalNo
    expires_at: Instant


class Decided(NamedTuple):
    """Outcome of `Decide`. `outcome` is the act's own outcome in its stored form, empty when it was rejected or waits
    for a third person."""

    proposal: ProposalNo
    state: ProposalStateName
    outcome: str


def shown_state(row: ProposalRow, now: int) -> ProposalState:
    """A proposal's state at an instant in microseconds."""
    expired = row.state == "open" and now >= row.expires_at
    return ProposalState.EXPIRED if expired else ProposalState(row.state)
