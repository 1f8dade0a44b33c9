"""Every invariant that features add to the ledger's own, in one list."""

from typing import Final

from jiaozi.ledger.audit import Invariant

FEATURE_INVARIANTS: Final[tuple[Invariant, ...]] = ()
