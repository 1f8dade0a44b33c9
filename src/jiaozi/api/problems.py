"""The one place where refusals and failures become HTTP: problem+json (RFC 9457) from the error table."""

import json
import logging
import secrets
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any, Final, NamedTuple

from starlette.requests import Request
from starlette.responses import Response

from jiaozi.access.model import Role
from jiaozi.api.routing import Json, Malformed
from jiaozi.db.engine import ConnectionLost, Contention, DatabaseError, ReadOnly, StorageFull
from jiaozi.details import zh_of
from jiaozi.errors import ERRORS, Failure, Refusal, spec_of
from jiaozi.rulebook.names import name_of_id

MEDIA_TYPE: Final = "application/problem+json"
RETRY_AFTER_S: Final = "1"
EVERY_ANSWER: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
}
"""Headers of every answer that does not say otherwise."""
ERRORS_SHOWN_MAX: Final = 20
STAFF: Final = frozenset({Role.CENTRAL_BANK, Role.OPERATOR, Role.AUDITOR})
"""Who is told where a rule stands; everybody else is a customer."""
_log = logging.getLogger(__name__)


class Refused(Exception):
    """Leaves an endpoint with a refusal."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


class RuleWords(NamedTuple):
    """A rule as its reader is told it: its public name, and to staff its id and sources."""

    rule: str = ""
    rule_zh: str = ""
    citation: str = ""


def rule_words(cited: str, role: str) -> RuleWords:
    """What a role is told of the rule that a refusal or a limit cites (`Rule.cite()`), or whose limit it is."""
    found = name_of_id(cited.partition(" ")[0])
    if found is not None:
        return RuleWords(found.en, found.zh, cited if role in STAFF else "")
    zh = zh_of(cited)
    return RuleWords(cited, zh) if zh != cited else RuleWords(citation=cited if role in STAFF else "")


def refusal_words(refusal: Refusal, role: str) -> dict[str, Any]:
    """A refusal as a role is told it, in a problem and in the outcome of its request."""
    code, detail, rule = refusal
    return {"code": code, "detail": detail, "detail_zh": zh_of(detail), **rule_words(rule, role)._asdict()}


def problem(
    request_id: str,
    code: str,
    detail: str = "",
    rule: str = "",
    errors: Sequence[dict[str, str]] = (),
    *,
    role: str = "",
    detail_zh: str = "",
) -> dict[str, Any]:
    """The body of a problem, for a reader of this role; none is a customer."""
    spec = spec_of(code)
    found: dict[str, Any] = {
        "type": f"/errors/{code}",
        "title": spec.en,
        "title_zh": spec.zh,
        "status": spec.status,
        "code": code,
        "detail": detail,
        "detail_zh": detail_zh or zh_of(detail),
        **rule_words(rule, role)._asdict(),
        "request_id": request_id,
        "retryable": spec.retryable,
    }
    return found | {"errors": list(errors)} if errors else found


def headers_of(code: str) -> dict[str, str]:
    """The headers that go with an error."""
    if spec_of(code).retryable:
        return {"Retry-After": RETRY_AFTER_S}
    return {"WWW-Authenticate": 'Bearer realm="jiaozi"'} if spec_of(code).status == 401 else {}


def raw_problem(code: str, detail: str = "") -> bytes:
    """A problem as the bytes of a connection's last answer, where there is no request to answer."""
    request_id = secrets.token_hex(12)
    body = json.dumps(problem(request_id, code, detail), ensure_ascii=False).encode()
    framing = {"Content-Type": MEDIA_TYPE, "Content-Length": str(len(body)), "Connection": "close"}
    headers = framing | headers_of(code) | {"X-Request-Id": request_id} | EVERY_ANSWER
    status = HTTPStatus(spec_of(code).status)
    lines = [f"HTTP/1.1 {status.value} {status.phrase}", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode() + body


def response(
    request: Request,
    code: str,
    detail: str = "",
    rule: str = "",
    errors: Sequence[dict[str, str]] = (),
    detail_zh: str = "",
) -> Response:
    """A problem as a response. The code is noted for the log and the metrics."""
    request.state.code = code
    role = getattr(request.state, "role", "")
    body = problem(request.state.request_id, code, detail, rule, errors, role=role, detail_zh=detail_zh)
    return Json(body, spec_of(code).status, headers_of(code), MEDIA_TYPE)


FORESEEN: Final = (Refused, Failure, Malformed, DatabaseError)
"""What leaves an endpoint as an exception and is a problem."""


def of(request: Request, error: Exception) -> Response:
    """The problem that an exception is."""
    if isinstance(error, Refused):
        return response(request, *error.refusal)
    if isinstance(error, Failure):
        return response(request, error.code, error.detail)
    return _malformed(request, error) if isinstance(error, Malformed) else response(request, database_code(error))


def database_code(error: Exception) -> str:
    """The code of a database's failure."""
    if isinstance(error, StorageFull):
        return "storage_full"
    if isinstance(error, ReadOnly):
        return "database_read_only"
    if isinstance(error, Contention | ConnectionLost):
        return "database_unavailable"
    _log.error("the database refused a reading", exc_info=error)
    return "internal_error"


def _malformed(request: Request, error: Malformed) -> Response:
    """Names the fields and what is wrong with them. What was sent is never repeated: it may be personal."""
    shown = [
        {"field": _path(each.place), "message": each.en, "message_zh": each.zh}
        for each in error.errors[:ERRORS_SHOWN_MAX]
    ]
    codes = {each.kind for each in error.errors}
    code = codes.pop() if len(codes) == 1 and codes <= ERRORS.keys() else "request_malformed"
    detail = "; ".join(f"{entry['field']}: {entry['message']}" for entry in shown[:3])
    detail_zh = "；".join(f"{entry['field']}：{entry['message_zh']}" for entry in shown[:3])
    return response(request, code, detail, errors=shown, detail_zh=detail_zh)


def _path(place: Sequence[Any]) -> str:
    """A field's path. Names that the caller made up are cut, since a mistyped field may hold anything."""
    return ".".join(str(part)[:40] if str(part)[:40].isidentifier() else _index(part) for part in place)


def _index(part: Any) -> str:
    return str(part) if isinstance(part, int) else "?"
