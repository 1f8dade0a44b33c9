"""How people come to have rights: made by two, each with half of a code, never by one."""

import threading
from collections.abc import Callable

import pytest
from tests.access.conftest import Office
from tests.access.people import resume

from jiaozi.access import bootstrap, store, tokens
from jiaozi.access.approvals import proposal_of
from jiaozi.access.enrolment import enrol_key, open_enrolments
from jiaozi.access.keys import hand_out
from jiaozi.access.model import (
    FOUNDERS,
    KEYS_MAX,
    PROPOSAL_US,
    ApiKeyIssued,
    CreatePrincipal,
    Decide,
    DrawShare,
    Enrol,
    Enrolled,
    EnrolmentRenewed,
    FoundPeople,
    IssueApiKey,
    PeopleFounded,
    PrincipalCreated,
    RenewEnrolment,
    ResumePrincipal,
    Role,
    ShareDrawn,
    SuspendPrincipal,
)
from jiaozi.access.rights import ENROLMENT_US
from jiaozi.clock import SECOND_US
from jiaozi.errors import Failure, Refusal
from jiaozi.kinds import EnrolmentNo, HolderNo, InstitutionNo, MerchantNo, PrincipalNo
from jiaozi.people.estates import OpenEstate
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator, SetQuota
from jiaozi.wallets.holder_freezes import UnfreezeHolder

CENTRAL = InstitutionNo(256)
INVALID = Refusal("enrolment_invalid")


@pytest.fixture
def bank(office: Office) -> int:
    """An operator."""
    office.do(0, OpenCentralBank("pboc", "People's Bank of China", "中国人民银行"))
    number: int = office.do(0, OpenOperator("icbc", 10**9)).institution
    return number


@pytest.fixture
def pair(office: Office, bank: InstitutionNo) -> tuple[int, int]:
    """Two people of the operator."""
    return office.pair(Role.OPERATOR, bank)


def colleague(
    office: Office, people: tuple[int, ...], institution: InstitutionNo, role: Role = Role.OPERATOR
) -> PrincipalCreated:
    """A colleague whom these people make."""
    made = office.two(people, CreatePrincipal(role.value, institution, MerchantNo(0), "New colleague"))
    assert isinstance(made, PrincipalCreated), made
    return made


def share(office: Office, reader: int, enrolment: EnrolmentNo) -> str:
    """The hash of a fresh share."""
    given = hand_out(office.execute, reader, tokens.new_secret(), DrawShare(enrolment))
    assert isinstance(given.outcome, ShareDrawn), given.outcome
    parsed = tokens.parse_share(given.token or "")
    assert parsed is not None
    assert parsed[0] == enrolment
    return parsed[1]


def enrol(office: Office, made: PrincipalCreated | EnrolmentRenewed, *shares: str) -> tuple[object, str]:
    """The outcome of enrolling, and the token it would give."""
    secret = tokens.new_secret()
    command = Enrol(made.enrolment, shares, tokens.hash_secret(secret))
    outcome = office.do(made.principal, command)
    return outcome, tokens.format_token(outcome.key, secret) if isinstance(outcome, Enrolled) else ""


def test_a_colleague_enrols_with_the_two_shares_of_those_who_made_her(
    office: Office, bank: InstitutionNo, pair: tuple[int, int]
) -> None:
    made = colleague(office, pair, bank)
    shares = [share(office, person, made.enrolment) for person in pair]
    outcome, token = enrol(office, made, *reversed(shares))
    assert isinstance(outcome, Enrolled)
    assert office.caller(token).principal.id == made.principal
    assert enrol(office, made, *shares)[0] == INVALID, "a code is used once"


