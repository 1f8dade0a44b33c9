"""Holders as a whole: freezes of all their wallets, guardians, estates."""

from typing import Any

from starlette.responses import Response

from jiaozi.access.ownership import NOBODYS, of_freeze
from jiaozi.access.permissions import Ownership
from jiaozi.api import render
from jiaozi.api.desk import At, Placed, need, number
from jiaozi.api.routes.common import holder_owner, placer
from jiaozi.api.routing import Paging, Router
from jiaozi.api.views import money, placed_by
from jiaozi.clock import format_time, parse_time
from jiaozi.db.engine import Connection
from jiaozi.ids import encode_id
from jiaozi.people import store
from jiaozi.people.aliases import ForgetDetail
from jiaozi.people.estates import Heir, OpenEstate, SettleEstate
from jiaozi.people.guardians import AppointGuardian, EndGuardianship
from jiaozi.people.model import Estate, EstatePart, Guardianship
from jiaozi.wallets.holder_freezes import FreezeHolder, UnfreezeHolder
from jiaozi.wallets.model import FREEZE_SCOPES, HolderFreeze
from jiaozi.wallets.store import holder as holder_row
from jiaozi.wallets.store import holder_freezes_of, holder_freezes_page
from jiaozi.wire import people as wire
from jiaozi.wire.access import Proposed
from jiaozi.wire.base import HolderId, Nothing, Page
from jiaozi.wire.wallets import Lifting

router = Router("/v1", "people")
_SCOPES = {int(scope): name for name, scope in FREEZE_SCOPES.items()}


@router.post("/holders/{holder}/freezes", status=201, answer=wire.HolderFrozen)
async def freeze_holder(desk: At, holder: HolderId, body: wire.HolderFreezing) -> Response:
    """Freezes all wallets of a holder, sub-wallets too; it opens none while the freeze lasts."""
    command = FreezeHolder(number(holder), body.scope, body.reason, placer(desk.principal))
    return await desk.act(command, holder_owner(command.holder), missing="holder_not_found", status=201)


@router.get("/holders/{holder}/freezes", answer=Page[wire.HolderFreeze])
async def list_holder_freezes(desk: At, paging: Paging, holder: HolderId) -> Any:
    """A holder's freezes, lifted ones too, oldest first."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[wire.HolderFreeze]]:
        desk.check_own("read_wallet", holder_owner(number(holder))(connection), "holder_not_found")
        rows = holder_freezes_page(connection, number(holder), after[0], limit)
        return [((row.id,), _freeze(row)) for row in rows]

    return await desk.listing("read_wallet", f"holder_freezes:{number(holder)}", paging, job)


@router.post("/holders/{holder}/freezes/{freeze}/lifting", status=202, answer=Proposed)
async def propose_unfreeze_holder(desk: At, holder: HolderId, freeze: wire.HolderFreezeId, body: Lifting) -> Response:
    """Proposes to lift a freeze of a holder from all its wallets; a second person approves it. What the central bank
    placed only its people lift."""
    command = UnfreezeHolder(number(holder), number(freeze))

    def owners(connection: Connection) -> list[Ownership]:
        row = need(holder_row(connection, command.holder), "holder_not_found")
        desk.check_own("unfreeze_holder", [Ownership(row.operator)], "holder_not_found")
        found = next((each for each in holder_freezes_of(connection, row.id) if each.id == command.holder_freeze), None)
        return [of_freeze(need(found, "holder_not_frozen"), row)]

    return await desk.act(command, owners, reason=body.reason)


def _freeze(row: HolderFreeze) -> wire.HolderFreeze:
    return wire.HolderFreeze(
        id=encode_id("hfz", row.id),
        holder=encode_id("hld", row.holder),
        scope=_SCOPES[row.scope],
        reason=row.reason,
        placed_at=format_time(row.placed_at),
        lifted_at=render.moment(row.lifted_at),
        placed_by=placed_by(row),
    )


@router.post("/holders/{holder}/forgotten-details", status=202, answer=Proposed)
async def propose_forgetting(desk: At, holder: HolderId, body: wire.DetailForgetting) -> Response:
    """Proposes to forget a holder's phone, name or bank account, to be given anew; a second person approves it."""
    command = ForgetDetail(number(holder), body.detail, body.check)
    return await desk.act(command, holder_owner(command.holder), missing="holder_not_found", reason=body.reason)


