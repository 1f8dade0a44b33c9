"""Freezes of wallets."""

from collections.abc import Sequence
from typing import Literal

from jiaozi.access import ownership
from jiaozi.access.model import Principal, Role
from jiaozi.access.permissions import Ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, Owners, Placed, need
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.kinds import Fen, FreezeNo, Instant, InstitutionNo, OrNone, Reason, WalletNo
from jiaozi.records import dataclass
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet, WalletFrozen, WalletUnfrozen
from jiaozi.wallets.model import Freeze, FreezeScopeNumber, HolderFreeze
from jiaozi.wallets.store import freezes_of, freezes_page
from jiaozi.wire.base import wrong
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "wallets")


def placer(principal: Principal) -> InstitutionNo:
    """Which institution places a freeze: the central bank, or 0 for the operator's side."""
    return principal.institution if principal.role == Role.CENTRAL_BANK else InstitutionNo(0)


PlacedBy = Literal["operator", "central_bank"]


def placed_by(row: Freeze | HolderFreeze) -> PlacedBy:
    """Whose side placed a freeze, and lifts it."""
    return "central_bank" if row.placed_by else "operator"


def _fitting(command: FreezeWallet, _: Desk) -> FreezeWallet:
    if command.scope == "amount" and not command.amount_minor:
        raise wrong("amount_invalid", "the scope `amount` needs an amount", "范围为 amount 的冻结须填写金额")
    if command.scope != "amount" and command.amount_minor:
        raise wrong("amount_invalid", "an amount belongs to the scope `amount` alone", "仅 amount 范围可填写金额")
    return command


def _placed(desk: Desk, command: UnfreezeWallet) -> Owners:
    """The side that placed a freeze; whoever may not read the wallet is not told whether there is one."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = whose.own_wallet(desk, connection, command.wallet, "unfreeze_wallet")
        found = next((each for each in freezes_of(connection, row.id) if each.id == command.freeze), None)
        return [ownership.of_freeze(need(found, "wallet_not_frozen"), row)]

    return find


PLACED = owners.Owner(_placed, "forbidden")

router.act(
    FreezeWallet,
    WalletFrozen,
    "/wallets/{wallet}/freezes",
    owner=owners.wallet(),
    status=201,
    fill=lambda desk: {"placed_by": placer(desk.principal)},
    make=_fitting,
)
router.act(
    UnfreezeWallet,
    WalletUnfrozen,
    "/wallets/{wallet}/freezes/{freeze}/lifting",
    owner=PLACED,
    proposed=True,
    name="propose_unfreeze",
)


@dataclass(frozen=True, slots=True)
class FreezeView:
    """A freeze of a wallet; `lifted_at` is null while it is in force. `placed_by` is the side that lifts it,
    as the central bank may."""

    id: FreezeNo
    wallet: WalletNo
    scope: FreezeScopeNumber
    amount_minor: OrNone[Fen]
    reason: Reason
    placed_at: Instant
    lifted_at: OrNone[Instant]
    placed_by: PlacedBy


@router.get("/wallets/{wallet}/freezes")
async def list_freezes(desk: At, paging: Paging, wallet: WalletNo) -> Page[FreezeView]:
    """A wallet's freezes, lifted ones too, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[FreezeView]]:
        row = whose.own_wallet(desk, connection, wallet, "read_wallet")
        rows = freezes_page(connection, row.id, after[0], limit)
        return [((each.id,), view(FreezeView, each, placed_by=placed_by(each))) for each in rows]

    return await desk.listing("read_wallet", f"freezes:{wallet}", paging, job)
