"""A town with a test world beside it."""

from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest

from jiaozi.db import sequencer
from jiaozi.db.engine import Row
from jiaozi.db.schema import metadata
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.ledger.audit import audit
from jiaozi.platform import Platform
from tests.api.conftest import Live, Town, serve, town

__all__ = ["serve", "town"]


class Trial:
    """A server, and short ways to call it in test mode. `keys` are tokens, `ids` wire ids, by the party's name."""

    def __init__(self, live: Live, who: str = "teahouse") -> None:
        self.live = live
        self.first = live.post(who, "/v1/test-keys", key=f"first-{who}")
        assert self.first.status_code == 201, self.first.text
        parties = self.first.json()["parties"]
        self.keys = {party["name"]: party["token"] for party in parties}
        self.wallets = {party["name"]: party["wallet"] for party in parties}
        self.party = {party["name"]: party for party in parties}
        self.store = parties[0]["store"]

    @property
    def platform(self) -> Platform:
        """The test world, as the server has it open."""
        return self.live.test_app.house.platform

    def get(self, who: str, path: str, **given: Any) -> httpx.Response:
        """A GET of a party's."""
        return self.live.http.get(path, headers=self._headers(who), **given)

    def post(self, who: str, path: str, body: Any = None, key: str = "", **given: Any) -> httpx.Response:
        """A POST of a party's, under a fresh key unless one is given."""
        headers = self._headers(who) | {"Idempotency-Key": key or f"t{next(self.live._keys)}"}
        return self.live.http.post(path, json={} if body is None else body, headers=headers, **given)

    def pay(self, minor: int = 100, who: str = "rich", key: str = "") -> httpx.Response:
        """A payment of a test customer's at the twin's store."""
        body = {"payer": self.wallets[who], "store": self.store, "amount": {"minor": minor, "asset": "E-CNY"}}
        return self.post(who, "/v1/payments", body, key)

    def _headers(self, who: str) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.keys[who]}"}


def everything(platform: Platform) -> dict[str, list[Row]]:
    """Every row of a world."""
    with platform.snapshot() as connection:
        return {name: sorted(connection.query(f"SELECT * FROM {name}"), key=repr) for name in metadata.tables}


def findings(platform: Platform) -> tuple[Any, ...]:
    """What an audit of a world finds."""
    sequencer.catch_up(platform.engine)
    with platform.snapshot() as connection:
        return audit(connection, FEATURE_INVARIANTS).findings


@pytest.fixture
def trial(serve: Callable[..., Live], town: Town) -> Iterator[Trial]:
    """A server with a twin of the teahouse; both worlds are audited when the test is done."""
    made = Trial(serve())
    yield made
    assert findings(made.platform) == ()
    assert findings(town.platform) == ()
