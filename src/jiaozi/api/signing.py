"""Where a request's signature meets its command: verified here, outside the writer; decided inside it."""

from typing import Any

from starlette.requests import Request

from jiaozi.access.instructions import GUARDED, must_sign, time_refusal, verified
from jiaozi.access.model import SUBJECT_ROLES, Principal
from jiaozi.api import store
from jiaozi.api.heads import heads_of
from jiaozi.db.engine import Connection
from jiaozi.devices.httpsig import Message
from jiaozi.errors import Refusal


def is_signed(request: Request) -> bool:
    """Whether a request carries a signature, or part of one."""
    found = heads_of(request.scope)
    return "signature" in found or "signature-input" in found


def message_of(request: Request) -> Message:
    """A request as its sender signed it."""
    path = request.scope.get("raw_path", request.url.path.encode()).decode("ascii", "replace")
    query = request.scope["query_string"].decode("ascii", "replace")
    return Message(
        request.method,
        request.url.scheme,
        request.headers.get("host", ""),
        path.partition("?")[0],
        query,
        [(name.lower(), value) for name, value in request.headers.items()],
    )


def unsigned(connection: Connection, principal: Principal, operation: str, command: Any, key: str) -> Any:
    """A command without a signature. A request that was decided before is asked for again without one.

    Refuses: `signature_required`.
    """
    if operation not in GUARDED or principal.role not in SUBJECT_ROLES:
        return command
    if not must_sign(connection, principal, operation, command):
        return command
    decided = store.outcome(connection, principal.id, operation, key) is not None
    return command if decided else Refusal("signature_required")


def signed(
    connection: Connection, request: Request, principal: Principal, operation: str, command: Any, key: str
) -> Any:
    """A command with a signature, which must hold whatever it is for. A stored outcome answers also when the signature
    has expired since. Refuses: `signature_invalid`, `signature_expired`."""
    now = request.scope["house"].platform.clock.now()
    found = verified(connection, message_of(request), request.scope["body"], command)
    if isinstance(found, Refusal):
        return found
    late = time_refusal(found, now)
    if late is not None and store.outcome(connection, principal.id, operation, key) is None:
        return late
    return found if operation in GUARDED and principal.role in SUBJECT_ROLES else command
