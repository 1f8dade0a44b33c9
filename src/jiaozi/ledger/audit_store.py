"""SQL of the audit. Every function gives what is wrong, as rows; a sound ledger gives none.

All but the digests are set-based: one pass of the engine over a table joined to itself by primary key. What passes
through this process is bounded: at most `ROWS_MAX` findings of a query, and one batch of groups at a time. The hints
(`/*+ ... */`) are for OceanBase, which otherwise looks every row up one by one, six times slower; to SQLite they are
comments.
"""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from jiaozi.db.commands import canonical
from jiaozi.db.engine import Connection, Row
from jiaozi.db.groups import COMMITTED, transfer_ids
from jiaozi.db.sequencer import link
from jiaozi.ledger.model import CHECKPOINT_EVERY, DEBIT_NORMAL, EARNING_KIND, JOURNAL_LEGS_MAX, HoldState, Phase
from jiaozi.ledger.schema import TRANSFER_COLUMNS
from jiaozi.ledger.store import FEN_DAYS_FROM, FEN_DAYS_OF_HISTORY

ROWS_MAX: Final = 100
"""Findings of one kind that a query gives; a ledger so broken is not described better by more of them."""

BATCH: Final = 5_000
"""Groups, or transfers, that are read at once."""

COUNTED: Final = ("books", "accounts", "transfers", "holds", "checkpoints", "commit_groups", "outcomes")
_PRIME: Final = 2**31 - 1


def _told(row: str) -> str:
    """SQL: when a transfer counts as recorded, looked up only for rows that are told of anyway."""
    return f"COALESCE((SELECT x.at FROM misdated x WHERE x.transfer = {row}.id), {row}.recorded_at)"


_UNBALANCED: Final = f"""
SELECT book, asset, SUM(CASE WHEN kind >= {DEBIT_NORMAL} THEN posted ELSE -posted END) AS difference
FROM accounts GROUP BY book, asset HAVING difference <> 0 ORDER BY book, asset LIMIT {ROWS_MAX}
"""

_UNPROVEN_BALANCES: Final = f"""
SELECT a.id, a.posted, a.version, t.id, t.recorded_at
FROM accounts a LEFT JOIN transfers t ON t.id = a.last_transfer
WHERE (a.version = 0 AND (a.posted <> 0 OR a.last_transfer <> 0))
   OR (a.version <> 0 AND (
         t.id IS NULL OR (t.recorded_at > a.changed_at AND {_told("t")} > a.changed_at)
         OR NOT ((t.debit = a.id AND t.debit_version = a.version AND t.debit_posted = a.posted)
              OR (t.credit = a.id AND t.credit_version = a.version AND t.credit_posted = a.posted))))
ORDER BY a.id LIMIT {ROWS_MAX}
"""

_MISSHAPEN: Final = f"""
SELECT /*+ LEADING(t d c) USE_HASH(d) USE_HASH(c) */ t.id, d.id, c.id, d.book, c.book, d.asset, c.asset
FROM transfers t LEFT JOIN accounts d ON d.id = t.debit LEFT JOIN accounts c ON c.id = t.credit
WHERE d.id IS NULL OR c.id IS NULL OR d.book <> c.book OR d.asset <> c.asset
   OR t.amount <= 0 OR t.debit = t.credit OR t.phase < {Phase.POSTED:d} OR t.phase > {Phase.EXPIRED:d}
   OR t.id < t.journal OR t.id - t.journal >= {JOURNAL_LEGS_MAX} OR (t.hold <> 0) <> (t.phase > {Phase.PENDING:d})
ORDER BY t.id LIMIT {ROWS_MAX}
"""


