"""Reads of codes. Plain SQL."""

from typing import Final

from jiaozi.codes.model import CollectCode
from jiaozi.codes.schema import COLLECT_CODES
from jiaozi.db.engine import Connection

_COLLECT: Final = ", ".join(COLLECT_CODES.columns)


def collect_code(connection: Connection, code_id: int) -> CollectCode | None:
    """The collect code, or None."""
    found = COLLECT_CODES.read(connection, [code_id])
    return found[0] if found else None


def collect_codes_of_store(connection: Connection, store: int, after: int, limit: int) -> list[CollectCode]:
    """A store's collect codes with ids above `after`, oldest first."""
    sql = f"SELECT {_COLLECT} FROM collect_codes WHERE store = ? AND id > ? ORDER BY id LIMIT ?"
    return [CollectCode(*row) for row in connection.query(sql, (store, after, limit))]


def collect_codes_of_wallet(connection: Connection, wallet: int, after: int, limit: int) -> list[CollectCode]:
    """A wallet's own collect codes with ids above `after`, oldest first."""
    sql = f"SELECT {_COLLECT} FROM collect_codes WHERE wallet = ? AND id > ? ORDER BY id LIMIT ?"
    return [CollectCode(*row) for row in connection.query(sql, (wallet, after, limit))]
