"""What a rehearsal assumes of its city: read from a file that says of each figure where it comes from."""

import tomllib
from importlib import resources
from pathlib import Path
from typing import Any, Final

import msgspec

from jiaozi.pilot.profile import PAY_MERCHANT, Field, Profile, load_profile, profile_names
from jiaozi.records import dataclass

MILLION: Final = 1_000_000
WEIGHT_MAX: Final = 1_000_000
PER_DAY_MAX: Final = 3_000
"""Purchases of a person and day, in thousandths."""
MANY_MAX: Final = 50
"""Phones, banks, friends or tries of whoever wants too much."""


class CityInvalid(ValueError):
    """A file of assumptions that is none. Says where, and why."""


@dataclass(frozen=True, slots=True)
class Age:
    """People of an age: how many of the city, and how many purchases of an ordinary day they make, in thousandths."""

    id: str
    weight: int
    purchases_milli: int


@dataclass(frozen=True, slots=True)
class Farming:
    """How many phones, banks, friends and tries somebody has who wants what is not meant for him."""

    phones: int
    banks: int
    friends: int
    tries: int


@dataclass(frozen=True, slots=True)
class Habits:
    """All that is assumed. `fields` are the trades in which people buy, with their amounts and hours; shares in parts
    per million."""

    profile: Profile
    fields: tuple[Field, ...]
    merchants_per_1000: int
    merchants_least: int
    ages: tuple[Age, ...]
    takers_ppm: int
    first_day_ppm: int
    steered_ppm: int
    stretched_ppm: int
    planned_ppm: int
    prompted_ppm: int
    marked_ppm: int
    agreed_ppm: int
    placed_ppm: int
    refunded_ppm: int
    whole_ppm: int
    farming: Farming

    def shown(self) -> dict[str, Any]:
        """What is assumed, as plain data."""
        names = [name for name in _SHARES if name.endswith("_ppm")]
        return {
            "profile": self.profile.id,
            "ages": [msgspec.to_builtins(each) for each in self.ages],
            **{name: getattr(self, name) for name in names},
            "farming": msgspec.to_builtins(self.farming),
        }


_SHARES: Final = {
    "takers_ppm": "claims",
    "first_day_ppm": "claims",
    "steered_ppm": "habits",
    "stretched_ppm": "habits",
    "planned_ppm": "habits",
    "prompted_ppm": "habits",
    "marked_ppm": "habits",
    "agreed_ppm": "habits",
    "placed_ppm": "habits",
    "refunded_ppm": "refunds",
    "whole_ppm": "refunds",
}
"""Shares, and in which table of the file they stand."""


def shipped() -> Habits:
    """What comes with the platform."""
    text = resources.files("jiaozi.rehearsal").joinpath("city.toml").read_text(encoding="utf-8")
    return _habits(text)


def read(path: Path) -> Habits:
    """The assumptions in a file. Raises `CityInvalid`, `OSError`."""
    try:
        return _habits(path.read_text(encoding="utf-8"))
    except UnicodeError as error:
        raise CityInvalid("not UTF-8") from error


def _habits(text: str) -> Habits:
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CityInvalid(str(error)) from error
    city = _table(data, "city")
    name = city.get("profile")
    if name not in profile_names():
        raise CityInvalid(f"city.profile: there are {', '.join(profile_names())}")
    profile = load_profile(name)
    shares = {name: _count(_table(data, table), table, name, MILLION) for name, table in _SHARES.items()}
    farming = {name: _count(_table(data, "farming"), "farming", name, MANY_MAX, 1) for name in _FARMING}
    return Habits(
        profile=profile,
        fields=tuple(each for each in profile.fields if each.kind == PAY_MERCHANT),
        merchants_per_1000=_count(city, "city", "merchants_per_1000", 1_000, 1),
        merchants_least=_count(city, "city", "merchants_least", 1_000, 1),
        ages=_ages(data.get("ages")),
        farming=Farming(**farming),
        **shares,
    )


_FARMING: Final = ("phones", "banks", "friends", "tries")


def _ages(rows: Any) -> tuple[Age, ...]:
    if not isinstance(rows, list) or not 0 < len(rows) <= MANY_MAX or not all(isinstance(row, dict) for row in rows):
        raise CityInvalid("ages: a list of tables")
    ages = []
    for n, row in enumerate(rows):
        place = f"ages[{n}]"
        weight = _count(row, place, "weight", WEIGHT_MAX, 1)
        ages.append(Age(str(row.get("id", n)), weight, _count(row, place, "purchases_milli", PER_DAY_MAX)))
    return tuple(ages)


def _table(data: dict[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name)
    if not isinstance(found, dict):
        raise CityInvalid(f"{name}: a table")
    return found


def _count(table: dict[str, Any], place: str, name: str, most: int, least: int = 0) -> int:
    found = table.get(name)
    if type(found) is not int or not least <= found <= most:
        raise CityInvalid(f"{place}.{name}: a whole number from {least} to {most}")
    return found
