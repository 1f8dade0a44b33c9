"""Banks outside the platform: exchange orders that end in completion or reversal, never twice.

An unload's money stands in suspense while the bank is asked to credit its customer; a load moves nothing here until the
bank has debited its customer. The network is the worker's business: it claims an order, which is written down, before
it speaks to the bank, and brings back the bank's verdict, which is decided here on the locked order.
"""

import base64
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from jiaozi.banking.external_model import (
    FINAL,
    ORDER_KINDS,
    ExchangeOrder,
    ExternalAccount,
    ExternalBank,
    OrderKind,
    OrderState,
)
from jiaozi.banking.schema import EXCHANGE_ORDERS, EXTERNAL_ACCOUNTS, EXTERNAL_BANKS
from jiaozi.banking.store import external_bank_by_code
from jiaozi.clock import SECOND_US
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.keyring import Keyring
from jiaozi.ledger.model import Code, Journal, Kind, Leg, Posted
from jiaozi.ledger.post import open_account, post, touch_legs
from jiaozi.money import CNY, ECNY, is_amount
from jiaozi.outbox import emit
from jiaozi.scheme import entries
from jiaozi.scheme.acts import move, operator_of
from jiaozi.scheme.banks import NUMBER_MAX, NUMBER_MIN, masked
from jiaozi.scheme.entries import Place
from jiaozi.scheme.model import CENTRAL_BANK, InstitutionKind, Regime
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.wallets.acts import (
    account_of,
    in_freeze_refusal,
    limit_table,
    out_freeze_refusal,
    reference_good,
    wallet_of,
)
from jiaozi.wallets.exchange import unload_legs
from jiaozi.wallets.model import Wallet, place_of
from jiaozi.wallets.schema import WALLETS

LEASE_US: Final = 60 * SECOND_US
"""Whoever claimed an order has so long to bring its verdict; then another asks the bank."""
WAIT_MAX_US: Final = 3_600 * SECOND_US
VERDICTS: Final = ("done", "refused", "returned", "none")


@dataclass(frozen=True, slots=True)
class OpenExternalBank:
    """An operator begins to deal with a bank outside. `code` names it in the platform's settings."""

    operator: int
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class OpenExternalAccount:
    """Links a customer's account at a bank outside to a wallet, as the operator has checked it. 8 to 32 digits."""

    wallet: int
    external_bank: int
    number: str


@dataclass(frozen=True, slots=True)
class OrderExchange:
    """Orders a `load` or `unload` of `amount_minor` between a wallet and its account at a bank outside."""

    wallet: int
    external_account: int
    kind: str
    amount_minor: int
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimOrder:
    """The worker's word that it now speaks to the bank about an order, for the time after `tries` earlier ones."""

    order: int
    tries: int


@dataclass(frozen=True, slots=True)
class SettleOrder:
    """What the bank said: `done`, `refused`, `returned`, or `none` for no answer, at the `tries`th time."""

    order: int
    tries: int
    verdict: str
    bank_reference: str = ""


class ExternalBankOpened(NamedTuple):
    """Outcome of beginning with a bank."""

    external_bank: int


class ExternalAccountOpened(NamedTuple):
    """Outcome of linking an account outside."""

    external_account: int
    number_masked: str


class ExchangeOrdered(NamedTuple):
    """Outcome of ordering: pending. `journal` is 0 for a load, which has moved nothing yet."""

    exchange_order: int
    journal: int
    created_at: int


class OrderClaimed(NamedTuple):
    """Outcome of claiming: in which state the order was, and so what to say to the bank."""

    exchange_order: int
    was: int


class OrderSettled(NamedTuple):
    """Outcome of a verdict: where the order stands now."""

    exchange_order: int
    state: int
    journal: int


def _touch_bank(tx: Tx, requests: Sequence[Request]) -> None:
    tx.want(INSTITUTIONS, {request.command.operator for request in requests})


