"""Acts of two people: one proposes, another of the same institution decides, and the act is done as it is approved.

Approving runs the act's own handler inside the transaction that closes the proposal: both happen or neither. The act
carries the proposer's name, the decision the approver's; both are in the log of acts. An act refused by its own rules
closes the proposal as refused; a new attempt is a new proposal. Acts that make rights of staff need a third person's
yes where there are three, and nobody decides who was not there, with rights of their own, before it was proposed.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from jiaozi import interchange
from jiaozi.access import permissions
from jiaozi.access.model import (
    PROPOSAL_REASON_MAX,
    PROPOSAL_US,
    Decide,
    Decided,
    PrincipalRow,
    ProposalRow,
    ProposalState,
    Propose,
    Proposed,
    Role,
)
from jiaozi.access.outdating import ENDED, lifted, what_is_set
from jiaozi.access.ownership import OWNERS, OwnersOf
from jiaozi.access.permissions import takes_two
from jiaozi.access.rights import about, third_needed
from jiaozi.access.schema import DECISION_COLUMNS, PRINCIPALS, PROPOSALS
from jiaozi.access.store import principal_of, set_since
from jiaozi.db import groups
from jiaozi.db.commands import Operation, Operations, Outcome, Request, canonical, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import PrincipalNo
from jiaozi.texts import is_plain
from jiaozi.wallets.changes import SetOperatorLimit, operator_limit_refusal

COMMAND_MAX: Final = 64 * 1024
"""Characters of a proposed command."""
_INT_MAX: Final = 2**63 - 1
_DONE: Final = object()


def approval_operations(inner: Operations, owners: Mapping[str, OwnersOf] = OWNERS) -> list[Operation]:
    """The operations `propose` and `decide` over the acts in `inner`; `owners` tells whose an act's object is."""
    approvals = _Approvals(inner, owners)
    return [
        Operation("propose", Propose, Proposed, approvals.touch_propose, one_by_one(approvals.propose), True),
        Operation("decide", Decide, Decided, approvals.touch_decide, one_by_one(approvals.decide), True),
    ]


def proposal_of(operations: Operations, command: object, reason: str) -> Propose:
    """The proposal of a command."""
    return Propose(operation=operations.of(command).name, command=canonical(command).decode(), reason=reason)


