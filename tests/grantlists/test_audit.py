"""Each invariant of grant lists notices what breaks it."""

from collections.abc import Iterator

import pytest

from jiaozi.grantlists.audit import GRANT_LIST_INVARIANTS
from jiaozi.grantlists.model import GrantListed
from jiaozi.kinds import WalletNo
from tests.features.world import World
from tests.grantlists.bureau import FACE, Bureau, lines_for


class Broken:
    """A list that is done, one in the middle, and one that is open, whose rows a test damages."""

    def __init__(self, world: World) -> None:
        self.bureau = bureau = Bureau(world)
        self.program = bureau.subsidy(budget=12 * FACE)
        people = bureau.crowd(6)
        self.done = bureau.submitted(self.program, [*lines_for(*people[:2]), *lines_for(WalletNo(2**50))])
        bureau.work()
        self.half = bureau.submitted(self.program, lines_for(*people[2:5]))
        world.do(GrantListed(self.half, 1))
        self.open = bureau.sent(self.program, lines_for(people[5]))
        self.other = bureau.claim(self.program, people[5])
        assert world.audit().findings == ()


@pytest.fixture
def broken(unsound_world: World) -> Iterator[Broken]:
    """A bureau that is sound until the test damages it."""
    return Broken(unsound_world)  # type: ignore[return-value]


_LINES = "UPDATE grant_list_lines SET"
DAMAGE = [
    ("promises_set_aside", "UPDATE programs SET promised_minor = promised_minor - 1 WHERE id = ?", "program"),
    ("promises_set_aside", "UPDATE grant_lists SET granted_lines = granted_lines + 1 WHERE id = ?", "half"),
    ("promises_set_aside", "UPDATE grant_lists SET state = 3, ended_at = 1 WHERE id = ?", "half"),
    ("grant_lines_add_up", "UPDATE grant_lists SET refused_sum_minor = 0 WHERE id = ?", "done"),
    ("grant_lines_add_up", "UPDATE grant_lists SET received = 0 WHERE id = ?", "open"),
    ("grant_lines_add_up", "UPDATE grant_lists SET ended_at = 0 WHERE id = ?", "done"),
    ("grant_lines_add_up", "UPDATE grant_lists SET state = 0 WHERE id = ?", "done"),
    ("grant_lines_add_up", "UPDATE grant_lists SET submitted_at = 0 WHERE id = ?", "half"),
    ("grant_lines_add_up", f"{_LINES} refused = '' WHERE refused <> '' AND grant_list = ?", "done"),
    ("grant_lines_add_up", f"{_LINES} refused = 'amount_invalid' WHERE n = 1 AND grant_list = ?", "done"),
    ("grant_lines_add_up", f"{_LINES} refused = 'amount_invalid' WHERE n = 3 AND grant_list = ?", "half"),
    ("grant_lines_add_up", "DELETE FROM grant_list_lines WHERE n = 3 AND grant_list = ?", "half"),
    ("grant_lines_claims", f"{_LINES} claim = 16 WHERE n = 1 AND grant_list = ?", "done"),
    (
        "grant_lines_claims",
        f"{_LINES} claim = OTHER WHERE n = 1 AND grant_list = ?",
        "done",
    ),
    ("grant_lists_kept", f"{_LINES} wallet = 16 WHERE n = 2 AND grant_list = ?", "half"),
    ("grant_lists_kept", f"{_LINES} value_minor = 20000 WHERE n = 2 AND grant_list = ?", "half"),
    ("grant_lines_claims", f"{_LINES} refused = 'wallet_frozen' WHERE refused <> '' AND grant_list = ?", "done"),
    ("grant_lists_kept", "UPDATE grant_lists SET funder = 16 WHERE id = ?", "open"),
    ("grant_lists_kept", "UPDATE grant_lists SET operator = 1 WHERE id = ?", "done"),
    ("grant_lists_kept", "DELETE FROM grant_list_pages WHERE grant_list = ?", "done"),
    ("grant_lists_kept", "UPDATE grant_list_pages SET content = '' WHERE grant_list = ?", "half"),
    ("grant_lists_kept", "UPDATE grant_lists SET sha256 = '5e' WHERE id = ?", "done"),
]


@pytest.mark.parametrize(("invariant", "sql", "of"), DAMAGE)
def test_what_is_damaged_is_found(broken: Broken, invariant: str, sql: str, of: str) -> None:
    world = broken.bureau.world
    world.tamper(sql.replace("OTHER", str(broken.other)), (getattr(broken, of),))
    assert invariant in {finding.invariant for finding in world.audit().findings}


def test_a_claim_that_two_lines_have_is_found(broken: Broken) -> None:
    world = broken.bureau.world
    first = broken.bureau.lines_of(broken.done)[0].claim
    world.tamper(f"{_LINES} claim = {first} WHERE n = 2 AND grant_list = ?", (broken.done,))
    found = [each for each in world.audit().findings if each.invariant == "grant_lines_claims"]
    assert any("2 lines have it" in each.detail for each in found)


def test_every_invariant_is_tried() -> None:
    assert {each.name for each in GRANT_LIST_INVARIANTS} <= {each[0] for each in DAMAGE}
