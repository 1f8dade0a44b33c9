"""Reading what access has stored: keys with their principals, lists, proposals."""

from collections.abc import Collection, Iterable
from typing import Final, NamedTuple

from jiaozi.access.model import (
    KEYS_MAX,
    ApiKeyRow,
    EnrolmentRow,
    Principal,
    PrincipalRow,
    ProposalRow,
    ProposalStateName,
    Role,
    Status,
)
from jiaozi.access.schema import API_KEYS, ENROLMENTS, PRINCIPALS, PROPOSALS
from jiaozi.db.engine import Connection, Row
from jiaozi.db.lists import last_before
from jiaozi.kinds import Instant, MerchantNo, Note, PrincipalNo, ProposalNo
from jiaozi.scheme.model import InstitutionKind
from jiaozi.wallets.model import HOLDER_KINDS

Place = tuple[int, int]
"""Of an act: its group's number, and its own there."""
PEOPLE_MAX: Final = 1_000
_COMPANY: Final = HOLDER_KINDS["corporate"]
STANDS: Final = f"""(CASE p.role
WHEN '{Role.MERCHANT}' THEN EXISTS (SELECT 1 FROM merchants s WHERE s.id = p.subject AND s.operator = p.institution)
WHEN '{Role.EMPLOYER}' THEN EXISTS (
  SELECT 1 FROM wallets s WHERE s.id = p.subject AND s.operator = p.institution AND s.kind = {_COMPANY:d})
WHEN '{Role.HOLDER}' THEN EXISTS (SELECT 1 FROM holders s WHERE s.id = p.subject AND s.operator = p.institution)
WHEN '{Role.CENTRAL_BANK}' THEN EXISTS (
  SELECT 1 FROM institutions s WHERE s.id = p.institution AND s.kind = {InstitutionKind.CENTRAL_BANK:d})
WHEN '{Role.OPERATOR}' THEN EXISTS (
  SELECT 1 FROM institutions s WHERE s.id = p.institution AND s.kind <> {InstitutionKind.CENTRAL_BANK:d})
ELSE p.institution = 0 END)"""
"""Whether the principal `p` stands for what is its institution's own: `subjects.subject_refusal` as a condition."""
_BEHIND: Final = f"""p.subject = e.merchant + e.wallet AND p.institution = e.institution AND (
  e.merchant <> 0 AND p.role = '{Role.MERCHANT}' OR e.wallet <> 0 AND p.role = '{Role.EMPLOYER}'
  OR e.merchant + e.wallet = 0 AND p.role IN ('{Role.CENTRAL_BANK}', '{Role.OPERATOR}')) AND {STANDS}"""
LISTENS: Final = f"EXISTS (SELECT 1 FROM principals p WHERE p.status = '{Status.ACTIVE}' AND {_BEHIND})"
"""Whether somebody who may read what the webhook `e` is told stands behind it now: an active principal of its scope."""
STRAY_WEBHOOK: Final = f"e.status <> 'closed' AND NOT EXISTS (SELECT 1 FROM principals p WHERE {_BEHIND})"
"""Whether the open webhook `e` is of a scope that nobody ever stood for."""
NOT_STRAY: Final = (
    f"UPDATE principals AS p SET status = '{Status.SUSPENDED}' WHERE p.status = '{Status.ACTIVE}' AND NOT {STANDS}",
    f"UPDATE webhook_endpoints AS e SET status = 'closed' WHERE {STRAY_WEBHOOK}",
)
"""What an earlier version let in without asking: strangers' principals are suspended, their webhooks closed."""
_KEY: Final = ", ".join(f"k.{name}" for name in API_KEYS.columns)
_PRINCIPAL: Final = "p.id, p.role, p.institution, p.subject, p.name, p.status, p.vouched, p.suspended_by"
_KEY_WITH_PRINCIPAL: Final = (
    f"SELECT {_KEY}, {_PRINCIPAL}, p.generation FROM api_keys k JOIN principals p ON p.id = k.principal "
    f"WHERE k.id = ? AND {STANDS}"
)
_PROPOSAL: Final = ", ".join(PROPOSALS.columns)
_MADE_ALONE: Final = (
    "UPDATE principals SET vouched = 0 WHERE generation = 0 AND id IN (SELECT made FROM ("
    " SELECT o.principal AS maker, CAST(json_extract(o.outcome, '$[{place}]') AS SIGNED) AS made"
    " FROM principals p JOIN outcomes o ON o.principal = p.id"
    " WHERE o.operation IN ({operations}) AND o.outcome NOT LIKE '[\"Refusal\"%') alone WHERE maker <> made)"
)
UNVOUCHED: Final = (
    "UPDATE principals SET rights_since = created_at WHERE rights_since = 0",
    _MADE_ALONE.format(operations="'create_principal', 'resume_principal'", place=1),
    _MADE_ALONE.format(operations="'issue_api_key', 'rotate_api_key'", place=2),
)
"""Statements for a database from before schema 6: `vouched` is 0 where one other person alone made a principal, resumed
it or gave it a key."""
_ACT_TESTS: Final = (
    "(SELECT /*+ NO_UNNEST */ p.institution FROM principals p WHERE p.id = a.principal) = ?",
    "a.principal = ?",
    "a.operation = ?",
    "a.at >= ?",
    "a.at < ?",
)
_ACTS: Final = "FROM acts a WHERE a.seq >= ? AND (a.seq > ? OR a.n > ?) AND a.seq <= ? AND (a.seq < ? OR a.n <= ?)"


