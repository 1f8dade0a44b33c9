"""A bank whose wallets earn, and the shortest ways to run its interest."""

from typing import Any

from jiaozi.interest.model import Run
from jiaozi.interest.runs import AdvanceInterest, PrepareInterest, ReleaseInterest
from jiaozi.interest.store import run as read_run
from jiaozi.kinds import InstitutionNo, InterestRunNo
from tests.features.world import World

MARCH_21 = "2026-03-21T00:00:00+08:00"


def prepare(world: World, operator: InstitutionNo) -> InterestRunNo:
    """The operator's next run, prepared."""
    run: InterestRunNo = world.do(PrepareInterest(operator)).run
    advance(world, run)
    return run


def advance(world: World, run: InterestRunNo) -> list[Any]:
    """The steps of a run's present pass."""
    steps = [world.do(AdvanceInterest(run))]
    while not steps[-1].ended:
        steps.append(world.do(AdvanceInterest(run)))
    return steps


def pay(world: World, run: InterestRunNo) -> list[Any]:
    """Releases and pays a run."""
    world.do(ReleaseInterest(run))
    return advance(world, run)


def settle(world: World, operator: InstitutionNo) -> Run:
    """A whole run."""
    run = prepare(world, operator)
    pay(world, run)
    return row(world, run)


def row(world: World, run: int) -> Run:
    """The row of a run."""
    with world.platform.snapshot() as connection:
        found = read_run(connection, run)
    assert found is not None
    return found
