"""Acts of two people: proposed by one, decided by another of the same institution, done once."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from tests.access.conftest import Office

from jiaozi.access import store
from jiaozi.access.acts import Filter, acts
from jiaozi.access.approvals import proposal_of
from jiaozi.access.model import Decide, Decided, Propose, Proposed, Role, SuspendPrincipal
from jiaozi.db.commands import Result
from jiaozi.db.sequencer import catch_up
from jiaozi.errors import Refusal
from jiaozi.kinds import InstitutionNo, PrincipalNo, ProposalNo
from jiaozi.scheme.institutions import InstitutionOpened, OpenCentralBank, OpenOperator, QuotaSet, SetQuota
from jiaozi.scheme.issuance import Issue, LendReserves, RepayReserves
from jiaozi.scheme.model import CENTRAL_BANK, Institution
from jiaozi.scheme.schema import INSTITUTIONS

QUOTA = 1_000_000_00


@dataclass
class Desk:
    """Two people at the central bank, two at an operator, one at another, whose reserves are lent."""

    office: Office
    operator: InstitutionNo
    proposer: PrincipalNo
    approver: PrincipalNo
    banker: int
    second_banker: int
    stranger: int

    def propose(self, command: object, principal: int = 0) -> ProposalNo:
        """The id of a new proposal."""
        outcome = self.office.do(principal or self.proposer, self.proposal(command))
        assert isinstance(outcome, Proposed), outcome
        return outcome.proposal

    def proposal(self, command: object) -> Propose:
        """The proposal of a command."""
        return proposal_of(self.office.platform.operations, command, "as agreed")

    def issued(self) -> int:
        """Digital yuan issued to the operator."""
        return self._row().issued_minor

    def quota(self) -> int:
        """The operator's quota."""
        return self._row().quota_minor

    def _row(self) -> Institution:
        with self.office.platform.snapshot() as connection:
            return INSTITUTIONS.read(connection, [self.operator])[0]


def _open(office: Office, code: str) -> InstitutionNo:
    outcome = office.do(0, OpenOperator(code, QUOTA))
    assert isinstance(outcome, InstitutionOpened), outcome
    office.do(0, LendReserves(outcome.institution, QUOTA))
    return outcome.institution


@pytest.fixture
def desk(office: Office) -> Desk:
    office.do(0, OpenCentralBank("pboc", "People's Bank of China", "中国人民银行"))
    one, other = _open(office, "icbc"), _open(office, "abc")
    people = [office.person(Role.CENTRAL_BANK, CENTRAL_BANK) for _ in range(2)]
    bankers = [office.person(Role.OPERATOR, one) for _ in range(2)]
    return Desk(office, one, people[0], people[1], bankers[0], bankers[1], office.person(Role.OPERATOR, other))


def test_an_act_is_done_when_a_second_person_approves_it(desk: Desk) -> None:
    proposal = desk.propose(Issue(desk.operator, 500))
    assert desk.issued() == 0
    decided = desk.office.do(desk.approver, Decide(proposal, approve=True, note="fine"))
    assert isinstance(decided, Decided)
    assert decided.state == "done"
    assert desk.office.platform.operations.decode_outcome(decided.outcome).journal > 0
    assert desk.issued() == 500


def test_nobody_approves_or_rejects_their_own_proposal(desk: Desk) -> None:
    proposal = desk.propose(Issue(desk.operator, 500))
    for approve in (True, False):
        assert desk.office.do(desk.proposer, Decide(proposal, approve=approve)) == Refusal("approval_own_proposal")
    assert desk.issued() == 0


def test_another_institutions_people_do_not_even_see_it(desk: Desk) -> None:
    central = desk.propose(Issue(desk.operator, 500))
    own = desk.propose(Issue(desk.operator, 500), desk.banker)
    for person, proposal in ((desk.banker, central), (desk.stranger, own), (desk.approver, own), (0, own), (99, own)):
        assert desk.office.do(person, Decide(proposal, approve=True)) == Refusal("proposal_not_found")
    assert desk.issued() == 0
    assert desk.office.do(desk.second_banker, Decide(own, approve=True)).state == "done"


