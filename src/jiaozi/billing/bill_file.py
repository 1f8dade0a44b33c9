"""The table in which a biller keeps its bills."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jiaozi import sheet_files

COLUMNS: Final = ("number", "title", "yuan", "due_on")
COLUMNS_ZH: Final = ("账单号", "标题", "金额", "到期日")
ACCOUNT: Final = ("account", "户号")
"""A fifth column, where bills may be paid by themselves; empty in the rows of those that may not."""
_HEAD_MAX: Final = 4_096


def bill_rows(path: Path) -> Iterator[sheet_files.Row]:
    """The rows of a table of bills, headed in English or Chinese, with or without accounts. Raises `SheetInvalid` and
    `OSError`."""
    en, zh = (ACCOUNT[:1], ACCOUNT[1:]) if _has_accounts(path) else ((), ())
    return sheet_files.rows(path, (*COLUMNS, *en), (*COLUMNS_ZH, *zh), texts=(*COLUMNS[:2], *en))


def _has_accounts(path: Path) -> bool:
    with path.open("rb") as file:
        head = file.readline(_HEAD_MAX)
    return any(name.encode(encoding) in head for name in ACCOUNT for encoding in ("utf-8", "gb18030", "utf-16-le"))
