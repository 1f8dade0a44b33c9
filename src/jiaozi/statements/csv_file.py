"""A statement as CSV: UTF-8 with a byte order mark, one header row, an opening row, the entries, a closing row.

The opening and the closing row name the operator, whose wallet it is, on the other side. Amounts are plain decimals
with two digits, out of the wallet below zero. No text becomes a spreadsheet's formula (`sheets`).
"""

from collections.abc import Iterator
from typing import Final

from jiaozi.clock import format_time
from jiaozi.ids import encode_id
from jiaozi.money import ECNY
from jiaozi.sheets import Cell, csv_text, yuan
from jiaozi.statements.model import Line, Statement

COLUMNS: Final = (
    "record", "number", "recorded_at", "effective_at", "code", "amount", "balance", "asset", "counterparty",
    "counterparty_zh", "purpose", "reference", "transfer", "journal",
)  # fmt: skip


def to_csv(found: Statement) -> bytes:
    """The statement's CSV document."""
    return csv_text(_rows(found)).encode("utf-8-sig")


def _rows(found: Statement) -> Iterator[tuple[Cell, ...]]:
    yield COLUMNS
    yield _edge("opening", found.first.isoformat(), found.opening_minor, found)
    yield from (_entry(line) for line in found.lines)
    yield _edge("closing", found.last.isoformat(), found.closing_minor, found)


def _edge(record: str, day: str, balance: int, found: Statement) -> tuple[Cell, ...]:
    names = (found.operator_en, found.operator_zh)
    return (record, "", day, "", "", "", yuan(balance), ECNY.code, *names, *[""] * 4)


def _entry(line: Line) -> tuple[Cell, ...]:
    return (
        "entry",
        str(line.number),
        format_time(line.recorded_at),
        format_time(line.effective_at) if line.effective_at else "",
        line.code,
        yuan(line.amount_minor),
        yuan(line.balance_minor),
        ECNY.code,
        line.counterparty,
        line.counterparty_zh,
        line.purpose,
        line.reference,
        encode_id("trf", line.transfer),
        encode_id("jnl", line.journal),
    )
