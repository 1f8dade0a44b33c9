"""Further keys of one's own, rotating and revoking. A secret is made by `hand_out` and given to its caller once.

A principal's first key is not handed out by anybody: it enrols (`enrolment`).
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from jiaozi.access import tokens
from jiaozi.access.enrolment import add_key
from jiaozi.access.model import (
    KEYS_MAX,
    OVERLAP_MAX_S,
    PLATFORM,
    ApiKeyIssued,
    ApiKeyRevoked,
    ApiKeyRow,
    DrawShare,
    IssueApiKey,
    KeyUseRecorded,
    Mode,
    PrincipalRow,
    RecordKeyUse,
    RevokeApiKey,
    RotateApiKey,
    ShareDrawn,
)
from jiaozi.access.rights import manage_refusal
from jiaozi.access.schema import API_KEYS, PRINCIPALS
from jiaozi.clock import SECOND_US
from jiaozi.db.commands import Operation, Outcome, Request, Result, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Failure, Refusal

ONLY_ONES_OWN: Final = "a further key is made by its owner alone"
Execute = Callable[[int, str, object], Result]
"""Submits a command: principal, idempotency key, command."""


class HandedOut(NamedTuple):
    """The outcome of issuing, rotating or drawing, and the token or share: the only time it exists. None when it was
    handed out before.

    Printing it does not show the token.
    """

    outcome: ApiKeyIssued | ShareDrawn | Refusal | Failure
    token: str | None

    def __repr__(self) -> str:
        return f"HandedOut({self.outcome!r})"


SecretOrder = IssueApiKey | RotateApiKey | DrawShare
"""A command that makes a secret."""


def hand_out(
    execute: Execute,
    principal: int,
    key: str,
    command: SecretOrder,
    earlier: Outcome = None,
    *,
    mode: Mode = Mode.LIVE,
) -> HandedOut:
    """Issues, rotates or draws with a fresh secret, in a world of this mode. `command` comes without a hash.

    `earlier` is the outcome stored under this idempotency key, when there is one: a repeated request gets it again, but
    never the token.
    """
    if earlier is not None:
        return HandedOut(earlier if is_repeat(earlier, command) else Refusal("idempotency_key_reused"), None)
    secret = tokens.new_secret()
    result = execute(principal, key, replace(command, secret_hash=tokens.hash_secret(secret)))
    return HandedOut(result.outcome, None if result.replayed else shown(result.outcome, secret, mode))


def shown(outcome: Outcome, secret: str, mode: Mode) -> str | None:
    """A secret as its caller gets it: a token, or a share of an enrolment's code; None when there is neither."""
    if isinstance(outcome, ApiKeyIssued):
        return tokens.format_token(outcome.key, secret, mode)
    return tokens.format_share(outcome.enrolment, secret) if isinstance(outcome, ShareDrawn) else None


def is_repeat(earlier: Outcome, command: SecretOrder) -> bool:
    """Whether an outcome stored under a request's key is that of the same command; a secret says nothing of it."""
    if isinstance(earlier, ShareDrawn):
        return isinstance(command, DrawShare) and earlier.enrolment == command.enrolment
    if not isinstance(earlier, ApiKeyIssued):
        return True
    if isinstance(command, IssueApiKey):
        return earlier.principal == command.principal and earlier.replaces == 0
    return isinstance(command, RotateApiKey) and earlier.replaces == command.key


def _touch_issue(tx: Tx, requests: Sequence[Request[IssueApiKey]]) -> None:
    tx.want(PRINCIPALS, {number for request in requests for number in (request.principal, request.command.principal)})


def _touch_key(tx: Tx, requests: Sequence[Request[RecordKeyUse | RevokeApiKey | RotateApiKey]]) -> None:
    tx.want(API_KEYS, {request.command.key for request in requests})
    tx.want(PRINCIPALS, {request.principal for request in requests})


def _issue(tx: Tx, request: Request[IssueApiKey]) -> ApiKeyIssued | Refusal:
    """Refuses: `forbidden` for anybody's key but one's own, `principal_suspended`, `request_malformed`,
    `api_keys_exceeded`."""
    command = request.command
    owner = tx.rows(PRINCIPALS).get(request.principal)
    if owner is None or owner.id != command.principal:
        return Refusal("forbidden", ONLY_ONES_OWN)
    return _new_key_refusal(owner, command.secret_hash) or _add_key(tx, request, owner, command.secret_hash)


