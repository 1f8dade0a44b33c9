"""Small cities in which what comes of a program is known, and drafts for them. Amounts are fen."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from jiaozi.clock import DAY_US, parse_time
from jiaozi.config import Settings
from jiaozi.programs.model import ProgramKindName
from jiaozi.programs.terms import HowMuch, Span, Terms
from jiaozi.rehearsal.draft import Draft
from jiaozi.rehearsal.habits import MILLION, Age, Farming, Habits, shipped
from jiaozi.rehearsal.run import Size, rehearse

YUAN = 100
MORNING = parse_time("2022-06-01T00:00:00+08:00")
FEW = Farming(phones=3, banks=3, friends=2, tries=3)


def draft(
    terms: Terms, kind: ProgramKindName = "envelope", *, days: int = 3, begin: int = MORNING, **more: Any
) -> Draft:
    """A program of some days, in which claims are taken all the time."""
    end = begin + days * DAY_US
    return Draft(kind, terms, Span(begin, end, end, more.pop("quota", 0)), **more)


def face(yuan: int, **more: Any) -> Terms:
    """Terms with a face value."""
    return Terms(HowMuch(face_minor=yuan * YUAN, **more))


def alike(amount: int = 100 * YUAN, **more: Any) -> Habits:
    """A city in which everybody takes a claim on the first day and buys for the same amount, twice a day at least, and
    nothing else happens."""
    known = shipped()
    retail = next(each for each in known.fields if each.id == "retail")
    plain = {
        "fields": (replace(retail, amounts=((1, amount, amount, 1),)),),
        "ages": (Age("all", 1, 2_100),),
        "merchants_least": 10,
        "takers_ppm": MILLION,
        "first_day_ppm": MILLION,
        **dict.fromkeys(("steered_ppm", "stretched_ppm", "planned_ppm", "prompted_ppm", "refunded_ppm"), 0),
        "farming": FEW,
    }
    return replace(known, **{**plain, **more})


def usual(**more: Any) -> Habits:
    """The city that comes with the platform, with few shops and few who farm."""
    return replace(shipped(), **{"merchants_least": 20, "farming": FEW, **more})


def rehearsed(url: str, folder: Path, what: Draft, habits: Habits, people: int = 20, seed: int = 1) -> Any:
    """The report of a rehearsal in an empty database."""
    settings = Settings(db_url=url, keyring=folder / "rehearsal-keyring.json")
    found = rehearse(settings, what, habits, Size(people, seed))
    assert found["audit"] == {"ok": True, "invariants": found["audit"]["invariants"], "wrong": []}
    return found


def scheme(found: Any, name: str) -> Any:
    """What came of a way to take too much."""
    return next(each for each in found["farming"] if each["scheme"] == name)


def with_term(found: Any, name: str, term: str) -> Any:
    """What would have come of it with one more term."""
    return next(each for each in scheme(found, name)["stopped_by"] if each["term"] == term)
