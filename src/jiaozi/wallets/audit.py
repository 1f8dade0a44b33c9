"""Invariants of visitors' cards and of changes of regime. Other invariants of wallets are with those of payments."""

from collections.abc import Iterator
from typing import Final

from jiaozi.clock import HOUR_US
from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.wallets import audit_store as store

_Found = Iterator[tuple[str, str]]


def _cards_add_up(connection: Connection) -> _Found:
    for load, wallet, amount, returned, moved in store.wrong_card_loads(connection):
        yield f"card top-up {load}", f"{amount} into wallet {wallet}, {returned} returned; its journal moved {moved}"
    for acquirer, said, moved in store.wrong_card_returns(connection):
        yield f"acquirer {acquirer}", f"{said} was returned by its top-ups, {moved} reached its bank account"


def _wallets_follow(connection: Connection) -> _Found:
    for wallet, regime, followed in store.left_behind(connection, FOLLOWS_US):
        yield f"wallet {wallet}", f"under regime {regime} without an open hold; its operator is under {followed}"


FOLLOWS_US: Final = HOUR_US
"""So long a wallet that can move may still be on its way: the worker looks every minute."""
CARD_INVARIANTS: Final = (
    Invariant("cards_add_up", "What a card gave and got back is what was moved, never more back.", _cards_add_up),
)
"""In the order in which they are checked."""
REGIME_INVARIANTS: Final = (
    Invariant("wallets_follow", "A wallet is under its operator's regime, or has open holds.", _wallets_follow),
)
"""What regimes add."""
