"""Randomness from a counter: the number of an entity depends on the seed, the stream and its ordinal, on nothing else.

A stream is cut into blocks of `BLOCK` ordinals; a block is the output of SHAKE-128 over (seed, stream, block number),
read as 64-bit little-endian words. So any entity can be generated alone, in any order, in any grouping, by any process,
on any machine, and whole ranges come at C speed. No floats: chances are in parts per million, choices by whole weights.
"""

import sys
from array import array
from collections.abc import Sequence
from functools import lru_cache
from hashlib import shake_128
from math import gcd
from typing import Final

BLOCK: Final = 1024
WORD_BYTES: Final = 8
SLOTS: Final = 1 << 16
"""Length of a look-up table: 16 random bits choose an entry."""

MASK64: Final = (1 << 64) - 1


@lru_cache(maxsize=4096)
def _block(seed: int, stream: str, number: int) -> "array[int]":
    words = array("Q")
    words.frombytes(shake_128(f"jiaozi/pilot/{seed}/{stream}/{number}".encode()).digest(BLOCK * WORD_BYTES))
    if sys.byteorder == "big":  # pragma: no cover - the streams are little-endian everywhere
        words.byteswap()
    return words


def draw(seed: int, stream: str, ordinal: int) -> int:
    """The 64 random bits of one ordinal (0 or more) of a stream."""
    return _block(seed, stream, ordinal // BLOCK)[ordinal % BLOCK]


def draws(seed: int, stream: str, start: int, stop: int) -> "array[int]":
    """The 64 random bits of every ordinal from `start` up to `stop`: `draws(s, n, i, j)[k] == draw(s, n, i + k)`."""
    words: array[int] = array("Q")
    for number in range(start // BLOCK, -(-stop // BLOCK)):
        first = number * BLOCK
        words.extend(_block(seed, stream, number)[max(start - first, 0) : max(stop - first, 0)])
    return words


def remix(word: int) -> int:
    """Another 64-bit word made from a word: the finaliser of splitmix64. For a further try of the same entity."""
    word = (word + 0x9E3779B97F4A7C15) & MASK64
    word = ((word ^ word >> 30) * 0xBF58476D1CE4E5B9) & MASK64
    word = ((word ^ word >> 27) * 0x94D049BB133111EB) & MASK64
    return word ^ word >> 31


def apportion(total: int, weights: Sequence[int]) -> list[int]:
    """Shares out `total` by whole weights with the largest remainder; ties go to the earlier entry. Sums exactly.

    Raises `ValueError` when there is something to share out and no weight is positive.
    """
    weight = sum(weights)
    if total and weight <= 0:
        raise ValueError("nothing to share out by")
    if not total:
        return [0] * len(weights)
    shares = [total * each // weight for each in weights]
    by_rest = sorted(range(len(weights)), key=lambda index: -(total * weights[index] % weight))
    for index in by_rest[: total - sum(shares)]:
        shares[index] += 1
    return shares


def choice_table(weights: Sequence[int]) -> bytes:
    """A table of `SLOTS` bytes for a weighted choice: `table[word & 0xFFFF]` is the index of the chosen weight.

    At most 256 weights; each is met to one part in 65,536.
    """
    return b"".join(bytes([index]) * share for index, share in enumerate(apportion(SLOTS, weights)))


def spread_table(parts: Sequence[tuple[int, int, int, int]]) -> "array[int]":
    """A table of `SLOTS` values; each part (weight, low, high, step) is uniform from low to high in steps.

    `table[word & 0xFFFF]` is a value; the mean of the table is the mean of the distribution.
    """
    values = array("q")
    for share, (_, low, high, step) in zip(apportion(SLOTS, [part[0] for part in parts]), parts, strict=True):
        steps = (high - low) // step + 1
        values.extend(low + steps * index // share * step for index in range(share))
    return values


def stride(modulus: int) -> int:
    """A multiplier that scatters: `(ordinal * stride(m) + offset) % m` differs for every ordinal below m."""
    multiplier = 2_654_435_761
    while gcd(multiplier, modulus) != 1:
        multiplier += 2
    return multiplier
