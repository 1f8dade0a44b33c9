"""Settlement between operators, and the change of regime: interrupted, resumed, with payments between both sides."""

from jiaozi.clock import china_date, parse_time
from jiaozi.errors import Refusal
from jiaozi.kinds import JournalNo
from jiaozi.ledger.model import Kind
from jiaozi.payments.holds import CaptureHold, PlaceHold, ReleaseHold
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.scheme.audit import reserve_base
from jiaozi.scheme.issuance import LendReserves, RepayReserves, Retire
from jiaozi.scheme.model import CENTRAL_BANK, Regime, Role, account, due_to
from jiaozi.scheme.settlement import AgreeNetting, NettingAgreed, SettlePair
from jiaozi.wallets.changes import ChangeClass, CloseWallet
from jiaozi.wallets.exchange import Unload
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets, WalletsMoved
from tests.features.world import NEW_YEAR_2026, YUAN, World

HOUR_US = 3_600_000_000
LAST_DAY = "2025-12-31T23:59:59.999999+08:00"


def test_gross_payments_settle_at_once_over_reserves(world_2026: World) -> None:
    world = world_2026
    icbc, boc = world.bank(), world.bank("boc")
    payer, store = world.rich(icbc), world.shop(boc)
    before = [world.account(account(bank, Role.RESERVE)).posted for bank in (icbc, boc)]
    world.pay(payer, 700, store)
    after = [world.account(account(bank, Role.RESERVE)).posted for bank in (icbc, boc)]
    assert after == [before[0] - 700, before[1] + 700]


def test_net_dues_never_pass_the_cap_however_they_come_and_go(world_2026: World) -> None:
    world = world_2026
    icbc, boc = world.bank(), world.bank("boc")
    alice, ben = world.rich(icbc), world.rich(boc)
    assert world.do(AgreeNetting(icbc, boc, 1_000)) == NettingAgreed(icbc, boc, 1_000)

    def owed() -> tuple[int, int]:
        return world.account(due_to(icbc, boc)).posted, world.account(due_to(boc, icbc)).posted

    world.do(Pay(alice, 1_000, "person", payee=ben))
    assert world.refuse(Pay(alice, 1, "person", payee=ben)) == "settlement_cap_exceeded"
    paid = world.do(Pay(ben, 1_500, "person", payee=alice)).payment  # the net is what counts
    assert owed() == (1_000, 1_500)
    world.do(Pay(ben, 500, "person", payee=alice))
    assert world.refuse(Pay(ben, 1, "person", payee=alice)) == "settlement_cap_exceeded"
    world.do(RefundPayment(paid, 1_500))
    assert owed() == (2_500, 2_000)
    world.do(Pay(alice, 500, "person", payee=ben))
    assert world.refuse(Pay(alice, 1, "person", payee=ben)) == "settlement_cap_exceeded"
    hold = world.do(PlaceHold(alice, 10, world.clock.now() + HOUR_US, "person", payee=ben)).payment
    assert world.refuse(CaptureHold(hold, 1)) == "settlement_cap_exceeded"
    world.do(SettlePair(boc, icbc))
    assert owed() == (0, 0)
    assert world.refusal(SettlePair(icbc, boc)) == Refusal("amount_invalid", "nothing is owed")
    world.do(CaptureHold(hold, 10))
    world.do(AgreeNetting(icbc, boc, 0))  # the agreement ends; what is owed stays until it is settled
    world.do(Pay(alice, 5_000, "person", payee=ben))
    assert owed() == (10, 0)
    world.do(SettlePair(icbc, boc))


def test_agreements_are_between_two_banks(world_2026: World) -> None:
    world = world_2026
    icbc, boc, payco = world.bank(), world.bank("boc"), world.nonbank()
    assert world.refuse(AgreeNetting(icbc, icbc, 1)) == "accounts_same"
    assert world.refuse(AgreeNetting(icbc, payco, 1)) == "regime_forbids"
    assert world.refuse(AgreeNetting(icbc, CENTRAL_BANK, 1)) == "institution_not_found"
    for cap in (-1, None, True, 10**15 + 1):
        assert world.refuse(AgreeNetting(icbc, boc, cap)) == "amount_invalid"  # type: ignore[arg-type]
    assert world.refuse(SettlePair(icbc, boc)) == "institution_not_found"
    assert world.refuse(SettlePair(icbc, icbc)) == "institution_not_found"


def test_a_debtor_without_reserves_cannot_settle(world_2026: World) -> None:
    world = world_2026
    icbc, boc = world.bank(reserves=100), world.bank("boc")
    alice, ben = world.rich(icbc), world.person(boc)
    world.do(AgreeNetting(icbc, boc, 10_000))
    world.do(Pay(alice, 101, "person", payee=ben))
    assert world.refuse(SettlePair(icbc, boc)) == "operator_illiquid"
    world.do(Pay(ben, 1, "person", payee=alice))
    world.do(SettlePair(icbc, boc))
    assert world.refuse(RepayReserves(icbc, 1)) == "insufficient_funds"


