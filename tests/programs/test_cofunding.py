"""A merchant bears its share of what claims pay it: only one that has agreed, to the fen, and back with refunds, also
once the program was paid out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.kinds import MerchantNo, ProgramNo, StoreNo
from jiaozi.money import AMOUNT_MAX
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.payments.splits.pay import PaySplit
from jiaozi.payments.splits.plans import AgreeSplitPlan, ProposeSplitPlan, SellerShare
from jiaozi.programs.acts import SetProgramState
from jiaozi.programs.cofunding import AgreeCofunding, EndCofunding
from jiaozi.programs.parts import Rest, WhoPays, borne_back, borne_of
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from tests.features.test_races import Race
from tests.features.world import YUAN
from tests.programs.city import RED, City, red

TENTH = red(who_pays=WhoPays(100_000))


def merchant_of(city: City, store: StoreNo) -> MerchantNo:
    """The merchant of a store."""
    return MerchantNo(city.world.query(f"SELECT merchant FROM stores WHERE id = {store}")[0][0])


def till(city: City, store: StoreNo) -> int:
    """What a store's merchant has, in minor units."""
    sql = f"SELECT m.wallet FROM merchants m JOIN stores s ON s.merchant = m.id WHERE s.id = {store}"
    return city.world.balance(city.world.query(sql)[0][0])


def agree(city: City, program: ProgramNo, store: StoreNo | None = None) -> MerchantNo:
    """A store's merchant agrees."""
    merchant = merchant_of(city, store or city.shop)
    city.world.do(AgreeCofunding(merchant, program, city.row(program).terms))
    return merchant


def test_of_what_the_claim_pays_the_merchant_bears_its_share(city: City) -> None:
    program, li = city.program(TENTH), city.person(100 * YUAN)
    agree(city, program)
    city.claim(program, li)
    payment = city.pay(li, 300 * YUAN)
    (source,) = city.sources(payment)
    assert (source.amount_minor, source.borne_minor) == (200 * YUAN, 20 * YUAN)
    assert till(city, city.shop) == 280 * YUAN
    row = city.row(program)
    assert (row.spent_minor, row.borne_minor, row.free_minor) == (180 * YUAN, 20 * YUAN, 800 * YUAN)
    city.world.wait(row.expires_at - city.now)
    assert city.reclaim(program) == (0, 820 * YUAN)
    assert city.figures(program) == (1_000, 0, 0, 180, 820)
    assert city.row(program).borne_minor == 0


def test_a_merchant_that_has_not_agreed_is_not_paid_by_it(city: City) -> None:
    program, li = city.program(TENTH), city.person(300 * YUAN)
    claim = city.claim(program, li)
    assert city.refuse(li, 50 * YUAN, claims=(claim,)) == ("claim_not_applicable", "who_pays")
    agree(city, program, city.far)
    assert city.sources(city.pay(li, 50 * YUAN)) == []
    assert city.sources(city.pay(li, 50 * YUAN, city.far))[0].borne_minor == 5 * YUAN


def test_an_agreement_ends_for_what_comes_and_nothing_that_was(city: City) -> None:
    program, li = city.program(TENTH), city.person(100 * YUAN)
    claim, merchant = city.claim(program, li), agree(city, program)
    payment = city.pay(li, 50 * YUAN)
    city.world.do(EndCofunding(merchant, program))
    assert city.refuse(li, 50 * YUAN, claims=(claim,)) == ("claim_not_applicable", "who_pays")
    city.world.do(RefundPayment(payment, 50 * YUAN))
    assert till(city, city.shop) == 0
    agree(city, program)
    assert city.pay(li, 50 * YUAN, claims=(claim,))


def test_a_refund_brings_it_back_in_proportion_and_the_whole_with_the_whole(city: City) -> None:
    program, li = city.program(red(who_pays=WhoPays(333_333), face_minor=10)), city.person()
    agree(city, program)
    city.claim(program, li)
    payment = city.pay(li, 10)
    assert (till(city, city.shop), city.row(program).borne_minor) == (7, 3)
    left = []
    for _ in range(10):
        city.world.do(RefundPayment(payment, 1))
        left.append((till(city, city.shop), city.row(program).borne_minor))
    assert left == [(6, 3), (5, 3), (4, 3), (4, 2), (3, 2), (2, 2), (2, 1), (1, 1), (0, 1), (0, 0)]
    assert city.claim_row(city.sources(payment)[0].claim).left_minor == 10


