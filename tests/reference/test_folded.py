"""The OpenAPI document as its file has it: whatever fits into a line is one, and what is read is what was written."""

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from tools.docs import REFERENCE, folded

from jiaozi.api import openapi
from jiaozi.api.app import ENDPOINTS
from jiaozi.api.examples import shown_in
from jiaozi.api.routes.events import EventView
from jiaozi.wire.shapes import answer_of

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=60),
    lambda inner: st.lists(inner, max_size=8) | st.dictionaries(st.text(max_size=20), inner, max_size=8),
)


@given(VALUES)
def test_what_is_folded_is_read_as_it_was(value: Any) -> None:
    assert json.loads(folded(value)) == value
    flat = json.dumps(value, ensure_ascii=False)
    assert ("\n" in folded(value)) == (isinstance(value, dict | list) and len(flat) > 120)


def test_a_difference_of_the_document_is_few_lines() -> None:
    text = (REFERENCE / "openapi.json").read_text(encoding="utf-8")
    kept, made = json.loads(text), shown_in(openapi.document(ENDPOINTS, answer_of(EventView)))
    schemas = [each["components"]["schemas"] for each in (kept, made)]
    assert {
        name: [each.get(name) for each in schemas] for name in schemas[1] if schemas[0].get(name) != schemas[1][name]
    } == {}
    assert kept == made
    references = [line for line in text.splitlines() if "#/components/responses/" in line]
    assert all(line.count("{") == line.count("}") for line in references), "a response is a line"
