"""Places where aid may be spent, such as credit villages: their keeper, the stores in them, and lists of many."""
