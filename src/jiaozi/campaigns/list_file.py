"""The file by which anybody verifies a draw: a line of JSON, what is published; then the list as CSV, a line for each
registration: its number, its mark, and whether it has won."""

from collections.abc import Iterable, Iterator
from typing import Final

import msgspec

from jiaozi import interchange
from jiaozi.campaigns.drawing import Entry, Published
from jiaozi.campaigns.model import PLACES_MAX, REGISTERED_MAX

HEAD: Final = "number,mark,won"
_DIGITS_MAX: Final = len(str(REGISTERED_MAX))
_WON: Final = {"1": True, "0": False}


class FileInvalid(Exception):
    """A file that is none of ours. Says where."""


def lines_of(entries: Iterable[Entry]) -> str:
    """The lines of a part of the list."""
    return "".join([f"{each.number},{each.mark},{each.won:d}\n" for each in entries])


def head_of(said: Published) -> str:
    """The beginning of the file."""
    return f"{msgspec.json.encode(said).decode()}\n{HEAD}\n"


def read(lines: Iterable[str]) -> tuple[Published, Iterator[Entry]]:
    """What is published, and the list, read as it is asked for. Raises `FileInvalid`."""
    given = iter(lines)
    try:
        said = msgspec.convert(interchange.read(next(given, "")), Published)
    except (interchange.JsonRefused, msgspec.ValidationError) as error:
        raise FileInvalid(f"line 1: {error}") from error
    if not 0 < said.places <= PLACES_MAX or not 0 <= said.registered <= REGISTERED_MAX:
        raise FileInvalid(f"line 1: places from 1 to {PLACES_MAX}, registered from 0 to {REGISTERED_MAX}")
    if next(given, "").strip() != HEAD:
        raise FileInvalid(f"line 2: not {HEAD}")
    return said, _entries(given)


def _entries(lines: Iterator[str]) -> Iterator[Entry]:
    for place, line in enumerate(lines, 3):
        parts = line.strip().split(",")
        if len(parts) != 3 or not _is_number(parts[0]) or parts[2] not in _WON:
            raise FileInvalid(f"line {place}")
        yield Entry(int(parts[0]), parts[1], _WON[parts[2]])


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= _DIGITS_MAX
