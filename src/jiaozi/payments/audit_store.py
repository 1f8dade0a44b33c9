"""SQL of the audit of wallets and payments. Every function gives what is wrong, as rows; a sound world gives none.

All of it is set-based, at most `ROWS_MAX` rows of a query. The hints (`/*+ ... */`) are for OceanBase, which otherwise
looks every row up one by one; to SQLite they are comments.
"""

from datetime import date
from typing import Final

from jiaozi.clock import CHINA_OFFSET_US, DAY_US, china_midnight
from jiaozi.db.engine import Connection, Row
from jiaozi.ledger.model import Code, HoldState, Kind, Phase
from jiaozi.money import ECNY
from jiaozi.payments.model import CODES, PaymentState
from jiaozi.scheme.model import CENTRAL_BANK, Regime, Role, account
from jiaozi.wallets.model import ACCOUNT_KINDS, HOLDER_KINDS, FreezeScope

ROWS_MAX: Final = 100

_KIND_OF_REGIME: Final = " ".join(f"WHEN {regime:d} THEN {kind:d}" for regime, kind in ACCOUNT_KINDS.items())
_WALLET_KINDS: Final = ", ".join(str(int(kind)) for kind in ACCOUNT_KINDS.values())
_CODE_OF_KIND: Final = " ".join(f"WHEN {kind:d} THEN {code:d}" for kind, code in CODES.items())

_UNHOUSED: Final = f"""
SELECT /*+ LEADING(w a) USE_HASH(a) */ w.id, w.account, w.regime, a.kind, a.book, a.closed, a.posted
FROM wallets w LEFT JOIN accounts a ON a.id = w.account
WHERE a.id IS NULL OR a.asset <> {ECNY.id} OR a.owner <> w.id OR a.closed <> w.closed
   OR a.kind <> CASE w.regime {_KIND_OF_REGIME} ELSE 0 END
   OR a.book <> CASE w.regime WHEN {Regime.M0_CASH:d} THEN {CENTRAL_BANK} ELSE w.operator END
   OR (w.closed <> 0 AND (a.posted <> 0 OR a.pending_out <> 0))
ORDER BY w.id LIMIT {ROWS_MAX}
"""

_OWNERLESS: Final = f"""
SELECT /*+ LEADING(a w) USE_HASH(w) */ a.id, a.owner, a.posted
FROM accounts a LEFT JOIN wallets w ON w.id = a.owner
WHERE a.kind IN ({_WALLET_KINDS})
  AND (w.id IS NULL OR (w.account <> a.id AND (a.closed = 0 OR a.posted <> 0 OR a.pending_out <> 0)))
ORDER BY a.id LIMIT {ROWS_MAX}
"""

_HOLDERLESS: Final = f"""
SELECT /*+ LEADING(w h l) USE_HASH(h) USE_HASH(l) */ w.id, w.holder
FROM wallets w LEFT JOIN holders h ON h.id = w.holder
LEFT JOIN holder_wallets l ON l.holder = w.holder AND l.wallet = w.id
WHERE h.id IS NULL OR h.operator <> w.operator OR h.kind <> w.kind OR l.wallet IS NULL
ORDER BY w.id LIMIT {ROWS_MAX}
"""

_FREEZES: Final = f"""
SELECT w.id, w.freezes_all, w.freezes_out, w.frozen_minor,
       COALESCE(f.everything, 0), COALESCE(f.out_only, 0), COALESCE(f.amount, 0)
FROM wallets w LEFT JOIN (
  SELECT wallet, SUM(CASE WHEN scope = {FreezeScope.ALL:d} THEN 1 ELSE 0 END) AS everything,
         SUM(CASE WHEN scope = {FreezeScope.OUT:d} THEN 1 ELSE 0 END) AS out_only,
         SUM(CASE WHEN scope = {FreezeScope.AMOUNT:d} THEN amount_minor ELSE 0 END) AS amount
  FROM freezes WHERE lifted_at = 0 GROUP BY wallet
) f ON f.wallet = w.id
WHERE w.freezes_all <> COALESCE(f.everything, 0) OR w.freezes_out <> COALESCE(f.out_only, 0)
   OR w.frozen_minor <> COALESCE(f.amount, 0)
ORDER BY w.id LIMIT {ROWS_MAX}
"""

