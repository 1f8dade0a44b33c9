"""Each fen is traced from the budget to its final payee, in pages of any size, and the steps come to the figures."""

import json
from pathlib import Path

import pytest

from jiaozi.clock import SECOND_US
from jiaozi.kinds import ProgramNo
from jiaozi.payments.lineage.model import Entry, Step
from jiaozi.payments.lineage.store import lineage_page, payees_of
from jiaozi.payments.refund import RefundPayment
from jiaozi.programs.acts import FundProgram
from jiaozi.programs.claiming import GiveBackClaim
from jiaozi.programs.model import PROGRAM_KINDS
from tests.api.conftest import Live, live, serve, town
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell
from tests.features.world import YUAN
from tests.programs.city import City, red
from tests.programs.test_api import draft, of, steer

__all__ = ["home", "live", "serve", "shell", "town"]


def entries(city: City, program: ProgramNo, size: int) -> list[Entry]:
    """All entries, read in pages of this size."""
    found: list[Entry] = []
    place = (0, 0, 0)
    with city.world.platform.snapshot() as connection:
        while page := lineage_page(connection, program, place, size):
            found += [each for _, each in page]
            place = page[-1][0]
    return found


def assert_agrees(city: City, program: ProgramNo, found: list[Entry]) -> None:
    """That the steps come to the figures."""
    row = city.row(program)

    def total(step: Step, name: str = "amount_minor") -> int:
        return sum(getattr(each, name) for each in found if each.step == step)

    assert total(Step.FUNDED) == row.budget_minor
    assert total(Step.CLAIMED, "left_minor") == row.held_minor
    assert sum(each.step == Step.CLAIMED for each in found) == row.claims
    assert total(Step.PAID) - total(Step.PAID, "returned_minor") == row.spent_minor
    assert total(Step.RECLAIMED) == row.reclaimed_minor
    back = total(Step.GIVEN_BACK) + total(Step.EXPIRED)
    if row.kind == PROGRAM_KINDS["envelope"]:  # of a voucher's worth what its use did not need moves nothing
        assert total(Step.CLAIMED) - back == row.held_minor + row.spent_minor + total(Step.REFUNDED)
    assert total(Step.REFUNDED) <= total(Step.PAID, "returned_minor")


@pytest.mark.parametrize("kind", ["envelope", "voucher"])
def test_each_fen_is_traced_and_the_steps_come_to_the_figures(city: City, kind: str) -> None:
    program, other = city.program(budget=900 * YUAN, kind=kind), city.program()
    city.world.do(FundProgram(program, city.funder, 100 * YUAN))
    li, wang, zhao = city.person(500 * YUAN), city.person(500 * YUAN), city.person()
    claims = [city.claim(program, each) for each in (li, wang, zhao)]
    city.claim(other, li)
    first = city.pay(li, 150 * YUAN, claims=(claims[0],))
    city.pay(wang, 300 * YUAN, city.far)
    city.world.do(RefundPayment(first, 30 * YUAN))
    city.world.do(GiveBackClaim(zhao, claims[2]))
    before = entries(city, program, 100)
    assert_agrees(city, program, before)
    paid = [each for each in before if each.step == Step.PAID]
    assert [(each.claim, each.wallet, each.store) for each in paid] == [
        (claims[0], li, city.shop), (claims[1], wang, city.far),
    ]  # fmt: skip
    assert (paid[0].amount_minor, paid[0].returned_minor) == (150 * YUAN, 30 * YUAN)
    assert all(each.merchant and each.category and each.region and each.payee for each in paid)

    city.world.clock.advance_to(city.midnight(6))
    city.reclaim(program)
    found = entries(city, program, 100)
    assert_agrees(city, program, found)
    assert [each.step for each in found] == sorted(each.step for each in found)
    assert [each.wallet for each in found if each.step == Step.RECLAIMED] == [city.funder]
    for size in (1, 2, 3):
        assert entries(city, program, size) == found


