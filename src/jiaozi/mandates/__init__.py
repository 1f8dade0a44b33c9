"""Mandates, by which a merchant collects within what its payer allows, and standing payments, made on their due days."""
