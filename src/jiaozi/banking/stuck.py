"""Stuck exchange orders: money in suspense whose wallet cannot take it back, or whose bank cannot. Two people of the
operator pay it to another wallet or bank account of the holder it belongs to: a closed wallet is not opened again."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.banking.exchange_orders import emit_order
from jiaozi.banking.external_model import ExchangeOrder, ExternalBank, OrderKind, OrderState
from jiaozi.banking.order_ends import place_of_order
from jiaozi.banking.schema import EXCHANGE_ORDERS, EXTERNAL_BANKS
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import BankAccountNo, Either, ExchangeOrderNo, Instant, JournalNo, WalletNo
from jiaozi.ledger.model import Code, Leg
from jiaozi.ledger.post import touch_legs
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.acts import move
from jiaozi.scheme.model import BankAccount
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.wallets.acts import account_of, in_freeze_refusal, limit_table
from jiaozi.wallets.exchange import illiquid, unload_legs
from jiaozi.wallets.holder_freezes import frozen_holders
from jiaozi.wallets.model import Wallet, is_sub, place_of
from jiaozi.wallets.schema import HOLDERS, WALLETS


@dataclass(frozen=True, slots=True)
class PayOutOrder:
    """Proposes to pay a stuck order's money to another wallet or to a bank account of its holder: exactly one of the
    two. A second person of the operator approves it."""

    exchange_order: ExchangeOrderNo
    wallet: Either[WalletNo] = WalletNo(0)
    bank_account: Either[BankAccountNo] = BankAccountNo(0)


class OrderPaidOut(NamedTuple):
    """A stuck order's money was paid out; the order is at its end."""

    exchange_order: ExchangeOrderNo
    journal: JournalNo
    recorded_at: Instant


def _touch(tx: Tx, requests: Sequence[Request[PayOutOrder]]) -> Iterator[None]:
    tx.want(EXCHANGE_ORDERS, {request.command.exchange_order for request in requests})
    yield
    found = [row for request in requests if (row := tx.rows(EXCHANGE_ORDERS).get(request.command.exchange_order))]
    tx.want(EXTERNAL_BANKS, {row.external_bank for row in found})
    tx.want(BANK_ACCOUNTS, {request.command.bank_account for request in requests} - {0})
    tx.want(WALLETS, {row.wallet for row in found} | {request.command.wallet for request in requests} - {0})
    tx.want(HOLDERS, {wallet.holder for wallet in WALLETS.read(tx.connection, {row.wallet for row in found})})
    yield
    for request in requests:
        order = tx.rows(EXCHANGE_ORDERS).get(request.command.exchange_order)
        payee = _payee(tx, request.command)
        if order is not None and payee is not None:
            touch_legs(tx, _legs(order, tx.rows(EXTERNAL_BANKS)[order.external_bank], payee))


def _payee(tx: Tx, command: PayOutOrder) -> Wallet | BankAccount | None:
    if command.wallet:
        return tx.rows(WALLETS).get(command.wallet)
    return tx.rows(BANK_ACCOUNTS).get(command.bank_account)


def _legs(order: ExchangeOrder, bank: ExternalBank, payee: Wallet | BankAccount) -> list[Leg]:
    """From suspense, an unload's in digital yuan and a load's in renminbi, to the payee."""
    amount = order.amount_minor
    if order.kind == OrderKind.UNLOAD:
        place = place_of_order(order, bank)
        if isinstance(payee, Wallet):
            return entries.pay(place, place_of(payee), amount, Code.UNLOAD)
        return unload_legs(place, payee.id, payee.bank, amount)
    if isinstance(payee, Wallet):
        return entries.load(bank.suspense_cny, bank.operator, place_of(payee), amount, Code.LOAD)
    return entries.transfer_deposit(bank.suspense_cny, bank.operator, payee.id, payee.bank, amount)


def _pay_out(tx: Tx, request: Request[PayOutOrder]) -> OrderPaidOut | Refusal:
    """Refuses: `exchange_order_not_found`, `exchange_order_not_stuck`, `wallet_frozen` (the holder is), as
    `_payee_refusal` does, `operator_illiquid`."""
    command = request.command
    order = tx.rows(EXCHANGE_ORDERS).get(command.exchange_order)
    if order is None:
        return Refusal("exchange_order_not_found")
    if order.state != OrderState.STUCK:
        return Refusal("exchange_order_not_stuck")
    holder, bank = tx.rows(WALLETS)[order.wallet].holder, tx.rows(EXTERNAL_BANKS)[order.external_bank]
    if frozen_holders(tx, [holder]):
        return Refusal("wallet_frozen", "the holder")
    refusal = _payee_refusal(tx, command, holder, order.amount_minor, request.at)
    payee = _payee(tx, command)
    if refusal is not None or payee is None:
        return refusal or Refusal("bank_account_not_found")
    moved = illiquid(move(tx, request, _legs(order, bank, payee)))
    if isinstance(moved, Refusal):
        return moved
    order.state, order.end_journal, order.ended_at = OrderState.PAID_OUT, moved.journal, request.at
    tx.rows(EXCHANGE_ORDERS).changed(order)
    emit_order(tx, "exchange.paid_out", request.at, order, bank.operator)
    return OrderPaidOut(order.id, *moved)


def _payee_refusal(tx: Tx, command: PayOutOrder, holder: int, amount: int, at: int) -> Refusal | None:
    """Refuses: `request_malformed` (not exactly one payee), `wallet_not_found` and `bank_account_not_found` (also
    another holder's), `wallet_closed`, `usage_not_allowed` (a sub-wallet), `wallet_frozen`,
    `limit_balance_exceeded`."""
    if bool(command.wallet) == bool(command.bank_account):
        return Refusal("request_malformed", "exactly one payee")
    if command.bank_account:
        account = tx.rows(BANK_ACCOUNTS).get(command.bank_account)
        theirs = account is not None and account.customer == holder
        return None if theirs else Refusal("bank_account_not_found")
    wallet: Wallet | None = tx.rows(WALLETS).get(command.wallet)
    if wallet is None or wallet.holder != holder:
        return Refusal("wallet_not_found")
    if wallet.closed:
        return Refusal("wallet_closed")
    if is_sub(wallet):
        return Refusal("usage_not_allowed", "a sub-wallet's money comes from its parent and goes back there")
    held = account_of(tx, wallet).posted
    return in_freeze_refusal(wallet) or limit_table(tx).in_refusal(wallet, held, amount, at)


OPERATIONS: Final = (Operation("pay_out_order", PayOutOrder, OrderPaidOut, _touch, one_by_one(_pay_out), True),)
