"""Institutions, their quotas and limits, and what the central bank and the operators do with each other."""

from collections.abc import Sequence

from jiaozi.access.permissions import Ownership
from jiaozi.api import owners, store
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Placed, need
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.kinds import AccountNo, FenOrZero, Instant, InstitutionNo, Name
from jiaozi.ledger.store import accounts
from jiaozi.money import Money, money_of
from jiaozi.records import dataclass
from jiaozi.rulebook.shapes import Component
from jiaozi.scheme.acts import Moved
from jiaozi.scheme.corrections import Correct
from jiaozi.scheme.institutions import InstitutionOpened, OpenOperator, QuotaSet, SetQuota
from jiaozi.scheme.issuance import FundMargin, Issue, LendReserves, ReleaseMargin, RepayReserves, Retire
from jiaozi.scheme.model import (
    Institution,
    InstitutionCode,
    InstitutionKind,
    InstitutionKindNumber,
    RegimeNumber,
    Role,
    RoleNumber,
    account,
    due_to,
)
from jiaozi.scheme.settlement import AgreeNetting, NettingAgreed, SettlePair
from jiaozi.scheme.store import institutions, pairs
from jiaozi.wallets.changes import LimitsSet, SetOperatorLimit
from jiaozi.wallets.model import HolderKindNumber, WalletClassNumber
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets, RegimeChanged, WalletsMoved
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "institutions")
OWN = owners.institution()


@dataclass(frozen=True, slots=True)
class InstitutionView:
    """The central bank or an operator."""

    id: InstitutionNo
    code: InstitutionCode
    kind: InstitutionKindNumber
    name_en: Name
    name_zh: Name
    regime: RegimeNumber
    opened_at: Instant


@dataclass(frozen=True, slots=True)
class StandingAccountView:
    """One of an institution's standing accounts."""

    role: RoleNumber
    account: AccountNo
    balance: Money


@dataclass(frozen=True, slots=True)
class ReservesView:
    """How an operator stands: quota, what is out, and its accounts."""

    institution: InstitutionNo
    quota_minor: FenOrZero
    issued_minor: FenOrZero
    accounts: tuple[StandingAccountView, ...]


@dataclass(frozen=True, slots=True)
class NettingPairView:
    """What one operator owes another, under which cap."""

    debtor: InstitutionNo
    creditor: InstitutionNo
    cap_minor: FenOrZero
    owed_minor: FenOrZero


@dataclass(frozen=True, slots=True)
class OperatorLimitView:
    """A limit an operator sets below the scheme's."""

    kind: HolderKindNumber
    wallet_class: WalletClassNumber
    component: Component
    limit_minor: FenOrZero


def _institution(connection: Connection, wanted: InstitutionNo) -> Institution:
    rows = {row.id: row for row in institutions(connection)}
    return need(rows.get(wanted), "institution_not_found")


@router.get("/institutions")
async def list_institutions(desk: At, paging: Paging) -> Page[InstitutionView]:
    """The central bank and the operators, in the order of their opening."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[InstitutionView]]:
        rows = [row for row in institutions(connection) if row.id > after[0]]
        return [((row.id,), view(InstitutionView, row)) for row in rows[:limit]]

    return await desk.listing("read_institutions", "institutions", paging, job)


router.act(OpenOperator, InstitutionOpened, "/institutions", proposed=True, name="propose_operator")


@router.get("/institutions/{institution}")
async def get_institution(desk: At, institution: InstitutionNo) -> InstitutionView:
    """One institution."""
    return await desk.read("read_institutions", lambda at: view(InstitutionView, _institution(at, institution)))


router.act(SetQuota, QuotaSet, "/institutions/{operator}/quota", proposed=True, name="propose_quota")


@router.get("/institutions/{institution}/reserves")
async def get_reserves(desk: At, institution: InstitutionNo) -> ReservesView:
    """An operator's quota and standing accounts; the central bank sees all, an operator its own."""

    def job(connection: Connection) -> ReservesView:
        desk.check_own("read_reserves", [Ownership(institution)])
        row = _institution(connection, institution)
        return view(ReservesView, row, institution=row.id, accounts=_standing_accounts(connection, row))

    return await desk.read("read_reserves", job)


