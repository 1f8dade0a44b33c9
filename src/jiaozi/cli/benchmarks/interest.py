"""A quarter's interest: a world of wallets that earn, prepared, released and paid batch after batch.

The wallets are opened by the platform's own commands and funded in bulk, as for the payments; some pay during the
quarter, so that what they earned differs. Twice the wallets should take twice as long: the figures are for each wallet.
"""

from datetime import date
from typing import Any, Final

from jiaozi.cli.benchmarks import pay
from jiaozi.clock import SimulatedClock, monotonic_s, parse_time
from jiaozi.interest.runs import AdvanceInterest, PrepareInterest, ReleaseInterest
from jiaozi.kinds import InstitutionNo, InterestRunNo
from jiaozi.pilot.identifiers import with_resident_check
from jiaozi.platform import Platform
from jiaozi.records import dataclass
from jiaozi.wallets.opening import OpenWallet

ABOUT: Final = "a quarter's interest of many wallets, reckoned and paid"
OPENED: Final = "2026-01-05"
MIDDLE: Final = parse_time("2026-02-10T10:00:00+08:00")
CREDIT: Final = parse_time("2026-03-21T02:00:00+08:00")
GROUP: Final = 4_096
_BORN: Final = date(1850, 1, 1).toordinal()


@dataclass(frozen=True, slots=True)
class InterestPlan:
    """How many wallets earn, and how many payments there are in the middle of the quarter."""

    wallets: int
    payments: int
    seed: int


def run(platform: Platform, plan: InterestPlan, progress: pay.Progress) -> dict[str, Any]:
    """Makes the world, lets a quarter pass, settles it, and returns the figures as plain data."""
    started, clock = monotonic_s(), platform.clock
    if not isinstance(clock, SimulatedClock):
        raise TypeError("a quarter passes in a simulated world only")
    payments = pay.PayPlan(plan.wallets, plan.payments, GROUP, stores=100, shape="stores", seed=plan.seed)
    world = pay.World(platform, payments, progress, person=_saver)
    world.build()
    clock.advance_to(MIDDLE)
    for requests in pay.groups(platform, payments, world):
        platform.run(requests)
    clock.advance_to(CREDIT)
    ready = monotonic_s()
    begun = world.do([PrepareInterest(operator) for operator in world.operators])
    runs = [each.run for each in begun]
    reckoned = _pass(world, runs)
    prepared = monotonic_s()
    released = world.do([ReleaseInterest(number) for number in runs])
    paid = _pass(world, runs)
    seconds, done = (prepared - ready, monotonic_s() - prepared), sum(each.wallets for each in released)
    if paid != reckoned or not paid:
        raise RuntimeError(f"reckoned {reckoned}, paid {paid}")
    return {
        "benchmark": "interest",
        "wallets": plan.wallets,
        "paid_wallets": done,
        "paid_minor": paid,
        "payments_before": plan.payments,
        "seed": plan.seed,
        "reckoning_seconds": round(seconds[0], 3),
        "paying_seconds": round(seconds[1], 3),
        "microseconds_per_wallet": round(sum(seconds) * 1_000_000 / plan.wallets, 1),
        "prepare_seconds": round(ready - started, 3),
    }


def _saver(operator: InstitutionNo, number: int) -> OpenWallet:
    """A wallet of class III, the lowest that earns; its holder is made up."""
    born = date.fromordinal(_BORN + number // 999)
    resident = with_resident_check(f"500103{born:%Y%m%d}{number % 999 + 1:03d}")
    return OpenWallet(operator, "personal", "III", f"1{3_000_000_000 + number}", "储户", resident)


def _pass(world: pay.World, runs: list[InterestRunNo]) -> int:
    """Steps of all runs until each has ended its pass; the interest in fen."""
    minor, left = 0, list(runs)
    while left:
        steps = world.do([AdvanceInterest(number) for number in left])
        minor += sum(step.interest_minor for step in steps)
        left = [number for number, step in zip(left, steps, strict=True) if not step.ended]
    return minor
