"""The lineage of a program's money: each fen from the budget to its final payee."""
