"""The table in which a biller keeps its bills."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jiaozi import sheet_files

COLUMNS: Final = ("number", "title", "yuan", "due_on")
COLUMNS_ZH: Final = ("账单号", "标题", "金额", "到期日")


def bill_rows(path: Path) -> Iterator[sheet_files.Row]:
    """The rows of a table of bills, headed in English or Chinese. Raises `SheetInvalid` and `OSError`."""
    return sheet_files.rows(path, COLUMNS, COLUMNS_ZH, texts=COLUMNS[:2])
