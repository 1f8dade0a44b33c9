"""Invariants of access: nobody stands, or listens, for what is another institution's."""

from collections.abc import Iterator
from typing import Final

from jiaozi.access import store
from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant

_FOUND_MAX: Final = 100


def _principals_stand(connection: Connection) -> Iterator[tuple[str, str]]:
    for number, role, institution, subject in store.strays(connection, _FOUND_MAX):
        yield f"principal {number}", f"{role} of institution {institution}, but {subject} is not that institution's"
    for number, institution, merchant, wallet in store.stray_webhooks(connection, _FOUND_MAX):
        yield f"webhook {number}", f"of institution {institution}, but for merchant {merchant}, wallet {wallet}"


ACCESS_INVARIANTS: Final = (
    Invariant(
        "principals_stand",
        "A principal, and a webhook, is for what is its own institution's.",
        _principals_stand,
    ),
)
"""What access adds."""
