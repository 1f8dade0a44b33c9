"""Freezes of a holder: every wallet it has at the operator, sub-wallets too, in one act; it opens none meanwhile.

Each wallet gets a freeze of its own, so that what reads wallets need not know of holders; they are lifted together, or
one by one. Whoever opens a wallet for a known holder locks the holder and asks `frozen_holders`.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.event_data import HolderFreezeData
from jiaozi.kinds import Count, HolderFreezeNo, HolderNo, Inside, InstitutionNo, OrNone, Reason
from jiaozi.outbox import emit
from jiaozi.records import dataclass
from jiaozi.wallets.acts import owned
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet, WalletFrozen, freeze, order_refusal, unfreeze
from jiaozi.wallets.model import FREEZE_SCOPES, FreezeScopeName, Holder, HolderFreeze
from jiaozi.wallets.schema import FREEZES, HOLDER_FREEZE_PART_COLUMNS, HOLDER_FREEZES, HOLDERS, WALLETS
from jiaozi.wallets.store import frozen_holders as stored_frozen_holders
from jiaozi.wallets.store import holder_freeze_parts, verified_wallets

_SCOPES: Final = ("all", "out")


@dataclass(frozen=True, slots=True)
class FreezeHolder:
    """Freezes all wallets of a holder, sub-wallets too: everything, or what goes out. It opens none while the freeze
    lasts. `reason` names the order behind it."""

    holder: HolderNo
    scope: Literal["all", "out"]
    reason: Reason
    placed_by: Inside[OrNone[InstitutionNo]] = InstitutionNo(0)
    """The institution that places it, 0 for the side of the holder's operator."""


@dataclass(frozen=True, slots=True)
class UnfreezeHolder:
    """Proposes to lift a freeze of a holder from all its wallets where it is still in force; a second person approves
    it. What the central bank placed only its people lift."""

    holder: HolderNo
    holder_freeze: HolderFreezeNo


class HolderFrozen(NamedTuple):
    """A holder is frozen from this answer on; how many wallets it froze."""

    holder: HolderNo
    holder_freeze: HolderFreezeNo
    wallets_frozen: Count


class HolderUnfrozen(NamedTuple):
    """A freeze of a holder was lifted; from how many wallets."""

    holder: HolderNo
    holder_freeze: HolderFreezeNo
    wallets_unfrozen: Count


def frozen_holders(tx: Tx, holders: Iterable[int]) -> set[int]:
    """Which of these locked holders are frozen, as this group has left it."""
    held = tx.rows(HOLDER_FREEZES).rows
    found = stored_frozen_holders(tx.connection, sorted(set(holders)))
    stored = {row.holder for row in found if row.id not in held}
    return stored | {row.holder for row in held.values() if not row.lifted_at}


def touch_wallets_of(tx: Tx, holders: Iterable[int]) -> Iterator[None]:
    """Names holders with all their wallets: their locks keep one from being opened beside what is done to all."""
    wanted = sorted(set(holders))
    tx.want(HOLDERS, wanted)
    yield
    found = verified_wallets(tx.connection, wanted)
    tx.want(WALLETS, {wallet.id for wallets in found.values() for wallet in wallets})


def freeze_holder(
    tx: Tx,
    request: Request,
    holder: Holder,
    scope: FreezeScopeName,
    reason: str,
    placed_by: InstitutionNo = InstitutionNo(0),
) -> HolderFrozen:
    """Freezes all open wallets of a locked holder under the request's id, also those that are frozen already. The
    scope and the reason are good."""
    parts = tx.appender("holder_freeze_parts", HOLDER_FREEZE_PART_COLUMNS)
    frozen = 0
    for wallet in owned(tx, [holder.id])[holder.id]:
        order = FreezeWallet(wallet=wallet.id, scope=scope, reason=reason, placed_by=placed_by)
        done = freeze(tx, request.about(order)._replace(id=tx.ids.take())) if not wallet.closed else None
        if isinstance(done, WalletFrozen):
            parts.append((request.id, done.freeze, wallet.id))
            frozen += 1
    row = HolderFreeze(
        id=request.id,
        holder=holder.id,
        scope=FREEZE_SCOPES[scope],
        reason=reason,
        placed_at=request.at,
        lifted_at=0,
        placed_by=placed_by,
    )
    tx.rows(HOLDER_FREEZES).add(row)
    _emit(tx, "holder.frozen", request.at, holder, row)
    return HolderFrozen(holder=holder.id, holder_freeze=row.id, wallets_frozen=frozen)


