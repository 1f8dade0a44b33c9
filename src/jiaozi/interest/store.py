"""Reads of interest: who is to be reckoned, what moved after a day, runs and items. Plain SQL over a snapshot or the
transaction of a step. All of it is set-based over a range of wallets, so that a million of them take seconds."""

from collections.abc import Mapping, Sequence
from typing import Final

from jiaozi.clock import CHINA_OFFSET_US, DAY_US
from jiaozi.db.engine import Connection, Row
from jiaozi.interest.model import Carried, ClassChange, Earner, Run, RunState
from jiaozi.interest.schema import CARRIED_COLUMNS, RUNS
from jiaozi.ledger.model import CHECKPOINT_EVERY, Phase
from jiaozi.ledger.store import TOLD_AT, day_of
from jiaozi.scheme.model import Regime

_CARRIED: Final = ", ".join(CARRIED_COLUMNS)
_RUN: Final = ", ".join(RUNS.columns)
_EARNER: Final = "w.id, w.kind, w.wallet_class, w.closed, a.id, a.posted, a.fen_days, a.counted_on"
_EARNERS: Final = f"""
SELECT {_EARNER}, m.account, m.fen_days
FROM wallets w
LEFT JOIN interest_items k ON k.wallet = w.id AND k.run = 0 AND k.until_day = (
  SELECT MIN(until_day) FROM interest_items WHERE wallet = w.id AND run = 0 AND until_day >= ?)
JOIN accounts a ON a.id = COALESCE(k.account, w.account)
LEFT JOIN interest_items m ON m.wallet = w.id AND m.until_day = ? AND m.run <> 0
WHERE w.id > ? AND w.operator = ? AND w.opened_at < ?
  AND (k.wallet IS NOT NULL OR (w.closed = 0 AND w.regime = {Regime.DEPOSIT_MONEY:d}))
ORDER BY w.id LIMIT ?
"""
"""`k`: what a wallet took along when it was closed, or left deposit money, after the quarter's end."""
_OF_WALLET: Final = f"""
SELECT {_EARNER}, m.account, m.fen_days, m.until_day
FROM wallets w JOIN accounts a ON a.id = w.account LEFT JOIN interest_items m ON m.wallet = w.id AND m.until_day = (
  SELECT MAX(until_day) FROM interest_items WHERE wallet = ?)
WHERE w.id = ?
"""
_DAYS_AFTER: Final = f"({day_of(TOLD_AT)} - ?)"
_MOVED: Final = f"""
CASE WHEN t.phase NOT IN ({Phase.POSTED:d}, {Phase.CAPTURED:d}) THEN 0
     WHEN t.credit = walk.account THEN t.amount ELSE -t.amount END"""
_WALK: Final = f"""
walk (account, transfer, version) AS (
  SELECT account, transfer, version FROM (
    SELECT account, transfer, version FROM touched
    UNION SELECT k.account, k.transfer, k.version FROM touched s JOIN checkpoints k ON k.account = s.account
    WHERE k.recorded_at >= ?
  ) starts
  UNION ALL
  SELECT walk.account, CASE WHEN t.credit = walk.account THEN t.credit_previous ELSE t.debit_previous END,
         walk.version - 1
  FROM walk JOIN transfers t ON t.id = walk.transfer LEFT JOIN misdated m ON m.transfer = t.id
  WHERE {TOLD_AT} >= ? AND walk.version > 1 AND (walk.version - 1) % {CHECKPOINT_EVERY} <> 0
)"""
"""Walks each chain back from its newest row and from its checkpoints to the first row of the day after; 31 steps."""
_LATER: Final = f"""
WITH RECURSIVE touched (account, transfer, version) AS (
  SELECT a.id, a.last_transfer, a.version FROM wallets w JOIN accounts a ON a.id = w.account
  WHERE w.id > ? AND w.id <= ? AND w.operator = ? AND a.counted_on > ?
  UNION SELECT a.id, a.last_transfer, a.version FROM interest_items k JOIN accounts a ON a.id = k.account
  WHERE k.wallet > ? AND k.wallet <= ? AND k.run = 0 AND a.counted_on > ?
), {_WALK}
SELECT walk.account, MAX(a.fen_days), MAX(a.counted_on), MAX(a.posted), SUM({_MOVED} * {_DAYS_AFTER})
FROM walk JOIN transfers t ON t.id = walk.transfer JOIN accounts a ON a.id = walk.account
LEFT JOIN misdated m ON m.transfer = t.id
WHERE {TOLD_AT} >= ? GROUP BY walk.account
"""
"""The accounts are read in the same statement: what is read in another may have moved in between."""
_MOVED_BY_DAY: Final = f"""
WITH RECURSIVE touched (account, transfer, version) AS (
  SELECT id, last_transfer, version FROM accounts WHERE id = ?
), {_WALK}
SELECT {day_of(TOLD_AT)} AS day, SUM({_MOVED})
FROM walk JOIN transfers t ON t.id = walk.transfer LEFT JOIN misdated m ON m.transfer = t.id
WHERE {TOLD_AT} >= ? GROUP BY day
"""


