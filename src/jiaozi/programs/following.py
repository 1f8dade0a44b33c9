"""Purpose-bound money follows its operator's change of regime, some of it at a time, in accounts of the new regime."""

from collections.abc import Iterator, Sequence
from typing import Annotated, Final, NamedTuple

from jiaozi.db.commands import Operation, Request, one_by_one
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import Count, FenOrZero, InstitutionNo, Range, WalletNo
from jiaozi.ledger.model import Journal, Kind
from jiaozi.ledger.post import open_account, post, touch_legs
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.money import ECNY
from jiaozi.programs.model import Pocket, Program
from jiaozi.programs.schema import POCKETS, PROGRAMS
from jiaozi.programs.store import pockets_to_move, pots_to_move
from jiaozi.records import dataclass
from jiaozi.scheme import entries
from jiaozi.scheme.acts import operator_of
from jiaozi.scheme.entries import Place
from jiaozi.scheme.model import CENTRAL_BANK, Regime, RegimeNumber
from jiaozi.scheme.schema import INSTITUTIONS
from jiaozi.wallets.schema import WALLETS

BATCH_MAX: Final = 500
_IDS: Final = 16


@dataclass(frozen=True, slots=True)
class MovePurposes:
    """Brings some pots and pockets of an operator under its regime; the worker's own act."""

    operator: InstitutionNo
    limit: Annotated[int, Range(1, BATCH_MAX)] = BATCH_MAX


class PurposesMoved(NamedTuple):
    """Pots and pockets are under their operator's regime, with so much. `more`: others can follow."""

    places: Count
    amount_minor: FenOrZero
    more: bool


def _touch(tx: Tx, requests: Sequence[Request[MovePurposes]]) -> Iterator[None]:
    tx.want(INSTITUTIONS, {request.command.operator for request in requests})
    yield
    found: dict[int, list[tuple[WalletNo, int]]] = tx.memo.setdefault(MovePurposes, {})
    for request in requests:
        operator = tx.rows(INSTITUTIONS).get(request.command.operator)
        if operator is None:
            continue
        limit = max(0, min(request.command.limit, BATCH_MAX))
        pots = pots_to_move(tx.connection, operator.id, operator.regime, limit)
        pockets = pockets_to_move(tx.connection, operator.id, operator.regime, limit - len(pots))
        found[request.id] = [*((WalletNo(0), pot) for pot in pots), *pockets]
        tx.want(WALLETS, {wallet for wallet, _ in pockets})
        tx.want(PROGRAMS, pots)
        tx.want(POCKETS, pockets)
    yield
    for request in requests:
        operator = tx.rows(INSTITUTIONS).get(request.command.operator)
        if operator is None:
            continue
        for key in found.get(request.id, ()):
            place = _place(_row(tx, key))
            touch_legs(tx, entries.change_regime(place, place._replace(regime=operator.regime), 1))


def _row(tx: Tx, key: tuple[WalletNo, int]) -> Pocket | Program:
    """The pocket of a wallet in a program, or without a wallet the program with its pot."""
    return tx.rows(POCKETS)[key] if key[0] else tx.rows(PROGRAMS)[key[1]]


def _place(row: Pocket | Program) -> Place:
    return Place(row.account, row.operator, row.regime)


def _move(tx: Tx, request: Request[MovePurposes]) -> PurposesMoved | Refusal:
    """What cannot follow, since its operator's money does not suffice, keeps nothing else waiting. Refuses:
    `institution_not_found`, `operator_illiquid` (nothing of it can)."""
    operator = operator_of(tx, request.command.operator)
    if isinstance(operator, Refusal):
        return operator
    found = tx.memo.get(MovePurposes, {}).get(request.id, [])
    moved = total = 0
    refusal: Refusal | None = None
    for key in found:
        row = _row(tx, key)
        if row.regime == operator.regime:
            continue
        amount = _follow(tx, request, row, operator.regime)
        if isinstance(amount, Refusal):
            refusal = amount  # what is less may still follow
            continue
        moved, total = moved + 1, total + amount
        _changed(tx, row)
    if refusal is not None and not moved:
        return refusal
    more = len(found) >= min(request.command.limit, BATCH_MAX)
    return PurposesMoved(places=moved, amount_minor=total, more=more)


def _changed(tx: Tx, row: Pocket | Program) -> None:
    if isinstance(row, Pocket):
        tx.rows(POCKETS).changed(row)
    else:
        tx.rows(PROGRAMS).changed(row)


def _follow(tx: Tx, request: Request, row: Pocket | Program, regime: RegimeNumber) -> int | Refusal:
    """Moves what is in one account to a new one under a regime; the old one is closed with its history."""
    old = tx.rows(ACCOUNTS)[row.account]
    book = CENTRAL_BANK if regime == Regime.M0_CASH else row.operator
    new = open_account(tx, tx.ids.take_account(), book, ECNY.id, Kind.PURPOSE, old.owner)
    amount = old.posted
    if amount:
        legs = entries.change_regime(_place(row), Place(new.id, row.operator, regime), amount)
        outcome = post(tx, (Journal(tx.ids.take(_IDS), request.at, legs),))[0]
        if isinstance(outcome, Refusal):
            tx.rows(ACCOUNTS).drop(new)
            return Refusal("operator_illiquid", outcome.detail)
    old.closed = 1
    tx.rows(ACCOUNTS).changed(old)
    row.account, row.regime = new.id, regime
    return amount


OPERATIONS: Final = (Operation("move_purposes", MovePurposes, PurposesMoved, _touch, one_by_one(_move), True),)
