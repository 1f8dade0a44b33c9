"""Terms: what each rule allows and forbids, and which are refused when written, with the place of the error."""

from dataclasses import replace
from typing import Any

import pytest

from jiaozi.acceptance.model import OrderLine
from jiaozi.acceptance.orders import PayOrder, PlaceOrder
from jiaozi.clock import DAY_US, HOUR_US, china_midnight, monotonic_s, parse_time
from jiaozi.kinds import MerchantNo, StoreNo
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.programs.acts import CreateProgram
from jiaozi.programs.claiming import ClaimProgram
from jiaozi.programs.conditions import VARIABLES, condition_error, holds
from jiaozi.programs.faults import terms_refusal
from jiaozi.programs.terms import GoodsNamed, Hours, HowMuch, Places, Span, Terms, What, When, Where, Who
from tests.features.world import YUAN
from tests.programs.city import RED, City, red

AT = parse_time("2020-10-12T10:00:00+08:00")
END = parse_time("2020-10-19T00:00:00+08:00")
SPAN = Span(AT, END, END)
ONE, TWO = MerchantNo(1), MerchantNo(2)


def wrong(terms: Terms, span: Span = SPAN, *, voucher: bool = False) -> str:
    """Place and error of bad terms."""
    refusal = terms_refusal(terms, voucher=voucher, span=span, at=AT)
    assert refusal is not None
    assert refusal.code == "program_terms_invalid"
    return refusal.detail


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"where": Where(allow=Places(categories=("5411", "5812", "54x1")))}, "where.allow.categories[2]"),
        ({"where": Where(allow=Places(merchants=(ONE, ONE)))}, "where.allow.merchants[1]: said twice"),
        ({"where": Where(Places(merchants=(ONE, TWO)), Places(merchants=(TWO,)))}, "where.deny.merchants[0]: allowed"),
        ({"where": Where(Places(regions=("440303",)), Places(regions=("4403",)))}, "where.allow.regions[0]: allowed"),
        ({"where": Where(allow=Places(stores=(StoreNo(0),)))}, "where.allow.stores[0]"),
        ({"what": What(GoodsNamed(tags=("",)))}, "what.allow.tags[0]"),
        ({"what": What(GoodsNamed(skus=("a",)), GoodsNamed(skus=("a",)))}, "what.deny.skus[0]: allowed and denied"),
        ({"when": When(begin=END)}, "when.begin"),
        ({"when": When(end=AT)}, "when.end: it is over already"),
        ({"when": When(hours=(Hours(600, 1_200), Hours(60, 60)))}, "when.hours[1]"),
        ({"when": When(weekdays=(1, 8))}, "when.weekdays[1]"),
        ({"how_much": HowMuch()}, "how_much.face: nothing would be given"),
        ({"how_much": HowMuch(face_minor=10**16)}, "how_much.face: not an amount"),
        ({"how_much": HowMuch(percent_ppm=100, cap_minor=5)}, "how_much.percent_ppm: of vouchers only"),
        ({"how_much": HowMuch(face_minor=5, share_ppm=0)}, "how_much.share_ppm"),
        ({"how_much": HowMuch(face_minor=5, per_day=-1)}, "how_much.per_day"),
        ({"condition": "amount > 'much'"}, "condition: 1:8: found no matching overload"),
        ({"condition": "amuont > 1"}, "condition: 1:1: undeclared reference to 'amuont'"),
        ({"condition": "amount + 1"}, "condition: it is neither true nor false"),
        ({"condition": "amount > 1 " + " " * 1_000}, "condition: too long"),
        ({"condition": "((" * 100 + "true" + "))" * 100}, "condition: "),
    ],
)
def test_bad_terms_are_refused_with_the_place_of_the_error(change: dict[str, Any], said: str) -> None:
    assert wrong(replace(RED, **change)).startswith(said)


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Span(AT, END, END + 1), "expires_at: it has to be a midnight of China"),
        (Span(AT, AT, AT - 10 * HOUR_US), "expires_at: it is over already"),
        (Span(AT, END + DAY_US, END), "claims_until"),
        (Span(END, AT, END), "claims_until"),
        (Span(AT, END, END + 10_000 * DAY_US), "expires_at: it is too far ahead"),
    ],
)
def test_a_span_that_is_none_is_refused(span: Span, said: str) -> None:
    assert wrong(RED, span).startswith(said)


def test_a_percentage_has_a_cap_and_no_face_value() -> None:
    for amounts in ({"percent_ppm": 5}, {"cap_minor": 5}, {"percent_ppm": 5, "cap_minor": 5, "face_minor": 5}):
        assert wrong(Terms(HowMuch(**amounts)), voucher=True).startswith("how_much.percent_ppm: a percentage")


