"""The profile: S4's figures, what is ours, and exact shares at any scale. And the counter that it all draws from."""

from collections import Counter
from fractions import Fraction
from itertools import pairwise

import pytest

from jiaozi import rulebook
from jiaozi.errors import ERRORS
from jiaozi.pilot.counter import BLOCK, apportion, choice_table, draw, draws, remix, spread_table, stride
from jiaozi.pilot.profile import ProfileError, amount_table, half_up, load_profile, profile_names
from jiaozi.pilot.schedule import field_amounts, field_counts, opened_by, time_table

PROFILE = load_profile("chongqing")


def test_scale_one_is_what_s4_reports() -> None:
    targets = PROFILE.scaled("1")
    assert targets.personal == 1_066_600
    assert targets.corporate == 42_400
    assert targets.merchants >= 12_000
    assert targets.transactions == 1_576_700
    assert targets.amount_minor == 288_000_000_00
    assert "S4" in PROFILE.figures.source
    assert str(PROFILE.figures.as_of) == "2022-05-15"


@pytest.mark.parametrize("scale", ["1", "0.01", "0.001", "0.37", "0.0001", "3.3", "1/7"])
def test_shares_sum_exactly_and_counts_round_half_up(scale: str) -> None:
    factor, targets = Fraction(scale), PROFILE.scaled(scale)
    for got, figure in (
        (targets.personal, 1_066_600),
        (targets.corporate, 42_400),
        (targets.transactions, 1_576_700),
        (targets.amount_minor, 28_800_000_000),
    ):
        assert got == (figure * factor + Fraction(1, 2)).__floor__()
    assert sum(field.transactions for field in targets.fields) == targets.transactions
    assert sum(field.amount_minor for field in targets.fields) == targets.amount_minor
    assert targets.merchants == max(half_up(12_000 * factor), 7)
    assert all(bool(count) == bool(f.merchant_weight)
               for count, f in zip(targets.merchants_by_field, PROFILE.fields, strict=True))  # fmt: skip
    assert field_sums(scale) == [(field.transactions, field.amount_minor) for field in targets.fields]


def field_sums(scale: str) -> list[tuple[int, int]]:
    """What the schedule and the amounts add up to, field by field; the largest scales by count only."""
    targets = PROFILE.scaled(scale)
    days = field_counts(PROFILE, targets)
    sums = []
    for field, target, by_day in zip(PROFILE.fields, targets.fields, days, strict=True):
        amount = target.amount_minor
        if Fraction(scale) <= 1:
            amounts = field_amounts(field, 5, target.transactions, target.amount_minor)
            assert len(amounts) == target.transactions
            low, high = field.range_minor
            assert all(low <= each <= high for each in amounts)
            amount = sum(amounts)
        sums.append((sum(by_day), amount))
    return sums


def test_halves_round_up() -> None:
    assert [half_up(Fraction(n, 2)) for n in range(6)] == [0, 1, 1, 2, 2, 3]


def test_most_amounts_stay_plausible_prices() -> None:
    field = next(each for each in PROFILE.fields if each.id == "transport")
    target = PROFILE.scaled("0.1").fields[PROFILE.fields.index(field)]
    amounts = field_amounts(field, 5, target.transactions, target.amount_minor)
    assert sum(amount % 50 == 0 for amount in amounts) * 100 > 95 * len(amounts)


def test_expected_amounts_meet_the_mean_of_s4_within_half_a_percent() -> None:
    weights = sum(field.weight for field in PROFILE.fields)
    mean = Fraction(sum(field.weight * sum(amount_table(field)) for field in PROFILE.fields), weights * 65_536)
    reported = Fraction(28_800_000_000, 1_576_700)
    assert abs(mean - reported) * 200 < reported


def test_nine_fields_ten_and_six_scenarios_38_districts_ten_operators() -> None:
    ids = [field.id for field in PROFILE.fields]
    assert ids == [
        "transport",
        "retail",
        "supermarkets",
        "livelihood",
        "medical",
        "campus",
        "salary",
        "party_dues",
        "online",
    ]
    kinds = Counter(scenario.kind for scenario in PROFILE.scenarios)
    assert kinds == {"general": 10, "featured": 6}
    live = {scenario.id for scenario in PROFILE.scenarios if scenario.live}
    assert live == {field.scenario for field in PROFILE.fields if field.scenario}
    codes = [district.code for district in PROFILE.districts]
    assert len(codes) == len(set(codes)) == 38
    assert (codes[0], codes[-1]) == ("500101", "500243")
    assert sum(code[:4] == "5001" for code in codes) == 26
    assert {operator for operator, _ in PROFILE.operators} == {
        "icbc", "abc", "boc", "ccb", "bocom", "psbc", "cmb", "cib", "webank", "mybank",
    }  # fmt: skip
    assert all(
        each.en and each.zh for group in (PROFILE.fields, PROFILE.scenarios, PROFILE.districts) for each in group
    )


