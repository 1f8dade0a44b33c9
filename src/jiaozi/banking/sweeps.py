"""Sweeps: what a wallet holds above a ceiling goes to its bank account by itself.

The worker looks for such wallets all the time, so that a payment in is swept within about a second; each is decided
here, on the locked balance, so a sweep and a payment can never spend the same money.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from jiaozi.banking.links import bound_elsewhere, cooling_until, standing_refusal
from jiaozi.banking.model import Sweep
from jiaozi.banking.schema import AGREEMENTS, SETTLEMENT_ACCOUNTS, SWEEPS, SWEPT_COLUMNS
from jiaozi.clock import SECOND_US
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ids import encode_id
from jiaozi.ledger.post import touch_legs
from jiaozi.money import AMOUNT_MAX
from jiaozi.outbox import emit
from jiaozi.scheme.acts import Moved, move
from jiaozi.scheme.model import BankAccount
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.wallets.acts import account_of, out_freeze_refusal, wallet_of
from jiaozi.wallets.exchange import illiquid, unload_legs
from jiaozi.wallets.model import Wallet, is_sub, place_of
from jiaozi.wallets.schema import WALLETS

RETRY_US: Final = 3_600 * SECOND_US
"""A sweep that was refused is tried again after this long."""


@dataclass(frozen=True, slots=True)
class SetSweep:
    """From now on what the wallet holds above `ceiling_minor` goes to the bank account. Replaces an earlier sweep."""

    wallet: int
    bank_account: int
    ceiling_minor: int


@dataclass(frozen=True, slots=True)
class EndSweep:
    """Stops a wallet's sweep."""

    wallet: int


@dataclass(frozen=True, slots=True)
class RunSweep:
    """Sweeps a wallet now; the worker's own act."""

    wallet: int


class SweepSet(NamedTuple):
    """Outcome of setting a sweep."""

    wallet: int
    bank_account: int
    ceiling_minor: int


class SweepEnded(NamedTuple):
    """Outcome of stopping a sweep."""

    wallet: int


class Swept(NamedTuple):
    """Outcome of sweeping: what went to the bank account."""

    wallet: int
    bank_account: int
    amount_minor: int
    journal: int
    recorded_at: int


def _touch_set(tx: Tx, requests: Sequence[Request]) -> None:
    commands: list[SetSweep] = [request.command for request in requests]
    wallets = {command.wallet for command in commands}
    tx.want(BANK_ACCOUNTS, {command.bank_account for command in commands})
    tx.want(WALLETS, wallets)
    tx.want(SWEEPS, wallets)
    tx.want(SETTLEMENT_ACCOUNTS, wallets)
    tx.want(AGREEMENTS, {(command.wallet, command.bank_account) for command in commands})


def _set(tx: Tx, request: Request) -> SweepSet | Refusal:
    """Refuses: `amount_invalid`, as `linked_account` does."""
    command: SetSweep = request.command
    if type(command.ceiling_minor) is not int or not 0 <= command.ceiling_minor <= AMOUNT_MAX:
        return Refusal("amount_invalid")
    linked = linked_account(tx, command.wallet, command.bank_account, request.at)
    if isinstance(linked, Refusal):
        return linked
    wallet, bank_account = linked
    _put(tx, Sweep(wallet.id, bank_account.id, bank_account.bank, command.ceiling_minor, 1, request.at, 0))
    _told(tx, "sweep.set", request.at, wallet, command.ceiling_minor)
    return SweepSet(*(wallet.id, bank_account.id, command.ceiling_minor))


def linked_account(tx: Tx, wallet_id: int, account_id: int, at: int) -> tuple[Wallet, BankAccount] | Refusal:
    """A wallet and an account that a standing order may send its money to. Refuses: `wallet_not_found`,
    `wallet_closed`, `usage_not_allowed` (a sub-wallet), `bank_account_not_found`, `bank_account_foreign`,
    `settlement_account_bound`, `agreement_not_signed`, `agreement_not_valid`."""
    wallet = wallet_of(tx, wallet_id)
    if isinstance(wallet, Refusal):
        return wallet
    if is_sub(wallet):
        return Refusal("usage_not_allowed", "a sub-wallet's money goes back to its parent")
    bank_account = tx.rows(BANK_ACCOUNTS).get(account_id)
    if bank_account is None:
        return Refusal("bank_account_not_found")
    if bank_account.customer != wallet.holder:
        return Refusal("bank_account_foreign")
    if bound_elsewhere(tx, wallet.id, bank_account.id):
        return Refusal("settlement_account_bound")
    agreement = tx.rows(AGREEMENTS).get((wallet.id, bank_account.id))
    refusal = agreement and standing_refusal(agreement, at)
    return refusal or (wallet, bank_account)


