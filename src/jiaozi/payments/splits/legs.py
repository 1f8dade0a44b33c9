"""The legs of money that goes several ways in one journal."""

from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from jiaozi.db.commands import Request
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.ids import LANES
from jiaozi.kinds import JournalNo
from jiaozi.ledger.model import Leg, Posted
from jiaozi.payments.pay import legs_between
from jiaozi.scheme.entries import Place

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


def legs_of(tx: Tx, moves: Sequence[Move], code: int) -> Legs | Refusal:
    """The legs of all moves. Refuses: `settlement_cap_exceeded`, when all that goes between two operators together
    would pass their cap."""
    totals: dict[tuple[int, int, int, int], Move] = {}
    for move in moves:
        key = (move.payer.operator, move.payer.regime, move.payee.operator, move.payee.regime)
        before = totals.get(key)
        totals[key] = move if before is None else before._replace(amount_minor=before.amount_minor + move.amount_minor)
    for total in totals.values():
        found = legs_between(tx, *total, code)
        if isinstance(found, Refusal):
            return found
    legs: list[Leg] = []
    starts = []
    for move in moves:
        found = legs_between(tx, *move, code)
        if isinstance(found, Refusal):
            return found
        starts.append(len(legs))
        legs += found
    return Legs(legs, starts)


def journal_id(tx: Tx, request: Request, legs: Sequence[Leg]) -> JournalNo:
    """The id of a journal, and of the payment or refund it makes: the request's own while its ids are enough, else the
    first of as many as there are legs."""
    fresh: JournalNo = request.id if len(legs) <= REQUEST_IDS else tx.ids.take(len(legs))
    return fresh


def short_of(outcome: Posted | Refusal, legs: Sequence[Leg], accounts: Collection[int]) -> Posted | Refusal:
    """A lack in a leg out of one of `accounts` (the payers' own) is a payer's; one in any other leg is an
    operator's."""
    if not isinstance(outcome, Refusal):
        return outcome
    if outcome.code != "insufficient_funds":
        return outcome._replace(detail="")
    leg = legs[int(outcome.detail.removeprefix("leg ")) - 1]
    return Refusal(outcome.code) if leg.debit in accounts else Refusal("operator_illiquid")
