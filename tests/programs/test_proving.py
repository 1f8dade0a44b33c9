"""What is said of terms is so: nothing is proved that nobody could spend, a purchase that was found is paid in a world,
and the solver's arithmetic is the platform's."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import cast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiaozi.clock import HOUR_US, china_date, china_day, china_midnight, day_to_date, parse_time
from jiaozi.db.engine import Connection, Row
from jiaozi.ids import encode_id
from jiaozi.kinds import ClaimNo, InstitutionNo, MerchantNo, PaymentNo, StoreNo
from jiaozi.payments.merchants import SuspendMerchant
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.programs import flows, proving
from jiaozi.programs.claiming import GiveBackClaim
from jiaozi.programs.cofunding import AgreeCofunding
from jiaozi.programs.evaluate import Lines, NotSo, Payer, Purchase, Standing, evaluate
from jiaozi.programs.faults import terms_refusal
from jiaozi.programs.flows import Money
from jiaozi.programs.parts import Passing, Rest, WhoPays, Withdrawal, borne_of
from jiaozi.programs.proving import Proof, prove
from jiaozi.programs.terms import GoodsNamed, Hours, HowMuch, Places, Span, Terms, What, When, Where, Who
from jiaozi.programs.witness import Scene, Search, Till, openable
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.limits import NO_LIMIT, LimitTable
from tests.cli.conftest import Jiaozi
from tests.features.world import YUAN
from tests.programs.city import City

MONDAY = parse_time("2020-10-12T00:00:00+08:00")
DAY = 24 * HOUR_US
WEEK = Span(MONDAY, MONDAY + 6 * DAY, MONDAY + 7 * DAY)
FACE = HowMuch(face_minor=200 * YUAN)
TEN = HowMuch(face_minor=10 * YUAN)
ALL = dict.fromkeys(proving.PROPERTIES, True)
SPENT = ("spendable", "every_claim", "all_of_it", "condition")
"""What needs purchases."""


class NoRows:
    """A database in which no operator has set a limit."""

    def query(self, *_: object) -> list[Row]:
        """No rows."""
        return []


def scene(now: int = MONDAY, *, tills: int = 1) -> Scene:
    """Two banks and some shops on a day, under the rule book's limits."""
    banks = {InstitutionNo(2): "icbc", InstitutionNo(3): "boc"}
    limits = LimitTable(cast(Connection, NoRows()), {int(each): code for each, code in banks.items()})
    shops = [Till(StoreNo(n), MerchantNo(n), "5411", "440303", NO_LIMIT) for n in range(1, tills + 1)]
    return Scene(now, openable(banks, china_date(now)), shops, limits)


def proofs(terms: Terms, *, voucher: bool = False, span: Span = WEEK, there: Scene | None = None) -> dict[str, Proof]:
    """What is found of terms, by its property."""
    return {each.property: each for each in prove(terms, span, there or scene(), voucher=voucher)}


def found(terms: Terms, *, voucher: bool = False) -> dict[str, bool | None]:
    """What holds of terms."""
    return {name: each.holds for name, each in proofs(terms, voucher=voucher).items()}


@pytest.mark.parametrize(
    ("terms", "voucher"),
    [
        (Terms(FACE), False),
        (Terms(FACE, when=When(hours=(Hours(600, 660),), weekdays=(7,))), False),
        (Terms(HowMuch(face_minor=20 * YUAN, minimum_minor=100 * YUAN)), True),
        (Terms(HowMuch(percent_ppm=333_333, cap_minor=50 * YUAN, share_ppm=500_000)), True),
        (Terms(FACE, condition='category == "5411" && (hour == 7 && minute > 30 || "tea" in tags)'), False),
        (Terms(FACE, when=When(hours=(Hours(600, 1_260),)), condition="hour >= 20"), False),
        (Terms(HowMuch(face_minor=1_000, minimum_minor=4_000), condition="amount < 5000"), False),
        (Terms(TEN, condition="left > 500"), True),
        (Terms(FACE, condition="month == 10"), False),
        (Terms(FACE, condition="day == 18 && month == 10"), False),
        (Terms(FACE, what=What(allow=GoodsNamed(tags=("t",))), condition="tags.exists(x, x == 't')"), False),
        (Terms(FACE, what=What(allow=GoodsNamed(tags=("t",))), condition="amount > goods + 100"), False),
        (Terms(HowMuch(face_minor=10**8, share_ppm=1_000, per_day=3), who=Who(classes=("I",))), False),
        (Terms(HowMuch(face_minor=600 * YUAN, share_ppm=100_000), who=Who(classes=("IV",))), False),
        (Terms(FACE, who=Who(kinds=("corporate",), classes=("II",))), False),
    ],
)
def test_terms_that_are_good_are_proved(terms: Terms, voucher: bool) -> None:
    assert found(terms, voucher=voucher) == ALL


