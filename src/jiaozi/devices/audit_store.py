"""What the audit of devices asks. Plain SQL."""

from collections.abc import Iterator
from typing import Final

from jiaozi.clock import CHINA_OFFSET_US, DAY_US
from jiaozi.db.engine import Connection, Row

_PAGE: Final = 10_000


def active_keys(connection: Connection) -> Iterator[Row]:
    """Rows (device, algorithm, public_key) of all active devices, read page by page."""
    sql = "SELECT id, algorithm, public_key FROM devices WHERE revoked_at = 0 AND id > ? ORDER BY id LIMIT ?"
    last = 0
    while rows := connection.query(sql, (last, _PAGE)):
        yield from rows
        last = rows[-1][0]


def wrong_counts(connection: Connection) -> list[Row]:
    """Rows (holder, added, active, devices, active devices) of holders whose devices are counted wrongly."""
    return connection.query(
        "SELECT h.holder, h.added, h.active, COUNT(d.id), "
        "COALESCE(SUM(CASE WHEN d.revoked_at = 0 THEN 1 ELSE 0 END), 0) "
        "FROM device_holders h LEFT JOIN devices d ON d.holder = h.holder GROUP BY h.holder, h.added, h.active "
        "HAVING h.added <> COUNT(d.id) "
        "OR h.active <> COALESCE(SUM(CASE WHEN d.revoked_at = 0 THEN 1 ELSE 0 END), 0)"
    )


def unkept_devices(connection: Connection) -> list[Row]:
    """Rows (device,) of devices whose key is not kept as theirs, or whose holder has no row."""
    return connection.query(
        "SELECT d.id FROM devices d LEFT JOIN device_keys k ON k.public_key = d.public_key "
        "LEFT JOIN device_holders h ON h.holder = d.holder "
        "WHERE k.device IS NULL OR k.device <> d.id OR h.holder IS NULL"
    )


def untimely_instructions(connection: Connection) -> list[Row]:
    """Rows (device, nonce, decided_at) of instructions without a device, after its end or after their own."""
    return connection.query(
        "SELECT i.device, i.nonce, i.decided_at FROM instructions i LEFT JOIN devices d ON d.id = i.device "
        "WHERE d.id IS NULL OR i.decided_at >= i.expires_at OR (d.revoked_at <> 0 AND i.decided_at > d.revoked_at)"
    )


def newest_instructions(connection: Connection, limit: int) -> list[Row]:
    """Rows (device, nonce, base, signature, algorithm, public_key) of the newest instructions."""
    sql = (
        "SELECT i.device, i.nonce, i.base, i.signature, d.algorithm, d.public_key "
        "FROM instructions i JOIN devices d ON d.id = i.device ORDER BY i.request DESC LIMIT ?"
    )
    return connection.query(sql, (limit,))


def uncounted_small_amounts(connection: Connection) -> list[Row]:
    """Rows (holder, day, counted, paid) of holders who paid more on their newest day without a PIN than was counted."""
    return connection.query(
        "SELECT h.holder, h.small_day, h.small_used_minor, SUM(p.amount_minor) FROM device_holders h "
        "JOIN devices d ON d.holder = h.holder JOIN instructions i ON i.device = d.id "
        "JOIN payments p ON p.id = i.request "
        "WHERE i.user_verified = 0 AND i.operation = 'pay' AND i.decided_at >= h.small_day * ? - ? "
        "GROUP BY h.holder, h.small_day, h.small_used_minor HAVING SUM(p.amount_minor) > h.small_used_minor",
        (DAY_US, CHINA_OFFSET_US),
    )
