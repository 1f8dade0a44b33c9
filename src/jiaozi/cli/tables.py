"""Tables for people. Nothing is ever cut off: what does not fit goes on in the next line. A text in a cell is a text,
also when it looks like Rich's markup: it may be a stranger's."""

from collections.abc import Iterable, Sequence
from typing import Any

from rich import box
from rich.table import Table
from rich.text import Text

from jiaozi.cli.chinese import heading


def grid(*headers: str, right: Iterable[int] = (), title: str = "", rows: Iterable[Sequence[Any]] = ()) -> Table:
    """A table with these headers (none: no header line); the columns in `right` are aligned to the right."""
    shown = Table(
        box=box.SIMPLE,
        title=Text(title) if title else None,
        title_justify="left",
        show_header=any(headers),
        pad_edge=False,
    )
    aligned = set(right)
    for place, header in enumerate(headers):
        shown.add_column(Text(heading(header)), justify="right" if place in aligned else "left", overflow="fold")
    for row in rows:
        shown.add_row(*(Text(str(cell)) for cell in row))
    return shown
