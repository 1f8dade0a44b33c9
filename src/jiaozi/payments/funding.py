"""What pays a payment: claims of programs first, then the payer's own money; and the moves that this makes."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec import UNSET

from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import ClaimNo, ClaimsNamed, MerchantNo, PaymentNo, StoreNo, WalletNo
from jiaozi.ledger.model import Code, Leg, Posted
from jiaozi.payments.rules import Funding, Parties
from jiaozi.payments.schema import STORES
from jiaozi.programs.evaluate import GoodsLine, Purchase, payer_of
from jiaozi.programs.spending import draws_of, journal_ways, note_drawn, place_of_claim
from jiaozi.scheme.between import Move, fill, legs_of
from jiaozi.wallets.model import Wallet, place_of


class Drawn(NamedTuple):
    """The legs of a payment that claims pay: what each move is of, the place of its first leg, and for each side that
    gets money its first move."""

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
) -> Funding | Refusal:
    """What pays an amount at a store, or to a wallet (0). Refuses: `claim_not_found`, `claim_not_applicable`, of claims
    that are named."""
    claims = None if named is UNSET else named
    if claims == () or (claims is None and not (found.payer.bound and store)):
        return Funding(amount, [])
    merchant, shop = found.merchant, tx.rows(STORES).get(store) if store else None
    purchase = Purchase(
        at=at,
        amount_minor=amount,
        store=store,
        merchant=merchant.id if merchant is not None else MerchantNo(0),
        category=merchant.category if merchant is not None else "",
        region=shop.region if shop is not None else "",
        payer=payer_of(found.payer),
        lines=lines,
    )
    draws = draws_of(tx, found.payer, purchase, claims)
    if isinstance(draws, Refusal):
        return draws
    return Funding(amount - sum(draw.amount_minor for draw in draws), draws)


def drawn_of(
    tx: Tx, payer: Wallet, funding: Funding, taken: Sequence[tuple[Wallet, int]], code: int
) -> Drawn | Refusal | None:
    """The legs from what pays to those who get it, in order, the payer's own money first; None where no claim pays.
    Refuses: `settlement_cap_exceeded`."""
    if not funding.draws:
        return None
    sources = [(ClaimNo(0), place_of(payer), funding.own_minor, code)]
    sources += [
        (draw.candidate.claim.id, place_of_claim(tx, draw.candidate.claim), draw.amount_minor, int(Code.REDEEM))
        for draw in funding.draws
    ]
    cells = fill([amount for _, _, amount, _ in sources], [amount for _, amount in taken])
    moves = [Move(sources[giver][1], place_of(taken[taker][0]), amount) for giver, taker, amount in cells]
    legs = legs_of(tx, moves, [sources[giver][3] for giver, _, _ in cells])
    if isinstance(legs, Refusal):
        return legs
    ways = [(sources[giver][0], taken[taker][0].id, amount) for giver, taker, amount in cells]
    takers = [taker for _, taker, _ in cells]
    return Drawn(legs.legs, ways, legs.starts, [takers.index(n) for n in range(len(taken))])


def note_funding(tx: Tx, payer: Wallet, payment: PaymentNo, funding: Funding, drawn: Drawn, outcome: Posted) -> None:
    """Keeps what paid a payment that claims paid."""
    ways = journal_ways(outcome.journal, drawn.ways, drawn.starts)
    note_drawn(tx, payer, payment, funding.draws, ways, outcome.recorded_at)
