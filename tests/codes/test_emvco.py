"""The EMVCo format: the official sample, round trips, and damage that is noticed and named."""

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from jiaozi.codes.emvco import DataObject, EmvcoError, Payload, crc, emit, join, parse

SAMPLE = (
    "00020101021229300012D156000000000510A93FO3230Q31280012D15600000001030812345678520441115802CN5914BEST TRANSPORT"
    "6007BEIJING64200002ZH0104最佳运输0202北京540523.7253031565502016233030412340603***0708A60086670902ME91320016A011"
    "2233449988770708123456786304A13A"
)
"""The sample of the specification (EMV QRCPS Merchant-Presented Mode 1.0, chapter 5)."""

DIGITS = st.text("0123456789", min_size=1, max_size=9)
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=15)
ASCII = [chr(code) for code in range(32, 127)]


@st.composite
def payloads(draw: st.DrawFn) -> Payload:
    """A payload with what is needed and some of what may be there, in any order after the first object."""
    inside = draw(st.dictionaries(st.integers(1, 99).map("{:02}".format), WORDS, max_size=3))
    account = join([DataObject("00", "cn.example"), *(DataObject(*each) for each in inside.items())])
    assume(len(account) <= 99)
    needed = [
        DataObject(str(draw(st.integers(26, 51))), account),
        DataObject("52", "5411"),
        DataObject("53", "156"),
        DataObject("58", "CN"),
        DataObject("59", draw(WORDS)),
        DataObject("60", draw(WORDS)),
    ]
    more = {
        "01": st.sampled_from(["11", "12"]),
        "54": st.builds("{}.{:02}".format, DIGITS, st.integers(1, 99)),
        "61": st.text(ASCII, min_size=1, max_size=10),
        "62": WORDS.map(lambda text: join([DataObject("05", text), DataObject("50", text)])),
        "64": WORDS.map(lambda text: join([DataObject("00", "ZH"), DataObject("01", text), DataObject("09", text)])),
        "65": WORDS,
        "79": WORDS,
        "80": WORDS.map(lambda text: join([DataObject("00", "cn.example"), DataObject("01", text)])),
    }
    chosen = draw(st.sets(st.sampled_from(sorted(more))))
    further = [DataObject(found, draw(more[found])) for found in sorted(chosen)]
    tip = draw(st.sampled_from([(), (("55", "01"),), (("55", "02"), ("56", "2.5")), (("55", "03"), ("57", "12.5"))]))
    further += [DataObject(*each) for each in tip]
    return Payload((DataObject("00", "01"), *draw(st.permutations([*needed, *further]))))


def test_the_official_sample_is_read_and_written_again() -> None:
    found = parse(SAMPLE)
    assert found.value("59") == "BEST TRANSPORT"
    assert found.template("29") == (("00", "D15600000000"), ("05", "A93FO3230Q"))
    assert found.account("D15600000001") == (("03", "12345678"),)
    assert found.template("64") == (("00", "ZH"), ("01", "最佳运输"), ("02", "北京"))
    assert found.value("54") == "23.72"
    assert found.template("62") == (("03", "1234"), ("06", "***"), ("07", "A6008667"), ("09", "ME"))
    assert found.template("91") == (("00", "A011223344998877"), ("07", "12345678"))
    assert found.account("D1560000000X") == found.template("63") == ()
    assert emit(found) == SAMPLE


def test_the_crc_is_that_of_the_catalogue() -> None:
    """The check value of CRC-16/CCITT-FALSE, and the empty message."""
    assert (crc("123456789"), crc("")) == ("29B1", "FFFF")


@given(payloads())
def test_what_is_written_is_read_again(payload: Payload) -> None:
    assert parse(emit(payload)) == payload


@given(payloads(), st.data())
def test_any_changed_character_of_a_byte_is_noticed(payload: Payload, data: st.DataObject) -> None:
    text = emit(payload)
    place = data.draw(st.sampled_from([n for n, character in enumerate(text) if character.isascii()]))
    same = {text[place], text[place].lower() if place >= len(text) - 4 else ""}  # of the CRC small letters are the same
    other = data.draw(st.sampled_from([character for character in ASCII if character not in same]))
    with pytest.raises(EmvcoError):
        parse(text[:place] + other + text[place + 1 :])


