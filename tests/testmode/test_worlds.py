"""The test world beside the live one: who gets in, what is there, and that live mode knows nothing of it."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from jiaozi.access.model import Mode
from jiaozi.cli.app import app
from jiaozi.config import Settings
from jiaozi.db import sequencer
from jiaozi.ids import decode_id
from jiaozi.platform import Platform
from jiaozi.testmode.setup import BALANCE, SMALL_BALANCE
from tests.api.conftest import Live, Town, yuan
from tests.testmode.conftest import Trial, everything, findings

ROOT = Path(__file__).resolve().parents[2]
ENVIRONMENT = os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"}

MODE = "Jiaozi-Mode"


def test_a_merchant_tries_a_payment_and_live_mode_is_left_as_it_was(trial: Trial, town: Town) -> None:
    town.platform.writer.stop()  # what live mode took is written, and test mode asks nothing more of it
    before = everything(town.platform)
    paid = trial.pay(1_234)
    assert (paid.status_code, paid.headers[MODE]) == (201, "test")
    refunded = trial.post("you", f"/v1/payments/{paid.json()['payment']}/refunds", {"amount": yuan(1_234)})
    assert refunded.status_code == 201, refunded.text
    assert everything(town.platform) == before
    path = f"/v1/wallets/{trial.wallets['rich']}/statements"
    for form in ("camt053", "csv"):
        told = trial.get("rich", path, params={"from": "2025-12-30", "to": "2025-12-31", "format": form})
        assert "test-wal" in told.headers["content-disposition"]
        assert told.text.count("TEST MODE: ") == {"camt053": 1, "csv": 2}[form]  # in the csv, at both ends
    me = trial.get("you", "/v1/me").json()
    assert (me["mode"], me["role"], me["name"]) == ("test", "merchant", "teahouse")
    merchant = trial.get("you", f"/v1/merchants/{me['subject']}").json()
    assert (merchant["name_zh"], merchant["category"]) == ("茶馆", "5812")
    answer = trial.live.get("teahouse", "/v1/me")
    assert (answer.json()["mode"], MODE in answer.headers) == ("live", False)

    more = [("empty", 100), ("frozen", 100), ("limited", 101), ("rich", 6_000_001)]
    loaded = trial.post("rich", f"/v1/wallets/{trial.wallets['rich']}/loads", {
        "bank_account": trial.party["rich"]["bank_account"], "amount": yuan(1_234),
    })  # fmt: skip
    assert loaded.status_code == 201, loaded.text
    codes = [trial.pay(minor, who).json()["code"] for who, minor in more]
    assert codes == ["insufficient_funds", "wallet_frozen", "limit_daily_exceeded", "insufficient_funds"]


@pytest.mark.only_engine("sqlite")  # one code for both; the race below runs on either
def test_a_repeat_gives_no_tokens_and_a_new_key_gives_new_ones(trial: Trial) -> None:
    again = trial.live.post("teahouse", "/v1/test-keys", key="first-teahouse")
    assert again.headers["Idempotent-Replayed"] == "true"
    assert [party["key"] for party in again.json()["parties"]] == [party["key"] for party in trial.party.values()]
    assert {party["token"] for party in again.json()["parties"]} == {None}
    more = trial.live.post("teahouse", "/v1/test-keys").json()["parties"]
    assert [party["wallet"] for party in more] == list(trial.wallets.values())
    assert {party["token"] for party in more}.isdisjoint(trial.keys.values())
    listed = trial.get("you", "/v1/test/parties").json()["items"]
    assert [party["wallet"] for party in listed] == list(trial.wallets.values())


@pytest.mark.only_engine("sqlite")  # decided before any database is asked
def test_no_token_crosses_over(trial: Trial, town: Town) -> None:
    http = trial.live.http
    for token in (trial.keys["you"].replace("jzt_", "jz_"), town.tokens["teahouse"].replace("jz_", "jzt_")):
        answer = http.get("/v1/me", headers={"Authorization": f"Bearer {token}"})
        assert answer.json()["code"] == "credentials_invalid"
    assert trial.live.get("teahouse", f"/v1/wallets/{trial.wallets['rich']}").json()["code"] == "wallet_not_found"
    assert trial.get("you", f"/v1/wallets/{trial.live.ids['shop']}").json()["code"] == "wallet_not_found"
    assert trial.live.get("teahouse", "/v1/test/parties").json()["code"] == "test_mode_only"
    assert trial.post("you", "/v1/test-keys").json()["code"] == "live_mode_only"
    assert http.get("/healthz").headers.get(MODE) is None
    _other_roles_have_twins_and_are_kept_apart(trial)


def _other_roles_have_twins_and_are_kept_apart(trial: Trial) -> None:
    works, bank = (Trial(trial.live, who) for who in ("works", "icbc"))
    assert works.get("you", f"/v1/wallets/{works.wallets['you']}").json()["state"] == "open"
    assert works.get("you", f"/v1/wallets/{trial.wallets['rich']}").json()["code"] == "wallet_not_found"
    assert bank.get("you", "/v1/me").json()["role"] == "operator"
    assert "secret_hash" not in bank.get("you", "/v1/acts").text
    assert bank.get("you", f"/v1/wallets/{works.wallets['rich']}").status_code == 200
    for who in ("li", "auditor", "central", "city"):
        assert trial.live.post(who, "/v1/test-keys").json()["code"] == "forbidden"
    assert trial.post("rich", "/v1/test-keys").json()["code"] == "live_mode_only"
    assert trial.get("rich", "/v1/test/parties").json()["code"] == "forbidden"


@pytest.mark.only_engine("sqlite")  # on OceanBase the tests' own pool has made the database
def test_who_never_asks_for_test_mode_has_no_test_world(serve: Callable[..., Live], town: Town) -> None:
    live = serve()
    forged = town.tokens["li"].replace("jz_", "jzt_")
    answer = live.http.get("/v1/me", headers={"Authorization": f"Bearer {forged}"})
    assert (answer.status_code, answer.json()["code"]) == (401, "credentials_invalid")
    assert not live.has_test_app
    assert not town.platform.has_test_world()


@pytest.mark.only_engine("sqlite")
def test_a_broken_test_world_does_not_hurt_live_mode(serve: Callable[..., Live], town: Town) -> None:
    live = serve()
    Path(town.settings.of_test_world().database_url().removeprefix("sqlite:///")).write_bytes(b"not a database" * 100)
    for _ in range(2):
        assert live.post("teahouse", "/v1/test-keys").json()["code"] == "test_world_unavailable"
    forged = town.tokens["li"].replace("jz_", "jzt_")
    answer = live.http.get("/v1/me", headers={"Authorization": f"Bearer {forged}"})
    assert (answer.status_code, answer.json()["code"]) == (503, "test_world_unavailable")
    assert live.pay(100).status_code == 201


@pytest.mark.only_engine("sqlite")  # what the settings say, before any database is opened
def test_a_live_world_is_never_taken_for_a_test_world(town: Town, tmp_path: Path) -> None:
    settings = Settings(town.settings.db_url, test_db_url=town.settings.db_url, keyring=town.settings.keyring)
    own = settings.of_test_world()
    assert own.keyring == tmp_path / "keyring-test.json"
    with pytest.raises(ValueError, match="live one"):
        type(town.platform)(Settings(own.db_url, keyring=town.settings.keyring), test=True)


@pytest.mark.slow
def test_two_first_calls_at_once_make_one_twin(serve: Callable[..., Live], town: Town) -> None:
    own = [town.settings.db_url, town.settings.test_db_url, str(town.settings.keyring)]
    who = str(decode_id("prn", town.principals["teahouse"]))
    command = [sys.executable, "-m", "tests.testmode.dying", *own, who, "0"]  # it is never killed
    processes = [subprocess.Popen(command, cwd=ROOT, env=ENVIRONMENT) for _ in range(2)]
    assert [process.wait(60) for process in processes] == [0, 0]
    servers = [serve(), serve()]  # two apps: each opens the test world by itself, as two processes do
    answers = {}
    barrier = threading.Barrier(4)

    def ask(number: int) -> None:
        barrier.wait()
        answers[number] = servers[number % 2].post("teahouse", "/v1/test-keys", key=f"race{number // 2}").json()

    threads = [threading.Thread(target=ask, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    wallets = {tuple(party["wallet"] for party in answer["parties"]) for answer in answers.values()}
    assert len(wallets) == 1
    keys = {tuple(party["key"] for party in answer["parties"]) for answer in answers.values()}
    assert len(keys) == 2  # one for each idempotency key
    told = [answer for answer in answers.values() if answer["parties"][0]["token"]]
    assert len(told) == 2
    with servers[0].test_app.house.platform.snapshot() as connection:
        assert connection.query("SELECT count(*) FROM merchants") == [(1,)]
        assert connection.query("SELECT twins FROM test_world") == [(1,)]


@pytest.mark.slow
def test_a_twin_half_set_up_by_a_killed_process_is_completed_once(serve: Callable[..., Live], town: Town) -> None:
    who = str(decode_id("prn", town.principals["teahouse"]))
    own = [town.settings.db_url, town.settings.test_db_url, str(town.settings.keyring), who]
    for steps in ("4", "17"):
        command = [sys.executable, "-m", "tests.testmode.dying", *own, steps]
        assert subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, check=False).returncode == -signal.SIGKILL
    trial = Trial(serve())
    assert trial.pay(100).status_code == 201
    with trial.platform.snapshot() as connection:
        rows = [connection.query(f"SELECT count(*) FROM {name}")[0][0] for name in ("wallets", "merchants", "stores")]
        money = connection.query("SELECT sum(posted) FROM accounts a JOIN wallets w ON w.account = a.id")[0][0]
        assert connection.query("SELECT name FROM test_parties ORDER BY place") == [
            ("you",), ("rich",), ("empty",), ("frozen",), ("limited",),
        ]  # fmt: skip
    assert rows == [5, 1, 1]
    assert abs(int(money)) == 2 * BALANCE + 2 * SMALL_BALANCE
    assert findings(trial.platform) == ()


def test_the_test_world_gets_a_database_beside_the_live_one(
    db_url: str, engine: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    live = Platform(Settings(db_url, keyring=tmp_path / "keyring.json"))
    assert not live.has_test_world()
    test = live.open_test_world()
    assert live.has_test_world()
    assert (live.mode, test.mode) == (Mode.LIVE, Mode.TEST)
    assert not live.world.simulated
    assert not test.world.simulated
    again = Platform(test.settings)  # whoever opens its database by name, as the command line does
    assert again.mode is Mode.TEST
    for each in (again, test, live):
        each.close()
    if engine == "oceanbase":
        assert test.settings.db_url == f"{db_url}_test"
        request.getfixturevalue("seekdb").drop_database(test.settings.db_url.rpartition("/")[2])
    else:
        assert test.settings.db_url == f"{db_url.removesuffix('.db')}-test.db"


@pytest.mark.only_engine("sqlite")  # the shell is one for both
def test_the_command_line_works_on_a_test_world(trial: Trial, town: Town) -> None:
    settings = town.settings.of_test_world()
    sequencer.catch_up(trial.platform.engine)
    own = ["--db", settings.db_url, "--keyring", str(settings.keyring), "--json"]

    def run(*arguments: str) -> Any:
        done = CliRunner().invoke(app, [*arguments, *own])
        assert done.exit_code == 0, done.output
        return json.loads(done.stdout)

    assert run("audit")["findings"] == []
    assert run("status")["world"] == "test"
    assert run("key", "suspend", trial.party["you"]["principal"])["state"] == "suspended"
    answer = trial.live.http.get("/v1/me", headers={"Authorization": f"Bearer {trial.party['you']['token']}"})
    assert answer.status_code == 401
