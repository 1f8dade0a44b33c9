"""How a principal gets its first key: it enrols, by a code of which two people hold a share each.

Neither share is anything without the other, so nobody who made a principal can become it. The key's secret is made by
whoever enrols, so nobody else has ever had it and a lost answer costs nothing. Enrolling again ends all earlier keys.
"""

import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Final

from jiaozi.access import store, tokens
from jiaozi.access.model import (
    FOUNDERS,
    NAME_MAX,
    PLATFORM,
    ApiKeyRow,
    CreatePrincipal,
    DrawShare,
    Enrol,
    Enrolled,
    EnrolmentRenewed,
    EnrolmentRow,
    FoundPeople,
    PeopleFounded,
    PrincipalRow,
    RenewEnrolment,
    Role,
    ShareDrawn,
    Status,
)
from jiaozi.access.rights import new_enrolment, new_principal, people_now, people_of, remade
from jiaozi.access.schema import API_KEYS, ENROLMENTS, PRINCIPALS
from jiaozi.access.subjects import subject_refusal, touch_remade, touch_subjects
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.engine import Connection
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import EnrolmentNo, KeyNo, PrincipalNo
from jiaozi.scheme.model import CENTRAL_BANK
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.texts import is_plain


def _can_found(tx: Tx, more: int = 1) -> bool:
    """Whether so many people of the central bank may still be founded: while fewer than two can do their part. Its
    institution's row is locked, so that nobody enrols meanwhile."""
    return len(people_now(tx, Role.CENTRAL_BANK, CENTRAL_BANK)) + more <= FOUNDERS


def enrol_key(command: Enrol) -> str:
    """The idempotency key of an enrolment. Its own row sees to it that a code works once; by this key the same request
    is answered again, and a refusal stands in nobody's way."""
    said = f"{'.'.join(sorted(command.share_hashes))}:{command.secret_hash}"
    return f"enrol:{command.enrolment}:{sha256(said.encode()).hexdigest()[:32]}"


def _founder(name: str) -> CreatePrincipal:
    return CreatePrincipal(role="central_bank", institution=CENTRAL_BANK, name=name)


def _touch_found(tx: Tx, _: Sequence[Request[FoundPeople]]) -> Iterator[None]:
    yield from touch_subjects(tx, [_founder("")])


def _found(tx: Tx, request: Request[FoundPeople]) -> PeopleFounded | Refusal:
    """Refuses, in this order: `forbidden` (to anybody but the platform), `request_malformed`, `institution_not_found`
    (before there is a central bank), `people_founded`."""
    command = request.command
    if request.principal != PLATFORM:
        return Refusal("forbidden")
    if not 0 < len(command.names) <= FOUNDERS or not all(is_plain(name, NAME_MAX) for name in command.names):
        return Refusal("request_malformed", "names")
    if len(command.code_hashes) != len(command.names) or not all(map(tokens.is_hash, command.code_hashes)):
        return Refusal("request_malformed", "code_hashes")
    refusal = subject_refusal(tx, _founder(""))
    if refusal is not None:
        return refusal
    if not _can_found(tx, len(command.names)):
        return Refusal("people_founded")
    for waiting in store.waiting_founders(tx.connection):  # founded anew: their codes are void
        _give_up(tx, waiting)
    principals, enrolments = [], []
    for place, (name, code) in enumerate(zip(command.names, command.code_hashes, strict=True)):
        row = new_principal(tx, request.id + 2 * place, _founder(name), request.at)
        principals.append(row.id)
        enrolments.append(new_enrolment(tx, EnrolmentNo(row.id + 1), row, request.at, (), code))
    return PeopleFounded(tuple(principals), tuple(enrolments))


def _give_up(tx: Tx, number: int) -> None:
    row = tx.rows(PRINCIPALS)[number]
    row.status, row.enrolment = Status.SUSPENDED.value, EnrolmentNo(0)
    tx.rows(PRINCIPALS).changed(row)


def _renew(tx: Tx, request: Request[RenewEnrolment]) -> EnrolmentRenewed | Refusal:
    """Also for whoever was suspended, and is active again when she enrols, unless another side suspended her: so
    nothing of what she had comes back, and least of all a stolen key. Refuses: what `remade` does, then as
    `subject_refusal` does."""
    owner = remade(tx, request)
    if isinstance(owner, Refusal):
        return owner
    refusal = subject_refusal(tx, owner)
    if refusal is not None:
        return refusal
    return EnrolmentRenewed(owner.id, new_enrolment(tx, request.id, owner, request.at, people_of(request)))


def _touch_enrolment(tx: Tx, requests: Sequence[Request[DrawShare | Enrol]]) -> None:
    """Whose an enrolment is and who has its shares never changes, so it is read without a lock."""
    numbers = {request.command.enrolment for request in requests}
    tx.want(ENROLMENTS, numbers)
    people = {person for row in ENROLMENTS.read(tx.connection, numbers) for person in people_behind(row)}
    tx.want(PRINCIPALS, (people | {request.principal for request in requests}) - {PLATFORM})
    tx.want(INSTITUTIONS, [CENTRAL_BANK])


def _touch_enrol(tx: Tx, requests: Sequence[Request[Enrol]]) -> Iterator[None]:
    """Whom a principal stands for never changes either."""
    _touch_enrolment(tx, requests)
    rows = ENROLMENTS.read(tx.connection, {request.command.enrolment for request in requests})
    yield from touch_subjects(tx, PRINCIPALS.read(tx.connection, {row.principal for row in rows}))


