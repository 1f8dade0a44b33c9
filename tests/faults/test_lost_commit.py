"""The COMMIT, or its answer, is lost on the way to OceanBase: the marker row tells, nothing is done twice."""

import threading
import time
from collections.abc import Iterator

import pytest

from jiaozi.clock import SystemClock
from jiaozi.db import oceanbase
from jiaozi.db.engine import DuplicateKey
from jiaozi.db.groups import ABORTED, COMMITTED, settle
from jiaozi.errors import Failure
from tests.engines.seekdb import SeekdbServer
from tests.faults import load
from tests.faults.proxy import Loss, Proxy
from tests.ledger.world import LedgerWorld

pytestmark = [pytest.mark.slow, pytest.mark.only_engine("oceanbase")]  # SQLite has no network to lose an answer in


class Bank:
    """A ledger reached through the proxy, and the direct way for looking."""

    def __init__(self, server: SeekdbServer, db_url: str) -> None:
        database = db_url.rpartition("/")[2]
        self.proxy = Proxy(server.port)
        self.direct = LedgerWorld(db_url, SystemClock())
        self.world = LedgerWorld(f"oceanbase://root@127.0.0.1:{self.proxy.port}/{database}", SystemClock())
        self.keys: dict[str, None] = {}
        self.debit, self.credit = self.direct.source(), self.direct.open()

    def pay(self, key: str) -> bool:
        self.keys[key] = None
        return load.is_done(self.world.platform.run([load.payment(self.world, key, self.debit, self.credit)])[0])

    def groups(self) -> list[int]:
        """The states of the groups, in order."""
        with self.direct.platform.snapshot() as connection:
            return [row[0] for row in connection.query("SELECT state FROM commit_groups ORDER BY id")]

    def paid(self) -> int:
        return self.direct.balances([self.credit])[0][0]


@pytest.fixture
def bank(seekdb: SeekdbServer, db_url: str, engine: str) -> Iterator[Bank]:
    made = Bank(seekdb, db_url)
    assert made.pay("first")
    yield made
    load.prove(made.direct, list(made.keys), list(made.keys), made.debit, made.credit)
    made.world.close()
    made.direct.close()
    made.proxy.close()


def test_the_commit_happened_and_its_answer_is_lost(bank: Bank) -> None:
    bank.proxy.lose(Loss.ANSWER)
    assert bank.pay("second")
    assert bank.proxy.lost == 1
    assert bank.groups() == [COMMITTED, COMMITTED]
    assert bank.paid() == 2


def test_the_commit_did_not_happen(bank: Bank) -> None:
    bank.proxy.lose(Loss.COMMIT)
    assert bank.pay("second")
    assert bank.proxy.lost == 1
    assert bank.groups() == [COMMITTED, ABORTED, COMMITTED]
    assert bank.paid() == 2


def test_a_commit_that_arrives_late_counts_once_or_never(bank: Bank) -> None:
    """The old connection still holds its locks; whoever is first, the marker or its fence, the other one loses."""
    bank.proxy.lose(Loss.LATE)
    done: list[bool] = []
    client = threading.Thread(target=lambda: done.append(bank.pay("second")))
    client.start()
    time.sleep(0.5)
    bank.proxy.late.set()
    client.join(load.PATIENCE_S)
    assert done == [True]
    assert bank.proxy.arrived.wait(load.PATIENCE_S)
    assert bank.groups() in ([COMMITTED, COMMITTED], [COMMITTED, ABORTED, COMMITTED])
    assert bank.paid() == 2


def test_a_server_that_falls_silent_does_not_hang_the_writer(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(oceanbase, "WRITER_TIMEOUT_S", 2)
    bank.world.close()
    bank.world = LedgerWorld(bank.world.platform.settings.database_url(), SystemClock())
    assert bank.pay("first")
    bank.proxy.lose(Loss.SILENCE)
    started = time.monotonic()
    assert bank.pay("second")
    assert time.monotonic() - started < load.PATIENCE_S
    assert bank.paid() == 2


def test_nothing_is_doubled_when_many_answers_are_lost(bank: Bank) -> None:
    for number in range(20):
        bank.proxy.lose((Loss.ANSWER, Loss.COMMIT)[number % 2])
        while not bank.pay(f"many-{number}"):
            pass
    assert bank.proxy.lost == 20
    assert bank.paid() == 21


def test_a_fenced_group_can_never_commit(bank: Bank) -> None:
    """What `settle` promises, on the engine itself: after the fence the marker cannot be inserted."""
    engine = bank.direct.platform.engine
    one, other = engine.connect(), engine.connect()
    assert settle(one, 4711, 0) is False
    other.begin()
    columns = ("id", "state", "recorded_at", "transfers", "digest")
    with pytest.raises(DuplicateKey):
        other.insert("commit_groups", columns, [(4711, COMMITTED, 0, b"", b"")])
    other.rollback()
    assert settle(one, 4711, 0) is False
    for connection in (one, other):
        connection.close()


def test_while_the_database_is_away_a_whole_group_is_told_so_at_once(
    bank: Bank, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In halves, each of 64 callers would wait for the tries of the 63 others: minutes, in which it may come back."""
    bank.proxy.close()
    tries: list[None] = []
    connect = oceanbase.OceanBaseEngine.connect

    def counted(engine: oceanbase.OceanBaseEngine, *, reader: bool = False) -> oceanbase.OceanBaseConnection:
        tries.append(None)
        return connect(engine, reader=reader)

    monkeypatch.setattr(oceanbase.OceanBaseEngine, "connect", counted)
    requests = [load.payment(bank.world, f"away-{number}", bank.debit, bank.credit) for number in range(64)]
    outcomes = [result.outcome for result in bank.world.platform.run(requests)]
    assert [outcome.code for outcome in outcomes if isinstance(outcome, Failure)] == ["database_unavailable"] * 64
    assert len(tries) <= 10