def _put(tx: Tx, wanted: Sweep) -> None:
    sweep = tx.rows(SWEEPS).get(wanted.wallet)
    if sweep is None:
        tx.rows(SWEEPS).add(wanted)
        return
    for name in SWEEPS.mutable:
        setattr(sweep, name, getattr(wanted, name))
    tx.rows(SWEEPS).changed(sweep)


def _touch_end(tx: Tx, requests: Sequence[Request]) -> None:
    wallets = {request.command.wallet for request in requests}
    tx.want(WALLETS, wallets)
    tx.want(SWEEPS, wallets)


def _end(tx: Tx, request: Request) -> SweepEnded | Refusal:
    """Refuses: `sweep_not_found`."""
    sweep, wallet = tx.rows(SWEEPS).get(request.command.wallet), tx.rows(WALLETS).get(request.command.wallet)
    if sweep is None or wallet is None or not sweep.active:
        return Refusal("sweep_not_found")
    sweep.active = 0
    tx.rows(SWEEPS).changed(sweep)
    _told(tx, "sweep.ended", request.at, wallet, sweep.ceiling_minor)
    return SweepEnded(sweep.wallet)


def _touch_run(tx: Tx, requests: Sequence[Request]) -> Iterator[None]:
    _touch_end(tx, requests)
    yield
    found = [sweep for request in requests if (sweep := tx.rows(SWEEPS).get(request.command.wallet))]
    tx.want(SETTLEMENT_ACCOUNTS, {sweep.wallet for sweep in found})
    tx.want(AGREEMENTS, {(sweep.wallet, sweep.bank_account) for sweep in found})
    for sweep in found:
        wallet = tx.rows(WALLETS)[sweep.wallet]
        touch_legs(tx, unload_legs(place_of(wallet), sweep.bank_account, sweep.bank, 1))


def _run(tx: Tx, request: Request) -> Swept | Refusal:
    """Refuses: `sweep_not_found`, `wallet_closed`, `sweep_not_due`, `wallet_frozen`, `settlement_account_bound`,
    `agreement_not_signed`, `agreement_not_valid`, `agreement_cooling_off`, `operator_illiquid`. A refusal is told in
    an event, and the next try waits."""
    sweep = tx.rows(SWEEPS).get(request.command.wallet)
    if sweep is None or not sweep.active:
        return Refusal("sweep_not_found")
    wallet = wallet_of(tx, sweep.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    account = account_of(tx, wallet)
    amount = min(account.posted - sweep.ceiling_minor, account.available - wallet.frozen_minor)
    if amount <= 0:
        return Refusal("sweep_not_due")
    refusal = out_freeze_refusal(wallet, account, amount) or _link_refusal(tx, sweep, request.at)
    legs = unload_legs(place_of(wallet), sweep.bank_account, sweep.bank, amount)
    moved = refusal or illiquid(move(tx, request, legs))
    tx.rows(SWEEPS).changed(sweep)
    if not isinstance(moved, Moved):
        sweep.retry_at = request.at + RETRY_US
        _told(tx, "sweep.failed", request.at, wallet, amount)
        return moved
    sweep.retry_at = 0
    swept = (moved.journal, wallet.id, sweep.bank_account, amount, moved.recorded_at)
    tx.appender("swept", SWEPT_COLUMNS).append(swept)
    _told(tx, "wallet.swept", request.at, wallet, amount)
    return Swept(wallet.id, sweep.bank_account, amount, *moved)


def _link_refusal(tx: Tx, sweep: Sweep, at: int) -> Refusal | None:
    """A sweep is a standing order: it needs the agreement, past its cooling-off, but counts nothing against it."""
    if bound_elsewhere(tx, sweep.wallet, sweep.bank_account):
        return Refusal("settlement_account_bound")
    agreement = tx.rows(AGREEMENTS).get((sweep.wallet, sweep.bank_account))
    if agreement is None:
        return None
    refusal = standing_refusal(agreement, at)
    return refusal or (Refusal("agreement_cooling_off") if at < cooling_until(agreement) else None)


def _told(tx: Tx, kind: str, at: int, wallet: Wallet, amount: int) -> None:
    emit(tx, kind, at, wallet.operator, {"wallet": encode_id("wal", wallet.id), "amount_minor": amount})


OPERATIONS: Final = (
    Operation("set_sweep", SetSweep, SweepSet, _touch_set, one_by_one(_set)),
    Operation("end_sweep", EndSweep, SweepEnded, _touch_end, one_by_one(_end)),
    Operation("run_sweep", RunSweep, Swept, _touch_run, one_by_one(_run)),
)