_NO_USAGE: Final = f"""
SELECT /*+ LEADING(w u) USE_HASH(u) */ w.id FROM wallets w LEFT JOIN usages u ON u.id = w.id
WHERE u.id IS NULL ORDER BY w.id LIMIT {ROWS_MAX}
"""

_TOLD_AT: Final = "COALESCE(m.at, p.at)"
_COUNTED: Final = f"""
SUM(CASE WHEN {_TOLD_AT} >= d.day * {DAY_US} - {CHINA_OFFSET_US}
          AND {_TOLD_AT} < (d.day + 1) * {DAY_US} - {CHINA_OFFSET_US}
         THEN CASE WHEN p.state = {PaymentState.HELD:d} THEN p.amount_minor ELSE p.captured_minor END
         ELSE 0 END) AS today,
SUM(CASE WHEN p.state = {PaymentState.HELD:d} THEN p.amount_minor ELSE p.captured_minor END) AS whole
"""

_SENT_AT: Final = "COALESCE(m.at, e.sent_at)"
_PUT_ASIDE: Final = "CASE WHEN e.ended_at = 0 THEN e.amount_minor ELSE e.claimed_minor END"
_SENT: Final = f"""
SUM(CASE WHEN {_SENT_AT} >= d.day * {DAY_US} - {CHINA_OFFSET_US}
          AND {_SENT_AT} < (d.day + 1) * {DAY_US} - {CHINA_OFFSET_US}
         THEN {_PUT_ASIDE} ELSE 0 END) AS today,
SUM({_PUT_ASIDE}) AS whole
"""
"""What envelopes put aside counts once, when they are sent; their claims do not."""

_GIVEN_AT: Final = "COALESCE(m.at, x.at)"
_GIVEN: Final = f"""
SUM(CASE WHEN {_GIVEN_AT} >= d.day * {DAY_US} - {CHINA_OFFSET_US}
          AND {_GIVEN_AT} < (d.day + 1) * {DAY_US} - {CHINA_OFFSET_US} THEN x.amount_minor ELSE 0 END) AS today,
SUM(x.amount_minor) AS whole
"""
"""Claims of programs that their holder passed on, and what funders paid in that may become others' own."""

_USAGES: Final = f"""
SELECT u.id, u.day, u.used_today_minor, COALESCE(s.today, 0), u.used_year_minor, COALESCE(s.whole, 0)
FROM usages u LEFT JOIN (
  SELECT payer, SUM(today) AS today, SUM(whole) AS whole FROM (
    SELECT /*+ LEADING(p d) USE_HASH(d) USE_HASH(m) */ p.payer AS payer, {_COUNTED}
    FROM payments p JOIN usages d ON d.id = p.payer LEFT JOIN misdated m ON m.transfer = p.journal
    WHERE d.year = ? AND {_TOLD_AT} >= ? AND p.id NOT IN (SELECT payment FROM envelope_claims) GROUP BY p.payer
    UNION ALL
    SELECT e.wallet AS payer, {_SENT}
    FROM envelopes e JOIN usages d ON d.id = e.wallet LEFT JOIN misdated m ON m.transfer = e.id
    WHERE d.year = ? AND {_SENT_AT} >= ? GROUP BY e.wallet
    UNION ALL
    SELECT x.sender AS payer, {_GIVEN}
    FROM claim_passes x JOIN usages d ON d.id = x.sender LEFT JOIN misdated m ON m.transfer = x.journal
    WHERE d.year = ? AND {_GIVEN_AT} >= ? GROUP BY x.sender
    UNION ALL
    SELECT x.wallet AS payer, {_GIVEN}
    FROM program_fundings x JOIN usages d ON d.id = x.wallet LEFT JOIN misdated m ON m.transfer = x.journal
    WHERE x.counted = 1 AND d.year = ? AND {_GIVEN_AT} >= ? GROUP BY x.wallet
    UNION ALL
    SELECT s.parent AS payer, {_COUNTED}
    FROM sub_wallets s JOIN payments p ON p.payer = s.id JOIN usages d ON d.id = s.parent
    LEFT JOIN misdated m ON m.transfer = p.journal
    WHERE d.year = ? AND {_TOLD_AT} >= ? GROUP BY s.parent
  ) c GROUP BY payer
) s ON s.payer = u.id
WHERE u.year = ? AND (u.used_today_minor <> COALESCE(s.today, 0) OR u.used_year_minor <> COALESCE(s.whole, 0))
ORDER BY u.id LIMIT ?
"""

