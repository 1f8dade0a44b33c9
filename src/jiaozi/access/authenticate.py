"""From a token to the principal who sent it.

Every call reads the database, so a key that was revoked is refused in every process from then on.
"""

from typing import Final

from jiaozi.access import store, tokens
from jiaozi.access.model import PLATFORM, Caller, Mode, RecordKeyUse, Status
from jiaozi.access.tokens import Token
from jiaozi.clock import china_day
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure

_NO_HASH: Final = "0" * 64


def token_in(text: str | None, mode: Mode = Mode.LIVE) -> Token:
    """The token that a caller sent to a world of this mode. Raises `Failure`: `credentials_missing` without one,
    `credentials_invalid` when it is malformed or of the other mode."""
    if not text:
        raise Failure("credentials_missing")
    token = tokens.parse_token(text, mode)
    if token is None:
        raise Failure("credentials_invalid")
    return token


def authenticate(connection: Connection, token: Token, now: int) -> Caller:
    """Who sent `token`, at the instant `now` in microseconds.

    The connection must be outside a snapshot, or in one begun for this request. Raises `Failure` `credentials_invalid`
    when the token is unknown, its secret wrong, the key revoked, expired or from before the last enrolment, or the
    principal suspended. Which of these it was is not told.
    """
    found = store.keys_with_principals(connection, [token.key]).get(token.key)
    matches = tokens.matches(token.secret, _NO_HASH if found is None else found.key.secret_hash)
    if found is None or not matches or not _is_live(found, now):
        raise Failure("credentials_invalid")
    return Caller(found.principal, token.key, found.key.last_used_day)


def use_of(caller: Caller, now: int) -> tuple[int, str, RecordKeyUse] | None:
    """The first request of a China day has its key's day recorded: principal, idempotency key and command, or None."""
    day = china_day(now)
    if day <= caller.last_used_day:
        return None
    return PLATFORM, f"use:{caller.key}:{day}", RecordKeyUse(caller.key, day)


def _is_live(found: store.KeyWithPrincipal, now: int) -> bool:
    key = found.key
    expired = key.expires_at != 0 and now >= key.expires_at
    ended = expired or key.revoked_at != 0 or key.generation != found.generation
    return not ended and found.principal.status == Status.ACTIVE
