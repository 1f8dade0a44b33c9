"""All cash in one place: whose it was, at whose counter and on which day, for the large-value report (rule `aml.cash`).

The report is each bank's own duty, so the sums are each bank's own: cash in or out of a day at its counters, by code or
over the counter, for a holder, or for a bank account that is no holder's. The bank is told when one reaches the
threshold, once; nobody else is, the customer least of all.
"""

from typing import Final

from jiaozi import rulebook
from jiaozi.banking.model import Direction
from jiaozi.banking.schema import CASH_MOVE_COLUMNS
from jiaozi.banking.store import cash_of_day
from jiaozi.clock import china_date, china_day
from jiaozi.db.tx import Tx
from jiaozi.event_data import CashReportData
from jiaozi.outbox import emit
from jiaozi.scheme.banks import CashMove

_SUMS: Final = "cash of the day"


def count_cash(tx: Tx, move: CashMove) -> int:
    """Counts one movement of cash that has been posted; the day of China it counts in.

    The ledger has locked the account of the bank's cash, so nobody else moves any at this bank, and no day comes before
    one that was counted.
    """
    day = china_day(move.at)
    key = (move.owner, day, move.operator, int(Direction.IN if move.inward else Direction.OUT))
    sums: dict[tuple[int, int, int, int], int] = tx.memo.setdefault(_SUMS, {})
    before = sums[key] if key in sums else cash_of_day(tx.connection, *key)
    sums[key] = before + move.amount_minor
    row = (move.journal, move.owner, move.operator, key[-1], move.amount_minor, day)
    tx.appender("cash_moves", CASH_MOVE_COLUMNS).append(row)
    _report(tx, move, before)
    return day


def _report(tx: Tx, move: CashMove, before: int) -> None:
    for report in rulebook.large_value_reports(china_date(move.at)):
        if report.report == "cash" and before < report.threshold_minor <= before + move.amount_minor:
            payload = CashReportData(
                journal=move.journal,
                amount_minor=before + move.amount_minor,
                direction="in" if move.inward else "out",
                rule=report.rule.id,
            )
            emit(tx, "cash.reportable", move.at, move.operator, payload)