_PAID: Final = f"""
SELECT /*+ LEADING(p t) USE_HASH(t) */ p.id, p.amount_minor, p.captured_minor, p.state, t.amount, t.code
FROM payments p LEFT JOIN transfers t ON t.id = p.journal
WHERE p.hold = 0 AND (
  t.id IS NULL OR (t.amount <> p.amount_minor AND p.bound_minor = 0 AND p.id NOT IN (SELECT payment FROM split_parts))
  OR (t.phase <> {Phase.POSTED:d} AND p.id NOT IN (SELECT payment FROM envelope_claims)) OR t.recorded_at <> p.at
  OR (t.code <> CASE p.kind {_CODE_OF_KIND} ELSE 0 END AND (p.bound_minor = 0 OR t.code <> {Code.REDEEM:d}))
  OR p.captured_minor <> p.amount_minor OR p.state <> {PaymentState.COMPLETED:d})
ORDER BY p.id LIMIT {ROWS_MAX}
"""

_HELD: Final = f"""
SELECT p.id, p.amount_minor, p.captured_minor, p.state, h.amount, h.state, COALESCE(c.captured, 0)
FROM payments p LEFT JOIN holds h ON h.id = p.hold LEFT JOIN (
  SELECT hold, SUM(amount) AS captured FROM transfers
  WHERE hold <> 0 AND phase = {Phase.CAPTURED:d} GROUP BY hold
) c ON c.hold = p.hold
WHERE p.hold <> 0 AND (
  h.id IS NULL OR h.amount <> p.amount_minor OR h.expires_at <> p.expires_at
  OR p.captured_minor <> COALESCE(c.captured, 0)
  OR (h.state = {HoldState.PENDING:d}) <> (p.state = {PaymentState.HELD:d})
  OR (p.state = {PaymentState.COMPLETED:d} AND p.captured_minor = 0)
  OR (p.state IN ({PaymentState.RELEASED:d}, {PaymentState.EXPIRED:d}) AND p.captured_minor <> 0)
  OR (p.state = {PaymentState.RELEASED:d} AND h.state <> {HoldState.VOIDED:d})
  OR (p.state = {PaymentState.EXPIRED:d} AND h.state <> {HoldState.EXPIRED:d}))
ORDER BY p.id LIMIT {ROWS_MAX}
"""

_REFUNDED: Final = f"""
SELECT p.id, p.captured_minor, p.refunded_minor, COALESCE(r.total, 0)
FROM payments p LEFT JOIN (SELECT payment, SUM(amount_minor) AS total FROM refunds GROUP BY payment) r
  ON r.payment = p.id
WHERE p.refunded_minor <> COALESCE(r.total, 0) OR p.refunded_minor > p.captured_minor OR p.refunded_minor < 0
ORDER BY p.id LIMIT {ROWS_MAX}
"""

_REFUNDS: Final = f"""
SELECT /*+ LEADING(r t p) USE_HASH(t) USE_HASH(p) */ r.id, r.payment, r.amount_minor, t.amount, t.code
FROM refunds r LEFT JOIN transfers t ON t.id = r.journal LEFT JOIN payments p ON p.id = r.payment
WHERE p.id IS NULL OR t.id IS NULL OR t.recorded_at <> r.at
   OR (t.code <> {Code.REFUND:d} AND (p.bound_minor = 0 OR t.code <> {Code.COFUND:d}))
   OR (t.amount <> r.amount_minor AND p.bound_minor = 0 AND r.id NOT IN (SELECT refund FROM split_refunds))
ORDER BY r.id LIMIT {ROWS_MAX}
"""

