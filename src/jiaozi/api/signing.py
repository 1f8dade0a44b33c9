"""Where a request's signature meets its command: verified here, outside the writer; decided inside it."""

from typing import Any
from urllib.parse import urlsplit

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


def messages_of(request: Request) -> list[Message]:
    """A request as its sender may have signed it: as it came, and as it was before a proxy took the public address's
    own path away."""
    scope = request.scope
    came = Message(
        scope["method"],
        scope["scheme"],
        heads_of(scope).first("host"),
        scope["raw_path"].decode("ascii", "replace").partition("?")[0],
        scope["query_string"].decode("ascii", "replace"),
        [(name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"]],
    )
    public = scope["house"].platform.settings.public_url
    if not public:
        return [came]
    parts = urlsplit(public)
    return [came, came._replace(scheme=parts.scheme, authority=parts.netloc, path=parts.path + came.path)]


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
    found = verified(connection, messages_of(request), request.scope["body"], command)
    if isinstance(found, Refusal):
        return found
    late = time_refusal(found, now)
    if late is not None and store.outcome(connection, principal.id, operation, key) is None:
        return late
    return found if operation in GUARDED and principal.role in SUBJECT_ROLES else command
