"""Interest on deposit money: what balances earned, settled by runs that two people release, and on closing."""