def test_an_operator_proposes_only_for_itself(desk: Desk) -> None:
    outcome = desk.office.do(desk.stranger, desk.proposal(Issue(desk.operator, 500)))
    assert outcome.code == "forbidden"
    outcome = desk.office.do(desk.banker, desk.proposal(SetQuota(desk.operator, 10**12)))
    assert outcome.code == "forbidden"


@pytest.mark.parametrize("role", [Role.MERCHANT, Role.EMPLOYER, Role.GOVERNMENT, Role.AUDITOR, Role.HOLDER])
def test_other_roles_take_no_part(desk: Desk, role: Role) -> None:
    at = desk.operator if role not in (Role.GOVERNMENT, Role.AUDITOR) else InstitutionNo(0)
    person = desk.office.person(role, at, desk.office.subject(role, at))
    assert desk.office.do(person, desk.proposal(Issue(desk.operator, 500))).code == "forbidden"
    proposal = desk.propose(Issue(desk.operator, 500), desk.banker)
    assert desk.office.do(person, Decide(proposal, approve=True)).code in ("forbidden", "proposal_not_found")
    assert desk.issued() == 0


def test_acts_of_one_person_are_not_proposed(desk: Desk) -> None:
    inner = desk.proposal(Issue(desk.operator, 1))
    for command in (RepayReserves(desk.operator, 1), SuspendPrincipal(desk.approver), inner):
        assert desk.office.do(desk.proposer, desk.proposal(command)).code == "forbidden"
    assert desk.office.do(desk.proposer, Propose("print_money", "{}", "why not")).code == "forbidden"


def test_a_rejected_proposal_does_nothing_for_good(desk: Desk) -> None:
    proposal = desk.propose(Issue(desk.operator, 500))
    assert desk.office.do(desk.approver, Decide(proposal, approve=False)) == Decided(proposal, "rejected", "")
    assert desk.office.do(desk.approver, Decide(proposal, approve=True)) == Refusal("proposal_closed", "rejected")
    assert desk.issued() == 0


def test_a_refusal_by_the_acts_own_rules_is_the_proposals_outcome(desk: Desk) -> None:
    proposal = desk.propose(Issue(desk.operator, QUOTA + 1))
    decided = desk.office.do(desk.approver, Decide(proposal, approve=True))
    assert decided.state == "refused"
    assert desk.office.platform.operations.decode_outcome(decided.outcome).code == "quota_exceeded"
    assert desk.office.do(desk.approver, Decide(proposal, approve=True)) == Refusal("proposal_closed", "refused")
    with desk.office.platform.snapshot() as connection:
        found = store.decision(connection, proposal)
        assert found is not None
        assert (found.approver, found.state, found.outcome) == (desk.approver, "refused", decided.outcome)


def test_a_proposal_expires_after_72_hours(desk: Desk) -> None:
    first, second = desk.propose(SetQuota(desk.operator, 1)), desk.propose(SetQuota(desk.operator, 2))
    desk.office.wait(72 * 3600 - 1)
    assert desk.office.do(desk.approver, Decide(first, approve=True)).state == "done"
    desk.office.wait(1)
    assert desk.office.do(desk.approver, Decide(second, approve=True)) == Refusal("proposal_expired")
    assert desk.quota() == 1


def test_the_decision_is_answered_again_to_the_same_key(desk: Desk) -> None:
    proposal = desk.propose(Issue(desk.operator, 500))
    results = [desk.office.execute(desk.approver, "same", Decide(proposal, approve=True)) for _ in range(3)]
    assert [result.replayed for result in results] == [False, True, True]
    assert len({result.outcome for result in results}) == 1
    assert desk.issued() == 500


