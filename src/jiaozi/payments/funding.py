"""What pays a payment: claims of programs first, then the payer's own money; and the moves that this makes."""

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from msgspec import UNSET

from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import ClaimNo, ClaimsNamed, MerchantNo, PaymentNo, StoreNo, WalletNo
from jiaozi.ledger.model import Code, Leg, Posted
from jiaozi.payments.model import Merchant
from jiaozi.payments.rules import Funding, Parties, fee_of
from jiaozi.payments.schema import STORES
from jiaozi.programs.evaluate import GoodsLine, Purchase, payer_of
from jiaozi.programs.places.entries import entries_here, spots_here
from jiaozi.programs.places.spots import Spot
from jiaozi.programs.sources import Draw
from jiaozi.programs.spending import asks_places, draws_of, journal_ways, note_drawn
from jiaozi.scheme.between import Move, fill, legs_of
from jiaozi.wallets.model import Wallet, place_of

_REDEEM: Final = int(Code.REDEEM)


class Drawn(NamedTuple):
    """The legs of a payment that claims pay: what each move is of, the place of its first leg, and for each side that
    gets money its first move."""

    funding: Funding
    legs: list[Leg]
    ways: list[tuple[ClaimNo, WalletNo, int]]
    starts: list[int]
    firsts: list[int]


def funding_of(
    tx: Tx,
    found: Parties,
    store: StoreNo,
    amount: int,
    at: int,
    named: ClaimsNamed = UNSET,
    lines: tuple[GoodsLine, ...] = (),
    *,
    divided: bool = False,
) -> Funding | Refusal | None:
    """What pays an amount at a store, or to a wallet (0); None where it is the payer's own money alone. Refuses:
    `claim_not_found`, `claim_not_applicable`, of claims that are named."""
    claims = None if named is UNSET else named
    if claims == () or (claims is None and not (found.payer.bound and store)):
        return None
    merchant, shop = found.merchant, tx.rows(STORES).get(store) if store else None
    whose = (merchant.id, merchant.category) if merchant is not None else (MerchantNo(0), "")
    region = shop.region if shop is not None else ""
    spots = _spots(tx, found.payer, store) if store else ()
    purchase = Purchase(at, amount, store, *whose, region, payer_of(found.payer), lines, spots)
    divided = divided or bool(found.payee.freezes_out)  # of what it gets nothing may go out again
    draws = draws_of(tx, found.payer, purchase, claims, divided=divided)
    if not isinstance(draws, Refusal) and _too_much(found.merchant, amount, draws):
        draws = draws_of(tx, found.payer, purchase, claims, divided=True)
    if isinstance(draws, Refusal):
        return draws
    return Funding(amount - sum([draw.amount_minor for draw in draws]), draws) if draws else None


def _too_much(merchant: Merchant | None, amount: int, draws: Sequence[Draw]) -> bool:
    """Whether the shares and the fee come to more than a merchant gets: it adds nothing of its own to be paid."""
    borne = sum([draw.borne_minor for draw in draws])
    return borne > 0 and borne + fee_of(merchant, amount) > amount


def touch_stores(tx: Tx, asked: Iterable[tuple[WalletNo, StoreNo]]) -> None:
    """Looks up at once where the locked stores stand at which claims of locked payers are asked that name places."""
    stores = {store for payer, store in asked if store and asks_places(tx, payer)}
    if stores:
        entries_here(tx, stores)


def _spots(tx: Tx, payer: Wallet, store: StoreNo) -> tuple[Spot, ...]:
    """The places of a store as the payer's claims see them: nothing where none names any."""
    named = asks_places(tx, payer.id)
    return spots_here(tx, store, named) if named else ()


def bound_of(funding: Funding | None) -> int:
    """What claims pay of a payment, in minor units."""
    return 0 if funding is None else funding.bound_minor


def borne_of(funding: Funding | None) -> int:
    """What the merchant bears of a payment, in minor units."""
    return 0 if funding is None else sum([draw.borne_minor for draw in funding.draws])


def borne_legs(tx: Tx, payee: Wallet, funding: Funding | None) -> list[Leg] | Refusal:
    """The legs of what the merchant bears, from what it has just got to the pots. Refuses:
    `settlement_cap_exceeded`."""
    draws = [] if funding is None else [draw for draw in funding.draws if draw.borne_minor]
    if not draws:
        return []
    moves = [Move(place_of(payee), draw.candidate.program.pot, draw.borne_minor) for draw in draws]
    legs = legs_of(tx, moves, Code.COFUND)
    return legs if isinstance(legs, Refusal) else legs.legs


def drawn_of(
    tx: Tx, payer: Wallet, funding: Funding, taken: Sequence[tuple[Wallet, int]], code: int
) -> Drawn | Refusal:
    """The legs from what pays to those who get it, in order, the payer's own money first. Refuses:
    `settlement_cap_exceeded`."""
    sources = [(ClaimNo(0), place_of(payer), funding.own_minor, code)] if funding.own_minor else []
    sources += [(each.claim.id, each.place, amount, _REDEEM) for each, amount in funding.draws]
    places = [place_of(wallet) for wallet, _ in taken]
    moves: list[Move] = []
    codes: list[int] = []
    ways: list[tuple[ClaimNo, WalletNo, int]] = []
    firsts: list[int] = []
    for giver, taker, amount in fill([each[2] for each in sources], [amount for _, amount in taken]):
        claim, place, _, why = sources[giver]
        if taker == len(firsts):
            firsts.append(len(moves))
        moves.append(Move(place, places[taker], amount))
        codes.append(why)
        ways.append((claim, taken[taker][0].id, amount))
    legs = legs_of(tx, moves, codes)
    return legs if isinstance(legs, Refusal) else Drawn(funding, legs.legs, ways, legs.starts, firsts)


def note_funding(tx: Tx, payer: Wallet, payment: PaymentNo, drawn: Drawn, outcome: Posted) -> None:
    """Keeps what paid a payment that claims paid."""
    ways = journal_ways(outcome.journal, drawn.ways, drawn.starts)
    note_drawn(tx, payer, payment, drawn.funding.draws, ways, outcome.recorded_at)