def earners(connection: Connection, run: Run, after: int, limit: int) -> list[Earner]:
    """The operator's wallets with ids above `after` that a run is about, in the order of ids: those that had been
    opened before its end and had not been closed, nor left deposit money, before it. Of one that was or did since, the
    account it had."""
    opened_before = run.end_day * DAY_US - CHINA_OFFSET_US
    parameters = (run.end_day, run.start_day, after, run.operator, opened_before, limit)
    return [Earner(*row) for row in connection.query(_EARNERS, parameters)]


def earner(connection: Connection, wallet: int) -> tuple[Earner, int] | None:
    """One wallet, and the day up to which it was settled last; 0 when it never was."""
    rows = connection.query(_OF_WALLET, (wallet, wallet))
    return (Earner(*rows[0][:-1]), rows[0][-1] or 0) if rows else None


def counted_before(connection: Connection, operator: int, low: int, high: int, day: int) -> Mapping[int, int]:
    """The fen-days of all days before `day`, by account of the wallets above `low` up to `high` that changed after
    `day`, and by account they left. Those of an account that is missing follow from its row, whenever that is read."""
    since = (day + 1) * DAY_US - CHINA_OFFSET_US
    rows = connection.query(_LATER, (low, high, operator, day, low, high, day, since, since, day, since))
    return {
        account: int(fen_days + (day - counted_on) * posted + later)
        for account, fen_days, counted_on, posted, later in rows
    }


def carried(connection: Connection, low: int, high: int) -> Mapping[int, list[Carried]]:
    """What wallets above `low` up to `high` carried into deposit money, by account."""
    sql = f"SELECT {_CARRIED} FROM interest_carried WHERE wallet > ? AND wallet <= ? ORDER BY wallet, account, part"
    found: dict[int, list[Carried]] = {}
    for row in connection.query(sql, (low, high)):
        found.setdefault(row[1], []).append(Carried(*row))
    return found


def moved_by_day(connection: Connection, account: int, after_day: int) -> list[tuple[int, int]]:
    """(China day, what came in less what went out) of an account on each day after `after_day` that moved it."""
    since = (after_day + 1) * DAY_US - CHINA_OFFSET_US
    rows = connection.query(_MOVED_BY_DAY, (account, since, since, since))
    return [(int(day), int(minor)) for day, minor in rows]


def class_changes(connection: Connection, low: int, high: int, since_day: int) -> dict[int, list[ClassChange]]:
    """Changes of class from a day on, by wallet above `low` up to `high`, in order."""
    sql = (
        "SELECT wallet, day, class_before, class_after, fen_days FROM class_changes "
        "WHERE wallet > ? AND wallet <= ? AND day >= ? ORDER BY wallet, id"
    )
    found: dict[int, list[ClassChange]] = {}
    for row in connection.query(sql, (low, high, since_day)):
        found.setdefault(row[0], []).append(ClassChange(*row))
    return found


def left_accounts(connection: Connection, wallets: Sequence[int]) -> list[Row]:
    """Rows (wallet, day, account) of accounts that these wallets left, by closing or with deposit money."""
    columns = ("wallet", "until_day", "account")
    return connection.fetch("interest_items", columns, ("wallet", "run"), [(number, 0) for number in wallets])


def run(connection: Connection, run_id: int) -> Run | None:
    """The run, or None."""
    found = RUNS.read(connection, [run_id])
    return found[0] if found else None


def last_run(connection: Connection, operator: int) -> Run | None:
    """An operator's newest run, or None."""
    sql = f"SELECT {_RUN} FROM interest_runs WHERE operator = ? ORDER BY end_day DESC LIMIT 1"
    rows = connection.query(sql, (operator,))
    return Run(*rows[0]) if rows else None


def runs_page(connection: Connection, operator: int, after: int, limit: int) -> list[Run]:
    """Runs of an operator (0: of all) with ids above `after`, oldest first."""
    where, values = ("operator = ? AND ", (operator,)) if operator else ("", ())
    sql = f"SELECT {_RUN} FROM interest_runs WHERE {where}id > ? ORDER BY id LIMIT ?"
    return [Run(*row) for row in connection.query(sql, (*values, after, limit))]


def runs_to_advance(connection: Connection, limit: int) -> list[Run]:
    """Runs that are being prepared or paid, oldest first."""
    sql = f"SELECT {_RUN} FROM interest_runs WHERE state IN (?, ?) ORDER BY id LIMIT ?"
    return [Run(*row) for row in connection.query(sql, (RunState.PREPARING.value, RunState.RELEASED.value, limit))]


def items_of_wallet(connection: Connection, wallet: int, limit: int) -> list[Row]:
    """(until day, run, account, fen-days that earned, interest in minor units, journal) of a wallet, newest first."""
    sql = (
        "SELECT until_day, run, account, earning_fen_days, interest_minor, journal FROM interest_items "
        "WHERE wallet = ? ORDER BY until_day DESC, run LIMIT ?"
    )
    return connection.query(sql, (wallet, limit))
