"""Rehearsals: terms of a program tried on a synthetic city before two people approve them."""
