"""Worlds of these tests: on each engine, audited when the test is done."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.features.world import MAY_2022, NEW_YEAR_2026, World, audited

OpenWorld = Callable[..., World]


@pytest.fixture
def open_world(db_url: str, tmp_path: Path) -> Iterator[OpenWorld]:
    """Opens the test's world at a moment; what is done in it is audited at the end."""
    with ExitStack() as stack:

        def open_it(at: str = MAY_2022) -> World:
            return stack.enter_context(audited(World(db_url, tmp_path / "keyring.json", at)))

        yield open_it


@pytest.fixture
def world(open_world: OpenWorld) -> World:
    """A world on 15 May 2022: digital yuan is the central bank's liability."""
    return open_world()


@pytest.fixture
def world_2026(open_world: OpenWorld) -> World:
    """A world on 1 January 2026: digital yuan is the operators' liability."""
    return open_world(NEW_YEAR_2026)


@pytest.fixture
def unsound_world(db_url: str, tmp_path: Path) -> Iterator[World]:
    """A world that the test damages, so it is not audited at the end."""
    made = World(db_url, tmp_path / "keyring.json")
    yield made
    made.close()
