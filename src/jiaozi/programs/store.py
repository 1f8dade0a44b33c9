"""Reads of programs, claims and pockets. Plain SQL. Terms never change, so a process keeps those that it has read."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from msgspec import UNSET

from jiaozi.db.engine import Connection
from jiaozi.db.lists import LAST
from jiaozi.kinds import ClaimNo, InstitutionNo, MerchantNo, PaymentNo, ProgramNo, WalletNo
from jiaozi.ledger.model import Code
from jiaozi.programs.model import Claim, ClaimState, Cofunder, PaymentSource, Pocket, Program, ProgramState
from jiaozi.programs.schema import CLAIMS, COFUNDERS, PAYMENT_SOURCES, POCKETS, PROGRAMS
from jiaozi.programs.terms import Terms, read

TERMS_MAX: Final = 1_000
"""Terms that a process keeps."""
_known: dict[str, Terms] = {}
_OPEN: Final = int(ClaimState.OPEN)
FUNDINGS_TOLD: Final = f"""
INSERT INTO program_fundings (journal, program, wallet, amount_minor, at)
SELECT t.journal, p.id, p.funder, SUM(t.amount), MIN(t.recorded_at)
FROM transfers t JOIN programs p ON p.account = t.credit
WHERE t.code = {Code.BUDGET:d} AND t.journal NOT IN (SELECT f.journal FROM program_fundings f)
GROUP BY t.journal, p.id, p.funder
"""
"""Tells of what funders paid in before it was kept."""


def terms_of(connection: Connection, numbers: Iterable[str]) -> dict[str, Terms]:
    """Terms by the SHA-256 of their text; those that there are."""
    wanted = set(numbers)
    found = {number: _known[number] for number in wanted if number in _known}
    missing = sorted(wanted - found.keys())
    if missing:
        rows = connection.fetch("program_terms", ("id", "terms"), ("id",), [(number,) for number in missing])
        new = {number: read(text) for number, text in rows}
        if len(_known) + len(new) > TERMS_MAX:
            _known.clear()
        _known.update(new)
        found |= new
    return found


def terms_by(connection: Connection, number: str) -> Terms:
    """The terms of this SHA-256, which there are."""
    return _known.get(number) or terms_of(connection, [number])[number]


def has_terms(connection: Connection, number: str) -> bool:
    """Whether this database has terms: what a process keeps may be of another."""
    return bool(connection.fetch("program_terms", ("id",), ("id",), [(number,)]))


def open_claims(connection: Connection, wallets: Collection[int]) -> list[Claim]:
    """The open claims of wallets, whose locks guard them."""
    keys = [(number, _OPEN) for number in sorted(wallets)]
    return [Claim(*row) for row in connection.fetch("claims", CLAIMS.columns, ("wallet", "state"), keys)]


def sources_of(connection: Connection, payments: Collection[int]) -> list[PaymentSource]:
    """What claims paid of payments, which are locked."""
    keys = [(number,) for number in sorted(payments)]
    rows = connection.fetch("payment_sources", PAYMENT_SOURCES.columns, ("payment",), keys)
    return [PaymentSource(*row) for row in rows]


def sources_page(connection: Connection, payment: PaymentNo) -> list[PaymentSource]:
    """What claims paid of a payment, in order."""
    return sorted(sources_of(connection, [payment]), key=lambda row: row.n)


def program(connection: Connection, number: int) -> Program | None:
    """The program, or None."""
    found = PROGRAMS.read(connection, [number])
    return found[0] if found else None


def claim(connection: Connection, number: int) -> Claim | None:
    """The claim, or None."""
    found = CLAIMS.read(connection, [number])
    return found[0] if found else None


def claims_by_id(connection: Connection, numbers: Collection[int]) -> dict[int, Claim]:
    """Those of these claims that there are."""
    return {row.id: row for row in CLAIMS.read(connection, numbers)}


def drafts_of(connection: Connection, funder: WalletNo) -> list[ProgramNo]:
    """A funder's drafts."""
    sql = "SELECT id FROM programs WHERE funder = ? AND state = ?"
    return [row[0] for row in connection.query(sql, (funder, int(ProgramState.DRAFT)))]


