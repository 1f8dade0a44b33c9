"""`jiaozi interest`: a quarter from the shell."""

from pathlib import Path

import pytest

from jiaozi.clock import SystemClock, parse_time
from jiaozi.db.world import set_clock
from jiaozi.ids import encode_id
from tests.cli.conftest import Jiaozi
from tests.features.world import NEW_YEAR_2026, YUAN, World


@pytest.fixture
def bank(tmp_path: Path, db_url: str) -> tuple[Jiaozi, str]:
    """A bank on 21 March 2026 with one wallet of class III; the wallet's id."""
    keyring = tmp_path / "keyring.json"
    world = World(db_url, keyring, NEW_YEAR_2026)
    icbc = world.bank()
    wallet = world.rich(icbc, "III", 10_000 * YUAN)
    set_clock(world.platform.engine, parse_time("2026-03-21T09:00:00+08:00"), SystemClock().now())
    world.close()
    return Jiaozi(tmp_path, db_url), encode_id("wal", wallet)


def test_a_quarter_from_the_shell(bank: tuple[Jiaozi, str], tmp_path: Path) -> None:
    jiaozi, wallet = bank
    key = ("--keyring", str(tmp_path / "keyring.json"))
    assert jiaozi.json("interest", "show", wallet, *key)["accrued"]["minor"] == 110
    prepared = jiaozi.json("interest", "prepare", "icbc", *key)["runs"][0]
    assert (prepared["state"], prepared["due"]["minor"], prepared["last_day"]) == ("prepared", 110, "2026-03-20")
    run = prepared["run"]
    assert jiaozi.json("interest", "run", run, *key, code=1)["error"]["code"] == "interest_run_not_ready"
    assert jiaozi.json("interest", "prepare", "icbc", *key, code=1)["error"]["code"] == "interest_run_open"
    assert jiaozi.json("interest", "release", run, *key)["runs"][0]["state"] == "released"
    paid = jiaozi.json("interest", "run", run, *key)["runs"][0]
    assert (paid["state"], paid["paid"]["minor"], paid["paid_wallets"]) == ("done", 110, 1)
    assert jiaozi.json("interest", "run", run, *key)["runs"] == [paid]
    assert jiaozi.json("interest", "show", wallet, *key)["settlements"][0]["interest"]["minor"] == 110
    assert run in jiaozi.run("interest", "show", *key)
    assert jiaozi.json("interest", "prepare", "icbc", *key, code=1)["error"]["code"] == "interest_not_due"
    assert jiaozi.json("interest", "prepare", "boc", *key, code=1)["error"]["code"] == "institution_not_found"
