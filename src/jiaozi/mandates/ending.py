"""What a payer has allowed ends with its wallet: mandates and standing payments of a wallet that closes."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from jiaozi.db.commands import Operation, Request
from jiaozi.db.engine import Connection, Contention
from jiaozi.db.tx import Tx
from jiaozi.errors import Refusal
from jiaozi.kinds import WalletNo
from jiaozi.mandates.giving import end_mandate
from jiaozi.mandates.model import MandateState
from jiaozi.mandates.schema import MANDATES, STANDING_PAYMENTS
from jiaozi.mandates.standing import end_standing
from jiaozi.mandates.standing_model import StandingState
from jiaozi.mandates.store import going_of
from jiaozi.wallets.schema import WALLETS
from jiaozi.wallets.store import wallets_of_holder

WalletsOf = Callable[[Connection, Any], Collection[WalletNo]]


def with_the_wallet(operations: Iterable[Operation]) -> list[Operation]:
    """Operations that close a command's `wallet`, and end what it has allowed."""
    return [_ending(each, lambda _, command: [command.wallet]) for each in operations]


def with_the_estate(operations: Iterable[Operation]) -> list[Operation]:
    """Operations that close all wallets of a command's `holder`, and end what they have allowed."""
    return [_ending(each, _of_holder) for each in operations]


def _of_holder(connection: Connection, command: Any) -> list[WalletNo]:
    return [row.id for row in wallets_of_holder(connection, command.holder)]


def _ending(inner: Operation, wallets: WalletsOf) -> Operation:
    """An operation that does what another does, and ends what the wallets that it has closed allowed: in the same
    transaction, so that no merchant finds an open mandate of a closed wallet."""

    def touch(tx: Tx, requests: Sequence[Request[Any]]) -> Iterator[None]:
        payers = {number for request in requests for number in wallets(tx.connection, request.command)}
        mandates, standing = going_of(tx.connection, payers)
        tx.want(MANDATES, mandates)
        tx.want(STANDING_PAYMENTS, standing)
        yield from inner.touch(tx, requests) or ()

    def run(tx: Tx, requests: Sequence[Request[Any]]) -> Sequence[Any]:
        outcomes = inner.run(tx, requests)
        for request, outcome in zip(requests, outcomes, strict=True):
            if not isinstance(outcome, Refusal):
                _end_all(tx, set(wallets(tx.connection, request.command)), request.at)
        return outcomes

    return Operation(inner.name, inner.command, inner.outcome, touch, run, inner.administrative)


def _end_all(tx: Tx, numbers: set[WalletNo], at: int) -> None:
    """Raises `Contention` where something was allowed between the naming of the rows and the lock of the wallet, under
    which nothing more is: the group runs again."""
    closed = {number for number in numbers if (row := tx.rows(WALLETS).rows.get(number)) is not None and row.closed}
    mandates, standing = tx.rows(MANDATES).rows, tx.rows(STANDING_PAYMENTS).rows
    going = going_of(tx.connection, closed)
    if not (mandates.keys() >= set(going[0]) and standing.keys() >= set(going[1])):
        raise Contention("a mandate was given while its wallet was closing")
    for mandate in list(mandates.values()):
        if mandate.payer in closed and mandate.state != MandateState.ENDED:
            end_mandate(tx, mandate, at)
    for order in list(standing.values()):
        if order.payer in closed and order.state < StandingState.ENDED:
            end_standing(tx, order, at)