def test_bad_terms_write_nothing_and_good_ones_once(city: City) -> None:
    end = city.midnight(6)
    bad = CreateProgram(city.funder, "envelope", "Red", "红", Terms(HowMuch()), city.now, end, end)
    assert city.world.refuse(bad) == "program_terms_invalid"
    first, second = city.draft(), city.draft()
    assert city.row(first).terms == city.row(second).terms
    assert city.world.query("SELECT COUNT(*) FROM program_terms") == [(1,)]


def test_terms_are_known_by_the_hash_of_their_text_whatever_the_order_of_merchants(city: City) -> None:
    one, other = (red(where=Where(allow=Places(merchants=numbers))) for numbers in ((ONE, TWO), (TWO, ONE)))
    assert city.row(city.draft(one)).terms == city.row(city.draft(other)).terms


def not_applied(city: City, terms: Terms, amount: int = 100 * YUAN, store: StoreNo | None = None) -> str:
    """The rule by which a claim under these terms does not pay."""
    li = city.person(1_000 * YUAN)
    claim = city.claim(city.program(terms), li)
    code, rule = city.refuse(li, amount, store, claims=(claim,))
    assert code == "claim_not_applicable"
    city.pay(li, amount, store)  # what does not apply is passed over, and own money pays
    assert city.claim_row(claim).left_minor == city.claim_row(claim).value_minor
    return rule


def merchant_of(city: City, store: StoreNo) -> MerchantNo:
    """The merchant of a store."""
    return MerchantNo(city.world.query("SELECT merchant FROM stores WHERE id = ?", (store,))[0][0])


def test_only_merchants_that_are_listed_and_none_that_is_excluded(city: City) -> None:
    shop = merchant_of(city, city.shop)
    assert not_applied(city, red(where=Where(allow=Places(merchants=(ONE,))))) == "where.allow"
    assert not_applied(city, red(where=Where(allow=Places(categories=("5812",))))) == "where.allow"
    assert not_applied(city, red(where=Where(allow=Places(regions=("4403",))))) == "where.allow"
    assert not_applied(city, red(where=Where(deny=Places(merchants=(shop,))))) == "where.deny"
    assert (
        not_applied(city, red(where=Where(Places(categories=("5411",)), Places(stores=(city.shop,))))) == "where.deny"
    )
    for allow in (Places(merchants=(shop,)), Places(merchants=(ONE,), stores=(city.shop,)), Places(regions=("5001",))):
        li = city.person()
        city.claim(city.program(red(where=Where(allow=allow))), li)
        city.pay(li, 10 * YUAN)


def test_only_in_its_times_of_china(city: City) -> None:
    """It is Monday, 10:00."""
    assert not_applied(city, red(when=When(begin=city.now + 1))) == "when.window"
    assert not_applied(city, red(when=When(hours=(Hours(0, 600), Hours(601, 1_440))))) == "when.hours"
    assert not_applied(city, red(when=When(weekdays=(6, 7)))) == "when.weekdays"
    li = city.person()
    city.claim(city.program(red(when=When(hours=(Hours(600, 601),), weekdays=(1,)))), li)
    city.pay(li, 10 * YUAN)


def test_a_claim_ends_at_24_00_of_its_last_day(city: City) -> None:
    program = city.program(red(when=When(valid_days=2)))
    li = city.person()
    claim = city.claim_row(city.claim(program, li))
    assert claim.expires_at == city.midnight(1)
    city.world.wait(claim.expires_at - city.now - 1)
    city.pay(li, 10 * YUAN)
    city.world.wait(1)
    assert city.refuse(li, 10 * YUAN, claims=(claim.id,)) == ("claim_not_applicable", "expiry")
    assert city.reclaim(program) == (1, 0)
    assert city.figures(program) == (1_000, 990, 0, 10, 0)


def test_who_is_not_meant_has_no_claim(city: City) -> None:
    bank = city.bank
    for who in (Who(classes=("I",)), Who(kinds=("corporate",)), Who(operators=(city.other,)), Who(hong_kong=True)):
        program = city.program(red(who=who))
        refusal = city.world.refusal(ClaimProgram(program, city.person(bank=bank)))
        assert (refusal.code, refusal.rule) == ("claim_not_applicable", "who")
    listed = city.program(red(who=Who(listed=True)))
    li = city.person()
    assert city.world.refuse(ClaimProgram(listed, li)) == "claim_not_applicable"
    assert city.grant(listed, li).granted == 1


def test_a_share_of_an_order_and_uses_of_a_day_are_kept(city: City) -> None:
    li = city.person(1_000 * YUAN)
    city.claim(city.program(red(share_ppm=500_000, per_day=2)), li)
    for _ in range(2):
        payment = city.pay(li, 30 * YUAN)
        assert [row.amount_minor for row in city.sources(payment)] == [15 * YUAN]
    assert city.sources(city.pay(li, 30 * YUAN)) == []
    city.world.wait(DAY_US)
    assert len(city.sources(city.pay(li, 30 * YUAN))) == 1


