"""Institutions, their quotas and limits, and what the central bank and the operators do with each other."""

from starlette.responses import Response

from jiaozi.access.permissions import Ownership
from jiaozi.api import store, views
from jiaozi.api.desk import At, DryRun, need, number
from jiaozi.api.routes.common import institution_owner
from jiaozi.api.routing import Paging, Router
from jiaozi.clock import parse_time
from jiaozi.db.engine import Connection
from jiaozi.ids import encode_id
from jiaozi.kinds import InstitutionNo
from jiaozi.ledger.store import accounts
from jiaozi.scheme.corrections import Correct, CorrectionLine
from jiaozi.scheme.institutions import OpenOperator, SetQuota
from jiaozi.scheme.issuance import FundMargin, Issue, LendReserves, ReleaseMargin, RepayReserves, Retire
from jiaozi.scheme.model import Institution, InstitutionKind, Role, account, due_to
from jiaozi.scheme.settlement import AgreeNetting, SettlePair
from jiaozi.scheme.store import institutions, pairs
from jiaozi.wallets.changes import SetOperatorLimit
from jiaozi.wallets.model import CLASS_NAMES, HOLDER_KIND_NAMES
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from jiaozi.wire import institutions as wire
from jiaozi.wire.access import Proposed
from jiaozi.wire.base import InstitutionId, Page
from jiaozi.wire.ledger import CorrectionProposal

router = Router("/v1", "institutions")


def _institution(connection: Connection, wanted: str) -> Institution:
    rows = {row.id: row for row in institutions(connection)}
    return need(rows.get(number(wanted)), "institution_not_found")


@router.get("/institutions", answer=Page[wire.Institution])
async def list_institutions(desk: At, paging: Paging) -> dict[str, object]:
    """The central bank and the operators, in the order of their opening."""
    (after,) = desk.start("institutions", paging.cursor, (0,))
    rows = await desk.read("read_institutions", institutions)
    rows = [row for row in rows if row.id > after][: paging.limit + 1]
    places = [(row.id,) for row in rows]
    return desk.page("institutions", [views.institution(row) for row in rows], places, paging.limit, paging.cursor)


@router.post("/institutions", status=202, answer=Proposed)
async def propose_operator(desk: At, body: wire.OperatorProposal) -> Response:
    """Proposes an operator that the rule book admits on this day; a second person of the central bank approves it."""
    return await desk.act(OpenOperator(body.code, body.quota.minor), reason=body.reason)


@router.get("/institutions/{institution}", answer=wire.Institution)
async def get_institution(desk: At, institution: InstitutionId) -> wire.Institution:
    """One institution."""
    return await desk.read("read_institutions", lambda at: views.institution(_institution(at, institution)))


@router.post("/institutions/{institution}/quota", status=202, answer=Proposed)
async def propose_quota(desk: At, institution: InstitutionId, body: wire.QuotaChange) -> Response:
    """Proposes an operator's issue quota; a second person of the central bank approves it."""
    return await desk.act(SetQuota(number(institution), body.quota.minor), reason=body.reason)


@router.get("/institutions/{institution}/reserves", answer=wire.Reserves)
async def get_reserves(desk: At, institution: InstitutionId) -> wire.Reserves:
    """An operator's quota and standing accounts; the central bank sees all, an operator its own."""

    def job(connection: Connection) -> wire.Reserves:
        desk.check_own("read_reserves", [Ownership(number(institution))])
        row = _institution(connection, institution)
        roles = [] if row.kind == InstitutionKind.CENTRAL_BANK else list(Role)
        held = accounts(connection, [account(row.id, role) for role in roles])
        lines = [
            wire.StandingAccount(
                role=role.name.lower(),
                account=encode_id("acc", found.id),
                balance=views.money(found.posted, found.asset),
            )
            for role in roles
            if (found := held.get(account(row.id, role))) is not None
        ]
        return wire.Reserves(
            institution=institution,
            quota=views.money(row.quota_minor),
            issued=views.money(row.issued_minor),
            accounts=lines,
        )

    return await desk.read("read_reserves", job)


@router.get("/institutions/{institution}/netting", answer=Page[wire.NettingPair])
async def list_netting(desk: At, institution: InstitutionId) -> Page[wire.NettingPair]:
    """With whom an operator settles net, and what is owed."""

    def job(connection: Connection) -> Page[wire.NettingPair]:
        desk.check_own("read_reserves", [Ownership(number(institution))])
        row = _institution(connection, institution)
        found = [pair for pair in pairs(connection) if row.id in (pair.debtor, pair.creditor)]
        held = accounts(connection, [due_to(pair.debtor, pair.creditor) for pair in found])
        items = [
            wire.NettingPair(
                debtor=encode_id("ins", pair.debtor),
                creditor=encode_id("ins", pair.creditor),
                cap=views.money(pair.cap_minor),
                owed=views.money(held[due_to(pair.debtor, pair.creditor)].posted),
            )
            for pair in found
        ]
        return Page[wire.NettingPair](items=items)

    return await desk.read("read_reserves", job)


@router.post("/institutions/{institution}/netting", status=202, answer=Proposed)
async def propose_netting(desk: At, institution: InstitutionId, body: wire.NettingProposal) -> Response:
    """Proposes that two banks settle net under a cap, each way."""
    command = AgreeNetting(number(institution), number(body.other), body.cap.minor)
    return await desk.act(command, reason=body.reason)


