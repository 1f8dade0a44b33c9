"""What is declared of acts: each is of one operation, its body of its command's fields, its answer its outcome's; and
whatever has a kind looks the same on its way out and back in."""

from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date
from functools import cache, reduce
from operator import attrgetter, or_
from pathlib import Path
from tempfile import TemporaryDirectory
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec import UNSET
from pydantic import TypeAdapter, ValidationError
from pydantic_core import from_json, to_json

from jiaozi import kinds
from jiaozi.access.model import Decided
from jiaozi.api import render
from jiaozi.api.acts import Act
from jiaozi.api.app import ENDPOINTS
from jiaozi.api.routing import Endpoint
from jiaozi.clock import date_to_day
from jiaozi.db.commands import Carrier, Operation, Operations
from jiaozi.ids import encode_id
from jiaozi.keyring import Keyring
from jiaozi.kinds import (
    INSTITUTION_STEP,
    INSTITUTIONS_END,
    PREFIXES,
    Amount,
    Digits,
    IdOf,
    InstitutionNo,
    Length,
    Names,
    Range,
    Text,
    WalletNo,
)
from jiaozi.money import AMOUNT_MAX
from jiaozi.operations import all_operations
from jiaozi.texts import METADATA_KEY
from jiaozi.wire.shapes import answer_of, fields_of, shape_of
from tests.api.test_one_word import values
from tests.upgrade.old import NAMES, OldWorld

LAST_ID = 2**63 - 1
YEARS = 365 * 86_400 * 1_000_000
WITHOUT_LOOK = {"post_journals"}
"""Of journals from within, as one call of many: nobody asks for it, and it is in no log."""


@cache
def operations() -> Operations:
    """The operations of all features."""
    with TemporaryDirectory() as folder:
        return all_operations(Keyring.create(Path(folder) / "keyring.json"))


