"""Load and unload (兑出, 兑回): between a customer's bank account and the customer's wallet."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol, TypeVar

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WalletMoneyData
from jiaozi.kinds import BankAccountNo, Fen, InstitutionNo, JournalNo, Reference, WalletNo
from jiaozi.ledger.model import Code, Leg
from jiaozi.ledger.post import touch_legs
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.acts import Moved, move
from jiaozi.scheme.entries import Place
from jiaozi.scheme.model import BankAccount
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.wallets.acts import (
    account_of,
    in_freeze_refusal,
    limit_table,
    out_freeze_refusal,
    reference_good,
    short_of,
    wallet_of,
)
from jiaozi.wallets.model import Wallet, is_sub, place_of
from jiaozi.wallets.schema import WALLETS

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class LinkBankAccount:
    """Binds a bank account to the holder of a wallet, so that money may move between the two. One that is nobody's yet
    can only be bound by its own bank."""

    wallet: WalletNo
    bank_account: BankAccountNo


@dataclass(frozen=True, slots=True)
class Load:
    """Moves money from a bank account of the holder into the wallet (兑出)."""

    wallet: WalletNo
    bank_account: BankAccountNo
    amount_minor: Fen
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class Unload:
    """Moves money from the wallet back into a bank account of the holder (兑回)."""

    wallet: WalletNo
    bank_account: BankAccountNo
    amount_minor: Fen
    reference: Reference | None = None


class BankAccountLinked(NamedTuple):
    """A bank account is bound to a wallet's holder."""

    wallet: WalletNo
    bank_account: BankAccountNo


class Guard(Protocol):
    """What stands between a wallet and a bank account beyond the class limits: the agreement that links them."""

    def touch(self, tx: Tx, links: Sequence[tuple[WalletNo, BankAccountNo]]) -> None:
        """Names the rows that links, pairs of wallet and bank account, need."""

    def refusal(self, tx: Tx, wallet: Wallet, bank_account: BankAccountNo, amount: int, at: int) -> Refusal | None:
        """What forbids `amount` to move over a link now."""

    def count(
        self, tx: Tx, wallet: Wallet, bank_account: BankAccountNo, amount: int, at: int, journal: JournalNo
    ) -> None:
        """Counts what a journal has moved over a link."""


def _touch(tx: Tx, requests: Sequence[Request[LinkBankAccount | Load | Unload]]) -> Iterator[None]:
    tx.want(WALLETS, {request.command.wallet for request in requests})
    tx.want(BANK_ACCOUNTS, {request.command.bank_account for request in requests})
    yield
    wallets, banks = tx.rows(WALLETS), tx.rows(BANK_ACCOUNTS)
    for request in requests:
        wallet, bank_account = wallets.get(request.command.wallet), banks.get(request.command.bank_account)
        if wallet is not None and bank_account is not None:
            touch_legs(tx, _legs(wallet, bank_account, 1, Code.LOAD))


def _legs(wallet: Wallet, bank_account: BankAccount, amount: int, code: int) -> list[Leg]:
    return entries.load(bank_account.id, bank_account.bank, place_of(wallet), amount, code)


