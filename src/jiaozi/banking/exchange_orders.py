"""Exchange orders: loads and unloads with banks outside the platform. `order_ends` brings them to their end.

An unload's money stands in suspense while the bank is asked to credit its customer; a load moves nothing here until the
bank has debited its customer. An order counts against the link's agreement from the moment it is placed.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.banking.external_model import (
    ORDER_KINDS,
    ExchangeOrder,
    ExternalAccount,
    OrderKind,
    OrderKindName,
    OrderState,
)
from jiaozi.banking.links import count_use, link_refusal, touch_links
from jiaozi.banking.schema import EXCHANGE_ORDERS, EXTERNAL_ACCOUNTS, EXTERNAL_BANKS, ORDER_USE_COLUMNS
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import ExchangeOrderData
from jiaozi.kinds import ExchangeOrderNo, ExternalAccountNo, Fen, Instant, JournalNo, OrNone, Reference, WalletNo
from jiaozi.ledger.model import Code, Leg
from jiaozi.ledger.post import touch_legs
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.scheme.acts import Moved, move
from jiaozi.scheme.model import Regime
from jiaozi.wallets.acts import (
    account_of,
    in_freeze_refusal,
    limit_table,
    out_freeze_refusal,
    reference_good,
    wallet_of,
)
from jiaozi.wallets.model import Wallet, is_sub
from jiaozi.wallets.schema import WALLETS


@dataclass(frozen=True, slots=True)
class OrderExchange:
    """Orders a load from, or an unload to, an account at a bank outside. It ends in completion or reversal, never
    twice."""

    wallet: WalletNo
    external_account: ExternalAccountNo
    kind: OrderKindName
    amount_minor: Fen
    reference: Reference | None = None


class ExchangeOrdered(NamedTuple):
    """An exchange order was taken; where it stands is read with it. A load has no journal yet."""

    exchange_order: ExchangeOrderNo
    journal: OrNone[JournalNo]
    created_at: Instant


def _touch_order(tx: Tx, requests: Sequence[Request[OrderExchange]]) -> Iterator[None]:
    tx.want(EXTERNAL_ACCOUNTS, {request.command.external_account for request in requests})
    yield
    outside = tx.rows(EXTERNAL_ACCOUNTS)
    found = {row.external_bank for request in requests if (row := outside.get(request.command.external_account))}
    tx.want(EXTERNAL_BANKS, found)
    tx.want(WALLETS, {request.command.wallet for request in requests})
    touch_links(tx, [(request.command.wallet, request.command.external_account) for request in requests])
    yield
    for request in requests:
        row, wallet = outside.get(request.command.external_account), tx.rows(WALLETS).get(request.command.wallet)
        if row is not None and wallet is not None:
            touch_legs(tx, [suspense_leg(tx, wallet, row, 1)])


def _order(tx: Tx, request: Request[OrderExchange]) -> ExchangeOrdered | Refusal:
    """Refuses as `_parties` does, then as a load or unload does: `wallet_frozen`, `limit_balance_exceeded`, or
    `wallet_frozen`, `wallet_frozen_amount`; as `links.link_refusal`; `insufficient_funds`."""
    parties = _parties(tx, request)
    if isinstance(parties, Refusal):
        return parties
    command = request.command
    wallet, outside = parties
    kind, link = ORDER_KINDS[command.kind], (wallet.id, outside.id)
    refusal = _wallet_refusal(tx, wallet, kind, command.amount_minor, request.at)
    refusal = refusal or link_refusal(tx, *link, command.amount_minor, request.at, needed=True)
    if refusal is not None:
        return refusal
    placed = put_order(tx, request, parties, kind, command.amount_minor, command.reference)
    if isinstance(placed, Refusal):
        return placed
    day = count_use(tx, *link, command.amount_minor, request.at)
    tx.appender("order_uses", ORDER_USE_COLUMNS).append((request.id, *link, command.amount_minor, day))
    return ExchangeOrdered(exchange_order=request.id, journal=placed.journal, created_at=request.at)


def suspense_leg(tx: Tx, wallet: Wallet, outside: ExternalAccount, amount: int) -> Leg:
    """The leg that takes an unload's money out of a wallet, to stand in suspense."""
    bank = tx.rows(EXTERNAL_BANKS)[outside.external_bank]
    suspense = bank.suspense_m0 if wallet.regime == Regime.M0_CASH else bank.suspense_own
    return Leg(wallet.account, suspense, amount, Code.UNLOAD)


def put_order(
    tx: Tx,
    request: Request,
    parties: tuple[Wallet, ExternalAccount],
    kind: OrderKind,
    amount: int,
    reference: str | None = None,
) -> Moved | Refusal:
    """Adds an order under the request's id, pending, and takes an unload's money out of the wallet; a load's journal is
    0. What it counts under the agreement is the caller's to say. Refuses: `insufficient_funds`."""
    leg, moved = suspense_leg(tx, *parties, amount), Moved(JournalNo(0), request.at)
    if kind == OrderKind.UNLOAD:
        found = move(tx, request, [leg], reference)
        if isinstance(found, Refusal):
            return found._replace(detail="")
        moved = found
    wallet, outside = parties
    order = ExchangeOrder(
        id=request.id,
        external_bank=outside.external_bank,
        external_account=outside.id,
        wallet=wallet.id,
        kind=kind,
        amount_minor=amount,
        state=OrderState.PENDING,
        created_at=request.at,
        ended_at=0,
        tries=0,
        next_at=request.at,
        suspense=leg.credit,
        regime=wallet.regime,
        journal=moved.journal,
        end_journal=JournalNo(0),
        bank_reference="",
        reference=reference,
    )
    tx.rows(EXCHANGE_ORDERS).add(order)
    emit_order(tx, "exchange.ordered", request.at, order, wallet.operator)
    return moved


def _parties(tx: Tx, request: Request[OrderExchange]) -> tuple[Wallet, ExternalAccount] | Refusal:
    """Refuses: `amount_invalid`, `reference_invalid`, `request_malformed` (kind), `wallet_not_found`, `wallet_closed`,
    `usage_not_allowed` (a sub-wallet), `external_account_not_found`."""
    command = request.command
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    if not reference_good(command.reference):
        return Refusal("reference_invalid")
    if command.kind not in ORDER_KINDS:
        return Refusal("request_malformed", "kind")
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    if is_sub(wallet):
        return Refusal("usage_not_allowed", "a sub-wallet's money comes from its parent and goes back there")
    outside = tx.rows(EXTERNAL_ACCOUNTS).get(command.external_account)
    if outside is None or outside.wallet != wallet.id:
        return Refusal("external_account_not_found")
    return wallet, outside


def _wallet_refusal(tx: Tx, wallet: Wallet, kind: int, amount: int, at: int) -> Refusal | None:
    held = account_of(tx, wallet)
    if kind == OrderKind.UNLOAD:
        return out_freeze_refusal(wallet, held, amount)
    return in_freeze_refusal(wallet) or limit_table(tx).in_refusal(wallet, held.posted, amount, at)


def emit_order(tx: Tx, kind: str, at: int, order: ExchangeOrder, owner: int) -> None:
    """Writes an event of an order for the wallet's operator."""
    payload = ExchangeOrderData(wallet=order.wallet, exchange_order=order.id, amount_minor=order.amount_minor)
    emit(tx, kind, at, owner, payload)


OPERATIONS: Final = (Operation("order_exchange", OrderExchange, ExchangeOrdered, _touch_order, one_by_one(_order)),)
