"""Whose wallets, merchants, payments and books are, seen by readers and by acts of two people."""

from contextlib import closing
from dataclasses import dataclass

import pytest
from tests.access.conftest import Office

from jiaozi.access import ownership
from jiaozi.access.approvals import proposal_of
from jiaozi.access.model import Decide, Proposed, Role
from jiaozi.access.permissions import Ownership
from jiaozi.errors import Refusal
from jiaozi.kinds import (
    AccountNo,
    FreezeNo,
    HolderFreezeNo,
    HolderNo,
    InstitutionNo,
    JournalNo,
    PaymentNo,
    StoreNo,
    TransferNo,
    WalletNo,
)
from jiaozi.ledger.store import account as read_account
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi.payments.model import Payment
from jiaozi.scheme.banks import OpenBankAccount
from jiaozi.scheme.corrections import Correct, CorrectionLine
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator
from jiaozi.scheme.issuance import LendReserves
from jiaozi.scheme.model import Role as Standing
from jiaozi.scheme.model import account
from jiaozi.wallets.changes import SetOperatorLimit
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from jiaozi.wallets.holder_freezes import FreezeHolder, UnfreezeHolder
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.opening import OpenWallet, WalletOpened
from jiaozi.wallets.schema import FREEZES, WALLETS
from jiaozi.wallets.store import freezes_of

CENTRAL = InstitutionNo(256)


@dataclass
class Town:
    """Two operators with two people each, a person's wallet at the first."""

    office: Office
    bank: InstitutionNo
    other: InstitutionNo
    bankers: tuple[int, int]
    strangers: tuple[int, int]
    wallet: WalletNo
    holder: HolderNo

    def propose(self, principal: int, command: object) -> Proposed | Refusal:
        """What proposing a command gives."""
        outcome = self.office.do(principal, proposal_of(self.office.platform.operations, command, "as agreed"))
        assert isinstance(outcome, Proposed | Refusal)
        return outcome

    def posted(self, number: int) -> int:
        """An account's balance."""
        with self.office.platform.snapshot() as connection:
            found = read_account(connection, number)
            assert found is not None
            return found.posted

    def row(self, number: int) -> Wallet:
        """A wallet's row."""
        with self.office.platform.snapshot() as connection:
            return WALLETS.read(connection, [number])[0]


@pytest.fixture
def town(office: Office) -> Town:
    office.do(0, OpenCentralBank("pboc", "People's Bank of China", "中国人民银行"))
    bank, other = (office.do(0, OpenOperator(code, 10**9)).institution for code in ("icbc", "abc"))
    office.do(0, LendReserves(bank, 10_000))
    people = [(office.person(Role.OPERATOR, at), office.person(Role.OPERATOR, at)) for at in (bank, other)]
    opened = office.do(0, OpenWallet(bank, "personal", "IV", phone="13812345678"))
    assert isinstance(opened, WalletOpened), opened
    return Town(office, bank, other, people[0], people[1], opened.wallet, opened.holder)


def test_a_freeze_is_lifted_by_two_of_the_wallets_operator(town: Town) -> None:
    frozen = town.office.do(town.bankers[0], FreezeWallet(town.wallet, "all", "court order 7"))
    command = UnfreezeWallet(town.wallet, frozen.freeze)
    refused = town.propose(town.strangers[0], command)
    assert isinstance(refused, Refusal)
    assert refused.code == "forbidden"
    proposed = town.propose(town.bankers[0], command)
    assert isinstance(proposed, Proposed)
    assert town.row(town.wallet).freezes_all == 1
    assert town.office.do(town.bankers[1], Decide(proposed.proposal, approve=True)).state == "done"
    assert town.row(town.wallet).freezes_all == 0


ONLY_ITS_OWN = Refusal("forbidden", "operator may unfreeze wallet (unfreeze_wallet) only for what its own side froze")


def test_what_the_central_bank_froze_only_two_of_its_people_lift(town: Town) -> None:
    office, central = town.office, town.office.pair(Role.CENTRAL_BANK, CENTRAL)
    frozen = office.do(central[0], FreezeWallet(town.wallet, "all", "court order 7", placed_by=CENTRAL))
    holder = office.do(central[0], FreezeHolder(town.holder, "out", "court order 8", CENTRAL)).holder_freeze
    with office.platform.snapshot() as connection:
        order, part = freezes_of(connection, town.wallet)
    assert (order.id, order.placed_by, part.placed_by) == (frozen.freeze, CENTRAL, CENTRAL)
    for freeze in (order.id, part.id):
        assert town.propose(town.bankers[0], UnfreezeWallet(town.wallet, freeze)) == ONLY_ITS_OWN
    refused = town.propose(town.bankers[0], UnfreezeHolder(town.holder, holder))
    assert isinstance(refused, Refusal)
    assert refused.code == "forbidden"
    assert (town.row(town.wallet).freezes_all, town.row(town.wallet).freezes_out) == (1, 1)
    assert office.two(central, UnfreezeHolder(town.holder, holder)).wallets_unfrozen == 1
    assert office.two(central, UnfreezeWallet(town.wallet, frozen.freeze)).freeze == frozen.freeze
    assert (town.row(town.wallet).freezes_all, town.row(town.wallet).freezes_out) == (0, 0)


