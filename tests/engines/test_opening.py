"""Opening a world, and being idle, costs the same however much is in it: statements, rows and SQLite's steps are
counted, since a clock would tell of the machine."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from fractions import Fraction
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import pymysql
import pytest

from jiaozi.api.app import create_app
from jiaozi.api.server import check_address
from jiaozi.cli.benchmarks.pay import PayPlan, World, groups
from jiaozi.config import Settings
from jiaozi.db import sequencer
from jiaozi.payments.pay import Paid
from jiaozi.platform import Platform
from jiaozi.scheme.institutions import OpenOperator
from jiaozi.worker import Worker
from jiaozi.worker.loop import _always, _Task
from tests.conftest import NewDatabase

SMALL, LARGE = PayPlan(8, 8, 4, 2, "stores", 1), PayPlan(400, 1_600, 16, 40, "stores", 1)
QUESTIONS_MAX = 12
"""What an idle world is asked in a second: 2.5 times whether groups are to be numbered, twice for sweeps and webhooks,
once for holds, interest and reconciliation, less than once for the others."""


class Counted(NamedTuple):
    """What a database was asked: the statements, and on SQLite the steps they took."""

    statements: list[str]
    steps: list[None]


@pytest.fixture
def counted(engine: str, monkeypatch: pytest.MonkeyPatch) -> Counted:
    """Counts what every connection is asked that is opened from now on."""
    counted = Counted([], [])

    def hook(connection: Any) -> None:
        def trace(_: object, statement: str, __: object) -> bool:
            counted.statements.append(statement)
            return True

        def step() -> bool:
            counted.steps.append(None)
            return False

        connection.exec_trace = trace
        connection.set_progress_handler(step, 1)

    def query(self: Any, sql: Any, *more: Any) -> Any:
        counted.statements.append(sql.decode() if isinstance(sql, bytes) else sql)
        return plain(self, sql, *more)

    plain = pymysql.connections.Connection.query
    if engine == "sqlite":
        monkeypatch.setattr(apsw, "connection_hooks", [*apsw.connection_hooks, hook])
    else:
        monkeypatch.setattr(pymysql.connections.Connection, "query", query)
    return counted


def make(settings: Settings, plan: PayPlan) -> Settings:
    """Makes a world with so many wallets and payments, all numbered."""
    platform = Platform(settings)
    world = World(platform, plan, lambda _, __: None)
    world.build()
    for requests in groups(platform, plan, world):
        assert all(isinstance(each.outcome, Paid) for each in platform.run(requests))
    platform.close()
    sequencer.catch_up(platform.engine)
    return settings


@contextmanager
def opened(settings: Settings) -> Iterator[Platform]:
    """A platform as a server opens it."""
    platform = Platform(settings)
    check_address(platform, "127.0.0.1")
    app = create_app(platform, work=False)
    app.start()
    yield platform
    app.stop()
    platform.close()


def shapes(statements: list[str]) -> list[str]:
    """What kinds of statements they are: their first words."""
    return [" ".join(each.split()[:4]) for each in statements]


def test_a_world_is_opened_by_the_same_statements_however_much_is_in_it(
    new_db_url: NewDatabase, tmp_path: Path, counted: Counted
) -> None:
    asked = []
    for name, plan in (("small", SMALL), ("large", LARGE)):
        settings = make(Settings(db_url=new_db_url(), keyring=tmp_path / f"{name}.json"), plan)
        counted.statements.clear()
        counted.steps.clear()
        with opened(settings):
            asked.append((shapes(counted.statements), len(counted.steps)))
    assert asked[0] == asked[1]
    assert len(asked[0][0]) < 80


def test_looking_for_the_work_of_an_idle_world_asks_one_question_for_each_kind_and_wakes_nobody(
    db_url: str, tmp_path: Path, counted: Counted
) -> None:
    settings = make(Settings(db_url=db_url, keyring=tmp_path / "keyring.json"), SMALL)
    with opened(settings) as platform, closing(platform.engine.connect()) as connection:
        a_second = Fraction(0)
        for task in Worker(platform)._tasks:
            counted.statements.clear()
            if task.is_due is not _always:
                task.look(connection)
                assert not task.wanted.is_set()
            assert len(counted.statements) <= 1
            a_second += Fraction(len(counted.statements)) / Fraction(str(max(task.every_s, task.idle_s)))
    assert 0 < a_second <= QUESTIONS_MAX


def test_whatever_there_is_to_do_is_found_by_a_look(db_url: str, tmp_path: Path) -> None:
    settings = make(Settings(db_url=db_url, keyring=tmp_path / "keyring.json"), SMALL)
    with opened(settings) as platform, closing(platform.engine.connect()) as connection:
        sequencing = sequencer_of(platform)
        platform.run([platform.request(0, "one more", OpenOperator("abc", 0))])
        sequencing.look(connection)
        assert sequencing.wanted.is_set()


def test_who_finds_nothing_looks_less_often_until_this_process_writes_or_another_has_written(
    db_url: str, tmp_path: Path
) -> None:
    settings = make(Settings(db_url=db_url, keyring=tmp_path / "keyring.json"), SMALL)
    with opened(settings) as platform, closing(platform.engine.connect()) as connection:
        sequencing, rests = sequencer_of(platform), []
        for _ in range(5):
            sequencing.look(connection)
            rests.append(sequencing.rest_s)
        assert rests == [0.1, 0.2, 0.4, 0.4, 0.4]
        assert not sequencing.is_awake(sequencing.rests_until_s - 0.01)
        platform.writer.submit(platform.request(0, "one here", OpenOperator("abc", 0))).result(60)
        assert sequencing.is_awake(sequencing.rests_until_s - 0.01)
        sequencing.look(connection)
        sequencing.turn()
        sequencing.wanted.clear()
        sequencing.rest()
        assert (sequencing.rest_s, sequencing.is_awake(sequencing.rests_until_s - 0.01)) == (0.1, False)
        platform.run([platform.request(0, "one as by another process", OpenOperator("xyz", 0))])
        assert not sequencing.is_awake(sequencing.rests_until_s - 0.01)
        sequencing.look(connection)
        assert sequencing.wanted.is_set()


def sequencer_of(platform: Platform) -> _Task:
    """The task that numbers groups."""
    (sequencing,) = (task for task in Worker(platform)._tasks if task.name == "sequencer")
    return sequencing