def test_a_suspended_proposer_or_approver_gets_nothing_done(desk: Desk) -> None:
    proposal = desk.propose(Issue(desk.operator, 500))
    desk.office.do(0, SuspendPrincipal(desk.proposer))
    assert desk.office.do(desk.approver, Decide(proposal, approve=True)).code == "forbidden"
    desk.office.do(0, SuspendPrincipal(desk.approver))
    assert desk.office.do(desk.approver, Decide(proposal, approve=False)).code == "forbidden"
    assert desk.issued() == 0


def test_a_proposal_shares_a_group_with_its_decision_and_other_acts(desk: Desk) -> None:
    platform, office = desk.office.platform, desk.office
    proposals = [desk.propose(Issue(desk.operator, number)) for number in range(1, 6)]
    fresh = platform.request(desk.proposer, "fresh", desk.proposal(Issue(desk.operator, 7)))
    requests = [fresh, platform.request(desk.approver, "fresh", Decide(fresh.id, approve=True))]
    requests += [platform.request(desk.approver, f"d{n}", Decide(n, approve=True)) for n in proposals]
    requests.append(platform.request(0, "last", LendReserves(desk.operator, 5)))
    outcomes = [result.outcome for result in platform.run(requests)]
    assert [outcome.state for outcome in outcomes[1:-1]] == ["done"] * 6
    assert desk.issued() == 1 + 2 + 3 + 4 + 5 + 7
    assert office.do(desk.approver, Decide(fresh.id, approve=True)) == Refusal("proposal_closed", "done")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "x"),
        ("[]", "x"),
        ("{", "x"),
        ('{"operator": 512}', "x"),
        ('{"operator": 512, "amount_minor": 1.5}', "x"),
        ('{"operator": 512, "amount_minor": "1"}', "x"),
        ('{"operator": 512, "amount_minor": true}', "x"),
        ('{"operator": 9223372036854775808, "amount_minor": 1}', "x"),
        ('{"operator": 512, "amount_minor": 1' + "0" * 5000 + "}", "x"),
        ('{"operator": 512, "amount_minor": 1, "amount_minor": 2}', "x"),
        ("[" * 60_000, "x"),
        (" " * 70_000, "x"),
        ('{"operator": 512, "amount_minor": 1}', ""),
        ('{"operator": 512, "amount_minor": 1}', " \n"),
        ('{"operator": 512, "amount_minor": 1}', "x" * 501),
    ],
    ids=range(15),
)
def test_a_malformed_proposal_is_refused(desk: Desk, text: str, reason: str) -> None:
    outcome = desk.office.do(desk.proposer, Propose("issue", text, reason))
    assert isinstance(outcome, Refusal)
    assert outcome.code == "request_malformed"


def test_a_nonsense_act_is_refused_by_its_own_rules(desk: Desk) -> None:
    for command in (
        Issue(desk.operator, -5),
        Issue(desk.operator, 0),
        Issue(InstitutionNo(-1), 5),
        Issue(InstitutionNo(2**62), 5),
    ):
        decided = desk.office.do(desk.approver, Decide(desk.propose(command), approve=True))
        assert decided.state == "refused"
    assert desk.issued() == 0


def test_proposals_are_listed_for_their_institution(desk: Desk) -> None:
    central = [desk.propose(SetQuota(desk.operator, number)) for number in range(1, 4)]
    own = desk.propose(Issue(desk.operator, 5), desk.banker)
    with desk.office.platform.snapshot() as connection:
        page = store.proposals(connection, CENTRAL_BANK, 0, 2)
        rest = store.proposals(connection, CENTRAL_BANK, page[-1].id, 2)
        assert [row.id for row in page + rest] == central
        assert [row.id for row in store.proposals(connection, None, 0, 10)] == [*central, own]
        found = store.proposal(connection, own)
        assert found is not None
        assert (found.operation, found.state, found.proposer) == ("issue", "open", desk.banker)
        assert store.decision(connection, own) is None