def _open_bank(tx: Tx, request: Request) -> ExternalBankOpened | Refusal:
    """Refuses: `request_malformed`, `institution_not_found`, `regime_forbids` (a non-bank), `external_bank_exists`."""
    command: OpenExternalBank = request.command
    operator = operator_of(tx, command.operator)
    if isinstance(operator, Refusal):
        return operator
    if operator.kind != InstitutionKind.BANK:
        return Refusal("regime_forbids", "a non-bank's money is its margin at the central bank")
    fresh = {(row.operator, row.code) for row in tx.rows(EXTERNAL_BANKS).rows.values()}
    key = (operator.id, command.code)
    if key in fresh or external_bank_by_code(tx.connection, *key):
        return Refusal("external_bank_exists")
    number, ids = request.id, [tx.ids.take_account() for _ in range(3)]
    open_account(tx, number, operator.id, CNY.id, Kind.DUE_FROM, operator.id, None)
    open_account(tx, ids[0], operator.id, CNY.id, Kind.CLEARING, operator.id)
    open_account(tx, ids[1], CENTRAL_BANK, ECNY.id, Kind.CLEARING, operator.id)
    open_account(tx, ids[2], operator.id, ECNY.id, Kind.CLEARING, operator.id)
    tx.rows(EXTERNAL_BANKS).add(ExternalBank(number, *key, command.name, ids[0], ids[1], ids[2], request.at))
    return ExternalBankOpened(number)


def _touch_account(tx: Tx, requests: Sequence[Request]) -> None:
    tx.want(EXTERNAL_BANKS, {request.command.external_bank for request in requests})
    tx.want(WALLETS, {request.command.wallet for request in requests})


class _Numbers:
    """The handler that seals account numbers."""

    def __init__(self, keyring: Keyring) -> None:
        self._keyring = keyring

    def open(self, tx: Tx, request: Request) -> ExternalAccountOpened | Refusal:
        """Refuses: `holder_details_invalid`, `wallet_not_found`, `wallet_closed`, `external_bank_not_found`."""
        command: OpenExternalAccount = request.command
        digits = command.number.isascii() and command.number.isdigit()
        if not digits or not NUMBER_MIN <= len(command.number) <= NUMBER_MAX:
            return Refusal("holder_details_invalid", "number")
        wallet = wallet_of(tx, command.wallet)
        if isinstance(wallet, Refusal):
            return wallet
        bank = tx.rows(EXTERNAL_BANKS).get(command.external_bank)
        if bank is None or bank.operator != wallet.operator:
            return Refusal("external_bank_not_found")
        sealed = base64.b64encode(self._keyring.seal(command.number.encode(), number_context(request.id))).decode()
        shown = masked(command.number)
        tx.rows(EXTERNAL_ACCOUNTS).add(ExternalAccount(request.id, bank.id, wallet.id, sealed, shown, request.at))
        return ExternalAccountOpened(request.id, shown)


def number_context(account: int) -> bytes:
    """What the number of an account outside is sealed for."""
    return b"external_accounts.sealed:%d" % account


def number_of(keyring: Keyring, account: ExternalAccount) -> str:
    """The number of an account outside, for the bank alone."""
    return keyring.open(base64.b64decode(account.sealed), number_context(account.id)).decode()


def _touch_order(tx: Tx, requests: Sequence[Request]) -> Iterator[None]:
    tx.want(EXTERNAL_ACCOUNTS, {request.command.external_account for request in requests})
    yield
    outside = tx.rows(EXTERNAL_ACCOUNTS)
    found = {row.external_bank for request in requests if (row := outside.get(request.command.external_account))}
    tx.want(EXTERNAL_BANKS, found)
    tx.want(WALLETS, {request.command.wallet for request in requests})
    yield
    for request in requests:
        row, wallet = outside.get(request.command.external_account), tx.rows(WALLETS).get(request.command.wallet)
        if row is not None and wallet is not None:
            suspense = _suspense(tx.rows(EXTERNAL_BANKS)[row.external_bank], wallet)
            touch_legs(tx, [Leg(wallet.account, suspense, 1, Code.UNLOAD)])


def _suspense(bank: ExternalBank, wallet: Wallet) -> int:
    return bank.suspense_m0 if wallet.regime == Regime.M0_CASH else bank.suspense_own


def _order(tx: Tx, request: Request) -> ExchangeOrdered | Refusal:
    """Refuses: `amount_invalid`, `reference_invalid`, `request_malformed` (kind), `wallet_not_found`, `wallet_closed`,
    `external_account_not_found`, then as a load or unload does: `wallet_frozen`, `limit_balance_exceeded`, or
    `wallet_frozen`, `wallet_frozen_amount`, `insufficient_funds`."""
    command: OrderExchange = request.command
    if not is_amount(command.amount_minor):
        return Refusal("amount_invalid")
    if not reference_good(command.reference):
        return Refusal("reference_invalid")
    if command.kind not in ORDER_KINDS:
        return Refusal("request_malformed", "kind")
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    outside = tx.rows(EXTERNAL_ACCOUNTS).get(command.external_account)
    if outside is None or outside.wallet != wallet.id:
        return Refusal("external_account_not_found")
    suspense = _suspense(tx.rows(EXTERNAL_BANKS)[outside.external_bank], wallet)
    kind = ORDER_KINDS[command.kind]
    journal = _begin(tx, request, wallet, kind, suspense)
    if isinstance(journal, Refusal):
        return journal
    order = ExchangeOrder(
        request.id,
        outside.external_bank,
        outside.id,
        wallet.id,
        kind,
        command.amount_minor,
        OrderState.PENDING,
        request.at,
        0,
        0,
        request.at,
        suspense,
        wallet.regime,
        journal,
        0,
        "",
        command.reference,
    )
    tx.rows(EXCHANGE_ORDERS).add(order)
    _told(tx, "exchange.ordered", request.at, order, wallet.operator)
    return ExchangeOrdered(request.id, journal, request.at)


