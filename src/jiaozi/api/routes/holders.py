"""Holders as a whole: freezes of all their wallets, guardians, estates."""

from collections.abc import Sequence

from jiaozi.access.ownership import NOBODYS, of_freeze, of_wallets
from jiaozi.access.permissions import Ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, Owners, Placed, need
from jiaozi.api.owners import Owner
from jiaozi.api.routes.freezes import PlacedBy, placed_by, placer
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.kinds import (
    Fen,
    FenOrZero,
    GuardianshipNo,
    HolderFreezeNo,
    HolderNo,
    Instant,
    JournalNo,
    OrNone,
    PaymentNo,
    Ppm,
    Reason,
    RefundNo,
    Sha256,
    WalletNo,
)
from jiaozi.payments.store import owed_of
from jiaozi.people import store
from jiaozi.people.aliases import DetailForgotten, ForgetDetail
from jiaozi.people.estates import EstateOpened, EstateSettled, OpenEstate, SettleEstate
from jiaozi.people.guardians import AppointGuardian, EndGuardianship, GuardianAppointed, GuardianshipEnded
from jiaozi.people.model import Estate, EstatePart, Guardianship, Papers
from jiaozi.records import dataclass
from jiaozi.wallets.holder_freezes import FreezeHolder, HolderFrozen, HolderUnfrozen, UnfreezeHolder
from jiaozi.wallets.model import FreezeScopeNumber, HolderFreeze
from jiaozi.wallets.store import holder as holder_row
from jiaozi.wallets.store import holder_freezes_of, holder_freezes_page, wallets_of_holder
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "people")


@dataclass(frozen=True, slots=True)
class GuardianProposal:
    """Proposes that another holder, a customer of the same operator, acts for this one until a day; a second person
    approves it. `papers` are SHA-256 digests, in hexadecimal, of what shows it, such as a court's order."""

    holder: HolderNo
    guardian: HolderNo
    until: Instant
    papers: Papers

    def command(self, _: Desk) -> AppointGuardian:
        """The command that it asks for."""
        return AppointGuardian(self.holder, self.guardian, self.until, self.papers)


def _guardian_owners(_: Desk, command: AppointGuardian) -> Owners:
    """Both have to be the operator's; one that is not there is nobody's."""

    def find(connection: Connection) -> Sequence[Ownership]:
        sides = [whose.holder(side)(connection) for side in (command.ward, command.guardian)]
        return [owner for side in sides for owner in side or (NOBODYS,)]

    return find


def _freeze_owner(desk: Desk, command: UnfreezeHolder) -> Owners:
    """A freeze is its placer's; who may not see the holder is told of neither."""

    def find(connection: Connection) -> Sequence[Ownership]:
        row = need(holder_row(connection, command.holder), "holder_not_found")
        desk.check_own("unfreeze_holder", [Ownership(row.operator)], "holder_not_found")
        found = next((each for each in holder_freezes_of(connection, row.id) if each.id == command.holder_freeze), None)
        return [of_freeze(need(found, "holder_not_frozen"), row)]

    return find


router.act(
    FreezeHolder, HolderFrozen, "/holders/{holder}/freezes", owner=owners.holder(), status=201,
    fill=lambda desk: {"placed_by": placer(desk.principal)},
)  # fmt: skip
router.act(
    UnfreezeHolder, HolderUnfrozen, "/holders/{holder}/freezes/{holder_freeze}/lifting",
    owner=Owner(_freeze_owner, "forbidden"), proposed=True, name="propose_unfreeze_holder",
)  # fmt: skip
router.act(
    ForgetDetail, DetailForgotten, "/holders/{holder}/forgotten-details",
    owner=owners.holder(), proposed=True, name="propose_forgetting",
)  # fmt: skip
router.act(
    GuardianProposal, GuardianAppointed, "/holders/{holder}/guardians",
    owner=Owner(_guardian_owners, "holder_not_found"), proposed=True, make=GuardianProposal.command,
    name="propose_guardian",
)  # fmt: skip
router.act(EndGuardianship, GuardianshipEnded, "/guardianships/{guardianship}/ending", owner=owners.guardianship())
router.act(
    OpenEstate, EstateOpened, "/holders/{holder}/estate", owner=owners.holder(), proposed=True, name="propose_estate"
)
router.act(
    SettleEstate, EstateSettled, "/holders/{holder}/estate/settlement",
    owner=owners.holder(), proposed=True, name="propose_settlement",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class HolderFreezeView:
    """A freeze of all wallets of a holder; `lifted_at` is null while it is in force. `placed_by` is the side that lifts
    it, as the central bank may."""

    id: HolderFreezeNo
    holder: HolderNo
    scope: FreezeScopeNumber
    reason: Reason
    placed_at: Instant
    lifted_at: OrNone[Instant]
    placed_by: PlacedBy


@dataclass(frozen=True, slots=True)
class OwedRefundView:
    """What a refund could not bring to a wallet that was closed: it waits for the holder, and is `paid_into` a wallet
    as soon as the holder has one there, since when `claimed_at` is not null. When the heirs were given it, `paid_into`
    stays null."""

    id: RefundNo
    payment: PaymentNo
    wallet: WalletNo
    holder: HolderNo
    amount_minor: Fen
    at: Instant
    paid_into: OrNone[WalletNo]
    claimed_at: OrNone[Instant]


@router.get("/holders/{holder}/owed-refunds")
async def list_owed_refunds(desk: At, holder: HolderNo, paging: Paging) -> Page[OwedRefundView]:
    """Refunds that found the holder without a wallet, oldest first; companies and merchants read their own wallets'."""
    action = "read_owed_refunds"

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[OwedRefundView]]:
        sides = of_wallets(connection, wallets_of_holder(connection, holder))
        desk.check_own(action, list(sides.values()), "holder_not_found", either=True)
        own = [WalletNo(number) for number, side in sides.items() if desk.may(action, [side])]
        among = own if len(own) < len(sides) else []
        return [((row.id,), view(OwedRefundView, row)) for row in owed_of(connection, holder, among, after[0], limit)]

    return await desk.listing(action, f"owed-refunds:{holder}", paging, job)


