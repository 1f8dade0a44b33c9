"""`jiaozi pilot run`: the same seed gives the same digest, whatever the engine, the grouping or interruptions."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Jiaozi, kill_in_the_middle

Pilot = tuple[Jiaozi, Any]
SMALL = ["pilot", "run", "chongqing", "--scale", "0.001", "--seed", "7"]
FIGURES = ("personal_wallets", "corporate_wallets", "merchants", "transactions", "amount_minor", "refused", "digest")


def _figures(result: Any) -> dict[str, Any]:
    return {name: result[name] for name in FIGURES}


def test_the_json_has_what_is_promised(pilot: Pilot) -> None:
    promised = {*FIGURES, "audit", "seconds", "transactions_per_s"}
    assert promised <= set(pilot[1])
    assert pilot[1]["audit"]["ok"]
    assert pilot[1]["refused"]


def test_counts_round_half_up(pilot: Pilot) -> None:
    result = pilot[1]
    assert (result["personal_wallets"], result["corporate_wallets"], result["merchants"]) == (1_067, 42, 12)
    assert (result["transactions"], result["amount_minor"]) == (1_577, 28_800_000)


def test_the_report_is_written_beside_the_result(pilot: Pilot) -> None:
    jiaozi, result = pilot
    assert "<figure" in (jiaozi.home / "report.html").read_text(encoding="utf-8")
    assert json.loads((jiaozi.home / "result.json").read_text(encoding="utf-8"))["digest"] == result["digest"]


def test_each_engine_gives_the_same_digest(here: Jiaozi, pilot: Pilot) -> None:
    assert _figures(here.json(*SMALL)) == _figures(pilot[1])


def test_another_seed_gives_another_digest(home: Jiaozi, pilot: Pilot) -> None:
    other = home.json("pilot", "run", "chongqing", "--scale", "0.001", "--seed", "8")
    assert other["digest"] != pilot[1]["digest"]
    assert other["transactions"] == pilot[1]["transactions"]


def test_run_again_it_changes_nothing(here: Jiaozi) -> None:
    first = here.json(*SMALL)
    counts = here.json("status")["counts"]
    again = here.json(*SMALL)
    assert _figures(again) == _figures(first)
    assert (first["posted"], again["posted"]) == (first["transactions"], 0)
    assert first["transactions_per_s"] > 0
    assert again["transactions_per_s"] is None
    assert here.json("status")["counts"] == counts


@pytest.mark.slow
def test_killed_in_the_middle_it_goes_on_and_doubles_nothing(here: Jiaozi, engine: str, tmp_path: Path) -> None:
    scale = {"sqlite": "0.004", "oceanbase": "0.002"}[engine]  # what takes each long enough to be killed at it
    run = ["pilot", "run", "chongqing", "--scale", scale, "--seed", "7", "--group", "64"]
    at = ["--db", here.db] if here.db else []
    process = here.start([*run, *at])
    kill_in_the_middle(process)
    before = here.json("status")["counts"]
    resumed = here.json(*run)
    assert 0 < before["transfers"] < here.json("status")["counts"]["transfers"]
    whole = Jiaozi(tmp_path / "whole").json(*run)
    assert _figures(resumed) == _figures(whole)
    assert resumed["audit"]["ok"]
    assert 0 < resumed["posted"] < whole["posted"] == whole["transactions"]
    assert resumed["transactions_per_s"] >= resumed["posted"] / resumed["seconds"]


@pytest.mark.only_engine("sqlite")  # it comes to none
def test_a_report_that_cannot_be_written_is_told_before_anything_is_run(home: Jiaozi) -> None:
    (home.home / "taken").write_text("a file")
    for command in (SMALL, ["pilot", "replay", "chongqing", "--from", "2026-04-01", "--scale", "0.001"]):
        refused = home.json(*command, "--report", str(home.home / "taken"), code=1)
        assert refused["error"]["code"] == "file_unusable"
        assert "taken" in refused["error"]["detail"]
    assert list(home.home.rglob("*.db")) == []


def test_a_database_of_another_world_is_refused(home: Jiaozi) -> None:
    home.run("init", "--db", f"sqlite:///{home.home / 'other.db'}")
    refused = home.json(*SMALL, "--db", f"sqlite:///{home.home / 'other.db'}", code=1)
    assert refused["error"]["code"] == "pilot_failed"


@pytest.mark.slow
def test_at_one_hundredth_the_figures_of_the_source_are_exact(home: Jiaozi) -> None:
    result = home.json("pilot", "run", "chongqing", "--scale", "0.01")
    assert (result["personal_wallets"], result["corporate_wallets"]) == (10_666, 424)
    assert result["merchants"] >= 120
    assert (result["transactions"], result["amount_minor"]) == (15_767, 288_000_000)
    assert result["audit"]["ok"]
    assert sum(row["transactions"] for row in result["by_field"].values()) == 15_767
    assert sum(row["amount_minor"] for row in result["by_field"].values()) == 288_000_000
