"""A replay counts what it is refused by rule, and the payers that it meets by class, each once."""

from collections import Counter
from types import SimpleNamespace
from typing import Any, cast

import pytest

from jiaozi.cli import pilot
from jiaozi.cli.session import Common, session_of
from jiaozi.errors import Refusal
from jiaozi.pilot.events import Pay
from jiaozi.pilot.plan import build_plan
from jiaozi.pilot.profile import load_profile
from jiaozi.pilot.replay import Replay
from jiaozi.pilot.report import render
from tests.pilot.test_report import result


def test_a_replay_after_the_newest_rule_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    told = {"first_day": "2031-01-03", "last_day": "2031-02-01", "rules_until": "2026-04-02"}
    data = result(**told, stores=1, differs=[], interest={"by_class": {}})
    session = session_of(Common(), as_json=False)
    pilot._replayed(session.out, data)
    assert "The newest rule begins on 2026-04-02" in capsys.readouterr().out
    pilot._replayed(session.out, {**data, "first_day": "2026-04-02"})
    assert "The newest rule" not in capsys.readouterr().out


def test_who_is_refused_is_counted_by_rule_and_by_class() -> None:
    plan = build_plan(load_profile("chongqing"), "0.001", 7)
    replay = Replay(cast("Any", SimpleNamespace(engine=SimpleNamespace(bulk_group=64))), plan)
    pays = [event for event in plan.events() if isinstance(event, Pay)]
    for event in pays:
        rule = "limits.salary" if event.kind == "salary" else "limits.IV.daily"
        replay._count(event, Refusal("limit_daily_exceeded", "", rule))
    persons = {event.payer for event in pays if event.kind != "salary"}
    companies = {event.payer for event in pays if event.kind == "salary"}
    classes = Counter(plan.population.person(each).wallet_class for each in persons)
    found = {row["rule"]: row for row in replay.differences()}
    assert found["limits.IV.daily"]["classes"] == classes
    assert found["limits.IV.daily"]["payers"] == len(persons)
    assert found["limits.salary"]["classes"] == {"company": len(companies)}
    assert sum(row["count"] for row in found.values()) == len(pays)
    interest = {"total_minor": 0, "by_operator": {}, "by_class": {}}
    days = {"first_day": "2026-04-03", "last_day": "2026-05-17"}
    page = render(result(differs=replay.differences(), interest=interest, **days)).replace("<wbr>", "")
    for text in ("limits.IV.daily", "limits.salary", f"{len(persons):,}", f"IV {classes['IV']:,}"):
        assert text in page