@given(st.text(st.characters(min_codepoint=0x5000, max_codepoint=0x5FFF), min_size=1, max_size=15), st.data())
def test_any_changed_chinese_character_is_noticed(name: str, data: st.DataObject) -> None:
    """Within 4,096 characters that differ in 14 bits of UTF-8, which a CRC of 16 bits always notices."""
    text = emit(parse(_sealed(GOOD + f"64{len(name) + 10:02}0002ZH01{len(name):02}{name}")))
    place = data.draw(st.sampled_from([n for n, character in enumerate(text) if not character.isascii()]))
    other = data.draw(
        st.characters(min_codepoint=0x5000, max_codepoint=0x5FFF).filter(lambda each: each != text[place])
    )
    with pytest.raises(EmvcoError, match="crc_wrong"):
        parse(text[:place] + other + text[place + 1 :])


def test_lengths_count_characters_also_beyond_the_basic_plane() -> None:
    """Four Chinese characters have length 04, not the 12 of their bytes; an emoji is one character, not two."""
    name = "茶馆🍵茶"
    assert parse(_sealed(GOOD + f"64140002ZH0104{name}")).template("64")[1].value == name
    for counted in ("64220002ZH0112", "64150002ZH0105"):
        with pytest.raises(EmvcoError, match="cut_short at 64"):
            parse(_sealed(GOOD + counted + name))


def test_objects_inside_templates_and_unknown_ones_are_kept_in_their_order() -> None:
    deeper = join([DataObject("01", "深"), DataObject("00", "x")])
    inside = join([DataObject("00", "cn.example"), DataObject("77", deeper)])
    text = _sealed(GOOD + f"80{len(inside):02}{inside}" + "6503new" + "62090505A-001")
    found = parse(text)
    assert emit(found) == text
    assert found.template("80")[1].value == "0101深0001x"
    assert found.value("65") == "new"


@pytest.mark.parametrize("amount", ["1", "1.", "01.00", "0.01", "9999999999.99", "1.234", "0.001"])
def test_amounts_are_digits_with_a_point_at_most(amount: str) -> None:
    """The format takes more decimals than renminbi has; what the code is for is compared with its row."""
    assert parse(_sealed(GOOD + f"54{len(amount):02}{amount}")).value("54") == amount


def test_any_character_of_the_sample_changed_dropped_or_doubled_is_noticed() -> None:
    for place, character in enumerate(SAMPLE):
        before, after = SAMPLE[:place], SAMPLE[place + 1 :]
        doubled = before + character * 2 + after
        for damaged in (before + after, doubled, before + ("0" if character != "0" else "1") + after):
            with pytest.raises(EmvcoError):
                parse(damaged)


@given(st.text(max_size=600))
def test_no_text_is_taken_for_a_payload_or_breaks_the_reader(text: str) -> None:
    for candidate in (text, "000201" + text, _sealed("000201" + text)):
        with suppress(EmvcoError):
            assert emit(parse(candidate)) == candidate


def _sealed(body: str) -> str:
    body = "".join(character for character in body if not "\ud800" <= character <= "\udfff")
    return body + "6304" + crc(body + "6304")


