"""Locks: money promised to a payee under written terms, which goes to the payee or back, and nowhere else."""
