"""Files in which a bank's core says what a day was: bounded, and read to the end before anything is sent."""

from collections.abc import Iterator, Sequence
from datetime import date
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Final, Literal, NamedTuple

from jiaozi.money import AMOUNT_MAX
from jiaozi.reconciliation.core_camt import camt_lines
from jiaozi.reconciliation.core_csv import csv_lines
from jiaozi.reconciliation.model import ENTRIES_MAX, CoreLine, FileInvalid
from jiaozi.records import dataclass

FILE_MAX: Final = 256 * 1024 * 1024
Form = Literal["csv", "camt053"]


class Announced(NamedTuple):
    """What the import of a file announces: its digest, how many entries it has, what they add up to, and the core's
    account, empty where it names none."""

    file: str
    entries: int
    credit_minor: int
    debit_minor: int
    core_account: str


def form_of(path: Path) -> Form:
    """What a file is taken for by its name."""
    return "camt053" if path.suffix.lower() == ".xml" else "csv"


@dataclass(slots=True)
class CoreFiles:
    """The files in which a core's statement of a day comes, in their order: mostly one, or one for each page. `account`
    is the one that they name, once all lines are read."""

    paths: Sequence[Path]
    day: date
    form: Form
    account: str = ""

    def lines(self) -> Iterator[CoreLine]:
        """Their entries, in order. Raises `FileInvalid` and `OSError`."""
        if not all(path.is_file() for path in self.paths):
            raise FileInvalid("no file")
        if sum(path.stat().st_size for path in self.paths) > FILE_MAX:
            raise FileInvalid(f"more than {FILE_MAX} bytes")
        read = csv_lines if self.form == "csv" else camt_lines
        self.account = yield from read(self.paths, self.day)

    def announced(self) -> Announced:
        """What the import announces, once all of it has been read and nothing is wrong. Raises `FileInvalid` and
        `OSError`."""
        entries, sums = 0, {"credit": 0, "debit": 0}
        for line in self.lines():
            entries += 1
            if entries > ENTRIES_MAX:
                raise FileInvalid(f"more than {ENTRIES_MAX} entries")
            sums[line.side] += line.minor
            if sums[line.side] > AMOUNT_MAX:
                raise FileInvalid("its sums are beyond all amounts")
        return Announced(self._digest(), entries, sums["credit"], sums["debit"], self.account)

    def _digest(self) -> str:
        """The digest of a file; of several that of their digests."""
        found = [_digest(path) for path in self.paths]
        if len(set(found)) < len(found):
            raise FileInvalid("one file is named twice")
        return found[0] if len(found) == 1 else sha256("".join(found).encode()).hexdigest()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
