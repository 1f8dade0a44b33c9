"""The data of access: roles, principals, keys and proposals, with the commands that make them and their outcomes.

Ids are numbers inside; on the wire a principal is `prn_...`, a key `key_...`, a proposal `ppl_...`. Times are
microseconds since the Unix epoch.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

PLATFORM: Final = 0
"""The platform's own number as principal: whoever holds the process. It needs no key and has no row."""

NAME_MAX: Final = 200
REASON_MAX: Final = 500
KEYS_MAX: Final = 1_000
"""How many keys a principal may have had in all."""


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
    there: a merchant's principal for a merchant, an employer's for a corporate wallet, a holder's for a holder."""

    id: int
    role: Role
    institution: int
    subject: int
    name: str
    status: Status


class Caller(NamedTuple):
    """An authenticated request: the principal, the key it came with, and the China day that key was last marked."""

    principal: Principal
    key: int
    last_used_day: int


@dataclass(slots=True)
class PrincipalRow:
    """A row of `principals`. `keys_issued` counts the keys it has had."""

    id: int
    role: str
    institution: int
    subject: int
    name: str
    status: str
    created_at: int
    keys_issued: int


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


@dataclass(frozen=True, slots=True)
class CreatePrincipal:
    """Makes a principal. A holder's principal has no name: who it is stays sealed with its wallet's operator."""

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
class IssueApiKey:
    """Gives a principal a further key. The secret's hash comes with the command; the secret never does."""

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


class PrincipalCreated(NamedTuple):
    """Outcome of `CreatePrincipal`."""

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
    """A proposal is open until somebody decides; then its act was done, was refused by its own rules, or was
    rejected by the second person."""

    OPEN = "open"
    DONE = "done"
    REFUSED = "refused"
    REJECTED = "rejected"


@dataclass(slots=True)
class ProposalRow:
    """A row of `proposals`: an act of two people, waiting or decided. Only `state` ever changes."""

    id: int
    operation: str
    command: str
    reason: str
    proposer: int
    institution: int
    proposed_at: int
    expires_at: int
    state: str


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
    """Outcome of `Decide`. `outcome` is the act's own outcome in its stored form, empty when it was rejected."""

    proposal: int
    state: str
    outcome: str


def is_text(value: str, longest: int, *, blank: bool = False) -> bool:
    """Whether free text is fit to be stored: printable, not longer than allowed, not blank unless it may be."""
    return len(value) <= longest and value.isprintable() and (blank or (not value.isspace() and value != ""))
