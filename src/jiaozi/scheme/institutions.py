"""Opening institutions and setting an operator's issue quota."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from jiaozi import rulebook
from jiaozi.clock import china_date
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import INSTITUTION_STEP, FenOrZero, InstitutionNo, Name
from jiaozi.ledger.post import open_account
from jiaozi.money import AMOUNT_MAX
from jiaozi.records import dataclass
from jiaozi.scheme.acts import operator_of
from jiaozi.scheme.model import (
    CENTRAL_BANK,
    CENTRAL_PLAN,
    OPERATOR_PLAN,
    REGIME_NAMES,
    AccountPlan,
    CentralRole,
    Institution,
    InstitutionCode,
    InstitutionKind,
    Regime,
    Role,
    account,
)
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.scheme.store import highest_institution, institution_by_code

KIND_NAMES: Final = {"bank": InstitutionKind.BANK, "nonbank": InstitutionKind.NONBANK}


@dataclass(frozen=True, slots=True)
class OpenCentralBank:
    """Opens the central bank, the first institution of a world."""

    code: InstitutionCode
    name_en: Name
    name_zh: Name


@dataclass(frozen=True, slots=True)
class OpenOperator:
    """Opens an operator that the rule book admits on this day, with its standing accounts and its quota."""

    code: InstitutionCode
    quota_minor: FenOrZero


@dataclass(frozen=True, slots=True)
class SetQuota:
    """Sets how much digital yuan may be out that was issued to an operator."""

    operator: InstitutionNo
    quota_minor: FenOrZero


class InstitutionOpened(NamedTuple):
    """An institution was opened. Its id is also that of its book."""

    institution: InstitutionNo


class QuotaSet(NamedTuple):
    """A quota is in force."""

    operator: InstitutionNo
    quota_minor: FenOrZero


def _touch_central(tx: Tx, _: Sequence[Request[OpenCentralBank]]) -> None:
    tx.want(INSTITUTIONS, [CENTRAL_BANK])


def _open_central_bank(tx: Tx, request: Request[OpenCentralBank]) -> InstitutionOpened | Refusal:
    """Refuses: `institution_exists`."""
    command = request.command
    if tx.rows(INSTITUTIONS).get(CENTRAL_BANK) is not None:
        return Refusal("institution_exists")
    kind, regime = InstitutionKind.CENTRAL_BANK, Regime.NONE
    _add(tx, CENTRAL_BANK, command.code, kind, (command.name_en, command.name_zh), regime, 0, request.at)
    _open_accounts(tx, CENTRAL_BANK, CENTRAL_PLAN)
    return InstitutionOpened(CENTRAL_BANK)


def _touch_operator(tx: Tx, requests: Sequence[Request[OpenOperator]]) -> Iterator[None]:
    """The central bank's row serialises openings, so that the next number is nobody else's."""
    tx.want(INSTITUTIONS, [CENTRAL_BANK])
    yield
    tx.want(INSTITUTIONS, institution_by_code(tx.connection, [request.command.code for request in requests]).values())


def _open_operator(tx: Tx, request: Request[OpenOperator]) -> InstitutionOpened | Refusal:
    """Refuses: `amount_invalid`, `institution_not_found` (no central bank), `institution_exists`,
    `operator_not_authorised` with the rule that lists the day's operators."""
    command = request.command
    if not _is_quota(command.quota_minor):
        return Refusal("amount_invalid")
    institutions = tx.rows(INSTITUTIONS)
    if institutions.get(CENTRAL_BANK) is None:
        return Refusal("institution_not_found", "the central bank has to be opened first")
    day = china_date(request.at)
    admitted = rulebook.operator(day, command.code)
    if admitted is None:
        return Refusal("operator_not_authorised", command.code, f"operators.{command.code} on {day.isoformat()}")
    if any(known.code == command.code for known in institutions.rows.values()):
        return Refusal("institution_exists")
    highest = max(highest_institution(tx.connection), *institutions.rows)
    number = highest + INSTITUTION_STEP
    regime = REGIME_NAMES[rulebook.regime(day, admitted.kind).regime]
    names = (admitted.en, admitted.zh)
    _add(tx, number, command.code, KIND_NAMES[admitted.kind], names, regime, command.quota_minor, request.at)
    _open_accounts(tx, number, OPERATOR_PLAN)
    return InstitutionOpened(number)


def _add(
    tx: Tx, number: InstitutionNo, code: str, kind: int, names: tuple[str, str], regime: int, quota_minor: int, at: int
) -> None:
    institution = Institution(
        id=number,
        code=code,
        kind=kind,
        name_en=names[0],
        name_zh=names[1],
        regime=regime,
        quota_minor=quota_minor,
        issued_minor=0,
        opened_at=at,
    )
    tx.rows(INSTITUTIONS).add(institution)
    tx.appender("books", ("id", "code")).append((number, code))


_Plan = Mapping[Role, AccountPlan] | Mapping[CentralRole, AccountPlan]


def _open_accounts(tx: Tx, institution: InstitutionNo, plan: _Plan) -> None:
    for role, entry in plan.items():
        book = CENTRAL_BANK if entry.central else institution
        open_account(tx, account(institution, role), book, entry.asset, entry.kind, institution, entry.floor)


def _touch_quota(tx: Tx, requests: Sequence[Request[SetQuota]]) -> None:
    tx.want(INSTITUTIONS, [request.command.operator for request in requests])


def _set_quota(tx: Tx, request: Request[SetQuota]) -> QuotaSet | Refusal:
    """Refuses: `amount_invalid`, `institution_not_found`. A quota below what is out only stops further issue."""
    command = request.command
    if not _is_quota(command.quota_minor):
        return Refusal("amount_invalid")
    operator = operator_of(tx, command.operator)
    if isinstance(operator, Refusal):
        return operator
    operator.quota_minor = command.quota_minor
    tx.rows(INSTITUTIONS).changed(operator)
    return QuotaSet(operator.id, operator.quota_minor)


def _is_quota(value: object) -> bool:
    return type(value) is int and 0 <= value <= AMOUNT_MAX


OPERATIONS: Final = (
    Operation(
        "open_central_bank", OpenCentralBank, InstitutionOpened, _touch_central, one_by_one(_open_central_bank), True
    ),
    Operation("open_operator", OpenOperator, InstitutionOpened, _touch_operator, one_by_one(_open_operator), True),
    Operation("set_quota", SetQuota, QuotaSet, _touch_quota, one_by_one(_set_quota), True),
)
