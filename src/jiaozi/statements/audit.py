"""The invariant of statements: no account of a wallet can be missing from its history."""

from collections.abc import Iterator
from typing import Final

from jiaozi.db.engine import Connection
from jiaozi.ledger.audit import Invariant
from jiaozi.statements import audit_store as store


def _accounts_are_known(connection: Connection) -> Iterator[tuple[str, str]]:
    for wallet, account in store.unlisted_accounts(connection):
        yield f"wallet {wallet}", f"account {account} is neither its first, nor its present one, nor listed"
    for wallet, account in store.foreign_accounts(connection):
        yield f"wallet {wallet}", f"account {account} is listed as one it has had, and is not its own"


STATEMENT_INVARIANTS: Final = (
    Invariant("statements_whole", "Every account that a wallet has had is in its statements.", _accounts_are_known),
)
"""What statements add."""
