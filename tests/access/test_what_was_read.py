"""What a second person approves is what she read: nobody changes it between her reading and her yes."""

from collections.abc import Callable
from dataclasses import fields

import pytest
from tests.access.conftest import Office

from jiaozi.access.approvals import proposal_of
from jiaozi.access.model import Decide, RenewEnrolment, ResumePrincipal, Role, SuspendPrincipal
from jiaozi.access.outdating import SETS
from jiaozi.access.permissions import ACTIONS, takes_two
from jiaozi.clock import DAY_US
from jiaozi.errors import Refusal
from jiaozi.keyring import Keyring
from jiaozi.kinds import InstitutionNo, PrincipalNo
from jiaozi.operations import all_operations
from jiaozi.people.aliases import ForgetDetail
from jiaozi.people.guardians import AppointGuardian, EndGuardianship
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator, SetQuota
from jiaozi.wallets.changes import ChangeClass
from jiaozi.wallets.holders import reveal
from jiaozi.wallets.schema import HOLDERS

ALL_OF_IT = "it says all that is done: whom it is for, and how much or what is so from then on"
ONCE = "once it is done, whatever else was proposed of the same thing before is outdated"
ONE_ROW = "it names one row, of which all that was read never changes but that it is at its end"
READ: dict[str, tuple[str, str]] = {
    "open_operator": ("code quota_minor", ALL_OF_IT),
    "set_quota": ("operator quota_minor", ONCE),
    "issue": ("operator amount_minor", ALL_OF_IT),
    "lend_reserves": ("operator amount_minor", ALL_OF_IT),
    "agree_netting": ("operator other cap_minor", ONCE),
    "change_regime": ("operator", "the regime is the law's of the day, which no person changes"),
    "mark_bankrupt": ("merchant reason document", ALL_OF_IT),
    "enter_stores": ("entries", f"{ALL_OF_IT}; places and whose a store is, and where, never change"),
    "correct": ("lines effective_at reason", ALL_OF_IT),
    "set_operator_limit": ("operator kind wallet_class component limit_minor", ONCE),
    "set_program_state": (
        "program state",
        f"from its writing on, a program's terms, times, quota and funder never change; its state: {ONCE}",
    ),
    "set_template_state": (
        "template version sha256 state",
        f"it names the content by its SHA-256, which a version never changes from its writing on; its state: {ONCE}",
    ),
    "set_campaign_state": (
        "campaign state",
        f"from its announcement on, a campaign's places, times and commitments never change; its state: {ONCE}",
    ),
    "unfreeze_wallet": ("wallet freeze", ONE_ROW),
    "unfreeze_holder": ("holder holder_freeze", ONE_ROW),
    "release_interest": ("run", "what a prepared run is due stands until it is paid"),
    "close_with_breaks": ("account day reason revision open_breaks", "any other revision is refused"),
    "pay_out_order": ("exchange_order wallet bank_account", f"{ONE_ROW}, and whose a payee is never changes"),
    "pay_external_bank": ("external_bank amount_minor", ALL_OF_IT),
    "take_from_external_bank": ("external_bank amount_minor", ALL_OF_IT),
    "rebind_device": ("holder algorithm public_key identity_check", ONCE),
    "forget_detail": (
        "holder detail check",
        f"what is known is another only once two forgot it; {ONCE}",
    ),
    "appoint_guardian": ("ward guardian until_at papers", ONCE),
    "open_estate": ("holder papers", ALL_OF_IT),
    "settle_estate": ("holder heirs papers", "it is all of an estate, whatever that has come to, in these shares"),
    "create_principal": ("role institution subject name", ALL_OF_IT),
    "renew_enrolment": ("principal", "refused once she was suspended, resumed or enrolled since"),
    "resume_principal": ("principal", "refused once she was suspended, resumed or enrolled since"),
    "set_times_right": ("today", f"it is all that lies in the future as it is approved, on the day it names; {ONCE}"),
}
"""Every act of two people: what its command says, all of it, and why nothing else that the second read can change."""