def _chain_sql(side: str) -> str:
    """Rows whose `side` does not follow from the row before it in that account's chain."""
    grows = f"a.kind >= {DEBIT_NORMAL}" if side == "debit" else f"a.kind < {DEBIT_NORMAL}"
    still = f"t.phase NOT IN ({Phase.POSTED:d}, {Phase.CAPTURED:d})"
    moves = f"CASE WHEN {still} THEN 0 WHEN {grows} THEN t.amount ELSE -t.amount END"
    before = f"CASE WHEN p.id IS NULL THEN 0 WHEN p.debit = t.{side} THEN p.debit_posted ELSE p.credit_posted END"
    version = f"CASE WHEN p.id IS NULL THEN 0 WHEN p.debit = t.{side} THEN p.debit_version ELSE p.credit_version END"
    return f"""
SELECT /*+ LEADING(t a p) USE_HASH(a) USE_HASH(p) */
  t.id, t.{side}, t.{side}_version, {version}, t.{side}_posted, {before}, {moves}, t.recorded_at, p.recorded_at
FROM transfers t JOIN accounts a ON a.id = t.{side} LEFT JOIN transfers p ON p.id = t.{side}_previous
WHERE t.{side}_version <> {version} + 1 OR t.{side}_posted <> {before} + {moves}
   OR (p.id IS NULL AND t.{side}_previous <> 0)
   OR (p.id IS NOT NULL AND (
         (p.recorded_at > t.recorded_at AND {_told("p")} > {_told("t")})
         OR (p.debit <> t.{side} AND p.credit <> t.{side})))
ORDER BY t.id LIMIT {ROWS_MAX}
"""


_CHAINS: Final = (("debit", _chain_sql("debit")), ("credit", _chain_sql("credit")))

_CHAIN_LENGTHS: Final = f"""
SELECT a.id, a.version, COALESCE(s.links, 0)
FROM accounts a LEFT JOIN (
  SELECT account, COUNT(*) AS links
  FROM (SELECT debit AS account FROM transfers UNION ALL SELECT credit FROM transfers) sides GROUP BY account
) s ON s.account = a.id
WHERE a.version <> COALESCE(s.links, 0) ORDER BY a.id LIMIT {ROWS_MAX}
"""

_PENDING: Final = f"""
SELECT a.id, a.pending_out, a.pending_in, COALESCE(h.going, 0), COALESCE(h.coming, 0)
FROM accounts a LEFT JOIN (
  SELECT account, SUM(going) AS going, SUM(coming) AS coming FROM (
    SELECT o.debit AS account, CASE WHEN d.kind < {DEBIT_NORMAL} THEN o.remaining ELSE 0 END AS going,
           CASE WHEN d.kind < {DEBIT_NORMAL} THEN 0 ELSE o.remaining END AS coming
    FROM holds o JOIN accounts d ON d.id = o.debit WHERE o.state = {HoldState.PENDING:d}
    UNION ALL
    SELECT o.credit, CASE WHEN c.kind < {DEBIT_NORMAL} THEN 0 ELSE o.remaining END,
           CASE WHEN c.kind < {DEBIT_NORMAL} THEN o.remaining ELSE 0 END
    FROM holds o JOIN accounts c ON c.id = o.credit WHERE o.state = {HoldState.PENDING:d}
  ) sides GROUP BY account
) h ON h.account = a.id
WHERE a.pending_out <> COALESCE(h.going, 0) OR a.pending_in <> COALESCE(h.coming, 0)
ORDER BY a.id LIMIT {ROWS_MAX}
"""

_HOLDS: Final = f"""
SELECT h.id, h.amount, h.remaining, h.state, COALESCE(r.captured, 0), COALESCE(r.released, 0)
FROM holds h LEFT JOIN transfers t ON t.id = h.id AND t.phase = {Phase.PENDING:d} LEFT JOIN (
  SELECT hold, SUM(CASE WHEN phase = {Phase.CAPTURED:d} THEN amount ELSE 0 END) AS captured,
         SUM(CASE WHEN phase = {Phase.CAPTURED:d} THEN 0 ELSE amount END) AS released, MAX(phase) AS newest
  FROM transfers WHERE hold <> 0 GROUP BY hold
) r ON r.hold = h.id
WHERE t.id IS NULL OR t.debit <> h.debit OR t.credit <> h.credit OR t.amount <> h.amount
   OR h.amount <> h.remaining + COALESCE(r.captured, 0) + COALESCE(r.released, 0)
   OR h.state <> CASE WHEN h.remaining > 0 THEN {HoldState.PENDING:d}
                      WHEN r.newest = {Phase.VOIDED:d} THEN {HoldState.VOIDED:d}
                      WHEN r.newest = {Phase.EXPIRED:d} THEN {HoldState.EXPIRED:d} ELSE {HoldState.POSTED:d} END
ORDER BY h.id LIMIT {ROWS_MAX}
"""

