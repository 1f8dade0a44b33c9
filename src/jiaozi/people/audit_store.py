"""What the invariants of people look for: plain SQL over a snapshot, at most `ROWS_MAX` rows of each."""

from jiaozi.db.engine import Connection, Row
from jiaozi.ledger.model import Code

ROWS_MAX = 100


def stray_aliases(connection: Connection) -> list[Row]:
    """Rows (wallet, holder) of aliases whose wallet is not that holder's, or not a person's."""
    return connection.query(
        "SELECT a.wallet, a.holder FROM aliases a LEFT JOIN wallets w ON w.id = a.wallet "
        f"WHERE a.wallet <> 0 AND (w.id IS NULL OR w.holder <> a.holder OR w.kind <> 1) LIMIT {ROWS_MAX}"
    )


def wrong_returns(connection: Connection) -> list[Row]:
    """Rows (payment, state, refund, returned) of requests that do not fit their payment or their refund."""
    return connection.query(
        "SELECT r.payment, r.state, r.refund, r.returned_minor FROM return_requests r "
        "LEFT JOIN payments p ON p.id = r.payment LEFT JOIN refunds f ON f.id = r.refund "
        "WHERE p.id IS NULL OR p.payer <> r.payer OR p.payee <> r.payee OR (r.state = 0) <> (r.answered_at = 0) "
        "OR (r.state = 1) <> (r.refund <> 0) "
        "OR (r.state = 1 AND (f.id IS NULL OR f.payment <> r.payment OR f.amount_minor <> r.returned_minor)) "
        f"OR (r.state <> 1 AND r.returned_minor <> 0) LIMIT {ROWS_MAX}"
    )


def wrong_guardianships(connection: Connection) -> list[Row]:
    """Rows (id, ward, guardian) of guardianships between others than two people at one operator."""
    return connection.query(
        "SELECT g.id, g.ward, g.guardian FROM guardianships g "
        "LEFT JOIN holders w ON w.id = g.ward LEFT JOIN holders h ON h.id = g.guardian "
        "WHERE w.id IS NULL OR h.id IS NULL OR w.operator <> h.operator OR w.kind <> 1 OR h.kind <> 1 "
        f"OR g.ward = g.guardian OR g.papers = '' LIMIT {ROWS_MAX}"
    )


def unauthorised_signatures(connection: Connection) -> list[Row]:
    """Rows (payment, device) of payments that a device signed which was neither the payer's nor its guardian's then."""
    return connection.query(
        "SELECT p.id, i.device FROM instructions i JOIN devices d ON d.id = i.device "
        "JOIN payments p ON p.id = i.request JOIN wallets w ON w.id = p.payer WHERE w.holder <> d.holder "
        "AND NOT EXISTS (SELECT 1 FROM guardianships g WHERE g.ward = w.holder AND g.guardian = d.holder "
        "AND i.decided_at < g.until_at AND (g.ended_at = 0 OR i.decided_at <= g.ended_at)) "
        f"LIMIT {ROWS_MAX}"
    )


def wrong_estates(connection: Connection) -> list[Row]:
    """Rows (holder, amount, given) of estates whose freeze is not theirs, that left a wallet open or a refund waiting,
    or whose heirs were not given by their journal what they say."""
    return connection.query(
        "SELECT e.holder, e.amount_minor + e.interest_minor, COALESCE(p.given, 0) FROM holder_estates e "
        "LEFT JOIN holder_freezes f ON f.id = e.holder_freeze "
        "LEFT JOIN (SELECT holder, SUM(amount_minor) AS given FROM estate_parts GROUP BY holder) p "
        "ON p.holder = e.holder "
        "LEFT JOIN (SELECT t.journal, SUM(t.amount) AS moved FROM transfers t "
        "JOIN holder_estates j ON j.journal = t.journal "
        "JOIN accounts a ON a.id = t.debit JOIN wallets w ON w.id = a.owner AND w.holder = j.holder "
        f"WHERE t.code = {Code.INHERITANCE:d} AND j.journal <> 0 GROUP BY t.journal) m ON m.journal = e.journal "
        "LEFT JOIN (SELECT holder, journal, SUM(amount_minor) AS owed FROM owed_refunds WHERE paid_into = 0 "
        "AND claimed_at <> 0 GROUP BY holder, journal) o ON o.holder = e.holder AND o.journal = e.journal "
        "WHERE f.id IS NULL OR f.holder <> e.holder OR e.papers = '' OR (e.settled_at <> 0 AND ("
        "e.heir_papers = '' OR f.lifted_at = 0 OR COALESCE(p.given, -1) <> e.amount_minor + e.interest_minor "
        "OR COALESCE(m.moved, 0) + COALESCE(o.owed, 0) <> e.amount_minor + e.interest_minor "
        "OR EXISTS (SELECT 1 FROM holder_wallets h JOIN wallets w ON w.id = h.wallet "
        "WHERE h.holder = e.holder AND w.closed = 0) "
        "OR EXISTS (SELECT 1 FROM owed_refunds w WHERE w.holder = e.holder AND w.claimed_at = 0))) "
        "OR (e.settled_at = 0 AND (p.given IS NOT NULL OR e.amount_minor + e.interest_minor + e.journal <> 0)) "
        f"LIMIT {ROWS_MAX}"
    )