@router.post("/institutions/{institution}/settlements", answer=wire.Moved)
async def settle(desk: At, institution: InstitutionId, body: wire.Settlement, dry_run: DryRun = False) -> Response:
    """Settles what two operators owe each other, over the central bank."""
    command = SettlePair(number(institution), number(body.other))
    return await desk.act(command, institution_owner(command.operator), dry_run=dry_run)


@router.post("/institutions/{institution}/regime-changes", status=202, answer=Proposed)
async def propose_regime(desk: At, institution: InstitutionId, body: wire.RegimeProposal) -> Response:
    """Proposes to bring an operator under the regime in force."""
    return await desk.act(ChangeRegime(number(institution)), reason=body.reason)


@router.post("/institutions/{institution}/wallet-moves", answer=wire.WalletsMoved)
async def move_wallets(desk: At, institution: InstitutionId, body: wire.WalletsMove) -> Response:
    """Moves some of an operator's wallets to its regime, to which all follow by themselves. `more`: others can at
    once."""
    return await desk.act(MoveWallets(number(institution), body.limit))


@router.get("/institutions/{institution}/limits", answer=Page[wire.OperatorLimit])
async def list_operator_limits(desk: At, institution: InstitutionId) -> Page[wire.OperatorLimit]:
    """The limits an operator sets below the scheme's."""

    def job(connection: Connection) -> Page[wire.OperatorLimit]:
        row = _institution(connection, institution)
        items = [
            wire.OperatorLimit(
                kind=HOLDER_KIND_NAMES[kind],
                wallet_class=CLASS_NAMES[wallet_class],
                component=component,
                limit=views.money(limit),
            )
            for kind, wallet_class, component, limit in store.operator_limits(connection, row.id)
        ]
        return Page[wire.OperatorLimit](items=items)

    return await desk.read("read_institutions", job)


@router.post("/institutions/{institution}/limits", status=202, answer=Proposed)
async def propose_operator_limit(desk: At, institution: InstitutionId, body: wire.OperatorLimitProposal) -> Response:
    """Proposes a limit for all the operator's wallets of a kind and class."""
    operator = number(institution)
    command = SetOperatorLimit(operator, body.kind, body.wallet_class, body.component, body.limit.minor)
    return await desk.act(command, institution_owner(operator), reason=body.reason)


@router.post("/issues", status=202, answer=Proposed, dry_answer=wire.Moved)
async def propose_issue(desk: At, body: wire.IssueProposal, dry_run: DryRun = False) -> Response:
    """Proposes to issue digital yuan to an operator's vault against its reserves, under its quota."""
    command = Issue(number(body.operator), body.amount.minor)
    return await desk.act(command, institution_owner(command.operator), dry_run=dry_run, reason=body.reason)


@router.post("/retirements", status=201, answer=wire.Moved)
async def retire(desk: At, body: wire.Retirement, dry_run: DryRun = False) -> Response:
    """Takes vault money out of circulation and returns reserves."""
    command = Retire(number(body.operator), body.amount.minor)
    return await desk.act(command, institution_owner(command.operator), status=201, dry_run=dry_run)


@router.post("/reserve-loans", status=202, answer=Proposed, dry_answer=wire.Moved)
async def propose_reserve_loan(desk: At, body: wire.ReserveLoanProposal, dry_run: DryRun = False) -> Response:
    """Proposes that the central bank lends an operator reserves; a second person of it approves it."""
    command = LendReserves(number(body.operator), body.amount.minor)
    return await desk.act(command, dry_run=dry_run, reason=body.reason)


@router.post("/reserve-repayments", status=201, answer=wire.Moved)
async def repay_reserves(desk: At, body: wire.ReservesAct, dry_run: DryRun = False) -> Response:
    """An operator pays lent reserves back."""
    command = RepayReserves(number(body.operator), body.amount.minor)
    return await desk.act(command, institution_owner(command.operator), status=201, dry_run=dry_run)


@router.post("/margin-fundings", status=201, answer=wire.Moved)
async def fund_margin(desk: At, body: wire.ReservesAct, dry_run: DryRun = False) -> Response:
    """A non-bank moves reserves to its margin."""
    command = FundMargin(number(body.operator), body.amount.minor)
    return await desk.act(command, institution_owner(command.operator), status=201, dry_run=dry_run)


@router.post("/margin-releases", status=201, answer=wire.Moved)
async def release_margin(desk: At, body: wire.ReservesAct, dry_run: DryRun = False) -> Response:
    """A non-bank takes out of its margin what its wallets do not need."""
    command = ReleaseMargin(number(body.operator), body.amount.minor)
    return await desk.act(command, institution_owner(command.operator), status=201, dry_run=dry_run)


@router.post("/corrections", status=202, answer=Proposed, dry_answer=wire.Moved)
async def propose_correction(desk: At, body: CorrectionProposal, dry_run: DryRun = False) -> Response:
    """Proposes entries that take effect in a past, still open day; every account must be of the proposer's books."""
    lines = tuple(CorrectionLine(number(line.debit), number(line.credit), line.minor) for line in body.lines)
    sides = [side for line in lines for side in (line.debit, line.credit)]

    def owners(connection: Connection) -> list[Ownership]:
        held = accounts(connection, set(sides))
        return [Ownership(held[side].book if side in held else InstitutionNo(0)) for side in sides]

    command = Correct(lines, parse_time(body.effective_at), body.reason)
    return await desk.act(command, owners, missing="account_not_found", dry_run=dry_run, reason=body.reason)
