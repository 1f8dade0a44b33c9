"""What a run cost: peak memory, durations, and the versions that it was measured with."""

import os
import platform
import resource
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jiaozi.clock import Seconds


def peak_memory_bytes() -> int:
    """The most memory this process has had resident."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak if sys.platform == "darwin" else peak * 1024


def latencies_ms(durations: Sequence[Seconds]) -> dict[str, Seconds]:
    """p50, p90, p99 and the largest of durations, in milliseconds; nothing of none."""
    if not durations:
        return {}
    ordered = sorted(durations)
    parts = {"p50": 50, "p90": 90, "p99": 99, "max": 100}
    return {name: round(ordered[(len(ordered) - 1) * part // 100] * 1000, 3) for name, part in parts.items()}


def versions(engine: Any) -> dict[str, str]:
    """Versions of this package, of Python, of the engine and of the machine."""
    from jiaozi import __version__

    return {
        "jiaozi": __version__,
        "python": platform.python_version(),
        "engine": engine.name,
        "engine_version": engine_version(engine),
        "machine": f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
    }


def engine_version(engine: Any) -> str:
    """What the database says of itself."""
    sql = "SELECT sqlite_version()" if engine.name == "sqlite" else "SELECT version()"
    connection = engine.connect(reader=True)
    try:
        return str(connection.query(sql)[0][0])
    finally:
        connection.close()


def is_memory_file_system(folder: Path) -> bool:
    """Whether a folder lies on tmpfs, where nothing is ever synced to a disk (Linux; elsewhere False)."""
    mounts = Path("/proc/mounts")
    if not mounts.exists():
        return False
    found = ("", "")
    for line in mounts.read_text().splitlines():
        _, where, kind, *_ = line.split()
        if folder.absolute().is_relative_to(where.replace("\\040", " ")) and len(where) >= len(found[0]):
            found = (where, kind)
    return found[1] in ("tmpfs", "ramfs")
