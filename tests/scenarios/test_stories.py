"""A story that cannot be played says where it is wrong; one that goes otherwise than it says, too."""

from collections.abc import Callable
from pathlib import Path

import pytest

from jiaozi.cli.chinese import detail_zh
from jiaozi.config import Settings
from jiaozi.scenarios.play import StoryDiffers, Theatre
from jiaozi.scenarios.story import StoryInvalid, packs, read

DUES = (packs()["party-dues"] / "story.toml").read_text(encoding="utf-8")


@pytest.fixture
def changed(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder with the story of party dues, in which something is written otherwise."""

    def make(old: str, new: str) -> Path:
        assert old in DUES
        folder = tmp_path / "mine"
        folder.mkdir()
        (folder / "story.toml").write_text(DUES.replace(old, new, 1), encoding="utf-8")
        return folder

    return make


WRONG = [
    ('kind = "general"', 'kind = "genral"', "Invalid enum value 'genral' - at `$.kind`"),
    ('act = "pay"', 'act = "payy"', "steps[1]: act: there is no operation 'payy'"),
    ('who = "li"', 'who = "lee"', "steps[1]: who: nobody is called 'lee'"),
    ('who = "li"', "", "steps[1]: who and act stand together"),
    ('money = "300.00"', 'money = "3,00"', "the money of li: '3,00' is not an amount"),
    ('li = "250.00"', 'lee = "250.00"', "ends: nobody is called 'lee'"),
    ('li = "250.00"', 'li = "-1"', "ends.li: '-1'"),
    ("begins = ", 'begun = "now"\nbegins = ', "unknown field `begun`"),
    ('begins = "2022-05-20T09:00:00+08:00"', 'begins = "2022-05-20T09:00:00"', "begins: a time needs its offset"),
    ('id = "wang"', 'id = "li"', "two are called 'li'"),
    ('id = "wang"', 'id = "boc"', "two are called 'boc'"),
    ('refused = "insufficient_funds"', 'refused = "no_money"', "refused: there is no code 'no_money'"),
    ('refused = "insufficient_funds"', "", "no step is refused"),
    (', zh = "党费缴纳"', "", "missing required field `zh`"),
    ("[[people]]", "[[people]", "story.toml: "),
]


@pytest.mark.only_engine("sqlite")  # no database is asked
@pytest.mark.parametrize(("old", "new", "told"), WRONG)
def test_what_is_written_wrong_is_named(changed: Callable[..., Path], old: str, new: str, told: str) -> None:
    with pytest.raises(StoryInvalid) as error:
        read(changed(old, new))
    assert told in str(error.value)
    assert "mine/story.toml" in str(error.value)


REFERENCE = 'reference = "dues-2022-05-li"'
VALUES = [
    ("nan", "ask: a text, whole number", "ask：须为文本、整数"),
    ("2022-01-01", "ask: a text, whole number", "ask：须为文本、整数"),
    ("2022-01-01T00:00:00Z", "ask: a text, whole number", "ask：须为文本、整数"),
    ("[1, { a = [1.5] }]", "ask: a text, whole number", "不能是 1.5"),
    ("12345678901234567890", "ask: a text, whole number", "须为文本、整数"),
    ("{ hours = 9000000000000000000 }", "ask: hours: 0 to 87840", "ask：hours：0 至 87840"),
    ("{ hours = true }", "ask: hours: 0 to 87840", "ask：hours：0 至 87840"),
    ("{ yuan = 5 }", "ask: '' is not an amount", "不是以元为单位的金额"),
    ("[" * 40 + "]" * 40, "ask: more than 16 tables", "嵌套超过 16 层"),
    ("[" * 5_000 + "]" * 5_000, "more than 16 tables", "嵌套超过 16 层"),
    ("{ " + "a." * 20_000 + "a = 1 }", "more than 100 dots", "超过 100 个点"),
    ('"' + "x" * 300_000 + '"', "more than 262144 bytes", "超过 262144 字节"),
]


@pytest.mark.only_engine("sqlite")  # no database is asked
@pytest.mark.parametrize(("value", "told", "told_zh"), VALUES, ids=[str(n) for n in range(len(VALUES))])
def test_a_value_that_no_request_can_have_is_refused_in_both_languages(
    changed: Callable[..., Path], value: str, told: str, told_zh: str
) -> None:
    with pytest.raises(StoryInvalid) as error:
        read(changed(REFERENCE, f"reference = {value}"))
    assert told in str(error.value)
    assert told_zh in detail_zh(str(error.value))


@pytest.mark.only_engine("sqlite")  # no database is asked
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[[steps]]", '[[steps]]\nuntil = "9999-12-31T23:59:59-12:00"', "until: "),
        ("[[steps]]", '[[steps]]\nuntil = "2100-01-01T00:00:00+08:00"', "until: from 2019 until before 2100"),
        ('begins = "2022', 'begins = "0001', "begins: from 2019"),
        ("[[steps]]", "[[steps]]\nsays = { en = 'a', zh = 'b' }\n" * 1_000 + "[[steps]]", "steps: at most 1000"),
        ('kind = "general"', '"\\u0000" = 1\nkind = "general"', "unknown field"),
    ],
)
def test_a_moment_or_number_beyond_bounds_is_refused(
    changed: Callable[..., Path], old: str, new: str, told: str
) -> None:
    with pytest.raises(StoryInvalid) as error:
        read(changed(old, new))
    assert told in str(error.value)


@pytest.mark.parametrize("name", ["街角小店", "a b:c", "长" * 80])
def test_a_folder_may_be_called_anything_that_is_printed(
    changed: Callable[..., Path], db_url: str, tmp_path: Path, name: str
) -> None:
    folder = changed("[[people]]", "[[people]]").rename(tmp_path / name)
    _play(folder, Settings(db_url=db_url, keyring=tmp_path / "keyring.json"))
    assert read(folder).id == name
    with pytest.raises(StoryInvalid, match="printable"):
        read(folder.rename(tmp_path / "two\nlines"))


DIFFERS = [
    ('refused = "insufficient_funds"', 'refused = "wallet_frozen"', "steps[2] pay: insufficient_funds"),
    ('amount = { yuan = "20.00" }', 'amount = { yuan = "10.00" }', "steps[2] pay: was done, not refused with"),
    ('li = "250.00"', 'li = "251.00"', "ends: li has 25000 fen, not 251.00"),
    ("{li.wallet}", "{li.purse}", "steps[1] pay: nothing is called {li.purse}"),
    ("{li.wallet}", "{wang.wallet}", "steps[1] pay: wallet_not_found"),
    ('reference = "dues-2022-05-li" }', 'reference = "a" }\ntells = { fee = { yuan = "1.00" } }', "tells fee"),
    ('operator = "boc"', 'operator = "mybank"', "mybank is not there: operator_not_authorised"),
]


@pytest.mark.only_engine("sqlite")  # it is about what is told, not about what is kept
@pytest.mark.parametrize(("old", "new", "told"), DIFFERS)
def test_what_goes_otherwise_is_told(
    changed: Callable[..., Path], db_url: str, tmp_path: Path, old: str, new: str, told: str
) -> None:
    begins = 'begins = "2022-05-20T09:00:00+08:00"'
    folder = changed(old, new)
    if "mybank" in new:  # before it was an operator
        text = (folder / "story.toml").read_text(encoding="utf-8")
        (folder / "story.toml").write_text(text.replace(begins, begins.replace("2022", "2020")), encoding="utf-8")
    with pytest.raises(StoryDiffers) as error:
        _play(folder, Settings(db_url=db_url, keyring=tmp_path / "keyring.json"))
    assert told in str(error.value)


def _play(folder: Path, settings: Settings) -> None:
    theatre = Theatre(read(folder), settings)
    try:
        list(theatre.play())
    finally:
        theatre.close()
