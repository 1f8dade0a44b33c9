"""Kill -9 in the middle of a list, and two that grant at once: each line is decided once."""

from pathlib import Path
from subprocess import Popen

import pytest

from jiaozi.clock import DAY_US
from jiaozi.grantlists.model import GrantListState
from jiaozi.kinds import GrantListNo, WalletNo
from tests.features.killing import finish, kill, start
from tests.grantlists.bureau import Bureau, lines_for
from tests.programs.city import red

pytestmark = pytest.mark.slow
COUNT = {"sqlite": (6_000, 3), "oceanbase": (600, 1)}
"""Lines, and how often the grant is killed."""
BATCH = 20


def submitted(bureau: Bureau, count: int) -> GrantListNo:
    """A list of so many lines, the third of each three of a wallet that there is not."""
    people = bureau.phones(count - count // 3)
    wallets = [WalletNo(2**50 + n) if n % 3 == 2 else people[n - n // 3] for n in range(count)]
    program = bureau.program(red(face_minor=100), budget=count * 100)
    return bureau.submitted(program, lines_for(*wallets, value=100))


def done(bureau: Bureau, number: GrantListNo) -> int:
    """How many lines are decided."""
    return bureau.row_of(number).done


def assert_decided_once(bureau: Bureau, number: GrantListNo, count: int) -> None:
    """That each line has one outcome. Whether each claim is its line's the audit says when the test is done."""
    row = bureau.row_of(number)
    refused = count // 3
    assert (row.state, row.granted_lines, row.refused_lines) == (GrantListState.DONE, count - refused, refused)
    assert (row.granted_sum_minor, row.refused_sum_minor) == ((count - refused) * 100, refused * 100)
    program = bureau.row(row.program)
    assert (program.claims, program.promised, program.free_minor) == (count - refused, 0, refused * 100)
    told = bureau.world.query(
        "SELECT kind, COUNT(*) FROM events WHERE kind IN ('claim.made', 'grant_list.done') GROUP BY kind"
    )
    assert dict(told) == {"claim.made": count - refused, "grant_list.done": 1}


def test_a_list_that_is_killed_goes_on_where_it_was_also_days_later(
    bureau: Bureau, engine: str, db_url: str, tmp_path: Path
) -> None:
    count, kills = COUNT[engine]
    number, keyring = submitted(bureau, count), tmp_path / "keyring.json"

    def begin() -> "Popen[str]":
        return start("grantlists.GrantLists", db_url, keyring, bureau.now, BATCH)

    kill(begin, lambda: done(bureau, number), count, kills)
    bureau.world.wait(4 * DAY_US)
    finish(begin())
    assert_decided_once(bureau, number, count)


def test_two_that_grant_at_once_grant_once(bureau: Bureau, engine: str, db_url: str, tmp_path: Path) -> None:
    count = COUNT[engine][0] // 5
    number = submitted(bureau, count)
    finish(*[start("grantlists.GrantLists", db_url, tmp_path / "keyring.json", bureau.now, BATCH) for _ in range(2)])
    assert_decided_once(bureau, number, count)
