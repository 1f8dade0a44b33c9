"""No text of any script, in any place for a text of any operation, is more than the caller's mistake.

Places come from the OpenAPI document, what is right in each from its examples, the characters from all categories of
Unicode; each character in turn takes the place of one, stands at an end, or is the whole text.
"""

import unicodedata
from collections.abc import Iterator
from itertools import count, cycle
from typing import Final

import pytest

from tests.attacks.conftest import Attack, audited
from tests.attacks.test_matrix import theirs
from tests.worlds.belongings import VICTIM
from tests.worlds.people import resident_id
from tests.worlds.shapes import Place, Shape, Slot, put, shapes, slots

CALLERS: Final = ("central", *VICTIM.who(), "city")
SHOWN: Final = {
    "phone": "13800002001",
    "name": "王小明",
    "id_number": resident_id(77),
    "bank_account": "6222021234567890",
}
COMPLETE: Final = {
    "POST /v1/wallets": {"kind": "personal", "wallet_class": "III", **SHOWN},
    "POST /v1/wallets/{wallet}/class-changes": {"wallet_class": "III", **SHOWN, "phone": ""},
}
"""What is looked at in full only with all the rest."""
IN_EACH_PLACE: Final = {"sqlite": (6, 100), "oceanbase": (1, 4)}
"""Characters that are tried in a place of a form, and in one of none; the next place gets the next ones."""
TELLING: Final = "²①٠１Ⅷ½ıßﬁK\u0345ΐ᾽\u200b\u202e\x00\n😀"
"""Digits that are no decimals, letters that change their number with their case, what is not seen and what ends."""


def characters() -> list[str]:
    """The first and the last character of every category, and those that are known to be told apart wrongly."""
    of: dict[str, list[str]] = {}
    for code in range(0x110000):
        of.setdefault(unicodedata.category(chr(code)), []).append(chr(code))
    assert len(of) == 30
    return [*TELLING, *dict.fromkeys(each for found in of.values() for each in (found[0], found[-1]))]


def written(good: str, character: str, turn: int) -> str:
    """A text with a character in it."""
    middle = len(good) // 2
    ways = (good[:-1] + character, good[:middle] + character + good[middle + 1 :], good + character,
            character + good, character * max(1, len(good)))  # fmt: skip
    return ways[turn % len(ways)]


def best_caller(attack: Attack, shape: Shape) -> str:
    """Whoever gets furthest with a shape that is right."""
    asked = shape.filled(theirs(attack.victim))
    return min(CALLERS, key=lambda who: _far(attack.ask(who, shape.label, *asked).status))


def _far(status: int) -> int:
    """How far from being done an answer is: 0 for done, 3 for what this caller may not do at all."""
    if status < 400:
        return 0
    return {401: 3, 403: 3, 404: 2}.get(status, 1)


def right(attack: Attack, slot: Slot) -> str:
    """A text of the right form, that of something which is there where it is an id."""
    return theirs(attack.victim)(slot.good) if isinstance(slot.good, Place) else str(slot.good or "x")


def tried(attack: Attack, formed: int, free: int) -> Iterator[tuple[str, Slot, str, int]]:
    """What was sent where, and the status of the answer."""
    alphabet, turns = cycle(characters()), count()
    smallest: dict[str, Shape] = {}
    for shape in shapes():
        smallest.setdefault(shape.label, shape)
    for label, small in smallest.items():
        shape = small._replace(body={**small.body, **COMPLETE[label]}) if label in COMPLETE else small
        who = best_caller(attack, shape)
        for slot in slots(shape):
            for _ in range(free if slot.free else formed):
                text = written(right(attack, slot), next(alphabet), next(turns))
                asked = put(shape, slot, text).filled(theirs(attack.victim))
                yield label, slot, text, attack.ask(who, label, *asked).status


@pytest.mark.slow
def test_no_text_of_any_script_is_a_fault_of_ours(attack: Attack, engine: str) -> None:
    every = list(tried(attack, *IN_EACH_PLACE[engine]))
    assert len({(label, slot.where, slot.at) for label, slot, _, _ in every}) > 500
    assert [(label, slot.at, ascii(text), status) for label, slot, text, status in every if status >= 500] == []
    assert {label for label, *_ in every} >= COMPLETE.keys()
    assert audited(attack.live.town.platform) == ()
