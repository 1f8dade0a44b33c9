"""Issue and retirement, quota, reserves, margins, cash and corrections."""

from jiaozi.clock import DAY_US
from jiaozi.kinds import BankAccountNo, InstitutionNo, WalletNo
from jiaozi.ledger.model import Code
from jiaozi.payments.pay import Pay
from jiaozi.scheme import entries
from jiaozi.scheme.banks import DepositCash, OpenBankAccount, WithdrawCash
from jiaozi.scheme.corrections import Correct, CorrectionLine
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator, SetQuota
from jiaozi.scheme.issuance import FundMargin, Issue, LendReserves, ReleaseMargin, RepayReserves, Retire
from jiaozi.scheme.model import CENTRAL_BANK, CentralRole, Role, account, central
from jiaozi.wallets.exchange import LinkBankAccount, Load, Unload
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.features.world import NEW_YEAR_2026, YUAN, World

BAD_AMOUNTS = (0, -1, None, "1", 1.0, True, 10**15 + 1)


def test_a_world_has_one_central_bank_and_admitted_operators_only(world: World) -> None:
    assert world.refuse(OpenCentralBank("pbc", "again", "又")) == "institution_exists"
    world.bank("icbc")
    assert world.refuse(OpenOperator("icbc", 1)) == "institution_exists"
    refusal = world.refusal(OpenOperator("jd", 1))  # a technology partner
    assert (refusal.code, refusal.rule) == ("operator_not_authorised", "operators.jd on 2022-05-15")
    assert world.refuse(OpenOperator("citic", 1)) == "operator_not_authorised"  # admitted in 2026
    assert {world.refuse(OpenOperator("boc", amount)) for amount in (-1, None, "1", 1.0, True, 10**15 + 1)} == {  # type: ignore[arg-type]
        "amount_invalid"
    }


def test_the_quota_bounds_what_is_issued_and_not_a_fen_more(world: World) -> None:
    icbc = world.bank(issue=0, quota=1_000)
    world.do(Issue(icbc, 999))
    assert world.refuse(Issue(icbc, 2)) == "quota_exceeded"
    world.do(Issue(icbc, 1))
    assert world.refuse(Issue(icbc, 1)) == "quota_exceeded"
    world.do(Retire(icbc, 400))
    world.do(Issue(icbc, 400))
    world.do(SetQuota(icbc, 500))  # below what is out: it only stops further issue
    assert world.refuse(Issue(icbc, 1)) == "quota_exceeded"
    world.do(Retire(icbc, 1_000))
    assert world.institution(icbc).issued_minor == 0
    assert world.refuse(Retire(icbc, 1)) == "insufficient_funds"
    assert world.refuse(SetQuota(icbc, -1)) == "amount_invalid"
    assert world.refuse(SetQuota(CENTRAL_BANK, 1)) == "institution_not_found"


def test_issue_needs_reserves_and_lent_reserves_can_be_repaid(world: World) -> None:
    icbc = world.bank(issue=0, reserves=1_000)
    assert world.refuse(Issue(icbc, 1_001)) == "insufficient_funds"
    world.do(Issue(icbc, 600))
    assert world.refuse(RepayReserves(icbc, 401)) == "insufficient_funds"
    world.do(RepayReserves(icbc, 400))
    assert [
        world.refuse(command(InstitutionNo(icbc + 256), 1)) for command in (Issue, Retire, LendReserves, RepayReserves)
    ] == ["institution_not_found"] * 4


def test_an_operator_may_retire_what_others_were_issued(world: World) -> None:
    """Customers carry digital yuan from one operator's wallets to another's, and unload it there."""
    icbc, boc = world.bank(), world.bank("boc", issue=0)
    payer, payee = world.rich(icbc), world.person(boc)
    world.do(Pay(payer, 1_000 * YUAN, "person", payee=payee))
    world.do(Unload(payee, world.deposit(payee, 0), 1_000 * YUAN))
    world.do(Retire(boc, 1_000 * YUAN))
    assert world.institution(boc).issued_minor == -1_000 * YUAN
    assert world.institution(icbc).issued_minor == 10**10


