"""On OceanBase what is read or changed by key costs one plan whatever its size, and goes to its rows alone."""

from collections.abc import Iterator
from contextlib import closing

import pytest

from jiaozi.db.engine import Row
from jiaozi.db.engines import open_engine
from jiaozi.db.oceanbase import OceanBaseConnection

pytestmark = pytest.mark.only_engine("oceanbase")
KEY = ("a", "b")
CHANGED = ("worth", "said")
TEXT = "VARCHAR(60) COLLATE utf8mb4_bin"
TABLE = f"CREATE TABLE keyed (a BIGINT, b {TEXT}, worth BIGINT, said {TEXT}, PRIMARY KEY (a, b))"
MISSED = """
SELECT query_sql FROM oceanbase.GV$OB_SQL_AUDIT
WHERE sid = CONNECTION_ID() AND query_sql LIKE '%keyed%' AND query_sql LIKE ? AND is_hit_plan = 0
"""


@pytest.fixture
def connection(empty_db_url: str) -> Iterator[OceanBaseConnection]:
    """A connection to a database with one table, which is empty."""
    with closing(open_engine(empty_db_url).connect()) as found:
        assert isinstance(found, OceanBaseConnection)
        found.script([TABLE])
        yield found


def _rows(count: int) -> list[Row]:
    said = [None, "", "it's \\ 中 %s ?", "x"]
    return [(number if number % 3 else None, said[number % 4], number, f"k{number}") for number in range(count)]


def _keys(rows: list[Row]) -> list[Row]:
    return [row[2:] for row in rows]


def test_rows_come_back_as_they_were_written(connection: OceanBaseConnection) -> None:
    rows = _rows(3_000)
    connection.insert("keyed", ("worth", "said", *KEY), [(0, "", *key) for key in _keys(rows)])
    connection.update("keyed", KEY, CHANGED, rows)
    found = connection.fetch("keyed", (*CHANGED, *KEY), KEY, [*_keys(rows), (7, "k8"), (-1, "k1")], lock=True)
    assert sorted(found, key=lambda row: int(row[2])) == rows


def test_one_plan_serves_any_number_of_rows_above_one(connection: OceanBaseConnection) -> None:
    for count in (2, 3, 50, 1_000):
        connection.update("keyed", KEY, CHANGED, [(1, "x", *key) for key in _keys(_rows(count))])
        connection.fetch("keyed", CHANGED, KEY, _keys(_rows(count)))
    assert len(connection.query(MISSED, ("UPDATE%",))) == 1
    assert len(connection.query(MISSED, ("SELECT%FROM (VALUES%",))) == 1


@pytest.mark.parametrize("count", [1, 2_000])
def test_a_plan_that_is_made_while_a_table_is_empty_does_not_go_over_it(
    connection: OceanBaseConnection, monkeypatch: pytest.MonkeyPatch, count: int
) -> None:
    """It is kept while the table grows."""
    plans: list[str] = []

    ask = connection.query

    def explained(sql: str) -> list[Row]:
        plans.append("\n".join(str(line[0]) for line in ask(f"EXPLAIN BASIC {sql}")))
        return []

    with monkeypatch.context() as patched:
        patched.setattr(connection, "query", explained)
        patched.setattr(connection, "_run", explained)
        connection.fetch("keyed", CHANGED, KEY, _keys(_rows(count)), lock=True)
        connection.update("keyed", KEY, CHANGED, _rows(count))
    assert len(plans) == 2
    for plan in plans:
        assert "TABLE GET" in plan
        assert "TABLE FULL SCAN" not in plan
