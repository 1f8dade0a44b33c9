"""`jiaozi backup` and `restore`: from a running system, onto either engine, complete and unaltered or not at all."""

import json
import threading
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jiaozi.backup import back_up, read_manifest, restore
from jiaozi.clock import SimulatedClock, parse_time
from jiaozi.config import Settings
from jiaozi.db.engines import open_engine
from jiaozi.db.schema import VERSION
from jiaozi.keyring import Keyring, KeyringError
from jiaozi.kinds import WalletNo
from jiaozi.payments.pay import Paid, Pay
from jiaozi.platform import Platform
from jiaozi.scheme.institutions import OpenCentralBank, OpenOperator
from tests.cli.conftest import Jiaozi
from tests.conftest import NewDatabase

Pilot = tuple[Jiaozi, Any]
START = parse_time("2022-05-15T10:00:00+08:00")


def keyring_of(jiaozi: Jiaozi) -> Keyring:
    """The keyring of the world that these commands work on."""
    return Keyring.load(jiaozi.home / "var" / "keyring.json")


def test_a_restored_world_is_the_same_to_the_last_byte(pilot: Pilot, new_db_url: NewDatabase, tmp_path: Path) -> None:
    jiaozi, _ = pilot
    target = Jiaozi(jiaozi.home, new_db_url())
    said = jiaozi.json("backup", str(tmp_path / "first.zip"), "--db", jiaozi.db)
    restored = target.json("restore", str(tmp_path / "first.zip"))
    assert restored["audit"]["ok"]
    assert restored["keyring_fits"]
    again = target.json("backup", str(tmp_path / "second.zip"))
    assert again["tables"] == said["tables"]
    assert again["rows"] == said["rows"] > 1_000
    assert (tmp_path / "first.zip").stat().st_mode & 0o077 == 0
    before, after = jiaozi.json("status", "--db", jiaozi.db), target.json("status")
    assert after["counts"] == before["counts"]
    assert after["world"] == before["world"]


def test_from_each_engine_a_world_moves_to_the_embedded_one(here: Jiaozi, tmp_path: Path) -> None:
    first = here.json("pilot", "run", "chongqing", "--scale", "0.0002", "--seed", "3")
    here.run("backup", str(tmp_path / "w.zip"))
    moved = Jiaozi(here.home, f"sqlite:///{tmp_path / 'moved.db'}")
    assert moved.json("restore", str(tmp_path / "w.zip"))["audit"]["ok"]
    again = moved.json("pilot", "run", "chongqing", "--scale", "0.0002", "--seed", "3")
    assert again["digest"] == first["digest"], "what was decided before answers as before, on the other engine"


def test_a_restored_world_goes_on(pilot: Pilot, new_db_url: NewDatabase, tmp_path: Path) -> None:
    jiaozi, _ = pilot
    back_up(open_engine(jiaozi.db), tmp_path / "w.zip", keyring_of(jiaozi))
    url = new_db_url()
    restore(open_engine(url), tmp_path / "w.zip", keyring_of(jiaozi))
    platform = Platform(Settings(db_url=url, keyring=jiaozi.home / "var" / "keyring.json"))
    try:
        wallets = _wallets(platform)
        paid = platform.run([platform.request(9, "after", Pay(wallets[0], 1, kind="person", payee=wallets[1]))])
        assert isinstance(paid[0].outcome, Paid)
    finally:
        platform.close()
    assert Jiaozi(jiaozi.home, url).json("audit")["ok"]


def _wallets(platform: Platform) -> list[WalletNo]:
    from jiaozi.wallets.store import balances_page

    with platform.snapshot() as connection:
        return [wallet for wallet, posted in sorted(balances_page(connection, 0, 500), key=lambda row: -row[1])]