def test_an_act_of_no_amount_is_refused(world: World) -> None:
    icbc = world.bank()
    for command in (Issue, Retire, LendReserves, RepayReserves, FundMargin):
        for amount in BAD_AMOUNTS:
            assert world.refuse(command(icbc, amount)) == "amount_invalid", (command, amount)  # type: ignore[arg-type]


def test_digital_yuan_is_not_issued_once_it_is_the_operators_debt(world_2026: World) -> None:
    refusal = world_2026.refusal(Issue(world_2026.bank(), 1))
    assert refusal.code == "regime_forbids"
    assert refusal.rule.startswith("regimes.bank.deposit_money")


def test_a_nonbank_keeps_a_margin_for_every_fen_it_owes(world_2026: World) -> None:
    world = world_2026
    icbc, payco = world.bank(), world.nonbank(margin=1_000)
    wallet = world.person(payco)
    world.fund(wallet, 5_000, bank=icbc)
    assert world.account(account(payco, Role.MARGIN)).posted == 6_000
    refusal = world.refusal(ReleaseMargin(payco, 1_001))
    assert (refusal.code, refusal.detail) == ("margin_needed", "10.00 yuan free")
    world.do(ReleaseMargin(payco, 1_000))
    assert world.refuse(ReleaseMargin(payco, 1)) == "margin_needed"
    assert world.refuse(ReleaseMargin(icbc, 1)) == "regime_forbids"
    assert world.refuse(ReleaseMargin(CENTRAL_BANK, 1)) == "institution_not_found"
    assert world.refuse(OpenBankAccount(payco, "6222000012345678")) == "regime_forbids"


def test_what_is_left_in_its_vault_is_no_reason_to_release_a_nonbanks_margin(world: World) -> None:
    """Reserves once exchanged for vault money do not stand in the margin, so they cover no wallet."""
    icbc, payco = world.bank(), world.nonbank(issue=10_000)
    wallet = world.person(payco)
    world.fund(wallet, 4_000, bank=icbc)
    world.until(NEW_YEAR_2026)
    world.do(ChangeRegime(payco))
    world.do(MoveWallets(payco))
    assert world.account(account(payco, Role.VAULT)).posted == 6_000
    assert world.account(account(payco, Role.MARGIN)).posted == 4_000
    assert world.refuse(ReleaseMargin(payco, 1)) == "margin_needed"
    world.do(Retire(payco, 6_000))
    assert world.refuse(ReleaseMargin(payco, 1)) == "margin_needed"
    world.do(FundMargin(payco, 5))
    world.do(ReleaseMargin(payco, 5))


def test_cash_goes_in_and_out_of_a_bank_account_under_its_own_codes(world: World) -> None:
    icbc = world.bank()
    opened = world.do(OpenBankAccount(icbc, "6222000012345678")).bank_account
    assert world.refuse(OpenBankAccount(icbc, "6222000012345678")) == "bank_account_exists"
    for number in ("1234567", "1" * 33, "６２２２０００", "62220000a", ""):
        assert world.refuse(OpenBankAccount(icbc, number)) == "holder_details_invalid"
    world.do(DepositCash(opened, 500))
    world.do(WithdrawCash(opened, 200))
    assert world.refuse(WithdrawCash(opened, 301)) == "insufficient_funds"
    assert world.refuse(DepositCash(opened + 16, 1)) == "bank_account_not_found"
    sql = "SELECT code FROM transfers WHERE debit = ? OR credit = ? ORDER BY id"
    assert world.query(sql, (opened, opened)) == [(Code.DEPOSIT,), (Code.WITHDRAWAL,)]
    (row,) = world.query("SELECT number_digest, number_masked FROM bank_accounts")
    assert "6222000012345678" not in row[0]
    assert row[1] == "**** 5678"


def test_money_moves_only_between_a_wallet_and_its_holders_bank_accounts(world: World) -> None:
    icbc = world.bank()
    alice, bob = world.person(icbc), world.person(icbc)
    hers = world.deposit(alice, 1_000)
    assert world.refuse(Load(bob, hers, 1)) == "bank_account_not_found"
    assert world.refuse(LinkBankAccount(bob, hers)) == "bank_account_not_found"
    assert world.refuse(Load(alice, BankAccountNo(hers + 16), 1)) == "bank_account_not_found"
    assert world.refuse(LinkBankAccount(alice, BankAccountNo(hers + 16))) == "bank_account_not_found"
    assert world.refuse(Load(WalletNo(alice + 16), hers, 1)) == "wallet_not_found"
    nobodys = world.do(OpenBankAccount(icbc, "6222999912345678")).bank_account
    world.do(DepositCash(nobodys, 10))
    assert world.refuse(Load(bob, nobodys, 10)) == "bank_account_not_found"
    world.do(LinkBankAccount(bob, nobodys))
    world.do(Load(bob, nobodys, 10))
    assert world.refuse(Load(bob, nobodys, 1)) == "insufficient_funds"
    assert world.refuse(Unload(bob, nobodys, 11)) == "insufficient_funds"


