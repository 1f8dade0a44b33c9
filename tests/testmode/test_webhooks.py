"""Webhooks of the test world: delivered, verifiable, marked, and twice or late where a rule wants it."""

import pytest

from jiaozi.clock import SECOND_US
from jiaozi.db import sequencer
from jiaozi.webhooks.model import FIRST_WAIT_US
from jiaozi_sdk import verify_webhook
from tests.testmode.conftest import Trial
from tests.worlds.receiver import Receiver


def _turn(trial: Trial) -> None:
    sequencer.catch_up(trial.platform.engine)
    webhooks = trial.live.test_app.worker.webhooks
    webhooks.turn()
    webhooks.settle()


@pytest.mark.only_engine("sqlite")  # tests/webhooks has the engines
def test_webhooks_of_the_test_world_say_so_and_come_twice_or_late(trial: Trial) -> None:
    receiver = Receiver()
    sequencer.catch_up(trial.platform.engine)
    opened = trial.post("you", "/v1/webhooks", {"url": receiver.url, "kinds": ["payment.completed"]}).json()
    assert trial.pay(100).status_code == 201
    _turn(trial)
    (message,) = receiver.messages
    assert verify_webhook(opened["secret"], message.headers, message.body).type == "payment.completed"
    assert message.headers["jiaozi-mode"] == "test"

    rule = {"operation": "deliver_webhook", "times": 1}
    assert trial.post("you", "/v1/test/failures", rule | {"effect": "delivery_twice"}).status_code == 201
    assert trial.post("you", "/v1/test/failures", rule | {"effect": "delivery_delayed"}).status_code == 201
    assert trial.pay(200).status_code == 201
    _turn(trial)
    assert len(receiver.messages) == 3
    assert receiver.ids[1] == receiver.ids[2] != message.id
    assert receiver.messages[1].body == receiver.messages[2].body

    assert trial.pay(300).status_code == 201
    _turn(trial)
    assert len(receiver.messages) == 3  # held back, and recorded as an attempt
    deliveries = trial.get("you", f"/v1/webhooks/{opened['webhook']}/deliveries").json()["items"]
    assert {(each["state"], each["last_error"]) for each in deliveries} >= {("waiting", "delivery_delayed")}
    trial.post("you", "/v1/test/clock", {"forward_s": FIRST_WAIT_US // SECOND_US})
    trial.get("you", "/v1/test/clock")
    _turn(trial)
    assert len(receiver.messages) == 4
    receiver.stop()
