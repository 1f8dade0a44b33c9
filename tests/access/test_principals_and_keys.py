"""Principals and their keys: shown once, stored hashed, rotated with an overlap, revoked at once."""

from collections.abc import Callable
from dataclasses import replace
from multiprocessing import get_context

import pytest
from tests.access.conftest import Office

from jiaozi.access import store, tokens
from jiaozi.access.approvals import proposal_of
from jiaozi.access.authenticate import authenticate, token_in, use_of
from jiaozi.access.keys import hand_out
from jiaozi.access.model import (
    ApiKeyIssued,
    ApiKeyRevoked,
    CreatePrincipal,
    IssueApiKey,
    PrincipalCreated,
    PrincipalStatusSet,
    RecordKeyUse,
    RenewEnrolment,
    ResumePrincipal,
    RevokeApiKey,
    Role,
    RotateApiKey,
    SuspendPrincipal,
)
from jiaozi.access.rights import ANOTHERS, THEIR_OWN
from jiaozi.db.engine import Connection
from jiaozi.db.engines import open_engine
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import InstitutionNo, KeyNo, MerchantNo, PrincipalNo

BANK, OTHER_BANK, CENTRAL = InstitutionNo(512), InstitutionNo(768), InstitutionNo(256)


def _code(office: Office, token: str) -> str:
    """Why a token is not let in."""
    with pytest.raises(Failure) as caught:
        office.caller(token)
    return caught.value.code


def _key(token: str) -> KeyNo:
    parsed = tokens.parse_token(token)
    assert parsed is not None
    return parsed.key


def test_a_token_names_its_principal(office: Office) -> None:
    hotpot = office.merchant(BANK)
    person = office.person(Role.MERCHANT, BANK, hotpot, "Hotpot")
    caller = office.caller(office.token(person))
    assert caller.principal == (person, Role.MERCHANT, BANK, hotpot, "Hotpot", "active", True, 0)


def test_a_request_without_a_key_is_told_so(office: Office) -> None:
    assert _code(office, "") == "credentials_missing"


def test_every_wrong_token_gets_the_same_answer(office: Office) -> None:
    token = office.token(office.person(Role.AUDITOR))
    head, secret = token.rsplit("_", 1)
    other = "A" if secret[-1] != "A" else "B"
    wrong = [
        *("x", "jz__", token.lower(), token + "A", token[:-1], " " + token, token + "\n", "' OR 1=1 --"),
        *(head + "_" + secret[:-1] + other, tokens.format_token(1, secret), "jz_ZZZZZZZZZZZZZ_" + secret),
    ]
    for text in wrong:
        assert _code(office, text) == "credentials_invalid"
    assert office.caller(token)


def test_a_principal_may_have_several_keys(office: Office) -> None:
    person = office.person(Role.OPERATOR, BANK)
    first, second = office.token(person), office.token(person)
    assert isinstance(office.do(person, RevokeApiKey(_key(first))), ApiKeyRevoked)
    assert office.caller(second).principal.id == person
    assert _code(office, first) == "credentials_invalid"


def test_a_revoked_key_is_refused_by_every_other_process_at_once(open_office: Callable[[], Office]) -> None:
    one, other = open_office(), open_office()
    person = one.person(Role.OPERATOR, BANK)
    for _ in range(5):
        token = one.token(person)
        assert other.caller(token).principal.id == person
        one.do(person, RevokeApiKey(_key(token)))
        assert _code(other, token) == "credentials_invalid"


_of_worker: dict[str, Connection] = {}


def _ask(url: str, token: str, now: int) -> str:
    """In a process of its own, on the connection it keeps: the principal's name, or why it is not let in."""
    if url not in _of_worker:
        _of_worker[url] = open_engine(url).connect(reader=True)
    try:
        return authenticate(_of_worker[url], token_in(token), now).principal.name
    except Failure as failure:
        return failure.code


def test_a_revoked_key_is_refused_by_another_operating_system_process(office: Office, db_url: str) -> None:
    person = office.person(Role.OPERATOR, BANK, name="Night desk")
    with get_context("spawn").Pool(1) as pool:
        for _ in range(3):
            token = office.token(person)
            assert pool.apply(_ask, (db_url, token, office.clock.now())) == "Night desk"
            office.do(person, RevokeApiKey(_key(token)))
            assert pool.apply(_ask, (db_url, token, office.clock.now())) == "credentials_invalid"


