"""What is given is a value, whatever it says: it changes the place that it is put into and nothing else."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozi.programs.conditions import VARIABLES, condition_error, holds, literal, put_in
from jiaozi.programs.templates.checking import content_refusal
from jiaozi.programs.templates.filling import Wrong, terms_with
from jiaozi.programs.templates.forms import PLACES, plain_of, spot_of
from jiaozi.programs.templates.model import ParameterValue
from jiaozi.programs.terms import Hours, HowMuch, Terms, When
from tests.templates.desk import content, parameter

WORD = parameter("word", "text", least=1, most=40)
SOURCE = 'category == word || tags.exists(t, t.startsWith(word)) || merchant == "word"'
TEMPLATE = content(parameters=(WORD,), terms=Terms(HowMuch(face_minor=100), condition=SOURCE))
VALUES: dict[str, Any] = {name: {"int": 0, "bool": False, "list": []}.get(kind, "") for name, kind in VARIABLES.items()}


def at(text: str) -> Terms | Wrong:
    """The terms with a text."""
    return terms_with(TEMPLATE, (ParameterValue("word", text=text),))


@given(st.text(min_size=1, max_size=40))
def test_a_text_stays_a_text_in_the_condition(text: str) -> None:
    terms = at(text)
    if isinstance(terms, Wrong):
        assert terms in (Wrong("parameters[0]", "a text without quotes"), Wrong("parameters[0]", "out of range"))
        return
    assert not condition_error(terms.condition)
    assert replace(terms, condition=SOURCE) == TEMPLATE.terms
    assert holds(terms.condition, VALUES | {"category": text})
    assert not holds(terms.condition, VALUES | {"category": f"{text}x", "merchant": text if text != "word" else ""})
    assert holds(terms.condition, VALUES | {"merchant": "word"})


@pytest.mark.parametrize(
    "text",
    [
        '" || true || "', "' || true || '", 'x" == "x', "\\", '\\" || true', "\u2028", "a\nb", '"', "'", "`' || true",
        "word || true", "true", "${amount}", "{{word}}", "// x",
    ],
)  # fmt: skip
def test_no_text_becomes_a_part_of_the_condition(text: str) -> None:
    terms = at(text)
    if not isinstance(terms, Wrong):
        assert not holds(terms.condition, VALUES)
        assert holds(terms.condition, VALUES | {"category": text})


@given(st.integers(0, 10**15), st.booleans(), st.lists(st.text("abc 交子5", min_size=1, max_size=9), max_size=5))
def test_literals_are_what_they_stand_for(number: int, flag: bool, texts: list[str]) -> None:
    made = put_in("amount == n && hong_kong == f && category in some", {"n": number, "f": flag, "some": tuple(texts)})
    assert not condition_error(made)
    for text in texts:
        assert holds(made, VALUES | {"amount": number, "hong_kong": flag, "category": text})
    assert not holds(made, VALUES | {"amount": number, "hong_kong": flag, "category": "other"})
    with pytest.raises(ValueError, match="cannot be quoted"):
        literal((*texts, 'a"'))


def test_one_word_is_put_where_it_stands_and_nowhere_else() -> None:
    made = put_in('n > 1 && nn != m && s == "n" && n.x', {"n": 5, "m": "n"})
    assert made == '5 > 1 && nn != "n" && s == "n" && 5.x'


EXAMPLES: dict[str, ParameterValue] = {
    "amount": ParameterValue("it", amount_minor=1_234),
    "share": ParameterValue("it", number=250_000),
    "count": ParameterValue("it", number=3),
    "flag": ParameterValue("it", flag=True),
    "merchants": ParameterValue("it", texts=("mer_0000000000002", "mer_0000000000001")),
    "stores": ParameterValue("it", texts=("sto_0000000000001",)),
    "categories": ParameterValue("it", texts=("5411",)),
    "regions": ParameterValue("it", texts=("5001", "31")),
    "place_lists": ParameterValue("it", texts=("pls_0000000000002/1", "pls_0000000000001/3")),
    "operators": ParameterValue("it", texts=("ins_0000000000080",)),
    "goods": ParameterValue("it", texts=("tea", "rice")),
    "classes": ParameterValue("it", texts=("II", "IV")),
    "kinds": ParameterValue("it", texts=("personal",)),
    "weekdays": ParameterValue("it", texts=("1", "7")),
}
BARE = Terms(HowMuch(face_minor=0), when=When(hours=(Hours(0, 60),)), stacks=False)


@pytest.mark.parametrize("place", PLACES)
def test_each_place_takes_its_kind_and_nothing_else_changes(place: str) -> None:
    spot = spot_of(place, BARE)
    assert spot is not None
    most = {"amount": 5_000, "share": 10**6, "count": 59, "flag": 1}.get(spot.kind, 2)
    it = parameter("it", spot.kind, place, most=most)
    made = terms_with(content(parameters=(it,), terms=BARE), (EXAMPLES[spot.kind],))
    assert isinstance(made, Terms)
    before, after = (list(leaves(plain_of(terms))) for terms in (BARE, made))
    changed = {path for path, _ in set(map(repr_of, after)) ^ set(map(repr_of, before))}
    where = ".".join(map(str, spot.keys))
    assert {where if path.startswith(f"{where}.") else path for path in changed} == {where}


def repr_of(leaf: tuple[str, Any]) -> tuple[str, str]:
    """A leaf that can be compared."""
    return leaf[0], repr(leaf[1])


def leaves(plain: Any, path: str = "") -> Any:
    """The values of JSON, by their places; a list of texts or numbers is one."""
    if isinstance(plain, dict):
        for name, value in plain.items():
            yield from leaves(value, f"{path}.{name}".lstrip("."))
    elif isinstance(plain, tuple) and plain and isinstance(plain[0], dict):
        for n, value in enumerate(plain):
            yield from leaves(value, f"{path}.{n}")
    else:
        yield path, plain


def test_a_condition_may_be_all_that_a_parameter_is_for() -> None:
    template = content(
        parameters=(parameter("days", "weekdays", least=1, most=7), parameter("shops", "merchants", least=1, most=3)),
        terms=Terms(HowMuch(face_minor=100), condition="weekday in days && merchant in shops"),
    )
    assert content_refusal(template) is None
    shop = "mer_0000000000001"
    made = terms_with(template, (ParameterValue("days", texts=("6", "7")), ParameterValue("shops", texts=(shop,))))
    assert isinstance(made, Terms)
    assert made.condition == f'weekday in [6, 7] && merchant in ["{shop}"]'
