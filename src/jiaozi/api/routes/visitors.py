"""Hong Kong's whitelists; visitors' wallets topped up by card."""

from typing import Any

from starlette.responses import Response

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api import views
from jiaozi.api.desk import At, DryRun, need, number
from jiaozi.api.routes.common import bank_account_owner, institution_owner, wallet_owner
from jiaozi.api.routing import Paging, Router
from jiaozi.clock import format_time
from jiaozi.db.engine import Connection
from jiaozi.ids import encode_id
from jiaozi.wallets.card_bounces import BounceCardReturn
from jiaozi.wallets.cards import LoadByCard, OpenAcquirer, ReturnToCards
from jiaozi.wallets.store import card_load as card_load_row
from jiaozi.wallets.store import card_loads_of, whitelists_of
from jiaozi.wallets.store import wallet as wallet_row
from jiaozi.wallets.whitelist import RegisterWhitelist
from jiaozi.wire import visitors as wire
from jiaozi.wire.base import InstitutionId, Nothing, Page, WalletId

router = Router("/v1", "visitors")


@router.post("/whitelists", status=201, answer=wire.WhitelistRegistered)
async def register_whitelist(desk: At, body: wire.WhitelistRegistration) -> Response:
    """An operator registers its customers in Hong Kong for an activity, while a whitelist decides who may open."""
    command = RegisterWhitelist(number(body.operator), body.activity, tuple(body.phones))
    return await desk.act(command, institution_owner(command.operator), status=201)


@router.get("/institutions/{institution}/whitelists", answer=Page[wire.WhitelistActivity])
async def list_whitelists(desk: At, institution: InstitutionId) -> Page[wire.WhitelistActivity]:
    """The activities of an operator's whitelist; the numbers themselves are not kept."""

    def job(connection: Connection) -> Page[wire.WhitelistActivity]:
        desk.check_own("read_whitelists", [Ownership(number(institution))])
        rows = whitelists_of(connection, number(institution))
        return Page[wire.WhitelistActivity](
            items=[wire.WhitelistActivity(activity=activity, numbers=count) for activity, count in rows]
        )

    return await desk.read("read_whitelists", job)


@router.post("/acquirers", status=201, answer=wire.AcquirerOpened)
async def open_acquirer(desk: At, body: wire.AcquirerOpening) -> Response:
    """An operator registers an acquirer of foreign cards; the bank account becomes the acquirer's own."""
    command = OpenAcquirer(number(body.operator), number(body.bank_account), body.name)

    def owners(connection: Connection) -> list[Ownership]:
        banks = bank_account_owner(command.bank_account)(connection)
        return [Ownership(command.operator), *banks]

    return await desk.act(command, owners, missing="bank_account_not_found", status=201)


@router.post("/wallets/{wallet}/card-loads", status=201, answer=wire.CardLoaded)
async def load_by_card(desk: At, wallet: WalletId, body: wire.CardTopUp, dry_run: DryRun = False) -> Response:
    """The operator tops a visitor's wallet up with what its acquirer took from a card."""
    card = (body.network, body.card, body.last_four)
    command = LoadByCard(number(wallet), number(body.acquirer), *card, body.amount.minor, body.reference)
    owners = wallet_owner(command.wallet)
    return await desk.act(command, owners, missing="wallet_not_found", status=201, dry_run=dry_run)


@router.get("/wallets/{wallet}/card-loads", answer=Page[wire.CardLoad])
async def list_card_loads(desk: At, wallet: WalletId, paging: Paging) -> dict[str, Any]:
    """A wallet's top-ups by card, oldest first, and what of each went back."""
    listing = f"card-loads:{wallet}"
    (after,) = desk.start(listing, paging.cursor, (0,))

    def job(connection: Connection) -> list[wire.CardLoad]:
        row = need(wallet_row(connection, number(wallet)), "wallet_not_found")
        desk.check_own("read_card_loads", [ownership.of_wallet(connection, row)], "wallet_not_found")
        return [
            wire.CardLoad(
                id=encode_id("cld", found.id),
                wallet=encode_id("wal", found.wallet),
                acquirer=encode_id("acq", found.acquirer),
                card_masked=found.card_masked,
                amount=views.money(found.amount_minor),
                returned=views.money(found.returned_minor),
                at=format_time(found.at),
            )
            for found in card_loads_of(connection, row.id, after, paging.limit + 1)
        ]

    found = await desk.read("read_card_loads", job)
    return desk.page(listing, found, [(number(row.id),) for row in found], paging.limit, paging.cursor)


@router.post("/card-loads/{card_load}/bounce", answer=wire.CardReturnBounced)
async def bounce_card_return(desk: At, card_load: wire.CardLoadId, body: wire.CardBounce) -> Response:
    """The operator takes back what its acquirer could not credit to a card; nothing goes to that card again."""
    command = BounceCardReturn(number(card_load), body.amount.minor)

    def owners(connection: Connection) -> list[Ownership]:
        row = card_load_row(connection, command.card_load)
        return [] if row is None else [*wallet_owner(row.wallet)(connection)]

    return await desk.act(command, owners, missing="card_load_not_found")


@router.post("/wallets/{wallet}/card-returns", answer=wire.CardsReturned)
async def return_to_cards(desk: At, wallet: WalletId, _: Nothing | None = None, dry_run: DryRun = False) -> Response:
    """Gives what a visitor has not spent back to the cards it came from, never more than came from each."""
    command = ReturnToCards(number(wallet))
    return await desk.act(command, wallet_owner(command.wallet), missing="wallet_not_found", dry_run=dry_run)
