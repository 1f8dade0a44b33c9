"""Claims on their holder's side: what each would pay at a store, what it paid; giving it back, passing it on."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import BeforeValidator, Field

from jiaozi.api import owners, whose
from jiaozi.api.acts import Acts
from jiaozi.api.desk import At, Desk, Placed, need
from jiaozi.api.filters import digits
from jiaozi.api.routing import Paging
from jiaozi.db.engine import Connection
from jiaozi.details import zh_of
from jiaozi.kinds import (
    ClaimNo,
    Count,
    Fen,
    FenOrZero,
    Instant,
    MerchantNo,
    Name,
    OrNone,
    PaymentNo,
    ProgramNo,
    StoreNo,
    WalletNo,
)
from jiaozi.money import AMOUNT_MAX
from jiaozi.payments import store as payments
from jiaozi.payments.passing import ClaimPassed, PassClaim, passing_rule
from jiaozi.programs import store as rows
from jiaozi.programs.claiming import ClaimGivenBack, GiveBackClaim
from jiaozi.programs.evaluate import RULES, NotSo, Purchase, payer_of
from jiaozi.programs.model import Claim, ClaimState, ClaimStateNumber, ProgramKindNumber
from jiaozi.programs.places import store as places
from jiaozi.programs.places.spots import Spot, versions_named
from jiaozi.programs.schema import PROGRAMS
from jiaozi.programs.sources import Candidate, quote
from jiaozi.programs.spending import may_give
from jiaozi.programs.terms import Terms, named_places
from jiaozi.programs.withdrawing import ClaimWithdrawn, WithdrawClaim, withdrawal_rule
from jiaozi.records import dataclass
from jiaozi.wallets.model import Wallet
from jiaozi.wallets.schema import WALLETS
from jiaozi.wire.pages import Page
from jiaozi.wire.shapes import view

router = Acts("/v1", "programs")
router.act(GiveBackClaim, ClaimGivenBack, "/wallets/{wallet}/claims/{claim}/surrender", owner=owners.wallet())
router.act(WithdrawClaim, ClaimWithdrawn, "/wallets/{wallet}/claims/{claim}/withdrawal", owner=owners.wallet())
router.act(PassClaim, ClaimPassed, "/wallets/{wallet}/claims/{claim}/transfer", owner=owners.wallet(), status=201)


@dataclass(frozen=True, slots=True)
class WalletClaimView:
    """A claim as its holder sees it, how often it was passed on before it had it, and whether it may make it its own
    money now or pass it on. Where a store and an amount were asked about: what it would `pay` of that alone, or null,
    and then the rule that forbids it, with why in both languages."""

    id: ClaimNo
    program: ProgramNo
    kind: ProgramKindNumber
    name_en: Name
    name_zh: Name
    value_minor: Fen
    left_minor: FenOrZero
    state: ClaimStateNumber
    claimed_at: Instant
    expires_at: Instant
    passes: Count
    withdrawable: bool
    transferable: bool
    pays_minor: OrNone[Fen]
    rule: str | None
    why_en: str | None
    why_zh: str | None


@dataclass(frozen=True, slots=True)
class PaymentSourceView:
    """What a claim paid of a payment, and what of that came back."""

    n: Count
    claim: ClaimNo
    program: ProgramNo
    amount_minor: Fen
    returned_minor: FenOrZero


_Amount = Annotated[
    int | None,
    Field(ge=1, le=AMOUNT_MAX, description="Fen: what each claim would pay of so much at the store"),
    BeforeValidator(digits),
]


_Store = Annotated[StoreNo | None, Field(description="What each claim would pay at this store")]


@router.get("/wallets/{wallet}/claims")
async def list_wallet_claims(
    desk: At,
    wallet: WalletNo,
    paging: Paging,
    store: _Store = None,
    amount: _Amount = None,
) -> Page[WalletClaimView]:
    """A wallet's claims, oldest first; with a store and an amount, what each would pay of that alone, or why not."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[WalletClaimView]]:
        row = whose.own_wallet(desk, connection, wallet, "read_claims")
        asked = _purchase(desk, connection, row, store, amount) if store and amount else None
        found, now = rows.claims_of(connection, row.id, after[0], limit), desk.platform.clock.now()
        return _claims(connection, row, found, asked, now)

    return await desk.listing("read_claims", f"claims:{wallet}", paging, job)


