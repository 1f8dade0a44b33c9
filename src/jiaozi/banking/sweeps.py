"""Sweeps: what a wallet holds above a ceiling goes to its bank account by itself.

The worker looks for such wallets all the time, so that a payment in is swept within about a second; each is decided
here, on the locked balance, so a sweep and a payment can never spend the same money. Into an account at a bank outside
it goes as an exchange order, whose money has left the wallet as soon as it is placed.
"""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from jiaozi.banking.exchange_orders import put_order, suspense_leg
from jiaozi.banking.external_model import ExchangeOrder, ExternalAccount, OrderKind
from jiaozi.banking.links import bound_elsewhere, cooling_until, standing_refusal, touch_links
from jiaozi.banking.model import LinkedAccountNo, Sweep
from jiaozi.banking.schema import AGREEMENTS, EXTERNAL_ACCOUNTS, EXTERNAL_BANKS, SWEEPS, SWEPT_COLUMNS
from jiaozi.banking.store import reversed_in_row
from jiaozi.clock import DAY_US, SECOND_US
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WalletAmountData
from jiaozi.kinds import (
    BankAccountNo,
    Either,
    ExchangeOrderNo,
    ExternalAccountNo,
    Fen,
    FenOrZero,
    Instant,
    InstitutionNo,
    JournalNo,
    OrNone,
    WalletNo,
)
from jiaozi.ledger.model import Leg
from jiaozi.ledger.post import touch_legs
from jiaozi.money import AMOUNT_MAX
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.scheme.acts import Moved, move
from jiaozi.scheme.model import BankAccount
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.wallets.acts import account_of, out_freeze_refusal, wallet_of
from jiaozi.wallets.exchange import illiquid, unload_legs
from jiaozi.wallets.model import Wallet, is_sub, place_of
from jiaozi.wallets.schema import WALLETS

RETRY_US: Final = 3_600 * SECOND_US
"""A sweep that was refused is tried again after this long; one whose orders a bank outside refuses later and later."""
RETRY_MAX_US: Final = DAY_US


@dataclass(frozen=True, slots=True)
class SetSweep:
    """From now on what the wallet holds above `ceiling` goes to an account, at a bank here or at one outside: exactly
    one of the two. Replaces an earlier sweep. To an account outside, which needs an agreement, it goes by exchange
    orders."""

    wallet: WalletNo
    bank_account: Either[BankAccountNo]
    ceiling_minor: FenOrZero
    external_account: Either[ExternalAccountNo] = ExternalAccountNo(0)


@dataclass(frozen=True, slots=True)
class EndSweep:
    """Stops the wallet's sweep."""

    wallet: WalletNo


@dataclass(frozen=True, slots=True)
class RunSweep:
    """Sweeps a wallet now, into this account outside or, for 0, into one here; the worker's own act."""

    wallet: WalletNo
    external_account: OrNone[ExternalAccountNo] = ExternalAccountNo(0)


class SweepSet(NamedTuple):
    """A sweep was set."""

    wallet: WalletNo
    bank_account: OrNone[BankAccountNo]
    ceiling_minor: FenOrZero
    external_account: OrNone[ExternalAccountNo] = ExternalAccountNo(0)


class SweepEnded(NamedTuple):
    """A sweep was stopped."""

    wallet: WalletNo


class Swept(NamedTuple):
    """A wallet was swept: what went to the bank account, or is on its way to one outside by an exchange order."""

    wallet: WalletNo
    bank_account: OrNone[BankAccountNo]
    amount_minor: Fen
    journal: JournalNo
    recorded_at: Instant
    external_account: OrNone[ExternalAccountNo] = ExternalAccountNo(0)
    exchange_order: OrNone[ExchangeOrderNo] = ExchangeOrderNo(0)


def _touch_set(tx: Tx, requests: Sequence[Request[SetSweep]]) -> None:
    commands = [request.command for request in requests]
    tx.want(EXTERNAL_ACCOUNTS, {command.external_account for command in commands} - {0})
    tx.want(BANK_ACCOUNTS, {command.bank_account for command in commands} - {0})
    _touch_end(tx, requests)
    touch_links(tx, [(command.wallet, command.bank_account or command.external_account) for command in commands])


def _set(tx: Tx, request: Request[SetSweep]) -> SweepSet | Refusal:
    """Refuses: `amount_invalid`, `request_malformed` (not exactly one account), as `linked_account` does."""
    command = request.command
    if type(command.ceiling_minor) is not int or not 0 <= command.ceiling_minor <= AMOUNT_MAX:
        return Refusal("amount_invalid")
    if bool(command.bank_account) == bool(command.external_account):
        return Refusal("request_malformed", "exactly one account")
    find = _linked_outside if command.external_account else linked_account
    linked = find(tx, command.wallet, command.bank_account or command.external_account, request.at)
    if isinstance(linked, Refusal):
        return linked
    wallet, account = linked
    sweep = Sweep(
        wallet=wallet.id,
        bank_account=account.id,
        bank=account.bank if isinstance(account, BankAccount) else InstitutionNo(0),
        ceiling_minor=command.ceiling_minor,
        active=1,
        set_at=request.at,
        retry_at=0,
    )
    _put(tx, sweep)
    _told(tx, "sweep.set", request.at, wallet, command.ceiling_minor)
    return SweepSet(
        wallet=wallet.id,
        bank_account=command.bank_account,
        ceiling_minor=command.ceiling_minor,
        external_account=command.external_account,
    )


