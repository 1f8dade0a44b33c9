"""Devices over HTTP: each role its own, answers as stored, nothing written for bad input."""

import pytest

from tests.api.conftest import Live
from tests.devices.pocket import Pocket

OTHERS = ["central", "boc", "teahouse", "works", "city", "auditor", "wang"]


def registration(pocket: Pocket | None = None, **more: str) -> dict[str, str]:
    made = pocket or Pocket()
    return {"algorithm": made.algorithm, "public_key": made.public} | more


def written(live: Live) -> list[int]:
    """How much was decided, but for the use of keys, and how much of it stands in the tables of devices."""
    counted = ("outcomes WHERE operation <> 'record_key_use'", "devices", "device_keys", "freezes")
    with live.town.platform.snapshot() as connection:
        return [connection.query(f"SELECT count(*) FROM {what}")[0][0] for what in counted]


@pytest.fixture
def home(live: Live) -> str:
    """Where li's devices are."""
    return f"/v1/holders/{live.ids['li.holder']}/devices"


def test_a_holder_registers_sees_and_revokes_and_repeats_get_the_same_answer(live: Live, home: str) -> None:
    body = registration(label="phone")
    first = live.post("li", home, body, "reg-1")
    assert first.status_code == 201, first.text
    again = live.post("li", home, body, "reg-1")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (first.json(), "true")
    device = first.json()["device"]
    (shown,) = live.get("li", home).json()["items"]
    assert shown == live.get("icbc", f"/v1/devices/{device}").json()
    assert (shown["id"], shown["label"], shown["state"], shown["limited_until"]) == (device, "phone", "active", None)
    ended = live.post("li", f"/v1/devices/{device}/revocation")
    assert (ended.status_code, ended.json()["device"]) == (200, device)
    assert live.get("li", f"/v1/devices/{device}").json()["state"] == "revoked"


def test_two_of_the_operator_bind_and_one_reports_a_loss(live: Live, home: str) -> None:
    live.post("li", home, registration())
    asked = live.post("icbc", f"{home}/rebinding", registration(identity_check="ID seen at the counter", reason="lost"))
    assert asked.status_code == 202
    decision = f"/v1/proposals/{asked.json()['proposal']}/approve"
    assert live.post("icbc", decision).json()["code"] == "approval_own_proposal"
    assert len(live.get("li", home).json()["items"]) == 1
    bound = live.post("icbc2", decision).json()["outcome"]
    assert bound["limited_until"] == "2025-12-31T10:00:00.000000+08:00"
    lost = live.post("icbc", f"/v1/devices/{bound['device']}/loss", {"reason": "called in"})
    assert lost.json()["wallets_frozen"] == 1
    (freeze,) = live.get("li", f"/v1/wallets/{live.ids['li']}/freezes").json()["items"]
    assert (freeze["scope"], freeze["reason"]) == ("out", "called in")


def test_devices_are_their_holders_and_its_operators_alone(live: Live, home: str) -> None:
    device = live.post("li", home, registration()).json()["device"]
    before = written(live)
    for who in OTHERS:
        for path in (home, f"/v1/devices/{device}"):
            assert live.get(who, path).status_code in (403, 404), (who, path)
        for path, body in (
            (home, registration()),
            (f"{home}/rebinding", registration(identity_check="x", reason="x")),
            (f"/v1/devices/{device}/rotation", registration()),
            (f"/v1/devices/{device}/revocation", {}),
            (f"/v1/devices/{device}/loss", {"reason": "x"}),
        ):
            assert live.post(who, path, body).status_code in (403, 404), (who, path)
    assert live.post("icbc", home, registration()).status_code == 403
    assert live.post("li", f"{home}/rebinding", registration(identity_check="x", reason="x")).status_code == 403
    assert written(live) == before
    assert live.get("li", f"/v1/devices/{device}").json()["state"] == "active"


def test_what_is_malformed_is_told_and_nothing_is_written(live: Live, home: str) -> None:
    before = written(live)
    pocket = Pocket()
    for body in (
        {},
        registration() | {"algorithm": "rsa"},
        registration() | {"public_key": "x"},
        registration() | {"public_key": "!" * 43},
        registration(label="x" * 41),
        registration() | {"signer": "dev_0000000000001"},
    ):
        assert live.post("li", home, body).json()["code"] == "request_malformed", body
    assert written(live) == before
    wrong = registration() | {"algorithm": "ecdsa-p256-sha256", "public_key": pocket.public}
    assert live.post("li", home, wrong).json()["code"] == "device_key_invalid"
    assert live.get("li", home).json()["items"] == []
    assert live.get("li", "/v1/devices/dev_0000000000001").json()["code"] == "device_not_found"
    assert live.get("li", "/v1/holders/hld_0000000000001/devices").json()["code"] == "holder_not_found"