def test_a_load_with_a_bad_reference_is_refused_on_both_engines(world: World) -> None:
    wallet = world.person(world.bank())
    source = world.deposit(wallet, 100)
    for reference in ("", " x", "x ", "x" * 65, "a\nb", "a\x00b"):
        assert world.refuse(Load(wallet, source, 10, reference)) == "reference_invalid"
        assert world.refuse(Unload(wallet, source, 10, reference)) == "reference_invalid"


def test_a_correction_by_two_people_moves_money_back_in_time(world: World) -> None:
    icbc = world.bank()
    alice, bob = world.rich(icbc), world.person(icbc)
    hers, his = world.wallet(alice).account, world.wallet(bob).account
    then = world.clock.now() - DAY_US
    made = world.do(Correct((CorrectionLine(hers, his, 70),), then, "paid to the wrong one"))
    assert (world.balance(alice), world.balance(bob)) == (5_000 * YUAN - 70, 70)
    assert world.query("SELECT effective_at, code FROM transfers WHERE id = ?", (made.journal,)) == [
        (then, Code.CORRECTION)
    ]
    line = CorrectionLine(hers, his, 1)
    assert world.refuse(Correct((line,), then, " ")) == "reference_invalid"
    assert world.refuse(Correct((line,) * 17, then, "x")) == "journal_too_long"
    assert world.refuse(Correct((), then, "x")) == "journal_empty"
    assert world.refuse(Correct((line,), world.clock.now() + 1, "x")) == "effective_time_invalid"
    assert world.refuse(Correct((line,), world.clock.now() - 6 * DAY_US, "x")) == "effective_time_invalid"


def test_a_correction_of_one_side_of_a_claim_is_refused(world: World) -> None:
    """A claim in one book and the debt in the other change together, and so do digital yuan and its backing."""
    icbc, boc, now = world.bank(), world.bank("boc"), world.clock.now()
    reserve = CorrectionLine(account(icbc, Role.RESERVE), account(boc, Role.RESERVE), 5)
    backing = CorrectionLine(account(icbc, Role.RESERVE), central(CentralRole.BACKING), 5)
    vault = CorrectionLine(account(icbc, Role.VAULT), account(boc, Role.VAULT), 5)
    for lines in ((reserve,), (backing,), (vault,)):
        assert world.refuse(Correct(lines, now, "one side")) == "regime_forbids"
    claims = (
        CorrectionLine(account(icbc, Role.FUNDING), account(icbc, Role.RESERVE_CLAIM), 5),
        CorrectionLine(account(boc, Role.RESERVE_CLAIM), account(boc, Role.FUNDING), 5),
    )
    assert world.refuse(Correct((reserve, *claims[:1]), now, "three sides of four")) == "regime_forbids"
    world.do(Correct((reserve, *claims), now, "both sides"))


def test_a_correction_leaves_a_nonbank_the_margin_it_needs(world_2026: World) -> None:
    """Both sides of the margin corrected, so the books agree; yet wallets would not be covered."""
    world = world_2026
    icbc, payco, now = world.bank(), world.nonbank(margin=1_000), world.clock.now()
    world.fund(world.person(payco), 5_000, bank=icbc)

    def lower(amount: int) -> Correct:
        legs = entries.reversed_legs(entries.fund_margin(payco, amount))
        return Correct(tuple(CorrectionLine(leg.debit, leg.credit, amount) for leg in legs), now, "too much margin")

    refusal = world.refusal(lower(1_001))
    assert (refusal.code, refusal.detail) == ("margin_needed", "10.00 yuan free")
    world.do(lower(1_000))
    assert world.refuse(lower(1)) == "margin_needed"