_SOURCES: Final = f"""
SELECT p.id, p.amount_minor, p.bound_minor, COALESCE(s.bound, 0), COALESCE(s.own, 0)
FROM payments p LEFT JOIN (
  SELECT payment, SUM(CASE WHEN claim = 0 THEN amount_minor ELSE 0 END) AS own,
         SUM(CASE WHEN claim <> 0 THEN amount_minor ELSE 0 END) AS bound
  FROM payment_sources GROUP BY payment
) s ON s.payment = p.id
WHERE (p.bound_minor <> 0 OR s.payment IS NOT NULL) AND (
  p.bound_minor <> COALESCE(s.bound, 0) OR p.amount_minor <> COALESCE(s.own, 0) + COALESCE(s.bound, 0) OR p.hold <> 0)
ORDER BY p.id LIMIT {ROWS_MAX}
"""

_BACK: Final = f"""
SELECT p.id, p.refunded_minor, COALESCE(s.returned, 0), COALESCE(m.own, 0), COALESCE(m.bound, 0)
FROM payments p LEFT JOIN (
  SELECT payment, SUM(returned_minor) AS returned FROM payment_sources GROUP BY payment
) s ON s.payment = p.id LEFT JOIN (
  SELECT payment, SUM(CASE WHEN claim = 0 THEN amount_minor ELSE 0 END) AS own,
         SUM(CASE WHEN claim <> 0 THEN amount_minor ELSE 0 END) AS bound
  FROM source_refunds GROUP BY payment
) m ON m.payment = p.id
WHERE p.bound_minor <> 0 AND (
  COALESCE(s.returned, 0) <> COALESCE(m.bound, 0) OR p.refunded_minor <> COALESCE(m.own, 0) + COALESCE(m.bound, 0)
  OR (COALESCE(m.bound, 0) > 0 AND COALESCE(m.own, 0) < p.amount_minor - p.bound_minor))
ORDER BY p.id LIMIT {ROWS_MAX}
"""

_WAYS: Final = f"""
SELECT s.payment, s.n, s.amount_minor, t.amount FROM payment_sources s LEFT JOIN transfers t ON t.id = s.transfer
WHERE t.id IS NULL OR t.amount <> s.amount_minor
   OR t.code <> CASE s.claim WHEN 0 THEN {Code.PAYMENT:d} ELSE {Code.REDEEM:d} END
UNION ALL
SELECT m.refund, m.n, m.amount_minor, t.amount FROM source_refunds m LEFT JOIN transfers t ON t.id = m.transfer
WHERE t.id IS NULL OR t.amount <> m.amount_minor OR t.code <> {Code.REFUND:d}
ORDER BY 1, 2 LIMIT {ROWS_MAX}
"""

_OWED: Final = f"""
SELECT CASE regime WHEN {Regime.M0_CASH:d} THEN {CENTRAL_BANK} ELSE operator END AS book, SUM(amount_minor)
FROM owed_refunds WHERE claimed_at = 0 GROUP BY book
"""

_PARTIES: Final = f"""
SELECT /*+ LEADING(p a b s m) USE_HASH(a) USE_HASH(b) USE_HASH(s) USE_HASH(m) */ p.id, p.payer, p.payee, p.store
FROM payments p LEFT JOIN wallets a ON a.id = p.payer LEFT JOIN wallets b ON b.id = p.payee
LEFT JOIN stores s ON s.id = p.store LEFT JOIN merchants m ON m.id = s.merchant
WHERE a.id IS NULL OR b.id IS NULL OR p.payer = p.payee OR (p.store <> 0 AND (m.id IS NULL OR m.wallet <> p.payee))
ORDER BY p.id LIMIT {ROWS_MAX}
"""

_MERCHANTS: Final = f"""
SELECT m.id, m.wallet FROM merchants m LEFT JOIN wallets w ON w.id = m.wallet
WHERE w.id IS NULL OR w.kind <> {HOLDER_KINDS["corporate"]} OR w.operator <> m.operator ORDER BY m.id LIMIT {ROWS_MAX}
"""

_FEES: Final = f"""
SELECT (SELECT COALESCE(SUM(fee_minor), 0) FROM payments),
       (SELECT COALESCE(SUM(t.amount), 0) FROM transfers t JOIN accounts a ON a.id = t.credit
        WHERE t.code = {Code.FEE:d} AND a.kind = {Kind.FUNDING:d})
"""


