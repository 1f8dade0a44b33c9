"""Threads at once: a list is submitted once, a page is there once, and no promise is broken."""

from collections import Counter
from collections.abc import Iterator

import pytest

from jiaozi.grantlists.model import CancelGrantList, GrantListed, GrantListState, SubmitGrantList
from jiaozi.programs.acts import SetProgramState
from jiaozi.programs.claiming import ClaimProgram
from tests.features.test_races import Race
from tests.grantlists.bureau import FACE, Bureau, lines_for

pytestmark = pytest.mark.slow


@pytest.fixture
def race(bureau: Bureau) -> Iterator[Race]:
    """Two platforms with their threads, at the same city."""
    made = Race(bureau.world)
    yield made
    made.platforms[1].close()


def test_of_submissions_at_once_one_is_the_act(bureau: Bureau, race: Race) -> None:
    program = bureau.subsidy(budget=6 * FACE)
    number = bureau.sent(program, lines_for(*bureau.crowd(3)))
    told = race.count([SubmitGrantList(number) for _ in range(8)])
    assert told == Counter({"grant_list_state_invalid": 7, "GrantListSubmitted": 1})
    assert bureau.promised(program) == (3, 600)
    bureau.work()
    assert bureau.row(program).claims == 3


def test_two_lists_are_not_promised_the_same_money(bureau: Bureau, race: Race) -> None:
    program = bureau.subsidy(budget=5 * FACE)
    numbers = [bureau.sent(program, lines_for(*bureau.crowd(2))) for _ in range(4)]
    told = race.count([SubmitGrantList(number) for number in numbers])
    assert told == Counter({"program_exhausted": 2, "GrantListSubmitted": 2})
    bureau.work()
    assert bureau.row(program).claims == 4


def test_the_same_page_and_another_of_its_number_at_once_are_one(bureau: Bureau, race: Race) -> None:
    people = bureau.crowd(2)
    number = bureau.opened(bureau.subsidy(), lines_for(*people))
    (page,), (other,) = bureau.pages(number, lines_for(*people)), bureau.pages(number, lines_for(*people[::-1]))
    told = race.count([*[page] * 4, *[other] * 4])
    assert told == Counter({"GrantPageAdded": 4, "grant_list_page_exists": 4})
    assert bureau.row_of(number).received == 2


@pytest.mark.parametrize("ends", [False, True])
def test_a_list_beside_its_cancellation_or_the_programs_end_adds_up(bureau: Bureau, race: Race, ends: bool) -> None:
    program = bureau.subsidy(budget=14 * FACE)
    people = bureau.crowd(12)
    number = bureau.submitted(program, lines_for(*people))
    stop = SetProgramState(program, "stopped") if ends else CancelGrantList(number)
    steps = [GrantListed(number, 1) for _ in range(8)]
    told = race.count([*steps[:4], stop, *steps[4:], *[ClaimProgram(program, each) for each in bureau.crowd(2)]])
    assert told["ProgramSet"] + told["GrantListCancelled"] == 1
    bureau.work()
    row = bureau.row_of(number)
    assert row.state == (GrantListState.DONE if ends else GrantListState.CANCELLED)
    assert bureau.promised(program) == (0, 0)
    assert bureau.row(program).claims == row.granted_lines + told["ClaimMade"]