class KeyWithPrincipal(NamedTuple):
    """A key and whose it is; `generation` is the one whose keys its principal is known by."""

    key: ApiKeyRow
    principal: Principal
    generation: int


class Decision(NamedTuple):
    """How a proposal ended: a row of `decisions`. `outcome` is the act's outcome in its stored form."""

    proposal: ProposalNo
    approver: PrincipalNo
    decided_at: Instant
    state: ProposalStateName
    note: Note
    outcome: str


def principal_of(row: PrincipalRow) -> Principal:
    """A principal as the rest of the platform knows it."""
    return Principal(
        id=row.id,
        role=Role(row.role),
        institution=row.institution,
        subject=row.subject,
        name=row.name,
        status=Status(row.status),
        vouched=bool(row.vouched),
        suspended_by=row.suspended_by,
    )


def keys_with_principals(connection: Connection, keys: Collection[int]) -> dict[int, KeyWithPrincipal]:
    """Keys with their principals, where these stand for what is their institution's; by primary keys alone."""
    rows = connection.query_each(_KEY_WITH_PRINCIPAL, [(key,) for key in keys])
    return {row[0]: _key_with_principal(row) for row in rows}


def _key_with_principal(row: Row) -> KeyWithPrincipal:
    width = len(API_KEYS.columns)
    return KeyWithPrincipal(ApiKeyRow(*row[:width]), _principal(row[width:-1]), row[-1])


def principal(connection: Connection, principal_id: int) -> Principal | None:
    """The principal, or None."""
    found = PRINCIPALS.read(connection, [principal_id])
    return principal_of(found[0]) if found else None


def principals(connection: Connection, institution: int | None, after: int, limit: int) -> list[Principal]:
    """Principals by id, those after `after`; of one institution, or of all when it is None."""
    where, parameters = ("institution = ? AND ", (institution,)) if institution is not None else ("", ())
    sql = f"SELECT {_PRINCIPAL} FROM principals p WHERE {where}p.id > ? ORDER BY p.id LIMIT ?"
    return [_principal(row) for row in connection.query(sql, (*parameters, after, limit))]


def stands(connection: Connection, role: str, institution: int, subject: int) -> bool:
    """Whether a principal of this role may stand for this subject of an institution."""
    sql = f"SELECT {STANDS} FROM (SELECT ? AS role, ? AS institution, ? AS subject) p"
    return bool(connection.query(sql, (role, institution, subject))[0][0])


def waiting_founders(connection: Connection) -> list[int]:
    """Founded people who have not enrolled."""
    sql = (
        "SELECT p.id FROM principals p JOIN enrolments e ON e.id = p.enrolment"
        " WHERE p.keys_issued = 0 AND e.reader_1 = 0 ORDER BY p.id LIMIT ?"
    )
    return [row[0] for row in connection.query(sql, (PEOPLE_MAX,))]


