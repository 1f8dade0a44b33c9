"""Files in which a bank's core says what a day was: bounded, and read to the end before anything is sent."""

from collections.abc import Iterator
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final, Literal, NamedTuple

from jiaozi.money import AMOUNT_MAX
from jiaozi.reconciliation.core_camt import camt_lines
from jiaozi.reconciliation.core_csv import csv_lines
from jiaozi.reconciliation.model import ENTRIES_MAX, CoreLine, FileInvalid

FILE_MAX: Final = 256 * 1024 * 1024
CHUNK: Final = 64 * 1024
Form = Literal["csv", "camt053"]


class Announced(NamedTuple):
    """What the import of a file announces: its digest, how many entries it has, and what they add up to."""

    file: str
    entries: int
    credit_minor: int
    debit_minor: int


def form_of(path: Path) -> Form:
    """What a file is taken for by its name."""
    return "camt053" if path.suffix.lower() == ".xml" else "csv"


def core_lines(path: Path, day: date, form: Form) -> Iterator[CoreLine]:
    """The entries of a core's statement of a day, in their order. Raises `FileInvalid` and `OSError`."""
    if not path.is_file():
        raise FileInvalid("no file")
    if path.stat().st_size > FILE_MAX:
        raise FileInvalid(f"more than {FILE_MAX} bytes")
    read = csv_lines if form == "csv" else camt_lines
    for number, line in enumerate(read(path, day), 1):
        if number > ENTRIES_MAX:
            raise FileInvalid(f"more than {ENTRIES_MAX} entries")
        yield line


def announced(path: Path, day: date, form: Form) -> Announced:
    """What the import of a file announces, once all of it has been read and nothing is wrong. Raises `FileInvalid`
    and `OSError`."""
    entries, sums = 0, {"credit": 0, "debit": 0}
    for line in core_lines(path, day, form):
        entries += 1
        sums[line.side] += line.minor
        if sums[line.side] > AMOUNT_MAX:
            raise FileInvalid("its sums are beyond all amounts")
    return Announced(_digest(path), entries, sums["credit"], sums["debit"])


def _digest(path: Path) -> str:
    found = sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            found.update(chunk)
    return found.hexdigest()
