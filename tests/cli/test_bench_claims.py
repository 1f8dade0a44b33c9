"""`jiaozi bench claims`: rates beside payments, and proof that exactly the budget went out and nobody had it twice."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from jiaozi.cli.benchmarks.claims import Part, _Bench
from jiaozi.db.engines import open_engine
from tests.cli.conftest import Jiaozi

SMALL = ("--quota", "40", "--claims", "30", "--shares", "5", "--grabbers", "20", "--group", "16", "--stores", "3")


def _rows(jiaozi: Jiaozi, sql: str) -> list[tuple[Any, ...]]:
    with open_engine(jiaozi.db).snapshot() as connection:
        return [tuple(row) for row in connection.query(sql)]


def test_claims_are_measured_beside_payments_and_exactly_the_budget_goes_out(here: Jiaozi, on_disk: Path) -> None:
    found = here.json("bench", "claims", *SMALL, "--dir", str(on_disk))
    assert (found["ok"], found["wrong"]) == (True, [])
    city, spent, storms = found["city"], found["spent"], found["storms"]
    assert [each["answers"] for each in city.values()] == [30, 30]
    assert {name: each["answers"] for name, each in spent.items()} == {
        "payments": 15,
        "from_envelope": 15,
        "from_envelope_in_part": 15,
    }
    for each in (*city.values(), *spent.values(), storms["payments"]):
        assert each["refused"] == {}
        assert each["answers_per_s"] > 0
    rates = (city["claims"]["answers_per_s"], city["payments"]["answers_per_s"])
    assert found["claims_to_payments"] == pytest.approx(rates[0] / rates[1], rel=0.1)
    assert found["from_envelope_to_plain"] > 0
    for storm in (storms["on_program"], storms["on_envelope"]):
        assert (storm["winners"], storm["answers"], sum(storm["refused"].values())) == (5, 25, 20)
    assert storms["on_program"]["refused"].keys() == {"claims_exceeded", "program_exhausted"}
    assert storms["on_envelope"]["refused"].keys() == {"envelope_claimed", "envelope_empty"}
    assert _rows(here, "SELECT claims, budget_minor FROM programs ORDER BY id") == [(30, 220_000), (5, 27_500)]
    assert _rows(here, "SELECT COUNT(*), COUNT(DISTINCT holder), SUM(amount_minor) FROM envelope_claims") == [
        (5, 5, 500)
    ]
    assert _rows(here, "SELECT COUNT(*) FROM payments") == [(30 + 45 + 30 + 5,)], "a share of a person's is one, too"
    assert not list(on_disk.glob("jiaozi-bench-*")), "the temporary world is gone"
    assert here.json("bench", "claims", *SMALL, code=1)["error"]["code"] == "world_exists"


def test_what_is_not_as_it_has_to_be_is_told(home: Jiaozi, on_disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    measure = _Bench.measure

    def forgetful(bench: _Bench, parts: Sequence[Part]) -> None:
        measure(bench, parts)
        parts[-1].outcomes.remove(parts[-1].done[-1])

    monkeypatch.setattr(_Bench, "measure", forgetful)
    found = home.json("bench", "claims", *SMALL, "--dir", str(on_disk), code=1)
    assert found["ok"] is False
    told = {each.partition(":")[0] for each in found["wrong"]}
    assert told >= {"claims, told otherwise than stored", "claims, claims", "payments from envelopes in part, paid"}
    assert told >= {"storm on a person's envelope, told otherwise than stored", "storm on a person's envelope, shares"}
