"""Whose the thing is that an act of two people is done to, found on the rows the act has locked.

Needed for the acts that `permissions` grants for one's own with a second person; one that is missing here is refused.
"""

from collections.abc import Callable, Mapping
from typing import Any, Final

from jiaozi.access.permissions import Ownership
from jiaozi.db.tx import Tx
from jiaozi.ledger.schema import ACCOUNTS
from jiaozi.wallets.schema import WALLETS

OwnersOf = Callable[[Tx, Any], list[Ownership]]


def _of_operator(_: Tx, command: Any) -> list[Ownership]:
    return [Ownership(command.operator)]


def _of_wallet(tx: Tx, command: Any) -> list[Ownership]:
    wallet = tx.rows(WALLETS).get(command.wallet)
    return [] if wallet is None else [Ownership(wallet.operator, (wallet.id, wallet.holder))]


def _of_books(tx: Tx, command: Any) -> list[Ownership]:
    """The institutions whose books a correction touches: all of them have to be the proposer's."""
    sides = [tx.rows(ACCOUNTS).get(side) for line in command.lines for side in (line.debit, line.credit)]
    return [Ownership(account.book if account is not None else 0) for account in sides]


OWNERS: Final[Mapping[str, OwnersOf]] = {
    "issue": _of_operator,
    "set_operator_limit": _of_operator,
    "unfreeze_wallet": _of_wallet,
    "correct": _of_books,
}
