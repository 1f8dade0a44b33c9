"""Names as they are shown and compared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozi.people.names import CLOSE, DIFFERENT, MATCH, UNKNOWN, compared, masked

NAMES = st.text("张三李四王小晓明abcXYZ ·-é", min_size=1, max_size=12).filter(lambda text: any(map(str.isalnum, text)))


@pytest.mark.parametrize(
    ("name", "shown"),
    [("张三", "张*"), ("欧阳小明", "欧**"), ("John Smith", "J*** S***"), ("王", "王*"), ("", ""), ("Li", "L***")],
)
def test_a_masked_name_shows_its_beginning(name: str, shown: str) -> None:
    assert masked(name) == shown


@pytest.mark.parametrize(
    ("given", "known", "result"),
    [
        ("张三", "张三", MATCH),
        ("ZHANG san", "Zhang San", MATCH),
        ("买买提·艾力", "买买提艾力", MATCH),
        ("Ｊｏｈｎ Smith", "John-Smith", MATCH),
        ("Zoë Müller", "Zoe Muller", MATCH),
        ("ZOE MULLER", "Zoe\u0308 Mu\u0308ller", MATCH),
        ("Lukasz Øst", "Łukasz Ost", MATCH),
        ("Nguyễn Thị Ánh", "NGUYEN THI ANH", MATCH),
        ("O'Neil", "O’Neil", MATCH),
        ("Zoe Mueller", "Zoë Müller", CLOSE),
        ("かき", "がき", DIFFERENT),
        ("Йоаким", "Иоаким", CLOSE),
        ("Smith John", "John Smith", CLOSE),
        ("王晓明", "王小明", CLOSE),
        ("王小明", "王明小", CLOSE),
        ("Jon Smith", "John Smith", CLOSE),
        ("张四", "张三", DIFFERENT),
        ("张", "张三", DIFFERENT),
        ("李小红", "王小明", DIFFERENT),
        ("", "张三", DIFFERENT),
        ("张三", "", UNKNOWN),
    ],
)
def test_how_names_agree(given: str, known: str, result: str) -> None:
    assert compared(given, known) == result


@given(NAMES, NAMES)
def test_comparing_is_symmetric_and_a_name_matches_itself(one: str, other: str) -> None:
    assert compared(one, other) == compared(other, one)
    assert compared(one, one) == MATCH
    assert compared(f" {one} ", one.upper()) in (MATCH, CLOSE)


@given(NAMES)
def test_a_mask_never_shows_a_name_of_two_or_more(name: str) -> None:
    assert name == name[0] or name not in masked(name)
