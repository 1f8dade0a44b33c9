"""The table in which a funder keeps whom it gives claims, and that of what became of each: the same columns and more,
so that what was refused can be sent again as it was downloaded."""

from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from jiaozi import sheet_files

COLUMNS: Final = ("wallet", "yuan")
OUTCOMES: Final = ("number", *COLUMNS, "state", "claim", "refused", "why")
OUTCOMES_ZH: Final = ("序号", "钱包", "金额", "状态", "权益", "代码", "原因")
_ZH: Final = dict(zip(OUTCOMES, OUTCOMES_ZH, strict=True))
_AGAIN: Final = ("", "refused", "cancelled")
"""What may become of a line that is to be sent again; nothing in a list that is new."""


class ListRow(NamedTuple):
    """A line of a list: where it stands in its file, the wallet, and yuan, or nothing for what the terms say."""

    line: int
    wallet: str
    yuan: str


def list_rows(path: Path) -> Iterator[ListRow]:
    """The rows of a list, headed in English or Chinese, in any order, with amounts or without; of outcomes those that
    were not granted. Raises `SheetInvalid`, also where one is not decided yet, and `OSError`."""
    names = (*COLUMNS, *(name for name in OUTCOMES if name not in COLUMNS))
    columns = [(name, _ZH[name]) for name in names]
    for line, cells in sheet_files.named_rows(path, *columns, texts=COLUMNS[:1]):
        row = dict(zip(names, cells, strict=True))
        state = row["state"]
        if state == "waiting":
            raise sheet_files.SheetInvalid(f"line {line}: it is not decided yet; download the list again")
        if (state not in _AGAIN) if not row["claim"] else state != "granted":
            raise sheet_files.SheetInvalid(f"line {line}: a state such as refused, is needed")
        if not row["claim"]:
            yield ListRow(line, row["wallet"], row["yuan"])
