"""Hong Kong's whitelists; visitors' wallets topped up by card."""

from collections.abc import Sequence

from jiaozi.access import ownership
from jiaozi.access.permissions import Ownership
from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Placed, need
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.kinds import AcquirerNo, CardLoadNo, Count, Fen, FenOrZero, Instant, InstitutionNo, WalletNo
from jiaozi.records import dataclass
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.wallets import store
from jiaozi.wallets.card_bounces import BounceCardReturn, CardReturnBounced
from jiaozi.wallets.cards import AcquirerOpened, CardLoaded, CardsReturned, LoadByCard, OpenAcquirer, ReturnToCards
from jiaozi.wallets.whitelist import Activity, RegisterWhitelist, WhitelistRegistered
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "visitors")


def _acquirers(connection: Connection, command: OpenAcquirer) -> Sequence[Ownership]:
    """The operator of an acquirer, and the bank of its account."""
    return [Ownership(command.operator), *whose.bank_account(command.bank_account)(connection)]


ACQUIRER = owners.Owner(lambda _, command: lambda at: _acquirers(at, command), "bank_account_not_found")
CARD_LOAD = owners.behind("card_load", store.card_load, lambda row: whose.wallet(row.wallet), "card_load_not_found")
WALLET = owners.wallet()

router.act(RegisterWhitelist, WhitelistRegistered, "/whitelists", owner=owners.institution(), status=201)
router.act(OpenAcquirer, AcquirerOpened, "/acquirers", owner=ACQUIRER, status=201)
router.act(LoadByCard, CardLoaded, "/wallets/{wallet}/card-loads", owner=WALLET, status=201, dry_run=True)
router.act(BounceCardReturn, CardReturnBounced, "/card-loads/{card_load}/bounce", owner=CARD_LOAD)
router.act(ReturnToCards, CardsReturned, "/wallets/{wallet}/card-returns", owner=WALLET, dry_run=True)


@dataclass(frozen=True, slots=True)
class WhitelistActivityView:
    """An activity of an operator's whitelist, and how many numbers it brought."""

    activity: Activity
    numbers: Count


@dataclass(frozen=True, slots=True)
class CardLoadView:
    """A top-up by card, and what of it went back."""

    id: CardLoadNo
    wallet: WalletNo
    acquirer: AcquirerNo
    card_masked: str
    amount_minor: Fen
    returned_minor: FenOrZero
    at: Instant


@router.get("/institutions/{institution}/whitelists")
async def list_whitelists(desk: At, institution: InstitutionNo) -> Page[WhitelistActivityView]:
    """The activities of an operator's whitelist; the numbers themselves are not kept."""

    def job(connection: Connection) -> Page[WhitelistActivityView]:
        desk.check_own("read_whitelists", [Ownership(institution)])
        need(INSTITUTIONS.read(connection, [institution]) or None, "institution_not_found")
        return Page(tuple(WhitelistActivityView(*row) for row in store.whitelists_of(connection, institution)))

    return await desk.read("read_whitelists", job)


@router.get("/wallets/{wallet}/card-loads")
async def list_card_loads(desk: At, wallet: WalletNo, paging: Paging) -> Page[CardLoadView]:
    """A wallet's top-ups by card, oldest first, and what of each went back."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[CardLoadView]]:
        row = need(store.wallet(connection, wallet), "wallet_not_found")
        desk.check_own("read_card_loads", [ownership.of_wallet(connection, row)], "wallet_not_found")
        rows = store.card_loads_of(connection, row.id, after[0], limit)
        return [((found.id,), view(CardLoadView, found)) for found in rows]

    return await desk.listing("read_card_loads", f"card-loads:{wallet}", paging, job)
