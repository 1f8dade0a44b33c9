"""What is done by itself within what a payer has allowed: bills of an account paid, balances kept."""
