"""The permission table is total, and says what the scheme's roles may and may not do."""

import pytest

from jiaozi.access import ownership, permissions
from jiaozi.access.model import SUBJECT_ROLES, Principal, Role, Status, Subject
from jiaozi.access.ownership import OWNERS
from jiaozi.access.permissions import ACTIONS, Grant, Ownership, Verdict, decide, grant
from jiaozi.errors import Refusal
from jiaozi.keyring import Keyring
from jiaozi.kinds import HolderNo, InstitutionNo, MerchantNo, PrincipalNo, WalletNo
from jiaozi.operations import all_operations

BANK, OTHER_BANK, CENTRAL = InstitutionNo(512), InstitutionNo(768), InstitutionNo(256)
WALLET, HOLDER, MERCHANT = WalletNo(1600), HolderNo(3200), MerchantNo(4800)
APPROVALS = {"propose", "decide"}


def _somebody(
    role: Role,
    institution: InstitutionNo = BANK,
    subject: Subject = MerchantNo(0),
    status: Status = Status.ACTIVE,
) -> Principal:
    return Principal(PrincipalNo(16), role, institution, subject, "Somebody", status)


@pytest.fixture(scope="module")
def operations(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of all operations."""
    return set(all_operations(Keyring.create(tmp_path_factory.mktemp("ring") / "keyring.json")).by_name)


def test_every_operation_has_a_row_for_every_role(operations: set[str]) -> None:
    for name in operations:
        assert name in ACTIONS
        assert all(isinstance(grant(role, name), Grant) for role in Role)


def test_every_row_is_an_operation_or_a_reading_or_the_backup(operations: set[str]) -> None:
    readings = {name for name in ACTIONS if name.startswith("read_")} | {"backup"}
    assert set(ACTIONS) - readings - operations == set()


def test_every_act_of_two_people_for_ones_own_knows_whose_it_is() -> None:
    two_own = {action for action in ACTIONS for role in Role if grant(role, action) is Grant.TWO_OWN}
    assert two_own == set(OWNERS)


@pytest.mark.parametrize("action", ["issue", "set_quota", "set_operator_limit", "correct", "unfreeze_wallet"])
def test_nobody_does_an_act_of_two_people_alone(action: str) -> None:
    grants = {grant(role, action) for role in Role}
    assert grants <= {Grant.NO, Grant.TWO, Grant.TWO_OWN}
    assert grants != {Grant.NO}


def test_personal_data_is_read_by_the_wallets_operator_and_its_holder_alone() -> None:
    who = {role for role in Role if grant(role, "read_holder") is not Grant.NO}
    assert who == {Role.OPERATOR, Role.HOLDER}
    theirs = [Ownership(BANK, HOLDER, WALLET, (MERCHANT,))]
    assert decide(_somebody(Role.OPERATOR), "read_holder", theirs) is Verdict.ALLOWED
    assert decide(_somebody(Role.HOLDER, BANK, HOLDER), "read_holder", theirs) is Verdict.ALLOWED
    for other in (
        _somebody(Role.OPERATOR, OTHER_BANK),
        _somebody(Role.CENTRAL_BANK, CENTRAL),
        _somebody(Role.CENTRAL_BANK, BANK),
        _somebody(Role.AUDITOR, InstitutionNo(0)),
        _somebody(Role.GOVERNMENT, InstitutionNo(0)),
        _somebody(Role.MERCHANT, BANK, MERCHANT),
        _somebody(Role.EMPLOYER, BANK, WALLET),
        _somebody(Role.HOLDER, BANK, WALLET),
        _somebody(Role.HOLDER, BANK, HolderNo(HOLDER + 16)),
        _somebody(Role.HOLDER, OTHER_BANK, HOLDER),
    ):
        assert isinstance(decide(other, "read_holder", theirs), Refusal)


def test_auditors_and_government_change_nothing() -> None:
    for role in (Role.AUDITOR, Role.GOVERNMENT):
        able = {action for action in ACTIONS if grant(role, action) is not Grant.NO and not action.startswith("read_")}
        assert able == {"issue_api_key", "rotate_api_key", "revoke_api_key"}


def test_nobody_posts_bare_journals_or_backs_up_over_the_wire() -> None:
    for action in ("post_journals", "open_central_bank", "record_key_use", "backup"):
        assert {grant(role, action) for role in Role} == {Grant.NO}


THEIRS: dict[Role, Subject] = {Role.HOLDER: HOLDER, Role.EMPLOYER: WALLET, Role.MERCHANT: MERCHANT}


@pytest.mark.parametrize("role", sorted(SUBJECT_ROLES))
def test_a_payer_pays_only_from_its_own(role: Role) -> None:
    payer, own = _somebody(role, BANK, THEIRS[role]), Ownership(BANK, HOLDER, WALLET, (MERCHANT,))
    assert decide(payer, "pay", [own]) is Verdict.ALLOWED
    for foreign in (
        [],
        [own._replace(institution=OTHER_BANK)],
        [own, Ownership(BANK)],
        [Ownership(BANK, HolderNo(1), WalletNo(2), (MerchantNo(3),))],
    ):
        assert isinstance(decide(payer, "pay", foreign), Refusal)
    for other in SUBJECT_ROLES - {role}:
        assert isinstance(decide(_somebody(other, BANK, THEIRS[role]), "pay", [own]), Refusal)


def test_either_side_reads_a_payment_and_both_must_be_ones_own_to_correct() -> None:
    sides = [Ownership(BANK, HOLDER, WALLET), Ownership(OTHER_BANK, merchants=(MERCHANT,))]
    for reader in (_somebody(Role.HOLDER, BANK, HOLDER), _somebody(Role.MERCHANT, OTHER_BANK, MERCHANT)):
        assert decide(reader, "read_payment", sides, either=True) is Verdict.ALLOWED
    assert isinstance(decide(_somebody(Role.HOLDER, BANK, MerchantNo(9)), "read_payment", sides, either=True), Refusal)
    assert isinstance(decide(_somebody(Role.OPERATOR, BANK), "correct", sides), Refusal)
    assert decide(_somebody(Role.OPERATOR, BANK), "correct", sides[:1]) is Verdict.PROPOSAL_NEEDED


def test_everybody_turns_their_own_keys_and_operators_those_of_their_people() -> None:
    for role in Role:
        somebody = _somebody(
            role, InstitutionNo(0) if role in (Role.AUDITOR, Role.GOVERNMENT) else BANK, THEIRS.get(role, MerchantNo(0))
        )
        assert decide(somebody, "rotate_api_key", [ownership.of_principal(somebody)]) is Verdict.ALLOWED
        other = ownership.of_principal(somebody._replace(id=PrincipalNo(32)))
        allowed = role in (Role.CENTRAL_BANK, Role.OPERATOR)
        assert (decide(somebody, "rotate_api_key", [other]) is Verdict.ALLOWED) == allowed


def test_nothing_belongs_to_nobody() -> None:
    assert isinstance(
        decide(
            _somebody(Role.OPERATOR, InstitutionNo(0)),
            "read_wallet",
            [Ownership(InstitutionNo(0), HolderNo(0), WalletNo(0), (MerchantNo(0),))],
        ),
        Refusal,
    )
    assert isinstance(
        decide(
            _somebody(Role.HOLDER, BANK, MerchantNo(0)),
            "read_wallet",
            [Ownership(BANK, HolderNo(0), WalletNo(0), (MerchantNo(0),))],
        ),
        Refusal,
    )


def test_a_suspended_principal_may_do_nothing() -> None:
    for role in Role:
        gone = _somebody(role, BANK, THEIRS.get(role, MerchantNo(0)), Status.SUSPENDED)
        assert all(
            isinstance(decide(gone, action, [Ownership(BANK, HOLDER, WALLET, (MERCHANT,))]), Refusal)
            for action in ACTIONS
        )


def test_an_unknown_action_is_refused() -> None:
    for role in Role:
        outcome = decide(_somebody(role), "print_money", [Ownership(BANK)])
        assert isinstance(outcome, Refusal)
        assert outcome.code == "forbidden"


def test_the_table_has_one_column_for_each_role() -> None:
    assert set(permissions.ROLES) == set(Role)
