"""The core's statement as CSV, in the template's columns, in English or Chinese, as spreadsheets save it."""

import re
from collections.abc import Callable, Generator, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final, TypeVar

from jiaozi import sheet_files
from jiaozi.clock import china_date, parse_time
from jiaozi.kinds import EntrySide
from jiaozi.money import parse_yuan
from jiaozi.reconciliation.model import REFERENCE_MAX, CoreLine, FileInvalid
from jiaozi.sheet_files import amount, in_iso
from jiaozi.texts import is_plain

T = TypeVar("T")
COLUMNS: Final = ("day", "time", "side", "yuan", "reference", "core_reference")
COLUMNS_ZH: Final = ("日期", "时间", "借贷", "金额", "业务参考号", "核心流水号")
_SIDES: Final[dict[str, EntrySide]] = {
    **dict.fromkeys(("credit", "crdt", "c", "贷", "贷方"), "credit"),
    **dict.fromkeys(("debit", "dbit", "d", "借", "借方"), "debit"),
}
TEMPLATE: Final = f"""{",".join(COLUMNS)}
2026-01-31,10:00:00,credit,1000.00,jnl_0A1B2C3D4E5F6,8812001
2026-01-31,,debit,19.99,,8812002
"""
TEMPLATE_ZH: Final = f"""{",".join(COLUMNS_ZH)}
2026-01-31,10:00:00,贷,1000.00,jnl_0A1B2C3D4E5F6,8812001
2026-01-31,,借,19.99,,8812002
"""
"""The columns, and two entries to be written over; the same in Chinese."""
_TIME: Final = re.compile(r"\d\d:\d\d(:\d\d(\.\d{1,6})?)?", re.ASCII)
_OFFSET: Final = re.compile(r"(Z|[+-]\d\d:?\d\d)$", re.ASCII)


def csv_lines(paths: Sequence[Path], day: date) -> Generator[CoreLine, None, str]:
    """The entries of files, which name no account. Raises `FileInvalid` with the line where it is wrong."""
    for path in paths:
        yield from _lines(path, day)
    return ""


def _lines(path: Path, day: date) -> Iterator[CoreLine]:
    try:
        for line, cells in sheet_files.rows(path, COLUMNS, COLUMNS_ZH, texts=COLUMNS[-2:]):
            yield _line(cells, day, line)
    except sheet_files.SheetInvalid as error:
        raise FileInvalid(str(error)) from error


def _line(cells: Sequence[str], day: date, number: int) -> CoreLine:
    booked, time, side, yuan, reference, core_reference = cells
    on = _read(number, "a day such as 2026-01-31", lambda: date.fromisoformat(in_iso(booked)))
    if on != day:
        raise FileInvalid(f"line {number}: {on}, which is another day")
    found = CoreLine(
        side=_read(number, "a side: credit or debit", lambda: _SIDES[side.lower()]),
        minor=_read(number, "an amount in yuan such as 1,000.00", lambda: parse_yuan(amount(yuan))),
        at=_read(number, "a time such as 10:00:00, or none", lambda: _of_day(in_iso(time), day)),
        reference=reference,
        core_reference=core_reference,
    )
    if not all(is_plain(text, REFERENCE_MAX, empty=True) for text in (reference, core_reference)):
        raise FileInvalid(f"line {number}: a reference has at most {REFERENCE_MAX} printable characters")
    return found


def _of_day(text: str, day: date) -> int:
    """As `instant_of`, of a moment in this day of China. Raises `ValueError`."""
    found = instant_of(text, day)
    if found and china_date(found) != day:
        raise ValueError(text)
    return found


def _read(number: int, wanted: str, read: Callable[[], T]) -> T:
    """A field of a line. Raises `FileInvalid` with what is wanted there."""
    try:
        return read()
    except (ValueError, KeyError, OverflowError) as error:
        raise FileInvalid(f"line {number}: {wanted}, is needed") from error


def instant_of(text: str, day: date) -> int:
    """The instant of a time of a day in China, or of a moment, China's where it has no offset; 0 for an empty text.
    Raises `ValueError`."""
    if not text:
        return 0
    moment = f"{day.isoformat()}T{text}" if _TIME.fullmatch(text) else text
    found = parse_time(moment if _OFFSET.search(moment[10:]) else f"{moment}+08:00")
    if found <= 0:
        raise ValueError(text)
    return found
