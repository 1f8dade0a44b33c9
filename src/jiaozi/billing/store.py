"""Reads of requests to pay and of bills. Plain SQL."""

from collections.abc import Iterable
from typing import Final

from jiaozi.billing.model import Bill, BillState, PaymentRequest, RequestState
from jiaozi.billing.schema import BILL_LIST, BILLS, PAYMENT_REQUESTS
from jiaozi.db.engine import Connection
from jiaozi.db.lists import Found, Walk, equals, page
from jiaozi.kinds import Count, DeviceNo, Instant, MerchantNo, PaymentRequestNo

_BILL: Final = ", ".join(BILLS.columns)


def payment_request(connection: Connection, number: PaymentRequestNo) -> PaymentRequest | None:
    """The request, or None."""
    found = PAYMENT_REQUESTS.read(connection, [number])
    return found[0] if found else None


def nonce_used(connection: Connection, device: DeviceNo, nonce: str) -> bool:
    """Whether a device has signed a request with this nonce."""
    return bool(connection.fetch("signed_requests", ("nonce",), ("device", "nonce"), [(device, nonce)]))


def nonces_of(connection: Connection, requests: Iterable[PaymentRequestNo]) -> dict[PaymentRequestNo, str]:
    """The nonces of signed requests, by request."""
    wanted = [(number,) for number in requests]
    rows = connection.fetch("signed_requests", ("payment_request", "nonce"), ("payment_request",), wanted)
    return {row[0]: row[1] for row in rows}


def expired_requests(connection: Connection, at: int, limit: int) -> list[PaymentRequestNo]:
    """Open requests whose expiry has passed, the longest overdue first."""
    sql = "SELECT id FROM payment_requests WHERE state = ? AND expires_at <= ? ORDER BY expires_at, id LIMIT ?"
    return [row[0] for row in connection.query(sql, (int(RequestState.OPEN), at, limit))]


def bill(connection: Connection, merchant: MerchantNo, number: str) -> Bill | None:
    """The bill of a biller by its number, or None."""
    found = BILLS.read(connection, [(merchant, number)])
    return found[0] if found else None


def open_bills_of(connection: Connection, merchant: MerchantNo, account: str) -> list[tuple[MerchantNo, str]]:
    """The keys of all open bills that a biller has for an account."""
    sql = "SELECT number FROM bills WHERE merchant = ? AND account = ? AND state = ? ORDER BY number"
    return [(merchant, row[0]) for row in connection.query(sql, (merchant, account, int(BillState.OPEN)))]


def awaited_bills(connection: Connection, at: int, limit: int) -> list[tuple[int, MerchantNo, str, Count, Instant]]:
    """Open bills that are to be looked at, the longest overdue first: (id, biller, number, tries, when)."""
    sql = (
        "SELECT id, merchant, number, tries, look_at FROM bills"
        " WHERE state = ? AND look_at > 0 AND look_at <= ? ORDER BY look_at, id LIMIT ?"
    )
    found = connection.query(sql, (int(BillState.OPEN), at, limit))
    return [(row[0], row[1], row[2], row[3], row[4]) for row in found]


def bills_page(connection: Connection, merchant: MerchantNo, state: int | None, after: int, limit: int) -> Found[Bill]:
    """A biller's bills, of one state or of all, with ids above `after`, in the order in which they first came."""
    asked = [equals("merchant", merchant), *([] if state is None else [equals("state", state)])]
    return page(connection, BILL_LIST, Walk(tuple(asked), "merchant"), after, limit)


_ASKED: Final = f"UPDATE payment_requests SET asked = payer WHERE asked = 0 AND state = {RequestState.OPEN:d}"

_OPEN: Final = f"""
REPLACE INTO open_requests (payee, payer, requests)
SELECT c.payee, c.payer, COUNT(*) FROM (
  SELECT payee, 0 AS payer FROM payment_requests WHERE state = {RequestState.OPEN:d}
  UNION ALL SELECT 0, asked FROM payment_requests WHERE state = {RequestState.OPEN:d} AND asked <> 0
  UNION ALL SELECT payee, asked FROM payment_requests WHERE state = {RequestState.OPEN:d} AND asked <> 0
) c GROUP BY c.payee, c.payer
"""

_NONCES: Final = """
REPLACE INTO signed_requests (device, nonce, payment_request)
SELECT r.device, CAST(r.id AS CHAR), r.id FROM payment_requests r
WHERE r.device <> 0 AND NOT EXISTS (SELECT 1 FROM signed_requests s WHERE s.payment_request = r.id)
"""

COUNTED: Final = (_ASKED, _OPEN, _NONCES)
"""What an earlier schema did not count: open requests, by whom they ask, and one nonce for each signature. Each may run
again."""