def test_a_connection_kept_open_sees_the_revocation_too(office: Office) -> None:
    token = office.token(office.person(Role.AUDITOR))
    connection = office.platform.engine.connect(reader=True)
    assert authenticate(connection, token_in(token), office.clock.now())
    office.do(0, RevokeApiKey(_key(token)))
    with pytest.raises(Failure, match="credentials_invalid"):
        authenticate(connection, token_in(token), office.clock.now())
    connection.close()


def test_a_revoked_key_stays_revoked(office: Office) -> None:
    person = office.person(Role.AUDITOR)
    key = _key(office.token(person))
    office.do(person, RevokeApiKey(key))
    assert office.do(person, RevokeApiKey(key)) == Refusal("api_key_revoked")
    assert office.do(person, RotateApiKey(key, 60, tokens.hash_secret("x"))) == Refusal("api_key_revoked")


def test_after_a_rotation_the_old_key_lasts_for_the_overlap_only(office: Office) -> None:
    person = office.person(Role.OPERATOR, BANK)
    old = office.token(person)
    given = hand_out(office.execute, person, "turn", RotateApiKey(_key(old), 3600))
    assert given.token is not None
    assert isinstance(given.outcome, ApiKeyIssued)
    assert given.outcome.replaces == _key(old)
    office.wait(3599)
    assert office.caller(old).principal == office.caller(given.token).principal
    office.wait(1)
    assert _code(office, old) == "credentials_invalid"
    assert office.caller(given.token).principal.id == person


def test_rotating_again_never_prolongs_an_old_key(office: Office) -> None:
    person = office.person(Role.OPERATOR, BANK)
    old = office.token(person)
    hand_out(office.execute, person, "one", RotateApiKey(_key(old), 10))
    hand_out(office.execute, person, "two", RotateApiKey(_key(old), 1000))
    office.wait(10)
    assert _code(office, old) == "credentials_invalid"


@pytest.mark.parametrize("overlap_s", [-1, 30 * 86_400 + 1, 2**70])
def test_an_overlap_has_bounds(office: Office, overlap_s: int) -> None:
    person = office.person(Role.OPERATOR, BANK)
    token = office.token(person)
    outcome = hand_out(office.execute, person, "turn", RotateApiKey(_key(token), overlap_s)).outcome
    assert isinstance(outcome, Refusal)
    assert outcome.code == "request_malformed"
    assert office.caller(token)


def test_a_suspended_principal_cannot_come_in_until_it_is_resumed(office: Office) -> None:
    person = office.person(Role.OPERATOR, BANK)
    token = office.token(person)
    assert office.do(0, SuspendPrincipal(person)) == PrincipalStatusSet(person, "suspended")
    assert office.do(0, SuspendPrincipal(person)) == Refusal("principal_suspended")
    assert _code(office, token) == "credentials_invalid"
    assert office.do(person, IssueApiKey(person, tokens.hash_secret("x"))) == Refusal("principal_suspended")
    pair = office.pair(Role.OPERATOR, BANK)
    for alone in (0, person, pair[0]):
        assert office.do(alone, ResumePrincipal(person)).code == "forbidden"
    assert _code(office, token) == "credentials_invalid"
    assert office.two(pair, ResumePrincipal(person)) == PrincipalStatusSet(person, "active")
    assert office.two(pair, ResumePrincipal(person)) == Refusal("principal_not_suspended")
    assert office.caller(token)


def test_whom_the_central_bank_suspended_only_its_people_resume(office: Office) -> None:
    person, pair = office.person(Role.OPERATOR, BANK), office.pair(Role.OPERATOR, BANK)
    central = office.pair(Role.CENTRAL_BANK, CENTRAL)
    office.do(pair[0], SuspendPrincipal(person))
    ready = office.do(pair[0], proposal_of(office.platform.operations, ResumePrincipal(person), "she is back"))
    assert office.two(central, ResumePrincipal(person)) == Refusal("forbidden", THEIR_OWN)  # the bank's own affair

    # Its own side having suspended her first does not keep the central bank from it; the reverse is not so.
    assert office.do(central[0], SuspendPrincipal(person)) == PrincipalStatusSet(person, "suspended")
    for other in (central[0], pair[0], 0):
        assert office.do(other, SuspendPrincipal(person)) == Refusal("principal_suspended")
    told = Refusal("forbidden", "operator may resume principal (resume_principal) only for whom its own side suspended")
    assert office.two(pair, ResumePrincipal(person)) == told
    assert office.approve(pair[1], ready.proposal) == Refusal("forbidden", ANOTHERS)  # proposed before, decided after
    assert office.two(central, RenewEnrolment(person)) == Refusal("forbidden", THEIR_OWN)  # else they became her
    assert office.two(central, ResumePrincipal(person)) == PrincipalStatusSet(person, "active")

    office.do(pair[0], SuspendPrincipal(person))
    assert office.two(pair, ResumePrincipal(person)) == PrincipalStatusSet(person, "active")


