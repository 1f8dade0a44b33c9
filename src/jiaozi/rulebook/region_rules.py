"""Where the pilot runs: regions by day, and whether a district lies in one."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import DayRules, RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule


class Region(NamedTuple):
    """A pilot region. `division` is the front part of its districts' GB/T 2260 codes: 44 for Guangdong, 3205 for
    Suzhou. The Winter Olympics were a `scene` without a division, not a region to be counted."""

    id: str
    en: str
    zh: str
    kind: str
    province: str
    division: str
    since: date
    rule: Rule


class PilotCounts(NamedTuple):
    """How many regions the pilot has, in how many provinces and municipalities."""

    regions: int
    provinces: int


def regions(day: date, *, book: RuleBook | None = None) -> tuple[Region, ...]:
    """The pilot regions of a day in the order of their admission, the Olympic scene included while it lasted."""
    return (book or load()).view(day, _regions)


def pilot_counts(day: date, *, book: RuleBook | None = None) -> PilotCounts:
    """The number of regions and of provinces on a day; scenes are not counted."""
    counted = [region for region in regions(day, book=book) if region.kind != "scene"]
    return PilotCounts(len(counted), len({region.province for region in counted}))


def region_of(day: date, district_code: str, *, book: RuleBook | None = None) -> Region | None:
    """The pilot region that a six-digit district code lies in on a day, or None outside the pilot."""
    inside = [
        region for region in regions(day, book=book) if region.division and district_code.startswith(region.division)
    ]
    return max(inside, key=lambda region: len(region.division), default=None)


def _regions(day: DayRules) -> tuple[Region, ...]:
    found = [
        Region(
            rule.key["region"],
            rule.text("en"),
            rule.text("zh"),
            rule.text("kind"),
            rule.text("province"),
            rule.text("division"),
            rule.since,
            rule,
        )
        for rule in day.keyed("regions", "region")
    ]
    return tuple(sorted(found, key=lambda region: region.since))
