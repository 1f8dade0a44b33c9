"""Commands on worlds: what they print, what they refuse, and how they exit."""

import json
import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest

from jiaozi import urls
from jiaozi.clock import SystemClock, china_date
from jiaozi.config import Settings
from jiaozi.db.engines import open_engine
from jiaozi.ledger.audit import audit
from tests import ports
from tests.cli.conftest import Jiaozi

Pilot = tuple[Jiaozi, Any]


def test_a_new_world_has_its_status_and_a_clean_audit(here: Jiaozi) -> None:
    made = here.json("init", "--name", "sandbox")
    assert made["world"] == "sandbox"
    assert not made["simulated"]
    assert here.json("status") | {"now": ""} == made | {"now": ""}
    assert here.json("audit")["ok"]
    assert "sandbox" in here.run("status")


def test_a_world_can_begin_in_the_past(home: Jiaozi) -> None:
    made = home.json("init", "--as-of", "2022-05-15")
    assert made["simulated"]
    assert made["now"].startswith("2022-05-15T09:00")


def test_a_second_world_does_not_go_into_the_same_database(home: Jiaozi) -> None:
    home.run("init")
    assert home.json("init", code=1)["error"]["code"] == "world_exists"


@pytest.mark.parametrize("command", ["status", "audit", "serve", "backup x.zip", "trial-balance", "outcome pay k"])
def test_without_a_world_a_command_says_so_and_makes_nothing(home: Jiaozi, command: str) -> None:
    assert home.json(*command.split(), code=1)["error"]["code"] == "world_not_found"
    assert not (home.home / "var" / "jiaozi.db").exists()


def test_errors_speak_the_language_asked_for(home: Jiaozi) -> None:
    assert "no world" in home.run("status", code=1)
    assert "数据库中没有平台数据" in home.run("--lang", "zh", "status", code=1)
    assert "数据库中没有平台数据" in home.run("status", "--lang", "zh", code=1)
    home.run("status", "--lang", "fr", code=2)


@pytest.mark.parametrize(
    "arguments",
    [
        "status --db foo",
        "status --db mysql://x",
        "init --as-of yesterday",
        "init --as-of 2022-13-01",
        "pilot run nowhere",
        "pilot run chongqing --scale 0",
        "pilot run chongqing --scale 1e9",
        "pilot run chongqing --scale abc",
        "pilot run chongqing --seed -1",
        "rule show --as-of never",
        "rule show --subject gossip",
        "rule diff 2022-05-15",
        "wallet show 42",
        "wallet show jnl_0000000000001",
        "account balance wal_0000000000001 --at 2022-05-15T12:00:00",
        "bench post --accounts 1",
        "bench post --shape star",
        "bench pay --dir /dev/shm",
        "bench claims --quota 10 --claims 11",
        "bench claims --shares 10 --grabbers 9",
        "bench http --connections 64,0",
        "bench http --connections many",
        "bench http --against nowhere",
        "up --port 0",
        "nonsense",
    ],
)
def test_a_wrong_call_exits_with_2(home: Jiaozi, arguments: str) -> None:
    home.run(*arguments.split(), code=2)


def test_what_is_not_a_database_is_not_touched(home: Jiaozi) -> None:
    file = home.home / "notes.txt"
    file.write_text("Not a database. " * 100)
    before = file.read_bytes()
    assert home.json("status", "--db", f"sqlite:///{file}", code=1)["error"]["code"] == "database_foreign"
    assert file.read_bytes() == before


@pytest.mark.parametrize(
    "command", ["backup no/such/folder/w.zip", "init --keyring /proc/none/k.json --db sqlite:///x"]
)
def test_a_file_that_cannot_be_written_is_named(home: Jiaozi, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.home)
    home.run("init")
    assert home.json(*command.split(), code=1)["error"]["code"] == "file_unusable"


