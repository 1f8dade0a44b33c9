"""SQL of the audit of mandates and standing payments. Every function gives what is wrong, as rows; a sound world gives
none."""

from typing import Final

from jiaozi.clock import CHINA_OFFSET_US, DAY_US
from jiaozi.db.engine import Connection, Row
from jiaozi.mandates.dates import WEEK
from jiaozi.mandates.model import CADENCES, UNENDING, MandateState
from jiaozi.mandates.standing import TRIES_MAX
from jiaozi.mandates.standing_model import DueState, StandingState
from jiaozi.payments.model import PaymentState

ROWS_MAX: Final = 100

_TERMS: Final = f"""
SELECT m.id, m.version, m.state, m.ended_at FROM mandates m
LEFT JOIN mandate_terms t ON t.mandate = m.id AND t.version = m.version
LEFT JOIN (SELECT mandate, COUNT(*) AS versions, MAX(version) AS newest FROM mandate_terms GROUP BY mandate) v
  ON v.mandate = m.id
WHERE t.mandate IS NULL OR v.versions <> m.version OR v.newest <> m.version
   OR t.per_debit_minor <> m.per_debit_minor OR t.per_period_minor <> m.per_period_minor
   OR t.last_day <> m.last_day OR t.debits_max <> m.debits_max
   OR m.ends_at <> CASE WHEN m.last_day = 0 THEN {UNENDING}
                        ELSE (m.last_day + 1) * {DAY_US} - {CHINA_OFFSET_US} END
   OR (m.state <> {MandateState.ENDED:d} AND m.debits_max <> 0 AND m.debits >= m.debits_max)
ORDER BY m.id LIMIT {ROWS_MAX}
"""

_SUMS: Final = f"""
SELECT m.id, m.debits, m.collected_minor, m.period_minor, COUNT(d.number), COALESCE(SUM(d.amount_minor), 0)
FROM mandates m LEFT JOIN mandate_debits d ON d.mandate = m.id
GROUP BY m.id, m.debits, m.collected_minor, m.period_day, m.period_minor, m.latest_day, m.collected_at
HAVING COUNT(d.number) <> m.debits OR COALESCE(MAX(d.place), 0) <> m.debits
    OR COALESCE(SUM(d.amount_minor), 0) <> m.collected_minor OR COALESCE(MAX(d.period_day), 0) <> m.latest_day
    OR COALESCE(SUM(CASE WHEN d.place = m.debits THEN d.at ELSE 0 END), 0) <> m.collected_at
    OR COALESCE(SUM(CASE WHEN d.place = m.debits THEN d.period_day ELSE 0 END), 0) <> m.period_day
    OR COALESCE(SUM(CASE WHEN d.period_day = m.period_day THEN d.amount_minor ELSE 0 END), 0) <> m.period_minor
ORDER BY m.id LIMIT {ROWS_MAX}
"""

_BEYOND: Final = f"""
SELECT d.mandate, d.number, d.amount_minor, d.period_minor, d.running, d.day
FROM (
  SELECT mandate, number, place, version, amount_minor, day, period_day, period_minor, at,
         SUM(amount_minor) OVER (PARTITION BY mandate, period_day ORDER BY place) AS running
  FROM mandate_debits
) d
LEFT JOIN mandates m ON m.id = d.mandate
LEFT JOIN mandate_terms t ON t.mandate = d.mandate AND t.version = d.version
WHERE m.id IS NULL OR t.mandate IS NULL OR d.period_minor <> d.running
   OR d.amount_minor > t.per_debit_minor OR d.running > t.per_period_minor
   OR d.day < m.first_day OR (t.last_day <> 0 AND d.day > t.last_day)
   OR (t.debits_max <> 0 AND d.place > t.debits_max)
   OR d.at < d.day * {DAY_US} - {CHINA_OFFSET_US} OR d.at >= (d.day + 1) * {DAY_US} - {CHINA_OFFSET_US}
   OR d.at < m.given_at OR (m.ended_at <> 0 AND d.place = m.debits AND d.at > m.ended_at)
ORDER BY d.mandate, d.place LIMIT {ROWS_MAX}
"""

_PERIODS: Final = """
SELECT DISTINCT m.cadence, d.period_day, d.day FROM mandate_debits d JOIN mandates m ON m.id = d.mandate
"""

_UNPAID: Final = f"""
SELECT d.mandate, d.number, d.payment FROM mandate_debits d JOIN mandates m ON m.id = d.mandate
LEFT JOIN payments p ON p.id = d.payment LEFT JOIN stores s ON s.id = d.store
WHERE p.id IS NULL OR s.id IS NULL OR s.merchant <> m.merchant OR p.payer <> m.payer OR p.store <> d.store
   OR p.amount_minor <> d.amount_minor OR p.state <> {PaymentState.COMPLETED:d} OR p.hold <> 0
ORDER BY d.mandate, d.place LIMIT {ROWS_MAX}
"""

_TWICE: Final = f"""
SELECT payment, COUNT(*) FROM (
  SELECT payment FROM mandate_debits UNION ALL SELECT payment FROM standing_dues WHERE payment <> 0
) c GROUP BY payment HAVING COUNT(*) > 1 ORDER BY payment LIMIT {ROWS_MAX}
"""

