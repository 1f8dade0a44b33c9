"""Whose turn it is: fair between scopes, whatever one of them has waiting."""

import threading

import pytest

from jiaozi.kinds import EndpointNo, InstitutionNo, MerchantNo
from jiaozi.webhooks.model import Scope
from jiaozi.worker.line import Line

GREEDY, MODEST, OTHER = (
    Scope(InstitutionNo(1), MerchantNo(1)),
    Scope(InstitutionNo(1), MerchantNo(2)),
    Scope(InstitutionNo(2)),
)


@pytest.fixture
def line() -> Line:
    """Twenty endpoints of one scope wait, then one of each of two others."""
    made = Line(3)
    for number in range(20):
        made.join(EndpointNo(number), GREEDY)
    made.join(EndpointNo(100), MODEST)
    made.join(EndpointNo(200), OTHER)
    return made


def test_who_has_the_fewest_threads_is_next_and_nobody_has_more_than_a_share(line: Line) -> None:
    assert [line.take() for _ in range(5)] == [0, 100, 200, 1, 2]
    more = threading.Thread(target=lambda: taken.append(line.take()))
    taken: list[int | None] = []
    more.start()
    line.join(EndpointNo(101), MODEST)  # the share of the greedy is used up, and a thread waits for somebody else
    more.join(30)
    assert taken == [101]
    line.leave(EndpointNo(0), again=False)
    assert line.take() == 3


def test_who_has_more_to_send_stands_behind_the_others_of_its_scope(line: Line) -> None:
    assert line.take() == 0
    line.leave(EndpointNo(0), again=True)
    rest = []
    for _ in range(22):
        rest.append(line.take())
        line.leave(rest[-1] or EndpointNo(0), again=False)
    assert rest[:4] == [100, 200, 1, 2]
    assert rest[-2:] == [19, 0]
    line.settle()


def test_nobody_stands_in_line_twice(line: Line) -> None:
    line.join(EndpointNo(0), GREEDY)
    assert line.take() == 0
    line.join(EndpointNo(0), GREEDY)
    assert len(line) == 22
    line.leave(EndpointNo(0), again=False)
    assert len(line) == 21


def test_a_closed_line_lets_everybody_go(line: Line) -> None:
    line.close()
    assert line.take() is None
    line.settle()
