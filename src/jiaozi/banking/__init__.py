"""Banks and wallets: link agreements, sweeps, remittances, cash by code, and banks outside the platform."""
