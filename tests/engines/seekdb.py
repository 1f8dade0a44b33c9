"""A real OceanBase kernel for the tests: the `seekdb` binary of the `pylibseekdb` wheel, in a folder of its own.

Facts measured on seekdb 1.3 and 1.4 (2 cores):

- it starts in 1.3 to 2.5 s, comes back from kill -9 in 2 to 3 s, and needs 300 to 450 MB; several run side by side;
- it listens on all addresses and has no parameter for it, so `start` sets `ob_tcp_invited_nodes` to loopback before
  anything else;
- a second server on the same folder exits at once with code 96; SIGTERM ends it in 0.1 s without a clean-up phase;
- the plans of our statements take 100 MB, and a small cache of plans makes nearly all of them anew: an audit then costs
  0.5 s of the processor, and 0.04 s when they are kept;
- a database costs 0.03 s, our hundred tables with their indexes 3 s of the processor, dropping them 2 s; twenty such
  databases more make it no slower, and take 20 MB each. Emptying 25 small tables with DELETE in one transaction costs
  0.01 s, with TRUNCATE 0.75 s.
"""

import importlib.util
import os
import signal
import subprocess
import time
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from fcntl import LOCK_EX, flock
from pathlib import Path
from typing import Any, Final

import pymysql

from tests.ports import free_port

START_TIMEOUT_S: Final = 90.0
STOP_TIMEOUT_S: Final = 20.0
PARAMETERS: Final = (
    "memory_limit=4G",
    "datafile_size=64M",
    "syslog_level=ERROR",
    "max_syslog_file_count=2",
    "_lcl_op_interval=30ms",  # deadlock detection: on by default in OceanBase, off in seekdb
)
VARIABLES: Final = (
    "ob_tcp_invited_nodes = '127.0.0.1,::1'",
    "ob_plan_cache_percentage = 30",  # 1.2 GB; 5 by default
    "optimizer_dynamic_sampling = 0",  # a sample of each table for each plan: 4 to 10 % of the processor
)

Snapshot = Mapping[str, Sequence[tuple[Any, ...]]]


class SeekdbError(RuntimeError):
    """The test server cannot be found, started or reached."""


def binary() -> Path:
    """The server's binary inside the installed wheel; `SeekdbError` when it is not there."""
    spec = importlib.util.find_spec("pylibseekdb")
    if spec is None or spec.origin is None:
        message = "pylibseekdb is not installed: run `make test`, or pip install -r requirements-dev.lock"
        raise SeekdbError(message)
    path = Path(spec.origin).parent / "seekdb"
    if not path.is_file():
        message = f"this pylibseekdb wheel carries no server binary at {path}"
        raise SeekdbError(message)
    return path


