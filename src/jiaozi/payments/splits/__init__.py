"""Splits (分账): one payment that reaches a platform and its sellers at once, by a plan they have agreed to."""
