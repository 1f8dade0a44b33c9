"""Being asked for money: requests to pay, and bills that are paid by their number."""