def _begin(tx: Tx, request: Request, wallet: Wallet, kind: int, suspense: int) -> int | Refusal:
    """Checks the wallet and puts an unload's money into suspense; the journal, 0 for none."""
    amount, held = request.command.amount_minor, account_of(tx, wallet)
    if kind == OrderKind.LOAD:
        refusal = in_freeze_refusal(wallet) or limit_table(tx).in_refusal(wallet, held.posted, amount, request.at)
        return refusal or 0
    refusal = out_freeze_refusal(wallet, held, amount)
    if refusal is not None:
        return refusal
    moved = move(tx, request, [Leg(wallet.account, suspense, amount, Code.UNLOAD)], request.command.reference)
    return moved._replace(detail="") if isinstance(moved, Refusal) else moved.journal


def _touch_claim(tx: Tx, requests: Sequence[Request]) -> None:
    tx.want(EXCHANGE_ORDERS, {request.command.order for request in requests})


def _claim(tx: Tx, request: Request) -> OrderClaimed | Refusal:
    """Refuses: `exchange_order_not_found`, `exchange_order_closed` (final, or somebody else was quicker)."""
    command: ClaimOrder = request.command
    order = tx.rows(EXCHANGE_ORDERS).get(command.order)
    if order is None:
        return Refusal("exchange_order_not_found")
    if order.state in FINAL or order.tries != command.tries or request.at < order.next_at:
        return Refusal("exchange_order_closed")
    was = order.state
    order.tries += 1
    order.next_at = request.at + LEASE_US
    if was == OrderState.PENDING:
        order.state = OrderState.SENT
    tx.rows(EXCHANGE_ORDERS).changed(order)
    return OrderClaimed(order.id, was)


def _touch_settle(tx: Tx, requests: Sequence[Request]) -> Iterator[None]:
    _touch_claim(tx, requests)
    yield
    found = [row for request in requests if (row := tx.rows(EXCHANGE_ORDERS).get(request.command.order))]
    tx.want(EXTERNAL_BANKS, {row.external_bank for row in found})
    tx.want(WALLETS, {row.wallet for row in found})
    yield
    for order in found:
        bank, wallet = tx.rows(EXTERNAL_BANKS)[order.external_bank], tx.rows(WALLETS)[order.wallet]
        touch_legs(tx, _done_legs(order, bank, wallet))
        touch_legs(tx, _back_legs(order, bank, wallet))


def _place(order: ExchangeOrder, bank: ExternalBank) -> Place:
    return Place(order.suspense, bank.operator, order.regime)


def _done_legs(order: ExchangeOrder, bank: ExternalBank, wallet: Wallet) -> list[Leg]:
    """What the bank has done, in the books: it owes the operator more after a load, less after an unload."""
    if order.kind == OrderKind.LOAD:
        return entries.load(bank.id, bank.operator, place_of(wallet), order.amount_minor, Code.LOAD)
    return unload_legs(_place(order, bank), bank.id, bank.operator, order.amount_minor)


def _back_legs(order: ExchangeOrder, bank: ExternalBank, wallet: Wallet) -> list[Leg]:
    """An unload's money back from suspense into the wallet; a load's, which the bank has, into suspense."""
    if order.kind == OrderKind.LOAD:
        return [Leg(bank.id, bank.suspense_cny, order.amount_minor, Code.LOAD)]
    return entries.pay(_place(order, bank), place_of(wallet), order.amount_minor, Code.UNLOAD)


