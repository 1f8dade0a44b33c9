"""Bad templates are refused when they are written, and bad parameters when a program is drafted, with the place."""

from dataclasses import replace
from typing import Any

import pytest

from jiaozi.programs.templates.checking import content_refusal
from jiaozi.programs.templates.filling import Wrong, terms_with
from jiaozi.programs.templates.forms import PLACES, spot_of
from jiaozi.programs.templates.model import ParameterValue, TemplateParameter
from jiaozi.programs.terms import Hours, HowMuch, Places, Terms, When, Where
from tests.features.world import YUAN
from tests.templates.desk import DAYS, FACE, FLOOR, GIVEN, SHOPS, SUBSIDY, TERMS, Bureau, content, parameter


def only(*parameters: TemplateParameter, terms: Terms = Terms(HowMuch(face_minor=100))) -> dict[str, Any]:
    """A template with other parameters."""
    return {"parameters": parameters, "terms": terms}


AT_FACE = Terms(HowMuch(face_minor=5_000))
HOURLY = Terms(HowMuch(face_minor=5), when=When(hours=(Hours(0, 60),)))
TEXT = parameter("word", "text", least=1, most=40)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (only(parameter("face", "amount", most=5)), "parameters[0]: it is never used"),
        (only(replace(FACE, places=("how_much.fase",))), "parameters[0].places[0]: there is no such one"),
        (only(replace(FACE, places=("condition",))), "parameters[0].places[0]: there is no such one"),
        (only(parameter("a", "count", "when.hours[0].begin")), "parameters[0].places[0]: there is no such one"),
        (only(replace(FACE, kind="count")), "parameters[0].most: below least, or above 10000"),
        (only(replace(DAYS, kind="share")), "parameters[0].places[0]: of another kind: count"),
        (only(FACE, FACE, terms=Terms(HowMuch())), "parameters[1].name: said twice"),
        (only(FACE, replace(FACE, name="other"), terms=Terms(HowMuch())), "parameters[1].places[0]: said twice"),
        (only(FACE), "parameters[0].places[0]: something stands there, and it is always given"),
        (
            only(replace(FACE, optional=True, most=4_999), terms=AT_FACE),
            "parameters[0].places[0]: what stands there is",
        ),
        (
            only(
                parameter("some", "amount", "how_much.face", "how_much.minimum", most=10**6, optional=True),
                terms=AT_FACE,
            ),
            "parameters[0].places[1]: another thing stands there than in the first place",
        ),
        (
            only(replace(FLOOR, optional=True), terms=TERMS),
            "parameters[0].optional: it has no place where anything stands",
        ),
        (only(parameter("amount", "amount", "how_much.face", most=5)), "parameters[0].name: conditions have this word"),
        (only(parameter("in", "amount", "how_much.face", most=5)), "parameters[0].name: conditions have this word"),
        (only(replace(FACE, least=6, most=5)), "parameters[0].most: below least, or"),
        (only(replace(SHOPS, most=4)), "parameters[0].most: more than there are choices"),
        (only(replace(SHOPS, choices=("5411", "54x1", "5812"))), "parameters[0].choices[1]: there is no such one"),
        (only(replace(SHOPS, choices=("5411", "5411", "5812"))), "parameters[0].choices: too many, or said twice"),
        (only(replace(FACE, choices=("100", "007"))), "parameters[0].choices[1]: not a whole number"),
        (only(replace(FACE, choices=("100", "99"))), "parameters[0].choices[1]: out of range"),
        (only(parameter("all", "flag", "stacks")), "parameters[0].name: conditions have this word"),
        (
            only(parameter("alone", "flag", "stacks", most=0)),
            "parameters[0]: yes or no has neither a range nor choices",
        ),
        (
            only(
                parameter("shops", "merchants", "where.allow.merchants", least=1, most=5_000),
                parameter("stores", "stores", "where.allow.stores", least=1),
            ),
            "parameters: their lists may be too long together",
        ),
        (only(replace(FACE, least=0), terms=Terms(HowMuch())), "how_much.face with the least values: nothing would"),
        (
            only(parameter("times", "count", "how_much.per_day", least=1, most=5_000)),
            "how_much.per_day with the greatest values: not a count",
        ),
        (
            only(TEXT, terms=replace(AT_FACE, condition="amount > word")),
            "condition with the least values: 1:8: found no",
        ),
        (only(TEXT, terms=replace(AT_FACE, condition="category == word && 1")), "condition with the least values: "),
        (
            only(
                parameter("goods_in", "goods", most=400),
                terms=replace(AT_FACE, condition="skus.exists(s, s in goods_in)"),
            ),
            "condition with the greatest values: ",
        ),
        (
            only(parameter("n", "count", least=9, most=9), terms=replace(AT_FACE, condition="amount > 1n")),
            "parameters[0].name: it has to stand apart in the condition",
        ),
        (
            only(parameter("n", "count", least=9, most=9), terms=replace(AT_FACE, condition="amount > n.5")),
            "parameters[0].name: it has to stand apart in the condition",
        ),
        (
            only(replace(TEXT, least=0), terms=replace(AT_FACE, condition="category == word")),
            "parameters[0].least: a text",
        ),
        *(
            (
                only(parameter("d", "count", most=9), terms=replace(AT_FACE, condition=said)),
                "parameters[0].least: something is divided by it: 1 at least",
            )
            for said in ("amount / d >= 100", "amount % (d) == 0", "amount / (d * 2) > 1")
        ),
        (only(replace(FACE, title_zh=" ")), "parameters[0].title: a title in both languages"),
        (only(terms=replace(AT_FACE, condition="amount > floor")), "condition with the least values: 1:10: undeclared"),
        (only(terms=Terms(HowMuch())), "how_much.face with the least values: nothing would be given"),
        (only(*(replace(FACE, name=f"face_{'x' * n}") for n in range(21))), "parameters: too many"),
    ],
)
def test_a_bad_template_is_refused_with_the_place(change: dict[str, Any], said: str) -> None:
    refusal = content_refusal(content(**change))
    assert refusal is not None
    assert refusal.code == "template_invalid"
    assert refusal.detail.startswith(said), refusal.detail


