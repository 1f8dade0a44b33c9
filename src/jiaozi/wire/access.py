"""Principals and keys, acts of two people, the log of acts, outcomes by key, on the wire: bodies, then answers."""

from typing import Annotated, Any, Literal

from pydantic import Field

from jiaozi.wire.base import Answer, Body, HolderId, InstitutionId, MerchantId, Moment, Note, Reason, WalletId


class PrincipalCreation(Body):
    """Makes a principal. A merchant's stands for a merchant, an employer's for a wallet, a holder's for a holder."""

    role: Literal["central_bank", "operator", "merchant", "employer", "government", "auditor", "holder"]
    institution: InstitutionId | None = None
    subject: MerchantId | WalletId | HolderId | None = None
    name: Annotated[str, Field(max_length=120)] = ""
    reason: Reason


class RightsReason(Body):
    """Why somebody shall have rights again; kept beside the proposal."""

    reason: Reason


Share = Annotated[str, Field(min_length=1, max_length=100)]


class Enrolment(Body):
    """The shares of one's code, and the SHA-256 in hexadecimal of the secret that one's key is to have: 52 characters
    of base 32 (RFC 4648, capitals, without padding), 32 random bytes."""

    shares: Annotated[list[Share], Field(min_length=1, max_length=2)]
    secret_hash: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class KeyRotation(Body):
    """Replaces a key; the old one stays valid for `overlap_s` seconds, at most 30 days."""

    overlap_s: Annotated[int, Field(ge=0, le=30 * 86_400)] = 0


class Decision(Body):
    """A second person's note."""

    note: Note = ""


class Me(Answer):
    """Who is calling, and what this role may do: `own`, `all`, `two` (a second person approves), `two, own`."""

    principal: str
    role: str
    institution: str | None
    subject: str | None
    name: str
    mode: str
    key: str
    grants: dict[str, str]


class Proposed(Answer):
    """A second person has to approve this before it expires."""

    proposal: str
    expires_at: Moment


class Decided(Answer):
    """How a proposal ended: `done` with the act's outcome, `refused` by the act's own rules, or `rejected`. It is still
    `open` when a third person has to agree."""

    proposal: str
    state: str
    outcome: dict[str, Any] | None = None


class Proposal(Answer):
    """An act of two people: `open`, `expired`, `done`, `refused` or `rejected`. Where a third has to agree,
    `approvals_needed` is 2 and `first_approver` who agreed already."""

    id: str
    operation: str
    command: dict[str, Any]
    reason: str
    proposer: str
    institution: str | None
    proposed_at: Moment
    expires_at: Moment
    state: str
    approvals_needed: int = 1
    first_approver: str | None = None
    approver: str | None = None
    decided_at: Moment | None = None
    note: str = ""
    outcome: dict[str, Any] | None = None


class Outcome(Answer):
    """What was decided under an idempotency key: an answer, or a refusal."""

    operation: str
    key: str
    decided_at: Moment
    outcome: dict[str, Any]


class Act(Answer):
    """An administrative act or a reading of personal data."""

    sequence: int
    n: int
    at: Moment
    principal: str | None
    operation: str
    command: dict[str, Any]
    outcome: str


class Principal(Answer):
    """Who may call. `vouched` is false when one person alone gave it rights, as could be before schema 6: it
    takes no part in acts of two people until it has enrolled again."""

    id: str
    role: str
    institution: str | None
    subject: str | None
    name: str
    status: str
    vouched: bool


class ShareDrawn(Answer):
    """One's share of a code. `share` is shown this once; a repeated request has null: draw again, under a new key."""

    enrolment: str
    principal: str
    expires_at: Moment
    share: str | None


class Enrolled(Answer):
    """One's first key: the token is `token_prefix` and then the secret that one made."""

    key: str
    principal: str
    token_prefix: str


class PrincipalStatusSet(Answer):
    """A principal was suspended or resumed."""

    principal: str
    status: str


class ApiKey(Answer):
    """An API key without its secret."""

    id: str
    principal: str
    created_at: Moment
    expires_at: Moment | None
    revoked_at: Moment | None
    last_used_on: str | None


class ApiKeyIssued(Answer):
    """A new key. `token` is shown this once; a repeated request has null."""

    key: str
    principal: str
    replaces: str | None
    replaced_until: Moment | None
    token: str | None


class ApiKeyRevoked(Answer):
    """A key has ended."""

    key: str
    revoked_at: Moment
