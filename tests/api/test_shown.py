"""An answer shows what its view lists and nothing else; what is secret in a row is in no view.

Every answer that any test gets of a `Live` server is held against the document (`tests/api/listed.py`).
"""

import re
from collections import Counter
from typing import Any

import httpx
import pytest

from jiaozi.api.app import document
from jiaozi.db.tables import RowTable
from jiaozi.kinds import SECRET
from jiaozi.schema import OWNERS
from jiaozi.wire.shapes import fields_of
from tests.api.conftest import Live, live, serve, town
from tests.api.listed import check, unlisted

__all__ = ["live", "serve", "town"]
SCHEMAS: dict[str, Any] = document()["components"]["schemas"]
SEALED = {"sealed", "number_digest", "card_digest"}
"""Columns that only the keyring opens, or that would let a guess be tried."""


def _rows() -> list[type]:
    """The records of all tables."""
    tables = [each for owner in OWNERS for each in vars(owner).values() if isinstance(each, RowTable)]
    return [each.record for each in tables if isinstance(each.record, type)]


def test_no_view_lists_what_is_secret_in_a_row() -> None:
    secret = {field.name for row in _rows() for field in fields_of(row) if SECRET in field.marks} | SEALED
    assert {"secret_hash", "share_1", "share_2"} <= secret
    shown = {name for schema in SCHEMAS.values() for name in schema.get("properties", {})}
    asked = {"secret_hash"}  # of `POST /v1/enrolments`: whoever enrols made the secret
    assert shown & secret == asked
    assert [name for name, each in SCHEMAS.items() if asked & each.get("properties", {}).keys()] == ["Enrolment"]


def test_an_answer_with_a_field_more_than_its_view_is_found(live: Live) -> None:
    answer = live.get("li", f"/v1/wallets/{live.ids['li']}")
    shown = answer.json()
    check(answer)
    for more in (shown | {"sealed": "x"}, shown | {"limits": shown["limits"] | {"used_year_minor": 1}}):
        with pytest.raises(AssertionError):
            check(httpx.Response(200, json=more, request=answer.request))


def test_what_is_deep_in_a_list_is_found() -> None:
    page = {"items": [{"id": "wal_1", "holder_index": 1}], "next_cursor": None, "has_more": False}
    assert list(unlisted(page, {"$ref": "#/components/schemas/WalletPage"})) == ["items.holder_index"]


def test_names_in_the_document_are_plain_and_no_two_are_alike() -> None:
    assert [name for name in SCHEMAS if re.fullmatch("[A-Z][A-Za-z]*", name) is None] == []
    assert [name for name, times in Counter(map(str.lower, SCHEMAS)).items() if times > 1] == []
