"""Reads of mandates and standing payments. Plain SQL."""

from jiaozi.db.engine import Connection
from jiaozi.kinds import Count, Day, FenOrZero, Instant, MandateNo, StandingPaymentNo, WalletNo
from jiaozi.mandates.model import Mandate, MandateDebit, MandateState
from jiaozi.mandates.schema import MANDATE_DEBITS, MANDATES, STANDING_PAYMENTS
from jiaozi.mandates.standing_model import StandingPayment, StandingState


def mandate(connection: Connection, number: MandateNo) -> Mandate | None:
    """The mandate, or None."""
    return next(iter(MANDATES.read(connection, [number])), None)


def debit(connection: Connection, number: MandateNo, debit_number: str) -> MandateDebit | None:
    """What was collected by a mandate under a number of its merchant's, or None."""
    return next(iter(MANDATE_DEBITS.read(connection, [(number, debit_number)])), None)


def collected_in(connection: Connection, number: MandateNo, period_day: Day) -> FenOrZero:
    """What was collected by a mandate in the period that began on a day."""
    sql = "SELECT COALESCE(SUM(amount_minor), 0) FROM mandate_debits WHERE mandate = ? AND period_day = ?"
    return int(connection.query(sql, (number, period_day))[0][0])


def standing_payment(connection: Connection, number: StandingPaymentNo) -> StandingPayment | None:
    """The standing payment, or None."""
    return next(iter(STANDING_PAYMENTS.read(connection, [number])), None)


def mandates_going(connection: Connection, payer: WalletNo) -> Count:
    """How many mandates of a wallet are not ended."""
    sql = "SELECT COUNT(*) FROM mandates WHERE payer = ? AND state IN (?, ?)"
    given = (payer, int(MandateState.OPEN), int(MandateState.PAUSED))
    return int(connection.query(sql, given)[0][0])


def standing_going(connection: Connection, payer: WalletNo) -> Count:
    """How many standing payments of a wallet are not over."""
    sql = "SELECT COUNT(*) FROM standing_payments WHERE payer = ? AND state IN (?, ?)"
    given = (payer, int(StandingState.OPEN), int(StandingState.PAUSED))
    return int(connection.query(sql, given)[0][0])


def ended_mandates(connection: Connection, at: Instant, limit: int) -> list[MandateNo]:
    """Mandates, paused ones too, whose last day is over, the longest first."""
    part = "SELECT id, ends_at FROM mandates WHERE state = ? AND ends_at <= ?"
    sql = f"SELECT id FROM ({part} UNION ALL {part}) m ORDER BY ends_at, id LIMIT ?"
    given = (int(MandateState.OPEN), at, int(MandateState.PAUSED), at, limit)
    return [row[0] for row in connection.query(sql, given)]


def due_standing(
    connection: Connection, at: Instant, limit: int
) -> list[tuple[StandingPaymentNo, Count, Count, Instant]]:
    """Open standing payments for which something is to be done, the longest overdue first: each with the number of its
    due, how often that was tried, and when it was to be looked at."""
    sql = (
        "SELECT id, number, tries, look_at FROM standing_payments WHERE state = ? AND look_at <= ? "
        "ORDER BY look_at, id LIMIT ?"
    )
    return [(row[0], row[1], row[2], row[3]) for row in connection.query(sql, (int(StandingState.OPEN), at, limit))]