def unhoused_wallets(connection: Connection) -> list[Row]:
    """(wallet, account, regime, the account's kind, book, closed, posted): wallets without their right account."""
    return connection.query(_UNHOUSED)


def ownerless_accounts(connection: Connection) -> list[Row]:
    """(account, owner, posted): accounts of wallets' kinds, open or with money, that no wallet has."""
    return connection.query(_OWNERLESS)


def holderless_wallets(connection: Connection) -> list[Row]:
    """(wallet, holder): wallets whose holder is absent, another operator's, or does not list them."""
    return connection.query(_HOLDERLESS)


def wrong_freezes(connection: Connection) -> list[Row]:
    """(wallet, its three freeze columns, what its open freezes sum up to)."""
    return connection.query(_FREEZES)


def without_usage(connection: Connection) -> list[Row]:
    """(wallet): wallets without a usage row."""
    return connection.query(_NO_USAGE)


def wrong_usages(connection: Connection, limit: int = ROWS_MAX) -> list[Row]:
    """(wallet, day, used today, paid that day, used that year, paid since its start), in minor units and China's days.
    What a pushed sub-wallet paid is counted by its parent, too; what an envelope put aside, when it was sent; a claim
    of a program that was passed on; and what a funder paid in that may become others' own.

    Later payments are not of that day, so a row that was not carried over to a new day or year is found, too.
    """
    found: list[Row] = []
    for (year,) in connection.query("SELECT DISTINCT year FROM usages ORDER BY year"):
        since = china_midnight(date(year, 1, 1))
        found += connection.query(_USAGES, (*(year, since) * 5, year, limit))
    return found


def wrong_payments(connection: Connection) -> list[Row]:
    """(payment, amount, captured, state, what its journal moved, its code): payments made at once."""
    return connection.query(_PAID)


def wrong_held_payments(connection: Connection) -> list[Row]:
    """(payment, amount, captured, state, the hold's amount and state, what its journals captured)."""
    return connection.query(_HELD)


def wrong_refunded(connection: Connection) -> list[Row]:
    """(payment, captured, refunded, sum of its refunds), in minor units."""
    return connection.query(_REFUNDED)


def wrong_refunds(connection: Connection) -> list[Row]:
    """(refund, payment, amount, what its journal moved, its code)."""
    return connection.query(_REFUNDS)


def owed_by_book(connection: Connection) -> dict[int, int]:
    """What refunds that wait for their payers add up to, in minor units, by the book in which they wait."""
    return {int(book): int(owed) for book, owed in connection.query(_OWED)}


def cleared_by_book(connection: Connection) -> dict[int, int]:
    """What institutions' clearing accounts hold, in minor units, by book."""
    keys = [(account(row[0], Role.CLEARING),) for row in connection.query("SELECT id FROM institutions")]
    return {int(book): int(held) for book, held in connection.fetch("accounts", ("book", "posted"), ("id",), keys)}


def wrong_sources(connection: Connection) -> list[Row]:
    """(payment, amount, what claims paid, what its sources say they paid, and of the payer's own money)."""
    return connection.query(_SOURCES)


def wrong_back(connection: Connection) -> list[Row]:
    """(payment, refunded, what came back to claims, what moved of the payer's own money and of theirs); the payer's own
    comes first."""
    return connection.query(_BACK)


def wrong_ways(connection: Connection) -> list[Row]:
    """(payment or refund, n, amount, what its transfer moved): moves that are not what the journal moved."""
    return connection.query(_WAYS)


def wrong_parties(connection: Connection) -> list[Row]:
    """(payment, payer, payee, store): payments whose parties are absent, the same, or not the store's."""
    return connection.query(_PARTIES)


def wrong_merchants(connection: Connection) -> list[Row]:
    """(merchant, wallet): merchants that are not paid into a corporate wallet of their operator."""
    return connection.query(_MERCHANTS)


def fee_sums(connection: Connection) -> tuple[int, int]:
    """What payments say was charged as fees, and what reached operators as fees, in minor units."""
    charged, taken = connection.query(_FEES)[0]
    return int(charged), int(taken)