def test_a_setting_of_the_environment_that_is_none_is_named(home: Jiaozi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIAOZI_CONNECTIONS", "many")
    assert "JIAOZI_CONNECTIONS: a whole number from 1" in home.run("status", code=2)


def test_a_password_is_never_printed(home: Jiaozi) -> None:
    url = "oceanbase://root:hush@127.0.0.1:1/none"
    answer = home.json("status", "--db", url, code=1)
    assert answer["error"]["code"] == "database_unavailable"
    assert "hush" not in json.dumps(answer)


BAD_URLS = (
    "oceanbase://root:hush/Hush2@127.0.0.1:1/none",
    "oceanbase://root:1234/hush@127.0.0.1:1/none",
    "oceanbase://root:hush#Hush2@127.0.0.1:1/none",
    "oceanbase://root:hush?Hush2@127.0.0.1:1/none",
    "oceanbase://root:hush",
    "oceanbase://root:hush@127.0.0.1:port/none",
    "oceanbase://root:hush@127.0.0.1:70000/none",
    "oceanbase://root:hush@127.0.0.1:0/none",
    "oceanbase://root:hush@127.0.0.1:1/",
    "oceanbase://root:hush@127.0.0.1:1/none?more=hush",
    "oceanbase://root:hush@[::1/none",
    "oceanbase://root:hush@h\u2100st:1/none",
    "mysql://root:hush@127.0.0.1:1/none",
    "sqlite:///",
)


@pytest.mark.parametrize("name", ["--db", "JIAOZI_DB", "JIAOZI_TEST_DB"])
@pytest.mark.parametrize("url", BAD_URLS)
def test_what_is_no_url_of_a_database_is_a_wrong_call_and_is_not_repeated(
    home: Jiaozi, monkeypatch: pytest.MonkeyPatch, url: str, name: str
) -> None:
    more = ("--db", url) if name == "--db" else ()
    if name == "JIAOZI_DB":
        home.db = url
    elif name == "JIAOZI_TEST_DB":
        monkeypatch.setenv(name, url)
    for command in ("status", "serve", "init"):
        said = home.run(command, *more, code=2)
        assert name in said
        assert "hush" not in said.lower()
    assert not (home.home / "var").exists()


@pytest.mark.parametrize(
    ("url", "shown", "password"),
    [
        ("oceanbase://root:a%2Fb%40c@127.0.0.1:1/none", "oceanbase://root@127.0.0.1:1/none", "a/b@c"),
        ("oceanbase://root@tenant:a@b@db.example/none", "oceanbase://root@tenant@db.example/none", "a@b"),
        ("oceanbase://root@127.0.0.1:1/none", "oceanbase://root@127.0.0.1:1/none", ""),
        ("oceanbase://[::1]:1/none", "oceanbase://[::1]:1/none", ""),
    ],
)
def test_a_url_of_a_database_is_shown_without_its_password(url: str, shown: str, password: str) -> None:
    place = urls.read(url)
    assert isinstance(place, urls.Server)
    assert (place.password, urls.shown(url)) == (password, shown)
    assert url not in repr(Settings(db_url=url, test_db_url=url))


@pytest.mark.parametrize(
    "url",
    [
        "http://me:hush@127.0.0.1:1",
        "http://127.0.0.1:hush",
        "http://127.0.0.1:1?hush=1",
        "http://127.0.0.1:1/hush#",
        "http://127.0.0.1:1/路径",
        "http://exämple.invalid",
        "http://[::1",
        "http://h:70000",
        "https://",
        "h",
        "ftp://h",
    ],
)
def test_what_is_no_address_of_a_server_is_a_wrong_call_and_is_not_repeated(home: Jiaozi, url: str) -> None:
    for call in (("device", "list", "hld_0A1B2C3D4E5F6", "--api-key", "k"), ("enrol", "CODE")):
        said = home.run(*call, "--url", url, code=2)
        assert "--url" in said
        assert "hush" not in said


@pytest.mark.parametrize(
    "said", ["https://me:hush@bank.example", "ccb=https://me:hush@h:port", "ccb=https://me:hush@["]
)
def test_banks_that_are_nowhere_are_a_wrong_call_and_are_not_repeated(
    home: Jiaozi, monkeypatch: pytest.MonkeyPatch, said: str
) -> None:
    home.run("init")
    monkeypatch.setenv("JIAOZI_BANKS", said)
    shown = home.run("serve", "--port", str(ports.free_port()), code=2)
    assert "JIAOZI_BANKS" in shown
    assert "hush" not in shown


def test_the_wallets_of_a_pilot_can_be_looked_at(pilot: Pilot) -> None:
    jiaozi, _ = pilot
    wallet = _a_wallet(jiaozi)
    shown = jiaozi.json("wallet", "show", wallet)
    assert shown["state"] == "open"
    assert set(shown) >= {"operator", "class", "posted", "available", "holder"}
    assert shown["limits"]["balance"]["used"] == shown["posted"]
    assert re.search(r"component +limit +used +left +own +rule", jiaozi.run("wallet", "show", wallet))
    rows = jiaozi.json("account", "history", wallet, "--last", "50")["rows"]
    assert rows[-1]["posted_after"] == shown["posted"]
    assert [row["version"] for row in rows] == list(range(rows[0]["version"], rows[-1]["version"] + 1))
    then = jiaozi.json("account", "balance", wallet, "--at", rows[0]["recorded_at"])
    assert then["posted"] == [row for row in rows if row["recorded_at"] == then["at"]][-1]["posted_after"]
    assert jiaozi.json("account", "balance", wallet)["posted"] == shown["posted"]
    to_come = ("account", "balance", wallet, "--at", "2100-01-01T00:00:00+08:00")
    assert jiaozi.json(*to_come, code=1)["error"]["code"] == "period_invalid"
    legs = jiaozi.json("journal", "show", rows[0]["journal"])["transfers"]
    assert any(leg["transfer"] == rows[0]["transfer"] for leg in legs)
    for command in (["wallet", "show"], ["account", "history"], ["account", "balance"]):
        assert wallet in jiaozi.run(*command, wallet)


def _a_wallet(jiaozi: Jiaozi) -> str:
    from jiaozi.ids import encode_id

    with sqlite3.connect(jiaozi.db.removeprefix("sqlite:///")) as connection:
        sql = "SELECT w.id FROM wallets w JOIN accounts a ON a.id = w.account WHERE a.version > 2 ORDER BY w.id LIMIT 1"
        return encode_id("wal", connection.execute(sql).fetchone()[0])


def test_what_does_not_exist_is_refused(pilot: Pilot) -> None:
    jiaozi, _ = pilot
    missing = {
        "wallet show wal_0000000000001": "wallet_not_found",
        "account balance acc_0000000000001": "account_not_found",
        "account history wal_0000000000001": "account_not_found",
        "journal show jnl_0000000000001": "not_found",
        "journal show nothing --reference": "not_found",
        "trial-balance jpm": "institution_not_found",
        "outcome pay no-such-key": "not_found",
    }
    for arguments, code in missing.items():
        assert jiaozi.json(*arguments.split(), code=1)["error"]["code"] == code


def test_every_book_of_a_trial_balance_is_in_balance(pilot: Pilot) -> None:
    jiaozi, _ = pilot
    sums: dict[tuple[str, str], int] = {}
    for row in jiaozi.json("trial-balance")["rows"]:
        place = row["book"], row["posted"]["asset"]
        sums[place] = sums.get(place, 0) + row["posted"]["minor"] * (1 if row["side"] == "debit" else -1)
    assert len(sums) > 5
    assert set(sums.values()) == {0}
    assert "icbc" in jiaozi.run("trial-balance", "icbc")


def test_a_stored_outcome_is_found_by_operation_and_key(pilot: Pilot) -> None:
    jiaozi, _ = pilot
    found = jiaozi.json("outcome", "open_central_bank", "setup.0", "--principal", "1")
    assert found["outcome"] == "InstitutionOpened"


def test_the_audit_finds_what_was_changed_behind_its_back(home: Jiaozi, pilot: Pilot) -> None:
    spoilt = home.home / "spoilt.db"
    with sqlite3.connect(pilot[0].db.removeprefix("sqlite:///")) as before, sqlite3.connect(spoilt) as after:
        before.backup(after)
    with sqlite3.connect(spoilt) as connection:
        connection.execute("UPDATE accounts SET posted = posted + 1 WHERE id = (SELECT max(account) FROM wallets)")
        connection.commit()
    report = home.json("audit", "--db", f"sqlite:///{spoilt}", code=1)
    assert {finding["invariant"] for finding in report["findings"]} >= {"books_balance", "balances_proven"}
    assert "books_balance" in home.run("audit", "--db", f"sqlite:///{spoilt}", code=1)


@pytest.mark.parametrize("command", ["rule show", "rule limits"])
def test_the_rules_of_today_are_those_of_the_worlds_day(here: Jiaozi, command: str) -> None:
    machines = str(china_date(SystemClock().now()))
    assert here.json(*command.split())["as_of"] == machines
    here.run("init", "--as-of", "2022-05-15")
    assert here.json(*command.split())["as_of"] == "2022-05-15"
    assert here.json(*command.split(), "--as-of", machines)["as_of"] == machines


def test_rules_of_a_day_and_what_changed(home: Jiaozi) -> None:
    shown = home.json("rule", "show", "--as-of", "2022-05-15", "--subject", "operators")["rules"]
    assert len([rule for rule in shown if rule["in_force"] and "operator" in rule["key"]]) == 10
    regimes = home.json("rule", "diff", "2022-05-15", "2026-01-01", "--subject", "regimes")["changes"]
    changed = {tuple(each["key"].items()): each["after"]["value"].get("regime") for each in regimes}
    assert changed[("kind", "bank"),] == "deposit_money"
    limits = home.json("rule", "limits", "--as-of", "2022-05-15", "--class", "IV", "--holder", "personal")["limits"]
    assert {row["component"]: row["minor"] for row in limits}["single"] == 200_000
    assert (
        home.json("rule", "limits", "--class", "III", "--holder", "corporate", code=1)["error"]["code"] == "not_found"
    )
    for arguments in ("show --as-of 2026-01-01", "diff 2022-05-15 2026-05-01", "limits"):
        assert home.run("rule", *arguments.split())


def test_both_sides_of_a_conflict_are_shown_and_the_one_in_force_is_marked(home: Jiaozi) -> None:
    from jiaozi import rulebook

    rival = next(rule for rule in rulebook.load().rules if not rule.in_force)
    day = str(rival.since)
    shown = {rule["id"]: rule for rule in home.json("rule", "show", "--as-of", day)["rules"]}
    assert not shown[rival.id]["in_force"]
    assert shown[str(rival.conflicts_with)]["in_force"]
    text = home.run("rule", "show", "--as-of", day)
    assert f"○ {rival.id} " in text
    assert f"● {rival.conflicts_with} " in text


def test_profiles_are_listed_and_shown(home: Jiaozi) -> None:
    assert [each["name"] for each in home.json("pilot", "list")["pilots"]] == ["chongqing", "jd"]
    shown = home.json("pilot", "show", "chongqing")
    assert shown["personal_wallets"] == 1_066_600
    assert shown["amount_minor"] == 28_800_000_000
    assert "1,576,700" in home.run("pilot", "show", "chongqing")
    assert home.run("pilot", "list")


def test_benchmarks_print_their_figures(here: Jiaozi, on_disk: Path) -> None:
    size = ["--accounts", "10", "--transfers", "400", "--batch", "100", "--dir", str(on_disk)]
    post = here.json("bench", "post", *size, "--two-phase")
    assert post["transfers"] == 400
    assert post["transfers_per_s"] > 0
    assert set(post) >= {"batch_ms", "peak_memory_bytes", "engine", "engine_version", "generation_seconds"}
    assert _ledger_findings(here) == 0
    assert here.json("bench", "post", *size, code=1)["error"]["code"] == "world_exists"


def _ledger_findings(jiaozi: Jiaozi) -> int:
    """Findings of the ledger's own audit: the accounts of this benchmark belong to no institution."""
    with open_engine(jiaozi.db).snapshot() as connection:
        return len(audit(connection).findings)


@pytest.mark.parametrize("shape", ["stores", "people", "many-to-one", "one-to-many"])
def test_the_payment_benchmark_pays_everything(home: Jiaozi, on_disk: Path, shape: str) -> None:
    size = ["--wallets", "20", "--payments", "60", "--group", "16", "--stores", "3", "--dir", str(on_disk)]
    paid = home.json("bench", "pay", *size, "--shape", shape)
    assert (paid["payments"], paid["refused"]) == (60, 0)
    assert paid["payments_per_s"] > 0
    assert not list(on_disk.glob("jiaozi-bench-*")), "the temporary world is gone"
    assert len(home.json("bench", "list")["benchmarks"]) == 5


def test_the_interest_benchmark_pays_what_it_reckoned(home: Jiaozi, on_disk: Path) -> None:
    settled = home.json("bench", "interest", "--wallets", "40", "--payments", "10", "--dir", str(on_disk))
    assert settled["paid_wallets"] == 40 + 1, "the shops' company earns too"
    assert settled["paid_minor"] > 0


@pytest.mark.parametrize("shape", ["uniform", "many-to-one", "one-to-many"])
def test_bulk_posting_knows_hot_accounts(home: Jiaozi, on_disk: Path, shape: str) -> None:
    size = ["--accounts", "5", "--transfers", "50", "--batch", "20", "--dir", str(on_disk)]
    posted = home.json("bench", "post", *size, "--shape", shape)
    assert (posted["transfers"], posted["refused"]) == (50, 0)
    assert "transfers_per_s" in home.run("bench", "post", *size, "--shape", shape)