def test_own_money_first_then_the_claim_with_the_share(city: City) -> None:
    program, li = city.program(TENTH), city.person(100 * YUAN)
    agree(city, program)
    claim = city.claim(program, li)
    payment = city.pay(li, 300 * YUAN)
    city.world.do(RefundPayment(payment, 150 * YUAN))
    assert (city.world.balance(li), city.claim_row(claim).left_minor) == (100 * YUAN, 50 * YUAN)
    assert till(city, city.shop) == 135 * YUAN
    city.world.do(RefundPayment(payment, 150 * YUAN))
    assert (till(city, city.shop), city.row(program).borne_minor, city.row(program).spent_minor) == (0, 0, 0)


@pytest.mark.parametrize("paid_out", [False, True])
def test_a_late_refund_costs_the_merchant_what_it_got_and_the_funder_nothing(city: City, paid_out: bool) -> None:
    program, li = city.program(TENTH), city.person()
    agree(city, program)
    city.claim(program, li)
    payment = city.pay(li, 200 * YUAN)
    city.world.wait(city.row(program).expires_at - city.now)
    if paid_out:
        assert city.reclaim(program) == (0, 820 * YUAN)
        refusal = city.world.refusal(RefundPayment(payment, 200 * YUAN))
        assert refusal.code == "insufficient_funds"
        city.pay(city.person(20 * YUAN), 20 * YUAN)
    city.world.do(RefundPayment(payment, 200 * YUAN))
    assert till(city, city.shop) == (20 if paid_out else 0) * YUAN
    city.reclaim(program)
    assert city.figures(program) == (1_000, 0, 0, 0, 1_000)


def test_a_voucher_with_a_share(city: City) -> None:
    program, li = city.program(TENTH, "voucher"), city.person(300 * YUAN)
    agree(city, program)
    city.claim(program, li)
    payment = city.pay(li, 300 * YUAN)
    assert till(city, city.shop) == 280 * YUAN
    city.world.do(RefundPayment(payment, 300 * YUAN))
    assert (till(city, city.shop), city.row(program).free_minor) == (0, 1_000 * YUAN)


def test_a_share_goes_on_with_the_rest(city: City) -> None:
    heir = city.program(budget=0, days=30)
    program, li = city.program(red(who_pays=WhoPays(100_000), rest=Rest("program", heir))), city.person()
    agree(city, program)
    city.claim(program, li)
    city.pay(li, 200 * YUAN)
    city.world.wait(city.row(program).expires_at - city.now)
    assert city.reclaim(program) == (0, 820 * YUAN)
    assert city.figures(heir) == (820, 820, 0, 0, 0)


def test_at_another_bank_and_with_a_fee(city_2026: City) -> None:
    city = city_2026
    program, li = city.program(TENTH), city.person()
    agree(city, program, city.far)
    city.world.tamper("UPDATE merchants SET fee_ppm = 10000 WHERE id = ?", (merchant_of(city, city.far),))
    city.claim(program, li)
    payment = city.pay(li, 200 * YUAN, city.far)
    assert till(city, city.far) == 178 * YUAN
    city.pay(city.person(3 * YUAN), 3 * YUAN, city.far)
    city.world.do(RefundPayment(payment, 200 * YUAN))
    assert till(city, city.far) == 97 * YUAN // 100


def test_nobody_bears_a_share_of_what_is_divided(city: City) -> None:
    program, li, seller = city.program(TENTH), city.person(300 * YUAN), city.world.shop(city.bank)
    agree(city, program)
    claim = city.claim(program, li)
    other = merchant_of(city, seller)
    shares = (SellerShare(other, 0, 500_000),)
    plan = city.world.do(ProposeSplitPlan(city.shop, "Half", shares, "platform")).split_plan
    city.world.do(AgreeSplitPlan(plan, other))
    refusal = city.world.refusal(PaySplit(li, plan, 50 * YUAN, claims=(claim,)))
    assert (refusal.code, refusal.rule) == ("claim_not_applicable", "who_pays")


