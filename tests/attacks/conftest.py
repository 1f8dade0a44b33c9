"""A town with a victim and everything it can have, attackers of every kind, and a fast way to ask."""

import http.client
import json
from collections.abc import Callable, Iterator
from contextlib import closing
from itertools import count
from typing import Any, Final, NamedTuple

import pytest

from jiaozi.api.desk import Desk
from jiaozi.db.engine import Row
from jiaozi.db.schema import metadata
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.ledger.audit import audit
from jiaozi.platform import Platform
from tests.api.conftest import Live, live, serve, town
from tests.worlds.belongings import OTHER, VICTIM, belongings, settle
from tests.worlds.receiver import Receiver

__all__ = ["live", "serve", "town"]
_OF_NO_MATTER: Final = frozenset({"x-request-id", "date", "content-length", "jiaozi-mode"})
"""Which world answers is told by the form of the key itself."""
_OF_THE_REQUEST: Final = ("request_id", "next_cursor", "proposal")
"""A cursor carries a mark of the list that was asked for; a proposal is a new one each time."""
_KEPT: Final = frozenset({"outcomes", "commit_groups", "acts"})
"""What every refused attempt may leave behind: that it was refused."""


class Answer(NamedTuple):
    """An answer: all of it but what is made of the request itself."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: str

    def __repr__(self) -> str:
        """Short enough to read in a list of what went wrong."""
        return f"<{self.status} {self.body[:160]}>"


class Attack:
    """A server under attack. `victim` and `other` are the belongings of the two sides; `asked` says which actions
    of the permission table an operation asked about, by caller and by its method and route."""

    def __init__(self, live: Live, receiver: str) -> None:
        self.live = live
        settle(live)
        self.victim, self.other = belongings(live, VICTIM, receiver), belongings(live, OTHER, receiver)
        self.asked: dict[tuple[str, str], set[str]] = {}
        self.tokens = live.town.tokens
        self._wire = http.client.HTTPConnection(live.url.removeprefix("http://"), timeout=60)
        self._keys = count()
        self._now = ("", "")

    def close(self) -> None:
        """Leaves."""
        self._wire.close()

    def ask(self, who: str, label: str, method: str, target: str, body: Any = None) -> Answer:
        """An answer to somebody, who is a name in `tokens`; under a fresh idempotency key."""
        self._now = (who, label)
        headers = {"Idempotency-Key": f"a{next(self._keys)}", "X-Request-Id": "attack"}
        if self.tokens[who]:
            headers["Authorization"] = f"Bearer {self.tokens[who]}"
        sent = None
        if body is not None:
            sent, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        self._wire.request(method, target, sent, headers)
        answer = self._wire.getresponse()
        text = answer.read().decode()
        if answer.headers["Content-Type"].endswith("json"):
            found = json.loads(text)
            for name in _OF_THE_REQUEST:
                found.pop(name, None)
            text = json.dumps(found, sort_keys=True, ensure_ascii=False)
        kept = [(name.lower(), value) for name, value in answer.getheaders() if name.lower() not in _OF_NO_MATTER]
        return Answer(answer.status, tuple(sorted(kept)), text)

    def note(self, action: str) -> None:
        """An action was asked about."""
        self.asked.setdefault(self._now, set()).add(action)

    def state(self) -> dict[str, list[Row]]:
        """Every row of the world but what tells that something was refused."""
        return state_of(self.live.town.platform)


def state_of(platform: Platform) -> dict[str, list[Row]]:
    """Every row of a world but what tells that something was refused."""
    with platform.snapshot() as connection:
        return {
            name: sorted(connection.query(f"SELECT {', '.join(_columns(name))} FROM {name}"), key=repr)
            for name in metadata.tables
            if name not in _KEPT
        }


def _columns(table: str) -> list[str]:
    """A table's columns, but for the day a key was last used on, which is marked beside the requests."""
    return [column.name for column in metadata.tables[table].columns if column.name != "last_used_day"]


def audited(platform: Platform) -> tuple[Any, ...]:
    """What an audit finds."""
    with platform.snapshot() as connection:
        return audit(connection, FEATURE_INVARIANTS).findings


@pytest.fixture
def attack(live: Live, monkeypatch: pytest.MonkeyPatch) -> Iterator[Attack]:
    """A town under attack."""
    receiver = Receiver()
    with closing(Attack(live, receiver.url)) as made:
        for name in ("check_role", "may"):
            monkeypatch.setattr(Desk, name, _noting(made, getattr(Desk, name)))
        yield made
    receiver.stop()


def _noting(attack: Attack, asking: Callable[..., Any]) -> Callable[..., Any]:
    """The same question to the permission table, and a note of what was asked."""

    def noted(desk: Desk, action: str, *more: Any) -> Any:
        attack.note(action)
        return asking(desk, action, *more)

    return noted
