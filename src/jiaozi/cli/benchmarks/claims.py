"""Claims beside payments: a city's program, payments out of its envelopes, and storms on pots of few shares.

What is compared is measured in turns, a group of each, so that whatever else the machine does befalls all of it. Then
the books are audited, and what was answered is held against what is stored: exactly the budget, nobody twice.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field
from itertools import chain, islice
from random import Random
from typing import Any, Final

from jiaozi.bearer import hash_secret
from jiaozi.cli.benchmarks.pay import PayPlan, Progress, World
from jiaozi.cli.measure import latencies_ms
from jiaozi.clock import SECOND_US, Seconds, SimulatedClock, china_day, china_midnight, day_to_date, monotonic_s
from jiaozi.envelopes.model import ClaimEnvelope, EnvelopeClaimed, EnvelopeState, SendEnvelope
from jiaozi.envelopes.store import claims_of, envelope
from jiaozi.errors import Failure, Refusal
from jiaozi.invariants import FEATURE_INVARIANTS, holder_invariants
from jiaozi.kinds import EnvelopeNo, Fen, ProgramNo, WalletNo
from jiaozi.ledger.audit import audit
from jiaozi.payments.pay import Paid, Pay
from jiaozi.platform import Platform
from jiaozi.programs.acts import CreateProgram, FundProgram, SetProgramState
from jiaozi.programs.claiming import ClaimMade, ClaimProgram
from jiaozi.programs.store import claims_page, program
from jiaozi.programs.terms import HowMuch, Terms
from jiaozi.records import dataclass

ABOUT: Final = "claims of a city's program and storms on few shares, beside payments"
FACE_MINOR: Final = 5_500
"""Shanghai's red envelope of 2021: RMB 55."""
SHARE_MINOR: Final = 100
"""A share of what a person sends, on average."""
DAYS: Final = 30
AGAIN_EVERY: Final = 4
"""Of those who come to a pot of few shares every fourth asks a second time at once."""
CONTENT: Final = (Paid, ClaimMade, EnvelopeClaimed)
_TOKEN: Final = hash_secret("storm")


@dataclass(frozen=True, slots=True)
class ClaimsPlan:
    """`claims` of a program of `quota`; `grabbers` who come to pots of `shares`; `group` commands of a transaction."""

    quota: int
    claims: int
    shares: int
    grabbers: int
    group: int
    stores: int
    seed: int


@dataclass(slots=True)
class Part:
    """Something that is measured: its groups of commands, how long each took, and what was answered, in order."""

    name: str
    groups: Iterator[Sequence[Any]]
    durations: list[Seconds] = field(default_factory=list)
    sizes: list[int] = field(default_factory=list)
    had: list[int] = field(default_factory=list)
    """How many of each group had what they asked for."""
    outcomes: list[Any] = field(default_factory=list)

    @property
    def done(self) -> list[Any]:
        """Outcomes of those who had what they asked for."""
        return [each for each in self.outcomes if isinstance(each, CONTENT)]

    @property
    def answers_per_s(self) -> float:
        """Answers of either kind in a second; 0 of none."""
        return len(self.outcomes) / sum(self.durations) if self.durations else 0.0

    def figures(self) -> dict[str, Any]:
        """What was measured, as plain data: the answers, and how many others there were, by code."""
        codes = Counter(each.code for each in self.outcomes if isinstance(each, Refusal | Failure))
        return {
            "answers": len(self.outcomes),
            "answers_per_s": round(self.answers_per_s),
            "seconds": round(sum(self.durations), 3),
            "group_ms": latencies_ms(self.durations),
            "refused": dict(sorted(codes.items())),
        }

    def storm_figures(self) -> dict[str, Any]:
        """The same of a storm: also until when somebody had a share, and how fast those were told who came later."""
        until = max((n for n, count in enumerate(self.had, 1) if count), default=0)
        busy, late = sum(self.durations[:until]), sum(self.durations[until:])
        rates = {
            "winners": sum(self.had),
            "winners_per_s": round(sum(self.had) / busy) if busy else 0,
            "gone_after_ms": round(busy * 1000, 3),
            "late_answers_per_s": round(sum(self.sizes[until:]) / late) if late else None,
        }
        return {**rates, **self.figures()}


