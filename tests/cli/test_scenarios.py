"""`jiaozi scenario`: listed, shown, played and told; kept where a database is named."""

import json
from pathlib import Path
from shutil import copytree

import pytest
from typer.testing import CliRunner, Result

from jiaozi.cli.app import app
from jiaozi.scenarios.story import packs

pytestmark = pytest.mark.only_engine("sqlite")  # played on both engines in tests/scenarios


def jiaozi(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments), env={"LANG": "C.UTF-8", "LC_ALL": "", "COLUMNS": "120"})


def test_all_are_listed() -> None:
    listed = json.loads(jiaozi("scenario", "list", "--json").stdout)
    assert [each["name"] for each in listed] == list(packs())
    assert all(each["steps"] > 2 and each["parties"] > 1 for each in listed)


def test_one_is_shown_with_the_place_of_its_file() -> None:
    shown = jiaozi("scenario", "show", "retail")
    assert "Ma Fang pays the order" in shown.stdout
    assert shown.stdout.rstrip().endswith(str(packs()["retail"]))


def test_it_is_told_with_balances_refusals_and_an_audit() -> None:
    told = jiaozi("scenario", "run", "retail")
    assert told.exit_code == 0
    assert "Ma Fang: 350.00 → 174.10" in told.stdout
    assert "refused: The order is paid." in told.stdout
    assert "invariants hold" in told.stdout


def test_it_is_told_in_chinese() -> None:
    told = jiaozi("--lang", "zh", "scenario", "run", "retail").stdout
    assert "被拒绝：订单已支付。" in told
    assert "马芳: 350.00 → 174.10" in told


def test_the_world_is_kept_where_a_database_is_named_and_only_in_an_empty_one(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'kept.db'}"
    with_keys = ("--db", url, "--keyring", str(tmp_path / "keyring.json"))
    played = json.loads(jiaozi("scenario", "run", "retail", "--json", *with_keys).stdout)
    assert played["audit"]["ok"]
    assert played["db"] == url
    status = json.loads(jiaozi("status", "--json", *with_keys).stdout)
    assert status["world"] == "scenario retail"
    again = jiaozi("scenario", "run", "retail", "--json", *with_keys)
    assert json.loads(again.stdout)["error"]["code"] == "world_exists"


def test_a_copied_folder_is_a_scenario_of_ones_own(tmp_path: Path) -> None:
    copytree(packs()["retail"], tmp_path / "corner-shop")
    file = tmp_path / "corner-shop" / "story.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("39.90", "41.90", 1), encoding="utf-8")
    told = jiaozi("scenario", "run", str(tmp_path / "corner-shop"), "--json")
    assert json.loads(told.stdout)["error"]["detail"].startswith("steps[1] place_order: tells amount")


def test_what_is_no_scenario_is_told() -> None:
    assert json.loads(jiaozi("scenario", "run", "reatil", "--json").stdout)["error"]["code"] == "scenario_not_found"
