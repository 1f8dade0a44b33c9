"""The scenarios that come with the platform: each of the pilot's ten general and six featured ones is there, is played
to its end in a world of its own, and shows what protects somebody."""

from pathlib import Path

import pytest

from jiaozi.config import Settings
from jiaozi.scenarios.play import Theatre, Told
from jiaozi.scenarios.story import Story, packs, read

GENERAL = {
    "government-services", "livelihood-bills", "transport", "retail", "medical", "park", "campus", "tourism", "salary",
    "internet", "party-dues",
}  # fmt: skip
FEATURED = {"consumption-city", "rural", "chengdu-chongqing", "china-singapore", "finance", "supply-chain"}
STORIES = {name: read(folder) for name, folder in packs().items()}


def played(story: Story, url: str, folder: Path) -> tuple[list[Told], bool]:
    """A story's steps, and whether all invariants hold after them."""
    theatre = Theatre(story, Settings(db_url=url, keyring=folder / "keyring.json"))
    try:
        return list(theatre.play()), theatre.audit()["ok"]
    finally:
        theatre.close()


def test_every_scenario_of_the_pilot_is_there() -> None:
    kinds = {name: story.kind for name, story in STORIES.items()}
    assert {name for name, kind in kinds.items() if kind == "general"} >= GENERAL
    assert {name for name, kind in kinds.items() if kind == "featured"} >= FEATURED


@pytest.mark.only_engine("sqlite")  # that the engines tell the same is asked below
@pytest.mark.parametrize("name", STORIES)
def test_the_story_comes_to_the_end_that_it_says(db_url: str, tmp_path: Path, name: str) -> None:
    story = STORIES[name]
    told, sound = played(story, db_url, tmp_path)
    assert len(told) == len(story.steps)
    assert sound
    assert any(each.refused for each in told)
    assert any(each.moved for each in told)
    assert set(story.ends) == {party.id for party in story.parties}, "everybody's balance is said"


def test_a_story_is_told_alike_on_both_engines(db_url: str, tmp_path: Path) -> None:
    told, sound = played(STORIES["medical"], db_url, tmp_path)
    assert sound
    assert [(each.at[:16], each.refused is not None, sorted(each.moved.items())) for each in told] == [
        ("2022-06-06T07:51", False, [("hospital", (0, 2_500)), ("tan_jr", (90_000, 87_500))]),
        ("2022-06-06T07:52", False, []),
        ("2022-06-06T07:53", True, []),
        ("2022-06-06T07:54", True, []),
        ("2022-06-14T10:00", False, [("hospital", (2_500, 319_760)), ("tan", (600_000, 282_740))]),
        ("2022-06-14T10:01", False, []),
        ("2022-06-14T10:02", True, []),
    ]
