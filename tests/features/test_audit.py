"""Each invariant of the features finds the data that breaks it, and a sound world has no findings."""

# ruff: noqa: E501 - a table: one row, one line

import pytest

from jiaozi.ledger.audit import INVARIANTS
from jiaozi.payments.audit import FEATURE_INVARIANTS
from jiaozi.payments.holds import CaptureHold, ExpireHold, PlaceHold, ReleaseHold
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.scheme.issuance import Retire
from jiaozi.scheme.model import Role, account, due_to
from jiaozi.scheme.settlement import AgreeNetting
from jiaozi.wallets.changes import CloseWallet
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.features.world import NEW_YEAR_2026, World


class Story:
    """A world with some of everything, on the second day of 2026."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.icbc, self.boc, self.payco = world.bank("icbc"), world.bank("boc"), world.nonbank()
        self.m0, self.closed = world.rich(self.boc, amount=1_000), world.person(self.boc)
        world.until("2025-12-31T12:00:00+08:00")
        world.do(CloseWallet(self.closed))
        self.alice, self.ben = world.rich(self.icbc), world.rich(self.icbc)
        self.guest = world.person(self.payco)
        world.fund(self.guest, 5_000, bank=self.icbc)
        self.shop = world.shop(self.icbc)
        self.company = world.shop_wallet(self.shop)
        world.do(Retire(self.icbc, 500))
        self.old = world.pay(self.alice, 11, self.shop).payment
        world.until(NEW_YEAR_2026)
        for bank in (self.icbc, self.payco):
            world.do(ChangeRegime(bank))
            world.do(MoveWallets(bank))
        world.tamper("UPDATE merchants SET fee_ppm = 10000")
        self.paid = world.pay(self.alice, 1_000, self.shop).payment
        self.refund = world.do(RefundPayment(self.paid, 400)).refund
        soon = world.clock.now() + 10**9
        self.held, self.part, self.released, self.expired = (
            world.do(PlaceHold(self.ben, amount, soon, store=self.shop)).payment for amount in (100, 200, 300, 400)
        )
        world.do(CaptureHold(self.part, 50))
        world.do(ReleaseHold(self.part))
        world.do(ReleaseHold(self.released))
        world.tamper(f"UPDATE payments SET expires_at = {world.clock.now() + 5} WHERE id = {self.expired}")
        world.tamper(f"UPDATE holds SET expires_at = {world.clock.now() + 5} WHERE id = {self.expired}")
        world.wait(10)
        world.do(ExpireHold(self.expired))
        self.freeze = world.do(FreezeWallet(self.ben, "amount", "order", 70)).freeze
        world.do(FreezeWallet(self.alice, "all", "order"))
        world.do(UnfreezeWallet(self.alice, world.do(FreezeWallet(self.alice, "out", "order")).freeze))
        world.do(AgreeNetting(self.icbc, self.boc, 1_000))
        world.do(ChangeRegime(self.boc))
        self.new = world.rich(self.boc, amount=500)
        self.due = due_to(self.icbc, self.boc)
        world.do(Pay(self.ben, 10, "person", payee=self.new))
        self.reserve, self.margin = account(self.icbc, Role.RESERVE), account(self.payco, Role.MARGIN)
        self.claim, self.position = account(self.icbc, Role.RESERVE_CLAIM), account(self.icbc, Role.POSITION_CNY)
        self.clearing, self.vault = account(self.icbc, Role.CLEARING), account(self.boc, Role.VAULT)
        self.fees, self.backing = account(self.icbc, Role.FEES), 256 + 16
        self.alice_account = world.wallet(self.alice).account
        self.guest_account = world.wallet(self.guest).account

    def found(self) -> set[str]:
        return {finding.invariant for finding in self.world.audit().findings}


TAMPERING = [
    # what is done, the statement, the features' invariants that must notice (the ledger's own may, too)
    ("a standing account is lost", "DELETE FROM accounts WHERE id = {fees}", {"accounts_planned"}),
    ("a standing account is closed", "UPDATE accounts SET closed = 1 WHERE id = {reserve}", {"accounts_planned"}),
    ("a reserve differs from its claim", "UPDATE accounts SET posted = posted + 1 WHERE id = {reserve}", {"claims_mirrored"}),
    ("a vault differs from its claim", "UPDATE accounts SET posted = posted + 1 WHERE id = {vault}", {"claims_mirrored", "central_money_backed"}),
    ("a margin differs from its claim", "UPDATE accounts SET posted = posted - 1 WHERE id = {margin}", {"claims_mirrored", "margins_cover"}),
    ("lent and owed differ", "UPDATE accounts SET posted = posted + 1 WHERE id = 256", {"claims_mirrored"}),
    ("a due is forgotten by the debtor", "UPDATE accounts SET posted = 0 WHERE id = {due}", {"dues_mirrored"}),
    ("a due loses its account", "DELETE FROM accounts WHERE id = {due}", {"dues_mirrored"}),
    ("a position is open", "UPDATE accounts SET posted = posted + 1 WHERE id = {position}", {"positions_closed"}),
    ("issued money is not backed", "UPDATE accounts SET posted = posted - 1 WHERE id = {backing}", {"central_money_backed"}),
    ("a non-bank owes more than its margin", "UPDATE accounts SET posted = posted + 1 WHERE id = {guest_account}", {"margins_cover"}),
    ("a wallet is another regime's", "UPDATE accounts SET kind = 13 WHERE id = {alice_account}", {"books_hold_their_kinds", "wallets_housed"}),
    ("clearing holds money", "UPDATE accounts SET posted = 3 WHERE id = {clearing}", {"clearing_owed"}),
    ("more counts as issued", "UPDATE institutions SET issued_minor = issued_minor + 1 WHERE id = {icbc}", {"issue_counted"}),
    ("a wallet points elsewhere", "UPDATE wallets SET account = {clearing} WHERE id = {alice}", {"wallets_housed"}),
    ("a wallet's account is lost", "DELETE FROM accounts WHERE id = {alice_account}", {"wallets_housed"}),
    ("a wallet is lost", "DELETE FROM wallets WHERE id = {m0}", {"wallets_housed"}),
    ("a wallet is closed, its account is not", "UPDATE wallets SET closed = 1 WHERE id = {m0}", {"wallets_housed"}),
    ("a closed wallet's account is open", "UPDATE accounts SET closed = 0 WHERE id = {closed}", {"wallets_housed"}),
    ("a moved wallet's old account is open", "UPDATE accounts SET closed = 0 WHERE id = {alice}", {"wallets_housed"}),
    ("a wallet says another regime", "UPDATE wallets SET regime = 1 WHERE id = {alice}", {"wallets_housed"}),
    ("a wallet changes hands", "UPDATE wallets SET holder = {ben} WHERE id = {alice}", {"wallets_held"}),
    ("a holder is lost", "DELETE FROM holders WHERE id = {ben}", {"wallets_held"}),
    ("a holder does not list its wallet", "DELETE FROM holder_wallets WHERE wallet = {ben}", {"wallets_held"}),
    ("a holder is another operator's", "UPDATE holders SET operator = {boc} WHERE id = {ben}", {"wallets_held"}),
    ("a freeze is forgotten", "UPDATE wallets SET freezes_all = 0 WHERE id = {alice}", {"freezes_sum_up"}),
    ("a frozen amount shrinks", "UPDATE wallets SET frozen_minor = 69 WHERE id = {ben}", {"freezes_sum_up"}),
    ("a freeze is lifted in its row alone", "UPDATE freezes SET lifted_at = 1 WHERE id = {freeze}", {"freezes_sum_up"}),
    ("a day's usage is emptied", "UPDATE usages SET used_today_minor = 0 WHERE id = {alice}", {"usages_right"}),
    ("a year's usage grows", "UPDATE usages SET used_year_minor = used_year_minor + 1 WHERE id = {ben}", {"usages_right"}),
    ("a usage row is of an earlier day", "UPDATE usages SET day = day - 2 WHERE id = {alice}", {"usages_right"}),
    ("a usage row is of an earlier year", "UPDATE usages SET year = year - 1 WHERE id = {alice}", {"usages_right"}),
    ("a usage row is lost", "DELETE FROM usages WHERE id = {alice}", {"usages_right"}),
    ("a payment grows", "UPDATE payments SET amount_minor = amount_minor + 1 WHERE id = {paid}", {"payments_posted"}),
    ("a payment is another kind", "UPDATE payments SET kind = 3 WHERE id = {paid}", {"payments_posted"}),
    ("a payment is of another time", "UPDATE payments SET at = at - 1 WHERE id = {paid}", {"payments_posted"}),
    ("a payment's journal is another", "UPDATE payments SET journal = 16 WHERE id = {paid}", {"payments_posted"}),
    ("a payment appears", "INSERT INTO payments VALUES (48, 2, 0, {ben}, {company}, {shop}, 5, 5, 0, 0, 0, 0, 48, 1, '', NULL, 0, 0)", {"payments_posted"}),
    ("claims are said to have paid", "UPDATE payments SET bound_minor = 1 WHERE id = {paid}", {"sources_pay"}),
    ("a payment is lost", "DELETE FROM payments WHERE id = {paid}", {"usages_right", "refunds_add_up", "fees_add_up"}),
    ("a hold says completed", "UPDATE payments SET state = 0 WHERE id = {held}", {"payments_held"}),
    ("a completed payment says held", "UPDATE payments SET state = 1 WHERE id = {part}", {"payments_held"}),
    ("a capture grows", "UPDATE payments SET captured_minor = 51 WHERE id = {part}", {"payments_held"}),
    ("a released hold says expired", "UPDATE payments SET state = 3 WHERE id = {released}", {"payments_held"}),
    ("an expired hold says released", "UPDATE payments SET state = 2 WHERE id = {expired}", {"payments_held"}),
    ("a hold is lost", "DELETE FROM holds WHERE id = {held}", {"payments_held"}),
    ("a hold ends later", "UPDATE payments SET expires_at = expires_at + 1 WHERE id = {held}", {"payments_held"}),
    ("a refund is forgotten", "UPDATE payments SET refunded_minor = 0 WHERE id = {paid}", {"refunds_add_up"}),
    ("a refund is lost", "DELETE FROM refunds WHERE id = {refund}", {"refunds_add_up"}),
    ("a refund is another payment's", "UPDATE refunds SET payment = {old} WHERE id = {refund}", {"refunds_add_up"}),
    ("a refund's journal is another", "UPDATE refunds SET journal = {paid} WHERE id = {refund}", {"refunds_add_up"}),
    ("a payment goes to itself", "UPDATE payments SET payee = payer WHERE id = {paid}", {"parties_exist"}),
    ("a payment goes past the store's merchant", "UPDATE payments SET payee = {ben} WHERE id = {paid}", {"parties_exist"}),
    ("a store is lost", "DELETE FROM stores WHERE id = {shop}", {"parties_exist"}),
    ("a merchant is paid into a person's wallet", "UPDATE merchants SET wallet = {ben}", {"parties_exist"}),
    ("a fee is forgotten", "UPDATE payments SET fee_minor = 0 WHERE id = {paid}", {"fees_add_up"}),
]  # fmt: skip


@pytest.fixture
def story(unsound_world: World) -> Story:
    made = Story(unsound_world)
    assert made.world.audit().findings == ()
    return made


def test_each_invariant_notices_what_breaks_it(story: Story) -> None:
    """Each row is tampered with in a transaction that is given up, so one world serves them all."""
    unnoticed = {}
    connection = story.world.platform.engine.connect()
    for what, sql, must_notice in TAMPERING:
        connection.begin()
        assert connection.execute(sql.format(**vars(story))) > 0, what
        noticed = {invariant.name for invariant in FEATURE_INVARIANTS if list(invariant.check(connection))}
        connection.rollback()
        if not must_notice <= noticed:
            unnoticed[what] = must_notice - noticed
    connection.close()
    assert unnoticed == {}
    assert story.found() == set()


def test_every_invariant_is_broken_by_some_row() -> None:
    assert {name for row in TAMPERING for name in row[2]} == {invariant.name for invariant in FEATURE_INVARIANTS}


def test_names_are_unique_and_findings_name_what_they_are_about(story: Story) -> None:
    names = [invariant.name for invariant in (*INVARIANTS, *FEATURE_INVARIANTS)]
    assert len(set(names)) == len(names)
    story.world.tamper("UPDATE usages SET used_today_minor = 1 WHERE id = ?", (story.guest,))
    report = story.world.audit()
    assert [(finding.invariant, finding.subject) for finding in report.findings] == [
        ("usages_right", f"wallet {story.guest}")
    ]
    assert "1 counted, 0 paid" in report.findings[0].detail
