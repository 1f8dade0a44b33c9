"""Invariants of holders, of visitors' cards and of changes of regime. Other invariants of wallets are with those of
payments."""

from collections.abc import Iterator
from typing import Final

from jiaozi.clock import HOUR_US
from jiaozi.db.engine import Connection
from jiaozi.keyring import Keyring
from jiaozi.ledger.audit import Invariant
from jiaozi.wallets import audit_store as store
from jiaozi.wallets.holders import reveal
from jiaozi.wallets.identity import Index
from jiaozi.wallets.model import Field, Holder
from jiaozi.wallets.store import holders_by_index

_Found = Iterator[tuple[str, str]]


def _cards_add_up(connection: Connection) -> _Found:
    for load, wallet, amount, returned, moved in store.wrong_card_loads(connection):
        yield f"card top-up {load}", f"{amount} into wallet {wallet}, {returned} returned; its journal moved {moved}"
    for acquirer, said, moved in store.wrong_card_returns(connection):
        yield f"acquirer {acquirer}", f"{said} was returned by its top-ups, {moved} reached its bank account"


def _wallets_follow(connection: Connection) -> _Found:
    for wallet, regime, followed in store.left_behind(connection, FOLLOWS_US):
        yield f"wallet {wallet}", f"under regime {regime} without an open hold; its operator is under {followed}"


def holder_invariants(keyring: Keyring) -> tuple[Invariant, ...]:
    """What is only seen by whoever has the world's keyring: it opens every holder's details, a batch at a time."""

    def check(connection: Connection) -> _Found:
        strayed: dict[Index, int] = {}
        last = 0
        while batch := store.holders_after(connection, last):
            last = batch[-1].id
            keys = {each.id: key for each in batch if (key := _number_index(keyring, each))}
            leads = holders_by_index(connection, sorted(set(keys.values())))
            for holder, key in keys.items():
                first = leads.get(key) or strayed.setdefault(key, holder)
                if first != holder:
                    yield f"holder {holder}", f"has the identity number of holder {first}"
                elif key not in leads:
                    yield f"holder {holder}", "is not found by its identity number in its canonical form"

    says = "A holder that has shown an identity number is found by it, however it was written, and no other is."
    return (Invariant("holders_are_one", says, check),)


def _number_index(keyring: Keyring, holder: Holder) -> Index | None:
    """What a holder should be found by, None where it has shown no identity."""
    number = reveal(keyring, holder).id_number
    return (holder.operator, int(Field.ID_NUMBER), keyring.blind_index("id_number", number)) if number else None


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