OPEN = (
    "how_much.per_order", "how_much.per_day", "how_much.per_wallet", "when.valid_days", "when.weekdays",
    "who.kinds", "who.classes", "who.operators",
    *(f"where.allow.{name}" for name in ("merchants", "stores", "categories", "regions")),
    "where.allow.places.lists", "what.allow.skus", "what.allow.tags",
)  # fmt: skip
"""Places where 0, or a list of nothing, means any."""


@pytest.mark.parametrize("place", OPEN)
def test_a_bound_is_no_way_to_no_bound_unless_the_template_says_so(place: str) -> None:
    spot = spot_of(place, AT_FACE)
    assert spot is not None
    choices = {"kinds": ("personal",), "classes": ("I",)}.get(spot.kind, ())
    free = parameter("it", spot.kind, place, choices=choices)
    refusal = content_refusal(content(**only(free, terms=AT_FACE)))
    assert refusal is not None
    assert refusal.detail == "parameters[0].least: 0 means any there: 1 at least, or may_be_any"
    for said in (replace(free, least=1), replace(free, may_be_any=True)):
        assert content_refusal(content(**only(said, terms=AT_FACE))) is None


def test_all_other_places_have_a_zero_that_is_none() -> None:
    closed = [place for place in PLACES if (spot := spot_of(place, HOURLY)) is not None and not spot.is_open]
    assert sorted({*PLACES} - {*closed}) == sorted(OPEN)


