"""Every invariant that features add to the ledger's own, in one list."""

from jiaozi.payments.audit import FEATURE_INVARIANTS

__all__ = ["FEATURE_INVARIANTS"]
