"""A pilot replayed under the rules of another time: who would be refused, and what interest would cost.

The same people do the same things on the same weekdays, some whole weeks later. What the plan expected does not bind
the platform here: every outcome that differs from it is counted instead.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, Final

from jiaozi import rulebook
from jiaozi.clock import SimulatedClock, china_midnight, date_to_day
from jiaozi.config import Settings
from jiaozi.db.commands import Outcome
from jiaozi.db.engine import Connection
from jiaozi.errors import Refusal
from jiaozi.interest import rates, store
from jiaozi.interest.model import Run, Share
from jiaozi.interest.reckon import share
from jiaozi.kinds import InterestRunNo, WalletNo
from jiaozi.payments.merchants import StoreOpened
from jiaozi.pilot.events import COMPANY, PERSON, Attempt, Event, Pay
from jiaozi.pilot.plan import Plan
from jiaozi.pilot.profile import SALARY, Profile
from jiaozi.pilot.runner import PilotError, PilotRun
from jiaozi.platform import Platform
from jiaozi.scheme.model import InstitutionKind
from jiaozi.scheme.store import institutions
from jiaozi.wallets.model import CLASS_NAMES

PAGE: Final = 10_000
ACCEPTED: Final = "accepted"


def shifted(profile: Profile, first_day: date) -> Profile:
    """The profile some whole weeks later: it begins in the seven days from `first_day` on, on the weekday it began on.
    Raises `PilotError` for a day before the pilot's own."""
    weeks = -((profile.first_day - first_day).days // 7)
    if weeks < 0:
        raise PilotError(f"the replay of {profile.id} cannot begin before {profile.first_day}")
    later = timedelta(weeks=weeks)
    figures = replace(profile.figures, as_of=profile.figures.as_of + later)
    return replace(profile, first_day=profile.first_day + later, last_day=profile.last_day + later, figures=figures)


def open_replay(settings: Settings, plan: Plan) -> Platform:
    """The platform of a replay on a simulated clock. Raises `PilotError` when the database holds another world."""
    start = china_midnight(plan.days[0])
    name = f"replay {plan.profile.id} {plan.targets.scale} seed {plan.seed} from {plan.profile.first_day}"
    platform = Platform(settings, clock=SimulatedClock(start), name=name, now_us=start)
    if platform.world.name != name:
        platform.close()
        raise PilotError(f"this database holds the world {platform.world.name!r}, not {name!r}")
    return platform


class Replay(PilotRun):
    """A run that takes what the platform decides, and tells where that differs from the plan."""

    def __init__(self, platform: Platform, plan: Plan, group: int = 0) -> None:
        super().__init__(platform, plan, group)
        self._differs: Counter[tuple[str, str, str, str]] = Counter()
        self._who: dict[tuple[str, str, str, str], set[tuple[str, int]]] = {}
        self._classes = plan.population.person_tables()[0]

    def _count(self, event: Event, outcome: Outcome) -> None:
        expected = event.refusal if isinstance(event, Attempt) else ACCEPTED
        found = outcome.code if isinstance(outcome, Refusal) else ACCEPTED
        if found == expected:
            super()._count(event, outcome)
        elif not isinstance(outcome, StoreOpened):
            key = (type(event).__name__, expected, found, outcome.rule if isinstance(outcome, Refusal) else "")
            self._differs[key] += 1
            if isinstance(event, Pay | Attempt):
                party = COMPANY if isinstance(event, Pay) and event.kind == SALARY else PERSON
                self._who.setdefault(key, set()).add((party, event.payer))
            if isinstance(outcome, Refusal):
                self._refused[found] += 1

    def replay(self, progress: Any = None) -> dict[str, Any]:
        """The result of `run`, with what differs from the plan and what interest costs; `rules_until` is the day on
        which the newest rule begins."""
        result = self.run(progress)
        with self._platform.snapshot() as connection:
            interest = interest_cost(connection, self._plan.profile.first_day, self._plan.profile.last_day)
        days = {"first_day": str(self._plan.profile.first_day), "last_day": str(self._plan.profile.last_day)}
        days["rules_until"] = str(max(rule.since for rule in rulebook.load().rules if rule.subject != rulebook.NEWS))
        return {**result, **days, "differs": self.differences(), "interest": interest}

    def differences(self) -> list[dict[str, Any]]:
        """What was decided differently so far: how often, by which rule, and how many payers of which class it met."""
        return [
            {
                "event": key[0],
                "planned": key[1],
                "found": key[2],
                "count": count,
                "rule": key[3],
                "payers": len(self._who.get(key, ())),
                "classes": self._by_class(self._who.get(key, ())),
            }
            for key, count in sorted(self._differs.items())
        ]

    def _by_class(self, payers: Iterable[tuple[str, int]]) -> dict[str, int]:
        """How many of the payers have a wallet of each class; companies count together."""
        names = [each.id for each in self._plan.profile.personal_classes]
        counts = Counter(names[self._classes[who]] if party == PERSON else COMPANY for party, who in payers)
        return dict(sorted(counts.items()))


def interest_cost(connection: Connection, first_day: date, last_day: date) -> dict[str, Any]:
    """What all wallets of deposit money earned on the days from the first to the last, were each of them paid now."""
    start, end = date_to_day(first_day), date_to_day(last_day) + 1
    by_class: dict[str, Counter[str]] = {}
    by_operator: Counter[str] = Counter()
    for operator, found in _shares(connection, start, end):
        row = by_class.setdefault(CLASS_NAMES[found.earner.wallet_class], Counter())
        row["wallets"] += 1
        row["fen_days"] += found.fen_days
        row["interest_minor"] += found.interest_minor
        by_operator[operator] += found.interest_minor
    total = sum(by_operator.values())
    classes = {name: dict(by_class[name]) for name in sorted(by_class)}
    return {"total_minor": total, "by_operator": dict(by_operator), "by_class": classes}


def _shares(connection: Connection, start: int, end: int) -> Iterator[tuple[str, Share]]:
    spans = rates.spans(start, end)
    for bank in institutions(connection):
        if bank.kind != InstitutionKind.BANK:
            continue
        run = Run(InterestRunNo(0), bank.id, 0, start, end, WalletNo(0), 0, 0, 0, 0, 0, 0, 0, 0, 0)
        after = 0
        while found := store.earners(connection, run, after, PAGE):
            changes = store.class_changes(connection, after, found[-1].wallet, start)
            for each in found:
                yield bank.code, share(each, spans, changes.get(each.wallet, ()))
            after = found[-1].wallet
