"""A test world whose clock is moved by an hour, days and a quarter: what lives for a time ends then, over HTTP."""

from collections.abc import Callable
from typing import Any

import pytest

from jiaozi.clock import parse_time
from jiaozi.worker import Worker
from tests.api.conftest import Live, Town, yuan
from tests.testmode.conftest import Trial, findings

NEW_YEAR = "2026-01-05T10:00:00+08:00"
LIMITS = {
    "single": yuan(10_000), "daily_count": 5, "daily": yuan(20_000), "yearly_count": 100, "yearly": yuan(500_000),
    "valid_until": "2026-01-12T00:00:00+08:00",
}  # fmt: skip


class Months:
    """What the teahouse's twin asks for, and what became of it."""

    def __init__(self, trial: Trial) -> None:
        self.trial = trial
        self.rich = trial.wallets["rich"]
        till = {"store": trial.store}
        asked = till | {"amount": yuan(700), "expires_at": "2026-02-04T10:00:00+08:00"}
        self.requests = [self._made("/v1/payment-requests", asked, "payment_request") for _ in range(2)]
        self.dynamic = self._made("/v1/collect-codes", till | {"amount": yuan(300), "lifetime_s": 3_600}, "payload")
        self.static = self._made("/v1/collect-codes", till, "payload")
        held = till | {"payer": self.rich, "amount": yuan(500), "expires_at": "2026-01-10T10:00:00+08:00"}
        self.hold = str(trial.post("rich", "/v1/holds", held).json()["payment"])

    def _made(self, path: str, body: Any, name: str) -> str:
        answer = self.trial.post("you", path, body)
        assert answer.status_code == 201, answer.text
        return str(answer.json()[name])

    def advance(self, until: str) -> None:
        """Moves the clock."""
        moved = self.trial.post("you", "/v1/test/clock", {"until": until})
        assert moved.status_code == 200, moved.text

    def pays_code(self, payload: str) -> str:
        body = {"payer": self.rich, "payload": payload, "amount": yuan(300)}
        return _code(self.trial.post("rich", "/v1/collect-code-payments", body))

    def captures(self) -> str:
        return _code(self.trial.post("you", f"/v1/payments/{self.hold}/captures", {"amount": yuan(500)}))

    def accepts(self, number: int) -> str:
        path = f"/v1/payment-requests/{self.requests[number]}/accept"
        return _code(self.trial.post("rich", path, {"payer": self.rich}))

    def available(self) -> int:
        return int(self.trial.get("rich", f"/v1/wallets/{self.rich}").json()["available"]["minor"])


def _code(answer: Any) -> str:
    return str(answer.json().get("code", "done"))


def _agreed(months: Months, bank: Trial) -> Callable[[int], str]:
    """An agreement until 12 January, signed with the code its bank took; a load over it."""
    trial, account = months.trial, months.trial.party["rich"]["bank_account"]
    path = f"/v1/wallets/{months.rich}/agreements"
    assert _code(trial.post("rich", path, LIMITS | {"bank_account": account})) == "done"
    read = bank.post("you", f"{path}/{account}/code-readings")
    assert _code(trial.post("rich", f"{path}/{account}/signature", {"code": read.json()["code"]})) == "done"
    body = {"bank_account": account, "amount": yuan(10_000)}
    return lambda minor: _code(trial.post("rich", f"/v1/wallets/{months.rich}/loads", body | {"amount": yuan(minor)}))


def _quarter(bank: Trial, second: Trial, operator: str) -> dict[str, Any]:
    """The bank's twin prepares a quarter, its colleague releases it, and it is paid."""
    run = str(bank.post("you", "/v1/interest-runs", {"operator": operator}).json()["run"])
    assert bank.post("you", f"/v1/interest-runs/{run}/steps").json()["ended"]
    asked = bank.post("you", f"/v1/interest-runs/{run}/release", {"reason": "first quarter"}).json()
    approved = second.post("you", f"/v1/proposals/{asked['proposal']}/approve")
    assert approved.status_code == 200, approved.text
    assert bank.post("you", f"/v1/interest-runs/{run}/steps").json()["ended"]
    shown: dict[str, Any] = bank.get("you", f"/v1/interest-runs/{run}").json()
    return shown


@pytest.mark.only_engine("sqlite")  # each part is tried on both engines by tests of its own
def test_hours_days_and_a_quarter_go_by(serve: Callable[..., Live], town: Town) -> None:
    town.clock.advance_to(parse_time(NEW_YEAR))  # the twin's bank has deposit money from its first day
    live = serve()
    trial, bank, second = Trial(live), Trial(live, "boc"), Trial(live, "boc2")
    months, worker = Months(trial), Worker(trial.platform)
    load = _agreed(months, bank)
    assert load(10_000) == "done"
    months.advance("2026-01-05T11:30:00+08:00")
    assert (months.pays_code(months.dynamic), months.pays_code(months.static)) == ("code_expired", "done")
    months.advance("2026-01-07T10:00:00+08:00")  # a new day's limits
    assert [load(10_000), load(10_000), load(1)] == ["done", "done", "agreement_limit_exceeded"]
    months.advance("2026-01-10T10:00:00+08:00")
    assert (months.captures(), months.available()) == ("hold_expired", 5_029_200)
    worker.holds.turn()
    assert (months.available(), months.accepts(0)) == (5_029_700, "done")
    months.advance("2026-01-12T00:00:00+08:00")
    assert load(5) == "agreement_not_valid"
    months.advance("2026-02-04T10:00:00+08:00")
    assert months.accepts(1) == "payment_request_expired"
    operator = bank.get("you", "/v1/me").json()["institution"]
    months.advance("2026-03-20T23:00:00+08:00")
    assert _code(bank.post("you", "/v1/interest-runs", {"operator": operator})) == "interest_not_due"
    months.advance("2026-03-21T00:00:00+08:00")
    run = _quarter(bank, second, operator)
    assert (run["first_day"], run["last_day"], run["due_wallets"]) == ("2026-01-05", "2026-03-20", 2)
    (paid,) = trial.get("rich", f"/v1/wallets/{months.rich}/interest").json()["settlements"]
    assert paid["fen_days"] == 2 * 5_009_700 + 3 * 5_029_700 + 70 * 5_029_000
    assert paid["interest"]["minor"] == 524
    assert findings(trial.platform) == ()