@pytest.mark.parametrize(
    ("terms", "holds", "rules"),
    [
        (Terms(FACE, when=When(hours=(Hours(600, 720),)), condition="hour >= 20"), False, ("condition", "when.hours")),
        (Terms(FACE, when=When(valid_days=7), condition="held_days > 30"), False, ("condition",)),
        (Terms(FACE, condition="month == 7"), False, ("condition",)),
        (Terms(FACE, condition="day == 31 && month == 2"), False, ("condition",)),
        (Terms(FACE, who=Who(kinds=("corporate",), classes=("IV",))), False, ("who",)),
        (Terms(FACE, who=Who(hong_kong=True)), False, ("who",)),
        (Terms(FACE, where=Where(allow=Places(merchants=(MerchantNo(9),)))), False, ("where.allow",)),
        (Terms(FACE, condition="region.startsWith('11')"), False, ("condition",)),
        (
            Terms(HowMuch(face_minor=1_000, minimum_minor=10_000), condition="amount < 5000"),
            None,
            ("condition", "how_much.minimum"),
        ),
        (Terms(TEN, condition="left > 2000"), None, ("condition",)),
        (Terms(FACE, condition="goods > amount"), None, ("condition",)),
        (Terms(FACE, condition="amount > 5 && amount < 5"), None, ("condition",)),
        (
            Terms(FACE, what=What(allow=GoodsNamed(tags=("t",))), condition="!('t' in tags)"),
            None,
            ("condition", "what"),
        ),
        (
            Terms(FACE, what=What(allow=GoodsNamed(skus=("A",), tags=("t",))), condition="size(tags) + size(skus) < 1"),
            None,
            ("condition", "what"),
        ),
        (
            Terms(HowMuch(face_minor=500, minimum_minor=6_000 * YUAN), who=Who(classes=("IV",))),
            False,
            ("how_much.minimum", "who"),
        ),
        (
            Terms(FACE, when=When(begin=MONDAY + DAY, end=MONDAY + 2 * DAY, weekdays=(1,))),
            False,
            ("when.weekdays", "when.window"),
        ),
        (
            Terms(FACE, when=When(begin=MONDAY + DAY, end=MONDAY + 2 * DAY, weekdays=(1,)), condition="amount > 5"),
            False,
            ("when.weekdays", "when.window"),
        ),
    ],
)
def test_what_nobody_can_ever_spend_is_not_proved_and_the_rules_in_the_way_are_named_together(
    terms: Terms, holds: bool | None, rules: tuple[str, ...]
) -> None:
    said = proofs(terms)
    assert said["spendable"] == Proof("spendable", holds, rules)
    assert {said[name].holds for name in SPENT} == {holds}


def test_a_longer_program_can_be_spent_where_a_claim_can_be_held_so_long() -> None:
    terms = Terms(FACE, when=When(valid_days=7), condition="held_days > 30")
    year = Span(MONDAY, MONDAY + 365 * DAY, MONDAY + 365 * DAY)
    assert proofs(terms, span=year)["spendable"] == Proof("spendable", False, ("condition", "when.valid_days"))
    longer = Terms(FACE, when=When(valid_days=32), condition="held_days > 30")
    assert proofs(longer, span=year)["spendable"].holds is True


def test_goods_that_are_denied_may_lie_beside_others_in_one_order() -> None:
    """What a condition knows of tags is of all lines, and a claim pays those that are allowed."""
    terms = Terms(FACE, what=What(deny=GoodsNamed(tags=("t",))), condition="tags.exists(x, x == 't')")
    witness = Search(terms, WEEK, scene()).of_any()
    assert witness is not None
    assert [line.tags for line in witness.purchase.lines].count(("t",)) == 1
    assert found(terms) == ALL


