"""What the solver says of terms is so: it names what nobody could spend, agrees with the evaluator wherever that can be
asked, and its arithmetic is the platform's."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozi.clock import HOUR_US, china_day, china_midnight, day_to_date, parse_time
from jiaozi.ids import encode_id
from jiaozi.kinds import ClaimNo, MerchantNo, PaymentNo, StoreNo
from jiaozi.money import AMOUNT_MAX
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.programs import flows, proving
from jiaozi.programs.claiming import GiveBackClaim
from jiaozi.programs.evaluate import Lines, NotSo, Payer, Purchase, Standing, evaluate
from jiaozi.programs.flows import Money
from jiaozi.programs.proving import Proof, prove
from jiaozi.programs.terms import Hours, HowMuch, Places, Span, Terms, When, Where, Who, terms_refusal
from jiaozi.programs.witness import can_be_met
from tests.cli.conftest import Jiaozi
from tests.features.world import YUAN
from tests.programs.city import City

MONDAY = parse_time("2020-10-12T00:00:00+08:00")
DAY = 24 * HOUR_US
WEEK = Span(MONDAY, MONDAY + 6 * DAY, MONDAY + 7 * DAY)
FACE = HowMuch(face_minor=200 * YUAN)
ALL = dict.fromkeys(proving.PROPERTIES, True)


def found(terms: Terms, *, voucher: bool = False) -> dict[str, bool | None]:
    """What holds of terms."""
    return {each.property: each.holds for each in prove(terms, WEEK, voucher=voucher)}


def of(name: str, terms: Terms, *, voucher: bool = False, payment_max: int = AMOUNT_MAX) -> Proof:
    """What is found of one property."""
    proofs = prove(terms, WEEK, voucher=voucher, payment_max=payment_max)
    return next(each for each in proofs if each.property == name)


@pytest.mark.parametrize(
    ("terms", "voucher"),
    [
        (Terms(FACE), False),
        (Terms(FACE, when=When(hours=(Hours(600, 660),), weekdays=(7,))), False),
        (Terms(HowMuch(face_minor=20 * YUAN, minimum_minor=100 * YUAN)), True),
        (Terms(HowMuch(percent_ppm=333_333, cap_minor=50 * YUAN, share_ppm=500_000)), True),
        (Terms(FACE, condition='category == "5411" && (hour == 7 && minute > 30 || "tea" in tags)'), False),
    ],
)
def test_terms_that_are_good_are_proved(terms: Terms, voucher: bool) -> None:
    assert found(terms, voucher=voucher) == ALL


def test_rules_that_forbid_everything_together_are_named_together() -> None:
    tuesday = When(begin=MONDAY + DAY, end=MONDAY + 2 * DAY, weekdays=(1,))
    assert of("spendable", Terms(FACE, when=tuesday)) == Proof("spendable", False, ("when.weekdays", "when.window"))
    dear = Terms(HowMuch(face_minor=500, minimum_minor=6_000 * YUAN))
    assert of("spendable", dear, payment_max=5_000 * YUAN).rules == ("how_much.minimum",)
    nowhere = prove(Terms(FACE), WEEK, voucher=False, places=False)[0]
    assert (nowhere.holds, nowhere.rules) == (False, ("where.allow",))


def test_a_claim_that_ends_before_it_may_be_spent_is_told_with_its_times() -> None:
    mondays = Terms(FACE, when=When(weekdays=(1,), valid_days=2))
    case = of("every_claim", mondays)
    assert case.holds is False
    assert case.at is not None
    assert case.ends_at == china_midnight(day_to_date(china_day(case.at) + 2))
    assert not _can_be_spent(mondays, case.at, case.ends_at)
    assert of("spendable", mondays).holds is True


def test_what_is_left_that_no_payment_can_draw_is_told() -> None:
    case = of("all_of_it", Terms(HowMuch(face_minor=200 * YUAN, share_ppm=3)), payment_max=2_000 * YUAN)
    assert (case.holds, case.rules) == (False, ("how_much.share",))
    small = Terms(HowMuch(percent_ppm=10_000, cap_minor=50 * YUAN))
    assert of("all_of_it", small, voucher=True, payment_max=4_999 * YUAN).amount_minor == 50 * YUAN
    assert of("all_of_it", small, voucher=True, payment_max=5_000 * YUAN).holds is True


def test_a_condition_that_nothing_is_found_for_is_neither_proved_nor_refuted() -> None:
    assert of("condition", Terms(FACE, condition="amount > 5 && amount < 5")).holds is None
    assert of("condition", Terms(FACE, condition="weekday == 3", when=When(weekdays=(1, 2)))).holds is None
    assert can_be_met(Terms(FACE, condition="payer_class == 'IV' && goods * 2 >= 1000"))


def _can_be_spent(terms: Terms, claimed_at: int, ends_at: int) -> bool:
    """Whether the evaluator pays at any quarter of an hour of a claim's life, and at its last moment."""
    moments = [*range(claimed_at, ends_at, HOUR_US // 4), ends_at - 1]
    payer = Payer(1, 2, 1, False)  # type: ignore[arg-type]

    def pays(at: int) -> bool:
        purchase = Purchase(at, 1_000 * YUAN, StoreNo(1), MerchantNo(1), "5411", "440303", payer)
        standing = Standing(terms.how_much.most_minor, claimed_at, ends_at, WEEK.opens_at, open=True)
        return not isinstance(evaluate(terms, purchase, standing, Lines(purchase)), NotSo)

    return any(map(pays, moments))


quarters = st.integers(0, 4 * 24).map(lambda n: n * 15)
spans_of_day = st.tuples(quarters, quarters).filter(lambda pair: pair[0] < pair[1]).map(lambda pair: Hours(*pair))
days = st.integers(0, 6).map(lambda n: MONDAY + n * DAY)
times = st.builds(
    When,
    begin=st.one_of(st.just(0), days),
    end=st.one_of(st.just(0), days),
    hours=st.lists(spans_of_day, max_size=2).map(tuple),
    weekdays=st.lists(st.integers(1, 7), max_size=3, unique=True).map(tuple),
    valid_days=st.integers(0, 3),
)


@given(when=times)
@settings(max_examples=60)
def test_the_solver_agrees_with_the_evaluator_about_times(when: When) -> None:
    terms = Terms(FACE, when=when)
    if terms_refusal(terms, voucher=False, span=WEEK, at=MONDAY) is not None:
        return
    lives = []
    for day in range(6):  # the last moment of a day is the worst to claim at, the first the best
        for at in (MONDAY + day * DAY, MONDAY + (day + 1) * DAY - 1):
            midnight = MONDAY + (day + when.valid_days) * DAY
            ends = min(WEEK.expires_at, midnight) if when.valid_days else WEEK.expires_at
            lives.append(_can_be_spent(terms, at, ends))
    said = found(terms)
    assert said["spendable"] == any(lives)
    assert said["every_claim"] == all(lives)


def test_what_a_solver_would_be_told_of_a_wrong_act_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    refunded = flows.refunded

    def twice(money: Money, amount: int, *, alive: bool) -> Money:
        return refunded(refunded(money, amount, alive=alive), amount, alive=alive)

    monkeypatch.setattr(flows, "refunded", twice)
    assert of("budget", Terms(FACE)) == Proof("budget", False, ("refund",))
    monkeypatch.setattr(flows, "given_back", lambda money: money)
    assert of("ends", Terms(FACE)) == Proof("ends", False, ("give back",))


@pytest.mark.parametrize("voucher", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_the_arithmetic_that_is_proved_is_the_platforms(city: City, voucher: bool, seed: int) -> None:
    story = Random(seed)
    much = HowMuch(face_minor=50 * YUAN, share_ppm=500_000, per_wallet=0, per_order=0)
    program = city.program(Terms(much), "voucher" if voucher else "envelope", budget=1_000 * YUAN)
    me, money, claim = city.person(5_000 * YUAN), flows.funded(flows.NOTHING, 1_000 * YUAN), ClaimNo(0)
    paid: list[PaymentNo] = []
    for _ in range(30):
        act = story.choice(("claim", "pay", "pay", "refund", "give back", "others claim"))
        if act == "claim" and not money.left:
            claim, money, paid = city.claim(program, me), flows.claimed(money._replace(paid=0), 50 * YUAN), []
        elif act == "others claim" and money.free >= 50 * YUAN:
            city.claim(program, city.person())
            money = flows.others_claim(money, 50 * YUAN)
        elif act == "pay" and money.left:
            goods = story.randrange(100, 80 * YUAN)
            paid.append(city.world.do(Pay(me, goods, store=city.shop)).payment)
            money = flows.spent(money, flows.drawn(much, money.left, goods, goods), voucher=voucher)
        elif act == "refund" and paid:
            payment = paid.pop()
            back = sum(row.amount_minor - row.returned_minor for row in city.sources(payment))
            alive = not voucher and city.claim_row(claim).state in (0, 1)
            city.world.do(RefundPayment(payment, city.world.payment(payment).captured_minor))
            money = flows.refunded(money, back, alive=alive)
        elif act == "give back" and money.left and claim:
            city.world.do(GiveBackClaim(me, claim))
            money = flows.given_back(money)
        row = city.row(program)
        assert (row.budget_minor, row.held_minor, row.spent_minor, row.free_minor) == (
            money.budget,
            money.left + money.others,
            money.spent,
            money.free,
        ), act


def test_the_command_tells_what_was_found_and_stops_with_1_where_something_is_not_so(
    city: City, tmp_path: Path
) -> None:
    shell = Jiaozi(tmp_path, city.world.url)
    good, never = city.draft(), city.draft(Terms(FACE, when=When(weekdays=(1,), valid_days=2)))
    said = shell.json("program", "prove", encode_id("prg", good))
    assert said["proved"] is True
    assert {each["property"]: each["holds"] for each in said["properties"]} == ALL
    text = shell.run("program", "prove", encode_id("prg", never), code=1)
    assert "at no time between may it be spent" in text
    assert "proved: a claim can pay a purchase" in text
    assert "其间任何时刻都不能使用" in shell.run("program", "prove", encode_id("prg", never), "--lang", "zh", code=1)
    elsewhere = city.draft(Terms(FACE, where=Where(allow=Places(regions=("110101",)))))
    assert "where.allow" in shell.run("program", "prove", encode_id("prg", elsewhere), code=1)
    shell.run("program", "prove", encode_id("prg", 1), code=1)


def test_the_most_that_one_payment_can_be_is_that_of_the_widest_wallet_that_terms_name() -> None:
    on = day_to_date(china_day(MONDAY))
    assert proving.largest_payment(Who(classes=("IV",)), on) < proving.largest_payment(Who(), on)
