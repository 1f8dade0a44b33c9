"""Reads of payments, refunds, merchants and stores. Plain SQL."""

from jiaozi.db.engine import Connection
from jiaozi.payments.model import Merchant, Payment, PaymentState, Refund, Store
from jiaozi.payments.schema import MERCHANTS, PAYMENTS, REFUND_COLUMNS, STORES


def payment(connection: Connection, payment_id: int) -> Payment | None:
    """The payment, or None."""
    found = PAYMENTS.read(connection, [payment_id])
    return found[0] if found else None


def refunds_of(connection: Connection, payment_id: int) -> list[Refund]:
    """A payment's refunds, oldest first."""
    sql = f"SELECT {', '.join(REFUND_COLUMNS)} FROM refunds WHERE payment = ? ORDER BY id"
    return [Refund(*row) for row in connection.query(sql, (payment_id,))]


def merchant(connection: Connection, merchant_id: int) -> Merchant | None:
    """The merchant, or None."""
    found = MERCHANTS.read(connection, [merchant_id])
    return found[0] if found else None


def store(connection: Connection, store_id: int) -> Store | None:
    """The store, or None."""
    found = STORES.read(connection, [store_id])
    return found[0] if found else None


def merchants_page(connection: Connection, after: int, limit: int) -> list[Merchant]:
    """Merchants with ids above `after`, in the order of ids."""
    sql = f"SELECT {', '.join(MERCHANTS.columns)} FROM merchants WHERE id > ? ORDER BY id LIMIT ?"
    return [Merchant(*row) for row in connection.query(sql, (after, limit))]


def stores_of(connection: Connection, merchant_id: int) -> list[Store]:
    """A merchant's stores, oldest first."""
    sql = f"SELECT {', '.join(STORES.columns)} FROM stores WHERE merchant = ? ORDER BY id"
    return [Store(*row) for row in connection.query(sql, (merchant_id,))]


def expired_holds(connection: Connection, at: int, limit: int) -> list[int]:
    """Payments whose hold has passed its expiry and still reserves money, by the ledger's own due holds."""
    sql = (
        "SELECT p.id FROM holds h JOIN payments p ON p.id = h.id "
        "WHERE h.state = 0 AND h.expires_at <= ? AND p.state = ? ORDER BY h.expires_at, h.id LIMIT ?"
    )
    return [row[0] for row in connection.query(sql, (at, int(PaymentState.HELD), limit))]