def _standing_accounts(connection: Connection, row: Institution) -> tuple[StandingAccountView, ...]:
    """An operator's; the central bank shows none."""
    roles = [] if row.kind == InstitutionKind.CENTRAL_BANK else list(Role)
    held = accounts(connection, [account(row.id, role) for role in roles])
    return tuple(
        StandingAccountView(role=role, account=found.id, balance=money_of(found.posted, found.asset))
        for role in roles
        if (found := held.get(account(row.id, role))) is not None
    )


@router.get("/institutions/{operator}/netting")
async def list_netting(desk: At, operator: InstitutionNo) -> Page[NettingPairView]:
    """With whom an operator settles net, and what is owed."""

    def job(connection: Connection) -> Page[NettingPairView]:
        desk.check_own("read_reserves", [Ownership(operator)])
        row = _institution(connection, operator)
        found = [pair for pair in pairs(connection) if row.id in (pair.debtor, pair.creditor)]
        held = accounts(connection, [due_to(pair.debtor, pair.creditor) for pair in found])
        owed = [held[due_to(pair.debtor, pair.creditor)].posted for pair in found]
        shown = zip(found, owed, strict=True)
        return Page(tuple(view(NettingPairView, pair, owed_minor=minor) for pair, minor in shown))

    return await desk.read("read_reserves", job)


router.act(AgreeNetting, NettingAgreed, "/institutions/{operator}/netting", proposed=True, name="propose_netting")
router.act(SettlePair, Moved, "/institutions/{operator}/settlements", owner=OWN, dry_run=True, name="settle")
router.act(ChangeRegime, RegimeChanged, "/institutions/{operator}/regime-changes", proposed=True, name="propose_regime")
router.act(MoveWallets, WalletsMoved, "/institutions/{operator}/wallet-moves")


@router.get("/institutions/{operator}/limits")
async def list_operator_limits(desk: At, operator: InstitutionNo) -> Page[OperatorLimitView]:
    """The limits an operator sets below the scheme's."""

    def job(connection: Connection) -> Page[OperatorLimitView]:
        row = _institution(connection, operator)
        return Page(tuple(OperatorLimitView(*found) for found in store.operator_limits(connection, row.id)))

    return await desk.read("read_institutions", job)


router.act(
    SetOperatorLimit,
    LimitsSet,
    "/institutions/{operator}/limits",
    owner=OWN,
    proposed=True,
    name="propose_operator_limit",
)

router.act(Issue, Moved, "/issues", owner=OWN, proposed=True, dry_run=True, name="propose_issue")
router.act(Retire, Moved, "/retirements", owner=OWN, status=201, dry_run=True)
router.act(LendReserves, Moved, "/reserve-loans", proposed=True, dry_run=True, name="propose_reserve_loan")
router.act(RepayReserves, Moved, "/reserve-repayments", owner=OWN, status=201, dry_run=True)
router.act(FundMargin, Moved, "/margin-fundings", owner=OWN, status=201, dry_run=True)
router.act(ReleaseMargin, Moved, "/margin-releases", owner=OWN, status=201, dry_run=True)


def _books(connection: Connection, command: Correct) -> Sequence[Ownership]:
    """Every account of a correction is its book's; one that is not there is nobody's."""
    sides = [side for line in command.lines for side in (line.debit, line.credit)]
    held = accounts(connection, set(sides))
    return [Ownership(held[side].book if side in held else InstitutionNo(0)) for side in sides]


router.act(
    Correct,
    Moved,
    "/corrections",
    owner=owners.Owner(lambda _, command: lambda at: _books(at, command), "account_not_found"),
    proposed=True,
    dry_run=True,
    name="propose_correction",
)
