"""Fixtures every test may use. A test that asks for `engine` or a database runs once on each engine.

| fixture | gives |
|---|---|
| `engine` | the name, `sqlite` or `oceanbase` |
| `db_url` | a database of its own for this test, with the schema and without rows |
| `new_db_url` | a function that gives further such databases |
| `keep` | what is in a database now, to be put into others: how worlds begin as another was |
| `empty_db_url` | a database without tables, for tests of migrations |
| `seekdb` | the session's shared OceanBase server (never kill it) |
| `private_seekdb` | a server for this test alone, to kill and restart |

`--engine sqlite|oceanbase|both` chooses; `both` is the default. An engine that cannot start fails the tests.
"""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from pathlib import Path
from shutil import copy, disk_usage

import apsw
import certifi
import hypothesis
import pytest

from tests.engines.pool import DatabasePool, make_schema
from tests.engines.seekdb import SeekdbServer, shared_server
from tests.met import MET

# No test is timed: another process at work is no fault of what is tried.
hypothesis.settings.register_profile("untimed", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("untimed")
ENGINES = ("sqlite", "oceanbase")
NewDatabase = Callable[[], str]
Put = Callable[[str], object]
Keep = Callable[[str], Put]
MEMORY = Path("/dev/shm")
MEMORY_BYTES = 6 << 30
"""What two workers and their servers fill at most, with room to spare."""
WORKER = os.environ.get("PYTEST_XDIST_WORKER", "")
"""What the name of each database of this process begins with, since others use the same server; empty where none do."""
_numbers = count(1)


def pytest_configure(config: pytest.Config) -> None:
    """Keep databases in memory where there is room and nobody said where else. What tests kill is processes, never the
    machine, and on a busy disk every commit waits for it: a small world took up to 20 s to build."""
    if "TMPDIR" not in os.environ and _room() >= MEMORY_BYTES:
        os.environ["TMPDIR"], tempfile.tempdir = str(MEMORY), None
    if not WORKER:  # they have that of the process which started them
        _trust_one(config)


def _trust_one(config: pytest.Config) -> None:
    """Trust the first of the authorities alone, whatever the machine does: no test calls one of the internet, and each
    HTTP client would read all of them anew, which takes 0.05 s of the processor."""
    first, end, _ = Path(certifi.where()).read_text("utf-8").partition("-----END CERTIFICATE-----")
    with tempfile.NamedTemporaryFile("w", prefix="jiaozi-", suffix=".pem", delete=False) as file:
        file.write(f"{first}{end}\n")
    os.environ["SSL_CERT_FILE"] = file.name
    config.add_cleanup(Path(file.name).unlink)


def _room() -> int:
    """How many bytes files in memory may take; none where the servers' direct writes do not work there."""
    try:
        with tempfile.NamedTemporaryFile(dir=MEMORY) as file:
            os.close(os.open(file.name, os.O_RDWR | os.O_DIRECT))
        free = os.sysconf("SC_AVPHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
        return min(disk_usage(MEMORY).free, free)
    except (OSError, AttributeError, ValueError):  # no such folder, direct writes or number here
        return 0


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--engine` and `--met`."""
    parser.addoption("--engine", choices=(*ENGINES, "both"), default="both", help="run on this engine (default: both)")
    parser.addoption("--met", type=Path, help="add the refusals that were met to this file")


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Write down which refusals were met; each worker process its own."""
    if file := session.config.getoption("--met"):
        with Path(file).open("a", encoding="utf-8") as lines:
            lines.writelines(f"{name} {code}\n" for name, code in sorted(MET))


def _chosen(config: pytest.Config) -> tuple[str, ...]:
    option = config.getoption("--engine")
    return ENGINES if option == "both" else (str(option),)


def _engines_of(node: pytest.Item) -> set[str]:
    return {str(mark.args[0]) for mark in node.iter_markers("only_engine")} or set(ENGINES)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that needs an engine once on each chosen engine that makes sense for it."""
    if "engine" in metafunc.fixturenames:
        allowed = _engines_of(metafunc.definition)
        names = [name for name in _chosen(metafunc.config) if name in allowed] or sorted(allowed)
        metafunc.parametrize("engine", names, indirect=True, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out (not skip) what the chosen engines do not run. What takes long begins first: where two processes share
    the tests, none is left with a long one when the other is done."""
    chosen = set(_chosen(config))
    kept = [item for item in items if _runs_on(item) & chosen]
    config.hook.pytest_deselected(items=[item for item in items if not _runs_on(item) & chosen])
    items[:] = sorted(kept, key=lambda item: item.get_closest_marker("slow") is None)


def _runs_on(item: pytest.Item) -> set[str]:
    if not isinstance(item, pytest.Function):
        return set(ENGINES)
    if hasattr(item, "callspec") and "engine" in item.callspec.params:
        return {str(item.callspec.params["engine"])} & _engines_of(item)
    if {"seekdb", "private_seekdb"} & set(item.fixturenames):
        return {"oceanbase"}
    return _engines_of(item)


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    """The engine of this run of the test: `sqlite` or `oceanbase`."""
    return str(request.param)


@pytest.fixture(scope="session")
def seekdb(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SeekdbServer]:
    """One OceanBase server for all processes of the session, started when first asked for."""
    mine = tmp_path_factory.getbasetemp()
    with shared_server(mine.parent if WORKER else mine) as server:
        yield server


@pytest.fixture
def private_seekdb() -> Iterator[SeekdbServer]:
    """A server of this test alone, running; the test may kill and restart it."""
    with tempfile.TemporaryDirectory(prefix="jiaozi-seekdb-", ignore_cleanup_errors=True) as folder:
        server = SeekdbServer(Path(folder))
        server.start()
        yield server
        server.stop()


@pytest.fixture(scope="session")
def oceanbase_pool(seekdb: SeekdbServer) -> DatabasePool:
    """Databases of the shared server that tests take in turn."""
    return DatabasePool(seekdb, WORKER)


@pytest.fixture(scope="session")
def migrated_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A SQLite file with the schema and nothing in it, to copy: that takes a millisecond, making it a hundred."""
    path = tmp_path_factory.mktemp("sqlite") / "migrated.db"
    make_schema(f"sqlite:///{path}")
    return path


@pytest.fixture
def new_db_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[NewDatabase]:
    """A function that gives a database with the schema and no rows."""
    if engine == "sqlite":
        migrated: Path = request.getfixturevalue("migrated_sqlite")
        yield lambda: f"sqlite:///{copy(migrated, tmp_path / _sqlite_name())}"
        return
    pool: DatabasePool = request.getfixturevalue("oceanbase_pool")
    server: SeekdbServer = request.getfixturevalue("seekdb")
    taken: list[str] = []

    def take() -> str:
        taken.append(pool.take())
        return server.url(taken[-1])

    yield take
    for name in reversed(taken):  # the next test takes them in the same order, and finds the plans of its statements
        pool.give_back(name)


@pytest.fixture
def db_url(new_db_url: NewDatabase) -> str:
    """A database of its own for this test, with the schema and without rows."""
    return new_db_url()


@pytest.fixture
def keep(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Keep:
    """Keeps what is in a database for the session, and gives a function that puts it into one with the schema alone."""

    def keep_it(url: str) -> Put:
        if url.startswith("sqlite"):
            file = tmp_path_factory.mktemp("kept") / "kept.db"
            with (
                closing(apsw.Connection(_file_of(url))) as now,
                closing(apsw.Connection(str(file))) as kept,
                kept.backup("main", now, "main") as copying,
            ):
                copying.step()
            return lambda other: copy(file, _file_of(other))
        server: SeekdbServer = request.getfixturevalue("seekdb")
        rows = server.snapshot(url.rpartition("/")[2])
        return lambda other: server.fill(other.rpartition("/")[2], rows)

    return keep_it


def _file_of(url: str) -> str:
    return url.removeprefix("sqlite:///")


@pytest.fixture
def empty_db_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """A database without even tables, for tests of migrations; a schema in it costs 3 s on OceanBase."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / _sqlite_name()}"
        return
    server: SeekdbServer = request.getfixturevalue("seekdb")
    yield server.create_database(f"{WORKER}empty{next(_numbers)}")  # left there: dropping it takes 2 s of the processor


def _sqlite_name() -> str:
    return f"test{next(_numbers)}.db"
