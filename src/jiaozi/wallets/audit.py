"""Invariants of visitors' cards. The other invariants of wallets are with those of payments."""

from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.wallets import audit_store as store

_Found = Iterator[tuple[str, str]]


def _cards_add_up(connection: Connection) -> _Found:
    for load, wallet, amount, returned, moved in store.wrong_card_loads(connection):
        yield f"card top-up {load}", f"{amount} into wallet {wallet}, {returned} returned; its journal moved {moved}"
    for acquirer, said, moved in store.wrong_card_returns(connection):
        yield f"acquirer {acquirer}", f"{said} was returned by its top-ups, {moved} reached its bank account"


CARD_INVARIANTS: Final = (
    Invariant("cards_add_up", "What a card gave and got back is what was moved, never more back.", _cards_add_up),
)
"""In the order in which they are checked."""
