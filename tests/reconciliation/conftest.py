"""A bank's day that is over: loads and unloads of its customers, and ways to bring what its core says of them."""

from collections.abc import Iterator
from typing import Any

import pytest

from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.ledger.audit import audit
from tests.api.conftest import Live, live, serve, town
from tests.worlds.office import Office

__all__ = ["live", "serve", "town"]


def code(answer: Any) -> str:
    """The code of a refusal."""
    return str(answer.json()["code"])


@pytest.fixture
def office(live: Live) -> Iterator[Office]:
    """30 December 2025 is over at icbc: an issue and two loads of 1,000 yuan when the town was built, then three and an
    unload. All invariants hold at the end."""
    found = Office(live)
    found.move(500, 700, 700, -300)
    found.until("2025-12-31T09:00:00+08:00")
    yield found
    with live.town.platform.snapshot() as connection:
        assert audit(connection, FEATURE_INVARIANTS).findings == ()
