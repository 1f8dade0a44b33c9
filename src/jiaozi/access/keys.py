"""Issuing, rotating and revoking API keys. The secret is made by `hand_out` and given to its caller once."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from jiaozi.access import tokens
from jiaozi.access.model import (
    KEYS_MAX,
    PLATFORM,
    ApiKeyIssued,
    ApiKeyRevoked,
    ApiKeyRow,
    IssueApiKey,
    KeyUseRecorded,
    Mode,
    PrincipalRow,
    RecordKeyUse,
    RevokeApiKey,
    RotateApiKey,
    Status,
)
from jiaozi.access.principals import manage_refusal
from jiaozi.access.schema import API_KEYS, PRINCIPALS
from jiaozi.clock import SECOND_US
from jiaozi.db.commands import Operation, Outcome, Request, Result, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Failure, Refusal

OVERLAP_MAX_S: Final = 30 * 86_400
Execute = Callable[[int, str, object], Result]
"""Submits a command: principal, idempotency key, command."""


class HandedOut(NamedTuple):
    """The outcome of issuing or rotating, and the token: the only time it exists. None when it was handed out before.

    Printing it does not show the token.
    """

    outcome: ApiKeyIssued | Refusal | Failure
    token: str | None

    def __repr__(self) -> str:
        return f"HandedOut({self.outcome!r})"


def hand_out(
    execute: Execute,
    principal: int,
    key: str,
    command: IssueApiKey | RotateApiKey,
    earlier: Outcome = None,
    *,
    mode: Mode = Mode.LIVE,
) -> HandedOut:
    """Issues or rotates with a fresh secret, in a world of this mode. `command` comes without a hash.

    `earlier` is the outcome stored under this idempotency key, when there is one: a repeated request gets it again, but
    never the token.
    """
    if earlier is not None:
        return HandedOut(earlier if _is_repeat(earlier, command) else Refusal("idempotency_key_reused"), None)
    secret = tokens.new_secret()
    result = execute(principal, key, replace(command, secret_hash=tokens.hash_secret(secret)))
    outcome = result.outcome
    shown = isinstance(outcome, ApiKeyIssued) and not result.replayed
    return HandedOut(outcome, tokens.format_token(outcome.key, secret, mode) if shown else None)


def _is_repeat(earlier: Outcome, command: IssueApiKey | RotateApiKey) -> bool:
    if not isinstance(earlier, ApiKeyIssued):
        return True
    if isinstance(command, IssueApiKey):
        return earlier.principal == command.principal and earlier.replaces == 0
    return earlier.replaces == command.key


def _key_refusal(tx: Tx, actor: int, owner: PrincipalRow | None) -> Refusal | None:
    """Whether `actor` may act on keys of `owner`: its own, or those of principals it manages."""
    if owner is None:
        return Refusal("principal_not_found")
    if actor != owner.id:
        return manage_refusal(tx, actor, owner.role, owner.institution)
    return Refusal("principal_suspended") if owner.status != Status.ACTIVE else None


def _touch_issue(tx: Tx, requests: Sequence[Request]) -> None:
    tx.want(PRINCIPALS, {number for request in requests for number in (request.principal, request.command.principal)})


def _touch_key(tx: Tx, requests: Sequence[Request]) -> None:
    tx.want(API_KEYS, {request.command.key for request in requests})
    tx.want(PRINCIPALS, {request.principal for request in requests})


def _issue(tx: Tx, request: Request) -> Outcome:
    command: IssueApiKey = request.command
    owner = tx.rows(PRINCIPALS).get(command.principal)
    refusal = _key_refusal(tx, request.principal, owner)
    if refusal is not None or owner is None:
        return refusal
    return _new_key_refusal(owner, command.secret_hash) or _add_key(tx, request, owner, command.secret_hash)


def _new_key_refusal(owner: PrincipalRow, secret_hash: str) -> Refusal | None:
    if owner.status != Status.ACTIVE:
        return Refusal("principal_suspended")
    if not tokens.is_hash(secret_hash):
        return Refusal("request_malformed", "secret_hash")
    return Refusal("api_keys_exceeded") if owner.keys_issued >= KEYS_MAX else None


def _add_key(tx: Tx, request: Request, owner: PrincipalRow, secret_hash: str) -> ApiKeyIssued:
    tx.rows(API_KEYS).add(ApiKeyRow(request.id, owner.id, secret_hash, request.at, 0, 0, 0))
    owner.keys_issued += 1
    tx.rows(PRINCIPALS).changed(owner)
    return ApiKeyIssued(request.id, owner.id)


def _owned(tx: Tx, request: Request) -> tuple[ApiKeyRow, PrincipalRow] | Refusal:
    """The key of a request and its owner, when the caller may act on it and it still works."""
    key = tx.rows(API_KEYS).get(request.command.key)
    if key is None:
        return Refusal("api_key_not_found")
    owner = tx.rows(PRINCIPALS)[key.principal]
    refusal = _key_refusal(tx, request.principal, owner)
    if refusal is not None:
        return refusal
    if key.revoked_at or (key.expires_at and request.at >= key.expires_at):
        return Refusal("api_key_revoked")
    return key, owner


def _rotate(tx: Tx, request: Request) -> Outcome:
    command: RotateApiKey = request.command
    found = _owned(tx, request)
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


def _revoke(tx: Tx, request: Request) -> Outcome:
    found = _owned(tx, request)
    if isinstance(found, Refusal):
        return found
    key = found[0]
    key.revoked_at = request.at
    tx.rows(API_KEYS).changed(key)
    return ApiKeyRevoked(key.id, key.revoked_at)


def _record_use(tx: Tx, request: Request) -> Outcome:
    command: RecordKeyUse = request.command
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