def test_a_store_that_a_condition_names_is_found_among_many() -> None:
    named = Terms(FACE, condition=f"store == '{encode_id('sto', 777)}'")
    assert proofs(named, there=scene(tills=1_000))["spendable"].holds is True
    other = Terms(FACE, condition=f"store == '{encode_id('sto', 1_777)}'")
    assert proofs(other, there=scene(tills=1_000))["spendable"].holds is None
    assert proofs(other, there=scene(tills=50))["spendable"].holds is False


def test_without_a_store_or_after_the_end_nothing_can_be_spent() -> None:
    assert proofs(Terms(FACE), there=scene(tills=0))["spendable"] == Proof("spendable", False, ("where.allow",))
    assert proofs(Terms(FACE), there=scene(WEEK.expires_at))["spendable"] == Proof("spendable", False, ("program",))
    past = Terms(FACE, condition="day == 12")
    assert proofs(past, there=scene(MONDAY + DAY))["spendable"].holds is False


def test_a_claim_that_ends_before_it_may_be_spent_is_told_with_its_times() -> None:
    mondays = Terms(FACE, when=When(weekdays=(1,), valid_days=2))
    said = proofs(mondays)
    case = said["every_claim"]
    assert (case.holds, case.rules) == (False, ("when.weekdays",))
    assert case.at is not None
    assert case.ends_at == china_midnight(day_to_date(china_day(case.at) + 2))
    assert not _can_be_spent(mondays, case.at, case.ends_at)
    assert said["spendable"].holds is True


def test_a_claim_that_is_granted_long_before_the_opening_may_end_before_it() -> None:
    terms = Terms(FACE, when=When(valid_days=2))
    assert proofs(terms)["every_claim"].holds is True
    case = proofs(terms, there=scene(MONDAY - 5 * DAY))["every_claim"]
    assert (case.holds, case.rules, case.ends_at) == (False, ("when.valid_days",), MONDAY)


def test_every_kind_of_wallet_that_may_have_a_claim_has_to_be_able_to_spend_it() -> None:
    dear = Terms(HowMuch(face_minor=500, minimum_minor=3_000 * YUAN))
    said = proofs(dear)
    assert said["spendable"].holds is True
    assert (said["every_claim"].holds, said["every_claim"].payer) == (False, "personal IV")
    assert found(Terms(dear.how_much, who=Who(classes=("I", "II", "III")))) == ALL


def test_of_an_envelope_that_may_be_granted_with_less_than_its_condition_wants_left_it_is_not_said() -> None:
    said = proofs(Terms(TEN, condition="left > 500"))
    assert (said["every_claim"].holds, said["spendable"].holds, said["all_of_it"].holds) == (None, True, True)


def test_what_is_left_that_no_payment_can_draw_is_told() -> None:
    thin = Terms(HowMuch(face_minor=200 * YUAN, share_ppm=3), who=Who(classes=("IV",)))
    assert proofs(thin)["spendable"] == Proof("spendable", False, ("how_much.share", "who"))
    small = Terms(HowMuch(percent_ppm=10_000, cap_minor=50 * YUAN), who=Who(classes=("III",)))
    assert proofs(small, voucher=True)["all_of_it"].holds is True
    smaller = Terms(HowMuch(percent_ppm=9_999, cap_minor=50 * YUAN), who=Who(classes=("III",)))
    case = proofs(smaller, voucher=True)["all_of_it"]
    assert (case.holds, case.amount_minor) == (False, 1)


@pytest.mark.parametrize(
    ("terms", "rules"),
    [
        (
            Terms(HowMuch(face_minor=10**11, share_ppm=1, per_day=1), when=When(valid_days=1)),
            ("how_much.per_day", "how_much.share"),
        ),
        (Terms(HowMuch(face_minor=100_000 * YUAN, share_ppm=100_000), who=Who(classes=("IV",))), ("who",)),
        (Terms(HowMuch(face_minor=5_000 * YUAN, per_day=1), who=Who(classes=("IV",)), when=When(valid_days=2)), None),
    ],
)
def test_a_claim_that_outlasts_its_time_or_the_limits_of_wallets_is_not_all_spent(
    terms: Terms, rules: tuple[str, ...] | None
) -> None:
    case = proofs(terms)["all_of_it"]
    assert case.holds is False
    assert rules is None or case.rules == rules


