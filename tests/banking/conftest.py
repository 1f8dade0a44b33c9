"""Worlds of these tests: those of the features, with every invariant."""

from tests.features.conftest import open_world, world, world_2026

__all__ = ["open_world", "world", "world_2026"]