def test_a_repeated_request_gets_its_outcome_but_never_the_token_again(office: Office) -> None:
    person = office.person(Role.AUDITOR)
    first = hand_out(office.execute, person, "once", IssueApiKey(person))
    again = hand_out(office.execute, person, "once", IssueApiKey(person), earlier=first.outcome)
    assert again == (first.outcome, None)
    other = hand_out(office.execute, person, "once", IssueApiKey(PrincipalNo(person + 16)), earlier=first.outcome)
    assert other == (Refusal("idempotency_key_reused"), None)
    unasked = hand_out(office.execute, person, "once", IssueApiKey(person))
    assert unasked == (Refusal("idempotency_key_reused"), None)
    with office.platform.snapshot() as connection:
        assert len(store.keys_of(connection, person)) == 1


def test_a_secret_has_to_come_as_a_hash(office: Office) -> None:
    person = office.person(Role.AUDITOR)
    for text in ("", tokens.new_secret(), "g" * 64, "A" * 64):
        assert office.do(person, IssueApiKey(person, text)) == Refusal("request_malformed", "secret_hash")


def test_a_key_remembers_the_day_it_was_last_used_on(office: Office) -> None:
    token = office.token(office.person(Role.AUDITOR))
    use = use_of(office.caller(token), office.clock.now())
    assert use is not None
    office.execute(*use)
    assert office.caller(token).last_used_day == use[2].day
    assert use_of(office.caller(token), office.clock.now()) is None
    assert office.do(0, RecordKeyUse(_key(token), use[2].day - 1)) == (_key(token), use[2].day)
    office.wait(86_400)
    assert use_of(office.caller(token), office.clock.now()) is not None


def test_nobody_else_marks_a_key_as_used(office: Office) -> None:
    person = office.person(Role.AUDITOR)
    assert office.do(person, RecordKeyUse(_key(office.token(person)), 1)) == Refusal("api_key_not_found")


CREATIONS = [
    (Role.CENTRAL_BANK, CENTRAL, Role.CENTRAL_BANK, CENTRAL, True),
    (Role.CENTRAL_BANK, CENTRAL, Role.OPERATOR, BANK, True),
    (Role.CENTRAL_BANK, CENTRAL, Role.GOVERNMENT, 0, True),
    (Role.CENTRAL_BANK, CENTRAL, Role.AUDITOR, 0, True),
    (Role.CENTRAL_BANK, CENTRAL, Role.HOLDER, BANK, False),
    (Role.CENTRAL_BANK, CENTRAL, Role.MERCHANT, BANK, False),
    (Role.OPERATOR, BANK, Role.OPERATOR, BANK, True),
    (Role.OPERATOR, BANK, Role.MERCHANT, BANK, True),
    (Role.OPERATOR, BANK, Role.EMPLOYER, BANK, True),
    (Role.OPERATOR, BANK, Role.HOLDER, BANK, True),
    (Role.OPERATOR, BANK, Role.OPERATOR, OTHER_BANK, False),
    (Role.OPERATOR, BANK, Role.HOLDER, OTHER_BANK, False),
    (Role.OPERATOR, BANK, Role.CENTRAL_BANK, BANK, False),
    (Role.OPERATOR, BANK, Role.AUDITOR, 0, False),
    (Role.MERCHANT, BANK, Role.MERCHANT, BANK, False),
    (Role.AUDITOR, 0, Role.AUDITOR, 0, False),
    (Role.HOLDER, BANK, Role.HOLDER, BANK, False),
]


