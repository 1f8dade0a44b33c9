"""Banks outside the platform: their accounts, and exchange orders."""

from typing import Any

from starlette.responses import Response

from jiaozi.access.permissions import Ownership
from jiaozi.api import render
from jiaozi.api.desk import At, Desk, Owners, need, number, optional
from jiaozi.api.routes.banking import own_wallet
from jiaozi.api.routes.common import institution_owner, wallet_owner
from jiaozi.api.routing import Paging, Router
from jiaozi.api.views import money
from jiaozi.banking import store
from jiaozi.banking.dues import PayExternalBank, TakeFromExternalBank
from jiaozi.banking.exchange_orders import OrderExchange
from jiaozi.banking.external_model import ORDER_KIND_NAMES, ORDER_STATES, ExchangeOrder, ExternalBank
from jiaozi.banking.outside import OpenExternalAccount, OpenExternalBank
from jiaozi.banking.stuck import PayOutOrder
from jiaozi.clock import format_time
from jiaozi.db.engine import Connection
from jiaozi.ids import encode_id
from jiaozi.kinds import ExchangeOrderNo, ExternalBankNo
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import CNY
from jiaozi.wire import external as wire
from jiaozi.wire.access import Proposed
from jiaozi.wire.base import ExchangeOrderId, ExternalBankId, Page, WalletId

router = Router("/v1", "banking")


def _bank_owner(wanted: ExternalBankNo) -> Owners:
    """The operator that deals with a bank outside; nobody when there is no such bank."""

    def find(connection: Connection) -> list[Ownership]:
        row = store.external_bank(connection, wanted)
        return [] if row is None else [Ownership(row.operator)]

    return find


def _order_owner(wanted: ExchangeOrderNo) -> Owners:
    """The operator whose order it is."""

    def find(connection: Connection) -> list[Ownership]:
        row = store.exchange_order(connection, wanted)
        return [] if row is None else list(_bank_owner(row.external_bank)(connection))

    return find


def _own_bank(desk: Desk, connection: Connection, wanted: str) -> ExternalBank:
    """A bank outside whose matters the caller may read. Raises `Refused`: `external_bank_not_found`."""
    row = need(store.external_bank(connection, number(wanted)), "external_bank_not_found")
    desk.check_own("read_external_banks", [Ownership(row.operator)], "external_bank_not_found")
    return row


@router.post("/external-banks", status=201, answer=wire.ExternalBankOpened)
async def open_external_bank(desk: At, body: wire.ExternalBankOpening) -> Response:
    """An operator begins to deal with a bank outside the platform."""
    command = OpenExternalBank(number(body.operator), body.code, body.name)
    return await desk.act(command, institution_owner(command.operator), status=201)


@router.get("/external-banks", answer=Page[wire.ExternalBank])
async def list_external_banks(desk: At) -> Page[wire.ExternalBank]:
    """The banks outside that an operator deals with; all of them for auditors."""

    def job(connection: Connection) -> Page[wire.ExternalBank]:
        rows = store.external_banks(connection)
        if not desk.sees_all("read_external_banks"):
            rows = [row for row in rows if desk.may("read_external_banks", [Ownership(row.operator)])]
        held = {account.id: account.posted for account in ACCOUNTS.read(connection, {row.account for row in rows})}
        return Page[wire.ExternalBank](
            items=[
                wire.ExternalBank(
                    id=encode_id("xbk", row.id),
                    operator=encode_id("ins", row.operator),
                    code=row.code,
                    name=row.name,
                    balance=money(held[row.account], CNY.id),
                    opened_at=format_time(row.opened_at),
                )
                for row in rows
            ]
        )

    return await desk.read("read_external_banks", job)


@router.post("/external-banks/{bank}/payments", status=202, answer=Proposed)
async def propose_external_payment(desk: At, bank: ExternalBankId, body: wire.SettlementProposal) -> Response:
    """Proposes to pay a bank outside what the operator owes it, out of the operator's reserves; a second person of the
    operator approves it."""
    command = PayExternalBank(number(bank), body.amount.minor)
    owner = _bank_owner(command.external_bank)
    return await desk.act(command, owner, missing="external_bank_not_found", reason=body.reason)


@router.post("/external-banks/{bank}/receipts", status=202, answer=Proposed)
async def propose_external_receipt(desk: At, bank: ExternalBankId, body: wire.SettlementProposal) -> Response:
    """Proposes to take into an operator's reserves what a bank outside has paid of what it owes; a second person of the
    central bank approves it."""
    return await desk.act(TakeFromExternalBank(number(bank), body.amount.minor), reason=body.reason)


@router.get("/external-banks/{bank}/settlements", answer=Page[wire.Settlement])
async def list_external_settlements(desk: At, bank: ExternalBankId, paging: Paging) -> dict[str, Any]:
    """What was settled with a bank outside, oldest first."""
    listing = f"external-settlements:{bank}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.Settlement]:
        row = _own_bank(desk, connection, bank)
        rows = store.settlements_page(connection, row.id, after, paging.limit + 1)
        return [
            wire.Settlement(journal=encode_id("jnl", journal), amount=money(amount, CNY.id), at=format_time(at))
            for journal, _, amount, at in rows
        ]

    found = await desk.read("read_external_banks", job)
    return desk.page(listing, found, [(number(row.journal),) for row in found], paging.limit, paging.cursor)