def test_an_agreement_is_to_these_terms_and_to_no_draft(city: City) -> None:
    merchant = merchant_of(city, city.shop)
    program, plain, draft = city.program(TENTH), city.program(), city.draft(TENTH)
    for number, sha256, code in (
        (program, city.row(plain).terms, "program_state_invalid"),
        (plain, city.row(plain).terms, "program_state_invalid"),
        (draft, city.row(draft).terms, "program_not_found"),
    ):
        assert city.world.refusal(AgreeCofunding(merchant, number, sha256)).code == code
    assert city.world.refusal(EndCofunding(merchant, program)).code == "program_not_found"
    first = city.world.do(AgreeCofunding(merchant, program, city.row(program).terms)).agreed_at
    city.world.wait(1)
    assert city.world.do(AgreeCofunding(merchant, program, city.row(program).terms)).agreed_at == first
    city.world.do(SetProgramState(plain, "stopped"))
    assert encode_id("mer", merchant).startswith("mer_")


def test_while_it_is_ended_each_payment_is_with_the_share_or_without_the_claim(city: City, race: Race) -> None:
    program, people = city.program(TENTH, budget=4_000 * YUAN), [city.person(100 * YUAN) for _ in range(16)]
    merchant = agree(city, program)
    for wallet in people:
        city.claim(program, wallet)
    commands: list[object] = [Pay(wallet, 50 * YUAN, store=city.shop) for wallet in people]
    race.count([*commands[:8], EndCofunding(merchant, program), *commands[8:]])
    row = city.row(program)
    assert row.spent_minor + row.borne_minor == 10 * row.borne_minor
    assert till(city, city.shop) == 16 * 50 * YUAN - row.borne_minor


@given(st.integers(1, AMOUNT_MAX), st.integers(0, 999_999), st.lists(st.integers(0, 10**6), max_size=8))
def test_what_is_borne_comes_back_fen_by_fen_and_never_more(amount: int, ppm: int, parts: list[int]) -> None:
    borne = borne_of(WhoPays(ppm), amount)
    assert 0 <= borne < amount
    steps = sorted({0, *(amount * part // 10**6 for part in parts), amount})
    back = [borne_back(borne, amount, step) for step in steps]
    assert back == sorted(back)
    assert (back[0], back[-1]) == (0, borne)
    assert all(
        more - less <= now - before for less, more, before, now in zip(back, back[1:], steps, steps[1:], strict=False)
    )


def test_a_share_of_all_is_refused_with_its_place(city: City) -> None:
    with pytest.raises(AssertionError, match=r"who_pays\.merchant_ppm"):
        city.draft(red(who_pays=WhoPays(1_000_000)))
    assert city.row(city.draft(red(who_pays=WhoPays()))).terms == city.row(city.draft(RED)).terms
    assert not isinstance(city.program(TENTH), Refusal)


def test_a_share_and_a_fee_take_nothing_that_a_merchant_had_before(city: City) -> None:
    program, li = city.program(red(who_pays=WhoPays(995_000))), city.person(400 * YUAN)
    agree(city, program)
    claim = city.claim(program, li)
    city.world.tamper("UPDATE merchants SET fee_ppm = 10000 WHERE id = ?", (merchant_of(city, city.shop),))
    assert city.refuse(li, 100 * YUAN, claims=(claim,)) == ("claim_not_applicable", "who_pays")
    assert (city.sources(city.pay(li, 100 * YUAN)), till(city, city.shop)) == ([], 99 * YUAN)
    payment = city.pay(li, 400 * YUAN, claims=(claim,))  # own money beside it leaves room for both
    assert city.sources(payment)[0].borne_minor == 199 * YUAN
    assert till(city, city.shop) == (99 + 400 - 199 - 4) * YUAN


def test_no_share_leaves_a_wallet_out_of_which_nothing_may_go(city: City) -> None:
    program, li = city.program(TENTH), city.person(100 * YUAN)
    merchant, claim = agree(city, program), city.claim(program, li)
    (wallet,) = city.world.query(f"SELECT wallet FROM merchants WHERE id = {merchant}")[0]
    freeze = city.world.do(FreezeWallet(wallet, "out", "an order")).freeze
    assert city.refuse(li, 100 * YUAN, claims=(claim,)) == ("claim_not_applicable", "who_pays")
    assert city.sources(city.pay(li, 50 * YUAN)) == []
    city.world.do(UnfreezeWallet(wallet, freeze))
    assert city.sources(city.pay(li, 100 * YUAN))[0].borne_minor == 10 * YUAN