def _new_key_refusal(owner: PrincipalRow, secret_hash: str) -> Refusal | None:
    if owner.status != "active":
        return Refusal("principal_suspended")
    if not tokens.is_hash(secret_hash):
        return Refusal("request_malformed", "secret_hash")
    return Refusal("api_keys_exceeded") if owner.keys_issued >= KEYS_MAX else None


def _add_key(tx: Tx, request: Request, owner: PrincipalRow, secret_hash: str) -> ApiKeyIssued:
    return ApiKeyIssued(add_key(tx, request.id, owner, secret_hash, request.at), owner.id)


def _working(tx: Tx, request: Request[RotateApiKey | RevokeApiKey]) -> tuple[ApiKeyRow, PrincipalRow] | Refusal:
    """The key of a request and its owner, when it still works."""
    key = tx.rows(API_KEYS).get(request.command.key)
    if key is None:
        return Refusal("api_key_not_found")
    owner = tx.rows(PRINCIPALS)[key.principal]
    ended = key.revoked_at or (key.expires_at and request.at >= key.expires_at) or key.generation != owner.generation
    return Refusal("api_key_revoked") if ended else (key, owner)


def _rotate(tx: Tx, request: Request[RotateApiKey]) -> ApiKeyIssued | Refusal:
    """Refuses: `api_key_not_found` (also another's), `api_key_revoked`, `request_malformed`, then as issuing does."""
    command = request.command
    key = tx.rows(API_KEYS).get(command.key)
    if key is None or key.principal != request.principal:
        return Refusal("api_key_not_found")
    found = _working(tx, request)
    if isinstance(found, Refusal):
        return found
    old, owner = found
    if not 0 <= command.overlap_s <= OVERLAP_MAX_S:
        return Refusal("request_malformed", f"overlap_s is 0 to {OVERLAP_MAX_S}")
    refusal = _new_key_refusal(owner, command.secret_hash)
    if refusal is not None:
        return refusal
    until = request.at + command.overlap_s * SECOND_US
    old.expires_at = min(old.expires_at or until, until)
    tx.rows(API_KEYS).changed(old)
    issued = _add_key(tx, request, owner, command.secret_hash)
    return issued._replace(replaces=old.id, replaced_until=old.expires_at)


def _revoke(tx: Tx, request: Request[RevokeApiKey]) -> ApiKeyRevoked | Refusal:
    """Refuses: `api_key_not_found`, `api_key_revoked`, `forbidden`."""
    found = _working(tx, request)
    if isinstance(found, Refusal):
        return found
    key, owner = found
    refusal = manage_refusal(tx, request.principal, owner.role, owner.institution)
    if owner.id != request.principal and refusal is not None:
        return refusal
    key.revoked_at = request.at
    tx.rows(API_KEYS).changed(key)
    return ApiKeyRevoked(key.id, key.revoked_at)


def _record_use(tx: Tx, request: Request[RecordKeyUse]) -> KeyUseRecorded | Refusal:
    command = request.command
    key = tx.rows(API_KEYS).get(command.key)
    if request.principal != PLATFORM or key is None:
        return Refusal("api_key_not_found")
    if command.day > key.last_used_day:
        key.last_used_day = command.day
        tx.rows(API_KEYS).changed(key)
    return KeyUseRecorded(key.id, key.last_used_day)


ISSUE: Final = Operation(
    "issue_api_key", IssueApiKey, ApiKeyIssued, _touch_issue, one_by_one(_issue), administrative=True
)
ROTATE: Final = Operation(
    "rotate_api_key", RotateApiKey, ApiKeyIssued, _touch_key, one_by_one(_rotate), administrative=True
)
REVOKE: Final = Operation(
    "revoke_api_key", RevokeApiKey, ApiKeyRevoked, _touch_key, one_by_one(_revoke), administrative=True
)
RECORD_USE: Final = Operation("record_key_use", RecordKeyUse, KeyUseRecorded, _touch_key, one_by_one(_record_use))
OPERATIONS: Final = (ISSUE, ROTATE, REVOKE, RECORD_USE)
