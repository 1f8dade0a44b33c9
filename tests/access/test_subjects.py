"""A principal stands only for what is its own institution's: when it is made, when it knocks, when it comes back."""

from contextlib import closing
from typing import Any

import pytest
from tests.access.conftest import START_US, Office

from jiaozi.access import tokens
from jiaozi.access.model import (
    CreatePrincipal,
    IssueApiKey,
    PrincipalCreated,
    ResumePrincipal,
    Role,
    Subject,
    SuspendPrincipal,
)
from jiaozi.access.schema import PRINCIPALS
from jiaozi.clock import SimulatedClock
from jiaozi.db.schema import metadata
from jiaozi.errors import Failure, Refusal
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.kinds import InstitutionNo, MerchantNo, PrincipalNo, WalletNo
from jiaozi.ledger.audit import audit
from jiaozi.payments.merchants import OpenMerchant
from jiaozi.people.estates import OpenEstate
from jiaozi.platform import Platform
from jiaozi.wallets.changes import CloseWallet
from jiaozi.webhooks import store as webhooks
from jiaozi.webhooks.endpoints import OpenWebhook

CENTRAL, BANK, OTHER_BANK = InstitutionNo(256), InstitutionNo(512), InstitutionNo(768)
NOWHERE = InstitutionNo(1 << 40)
MISSING = {
    Role.MERCHANT: "merchant_not_found",
    Role.EMPLOYER: "wallet_not_found",
    Role.HOLDER: "holder_not_found",
}
SUBJECT_ROLES = tuple(MISSING)


def made(role: Role, institution: InstitutionNo, subject: Subject = MerchantNo(0)) -> CreatePrincipal:
    """The command for a principal of this role."""
    return CreatePrincipal(role.value, institution, subject, "" if role == Role.HOLDER else "New")


def stray(office: Office, role: Role, institution: int, subject: int) -> tuple[PrincipalNo, str]:
    """A principal of an earlier version, which nobody had asked, with a key."""
    own = office.person(role, BANK, office.subject(role, BANK))
    token = office.token(own)
    tamper(office, "UPDATE principals SET institution = ?, subject = ? WHERE id = ?", (institution, subject, own))
    return own, token


def tamper(office: Office, sql: str, parameters: tuple[Any, ...] = ()) -> None:
    """Changes rows behind the platform's back."""
    with closing(office.platform.engine.connect()) as connection:
        connection.begin()
        connection.execute(sql, parameters)
        connection.commit()


def everything(office: Office) -> dict[str, int]:
    """How many rows each table has, but for those of every command."""
    with office.platform.snapshot() as connection:
        tables = set(metadata.tables) - {"outcomes", "commit_groups", "acts", "tx_markers"}
        return {name: connection.query(f"SELECT count(*) FROM {name}")[0][0] for name in sorted(tables)}


def knocks(office: Office, token: str) -> str:
    """Whether a token is let in, or why not."""
    try:
        return office.caller(token).principal.status
    except Failure as failure:
        return failure.code


def found(office: Office) -> list[str]:
    """What the audit says of principals."""
    with office.platform.snapshot() as connection:
        report = audit(connection, FEATURE_INVARIANTS)
    return [finding.subject for finding in report.findings if finding.invariant == "principals_stand"]


@pytest.mark.parametrize("role", SUBJECT_ROLES)
def test_another_banks_customer_is_refused_byte_for_byte_as_one_that_does_not_exist(office: Office, role: Role) -> None:
    foreign, own = office.subject(role, OTHER_BANK), office.subject(role, BANK)
    office.makers(role, BANK)
    before = everything(office)
    answers = {repr(office.make(made(role, BANK, subject))) for subject in (foreign, MerchantNo(NOWHERE))}
    assert answers == {repr(Refusal(MISSING[role]))}
    assert everything(office) == before
    assert isinstance(office.make(made(role, BANK, own)), PrincipalCreated)


def test_a_number_of_something_else_is_not_found(office: Office) -> None:
    """But for a wallet and its holder, which share theirs: their ids differ on the wire, and are told apart there."""
    merchant, wallet = office.merchant(BANK), office.wallet(BANK).wallet
    for role, subject in ((Role.MERCHANT, wallet), (Role.EMPLOYER, merchant), (Role.HOLDER, merchant)):
        assert office.make(made(role, BANK, subject)) == Refusal(MISSING[role])


def test_an_employers_wallet_is_an_open_one_of_a_company(office: Office) -> None:
    person, company = office.wallet(BANK).wallet, office.wallet(BANK, "corporate").wallet
    assert office.make(made(Role.EMPLOYER, BANK, person)).code == "usage_not_allowed"
    assert office.do(0, CloseWallet(company)).wallet == company
    assert office.make(made(Role.EMPLOYER, BANK, company)) == Refusal("wallet_closed")
    foreign = office.wallet(OTHER_BANK).wallet
    assert office.make(made(Role.EMPLOYER, BANK, foreign)) == Refusal("wallet_not_found")


def test_nobody_begins_to_stand_for_the_dead(office: Office) -> None:
    holder = office.wallet(BANK).holder
    assert isinstance(office.make(made(Role.HOLDER, BANK, holder)), PrincipalCreated)
    office.do(0, OpenEstate(holder, ("a" * 64,)))
    assert office.make(made(Role.HOLDER, BANK, holder)) == Refusal("estate_exists")