def test_under_m0_cash_a_cap_does_not_matter(world: World) -> None:
    icbc, boc = world.bank(), world.bank("boc")
    world.do(AgreeNetting(icbc, boc, 1))
    world.do(Pay(world.rich(icbc), 500, "person", payee=world.person(boc)))
    assert world.account(due_to(icbc, boc)).posted == 0


def test_the_regime_changes_on_its_day_and_not_before(world: World) -> None:
    icbc = world.bank()
    world.until(LAST_DAY)
    refusal = world.refusal(ChangeRegime(icbc))
    assert (refusal.code, refusal.rule.split(" ")[0]) == ("regime_same", "regimes.bank.m0_cash")
    assert world.do(MoveWallets(icbc)) == WalletsMoved(0, 0, 0, JournalNo(0), False, 0)
    world.until(NEW_YEAR_2026)
    assert world.do(ChangeRegime(icbc)).regime == Regime.DEPOSIT_MONEY
    assert world.refuse(ChangeRegime(icbc)) == "regime_same"
    assert world.wallet(world.person(icbc)).regime == Regime.DEPOSIT_MONEY
    for command in (ChangeRegime(CENTRAL_BANK), MoveWallets(CENTRAL_BANK)):
        assert world.refuse(command) == "institution_not_found"


def test_a_change_of_regime_is_interrupted_and_gone_on_with_while_people_pay(world: World) -> None:
    """After each step, and after payments between wallets on both sides, the audit finds everything backed."""
    icbc, boc = world.bank(), world.bank("boc")
    people = [world.rich(icbc, amount=10_000) for _ in range(5)]
    store, paid = world.shop(boc), []
    first = world.pay(people[0], 100, store).payment
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(icbc))
    while (moved := world.do(MoveWallets(icbc, 2))).wallets:
        assert moved.wallets <= 2
        for payer, payee in zip(people, people[1:] + people[:1], strict=True):
            paid.append(world.do(Pay(payer, 10, "person", payee=payee)).payment)
        world.pay(people[-1], 10, store)
        world.do(RefundPayment(first, 1))  # from m0_cash to wherever its payer stands by now
        assert world.audit().findings == ()
    again = World(world.url, world.keyring, NEW_YEAR_2026)  # another process would find nothing left to do
    assert again.do(MoveWallets(icbc, 2), principal=2).wallets == 0
    again.close()
    assert {world.wallet(number).regime for number in people} == {Regime.DEPOSIT_MONEY}
    assert [world.wallet(number).id for number in people] == people
    for payment in paid:
        world.do(RefundPayment(payment, 10))
    assert world.wallet(world.shop_wallet(store)).regime == Regime.M0_CASH
    world.do(ChangeRegime(boc))
    world.do(MoveWallets(boc))
    world.pay(people[0], 10, store)
    sums = {key: amount for key, amount in world.books().items() if key[2] == "WALLET"}
    assert sums == {}
    assert sum(world.balance(number) for number in (*people, world.shop_wallet(store))) == 50_000


def test_wallets_that_cannot_be_backed_keep_no_others_waiting(unsound_world: World) -> None:
    """No rule lets a bank go back to cash yet; whose reserves are short then moves those that they are enough for."""
    world = unsound_world
    world.until(NEW_YEAR_2026)
    icbc = world.bank(reserves=1_000)
    rich, poor, empty = world.rich(icbc), [world.rich(icbc, amount=300) for _ in range(3)], world.person(icbc)
    world.tamper("UPDATE institutions SET regime = ?, moving = 1 WHERE id = ?", (int(Regime.M0_CASH), icbc))
    moved = 0
    while (done := world.outcome(MoveWallets(icbc))) and isinstance(done, WalletsMoved):
        moved += done.wallets
        assert done.more
    assert (done.code, moved) == ("operator_illiquid", 4)
    regimes = {number: world.wallet(number).regime for number in (rich, *poor, empty)}
    assert regimes == {number: Regime.DEPOSIT_MONEY if number == rich else Regime.M0_CASH for number in regimes}
    world.do(LendReserves(icbc, 10**7))
    assert world.do(MoveWallets(icbc)).wallets == 1
    assert (world.balance(rich), [world.balance(number) for number in poor]) == (5_000 * YUAN, [300] * 3)


