"""Terms that were written before a part was there keep their text, their SHA-256 and their meaning."""

from dataclasses import fields
from hashlib import sha256

import pytest
from msgspec import UNSET

from jiaozi.programs.templates.forms import plain_of
from jiaozi.programs.terms import (
    GoodsNamed,
    Hours,
    HowMuch,
    Places,
    Terms,
    What,
    When,
    Where,
    Who,
    outspoken,
    read,
    rest_of,
    written,
)

STORED = (
    '{"how_much":{"face_minor":5500,"percent_ppm":0,"cap_minor":0,"minimum_minor":10000,"share_ppm":1000000,'
    '"per_order":2,"per_day":0,"per_wallet":1},"who":{"kinds":[],"classes":["II","III"],"operators":[],'
    '"hong_kong":null,"listed":true},"where":{"allow":{"merchants":[16,32],"stores":[],"categories":["5411"],'
    '"regions":[]},"deny":{"merchants":[],"stores":[],"categories":[],"regions":["4403"]}},"what":{"allow":'
    '{"skus":[],"tags":[]},"deny":{"skus":[],"tags":["tobacco"]}},"when":{"begin":0,"end":0,"hours":[{"begin":600,'
    '"end":1320}],"weekdays":[],"valid_days":7},"stacks":false,"condition":"amount >= 10000"}'
)
SHA256 = "b1bdcb68b621368b1e57c42a387b70df4e54a453e7739c57ec224f6df92cee2c"
"""As the commit before the first part that came later wrote them."""
LATER = tuple(field.name for field in fields(Terms) if field.default is UNSET)


def test_a_stored_document_is_read_and_written_as_it_is() -> None:
    assert sha256(STORED.encode()).hexdigest() == SHA256
    assert written(read(STORED)) == (STORED, SHA256)


def test_the_same_terms_are_written_as_before() -> None:
    terms = Terms(
        HowMuch(face_minor=5_500, minimum_minor=10_000, per_order=2),
        Who(classes=("II", "III"), listed=True),
        Where(allow=Places(merchants=(32, 16), categories=("5411",)), deny=Places(regions=("4403",))),  # type: ignore[arg-type]
        What(deny=GoodsNamed(tags=("tobacco",))),
        When(hours=(Hours(600, 1_320),), valid_days=7),
        stacks=False,
        condition="amount >= 10000",
    )
    assert written(terms) == (STORED, SHA256)
    assert written(outspoken(terms)) == (STORED, SHA256)


def test_parts_that_came_later_say_nothing_there() -> None:
    terms = read(STORED)
    assert LATER == ("rest", "withdrawable", "transferable", "who_pays")
    assert all(getattr(terms, name) is UNSET for name in LATER)
    assert rest_of(terms).to == "reclaimed"


@pytest.mark.parametrize("name", LATER)
def test_a_part_that_says_no_more_than_its_absence_is_absent(name: str) -> None:
    plain = getattr(outspoken(read(STORED)), name)
    assert plain is not UNSET
    assert name in plain_of(read(STORED))
    assert f'"{name}"' not in written(outspoken(read(STORED)))[0]
