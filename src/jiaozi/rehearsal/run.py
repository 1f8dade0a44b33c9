"""Rehearsing a draft: a city is built in an empty database, the program is played in it, and what came of it is told.
The same seed gives the same report, on either engine."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from jiaozi.clock import DAY_US, HOUR_US, china_day, china_midnight, day_to_date
from jiaozi.config import Settings
from jiaozi.kinds import InstitutionNo
from jiaozi.programs.faults import place_refusal
from jiaozi.programs.terms import Terms
from jiaozi.records import dataclass
from jiaozi.rehearsal import program as acts
from jiaozi.rehearsal.city import City
from jiaozi.rehearsal.draft import Draft
from jiaozi.rehearsal.habits import Habits
from jiaozi.rehearsal.placing import enter, open_grounds
from jiaozi.rehearsal.play import Play
from jiaozi.rehearsal.report import Scene, report
from jiaozi.rehearsal.rings import Rings
from jiaozi.rehearsal.shopping import Shopping
from jiaozi.rehearsal.stage import Stage, Unfit

AHEAD_DAYS: Final = 1
DRAWN_AHEAD_DAYS: Final = 3
"""So many days before the program opens the world begins: with a draw people register meanwhile."""
WRITTEN_US: Final = HOUR_US
ANNOUNCED_US: Final = 2 * HOUR_US
REGISTERED_US: Final = 9 * HOUR_US

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a rehearsal is, and of which seed."""

    people: int
    seed: int


def rehearse(settings: Settings, draft: Draft, habits: Habits, size: Size, progress: Progress | None = None) -> Any:
    """What comes of a draft, as plain data; the database of `settings` must be empty. Raises `Unfit` for terms that
    the platform refuses, `Failure`."""
    opens = china_midnight(day_to_date(china_day(draft.span.opens_at)))
    begins = opens - (DRAWN_AHEAD_DAYS if draft.places else AHEAD_DAYS) * DAY_US
    stage = Stage(settings, begins)
    try:
        return _played(stage, draft, habits, size, begins, progress)
    finally:
        stage.close()


def _played(stage: Stage, draft: Draft, habits: Habits, size: Size, begins: int, progress: Progress | None) -> Any:
    known = dict(sorted(draft.operators.items()))
    stage.open_banks(tuple(dict.fromkeys([*known.values(), *(code for code, _ in habits.profile.operators)])))
    draft = draft.with_terms(_here(draft.terms, known, dict(zip(stage.codes, stage.banks, strict=True))))
    city = City(habits, draft, size.people, size.seed, stage.known)
    funder = stage.open_funder()
    budget = acts.budget_of(draft, size.people)
    grounds = open_grounds(stage, city, draft.terms)
    acts.onward(stage, draft, funder, begins + WRITTEN_US)
    opening = acts.written(stage, draft, draft.terms, funder, budget, begins + WRITTEN_US)
    places = enter(stage, city, grounds, stage.open_shops(city, city.shops))
    people, twins = (stage.open_people(city, city.people) for _ in range(2))
    bearing = [place for shop, place in zip(city.shops, places, strict=True) if shop.agrees]
    if draft.terms.who_pays:
        acts.agree(stage, opening, bearing, stage.clock.now())
    rings = Rings(stage, city, draft, places, funder)
    rings.open(begins + WRITTEN_US)
    if draft.places:
        opening = acts.announce(stage, draft, opening, draft.places, f"city {size.seed}", begins + ANNOUNCED_US)
    shopping = Shopping(city, draft.terms, places, {place.merchant for place in bearing})
    play = Play(stage, city, draft, opening, places, people, twins, shopping)
    _begin(draft, play, rings, begins)
    days = play.days()
    for done, day in enumerate(days, 1):
        acts.take_back(stage, max(china_midnight(day_to_date(day)), stage.clock.now()))
        play.day(day, rings.hour)
        if progress is not None:
            progress(done, len(days))
    end = max(draft.span.expires_at, stage.clock.now())
    if draft.places:
        acts.end_draws(stage, end)
    play.end(end)
    return report(Scene(stage, city, draft, opening, places, budget, days, size.seed), play.played, rings.rings)


def _begin(draft: Draft, play: Play, rings: Rings, begins: int) -> None:
    """Who has a claim from the beginning, or may take one that was drawn."""
    opens_at = draft.span.opens_at
    if draft.places:
        play.register(begins + REGISTERED_US)
        rings.register(begins + REGISTERED_US)
        play.draw(opens_at)
        rings.draw(opens_at)
    elif draft.terms.who.listed:
        play.grant(opens_at)
        rings.grant(opens_at)
    else:
        rings.grant(opens_at)


def _here(terms: Terms, known: dict[InstitutionNo, str], banks: dict[str, InstitutionNo]) -> Terms:
    """The terms with operators by their numbers in this world, which are those of the draft's where all of them are
    admitted in the same order. Raises `Unfit`."""
    named = terms.who.operators
    if not named:
        return terms
    missing = [number for number in named if known.get(number) not in banks]
    if missing:
        raise Unfit(place_refusal("who.operators", "there is no such one"))
    return replace(terms, who=replace(terms.who, operators=tuple(banks[known[number]] for number in named)))