@router.get("/external-banks/{bank}/stuck-orders", answer=Page[wire.ExchangeOrder])
async def list_stuck_orders(desk: At, bank: ExternalBankId, paging: Paging) -> dict[str, Any]:
    """The exchange orders with a bank outside whose money can go neither on nor back; see their pay-outs."""
    listing = f"stuck-orders:{bank}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.ExchangeOrder]:
        row = _own_bank(desk, connection, bank)
        return [_order(each) for each in store.stuck_orders(connection, row.id, after, paging.limit + 1)]

    found = await desk.read("read_external_banks", job)
    return desk.page(listing, found, [(number(row.id),) for row in found], paging.limit, paging.cursor)


@router.post("/exchange-orders/{order}/pay-outs", status=202, answer=Proposed)
async def propose_pay_out(desk: At, order: ExchangeOrderId, body: wire.PayOutProposal) -> Response:
    """Proposes to pay a stuck order's money to another wallet or bank account of its holder; a second person of the
    operator approves it."""
    command = PayOutOrder(number(order), optional(body.wallet), optional(body.bank_account))
    owner = _order_owner(command.exchange_order)
    return await desk.act(command, owner, missing="exchange_order_not_found", reason=body.reason)


@router.post("/wallets/{wallet}/external-accounts", status=201, answer=wire.ExternalAccountOpened)
async def open_external_account(desk: At, wallet: WalletId, body: wire.ExternalAccountOpening) -> Response:
    """The wallet's operator adds the holder's account at a bank outside, checked by it; an agreement links it."""
    command = OpenExternalAccount(number(wallet), number(body.external_bank), body.number)
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found", status=201)


@router.get("/wallets/{wallet}/external-accounts", answer=Page[wire.ExternalAccount])
async def list_external_accounts(desk: At, wallet: WalletId) -> Page[wire.ExternalAccount]:
    """A wallet's accounts at banks outside."""

    def job(connection: Connection) -> Page[wire.ExternalAccount]:
        row = own_wallet(desk, connection, wallet, "read_banking")
        return Page[wire.ExternalAccount](
            items=[
                wire.ExternalAccount(
                    id=encode_id("xac", each.id),
                    external_bank=encode_id("xbk", each.external_bank),
                    number_masked=each.number_masked,
                    opened_at=format_time(each.opened_at),
                )
                for each in store.external_accounts_of(connection, row.id)
            ]
        )

    return await desk.read("read_banking", job)


@router.post("/wallets/{wallet}/exchange-orders", status=201, answer=wire.ExchangeOrdered)
async def order_exchange(desk: At, wallet: WalletId, body: wire.ExchangeOrdering) -> Response:
    """Orders a load or unload with a bank outside. It ends in completion or reversal, never twice."""
    command = OrderExchange(number(wallet), number(body.external_account), body.kind, body.amount.minor, body.reference)
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found", status=201)


@router.get("/wallets/{wallet}/exchange-orders", answer=Page[wire.ExchangeOrder])
async def list_exchange_orders(desk: At, wallet: WalletId, paging: Paging) -> dict[str, Any]:
    """A wallet's exchange orders, oldest first."""
    listing = f"exchange-orders:{wallet}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.ExchangeOrder]:
        row = own_wallet(desk, connection, wallet, "read_banking")
        return [_order(each) for each in store.exchange_orders_page(connection, row.id, after, paging.limit + 1)]

    found = await desk.read("read_banking", job)
    return desk.page(listing, found, [(number(row.id),) for row in found], paging.limit, paging.cursor)


@router.get("/exchange-orders/{order}", answer=wire.ExchangeOrder)
async def get_exchange_order(desk: At, order: ExchangeOrderId) -> wire.ExchangeOrder:
    """Where an exchange order stands."""

    def job(connection: Connection) -> wire.ExchangeOrder:
        row = need(store.exchange_order(connection, number(order)), "exchange_order_not_found")
        owners = wallet_owner(row.wallet)(connection)
        desk.check_own("read_banking", owners, "exchange_order_not_found")
        return _order(row)

    return await desk.read("read_banking", job)


def _order(row: ExchangeOrder) -> wire.ExchangeOrder:
    return wire.ExchangeOrder(
        id=encode_id("xch", row.id),
        wallet=encode_id("wal", row.wallet),
        external_account=encode_id("xac", row.external_account),
        kind=ORDER_KIND_NAMES[row.kind],
        amount=money(row.amount_minor),
        state=ORDER_STATES[row.state],
        created_at=format_time(row.created_at),
        ended_at=render.moment(row.ended_at),
        journal=render.identifier("jnl", row.journal),
        end_journal=render.identifier("jnl", row.end_journal),
        bank_reference=row.bank_reference,
        reference=row.reference,
    )
