"""The glossary is one table: every word in both languages, once, and as the platform itself says it."""

import re
from itertools import chain

from tools import glossary

from jiaozi.words import table
from tests.cli.test_chinese import HALF_WIDTH

CHINESE = re.compile(r"[一-鿿]")
DOCS = glossary.WORDS.parent
IN_CHINESE = "".join(word.zh + word.meaning_zh for word in glossary.words().values())


def pairs() -> dict[str, str]:
    """Each word by itself with its Chinese, where a line has as many of both."""
    both = [(word.split(", "), said.zh.split("、")) for word, said in glossary.words().items()]
    return dict(chain.from_iterable(zip(one, other, strict=True) for one, other in both if len(one) == len(other)))


def test_every_word_has_one_meaning_in_both_languages() -> None:
    words = glossary.words()
    said = list(chain.from_iterable(word.split(", ") for word in words))
    assert sorted(word for word in set(said) if said.count(word) > 1) == []
    for word, (meaning, zh, meaning_zh, _) in words.items():
        assert meaning
        assert not CHINESE.search(word + meaning), word
        assert CHINESE.search(zh), word
        assert CHINESE.search(meaning_zh), word
        assert "|" not in word + meaning + zh + meaning_zh


def test_both_glossaries_have_every_word() -> None:
    lines = len(glossary.words()) + 1
    assert glossary.english().count("\n| ") == glossary.chinese().count("\n| ") == lines


OTHERS = {"claim", "code", "pool"}
"""The ledger's codes as such, of which no code tells; and all that moves between a wallet and its sub-wallets, where
the glossary's is one way of three; and the taking of a claim, where the glossary's is what is taken."""


def test_a_code_is_called_what_the_glossary_calls_it() -> None:
    codes, found = table()["codes"], pairs()
    shared = found.keys() & codes.keys() - OTHERS
    assert len(shared) > 12
    assert {code: (found[code], codes[code][1]) for code in shared if found[code] != codes[code][1]} == {}


def test_documents_in_chinese_use_the_platforms_words() -> None:
    for page in sorted((DOCS / "zh").rglob("*.md")):
        text = page.read_text(encoding="utf-8")
        said = IN_CHINESE if page.name == "glossary.md" else text
        assert [word for word in glossary.not_said() if word in said] == [], page
        prose = re.sub(r"```.*?```|\]\([^)]*\)", "", text, flags=re.DOTALL)
        assert HALF_WIDTH.findall(prose) == [], page
