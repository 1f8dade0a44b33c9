"""Readiness says why nothing can be written, and says by itself when that is over."""

from collections.abc import Callable
from typing import Any

import httpx
import pytest

from jiaozi.db.oceanbase import OceanBaseConnection
from jiaozi.db.sqlite import SqliteConnection
from tests.api.conftest import Live, Town
from tests.patience import until


def _until(live: Live, status: int) -> httpx.Response:
    def answer() -> httpx.Response | None:
        found = live.http.get("/readyz")
        return found if found.status_code == status else None

    return until(answer)


@pytest.mark.only_engine("sqlite")  # an OceanBase server's disk is its own; tests cannot fill it safely
def test_a_full_disk_is_no_readiness_until_there_is_room(
    town: Town, serve: Callable[..., Live], monkeypatch: pytest.MonkeyPatch
) -> None:
    """`max_page_count` makes SQLite answer SQLITE_FULL as a full disk does, without filling one."""
    pages = [2**31 - 2]
    begin = SqliteConnection.begin

    def bounded_begin(self: SqliteConnection) -> None:
        self.query(f"PRAGMA max_page_count = {pages[0]}")
        begin(self)

    monkeypatch.setattr(SqliteConnection, "begin", bounded_begin)
    live = serve()
    assert live.pay(1).status_code == 201
    with town.platform.snapshot() as connection:
        pages[0] = connection.query("PRAGMA page_count")[0][0]
    answers = [live.pay(1) for _ in range(300)]
    assert (answers[-1].status_code, answers[-1].json()["code"]) == (507, "storage_full")
    told = _until(live, 507)
    assert (told.json()["code"], told.headers["retry-after"]) == ("storage_full", "1")
    assert live.http.get("/healthz").status_code == 200
    pages[0] = 2**31 - 2
    assert _until(live, 200).json()["state"] == "ready"  # nobody has paid meanwhile
    assert live.pay(1).status_code == 201
    assert live.get("auditor", "/v1/audit").json()["findings"] == []


def test_a_database_that_takes_no_writes_is_no_readiness_until_it_does(
    town: Town, serve: Callable[..., Live], monkeypatch: pytest.MonkeyPatch
) -> None:
    shut = [False]
    kind: Any = SqliteConnection if town.platform.engine.name == "sqlite" else OceanBaseConnection
    setting = "PRAGMA query_only" if kind is SqliteConnection else "SET SESSION transaction_read_only"
    begin = kind.begin

    def shut_begin(self: Any) -> None:
        self.execute(f"{setting} = {int(shut[0])}")
        begin(self)

    monkeypatch.setattr(kind, "begin", shut_begin)
    live = serve()
    assert live.pay(1).status_code == 201
    shut[0] = True
    refused = live.pay(1)
    assert (refused.status_code, refused.json()["code"]) == (503, "database_read_only")
    assert _until(live, 503).json()["code"] == "database_read_only"
    assert live.get("li", "/v1/me").status_code == 200
    shut[0] = False
    _until(live, 200)
    assert live.pay(1).status_code == 201
