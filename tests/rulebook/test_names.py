"""Every rule has a name that a customer can read, in English and Chinese."""

import re

from jiaozi.rulebook import load
from jiaozi.rulebook.names import name_of_id, public_name

CHINESE = re.compile(r"[一-鿿]")


def test_every_rule_has_a_public_name_in_both_languages() -> None:
    for rule in load().rules:
        name = public_name(rule)
        assert re.fullmatch(r"[^一-鿿]+", name.en), rule.id
        assert CHINESE.search(name.zh), rule.id
        assert not re.search(r"[,;:()]", name.zh), rule.id
        assert name == name_of_id(rule.id)


def test_a_public_name_says_nothing_of_where_the_rule_stands() -> None:
    for rule in load().rules:
        said = " ".join(public_name(rule))
        assert rule.id not in said
        assert "_" not in said, rule.id
        assert not any(cited.source.label in said for cited in rule.sources if len(cited.source.label) > 2), rule.id


def test_an_id_that_no_rule_has_names_nothing() -> None:
    assert name_of_id("no.such.rule") is None
