"""Invariants of codes: a code that was used names the one payment it was used for, and that is what the code says."""

from collections.abc import Iterator
from typing import Final

from jiaozi.codes import audit_store as store
from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant

_Found = Iterator[tuple[str, str]]


def _collect_codes_are_paid_once(connection: Connection) -> _Found:
    for code, payment, amount, paid, shop, payee, at in store.wrong_collect_codes(connection):
        yield f"collect code {code}", f"{amount}; its payment {payment}: {paid} to {payee} at store {shop}, at {at}"
    for payment, codes in store.shared_payments(connection):
        yield f"payment {payment}", f"{codes} collect codes were used for it"


def _collect_codes_are_somebodys(connection: Connection) -> _Found:
    for code, shop, wallet in store.unaddressed_collect_codes(connection):
        yield f"collect code {code}", f"it is for store {shop}, wallet {wallet}"


CODE_INVARIANTS: Final = (
    Invariant("collect_codes_paid", "A used collect code is one payment, and the one it asked for.",
              _collect_codes_are_paid_once),
    Invariant("collect_codes_somebodys", "A collect code is for a store or for a wallet.",
              _collect_codes_are_somebodys),
)  # fmt: skip
"""The invariants of codes, in the order in which they are checked."""