def test_a_second_claim_of_a_program_on_one_payment_is_refused_where_terms_allow_one(city: City) -> None:
    """Four envelopes of 25, one per purchase."""
    program = city.program(red(face_minor=25 * YUAN, per_wallet=4))
    li = city.person(100 * YUAN)
    claims = [city.claim(program, li) for _ in range(4)]
    assert city.world.refuse(ClaimProgram(program, li)) == "claims_exceeded"
    refused = city.refuse(li, 80 * YUAN, claims=tuple(claims[:2]))
    assert refused == ("claim_not_applicable", "how_much.per_order")
    payment = city.pay(li, 80 * YUAN)
    assert [row.claim for row in city.sources(payment)] == claims[:1]
    both = city.program(red(face_minor=25 * YUAN, per_wallet=4, per_order=2))
    claims = [city.claim(both, li) for _ in range(3)]
    assert [row.claim for row in city.sources(city.pay(li, 80 * YUAN, claims=tuple(claims[:2])))] == claims[:2]


def test_a_condition_is_asked_last_and_an_error_in_it_is_a_no(city: City) -> None:
    li = city.person(1_000 * YUAN)
    met = city.claim(city.program(red(condition='amount >= 10000 && weekday == 1 && region.startsWith("50")')), li)
    failing = city.claim(city.program(red(condition="amount / (amount - 5000) > 0")), li)
    assert city.refuse(li, 99 * YUAN, claims=(met,)) == ("claim_not_applicable", "condition")
    assert city.refuse(li, 50 * YUAN, claims=(failing,)) == ("claim_not_applicable", "condition")
    city.pay(li, 100 * YUAN, claims=(met,))


TEN = "[1,2,3,4,5,6,7,8,9,10]"
VALUES: dict[str, dict[str, Any]] = {
    size: {
        name: {"int": 7, "string": "x" * 40, "bool": True, "list": [f"{n:040}" for n in range(many)]}[kind]
        for name, kind in VARIABLES.items()
    }
    for size, many in (("none", 0), ("most", 2_000))
}


@pytest.mark.parametrize(
    ("condition", "wrong"),
    [
        (f"{TEN}.all(a,{TEN}.all(b,category.matches(string(a*b)+'{{'((a{{9}}){{9}}){{9}}' * 6}}')||true))", "1:52"),
        ("category.matches('(a+)+$')", "1:17"),
        ("['5411']" + ".map(s,s+s)" * 27 + ".size()>0", "1:"),
        ("tags.filter(t, t == 'a').size() > 0", "1:"),
        ("category + category == region", "1:10"),
        ("tags + tags == skus", "1:6"),
        (f"{TEN}.all(a, [1, 2].exists(b, a == b))", "a macro inside a macro"),
        ("tags.all(a, tags.all(b, true))", "a list of goods inside a macro"),
        ("tags.all(a, a in skus)", "a list of goods inside a macro"),
        ("'a' in tags || 'b' in tags || 'c' in tags || 'd' in skus || 'e' in tags", "at most 4 times"),
        ("tags.all(a, " + "a == 'a' || " * 8 + "true)", "at most 24 words"),
        ("string(amount) == '1'", "1:7"),
        ("dyn(amount) == 1", "1:4"),
        ("r'a' == category", "1:1: not a word"),
        ("'''a''' == category", "1:1: not a word"),
        ("'\\u0041' == category", "1:1: not a word"),
        ("{'a': 1}.all(k, true)", "1:1: not a word"),
        ("true // tags.all(a, true)", "1:6: not a word"),
        ("category == '\ud800'", "1:13: not a word"),
        ("amount >= 1 &&\nhour == 'a'", "2:6: "),
        ("!" * 20_000, "too long"),
        ("[" * 400 + "]" * 400 + " == []", "limit"),
    ],
)
def test_what_may_cost_more_than_its_source_is_refused_when_it_is_written(condition: str, wrong: str) -> None:
    assert wrong in condition_error(condition)
    assert not holds(condition, VALUES["most"])


@pytest.mark.parametrize(
    "condition",
    [
        "goods * 3 / 2 - 1 >= -left % 7 && amount > 0",
        'category in ["5411", "5812"] ? hour < 12 : weekday == 7 || !hong_kong || region.startsWith("50")',
        "tags.exists(t, t.startsWith('tea') || t.endsWith('black') || t.contains('a')) || size(skus) >= 0",
        'region != "重庆" && skus.all(s, s in ["a", "b"] || s < "c")',
    ],
)
def test_what_a_condition_needs_it_may_say(condition: str) -> None:
    assert condition_error(condition) == ""
    assert all(holds(condition, values) for values in VALUES.values())


