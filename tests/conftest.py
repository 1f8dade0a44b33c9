"""Fixtures every test may use. A test that asks for `engine` or a database runs once on each engine.

| fixture | gives |
|---|---|
| `engine` | the name, `sqlite` or `oceanbase` |
| `db_url` | an empty database of its own for this test |
| `new_db_url` | a function that makes further empty databases |
| `seekdb` | the session's shared OceanBase server (never kill it) |
| `private_seekdb` | a server for this test alone, to kill and restart |

`--engine sqlite|oceanbase|both` chooses; `both` is the default. An engine that cannot start fails the tests.
"""

import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tests.engines.seekdb import SeekdbServer

ENGINES = ("sqlite", "oceanbase")
NewDatabase = Callable[[], str]
_numbers = count(1)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--engine`."""
    parser.addoption("--engine", choices=(*ENGINES, "both"), default="both", help="run on this engine (default: both)")


def _chosen(config: pytest.Config) -> tuple[str, ...]:
    option = config.getoption("--engine")
    return ENGINES if option == "both" else (str(option),)


def _engines_of(node: pytest.Item | pytest.Function) -> set[str]:
    return {str(mark.args[0]) for mark in node.iter_markers("only_engine")} or set(ENGINES)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that needs an engine once on each chosen engine that makes sense for it."""
    if "engine" in metafunc.fixturenames:
        allowed = {str(mark.args[0]) for mark in metafunc.definition.iter_markers("only_engine")} or set(ENGINES)
        names = [name for name in _chosen(metafunc.config) if name in allowed] or sorted(allowed)
        metafunc.parametrize("engine", names, indirect=True, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out (not skip) what the chosen engines do not run."""
    chosen = set(_chosen(config))
    kept = [item for item in items if _runs_on(item) & chosen]
    config.hook.pytest_deselected(items=[item for item in items if not _runs_on(item) & chosen])
    items[:] = kept


def _runs_on(item: pytest.Item) -> set[str]:
    if not isinstance(item, pytest.Function):
        return set(ENGINES)
    if hasattr(item, "callspec") and "engine" in item.callspec.params:
        return {str(item.callspec.params["engine"])}
    if {"seekdb", "private_seekdb"} & set(item.fixturenames):
        return {"oceanbase"}
    return _engines_of(item)


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    """The engine of this run of the test: `sqlite` or `oceanbase`."""
    return str(request.param)


@pytest.fixture(scope="session")
def seekdb() -> Iterator[SeekdbServer]:
    """One OceanBase server for the whole session, started when first asked for."""
    with tempfile.TemporaryDirectory(prefix="jiaozi-seekdb-", ignore_cleanup_errors=True) as folder:
        server = SeekdbServer(Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture
def private_seekdb() -> Iterator[SeekdbServer]:
    """A server of this test alone, running; the test may kill and restart it."""
    with tempfile.TemporaryDirectory(prefix="jiaozi-seekdb-", ignore_cleanup_errors=True) as folder:
        server = SeekdbServer(Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture
def new_db_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[NewDatabase]:
    """A function that makes an empty database and returns its URL; all are gone after the test."""
    if engine == "sqlite":
        yield lambda: f"sqlite:///{tmp_path / f'test{next(_numbers)}.db'}"
        return
    server: SeekdbServer = request.getfixturevalue("seekdb")
    made: list[str] = []

    def make() -> str:
        made.append(f"test{next(_numbers)}")
        return server.create_database(made[-1])

    yield make
    for name in made:
        server.drop_database(name)


@pytest.fixture
def db_url(new_db_url: NewDatabase) -> str:
    """An empty database of its own for this test."""
    return new_db_url()
