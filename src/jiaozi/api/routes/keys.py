"""How principals enrol, and their keys."""

from typing import Annotated, Final

from starlette.requests import Request
from starlette.responses import Response

from jiaozi.access import store, tokens
from jiaozi.access.enrolment import enrol_key, is_open, opens, people_behind
from jiaozi.access.keys import ONLY_ONES_OWN, is_repeat, shown
from jiaozi.access.model import (
    ApiKeyIssued,
    ApiKeyRevoked,
    DrawShare,
    Enrol,
    Enrolled,
    IssueApiKey,
    RevokeApiKey,
    RotateApiKey,
    SecretHash,
    ShareDrawn,
)
from jiaozi.access.permissions import Ownership
from jiaozi.access.schema import API_KEYS
from jiaozi.api import owners
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, Owners, check_query, house_of, need, submit
from jiaozi.api.once import Once
from jiaozi.api.owners import Owner
from jiaozi.api.problems import Refused
from jiaozi.api.routes.access import check_managed
from jiaozi.api.routing import Json, Router
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import (
    Day,
    EnrolmentNo,
    Instant,
    KeyNo,
    Length,
    OrNone,
    PrincipalNo,
    Text,
)
from jiaozi.records import dataclass
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view, written

router = Acts("/v1", "access")
open_router = Router("/v1", "access")
_Share = Annotated[str, Text(100, 1, plain=False)]


@dataclass(frozen=True, slots=True)
class Enrolment:
    """The shares of one's code, and the SHA-256 in hexadecimal of the secret that one's key is to have: 52 characters
    of base 32 (RFC 4648, capitals, without padding), 32 random bytes."""

    shares: Annotated[tuple[_Share, ...], Length(1, 2)]
    secret_hash: SecretHash


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


# Nobody is known yet who enrols: there is no desk, no role and no idempotency key of anybody's to declare an act by.
@open_router.post("/enrolments", status=201, answer=EnrolledView)
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


def _own(desk: Desk, connection: Connection, principal: int, missing: str) -> list[Ownership]:
    """The caller's own. Raises `Refused`: `missing` for what is of nobody that the caller manages, else `forbidden`."""
    if principal != desk.principal.id:
        check_managed(desk, connection, principal, missing)
        raise Refused(Refusal("forbidden", ONLY_ONES_OWN))
    return [desk.own]


def _issuer(desk: Desk, command: IssueApiKey) -> Owners:
    return lambda connection: _own(desk, connection, command.principal, "principal_not_found")


def _rotator(desk: Desk, command: RotateApiKey) -> Owners:
    return lambda connection: _own(desk, connection, _whose(connection, command.key), "api_key_not_found")


def _revoker(desk: Desk, command: RevokeApiKey) -> Owners:
    """A key's own principal, or who manages it."""

    def find(connection: Connection) -> list[Ownership]:
        if (principal := _whose(connection, command.key)) != desk.principal.id:
            check_managed(desk, connection, principal, "api_key_not_found")
        return [desk.own]

    return find


def _whose(connection: Connection, key: KeyNo) -> PrincipalNo:
    """Whose a key is. Raises `Refused`: `api_key_not_found`."""
    rows = API_KEYS.read(connection, [key])
    return need(rows[0] if rows else None, "api_key_not_found").principal


def _key_shown(desk: Desk, outcome: ApiKeyIssued, secret: str) -> ApiKeyIssuedView:
    return view(ApiKeyIssuedView, outcome, token=shown(outcome, secret, desk.house.mode) if secret else None)


def _share_shown(desk: Desk, outcome: ShareDrawn, secret: str) -> ShareDrawnView:
    return view(ShareDrawnView, outcome, share=shown(outcome, secret, desk.house.mode) if secret else None)


KEY: Final = Once("secret_hash", is_repeat, _key_shown)
router.act(
    DrawShare, ShareDrawnView, "/enrolments/{enrolment}/shares", owner=owners.caller(), status=201,
    once=Once("secret_hash", is_repeat, _share_shown),
)  # fmt: skip
router.act(
    IssueApiKey, ApiKeyIssuedView, "/principals/{principal}/keys", owner=Owner(_issuer, "forbidden"), status=201,
    once=KEY, name="issue_key",
)  # fmt: skip
router.act(
    RotateApiKey, ApiKeyIssuedView, "/keys/{key}/rotation", owner=Owner(_rotator, "forbidden"), once=KEY,
    name="rotate_key",
)  # fmt: skip
router.act(
    RevokeApiKey, ApiKeyRevoked, "/keys/{key}/revocation", owner=Owner(_revoker, "forbidden", always=True),
    name="revoke_key",
)  # fmt: skip
