"""Statements: a wallet's account of a period, from one source, as CSV, PDF and camt.053."""
