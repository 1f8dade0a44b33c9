"""Failures on purpose: rules that a party of the test world sets, and how each is met by so many requests.

A request that a rule or a magic amount applies to takes the failure first, under a key made of its own. So a repetition
meets the same refusal, but goes through where the answer was that the platform is away; and a rule for n times is met n
times, whoever asks at once.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi.access.model import Role
from jiaozi.access.permissions import Grant, grant
from jiaozi.access.schema import PRINCIPALS
from jiaozi.db.commands import Carrier, Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import Count, FailureRuleNo, Fen, OperationName, OrNone, PrincipalNo, Range, Secret, WalletNo
from jiaozi.money import is_amount
from jiaozi.records import dataclass
from jiaozi.testmode import store
from jiaozi.testmode.effects import DELIVER, ON_ACTS, ON_DELIVERIES, REFUSALS, REFUSE, Effect, ErrorCode, magic
from jiaozi.testmode.model import FailureRule
from jiaozi.testmode.schema import RULES, TEST_WORLD, TWINS

RULES_MAX: Final = 50
"""Rules of a twin that are still in force."""
TIMES_MAX: Final = 1_000
_TRYING: Final = (Role.OPERATOR, Role.MERCHANT, Role.EMPLOYER, Role.HOLDER)
_OWN_ACTS: Final = frozenset({"advance_test_clock", "set_failure", "lift_failure"})
"""What is never made to fail: else nobody could end it."""


@dataclass(frozen=True, slots=True)
class SetFailure:
    """Makes an operation of the caller's twin and its customers fail: only for the `amount` or the `wallet` where they
    are given, so many `times`, or without them until the rule is lifted. `code` is what it is refused with: it goes
    with the effect `refuse`."""

    operation: OperationName
    effect: Effect
    code: ErrorCode = ""
    amount_minor: OrNone[Fen] = 0
    wallet: OrNone[WalletNo] = WalletNo(0)
    times: OrNone[Annotated[int, Range(1, TIMES_MAX)]] = 0


@dataclass(frozen=True, slots=True)
class LiftFailure:
    """Ends a rule: what it made fail goes through again."""

    failure_rule: FailureRuleNo


@dataclass(frozen=True, slots=True)
class TakeFailure:
    """Asks whether a request is to fail. `digest` is the request's own, so that a key names one request."""

    twin: PrincipalNo
    operation: OperationName
    amount_minor: OrNone[Fen]
    wallets: tuple[WalletNo, ...]
    digest: Secret[str]


@dataclass(frozen=True, slots=True)
class ForceRefusal(Carrier):
    """Refuses the command it carries; stored under its name and key like any refusal."""

    code: str


class FailureSet(NamedTuple):
    """A rule was set; it is met from now on."""

    failure_rule: FailureRuleNo


class FailureLifted(NamedTuple):
    """A rule has ended; it was `met` so often."""

    failure_rule: FailureRuleNo
    met: Count


class FailureTaken(NamedTuple):
    """Outcome of `TakeFailure`: the rule (0 for a magic amount), its effect and code; no effect when none is left."""

    failure_rule: OrNone[FailureRuleNo] = FailureRuleNo(0)
    effect: str = ""
    code: str = ""


class NeverGiven(NamedTuple):
    """`ForceRefusal` has no outcome but the refusal."""


def can_fail(operation: str) -> bool:
    """Whether somebody in the test world may do this operation, and it is not one of test mode itself."""
    done = any(grant(role, operation) is not Grant.NO for role in _TRYING)
    return done and not operation.startswith("read_") and operation not in _OWN_ACTS


def _touch_set(tx: Tx, requests: Sequence[Request[SetFailure]]) -> Iterator[None]:
    tx.want(TEST_WORLD, [1])
    tx.want(TWINS, {store.twin_of(tx.connection, request.principal) for request in requests} - {0})
    tx.want(PRINCIPALS, {request.principal for request in requests})
    yield