def programs_page(
    connection: Connection, operator: int, funders: Sequence[int] | None, after: int, limit: int
) -> list[Program]:
    """Programs with ids above `after`, oldest first: of an operator (0: of all), with `funders` only theirs."""
    where, values = (["operator = ?"], [operator]) if operator else ([], [])
    if funders is not None:
        where.append(f"funder IN ({', '.join('?' * len(funders)) or 'NULL'})")
        values += funders
    tests = " AND ".join([*where, "id > ?"])
    sql = f"SELECT {', '.join(PROGRAMS.columns)} FROM programs WHERE {tests} ORDER BY id LIMIT ?"
    return [Program(*row) for row in connection.query(sql, (*values, after, limit))]


def giving_page(connection: Connection, at: int, after: int, limit: int) -> list[Program]:
    """Programs with ids above `after`, oldest first, that give claims at an instant or are going to."""
    tests = "state = ? AND claims_until > ? AND id > ?"
    sql = f"SELECT {', '.join(PROGRAMS.columns)} FROM programs WHERE {tests} ORDER BY id LIMIT ?"
    return [Program(*row) for row in connection.query(sql, (int(ProgramState.OPEN), at, after, limit))]


def claims_page(connection: Connection, program_id: int, after: int, limit: int) -> list[Claim]:
    """A program's claims with ids above `after`, in the order of their ids."""
    sql = f"SELECT {', '.join(CLAIMS.columns)} FROM claims WHERE program = ? AND id > ? ORDER BY id LIMIT ?"
    return [Claim(*row) for row in connection.query(sql, (program_id, after, limit))]


def claims_of(connection: Connection, wallet: int, after: int, limit: int) -> list[Claim]:
    """A wallet's claims with ids above `after`, in the order of their ids."""
    sql = f"SELECT {', '.join(CLAIMS.columns)} FROM claims WHERE wallet = ? AND id > ? ORDER BY id LIMIT ?"
    return [Claim(*row) for row in connection.query(sql, (wallet, after, limit))]


def pockets_of(connection: Connection, wallet: int, programs: Collection[int]) -> dict[int, Pocket]:
    """A wallet's pockets in some programs."""
    return {row.program: row for row in POCKETS.read(connection, [(wallet, number) for number in sorted(programs)])}


def cofunders_of(connection: Connection, merchant: MerchantNo, after: int, limit: int) -> list[Cofunder]:
    """A merchant's agreements about programs with ids above `after`, in the order of these."""
    tests = "merchant = ? AND program > ? ORDER BY program LIMIT ?"
    sql = f"SELECT {', '.join(COFUNDERS.columns)} FROM cofunders WHERE {tests}"
    return [Cofunder(*row) for row in connection.query(sql, (merchant, after, limit))]


def bears(connection: Connection, row: Program, terms: Terms, merchant: MerchantNo) -> bool:
    """Whether a merchant bears what terms ask of it: by an agreement to these very terms that holds."""
    if terms.who_pays is UNSET:
        return True
    found = next(iter(COFUNDERS.read(connection, [(row.id, merchant)])), None)
    return agrees(found, row)


def agrees(agreement: Cofunder | None, row: Program) -> bool:
    """Whether an agreement is one to a program's very terms, and holds."""
    return agreement is not None and agreement.terms == row.terms and not agreement.ended_at


def due_claims(connection: Connection, program_id: int, at: int, limit: int, behind: int = 0) -> list[ClaimNo]:
    """Open claims of a program that have to go back, those behind a claim: expired at an instant, of a stopped program,
    then those of wallets that were closed. Nobody else's is looked at."""
    row, last = program(connection, program_id), claim(connection, behind) if behind else None
    until = LAST if row is not None and row.state >= ProgramState.STOPPED else at
    since = 0 if last is None else last.expires_at
    found = [row[0] for row in connection.query(_DUE, (program_id, until, since, since, behind, limit))]
    if len(found) < limit:
        after = behind if since > until else 0
        found += [row[0] for row in connection.query(_LEFT, (program_id, until, after, limit - len(found)))]
    return found


