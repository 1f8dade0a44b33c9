"""Scheduled work makes room: where others came meanwhile they have the writer for a while."""

from collections.abc import Iterator

import pytest

from jiaozi.access.model import PLATFORM
from jiaozi.kinds import InstitutionNo
from jiaozi.wallets.opening import OpenWallet
from jiaozi.worker import orders
from tests.features.world import World

PHONES = ("13900000001", "13900000002")


@pytest.fixture
def rests(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long scheduled work rested, in seconds."""
    rested: list[float] = []
    monkeypatch.setattr(orders, "sleep", rested.append)
    return rested


def open_one(bank: InstitutionNo, phone: str) -> OpenWallet:
    """Opens a wallet."""
    return OpenWallet(bank, "personal", "IV", phone=phone)


def test_alone_it_never_rests(world: World, rests: list[float]) -> None:
    orders.carry_out(world.platform, [("of the worker", open_one(world.bank(), PHONES[0]))])
    assert rests == []


def test_where_somebody_came_meanwhile_it_rests_no_longer_than_is_said(world: World, rests: list[float]) -> None:
    bank, answers = world.bank(), []

    def while_somebody_comes() -> Iterator[tuple[str, OpenWallet]]:
        request = world.platform.request(PLATFORM, "of somebody", open_one(bank, PHONES[1]))
        answers.append(world.platform.writer.submit(request))
        yield "of the worker", open_one(bank, PHONES[0])

    (result,) = orders.carry_out(world.platform, while_somebody_comes())
    assert type(answers[0].result(30).outcome) is type(result.outcome)
    assert len(rests) == 1
    assert 0 < rests[0] <= orders.REST_MAX_S