def test_what_came_back_to_the_pot_is_a_step_with_its_time_and_reason(city: City) -> None:
    program = city.program(red(face_minor=100 * YUAN), budget=100 * YUAN)
    holder, payer, late = (city.person(0) for _ in range(3))
    begun = city.now
    city.world.do(GiveBackClaim(holder, city.claim(program, holder)))
    city.world.clock.advance_to(begun + SECOND_US)
    claim = city.claim(program, payer)
    payment = city.pay(payer, 100 * YUAN, claims=(claim,))
    city.world.do(RefundPayment(payment, 30 * YUAN))  # lives again, with 30.00
    city.world.do(GiveBackClaim(payer, claim))
    city.world.do(RefundPayment(payment, 70 * YUAN))
    last = city.claim(program, late)
    city.world.clock.advance_to(city.midnight(6))
    city.reclaim(program)
    found = entries(city, program, 100)
    told = [(each.step, each.wallet, each.amount_minor // YUAN) for each in found if each.step > Step.PAID]
    assert told == [
        (Step.GIVEN_BACK, holder, 100),
        (Step.GIVEN_BACK, payer, 30),
        (Step.EXPIRED, late, 100),
        (Step.REFUNDED, payer, 70),
        (Step.RECLAIMED, city.funder, 100),
    ]
    assert next(each.at for each in found if each.step == Step.GIVEN_BACK) == begun
    assert {each.claim for each in found if each.step == Step.EXPIRED} == {last}
    assert_agrees(city, program, found)
    for size in (1, 2):
        assert entries(city, program, size) == found


def test_of_a_payment_of_two_claims_both_are_told_on_pages_of_one(city: City) -> None:
    program, li = city.program(red(face_minor=10 * YUAN, per_wallet=0, per_order=0)), city.person()
    for _ in range(3):
        city.claim(program, li)
    city.pay(li, 30 * YUAN)
    found = entries(city, program, 1)
    assert [each.number for each in found if each.step == Step.PAID] == [0, 1, 2]
    assert_agrees(city, program, found)


def test_what_it_was_spent_on_is_told_by_merchant(city: City) -> None:
    program = city.program(red(face_minor=10 * YUAN, per_wallet=0, per_order=0))
    people = [city.person() for _ in range(3)]
    for person in (*people, people[0]):
        city.claim(program, person)
    payments = [city.pay(person, 10 * YUAN, city.shop) for person in people]
    payments.append(city.pay(people[0], 10 * YUAN, city.far))
    city.world.do(RefundPayment(payments[-1], 4 * YUAN))
    before = city.now
    with city.world.platform.snapshot() as connection:
        found = payees_of(connection, program, before + 1)
        assert payees_of(connection, program, 1) == []
    assert [each[3:] for each in found] == [(3, 3, 10 * YUAN, 30 * YUAN), (1, 1, 6 * YUAN, 6 * YUAN)]
    assert sum(each.spent_minor for each in found) == city.row(program).spent_minor
    city.world.clock.advance_to(before + 3_600_000_000)
    city.world.do(RefundPayment(payments[1], 10 * YUAN))
    with city.world.platform.snapshot() as connection:  # before an instant nothing changes any more
        assert payees_of(connection, program, before + 1) == found
        now = payees_of(connection, program, city.now + 1)
    assert now[0][3:] == (3, 2, 10 * YUAN, 20 * YUAN)


@pytest.fixture
def paid(live: Live) -> str:
    """A program of which li has spent three yuan."""
    program = draft(live, face_minor=300)
    steer(live, program, "open")
    with of(live, "li") as li:
        li.programs.claims.create(program, wallet=live.ids["li"])
        li.payments.create(payer=live.ids["li"], store=live.ids["counter"], amount_minor=500)
    return program


def test_who_supervises_traces_and_the_funder_sees_no_wallet(live: Live, paid: str) -> None:
    for who in ("central", "icbc", "auditor"):
        with of(live, who) as reader:
            steps = [(each.step, each.amount.minor) for each in reader.programs.lineage(paid, limit=1)]
            assert steps == [("funded", 1_000), ("claimed", 300), ("paid", 300)]
            told = reader.programs.spending(paid)
            assert [(each.merchant, each.spent.minor) for each in told.payees] == [(live.ids["teahouse"], 300)]
            assert (told.payees[0].payments, told.others and told.others.minor) == (1, 0)
    for who in ("works", "li", "teahouse", "wang"):
        assert live.get(who, f"/v1/programs/{paid}/lineage").json()["code"] == "forbidden"
    assert live.get("boc", f"/v1/programs/{paid}/lineage").json()["code"] == "program_not_found"
    assert live.get("teahouse", f"/v1/programs/{paid}/spending").json()["code"] == "forbidden"
    with of(live, "works") as works:
        told = works.programs.spending(paid)
        assert (told.spent.minor, told.payees, told.others and told.others.minor) == (300, (), 0)  # nothing of today


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, whose answers are the same on both
def test_lineage_is_printed_and_written_as_csv(live: Live, shell: Shell, paid: str, tmp_path: Path) -> None:
    assert [each["step"] for each in shell.run("icbc", "program", "lineage", paid)] == ["funded", "claimed", "paid"]
    file = tmp_path / "lineage.csv"
    assert shell.run("icbc", "program", "lineage", paid, str(file))["lines"] == 3
    rows = file.read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith(
        "step,at,amount,left,returned,borne,wallet,claim,former,payment,payee,store,merchant,category,region,onward"
    )
    assert rows[3].startswith("paid,")
    assert live.ids["teahouse"] in rows[3]
    shell.run("icbc", "program", "lineage", paid, str(file), code=1)
    other = tmp_path / "沿革.csv"
    shell.run("icbc", "program", "lineage", paid, str(other), "--lang", "zh")
    head = other.read_text(encoding="utf-8-sig").splitlines()[0].split(",")
    assert len(head) == len(set(head)) == 16
    assert not any(each.isascii() for each in head)
    assert json.dumps(shell.run("icbc", "program", "spending", paid)["spent"]["minor"]) == "300"
