"""Wallets: classes and limits, holders, opening and closing, freezes, load and unload."""
