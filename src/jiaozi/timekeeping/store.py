"""What lies in the future, and the rows of a day that are pulled back at once. Plain SQL."""

from collections.abc import Iterable, Iterator
from typing import Any, Final, NamedTuple

from jiaozi.db.engine import Connection, Row
from jiaozi.db.schema import Table
from jiaozi.db.tables import Key, RowTable
from jiaozi.ledger.model import Account, Transfer
from jiaozi.ledger.store import history, side_of

PAGE: Final = 200
ROWS_MAX: Final = 100
_GOES_BACK: Final = f"""
SELECT /*+ LEADING(a b) USE_HASH(b) USE_HASH(m) */ b.id, a.recorded_at - b.recorded_at
FROM commit_groups a JOIN commit_groups b ON b.seq = a.seq + 1
LEFT JOIN misdated_groups m ON m.group_id = a.id
WHERE a.recorded_at - b.recorded_at > ? AND m.group_id IS NULL ORDER BY b.seq LIMIT {ROWS_MAX}
"""
_DAYS: Final = ("agreement_uses", "order_uses", "cash_moves", "cash_codes")


class Misdated(NamedTuple):
    """A row of an account's chain that lies in the future: the transfer, the account and its version after it."""

    transfer: int
    account: int
    version: int


def going_back(connection: Connection, apart_us: int) -> list[Row]:
    """(group, by how many microseconds): groups recorded so much earlier than the one numbered before them."""
    return connection.query(_GOES_BACK, (apart_us,))


def keys_after(connection: Connection, table: RowTable[Any], column: str, bound: int) -> list[Key]:
    """The keys of a table's rows in which a day or an instant is later than a bound; reads the whole table."""
    sql = f"SELECT {', '.join(table.key)} FROM {table.name} WHERE {column} > ?"
    return [row if len(row) > 1 else row[0] for row in connection.query(sql, (bound,))]


def misdated(connection: Connection, account: Account, bound: int) -> Iterator[Misdated]:
    """The rows of an account's chain that count as recorded after an instant, newest first."""
    last = account.version
    while rows := _page(connection, account.id, last):
        for transfer in reversed(rows):
            if transfer.recorded_at <= bound:
                return
            yield Misdated(transfer.id, account.id, side_of(transfer, account.id)[0])
        last -= len(rows)


def tell(connection: Connection, table: Table, numbers: Iterable[int], at: int, bound: int) -> None:
    """Writes beside what was recorded after an instant, `bound`, that it counts as recorded `at`; so does what counted
    as recorded later than `bound` by an earlier correction."""
    columns = [column.name for column in table.columns]
    connection.execute(f"UPDATE {table.name} SET at = ? WHERE at > ?", (at, bound))
    there = {row[0] for row in connection.query(f"SELECT {columns[0]} FROM {table.name} WHERE at = ?", (at,))}
    if rows := [(number, at) for number in numbers if number not in there]:
        connection.insert(table.name, columns, rows)


def _page(connection: Connection, account: int, last: int) -> list[Transfer]:
    return history(connection, account, last - PAGE + 1, last) if last > 0 else []


def pull_back(connection: Connection, today: int) -> None:
    """What was counted on a day to come counts today: uses of agreements, cash."""
    for table in _DAYS:
        connection.execute(f"UPDATE {table} SET day = ? WHERE day > ?", (today, today))