def inside(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a kind as they are inside."""
    marks = set(getattr(hint, "__metadata__", ()))
    inner = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    if kinds.METADATA in marks:
        keys = st.from_regex(METADATA_KEY, fullmatch=True)
        return st.just(UNSET) | st.dictionaries(keys, st.text("a字9", min_size=1), min_size=1, max_size=3)
    if kinds.UNSAID in marks:
        some = reduce(lambda made, mark: Annotated[made, mark], marks - {kinds.UNSAID}, get_args(inner)[0])
        return st.just(UNSET) | inside(some)
    if kinds.ABSENT in marks:
        some = reduce(lambda made, mark: Annotated[made, mark], marks - {kinds.ABSENT}, inner)
        return st.just(0) | inside(some)
    found = [made for mark in marks if (made := _marked(mark, inner)) is not None]
    return found[0] if found else _composed(inner)


def _marked(mark: object, inner: Any) -> st.SearchStrategy[Any] | None:
    match mark:
        case Amount(_, lowest):
            return st.integers(lowest, AMOUNT_MAX)
        case Range(lowest, highest):
            return st.integers(lowest, highest)
        case Digits(count):
            return st.integers(0, 10**count - 1)
        case Names(names):
            return st.sampled_from([number for number, _ in names])
        case Text():
            return _text(mark)
        case IdOf(identities):
            prefixes = st.sampled_from([PREFIXES[each] for each in identities])
            return st.builds(encode_id, prefixes, st.integers(1, LAST_ID))
        case Length(shortest, longest):
            return st.lists(inside(get_args(inner)[0]), min_size=shortest, max_size=min(longest, 3)).map(tuple)
        case kinds.INSTANT:
            return st.integers(1, 8_000 * YEARS)
        case kinds.FLAG:
            return st.integers(0, 1)
        case kinds.DAY:
            days = st.dates(date(2000, 1, 1), date(2079, 12, 31))
            return days.map(date.isoformat) if inner is str else days.map(date_to_day)
    return None


def _text(kind: Text) -> st.SearchStrategy[str]:
    fold = kind.fold or str
    if not kind.pattern:
        return st.text("a字9", min_size=kind.shortest, max_size=kind.longest).map(fold)
    some = st.from_regex(kind.pattern, fullmatch=True).filter(str.isprintable).map(fold).filter(bool)
    return some.map(lambda text: text if len(text) >= kind.shortest else text[:1] * (kind.shortest - len(text)) + text)


def _composed(hint: Any) -> st.SearchStrategy[Any]:
    origin, parts = get_origin(hint), get_args(hint)
    if hint in PREFIXES:
        institutions = st.integers(1, INSTITUTIONS_END // INSTITUTION_STEP - 1).map(lambda n: n * INSTITUTION_STEP)
        return institutions if hint is InstitutionNo else st.integers(INSTITUTIONS_END, LAST_ID)
    if _told_elsewhere(hint):
        return st.builds(encode_id, st.sampled_from([PREFIXES[part] for part in parts]), st.integers(1, LAST_ID))
    if origin in (Union, UnionType):
        return reduce(or_, (st.none() if part is NoneType else inside(part) for part in parts))
    if origin is tuple:
        return st.lists(inside(parts[0]), max_size=3).map(tuple)
    if origin is Literal:
        return st.sampled_from(parts)
    if is_dataclass(hint) or hasattr(hint, "_fields"):
        hints: Mapping[str, Any] = get_type_hints(hint, include_extras=True)
        return st.builds(hint, **{name: inside(each) for name, each in hints.items()})
    return {str: st.text("a字9", max_size=9), int: st.integers(0, AMOUNT_MAX), bool: st.booleans()}[hint]


def _told_elsewhere(hint: Any) -> bool:
    """Whether it is an id of one of several kinds, which another field tells."""
    inner = get_args(hint)[0] if get_origin(hint) is Annotated else hint
    parts = set(get_args(inner)) if get_origin(inner) in (Union, UnionType) else set()
    return bool(parts) and parts <= set(PREFIXES) and parts != {InstitutionNo, WalletNo}


def declared() -> list[tuple[Endpoint, Act]]:
    """The endpoints of acts that were declared by their commands."""
    found = [(endpoint, getattr(endpoint.serve, "__self__", None)) for endpoint in ENDPOINTS]
    return [(endpoint, act) for endpoint, act in found if isinstance(act, Act)]


DECLARED = [pytest.param(endpoint, act, id=endpoint.name) for endpoint, act in declared()]
LOOKING = [
    each
    for each in operations().by_name.values()
    if each.name not in WITHOUT_LOOK and not issubclass(each.command, Carrier)
]
ANSWERED = [each for each in LOOKING if each.outcome is not Decided]
"""A decision shows the outcome of its act, which is none of its kinds'."""


def test_every_act_is_declared_but_those_that_say_why_not() -> None:
    by_function = {each.name for each in ENDPOINTS if each.method != "GET"} - {each.name for each, _ in declared()}
    assert by_function == {"enrol", "hand_out_test_keys", "look_up_payment_code", "prove_template"}


def operations_of(act: Act) -> list[Operation]:
    """The operations that an act asks for: of its record, or of what this is made into."""
    made = get_type_hints(act.make).get("return", Any) if act.make else Any
    commands = [act.record] if made is Any else get_args(made) or [made]
    return [operations().by_command[command] for command in commands]


@pytest.mark.parametrize(("endpoint", "act"), DECLARED)
def test_an_act_answers_what_its_operation_gives(endpoint: Endpoint, act: Act) -> None:
    answer = endpoint.dry_answer or endpoint.answer
    for operation in operations_of(act):
        outcome: type = operation.outcome
        beside = () if act.thing is None else (act.thing.record,)
        if act.shows is None and act.once is None and outcome is not Decided:
            assert answer is answer_of(outcome, *beside)
        else:  # it tells more than the outcome
            assert {each.outside for each in fields_of(outcome)} <= set(answer.model_fields)
        for record in beside:
            told, read = (
                answer_of(of).model_json_schema(mode="serialization")["properties"] for of in (outcome, record)
            )
            assert all(set(values(told[name])) <= set(values(read[name])) for name in told.keys() & read.keys())
    assert act.proposed == (endpoint.status == 202)


@pytest.mark.parametrize(("endpoint", "act"), DECLARED)
def test_every_property_of_a_body_is_a_field_of_the_command(endpoint: Endpoint, act: Act) -> None:
    fields = {each.name: each for each in fields_of(act.record)}
    in_path = {name for name, source in endpoint.form.asks if source == "path"}
    asked = {each.outside for name, each in fields.items() if name not in in_path and kinds.INSIDE not in each.marks}
    assert in_path <= set(fields)
    assert set(endpoint.model.model_fields) == asked | ({"reason"} if act.proposed else set())


@pytest.mark.parametrize("operation", LOOKING, ids=attrgetter("name"))
def test_every_field_of_a_command_and_an_outcome_has_a_look(operation: Operation) -> None:
    records: tuple[type, type] = operation.command, operation.outcome
    for record in records:
        assert {each.name for each in fields_of(record)} == set(get_type_hints(record))


def test_every_operation_in_the_log_of_acts_has_a_look() -> None:
    without = [each for each in operations().by_name.values() if each.name in WITHOUT_LOOK]
    assert not any(each.administrative for each in without)
    assert not any(operation in without for _, act in declared() for operation in operations_of(act))


@pytest.mark.parametrize("operation", ANSWERED, ids=attrgetter("name"))
@settings(max_examples=8)
@given(data=st.data())
def test_an_outcome_is_answered_as_its_answer_is_declared(operation: Operation, data: st.DataObject) -> None:
    answered = from_json(to_json(render.outcome(data.draw(inside(operation.outcome)), operations(), "")))
    outcome: type = operation.outcome
    model = answer_of(outcome)
    assert set(answered) == set(model.model_fields)
    assert from_json(to_json(model.model_validate_json(to_json(answered)), by_alias=True)) == answered


def asked_fields() -> Iterator[tuple[str, Any]]:
    """What bodies have, by the annotation of the field; each annotation once."""
    seen = set()
    for operation in LOOKING:
        command: type = operation.command
        hints = get_type_hints(command, include_extras=True)
        for each in fields_of(command):
            hint = hints[each.name]
            if hint not in seen and not {kinds.INSIDE, kinds.SECRET} & set(each.marks) and not _told_elsewhere(hint):
                seen.add(hint)
                yield f"{operation.name}.{each.name}", hint


@pytest.mark.parametrize("hint", [pytest.param(hint, id=name) for name, hint in asked_fields()])
@settings(max_examples=8)
@given(data=st.data())
def test_what_a_field_holds_is_the_same_after_its_way_out_and_in(hint: Any, data: st.DataObject) -> None:
    shape, value = shape_of(hint), data.draw(inside(hint))
    there = from_json(to_json(value if shape.show is None else shape.show(value)))
    assert TypeAdapter(shape.asked).validate_python(there) == value


def test_an_id_of_one_of_several_kinds_stays_the_text_that_tells_of_which() -> None:
    asked = TypeAdapter(shape_of(Annotated[str, kinds.IdOf((kinds.MerchantNo, kinds.HolderNo))]).asked)
    assert asked.validate_python(encode_id("hld", 77)) == encode_id("hld", 77)
    with pytest.raises(ValidationError):
        asked.validate_python(encode_id("wal", 77))


def test_an_id_whose_kind_another_field_tells_is_not_guessed() -> None:
    subject = shape_of(kinds.MerchantNo | kinds.HolderNo)
    assert subject.show is not None
    assert subject.show(encode_id("hld", 77)) == encode_id("hld", 77)
    with pytest.raises(TypeError):
        subject.show(77)


def test_a_proposed_command_is_shown_inside_its_proposal_with_what_its_class_has_today() -> None:
    inner = {"role": "holder", "institution": 2, "subject": 77, "name": "", "gone": 1}
    stored = {"operation": "create_principal", "command": to_json(inner).decode(), "reason": "as agreed"}
    assert render.stored_command(operations(), "propose", to_json(stored).decode()) == {
        "operation": "create_principal",
        "command": {
            "role": "holder",
            "institution": encode_id("ins", 2),
            "subject": encode_id("hld", 77),
            "name": "",
        },
        "reason": "as agreed",
    }


@pytest.mark.parametrize("name", NAMES)
def test_what_was_logged_by_earlier_versions_is_shown(name: str) -> None:
    for *_, operation, stored, _ in dict(OldWorld(name).rows())["acts"]:
        assert _fields(render.stored_command(operations(), operation, stored)) == _fields(from_json(stored))


def _fields(command: Mapping[str, Any]) -> set[str]:
    return {field.removesuffix("_minor") for field in command}