class _Approvals:
    """The handlers; they hold nothing but the operations they may run and how to find whose something is."""

    def __init__(self, inner: Operations, owners: Mapping[str, OwnersOf]) -> None:
        self._inner = inner
        self._owners = owners

    def touch_propose(self, tx: Tx, requests: Sequence[Request[Propose]]) -> Iterator[None]:
        """Of acts for one's own the rows too: they tell whose these are."""
        tx.want(PRINCIPALS, {request.principal for request in requests})
        asked = [(request.command.operation, request) for request in requests]
        acts = [
            (name, request._replace(command=self._parsed(name, request.command.command)))
            for name, request in asked
            if name in self._owners
        ]
        yield from self._touch_acts(tx, acts)

    def propose(self, tx: Tx, request: Request[Propose]) -> Proposed | Refusal:
        """Refuses, in this order: `forbidden` (the role has no such act of two people), `request_malformed`,
        `forbidden` (not for this object), what the act itself is refused by where that is known already."""
        asked = request.command
        row = tx.rows(PRINCIPALS).get(request.principal)
        if row is None or not _may_take_part(row, asked.operation):
            return Refusal("forbidden", "not an act of two people for this role")
        command = self._parsed(asked.operation, asked.command)
        if command is None:
            return Refusal("request_malformed", "command")
        if not is_plain(asked.reason, PROPOSAL_REASON_MAX):
            return Refusal("request_malformed", "reason")
        owners = self._owners[asked.operation](tx, command) if asked.operation in self._owners else []
        verdict = permissions.decide(principal_of(row), asked.operation, owners)
        if isinstance(verdict, Refusal):
            return verdict
        if isinstance(command, SetOperatorLimit):
            refusal = operator_limit_refusal(tx, command, request.at)
            if refusal is not None:
                return refusal
        expires_at = request.at + PROPOSAL_US
        concerned = about(tx, command)
        third = concerned is not None and third_needed(tx, row, concerned, request.at)
        proposal = ProposalRow(
            id=request.id,
            operation=asked.operation,
            command=canonical(command).decode(),
            reason=asked.reason,
            proposer=row.id,
            institution=row.institution,
            proposed_at=request.at,
            expires_at=expires_at,
            state=ProposalState.OPEN.value,
            approvals_needed=2 if third else 1,
            approver=PrincipalNo(0),
            sets=what_is_set(asked.operation, command),
            lifts=lifted(tx, asked.operation, command),
        )
        tx.rows(PROPOSALS).add(proposal)
        return Proposed(request.id, expires_at)

    def touch_decide(self, tx: Tx, requests: Sequence[Request[Decide]]) -> Iterator[None]:
        """What is proposed never changes, so it is read without a lock to name what the acts will need; nor is what was
        decided or is one's own ever done."""
        numbers = {request.command.proposal for request in requests}
        found = {row.id: row for row in PROPOSALS.read(tx.connection, numbers)}
        tx.want(PROPOSALS, numbers)
        tx.want(PRINCIPALS, {request.principal for request in requests})
        approved = [(found.get(item.command.proposal), item) for item in requests if item.command.approve]
        acts = [
            (row.operation, self._act(row, request))
            for row, request in approved
            if row is not None and row.state == "open" and row.proposer != request.principal
        ]
        yield from self._touch_acts(tx, acts)

    def _touch_acts(self, tx: Tx, acts: Iterable[tuple[str, Request]]) -> Iterator[None]:
        """Names the rows of all acts, stage by stage, each stage of all of them together."""
        sound = [(name, request) for name, request in acts if request.command is not None]
        stages = [self._inner.by_name[name].touch(tx, [request]) for name, request in sound]
        going = [stage for stage in stages if stage is not None]
        while going := [stage for stage in going if next(stage, _DONE) is not _DONE]:
            yield

    def decide(self, tx: Tx, request: Request[Decide]) -> Decided | Refusal:
        """Refuses, in this order: `proposal_not_found` (also another institution's), `forbidden`,
        `approval_own_proposal`, `approval_repeated`, `approval_not_independent`, `request_malformed`,
        `proposal_closed`, `proposal_expired`, `proposal_outdated` (whose rights it makes had them changed since, or
        what it sets was set since)."""
        word = request.command
        proposal = tx.rows(PROPOSALS).get(word.proposal)
        approver = tx.rows(PRINCIPALS).get(request.principal)
        if proposal is None or approver is None or approver.institution != proposal.institution:
            return Refusal("proposal_not_found")
        refusal = self._decision_refusal(tx, request, proposal, approver)
        if refusal is not None:
            return refusal
        if word.approve and self._parsed(proposal.operation, proposal.command) is None:
            return Refusal("request_malformed", "proposed by an earlier version; propose it anew")
        if word.approve and proposal.approvals_needed > 1 and not proposal.approver:
            proposal.approver = approver.id
            tx.rows(PROPOSALS).changed(proposal)
            return Decided(proposal=proposal.id, state=proposal.state, outcome="")

        # Decided: the act's own rules have the last word, and their refusal is the proposal's outcome.
        state, outcome = ProposalState.REJECTED, ""
        if word.approve:
            result = self._do(tx, proposal, request)
            state = ProposalState.REFUSED if isinstance(result, Refusal) else ProposalState.DONE
            outcome = self._inner.encode_outcome(result)
        if state is ProposalState.DONE:
            tx.memo.setdefault(what_is_set, set()).add((proposal.operation, proposal.sets))
        proposal.state = state.value
        tx.rows(PROPOSALS).changed(proposal)
        ended = (proposal.id, approver.id, request.at, proposal.state, word.note, outcome)
        tx.appender("decisions", DECISION_COLUMNS).append(ended)
        return Decided(proposal=proposal.id, state=proposal.state, outcome=outcome)

    def _decision_refusal(
        self, tx: Tx, request: Request[Decide], proposal: ProposalRow, approver: PrincipalRow
    ) -> Refusal | None:
        word = request.command
        if not _may_take_part(approver, proposal.operation):
            return Refusal("forbidden", "not an act of two people for this role")
        if approver.id == proposal.proposer:
            return Refusal("approval_own_proposal")
        if approver.id == proposal.approver:
            return Refusal("approval_repeated")
        others = [tx.rows(PRINCIPALS)[person] for person in (proposal.proposer, proposal.approver) if person]
        if word.approve and not all(_may_take_part(other, proposal.operation) for other in others):
            return Refusal("forbidden", "the proposer, or who agreed first, may not do this any more")
        command = self._parsed(proposal.operation, proposal.command)
        concerned = about(tx, command)
        known = all(_independent(person, proposal, request.at) for person in (approver, *others))
        if word.approve and (not known or (concerned is not None and concerned.id == approver.id)):
            return Refusal("approval_not_independent")
        if not is_plain(word.note, PROPOSAL_REASON_MAX, empty=True):
            return Refusal("request_malformed", "note")
        if proposal.state != "open":
            return Refusal("proposal_closed", proposal.state)
        if request.at >= proposal.expires_at:
            return Refusal("proposal_expired")
        theirs = None if concerned is None else tx.rows(PRINCIPALS).get(concerned.id)
        changed = theirs is not None and theirs.rights_since > proposal.proposed_at
        outdated = word.approve and (changed or _is_overtaken(tx, proposal, command))
        return Refusal("proposal_outdated") if outdated else None

    def _do(self, tx: Tx, proposal: ProposalRow, request: Request) -> Outcome:
        """Runs the act in the proposer's name and logs it."""
        operation = self._inner.by_name[proposal.operation]
        outcome = operation.run(tx, [self._act(proposal, request)])[0]
        groups.log_act(tx, request.at, proposal.proposer, operation.name, proposal.command, outcome)
        return outcome

    def _act(self, proposal: ProposalRow, request: Request) -> Request:
        """The act as a request of the proposer's, seconded by whoever agreed."""
        return Request(
            principal=proposal.proposer,
            key=f"proposal:{proposal.id}",
            command=self._parsed(proposal.operation, proposal.command),
            id=request.id,
            at=request.at,
            approvers=tuple(person for person in (proposal.approver, request.principal) if person),
        )

    def _parsed(self, operation: str, text: str) -> Any:
        """The command of a JSON text, or None when it is not one of this operation's."""
        if len(text) > COMMAND_MAX:
            return None
        try:
            plain = interchange.read(text)
            command: Any = msgspec.convert(plain, self._inner.by_name[operation].command)
        except (interchange.JsonRefused, msgspec.MsgspecError, KeyError):
            return None
        return command if _fits(plain) else None