def _purchase(desk: Desk, connection: Connection, payer: Wallet, shop: StoreNo, amount: int) -> Purchase:
    place = need(payments.store(connection, shop), "store_not_found")
    merchant = need(payments.merchant(connection, place.merchant), "store_not_found")
    return Purchase(
        at=desk.platform.clock.now(),
        amount_minor=amount,
        store=place.id,
        merchant=merchant.id,
        category=merchant.category,
        region=place.region,
        payer=payer_of(payer),
    )


def _claims(
    connection: Connection, wallet: Wallet, claims: list[Claim], asked: Purchase | None, now: int
) -> list[Placed[WalletClaimView]]:
    programs = {row.id: row for row in PROGRAMS.read(connection, {each.program for each in claims})}
    pockets = rows.pockets_of(connection, wallet.id, programs)
    terms = rows.terms_of(connection, {row.terms for row in programs.values()})
    funders = {row.id: row for row in WALLETS.read(connection, {row.funder for row in programs.values()})}
    shown: list[Placed[WalletClaimView]] = []
    asked = None if asked is None else asked._replace(spots=_spots(connection, asked.store, terms.values()))
    for each in claims:
        program = programs[each.program]
        still = not may_give(funders[program.funder])
        merchant = MerchantNo(0) if asked is None else asked.merchant
        agreed = rows.bears(connection, program, terms[program.terms], merchant)
        candidate = Candidate(each, program, pockets[each.program], terms[program.terms], still, agreed)
        shown.append(((each.id,), _claim(candidate, asked, now)))
    return shown


def _spots(connection: Connection, store: StoreNo, terms: Iterable[Terms]) -> tuple[Spot, ...]:
    """The places of a store as terms see them."""
    parts = [part for each in terms for part in named_places(each)]
    if not parts:
        return ()
    known = places.lists(connection, versions_named(parts))
    return places.spots_of(places.entries_of(connection, [store])[store], known)


def _claim(candidate: Candidate, asked: Purchase | None, now: int) -> WalletClaimView:
    claim, program, terms = candidate.claim, candidate.program, candidate.terms
    open_one = asked is not None and claim.state == ClaimState.OPEN
    found = quote(asked, candidate) if asked is not None and open_one else 0
    rule = found.rule if isinstance(found, NotSo) else None
    return view(
        WalletClaimView,
        claim,
        kind=program.kind,
        name_en=program.name_en,
        name_zh=program.name_zh,
        transferable=claim.state == ClaimState.OPEN and not passing_rule(terms, program, claim, now),
        withdrawable=claim.state == ClaimState.OPEN and not withdrawal_rule(terms, program, claim, now),
        pays_minor=0 if isinstance(found, NotSo) else found,
        rule=rule,
        why_en=None if rule is None else RULES[rule],
        why_zh=None if rule is None else zh_of(RULES[rule]),
    )


@router.get("/payments/{payment}/sources")
async def list_payment_sources(desk: At, payment: PaymentNo, paging: Paging) -> Page[PaymentSourceView]:
    """What claims of programs paid of a payment, in the order in which they were drawn on: for the payer's side."""

    def job(connection: Connection, after: tuple[int, ...], limit: int) -> list[Placed[PaymentSourceView]]:
        row = need(payments.payment(connection, payment), "payment_not_found")
        desk.check_own("read_claims", whose.wallet(row.payer)(connection), "payment_not_found")
        found = [each for each in rows.sources_page(connection, row.id) if each.claim and each.n >= after[0]]
        shown: list[Placed[PaymentSourceView]] = [((each.n + 1,), view(PaymentSourceView, each)) for each in found]
        return shown[:limit]

    return await desk.listing("read_claims", f"sources:{payment}", paging, job)
