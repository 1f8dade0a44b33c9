"""Issue and retirement of digital yuan, and the reserves behind it."""

from collections.abc import Callable, Sequence
from typing import Final, TypeVar

from jiaozi import rulebook
from jiaozi.clock import china_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import BankFen, Fen, InstitutionNo
from jiaozi.ledger.model import Code, Leg
from jiaozi.ledger.post import touch_legs
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import CNY, amount_text, is_amount
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.acts import Moved, move, operator_of
from jiaozi.scheme.model import FREE_MARGIN, Institution, InstitutionKind, Regime, account
from jiaozi.scheme.schema import INSTITUTIONS


@dataclass(frozen=True, slots=True)
class Issue:
    """The central bank issues digital yuan to an operator's vault against its reserves, under its quota."""

    operator: InstitutionNo
    amount_minor: Fen


@dataclass(frozen=True, slots=True)
class Retire:
    """An operator gives money of its vault back: it is taken out of circulation, and reserves are returned."""

    operator: InstitutionNo
    amount_minor: Fen


@dataclass(frozen=True, slots=True)
class LendReserves:
    """The central bank lends an operator reserves."""

    operator: InstitutionNo
    amount_minor: BankFen


@dataclass(frozen=True, slots=True)
class RepayReserves:
    """An operator pays lent reserves back."""

    operator: InstitutionNo
    amount_minor: BankFen


@dataclass(frozen=True, slots=True)
class FundMargin:
    """A non-bank moves reserves to its margin."""

    operator: InstitutionNo
    amount_minor: BankFen


@dataclass(frozen=True, slots=True)
class ReleaseMargin:
    """A non-bank takes out of its margin what it does not need to cover its wallets."""

    operator: InstitutionNo
    amount_minor: BankFen


A = TypeVar("A", bound="_Act")
_Act = Issue | Retire | LendReserves | RepayReserves | FundMargin | ReleaseMargin


def _legs(command: _Act, operator: InstitutionNo, amount: int) -> list[Leg]:
    """What each act books."""
    if isinstance(command, Issue):
        return entries.issue(operator, amount)
    if isinstance(command, Retire):
        return entries.reversed_legs(entries.issue(operator, amount, Code.RETIRE))
    if isinstance(command, LendReserves):
        return entries.fund_reserve(operator, amount)
    if isinstance(command, RepayReserves):
        return entries.reversed_legs(entries.fund_reserve(operator, amount))
    if isinstance(command, FundMargin):
        return entries.fund_margin(operator, amount)
    return entries.reversed_legs(entries.fund_margin(operator, amount))


def _touch(tx: Tx, requests: Sequence[Request[_Act]]) -> None:
    tx.want(INSTITUTIONS, [request.command.operator for request in requests])
    for request in requests:
        touch_legs(tx, _legs(request.command, request.command.operator, 1))
        tx.want(ACCOUNTS, [account(request.command.operator, role) for role in FREE_MARGIN])


def _act(tx: Tx, request: Request[_Act]) -> Moved | Refusal:
    operator = operator_of(tx, request.command.operator)
    if isinstance(operator, Refusal):
        return operator
    return move(tx, request, _legs(request.command, operator.id, request.command.amount_minor))


def _issue(tx: Tx, request: Request[Issue]) -> Moved | Refusal:
    """Refuses: `institution_not_found`, `regime_forbids`, `amount_invalid`, `quota_exceeded`, `insufficient_funds`
    (the operator's reserves do not cover it)."""
    command = request.command
    operator = operator_of(tx, command.operator)
    if isinstance(operator, Refusal):
        return operator
    if refusal := _only_m0(operator, request.at):
        return refusal
    if is_amount(command.amount_minor) and operator.issued_minor + command.amount_minor > operator.quota_minor:
        return Refusal("quota_exceeded", f"{amount_text(operator.quota_minor - operator.issued_minor)} left")
    return _counted(tx, operator, 1, command.amount_minor, _act(tx, request))


def _retire(tx: Tx, request: Request[Retire]) -> Moved | Refusal:
    """Refuses: `institution_not_found`, `amount_invalid`, `insufficient_funds` (the vault holds less).

    Under any regime, so that a vault can be emptied after a change."""
    operator = operator_of(tx, request.command.operator)
    if isinstance(operator, Refusal):
        return operator
    command = request.command
    return _counted(tx, operator, -1, command.amount_minor, _act(tx, request))


def _release_margin(tx: Tx, request: Request[ReleaseMargin]) -> Moved | Refusal:
    """Refuses: `institution_not_found`, `regime_forbids` (not a non-bank), `margin_needed`, and as `ledger.post`."""
    command = request.command
    operator = operator_of(tx, command.operator)
    if isinstance(operator, Refusal):
        return operator
    if operator.kind != InstitutionKind.NONBANK:
        return Refusal("regime_forbids", "only non-banks keep a margin")
    accounts = tx.rows(ACCOUNTS)
    free = sum(sign * accounts[account(operator.id, role)].posted for role, sign in FREE_MARGIN.items())
    if is_amount(command.amount_minor) and command.amount_minor > free:
        return Refusal("margin_needed", f"{amount_text(max(free, 0), CNY)} free")
    return _act(tx, request)


def _only_m0(operator: Institution, at: int) -> Refusal | None:
    """Digital yuan is issued to vaults only while it is the central bank's own liability."""
    if operator.regime == Regime.M0_CASH:
        return None
    kind = "nonbank" if operator.kind == InstitutionKind.NONBANK else "bank"
    return Refusal("regime_forbids", rule=rulebook.regime(china_date(at), kind).rule.cite())


def _counted(tx: Tx, operator: Institution, sign: int, amount: int, outcome: Moved | Refusal) -> Moved | Refusal:
    """Keeps count of what is out against the quota."""
    if isinstance(outcome, Moved):
        operator.issued_minor += sign * amount
        tx.rows(INSTITUTIONS).changed(operator)
    return outcome


def _operation(name: str, command: type[A], decide: Callable[[Tx, Request[A]], Moved | Refusal]) -> Operation:
    return Operation(name, command, Moved, _touch, one_by_one(decide), administrative=True)


OPERATIONS: Final = (
    _operation("issue", Issue, _issue),
    _operation("retire", Retire, _retire),
    _operation("lend_reserves", LendReserves, _act),
    _operation("repay_reserves", RepayReserves, _act),
    _operation("fund_margin", FundMargin, _act),
    _operation("release_margin", ReleaseMargin, _release_margin),
)