def people(connection: Connection, role: str, institution: int) -> list[PrincipalNo]:
    """The people with a role at an institution who can do their part of an act of two people, oldest first."""
    return _able(connection, role, institution, Status.ACTIVE, 0)


def suspended_since(connection: Connection, role: str, institution: int, since: int) -> list[PrincipalNo]:
    """The people who could have done their part until they were suspended, at or after an instant."""
    return _able(connection, role, institution, Status.SUSPENDED, since)


def _able(connection: Connection, role: str, institution: int, status: Status, since: int) -> list[PrincipalNo]:
    sql = (
        "SELECT id FROM principals WHERE institution = ? AND role = ? AND status = ? AND vouched = 1"
        " AND keys_issued > 0 AND rights_since >= ? ORDER BY id LIMIT ?"
    )
    return [row[0] for row in connection.query(sql, (institution, str(role), status.value, since, PEOPLE_MAX))]


def enrolment(connection: Connection, number: int) -> EnrolmentRow | None:
    """The enrolment, or None."""
    found = ENROLMENTS.read(connection, [number])
    return found[0] if found else None


def principal_rows(connection: Connection, numbers: Iterable[int]) -> dict[int, PrincipalRow]:
    """Rows of principals by id; none for one that there is not."""
    return {row.id: row for row in PRINCIPALS.read(connection, set(numbers))}


def keys_of(connection: Connection, principal_id: int) -> list[ApiKeyRow]:
    """The keys a principal has had, oldest first; the newest `model.KEYS_MAX`."""
    sql = f"SELECT {_KEY} FROM api_keys k WHERE k.principal = ? ORDER BY k.id DESC LIMIT ?"
    return [ApiKeyRow(*row) for row in reversed(connection.query(sql, (principal_id, KEYS_MAX)))]


def proposal(connection: Connection, proposal_id: int) -> ProposalRow | None:
    """The proposal, or None."""
    found = PROPOSALS.read(connection, [proposal_id])
    return found[0] if found else None


def proposals(connection: Connection, institution: int | None, after: int, limit: int) -> list[ProposalRow]:
    """Proposals by id, those after `after`; of one institution, or of all when it is None."""
    where, parameters = ("institution = ? AND ", (institution,)) if institution is not None else ("", ())
    sql = f"SELECT {_PROPOSAL} FROM proposals WHERE {where}id > ? ORDER BY id LIMIT ?"
    return [ProposalRow(*row) for row in connection.query(sql, (*parameters, after, limit))]


def decision(connection: Connection, proposal_id: int) -> Decision | None:
    """How a proposal was decided, or None while it is open."""
    sql = "SELECT proposal, approver, decided_at, state, note, outcome FROM decisions WHERE proposal = ?"
    rows = connection.query(sql, (proposal_id,))
    return Decision(*rows[0]) if rows else None


def speaks_for(connection: Connection, institution: int, wallet: int, holder: int) -> bool:
    """Whether somebody has a key of an institution for a wallet itself, or for its holder."""
    sql = (
        "SELECT 1 FROM principals WHERE institution = ? AND status = ? "
        "AND (role = ? AND subject = ? OR role = ? AND subject = ?) LIMIT 1"
    )
    whose = (str(Role.EMPLOYER), wallet, str(Role.HOLDER), holder)
    return bool(connection.query(sql, (institution, str(Status.ACTIVE), *whose)))


def merchants_of_wallets(connection: Connection, wallets: Iterable[int]) -> dict[int, tuple[MerchantNo, ...]]:
    """The merchants paid into each of some wallets, at most `MERCHANTS_MAX`; none for one that has none."""
    keys = [(wallet,) for wallet in sorted(wallets)]
    found: dict[int, list[MerchantNo]] = {}
    for wallet, merchant in connection.fetch("merchants", ("wallet", "id"), ("wallet",), keys) if keys else ():
        found.setdefault(wallet, []).append(merchant)
    return {wallet: tuple(sorted(each)) for wallet, each in found.items()}