class SeekdbServer:
    """One server over one folder. Start it, stop it, kill it, start it again: its data stay in the folder."""

    def __init__(self, base_dir: Path, port: int | None = None, parameters: Sequence[str] = PARAMETERS) -> None:
        self.base_dir = base_dir.resolve()
        self.port = free_port() if port is None else port
        self.parameters = tuple(parameters)
        self._process: subprocess.Popen[bytes] | None = None
        self._guard: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        """The server's process id; `SeekdbError` when it is not running."""
        if self._process is None:
            message = "the server is not running"
            raise SeekdbError(message)
        return self._process.pid

    def start(self, users: Path | None = None) -> None:
        """Start the server and wait until it answers, from loopback only. It ends with us, or with the last that has
        the pipe `users` open."""
        if self._process is not None:
            message = "the server is running already"
            raise SeekdbError(message)
        self.base_dir.mkdir(parents=True, exist_ok=True)
        with (self.base_dir / "console.log").open("ab") as console:
            self._process = subprocess.Popen(
                self._command(),
                stdin=subprocess.DEVNULL,
                stdout=console,
                stderr=console,
                env=os.environ | {"TELEMETRY_ENABLED": "false"},
                start_new_session=True,
            )
        self._guard = _kill_when_we_die(self._process.pid) if users is None else _kill_when_unused(self, users)
        try:
            self._wait_until_ready()
        except BaseException:
            self.kill9()
            raise

    def stop(self) -> None:
        """Ask the server to end, and wait; nothing happens when it is not running."""
        self._end(signal.SIGTERM)

    def kill9(self) -> None:
        """Kill the server as a power cut would, and wait until it is gone."""
        self._end(signal.SIGKILL)

    def wait(self) -> None:
        """Wait until the server has ended by itself; nothing happens where another process has started it."""
        for process in (self._process, self._guard):
            if process is not None:
                process.wait()
        self._process = self._guard = None

    def restart(self) -> None:
        """Stop and start on the same folder and port."""
        self.stop()
        self.start()

    def url(self, database: str) -> str:
        """The address of a database, as `--db` takes it."""
        return f"oceanbase://root@127.0.0.1:{self.port}/{database}"

    def connect(self, database: str | None = None, **options: Any) -> "pymysql.Connection[Any]":
        """A driver connection in autocommit mode, for the tests' own preparations."""
        settings: dict[str, Any] = {"autocommit": True, "connect_timeout": 5, "ssl_disabled": True} | options
        return pymysql.connect(host="127.0.0.1", port=self.port, user="root", database=database, **settings)

    def create_database(self, name: str) -> str:
        """Create an empty database and return its URL."""
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(f"CREATE DATABASE `{name}`")
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database with all its tables; open connections to it are cut first."""
        with self.connect() as connection, connection.cursor() as cursor:
            _cut_connections(cursor, name)
            cursor.execute(f"DROP DATABASE IF EXISTS `{name}`")

    def snapshot(self, name: str) -> Snapshot:
        """All rows of all tables, to go back to with `restore`. For databases that hold little more than a schema."""
        with self.connect(name) as connection, connection.cursor() as cursor:
            return {table: _rows(cursor, table) for table in _tables(cursor)}

    def restore(self, name: str, snapshot: Snapshot) -> int:
        """Go back to the rows of `snapshot` in about 50 ms: cut connections, drop new tables, replace the rows. How
        many rows went."""
        with self.connect(name) as connection, connection.cursor() as cursor:
            _cut_connections(cursor, name)
            tables = _tables(cursor)
            missing = sorted(set(snapshot) - set(tables))
            if missing:
                message = f"the test dropped {missing}; a test that changes the schema takes `db_url`"
                raise SeekdbError(message)
            for table in set(tables) - set(snapshot):
                cursor.execute(f"DROP TABLE `{table}`")
            used, gone = _filled(cursor, snapshot), 0
            connection.begin()
            for table, rows in snapshot.items():
                if rows or table in used:
                    gone += _replace_rows(cursor, table, rows)
            connection.commit()
            return gone

    def fill(self, name: str, snapshot: Snapshot) -> None:
        """Put the rows of a snapshot of another database into one that has the schema alone."""
        with self.connect(name) as connection, connection.cursor() as cursor:
            connection.begin()
            for table, rows in snapshot.items():
                if rows:
                    _replace_rows(cursor, table, rows)
            connection.commit()

    def _command(self) -> list[str]:
        command = [str(binary()), "--nodaemon", "--port", str(self.port), "--base-dir", str(self.base_dir)]
        command += ["--log-level", "ERROR"]
        for parameter in self.parameters:
            command += ["--parameter", parameter]
        return command

    def _wait_until_ready(self) -> None:
        give_up_at = time.monotonic() + START_TIMEOUT_S
        while True:
            try:
                with self.connect() as connection, connection.cursor() as cursor:
                    for variable in VARIABLES:
                        cursor.execute(f"SET GLOBAL {variable}")
                return
            except pymysql.MySQLError as error:
                self._check_alive(error)
                if time.monotonic() > give_up_at:
                    message = f"seekdb did not answer within {START_TIMEOUT_S:.0f} s: {error}\n{self._console_tail()}"
                    raise SeekdbError(message) from error
            time.sleep(0.05)

    def _check_alive(self, error: Exception) -> None:
        code = None if self._process is None else self._process.poll()
        if code is not None:
            message = f"seekdb exited with code {code}\n{self._console_tail()}"
            raise SeekdbError(message) from error

    def _console_tail(self) -> str:
        return (self.base_dir / "console.log").read_text(errors="replace")[-2000:]

    def _end(self, signal_number: signal.Signals) -> None:
        process, guard = self._process, self._guard
        self._process = self._guard = None
        if guard is not None:
            guard.kill()
            guard.communicate()
        if process is None:
            return
        with suppress(ProcessLookupError):
            process.send_signal(signal_number)
        try:
            process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _kill_when_we_die(pid: int) -> subprocess.Popen[bytes]:
    """A shell that kills the server when our end of its input closes, so that no server outlives a killed test run."""
    command = ["/bin/sh", "-c", f"read _; kill -9 {pid}"]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)


def _kill_when_unused(server: SeekdbServer, users: Path) -> subprocess.Popen[bytes]:
    """A shell that kills the server, and throws its folder away, when nobody has the pipe open for writing any more."""
    command = ["/bin/sh", "-c", f"read _ < '{users}'; kill -9 {server.pid}; rm -rf '{server.base_dir}'"]
    return subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)


@contextmanager
def shared_server(folder: Path) -> Iterator[SeekdbServer]:
    """The one server of all processes that name this folder: the first starts it, and it ends when the last has. A
    server of its own for each costs 0.08 of a core while it idles, and as much again in plans."""
    users, port = folder / "seekdb.users", folder / "seekdb.port"
    with (folder / "seekdb.lock").open("ab") as lock:
        flock(lock, LOCK_EX)
        try:
            pipe = os.open(users, os.O_WRONLY | os.O_NONBLOCK)  # refused where no guard reads it
            server = SeekdbServer(folder / "seekdb", int(port.read_text()))
        except OSError:
            users.unlink(missing_ok=True)
            os.mkfifo(users)
            server = SeekdbServer(folder / "seekdb")
            server.start(users)
            pipe = os.open(users, os.O_WRONLY)
            port.write_text(str(server.port))
    try:
        yield server
    finally:
        os.close(pipe)
        server.wait()


def _cut_connections(cursor: Any, database: str) -> None:
    cursor.execute("SELECT CONNECTION_ID()")
    own = cursor.fetchone()[0]
    cursor.execute("SELECT id FROM information_schema.processlist WHERE db = %s AND id <> %s", (database, own))
    for (session,) in cursor.fetchall():
        with suppress(pymysql.MySQLError):  # it may have ended meanwhile
            cursor.execute(f"KILL {int(session)}")


def _tables(cursor: Any) -> list[str]:
    cursor.execute("SHOW FULL TABLES WHERE Table_type = 'BASE TABLE'")
    return [row[0] for row in cursor.fetchall()]


def _filled(cursor: Any, tables: Collection[str]) -> set[str]:
    """The tables that have rows, by one statement: 30 ms for a hundred of them, emptying each costs a millisecond."""
    cursor.execute(" UNION ALL ".join(f"(SELECT '{table}' FROM `{table}` LIMIT 1)" for table in tables))
    return {row[0] for row in cursor.fetchall()}


def _rows(cursor: Any, table: str) -> Sequence[tuple[Any, ...]]:
    cursor.execute(f"SELECT * FROM `{table}`")
    rows: Sequence[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _replace_rows(cursor: Any, table: str, rows: Collection[tuple[Any, ...]]) -> int:
    gone: int = cursor.execute(f"DELETE FROM `{table}`")
    if rows:
        marks = ", ".join(["%s"] * len(next(iter(rows))))
        cursor.executemany(f"INSERT INTO `{table}` VALUES ({marks})", rows)
    return gone