def test_a_backup_during_writes_is_one_moment(new_db_url: NewDatabase, tmp_path: Path) -> None:
    """Writers go on all the while; what is restored passes the audit and has a state between before and after."""
    url, keyring = new_db_url(), tmp_path / "keyring.json"
    platform = Platform(Settings(db_url=url, keyring=keyring), clock=SimulatedClock(START), now_us=START)
    platform.run([platform.request(0, "bank", OpenCentralBank("pboc", "PBOC", "央行"))])
    stop, written = threading.Event(), []

    def write() -> None:
        codes = ("icbc", "abc", "boc", "ccb", "bocom", "psbc", "cmb", "cib", "webank", "mybank")
        for number in range(100_000):
            if stop.is_set():
                return
            order = OpenOperator(codes[number % 10], 10**12)
            done = platform.writer.submit(platform.request(0, f"k{number}", order)).result()
            written.append(done.outcome)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        kept = Keyring.load(keyring)
        manifests = [back_up(open_engine(url), tmp_path / f"{number}.zip", kept) for number in range(3)]
    finally:
        stop.set()
        writer.join()
        platform.close()
    outcomes = [manifest.tables["outcomes"]["rows"] for manifest in manifests]
    assert outcomes == sorted(outcomes)
    assert outcomes[0] >= 1
    assert outcomes[-1] <= len(written) + 1
    report = restore(open_engine(new_db_url()), tmp_path / "2.zip", kept).report
    assert report.ok, report.findings
    assert report.counts["outcomes"] == outcomes[-1]


def test_a_backup_never_overwrites_a_file(pilot: Pilot, tmp_path: Path) -> None:
    jiaozi, _ = pilot
    file = tmp_path / "precious.zip"
    file.write_text("mine")
    refused = jiaozi.json("backup", str(file), "--db", jiaozi.db, code=1)
    assert refused["error"]["code"] == "file_exists"
    assert file.read_text() == "mine"
    assert [each.name for each in tmp_path.iterdir()] == ["precious.zip"], "no draft is left behind"


def test_a_restore_never_goes_into_a_database_that_has_rows(here: Jiaozi, pilot: Pilot, tmp_path: Path) -> None:
    back_up(open_engine(pilot[0].db), tmp_path / "w.zip", keyring_of(pilot[0]))
    here.run("init")
    before = here.json("status")["counts"]
    keyring = str(keyring_of(pilot[0]).path)
    said = here.json("restore", str(tmp_path / "w.zip"), "--keyring", keyring, code=1)
    assert said["error"]["code"] == "world_exists"
    assert here.json("status")["counts"] == before


@pytest.mark.parametrize("change", ["row", "line", "table", "cut", "text", "missing"])
def test_a_backup_that_was_damaged_is_refused_whole(home: Jiaozi, pilot: Pilot, tmp_path: Path, change: str) -> None:
    whole, spoilt = tmp_path / "whole.zip", tmp_path / "spoilt.zip"
    back_up(open_engine(pilot[0].db), whole, keyring_of(pilot[0]))
    _spoil(whole, spoilt, change)
    code = "file_unusable" if change == "missing" else "backup_invalid"
    for more in ((), ("--unverified",)):
        said = home.json("restore", str(spoilt), *more, "--keyring", str(keyring_of(pilot[0]).path), code=1)
        assert said["error"]["code"] == code
        assert home.json("status", code=1)["error"]["code"] == "world_not_found"


