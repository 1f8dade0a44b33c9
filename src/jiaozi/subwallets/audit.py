"""Invariants of sub-wallets. That a parent's usage has what they paid is among those of payments."""

from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.subwallets import audit_store as store

_Found = Iterator[tuple[str, str]]


def _fit_their_parents(connection: Connection) -> _Found:
    for wallet, parent, found, scope in store.strays(connection):
        yield f"sub-wallet {wallet}", f"parent {parent} (wallet {found}), scope {scope}: they do not fit"


def _charged_by_their_merchants(connection: Connection) -> _Found:
    for wallet, payment, at, revoked_at, merchant in store.wrong_charges(connection):
        yield f"sub-wallet {wallet}", f"payment {payment} at {at} to merchant {merchant}; revoked at {revoked_at}"


def _pooled_within(connection: Connection) -> _Found:
    for journal, amount in store.wrong_pooling(connection):
        yield f"journal {journal}", f"it pooled {amount} between wallets that are not parent and sub-wallet"


SUB_WALLET_INVARIANTS: Final = (
    Invariant("sub_wallets_fit", "A sub-wallet has its parent's holder, operator, kind and class.", _fit_their_parents),
    Invariant(
        "sub_wallets_charged",
        "A sub-wallet is charged by its merchant only, never after it was taken back.",
        _charged_by_their_merchants,
    ),
    Invariant("sub_wallets_pooled", "Pooled money moves between a wallet and its own sub-wallets.", _pooled_within),
)
"""In the order in which they are checked."""
