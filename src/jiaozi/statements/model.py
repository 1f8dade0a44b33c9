"""The data of a statement. Everything a document shows is here, and nothing about who the holder is."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from jiaozi.clock import china_date
from jiaozi.kinds import Count, FenOrZero, Instant, JournalNo, OrNone, PaymentNo, RefundNo, TransferNo, WalletNo

LINES_MAX: Final = 10_000
"""Rows of a wallet's accounts that one statement may cover."""


class Line(NamedTuple):
    """One movement of a wallet. Amounts in minor units; `amount_minor` is above zero when money came in.

    `balance_minor` is the wallet's after it. `effective_at` is 0 unless a correction has one. `counterparty` is a
    wallet's id, or a shop's name in both languages. `payment` is the payment that moved, or of which a `refund` gave.
    """

    number: Count
    transfer: TransferNo
    journal: JournalNo
    recorded_at: Instant
    effective_at: OrNone[Instant]
    code: str
    amount_minor: int
    balance_minor: int
    counterparty: str
    counterparty_zh: str
    purpose: str
    reference: str
    payment: OrNone[PaymentNo] = PaymentNo(0)
    refund: OrNone[RefundNo] = RefundNo(0)


class RegimeChange(NamedTuple):
    """The moment from which a wallet's money has been somebody else's liability; it moves no balance."""

    at: Instant
    regime: str


class Statement(NamedTuple):
    """A wallet from the first moment of `first` to the last of `last` (days in China), or to `until` if that is
    earlier. `complete` says that nothing can be added any more; until then it is an interim one. `opened` is the day on
    which the wallet was. Amounts in minor units of digital yuan."""

    wallet: WalletNo
    operator: str
    operator_en: str
    operator_zh: str
    wallet_class: str
    opened: date
    first: date
    last: date
    until: Instant
    complete: bool
    opening_minor: FenOrZero
    closing_minor: FenOrZero
    lines: tuple[Line, ...]
    regime_changes: tuple[RegimeChange, ...]

    @property
    def through(self) -> date:
        """The last day that it tells of: never one that is to come."""
        return min(self.last, china_date(self.until))

    @property
    def in_minor(self) -> int:
        """The sum of what came in."""
        return sum(line.amount_minor for line in self.lines if line.amount_minor > 0)

    @property
    def out_minor(self) -> int:
        """The sum of what went out, above zero."""
        return -sum(line.amount_minor for line in self.lines if line.amount_minor < 0)


def joined(lines: Sequence[Line]) -> list[Line]:
    """Lines as a holder knows them: what one journal moved one way and for one reason, such as the parts of a split
    payment, is one movement, to or from whom all of it went."""
    found: list[Line] = []
    for line in lines:
        last = found[-1] if found else None
        if last is not None and _one_act(last) == _one_act(line):
            found[-1] = last._replace(
                amount_minor=last.amount_minor + line.amount_minor, balance_minor=line.balance_minor
            )
        else:
            found.append(line._replace(number=len(found) + 1))
    return found


def _one_act(line: Line) -> tuple[Any, ...]:
    return (line.journal, line.code, line.amount_minor > 0, line.counterparty)
