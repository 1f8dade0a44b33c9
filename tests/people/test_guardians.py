"""Guardians act for their wards until an instant, also with their devices; then at once no more."""

import threading
from typing import Any

import pytest

from jiaozi.access.model import Principal, Role, Status
from jiaozi.access.ownership import of_wallet
from jiaozi.access.permissions import Verdict, decide
from jiaozi.clock import DAY_US
from jiaozi.codes.present import EnrolPayerToken
from jiaozi.devices.model import AllowSmallAmounts, RegisterDevice, RevokeDevice
from jiaozi.kinds import DeviceNo, GuardianshipNo, HolderNo, InstitutionNo, PrincipalNo
from jiaozi.payments.holds import PlaceHold
from jiaozi.payments.pay import Pay
from jiaozi.people.guardians import AppointGuardian, EndGuardianship
from jiaozi.people.returns import AnswerReturn, AskReturn
from jiaozi.subwallets.model import PushSubWallet
from tests.devices.pocket import Bound, Pocket
from tests.features.test_races import Race
from tests.features.world import World
from tests.people.conftest import PAPER

PAPERS = (PAPER,)


class Pair:
    """A ward with a wallet, and somebody who is to act for it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.icbc = world.bank()
        self.wallet, other = world.opened(self.icbc), world.opened(self.icbc)
        self.ward, self.guardian = self.wallet.holder, other.holder

    def may(self, action: str = "pay", subject: HolderNo = HolderNo(0), bank: InstitutionNo = InstitutionNo(0)) -> bool:
        """Whether the guardian may do this to the ward's wallet now."""
        who = Principal(PrincipalNo(16), Role.HOLDER, bank or self.icbc, subject or self.guardian, "", Status.ACTIVE)
        with self.world.platform.snapshot() as connection:
            owner = of_wallet(connection, self.world.wallet(self.wallet.wallet))
        return decide(who, action, [owner], at=self.world.clock.now()) is Verdict.ALLOWED


def test_a_guardian_acts_until_the_instant_and_nobody_else_does(world: World) -> None:
    pair = Pair(world)
    assert not pair.may()
    until = world.clock.now() + DAY_US
    world.do(AppointGuardian(pair.ward, pair.guardian, until, PAPERS))
    assert pair.may("pay")
    assert pair.may("read_statement")
    assert pair.may("set_own_limits")
    assert not pair.may(subject=pair.guardian + 16)
    assert not pair.may(bank=InstitutionNo(pair.icbc + 256))
    world.clock.advance_to(until - 1)
    assert pair.may()
    world.clock.advance_to(until)
    assert not pair.may()
    with world.platform.snapshot() as connection:
        owner = of_wallet(connection, world.wallet(pair.wallet.wallet))
    who = Principal(PrincipalNo(16), Role.HOLDER, pair.icbc, pair.guardian, "", Status.ACTIVE)
    assert decide(who, "pay", [owner]) is not Verdict.ALLOWED


def test_a_guardianship_is_ended_once_and_at_once(world: World) -> None:
    pair = Pair(world)
    until = world.clock.now() + DAY_US
    made = world.do(AppointGuardian(pair.ward, pair.guardian, until, PAPERS)).guardianship
    world.do(EndGuardianship(made))
    assert not pair.may()
    assert world.refuse(EndGuardianship(made)) == "guardianship_ended"
    assert world.refuse(EndGuardianship(GuardianshipNo(16))) == "guardianship_not_found"
    again = world.do(AppointGuardian(pair.ward, pair.guardian, until, PAPERS)).guardianship
    world.clock.advance_to(until)
    assert world.refuse(EndGuardianship(again)) == "guardianship_ended"


def test_who_cannot_be_a_guardian(world: World) -> None:
    pair = Pair(world)
    soon = world.clock.now() + DAY_US
    company = world.wallet(world.company(pair.icbc)).holder
    foreign = world.opened(world.bank("boc")).holder
    refused = [
        (AppointGuardian(pair.ward, pair.ward, soon, PAPERS), "guardian_invalid"),
        (AppointGuardian(pair.ward, company, soon, PAPERS), "guardian_invalid"),
        (AppointGuardian(pair.ward, foreign, soon, PAPERS), "guardian_invalid"),
        (AppointGuardian(pair.ward, HolderNo(16), soon, PAPERS), "holder_not_found"),
        (AppointGuardian(pair.ward, pair.guardian, world.clock.now(), PAPERS), "expiry_invalid"),
        (AppointGuardian(pair.ward, pair.guardian, soon + 4_000 * DAY_US, PAPERS), "expiry_invalid"),
        (AppointGuardian(pair.ward, pair.guardian, soon, ()), "papers_invalid"),
        (AppointGuardian(pair.ward, pair.guardian, soon, ("A" * 64,)), "papers_invalid"),
        (AppointGuardian(pair.ward, pair.guardian, soon, PAPERS * 2), "papers_invalid"),
    ]
    assert [(world.refuse(command), code) for command, code in refused] == [(code, code) for _, code in refused]


