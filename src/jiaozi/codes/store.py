"""Reads of codes. Plain SQL."""

from collections.abc import Iterable
from typing import Final

from jiaozi.codes.model import CollectCode, PayerToken, Presentation
from jiaozi.codes.schema import CODE_PLAN_COLUMNS, COLLECT_CODES, NUMBER_COLUMNS, PAYER_TOKENS, PRESENTATION_COLUMNS
from jiaozi.db.engine import Connection
from jiaozi.kinds import CollectCodeNo, DeviceNo, PayerTokenNo

_COLLECT: Final = ", ".join(COLLECT_CODES.columns)
_TOKEN: Final = ", ".join(PAYER_TOKENS.columns)
_PRESENTED: Final = (
    f"SELECT {', '.join(f'r.{name}' for name in PRESENTATION_COLUMNS)}, p.store, p.amount_minor, p.at, "
    "p.refunded_minor FROM presentations r JOIN payments p ON p.id = r.payment WHERE r.payer_token = ? AND r.means = ?"
)


def collect_code(connection: Connection, code_id: CollectCodeNo) -> CollectCode | None:
    """The collect code, or None."""
    found = COLLECT_CODES.read(connection, [code_id])
    return found[0] if found else None


def plans_of_codes(connection: Connection, codes: Iterable[int]) -> dict[int, int]:
    """The split plans of codes that have one."""
    rows = connection.fetch("collect_code_plans", CODE_PLAN_COLUMNS, ("collect_code",), [(code,) for code in codes])
    return {row[0]: row[1] for row in rows}


def collect_codes_of_store(connection: Connection, store: int, after: int, limit: int) -> list[CollectCode]:
    """A store's collect codes with ids above `after`, oldest first."""
    sql = f"SELECT {_COLLECT} FROM collect_codes WHERE store = ? AND id > ? ORDER BY id LIMIT ?"
    return [CollectCode(*row) for row in connection.query(sql, (store, after, limit))]


def collect_codes_of_wallet(connection: Connection, wallet: int, after: int, limit: int) -> list[CollectCode]:
    """A wallet's own collect codes with ids above `after`, oldest first."""
    sql = f"SELECT {_COLLECT} FROM collect_codes WHERE wallet = ? AND id > ? ORDER BY id LIMIT ?"
    return [CollectCode(*row) for row in connection.query(sql, (wallet, after, limit))]


def payer_token(connection: Connection, token_id: PayerTokenNo) -> PayerToken | None:
    """The payer's token, or None."""
    found = PAYER_TOKENS.read(connection, [token_id])
    return found[0] if found else None


def numbered(connection: Connection, numbers: Iterable[int]) -> dict[int, PayerTokenNo]:
    """The tokens that have these numbers."""
    rows = connection.fetch("payer_token_numbers", NUMBER_COLUMNS, ("number",), [(number,) for number in numbers])
    return {row[0]: row[1] for row in rows}


def active_tokens_of(connection: Connection, device: DeviceNo) -> int:
    """How many tokens of a device were not revoked."""
    sql = "SELECT COUNT(*) FROM payer_tokens WHERE device = ? AND revoked_at = 0"
    return int(connection.query(sql, (device,))[0][0])


def payer_tokens_of_wallet(connection: Connection, wallet: int, after: int, limit: int) -> list[PayerToken]:
    """A wallet's tokens with ids above `after`, oldest first."""
    sql = f"SELECT {_TOKEN} FROM payer_tokens WHERE wallet = ? AND id > ? ORDER BY id LIMIT ?"
    return [PayerToken(*row) for row in connection.query(sql, (wallet, after, limit))]


def presentation(connection: Connection, token_id: PayerTokenNo, means: int, counter: int) -> Presentation | None:
    """What a token was charged for a counter, or None."""
    rows = connection.query(f"{_PRESENTED} AND r.counter = ?", (token_id, means, counter))
    return Presentation(*rows[0]) if rows else None


def presentations_page(connection: Connection, token_id: int, means: int, after: int, limit: int) -> list[Presentation]:
    """What a token was charged by codes or by taps, with counters above `after`, in the order they were presented."""
    sql = f"{_PRESENTED} AND r.counter > ? ORDER BY r.counter LIMIT ?"
    return [Presentation(*row) for row in connection.query(sql, (token_id, means, after, limit))]