def _set(tx: Tx, request: Request[SetFailure]) -> FailureSet | Refusal:
    """Refuses: `principal_not_found` (no twin's), `failure_rule_invalid`, `failure_rules_exceeded`."""
    command = request.command
    twin, caller = store.twin_of(tx.connection, request.principal), tx.rows(PRINCIPALS).get(request.principal)
    if not twin or caller is None:
        return Refusal("principal_not_found", "a twin's key is needed")
    fault = _fault(command)
    if fault:
        return Refusal("failure_rule_invalid", fault)
    # The twin's row is locked, so its rules are counted without a race; those of this group are remembered.
    made = tx.memo.setdefault(("failure rules", twin), [len(store.rules_in_force(tx.connection, twin))])
    if made[0] >= RULES_MAX:
        return Refusal("failure_rules_exceeded", f"{RULES_MAX} at most")
    made[0] += 1
    rule = FailureRule(
        id=request.id,
        twin=twin,
        institution=caller.institution,
        subject=caller.subject,
        operation=command.operation,
        effect=command.effect,
        code=command.code,
        amount_minor=command.amount_minor,
        wallet=command.wallet,
        times=command.times,
        met=0,
        in_force=1,
        set_at=request.at,
    )
    tx.rows(RULES).add(rule)
    return FailureSet(request.id)


def _fault(command: SetFailure) -> str:
    """What is wrong with a rule; empty when nothing is."""
    if not 0 <= command.times <= TIMES_MAX or (command.amount_minor and not is_amount(command.amount_minor)):
        return "times or amount"
    if command.operation == DELIVER:
        narrowed = command.amount_minor or command.wallet or command.code
        return "effect" if command.effect not in ON_DELIVERIES or narrowed else ""
    if command.effect not in ON_ACTS or not can_fail(command.operation):
        return "operation or effect"
    codes = REFUSALS.get(command.operation, ()) if command.effect == REFUSE else ("",)
    return "" if command.code in codes else f"code: {', '.join(codes) or 'none'}"


def _touch_lift(tx: Tx, requests: Sequence[Request[LiftFailure]]) -> None:
    tx.want(RULES, {request.command.failure_rule for request in requests})


def _lift(tx: Tx, request: Request[LiftFailure]) -> FailureLifted | Refusal:
    """Refuses: `failure_rule_not_found`, also for another twin's."""
    rule = tx.rows(RULES).get(request.command.failure_rule)
    if rule is None or rule.twin != store.twin_of(tx.connection, request.principal):
        return Refusal("failure_rule_not_found")
    rule.in_force = 0
    tx.rows(RULES).changed(rule)
    return FailureLifted(rule.id, rule.met)


def _touch_take(tx: Tx, requests: Sequence[Request[TakeFailure]]) -> Iterator[None]:
    tx.want(RULES, {n for request in requests for n in store.rules_in_force(tx.connection, request.command.twin)})
    yield


def _take(tx: Tx, request: Request[TakeFailure]) -> FailureTaken | Refusal:
    """The oldest rule that applies is met once more; else a magic amount."""
    command = request.command
    for rule in sorted(tx.rows(RULES).rows.values(), key=lambda row: row.id):
        if rule.twin == command.twin and rule.in_force and applies(rule, command):
            rule.met += 1
            rule.in_force = int(rule.times == 0 or rule.met < rule.times)
            tx.rows(RULES).changed(rule)
            return FailureTaken(failure_rule=rule.id, effect=rule.effect, code=rule.code)
    found = magic(command.operation, command.amount_minor)
    return (
        FailureTaken()
        if found is None
        else FailureTaken(failure_rule=FailureRuleNo(0), effect=found.effect, code=found.code)
    )


def applies(rule: FailureRule, wish: TakeFailure) -> bool:
    """Whether a rule is about a request."""
    return (
        rule.operation == wish.operation
        and rule.amount_minor in (0, wish.amount_minor)
        and (rule.wallet == 0 or rule.wallet in wish.wallets)
    )


def _touch_nothing(_: Tx, __: Sequence[Request[ForceRefusal]]) -> None:
    pass


OPERATIONS: Final = (
    Operation("set_failure", SetFailure, FailureSet, _touch_set, one_by_one(_set), True),
    Operation("lift_failure", LiftFailure, FailureLifted, _touch_lift, one_by_one(_lift), True),
    Operation("take_failure", TakeFailure, FailureTaken, _touch_take, one_by_one(_take)),
    Operation(
        "force_refusal",
        ForceRefusal,
        NeverGiven,
        _touch_nothing,
        one_by_one(lambda _, request: Refusal(request.command.code, "forced in test mode")),
    ),
)