def _may_take_part(principal: PrincipalRow, operation: str) -> bool:
    in_force = principal.status == "active" and principal.vouched == 1
    return in_force and takes_two(Role(principal.role), operation)


def _is_overtaken(tx: Tx, proposal: ProposalRow, command: Any) -> bool:
    """Whether what a proposal sets was set or ended since it was made, in this group or before, or what it lifts is
    another state."""
    if not proposal.sets or command is None:
        return False
    if proposal.lifts and proposal.lifts != lifted(tx, proposal.operation, command):
        return True
    thing, since, ended = (proposal.operation, proposal.sets), proposal.proposed_at, ENDED.get(proposal.operation)
    here = thing in tx.memo.get(what_is_set, ()) or (ended is not None and ended(tx, command, since))
    return here or set_since(tx.connection, *thing, since)


def _independent(person: PrincipalRow, proposal: ProposalRow, at: int) -> bool:
    """Whether somebody's yes is her own: she has had her rights since before the proposal, and where a third has to
    agree, nobody but she can have her keys. Two who renew a third get both shares of her code, so for as long as a
    proposal is open, in which she would tell that her own keys have ended, she is not the third."""
    renewed = proposal.approvals_needed > 1 and person.renewed_at > 0 and at < person.renewed_at + PROPOSAL_US
    return person.rights_since <= proposal.proposed_at and not renewed


def _fits(value: object) -> bool:
    """Whether every number of a JSON value fits the database and no text a NUL."""
    if isinstance(value, dict):
        return all(_fits(item) for item in value.values())
    if isinstance(value, list):
        return all(_fits(item) for item in value)
    if isinstance(value, str):
        return "\0" not in value
    return not isinstance(value, int) or -_INT_MAX <= value <= _INT_MAX
