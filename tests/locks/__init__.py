"""Locks: money promised under terms."""
