"""Places where aid may be spent."""
