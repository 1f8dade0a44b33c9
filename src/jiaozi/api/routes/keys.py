"""How principals enrol, and their keys."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field
from starlette.requests import Request
from starlette.responses import Response

from jiaozi.access import store, tokens
from jiaozi.access.enrolment import enrol_key, is_open, opens, people_behind
from jiaozi.access.keys import ONLY_ONES_OWN, SecretOrder, hand_out, shown
from jiaozi.access.model import (
    OVERLAP_MAX_S,
    ApiKeyIssued,
    ApiKeyRevoked,
    DrawShare,
    Enrol,
    Enrolled,
    IssueApiKey,
    RevokeApiKey,
    RotateApiKey,
    ShareDrawn,
)
from jiaozi.access.permissions import Ownership
from jiaozi.access.schema import API_KEYS
from jiaozi.api import store as lists
from jiaozi.api.desk import At, Desk, check_query, house_of, submit
from jiaozi.api.problems import Refused
from jiaozi.api.routes.access import managed
from jiaozi.api.routing import Json, Router
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import (
    Day,
    EnrolmentNo,
    Instant,
    KeyNo,
    OrNone,
    PrincipalNo,
)
from jiaozi.wire.base import Body, Nothing
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import answer_of, view, written

router = Router("/v1", "access")
open_router = Router("/v1", "access")
_Share = Annotated[str, Field(min_length=1, max_length=100)]


class Enrolment(Body):
    """The shares of one's code, and the SHA-256 in hexadecimal of the secret that one's key is to have: 52 characters
    of base 32 (RFC 4648, capitals, without padding), 32 random bytes."""

    shares: Annotated[list[_Share], Field(min_length=1, max_length=2)]
    secret_hash: Annotated[str, Field(pattern="^[0-9a-f]{64}$")]


class KeyRotation(Body):
    """Replaces a key; the old one stays valid for `overlap_s` seconds, at most 30 days."""

    overlap_s: Annotated[int, Field(ge=0, le=OVERLAP_MAX_S)] = 0


@dataclass(frozen=True, slots=True)
class ApiKeyView:
    """An API key without its secret."""

    id: KeyNo
    principal: PrincipalNo
    created_at: Instant
    expires_at: OrNone[Instant]
    revoked_at: OrNone[Instant]
    last_used_on: OrNone[Day]


@dataclass(frozen=True, slots=True)
class ApiKeyIssuedView:
    """A new key. `token` is shown this once; a repeated request has null."""

    key: KeyNo
    principal: PrincipalNo
    replaces: OrNone[KeyNo]
    replaced_until: OrNone[Instant]
    token: str | None


@dataclass(frozen=True, slots=True)
class ShareDrawnView:
    """One's share of a code. `share` is shown this once; a repeated request has null: draw again, under a new key."""

    enrolment: EnrolmentNo
    principal: PrincipalNo
    expires_at: Instant
    share: str | None


@dataclass(frozen=True, slots=True)
class EnrolledView:
    """One's first key: the token is `token_prefix` and then the secret that one made."""

    key: KeyNo
    principal: PrincipalNo
    token_prefix: str


@router.post("/enrolments/{enrolment}/shares", status=201, answer=answer_of(ShareDrawnView))
async def draw_share(desk: At, enrolment: EnrolmentNo, _: Nothing | None = None) -> Response:
    """One's share of an enrolment's code, to be given to whoever enrols; it is in this answer and nowhere else, and one
    drawn before is void."""
    desk.check_role("draw_share")
    return await _hand_out(desk, "draw_share", DrawShare(enrolment), status=201)


@open_router.post("/enrolments", status=201, answer=answer_of(EnrolledView))
async def enrol(request: Request, body: Enrolment) -> Response:
    """One's first key, for the shares of one's code; no key is needed to ask. The key's secret is made by whoever asks
    and only its SHA-256 is sent, so that the same request can be made again when the answer was lost."""
    house = house_of(request)
    check_query(request)
    shares = [tokens.parse_share(share) for share in body.shares]
    numbers = {share[0] for share in shares if share is not None}
    hashes = tuple(sorted(share[1] for share in shares if share is not None))
    if len(hashes) != len(shares) or len(numbers) != 1:
        raise Refused(Refusal("enrolment_invalid"))
    command = Enrol(EnrolmentNo(numbers.pop()), hashes, body.secret_hash)
    owner = await house.readers.run(lambda connection: _enrolling(connection, command, house.platform.clock.now()))
    result = await submit(house, owner, enrol_key(command), command)
    if isinstance(result.outcome, Failure):
        raise result.outcome
    if not isinstance(result.outcome, Enrolled):
        raise Refused(result.outcome)
    prefix = encode_id(tokens.SCHEMES[house.mode], result.outcome.key)
    return Json(written(view(EnrolledView, result.outcome, token_prefix=f"{prefix}_")), 201)