def linked_account(tx: Tx, wallet_id: WalletNo, account_id: int, at: int) -> tuple[Wallet, BankAccount] | Refusal:
    """A wallet and an account here that a standing order may send its money to. Refuses as `_whole_wallet` does,
    `bank_account_not_found` (another's looks so too), as `_standing_order_refusal` does."""
    wallet = _whole_wallet(tx, wallet_id)
    if isinstance(wallet, Refusal):
        return wallet
    bank_account = tx.rows(BANK_ACCOUNTS).get(account_id)
    if bank_account is None or bank_account.customer != wallet.holder:
        return Refusal("bank_account_not_found")
    refusal = _standing_order_refusal(tx, wallet.id, bank_account.id, at)
    return refusal or (wallet, bank_account)


def _linked_outside(tx: Tx, wallet_id: WalletNo, account_id: int, at: int) -> tuple[Wallet, ExternalAccount] | Refusal:
    """The same with an account at a bank outside. Refuses as `_whole_wallet` does, `external_account_not_found`, as
    `_standing_order_refusal` does."""
    wallet = _whole_wallet(tx, wallet_id)
    if isinstance(wallet, Refusal):
        return wallet
    account = tx.rows(EXTERNAL_ACCOUNTS).get(account_id)
    if account is None or account.wallet != wallet.id:
        return Refusal("external_account_not_found")
    refusal = _standing_order_refusal(tx, wallet.id, account.id, at, needed=True)
    return refusal or (wallet, account)


def _whole_wallet(tx: Tx, wallet_id: WalletNo) -> Wallet | Refusal:
    """Refuses: `wallet_not_found`, `wallet_closed`, `usage_not_allowed` (a sub-wallet)."""
    wallet = wallet_of(tx, wallet_id)
    if not isinstance(wallet, Refusal) and is_sub(wallet):
        return Refusal("usage_not_allowed", "a sub-wallet's money goes back to its parent")
    return wallet


def _standing_order_refusal(
    tx: Tx, wallet: WalletNo, account: LinkedAccountNo, at: int, *, needed: bool = False
) -> Refusal | None:
    """What forbids a standing order over a link; with `needed` also that there is no agreement. Refuses:
    `settlement_account_bound`, `agreement_not_signed`, `agreement_not_valid`."""
    if bound_elsewhere(tx, wallet, account):
        return Refusal("settlement_account_bound")
    agreement = tx.rows(AGREEMENTS).get((wallet, account))
    if agreement is None:
        return Refusal("agreement_not_signed") if needed else None
    return standing_refusal(agreement, at)


def _put(tx: Tx, wanted: Sweep) -> None:
    sweep = tx.rows(SWEEPS).get(wanted.wallet)
    if sweep is None:
        tx.rows(SWEEPS).add(wanted)
        return
    for name in SWEEPS.mutable:
        setattr(sweep, name, getattr(wanted, name))
    tx.rows(SWEEPS).changed(sweep)


def _touch_end(tx: Tx, requests: Sequence[Request[SetSweep | EndSweep | RunSweep]]) -> None:
    wallets = {request.command.wallet for request in requests}
    tx.want(WALLETS, wallets)
    tx.want(SWEEPS, wallets)


def _end(tx: Tx, request: Request[EndSweep]) -> SweepEnded | Refusal:
    """Refuses: `sweep_not_found`."""
    sweep, wallet = tx.rows(SWEEPS).get(request.command.wallet), tx.rows(WALLETS).get(request.command.wallet)
    if sweep is None or wallet is None or not sweep.active:
        return Refusal("sweep_not_found")
    sweep.active = 0
    tx.rows(SWEEPS).changed(sweep)
    _told(tx, "sweep.ended", request.at, wallet, sweep.ceiling_minor)
    return SweepEnded(sweep.wallet)


def _touch_run(tx: Tx, requests: Sequence[Request[RunSweep]]) -> Iterator[None]:
    tx.want(EXTERNAL_ACCOUNTS, {request.command.external_account for request in requests} - {0})
    yield
    tx.want(EXTERNAL_BANKS, {row.external_bank for row in tx.rows(EXTERNAL_ACCOUNTS).rows.values()})
    _touch_end(tx, requests)
    yield
    found = [sweep for request in requests if (sweep := _meant(tx, request.command)) is not None]
    touch_links(tx, [(sweep.wallet, sweep.bank_account) for sweep in found])
    for sweep in found:
        touch_legs(tx, _legs(tx, sweep, tx.rows(WALLETS)[sweep.wallet], 1))


