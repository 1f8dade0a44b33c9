"""Test mode: who has a twin in the test world, its clock, and the failures it makes on purpose."""
