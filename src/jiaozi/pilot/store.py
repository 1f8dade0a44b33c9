"""What a world comes to, asked of its tables: wallets, what flowed through them, payments, refunds, stores. Plain SQL.

Every statement goes over whole tables, as reports do; sums are in fen. Days and hours are China's.
"""

from typing import Final

from jiaozi.clock import CHINA_OFFSET_US, DAY_US, HOUR_US
from jiaozi.db.engine import Connection, Row
from jiaozi.ledger.model import MOVING, Kind
from jiaozi.ledger.store import TOLD_AT, day_of
from jiaozi.wallets.model import ACCOUNT_KINDS

_IN_WALLETS: Final = ", ".join(str(int(kind)) for kind in ACCOUNT_KINDS.values())
_MOVING: Final = ", ".join(map(str, MOVING))
_OF_DAY: Final = f"((p.at + {CHINA_OFFSET_US}) % {DAY_US})"
_HOUR: Final = f"({_OF_DAY} - {_OF_DAY} % {HOUR_US}) / {HOUR_US}"
_PAID: Final = "FROM payments p {joins} WHERE p.captured_minor > 0 GROUP BY {by}"
_PLACED: Final = "LEFT JOIN stores s ON s.id = p.store"
_TRADED: Final = f"{_PLACED} LEFT JOIN merchants m ON m.id = s.merchant"
_REGION: Final = "COALESCE(s.region, '')"


def wallets(connection: Connection) -> list[Row]:
    """(operator's code, kind of holder, class, wallets)."""
    return connection.query(
        "SELECT i.code, w.kind, w.wallet_class, COUNT(*) FROM wallets w JOIN institutions i ON i.id = w.operator "
        "GROUP BY i.code, w.kind, w.wallet_class ORDER BY i.code, w.kind, w.wallet_class"
    )


def flows(connection: Connection, side: str) -> list[Row]:
    """(day, ledger code, transfers, fen) of what went into wallets (`credit`) or out of them (`debit`)."""
    return connection.query(
        f"SELECT {day_of(TOLD_AT)} AS day, t.code, COUNT(*), SUM(t.amount) FROM transfers t "
        f"JOIN accounts a ON a.id = t.{side} AND a.kind IN ({_IN_WALLETS}) LEFT JOIN misdated m ON m.transfer = t.id "
        f"WHERE t.phase IN ({_MOVING}) GROUP BY day, t.code ORDER BY day, t.code"
    )


def held(connection: Connection) -> tuple[int, int]:
    """Fen in all wallets, and in all operators' vaults, as the accounts say."""
    sql = f"SELECT COALESCE(SUM(posted), 0) FROM accounts WHERE kind IN ({_IN_WALLETS})"
    vaults = f"SELECT COALESCE(SUM(posted), 0) FROM accounts WHERE kind = {Kind.VAULT:d}"
    return int(connection.query(sql)[0][0]), int(connection.query(vaults)[0][0])


def payments_by_day(connection: Connection) -> list[Row]:
    """(day, payments, fen)."""
    return _paid(connection, day_of("p.at"))


def payments_by_hour(connection: Connection) -> list[Row]:
    """(hour of the day, payments, fen)."""
    return _paid(connection, _HOUR)


def payments_by_region(connection: Connection) -> list[Row]:
    """(region of the store, payments, fen); the region is empty where nobody's store was paid."""
    return _paid(connection, _REGION, _PLACED)


def payments_by_trade(connection: Connection) -> list[Row]:
    """(kind of payment, the merchant's scenario, its category, payments, fen); texts are empty without a merchant."""
    return _paid(connection, "p.kind, COALESCE(m.scenario, ''), COALESCE(m.category, '')", _TRADED)


def _paid(connection: Connection, by: str, joins: str = "") -> list[Row]:
    return connection.query(f"SELECT {by}, COUNT(*), SUM(p.captured_minor) {_PAID.format(joins=joins, by=by)}")


def active_by_day(connection: Connection) -> list[Row]:
    """(day, wallets that paid or were paid on it)."""
    return connection.query(f"SELECT day, COUNT(*) FROM ({_parties(day_of('p.at'))}) seen GROUP BY day")


def active(connection: Connection) -> int:
    """Wallets that paid or were paid at all."""
    return int(connection.query(f"SELECT COUNT(*) FROM ({_parties('0')}) seen")[0][0])


def _parties(day: str) -> str:
    sides = ("payer", "payee")
    return " UNION ".join(
        f"SELECT {day} AS day, p.{side} AS wallet FROM payments p WHERE p.captured_minor > 0" for side in sides
    )


def refunds_by_day(connection: Connection) -> list[Row]:
    """(day, refunds, fen)."""
    by = day_of("r.at")
    return connection.query(f"SELECT {by}, COUNT(*), SUM(r.amount_minor) FROM refunds r GROUP BY {by}")


def refunds_by_region(connection: Connection) -> list[Row]:
    """(region of the store, refunds, fen)."""
    return connection.query(
        f"SELECT {_REGION}, COUNT(*), SUM(r.amount_minor) FROM refunds r JOIN payments p ON p.id = r.payment {_PLACED} "
        f"GROUP BY {_REGION}"
    )


def merchants_by_region(connection: Connection) -> list[Row]:
    """(region, merchants with a store there, stores)."""
    return connection.query("SELECT region, COUNT(DISTINCT merchant), COUNT(*) FROM stores GROUP BY region")


def merchants_by_trade(connection: Connection) -> list[Row]:
    """(scenario, category, merchants)."""
    return connection.query("SELECT scenario, category, COUNT(*) FROM merchants GROUP BY scenario, category")
