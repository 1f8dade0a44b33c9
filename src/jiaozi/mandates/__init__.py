"""Mandates: a merchant collects within what its payer allows; and standing payments, made when they are due."""
