"""Statements are planned once: SQLite asks whether it may do what is in one while it plans it."""

from pathlib import Path

import apsw
import pytest

from jiaozi.access.store import keys_with_principals
from jiaozi.db.engines import open_engine
from jiaozi.db.sqlite import SqliteConnection
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.ledger.audit import audit
from tests.ledger.world import ledger_world


@pytest.mark.only_engine("sqlite")  # OceanBase keeps plans of its own
def test_a_statement_is_planned_once_whatever_it_is_given(db_url: str, tmp_path: Path) -> None:
    with ledger_world(db_url):
        connection = open_engine(db_url).connect(reader=True)
        assert isinstance(connection, SqliteConnection)
        planned: list[int] = []

        def planning(operation: int, *_: object) -> int:
            planned.append(operation)
            return apsw.SQLITE_OK

        connection._db.authorizer = planning
        keys_with_principals(connection, [100])
        once = len(planned)
        for number in range(101, 200):
            keys_with_principals(connection, [number])
        connection.close()
    assert len(planned) == once > 0


@pytest.mark.only_engine("sqlite")  # OceanBase keeps plans of its own
def test_a_connection_keeps_all_the_statements_of_an_audit(db_url: str) -> None:
    with ledger_world(db_url):
        connection = open_engine(db_url).connect(reader=True)
        assert isinstance(connection, SqliteConnection)
        audit(connection, FEATURE_INVARIANTS)
        before = connection._db.cache_stats()
        audit(connection, FEATURE_INVARIANTS)
        after = connection._db.cache_stats()
        connection.close()
    assert after["misses"] == before["misses"]
    assert after["hits"] - before["hits"] > 100
