"""Locks over HTTP: opened, released, claimed and read by their parties; to everybody else they are not there."""

from hashlib import sha256
from typing import Any

import pytest

from tests.api.conftest import Live, live, serve, town, yuan

__all__ = ["live", "serve", "town"]
UNTIL = "2026-01-20T10:00:00+08:00"
SECRET = "5e" * 32
DIGEST = sha256(bytes.fromhex(SECRET)).hexdigest()
ALL = ("central", "icbc", "boc", "teahouse", "works", "city", "auditor", "li", "wang")


@pytest.fixture
def path(live: Live) -> str:
    """A lock of li's for the teahouse's counter, which the works may decide."""
    made = live.post("li", "/v1/locks", terms(live))
    assert made.status_code == 201, made.text
    return f"/v1/locks/{made.json()['lock']}"


def terms(live: Live, **more: Any) -> dict[str, Any]:
    """What li asks for."""
    return {
        "payer": live.ids["li"], "store": live.ids["counter"], "amount": yuan(600), "ends_at": UNTIL,
        "arbiter": live.ids["works"], "digest": DIGEST, "reference": "sofa-12",
    } | more  # fmt: skip


def test_its_parties_read_it_and_nobody_else(live: Live, path: str) -> None:
    names = {who: live.get(who, path).json()["arbiter_name"] for who in ("teahouse", "li", "works")}
    assert names["teahouse"].endswith("*")
    assert (names["li"], names["works"]) == (None, None)  # whom it named, and who it is
    found = {who: live.get(who, path).status_code for who in ALL}
    own = dict.fromkeys(("li", "teahouse", "works", "icbc", "boc", "central", "auditor"), 200)
    assert found == own | {"city": 403, "wang": 404}
    for side in ("payer", "arbiter"):
        who, wallet = {"payer": ("li", "li"), "arbiter": ("works", "works")}[side]
        listed = live.get(who, f"/v1/locks?{side}={live.ids[wallet]}").json()["items"]
        assert [each["id"] for each in listed] == [path.rpartition("/")[2]]
        assert live.get("wang", f"/v1/locks?{side}={live.ids[wallet]}").status_code == 404


def test_who_may_does_and_who_may_not_is_told_that_there_is_none(live: Live, path: str) -> None:
    release = {"party": live.ids["works"], "amount": yuan(200), "statement": "delivered, waybill 77"}
    for who in ("li", "wang", "teahouse"):
        answer = live.post(who, f"{path}/releases", release)
        assert (answer.status_code, answer.json()["code"]) == (404, "lock_not_found")
    accepted = {"party": live.get("li", path).json()["lock"]["payee"]}
    assert live.post("works", f"{path}/releases", release).json()["code"] == "lock_not_allowed"
    assert live.post("works", f"{path}/arbiter-acceptance", accepted).json()["code"] == "lock_not_found"
    assert live.post("teahouse", f"{path}/arbiter-acceptance", accepted).json()["arbiter"] == live.ids["works"]
    assert live.post("works", f"{path}/releases", release).json()["left"] == yuan(400)
    assert live.post("li", f"{path}/give-back", {"party": live.ids["li"]}).json()["code"] == "lock_not_allowed"
    claimed = live.post("wang", f"{path}/claim", {"party": live.ids["wang"], "preimage": SECRET})
    assert (claimed.status_code, claimed.json()["left"]) == (201, yuan(0))
    read = live.get("li", path).json()
    assert (read["lock"]["state"], read["lock"]["preimage"]) == ("released", SECRET)
    assert [(each["act"], each["statement"]) for each in read["steps"]] == [
        ("released", "delivered, waybill 77"), ("claimed", ""),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "bad",
    [
        {"digest": "x"},
        {"at_end": "keep"},
        {"payee": "wal_0000000000001"},
        {"arbiter": "sto_0000000000001"},
        {"ends_at": "x"},
    ],
)
def test_malformed_terms_are_refused_where_they_are_written(live: Live, bad: dict[str, Any]) -> None:
    answer = live.post("li", "/v1/locks", terms(live, **bad))
    assert (answer.status_code, answer.json()["code"]) == (422, "request_malformed")
