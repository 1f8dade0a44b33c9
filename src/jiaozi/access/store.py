"""Reading what access has stored: keys with their principals, lists, proposals."""

from typing import Final, NamedTuple

from jiaozi.access.model import ApiKeyRow, EnrolmentRow, Principal, PrincipalRow, ProposalRow, Role, Status
from jiaozi.access.schema import API_KEYS, ENROLMENTS, PRINCIPALS, PROPOSALS
from jiaozi.db.engine import Connection, Row

MERCHANTS_MAX: Final = 1_000
PEOPLE_MAX: Final = 1_000
_KEY: Final = ", ".join(f"k.{name}" for name in API_KEYS.columns)
_PRINCIPAL: Final = "p.id, p.role, p.institution, p.subject, p.name, p.status, p.vouched"
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
    "a.principal IN (SELECT p.id FROM principals p WHERE p.institution = ?)",
    "a.principal = ?",
    "a.operation = ?",
)


class KeyWithPrincipal(NamedTuple):
    """A key and whose it is; `generation` is the one whose keys its principal is known by."""

    key: ApiKeyRow
    principal: Principal
    generation: int


class Decision(NamedTuple):
    """How a proposal ended: a row of `decisions`. `outcome` is the act's outcome in its stored form."""

    proposal: int
    approver: int
    decided_at: int
    state: str
    note: str
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
    )


def key_with_principal(connection: Connection, key: int) -> KeyWithPrincipal | None:
    """A key and its principal, by two primary keys in one statement."""
    sql = (
        f"SELECT p.generation, {_KEY}, {_PRINCIPAL} FROM api_keys k JOIN principals p ON p.id = k.principal"
        " WHERE k.id = ?"
    )
    rows = connection.query(sql, (key,))
    if not rows:
        return None
    (generation, *columns), width = rows[0], len(API_KEYS.columns)
    return KeyWithPrincipal(ApiKeyRow(*columns[:width]), _principal(tuple(columns[width:])), generation)


def principal(connection: Connection, principal_id: int) -> Principal | None:
    """The principal, or None."""
    found = PRINCIPALS.read(connection, [principal_id])
    return principal_of(found[0]) if found else None


def principals(connection: Connection, institution: int | None, after: int, limit: int) -> list[Principal]:
    """Principals by id, those after `after`; of one institution, or of all when it is None."""
    where, parameters = ("institution = ? AND ", (institution,)) if institution is not None else ("", ())
    sql = f"SELECT {_PRINCIPAL} FROM principals p WHERE {where}p.id > ? ORDER BY p.id LIMIT ?"
    return [_principal(row) for row in connection.query(sql, (*parameters, after, limit))]


def people(connection: Connection, role: str, institution: int) -> list[int]:
    """The people with a role at an institution who can do their part of an act of two people, oldest first."""
    sql = (
        "SELECT id FROM principals WHERE institution = ? AND role = ? AND status = ? AND vouched = 1"
        " AND keys_issued > 0 ORDER BY id LIMIT ?"
    )
    return [row[0] for row in connection.query(sql, (institution, str(role), Status.ACTIVE.value, PEOPLE_MAX))]


def enrolment(connection: Connection, number: int) -> tuple[EnrolmentRow, PrincipalRow] | None:
    """An enrolment and whose it is, or None."""
    found = ENROLMENTS.read(connection, [number])
    return (found[0], PRINCIPALS.read(connection, [found[0].principal])[0]) if found else None


def keys_of(connection: Connection, principal_id: int) -> list[ApiKeyRow]:
    """All keys a principal has had, oldest first; at most `model.KEYS_MAX`."""
    sql = f"SELECT {_KEY} FROM api_keys k WHERE k.principal = ? ORDER BY k.id"
    return [ApiKeyRow(*row) for row in connection.query(sql, (principal_id,))]


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


def merchants_of_wallet(connection: Connection, wallet: int) -> tuple[int, ...]:
    """The merchants paid into a wallet, the first `MERCHANTS_MAX` of them."""
    sql = "SELECT id FROM merchants WHERE wallet = ? ORDER BY id LIMIT ?"
    return tuple(row[0] for row in connection.query(sql, (wallet, MERCHANTS_MAX)))


def acts(
    connection: Connection, after: tuple[int, int], limit: int, only: tuple[int | None, int | None, str | None]
) -> list[Row]:
    """Rows (seq, n, at, principal, operation, command, outcome) after a place, of one institution's principals, one
    principal or one operation where these are given."""
    columns = "g.seq, a.n, a.at, a.principal, a.operation, a.command, a.outcome"
    given = [(test, value) for test, value in zip(_ACT_TESTS, only, strict=True) if value is not None]
    where = "".join(f" AND {test}" for test, _ in given)
    sql = (
        f"SELECT {columns} FROM commit_groups g CROSS JOIN acts a ON a.group_id = g.id"
        f" WHERE g.seq >= ? AND (g.seq > ? OR a.n > ?){where} ORDER BY g.seq, a.n LIMIT ?"
    )
    return connection.query(sql, (after[0], *after, *(value for _, value in given), limit))


def _principal(row: tuple[object, ...]) -> Principal:
    number, role, institution, subject, name, status, vouched = row
    return Principal(number, Role(role), institution, subject, name, Status(status), bool(vouched))  # type: ignore[arg-type]
