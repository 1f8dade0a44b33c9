"""Readings that share a snapshot ask each question once, and see what there was when it began."""

from collections.abc import Callable
from contextlib import closing
from typing import Any

import pytest

from jiaozi.db.engine import Connection, Row
from jiaozi.db.engines import open_engine
from jiaozi.db.remembered import Remembered

MARKS = "SELECT version FROM schema_migrations WHERE version BETWEEN ? AND -1 ORDER BY version"

ONE = "SELECT version, applied_at FROM schema_migrations WHERE version = ?"


def _marked(connection: Connection, version: int) -> None:
    connection.begin()
    connection.insert("schema_migrations", ("version", "applied_at"), [(version, 1)])
    connection.commit()


def _counted(call: Callable[..., list[Row]], asked: list[object]) -> Callable[..., list[Row]]:
    def counted(*given: Any, **more: Any) -> list[Row]:
        asked.append(given)
        return call(*given, **more)

    return counted


def _fetched(connection: Connection, *versions: int) -> list[Row]:
    keys = [(version,) for version in versions]
    return connection.fetch("schema_migrations", ("version",), ("version",), keys)


def test_a_shared_snapshot_gives_the_same_answer_without_asking_twice(
    db_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(db_url)
    with closing(engine.connect()) as writer, closing(engine.connect(reader=True)) as reader:
        _marked(writer, -7)
        asked: list[object] = []
        for name in ("query", "query_each", "fetch"):
            monkeypatch.setattr(reader, name, _counted(getattr(reader, name), asked))
        reader.begin_snapshot()
        asked.clear()
        shared = Remembered(reader)
        so_often = []
        for _ in range(3):
            assert shared.query(MARKS, (-9,)) == [(-7,)]
            assert shared.query(MARKS, [-6]) == []
            assert _fetched(shared, -7, -8) == [(-7,)]
            assert _fetched(shared, -8) == _fetched(shared) == []
            assert shared.query_each(ONE, [(-7,), (-8,)]) == [(-7, 1)]
            assert shared.query_each(ONE, [(-8,)]) == []
            assert shared.fetch("schema_migrations", ("applied_at",), ("version",), [(-7,), (-8,)]) == [(1,)]
            so_often.append(len(asked))
        assert so_often[0] == so_often[2] >= 4, "no rows are an answer, too"
        _marked(writer, -8)
        assert _fetched(shared, -8) == []
        reader.rollback()
        reader.begin_snapshot()
        assert _fetched(Remembered(reader), -8) == [(-8,)], "the next snapshot begins with nothing"
        reader.rollback()


def test_a_shared_snapshot_is_only_read(db_url: str) -> None:
    with closing(open_engine(db_url).connect(reader=True)) as reader:
        reader.begin_snapshot()
        with pytest.raises(AssertionError, match="only read"):
            Remembered(reader).execute("DELETE FROM schema_migrations")
        with pytest.raises(AssertionError, match="only read"):
            Remembered(reader).rollback()
        reader.rollback()
