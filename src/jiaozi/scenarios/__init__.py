"""Scenarios: stories in which named parties do what a pilot is about, played in worlds of their own by the API."""