_STEP: Final = f"(CASE s.cadence WHEN {CADENCES['week']} THEN {WEEK * DAY_US} ELSE {DAY_US} END)"
_MONTHLY: Final = f"s.cadence = {CADENCES['month']}"
_LATER: Final = "({due} - s.starts_at)"
_OFF: Final = f"""
   ({_MONTHLY} AND ({_LATER} % {DAY_US} <> 0 OR {_LATER} < {{number}} * 28 * {DAY_US} - {28 * DAY_US}
                    OR {_LATER} > {{number}} * 31 * {DAY_US} - {31 * DAY_US}))
   OR (NOT {_MONTHLY} AND {_LATER} <> ({{number}} - 1) * {_STEP})
"""
"""Whether a due is not when its number says: of a month only that it is at the same time of a day that may be it."""

_ORDERS: Final = f"""
SELECT s.id, s.state, s.number, s.times_paid, s.paid_minor, COALESCE(d.paid, 0), COALESCE(d.newest, 0)
FROM standing_payments s LEFT JOIN (
  SELECT standing_payment, MAX(number) AS newest, SUM(CASE WHEN state = {DueState.PAID:d} THEN 1 ELSE 0 END) AS paid,
         COUNT(DISTINCT CASE WHEN state = {DueState.PAID:d} THEN number END) AS different
  FROM standing_dues GROUP BY standing_payment
) d ON d.standing_payment = s.id
LEFT JOIN standing_dues n ON n.standing_payment = s.id AND n.number = s.number AND n.state = {DueState.PAID:d}
WHERE s.times_paid <> COALESCE(d.paid, 0) OR s.paid_minor <> s.times_paid * s.amount_minor
   OR COALESCE(d.paid, 0) <> COALESCE(d.different, 0) OR n.number IS NOT NULL OR COALESCE(d.newest, 0) <> s.newest
   OR (s.cadence <> {CADENCES["once"]} AND ({_OFF.format(due="s.due_at", number="s.number")}))
   OR s.look_at < s.due_at OR s.tries >= {TRIES_MAX} OR (s.tries = 0) <> (s.code = '')
   OR (s.state = {StandingState.OPEN:d} AND s.last_day <> 0
       AND s.due_at >= (s.last_day + 1) * {DAY_US} - {CHINA_OFFSET_US})
   OR (s.state = {StandingState.OPEN:d} AND s.cadence = {CADENCES["once"]} AND s.number > 1)
ORDER BY s.id LIMIT {ROWS_MAX}
"""

_DUES: Final = f"""
SELECT d.standing_payment, d.number, d.state, d.due_at, d.at, d.payment
FROM standing_dues d LEFT JOIN standing_payments s ON s.id = d.standing_payment
LEFT JOIN payments p ON p.id = d.payment
WHERE s.id IS NULL OR d.number < 1 OR d.at < d.due_at OR {_OFF.format(due="d.due_at", number="d.number")}
   OR (s.last_day <> 0 AND d.due_at >= (s.last_day + 1) * {DAY_US} - {CHINA_OFFSET_US})
   OR d.tries > {TRIES_MAX} OR (d.state = {DueState.FAILED:d}) <> (d.code <> '')
   OR (d.state = {DueState.FAILED:d} AND d.tries = 0) OR (d.state = {DueState.MISSED:d} AND d.tries <> 0)
   OR (d.state = {DueState.PAID:d} AND (
     p.id IS NULL OR p.payer <> s.payer OR p.store <> s.store OR (s.store = 0 AND p.payee <> s.payee)
     OR p.amount_minor <> s.amount_minor OR p.state <> {PaymentState.COMPLETED:d} OR p.hold <> 0))
ORDER BY d.standing_payment, d.number LIMIT {ROWS_MAX}
"""


def wrong_terms(connection: Connection) -> list[Row]:
    """(mandate, version, state, ended at): mandates that are not as their payer said last, or go on beyond it."""
    return connection.query(_TERMS)


def wrong_sums(connection: Connection) -> list[Row]:
    """(mandate, debits, collected, collected in its period, debits found, what they come to): mandates whose debits do
    not add up."""
    return connection.query(_SUMS)


def debits_beyond(connection: Connection) -> list[Row]:
    """(mandate, number, amount, period's sum as noted, as it is, day): debits that their terms did not allow."""
    return connection.query(_BEYOND)


def periods(connection: Connection) -> list[Row]:
    """(period's kind, its first day as noted, day): each once, of all debits; no more than there are days."""
    return connection.query(_PERIODS)


def unpaid_debits(connection: Connection) -> list[Row]:
    """(mandate, number, payment): debits whose payment is not what was collected."""
    return connection.query(_UNPAID)


def counted_twice(connection: Connection) -> list[Row]:
    """(payment, how often): payments that are more than one debit or due."""
    return connection.query(_TWICE)


def wrong_orders(connection: Connection) -> list[Row]:
    """(standing payment, state, next number, paid, paid in all, dues paid, newest due): those that do not add up, or
    wait for what is not due then."""
    return connection.query(_ORDERS)


def wrong_dues(connection: Connection) -> list[Row]:
    """(standing payment, number, state, due at, at, payment): dues that were none then, or are not their payment."""
    return connection.query(_DUES)