def people_behind(row: EnrolmentRow) -> tuple[int, ...]:
    """Whose an enrolment is, and those who draw its shares."""
    return (row.principal, row.reader_1, row.reader_2)


def is_open(row: EnrolmentRow, people: Mapping[int, PrincipalRow], now: int) -> bool:
    """Whether one can enrol by a row: it is its principal's newest, unused and in time, and those who draw its shares
    have had their rights ever since it was made: whose key was stolen meanwhile, or who was suspended, may have given
    a share away. `people` has the principals behind it by id."""
    readers = [people[reader] for reader in (row.reader_1, row.reader_2) if reader != PLATFORM]
    in_force = all(reader.status == "active" and reader.rights_since <= row.created_at for reader in readers)
    return people[row.principal].enrolment == row.id and row.api_key == 0 and now < row.expires_at and in_force


def open_enrolments(connection: Connection, principals: Iterable[int], now: int) -> dict[PrincipalNo, EnrolmentRow]:
    """The enrolment by which each of some principals can get a key now, if any."""
    owners = store.principal_rows(connection, principals)
    rows = ENROLMENTS.read(connection, {owner.enrolment for owner in owners.values() if owner.enrolment})
    people = owners | store.principal_rows(connection, {person for row in rows for person in people_behind(row)})
    return {row.principal: row for row in rows if is_open(row, people, now)}


def _draw(tx: Tx, request: Request[DrawShare]) -> ShareDrawn | Refusal:
    """Refuses: `enrolment_not_found` (also to whoever has no share of it, and when it is over), `request_malformed`."""
    command = request.command
    row, reader = tx.rows(ENROLMENTS).get(command.enrolment), tx.rows(PRINCIPALS).get(request.principal)
    if row is None or reader is None or reader.status != "active":
        return Refusal("enrolment_not_found")
    owner = tx.rows(PRINCIPALS)[row.principal]
    if reader.id not in (row.reader_1, row.reader_2) or not is_open(row, tx.rows(PRINCIPALS).rows, request.at):
        return Refusal("enrolment_not_found")
    if not tokens.is_hash(command.secret_hash):
        return Refusal("request_malformed", "secret_hash")
    if reader.id == row.reader_1:
        row.share_1 = command.secret_hash
    else:
        row.share_2 = command.secret_hash
    tx.rows(ENROLMENTS).changed(row)
    return ShareDrawn(enrolment=row.id, principal=owner.id, expires_at=row.expires_at)


def opens(row: EnrolmentRow, share_hashes: Sequence[str]) -> bool:
    """Whether these are the shares of an enrolment, all of them and in any order."""
    wanted = [row.share_1] if row.reader_1 == PLATFORM else [row.share_1, row.share_2]
    right = hmac.compare_digest("".join(sorted(wanted)), "".join(sorted(share_hashes)))
    return right and all(wanted) and len(share_hashes) == len(wanted)


def _enrol(tx: Tx, request: Request[Enrol]) -> Enrolled | Refusal:
    """Refuses: `enrolment_invalid` whatever is wrong with the code, also for a holder who has died and a company whose
    wallet is closed; `request_malformed`."""
    command = request.command
    row = tx.rows(ENROLMENTS).get(command.enrolment)
    if row is None or row.principal != request.principal or not opens(row, command.share_hashes):
        return Refusal("enrolment_invalid")
    owner = tx.rows(PRINCIPALS)[row.principal]
    founder = row.reader_1 == PLATFORM
    if not is_open(row, tx.rows(PRINCIPALS).rows, request.at) or (founder and not _can_found(tx)):
        return Refusal("enrolment_invalid")
    if subject_refusal(tx, owner) is not None:
        return Refusal("enrolment_invalid")
    if not tokens.is_hash(command.secret_hash):
        return Refusal("request_malformed", "secret_hash")
    owner.generation += 1
    owner.renewed_at = request.at if owner.keys_issued else 0
    owner.keys_issued = 0  # all before have ended: however many a thief has made, she gets hers
    owner.enrolment, owner.rights_since, owner.vouched = EnrolmentNo(0), request.at, 1
    if not owner.suspended_by:  # else the keys are new, and work once the other side has resumed her
        owner.status = Status.ACTIVE.value
    row.api_key = add_key(tx, request.id, owner, command.secret_hash, request.at)
    tx.rows(ENROLMENTS).changed(row)
    return Enrolled(row.api_key, owner.id)


def add_key(tx: Tx, number: KeyNo, owner: PrincipalRow, secret_hash: str, at: int) -> KeyNo:
    """A further key of a principal, of its present generation; returns the key's id, `number`."""
    key = ApiKeyRow(
        id=number,
        principal=owner.id,
        secret_hash=secret_hash,
        created_at=at,
        expires_at=0,
        revoked_at=0,
        last_used_day=0,
        generation=owner.generation,
    )
    tx.rows(API_KEYS).add(key)
    owner.keys_issued += 1
    tx.rows(PRINCIPALS).changed(owner)
    return key.id


FOUND: Final = Operation(
    "found_people", FoundPeople, PeopleFounded, _touch_found, one_by_one(_found), administrative=True
)
RENEW: Final = Operation(
    "renew_enrolment", RenewEnrolment, EnrolmentRenewed, touch_remade, one_by_one(_renew), administrative=True
)
DRAW: Final = Operation("draw_share", DrawShare, ShareDrawn, _touch_enrolment, one_by_one(_draw), administrative=True)
ENROL: Final = Operation("enrol", Enrol, Enrolled, _touch_enrol, one_by_one(_enrol), administrative=True)
OPERATIONS: Final = (FOUND, RENEW, DRAW, ENROL)
