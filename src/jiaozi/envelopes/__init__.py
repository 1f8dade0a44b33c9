"""Envelopes from person to person: an amount put aside for one recipient, or for whoever of many comes first."""
