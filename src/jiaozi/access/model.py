"""The data of access: roles, principals, keys and proposals, with the commands that make them and their outcomes.

Ids are numbers inside; on the wire a principal is `prn_...`, a key `key_...`, a proposal `ppl_...`. Times are
microseconds since the Unix epoch.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from jiaozi.clock import DAY_US

PLATFORM: Final = 0
"""The platform's own number as principal: whoever holds the process. It needs no key and has no row."""

DEMO: Final = "demo"
"""What the idempotency keys of a demo world's setting up begin with."""

NAME_MAX: Final = 200
REASON_MAX: Final = 500
KEYS_MAX: Final = 1_000
"""How many keys a principal may have had in all."""
FOUNDERS: Final = 2
"""How many people an institution needs before its people look after themselves: those of an act of two people."""
PROPOSAL_US: Final = 3 * DAY_US
"""How long a proposal can be decided."""


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
    `vouched` says that its rights were never made by one person alone."""

    id: int
    role: Role
    institution: int
    subject: int
    name: str
    status: Status
    vouched: bool = True


class Caller(NamedTuple):
    """An authenticated request: the principal, the key it came with, and the China day that key was last marked."""

    principal: Principal
    key: int
    last_used_day: int


@dataclass(slots=True)
class PrincipalRow:
    """A row of `principals`. `keys_issued` counts the keys it has had; those of its last enrolment's `generation` are
    honoured. `enrolment` is the one that it can enrol by, 0 for none. `rights_since` is when it was last made, enrolled
    or resumed, or suspended. `vouched` is 1 unless one person alone did that, as could be before schema 6; enrolling
    mends it. `suspended_by` is the other institution that suspended it, 0 when it is active or its own side did."""

    id: int
    role: str
    institution: int
    subject: int
    name: str
    status: str
    created_at: int
    keys_issued: int
    generation: int
    enrolment: int
    rights_since: int
    vouched: int
    suspended_by: int


@dataclass(slots=True)
class ApiKeyRow:
    """A row of `api_keys`. `secret_hash` is the SHA-256 of the secret's text in hexadecimal; 0 stands for no time."""

    id: int
    principal: int
    secret_hash: str
    created_at: int
    expires_at: int
    revoked_at: int
    last_used_day: int
    generation: int


@dataclass(slots=True)
class EnrolmentRow:
    """A row of `enrolments`: a principal's way to its first key. `reader_1` and `reader_2` are those who may draw a
    share of the code, `share_1` and `share_2` the SHA-256 of what each drew last, empty before. A founder's code is one
    share, drawn by nobody. `api_key` is what the enrolment ended in, 0 before."""

    id: int
    principal: int
    created_at: int
    expires_at: int
    reader_1: int
    reader_2: int
    share_1: str
    share_2: str
    api_key: int


@dataclass(frozen=True, slots=True)
class FoundPeople:
    """The first people of the central bank, by whoever installs the world: names, and the hashes of their codes."""

    names: tuple[str, ...]
    code_hashes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CreatePrincipal:
    """Makes a principal, who gets its first key by enrolling. A holder's principal has no name: who it is stays sealed
    with its wallet's operator."""

    role: str
    institution: int
    subject: int
    name: str


@dataclass(frozen=True, slots=True)
class SuspendPrincipal:
    """Stops honouring all keys of a principal, at once."""

    principal: int


@dataclass(frozen=True, slots=True)
class ResumePrincipal:
    """Honours a suspended principal's keys again."""

    principal: int


@dataclass(frozen=True, slots=True)
class RenewEnrolment:
    """Lets a principal enrol again; its earlier keys end when it does."""

    principal: int


@dataclass(frozen=True, slots=True)
class DrawShare:
    """Gives one of two people her share of an enrolment's code; one that she drew before is void. The secret's hash
    comes with the command; the secret never does."""

    enrolment: int
    secret_hash: str = ""


@dataclass(frozen=True, slots=True)
class Enrol:
    """A principal's first key, for the shares of its code (their hashes). The key's secret was made by whoever enrols
    and its hash comes with the command."""

    enrolment: int
    share_hashes: tuple[str, ...]
    secret_hash: str


@dataclass(frozen=True, slots=True)
class IssueApiKey:
    """Gives the caller a further key. The secret's hash comes with the command; the secret never does."""

    principal: int
    secret_hash: str = ""


@dataclass(frozen=True, slots=True)
class RotateApiKey:
    """Replaces a key by a new one; the old stays valid for `overlap_s` seconds more (at most 30 days)."""

    key: int
    overlap_s: int
    secret_hash: str = ""


@dataclass(frozen=True, slots=True)
class RevokeApiKey:
    """Ends a key: once this is acknowledged, no process accepts it."""

    key: int


@dataclass(frozen=True, slots=True)
class RecordKeyUse:
    """Marks the China day a key was last used on."""

    key: int
    day: int


class PeopleFounded(NamedTuple):
    """Outcome of `FoundPeople`: principals and their enrolments, in the order of the names."""

    principals: tuple[int, ...]
    enrolments: tuple[int, ...]


class PrincipalCreated(NamedTuple):
    """Outcome of `CreatePrincipal`: the principal, and what it enrols by (0 for those made before schema 6)."""

    principal: int
    enrolment: int = 0


class EnrolmentRenewed(NamedTuple):
    """Outcome of `RenewEnrolment`: the principal, and what it enrols by."""

    principal: int
    enrolment: int


class ShareDrawn(NamedTuple):
    """Outcome of `DrawShare`: whose first key the share is half of, and until when."""

    enrolment: int
    principal: int
    expires_at: int


class Enrolled(NamedTuple):
    """Outcome of `Enrol`."""

    key: int
    principal: int


class PrincipalStatusSet(NamedTuple):
    """Outcome of suspending and resuming."""

    principal: int
    status: str


class ApiKeyIssued(NamedTuple):
    """Outcome of issuing and rotating: the new key, whose it is, and for a rotation the old one and its end."""

    key: int
    principal: int
    replaces: int = 0
    replaced_until: int = 0


class ApiKeyRevoked(NamedTuple):
    """Outcome of `RevokeApiKey`."""

    key: int
    revoked_at: int


class KeyUseRecorded(NamedTuple):
    """Outcome of `RecordKeyUse`."""

    key: int
    day: int


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
    to agree; `approver` is who agreed first then. Only `state` and `approver` ever change."""

    id: int
    operation: str
    command: str
    reason: str
    proposer: int
    institution: int
    proposed_at: int
    expires_at: int
    state: str
    approvals_needed: int
    approver: int


@dataclass(frozen=True, slots=True)
class Propose:
    """Asks a second person for an act: the operation's name, its command as JSON, and why."""

    operation: str
    command: str
    reason: str


@dataclass(frozen=True, slots=True)
class Decide:
    """The second person's word on a proposal. Approved, the act is done in the same transaction."""

    proposal: int
    approve: bool
    note: str = ""


class Proposed(NamedTuple):
    """Outcome of `Propose`."""

    proposal: int
    expires_at: int


class Decided(NamedTuple):
    """Outcome of `Decide`. `outcome` is the act's own outcome in its stored form, empty when it was rejected or waits
    for a third person."""

    proposal: int
    state: str
    outcome: str


def shown_state(row: ProposalRow, now: int) -> ProposalState:
    """A proposal's state at an instant in microseconds."""
    expired = row.state == ProposalState.OPEN and now >= row.expires_at
    return ProposalState.EXPIRED if expired else ProposalState(row.state)