@pytest.mark.parametrize(
    ("role", "institution"),
    [
        (Role.OPERATOR, CENTRAL),
        (Role.CENTRAL_BANK, BANK),
        (Role.OPERATOR, NOWHERE),
        (Role.CENTRAL_BANK, NOWHERE),
    ],
)
def test_a_principals_institution_exists_and_is_of_the_roles_kind(
    office: Office, role: Role, institution: InstitutionNo
) -> None:
    subject = office.subject(role, BANK)
    assert office.make(made(role, institution, subject)) == Refusal("institution_not_found")


def test_a_merchant_and_its_principal_are_made_in_one_group(office: Office) -> None:
    company = office.wallet(BANK, "corporate").wallet
    opening = office.platform.request(0, "merchant", OpenMerchant(company, "Hotpot", "火锅", "5812"))
    creation = office.made_by_two(made(Role.MERCHANT, BANK, opening.id), Role.MERCHANT, BANK)
    outcomes = [result.outcome for result in office.platform.run([opening, creation])]
    assert outcomes[0].merchant == opening.id
    assert isinstance(outcomes[1], PrincipalCreated)


@pytest.mark.parametrize("role", SUBJECT_ROLES)
def test_a_key_of_an_earlier_versions_stray_opens_nothing(office: Office, role: Role) -> None:
    person, token = stray(office, role, BANK, office.subject(role, OTHER_BANK))
    assert knocks(office, token) == "credentials_invalid"
    assert found(office) == [f"principal {person}"]


def test_strays_are_suspended_and_their_webhooks_closed_when_the_database_is_opened(office: Office) -> None:
    foreign = office.merchant(OTHER_BANK)
    people = [
        stray(office, Role.MERCHANT, BANK, foreign)[0],
        stray(office, Role.EMPLOYER, BANK, office.wallet(BANK).wallet)[0],
        stray(office, Role.HOLDER, BANK, NOWHERE)[0],
        stray(office, Role.OPERATOR, CENTRAL, 0)[0],
        stray(office, Role.OPERATOR, NOWHERE, 0)[0],
    ]
    sound = office.person(Role.MERCHANT, OTHER_BANK, foreign)
    suspended_before = office.person(Role.OPERATOR, BANK)
    office.do(0, SuspendPrincipal(suspended_before))
    url = "https://hooks.example.com/"
    opened = [
        office.do(0, OpenWebhook(institution, merchant, wallet, url)).webhook
        for institution, merchant, wallet in (
            (BANK, foreign, WalletNo(0)),
            (BANK, MerchantNo(0), office.wallet(OTHER_BANK, "corporate").wallet),
            (NOWHERE, MerchantNo(0), WalletNo(0)),
            (OTHER_BANK, foreign, WalletNo(0)),
            (BANK, MerchantNo(0), WalletNo(0)),
        )
    ]
    assert found(office) == [*(f"principal {person}" for person in people), *(f"webhook {each}" for each in opened[:3])]
    for _ in range(2):
        tamper(office, "DELETE FROM schema_migrations WHERE version >= 6")
        Platform(office.platform.settings, clock=SimulatedClock(START_US), now_us=START_US).close()
        with office.platform.snapshot() as connection:
            states = [row.status for number in opened if (row := webhooks.endpoint(connection, number))]
            rows = connection.query("SELECT id FROM principals WHERE status = 'suspended' ORDER BY id")
        assert states == ["closed"] * 3 + ["active"] * 2
        assert [row[0] for row in rows] == sorted([*people, suspended_before])
        assert found(office) == []
    assert knocks(office, office.token(sound)) == "active"
    for person in people:
        with office.platform.snapshot() as connection:
            gone = PRINCIPALS.read(connection, [person])[0]
        resumption = office.made_by_two(ResumePrincipal(person), gone.role, gone.institution)
        assert isinstance(office.platform.run([resumption])[0].outcome, Refusal), person
        assert office.do(person, IssueApiKey(person, tokens.hash_secret("x"))) == Refusal("principal_suspended")


@pytest.mark.parametrize("role", list(Role))
def test_the_door_and_the_counter_agree_about_everybody(office: Office, role: Role) -> None:
    """What may be made is let in, what may not is not, whoever made it."""
    office.two_operators()
    subjects: set[int] = {office.subject(each, bank) for each in SUBJECT_ROLES for bank in (BANK, OTHER_BANK)} | {
        NOWHERE
    }
    subjects |= {office.wallet(BANK).wallet}
    wanted: set[tuple[int, int]] = {(at, who) for at in (CENTRAL, BANK, OTHER_BANK, NOWHERE) for who in subjects}
    if role not in SUBJECT_ROLES:
        wanted = {(at, 0) for at in (CENTRAL, BANK, OTHER_BANK, NOWHERE)}
    if role in (Role.GOVERNMENT, Role.AUDITOR):
        wanted = {(0, 0)}
    token = office.token(person := office.person(role, *_good(office, role)))
    for institution, subject in wanted:
        may = isinstance(office.make(made(role, InstitutionNo(institution), MerchantNo(subject))), PrincipalCreated)
        tamper(
            office, "UPDATE principals SET institution = ?, subject = ? WHERE id = ?", (institution, subject, person)
        )
        assert knocks(office, token) == ("active" if may else "credentials_invalid"), (institution, subject)


def _good(office: Office, role: Role) -> tuple[InstitutionNo, Subject]:
    """Institution and subject of a sound principal of a role."""
    if role in (Role.GOVERNMENT, Role.AUDITOR):
        return InstitutionNo(0), MerchantNo(0)
    return (CENTRAL, MerchantNo(0)) if role == Role.CENTRAL_BANK else (BANK, office.subject(role, BANK))
