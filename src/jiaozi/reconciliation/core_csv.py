"""The core's statement as CSV, in the template's columns, in English or Chinese, in UTF-8 or GB18030."""

import codecs
import csv
import re
from collections.abc import Generator, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Final, TextIO

from jiaozi.clock import parse_time
from jiaozi.money import parse_yuan
from jiaozi.reconciliation.model import REFERENCE_MAX, CoreLine, FileInvalid, Side
from jiaozi.sheets import exact
from jiaozi.texts import is_plain

COLUMNS: Final = ("day", "time", "side", "yuan", "reference", "core_reference")
COLUMNS_ZH: Final = ("日期", "时间", "借贷", "金额", "业务参考号", "核心流水号")
_SIDES: Final[dict[str, Side]] = {
    **dict.fromkeys(("credit", "crdt", "c", "贷", "贷方"), "credit"),
    **dict.fromkeys(("debit", "dbit", "d", "借", "借方"), "debit"),
}
TEMPLATE: Final = f"""{",".join(COLUMNS)}
2026-01-31,10:00:00,credit,1000.00,jnl_0A1B2C3D4E5F6,8812001
2026-01-31,,debit,19.99,,8812002
"""
"""The columns, and two entries to be written over."""
_LINE_MAX: Final = 4_096
_CHUNK: Final = 64 * 1024
_TIME: Final = re.compile(r"\d\d:\d\d(:\d\d(\.\d{1,6})?)?", re.ASCII)
_OFFSET: Final = re.compile(r"(Z|[+-]\d\d:?\d\d)$", re.ASCII)


def csv_lines(paths: Sequence[Path], day: date) -> Generator[CoreLine, None, str]:
    """The entries of files, which name no account. Raises `FileInvalid` with the line where it is wrong."""
    for path in paths:
        yield from _lines(path, day)
    return ""


def _lines(path: Path, day: date) -> Iterator[CoreLine]:
    with path.open(encoding=_encoding(path), newline="") as file:
        rows = csv.reader(_bounded(file), strict=True)
        try:
            head = tuple(cell.strip() for cell in next(rows, ()))
            if head not in (COLUMNS, COLUMNS_ZH):
                raise FileInvalid(f"line 1: {','.join(COLUMNS)}")
            for row in rows:
                if row:
                    yield _line(row, day, rows.line_num)
        except csv.Error as error:
            raise FileInvalid(f"line {rows.line_num}: no CSV") from error


def _encoding(path: Path) -> str:
    """UTF-8 where the whole file is, else GB18030. Raises `FileInvalid`."""
    for name in ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(name)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return name
    raise FileInvalid("neither UTF-8 nor GB18030")


def _bounded(file: TextIO) -> Iterator[str]:
    number = 0
    while line := file.readline(_LINE_MAX + 1):
        number += 1
        if len(line) > _LINE_MAX:
            raise FileInvalid(f"line {number}: longer than {_LINE_MAX} characters")
        yield line


def _line(row: list[str], day: date, number: int) -> CoreLine:
    if len(row) != len(COLUMNS):
        raise FileInvalid(f"line {number}: {len(COLUMNS)} columns are needed")
    booked, time, side, yuan, reference, core_reference = (exact(cell).strip() for cell in row)
    try:
        if date.fromisoformat(booked) != day:
            raise FileInvalid(f"line {number}: another day")
        found = CoreLine(
            side=_SIDES[side.lower()],
            minor=parse_yuan(yuan),
            at=instant_of(time, day),
            reference=reference,
            core_reference=core_reference,
        )
    except (ValueError, KeyError, OverflowError) as error:
        raise (
            error if isinstance(error, FileInvalid) else FileInvalid(f"line {number}: day, time, side or yuan")
        ) from error
    if not all(is_plain(text, REFERENCE_MAX, empty=True) for text in (reference, core_reference)):
        raise FileInvalid(f"line {number}: a reference has at most {REFERENCE_MAX} printable characters")
    return found


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
