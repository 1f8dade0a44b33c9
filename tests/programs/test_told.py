"""A funder reads from what it is told of its program's spending neither who spent where nor who spent at all."""

from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozi.clock import DAY_US
from jiaozi.kinds import MerchantNo, PaymentNo, ProgramNo
from jiaozi.payments.lineage.model import Payee
from jiaozi.payments.lineage.store import payees_of
from jiaozi.payments.lineage.telling import WALLETS_APART, coarse, told_before, told_to_funder
from jiaozi.payments.refund import RefundPayment
from tests.features.world import YUAN
from tests.programs.city import City, red

Told = tuple[list[Payee], int | None]


def told(city: City, program: ProgramNo, days: int = 1) -> Told:
    """What a funder is told so many days later."""
    with city.world.platform.snapshot() as connection:
        return told_to_funder(payees_of(connection, program, told_before(city.now + days * DAY_US)))


def spenders(city: City, program: ProgramNo, count: int, minor: int = 10 * YUAN) -> list[PaymentNo]:
    """The payments of so many people at the shop."""
    people = [city.person() for _ in range(count)]
    for each in people:
        city.claim(program, each)
    return [city.pay(each, minor) for each in people]


def payee(number: int, spent: int, wallets: int = WALLETS_APART, most: int = 0) -> Payee:
    """A merchant that wallets have paid."""
    return Payee(MerchantNo(number), "5411", "500000", wallets, wallets, most or -(-spent // wallets), spent)


def test_ten_claims_of_one_wallet_are_one_persons(city: City) -> None:
    program = city.program(red(face_minor=10 * YUAN, per_wallet=0, per_order=0))
    (one,) = [city.person()]
    for _ in range(10):
        city.claim(program, one)
    city.pay(one, 100 * YUAN)
    assert told(city, program) == ([], None)


def test_who_was_given_all_back_is_not_counted(city: City) -> None:
    program = city.program(red(face_minor=10 * YUAN))
    for payment in spenders(city, program, 9):
        city.world.do(RefundPayment(payment, 10 * YUAN))
    spenders(city, program, 1, 777)
    assert told(city, program) == ([], None)


def test_a_payment_is_not_seen_to_come_and_ten_wallets_are_told_in_two_digits(city: City) -> None:
    program = city.program(red(face_minor=20 * YUAN))
    payments = spenders(city, program, 10, 1_234)
    assert told(city, program, 0) == ([], 0)
    ((shop,), others) = told(city, program)
    assert (shop.wallets, shop.spent_minor, others) == (10, 120 * YUAN, 0)  # 123.40
    city.world.clock.advance_to(city.midnight(1) + 1)
    spenders(city, program, 1, 20 * YUAN)
    city.world.do(RefundPayment(payments[0], 1_234))
    assert told(city, program, 0) == ([shop], 0)


def test_what_each_line_is_worth_is_no_code() -> None:
    alike = [100_000 + 2**n for n in range(13)]
    assert len({sum(each) for each in combinations(alike, 10)}) == 286
    assert {coarse(sum(each)) for each in combinations(alike, 10)} == {1_000_000}
    doubled = [2**n for n in range(13)]
    assert told_to_funder([payee(1, sum(doubled), len(doubled), max(doubled))]) == ([], None)
    assert [coarse(each) for each in (0, 99, 100, 999, 12_345, 99_999)] == [0, 0, 100, 900, 12_000, 99_000]


def test_one_of_ten_that_paid_most_of_it_is_not_told() -> None:
    assert told_to_funder([payee(1, 1_000 * YUAN, most=501 * YUAN)]) == ([], None)
    assert told_to_funder([payee(1, 1_000 * YUAN, most=500 * YUAN)])[0][0].spent_minor == 1_000 * YUAN


@pytest.mark.parametrize(
    ("found", "numbers", "others"),
    [
        ([payee(1, 90_000), payee(2, 50_000), payee(3, 5_000, 1)], [1], 55_000),
        ([payee(1, 90_000), payee(3, 5_000, 1)], [], 95_000),
        ([payee(1, 90_000), payee(2, 50_000)], [1, 2], 0),
        ([payee(1, 90_000, 9), payee(3, 5_000, 9)], [], None),
        ([payee(1, 90_000), payee(2, 50_000, most=50_000)], [], 140_000),
    ],
)
def test_what_is_not_told_does_not_follow_from_the_rest(
    found: Sequence[Payee], numbers: list[int], others: int | None
) -> None:
    payees, rest = told_to_funder(found)
    assert ([each.merchant for each in payees], rest) == (numbers, others)


@given(st.lists(st.tuples(st.integers(1, 10**9), st.integers(1, 30)), max_size=12))
def test_whatever_was_spent_few_are_never_told(sums: list[tuple[int, int]]) -> None:
    found = [payee(n, spent, wallets) for n, (spent, wallets) in enumerate(sums, 1)]
    payees, others = told_to_funder(found)
    assert all(each.wallets >= WALLETS_APART for each in payees)
    kept = {each.merchant for each in found} - {each.merchant for each in payees}
    few = all(each.wallets < WALLETS_APART for each in found if each.merchant in kept)
    assert not (kept and few) or (payees, others) == ([], None)
