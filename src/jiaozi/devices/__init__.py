"""Devices: the keys with which holders sign what they instruct, and what each device may do."""
