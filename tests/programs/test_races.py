"""Threads and processes at once: nobody has a share twice, exactly the budget goes out, each claim goes back once."""

import json
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jiaozi.payments.pay import Pay
from jiaozi.platform import Platform
from jiaozi.programs.claiming import ClaimProgram, GiveBackClaim
from jiaozi.programs.parts import Rest, RestName
from jiaozi.programs.reclaiming import ReclaimProgram
from jiaozi.worker.programs import Programs
from tests.features.test_races import Race
from tests.features.world import YUAN
from tests.programs import processes
from tests.programs.city import City, red

pytestmark = pytest.mark.slow


def test_of_many_who_grab_a_few_shares_exactly_the_budget_is_had(city: City, race: Race) -> None:
    program = city.program(red(face_minor=7 * YUAN), budget=70 * YUAN)
    people = [city.person() for _ in range(24)]
    told = race.count([ClaimProgram(program, people[n % 24]) for n in range(96)])
    assert told["ClaimMade"] == 10
    assert sum(told.values()) == 96
    assert set(told) <= {"ClaimMade", "program_exhausted", "claims_exceeded"}
    assert city.figures(program) == (70, 0, 70, 0, 0)


def test_processes_at_once_give_out_exactly_what_there_is_and_nobody_twice(
    city: City, db_url: str, tmp_path: Path
) -> None:
    budget, quota = (
        city.program(red(face_minor=7 * YUAN), budget=70 * YUAN),
        city.program(quota=5, budget=10_000 * YUAN),
    )
    people = [city.person() for _ in range(12)]
    for program, most in ((budget, 10), (quota, 5)):
        running = [
            processes.start("grab", db_url, tmp_path / "keyring.json", city.now, program, *people) for _ in range(3)
        ]
        told = sum((Counter(json.loads(each.communicate(timeout=120)[0])) for each in running), Counter[str]())
        assert told["ClaimMade"] == city.row(program).claims == most
        assert set(told) <= {"ClaimMade", "program_exhausted", "claims_exceeded"}
        holders = city.world.query("SELECT wallet FROM claims WHERE program = ?", (program,))
        assert len(set(holders)) == len(holders) == most


def test_the_last_share_is_one_s(city: City, race: Race) -> None:
    program = city.program(red(face_minor=7 * YUAN), budget=700 * YUAN, quota=1)
    people = [city.person() for _ in range(16)]
    told = race.count([ClaimProgram(program, wallet) for wallet in people])
    assert told == Counter({"program_exhausted": 15, "ClaimMade": 1})


def test_an_envelope_is_never_spent_twice(city: City, race: Race) -> None:
    program = city.program()
    li = city.person()
    city.claim(program, li)
    told = race.count([Pay(li, 30 * YUAN, store=city.shop) for _ in range(24)])
    assert told == Counter({"Paid": 6, "insufficient_funds": 18})
    assert city.figures(program) == (1_000, 800, 20, 180, 0)


def test_a_voucher_is_drawn_once(city: City, race: Race) -> None:
    program = city.program(red(face_minor=20 * YUAN), "voucher", budget=100 * YUAN)
    li = city.person(1_000 * YUAN)
    city.claim(program, li)
    race.count([Pay(li, 50 * YUAN, store=city.shop) for _ in range(16)])
    assert city.world.balance(li) == (1_000 - 16 * 50 + 20) * YUAN


def test_paying_giving_back_and_reclaiming_at_once_leaves_each_fen_in_one_place(city: City, race: Race) -> None:
    program = city.program(budget=4_000 * YUAN, days=0)
    people = [city.person() for _ in range(12)]
    claims = [city.claim(program, wallet) for wallet in people]
    for platform in race.platforms:
        platform.clock.advance_to(city.midnight(0))  # type: ignore[attr-defined]
    commands = [
        command
        for wallet, claim in zip(people, claims, strict=True)
        for command in (Pay(wallet, 30 * YUAN, store=city.far), ReclaimProgram(program), GiveBackClaim(wallet, claim))
    ]
    race.run(commands)
    city.reclaim(program)
    assert city.figures(program)[1:4] == (0, 0, city.figures(program)[3])
    assert city.figures(program)[4] == 4_000 - city.figures(program)[3]


@pytest.mark.parametrize("to", ["reclaimed", "holder"])
def test_two_workers_end_each_claim_once(city: City, race: Race, to: RestName) -> None:
    program = city.program(red(face_minor=2 * YUAN, rest=Rest(to)), budget=200 * YUAN, days=0)
    people = [city.person() for _ in range(30)]
    for wallet in people:
        city.claim(program, wallet)
    for platform in race.platforms:
        platform.clock.advance_to(city.midnight(0))  # type: ignore[attr-defined]
    workers = [Programs(platform) for platform in race.platforms]
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(Programs.reclaim, workers))
    for worker in workers:
        worker.reclaim()
    assert sum(worker.claims for worker in workers) == 30
    own = 2 if to == "holder" else 0
    assert [city.world.balance(wallet) for wallet in people] == [own * YUAN] * 30
    assert sum(worker.reclaimed_minor for worker in workers) == (200 - 30 * own) * YUAN
    assert city.figures(program) == (200, 0, 0, 0, 200 - 30 * own)


def test_the_worker_follows_an_operator_and_ends_what_is_over(city: City) -> None:
    platform: Platform = city.world.platform
    worker = Programs(platform)
    program, draft = city.program(days=0), city.draft(days=0)
    li = city.person()
    city.claim(program, li)
    city.world.tamper("UPDATE institutions SET regime = 2 WHERE id = ?", (city.bank,))
    worker.follow()
    assert city.row(program).regime == city.pocket(li, program).regime == 2
    city.world.tamper("UPDATE institutions SET regime = 1 WHERE id = ?", (city.bank,))
    worker.follow()
    assert city.row(draft).regime == 1
    city.world.wait(city.midnight(0) - city.now)
    worker.reclaim()
    assert (worker.claims, worker.reclaimed_minor) == (1, 1_000 * YUAN)
    assert city.world.wallet(city.funder).funds == 0