class _Bench:
    """The world with its pots, and the ways to measure and to prove what was done to them."""

    def __init__(self, platform: Platform, plan: ClaimsPlan, progress: Progress) -> None:
        self._platform = platform
        self._plan = plan
        people = 2 * plan.claims + plan.grabbers + 1
        self._world = World(platform, PayPlan(people, 0, plan.group, plan.stores, "stores", plan.seed), progress)
        self._keys = 0
        self.wrong: list[str] = []
        self.audit_seconds = 0.0

    def build(self) -> None:
        """The world; and of its people who pays, who claims, who comes to the storms, and who sends."""
        self._world.build()
        claims, wallets = self._plan.claims, self._world.wallets
        self.payers, self.claimants = wallets[:claims], wallets[claims : 2 * claims]
        self.grabbers, self.sender = wallets[2 * claims : -1], wallets[-1]

    def program(self, quota: int) -> ProgramNo:
        """A program of so many envelopes, funded and open."""
        world, now = self._world, self._platform.clock.now()
        end = china_midnight(day_to_date(china_day(now) + DAYS))
        terms, times = Terms(HowMuch(face_minor=Fen(FACE_MINOR))), {"opens_at": now, "claims_until": end}
        draft = CreateProgram(
            world.company, "envelope", "Red envelopes", "红包", terms, **times, expires_at=end, quota=quota
        )
        number: ProgramNo = world.do([draft])[0].program
        world.do([FundProgram(number, world.company, Fen(quota * FACE_MINOR))])
        world.do([SetProgramState(number, "open")])
        return number

    def pot(self, shares: int) -> EnvelopeNo:
        """What a person sends, for so many, by lucky draw."""
        command = SendEnvelope(self.sender, "lucky", Fen(shares * SHARE_MINOR), shares, token_hash=_TOKEN)
        number: EnvelopeNo = self._world.do([command])[0].envelope
        return number

    def groups(self, commands: Iterable[Any]) -> Iterator[Sequence[Any]]:
        """Commands by so many as share a transaction."""
        left = iter(commands)
        while some := list(islice(left, self._plan.group)):
            yield some

    def payments(self, payers: Sequence[WalletNo], above: int = 0) -> Iterator[Sequence[Any]]:
        """One payment of each at a store: of what one envelope covers at most, and so much `above` it."""
        random, stores = Random(self._plan.seed), self._world.stores
        amounts = (Fen(above + 1 + int(random.random() * FACE_MINOR)) for _ in payers)
        paid = zip(payers, amounts, strict=True)
        return self.groups(Pay(payer, fen, store=stores[int(random.random() * len(stores))]) for payer, fen in paid)

    def storm(self, ask: Any) -> Iterator[Sequence[Any]]:
        """What those ask who come to a pot, in some order."""
        order = list(self.grabbers)
        Random(self._plan.seed).shuffle(order)
        asked = ([ask(wallet)] * (1 + (n % AGAIN_EVERY == 0)) for n, wallet in enumerate(order))
        return self.groups(chain.from_iterable(asked))

    def measure(self, parts: Sequence[Part]) -> None:
        """A group of each in turn; a simulated clock moves on by a second with each turn."""
        left = list(parts)
        while left:
            clock = self._platform.clock
            if isinstance(clock, SimulatedClock):
                clock.advance_to(clock.now() + SECOND_US)
            left = [part for part in left if self._measured(part)]

    def _measured(self, part: Part) -> bool:
        commands = next(part.groups, None)
        if commands is None:
            return False
        requests = []
        for command in commands:
            self._keys += 1
            requests.append(self._platform.request(0, f"claims.{self._keys}", command))
        begun = monotonic_s()
        results = self._platform.run(requests)
        part.durations.append(monotonic_s() - begun)
        outcomes = [result.outcome for result in results]
        part.sizes.append(len(outcomes))
        part.had.append(sum(isinstance(each, CONTENT) for each in outcomes))
        part.outcomes += outcomes
        return True

    def _so(self, what: str, found: object, wanted: object) -> None:
        if found != wanted:
            self.wrong.append(f"{what}: {found}, not {wanted}")

    def prove_books(self) -> None:
        """Every invariant."""
        with self._platform.snapshot() as connection:
            report = audit(connection, (*FEATURE_INVARIANTS, *holder_invariants(self._platform.keyring)))
        self.audit_seconds += report.seconds
        self.wrong += [f"{each.invariant}: {each.subject}: {each.detail}" for each in report.findings]

    def prove_paid(self, part: Part, payers: int) -> None:
        """Everybody has paid."""
        self._so(f"{part.name}, paid", len(part.done), payers)

    def prove_program(self, part: Part, number: ProgramNo, *, budget: int, claims: int, drawn: int) -> None:
        """So many have a claim, each one, worth so much together; the rest of the budget is free."""
        with self._platform.snapshot() as connection:
            row, stored = program(connection, number), claims_page(connection, number, 0, budget)
        if row is None:
            raise LookupError(number)
        untold = {each.claim for each in part.done} ^ {each.id for each in stored}
        self._so(f"{part.name}, told otherwise than stored", len(untold), 0)
        self._so(f"{part.name}, claims", (len(part.done), row.claims, len(stored)), (claims, claims, claims))
        self._so(f"{part.name}, wallets", len({each.wallet for each in stored}), claims)
        self._so(f"{part.name}, went out", sum(each.value_minor for each in stored), claims * FACE_MINOR)
        self._so(f"{part.name}, free", row.free_minor, (budget - claims) * FACE_MINOR)
        self._so(
            f"{part.name}, held and spent", (row.held_minor, row.spent_minor), (claims * FACE_MINOR - drawn, drawn)
        )

    def prove_pot(self, part: Part, number: EnvelopeNo, shares: int) -> None:
        """So many have a share, each one, together all of it."""
        with self._platform.snapshot() as connection:
            row, stored = envelope(connection, number), claims_of(connection, number, 0, shares + 1)
        if row is None:
            raise LookupError(number)
        untold = {(each.number, each.amount_minor) for each in part.done} ^ {
            (each.number, each.amount_minor) for each in stored
        }
        self._so(f"{part.name}, told otherwise than stored", len(untold), 0)
        self._so(f"{part.name}, shares", (len(part.done), row.taken, len(stored)), (shares, shares, shares))
        self._so(f"{part.name}, holders", len({each.holder for each in stored}), shares)
        whole = shares * SHARE_MINOR
        self._so(
            f"{part.name}, went out", (sum(each.amount_minor for each in stored), row.claimed_minor), (whole, whole)
        )
        self._so(f"{part.name}, state", row.state, EnvelopeState.EMPTY)


