"""Reads of the scheme: institutions by code, bank accounts by number, pairs. Plain SQL."""

from collections.abc import Sequence
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.scheme.model import BankAccount, Institution, Pair
from jiaozi.scheme.schema import BANK_ACCOUNTS, INSTITUTIONS, PAIRS


def institution_by_code(connection: Connection, codes: Sequence[str]) -> dict[str, int]:
    """Ids of those codes that are institutions."""
    rows = connection.fetch("institutions", ("code", "id"), ("code",), [(code,) for code in dict.fromkeys(codes)])
    return {row[0]: row[1] for row in rows}


def highest_institution(connection: Connection) -> int:
    """The id of the newest institution; 0 in an empty world."""
    return connection.query("SELECT max(id) FROM institutions")[0][0] or 0


def institutions(connection: Connection) -> list[Institution]:
    """All institutions in the order of their opening."""
    rows = connection.query(f"SELECT {', '.join(INSTITUTIONS.columns)} FROM institutions ORDER BY id")
    return [Institution(*row) for row in rows]


def pairs(connection: Connection) -> list[Pair]:
    """All pairs of operators that settle net."""
    return [Pair(*row) for row in connection.query(f"SELECT {', '.join(PAIRS.columns)} FROM pairs ORDER BY id")]


def bank_accounts_by_number(connection: Connection, digests: Sequence[str]) -> dict[str, int]:
    """Ids of those bank accounts by the blind index of their number."""
    keys = [(digest,) for digest in dict.fromkeys(digests)]
    rows = connection.fetch("bank_account_numbers", ("number_digest", "bank_account"), ("number_digest",), keys)
    return {row[0]: row[1] for row in rows}


def bank_account(connection: Connection, account_id: int) -> BankAccount | None:
    """The bank account, or None."""
    found = BANK_ACCOUNTS.read(connection, [account_id])
    return found[0] if found else None


_STILL_MOVING: Final = """
UPDATE institutions SET moving = 1 WHERE moving = 0 AND EXISTS (
  SELECT 1 FROM wallets w WHERE w.operator = institutions.id AND w.regime <> institutions.regime AND w.closed = 0)
"""
_CHANGED_AT: Final = """
UPDATE institutions SET regime_since = COALESCE((
  SELECT MAX(a.at) FROM acts a WHERE a.operation = 'change_regime' AND a.outcome = 'done'
  AND a.command = CONCAT('{"operator":', institutions.id, '}')), 0)
WHERE regime_since = 0
"""
REGIMES_FILLED: Final = (_STILL_MOVING, _CHANGED_AT)
"""What the columns about changes of regime hold in a database that had them not."""