_HOLD_LEGS: Final = f"""
SELECT t.id, t.hold, t.phase
FROM transfers t LEFT JOIN holds h ON h.id = CASE WHEN t.phase = {Phase.PENDING:d} THEN t.id ELSE t.hold END
WHERE t.phase <> {Phase.POSTED:d} AND (
  h.id IS NULL OR h.debit <> t.debit OR h.credit <> t.credit
  OR (t.phase = {Phase.CAPTURED:d} AND t.recorded_at >= h.expires_at)
  OR (t.phase = {Phase.EXPIRED:d} AND t.recorded_at < h.expires_at))
ORDER BY t.id LIMIT {ROWS_MAX}
"""

_FEN_DAYS: Final = f"""
SELECT a.id, a.fen_days, a.counted_on, (a.counted_on - {FEN_DAYS_FROM}) * h.posted - h.weighted
FROM accounts a JOIN ({FEN_DAYS_OF_HISTORY}) h ON h.account = a.id
WHERE a.fen_days <> (a.counted_on - {FEN_DAYS_FROM}) * h.posted - h.weighted OR a.counted_on > h.newest
ORDER BY a.id LIMIT ?
"""

_FEN_DAYS_STRAY: Final = f"""
SELECT id, fen_days, counted_on, 0 FROM accounts
WHERE (fen_days <> 0 OR counted_on <> 0) AND (kind <> {EARNING_KIND} OR version = 0) ORDER BY id LIMIT {ROWS_MAX}
"""

_FLOORS: Final = f"""
SELECT id, posted, pending_out, pending_in, floor FROM accounts
WHERE posted - pending_out < floor OR pending_out < 0 OR pending_in < 0 ORDER BY id LIMIT {ROWS_MAX}
"""

_CHECKPOINTS: Final = f"""
SELECT k.account, k.version, k.transfer
FROM checkpoints k LEFT JOIN transfers t ON t.id = k.transfer
LEFT JOIN misdated m ON m.transfer = k.transfer
WHERE k.version % {CHECKPOINT_EVERY} <> 0 OR t.id IS NULL
   OR (t.recorded_at <> k.recorded_at AND m.transfer IS NULL) OR m.at <> k.recorded_at
   OR NOT ((t.debit = k.account AND t.debit_version = k.version)
        OR (t.credit = k.account AND t.credit_version = k.version))
ORDER BY k.account, k.version LIMIT {ROWS_MAX}
"""

_CHECKPOINT_COUNTS: Final = f"""
SELECT a.id, a.version, COALESCE(k.marks, 0)
FROM accounts a LEFT JOIN (SELECT account, COUNT(*) AS marks FROM checkpoints GROUP BY account) k ON k.account = a.id
WHERE a.version - a.version % {CHECKPOINT_EVERY} <> {CHECKPOINT_EVERY} * COALESCE(k.marks, 0)
ORDER BY a.id LIMIT {ROWS_MAX}
"""

_REFERENCES: Final = f"""
SELECT r.reference, r.journal FROM journal_references r LEFT JOIN transfers t ON t.id = r.journal
WHERE t.id IS NULL OR t.reference IS NULL OR t.reference <> r.reference ORDER BY r.journal LIMIT {ROWS_MAX}
"""

_UNLISTED: Final = f"""
SELECT t.reference, t.journal FROM transfers t
LEFT JOIN journal_references r ON r.reference = t.reference AND r.journal = t.journal
WHERE t.reference IS NOT NULL AND r.journal IS NULL ORDER BY t.id LIMIT {ROWS_MAX}
"""

_ABORTED: Final = f"""
SELECT id FROM commit_groups WHERE state <> {COMMITTED} AND (seq IS NOT NULL OR LENGTH(transfers) > 0)
ORDER BY id LIMIT {ROWS_MAX}
"""

_OUTCOMES: Final = f"""
SELECT principal, operation, idempotency_key, COUNT(*) AS times FROM outcomes
GROUP BY principal, operation, idempotency_key HAVING times > 1 LIMIT {ROWS_MAX}
"""