@dataclass(frozen=True, slots=True)
class GuardianshipView:
    """Who acts for a holder, until when, and on which papers (their digests)."""

    id: GuardianshipNo
    ward: HolderNo
    guardian: HolderNo
    until_at: Instant
    papers: tuple[Sha256, ...]
    appointed_at: Instant
    ended_at: OrNone[Instant]


@dataclass(frozen=True, slots=True)
class EstatePartView:
    """What an heir was to get, a fixed amount and a share of the rest, and what it got."""

    heir: WalletNo
    fixed_minor: FenOrZero
    share_ppm: Ppm
    amount_minor: FenOrZero


@dataclass(frozen=True, slots=True)
class EstateView:
    """What a holder left who died. `amount` is what was in the wallets and what refunds had waited for the holder; it,
    `interest` and `journal` are null until the estate is settled."""

    holder: HolderNo
    holder_freeze: HolderFreezeNo
    papers: tuple[Sha256, ...]
    opened_at: Instant
    heirs: tuple[EstatePartView, ...]
    heir_papers: tuple[Sha256, ...]
    amount_minor: FenOrZero | None
    interest_minor: FenOrZero | None
    journal: OrNone[JournalNo]
    settled_at: OrNone[Instant]


@router.get("/holders/{holder}/freezes")
async def list_holder_freezes(desk: At, paging: Paging, holder: HolderNo) -> Page[HolderFreezeView]:
    """A holder's freezes, lifted ones too, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[HolderFreezeView]]:
        desk.check_own("read_wallet", whose.holder(holder)(connection), "holder_not_found")
        return [((row.id,), _freeze(row)) for row in holder_freezes_page(connection, holder, after[0], limit)]

    return await desk.listing("read_wallet", f"holder_freezes:{holder}", paging, job)


def _freeze(row: HolderFreeze) -> HolderFreezeView:
    return view(HolderFreezeView, row, placed_by=placed_by(row))


@router.get("/holders/{holder}/guardians")
async def list_guardians(desk: At, holder: HolderNo) -> Page[GuardianshipView]:
    """A holder's guardianships, ended ones too, oldest first."""

    def job(connection: Connection) -> Page[GuardianshipView]:
        desk.check_own("read_guardianship", whose.holder(holder)(connection), "holder_not_found")
        return Page(tuple(_guardianship(row) for row in store.guardianships_of(connection, holder)))

    return await desk.read("read_guardianship", job)


def _guardianship(row: Guardianship) -> GuardianshipView:
    return view(GuardianshipView, row, papers=_papers(row.papers))


def _papers(text: str) -> tuple[str, ...]:
    return tuple(text.split(",")) if text else ()


@router.get("/holders/{holder}/estate")
async def get_estate(desk: At, holder: HolderNo) -> EstateView:
    """What a holder left, and who got it."""

    def job(connection: Connection) -> EstateView:
        desk.check_own("read_estate", whose.holder(holder)(connection), "holder_not_found")
        row = need(store.estate(connection, holder), "estate_not_found")
        return _estate(row, store.estate_parts(connection, row.holder))

    return await desk.read("read_estate", job)


def _estate(row: Estate, parts: Sequence[EstatePart]) -> EstateView:
    return view(
        EstateView,
        row,
        papers=_papers(row.papers),
        heirs=tuple(view(EstatePartView, part) for part in parts),
        heir_papers=_papers(row.heir_papers),
        amount_minor=row.amount_minor if row.settled_at else None,
        interest_minor=row.interest_minor if row.settled_at else None,
    )
