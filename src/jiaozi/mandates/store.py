"""Reads of mandates and standing payments. Plain SQL."""

from collections.abc import Collection

from jiaozi.clock import DAY_US
from jiaozi.db.engine import Connection
from jiaozi.kinds import Count, Day, FenOrZero, Instant, MandateNo, MerchantNo, StandingPaymentNo, WalletNo
from jiaozi.mandates.model import CADENCES, Mandate, MandateDebit, MandateState, MandateTerms
from jiaozi.mandates.schema import MANDATE_DEBITS, MANDATE_TERMS, MANDATES, STANDING_PAYMENTS
from jiaozi.mandates.standing_model import DueState, StandingPayment, StandingState


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


def consents_to(connection: Connection, merchant: MerchantNo, account: str) -> list[MandateNo]:
    """The open mandates that are for a merchant's bills of an account, the oldest first."""
    sql = "SELECT id FROM mandates WHERE merchant = ? AND account = ? AND state = ? ORDER BY id"
    return [row[0] for row in connection.query(sql, (merchant, account, int(MandateState.OPEN)))]


def consents_going(connection: Connection, merchant: MerchantNo, account: str) -> Count:
    """How many mandates for a merchant's bills of an account are not ended."""
    sql = "SELECT COUNT(*) FROM mandates WHERE merchant = ? AND account = ? AND state IN (?, ?)"
    given = (merchant, account, int(MandateState.OPEN), int(MandateState.PAUSED))
    return int(connection.query(sql, given)[0][0])


def terms_of(connection: Connection, number: MandateNo, after: Count, limit: int) -> list[MandateTerms]:
    """A mandate's terms, those of versions after one, in their order."""
    columns = ", ".join(MANDATE_TERMS.columns)
    sql = f"SELECT {columns} FROM mandate_terms WHERE mandate = ? AND version > ? ORDER BY version LIMIT ?"
    return [MandateTerms(*row) for row in connection.query(sql, (number, after, limit))]


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
    """Standing payments for which something is to be done, paused ones that are over too, the longest overdue first:
    each with the number of its due, how often that was tried, and when it was to be looked at."""
    part = "SELECT id, number, tries, look_at FROM standing_payments WHERE state = ? AND look_at <= ?"
    sql = f"SELECT id, number, tries, look_at FROM ({part} UNION ALL {part}) s ORDER BY look_at, id LIMIT ?"
    given = (int(StandingState.OPEN), at, int(StandingState.PAUSED), at, limit)
    return [(row[0], row[1], row[2], row[3]) for row in connection.query(sql, given)]


def paid_dues(connection: Connection, number: StandingPaymentNo, first: Count) -> set[Count]:
    """The dues of a standing payment, from a number on, that were paid."""
    sql = "SELECT number FROM standing_dues WHERE standing_payment = ? AND number >= ? AND state = ?"
    return {row[0] for row in connection.query(sql, (number, first, int(DueState.PAID)))}


def standing_ahead(connection: Connection, at: Instant) -> list[StandingPaymentNo]:
    """Standing payments, not ended ones, that may have gone on beyond the first due after an instant: the one before
    theirs is still to come. Of monthly ones a few that have not are among them. Reads all that there are."""
    month, week, once = (CADENCES[name] for name in ("month", "week", "once"))
    step = f"CASE cadence WHEN {month} THEN 28 WHEN {week} THEN 7 WHEN {once} THEN 0 ELSE 1 END * {DAY_US}"
    sql = f"SELECT id FROM standing_payments WHERE state <> ? AND number > 1 AND due_at - {step} > ? ORDER BY id"
    return [row[0] for row in connection.query(sql, (int(StandingState.ENDED), at))]


def going_of(connection: Connection, payers: Collection[WalletNo]) -> tuple[list[MandateNo], list[StandingPaymentNo]]:
    """The mandates and the standing payments of some wallets that are not over."""
    if not payers:
        return [], []
    places = ", ".join("?" * len(payers))
    sql = "SELECT id FROM {} WHERE payer IN ({}) AND state IN (0, 1) ORDER BY id"
    mandates, standing = (
        [row[0] for row in connection.query(sql.format(table.name, places), tuple(payers))]
        for table in (MANDATES, STANDING_PAYMENTS)
    )
    return mandates, standing