_RANGE: Final = f"""
SELECT {", ".join(TRANSFER_COLUMNS)} FROM transfers WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?
"""


def counts(connection: Connection) -> dict[str, int]:
    """How many rows each audited table has."""
    return {table: int(connection.query(f"SELECT COUNT(*) FROM {table}")[0][0]) for table in COUNTED}


def unbalanced(connection: Connection) -> list[Row]:
    """(book, asset, difference): what the book has, less what it owes, in minor units."""
    return connection.query(_UNBALANCED)


def unproven_balances(connection: Connection) -> list[Row]:
    """(account, posted, version, last transfer, its time): balances that the last row of their chain does not state."""
    return connection.query(_UNPROVEN_BALANCES)


def misshapen_transfers(connection: Connection) -> list[Row]:
    """(transfer, accounts, books, assets): rows no rule would have let through."""
    return connection.query(_MISSHAPEN)


def broken_links(connection: Connection) -> Iterator[tuple[str, Row]]:
    """(side, (transfer, account, version, version before, balance, balance before, moved, time, time before))."""
    for side, sql in _CHAINS:
        for row in connection.query(sql):
            yield side, row


def chain_lengths(connection: Connection) -> list[Row]:
    """(account, version, rows): accounts that do not have as many rows as their version counts."""
    sums = "SELECT COALESCE(SUM(version), 0), (SELECT COUNT(*) FROM transfers) FROM accounts"
    versions, rows = connection.query(sums)[0]
    return [] if int(versions) == 2 * int(rows) else connection.query(_CHAIN_LENGTHS)


def pending_differences(connection: Connection) -> list[Row]:
    """(account, pending out, pending in, reserved out, reserved in), in minor units."""
    return connection.query(_PENDING)


def broken_holds(connection: Connection) -> list[Row]:
    """(hold, amount, remaining, state, captured, released), in minor units."""
    return connection.query(_HOLDS)


def stray_hold_legs(connection: Connection) -> list[Row]:
    """(transfer, hold, phase): legs whose hold does not know them, or that came on the wrong side of its expiry."""
    return connection.query(_HOLD_LEGS)


def under_floor(connection: Connection) -> list[Row]:
    """(account, posted, pending out, pending in, floor), in minor units."""
    return connection.query(_FLOORS)


def wrong_fen_days(connection: Connection, limit: int = ROWS_MAX) -> list[Row]:
    """(account, fen-days, the day they are counted to, the fen-days of its history), in minor units and China days."""
    stray = connection.query(_FEN_DAYS_STRAY)
    if not connection.query(f"SELECT id FROM accounts WHERE kind = {EARNING_KIND} LIMIT 1"):
        return stray
    return [*stray, *connection.query(_FEN_DAYS, (limit,))]


def wrong_checkpoints(connection: Connection) -> list[Row]:
    """(account, version, transfer): checkpoints that do not point at their row."""
    return connection.query(_CHECKPOINTS)


def missing_checkpoints(connection: Connection) -> list[Row]:
    """(account, version, checkpoints): accounts with more or fewer than one for every 32nd row."""
    return connection.query(_CHECKPOINT_COUNTS)


def wrong_references(connection: Connection) -> list[Row]:
    """(reference, journal): entries without their journal, and journals without their entry."""
    return connection.query(_REFERENCES) + connection.query(_UNLISTED)


def stray_aborted_groups(connection: Connection) -> list[Row]:
    """(group): groups fenced off as aborted that were given transfers or a number all the same."""
    return connection.query(_ABORTED)


def repeated_outcomes(connection: Connection) -> list[Row]:
    """(principal, operation, key, times)."""
    return connection.query(_OUTCOMES)


class Group(NamedTuple):
    """A committed group: its id, the transfers it claims and their digest."""

    id: int
    transfers: list[int]
    digest: bytes


def groups(connection: Connection) -> Iterator[Group]:
    """Every committed group, by id."""
    sql = f"""
    SELECT id, transfers, digest FROM commit_groups WHERE id > ? AND state = {COMMITTED} ORDER BY id LIMIT {BATCH}
    """
    last = -1
    while rows := connection.query(sql, (last,)):
        last = rows[-1][0]
        for number, packed, digest in rows:
            yield Group(number, transfer_ids(bytes(packed)), bytes(digest))