def _spoil(whole: Path, spoilt: Path, change: str) -> None:
    if change == "missing":
        return
    if change == "text":
        spoilt.write_text("not a backup")
        return
    if change == "cut":
        spoilt.write_bytes(whole.read_bytes()[: whole.stat().st_size // 2])
        return
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(spoilt, "w") as after:
        for name in before.namelist():
            data = before.read(name)
            if name == "tables/accounts.jsonl" and change == "row":
                data = data.replace(b"0", b"1", 1)
            if name == "tables/accounts.jsonl" and change == "line":
                data = data.partition(b"\n")[2]
            if name == "tables/accounts.jsonl" and change == "table":
                continue
            after.writestr(name, data)


def test_a_head_is_printed_with_the_backup_and_by_the_audit_and_asked_for_again(home: Jiaozi, tmp_path: Path) -> None:
    home.run("init")
    first = home.json("backup", str(tmp_path / "first.zip"))["head"]
    assert first.partition(":")[0] != "0"
    assert home.json("audit")["head"] == first
    assert f"head {first}" in home.run("audit")
    home.run("key", "found", "--name", "Li Na", "--name", "Wang Wei")
    second = home.json("backup", str(tmp_path / "second.zip"))["head"]
    assert int(second.partition(":")[0]) > int(first.partition(":")[0])
    target = Jiaozi(home.home, f"sqlite:///{tmp_path / 'target.db'}")
    said = target.json("restore", str(tmp_path / "first.zip"), "--head", second, code=1)["error"]
    assert said["code"] == "backup_behind"
    assert target.json("restore", str(tmp_path / "second.zip"), "--head", first)["verified"]
    assert target.json("audit")["head"] == second
    assert "not a head" not in target.run("restore", str(tmp_path / "second.zip"), "--head", "nonsense", code=2)


def test_an_unverified_restore_says_so_loudly(home: Jiaozi, tmp_path: Path) -> None:
    home.run("init")
    home.run("backup", str(tmp_path / "w.zip"))
    other = Jiaozi(tmp_path / "elsewhere", f"sqlite:///{tmp_path / 'target.db'}")
    assert "backup_unverified" in other.run("restore", str(tmp_path / "w.zip"), code=1)
    text = other.run("restore", str(tmp_path / "w.zip"), "--unverified")
    assert "NOT VERIFIED: the keyring to check its signature with is missing" in text


def test_the_manifest_tells_what_is_inside(pilot: Pilot, tmp_path: Path) -> None:
    back_up(open_engine(pilot[0].db), tmp_path / "w.zip", keyring_of(pilot[0]))
    manifest = read_manifest(tmp_path / "w.zip")
    assert manifest.world.startswith("pilot chongqing")
    assert manifest.tables["transfers"]["rows"] == pilot[1]["audit"]["counts"]["transfers"]


def test_the_keyring_is_not_in_a_backup(pilot: Pilot, tmp_path: Path) -> None:
    jiaozi, _ = pilot
    back_up(open_engine(jiaozi.db), tmp_path / "w.zip", keyring_of(jiaozi))
    secret = json.loads((jiaozi.home / "var" / "keyring.json").read_text())["index"]
    with zipfile.ZipFile(tmp_path / "w.zip") as archive:
        assert not any(secret.encode() in archive.read(name) for name in archive.namelist())
    stranger = Jiaozi(tmp_path, f"sqlite:///{tmp_path / 'other.db'}")
    assert not stranger.json("restore", str(tmp_path / "w.zip"), "--unverified")["keyring_fits"]


def test_a_rotated_keyring_still_fits(home: Jiaozi) -> None:
    home.run("init")
    assert home.json("keyring", "show")["version"] == 1
    assert home.json("keyring", "rotate")["version"] == 2
    assert home.json("keyring", "show")["version"] == 2
    home.run("backup", str(home.home / "w.zip"))
    restored = home.json("restore", str(home.home / "w.zip"), "--db", f"sqlite:///{home.home / 'r.db'}")
    assert restored["keyring_fits"]


@pytest.mark.parametrize("command", ["serve", "up", "upgrade", "keyring rotate", "key found --name A --name B"])
def test_where_a_world_is_no_second_keyring_is_made_for_it(here: Jiaozi, command: str, free_port: int) -> None:
    """A mount of secrets that is not there must not get a wrong one, which would be in the way of the right one."""
    here.run("init")
    keyring, away = here.home / "var" / "keyring.json", here.home / "away.json"
    keyring.rename(away)
    port = ("--port", str(free_port)) if command in ("serve", "up") else ()
    if command == "upgrade":
        assert here.json("upgrade")["schema"] == VERSION
    else:
        said = here.json(*command.split(), *port, code=1)["error"]
        assert (said["code"], str(keyring) in said["detail"]) == ("keyring_unusable", True)
    assert [each.name for each in keyring.parent.iterdir() if "keyring" in each.name] == []
    away.rename(keyring)
    assert here.json("key", "found", "--name", "Li Na", "--name", "Wang Wei")


def test_the_test_world_beside_a_live_one_gets_no_second_keyring_either(here: Jiaozi) -> None:
    here.run("init")
    settings = Settings(db_url=here.db, keyring=here.home / "var" / "keyring.json")
    settings = replace(settings, test_db_url=f"sqlite:///{here.home / 'test.db'}")
    live = Platform(settings)
    live.open_test_world().close()
    kept = settings.of_test_world().keyring
    kept.unlink()
    with pytest.raises(KeyringError, match="cannot be read"):
        live.open_test_world()
    live.close()
    assert not kept.exists()


def test_a_keyring_that_is_not_one_is_named(home: Jiaozi) -> None:
    file = home.home / "keyring.json"
    file.write_text("{}")
    file.chmod(0o600)
    assert home.json("keyring", "show", "--keyring", str(file), code=1)["error"]["code"] == "keyring_unusable"
    home.run("init")
    assert home.json("keyring", "rotate", "--keyring", str(home.home / "none"), code=1)["error"]["code"] == (
        "keyring_unusable"
    )
