"""Reconciliation: what the platform says of an institution's account and day beside what its bank's core says."""
