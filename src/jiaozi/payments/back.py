"""Where the money of a refund goes: the payer's own first, then to the claims of programs that paid."""

from collections.abc import Sequence
from typing import NamedTuple

from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import ClaimNo, WalletNo
from jiaozi.ledger.model import Code, Leg, Posted
from jiaozi.payments.model import Payment
from jiaozi.payments.splits.giving import Giver
from jiaozi.programs.schema import PAYMENT_SOURCES
from jiaozi.programs.spending import Return, journal_ways, note_returned, note_ways, returns_of
from jiaozi.scheme.between import Move, fill, legs_of
from jiaozi.scheme.entries import Place
from jiaozi.wallets.model import Wallet, place_of


class Back(NamedTuple):
    """The legs of a refund: for each giver its first leg, for each move what it is of and its first leg, and what goes
    back to claims."""

    legs: list[Leg]
    firsts: list[int]
    ways: list[tuple[ClaimNo, WalletNo, int]]
    starts: list[int]
    returns: list[Return]


def own_part(tx: Tx, payment: Payment, amount: int) -> int:
    """How much of a refund is the payer's own money, in minor units: all of it until all of that came back."""
    if not payment.bound_minor:
        return amount
    rows = tx.rows(PAYMENT_SOURCES).rows.values()
    returned = sum(row.returned_minor for row in rows if row.payment == payment.id)
    left = payment.captured_minor - payment.bound_minor - (payment.refunded_minor - returned)
    return min(amount, left)


def back_of(
    tx: Tx, payment: Payment, payer: Wallet, givers: Sequence[Giver], own: tuple[Place, int], at: int
) -> Back | Refusal:
    """The legs of a refund by `givers`, of which the payer's own part goes to a place. Refuses:
    `settlement_cap_exceeded`."""
    bound = sum(giver.amount_minor for giver in givers) - own[1]
    returns = returns_of(tx, payment.id, payer, bound, at) if bound else []
    taken = [(ClaimNo(0), *own), *((each.source.claim, each.place, each.amount_minor) for each in returns)]
    cells = fill([giver.amount_minor for giver in givers], [amount for _, _, amount in taken])
    moves = [Move(place_of(givers[giver].wallet), taken[taker][1], amount) for giver, taker, amount in cells]
    legs = legs_of(tx, moves, Code.REFUND)
    if isinstance(legs, Refusal):
        return legs
    ways = [(taken[taker][0], givers[giver].wallet.id, amount) for giver, taker, amount in cells]
    gave = [giver for giver, _, _ in cells]
    return Back(legs.legs, [legs.starts[gave.index(n)] for n in range(len(givers))], ways, legs.starts, returns)


def note_back(tx: Tx, payment: Payment, payer: Wallet, back: Back, outcome: Posted) -> None:
    """Keeps where the money of a refund went, of a payment that claims paid."""
    if payment.bound_minor:
        note_returned(tx, payer, back.returns)
        note_ways(tx, outcome.journal, payment.id, journal_ways(outcome.journal, back.ways, back.starts))
