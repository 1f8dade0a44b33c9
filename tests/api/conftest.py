"""Towns and their servers, for each test."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from jiaozi.config import Settings
from tests.api import listed
from tests.conftest import Keep, NewDatabase
from tests.worlds.town import COMPANY, PHONES, TABLES, USCC, Built, Live, Town, cny, yuan

__all__ = ["COMPANY", "PHONES", "TABLES", "USCC", "Built", "Live", "Town", "cny", "yuan"]
_built: dict[str, Built] = {}
"""The ones of this process, by engine."""


def begin(db_url: str, folder: Path, keep: Keep, test_db_url: str = "", settings: Settings | None = None) -> Town:
    """A town in a database with the schema alone. To build one takes 0.1 s, and a second on OceanBase: those after the
    first of an engine begin as that one was."""
    engine = db_url.partition(":")[0]
    if engine in _built:
        _built[engine].put(db_url)
        return Town(db_url, folder, test_db_url, settings, as_built=_built[engine])
    found = Town(db_url, folder, test_db_url, settings)
    named = (dict(found.ids), dict(found.tokens), dict(found.principals))
    _built[engine] = Built(keep(db_url), (folder / "keyring.json").read_bytes(), *named)
    return found


@pytest.fixture
def town(db_url: str, new_db_url: NewDatabase, engine: str, tmp_path: Path, keep: Keep) -> Iterator[Town]:
    """A town without a server. On OceanBase its test world, when there comes to be one, has a database of the pool."""
    found = begin(db_url, tmp_path, keep, "" if engine == "sqlite" else new_db_url())
    yield found
    found.platform.close()


@pytest.fixture
def serve(town: Town) -> Iterator[Callable[..., Live]]:
    """Starts servers over the town."""
    started: list[Live] = []

    def start(**given: Any) -> Live:
        started.append(Live(town, heard=[listed.check], **given))
        return started[-1]

    yield start
    for live in started:
        live.stop()


@pytest.fixture
def live(serve: Callable[..., Live]) -> Live:
    """One server, without its worker."""
    return serve()
