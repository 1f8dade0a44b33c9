"""The ends of exchange orders: completion or reversal, never twice. The network is the worker's business.

The worker claims an order, which is written down, before it speaks to the bank, and brings back the bank's verdict,
which is decided here on the locked order. A final order takes no second verdict.
"""

from collections.abc import Iterator, Sequence
from typing import Final, Literal, NamedTuple

from jiaozi.banking.exchange_orders import emit_order
from jiaozi.banking.external_model import (
    FINAL,
    BankReference,
    ExchangeOrder,
    ExternalBank,
    OrderKind,
    OrderState,
    OrderStateNumber,
)
from jiaozi.banking.links import give_back_use, touch_links
from jiaozi.banking.schema import EXCHANGE_ORDERS, EXTERNAL_BANKS, SWEEPS
from jiaozi.banking.store import day_counted
from jiaozi.banking.sweeps import order_ended
from jiaozi.clock import SECOND_US
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import Count, ExchangeOrderNo, JournalNo, OrNone
from jiaozi.ledger.model import Code, Journal, Leg, Posted
from jiaozi.ledger.post import post, touch_legs
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.entries import Place
from jiaozi.wallets.acts import account_of, in_freeze_refusal, limit_table
from jiaozi.wallets.exchange import unload_legs
from jiaozi.wallets.model import Wallet, place_of
from jiaozi.wallets.schema import WALLETS

Verdict = Literal["done", "refused", "none", "returned", "kept"]
LEASE_US: Final = 60 * SECOND_US
"""Whoever claimed an order has so long to bring its verdict; then another asks the bank."""
_NO_JOURNAL: Final = JournalNo(0)
WAIT_MAX_US: Final = 3_600 * SECOND_US
_VERDICTS: Final = {
    OrderState.PENDING: (),
    OrderState.SENT: ("done", "refused", "none"),
    OrderState.UNKNOWN: ("done", "refused", "none"),
    OrderState.RETURNING: ("returned", "kept", "none"),
}
"""What a bank may have said of an order in a state; it has not been spoken to about a pending one."""


@dataclass(frozen=True, slots=True)
class ClaimOrder:
    """The worker's word that it now speaks to the bank about an order, for the time after `tries` earlier ones."""

    order: ExchangeOrderNo
    tries: Count


@dataclass(frozen=True, slots=True)
class SettleOrder:
    """What the bank said at the `tries`th time: `done`, `refused`, or `none` for no answer; of a load that it was asked
    to take back `returned`, or `kept` when it cannot."""

    order: ExchangeOrderNo
    tries: Count
    verdict: Verdict
    bank_reference: BankReference = ""


class OrderClaimed(NamedTuple):
    """Outcome of claiming: in which state the order was, and so what to say to the bank."""

    exchange_order: ExchangeOrderNo
    was: OrderStateNumber


class OrderSettled(NamedTuple):
    """Outcome of a verdict: where the order stands now."""

    exchange_order: ExchangeOrderNo
    state: OrderStateNumber
    journal: OrNone[JournalNo]


def _touch_claim(tx: Tx, requests: Sequence[Request[ClaimOrder | SettleOrder]]) -> None:
    tx.want(EXCHANGE_ORDERS, {request.command.order for request in requests})


def _claim(tx: Tx, request: Request[ClaimOrder]) -> OrderClaimed | Refusal:
    """Refuses: `exchange_order_not_found`, `exchange_order_closed` (final, stuck, or somebody else was quicker)."""
    command = request.command
    order = tx.rows(EXCHANGE_ORDERS).get(command.order)
    if order is None:
        return Refusal("exchange_order_not_found")
    if order.state not in _VERDICTS or order.tries != command.tries or request.at < order.next_at:
        return Refusal("exchange_order_closed")
    was = order.state
    order.tries += 1
    order.next_at = request.at + LEASE_US
    if was == OrderState.PENDING:
        order.state = OrderState.SENT
    tx.rows(EXCHANGE_ORDERS).changed(order)
    return OrderClaimed(order.id, was)


def _touch_settle(tx: Tx, requests: Sequence[Request[SettleOrder]]) -> Iterator[None]:
    _touch_claim(tx, requests)
    yield
    found = [row for request in requests if (row := tx.rows(EXCHANGE_ORDERS).get(request.command.order))]
    tx.want(EXTERNAL_BANKS, {row.external_bank for row in found})
    tx.want(WALLETS, {row.wallet for row in found})
    tx.want(SWEEPS, {row.wallet for row in found})
    touch_links(tx, [(row.wallet, row.external_account) for row in found])
    yield
    for order in found:
        bank, wallet = tx.rows(EXTERNAL_BANKS)[order.external_bank], tx.rows(WALLETS)[order.wallet]
        touch_legs(tx, _done_legs(order, bank, wallet))
        touch_legs(tx, _back_legs(order, bank, wallet))


def place_of_order(order: ExchangeOrder, bank: ExternalBank) -> Place:
    """Where an unload's money stands while it is under way."""
    return Place(order.suspense, bank.operator, order.regime)


def _done_legs(order: ExchangeOrder, bank: ExternalBank, wallet: Wallet) -> list[Leg]:
    """What the bank has done, in the books: it owes the operator more after a load, less after an unload."""
    if order.kind == OrderKind.LOAD:
        return entries.load(bank.account, bank.operator, place_of(wallet), order.amount_minor, Code.LOAD)
    return unload_legs(place_of_order(order, bank), bank.account, bank.operator, order.amount_minor)


