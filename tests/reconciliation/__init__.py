"""Reconciliation: an account's day beside what its bank's core says."""
