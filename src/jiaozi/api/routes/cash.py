"""Sweeps, waterfalls, remittances, and cash by code."""

import json
from collections.abc import Sequence
from typing import Any

from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api import render
from jiaozi.api.desk import At, DryRun, Owners, need, number, optional
from jiaozi.api.routes.banking import own_wallet
from jiaozi.api.routes.common import bank_account_owner, institution_owner, wallet_owner
from jiaozi.api.routing import Json, Paging, Router
from jiaozi.api.views import money
from jiaozi.banking.cash import CancelCashCode, IssueCashCode, RedeemCashCode, cash_code
from jiaozi.banking.model import CASH_STATES, DIRECTION_NAMES, CashCode
from jiaozi.banking.remittances import Remit
from jiaozi.banking.secrets import codes_of
from jiaozi.banking.store import cash_code_row, cash_codes_page, remittances_page, sweep_of, waterfall_of
from jiaozi.banking.sweeps import EndSweep, SetSweep
from jiaozi.banking.waterfalls import EndWaterfall, SetWaterfall
from jiaozi.clock import format_time
from jiaozi.db.engine import Connection, Row
from jiaozi.ids import encode_id
from jiaozi.kinds import CashCodeNo
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wire import banking as wire
from jiaozi.wire.base import CashCodeId, Nothing, Page, WalletId

router = Router("/v1", "banking")


def _cash_code_owner(wanted: CashCodeNo) -> Owners:
    """The owner of a cash code's wallet; nobody when there is no such code."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = cash_code_row(connection, wanted)
        wallet = wallet_row(connection, row.wallet) if row is not None else None
        return [] if wallet is None else [ownership.of_wallet(connection, wallet)]

    return find


@router.post("/wallets/{wallet}/sweep", status=201, answer=wire.SweepSet)
async def set_sweep(desk: At, wallet: WalletId, body: wire.SweepOrder) -> Response:
    """From now on what the wallet holds above the ceiling goes to the account; replaces an earlier sweep. To an account
    outside, which needs an agreement, it goes by exchange orders."""
    sides = (optional(body.bank_account), body.ceiling.minor, optional(body.external_account))
    command = SetSweep(number(wallet), *sides)
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found", status=201)


@router.post("/wallets/{wallet}/sweep/end", answer=wire.SweepEnded)
async def end_sweep(desk: At, wallet: WalletId, _: Nothing | None = None) -> Response:
    """Stops the wallet's sweep."""
    command = EndSweep(number(wallet))
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found")


@router.get("/wallets/{wallet}/sweep", answer=wire.Sweep)
async def get_sweep(desk: At, wallet: WalletId) -> wire.Sweep:
    """The wallet's sweep, a stopped one too."""

    def job(connection: Connection) -> wire.Sweep:
        row = need(sweep_of(connection, own_wallet(desk, connection, wallet, "read_banking").id), "sweep_not_found")
        return wire.Sweep(
            wallet=wallet,
            bank_account=None if row.outside else encode_id("bac", row.bank_account),
            external_account=render.identifier("xac", row.outside),
            ceiling=money(row.ceiling_minor),
            active=bool(row.active),
            set_at=format_time(row.set_at),
            retry_at=render.moment(row.retry_at),
        )

    return await desk.read("read_banking", job)


@router.post("/wallets/{wallet}/waterfall", status=201, answer=wire.WaterfallSet)
async def set_waterfall(desk: At, wallet: WalletId, body: wire.WaterfallOrder) -> Response:
    """From now on what a payment brings above the wallet's balance limit goes to the bank account."""
    command = SetWaterfall(number(wallet), number(body.bank_account))
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found", status=201)


@router.post("/wallets/{wallet}/waterfall/end", answer=wire.WaterfallEnded)
async def end_waterfall(desk: At, wallet: WalletId, _: Nothing | None = None) -> Response:
    """Stops the wallet's waterfall: what is too much for it is refused again."""
    command = EndWaterfall(number(wallet))
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found")


@router.get("/wallets/{wallet}/waterfall", answer=wire.Waterfall)
async def get_waterfall(desk: At, wallet: WalletId) -> wire.Waterfall:
    """The wallet's waterfall, a stopped one too."""

    def job(connection: Connection) -> wire.Waterfall:
        owned = own_wallet(desk, connection, wallet, "read_banking")
        row = need(waterfall_of(connection, owned.id), "waterfall_not_found")
        return wire.Waterfall(
            wallet=wallet,
            bank_account=encode_id("bac", row.bank_account),
            active=bool(row.active),
            set_at=format_time(row.set_at),
            begins_at=format_time(row.begins_at),
            ends_at=format_time(row.ends_at),
        )

    return await desk.read("read_banking", job)