@pytest.mark.parametrize(("actor", "at", "role", "institution", "allowed"), CREATIONS)
def test_nobody_makes_principals_above_or_beside_them(
    office: Office, actor: Role, at: InstitutionNo, role: Role, institution: InstitutionNo, allowed: bool
) -> None:
    pair = office.pair(actor, at, office.subject(actor, at))
    name = "" if role == Role.HOLDER else "New"
    subject = office.subject(role, institution)
    asked = CreatePrincipal(role.value, institution, subject, name)
    assert office.do(pair[0], asked).code == "forbidden", "nobody does it alone"
    outcome = office.two(pair, asked)
    assert isinstance(outcome, PrincipalCreated) if allowed else outcome.code == "forbidden"
    if (role, institution) == (Role.CENTRAL_BANK, BANK):
        return  # nobody at all is one
    target = office.person(role, institution, subject)
    issued = office.do(pair[0], IssueApiKey(target, tokens.hash_secret("x")))
    assert issued.code == "forbidden", "and nobody gives another a key"
    suspended = office.do(pair[0], SuspendPrincipal(target))
    assert isinstance(suspended, PrincipalStatusSet) if allowed else suspended.code == "forbidden"


def test_everybody_looks_after_their_own_keys_and_nobody_elses(office: Office) -> None:
    one, other = (office.person(Role.HOLDER, BANK, office.wallet(BANK).holder) for _ in range(2))
    token, foreign = office.token(one), office.token(other)
    assert hand_out(office.execute, one, "own", IssueApiKey(one)).token is not None
    assert hand_out(office.execute, one, "turn", RotateApiKey(_key(token), 0)).token is not None
    wanted = {RevokeApiKey: "forbidden", RotateApiKey: "api_key_not_found", IssueApiKey: "forbidden"}
    for command in (RevokeApiKey(_key(foreign)), RotateApiKey(_key(foreign), 0), IssueApiKey(other)):
        assert office.do(one, command).code == wanted[type(command)]
    assert office.caller(foreign)
    office.do(other, RevokeApiKey(_key(foreign)))
    assert office.do(one, RotateApiKey(_key(foreign), 0)).code == "api_key_not_found", "nor whether it still works"


def test_what_does_not_exist_is_not_found(office: Office) -> None:
    assert office.do(0, RevokeApiKey(KeyNo(16))) == Refusal("api_key_not_found")
    assert office.do(0, SuspendPrincipal(PrincipalNo(16))) == Refusal("principal_not_found")


GOOD = CreatePrincipal("merchant", BANK, MerchantNo(5), "Hotpot 火锅")
MALFORMED = [
    replace(GOOD, role="emperor"),  # type: ignore[arg-type]
    replace(GOOD, role=""),  # type: ignore[arg-type]
    replace(GOOD, institution=InstitutionNo(0)),
    replace(GOOD, institution=InstitutionNo(-1)),
    replace(GOOD, institution=InstitutionNo(2**63)),
    replace(GOOD, subject=MerchantNo(0)),
    replace(GOOD, subject=MerchantNo(2**70)),
    replace(GOOD, name=""),
    replace(GOOD, name="  "),
    replace(GOOD, name="a\nb"),
    replace(GOOD, name="x" * 201),
    CreatePrincipal("auditor", BANK, MerchantNo(0), "An auditor belongs to no institution"),
    CreatePrincipal("operator", BANK, MerchantNo(7), "An operator stands for all of its institution"),
    CreatePrincipal("holder", BANK, MerchantNo(7), "王小明"),
]


@pytest.mark.parametrize("command", MALFORMED, ids=lambda command: repr(command)[-30:])
def test_a_malformed_principal_is_refused(office: Office, command: CreatePrincipal) -> None:
    outcome = office.two(office.pair(Role.OPERATOR, BANK), command)
    assert isinstance(outcome, Refusal)
    assert outcome.code in ("request_malformed", "forbidden")


def test_principals_are_listed_page_by_page(office: Office) -> None:
    mine = [office.person(Role.OPERATOR, BANK) for _ in range(5)]
    foreign = office.person(Role.OPERATOR, OTHER_BANK)
    with office.platform.snapshot() as connection:
        first = store.principals(connection, BANK, 0, 3)
        rest = store.principals(connection, BANK, first[-1].id, 3)
        everybody = store.principals(connection, None, 0, 100)
        assert store.principal(connection, foreign) == everybody[-1]
        assert store.principal(connection, 1) is None
    assert [found.id for found in first + rest] == mine
    assert [found.id for found in everybody] == [*mine, foreign]