GOOD = "000201010211" + "26140010cn.example" + "52045411" + "5303156" + "5802CN" + "5904Shop" + "6007Beijing"
# fmt: off
BROKEN = [
    ("x" * 513, "too_long", ""),
    ("000201\ud800", "not_text", ""),
    ("https://example.org", "not_emvco", ""),
    (GOOD, "crc_missing", ""),
    (GOOD + "63040000", "crc_wrong", ""),
    (_sealed(GOOD).lower(), "crc_wrong", ""),
    (_sealed(GOOD + "6x01y"), "id_invalid", "6x"),
    (_sealed(GOOD + "٦٥01y"), "id_invalid", "٦٥"),
    (_sealed(GOOD + "650"), "length_invalid", "65"),
    (_sealed(GOOD + "6500"), "length_invalid", "65"),
    (_sealed(GOOD + "6509short"), "cut_short", "65"),
    (_sealed(GOOD + "5904Shop"), "repeated", "59"),
    (_sealed(GOOD + "6304ABCD"), "order_wrong", "63"),
    (_sealed(GOOD.replace("26140010cn.example", "")), "missing", "02 to 51"),
    (_sealed(GOOD.replace("5802CN", "")), "missing", "58"),
    (_sealed(GOOD.replace("5802CN", "5802cn")), "value_invalid", "58"),
    (_sealed(GOOD.replace("010211", "010213")), "value_invalid", "01"),
    (_sealed(GOOD.replace("5904Shop", "5926" + "x" * 26)), "value_invalid", "59"),
    (_sealed(GOOD + "5403abc"), "value_invalid", "54"),
    (_sealed(GOOD + "5403.50"), "value_invalid", "54"),
    (_sealed(GOOD + "541412345678901.23"), "value_invalid", "54"),
    (_sealed(GOOD + "54040.00"), "value_invalid", "54"),
    (_sealed(GOOD + "54021,"), "value_invalid", "54"),
    (_sealed(GOOD + "540511.1."), "value_invalid", "54"),
    (_sealed(GOOD + "5402１0"), "value_invalid", "54"),
    (_sealed(GOOD + "550204"), "value_invalid", "55"),
    (_sealed(GOOD + "550202"), "missing", "56"),
    (_sealed(GOOD + "550203"), "missing", "57"),
    (_sealed(GOOD + "55020256010"), "value_invalid", "56"),
    (_sealed(GOOD + "5502035703100"), "value_invalid", "57"),
    (_sealed(GOOD + "5502015603250"), "unexpected", "56"),
    (_sealed(GOOD + "560325057025."), "unexpected", "56"),
    (_sealed(GOOD.replace("5303156", "5303CNY")), "value_invalid", "53"),
    (_sealed(GOOD + "62040502"), "cut_short", "62.05"),
    (_sealed(GOOD + "62100501a0501b"), "repeated", "62.05"),
    (_sealed(GOOD.replace("26140010", "26140110")), "order_wrong", "26.00"),
    (_sealed(GOOD + "64110003CHN0101"), "cut_short", "64.01"),
    (_sealed(GOOD + "64120003CHN0101店"), "value_invalid", "64.00"),
    (_sealed(GOOD + "64060002ZH"), "missing", "64.01"),
    (_sealed(GOOD + "64360002ZH0126" + "店" * 26), "value_invalid", "64.01"),
]
# fmt: on


@pytest.mark.parametrize(("text", "reason", "place"), BROKEN)
def test_what_is_wrong_is_named_with_its_place(text: str, reason: str, place: str) -> None:
    with pytest.raises(EmvcoError) as caught:
        parse(text)
    assert (caught.value.reason, caught.value.place) == (reason, place)


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t", " "])
def test_a_scanner_may_end_a_line_and_write_the_crc_in_small_letters(end: str) -> None:
    body = next(text for n in range(99) if _crc_has_letters(text := GOOD + f"6502{n:02}"))
    text = _sealed(body)
    small = text[:-4] + text[-4:].lower()
    assert small != text
    for sent in (text + end, small, small + end, end + small):
        assert parse(sent) == parse(text)
    with pytest.raises(EmvcoError, match="crc_wrong"):
        parse(text[:-4] + "0000" + end)


def _crc_has_letters(body: str) -> bool:
    return not crc(body + "6304").isdigit()


def test_nothing_is_written_that_would_not_be_read() -> None:
    good = parse(_sealed(GOOD)).objects
    for objects, reason in (
        ((), "order_wrong"),
        (good[1:], "order_wrong"),
        ((*good, DataObject("63", "ABCD")), "order_wrong"),
        ((*good, good[-1]), "repeated"),
        ((*good, DataObject("7", "x")), "id_invalid"),
        ((*good, DataObject("77", "")), "length_invalid"),
        ((*good, DataObject("77", "x" * 100)), "length_invalid"),
        ((*good, DataObject("77", "\ud800")), "not_text"),
        ((*good, *(DataObject(str(number), "x" * 99) for number in range(65, 70))), "too_long"),
    ):
        with pytest.raises(EmvcoError) as caught:
            emit(Payload(objects))
        assert caught.value.reason == reason
