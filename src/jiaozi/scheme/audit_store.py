"""SQL of the scheme's audit. Every function reads; what it gives is small: institutions, pairs, sums by kind."""

from collections.abc import Iterator
from typing import Final, NamedTuple

from jiaozi.db.engine import Connection, Row
from jiaozi.kinds import INSTITUTION_STEP
from jiaozi.ledger.model import Account, Code
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import CNY, ECNY
from jiaozi.scheme.model import Institution
from jiaozi.scheme.schema import INSTITUTIONS

_ACCOUNT: Final = ", ".join(f"a.{name}" for name in ACCOUNTS.columns)
_INSTITUTION: Final = ", ".join(f"i.{name}" for name in INSTITUTIONS.columns)

_STANDING: Final = f"""
SELECT {_INSTITUTION}, {_ACCOUNT} FROM institutions i
LEFT JOIN accounts a ON a.id >= i.id AND a.id < i.id + {INSTITUTION_STEP} ORDER BY i.id, a.id
"""

_DUES: Final = """
SELECT p.id, p.debtor, p.creditor, t.posted, f.posted
FROM pairs p LEFT JOIN accounts t ON t.id = p.id LEFT JOIN accounts f ON f.id = p.id + 16
WHERE t.id IS NULL OR f.id IS NULL OR t.posted <> f.posted OR t.book <> p.debtor OR f.book <> p.creditor
ORDER BY p.id
"""

_ISSUED: Final = f"""
SELECT account, SUM(amount) FROM (
  SELECT credit AS account, amount FROM transfers WHERE code = {Code.ISSUE:d}
  UNION ALL SELECT debit, -amount FROM transfers WHERE code = {Code.RETIRE:d}
) sides GROUP BY account
"""


class Standing(NamedTuple):
    """An institution and its standing accounts, by their ids."""

    institution: Institution
    accounts: dict[int, Account]


def standing(connection: Connection) -> Iterator[Standing]:
    """Every institution with its standing accounts."""
    width = len(INSTITUTIONS.columns)
    found: Standing | None = None
    for row in connection.query(_STANDING):
        if found is None or found.institution.id != row[0]:
            if found is not None:
                yield found
            found = Standing(Institution(*row[:width]), {})
        if row[width] is not None:
            found.accounts[row[width]] = Account(*row[width:])
    if found is not None:
        yield found


def ecny_by_kind(connection: Connection) -> dict[int, dict[int, int]]:
    """Per book, the sums of E-CNY by kind of account, in minor units."""
    sql = f"SELECT book, kind, SUM(posted) FROM accounts WHERE asset = {ECNY.id} GROUP BY book, kind"
    sums: dict[int, dict[int, int]] = {}
    for book, kind, total in connection.query(sql):
        sums.setdefault(book, {})[kind] = int(total)
    return sums


def cny_of_kind(connection: Connection, kind: int) -> int:
    """The sum of CNY over all accounts of a kind, in minor units."""
    sql = f"SELECT COALESCE(SUM(posted), 0) FROM accounts WHERE asset = {CNY.id} AND kind = ?"
    return int(connection.query(sql, (kind,))[0][0])


def unmatched_dues(connection: Connection) -> list[Row]:
    """(pair, debtor, creditor, owed in the debtor's book, owed in the creditor's): pairs whose two sides differ."""
    return connection.query(_DUES)


def issued(connection: Connection) -> dict[int, int]:
    """What was issued into each vault less what was retired out of it, in minor units; of other accounts, noise."""
    return {row[0]: int(row[1]) for row in connection.query(_ISSUED)}
