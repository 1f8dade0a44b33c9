"""The tables in which a keeper has its places, and the stores in them."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from jiaozi import sheet_files

PLACE_COLUMNS: Final = ("kind", "number", "title", "region")
PLACE_COLUMNS_ZH: Final = ("种类", "编号", "名称", "区划")
ENTRY_COLUMNS: Final = ("place", "store")
ENTRY_COLUMNS_ZH: Final = ("场所", "门店")
_KINDS_ZH: Final = {"村": "village", "镇": "town", "医院": "hospital", "校园": "campus"}


def place_rows(path: Path) -> Iterator[sheet_files.Row]:
    """The rows of a list of places, headed and their kinds called in English or Chinese, with the kinds in English.
    Raises `SheetInvalid` and `OSError`."""
    for line, (kind, *rest) in sheet_files.rows(path, PLACE_COLUMNS, PLACE_COLUMNS_ZH, texts=PLACE_COLUMNS):
        yield sheet_files.Row(line, (_KINDS_ZH.get(kind, kind), *rest))


def entry_rows(path: Path) -> Iterator[sheet_files.Row]:
    """The rows of a list of stores in places, headed in English or Chinese. Raises `SheetInvalid` and `OSError`."""
    return sheet_files.rows(path, ENTRY_COLUMNS, ENTRY_COLUMNS_ZH, texts=ENTRY_COLUMNS)
