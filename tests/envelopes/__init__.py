"""Envelopes from person to person."""
