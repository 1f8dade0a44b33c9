"""A statement as CSV: one header row, an opening row, the entries, and a closing row, or while the period is not over
an `interim` one, at the instant until which it tells.

The first and the last of these rows name the operator, whose wallet it is, on the other side. Amounts are plain
decimals with two digits, out of the wallet below zero. Texts are texts to spreadsheets, too (`sheets`).
"""

from collections.abc import Iterator
from typing import Final

from jiaozi.clock import format_time
from jiaozi.ids import encode_id
from jiaozi.money import ECNY
from jiaozi.sheets import Cell, csv_bytes, yuan
from jiaozi.statements.model import Line, Statement

COLUMNS: Final = (
    "record", "number", "recorded_at", "effective_at", "code", "amount", "balance", "asset", "counterparty",
    "counterparty_zh", "purpose", "reference", "transfer", "journal", "payment", "refund",
)  # fmt: skip


def to_csv(found: Statement, *, bom: bool = True) -> bytes:
    """The statement's CSV document; `bom` as in `csv_bytes`."""
    return csv_bytes(_rows(found), bom=bom)


def _rows(found: Statement) -> Iterator[tuple[Cell, ...]]:
    yield COLUMNS
    yield _edge("opening", found.first, found.opening_minor, found)
    yield from (_entry(line) for line in found.lines)
    if found.complete:
        yield _edge("closing", found.last, found.closing_minor, found)
    else:
        yield _edge("interim", format_time(found.until), found.closing_minor, found)


def _edge(record: str, at: Cell, balance: int, found: Statement) -> tuple[Cell, ...]:
    names = (found.operator_en, found.operator_zh)
    return (record, "", at, "", "", "", yuan(balance), ECNY.code, *names, *[""] * 6)


def _entry(line: Line) -> tuple[Cell, ...]:
    return (
        "entry",
        line.number,
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
        encode_id("pay", line.payment) if line.payment else "",
        encode_id("rfd", line.refund) if line.refund else "",
    )
