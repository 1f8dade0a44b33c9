"""A story that cannot be played says where it is wrong; one that goes otherwise than it says, too."""

from collections.abc import Callable
from pathlib import Path

import pytest

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
