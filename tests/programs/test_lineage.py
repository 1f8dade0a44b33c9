"""Each fen is traced from the budget to its final payee, in pages of any size, and the steps come to the figures."""

import json
from pathlib import Path

import pytest

from jiaozi.kinds import ProgramNo
from jiaozi.payments.lineage.model import Entry, Payee, Step
from jiaozi.payments.lineage.store import lineage_page, payees_of
from jiaozi.payments.refund import RefundPayment
from jiaozi.programs.acts import FundProgram
from jiaozi.programs.claiming import GiveBackClaim
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


def test_of_a_payment_of_two_claims_both_are_told_on_pages_of_one(city: City) -> None:
    program, li = city.program(red(face_minor=10 * YUAN, per_wallet=0, per_order=0)), city.person()
    for _ in range(3):
        city.claim(program, li)
    city.pay(li, 30 * YUAN)
    found = entries(city, program, 1)
    assert [each.number for each in found if each.step == Step.PAID] == [0, 1, 2]
    assert_agrees(city, program, found)


def test_what_it_was_spent_on_is_told_by_merchant_and_the_rest_together(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = city.program(red(face_minor=10 * YUAN))
    payments = []
    for store in (city.shop, city.shop, city.shop, city.far):
        person = city.person()
        city.claim(program, person)
        payments.append(city.pay(person, 10 * YUAN, store))
    city.world.do(RefundPayment(payments[-1], 4 * YUAN))
    with city.world.platform.snapshot() as connection:
        everybody, apart = (payees_of(connection, program, claims) for claims in (1, 2))
        assert [(each.payments, each.spent_minor) for each in everybody] == [(3, 30 * YUAN), (1, 6 * YUAN)]
        assert apart == everybody[:1]
        monkeypatch.setattr("jiaozi.payments.lineage.store.PAYEES_MAX", 1)
        assert payees_of(connection, program, 1) == [Payee(*everybody[0])]
    assert city.row(program).spent_minor == 36 * YUAN


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
            assert told.others.minor == 0
    for who in ("works", "li", "teahouse", "wang"):
        assert live.get(who, f"/v1/programs/{paid}/lineage").json()["code"] == "forbidden"
    assert live.get("boc", f"/v1/programs/{paid}/lineage").json()["code"] == "program_not_found"
    assert live.get("teahouse", f"/v1/programs/{paid}/spending").json()["code"] == "program_not_found"
    with of(live, "works") as works:
        told = works.programs.spending(paid)
        assert (told.spent.minor, told.payees, told.others.minor) == (300, (), 300)  # of one claim it would know whose


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, whose answers are the same on both
def test_lineage_is_printed_and_written_as_csv(live: Live, shell: Shell, paid: str, tmp_path: Path) -> None:
    assert [each["step"] for each in shell.run("icbc", "program", "lineage", paid)] == ["funded", "claimed", "paid"]
    file = tmp_path / "lineage.csv"
    assert shell.run("icbc", "program", "lineage", paid, str(file))["lines"] == 3
    rows = file.read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("step,at,amount,left,returned,wallet,claim,payment,payee,store,merchant,category,region")
    assert rows[3].startswith("paid,")
    assert live.ids["teahouse"] in rows[3]
    shell.run("icbc", "program", "lineage", paid, str(file), code=1)
    assert json.dumps(shell.run("icbc", "program", "spending", paid)["spent"]["minor"]) == "300"
