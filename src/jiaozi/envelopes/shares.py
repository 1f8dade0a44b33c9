"""How an envelope is divided. Pure; whole fen, each share at least one, together exactly the amount.

A lucky share is drawn when it is claimed, evenly from 1 to twice what is left for each, less one ("double average").
Where that is no whole number, the upper end is one more as often as makes up for it, so that the expected share is what
is left divided by the shares left, exactly. It follows that every share, the first as the last, is worth on average the
amount divided by the shares: it does not pay to be early or late. Later shares vary more: what came before them does,
too.
"""

from typing import Final

from jiaozi.envelopes.model import DivisionKind

WORD: Final = 1 << 128
RANDOM_BITS: Final = 256
"""Of what a draw needs: one half decides on the upper end, the other on the share. A share is more often drawn than
another by less than one in 2**100."""


def share_of(division: int, left: int, shares_left: int, random: int) -> int:
    """The next share of `left` minor units for `shares_left` who come, of which each gets at least one."""
    return drawn(left, shares_left, random) if division == DivisionKind.LUCKY else equal(left, shares_left)


def equal(left: int, shares_left: int) -> int:
    """The next of equal shares: what cannot be divided makes the first ones a fen larger."""
    return -(-left // shares_left)


def drawn(left: int, shares_left: int, random: int) -> int:
    """The next lucky share, by a random number of `RANDOM_BITS` bits."""
    if shares_left == 1:
        return left
    first, second = divmod(random, WORD)
    return 1 + (second * upper(left, shares_left, first) >> 128)


def upper(left: int, shares_left: int, random: int) -> int:
    """The most that the next lucky share can be, by a random number below `WORD`: it leaves a fen for each other."""
    whole, rest = divmod(2 * left, shares_left)
    return whole if random * shares_left >> 128 < rest else whole - 1
