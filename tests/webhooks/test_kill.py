"""A worker that is killed between sending and recording: the event comes again under its id, none is lost."""

import subprocess
import sys
import threading

import pytest

from jiaozi.webhooks.model import LEASE_US, DeliveryState
from tests.webhooks.desk import Desk
from tests.worlds.receiver import Message, Receiver

PATIENCE_S = 60


@pytest.mark.slow
def test_a_worker_killed_between_sending_and_recording(desk: Desk, receiver: Receiver) -> None:
    world = desk.world
    endpoint = desk.open(receiver.url)
    for _ in range(6):
        desk.pay(10)
    world.audit()
    third, never = threading.Event(), threading.Event()

    def answer(_: Message) -> int:
        if len(receiver.messages) == 3:
            third.set()
            never.wait(PATIENCE_S)
        return 204

    receiver.answer = answer
    arguments = [sys.executable, "-m", "tests.webhooks.halfway", world.url, str(world.keyring)]
    process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        assert third.wait(PATIENCE_S), process.poll()
    finally:
        process.kill()
        process.wait()
    receiver.answer = lambda _: 204
    never.set()
    assert [row.tries for row in desk.deliveries(endpoint)] == [0] * 6
    killed_at = desk.endpoint(endpoint).leased_until
    desk.round()
    assert len(receiver.messages) == 3, "the dead worker's claim still stands"
    world.clock.advance_to(max(killed_at, world.clock.now() + LEASE_US))
    desk.round()
    wanted = [f"evt_{row.seq}-{row.n}" for row in desk.deliveries(endpoint)]
    assert receiver.ids == wanted[:3] + wanted
    assert {row.state for row in desk.deliveries(endpoint)} == {DeliveryState.DELIVERED}