def run(platform: Platform, plan: ClaimsPlan, progress: Progress) -> dict[str, Any]:
    """Makes the world, measures, proves, and returns the figures as plain data; `wrong` is what was not as it has to
    be."""
    started, bench = monotonic_s(), _Bench(platform, plan, progress)
    bench.build()
    prepared = monotonic_s()
    ratios: dict[str, float] = {}
    figures: dict[str, Any] = {}
    number, claims = _city(bench, plan, ratios, figures)
    _spent(bench, plan, (number, claims), ratios, figures)
    _storms(bench, plan, ratios, figures)
    return {
        "benchmark": "claims",
        "ok": not bench.wrong,
        "wrong": bench.wrong,
        "quota": plan.quota,
        "claims": plan.claims,
        "shares": plan.shares,
        "grabbers": plan.grabbers,
        "group": plan.group,
        "stores": plan.stores,
        "seed": plan.seed,
        **ratios,
        **figures,
        "prepare_seconds": round(prepared - started, 3),
        "audit_seconds": round(bench.audit_seconds, 3),
    }


def _city(bench: _Bench, plan: ClaimsPlan, ratios: dict[str, float], figures: dict[str, Any]) -> tuple[ProgramNo, Part]:
    """Claims of a city's program, and payments of others."""
    number = bench.program(plan.quota)
    plain = Part("payments beside claims", bench.payments(bench.payers))
    claims = Part("claims", bench.groups(ClaimProgram(number, wallet) for wallet in bench.claimants))
    bench.measure((plain, claims))
    bench.prove_books()
    bench.prove_paid(plain, plan.claims)
    bench.prove_program(claims, number, budget=plan.quota, claims=plan.claims, drawn=0)
    ratios["claims_to_payments"] = _ratio(claims, plain)
    figures["city"] = {"payments": plain.figures(), "claims": claims.figures()}
    return number, claims