@router.post("/remittances", status=201, answer=wire.Remitted)
async def remit(desk: At, body: wire.RemittanceOrder, dry_run: DryRun = False) -> Response:
    """A bank sends money from its customer's account into somebody else's wallet (汇款兑出)."""
    command = Remit(number(body.bank_account), number(body.wallet), body.amount.minor, body.reference)
    owner = bank_account_owner(command.bank_account)
    return await desk.act(command, owner, missing="bank_account_not_found", status=201, dry_run=dry_run)


@router.get("/wallets/{wallet}/remittances", answer=Page[wire.Remittance])
async def list_remittances(desk: At, wallet: WalletId, paging: Paging) -> dict[str, Any]:
    """What was remitted into a wallet, oldest first."""
    listing = f"remittances:{wallet}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.Remittance]:
        row = own_wallet(desk, connection, wallet, "read_banking")
        return _remittances(connection, remittances_page(connection, row.id, after, paging.limit + 1))

    found = await desk.read("read_banking", job)
    return desk.page(listing, found, [(number(row.id),) for row in found], paging.limit, paging.cursor)


def _remittances(connection: Connection, rows: Sequence[Row]) -> list[wire.Remittance]:
    accounts = {row.id: row for row in BANK_ACCOUNTS.read(connection, {row[1] for row in rows})}
    return [
        wire.Remittance(
            id=encode_id("rmt", remittance),
            bank=encode_id("ins", accounts[account].bank),
            number_masked=accounts[account].number_masked,
            amount=money(amount),
            at=format_time(at),
            reference=reference,
        )
        for remittance, account, _, amount, at, reference in rows
    ]


@router.post("/wallets/{wallet}/cash-codes", status=201, answer=wire.CashCodeIssued)
async def issue_cash_code(desk: At, wallet: WalletId, body: wire.CashCodeOrder) -> Response:
    """Gives the holder a one-time code to pay cash in or to draw it at a bank's counter or machine."""
    command = IssueCashCode(number(wallet), body.direction, body.amount.minor)
    owner = wallet_owner(command.wallet)
    found = await desk.act(command, owner, missing="wallet_not_found", status=201)
    if found.status_code != 201:
        return found
    shown = json.loads(bytes(found.body))
    code = cash_code(codes_of(desk.platform.keyring), number(shown["cash_code"]))
    answer = Json(shown | {"code": code}, 201)
    if "Idempotent-Replayed" in found.headers:
        answer.headers["Idempotent-Replayed"] = found.headers["Idempotent-Replayed"]
    return answer


@router.get("/wallets/{wallet}/cash-codes", answer=Page[wire.CashCode])
async def list_cash_codes(desk: At, wallet: WalletId, paging: Paging) -> dict[str, Any]:
    """A wallet's cash codes without their codes, oldest first."""
    listing = f"cash-codes:{wallet}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.CashCode]:
        row = own_wallet(desk, connection, wallet, "read_banking")
        return [_cash_code(each) for each in cash_codes_page(connection, row.id, after, paging.limit + 1)]

    found = await desk.read("read_banking", job)
    return desk.page(listing, found, [(number(row.id),) for row in found], paging.limit, paging.cursor)


def _cash_code(row: CashCode) -> wire.CashCode:
    return wire.CashCode(
        id=encode_id("csh", row.id),
        wallet=encode_id("wal", row.wallet),
        direction=DIRECTION_NAMES[row.direction],
        amount=money(row.amount_minor),
        state=CASH_STATES[row.state],
        issued_at=format_time(row.issued_at),
        expires_at=format_time(row.expires_at),
        attempts=row.attempts,
        operator=render.identifier("ins", row.operator),
        journal=render.identifier("jnl", row.journal),
    )


@router.post("/cash-codes/{code}/cancellation", answer=wire.CashCodeCancelled)
async def cancel_cash_code(desk: At, code: CashCodeId, _: Nothing | None = None) -> Response:
    """Makes an open cash code worthless."""
    command = CancelCashCode(number(code))
    return await desk.act(command, _cash_code_owner(command.cash_code), missing="cash_code_not_found")


@router.post("/cash-codes/{code}/redemption", answer=wire.CashMoved)
async def redeem_cash_code(desk: At, code: CashCodeId, body: wire.Redemption) -> Response:
    """A bank's counter or machine takes or gives the cash of a code. A wrong try is counted."""
    command = RedeemCashCode(number(body.operator), number(code), body.code, body.amount.minor)
    return await desk.act(command, institution_owner(command.operator))