def test_a_bound_of_what_was_approved_holds_when_a_program_is_drafted(bureau: Bureau) -> None:
    shops = parameter("shops", "categories", "where.allow.categories", least=1, most=2, choices=("5812", "5814"))
    each = parameter("each", "count", "how_much.per_wallet", least=1, most=2)
    version = bureau.approved(content(parameters=(FACE, shops, each), terms=Terms(HowMuch())))
    face = ParameterValue("face", amount_minor=500)
    for texts, number, place in (((), 1, 1), (("5812",), 0, 2)):
        values = (face, ParameterValue("shops", texts=texts), ParameterValue("each", number=number))
        said = bureau.world.refusal(bureau.drafted(version, values))
        assert (said.code, said.detail) == ("parameters_invalid", f"parameters[{place}]: out of range")


def test_a_good_one_is_not() -> None:
    assert content_refusal(SUBSIDY) is None
    early = parameter("early", "count", "when.hours[0].begin", most=59)
    assert content_refusal(content(parameters=(early,), terms=HOURLY)) is None
    denied = Terms(HowMuch(face_minor=5), where=Where(deny=Places(categories=("0000", "0001"))))
    free = parameter("shops", "categories", "where.allow.categories", least=1, most=100)
    assert content_refusal(content(parameters=(free,), terms=denied)) is None


@pytest.mark.parametrize("text", ["", " a", "a\n"])
def test_titles_and_explanations_are_plain(text: str) -> None:
    for field in ("title_en", "title_zh", "explanation_en", "explanation_zh"):
        refusal = content_refusal(content(**{field: text}))
        assert refusal is not None
        assert refusal.code == "request_malformed"


def given(**said: dict[str, Any] | None) -> tuple[ParameterValue, ...]:
    """The usual parameters, some of them otherwise, or left out."""
    fields = {each.name: {name: getattr(each, name) for name in ("amount_minor", "texts")} for each in GIVEN} | said
    return tuple(ParameterValue(name, **value) for name, value in fields.items() if value is not None)


@pytest.mark.parametrize(
    ("values", "said"),
    [
        (given(face=None), Wrong("parameters", "face is missing")),
        (given(fase={"number": 1}), Wrong("parameters[3].name", "there is no such one")),
        (given() + given()[:1], Wrong("parameters[3].name", "said twice")),
        (given(face={"number": 100}), Wrong("parameters[0]", "a value of another kind")),
        (given(face={"number": 100, "amount_minor": 100}), Wrong("parameters[0]", "a value of another kind")),
        (given(face={}), Wrong("parameters[0]", "a value of another kind")),
        (given(face={"amount_minor": 99}), Wrong("parameters[0]", "out of range")),
        (given(face={"amount_minor": 500 * YUAN + 1}), Wrong("parameters[0]", "out of range")),
        (given(shops={"texts": ()}), Wrong("parameters[1]", "out of range")),
        (given(shops={"texts": ("5411", "5812", "5912", "5411")}), Wrong("parameters[1]", "out of range")),
        (given(shops={"texts": ("5311",)}), Wrong("parameters[1]", "none of the choices")),
        (given(days={"number": 91}), Wrong("parameters[3]", "out of range")),
    ],
)
def test_bad_parameters_are_refused_with_the_place(values: tuple[ParameterValue, ...], said: Wrong) -> None:
    assert terms_with(SUBSIDY, values) == said


def test_a_program_that_would_have_bad_terms_is_not_drafted(bureau: Bureau) -> None:
    allow = parameter("shops", "categories", "where.allow.categories", least=1, most=3)
    terms = Terms(HowMuch(face_minor=100), where=Where(deny=Places(categories=("5411",))))
    version = bureau.approved(content(parameters=(allow,), terms=terms))
    said = bureau.world.refusal(bureau.drafted(version, (ParameterValue("shops", texts=("5411",)),)))
    assert (said.code, said.detail) == ("program_terms_invalid", "where.deny.categories[0]: allowed and denied")
    said = bureau.world.refusal(bureau.drafted(version, (ParameterValue("shops", texts=("5812", "5812")),)))
    assert (said.code, said.detail) == ("program_terms_invalid", "where.allow.categories[1]: said twice")
