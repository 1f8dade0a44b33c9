"""Codes: collect codes that a payer scans, payment codes that a till scans, and tap."""
