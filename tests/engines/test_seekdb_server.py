"""The OceanBase test server does what the other tests rely on."""

import socket
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from typing import Any

import pymysql
import pytest

from jiaozi.db.engines import open_engine
from jiaozi.schema import upgrade
from tests.engines.seekdb import SeekdbError, SeekdbServer


def test_acknowledged_rows_survive_kill_9(private_seekdb: SeekdbServer) -> None:
    private_seekdb.create_database("shop")
    with private_seekdb.connect("shop") as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE t (a BIGINT PRIMARY KEY)")
        cursor.execute("INSERT INTO t VALUES (1)")
    private_seekdb.kill9()
    private_seekdb.start()
    with private_seekdb.connect("shop") as connection, connection.cursor() as cursor:
        cursor.execute("SELECT a FROM t")
        assert cursor.fetchall() == ((1,),)


def test_it_answers_on_loopback_only(seekdb: SeekdbServer) -> None:
    outward = _own_address()
    if outward.startswith("127."):
        return  # this machine has no other address from which to try
    with pytest.raises(pymysql.MySQLError, match=r"Access denied|refused"):
        pymysql.connect(host=outward, port=seekdb.port, user="root", connect_timeout=3)


def test_a_folder_takes_one_server(seekdb: SeekdbServer) -> None:
    second = SeekdbServer(seekdb.base_dir)
    with pytest.raises(SeekdbError, match="exited with code"):
        second.start()


def test_a_deadlock_is_found(seekdb: SeekdbServer) -> None:
    seekdb.create_database("knot")
    with (
        closing(seekdb.connect("knot")) as one,
        closing(seekdb.connect("knot")) as two,
        ThreadPoolExecutor(1) as other,
    ):
        a, b = one.cursor(), two.cursor()
        a.execute("CREATE TABLE t (id BIGINT PRIMARY KEY, v BIGINT)")
        a.execute("INSERT INTO t VALUES (1, 0), (2, 0)")
        a.execute("BEGIN")
        b.execute("BEGIN")
        a.execute("UPDATE t SET v = 1 WHERE id = 1")
        b.execute("UPDATE t SET v = 2 WHERE id = 2")
        waiting = other.submit(_refusal_of, b, "UPDATE t SET v = 2 WHERE id = 1")
        assert {_refusal_of(a, "UPDATE t SET v = 1 WHERE id = 2"), waiting.result()} == {0, 1213}
    seekdb.drop_database("knot")


def test_restore_brings_back_rows_and_drops_new_tables(seekdb: SeekdbServer) -> None:
    seekdb.create_database("again")
    with seekdb.connect("again") as connection, connection.cursor() as cursor:
        cursor.execute("CREATE TABLE t (a BIGINT PRIMARY KEY, b VARCHAR(20))")
        cursor.execute("INSERT INTO t VALUES (1, 'seed')")
        before = seekdb.snapshot("again")
        cursor.execute("INSERT INTO t VALUES (2, 'x')")
        cursor.execute("CREATE TABLE extra (a BIGINT PRIMARY KEY)")
    seekdb.restore("again", before)
    assert seekdb.snapshot("again") == {"t": ((1, "seed"),)}
    seekdb.drop_database("again")


def test_a_database_without_tables(empty_db_url: str, engine: str) -> None:
    assert empty_db_url.startswith(f"{engine}://")


@pytest.mark.parametrize("turn", [1, 2])
def test_a_database_comes_back_without_rows(db_url: str, turn: int) -> None:
    engine = open_engine(db_url)
    upgrade(engine, 0)
    with closing(engine.connect()) as connection:
        assert connection.query("SELECT count(*) FROM counters") == [(0,)]
        connection.begin()
        connection.insert("counters", ("name", "value"), [("left over", turn)])
        connection.commit()


def _refusal_of(cursor: Any, statement: str) -> int:
    """The number of the error that a statement ends with; 0 when it succeeds."""
    try:
        cursor.execute(statement)
    except pymysql.MySQLError as error:
        return int(error.args[0])
    return 0


def _own_address() -> str:
    """The address this machine would use towards others (nothing is sent)."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))
        except OSError:
            return "127.0.0.1"
        return str(probe.getsockname()[0])