def test_a_wallet_with_a_hold_waits_and_a_closed_one_stays(world: World) -> None:
    """A closed wallet was once given an open account under the new regime."""
    icbc = world.bank()
    world.until("2025-12-20T12:00:00+08:00")
    holding, closed, other, store = (world.rich(icbc), world.person(icbc), world.rich(icbc), world.shop(icbc))
    hold = world.do(PlaceHold(holding, 100, parse_time(NEW_YEAR_2026) + HOUR_US, store=store)).payment
    world.do(CloseWallet(closed))
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(icbc))
    assert world.do(MoveWallets(icbc)).wallets == 2  # `other` and the shop
    assert [world.wallet(number).regime for number in (holding, closed, other)] == [1, 1, 2]
    world.do(CaptureHold(hold, 60))  # from m0_cash to deposit money
    assert world.do(MoveWallets(icbc)).wallets == 0
    world.do(ReleaseHold(hold))
    assert world.do(MoveWallets(icbc)).wallets == 1
    assert world.do(MoveWallets(icbc)).wallets == 0
    assert (int(world.wallet(closed).account), world.account(closed).closed) == (closed, 1)
    world.do(ChangeClass(holding, "III", "张三", "11010519491231002X"))


def test_several_steps_in_one_group_move_each_wallet_once(world: World) -> None:
    icbc = world.bank()
    people = [world.rich(icbc) for _ in range(3)]
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(icbc))
    outcomes = world.group(MoveWallets(icbc), MoveWallets(icbc), MoveWallets(icbc, 1))
    assert [outcome.wallets for outcome in outcomes] == [3, 0, 0]
    kinds = world.query("SELECT kind, closed, COUNT(*) FROM accounts WHERE kind IN (1, 12) GROUP BY kind, closed")
    assert sorted(tuple(map(int, row)) for row in kinds) == [(Kind.WALLET, 1, 3), (Kind.WALLET_DEPOSIT, 0, 3)]
    assert len(people) == 3


def test_steps_apart_in_one_group_each_do_their_part(world: World) -> None:
    """The second run of steps once made the group forget what the first was about."""
    icbc = world.bank()
    people = [world.rich(icbc) for _ in range(3)]
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(icbc))
    pay = Pay(people[2], 1, "person", payee=people[0])
    first, _, second = world.group(MoveWallets(icbc, 2), pay, MoveWallets(icbc, 3))
    assert (first.wallets, first.more, first.waiting) == (2, True, None)
    assert (second.wallets, second.more, second.waiting) == (1, False, 0), "as many as were asked for, and no more"
    assert world.do(MoveWallets(icbc)).waiting == 0


def test_a_change_waits_until_all_wallets_have_followed_the_one_before(world: World) -> None:
    icbc = world.bank()
    wallet = world.rich(icbc)
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(icbc))
    world.tamper("UPDATE institutions SET regime = 1 WHERE id = ?", (icbc,))  # as if the rules had changed again
    assert world.refuse(ChangeRegime(icbc)) == "wallets_moving"
    world.do(MoveWallets(icbc))
    world.do(ChangeRegime(icbc))
    world.do(MoveWallets(icbc))
    assert world.wallet(wallet).regime == Regime.DEPOSIT_MONEY


def test_a_nonbank_changes_to_full_reserve_and_its_margin_follows_every_payment(world: World) -> None:
    icbc, payco = world.bank(), world.nonbank()
    wallet, store = world.person(payco), world.shop(icbc)
    world.fund(wallet, 5_000, bank=icbc)
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(payco))
    world.pay(wallet, 1_000, store)  # still m0_cash, both
    world.do(MoveWallets(payco))
    assert world.account(account(payco, Role.MARGIN)).posted == 4_000
    world.pay(wallet, 1_000, store)  # full reserve to m0_cash
    world.do(ChangeRegime(icbc))
    world.do(MoveWallets(icbc))
    paid = world.pay(wallet, 1_000, store).payment  # full reserve to deposit money
    world.do(RefundPayment(paid, 400))
    assert world.account(account(payco, Role.MARGIN)).posted == world.balance(wallet) == 2_400
    world.do(Unload(wallet, world.deposit(wallet, 0, bank=icbc), 2_400))
    assert world.account(account(payco, Role.MARGIN)).posted == 0
    world.do(Retire(payco, world.account(account(payco, Role.VAULT)).posted))


def test_the_reserve_base_is_reported_with_its_rule(world: World) -> None:
    icbc = world.bank()
    world.rich(icbc, amount=10_000)
    with world.platform.snapshot() as connection:
        assert reserve_base(connection, china_date(world.clock.now())) == []
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(icbc))
    world.do(MoveWallets(icbc))
    with world.platform.snapshot() as connection:
        (found,) = reserve_base(connection, china_date(world.clock.now()))
    assert (found.bank, found.owed_minor, found.required_minor) == (icbc, 10_000, 750)
    assert found.held_minor == world.account(account(icbc, Role.RESERVE)).posted
    assert found.rule.id == "regimes.reserve.bank.deposit_money"
