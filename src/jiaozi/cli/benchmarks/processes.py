"""What a process and its children cost, by Linux's /proc; nothing is known elsewhere."""

import os
from pathlib import Path
from typing import Final, NamedTuple

from jiaozi.clock import Seconds

PROC: Final = Path("/proc")


class Cost(NamedTuple):
    """CPU time since the start, and memory that is resident now; None where it is not known."""

    cpu_s: Seconds | None
    rss_bytes: int | None


class _Stat(NamedTuple):
    parent: int
    ticks: int
    pages: int


def cost(process: int) -> Cost:
    """What a process and all below it cost. A child that ended counts once its parent has waited for it."""
    if not (PROC / str(process)).exists():
        return Cost(None, None)
    known = {int(each.name): found for each in PROC.iterdir() if each.name.isdigit() and (found := _stat(each))}
    family = {process}
    while more := {number for number, each in known.items() if each.parent in family} - family:
        family |= more
    own = [known[number] for number in family & known.keys()]
    ticks, pages = sum(each.ticks for each in own), sum(each.pages for each in own)
    return Cost(ticks / os.sysconf("SC_CLK_TCK"), pages * os.sysconf("SC_PAGE_SIZE"))


def _stat(folder: Path) -> _Stat | None:
    """A process's line (proc(5), `/proc/pid/stat`), None when it has just ended."""
    try:
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    return _Stat(int(fields[1]), sum(map(int, fields[11:15])), int(fields[21]))
