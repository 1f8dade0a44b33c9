"""The table in which a funder keeps whom it gives claims."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jiaozi import sheet_files

COLUMNS: Final = ("wallet", "yuan")
COLUMNS_ZH: Final = ("钱包", "金额")


def list_rows(path: Path) -> Iterator[sheet_files.Row]:
    """The rows of a list, headed in English or Chinese. Raises `SheetInvalid` and `OSError`."""
    return sheet_files.rows(path, COLUMNS, COLUMNS_ZH, texts=COLUMNS[:1])