def test_who_enrols_again_has_her_keys_however_many_a_thief_made_of_the_last(
    office: Office, bank: InstitutionNo, pair: tuple[int, int]
) -> None:
    made = colleague(office, pair, bank)
    _, stolen = enrol(office, made, *[share(office, person, made.enrolment) for person in pair])
    for _ in range(KEYS_MAX - 1):
        assert isinstance(office.do(made.principal, IssueApiKey(made.principal, tokens.hash_secret("x"))), ApiKeyIssued)
    assert office.do(made.principal, IssueApiKey(made.principal, tokens.hash_secret("x"))) == Refusal(
        "api_keys_exceeded"
    )
    renewed = office.two(pair, RenewEnrolment(made.principal))
    outcome, token = enrol(office, renewed, *[share(office, person, renewed.enrolment) for person in pair])
    assert isinstance(outcome, Enrolled)
    assert office.caller(token).principal.id == made.principal
    with pytest.raises(Failure):
        office.caller(stolen)
    assert isinstance(office.do(made.principal, IssueApiKey(made.principal, tokens.hash_secret("x"))), ApiKeyIssued)
    with office.platform.snapshot() as connection:
        listed = store.keys_of(connection, made.principal)
    assert (len(listed), listed[-2].id) == (KEYS_MAX, outcome.key)


def test_one_share_is_nothing_without_the_other(office: Office, bank: InstitutionNo, pair: tuple[int, int]) -> None:
    made = colleague(office, pair, bank)
    first = share(office, pair[0], made.enrolment)
    again = share(office, pair[0], made.enrolment)
    wrong: list[tuple[str, ...]] = [
        (),
        (first,),
        (again,),
        (again, again),
        (first, again),
        ("",),
        (again, ""),
        ("", ""),
    ]
    for shares in wrong:
        assert enrol(office, made, *shares)[0] == INVALID
    second = share(office, pair[1], made.enrolment)
    wrong = [(second,), (second, second), (first, second), (again, second, second)]
    for shares in wrong:
        assert enrol(office, made, *shares)[0] == INVALID, "and one that was drawn again is void"
    assert isinstance(enrol(office, made, again, second)[0], Enrolled)


def test_nobody_else_draws_a_share(office: Office, bank: InstitutionNo, pair: tuple[PrincipalNo, int]) -> None:
    made = colleague(office, pair, bank)
    others = [0, made.principal, *office.pair(Role.CENTRAL_BANK, CENTRAL), office.person(Role.OPERATOR, bank)]
    for other in others:
        outcome = office.do(other, DrawShare(made.enrolment, tokens.hash_secret("x")))
        assert outcome == Refusal("enrolment_not_found")
    office.do(pair[1], SuspendPrincipal(pair[0]))
    assert office.do(pair[0], DrawShare(made.enrolment, tokens.hash_secret("x"))).code == "enrolment_not_found"