def _meant(tx: Tx, command: RunSweep) -> Sweep | None:
    """The wallet's active sweep, unless it goes elsewhere than the worker saw: then the next turn sees it."""
    sweep = tx.rows(SWEEPS).get(command.wallet)
    return sweep if sweep is not None and sweep.active and sweep.outside == command.external_account else None


def _legs(tx: Tx, sweep: Sweep, wallet: Wallet, amount: int) -> list[Leg]:
    if sweep.outside:
        return [suspense_leg(tx, wallet, tx.rows(EXTERNAL_ACCOUNTS)[sweep.outside], amount)]
    return unload_legs(place_of(wallet), BankAccountNo(sweep.bank_account), sweep.bank, amount)


def _run(tx: Tx, request: Request[RunSweep]) -> Swept | Refusal:
    """Refuses: `sweep_not_found`, `wallet_closed`, `sweep_not_due`, `wallet_frozen`, as `_link_refusal` does,
    `operator_illiquid`. A refusal is told in an event, and the next try waits."""
    sweep = _meant(tx, request.command)
    if sweep is None:
        return Refusal("sweep_not_found")
    wallet = wallet_of(tx, sweep.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    account = account_of(tx, wallet)
    amount = min(account.posted - sweep.ceiling_minor, account.available - wallet.frozen_minor)
    if amount <= 0:
        return Refusal("sweep_not_due")
    refusal = out_freeze_refusal(wallet, account, amount) or _link_refusal(tx, sweep, request.at)
    moved = refusal or _send(tx, request, sweep, wallet, amount)
    tx.rows(SWEEPS).changed(sweep)
    if not isinstance(moved, Moved):
        sweep.retry_at = request.at + RETRY_US
        _told(tx, "sweep.failed", request.at, wallet, amount)
        return moved
    sweep.retry_at = request.at + RETRY_US if sweep.outside else 0
    return _note(tx, request, sweep, amount, moved)


def _note(tx: Tx, request: Request, sweep: Sweep, amount: int, moved: Moved) -> Swept:
    row = (moved.journal, sweep.wallet, sweep.bank_account, amount, moved.recorded_at)
    tx.appender("swept", SWEPT_COLUMNS).append(row)
    outside = sweep.outside
    return Swept(
        wallet=sweep.wallet,
        bank_account=BankAccountNo(0 if outside else sweep.bank_account),
        amount_minor=amount,
        journal=moved.journal,
        recorded_at=moved.recorded_at,
        external_account=outside,
        exchange_order=request.id if outside else ExchangeOrderNo(0),
    )


def _send(tx: Tx, request: Request, sweep: Sweep, wallet: Wallet, amount: int) -> Moved | Refusal:
    """Moves the money, or orders it to an account outside; until that order's end the sweep rests, so that a bank that
    is away gets one order and not one for each payment."""
    if sweep.outside:
        outside = tx.rows(EXTERNAL_ACCOUNTS)[sweep.outside]
        return put_order(tx, request, (wallet, outside), OrderKind.UNLOAD, amount)
    moved = illiquid(move(tx, request, _legs(tx, sweep, wallet, amount)))
    if isinstance(moved, Moved):
        _told(tx, "wallet.swept", request.at, wallet, amount)
    return moved


def _link_refusal(tx: Tx, sweep: Sweep, at: int) -> Refusal | None:
    """A sweep is a standing order: it needs the agreement, past its cooling-off, but counts nothing against it.
    Refuses as `_standing_order_refusal` does, `agreement_cooling_off`."""
    refusal = _standing_order_refusal(tx, sweep.wallet, sweep.bank_account, at, needed=bool(sweep.outside))
    agreement = tx.rows(AGREEMENTS).get((sweep.wallet, sweep.bank_account))
    if refusal is not None or agreement is None:
        return refusal
    return Refusal("agreement_cooling_off") if at < cooling_until(agreement) else None


def order_ended(tx: Tx, order: ExchangeOrder, at: int) -> None:
    """The sweep into an account outside goes on after its order's end: at once when the bank has the money; when it
    has refused, in an hour, and later and later as it refuses again."""
    sweep = tx.rows(SWEEPS).get(order.wallet)
    if sweep is None or sweep.outside != order.external_account:
        return
    failed = reversed_in_row(tx.connection, order)
    sweep.retry_at = at + min(RETRY_US << failed, RETRY_MAX_US) if order.is_nothing else 0
    tx.rows(SWEEPS).changed(sweep)


def _told(tx: Tx, kind: str, at: int, wallet: Wallet, amount: int) -> None:
    emit(tx, kind, at, wallet.operator, WalletAmountData(wallet=wallet.id, amount_minor=amount))


OPERATIONS: Final = (
    Operation("set_sweep", SetSweep, SweepSet, _touch_set, one_by_one(_set)),
    Operation("end_sweep", EndSweep, SweepEnded, _touch_end, one_by_one(_end)),
    Operation("run_sweep", RunSweep, Swept, _touch_run, one_by_one(_run)),
)
