"""Payments: merchants and their stores, paying, refunds, holds."""