def test_what_the_operator_froze_its_people_lift_and_the_central_banks(town: Town) -> None:
    office, central = town.office, town.office.pair(Role.CENTRAL_BANK, CENTRAL)
    for pair in (town.bankers, central):
        frozen = office.do(town.bankers[0], FreezeWallet(town.wallet, "all", "a fraud"))
        assert office.two(pair, UnfreezeWallet(town.wallet, frozen.freeze)).freeze == frozen.freeze
        holder = office.do(town.bankers[0], FreezeHolder(town.holder, "all", "a fraud")).holder_freeze
        assert office.two(pair, UnfreezeHolder(town.holder, holder)).wallets_unfrozen == 1
    assert town.row(town.wallet).freezes_all == 0


def test_a_freeze_from_before_it_was_kept_who_placed_it_is_the_operators(town: Town) -> None:
    columns = [name for name in FREEZES.columns if name != "placed_by"]
    with closing(town.office.platform.engine.connect()) as connection:
        connection.begin()
        connection.insert("freezes", columns, [(16, town.wallet, 1, 0, "order 7", 1, 0)])
        connection.execute("UPDATE wallets SET freezes_all = 1 WHERE id = ?", (town.wallet,))
        connection.commit()
    assert town.office.two(town.bankers, UnfreezeWallet(town.wallet, FreezeNo(16))).freeze == 16
    assert town.row(town.wallet).freezes_all == 0


def test_nobody_agrees_beforehand_to_lift_a_freeze_that_is_still_to_come(town: Town) -> None:
    """Else two clerks held a proposal ready for the next number, and the second approved it under the court's order."""
    stranger = town.office.do(0, OpenWallet(town.bank, "personal", "IV", phone="13812345679"))
    theirs = town.office.do(town.bankers[0], FreezeWallet(stranger.wallet, "all", "order"))
    for freeze in (theirs.freeze + 16, theirs.freeze):  # nobody's yet, and another wallet's
        assert town.propose(town.bankers[0], UnfreezeWallet(town.wallet, freeze)) == ONLY_ITS_OWN
    for holder, freeze in ((town.holder, HolderFreezeNo(16)), (HolderNo(16), HolderFreezeNo(16))):
        assert isinstance(town.propose(town.bankers[0], UnfreezeHolder(holder, freeze)), Refusal)


def test_a_wallet_that_does_not_exist_is_nobodys(town: Town) -> None:
    refused = town.propose(town.bankers[0], UnfreezeWallet(WalletNo(town.wallet + 16), FreezeNo(16)))
    assert isinstance(refused, Refusal)
    assert refused.code == "forbidden"


def test_a_correction_stays_in_the_proposers_own_book(town: Town) -> None:
    deposit = town.office.do(town.bankers[0], OpenBankAccount(town.bank, "6222021234567890")).bank_account
    own = (account(town.bank, Standing.CASH), deposit)
    central = (account(town.bank, Standing.RESERVE), account(town.other, Standing.RESERVE))
    now = town.office.clock.now()
    for sides in (central, (own[0], central[0]), (own[0], 2**40)):
        line = CorrectionLine(AccountNo(sides[0]), AccountNo(sides[1]), 500)
        refused = town.propose(town.bankers[0], Correct((line,), now, "slip"))
        assert isinstance(refused, Refusal)
        assert refused.code == "forbidden"
    before = town.posted(own[1])
    proposed = town.propose(town.bankers[0], Correct((CorrectionLine(*own, 500),), now, "slip"))
    assert isinstance(proposed, Proposed)
    assert town.office.do(town.bankers[1], Decide(proposed.proposal, approve=True)).state == "done"
    assert town.posted(own[1]) - before == 500


def test_an_operator_limits_its_own_wallets_with_a_second_person(town: Town) -> None:
    command = SetOperatorLimit(town.bank, "personal", "IV", "daily", 1_000)
    refused = town.propose(town.strangers[0], command)
    assert isinstance(refused, Refusal)
    proposed = town.propose(town.bankers[1], command)
    assert isinstance(proposed, Proposed)
    assert town.office.do(town.bankers[0], Decide(proposed.proposal, approve=True)).state == "done"


def test_a_wallet_is_its_operators_its_holders_and_its_merchants(town: Town) -> None:
    opened = town.office.do(
        0,
        OpenWallet(
            town.bank, "corporate", "I", "13800000001", "重庆火锅", "91500000MA5U0000XN", "6222000000000001", True
        ),
    )
    assert isinstance(opened, WalletOpened), opened
    merchants = [
        town.office.do(0, OpenMerchant(opened.wallet, f"Hotpot {n}", f"火锅 {n}", "5812")).merchant for n in range(2)
    ]
    store = town.office.do(0, OpenStore(merchants[1], "Jiefangbei", "500103")).store
    with town.office.platform.snapshot() as connection:
        rows = {row.id: row for row in WALLETS.read(connection, [town.wallet, opened.wallet])}
        person = ownership.of_wallet(connection, rows[town.wallet])
        company = ownership.of_wallet(connection, rows[opened.wallet])
        payment = Payment(
            PaymentNo(1),
            2,
            0,
            town.wallet,
            opened.wallet,
            store,
            5,
            5,
            0,
            0,
            TransferNo(0),
            0,
            JournalNo(1),
            1,
            "",
            None,
        )
        sides = ownership.of_payment(connection, payment)
        direct = Payment(
            PaymentNo(2),
            1,
            0,
            opened.wallet,
            town.wallet,
            StoreNo(0),
            5,
            5,
            0,
            0,
            TransferNo(0),
            0,
            JournalNo(2),
            1,
            "",
            None,
        )
        back = ownership.of_payment(connection, direct)
    assert person == Ownership(town.bank, town.holder, town.wallet)
    assert company == Ownership(town.bank, opened.holder, opened.wallet, tuple(merchants))
    assert sides == (person, company._replace(merchants=(merchants[1],)))
    assert back == (company, person)