def merchants_of_stores(connection: Connection, stores: Iterable[int]) -> dict[int, MerchantNo]:
    """The merchant of each store."""
    keys = [(store,) for store in sorted(stores)]
    return dict(connection.fetch("stores", ("id", "merchant"), ("id",), keys)) if keys else {}


def strays(connection: Connection, limit: int) -> list[Row]:
    """Rows (id, role, institution, subject) of active principals that stand for what is not their institution's."""
    sql = (
        "SELECT p.id, p.role, p.institution, p.subject FROM principals p "
        f"WHERE p.status = ? AND NOT {STANDS} ORDER BY p.id LIMIT ?"
    )
    return connection.query(sql, (Status.ACTIVE.value, limit))


def stray_webhooks(connection: Connection, limit: int) -> list[Row]:
    """Rows (id, institution, merchant, wallet) of open webhooks for what is not their institution's."""
    sql = (
        "SELECT e.id, e.institution, e.merchant, e.wallet FROM webhook_endpoints e "
        f"WHERE {STRAY_WEBHOOK} ORDER BY e.id LIMIT ?"
    )
    return connection.query(sql, (limit,))


def listens(connection: Connection, webhook: int) -> bool:
    """Whether somebody who may read its events stands behind a webhook now."""
    return bool(connection.query(f"SELECT 1 FROM webhook_endpoints e WHERE e.id = ? AND {LISTENS}", (webhook,)))


def acts(
    connection: Connection, after: Place, last: Place, limit: int, only: tuple[int | str | None, ...]
) -> list[Row]:
    """Rows (seq, n, at, principal, operation, command, outcome) after a place and up to one, of one institution's
    principals, one principal, one operation, from an instant and before one where these are given."""
    columns = "a.seq, a.n, a.at, a.principal, a.operation, a.command, a.outcome"
    given = [(test, value) for test, value in zip(_ACT_TESTS, only, strict=True) if value is not None]
    where = "".join(f" AND {test}" for test, _ in given)
    sql = f"SELECT {columns} {_ACTS}{where} ORDER BY a.seq, a.n LIMIT ?"
    return connection.query(sql, (*_between(after, last), *(value for _, value in given), limit))


def act_at(connection: Connection, after: Place, last: Place, number: int) -> Place | None:
    """The place of so manieth act after a place and up to one, from 1; None where there are fewer."""
    sql = f"SELECT a.seq, a.n {_ACTS} ORDER BY a.seq, a.n LIMIT 1 OFFSET ?"
    rows = connection.query(sql, (*_between(after, last), number - 1))
    return (rows[0][0], rows[0][1]) if rows else None


def last_act(connection: Connection) -> Place:
    """The place of the newest act that is numbered; (0, -1) before the first."""
    rows = connection.query("SELECT a.seq, a.n FROM acts a WHERE a.seq > 0 ORDER BY a.seq DESC, a.n DESC LIMIT 1")
    return (rows[0][0], rows[0][1]) if rows else (0, -1)


def _between(after: Place, last: Place) -> tuple[int, ...]:
    return (max(after[0], 1), *after, last[0], *last)


def acts_before(connection: Connection, at: int) -> int:
    """The number of the last group whose acts are from before an instant, 0 for none: by halves, as numbers rise with
    time."""
    sql = "SELECT a.seq, a.at FROM acts a WHERE a.seq > ? AND a.seq < ? ORDER BY a.seq, a.n LIMIT 1"
    return last_before(lambda low, high: connection.query(sql, (low, high)), at, 0)


def _principal(row: tuple[object, ...]) -> Principal:
    number, role, institution, subject, name, status, vouched, by = row
    return Principal(number, Role(role), institution, subject, name, Status(status), bool(vouched), by)  # type: ignore[arg-type]


def set_since(connection: Connection, operation: str, thing: str, at: int) -> bool:
    """Whether two people set a thing after an instant, once it is locked."""
    sql = (
        "SELECT 1 FROM proposals p JOIN decisions d ON d.proposal = p.id "
        "WHERE p.operation = ? AND p.sets = ? AND p.state = 'done' AND d.decided_at > ? LIMIT 1"
    )
    return bool(connection.query(sql, (operation, thing, at)))