def test_for_every_act_of_two_people_it_is_known_why_what_was_read_cannot_change(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    operations = all_operations(Keyring.create(tmp_path_factory.mktemp("ring") / "keyring.json")).by_name
    acts = {action for action in ACTIONS for role in Role if takes_two(role, action)}
    said = {name: " ".join(field.name for field in fields(operations[name].command)) for name in acts}
    assert said == {name: named for name, (named, _) in READ.items()}
    assert {name for name, (_, why) in READ.items() if ONCE in why} == SETS.keys()


@pytest.fixture
def bank(office: Office) -> InstitutionNo:
    office.do(0, OpenCentralBank("pboc", "People's Bank of China", "中国人民银行"))
    number: InstitutionNo = office.do(0, OpenOperator("icbc", 10**9)).institution
    return number


@pytest.mark.parametrize("command", [RenewEnrolment, ResumePrincipal])
def test_a_proposal_about_somebody_ends_when_she_is_suspended_after_it(
    office: Office, bank: InstitutionNo, command: Callable[[PrincipalNo], object]
) -> None:
    first, second, third, about = (office.person(Role.OPERATOR, bank) for _ in range(4))
    office.do(first, SuspendPrincipal(about))
    office.wait(1)
    asked = proposal_of(office.platform.operations, command(about), "back from leave")
    early = office.do(first, asked).proposal
    office.wait(1)
    assert office.two((first, second, third), ResumePrincipal(about)).state == "active"
    office.do(third, SuspendPrincipal(about))  # her key was stolen
    assert office.approve(second, early) == Refusal("proposal_outdated")
    office.wait(1)
    again = office.do(first, asked).proposal
    office.approve(second, again)
    assert not isinstance(office.approve(third, again), Refusal)


def test_a_new_phone_is_not_forgotten_for_the_old_one(office: Office, bank: InstitutionNo) -> None:
    first, second, third = (office.person(Role.OPERATOR, bank) for _ in range(3))
    opened = office.wallet(bank)
    early, late = (
        office.do(first, proposal_of(office.platform.operations, ForgetDetail(opened.holder, "phone", check), "a bill"))
        for check in ("it is another's now", "so she said")
    )
    office.wait(1)
    assert not isinstance(office.approve(second, early.proposal), Refusal)
    new = ChangeClass(opened.wallet, "III", "李华", "11010519491231002X", "6222021234567890", False, "13900001111")
    assert not isinstance(office.do(first, new), Refusal)
    office.wait(1)
    assert office.approve(third, late.proposal) == Refusal("proposal_outdated")
    with office.platform.snapshot() as connection:
        assert reveal(office.platform.keyring, HOLDERS.read(connection, [opened.holder])[0]).phone == "13900001111"


def test_a_guardian_whom_one_person_removed_does_not_come_back_by_an_older_proposal(
    office: Office, bank: InstitutionNo
) -> None:
    first, second = (office.person(Role.OPERATOR, bank) for _ in range(2))
    ward, guardian = office.wallet(bank).holder, office.wallet(bank).holder
    appoint = AppointGuardian(ward, guardian, office.clock.now() + DAY_US, ("9f" * 32,))
    made = office.two((first, second), appoint)
    office.wait(1)
    renewal = office.do(first, proposal_of(office.platform.operations, appoint, "for longer")).proposal
    office.wait(1)
    assert not isinstance(office.do(first, EndGuardianship(made.guardianship)), Refusal)
    assert office.approve(second, renewal) == Refusal("proposal_outdated")
    office.wait(1)
    assert not isinstance(office.two((first, second), appoint), Refusal)


def test_an_older_quota_does_not_come_back_and_a_newer_proposal_is_none_of_it(
    office: Office, bank: InstitutionNo
) -> None:
    first, second = (office.person(Role.CENTRAL_BANK, InstitutionNo(256)) for _ in range(2))
    other = office.do(0, OpenOperator("boc", 10**9)).institution
    old = office.do(first, proposal_of(office.platform.operations, SetQuota(bank, 5), "a test")).proposal
    others = office.do(first, proposal_of(office.platform.operations, SetQuota(other, 5), "a test")).proposal
    office.wait(1)
    for quota in (7, 6):
        assert not isinstance(office.two((first, second), SetQuota(bank, quota)), Refusal)
        office.wait(1)
    assert office.approve(second, old) == Refusal("proposal_outdated")
    assert not isinstance(office.approve(second, others), Refusal)


def test_of_two_that_are_approved_in_one_group_one_is_done(office: Office, bank: InstitutionNo) -> None:
    first, second, third = (office.person(Role.CENTRAL_BANK, InstitutionNo(256)) for _ in range(3))
    asked = [
        office.do(first, proposal_of(office.platform.operations, SetQuota(bank, quota), "a test")).proposal
        for quota in (5, 6)
    ]
    office.wait(1)
    requests = [
        office.platform.request(person, f"both{person}", Decide(number, approve=True))
        for person, number in zip((second, third), asked, strict=True)
    ]
    outcomes = [result.outcome for result in office.platform.run(requests)]
    assert [isinstance(each, Refusal) and each.code for each in outcomes] == [False, "proposal_outdated"]