def test_the_log_names_the_proposer_for_the_act_and_the_approver_for_the_decision(desk: Desk) -> None:
    proposal = desk.propose(Issue(desk.operator, 500))
    desk.office.do(desk.approver, Decide(proposal, approve=True))
    catch_up(desk.office.platform.engine)
    with desk.office.platform.snapshot() as connection:
        logged = acts(connection, only=Filter(institution=CENTRAL_BANK)).found
        issues = acts(connection, only=Filter(principal=desk.proposer, operation="issue")).found
    assert [(act.principal, act.operation, act.outcome) for act in logged] == [
        (desk.proposer, "propose", "done"),
        (desk.proposer, "issue", "done"),
        (desk.approver, "decide", "done"),
    ]
    assert [act.command for act in issues] == [f'{{"operator":{desk.operator},"amount_minor":500}}']


def test_the_log_is_read_in_pages_without_gaps(desk: Desk) -> None:
    platform = desk.office.platform
    commands = [desk.proposal(SetQuota(desk.operator, number)) for number in range(1, 8)]
    platform.run([platform.request(desk.proposer, f"p{n}", command) for n, command in enumerate(commands)])
    catch_up(platform.engine)
    with platform.snapshot() as connection:
        whole = acts(connection).found
        page = acts(connection, limit=3)
        pages = list(page.found)
        while page.more:
            page = acts(connection, page.place, 3)
            pages += page.found
    assert pages == whole
    assert len(whole) == len(set(whole)) >= 7 + 5


def _race(offices: list[Office], requests: Sequence[tuple[int, str, Decide]]) -> list[Result]:
    """Submits a request at each office, all in threads of their own that start together."""
    results: list[Result] = []
    start = threading.Barrier(len(offices))

    def run(office: Office, request: tuple[int, str, Decide]) -> None:
        start.wait()
        results.append(office.execute(*request))

    threads = [threading.Thread(target=run, args=pair) for pair in zip(offices, requests, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_of_many_approvers_at_once_one_has_the_effect(desk: Desk, open_office: Callable[[], Office]) -> None:
    approvers = [desk.office.person(Role.CENTRAL_BANK, CENTRAL_BANK) for _ in range(4)]
    offices = [open_office() for _ in approvers]
    for turn in range(1, 6):
        proposal = desk.propose(Issue(desk.operator, 100))
        results = _race(offices, [(person, f"t{turn}", Decide(proposal, approve=True)) for person in approvers])
        assert sum(isinstance(result.outcome, Decided) for result in results) == 1
        refused = [result.outcome for result in results if isinstance(result.outcome, Refusal)]
        assert refused == [Refusal("proposal_closed", "done")] * 3
        assert desk.issued() == 100 * turn


def test_approving_and_rejecting_at_once_ends_one_way(desk: Desk, open_office: Callable[[], Office]) -> None:
    other = desk.office.person(Role.CENTRAL_BANK, CENTRAL_BANK)
    offices = [open_office(), open_office()]
    for turn in range(5):
        before, proposal = desk.issued(), desk.propose(Issue(desk.operator, 100))
        yes, no = Decide(proposal, approve=True), Decide(proposal, approve=False)
        results = _race(offices, [(desk.approver, f"t{turn}", yes), (other, f"t{turn}", no)])
        states = [result.outcome.state for result in results if isinstance(result.outcome, Decided)]
        assert len(states) == 1
        assert desk.issued() - before == (100 if states == ["done"] else 0)


def test_two_proposals_never_pass_the_quota_together(desk: Desk, open_office: Callable[[], Office]) -> None:
    proposals = [desk.propose(Issue(desk.operator, QUOTA // 2 + 1)) for _ in range(2)]
    requests = [(desk.approver, f"p{number}", Decide(number, approve=True)) for number in proposals]
    results = _race([open_office(), open_office()], requests)
    assert sorted(result.outcome.state for result in results) == ["done", "refused"]
    assert desk.issued() == QUOTA // 2 + 1


def test_a_quota_is_set_by_two(desk: Desk) -> None:
    decided = desk.office.do(desk.approver, Decide(desk.propose(SetQuota(desk.operator, 7)), approve=True))
    assert desk.office.platform.operations.decode_outcome(decided.outcome) == QuotaSet(desk.operator, 7)
