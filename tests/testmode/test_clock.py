"""The test world's clock: forward for everybody at once, never back, and time does what it does in live mode."""

import threading
from collections.abc import Callable

import pytest

from jiaozi.access.model import PLATFORM
from jiaozi.clock import DAY_US, SECOND_US, AdvancedClock, parse_time
from jiaozi.platform import Platform
from jiaozi.testmode.clock import AHEAD_MAX_US, STEP_MAX_S, AdvanceTestClock
from jiaozi.worker import Worker
from tests.api.conftest import Live, Town, yuan
from tests.testmode.conftest import Trial


def _now(trial: Trial) -> int:
    return parse_time(trial.get("you", "/v1/test/clock").json()["now"])


def _advance(trial: Trial, **body: object) -> str:
    answer = trial.post("you", "/v1/test/clock", body)
    return str(answer.json().get("code", "done"))


def test_a_hold_expires_and_an_order_runs_out_when_the_clock_is_advanced(trial: Trial, town: Town) -> None:
    before, live_before = _now(trial), town.platform.clock.now()
    placed = trial.post("you", "/v1/orders", {
        "store": trial.store, "number": "A-1", "lifetime_s": 60,
        "lines": [{"name": "Tea", "quantity": 1, "unit": yuan(900)}],
    }).json()  # fmt: skip
    held = {"payer": trial.wallets["rich"], "store": trial.store, "amount": yuan(500)}
    hold = trial.post("rich", "/v1/holds", held | {"expires_at": "2025-12-31T10:00:00+08:00"}).json()
    moved = trial.post("you", "/v1/test/clock", {"forward_s": 2 * 86_400}, key="two days")
    assert moved.status_code == 200, moved.text
    told = moved.json()
    assert parse_time(told["now_at"]) - parse_time(told["before_at"]) == 2 * DAY_US
    again = trial.post("you", "/v1/test/clock", {"forward_s": 2 * 86_400}, key="two days")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (told, "true")
    assert 2 * DAY_US <= _now(trial) - before < 3 * DAY_US
    assert town.platform.clock.now() == live_before
    assert trial.post("rich", f"/v1/orders/{placed['order']}/payment", {"payer": trial.wallets["rich"]}).json()[
        "code"
    ] == "order_expired"  # fmt: skip
    Worker(trial.platform).holds.turn()
    assert trial.get("rich", f"/v1/payments/{hold['payment']}").json()["state"] == "expired"


@pytest.mark.only_engine("sqlite")  # decided in memory
def test_the_clock_never_goes_back_and_takes_bounded_steps(trial: Trial) -> None:
    assert _advance(trial, until="2025-12-30T09:00:00+08:00") == "test_clock_step_invalid"
    assert _advance(trial, forward_s=STEP_MAX_S + 1) == "request_malformed"
    assert _advance(trial) == "test_clock_step_invalid"
    assert _advance(trial, forward_s=1, until="2026-01-30T09:00:00+08:00") == "test_clock_step_invalid"
    assert _advance(trial, until="2027-02-01T00:00:00+08:00") == "test_clock_step_invalid"
    assert _advance(trial, until="2026-02-01T00:00:00+08:00") == "done"
    assert 0 <= _now(trial) - parse_time("2026-02-01T00:00:00+08:00") < 600 * SECOND_US
    assert trial.live.post("teahouse", "/v1/test/clock", {"forward_s": 1}).json()["code"] == "test_mode_only"
    assert trial.post("rich", "/v1/test/clock", {"forward_s": 1}).json()["code"] == "forbidden"
    platform = trial.platform
    far = [platform.request(PLATFORM, f"far{number}", AdvanceTestClock(STEP_MAX_S)) for number in range(11)]
    outcomes = [platform.writer.submit(request).result().outcome for request in far]
    assert outcomes[-1].code == "test_clock_step_invalid"
    assert (trial.get("you", "/v1/test/clock").json()["advanced_s"]) * SECOND_US <= AHEAD_MAX_US
    clock = AdvancedClock()
    clock.be_ahead(5 * DAY_US)
    before = clock.now()
    clock.be_ahead(DAY_US)
    assert clock.now() >= before


@pytest.mark.slow
def test_every_process_sees_the_clock_from_the_next_request_on(serve: Callable[..., Live], town: Town) -> None:
    first = Trial(serve())
    second = Trial.__new__(Trial)
    second.__dict__ |= first.__dict__ | {"live": serve()}
    assert second.pay(100).status_code == 201  # the second has the test world open before the clock moves
    before = _now(second)
    threads = [threading.Thread(target=_advance, args=(first,), kwargs={"forward_s": 86_400}) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert 4 * DAY_US <= _now(second) - before < 5 * DAY_US
    third = town.platform.open_test_world()  # a restart: a platform that opens it afresh
    assert third.clock.now() - before >= 4 * DAY_US
    # A group of a process that has not looked since is still decided by the advanced clock.
    first.post("you", "/v1/test/clock", {"forward_s": 86_400})
    stale: Platform = second.platform
    request = stale.request(PLATFORM, "stale", AdvanceTestClock(1))
    assert stale.writer.submit(request).result().outcome.before_at - before >= 5 * DAY_US
    third.close()
