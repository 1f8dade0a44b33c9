"""Interest over HTTP: a quarter from its preparation to its credit, each role's own only, replays, closing out."""

from typing import Any

import pytest

from jiaozi.clock import parse_time
from jiaozi.scheme.issuance import LendReserves
from jiaozi.wallets.regimes import ChangeRegime, MoveWallets
from tests.api.conftest import Live

ALL = ("central", "icbc", "icbc2", "boc", "teahouse", "works", "city", "auditor", "li", "wang")


@pytest.fixture
def spring(live: Live) -> Live:
    """21 March 2026; icbc's wallets have been deposit money since New Year."""
    town = live.town
    town.clock.advance_to(parse_time("2026-01-01T00:00:00+08:00"))
    icbc = town.number("icbc")
    town.do(LendReserves(icbc, 10**6))
    town.do(ChangeRegime(icbc))
    town.do(MoveWallets(icbc))
    town.clock.advance_to(parse_time("2026-03-21T08:00:00+08:00"))
    return live


def _prepared(live: Live) -> str:
    run: str = live.post("icbc", "/v1/interest-runs", {"operator": live.ids["icbc"]}).json()["run"]
    assert live.post("icbc", f"/v1/interest-runs/{run}/steps", {}).json()["ended"]
    return run


def test_a_quarter_is_prepared_released_by_two_and_paid(spring: Live) -> None:
    live = spring
    run = _prepared(live)
    shown = live.get("icbc", f"/v1/interest-runs/{run}").json()
    # the works' 100,000 fen earn for 79 days; li's class IV earns nothing
    assert (shown["state"], shown["due"]["minor"], shown["due_wallets"]) == ("prepared", 11, 1)
    assert (shown["first_day"], shown["last_day"]) == ("2026-01-01", "2026-03-20")
    assert live.post("icbc", f"/v1/interest-runs/{run}/steps", {}).json()["code"] == "interest_run_not_ready"
    asked = live.post("icbc", f"/v1/interest-runs/{run}/release", {"reason": "first quarter"})
    assert asked.status_code == 202
    proposal = asked.json()["proposal"]
    assert live.post("icbc", f"/v1/proposals/{proposal}/approve", {}).json()["code"] == "approval_own_proposal"
    approved = live.post("icbc2", f"/v1/proposals/{proposal}/approve", {}).json()
    assert approved["outcome"] == {"run": run, "wallets": 1, "interest": {"minor": 11, "asset": "E-CNY"}}
    done = live.post("icbc", f"/v1/interest-runs/{run}/steps", {}, key="pay")
    again = live.post("icbc", f"/v1/interest-runs/{run}/steps", {}, key="pay")
    assert done.json() == again.json() == {
        "run": run, "wallets": 2, "interest": {"minor": 11, "asset": "E-CNY"}, "ended": True,
    }  # fmt: skip
    assert again.headers["Idempotent-Replayed"] == "true"
    shown = live.get("works", f"/v1/wallets/{live.ids['works']}/interest").json()
    assert [(item["until"], item["run"], item["interest"]["minor"]) for item in shown["settlements"]] == [
        ("2026-03-21", run, 11)
    ]
    assert live.get("works", f"/v1/wallets/{live.ids['works']}").json()["balance"]["minor"] == 100_011


READINGS = {"central": 200, "icbc": 200, "icbc2": 200, "boc": 404, "auditor": 200}
ACTS = {"icbc": 200, "icbc2": 200, "boc": 404}


def test_each_role_has_its_own_only(spring: Live) -> None:
    live = spring
    run = _prepared(live)
    wallet, foreign = f"/v1/wallets/{live.ids['li']}", {"bank_account": live.ids["works.bank"]}
    wrong: list[Any] = []
    for who in ALL:
        answers = {
            "get": live.get(who, f"/v1/interest-runs/{run}").status_code,
            "list": live.get(who, "/v1/interest-runs").status_code,
            "step": live.post(who, f"/v1/interest-runs/{run}/steps", {}).status_code,
            "release": live.post(who, f"/v1/interest-runs/{run}/release", {"reason": "x"}).status_code,
            "prepare": live.post(who, "/v1/interest-runs", {"operator": live.ids["icbc"]}).status_code,
            "close out": live.post(who, f"{wallet}/closing-out", foreign).status_code,
        }
        expected = {
            "get": READINGS.get(who, 403),
            "list": 200 if who in READINGS else 403,
            "step": {200: 409}.get(ACTS.get(who, 403), ACTS.get(who, 403)),
            "release": {200: 202}.get(ACTS.get(who, 403), ACTS.get(who, 403)),
            "prepare": 409 if who in ("icbc", "icbc2") else 403,
            "close out": 403 if who in ("central", "city", "auditor", "icbc", "icbc2", "boc") else 404,
        }
        wrong += [(who, name, answers[name], code) for name, code in expected.items() if answers[name] != code]
    assert wrong == []
    assert live.get("boc", "/v1/interest-runs").json()["items"] == []


def test_closing_out_over_http(spring: Live) -> None:
    live = spring
    accrued = live.get("works", f"/v1/wallets/{live.ids['works']}/interest").json()
    assert (accrued["accrued"]["minor"], accrued["fen_days"]) == (11, 7_900_000)
    body = {"bank_account": live.ids["works.bank"]}
    closed = live.post("works", f"/v1/wallets/{live.ids['works']}/closing-out", body, key="bye").json()
    assert (closed["amount"]["minor"], closed["interest"]["minor"]) == (100_011, 11)
    again = live.post("works", f"/v1/wallets/{live.ids['works']}/closing-out", body, key="bye")
    assert again.json() == closed
    assert live.get("works", f"/v1/wallets/{live.ids['works']}").json()["state"] == "closed"


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/v1/interest-runs", {"operator": "icbc"}),
        ("/v1/interest-runs", {}),
        ("/v1/interest-runs/irn_0000000000010/release", {"reason": ""}),
        ("/v1/interest-runs/irn_0000000000010/release", {}),
        ("/v1/interest-runs/run_1/steps", {}),
        ("/v1/wallets/wal_0000000000010/closing-out", {"bank_account": 5}),
    ],
)
def test_what_is_malformed_is_told_and_changes_nothing(live: Live, path: str, body: dict[str, object]) -> None:
    live.get("icbc", "/v1/me")
    before = live.town.digest()
    assert live.post("icbc", path, body).status_code in (404, 422)
    after = live.town.digest()
    assert (after[1], after[-3:]) == (before[1], before[-3:])  # transfers and balances
    assert live.get("icbc", "/v1/interest-runs").json()["items"] == []
