"""Campaigns: from a program's locked budget to its claims by lot, with a draw that anybody can recompute."""