def _spent(
    bench: _Bench, plan: ClaimsPlan, city: tuple[ProgramNo, Part], ratios: dict[str, float], figures: dict[str, Any]
) -> None:
    """Payments that an envelope covers, payments that it covers in part, and payments of those who have none."""
    half = (plan.claims + 1) // 2
    plain = Part("payments beside envelopes", bench.payments(bench.payers[:half]))
    covered = Part("payments from envelopes", bench.payments(bench.claimants[:half]))
    in_part = Part("payments from envelopes in part", bench.payments(bench.claimants[half:], FACE_MINOR))
    bench.measure((plain, covered, in_part))
    bench.prove_books()
    bench.prove_paid(plain, half)
    bench.prove_paid(covered, half)
    bench.prove_paid(in_part, plan.claims - half)
    drawn = sum(each.bound_minor for part in (covered, in_part) for each in part.done)
    bench.prove_program(city[1], city[0], budget=plan.quota, claims=plan.claims, drawn=drawn)
    ratios["from_envelope_to_plain"] = _ratio(covered, plain)
    ratios["from_envelope_in_part_to_plain"] = _ratio(in_part, plain)
    parts = {"payments": plain, "from_envelope": covered, "from_envelope_in_part": in_part}
    figures["spent"] = {name: part.figures() for name, part in parts.items()}


def _storms(bench: _Bench, plan: ClaimsPlan, ratios: dict[str, float], figures: dict[str, Any]) -> None:
    """Many come to a program of few envelopes, and to a person's envelope of few shares; others pay beside."""
    number, pot = bench.program(plan.shares), bench.pot(plan.shares)
    plain = Part("payments beside storms", bench.payments(bench.payers))
    few = Part("storm on a program", bench.storm(lambda wallet: ClaimProgram(number, wallet)))
    shared = Part("storm on a person's envelope", bench.storm(lambda wallet: ClaimEnvelope(pot, _TOKEN, wallet)))
    bench.measure((plain, few, shared))
    bench.prove_books()
    bench.prove_paid(plain, plan.claims)
    bench.prove_program(few, number, budget=plan.shares, claims=plan.shares, drawn=0)
    bench.prove_pot(shared, pot, plan.shares)
    ratios["storm_on_program_to_payments"] = _ratio(few, plain)
    ratios["storm_on_envelope_to_payments"] = _ratio(shared, plain)
    storms = {"on_program": few.storm_figures(), "on_envelope": shared.storm_figures()}
    figures["storms"] = {"payments": plain.figures(), **storms}


def _ratio(part: Part, plain: Part) -> float:
    """How many answers there were in the time of one payment."""
    return round(part.answers_per_s / plain.answers_per_s, 3)