class Home(Pair):
    """A ward with money and a device, its guardian with another, and a shop."""

    def __init__(self, world: World) -> None:
        super().__init__(world)
        self.purse = world.rich(self.icbc, "III", 500_000)
        self.ward = world.wallet(self.purse).holder
        self.store = world.shop(self.icbc)
        self.theirs, self.phone = self.bound(self.ward), self.bound(self.guardian)

    def bound(self, holder: HolderNo) -> Bound:
        """A holder's first device."""
        pocket = Pocket()
        return Bound(self.world.do(RegisterDevice(holder, pocket.algorithm, pocket.public)).device, pocket)

    def appoint(self, days: int = 1) -> GuardianshipNo:
        """The guardianship, from now on."""
        until = self.world.clock.now() + days * DAY_US
        return GuardianshipNo(self.world.do(AppointGuardian(self.ward, self.guardian, until, PAPERS)).guardianship)

    def signed(self, command: Any, by: Bound | None = None, **more: Any) -> Any:
        """A command that the guardian's device signs now."""
        return (by or self.phone).signed(command, self.world.clock.now(), **more)

    def pay(self, **more: Any) -> Any:
        """A payment of the ward's that the guardian's device signs now."""
        return self.signed(Pay(self.purse, 100, store=self.store), **more)


def test_a_guardians_device_signs_for_the_ward_while_the_guardianship_lasts(world: World) -> None:
    home = Home(world)
    assert world.refuse(home.pay()) == "signature_invalid"
    made = home.appoint()
    paid = world.do(home.pay())
    assert world.payment(paid.payment).payer == home.purse
    assert world.query("SELECT device FROM instructions WHERE request = ?", (paid.payment,)) == [(home.phone.device,)]
    world.do(home.pay(by=home.theirs))  # the ward itself signs, too
    backwards = Pay(home.world.rich(home.icbc, amount=500), 100, store=home.store)
    assert world.refuse(home.signed(backwards)) == "signature_invalid"  # nobody else's
    world.do(EndGuardianship(made))
    assert world.refuse(home.pay()) == "signature_invalid"
    world.do(home.pay(by=home.theirs))


def test_the_ward_never_signs_for_its_guardian(world: World) -> None:
    home = Home(world)
    home.appoint()
    theirs = Pay(world.query("SELECT id FROM wallets WHERE holder = ?", (home.guardian,))[0][0], 1, store=home.store)
    assert world.refuse(home.signed(theirs, by=home.theirs)) == "signature_invalid"


def test_a_guardians_signature_ends_at_the_instant_of_the_guardianship(world: World) -> None:
    home = Home(world)
    home.appoint()
    until = world.clock.now() + DAY_US
    world.clock.advance_to(until - 1)
    world.do(home.pay())
    early = home.pay()  # signed in time, comes late
    world.clock.advance_to(until)
    assert world.refuse(early) == "signature_invalid"


@pytest.mark.only_engine("sqlite")
def test_what_a_guardians_device_signs_for_the_ward_and_what_never(world: World) -> None:
    """What would outlive the guardianship is the ward's own: devices, payer tokens, small amounts, sub-wallets
    pushed to merchants. The user's proof is needed always: the guardian's small amounts are for its own wallets."""
    home = Home(world)
    home.appoint()
    world.do(home.signed(AllowSmallAmounts(home.guardian, 1_000, 2_000)))
    assert world.refuse(home.pay(pin=False)) == "user_verification_required"
    key = Pocket().public
    merchant = world.query("SELECT merchant FROM stores WHERE id = ?", (home.store,))[0][0]
    for command in (
        RegisterDevice(home.ward, "ed25519", key),
        AllowSmallAmounts(home.ward, 100, 100),
        EnrolPayerToken(home.purse),
        PushSubWallet(home.purse, merchant, "shop", 100, 100),
    ):
        assert world.refuse(home.signed(command)) == "signature_invalid", command
    payment = world.do(Pay(world.rich(home.icbc, amount=500), 300, "person", payee=home.purse)).payment
    world.do(AskReturn(payment, "wrong_payee"))
    assert world.do(home.signed(AnswerReturn(payment, True))).returned_minor == 300
    world.do(home.signed(PlaceHold(home.purse, 10, world.clock.now() + DAY_US, store=home.store)))
    world.do(RevokeDevice(DeviceNo(home.phone.device)))
    assert world.refuse(home.pay()) == "device_revoked"


@pytest.mark.slow
def test_an_end_that_was_answered_stops_every_later_signature_of_the_guardians(world: World) -> None:
    home = Home(world)
    made = home.appoint()
    race, stop, ended, late = Race(world), threading.Event(), threading.Event(), list[str]()

    def pay(thread: int) -> None:
        number = 0
        while not stop.is_set() and len(late) < 30:
            asked_after = ended.is_set()
            outcome = race.submit(thread, home.pay(), f"{thread}-{number}").result(60).outcome
            number += 1
            if asked_after:
                late.append(getattr(outcome, "code", "paid"))

    threads = [threading.Thread(target=pay, args=(number,)) for number in range(4)]
    for each in threads:
        each.start()
    while world.balance(home.purse) > 500_000 - 1_000:
        pass
    race.submit(0, EndGuardianship(made), "end").result(60)
    ended.set()
    threads[0].join(60)
    stop.set()
    for each in threads:
        each.join()
    race.close()
    assert late
    assert set(late) == {"signature_invalid"}
