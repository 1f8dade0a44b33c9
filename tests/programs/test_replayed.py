"""Whatever is proved to be spendable is spent: purchases that were found are paid in a world, by the wallet, at the
store and at the moment that they were found with."""

from itertools import count

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from jiaozi.acceptance.model import OrderLine
from jiaozi.acceptance.orders import PayOrder, PlaceOrder
from jiaozi.kinds import ClaimNo, ProgramNo, WalletNo
from jiaozi.payments.scene import scene_of
from jiaozi.programs.faults import terms_refusal
from jiaozi.programs.model import ClaimState
from jiaozi.programs.proving import prove
from jiaozi.programs.terms import GoodsNamed, Hours, HowMuch, Span, Terms, What, When, Who
from jiaozi.programs.witness import Search, Witness
from jiaozi.wallets.model import CLASS_NAMES, HOLDER_KINDS, Wallet
from jiaozi.wallets.opening import OpenWallet
from jiaozi.wallets.whitelist import RegisterWhitelist
from tests.features.world import YUAN
from tests.programs.city import DAY, City

EXAMPLES = {"sqlite": 25, "oceanbase": 4}
BUDGET = 20_000 * YUAN
_NUMBERS = count(1)

CONDITIONS = (
    *("", "", "hour >= 20", "hour == 7 && minute > 30", "weekday == 6", "held_days > 2", "day % 2 == 0"),
    *("amount < 5000", "amount >= 30000 && goods < 40000", "left > 2000", "amount > goods", "goods * 3 == 3333"),
    *("tags.exists(x, x == 't')", "'a' in skus && !('t' in tags)", "payer_class == 'IV' || hong_kong"),
    *("payer_kind == 'corporate'", "category == '5411' && region.startsWith('50')", "store.startsWith('sto_')"),
)
amounts = st.builds(
    HowMuch,
    face_minor=st.sampled_from((1, 999, 20 * YUAN, 500 * YUAN)),
    minimum_minor=st.sampled_from((0, 0, 1, 100 * YUAN)),
    share_ppm=st.sampled_from((1_000_000, 1_000_000, 500_000, 33_333)),
    per_day=st.sampled_from((0, 0, 1, 2)),
)
hours = st.sampled_from(((), (), (Hours(600, 720),), (Hours(0, 1), Hours(1_439, 1_440))))
goods = st.sampled_from((GoodsNamed(), GoodsNamed(), GoodsNamed(tags=("t",)), GoodsNamed(skus=("a", "b"))))
drafts = st.builds(
    Terms,
    amounts,
    who=st.builds(
        Who,
        kinds=st.sampled_from(((), (), ("corporate",), ("personal",))),
        classes=st.sampled_from(((), (), ("IV",), ("III", "II"))),
        hong_kong=st.sampled_from((None, None, False, True)),
    ),
    what=st.builds(lambda allow, deny: What(allow, deny if allow == GoodsNamed() else GoodsNamed()), goods, goods),
    when=st.builds(
        When, hours=hours, weekdays=st.sampled_from(((), (1, 2), (7,))), valid_days=st.sampled_from((0, 0, 1, 4))
    ),
    condition=st.sampled_from(CONDITIONS),
)


def opened(city: City, kind: Wallet) -> WalletNo:
    """A new wallet of a kind."""
    name = CLASS_NAMES[kind.wallet_class]
    if kind.kind == HOLDER_KINDS["corporate"]:
        return city.world.company(kind.operator, name)  # type: ignore[arg-type]
    if not kind.scope:
        return city.world.person(kind.operator, name)  # type: ignore[arg-type]
    phone = f"+8526{next(_NUMBERS):07d}"
    city.world.outcome(RegisterWhitelist(kind.operator, "replayed", (phone,)))  # needless where anybody may
    return WalletNo(city.world.do(OpenWallet(kind.operator, "personal", name, phone)).wallet)  # type: ignore[arg-type]


def claimed(city: City, program: ProgramNo, payments: tuple[Witness, ...]) -> tuple[WalletNo, ClaimNo]:
    """The claim that purchases are of, made when they say."""
    wallet = opened(city, payments[0].wallet)
    city.world.clock.advance_to(payments[0].claimed_at)
    results = city.grant(program, wallet).results
    assert not results[0].refused
    return wallet, results[0].claim


