"""Runs a pilot: its events through the platform's own handlers, in groups, on a simulated clock.

Everything goes down the way an API request goes, below authentication. Interrupted, the run is started again from the
beginning: what was decided before answers from its stored outcome, so nothing is done twice and the result is the same.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256
from itertools import islice
from typing import Any, Final

from jiaozi.clock import SECOND_US, SimulatedClock, SystemClock, china_midnight, monotonic_s
from jiaozi.config import Settings
from jiaozi.db import sequencer, world
from jiaozi.db.commands import Outcome, Request
from jiaozi.db.engine import Connection
from jiaozi.errors import Failure, Refusal
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.kinds import InstitutionNo
from jiaozi.ledger.audit import audit
from jiaozi.money import AMOUNT_MAX
from jiaozi.payments.merchants import MerchantOpened, StoreOpened
from jiaozi.payments.pay import Paid
from jiaozi.pilot.census import by_field, census
from jiaozi.pilot.commands import PRINCIPAL, Ids, Translator
from jiaozi.pilot.events import Attempt, Event, OpenCompany, OpenPerson, Pay
from jiaozi.pilot.plan import Plan
from jiaozi.pilot.schedule import days_of
from jiaozi.platform import Platform
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator
from jiaozi.wallets.store import balances_page

BALANCE_PAGE: Final = 20_000
GROUPS_MIN: Final = 20
"""A small run is cut into so many groups at least: its progress can be seen, an interruption costs little."""

Progress = Callable[[int, int], None]
"""Told how many events are done, and of how many."""


class PilotError(RuntimeError):
    """The platform did not do what the plan says it must, or the database holds another world."""


def world_name(plan: Plan) -> str:
    """What the world of a run is called: a database is resumed only by the run that began it."""
    targets = plan.targets
    return f"pilot {plan.profile.id} {targets.scale} seed {plan.seed}"


def open_world(settings: Settings, plan: Plan) -> Platform:
    """The platform of a run on a simulated clock. Raises `PilotError` when the database holds another world."""
    start = china_midnight(days_of(plan.profile)[0])
    platform = Platform(settings, clock=SimulatedClock(start), name=world_name(plan), now_us=start)
    if platform.world.name != world_name(plan):
        platform.close()
        raise PilotError(f"this database holds the world {platform.world.name!r}, not {world_name(plan)!r}")
    return platform


class PilotRun:
    """One run of a plan on a platform. `run` may be called on a world that an interrupted run has left.

    `group` is how many commands share a transaction; 0 leaves it to the engine. The result does not depend on it.
    """

    def __init__(self, platform: Platform, plan: Plan, group: int = 0) -> None:
        self._platform = platform
        self._plan = plan
        self._group = group or min(platform.engine.bulk_group, max(plan.total_events // GROUPS_MIN, 1))
        self._digest = sha256()
        self._refused: Counter[str] = Counter()
        self._totals: Counter[type] = Counter()
        self._accepted: Counter[type] = Counter()
        self._amount_minor = 0
        self._posted = 0
        self._posting_s = 0.0

    def run(self, progress: Progress | None = None) -> dict[str, Any]:
        """Runs everything and returns the result as plain data. Raises `PilotError` and `Failure`.

        `posted` are the payments that were not there before, and payments a second are of them alone, over the time
        that went into groups with something new; null when there were none."""
        started = marked = monotonic_s()
        operators = self._set_up()
        start = china_midnight(self._plan.days[0])
        translator = Translator(Ids(self._plan.seed, start), operators, self._plan.population)
        done, total = 0, self._plan.total_events
        for pairs in _groups(self._plan.events(), translator, self._group):
            new = self._submit(pairs)
            now = monotonic_s()
            self._posting_s += (now - marked) if new else 0
            marked = now
            done = pairs[-1][0].seq + 1
            if progress is not None:
                progress(done, total)
        return self._result(monotonic_s() - started)

    def _set_up(self) -> dict[str, InstitutionNo]:
        """The central bank and the profile's operators."""
        self._do("setup.0", OpenCentralBank("pboc", "People's Bank of China", "中国人民银行"))
        codes = [code for code, _ in self._plan.profile.operators]
        opened = {code: self._do(f"setup.{code}", OpenOperator(code, AMOUNT_MAX)) for code in codes}
        return {code: outcome.institution for code, outcome in opened.items()}

    def _do(self, key: str, command: Any) -> Any:
        start = china_midnight(self._plan.days[0])
        outcome = self._platform.run([self._platform.request(PRINCIPAL, key, command, at=start)])[0].outcome
        if isinstance(outcome, Refusal | Failure):
            raise PilotError(f"{type(command).__name__}: {outcome.code} {outcome.detail}")
        return outcome

    def _submit(self, pairs: list[tuple[Event, Request]]) -> bool:
        """Runs a group; whether any of it had not been run before."""
        requests = [request for _, request in pairs]
        clock = self._platform.clock
        if isinstance(clock, SimulatedClock):
            clock.advance_to(requests[-1].at)
        encode = self._platform.operations.encode_outcome
        results = self._platform.run(requests)
        outcomes = [result.outcome for result in results]
        for (event, _), outcome in zip(pairs, outcomes, strict=True):
            if isinstance(outcome, Failure):
                raise outcome
            self._digest.update(encode(outcome).encode())
            self._count(event, outcome)
        self._totals.update(Counter(map(type, outcomes)))
        new = [result.outcome for result in results if not result.replayed]
        self._posted += sum(isinstance(outcome, Paid) for outcome in new)
        return bool(new)

    def _count(self, event: Event, outcome: Outcome) -> None:
        """Counts an event, and makes sure that its outcome is the one the plan says."""
        expected = event.refusal if isinstance(event, Attempt) else None
        found = outcome.code if isinstance(outcome, Refusal) else None
        if found != expected:
            raise PilotError(f"event {event.seq} {type(event).__name__}: expected {expected}, got {found}: {outcome}")
        if found is not None:
            self._refused[found] += 1
        elif not isinstance(outcome, StoreOpened):
            self._accepted[type(event)] += 1
            if isinstance(event, Pay):
                self._amount_minor += event.amount_minor

    def _result(self, seconds: float) -> dict[str, Any]:
        platform = self._platform
        sequencer.catch_up(platform.engine)
        with platform.snapshot() as connection:
            for wallet, posted in _balances(connection):
                self._digest.update(b"%d:%d;" % (wallet, posted))
            counted, audited = census(connection), audited_world(connection)
        end = china_midnight(self._plan.profile.figures.as_of) + 86_400 * SECOND_US
        world.set_clock(platform.engine, end, SystemClock().now())
        totals = self._totals
        return {
            "pilot": self._plan.profile.id,
            "scale": str(self._plan.targets.scale),
            "seed": self._plan.seed,
            "engine": platform.engine.name,
            "personal_wallets": self._accepted[OpenPerson],
            "corporate_wallets": self._accepted[OpenCompany],
            "merchants": totals[MerchantOpened],
            "stores": totals[StoreOpened],
            "transactions": totals[Paid],
            "amount_minor": self._amount_minor,
            "refused": dict(sorted(self._refused.items())),
            **counted,
            "by_field": by_field(self._plan.profile, counted["by_trade"]),
            "audit": audited,
            "digest": self._digest.hexdigest(),
            "seconds": round(seconds, 3),
            "posted": self._posted,
            "transactions_per_s": round(self._posted / self._posting_s) if self._posted else None,
        }


def audited_world(connection: Connection) -> dict[str, Any]:
    """Whether each invariant holds, as plain data."""
    report = audit(connection, FEATURE_INVARIANTS)
    found = Counter(finding.invariant for finding in report.findings)
    checks = [
        {"name": name, "ok": not found[name], "detail": f"{found[name]} findings" if found[name] else ""}
        for name in report.invariants
    ]
    return {"ok": report.ok, "checks": checks, "counts": dict(report.counts), "seconds": report.seconds}


def _groups(stream: Iterable[Event], translator: Translator, size: int) -> Iterator[list[tuple[Event, Request]]]:
    """The stream's commands, so many at a time; an event's commands are never out of order."""
    requests = ((event, request) for event in stream for request in translator.steps(event))
    while group := list(islice(requests, size)):
        yield group


def _balances(connection: Connection) -> Iterator[tuple[int, int]]:
    after = 0
    while page := balances_page(connection, after, BALANCE_PAGE):
        yield from page
        after = page[-1][0]
