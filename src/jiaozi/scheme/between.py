"""Money between places: which rows it needs, its legs, and the legs of what goes several ways in one journal."""

from collections.abc import Collection, Iterable, Sequence
from typing import Final, NamedTuple

from jiaozi.db.commands import Request
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ids import LANES
from jiaozi.kinds import AccountNo, JournalNo
from jiaozi.ledger.model import Leg, Posted
from jiaozi.ledger.post import touch_legs
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.scheme import entries
from jiaozi.scheme.entries import Place
from jiaozi.scheme.model import Regime, due_from, due_to, pair_id
from jiaozi.scheme.schema import PAIRS
from jiaozi.scheme.settlement import net_owed

REQUEST_IDS: Final = LANES
"""How many ids come with a request."""


class Move(NamedTuple):
    """An amount from one place to another."""

    payer: Place
    payee: Place
    amount_minor: int


class Legs(NamedTuple):
    """The legs of several moves, and for each move the place of its first leg."""

    legs: list[Leg]
    starts: list[int]


def touch_places(tx: Tx, payer: Place, payee: Place) -> None:
    """Names the accounts and the netting pair that money from one place to another needs."""
    touch_legs(tx, entries.pay(payer, payee, 1))
    a, b = payer.operator, payee.operator
    if a != b:
        tx.want(PAIRS, (pair_id(a, b), pair_id(b, a)))
        tx.want(ACCOUNTS, (due_to(a, b), due_from(a, b), due_to(b, a)))


def touch_all(tx: Tx, pairs: Iterable[tuple[Place, Place]]) -> None:
    """Names what money between many pairs of places needs; one transfer's two accounts where both are in one book."""
    accounts: set[AccountNo] = set()
    apart: set[tuple[Place, Place]] = set()
    for payer, payee in pairs:
        if entries.in_one_book(payer, payee):
            accounts.update((payer.account, payee.account))
        else:
            apart.add((payer, payee))
    tx.want(ACCOUNTS, accounts)
    for places in apart:
        touch_places(tx, *places)


def legs_between(tx: Tx, payer: Place, payee: Place, amount: int, code: int) -> list[Leg] | Refusal:
    """The legs of money from one place to another. Refuses: `settlement_cap_exceeded` under a netting agreement."""
    net = False
    if payer.operator != payee.operator and Regime.M0_CASH not in (payer.regime, payee.regime):
        pair = tx.rows(PAIRS).get(pair_id(payer.operator, payee.operator))
        net = pair is not None and pair.cap_minor > 0
        if pair is not None and net and net_owed(tx, payer.operator, payee.operator) + amount > pair.cap_minor:
            return Refusal("settlement_cap_exceeded")
    return entries.pay(payer, payee, amount, code, net=net)


def legs_of(tx: Tx, moves: Sequence[Move], codes: int | Sequence[int]) -> Legs | Refusal:
    """The legs of all moves, of one code or of one each. Refuses: `settlement_cap_exceeded`, when all that goes between
    two operators together would pass their cap."""
    each_code = [codes] * len(moves) if isinstance(codes, int) else codes
    if len(moves) == 1:
        found = legs_between(tx, *moves[0], each_code[0])
        return found if isinstance(found, Refusal) else Legs(found, [0])
    totals: dict[tuple[int, int, int, int], Move] = {}
    for move in moves:
        key = (move.payer.operator, move.payer.regime, move.payee.operator, move.payee.regime)
        before = totals.get(key)
        totals[key] = move if before is None else before._replace(amount_minor=before.amount_minor + move.amount_minor)
    for total in totals.values() if len(totals) < len(moves) else ():
        found = legs_between(tx, *total, each_code[0])
        if isinstance(found, Refusal):
            return found
    legs: list[Leg] = []
    starts = []
    for move, code in zip(moves, each_code, strict=True):
        found = legs_between(tx, *move, code)
        if isinstance(found, Refusal):
            return found
        starts.append(len(legs))
        legs += found
    return Legs(legs, starts)


def fill(given: Sequence[int], taken: Iterable[int]) -> list[tuple[int, int, int]]:
    """Who gives how much to whom, in order: (giver, taker, amount) by their places. Both sides have the same sum, and
    nobody gives or takes nothing."""
    moves: list[tuple[int, int, int]] = []
    giver, left = -1, 0
    for taker, wanted in enumerate(taken):
        while wanted:
            while not left:
                giver, left = giver + 1, given[giver + 1]
            amount = min(left, wanted)
            moves.append((giver, taker, amount))
            left, wanted = left - amount, wanted - amount
    return moves


def journal_id(tx: Tx, request: Request, legs: Sequence[Leg]) -> JournalNo:
    """The id of a journal, and of the payment or refund it makes: the request's own while its ids are enough, else the
    first of as many as there are legs."""
    fresh: JournalNo = request.id if len(legs) <= REQUEST_IDS else tx.ids.take(len(legs))
    return fresh


def short_of(outcome: Posted | Refusal, legs: Sequence[Leg], accounts: Collection[AccountNo]) -> Posted | Refusal:
    """A lack in a leg out of one of `accounts` (the payers' own) is a payer's; one in any other leg is an
    operator's."""
    if not isinstance(outcome, Refusal):
        return outcome
    if outcome.code != "insufficient_funds":
        return outcome._replace(detail="")
    leg = legs[int(outcome.detail.removeprefix("leg ")) - 1]
    return Refusal(outcome.code) if leg.debit in accounts else Refusal("operator_illiquid")
