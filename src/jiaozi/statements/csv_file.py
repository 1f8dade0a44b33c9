"""A statement as CSV: UTF-8 with a byte order mark, one header row, an opening row, the entries, a closing row.

The opening and the closing row name the operator, whose wallet it is, on the other side. Amounts are plain decimals
with two digits, out of the wallet below zero. A text that a spreadsheet would take for a
formula begins with an apostrophe.
"""

import csv
import io
from typing import Final

from jiaozi.clock import format_time
from jiaozi.ids import encode_id
from jiaozi.money import ECNY, format_minor
from jiaozi.statements.model import Line, Statement

COLUMNS: Final = (
    "record", "number", "recorded_at", "effective_at", "code", "amount", "balance", "asset", "counterparty",
    "counterparty_zh", "purpose", "reference", "transfer", "journal",
)  # fmt: skip
_FORMULA: Final = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
"""What a formula may begin with, wide characters too, as spreadsheets in East Asia take them."""


def to_csv(found: Statement) -> bytes:
    """The statement's CSV document."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    rows.writerow(_edge("opening", found.first.isoformat(), found.opening_minor, found))
    rows.writerows(_entry(line) for line in found.lines)
    rows.writerow(_edge("closing", found.last.isoformat(), found.closing_minor, found))
    return out.getvalue().encode("utf-8-sig")


def plain(minor: int) -> str:
    """An amount without separators: `-1999` is `-19.99`."""
    return format_minor(minor).replace(",", "")


def inert(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.lstrip(" \u3000").startswith(_FORMULA) else text


def _edge(record: str, day: str, balance: int, found: Statement) -> tuple[str, ...]:
    names = (inert(found.operator_en), inert(found.operator_zh))
    return (record, "", day, "", "", "", plain(balance), ECNY.code, *names, *[""] * 4)


def _entry(line: Line) -> tuple[str, ...]:
    return (
        "entry",
        str(line.number),
        format_time(line.recorded_at),
        format_time(line.effective_at) if line.effective_at else "",
        line.code,
        plain(line.amount_minor),
        plain(line.balance_minor),
        ECNY.code,
        inert(line.counterparty),
        inert(line.counterparty_zh),
        inert(line.purpose),
        inert(line.reference),
        encode_id("trf", line.transfer),
        encode_id("jnl", line.journal),
    )
