"""Sub-wallets: pushed to a merchant as a token, or a company's for its stores; and what their parents take back."""
