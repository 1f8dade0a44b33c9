"""Money bound to a purpose."""
