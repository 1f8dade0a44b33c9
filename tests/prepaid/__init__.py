"""Prepaid contracts."""
