"""Write the SDKs, or with `--check` say which of their files are out of date."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from jiaozi.api.app import document
from tools.sdk import python, typescript
from tools.sdk.document import read

FOLDER: Final = Path(__file__).resolve().parents[2] / "sdk"
_ALL_WRITTEN: Final = ("python/src/jiaozi_sdk/resources", "python/src/jiaozi_sdk/aio/resources")
"""Folders that have nothing in them but what is written here."""


def generated() -> dict[str, str]:
    """Every generated file by its place."""
    found = read(document())
    return python.files(found) | typescript.files(found)


def stale(folder: Path, files: Mapping[str, str]) -> list[str]:
    """The places of files that are absent, differ, or should not be there."""
    found = [name for name, text in files.items() if _text_of(folder / name) != text]
    there = [path for name in _ALL_WRITTEN for path in (folder / name).rglob("*") if path.suffix in (".py", ".ts")]
    return found + [name for path in there if (name := path.relative_to(folder).as_posix()) not in files]


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write what is out of date, and remove what is no longer."""
    for name in stale(folder, files):
        place = folder / name
        if name not in files:
            place.unlink()
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(files[name], encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Write the files; with `--check` write nothing and return 1 when one is out of date."""
    files = generated()
    if arguments != ["--check"]:
        write(FOLDER, files)
        return 0
    late = stale(FOLDER, files)
    for name in late:
        sys.stderr.write(f"sdk/{name} is out of date: run `make sdk`\n")
    return 1 if late else 0


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