def test_a_code_expires(office: Office, bank: InstitutionNo, pair: tuple[int, int]) -> None:
    made = colleague(office, pair, bank)
    shares = [share(office, person, made.enrolment) for person in pair]
    office.wait(ENROLMENT_US // SECOND_US)
    assert enrol(office, made, *shares)[0] == INVALID
    renewed = office.two(pair, RenewEnrolment(made.principal))
    assert enrol(office, renewed, *shares)[0] == INVALID
    assert isinstance(enrol(office, renewed, *(share(office, each, renewed.enrolment) for each in pair))[0], Enrolled)


def test_a_newer_enrolment_and_a_suspension_void_a_code(
    office: Office, bank: InstitutionNo, pair: tuple[int, int]
) -> None:
    made = colleague(office, pair, bank)
    shares = [share(office, person, made.enrolment) for person in pair]
    renewed = office.two(pair, RenewEnrolment(made.principal))
    assert enrol(office, made, *shares)[0] == INVALID
    newer = [share(office, person, renewed.enrolment) for person in pair]
    office.do(pair[0], SuspendPrincipal(made.principal))
    assert enrol(office, renewed, *newer)[0] == INVALID
    office.two(pair, ResumePrincipal(made.principal))
    assert enrol(office, renewed, *newer)[0] == INVALID


def test_enrolling_again_ends_every_earlier_key(office: Office, bank: InstitutionNo, pair: tuple[int, int]) -> None:
    made = colleague(office, pair, bank)
    _, token = enrol(office, made, *(share(office, person, made.enrolment) for person in pair))
    further = hand_out(office.execute, made.principal, "further", IssueApiKey(made.principal)).token or ""
    renewed = office.two((*pair, office.person(Role.OPERATOR, bank)), RenewEnrolment(made.principal))
    assert office.caller(token), "until then they work"
    shares = [share(office, each, renewed.enrolment) for each in readers(office, renewed)]
    outcome, newer = enrol(office, renewed, *shares)
    assert isinstance(outcome, Enrolled)
    for old in (token, further):
        with pytest.raises(Failure, match="credentials_invalid"):
            office.caller(old)
    assert office.caller(newer).principal.id == made.principal


def readers(office: Office, made: EnrolmentRenewed | PrincipalCreated) -> tuple[int, int]:
    """Who may draw the shares."""
    with office.platform.snapshot() as connection:
        found = store.enrolment(connection, made.enrolment)
    assert found is not None
    return found.reader_1, found.reader_2


def test_a_lost_answer_to_enrolling_costs_nothing(office: Office, bank: InstitutionNo, pair: tuple[int, int]) -> None:
    made = colleague(office, pair, bank)
    shares = tuple(share(office, person, made.enrolment) for person in pair)
    command = Enrol(made.enrolment, shares, tokens.hash_secret(tokens.new_secret()))
    key = enrol_key(command)
    first, again = (office.execute(made.principal, key, command) for _ in range(2))
    assert (first.outcome, first.replayed, again.replayed) == (again.outcome, False, True)


def test_where_there_are_three_the_third_agrees_too_and_who_asked_gets_no_share(
    office: Office, bank: InstitutionNo, pair: tuple[int, int]
) -> None:
    third = office.person(Role.OPERATOR, bank)
    asked = CreatePrincipal("operator", bank, MerchantNo(0), "New colleague")
    proposal = office.do(pair[0], proposal_of(office.platform.operations, asked, "more work")).proposal
    assert office.approve(pair[1], proposal) == (proposal, "open", "")
    assert office.approve(pair[1], proposal) == Refusal("approval_repeated")
    assert office.approve(pair[0], proposal) == Refusal("approval_own_proposal")
    made = office.approve(third, proposal)
    assert isinstance(made, PrincipalCreated)
    assert readers(office, made) == (pair[1], third)
    assert office.do(pair[0], DrawShare(made.enrolment, tokens.hash_secret("x"))).code == "enrolment_not_found"


def test_customers_take_two_people_however_many_there_are(
    office: Office, bank: InstitutionNo, pair: tuple[int, int]
) -> None:
    office.person(Role.OPERATOR, bank)
    assert isinstance(
        office.two(pair, CreatePrincipal("holder", bank, office.subject(Role.HOLDER, bank), "")), PrincipalCreated
    )


def test_a_yes_counts_only_while_whoever_gave_it_may_give_it(
    office: Office, bank: InstitutionNo, pair: tuple[int, PrincipalNo]
) -> None:
    third = office.person(Role.OPERATOR, bank)
    asked = CreatePrincipal("operator", bank, MerchantNo(0), "New colleague")
    proposal = office.do(pair[0], proposal_of(office.platform.operations, asked, "more work")).proposal
    office.approve(pair[1], proposal)
    office.do(third, SuspendPrincipal(pair[1]))
    assert office.approve(third, proposal).code == "forbidden"


def test_who_came_after_a_proposal_does_not_approve_it(office: Office, bank: InstitutionNo) -> None:
    people = office.pair(Role.CENTRAL_BANK, CENTRAL)
    office.wait(1)
    proposal = office.do(people[0], proposal_of(office.platform.operations, SetQuota(bank, 7), "less")).proposal
    office.wait(1)
    made = colleague(office, people, CENTRAL, Role.CENTRAL_BANK)
    enrol(office, made, *(share(office, person, made.enrolment) for person in people))
    assert office.approve(made.principal, proposal) == Refusal("approval_not_independent")
    assert office.do(made.principal, Decide(proposal, approve=False)).state == "rejected", "but may stop it"
    office.wait(1)
    later = office.do(people[0], proposal_of(office.platform.operations, SetQuota(bank, 8), "more")).proposal
    assert office.approve(made.principal, later).quota_minor == 8


def test_who_was_resumed_after_a_proposal_does_not_approve_it(office: Office, bank: InstitutionNo) -> None:
    first, second, third = (office.person(Role.CENTRAL_BANK, CENTRAL) for _ in range(3))
    office.do(first, SuspendPrincipal(third))
    office.wait(1)
    proposal = office.do(first, proposal_of(office.platform.operations, SetQuota(bank, 7), "less")).proposal
    office.wait(1)
    office.two((first, second), ResumePrincipal(third))
    assert office.approve(third, proposal) == Refusal("approval_not_independent")


def test_whom_an_act_is_about_does_not_decide_it(office: Office, bank: int, pair: tuple[int, PrincipalNo]) -> None:
    asked = proposal_of(office.platform.operations, RenewEnrolment(pair[1]), "a lost key")
    proposal = office.do(pair[0], asked).proposal
    assert office.approve(pair[1], proposal) == Refusal("approval_not_independent")


def test_whoever_was_made_by_one_person_alone_takes_no_part(
    office: Office, bank: InstitutionNo, pair: tuple[int, int]
) -> None:
    connection = office.platform.engine.connect()
    connection.begin()
    connection.execute("UPDATE principals SET vouched = 0 WHERE id = ?", (pair[1],))
    connection.commit()
    connection.close()
    asked = CreatePrincipal("holder", bank, office.subject(Role.HOLDER, bank), "")
    proposal = office.do(pair[0], proposal_of(office.platform.operations, asked, "new")).proposal
    assert office.approve(pair[1], proposal).code == "forbidden"
    assert office.do(pair[1], proposal_of(office.platform.operations, asked, "new")).code == "forbidden"


def test_the_central_bank_makes_an_operators_people_until_it_has_two(office: Office, bank: InstitutionNo) -> None:
    people = office.pair(Role.CENTRAL_BANK, CENTRAL)
    for made in [colleague(office, people, bank) for _ in range(FOUNDERS)]:
        assert isinstance(enrol(office, made, *(share(office, each, made.enrolment) for each in people))[0], Enrolled)
    refused = office.two(people, CreatePrincipal("operator", bank, MerchantNo(0), "One too many"))
    assert refused == Refusal("forbidden", "the operator's own people do this")
    with office.platform.snapshot() as connection:
        last = store.people(connection, Role.OPERATOR, bank)[-1]
    for command in (RenewEnrolment(last), ResumePrincipal(last)):
        assert office.two(people, command) == refused
    office.do(people[0], SuspendPrincipal(last))
    assert office.two(people, ResumePrincipal(last)).state == "active"


def test_founding_ends_itself(office: Office, bank: int) -> None:
    names, codes = ("Li Na", "Wang Wei"), [tokens.new_secret() for _ in range(4)]
    hashes = tuple(map(tokens.hash_secret, codes))
    first = office.do(0, FoundPeople(names, hashes[:2]))
    second = office.do(0, FoundPeople(names, hashes[2:]))
    assert isinstance(first, PeopleFounded)
    assert isinstance(second, PeopleFounded), "whoever lost a code is founded again, and the first codes are void"
    numbers = [each for made in (first, second) for each in zip(made.principals, made.enrolments, strict=True)]
    outcomes = [enrol(office, PrincipalCreated(*made), code)[0] for made, code in zip(numbers, hashes, strict=True)]
    assert [isinstance(outcome, Enrolled) for outcome in outcomes] == [False, False, True, True]
    assert office.do(0, FoundPeople(names[:1], hashes[:1])) == Refusal("people_founded")
    office.do(0, SuspendPrincipal(second.principals[0]))
    assert isinstance(office.do(0, FoundPeople(names[:1], hashes[:1])), PeopleFounded)
    assert office.do(0, FoundPeople(names, hashes[:2])) == Refusal("people_founded")


def test_those_founded_last_enrol_also_when_all_do_in_one_group(office: Office, bank: int) -> None:
    codes = [tokens.new_secret() for _ in range(4)]
    hashes = tuple(map(tokens.hash_secret, codes))
    made = [office.do(0, FoundPeople(("Li Na", "Wang Wei"), hashes[n : n + 2])) for n in (0, 2)]
    numbers = [each for found in made for each in zip(found.principals, found.enrolments, strict=True)]
    commands = [Enrol(numbers[n][1], (hashes[n],), tokens.hash_secret(codes[n])) for n in range(4)]
    requests = [
        office.platform.request(who, enrol_key(command), command)
        for (who, _), command in zip(numbers, commands, strict=True)
    ]
    outcomes = [type(result.outcome).__name__ for result in office.platform.run(requests)]
    assert outcomes == ["Refusal", "Refusal", "Enrolled", "Enrolled"]


def test_a_refused_try_stands_in_nobodys_way(office: Office, bank: InstitutionNo, pair: tuple[int, int]) -> None:
    made = colleague(office, pair, bank)
    shares = tuple(share(office, person, made.enrolment) for person in pair)
    secret = tokens.hash_secret(tokens.new_secret())
    for tried, wanted in (((shares[0], secret), False), (shares, True), (shares[::-1], True)):
        command = Enrol(made.enrolment, tuple(sorted(tried)), secret)
        outcome = office.execute(made.principal, enrol_key(command), command)
        assert isinstance(outcome.outcome, Enrolled) is wanted


def test_the_dead_do_not_enrol_again(office: Office, bank: InstitutionNo, pair: tuple[int, int]) -> None:
    holder = office.subject(Role.HOLDER, bank)
    made = office.two(pair, CreatePrincipal("holder", bank, holder, ""))
    office.do(0, OpenEstate(HolderNo(holder), ("a" * 64,)))
    assert office.two(pair, RenewEnrolment(made.principal)) == Refusal("estate_exists")


def test_the_dead_do_not_enrol_by_a_code_from_before(
    office: Office, bank: InstitutionNo, pair: tuple[int, int]
) -> None:
    holder = office.subject(Role.HOLDER, bank)
    made = office.two(pair, CreatePrincipal("holder", bank, holder, ""))
    shares = [share(office, each, made.enrolment) for each in pair]
    opened = office.do(0, OpenEstate(HolderNo(holder), ("a" * 64,)))
    assert enrol(office, made, *shares)[0] == INVALID
    office.do(0, UnfreezeHolder(HolderNo(holder), opened.holder_freeze))
    assert isinstance(enrol(office, made, *shares)[0], Enrolled), "one who lives after all does"


def test_two_of_three_do_not_make_a_fourth_by_renewing_the_third(
    office: Office, bank: InstitutionNo, pair: tuple[PrincipalNo, PrincipalNo]
) -> None:
    third = office.person(Role.OPERATOR, bank)
    asked = CreatePrincipal("operator", bank, MerchantNo(0), "A friend")
    renewed = office.two(pair, RenewEnrolment(third))
    assert isinstance(enrol(office, renewed, *(share(office, each, renewed.enrolment) for each in pair))[0], Enrolled)
    office.wait(1)
    for people in ((*pair, third), (third, *pair), (pair[0], third, pair[1])):
        assert not isinstance(office.two(people, asked), PrincipalCreated)
    proposal = office.do(pair[0], proposal_of(office.platform.operations, asked, "more work")).proposal
    assert office.approve(third, proposal) == Refusal("approval_not_independent")
    assert isinstance(
        office.two((pair[0], third), CreatePrincipal("holder", bank, office.subject(Role.HOLDER, bank), "")),
        PrincipalCreated,
    ), "what takes two she does"
    office.wait(PROPOSAL_US // SECOND_US)
    assert isinstance(office.two((*pair, third), asked), PrincipalCreated), "nobody said that her keys had ended"


def test_who_enrols_for_the_first_time_is_a_third_at_once(
    office: Office, bank: InstitutionNo, pair: tuple[int, int]
) -> None:
    made = colleague(office, pair, bank)
    enrol(office, made, *(share(office, each, made.enrolment) for each in pair))
    office.wait(1)
    asked = CreatePrincipal("operator", bank, MerchantNo(0), "New colleague")
    assert isinstance(office.two((*pair, made.principal), asked), PrincipalCreated)


@pytest.mark.parametrize(
    "command",
    [
        FoundPeople((), ()),
        FoundPeople(("a", "b", "c"), ("0" * 64,) * 3),
        FoundPeople(("a",), ()),
        FoundPeople(("",), ("0" * 64,)),
        FoundPeople(("a",), ("secret",)),
    ],
    ids=range(5),
)
def test_a_malformed_founding_is_refused(office: Office, command: FoundPeople) -> None:
    assert office.do(0, command).code == "request_malformed"


def test_nobody_but_who_holds_the_process_founds(office: Office) -> None:
    person = office.person(Role.CENTRAL_BANK, CENTRAL)
    assert office.do(person, FoundPeople(("a",), ("0" * 64,))).code == "forbidden"


def test_of_many_who_enrol_at_once_by_one_code_one_gets_the_key(
    office: Office, open_office: Callable[[], Office], bank: InstitutionNo, pair: tuple[int, int]
) -> None:
    made = colleague(office, pair, bank)
    shares = tuple(share(office, person, made.enrolment) for person in pair)
    offices, outcomes = [open_office() for _ in range(4)], []
    start = threading.Barrier(len(offices))

    def run(one: Office) -> None:
        start.wait()
        command = Enrol(made.enrolment, shares, tokens.hash_secret(tokens.new_secret()))
        outcomes.append(one.execute(made.principal, enrol_key(command), command).outcome)

    threads = [threading.Thread(target=run, args=(one,)) for one in offices]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Enrolled", "Refusal", "Refusal", "Refusal"]


def test_a_world_is_peopled_and_completed_when_it_was_interrupted(office: Office, bank: InstitutionNo) -> None:
    world = office.platform
    central = bootstrap.found(world, "demo", ("Issue desk", "Second person"))
    people = bootstrap.staff(world, "demo", bootstrap.pair_of(central), bank, ("One", "Two"))
    parties = [CreatePrincipal("holder", bank, office.subject(Role.HOLDER, bank), "") for _ in range(2)]
    customers = bootstrap.hire(world, "demo:customers", bootstrap.pair_of(people), parties[:1])
    everybody = [*central, *people, *customers]
    known = [office.caller(each.token or "").principal.id for each in everybody]
    assert known == [each.principal for each in everybody]
    again = bootstrap.hire(world, "demo:customers", bootstrap.pair_of(people), parties)
    assert again[0] == (customers[0].principal, None)
    assert office.caller(again[1].token or "").principal.subject == parties[1].subject
    assert [each.token for each in bootstrap.found(world, "demo", ("Issue desk", "Second person"))] == [None, None]


def test_a_party_that_is_refused_stops_the_setting_up(office: Office, bank: InstitutionNo) -> None:
    pair = office.pair(Role.OPERATOR, bank)
    with pytest.raises(Failure, match="request_malformed"):
        bootstrap.hire(office.platform, "demo", pair, [CreatePrincipal("emperor", bank, MerchantNo(0), "No")])  # type: ignore[arg-type]


def test_a_stolen_key_never_lives_again(office: Office, bank: InstitutionNo, pair: tuple[int, int]) -> None:
    """Whoever was suspended for a stolen key enrols again, suspended until she does."""
    made = colleague(office, pair, bank)
    _, stolen = enrol(office, made, *(share(office, person, made.enrolment) for person in pair))
    office.do(pair[0], SuspendPrincipal(made.principal))
    renewed = office.two(pair, RenewEnrolment(made.principal))
    assert isinstance(renewed, EnrolmentRenewed)
    with pytest.raises(Failure, match="credentials_invalid"):
        office.caller(stolen)
    outcome, token = enrol(office, renewed, *(share(office, person, renewed.enrolment) for person in pair))
    assert isinstance(outcome, Enrolled)
    assert office.caller(token).principal.id == made.principal
    with pytest.raises(Failure, match="credentials_invalid"):
        office.caller(stolen)


def test_whom_the_central_bank_suspended_enrols_again_and_waits_for_it(
    office: Office, bank: InstitutionNo, pair: tuple[int, int]
) -> None:
    person, central = office.person(Role.OPERATOR, bank), office.pair(Role.CENTRAL_BANK, CENTRAL)
    stolen = office.token(person)
    office.do(central[0], SuspendPrincipal(person))
    renewed = office.two(pair, RenewEnrolment(person))
    _, token = enrol(office, renewed, *(share(office, each, renewed.enrolment) for each in pair))
    for key in (stolen, token):
        with pytest.raises(Failure):
            office.caller(key)
    office.two(central, ResumePrincipal(person))
    assert office.caller(token).principal.id == person
    with pytest.raises(Failure):
        office.caller(stolen)


@pytest.mark.parametrize("place", [0, 1])
def test_a_code_is_worth_nothing_once_somebody_who_gave_a_share_is_suspended(
    office: Office, bank: InstitutionNo, pair: tuple[int, int], place: int
) -> None:
    made = colleague(office, pair, bank)
    shares = [share(office, person, made.enrolment) for person in pair]
    office.wait(1)
    office.do(pair[1 - place], SuspendPrincipal(PrincipalNo(pair[place])))
    assert enrol(office, made, *shares)[0] == INVALID
    resume(office.platform, pair[place])
    assert enrol(office, made, *shares)[0] == INVALID, "it does not come back with her rights"
    again = office.two(pair, RenewEnrolment(made.principal))
    office.wait(1)
    assert isinstance(enrol(office, again, *(share(office, each, again.enrolment) for each in pair))[0], Enrolled)


@pytest.mark.parametrize("back", [RenewEnrolment, ResumePrincipal])
def test_a_code_dies_with_the_rights_of_whoever_drew_a_share(
    office: Office,
    bank: InstitutionNo,
    pair: tuple[PrincipalNo, PrincipalNo],
    back: Callable[[PrincipalNo], RenewEnrolment | ResumePrincipal],
) -> None:
    """Whoever has her stolen key drew the share; she is suspended, and comes back by two and a third."""
    first, robbed = pair
    third, fourth = (office.person(Role.OPERATOR, bank) for _ in range(2))
    made = office.two((first, third, robbed), CreatePrincipal("operator", bank, MerchantNo(0), "Nobody"))
    shares = [share(office, each, made.enrolment) for each in readers(office, made)]
    office.wait(1)
    office.do(fourth, SuspendPrincipal(robbed))
    outcome = office.two((fourth, third, first), back(robbed))
    if isinstance(outcome, EnrolmentRenewed):
        newer = [share(office, each, outcome.enrolment) for each in readers(office, outcome)]
        assert isinstance(enrol(office, outcome, *newer)[0], Enrolled)
    assert enrol(office, made, *shares)[0] == INVALID
    for reader in readers(office, made):
        assert office.do(reader, DrawShare(made.enrolment, tokens.hash_secret("x"))) == Refusal("enrolment_not_found")


def test_open_codes_are_seen_until_they_are_used_expire_or_die(
    office: Office, bank: InstitutionNo, pair: tuple[PrincipalNo, PrincipalNo]
) -> None:
    holders = [office.two(pair, CreatePrincipal("holder", bank, office.subject(Role.HOLDER, bank), "")) for _ in "123"]
    used, expired, dead = holders

    def seen() -> list[EnrolmentNo]:
        with office.platform.snapshot() as connection:
            found = open_enrolments(connection, [each.principal for each in holders], office.clock.now())
        return [found[each.principal].id for each in holders if each.principal in found]

    assert seen() == [each.enrolment for each in holders]
    enrol(office, used, *(share(office, each, used.enrolment) for each in pair))
    assert seen() == [expired.enrolment, dead.enrolment]
    office.wait(ENROLMENT_US // SECOND_US)
    assert seen() == []
    again = office.two(pair, RenewEnrolment(dead.principal))
    assert seen() == [again.enrolment]
    office.wait(1)
    office.do(pair[0], SuspendPrincipal(pair[1]))
    assert seen() == []


def test_nobody_does_without_the_third_by_suspending_her(
    office: Office, bank: InstitutionNo, pair: tuple[int, int]
) -> None:
    third = office.person(Role.OPERATOR, bank)
    office.do(pair[0], SuspendPrincipal(third))
    asked = proposal_of(
        office.platform.operations, CreatePrincipal("operator", bank, MerchantNo(0), "New"), "more work"
    )
    assert office.approve(pair[1], office.do(pair[0], asked).proposal).state == "open"
    office.wait(PROPOSAL_US // SECOND_US + 1)
    assert isinstance(office.approve(pair[1], office.do(pair[0], asked).proposal), PrincipalCreated), "who left is gone"
