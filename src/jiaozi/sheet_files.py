"""Tables as spreadsheets save them: the one way in which the platform reads a CSV that somebody else wrote.

Excel in China saves CSV in GB18030, and "Unicode text" in UTF-16 with tabulators; days come as `2022/5/15`, times as
`9:05`, amounts as `¥1,000.00`; rows of nothing follow the last one, and fields of nothing are left out or added at a
row's end. All of it is read. A number of more than 15 digits comes rounded, as `2.02601E+16`, and a column that is too
narrow as `########`: these are refused, since nobody knows what they were.
"""

import codecs
import csv
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from jiaozi.sheets import exact

_LINE_MAX: Final = 4_096
_NAME_MAX: Final = 40
"""Characters of a column's name that are told."""
_CHUNK: Final = 64 * 1024
_DELIMITERS: Final = (",", "\t", ";")
_UTF_16: Final = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_SPOILT: Final = re.compile(r"[+-]?\d([.,]\d+)?E[+-]\d{2,}|##+|#(N/A|REF!|NAME\?|VALUE!|DIV/0!|NUM!|NULL!)", re.ASCII)
_COME_APART: Final = re.compile(r"(^|\t)[¥￥]?\d{1,3}\t\d{3}(\.\d*)?(\t|$)", re.ASCII)
"""What `1,000.00` is without its quotes, where commas part the fields."""
_DAY: Final = re.compile(r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日)(?!\d)", re.ASCII)
_HOUR: Final = re.compile(r"(^|[ T])(?=\d:\d\d)", re.ASCII)


class SheetInvalid(ValueError):
    """A file is no such table. Says where and why, and repeats nothing of it but a column's name."""


class Row(NamedTuple):
    """A row: the line on which it ends, and its fields."""

    line: int
    cells: tuple[str, ...]


def rows(path: Path, *heads: Sequence[str], texts: Collection[str] = ()) -> Iterator[Row]:
    """The rows beneath a head, which is one of these. `texts` are the columns, by the first head's names, of which
    nothing may be rounded. Raises `SheetInvalid` with the line where it is wrong, and `OSError`."""
    many = len(heads[0])

    def place(head: list[str]) -> Sequence[int] | None:
        return range(many) if head[:many] in map(list, heads) and not any(head[many:]) else None

    return _rows(path, heads[0], place, texts)


def named_rows(path: Path, *columns: Sequence[str], texts: Collection[str] = ()) -> Iterator[Row]:
    """The rows beneath a head that names some of these columns in any order, each by one of its names, the first of
    them always: nothing stands in the fields of those that it does not name. `texts` as above, by first names. Raises
    `SheetInvalid`, also with the name of a column that is none of them, and `OSError`."""
    known = {name: place for place, names in enumerate(columns) for name in names}

    def place(head: list[str]) -> Sequence[int] | None:
        if not any(name in head for name in columns[0]):
            return None
        found: dict[int, int] = {}
        for n, name in enumerate(head):
            if name and name not in known:
                said = ", ".join(names[0] for names in columns)
                raise SheetInvalid(f"the column {name[:_NAME_MAX]!r} is none of: {said}")
            if name and found.setdefault(known[name], n) != n:
                raise SheetInvalid(f"two columns are called {name!r}")
        return [found.get(place, -1) for place in range(len(columns))]

    return _rows(path, [names[0] for names in columns], place, texts)


_Place = Callable[[list[str]], Sequence[int] | None]
"""Which field of a row each column has beneath a head, -1 for none; None where it is no head of the table."""


def _rows(path: Path, columns: Sequence[str], place: _Place, texts: Collection[str]) -> Iterator[Row]:
    with path.open(encoding=_encoding(path), newline="") as file:
        lines = _Lines(file)
        try:
            for cells in _beneath(lines, columns, place):
                row = Row(lines.number, tuple(exact(cell).strip() for cell in cells))
                for name, cell, text in zip(columns, cells, row.cells, strict=True):
                    if name in texts and cell.strip() == text and _SPOILT.fullmatch(text):
                        raise SheetInvalid(f"line {row.line}: {name} was lost by a spreadsheet; make the column a text")
                if any(row.cells):
                    yield row
        except csv.Error as error:
            raise SheetInvalid(f"line {lines.number}: no CSV") from error


def in_iso(text: str) -> str:
    """A day, a time of day or both, as spreadsheets show them, as ISO 8601 writes them; other texts as they are."""
    day = _DAY.match(text)
    if day is not None:
        month, of_month = (day[3], day[4]) if day[2] else (day[5], day[6])
        text = f"{day[1]}-{month:0>2}-{of_month:0>2}{text[day.end() :]}"
    return _HOUR.sub(r"\g<1>0", text)


def amount(text: str) -> str:
    """An amount without the sign of yuan that a spreadsheet shows before it, or the word behind it."""
    return text.removeprefix("¥").removeprefix("￥").removesuffix("元").strip()


class _Lines:
    """The lines of a file, of bounded length, and whether the last one ended."""

    def __init__(self, file: TextIO) -> None:
        self._file, self.number, self.ended = file, 0, True

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._file.readline(_LINE_MAX + 1)
        if not line:
            raise StopIteration
        self.number += 1
        if len(line) > _LINE_MAX:
            raise SheetInvalid(f"line {self.number}: longer than {_LINE_MAX} characters")
        self.ended = line.endswith(("\r", "\n"))
        return line


def _encoding(path: Path) -> str:
    """UTF-16 where its mark stands first, UTF-8 where the whole file is, else GB18030. Raises `SheetInvalid`."""
    with path.open("rb") as file:
        marked = file.read(2) in _UTF_16
    for name in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        decoder = codecs.getincrementaldecoder(name)()
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    decoder.decode(chunk)
                decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            continue
        return name
    raise SheetInvalid("neither UTF-8, UTF-16 nor GB18030")


def _beneath(lines: _Lines, columns: Sequence[str], place: _Place) -> Iterator[list[str]]:
    """The rows beneath the head, a field for each column. Raises `SheetInvalid`, and `csv.Error`."""
    first = next(lines, "")
    for delimiter in _DELIMITERS:
        head = [exact(cell).strip().lower() for cell in next(csv.reader([first], delimiter=delimiter), [])]
        places = place(head)
        if places is not None:
            many = max(n for n, name in enumerate(head, 1) if name)
            for cells in csv.reader(lines, strict=True, delimiter=delimiter):
                fitted = [*_fitted(cells, lines, many, len(head)), ""]
                yield [fitted[n] for n in places]
            return
    raise SheetInvalid(f"the first line has to be {','.join(columns)}")


def _fitted(cells: list[str], lines: _Lines, many: int, width: int) -> list[str]:
    """The fields of a row of a table that is so wide. Raises `SheetInvalid` where there are more, or something stands
    behind those that the head names, or some lack that may have been cut off, or an amount may have come apart at its
    comma: no money is guessed."""
    short = len(cells) < many
    if (
        len(cells) > width
        or any(cell.strip() for cell in cells[many:])
        or (short and (not lines.ended or _COME_APART.search("\t".join(cells))))
    ):
        raise SheetInvalid(f"line {lines.number}: {many} fields are needed")
    return cells[:many] + [""] * (many - len(cells))