def _freeze(tx: Tx, request: Request[FreezeHolder]) -> HolderFrozen | Refusal:
    """Refuses: `reference_invalid` (no reason), `request_malformed` (scope), `holder_not_found`."""
    command = request.command
    if refusal := order_refusal(command.reason):
        return refusal
    if command.scope not in _SCOPES:
        return Refusal("request_malformed", "scope")
    holder = tx.rows(HOLDERS).get(command.holder)
    if holder is None:
        return Refusal("holder_not_found")
    return freeze_holder(tx, request, holder, command.scope, command.reason, command.placed_by)


def _touch_freeze(tx: Tx, requests: Sequence[Request[FreezeHolder]]) -> Iterator[None]:
    yield from touch_wallets_of(tx, {request.command.holder for request in requests})


def touch_lifting(tx: Tx, holder_freezes: Iterable[int]) -> None:
    """Names freezes of holders with their parts."""
    wanted = sorted(set(holder_freezes))
    tx.want(HOLDER_FREEZES, wanted)
    tx.want(FREEZES, [part[1] for part in holder_freeze_parts(tx.connection, wanted)])


def _touch_unfreeze(tx: Tx, requests: Sequence[Request[UnfreezeHolder]]) -> Iterator[None]:
    yield from touch_wallets_of(tx, {request.command.holder for request in requests})
    touch_lifting(tx, {request.command.holder_freeze for request in requests})


def lift_holder(tx: Tx, request: Request, holder: Holder, row: HolderFreeze) -> HolderUnfrozen:
    """Lifts what is left of a freeze of a locked holder."""
    lifted = 0
    for _, number, wallet in holder_freeze_parts(tx.connection, [row.id]):
        part = tx.rows(FREEZES).get(number)
        if part is not None and not part.lifted_at:
            done = unfreeze(tx, request.about(UnfreezeWallet(wallet, number)))
            lifted += not isinstance(done, Refusal)
    row.lifted_at = request.at
    tx.rows(HOLDER_FREEZES).changed(row)
    _emit(tx, "holder.unfrozen", request.at, holder, row)
    return HolderUnfrozen(holder=holder.id, holder_freeze=row.id, wallets_unfrozen=lifted)


def _unfreeze(tx: Tx, request: Request[UnfreezeHolder]) -> HolderUnfrozen | Refusal:
    """Refuses: `holder_not_found`, `holder_not_frozen`."""
    command = request.command
    holder = tx.rows(HOLDERS).get(command.holder)
    if holder is None:
        return Refusal("holder_not_found")
    row = tx.rows(HOLDER_FREEZES).get(command.holder_freeze)
    if row is None or row.holder != holder.id or row.lifted_at:
        return Refusal("holder_not_frozen")
    return lift_holder(tx, request, holder, row)


def _emit(tx: Tx, kind: str, at: int, holder: Holder, row: HolderFreeze) -> None:
    emit(tx, kind, at, holder.operator, HolderFreezeData(holder=holder.id, holder_freeze=row.id))


OPERATIONS: Final = (
    Operation("freeze_holder", FreezeHolder, HolderFrozen, _touch_freeze, one_by_one(_freeze), True),
    Operation("unfreeze_holder", UnfreezeHolder, HolderUnfrozen, _touch_unfreeze, one_by_one(_unfreeze), True),
)