def _back_legs(order: ExchangeOrder, bank: ExternalBank, wallet: Wallet) -> list[Leg]:
    """An unload's money back from suspense into the wallet; a load's, which the bank has, into suspense."""
    if order.kind == OrderKind.LOAD:
        return [Leg(bank.account, bank.suspense_cny, order.amount_minor, Code.LOAD)]
    return entries.pay(place_of_order(order, bank), place_of(wallet), order.amount_minor, Code.UNLOAD)


def _settle(tx: Tx, request: Request[SettleOrder]) -> OrderSettled | Refusal:
    """Refuses: `exchange_order_not_found`, `exchange_order_closed` (final already: nothing is done twice),
    `request_malformed` (a verdict that does not fit the order's state)."""
    command = request.command
    order = tx.rows(EXCHANGE_ORDERS).get(command.order)
    if order is None:
        return Refusal("exchange_order_not_found")
    if order.state in FINAL or order.state == OrderState.STUCK:
        return Refusal("exchange_order_closed")
    if command.verdict not in _VERDICTS[OrderState(order.state)]:
        return Refusal("request_malformed", "verdict")
    tx.rows(EXCHANGE_ORDERS).changed(order)
    if command.verdict == "none":
        if order.tries == command.tries:
            _wait(order, request.at)
        return OrderSettled(exchange_order=order.id, state=order.state, journal=_NO_JOURNAL)
    order.bank_reference = order.bank_reference or command.bank_reference
    was, journal = order.state, _end(tx, request, order)
    if order.state != was:
        wallet = tx.rows(WALLETS)[order.wallet]
        emit_order(tx, f"exchange.{OrderState(order.state).name.lower()}", request.at, order, wallet.operator)
    return OrderSettled(exchange_order=order.id, state=order.state, journal=journal)


def _wait(order: ExchangeOrder, at: int) -> None:
    """The bank is asked again, later and later."""
    order.next_at = at + min(SECOND_US << min(order.tries, 12), WAIT_MAX_US)
    order.state = OrderState.UNKNOWN if order.state == OrderState.SENT else order.state


def _end(tx: Tx, request: Request[SettleOrder], order: ExchangeOrder) -> OrNone[JournalNo]:
    """Moves the money as the verdict says, and the order to where that leads. The journal, 0 for none."""
    bank, wallet = tx.rows(EXTERNAL_BANKS)[order.external_bank], tx.rows(WALLETS)[order.wallet]
    decide = _end_load if order.kind == OrderKind.LOAD else _end_unload
    state, legs = decide(tx, request, order, bank, wallet)
    journal = _post(tx, request, legs) if legs else _NO_JOURNAL
    if legs and not journal:  # nothing of it holds: the bank keeps its word until the ledger takes it
        _wait(order, request.at)
        return _NO_JOURNAL
    order.state, order.next_at = state, request.at if state == OrderState.RETURNING else 0
    if state in FINAL:
        order.end_journal, order.ended_at = journal, request.at
    if state in (*FINAL, OrderState.STUCK):
        _uncount(tx, request, order)
    return journal


def _uncount(tx: Tx, request: Request, order: ExchangeOrder) -> None:
    """Takes an order that came to nothing out of what its agreement counts; a sweep's, which is not counted, lets its
    sweep go on."""
    day = day_counted(tx.connection, order.id)
    if day is None:
        order_ended(tx, order, request.at)
    elif order.is_nothing:
        give_back_use(tx, (order.wallet, order.external_account), order.amount_minor, (order.created_at, day))


_Decision = tuple[OrderState, list[Leg]]


def _end_load(
    tx: Tx, request: Request[SettleOrder], order: ExchangeOrder, bank: ExternalBank, wallet: Wallet
) -> _Decision:
    """Where a load goes: what the bank has debited and the wallet cannot take is asked back from suspense."""
    verdict = request.command.verdict
    if verdict == "refused":
        return OrderState.REVERSED, []
    if verdict == "returned":
        return OrderState.REVERSED, entries.reversed_legs(_back_legs(order, bank, wallet))
    if verdict == "kept":
        return OrderState.STUCK, []
    if _load_refusal(tx, wallet, order, request.at):
        return OrderState.RETURNING, _back_legs(order, bank, wallet)
    return OrderState.COMPLETED, _done_legs(order, bank, wallet)


def _end_unload(
    _: Tx, request: Request[SettleOrder], order: ExchangeOrder, bank: ExternalBank, wallet: Wallet
) -> _Decision:
    """Where an unload goes: what is refused comes back, whatever limits and freezes say, unless the wallet closed."""
    if request.command.verdict == "done":
        return OrderState.COMPLETED, _done_legs(order, bank, wallet)
    if wallet.closed:
        return OrderState.STUCK, []
    return OrderState.REVERSED, _back_legs(order, bank, wallet)


def _load_refusal(tx: Tx, wallet: Wallet, order: ExchangeOrder, at: int) -> Refusal | None:
    if wallet.closed:
        return Refusal("wallet_closed")
    held = account_of(tx, wallet).posted
    return in_freeze_refusal(wallet) or limit_table(tx).in_refusal(wallet, held, order.amount_minor, at)


def _post(tx: Tx, request: Request, legs: Sequence[Leg]) -> OrNone[JournalNo]:
    """The journal of legs, 0 when the ledger refuses them."""
    outcome = post(tx, [Journal(request.id, request.at, legs)])[0]
    return outcome.journal if isinstance(outcome, Posted) else _NO_JOURNAL


OPERATIONS: Final = (
    Operation("claim_order", ClaimOrder, OrderClaimed, _touch_claim, one_by_one(_claim)),
    Operation("settle_order", SettleOrder, OrderSettled, _touch_settle, one_by_one(_settle)),
)
