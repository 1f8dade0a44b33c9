"""Jiaozi (交子): an open platform for running a digital currency, on one ledger."""

__version__ = "0.1.0"
