"""Reads of the ledger: pages of an account's chain, balances at a past moment, look-ups. Plain SQL over a snapshot.

A chain is walked from the nearest checkpoint, at most 31 steps from any row, so no index over all transfers is needed.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Final

from jiaozi.clock import CHINA_OFFSET_US, DAY_US, date_to_day
from jiaozi.db.engine import Connection
from jiaozi.ledger.model import CHECKPOINT_EVERY, EARNING_KIND, Account, Hold, Phase, Transfer
from jiaozi.ledger.schema import ACCOUNTS, HOLDS, TRANSFER_COLUMNS

_COLUMNS = ", ".join(f"t.{name}" for name in TRANSFER_COLUMNS)
TOLD_AT: Final = "COALESCE(m.at, t.recorded_at)"
"""When a transfer `t` counts as recorded: as set right in `misdated`, which is joined as `m`, else as it says."""

_TOLD: Final = _COLUMNS.replace("t.recorded_at", TOLD_AT)
_PREVIOUS = "CASE WHEN t.debit = ? THEN t.debit_previous ELSE t.credit_previous END"
_WALKS = f"""
WITH RECURSIVE walk (transfer, version) AS (
  SELECT transfer, version FROM (
    SELECT transfer, version FROM checkpoints WHERE account = ? AND version BETWEEN ? AND ?
    UNION ALL SELECT last_transfer, version FROM accounts WHERE id = ? AND version BETWEEN ? AND ?
  ) starts
  UNION ALL
  SELECT {_PREVIOUS}, walk.version - 1
  FROM walk JOIN transfers t ON t.id = walk.transfer
  WHERE walk.version > ? AND (walk.version - 1) % {CHECKPOINT_EVERY} <> 0
)
SELECT {_TOLD} FROM walk JOIN transfers t ON t.id = walk.transfer LEFT JOIN misdated m ON m.transfer = t.id
WHERE walk.version <= ? ORDER BY walk.version
"""
"""Walks back from every checkpoint of a range, and from the newest row, all at once: 31 steps whatever the length."""

FEN_DAYS_FROM: Final = date_to_day(date(2026, 1, 1))
"""Fen-days of a history are reckoned from here, so that sums stay small; any day would do, since they are linear."""

_MOVED: Final = f"CASE WHEN t.phase IN ({Phase.POSTED:d}, {Phase.CAPTURED:d}) THEN t.amount ELSE 0 END"


def day_of(column: str) -> str:
    """SQL of the China day of an instant; the division leaves no rest, on either engine."""
    local = f"({column} + {CHINA_OFFSET_US})"
    return f"({local} - {local} % {DAY_US}) / {DAY_US}"


def _earning_side(side: str, sign: str, at: str, join: str) -> str:
    return f"""
  SELECT /*+ LEADING(t e) USE_HASH(e) USE_HASH(m) */ e.id AS account, {day_of(at)} AS day, {sign}{_MOVED} AS moved
  FROM transfers t JOIN accounts e ON e.id = t.{side} AND e.kind = {EARNING_KIND} {join}"""


def _fen_days(at: str, join: str = "") -> str:
    """By earning account: the China day of its newest row, its balance, the sum of each movement times its day."""
    sides = " UNION ALL ".join(_earning_side(*side, at, join) for side in (("debit", "-"), ("credit", "")))
    return f"""
SELECT account, MAX(day) AS newest, SUM(moved) AS posted, SUM(moved * (day - {FEN_DAYS_FROM})) AS weighted
FROM ({sides}) sides GROUP BY account
"""


FEN_DAYS_OF_HISTORY: Final = _fen_days(TOLD_AT, "LEFT JOIN misdated m ON m.transfer = t.id")
_AS_RECORDED: Final = _fen_days("t.recorded_at")
"""As an old schema had it, in which nothing could be set right."""

_FILLED: Final = {
    "sqlite": f"""
UPDATE accounts SET counted_on = h.newest, fen_days = (h.newest - {FEN_DAYS_FROM}) * h.posted - h.weighted
FROM ({_AS_RECORDED}) h WHERE h.account = accounts.id AND accounts.counted_on = 0""",
    "oceanbase": f"""UPDATE accounts a JOIN ({_AS_RECORDED}) h ON h.account = a.id
