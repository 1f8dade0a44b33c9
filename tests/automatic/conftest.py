"""Worlds, as the features' tests have them."""

from tests.features.conftest import open_world, unsound_world, world, world_2026

__all__ = ["open_world", "unsound_world", "world", "world_2026"]
