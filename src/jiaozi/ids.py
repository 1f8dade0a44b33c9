"""Ids: 63-bit integers inside, prefixed text outside, ordered by time.

Layout: 41 bits of milliseconds since 2020-01-01, 10 bits of node, 12 bits of sequence. Text form: a prefix and 13
characters of Crockford's base 32, so that text sorts as the number does.
"""

import threading
from collections.abc import Callable
from typing import Any, Final

from jiaozi.kinds import Fresh

EPOCH_MS: Final = 1_577_836_800_000
"""2020-01-01T00:00:00Z in Unix milliseconds."""

NODE_BITS: Final = 10
SEQUENCE_BITS: Final = 12
LANES: Final = 16
"""An account takes this many ids: its own, a multiple of 16, and one for each further lane."""

_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_TRIPLES: Final = [first + second + third for first in _ALPHABET for second in _ALPHABET for third in _ALPHABET]
_VALUES: Final = {text: value for part in (_ALPHABET, _TRIPLES) for value, text in enumerate(part)}
_15_BITS: Final = 32_767
_LENGTH: Final = 13


def encode_id(prefix: str, number: int) -> str:
    """Text form of an id: `encode_id("wal", 42)` is `"wal_000000000001A"`."""
    return (
        f"{prefix}_{_ALPHABET[number >> 60]}{_TRIPLES[number >> 45 & _15_BITS]}{_TRIPLES[number >> 30 & _15_BITS]}"
        f"{_TRIPLES[number >> 15 & _15_BITS]}{_TRIPLES[number & _15_BITS]}"
    )


def decode_id(prefix: str, text: str) -> Any:
    """The number of an id's text form, of the kind that the prefix stands for.

    Raises `ValueError` when the prefix, the length or a character is wrong.
    """
    head, separator, body = text.partition("_")
    if head != prefix or not separator or len(body) != _LENGTH:
        raise ValueError(f"not an id of kind {prefix!r}")
    try:
        number = _VALUES[body[0]]
        for at in (1, 4, 7, 10):
            number = number << 15 | _VALUES[body[at : at + 3]]
    except KeyError:
        raise ValueError(f"not an id of kind {prefix!r}") from None
    if number >> 63:
        raise ValueError(f"not an id of kind {prefix!r}")
    return number


def first_id_at(at_us: int) -> int:
    """The smallest id that belongs to the instant `at_us` (Unix microseconds)."""
    return max(at_us // 1000 - EPOCH_MS, 0) << (NODE_BITS + SEQUENCE_BITS)


def time_of_id(number: int) -> int:
    """When an id was taken, in Unix microseconds: the millisecond that it belongs to."""
    return ((number >> (NODE_BITS + SEQUENCE_BITS)) + EPOCH_MS) * 1000


class IdSource:
    """Gives ids of one node, unique and rising. Safe to use from several threads.

    `node` (0 to 1023) must differ between the processes that write to one database at the same time; the platform
    takes it from a counter in the database when it starts.
    """

    def __init__(self, node: int, now_ms: Callable[[], int]) -> None:
        if not 0 <= node < 1 << NODE_BITS:
            raise ValueError("node out of range")
        self._node = node
        self._now_ms = now_ms
        self._lock = threading.Lock()
        self._ms = 0
        self._sequence = 0

    def take(self, count: int = 1) -> Fresh:
        """The first of `count` consecutive ids (at most 4,096) that nobody else gets."""
        return self._take(count, 1)

    def take_account(self) -> Fresh:
        """An account's or a request's id: the first of 16 consecutive ids, itself a multiple of 16."""
        return self._take(LANES, LANES)

    def _take(self, count: int, align: int) -> int:
        if not 0 < count <= 1 << SEQUENCE_BITS:
            raise ValueError("count out of range")
        with self._lock:
            now = self._now_ms() - EPOCH_MS
            if now > self._ms:
                self._ms, self._sequence = now, 0
            first = -(-self._sequence // align) * align
            if first + count > 1 << SEQUENCE_BITS:
                self._ms, first = self._ms + 1, 0
            self._sequence = first + count
            return (self._ms << NODE_BITS | self._node) << SEQUENCE_BITS | first
