"""Corrections: journals by two people, effective in the past of a day that is still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from jiaozi.clock import china_day
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ledger.model import Code, Leg
from jiaozi.ledger.post import touch_legs
from jiaozi.scheme.acts import Moved, move

OPEN_DAYS: Final = 5
"""A day can be corrected until this many days after it."""
LINES_MAX: Final = 16


@dataclass(frozen=True, slots=True)
class CorrectionLine:
    """`amount_minor` from the `debit` account to the `credit` account, ledger ids."""

    debit: int
    credit: int
    amount_minor: int


@dataclass(frozen=True, slots=True)
class Correct:
    """Books lines that take effect at `effective_at` (microseconds); history itself never changes."""

    lines: tuple[CorrectionLine, ...]
    effective_at: int
    reason: str


def _legs(command: Correct) -> list[Leg]:
    return [Leg(line.debit, line.credit, line.amount_minor, Code.CORRECTION) for line in command.lines]


def _touch(tx: Tx, requests: Sequence[Request]) -> None:
    for request in requests:
        touch_legs(tx, _legs(request.command))


def _correct(tx: Tx, request: Request) -> Moved | Refusal:
    """Refuses: `reference_invalid` (no reason), `journal_too_long`, `effective_time_invalid`, and as `ledger.post`."""
    command: Correct = request.command
    if not command.reason.strip():
        return Refusal("reference_invalid", "a correction needs its reason")
    if len(command.lines) > LINES_MAX:
        return Refusal("journal_too_long")
    age = china_day(request.at) - china_day(command.effective_at)
    if command.effective_at > request.at or age > OPEN_DAYS:
        return Refusal("effective_time_invalid")
    return move(tx, request, _legs(command), effective_at=command.effective_at)


OPERATIONS: Final = (Operation("correct", Correct, Moved, _touch, one_by_one(_correct), True),)