class Coverage:
    """Which transfers the groups claim: how many, and a sum that changes with any one of them."""

    def __init__(self) -> None:
        self.count = 0
        self.sum = 0

    def add(self, ids: Sequence[int]) -> None:
        """Counts the transfers of one group."""
        self.count += len(ids)
        self.sum += sum([number % _PRIME for number in ids])

    def is_complete(self, connection: Connection) -> bool:
        """Whether the transfers are exactly those that were counted."""
        count, total = connection.query(f"SELECT COUNT(*), COALESCE(SUM(id % {_PRIME}), 0) FROM transfers")[0]
        return (self.count, self.sum) == (int(count), int(total))


def altered_groups(connection: Connection, coverage: Coverage) -> Iterator[tuple[int, list[int]]]:
    """(group, missing transfers) of every group whose digest its rows do not give; fills `coverage` on the way."""
    waiting: list[Group] = []
    size = 0
    for group in groups(connection):
        coverage.add(group.transfers)
        waiting.append(group)
        size += len(group.transfers)
        if size >= BATCH:
            yield from _altered(connection, waiting)
            waiting, size = [], 0
    yield from _altered(connection, waiting)


def _altered(connection: Connection, waiting: Sequence[Group]) -> Iterator[tuple[int, list[int]]]:
    keys = sorted({number for group in waiting for number in group.transfers})
    rows = {row[0]: row for row in _transfers(connection, keys)}
    for group in waiting:
        missing = [number for number in group.transfers if number not in rows]
        found = [rows[number] for number in group.transfers if number in rows]
        if missing or sha256(canonical(found)).digest() != group.digest:
            yield group.id, missing


def _transfers(connection: Connection, keys: Sequence[int]) -> list[Row]:
    """The transfers with these rising ids: by range while little else lies between them, which ids mostly give."""
    if not keys:
        return []
    few = 2 * len(keys)
    rows = connection.query(_RANGE, (keys[0], keys[-1], few))
    if len(rows) < few:
        return rows
    return connection.fetch("transfers", TRANSFER_COLUMNS, ("id",), [(key,) for key in keys])


def uncovered_transfers(connection: Connection) -> Iterator[int]:
    """Ids of transfers that no group claims. Reads all ids; asked only when `Coverage` is not complete."""
    claimed = array("q", sorted(number for group in groups(connection) for number in group.transfers))
    sql = f"SELECT id FROM transfers WHERE id > ? ORDER BY id LIMIT {BATCH}"
    last = -(2**63)
    while rows := connection.query(sql, (last,)):
        last = rows[-1][0]
        for (number,) in rows:
            place = bisect_left(claimed, number)
            if place == len(claimed) or claimed[place] != number:
                yield number


class BrokenLink(NamedTuple):
    """A place in the hash chain that does not follow from the one before it."""

    group: int
    seq: int
    why: str


def broken_hash_chain(connection: Connection) -> Iterator[BrokenLink]:
    """Recomputes the chain of sequenced groups from its first link to its head."""
    sql = f"""
    SELECT seq, id, state, recorded_at, digest, chain FROM commit_groups
    WHERE seq > ? OR (seq = ? AND id > ?) ORDER BY seq, id LIMIT {BATCH}
    """
    seq, last, chain = 0, -1, b""
    while rows := connection.query(sql, (seq, seq, last)):
        for number, group_id, state, recorded_at, digest, stored in rows:
            expected = link(chain, group_id, recorded_at, bytes(digest))
            if number != seq + 1:
                yield BrokenLink(group_id, number, f"follows number {seq}")
            elif state != COMMITTED or bytes(stored or b"") != expected:
                yield BrokenLink(group_id, number, "its hash does not follow from the group before it")
            seq, last, chain = number, group_id, bytes(stored or b"")
    head = connection.query("SELECT seq, chain FROM chain_head WHERE id = 1")
    if not head or (head[0][0], bytes(head[0][1])) != (seq, chain):
        yield BrokenLink(0, seq, "the head of the chain is not its last link")