@pytest.mark.parametrize(
    "condition",
    [
        "hour==1||" * 110 + "false",
        "hour in [" + "1," * 450 + "1]",
        "'' in tags || '' in tags || '' in tags || '' in skus",
        "tags.exists(t, 1 in [" + "2," * 7 + "2])",
        "tags.exists(t, t.contains('y') || t.contains('y'))",
        "[" + "store," * 140 + "''].exists(t, t=='a'||t=='b'||t=='c'||t=='d')",
    ],
)
def test_the_dearest_conditions_cost_no_payment_anything(condition: str) -> None:
    """Milliseconds for the largest order there may be; the bound leaves room for a busy machine."""
    assert condition_error(condition) == ""
    for values in VALUES.values():
        began = monotonic_s()
        holds(condition, values)
        assert monotonic_s() - began < 0.25


def order(city: City, *lines: OrderLine, store: StoreNo | None = None) -> Any:
    """An order of the merchant's."""
    number = f"O-{city.world.platform.ids.take()}"
    return city.world.do(PlaceOrder(store or city.shop, number, lines)).order


MARKED = OrderLine("A marked thing", 1, 60 * YUAN, "SKU-1", ("global-sale",))
PLAIN = OrderLine("Another", 2, 20 * YUAN)


def test_only_the_marked_goods_of_an_order_are_paid(city: City) -> None:
    program = city.program(red(face_minor=100 * YUAN, what=What(GoodsNamed(tags=("global-sale",)))))
    li = city.person(500 * YUAN)
    claim = city.claim(program, li)
    unmarked = city.world.refusal(PayOrder(order(city, PLAIN), li, (claim,)))
    assert (unmarked.code, unmarked.rule) == ("claim_not_applicable", "what")
    assert city.refuse(li, 60 * YUAN, claims=(claim,)) == ("claim_not_applicable", "what")
    payment = city.world.do(PayOrder(order(city, MARKED, PLAIN), li)).payment
    assert [row.amount_minor for row in city.sources(payment)] == [60 * YUAN]
    assert city.world.balance(li) == 460 * YUAN


def test_two_claims_never_pay_more_than_the_goods_that_both_are_for(city: City) -> None:
    terms = red(face_minor=50 * YUAN, what=What(GoodsNamed(skus=("SKU-1",))))
    li = city.person(500 * YUAN)
    first, second = city.claim(city.program(terms, days=1), li), city.claim(city.program(terms), li)
    payment = city.world.do(PayOrder(order(city, MARKED, PLAIN), li)).payment
    assert [(row.claim, row.amount_minor) for row in city.sources(payment)] == [(first, 50 * YUAN), (second, 10 * YUAN)]


def test_goods_that_are_denied_are_paid_by_the_payer(city: City) -> None:
    li = city.person(500 * YUAN)
    city.claim(city.program(red(what=What(deny=GoodsNamed(tags=("global-sale",))))), li)
    payment = city.world.do(PayOrder(order(city, MARKED, PLAIN), li)).payment
    assert [row.amount_minor for row in city.sources(payment)] == [40 * YUAN]


def test_an_order_without_numbers_and_tags_has_the_digest_that_it_always_had(city: City) -> None:
    from hashlib import sha256

    placed = city.world.do(PlaceOrder(city.shop, "O-1", (PLAIN,)))
    assert placed.digest == sha256(b'[["Another",2,2000]]').hexdigest()


def test_purpose_bound_money_pays_stores_only(city: City) -> None:
    from jiaozi.payments.pay import Pay

    li, wang = city.person(10 * YUAN), city.person()
    claim = city.claim(city.program(), li)
    refusal = city.world.refusal(Pay(li, 5 * YUAN, "person", payee=wang, claims=(claim,)))
    assert (refusal.code, refusal.rule) == ("claim_not_applicable", "store")
    city.world.do(Pay(li, 5 * YUAN, "person", payee=wang))
    assert city.world.balance(li) == 5 * YUAN


def test_thousands_of_merchants_may_be_listed(city: City) -> None:
    """Luohu's 3,389."""
    shop = merchant_of(city, city.shop)
    listed = (*(MerchantNo(n) for n in range(1, 3_389)), shop)
    li = city.person()
    city.claim(city.program(red(where=Where(allow=Places(merchants=listed)))), li)
    city.pay(li, 10 * YUAN)
    wallet = city.world.company(city.bank)
    other = city.world.do(OpenMerchant(wallet, "Another", "另一家", "5411")).merchant
    store = city.world.do(OpenStore(other, "Side street", "500103")).store
    assert city.refuse(li, 10 * YUAN, store) == ("insufficient_funds", "")


def test_midnights_are_of_china() -> None:
    from datetime import date

    assert china_midnight(date(2020, 10, 19)) == END