@router.post("/holders/{holder}/guardians", status=202, answer=Proposed)
async def propose_guardian(desk: At, holder: HolderId, body: wire.GuardianProposal) -> Response:
    """Proposes that another holder acts for this one until a day; a second person approves it."""
    command = AppointGuardian(number(holder), number(body.guardian), parse_time(body.until), tuple(body.papers))

    def owners(connection: Connection) -> list[Ownership]:
        sides = [holder_owner(side)(connection) for side in (command.ward, command.guardian)]
        return [owner for side in sides for owner in side or (NOBODYS,)]

    return await desk.act(command, owners, missing="holder_not_found", reason=body.reason)


@router.get("/holders/{holder}/guardians", answer=Page[wire.Guardianship])
async def list_guardians(desk: At, holder: HolderId) -> Page[wire.Guardianship]:
    """A holder's guardianships, ended ones too, oldest first."""

    def job(connection: Connection) -> Page[wire.Guardianship]:
        desk.check_own("read_guardianship", holder_owner(number(holder))(connection), "holder_not_found")
        rows = store.guardianships_of(connection, number(holder))
        return Page[wire.Guardianship](items=[_guardianship(row) for row in rows])

    return await desk.read("read_guardianship", job)


@router.post("/guardianships/{guardianship}/end", answer=wire.GuardianshipEnded)
async def end_guardianship(desk: At, guardianship: wire.GuardianshipId, _: Nothing | None = None) -> Response:
    """The operator ends a guardianship now."""
    command = EndGuardianship(number(guardianship))

    def owners(connection: Connection) -> list[Ownership]:
        row = store.guardianship(connection, command.guardianship)
        return [] if row is None else list(holder_owner(row.ward)(connection))

    return await desk.act(command, owners, missing="guardianship_not_found")


def _guardianship(row: Guardianship) -> wire.Guardianship:
    return wire.Guardianship(
        id=encode_id("grd", row.id),
        ward=encode_id("hld", row.ward),
        guardian=encode_id("hld", row.guardian),
        until_at=format_time(row.until_at),
        papers=row.papers.split(","),
        appointed_at=format_time(row.appointed_at),
        ended_at=render.moment(row.ended_at),
    )


@router.post("/holders/{holder}/estate", status=202, answer=Proposed)
async def propose_estate(desk: At, holder: HolderId, body: wire.EstateProposal) -> Response:
    """Proposes to freeze all wallets of a holder who died; a second person approves it."""
    command = OpenEstate(number(holder), tuple(body.papers))
    return await desk.act(command, holder_owner(command.holder), missing="holder_not_found", reason=body.reason)


@router.post("/holders/{holder}/estate/settlement", status=202, answer=Proposed)
async def propose_settlement(desk: At, holder: HolderId, body: wire.SettlementProposal) -> Response:
    """Proposes to move all that a holder left to the heirs and to close its wallets; a second person approves it."""
    command = SettleEstate(number(holder), tuple(_heir(each) for each in body.heirs), tuple(body.papers))
    return await desk.act(command, holder_owner(command.holder), missing="holder_not_found", reason=body.reason)


def _heir(body: wire.HeirShare) -> Heir:
    return Heir(number(body.wallet), body.fixed.minor if body.fixed else 0, body.share_ppm)


@router.get("/holders/{holder}/estate", answer=wire.Estate)
async def get_estate(desk: At, holder: HolderId) -> wire.Estate:
    """What a holder left, and who got it."""

    def job(connection: Connection) -> wire.Estate:
        desk.check_own("read_estate", holder_owner(number(holder))(connection), "holder_not_found")
        row = need(store.estate(connection, number(holder)), "estate_not_found")
        return _estate(row, store.estate_parts(connection, row.holder))

    return await desk.read("read_estate", job)


def _estate(row: Estate, parts: list[EstatePart]) -> wire.Estate:
    return wire.Estate(
        holder=encode_id("hld", row.holder),
        holder_freeze=encode_id("hfz", row.holder_freeze),
        papers=row.papers.split(","),
        opened_at=format_time(row.opened_at),
        heirs=[_part(part) for part in parts],
        heir_papers=row.heir_papers.split(",") if row.heir_papers else [],
        amount=money(row.amount_minor) if row.settled_at else None,
        interest=money(row.interest_minor) if row.settled_at else None,
        journal=render.identifier("jnl", row.journal),
        settled_at=render.moment(row.settled_at),
    )


def _part(part: EstatePart) -> wire.EstatePart:
    fixed, amount = money(part.fixed_minor), money(part.amount_minor)
    return wire.EstatePart(heir=encode_id("wal", part.heir), fixed=fixed, share_ppm=part.share_ppm, amount=amount)
