"""Freezes: everything, money going out, or an amount. Several may be in force at once; each is lifted on its own, by
the side that placed it (`access/ownership.py`)."""

from collections.abc import Sequence
from typing import Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import WalletFreezeData
from jiaozi.kinds import REASON_MAX, Fen, FreezeNo, Inside, InstitutionNo, OrNone, Reason, WalletNo
from jiaozi.money import is_amount
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.wallets.acts import wallet_of
from jiaozi.wallets.model import FREEZE_SCOPES, Freeze, FreezeScope, FreezeScopeName, Wallet
from jiaozi.wallets.schema import FREEZES, WALLETS


@dataclass(frozen=True, slots=True)
class FreezeWallet:
    """Freezes a wallet: everything, what goes out, or as much as `amount` says. `reason` names the order behind it.
    From the answer on no payment that it forbids is accepted. Only the side that placed it, or the central bank, lifts
    it."""

    wallet: WalletNo
    scope: FreezeScopeName
    reason: Reason
    amount_minor: OrNone[Fen] = 0
    placed_by: Inside[OrNone[InstitutionNo]] = InstitutionNo(0)


@dataclass(frozen=True, slots=True)
class UnfreezeWallet:
    """Lifts one freeze of a wallet. What the central bank placed only its people lift."""

    wallet: WalletNo
    freeze: FreezeNo


class WalletFrozen(NamedTuple):
    """A freeze is in force."""

    wallet: WalletNo
    freeze: FreezeNo


class WalletUnfrozen(NamedTuple):
    """A freeze was lifted."""

    wallet: WalletNo
    freeze: FreezeNo


def _touch_freeze(tx: Tx, requests: Sequence[Request[FreezeWallet | UnfreezeWallet]]) -> None:
    tx.want(WALLETS, {request.command.wallet for request in requests})


def _touch_unfreeze(tx: Tx, requests: Sequence[Request[UnfreezeWallet]]) -> None:
    _touch_freeze(tx, requests)
    tx.want(FREEZES, {request.command.freeze for request in requests})


def order_refusal(reason: str) -> Refusal | None:
    """A freeze names its reason. Refuses: `reference_invalid`."""
    good = reason.strip() and len(reason) <= REASON_MAX
    return None if good else Refusal("reference_invalid", "a freeze needs its reason")


def freeze(tx: Tx, request: Request[FreezeWallet]) -> WalletFrozen | Refusal:
    """Freezes the locked wallet. Refuses: `reference_invalid` (no reason), `request_malformed` (scope),
    `amount_invalid`, `wallet_not_found`, `wallet_closed`."""
    command = request.command
    if refusal := order_refusal(command.reason):
        return refusal
    scope = FREEZE_SCOPES.get(command.scope)
    if scope is None:
        return Refusal("request_malformed", "scope")
    if not (is_amount(command.amount_minor) if scope == FreezeScope.AMOUNT else command.amount_minor == 0):
        return Refusal("amount_invalid")
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    row = Freeze(
        id=request.id,
        wallet=wallet.id,
        scope=scope,
        amount_minor=command.amount_minor,
        reason=command.reason,
        placed_at=request.at,
        lifted_at=0,
        placed_by=command.placed_by,
    )
    tx.rows(FREEZES).add(row)
    _sum_up(tx, wallet, row, 1)
    emit(tx, "wallet.frozen", request.at, wallet.operator, _payload(row))
    return WalletFrozen(wallet.id, row.id)


def unfreeze(tx: Tx, request: Request[UnfreezeWallet]) -> WalletUnfrozen | Refusal:
    """Lifts a locked freeze of a locked wallet. Refuses: `wallet_not_found`, `wallet_closed`, `wallet_not_frozen`."""
    command = request.command
    wallet = wallet_of(tx, command.wallet)
    if isinstance(wallet, Refusal):
        return wallet
    row = tx.rows(FREEZES).get(command.freeze)
    if row is None or row.wallet != wallet.id or row.lifted_at:
        return Refusal("wallet_not_frozen")
    row.lifted_at = request.at
    tx.rows(FREEZES).changed(row)
    _sum_up(tx, wallet, row, -1)
    emit(tx, "wallet.unfrozen", request.at, wallet.operator, _payload(row))
    return WalletUnfrozen(wallet.id, row.id)


def _sum_up(tx: Tx, wallet: Wallet, row: Freeze, sign: int) -> None:
    wallet.freezes_all += sign * (row.scope == FreezeScope.ALL)
    wallet.freezes_out += sign * (row.scope == FreezeScope.OUT)
    wallet.frozen_minor += sign * row.amount_minor
    tx.rows(WALLETS).changed(wallet)


def _payload(row: Freeze) -> WalletFreezeData:
    return WalletFreezeData(wallet=row.wallet, freeze=row.id)


OPERATIONS: Final = (
    Operation("freeze_wallet", FreezeWallet, WalletFrozen, _touch_freeze, one_by_one(freeze), True),
    Operation("unfreeze_wallet", UnfreezeWallet, WalletUnfrozen, _touch_unfreeze, one_by_one(unfreeze), True),
)
