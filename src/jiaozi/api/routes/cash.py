"""Sweeps, waterfalls, remittances, and cash by code."""

from collections.abc import Sequence
from typing import Final

from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts, read_by
from jiaozi.api.desk import At, Desk, Placed, need
from jiaozi.api.routing import Paging
from jiaozi.banking import store
from jiaozi.banking.cash import (
    CancelCashCode,
    CashCodeCancelled,
    CashMoved,
    IssueCashCode,
    RedeemCashCode,
    cash_code,
)
from jiaozi.banking.external_model import MaskedNumber
from jiaozi.banking.model import CashStateNumber, DirectionNumber
from jiaozi.banking.remittances import Remit, Remitted
from jiaozi.banking.secrets import OneTimeCode, codes_of
from jiaozi.banking.sweeps import EndSweep, SetSweep, SweepEnded, SweepSet
from jiaozi.banking.waterfalls import EndWaterfall, SetWaterfall, WaterfallEnded, WaterfallSet
from jiaozi.db.commands import Result
from jiaozi.db.engine import Connection, Row
from jiaozi.ids import encode_id
from jiaozi.kinds import (
    BankAccountNo,
    CashCodeNo,
    Count,
    ExternalAccountNo,
    Fen,
    FenOrZero,
    Flag,
    Instant,
    InstitutionNo,
    JournalNo,
    OrNone,
    Reference,
    RemittanceNo,
    WalletNo,
)
from jiaozi.records import dataclass
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "banking")


@dataclass(frozen=True, slots=True)
class SweepView:
    """A wallet's sweep. Before `retry_at` it is not tried: the last one was refused, or its order is under way."""

    wallet: WalletNo
    bank_account: OrNone[BankAccountNo]
    external_account: OrNone[ExternalAccountNo]
    ceiling_minor: FenOrZero
    active: Flag
    set_at: Instant
    retry_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class WaterfallView:
    """A wallet's waterfall. It works from `begins_at` until `ends_at`, while it is `active`."""

    wallet: WalletNo
    bank_account: BankAccountNo
    active: Flag
    set_at: Instant
    begins_at: Instant
    ends_at: Instant


@dataclass(frozen=True, slots=True)
class RemittanceView:
    """A remittance into a wallet. The sender's account is shown by its bank and last digits."""

    id: RemittanceNo
    bank: InstitutionNo
    number_masked: MaskedNumber
    amount_minor: Fen
    at: Instant
    reference: Reference | None


@dataclass(frozen=True, slots=True)
class CashCodeIssuedView:
    """A cash code. `code` is for the holder alone; where the outcome is looked up later it is without."""

    cash_code: CashCodeNo
    expires_at: Instant
    code: OneTimeCode


@dataclass(frozen=True, slots=True)
class CashCodeView:
    """A cash code without its code. `operator` is the bank whose counter or machine used it."""

    id: CashCodeNo
    wallet: WalletNo
    direction: DirectionNumber
    amount_minor: Fen
    state: CashStateNumber
    issued_at: Instant
    expires_at: Instant
    attempts: Count
    operator: OrNone[InstitutionNo]
    journal: OrNone[JournalNo]


async def _issued(desk: Desk, result: Result) -> CashCodeIssuedView:
    code = cash_code(codes_of(desk.platform.keyring), result.outcome.cash_code)
    return view(CashCodeIssuedView, result.outcome, code=code)


WALLET: Final = owners.wallet()
router.act(EndSweep, SweepEnded, "/wallets/{wallet}/sweep/ending", owner=WALLET)
router.act(EndWaterfall, WaterfallEnded, "/wallets/{wallet}/waterfall/ending", owner=WALLET)
router.act(Remit, Remitted, "/remittances", owner=owners.bank_account(), status=201, dry_run=True)
router.act(IssueCashCode, CashCodeIssuedView, "/wallets/{wallet}/cash-codes", owner=WALLET, status=201, shows=_issued)
router.act(CancelCashCode, CashCodeCancelled, "/cash-codes/{cash_code}/cancellation", owner=owners.cash_code())
router.act(RedeemCashCode, CashMoved, "/cash-codes/{cash_code}/redemption", owner=owners.institution())


@router.get("/wallets/{wallet}/sweep")
async def get_sweep(desk: At, wallet: WalletNo) -> SweepView:
    """The wallet's sweep, a stopped one too."""

    def job(connection: Connection) -> SweepView:
        owned = whose.own_wallet(desk, connection, wallet, "read_banking")
        row = need(store.sweep_of(connection, owned.id), "sweep_not_found")
        inside = 0 if row.outside else row.bank_account
        return view(SweepView, row, bank_account=inside, external_account=row.outside)

    return await desk.read("read_banking", job)


router.act(SetSweep, SweepSet, "/wallets/{wallet}/sweep", owner=WALLET, status=201, thing=read_by(get_sweep, "wallet"))


@router.get("/wallets/{wallet}/waterfall")
async def get_waterfall(desk: At, wallet: WalletNo) -> WaterfallView:
    """The wallet's waterfall, a stopped one too."""

    def job(connection: Connection) -> WaterfallView:
        owned = whose.own_wallet(desk, connection, wallet, "read_banking")
        return view(WaterfallView, need(store.waterfall_of(connection, owned.id), "waterfall_not_found"))

    return await desk.read("read_banking", job)


router.act(
    SetWaterfall,
    WaterfallSet,
    "/wallets/{wallet}/waterfall",
    owner=WALLET,
    status=201,
    thing=read_by(get_waterfall, "wallet"),
)


@router.get("/wallets/{wallet}/remittances")
async def list_remittances(desk: At, wallet: WalletNo, paging: Paging) -> Page[RemittanceView]:
    """What was remitted into a wallet, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[RemittanceView]]:
        row = whose.own_wallet(desk, connection, wallet, "read_banking")
        return _remittances(connection, store.remittances_page(connection, row.id, after[0], limit))

    return await desk.listing("read_banking", f"remittances:{encode_id('wal', wallet)}", paging, job)


def _remittances(connection: Connection, rows: Sequence[Row]) -> list[Placed[RemittanceView]]:
    accounts = {row.id: row for row in BANK_ACCOUNTS.read(connection, {row[1] for row in rows})}
    return [
        (
            (remittance,),
            view(
                RemittanceView,
                accounts[account],
                id=RemittanceNo(remittance),
                amount_minor=amount,
                at=at,
                reference=reference,
            ),
        )
        for remittance, account, _, amount, at, reference in rows
    ]


@router.get("/wallets/{wallet}/cash-codes")
async def list_cash_codes(desk: At, wallet: WalletNo, paging: Paging) -> Page[CashCodeView]:
    """A wallet's cash codes without their codes, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[CashCodeView]]:
        owned = whose.own_wallet(desk, connection, wallet, "read_banking")
        rows = store.cash_codes_page(connection, owned.id, after[0], limit)
        return [((row.id,), view(CashCodeView, row)) for row in rows]

    return await desk.listing("read_banking", f"cash-codes:{wallet}", paging, job)