def test_a_run_that_a_condition_stops_is_not_shown_and_what_it_leaves_is_told() -> None:
    halves = Terms(HowMuch(face_minor=1_000, share_ppm=500_000), condition="left > 500 && amount < 1000")
    assert proofs(halves)["all_of_it"] == Proof("all_of_it", None, ("condition",), amount_minor=2)


def _can_be_spent(terms: Terms, claimed_at: int, ends_at: int) -> bool:
    """Whether the evaluator pays at any quarter of an hour of a claim's life, and at its last moment."""
    moments = [*range(claimed_at, ends_at, HOUR_US // 4), ends_at - 1]
    payer = Payer(1, 2, InstitutionNo(1), hong_kong=False)

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


@given(when=times, condition=st.sampled_from(["", "hour >= 9 && hour < 11", "weekday == 3", "day == 14"]))
@settings(max_examples=80)
def test_what_is_said_of_times_is_what_the_evaluator_says_of_all_of_them(when: When, condition: str) -> None:
    terms = Terms(FACE, when=when, condition=condition)
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

    def twice(money: Money, amount: int, *, alive: bool, borne: int = 0) -> Money:
        return refunded(refunded(money, amount, alive=alive, borne=borne), amount, alive=alive, borne=borne)

    monkeypatch.setattr(flows, "refunded", twice)
    assert proofs(Terms(FACE))["budget"] == Proof("budget", False, ("refund",))
    monkeypatch.setattr(flows, "given_back", lambda money: money)
    assert proofs(Terms(FACE))["ends"] == Proof("ends", False, ("give back",))


EVERY_WAY = Terms(
    FACE,
    rest=Rest("holder"),
    withdrawable=Withdrawal(allowed=True),
    transferable=Passing(1),
    who_pays=WhoPays(100_000),
)


def test_the_budget_holds_and_every_path_ends_on_every_way_that_terms_know() -> None:
    assert (found(EVERY_WAY)["budget"], found(EVERY_WAY)["ends"]) == (True, True)
    shared = Terms(FACE, who_pays=WhoPays(999_999))
    assert (found(shared, voucher=True)["budget"], found(shared, voucher=True)["ends"]) == (True, True)


@pytest.mark.parametrize(
    ("act", "wrong", "said"),
    [
        ("unbound", lambda money: money._replace(unbound=money.unbound + money.left), ("budget", ("unbind",))),
        ("unbound", lambda money: money, ("ends", ("unbind",))),
        ("passed", lambda money: money._replace(others=money.others + money.left), ("budget", ("pass on",))),
        ("reclaimed", lambda money: money._replace(reclaimed=money.reclaimed + money.free), ("ends", ("reclaim",))),
    ],
)
def test_a_wrong_way_is_found(
    monkeypatch: pytest.MonkeyPatch, act: str, wrong: Callable[[Money], Money], said: tuple[str, tuple[str, ...]]
) -> None:
    monkeypatch.setattr(flows, act, wrong)
    assert proofs(EVERY_WAY)[said[0]] == Proof(said[0], False, said[1])


@pytest.mark.parametrize("voucher", [False, True])
@pytest.mark.parametrize("seed", range(3))
def test_the_arithmetic_that_is_proved_is_the_platforms(city: City, voucher: bool, seed: int) -> None:
    story = Random(seed)
    much = HowMuch(face_minor=50 * YUAN, share_ppm=500_000, per_wallet=0, per_order=0)
    share = WhoPays(123_456 * (seed % 2))
    program = city.program(Terms(much, who_pays=share), "voucher" if voucher else "envelope", budget=1_000 * YUAN)
    if share.merchant_ppm:
        merchant = MerchantNo(city.world.query(f"SELECT merchant FROM stores WHERE id = {city.shop}")[0][0])
        city.world.do(AgreeCofunding(merchant, program, city.row(program).terms))
    me, money, claim = city.person(5_000 * YUAN), flows.funded(flows.NOTHING, 1_000 * YUAN), ClaimNo(0)
    paid: list[PaymentNo] = []
    for _ in range(30):
        act = story.choice(("claim", "pay", "pay", "refund", "give back", "others claim"))
        if act == "claim" and not money.left:
            claim, money, paid = city.claim(program, me), flows.claimed(money._replace(paid=0, kept=0), 50 * YUAN), []
        elif act == "others claim" and money.free >= 50 * YUAN:
            city.claim(program, city.person())
            money = flows.others_claim(money, 50 * YUAN)
        elif act == "pay" and money.left:
            goods = story.randrange(100, 80 * YUAN)
            paid.append(city.world.do(Pay(me, goods, store=city.shop)).payment)
            drawn = flows.drawn(much, money.left, goods, goods)
            money = flows.spent(money, drawn, voucher=voucher, borne=borne_of(share, drawn))
        elif act == "refund" and paid:
            payment = paid.pop()
            back = sum(row.amount_minor - row.returned_minor for row in city.sources(payment))
            borne = sum(row.borne_minor - row.borne_back_minor for row in city.sources(payment))
            alive = not voucher and city.claim_row(claim).state in (0, 1)
            city.world.do(RefundPayment(payment, city.world.payment(payment).captured_minor))
            money = flows.refunded(money, back, alive=alive, borne=borne)
        elif act == "give back" and money.left and claim:
            city.world.do(GiveBackClaim(me, claim))
            money = flows.given_back(money)
        row = city.row(program)
        assert (row.budget_minor, row.held_minor, row.spent_minor, row.borne_minor, row.free_minor) == (
            money.budget,
            money.left + money.others,
            money.spent,
            money.borne,
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
    assert "proved: a claim can pay a purchase\n  for example: claimed at 2020-10-12T10:00:00" in text
    assert "其间任何时刻都不能使用" in shell.run("program", "prove", encode_id("prg", never), "--lang", "zh", code=1)
    bought = next(each["example"] for each in said["properties"] if each["property"] == "all_of_it")
    assert (bought["drawn_minor"], bought["payments"], bought["payer"]) == (200 * YUAN, 1, "personal I")
    elsewhere = city.draft(Terms(FACE, where=Where(allow=Places(regions=("110101",)))))
    assert "where.allow" in shell.run("program", "prove", encode_id("prg", elsewhere), code=1)
    shell.run("program", "prove", encode_id("prg", 1), code=1)


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (
            Terms(FACE, when=When(hours=(Hours(600, 720),)), condition="hour >= 20"),
            "together forbid it: condition, when.hours",
        ),
        (Terms(FACE, condition="goods > amount"), "not shown: no purchase was found that a claim pays"),
        (Terms(FACE, who=Who(kinds=("corporate",), classes=("IV",))), "No wallet that the terms name can be opened"),
        (Terms(HowMuch(face_minor=10**11, share_ppm=1, per_day=1), when=When(valid_days=1)), "yuan can never be spent"),
        (Terms(FACE, condition="left > 500"), "granted with less than 200.00 yuan"),
    ],
)
def test_the_command_never_says_that_all_is_proved_of_money_that_nobody_can_spend(
    city: City, tmp_path: Path, terms: Terms, said: str
) -> None:
    shell, program = Jiaozi(tmp_path, city.world.url), encode_id("prg", city.draft(terms))
    assert said in shell.run("program", "prove", program, code=1)
    assert shell.run("program", "prove", program, "--lang", "zh", code=1)


def test_a_store_that_cannot_be_paid_now_is_none(city: City, tmp_path: Path) -> None:
    shell = Jiaozi(tmp_path, city.world.url)
    merchant = MerchantNo(city.world.query("SELECT merchant FROM stores WHERE id = ?", (city.shop,))[0][0])
    program = encode_id("prg", city.draft(Terms(FACE, where=Where(allow=Places(merchants=(merchant,))))))
    shell.run("program", "prove", program)
    for suspended, code in ((True, 1), (False, 0)):
        city.world.do(SuspendMerchant(merchant, suspended))
        said = shell.run("program", "prove", program, code=code)
        assert ("No store that the terms allow can be paid now" in said) is suspended
    till = city.world.shop_wallet(city.shop)
    freeze = city.world.do(FreezeWallet(till, "all", "an order")).freeze
    assert "where.allow" in shell.run("program", "prove", program, code=1)
    city.world.do(UnfreezeWallet(till, freeze))
    shell.run("program", "prove", program)