def nothing_left(connection: Connection, wallet: int) -> None:
    """Takes a closed wallet, none of whose claims is open, from those that the worker looks for."""
    connection.execute("DELETE FROM wallets_left WHERE wallet = ?", (wallet,))


_DUE: Final = (
    f"SELECT id FROM claims WHERE program = ? AND state = {_OPEN} AND expires_at <= ? "
    "AND expires_at >= ? AND (expires_at > ? OR id > ?) ORDER BY expires_at, id LIMIT ?"
)
_CLAIMS_LEFT: Final = f"wallets_left l CROSS JOIN claims c ON c.wallet = l.wallet AND c.state = {_OPEN}"
"""From the wallets that were closed to their claims: SQLite keeps the order of a `CROSS JOIN`, the hint is OceanBase's,
and what is reckoned with (`+ 0`) leads neither to an index of all open claims."""
_FROM_LEFT: Final = "/*+ LEADING(l c) USE_NL(c) */"
_LEFT: Final = (
    f"SELECT {_FROM_LEFT} c.id FROM {_CLAIMS_LEFT} WHERE c.program + 0 = ? AND c.expires_at + 0 > ? AND c.id > ? "
    "ORDER BY c.id LIMIT ?"
)
_TO_RECLAIM: Final = f"""
SELECT p.id FROM programs p
WHERE p.state < {ProgramState.ENDED:d} AND p.id > ? AND (
  p.expires_at <= ? OR p.state = {ProgramState.STOPPED:d} OR EXISTS (
    SELECT 1 FROM claims c WHERE c.program = p.id AND c.state = {_OPEN} AND c.expires_at <= ?))
UNION
SELECT {_FROM_LEFT} c.program FROM {_CLAIMS_LEFT} WHERE c.program + 0 > ?
UNION
SELECT p.id FROM programs p
WHERE p.state = {ProgramState.ENDED:d} AND p.id > ?
  AND p.budget_minor > p.held_minor + p.spent_minor + p.reclaimed_minor + p.unbound_minor
ORDER BY 1 LIMIT ?
"""


def to_reclaim(connection: Connection, after: int, at: int, limit: int) -> list[ProgramNo]:
    """Programs with ids above `after` that have something to take back at an instant, in the order of their ids."""
    return [row[0] for row in connection.query(_TO_RECLAIM, (after, at, at, after, after, limit))]


def pockets_to_move(connection: Connection, operator: int, regime: int, limit: int) -> list[tuple[WalletNo, ProgramNo]]:
    """Pockets at an operator whose money is under another regime than this."""
    sql = "SELECT wallet, program FROM pockets WHERE operator = ? AND regime <> ? AND account <> 0 LIMIT ?"
    return [(row[0], row[1]) for row in connection.query(sql, (operator, regime, limit))]


def pots_to_move(connection: Connection, operator: int, regime: int, limit: int) -> list[ProgramNo]:
    """Programs of an operator whose pot is under another regime than this."""
    sql = "SELECT id FROM programs WHERE operator = ? AND regime <> ? LIMIT ?"
    return [row[0] for row in connection.query(sql, (operator, regime, limit))]


_STRANDED: Final = """
SELECT i.id, i.regime FROM institutions i WHERE EXISTS (
  SELECT 1 FROM pockets k WHERE k.operator = i.id AND k.regime <> i.regime AND k.account <> 0
) OR EXISTS (SELECT 1 FROM programs p WHERE p.operator = i.id AND p.regime <> i.regime) ORDER BY i.id
"""


def to_follow(connection: Connection) -> list[tuple[InstitutionNo, int]]:
    """(operator, regime): those whose pockets or pots have not followed them into their regime."""
    return [(row[0], row[1]) for row in connection.query(_STRANDED)]