def _enrolling(connection: Connection, asked: Enrol, now: int) -> int:
    """Whose code it is. Raises `Refused` for one that is wrong, used for another key, or over; nothing is written."""
    row = store.enrolment(connection, asked.enrolment)
    if row is None or not opens(row, asked.share_hashes):
        raise Refused(Refusal("enrolment_invalid"))
    key = API_KEYS.read(connection, [row.api_key]) if row.api_key else []
    again = bool(key) and key[0].secret_hash == asked.secret_hash
    if not (again or is_open(row, store.principal_rows(connection, people_behind(row)), now)):
        raise Refused(Refusal("enrolment_invalid"))
    return row.principal


@router.get("/principals/{principal}/keys")
async def list_keys(desk: At, principal: PrincipalNo) -> Page[ApiKeyView]:
    """All keys a principal has had, without their secrets: one's own, or those of a principal one may read."""

    def job(connection: Connection) -> Page[ApiKeyView]:
        row = store.principal(connection, principal)
        others = principal != desk.principal.id
        if others and (row is None or not desk.may("read_principals", [Ownership(row.institution)])):
            raise Refused(Refusal("principal_not_found"))
        keys = store.keys_of(connection, principal)
        return Page(tuple(view(ApiKeyView, key, last_used_on=key.last_used_day) for key in keys))

    return await desk.read("issue_api_key", job)


@router.post("/principals/{principal}/keys", status=201, answer=answer_of(ApiKeyIssuedView))
async def issue_key(desk: At, principal: PrincipalNo, _: Nothing | None = None) -> Response:
    """A further key of one's own; its token is in this answer and nowhere else. Nobody has one made for another."""
    await desk.house.readers.run(managed(desk, principal, itself=True))
    if principal != desk.principal.id:
        raise Refused(Refusal("forbidden", ONLY_ONES_OWN))
    return await _hand_out(desk, "issue_api_key", IssueApiKey(principal), status=201)


@router.post("/keys/{key}/rotation", answer=answer_of(ApiKeyIssuedView))
async def rotate_key(desk: At, key: KeyNo, body: KeyRotation) -> Response:
    """Replaces a key of one's own by a new one, whose token is in this answer and nowhere else."""
    owner = await desk.house.readers.run(_key_managed(desk, key))
    if owner != desk.principal.id:
        raise Refused(Refusal("forbidden", ONLY_ONES_OWN))
    return await _hand_out(desk, "rotate_api_key", RotateApiKey(key, body.overlap_s))


@router.post("/keys/{key}/revocation", answer=answer_of(ApiKeyRevoked))
async def revoke_key(desk: At, key: KeyNo, _: Nothing | None = None) -> Response:
    """Ends a key: once this is answered, no process accepts it."""
    await desk.house.readers.run(_key_managed(desk, key))
    command = RevokeApiKey(key)
    return desk.answer(await desk.submit(command))


def _key_managed(desk: Desk, key: int) -> Callable[[Connection], int]:
    """Whose a key is. Raises `Refused` unless it is the caller's own or of somebody that the caller manages."""

    def find(connection: Connection) -> int:
        rows = API_KEYS.read(connection, [key])
        if not rows:
            raise Refused(Refusal("api_key_not_found"))
        try:
            managed(desk, rows[0].principal, itself=True)(connection)
        except Refused:
            raise Refused(Refusal("api_key_not_found")) from None
        return rows[0].principal

    return find


async def _hand_out(desk: Desk, operation: str, command: SecretOrder, status: int = 200) -> Response:
    """Submits with a fresh secret; a request that was made before gets its outcome without the secret."""

    def earlier(connection: Connection) -> Any:
        found = lists.outcome(connection, desk.principal.id, operation, desk.key)
        return None if found is None else desk.platform.operations.decode_outcome(found[1])

    before = await desk.house.readers.run(earlier)
    waiting: list[Any] = []

    def remember(_: int, __: str, wanted: object) -> Result:
        waiting.append(wanted)
        return Result(ApiKeyIssued(KeyNo(0), PrincipalNo(0)))

    given = hand_out(remember, desk.principal.id, desk.key, command, before)
    if not waiting:
        replayed = not isinstance(given.outcome, Refusal) or given.outcome.code != "idempotency_key_reused"
        return _secret_answer(desk, Result(given.outcome, replayed), None, status)
    result = await desk.submit(waiting[0])
    secret = given.token[given.token.rindex("_") + 1 :] if given.token and not result.replayed else ""
    return _secret_answer(desk, result, shown(result.outcome, secret, desk.house.mode) if secret else None, status)


def _secret_answer(desk: Desk, result: Result, secret: str | None, status: int) -> Response:
    if isinstance(result.outcome, Refusal | Failure):
        return desk.answer(result)
    drawn = isinstance(result.outcome, ShareDrawn)
    of, name = (ShareDrawnView, "share") if drawn else (ApiKeyIssuedView, "token")
    answer = Json(written(view(of, result.outcome, **{name: secret})), status)
    desk.mark(answer, result)
    return answer