def pay(city: City, wallet: WalletNo, claim: ClaimNo, found: Witness) -> None:
    """Makes a purchase that was found, and looks at what the claim paid of it."""
    world, bought = city.world, found.purchase
    world.clock.advance_to(bought.at)
    own = bought.amount_minor - found.drawn_minor
    if own > world.balance(wallet):
        world.fund(wallet, own - world.balance(wallet))
    if bought.lines:
        lines = tuple(OrderLine("goods", 1, each.amount_minor, each.sku, each.tags) for each in bought.lines)
        order = world.do(PlaceOrder(bought.store, f"R-{next(_NUMBERS)}", lines)).order
        payment = world.do(PayOrder(order, wallet)).payment
    else:
        payment = city.pay(wallet, bought.amount_minor, bought.store)
    assert world.payment(payment).at == bought.at
    assert [(each.claim, each.amount_minor) for each in city.sources(payment)] == [(claim, found.drawn_minor)]


def replay(city: City, terms: Terms, kind: str) -> set[str]:
    """Spends what is proved to be spendable: a purchase of some claim, one of the last claim, and a run of them."""
    span, voucher = Span(city.now, city.midnight(6), city.midnight(6)), kind == "voucher"
    if terms_refusal(terms, voucher=voucher, span=span, at=city.now) is not None:
        return set()
    with city.world.platform.snapshot() as connection:
        there = scene_of(connection, terms, city.now)
    search = Search(terms, span, there)
    said = {each.property: each.holds for each in prove(terms, span, there, voucher=voucher)}
    if not said["spendable"]:
        assert not any(said[name] for name in ("every_claim", "all_of_it", "condition"))
        return set()
    program = city.program(terms, kind, budget=BUDGET)
    first = search.of_any()
    assert first is not None
    plays: list[tuple[Witness, ...]] = [(first,)]
    if said["all_of_it"]:
        claims = (at for at, _ in search.claims() if at >= first.claimed_at)
        runs = (search.run(at, wallet, once=voucher) for at in claims for wallet in search.wallets)
        plays.append(next(run.payments for run in runs if not run.left_minor))
    if said["every_claim"]:
        last = search.of_claim(search.claims()[-1][1])
        assert last is not None
        plays.append((last,))
    moves = sorted(
        ((n, step) for n, payments in enumerate(plays) for step in payments[:20]), key=lambda each: each[1].purchase.at
    )
    made: dict[int, tuple[WalletNo, ClaimNo]] = {}
    for n, payments in sorted(enumerate(plays), key=lambda each: each[1][0].claimed_at):
        while moves and moves[0][1].purchase.at < payments[0].claimed_at:
            number, step = moves.pop(0)
            pay(city, *made[number], step)
        made[n] = claimed(city, program, payments)
    for number, step in moves:
        pay(city, *made[number], step)
    if said["all_of_it"] and len(plays[1]) <= 20:
        assert city.claim_row(made[1][1]).state == ClaimState.USED
    return {name for name, holds in said.items() if holds}


@pytest.mark.slow
@pytest.mark.parametrize("year", [2020, 2026])
def test_what_is_proved_to_be_spendable_is_spent(request: pytest.FixtureRequest, engine: str, year: int) -> None:
    city: City = request.getfixturevalue("city" if year == 2020 else "city_2026")

    spent: set[str] = set()

    @settings(max_examples=EXAMPLES[engine], suppress_health_check=[HealthCheck.too_slow])
    @given(terms=drafts, kind=st.sampled_from(("envelope", "voucher")))
    @example(terms=Terms(HowMuch(face_minor=999, share_ppm=500_000), condition="weekday == 6"), kind="envelope")
    def replayed(terms: Terms, kind: str) -> None:
        spent.update(replay(city, terms, kind))
        city.world.wait(8 * DAY)

    replayed()
    assert spent >= {"spendable", "all_of_it", "condition"}


def test_an_order_with_denied_goods_beside_others_is_paid_under_a_condition_that_names_them(city: City) -> None:
    terms = Terms(
        HowMuch(face_minor=20 * YUAN), what=What(deny=GoodsNamed(tags=("t",))), condition="tags.exists(x, x == 't')"
    )
    assert {"spendable", "all_of_it", "every_claim"} <= replay(city, terms, "envelope")


def test_a_claim_is_used_up_over_days_within_a_wallets_limits(city: City) -> None:
    terms = Terms(HowMuch(face_minor=1_200 * YUAN, share_ppm=100_000), who=Who(classes=("IV",)))
    assert "all_of_it" in replay(city, terms, "envelope")
