"""All cash in one place: counted by whose it is, by day and direction, for the large-value report (rule `aml.cash`).

Cash is counted for a holder; for a bank account that is no holder's, for the account. The operator at whose counter one
direction of a day reaches the threshold is told, once; nobody else is, the customer least of all.
"""

from collections.abc import Iterable

from jiaozi import rulebook
from jiaozi.banking.model import CashDay, Direction
from jiaozi.banking.schema import CASH_DAYS, CASH_MOVE_COLUMNS
from jiaozi.clock import china_date, china_day
from jiaozi.db.tx import Tx
from jiaozi.ids import encode_id
from jiaozi.outbox import emit
from jiaozi.scheme.banks import CashMove


class CashBook:
    """Counts cash. The caller has named the rows with `touch`."""

    def touch(self, tx: Tx, owners: Iterable[int]) -> None:
        """Names the days of those whose cash will be counted."""
        tx.want(CASH_DAYS, set(owners))

    def count(self, tx: Tx, move: CashMove) -> None:
        """Counts one movement of cash that has been posted."""
        found = tx.rows(CASH_DAYS).get(move.owner)
        day = found or tx.rows(CASH_DAYS).add(CashDay(move.owner, china_day(move.at), 0, 0))
        direction = Direction.IN if move.inward else Direction.OUT
        before = day.at(move.at).add(direction, move.amount_minor)
        tx.rows(CASH_DAYS).changed(day)
        row = (move.journal, move.owner, move.operator, int(direction), move.amount_minor, day.day)
        tx.appender("cash_moves", CASH_MOVE_COLUMNS).append(row)
        _report(tx, move, before)


def _report(tx: Tx, move: CashMove, before: int) -> None:
    for report in rulebook.large_value_reports(china_date(move.at)):
        if report.report == "cash" and before < report.threshold_minor <= before + move.amount_minor:
            payload: dict[str, object] = {
                "journal": encode_id("jnl", move.journal),
                "amount_minor": before + move.amount_minor,
                "direction": "in" if move.inward else "out",
                "rule": report.rule.id,
            }
            emit(tx, "cash.reportable", move.at, move.operator, payload)
