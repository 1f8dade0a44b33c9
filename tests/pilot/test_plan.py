"""The plan of the Chongqing pilot: exact, ordered, payable, and the same whoever reads it and however."""

import hashlib
from datetime import UTC, datetime
from fractions import Fraction
from functools import cache

import pytest

from jiaozi.pilot.attempts import DAILY, FROZEN, INSUFFICIENT, NOT_FOUND, SINGLE
from jiaozi.pilot.events import Attempt, Event, Freeze, OpenPerson, Pay
from jiaozi.pilot.plan import Plan, build_plan
from jiaozi.pilot.profile import ProfileError, load_profile
from tests.pilot.checker import Checker

PROFILE = load_profile("chongqing")
FIRST = int(datetime(2022, 3, 31, 16, tzinfo=UTC).timestamp()) * 1_000_000
LAST = int(datetime(2022, 5, 15, 16, tzinfo=UTC).timestamp()) * 1_000_000
SMALL = ("0.0001", "0.001", "0.01")


@cache
def plan_of(scale: str, seed: int = 1) -> Plan:
    return build_plan(PROFILE, scale, seed)


@cache
def played(scale: str, seed: int = 1) -> Checker:
    return Checker().play(plan_of(scale, seed).events())


def digest(events: list[Event]) -> str:
    return hashlib.sha256(repr(events).encode()).hexdigest()


@pytest.mark.parametrize("scale", SMALL)
def test_counts_and_amounts_are_exact(scale: str) -> None:
    targets = PROFILE.scaled(scale)
    checker = played(scale)
    assert checker.problems == []
    for field, target in zip(PROFILE.fields, targets.fields, strict=True):
        assert tuple(checker.paid[field.id]) == (target.transactions, target.amount_minor)
    assert sum(count for count, _ in checker.paid.values()) == targets.transactions
    assert sum(amount for _, amount in checker.paid.values()) == targets.amount_minor
    assert sum(party[0] == "person" for party in checker.kind) == targets.personal
    assert sum(party[0] == "company" for party in checker.kind) == targets.corporate
    assert len(checker.owner) == targets.merchants
    assert sum(checker.refused.values()) == targets.refused


@pytest.mark.parametrize("seed", [0, 2, 2**63, 20_220_515])
def test_every_seed_makes_a_payable_plan(seed: int) -> None:
    checker = played("0.002", seed)
    assert checker.problems == []
    assert sum(amount for _, amount in checker.paid.values()) == PROFILE.scaled("0.002").amount_minor


@pytest.mark.parametrize("scale", ["0.0001", "0.00013", "0.00029", "0.00071", "0.0043", "1/300"])
def test_odd_scales_work_down_to_the_smallest(scale: str) -> None:
    for seed in range(4):
        checker = played(scale, seed)
        assert checker.problems == []
        assert sum(count for count, _ in checker.paid.values()) == PROFILE.scaled(scale).transactions


@pytest.mark.parametrize("scale", ["0.00013", "0.004"])
def test_jd_s_merchants_have_room_for_what_they_sell_and_for_what_is_refused(scale: str) -> None:
    profile = load_profile("jd")
    checker = Checker().play(build_plan(profile, scale, 1).events())
    assert checker.problems == []
    assert sum(amount for _, amount in checker.paid.values()) == profile.scaled(scale).amount_minor
    with pytest.raises(ProfileError, match="no company left"):
        profile.scaled("0.0001")


def test_a_scale_out_of_range_or_without_meaning_is_refused() -> None:
    for scale in ("0", "-1", "0.00001", "11", "abc", "1/0", ""):
        with pytest.raises(ProfileError):
            PROFILE.scaled(scale)


def test_every_reason_of_refusal_occurs_once_there_is_room() -> None:
    refused = played("0.01").refused
    assert set(refused) == {INSUFFICIENT, NOT_FOUND, SINGLE, FROZEN, DAILY} == {r.id for r in PROFILE.reasons}
    assert plan_of("0.01").refusals() == {reason.id: refused[reason.id] for reason in PROFILE.reasons}


def test_everything_happens_within_the_days_of_the_pilot() -> None:
    events = list(plan_of("0.001").events())
    assert FIRST <= events[0].at <= events[-1].at < LAST
    assert all(event.at >= FIRST + 6 * 3_600_000_000 for event in events if isinstance(event, Pay | Attempt | Freeze))


def test_the_stream_is_the_same_in_any_chunks_and_from_any_place() -> None:
    plan = plan_of("0.001")
    whole = list(plan.events())
    assert len(whole) == plan.total_events == sum(plan.counts.values())
    for size in (1, 7, 1000, 10**6):
        assert [event for chunk in plan.chunks(size) for event in chunk] == whole
    for start in (0, 1, 999, len(whole) // 2, len(whole) - 1, len(whole), len(whole) + 5):
        assert list(plan.events(start)) == whole[start:]
    assert [event for chunk in plan.chunks(64, start=100) for event in chunk] == whole[100:]


def test_a_seed_gives_one_stream_and_another_seed_another() -> None:
    once, again = (list(build_plan(PROFILE, "0.001", 1).events()) for _ in range(2))
    assert digest(once) == digest(again)
    assert digest(once) != digest(list(plan_of("0.001", 2).events()))


def test_the_plan_names_the_persons_that_the_population_makes() -> None:
    plan = plan_of("0.001")
    for event in plan.events():
        if isinstance(event, OpenPerson):
            assert event.person == plan.population.person(event.person.ordinal)


def test_about_two_persons_in_five_pay_and_loads_are_few() -> None:
    plan, checker = plan_of("0.01"), played("0.01")
    share = Fraction(sum(party[0] == "person" for party in checker.payers), plan.targets.personal)
    assert Fraction(35, 100) <= share <= Fraction(41, 100)
    assert plan.counts["Load"] < Fraction(42, 100) * plan.targets.personal


def test_payments_grow_and_districts_are_all_served() -> None:
    days: dict[int, int] = {}
    served = set()
    plan = plan_of("0.01")
    for event in plan.events():
        if isinstance(event, Pay):
            day = (event.at - FIRST) // 86_400_000_000
            days[day] = days.get(day, 0) + 1
            if event.kind == "pay_merchant":
                served.add(plan.population.merchant(event.payee).district)
    assert len(days) == 45
    assert sum(days[day] for day in range(38, 45)) > 3 * sum(days[day] for day in range(7))
    assert served == {district.code for district in PROFILE.districts}


@pytest.mark.slow
def test_a_large_scale_is_exact_and_payable() -> None:
    targets = PROFILE.scaled("0.3")
    checker = Checker().play(build_plan(PROFILE, "0.3", 1).events())
    assert checker.problems == []
    assert sum(count for count, _ in checker.paid.values()) == targets.transactions
    assert sum(amount for _, amount in checker.paid.values()) == targets.amount_minor
    whole = PROFILE.scaled("1")
    assert (whole.personal, whole.corporate, whole.merchants) == (1_066_600, 42_400, 12_000)
    assert (whole.transactions, whole.amount_minor) == (1_576_700, 28_800_000_000)


def test_the_checker_notices_what_is_wrong() -> None:
    events = list(plan_of("0.001").events())
    for missing in ("Load", "Deposit", "Issue", "Freeze", "OpenMerchant"):
        rest = [event for event in events if type(event).__name__ != missing]
        renumbered = [event._replace(seq=seq) for seq, event in enumerate(rest)]
        assert Checker().play_safely(renumbered).problems, missing