def _parties(tx: Tx, request: Request[Load | Unload]) -> tuple[Wallet, BankAccount] | Refusal:
    """Refuses: `amount_invalid`, `reference_invalid`, `wallet_not_found`, `wallet_closed`, `usage_not_allowed`,
    `bank_account_not_found` (another's looks so too)."""
    if not is_amount(request.command.amount_minor):
        return Refusal("amount_invalid")
    if not reference_good(request.command.reference):
        return Refusal("reference_invalid")
    wallet = wallet_of(tx, request.command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    if is_sub(wallet):
        return Refusal("usage_not_allowed", "a sub-wallet's money comes from its parent and goes back there")
    bank_account = tx.rows(BANK_ACCOUNTS).get(request.command.bank_account)
    if bank_account is None or bank_account.customer != wallet.holder:
        return Refusal("bank_account_not_found")
    return wallet, bank_account


class _Exchange:
    """Loading and unloading, under the agreements that `guard` knows."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    def touch(self, tx: Tx, requests: Sequence[Request[Load | Unload]]) -> Iterator[None]:
        self._guard.touch(tx, [(request.command.wallet, request.command.bank_account) for request in requests])
        yield from _touch(tx, requests)

    def load(self, tx: Tx, request: Request[Load]) -> Moved | Refusal:
        """Refuses as `_parties`, then `wallet_frozen`, `limit_balance_exceeded`, the guard's refusals,
        `insufficient_funds` (the bank account), `operator_illiquid` (vault or reserves)."""
        parties = _parties(tx, request)
        if isinstance(parties, Refusal):
            return parties
        wallet, bank_account = parties
        command = request.command
        refusal = in_freeze_refusal(wallet) or limit_table(tx).in_refusal(
            wallet, account_of(tx, wallet).posted, command.amount_minor, request.at
        )
        if refusal is not None:
            return refusal
        legs = _legs(wallet, bank_account, command.amount_minor, Code.LOAD)
        return self._moved(tx, request, wallet, legs, "wallet.loaded")

    def unload(self, tx: Tx, request: Request[Unload]) -> Moved | Refusal:
        """Refuses as `_parties`, then `wallet_frozen`, `wallet_frozen_amount`, the guard's refusals,
        `insufficient_funds`."""
        parties = _parties(tx, request)
        if isinstance(parties, Refusal):
            return parties
        wallet, bank_account = parties
        command = request.command
        refusal = out_freeze_refusal(wallet, account_of(tx, wallet), command.amount_minor)
        if refusal is not None:
            return refusal
        legs = unload_legs(place_of(wallet), bank_account.id, bank_account.bank, command.amount_minor)
        outcome = self._moved(tx, request, wallet, legs, "wallet.unloaded")
        short = isinstance(outcome, Refusal) and outcome.code == "insufficient_funds"
        return short_of(account_of(tx, wallet).available, command.amount_minor) if short else outcome

    def _moved(
        self, tx: Tx, request: Request[Load | Unload], wallet: Wallet, legs: Sequence[Leg], kind: str
    ) -> Moved | Refusal:
        command = request.command
        link = (tx, wallet, command.bank_account, command.amount_minor, request.at)
        refusal = self._guard.refusal(*link)
        if refusal is not None:
            return refusal
        outcome = illiquid(move(tx, request, legs, command.reference))
        if isinstance(outcome, Moved):
            self._guard.count(*link, outcome.journal)
        return _told(tx, request, wallet, kind, outcome)


def unload_legs(
    place: Place, bank_account: entries.Deposit, bank: InstitutionNo, amount: int, code: int = Code.UNLOAD
) -> list[Leg]:
    """The legs of money from a wallet's place into a deposit at `bank`; the wallet's own comes first."""
    return entries.reversed_legs(entries.load(bank_account, bank, place, amount, code))[::-1]


def illiquid(outcome: T) -> T | Refusal:
    """Too little money in a leg after the first is not the customer's lack but an operator's."""
    if isinstance(outcome, Refusal) and outcome.code == "insufficient_funds":
        return Refusal(outcome.code if outcome.detail == "leg 1" else "operator_illiquid")
    return outcome


def _told(tx: Tx, request: Request, wallet: Wallet, kind: str, outcome: Moved | Refusal) -> Moved | Refusal:
    if isinstance(outcome, Moved):
        amount = request.command.amount_minor
        payload = WalletMoneyData(wallet=wallet.id, amount_minor=amount, journal=outcome.journal)
        emit(tx, kind, request.at, wallet.operator, payload)
    return outcome


def _link(tx: Tx, request: Request[LinkBankAccount]) -> BankAccountLinked | Refusal:
    """Refuses: `wallet_not_found`, `wallet_closed`, `bank_account_not_found` (another's looks so too)."""
    command = request.command
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    bank_account = tx.rows(BANK_ACCOUNTS).get(command.bank_account)
    if bank_account is None or bank_account.customer not in (0, wallet.holder):
        return Refusal("bank_account_not_found")
    bank_account.customer = wallet.holder
    tx.rows(BANK_ACCOUNTS).changed(bank_account)
    return BankAccountLinked(wallet.id, bank_account.id)


def operations(guard: Guard) -> tuple[Operation, ...]:
    """Linking, loading and unloading, with what guards the links."""
    exchange = _Exchange(guard)
    return (
        Operation("link_bank_account", LinkBankAccount, BankAccountLinked, _touch, one_by_one(_link)),
        Operation("load", Load, Moved, exchange.touch, one_by_one(exchange.load)),
        Operation("unload", Unload, Moved, exchange.touch, one_by_one(exchange.unload)),
    )