def test_the_plan_keeps_within_the_rule_book() -> None:
    kinds = (("personal", PROFILE.personal_classes), ("corporate", PROFILE.corporate_classes))
    for day in (PROFILE.first_day, PROFILE.last_day):
        for kind, wallet_class in ((kind, each) for kind, classes in kinds for each in classes):
            for operator, _ in PROFILE.operators:
                rules = rulebook.limits(day, wallet_class.id, kind, operator)
                for name in ("balance_minor", "single_minor", "daily_minor", "yearly_minor"):
                    ceiling = getattr(rules, name)
                    assert ceiling is None or getattr(wallet_class, name) <= ceiling, (kind, wallet_class.id, name)


def test_every_expected_refusal_is_an_error_of_the_table() -> None:
    assert {reason.id for reason in PROFILE.reasons} <= ERRORS.keys()


def test_profiles_are_found_by_name() -> None:
    assert profile_names() == ["chongqing", "jd"]
    with pytest.raises(ProfileError, match="no such pilot"):
        load_profile("atlantis")


def test_wallets_open_over_the_days_faster_and_faster() -> None:
    opened = opened_by(PROFILE, 1_066_600, 64)
    rates = [after - before for before, after in pairwise(opened)]
    assert opened[-1] == 1_066_600
    assert len(opened) == 45
    assert rates == sorted(rates)


def test_no_instant_is_before_the_phase_of_payments() -> None:
    for _, hours in PROFILE.hours:
        table = time_table(hours, PROFILE.phases.payments_s)
        assert len(table) == 65_536
        assert min(table) >= PROFILE.phases.payments_s * 1_000_000
        assert max(table) < 86_398 * 1_000_000 < 86_400 * 1_000_000 - 1_000_000


def test_a_draw_does_not_depend_on_how_it_is_reached() -> None:
    whole = draws(7, "a", 0, 3 * BLOCK)
    assert [draw(7, "a", ordinal) for ordinal in range(3 * BLOCK)] == list(whole)
    for start, stop in ((0, 0), (5, 9), (BLOCK - 1, BLOCK + 1), (BLOCK, 2 * BLOCK), (17, 3 * BLOCK - 1)):
        assert draws(7, "a", start, stop) == whole[start:stop]
    assert draws(8, "a", 0, 100) != whole[:100] != draws(7, "b", 0, 100)


def test_a_draw_is_fixed_for_ever() -> None:
    assert draw(1, "person", 0) == KNOWN_DRAW
    assert remix(0) == 0xE220A8397B1DCDAF  # the first output of splitmix64 seeded with 0


KNOWN_DRAW = 0x675939D9BF39A8C1


def test_draws_are_uniform() -> None:
    words = draws(3, "uniform", 0, 65_536)
    for shift in range(0, 64, 4):
        counts = Counter(word >> shift & 15 for word in words)
        chi2 = sum(Fraction((counts[value] - 4096) ** 2, 4096) for value in range(16))
        assert chi2 < 45, shift  # 15 degrees of freedom: one chance in ten thousand is 44.3
    assert len(set(words)) == len(words)


def test_shares_by_largest_remainder() -> None:
    assert apportion(10, [1, 1, 1]) == [4, 3, 3]
    assert apportion(0, []) == []
    assert apportion(7, [0, 5, 0]) == [0, 7, 0]
    with pytest.raises(ValueError, match="nothing"):
        apportion(1, [0, 0])


def test_tables_meet_their_weights() -> None:
    assert Counter(choice_table([3, 1])) == {0: 49_152, 1: 16_384}
    assert set(spread_table([(1, 100, 300, 100)])) == {100, 200, 300}


@pytest.mark.parametrize("modulus", [10**8, 999 * 18_262, 2_654_435_761 * 3])
def test_a_stride_never_repeats(modulus: int) -> None:
    step = stride(modulus)
    seen = {ordinal * step % modulus for ordinal in range(50_000)}
    assert len(seen) == 50_000
