"""The ledger that these tests use: fresh, on each engine, and audited when the test is done."""

from collections.abc import Iterator

import pytest

from tests.ledger.world import LedgerWorld, ledger_world


@pytest.fixture
def world(db_url: str) -> Iterator[LedgerWorld]:
    """A ledger of this test's own. What it did is audited at the end."""
    with ledger_world(db_url) as made:
        yield made


@pytest.fixture
def unsound_world(db_url: str) -> Iterator[LedgerWorld]:
    """A ledger that the test damages, so it is not audited at the end."""
    made = LedgerWorld(db_url)
    yield made
    made.close()
