"""Mandates and standing payments."""