SET a.counted_on = h.newest, a.fen_days = (h.newest - {FEN_DAYS_FROM}) * h.posted - h.weighted
WHERE a.counted_on = 0""",
}


def fen_days_filled(engine: str) -> tuple[str]:
    """The statement that works out the fen-days of accounts that earned before fen-days were kept; see the audit."""
    return (_FILLED[engine],)


def account(connection: Connection, account_id: int) -> Account | None:
    """The account, or None."""
    found = ACCOUNTS.read(connection, [account_id])
    return found[0] if found else None


def accounts(connection: Connection, account_ids: Iterable[int]) -> dict[int, Account]:
    """Those of the accounts that exist, by id."""
    return {found.id: found for found in ACCOUNTS.read(connection, list(account_ids))}


def hold(connection: Connection, hold_id: int) -> Hold | None:
    """The hold, or None."""
    found = HOLDS.read(connection, [hold_id])
    return found[0] if found else None


def journal(connection: Connection, journal_id: int) -> list[Transfer]:
    """The transfers of a journal in order; empty when there is no such journal."""
    first = connection.query("SELECT journal FROM transfers WHERE id = ?", (journal_id,))
    if not first or first[0][0] != journal_id:
        return []
    found: list[Transfer] = []
    sql = f"SELECT {_COLUMNS} FROM transfers t WHERE t.id >= ? ORDER BY t.id LIMIT 64"
    while True:
        rows = connection.query(sql, (journal_id + len(found),))
        mine = [Transfer(*row) for row in rows if row[1] == journal_id]
        found += mine
        if len(mine) < 64:
            return found


def transfers(connection: Connection, transfer_ids: Sequence[int]) -> list[Transfer]:
    """The transfers with these ids, in the order of the ids given."""
    rows = connection.fetch("transfers", TRANSFER_COLUMNS, ("id",), [(number,) for number in transfer_ids])
    found = {row[0]: Transfer(*row) for row in rows}
    return [found[number] for number in transfer_ids if number in found]


def journals_by_reference(connection: Connection, reference: str) -> list[int]:
    """Ids of the journals with this reference, oldest first."""
    sql = "SELECT journal FROM journal_references WHERE reference = ? ORDER BY journal"
    return [row[0] for row in connection.query(sql, (reference,))]


def history(connection: Connection, account_id: int, first: int, last: int) -> list[Transfer]:
    """The rows of an account's chain with versions `first` to `last`, in order; versions have no gaps. Those that were
    recorded in the future have the time that two people have set for them."""
    held = account(connection, account_id)
    if held is None:
        return []
    last, first = min(last, held.version), max(first, 1)
    if first > last:
        return []
    # The last checkpoint to start from is the first at or after the range; after the newest one it is the newest row.
    end = -(-last // CHECKPOINT_EVERY) * CHECKPOINT_EVERY
    newest = held.version if held.version % CHECKPOINT_EVERY and held.version < end else 0
    starts = (account_id, first, end, account_id, newest, newest)
    return [Transfer(*row) for row in connection.query(_WALKS, (*starts, account_id, first, last))]


def side_of(transfer: Transfer, account_id: int) -> tuple[int, int]:
    """Version and balance of an account after one of its transfers."""
    if transfer.debit == account_id:
        return transfer.debit_version, transfer.debit_posted
    return transfer.credit_version, transfer.credit_posted


def place_before(connection: Connection, account: int, at: int) -> tuple[int, int]:
    """Version and balance (minor units) of an account as they had been recorded before the instant `at`."""
    sql = "SELECT max(version) FROM checkpoints WHERE account = ? AND recorded_at < ?"
    low = connection.query(sql, (account, at))[0][0] or 0
    version, balance = 0, 0
    for transfer in history(connection, account, low, low + CHECKPOINT_EVERY):
        if transfer.recorded_at >= at:
            break
        version, balance = side_of(transfer, account)
    return version, balance


def posted_at(connection: Connection, account_id: int, at: int) -> int:
    """An account's posted balance, in minor units, as it had been recorded at the instant `at`, inclusive."""
    held = account(connection, account_id)
    if held is None:
        return 0
    sql = "SELECT max(version) FROM checkpoints WHERE account = ? AND recorded_at <= ?"
    low = connection.query(sql, (account_id, at))[0][0] or 0
    rows = history(connection, account_id, low, low + CHECKPOINT_EVERY)
    balance = 0
    for transfer in rows:
        if transfer.recorded_at > at:
            break
        balance = side_of(transfer, account_id)[1]
    return balance


def trial_balance(connection: Connection, book: int) -> list[tuple[int, int, int, int]]:
    """Per asset and kind of account: (asset, kind, number of accounts, sum of posted in minor units)."""
    columns = "asset, kind"
    sql = f"SELECT {columns}, count(*), sum(posted) FROM accounts WHERE book = ? GROUP BY {columns} ORDER BY {columns}"
    return [(row[0], row[1], int(row[2]), int(row[3])) for row in connection.query(sql, (book,))]
