"""Where the money of a refund goes: the payer's own first, then to the claims of programs that paid."""

from collections.abc import Sequence
from typing import NamedTuple, cast

from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import ClaimNo, WalletNo
from jiaozi.ledger.model import Code, Leg, Posted
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.payments.model import Payment
from jiaozi.payments.splits.giving import Giver
from jiaozi.programs.model import PotReturn
from jiaozi.programs.schema import PAYMENT_SOURCES, POT_RETURN_COLUMNS, PROGRAMS
from jiaozi.programs.spending import Return, journal_ways, note_returned, note_ways, returns_of
from jiaozi.scheme.between import Move, fill, legs_of
from jiaozi.scheme.entries import Place
from jiaozi.wallets.model import Wallet, place_of
from jiaozi.wallets.schema import WALLETS


class Back(NamedTuple):
    """The legs of a refund: for each giver its first leg, for each move what it is of and its first leg, what goes
    back to claims, and what of that the merchant has back, having borne it."""

    legs: list[Leg]
    firsts: list[int]
    ways: list[tuple[ClaimNo, WalletNo, int]]
    starts: list[int]
    returns: list[Return]
    borne: dict[ClaimNo, int]


def own_part(tx: Tx, payment: Payment, amount: int) -> int:
    """How much of a refund is the payer's own money, in minor units: all of it until all of that came back."""
    if not payment.bound_minor:
        return amount
    rows = tx.rows(PAYMENT_SOURCES).rows.values()
    returned = sum(row.returned_minor for row in rows if row.payment == payment.id)
    left = payment.captured_minor - payment.bound_minor - (payment.refunded_minor - returned)
    return min(amount, left)


def returned_of(tx: Tx, payment: Payment, payer: Wallet, amount: int, at: int) -> list[Return]:
    """What of a refund goes to what claims paid, an amount that is not the payer's own."""
    return returns_of(tx, payment.id, payer, amount, at) if amount else []


def back_of(tx: Tx, givers: Sequence[Giver], own: tuple[Place, int], returns: list[Return]) -> Back | Refusal:
    """The legs of a refund by `givers`, of which the payer's own part goes to a place. Refuses:
    `settlement_cap_exceeded`."""
    taken = [(ClaimNo(0), *own), *((each.source.claim, each.place, each.amount_minor) for each in returns)]
    cells = fill([giver.amount_minor for giver in givers], [amount for _, _, amount in taken])
    moves = [Move(place_of(givers[giver].wallet), taken[taker][1], amount) for giver, taker, amount in cells]
    legs = legs_of(tx, moves, Code.REFUND)
    shares = _shares(tx, returns)
    if isinstance(legs, Refusal) or isinstance(shares, Refusal):
        return legs if isinstance(legs, Refusal) else cast(Refusal, shares)
    ways = [(taken[taker][0], givers[giver].wallet.id, amount) for giver, taker, amount in cells]
    gave = [giver for giver, _, _ in cells]
    before, after = (shares, []) if _is_there(tx, returns) else ([], shares)
    starts = [len(before) + start for start in legs.starts]
    firsts = [starts[gave.index(n)] for n in range(len(givers))]
    borne = {each.source.claim: each.borne_minor for each in returns}
    return Back([*before, *legs.legs, *after], firsts, ways, starts, returns, borne)


def _shares(tx: Tx, returns: Sequence[Return]) -> list[Leg] | Refusal:
    """The legs of what a merchant has back of what it has borne, from the pots. Refuses: `settlement_cap_exceeded`."""
    moves = [
        Move(tx.rows(PROGRAMS)[each.source.program].pot, place_of(tx.rows(WALLETS)[each.source.wallet]), borne)
        for each in returns
        if (borne := each.borne_minor)
    ]
    if not moves:
        return []
    legs = legs_of(tx, moves, Code.COFUND)
    return legs if isinstance(legs, Refusal) else legs.legs


def _is_there(tx: Tx, returns: Sequence[Return]) -> bool:
    """Whether the pots have what merchants have back; where a program is over and paid out, it comes with the
    refund."""
    sums: dict[int, int] = {}
    for each in returns:
        account = tx.rows(PROGRAMS)[each.source.program].account
        sums[account] = sums.get(account, 0) + each.borne_minor
    return all(tx.rows(ACCOUNTS)[account].posted >= amount for account, amount in sums.items() if amount)


def note_back(tx: Tx, payment: Payment, payer: Wallet, back: Back, outcome: Posted) -> None:
    """Keeps where the money of a refund went, of a payment that claims paid."""
    if payment.bound_minor:
        for n, (source, _, amount, claim) in enumerate(back.returns):
            if claim is None:
                number, step = outcome.journal + n, int(PotReturn.REFUNDED)
                row = (number, source.program, step, source.claim, payer.id, amount, outcome.recorded_at)
                tx.appender("pot_returns", POT_RETURN_COLUMNS).append(row)
        note_returned(tx, payer, back.returns)
        ways = journal_ways(outcome.journal, back.ways, back.starts)
        told = [way._replace(borne_minor=back.borne.get(way.claim, 0)) for way in ways]
        note_ways(tx, outcome.journal, payment.id, told)