def _settle(tx: Tx, request: Request) -> OrderSettled | Refusal:
    """Refuses: `exchange_order_not_found`, `exchange_order_closed` (final already: nothing is done twice),
    `request_malformed` (a verdict that does not fit the order's state)."""
    command: SettleOrder = request.command
    order = tx.rows(EXCHANGE_ORDERS).get(command.order)
    if order is None:
        return Refusal("exchange_order_not_found")
    if order.state in FINAL:
        return Refusal("exchange_order_closed")
    if order.state == OrderState.PENDING:
        return Refusal("request_malformed", "nobody has spoken to the bank yet")
    returning = order.state == OrderState.RETURNING
    if command.verdict not in VERDICTS or (command.verdict in ("done", "refused") and returning):
        return Refusal("request_malformed", "verdict")
    if command.verdict == "returned" and not returning:
        return Refusal("request_malformed", "verdict")
    tx.rows(EXCHANGE_ORDERS).changed(order)
    if command.verdict == "none":
        if order.tries == command.tries:
            order.next_at = request.at + min(SECOND_US << min(order.tries, 12), WAIT_MAX_US)
            order.state = OrderState.UNKNOWN if order.state == OrderState.SENT else order.state
        return OrderSettled(order.id, order.state, 0)
    order.bank_reference = order.bank_reference or command.bank_reference
    journal = _end(tx, request, order)
    wallet = tx.rows(WALLETS)[order.wallet]
    _told(tx, f"exchange.{OrderState(order.state).name.lower()}", request.at, order, wallet.operator)
    return OrderSettled(order.id, order.state, journal)


def _end(tx: Tx, request: Request, order: ExchangeOrder) -> int:
    """Moves the money as the verdict says, and the order to where that leads. The journal, 0 for none."""
    bank, wallet = tx.rows(EXTERNAL_BANKS)[order.external_bank], tx.rows(WALLETS)[order.wallet]
    load, verdict = order.kind == OrderKind.LOAD, request.command.verdict
    if verdict == "refused" and load:
        return _close(order, OrderState.REVERSED, request.at, 0)
    if verdict == "returned":
        given_back = entries.reversed_legs(_back_legs(order, bank, wallet))
        return _close(order, OrderState.REVERSED, request.at, _post(tx, request, given_back))
    if verdict == "done" and not (load and _load_refusal(tx, wallet, order, request.at)):
        journal = _post(tx, request, _done_legs(order, bank, wallet))
        if journal or not load:
            return _close(order, OrderState.COMPLETED if journal else OrderState.STUCK, request.at, journal)
    journal = 0 if wallet.closed and not load else _post(tx, request, _back_legs(order, bank, wallet))
    if load:
        order.state, order.next_at = OrderState.RETURNING, request.at
        return journal
    return _close(order, OrderState.REVERSED if journal else OrderState.STUCK, request.at, journal)


def _load_refusal(tx: Tx, wallet: Wallet, order: ExchangeOrder, at: int) -> Refusal | None:
    if wallet.closed:
        return Refusal("wallet_closed")
    held = account_of(tx, wallet).posted
    return in_freeze_refusal(wallet) or limit_table(tx).in_refusal(wallet, held, order.amount_minor, at)


def _post(tx: Tx, request: Request, legs: Sequence[Leg]) -> int:
    """The journal of legs, 0 when the ledger refuses them."""
    outcome = post(tx, [Journal(request.id, request.at, legs)])[0]
    return outcome.journal if isinstance(outcome, Posted) else 0


def _close(order: ExchangeOrder, state: OrderState, at: int, journal: int) -> int:
    """Ends an order; one that is stuck is tried again later, with the bank's word asked anew."""
    order.state, order.end_journal = state, journal
    order.ended_at = 0 if state == OrderState.STUCK else at
    order.next_at = at + WAIT_MAX_US if state == OrderState.STUCK else 0
    return journal


def _told(tx: Tx, kind: str, at: int, order: ExchangeOrder, owner: int) -> None:
    payload: dict[str, object] = {
        "wallet": encode_id("wal", order.wallet),
        "exchange_order": encode_id("xch", order.id),
        "amount_minor": order.amount_minor,
    }
    emit(tx, kind, at, owner, payload)


def operations(keyring: Keyring) -> tuple[Operation, ...]:
    """The operations of banks outside, with the keyring that seals account numbers."""
    return (
        Operation(
            "open_external_bank", OpenExternalBank, ExternalBankOpened, _touch_bank, one_by_one(_open_bank), True
        ),
        Operation(
            "open_external_account",
            OpenExternalAccount,
            ExternalAccountOpened,
            _touch_account,
            one_by_one(_Numbers(keyring).open),
        ),
        Operation("order_exchange", OrderExchange, ExchangeOrdered, _touch_order, one_by_one(_order)),
        Operation("claim_order", ClaimOrder, OrderClaimed, _touch_claim, one_by_one(_claim)),
        Operation("settle_order", SettleOrder, OrderSettled, _touch_settle, one_by_one(_settle)),
    )
