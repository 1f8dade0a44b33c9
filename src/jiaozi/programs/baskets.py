"""What might be bought with a claim: amounts and orders that its terms and the words of their condition name."""

import re
from collections.abc import Iterator
from itertools import product
from typing import Final, NamedTuple

from jiaozi.programs.evaluate import GoodsLine
from jiaozi.programs.parts import MILLION
from jiaozi.programs.terms import ANYTHING, SKU_MAX, TAGS_MAX, HowMuch, Terms
from jiaozi.texts import is_plain

_TEXTS: Final = re.compile(r"""(?P<quote>["'])(?P<text>.*?)(?P=quote)""")
_WORDS: Final = re.compile(r"[A-Za-z_]\w*")
_NUMBERS: Final = re.compile(r"\b\d{1,15}\b")
_NAMED_MAX: Final = 3
"""So many of the goods that terms allow or deny are tried, of each kind."""

Lines = tuple[GoodsLine, ...]


class Label(NamedTuple):
    """What a line of an order is of."""

    sku: str
    tags: tuple[str, ...]


class Words:
    """What a condition names: variables, numbers and texts."""

    def __init__(self, condition: str) -> None:
        source = _TEXTS.sub("", condition)
        self._words = set(_WORDS.findall(source))
        self.numbers = {int(each) for each in _NUMBERS.findall(source)}
        self.texts = tuple(dict.fromkeys(found["text"] for found in _TEXTS.finditer(condition)))

    def name(self, *variables: str) -> bool:
        """Whether they name one of some variables."""
        return not self._words.isdisjoint(variables)

    def near(self) -> set[int]:
        """Its numbers, and those beside them."""
        return {number + step for number in self.numbers for step in (-1, 0, 1)}


class Baskets:
    """Amounts and orders, smallest first where that does not matter."""

    def __init__(self, terms: Terms, words: Words) -> None:
        self._much, self._words = terms.how_much, words
        self._named = words.near() if words.name("amount", "goods", "left") else set()
        labels = list(_labels(terms, words))
        self._orders: list[tuple[Label, ...]] = [(), *((label,) for label in labels)]
        if words.name("skus") or (terms.what is not ANYTHING and words.name("amount", "goods", "tags")):
            self._orders += product(labels, repeat=2)

    def of(self, left_minor: int, most_minor: int) -> Iterator[tuple[int, Lines]]:
        """What could be bought of a claim that has so much left, for at most so much: the amount and the order's lines,
        none without an order."""
        least, all_of_it = (goods_for(self._much, drawn) for drawn in (1, left_minor))
        amounts = sorted(each for each in {least, all_of_it, most_minor, *self._named} if 0 < each <= most_minor)
        rests = amounts if self._words.name("amount", "goods") else amounts[:1]
        for order in self._orders:
            for parts in product(amounts, rests) if len(order) == 2 else ((each,) for each in amounts):
                if sum(parts) <= most_minor:
                    yield sum(parts), tuple(GoodsLine(*label, part) for label, part in zip(order, parts, strict=False))


def goods_for(much: HowMuch, drawn_minor: int) -> int:
    """What goods cost at least of which a claim pays so much, in minor units."""
    parts = [ppm for ppm in (much.share_ppm, much.percent_ppm) if ppm]
    return max(much.minimum_minor, *(-(-drawn_minor * MILLION // ppm) for ppm in parts))


def _labels(terms: Terms, words: Words) -> Iterator[Label]:
    """Goods that terms or their condition name; none where neither asks for any."""
    what, asked = terms.what, words.name("skus", "tags")
    if what is ANYTHING and not asked:
        return
    texts = [text for text in words.texts if is_plain(text, SKU_MAX)] if asked else []
    yield Label("", ())
    for side in (what.allow, what.deny):
        yield from (Label(sku, ()) for sku in side.skus[:_NAMED_MAX])
        yield from (Label("", (tag,)) for tag in side.tags[:_NAMED_MAX])
    for text in texts[:_NAMED_MAX]:
        yield from (Label("", (text,)), Label(text, ()), Label(text, tuple(texts[:TAGS_MAX])))
