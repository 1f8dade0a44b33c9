"""The ledger: books, accounts, journals, holds. The only package that moves money."""
