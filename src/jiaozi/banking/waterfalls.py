"""Waterfalls: what a payment brings above a wallet's balance limit goes to its bank account (`wallets.waterfall`).

A standing order, like a sweep: it needs the link's agreement (where there is one), past its cooling-off and within its
validity, and counts nothing against it. Whatever ends the link ends it.
"""

from collections.abc import Sequence
from typing import Final, NamedTuple

from jiaozi.banking.agreements import TIME_MAX_US
from jiaozi.banking.links import cooling_until, touch_links
from jiaozi.banking.schema import AGREEMENTS
from jiaozi.banking.sweeps import linked_account
from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WalletData
from jiaozi.kinds import BankAccountNo, Instant, WalletNo
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.scheme.schema import BANK_ACCOUNTS
from jiaozi.wallets.model import Wallet, Waterfall
from jiaozi.wallets.schema import WALLETS, WATERFALLS


@dataclass(frozen=True, slots=True)
class SetWaterfall:
    """From now on what a payment brings above the wallet's balance limit goes to the bank account.
    Replaces an earlier waterfall."""

    wallet: WalletNo
    bank_account: BankAccountNo


@dataclass(frozen=True, slots=True)
class EndWaterfall:
    """Stops the wallet's waterfall: a payment that is too much for the wallet is refused again."""

    wallet: WalletNo


class WaterfallSet(NamedTuple):
    """A waterfall was set. It works from `begins_at` on, after a new link's cooling-off."""

    wallet: WalletNo
    bank_account: BankAccountNo
    begins_at: Instant


class WaterfallEnded(NamedTuple):
    """A waterfall was stopped."""

    wallet: WalletNo


def _touch(tx: Tx, requests: Sequence[Request[SetWaterfall]]) -> None:
    commands = [request.command for request in requests]
    tx.want(BANK_ACCOUNTS, {command.bank_account for command in commands})
    _touch_end(tx, requests)
    touch_links(tx, [(command.wallet, command.bank_account) for command in commands])


def _set(tx: Tx, request: Request[SetWaterfall]) -> WaterfallSet | Refusal:
    """Refuses as `sweeps.linked_account` does."""
    command = request.command
    linked = linked_account(tx, command.wallet, command.bank_account, request.at)
    if isinstance(linked, Refusal):
        return linked
    wallet, account = linked
    agreement = tx.rows(AGREEMENTS).get((wallet.id, account.id))
    begins = max(request.at, cooling_until(agreement)) if agreement else request.at
    ends = agreement.valid_until if agreement else TIME_MAX_US
    wanted = Waterfall(
        wallet=wallet.id,
        bank_account=account.id,
        bank=account.bank,
        active=1,
        set_at=request.at,
        begins_at=begins,
        ends_at=ends,
    )
    row = tx.rows(WATERFALLS).get(wallet.id)
    if row is None:
        tx.rows(WATERFALLS).add(wanted)
    else:
        for name in WATERFALLS.mutable:
            setattr(row, name, getattr(wanted, name))
        tx.rows(WATERFALLS).changed(row)
    _told(tx, "waterfall.set", request.at, wallet)
    return WaterfallSet(wallet=wallet.id, bank_account=account.id, begins_at=begins)


def _touch_end(tx: Tx, requests: Sequence[Request[SetWaterfall | EndWaterfall]]) -> None:
    wallets = {request.command.wallet for request in requests}
    tx.want(WALLETS, wallets)
    tx.want(WATERFALLS, wallets)


def _end(tx: Tx, request: Request[EndWaterfall]) -> WaterfallEnded | Refusal:
    """Refuses: `waterfall_not_found`."""
    row, wallet = tx.rows(WATERFALLS).get(request.command.wallet), tx.rows(WALLETS).get(request.command.wallet)
    if row is None or wallet is None or not row.active:
        return Refusal("waterfall_not_found")
    row.active = 0
    tx.rows(WATERFALLS).changed(row)
    _told(tx, "waterfall.ended", request.at, wallet)
    return WaterfallEnded(row.wallet)


def _told(tx: Tx, kind: str, at: int, wallet: Wallet) -> None:
    emit(tx, kind, at, wallet.operator, WalletData(wallet=wallet.id))


OPERATIONS: Final = (
    Operation("set_waterfall", SetWaterfall, WaterfallSet, _touch, one_by_one(_set)),
    Operation("end_waterfall", EndWaterfall, WaterfallEnded, _touch_end, one_by_one(_end)),
)
