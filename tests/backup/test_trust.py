"""What is restored is what the world was: whoever has a backup and not the keyring can change nothing about it."""

import json
import zipfile
from collections.abc import Callable
from errno import EPERM
from pathlib import Path
from typing import Any

import pytest

from jiaozi.backup import back_up, read_manifest, restore
from jiaozi.db import sequencer
from jiaozi.db.engine import Engine, Unfit
from jiaozi.db.engines import open_engine
from jiaozi.db.schema import VERSION
from jiaozi.db.sequencer import Head
from jiaozi.errors import Failure
from jiaozi.keyring import Keyring, KeyringError
from tests.backup.conftest import Kept
from tests.backup.forging import forge, members_of, part, rows, write
from tests.conftest import NewDatabase

IN_MEMORY = pytest.mark.only_engine("sqlite")
"""For what is decided before a database is looked at."""


@pytest.fixture
def target(tmp_path: Path) -> Engine:
    """Where it would go; nothing is ever written there."""
    return open_engine(f"sqlite:///{tmp_path / 'target.db'}")


def refusal(engine: Engine, file: Path, keyring: Keyring | None, **more: Any) -> tuple[str, str]:
    """Code and detail with which a restore is refused that writes nothing."""
    with pytest.raises(Failure) as refused:
        restore(engine, file, keyring, **more)
    assert not Path(engine.path).exists()  # type: ignore[attr-defined]
    return refused.value.code, refused.value.detail


def richer(data: bytes) -> bytes:
    """The accounts, each with a yuan more than it had."""
    return part([[*row[:5], row[5] + 100, *row[6:]] for row in rows(data)])


def test_a_backup_with_its_head_is_restored_and_known_to_be_good(kept: Kept, new_db_url: NewDatabase) -> None:
    restored = restore(open_engine(new_db_url()), kept.file, kept.keyring, head=kept.head)
    assert (restored.doubt, restored.report.findings) == ("", ())
    assert Head.parse(read_manifest(kept.file).head) == kept.head == Head.parse(str(kept.head))
    assert kept.head.seq > 10


def test_rows_that_were_changed_together_with_their_sums_are_noticed(
    kept: Kept, target: Engine, tmp_path: Path
) -> None:
    forged = forge(kept.file, tmp_path / "f.zip", {"accounts": richer})
    assert refusal(target, forged, kept.keyring) == ("backup_unverified", "it was changed")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"unsigned": True}, "it is not signed"),
        ({"manifest": lambda said: said.update(taken_at="2030-01-01T00:00:00+08:00")}, "it was changed"),
        ({"manifest": lambda said: said["tables"].pop("freezes")}, "it was changed"),
        ({"manifest": lambda said: said.update(schema=1)}, "it was changed"),
        ({"manifest": lambda said: said.update(keyring="0" * 32)}, "another keyring signed it"),
        ({"tables": {"transfers": lambda data: data[: data.rindex(b"\n", 0, -1) + 1]}}, "it was changed"),
    ],
    ids=["unsigned", "date", "a table less", "schema", "keyring", "the newest transfer cut off"],
)
def test_whatever_of_a_signed_backup_is_changed_is_noticed(
    kept: Kept, target: Engine, tmp_path: Path, change: dict[str, Any], why: str
) -> None:
    forged = forge(kept.file, tmp_path / "f.zip", **change)
    assert refusal(target, forged, kept.keyring) == ("backup_unverified", why)


def test_it_is_no_way_round_the_signature_to_say_that_a_backup_is_of_the_first_format(
    kept: Kept, target: Engine, tmp_path: Path
) -> None:
    def older(said: dict[str, Any]) -> None:
        said["format"] = 1
        del said["head"], said["keyring"]

    forged = forge(kept.file, tmp_path / "f.zip", {"accounts": richer}, older, unsigned=True)
    assert refusal(target, forged, kept.keyring) == ("backup_unverified", "it is not signed")


def test_parts_that_changed_places_are_noticed(kept: Kept, target: Engine, tmp_path: Path) -> None:
    parts = members_of(kept.file)
    tables = [name for name, data in parts.items() if name.startswith("tables/") and data]
    width = {name: len(rows(parts[name])[0]) for name in tables}
    one, other = next((a, b) for a in tables for b in tables if a < b and width[a] == width[b])
    parts[one], parts[other] = parts[other], parts[one]
    code, detail = refusal(target, write(tmp_path / "f.zip", parts), kept.keyring)
    assert code == "backup_invalid"
    assert detail.endswith("differs from the manifest")


def test_of_two_parts_with_one_name_none_is_taken_for_the_other(kept: Kept, target: Engine, tmp_path: Path) -> None:
    parts, forged = members_of(kept.file), tmp_path / "f.zip"
    write(forged, parts)
    with zipfile.ZipFile(forged, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("tables/accounts.jsonl", richer(parts["tables/accounts.jsonl"]))
    assert refusal(target, forged, kept.keyring)[0] == "backup_invalid"


@pytest.mark.parametrize("keyring", ["another's", "none"])
def test_without_the_world_s_keyring_nobody_knows_that_a_backup_is_good(
    kept: Kept, target: Engine, tmp_path: Path, keyring: str
) -> None:
    given = Keyring.create(tmp_path / "other.json") if keyring == "another's" else None
    why = "another keyring signed it" if given else "the keyring to check its signature with is missing"
    assert refusal(target, kept.file, given) == ("backup_unverified", why)


def test_another_world_s_keyring_cannot_sign_this_world_s_backup(kept: Kept, target: Engine, tmp_path: Path) -> None:
    other = Keyring.create(tmp_path / "other.json")
    forged = forge(kept.file, tmp_path / "f.zip", {"accounts": richer}, signed_by=other)
    assert refusal(target, forged, kept.keyring)[0] == "backup_unverified"
    with pytest.raises(KeyringError):
        back_up(kept.world.platform.engine, tmp_path / "w.zip", other)
    assert not (tmp_path / "w.zip").exists()


def test_a_rotated_keyring_verifies_what_it_signed_before(kept: Kept, new_db_url: NewDatabase, tmp_path: Path) -> None:
    (tmp_path / "keyring.json").touch(0o600)
    (tmp_path / "keyring.json").write_bytes(kept.keyring.path.read_bytes())
    rotated = Keyring.load(tmp_path / "keyring.json")
    rotated.rotate()
    assert restore(open_engine(new_db_url()), kept.file, rotated).doubt == ""


def test_an_older_backup_has_not_the_head(kept: Kept, target: Engine) -> None:
    """It is signed as well as any: only the head tells that it is not the newest."""
    code, detail = refusal(target, kept.earlier, kept.keyring, head=kept.head)
    assert code == "backup_behind"
    assert f"it ends at {kept.head.seq - 1}" in detail
    assert refusal(target, kept.file, kept.keyring, head=kept.head._replace(chain=bytes(32)))[0] == "backup_behind"


def test_a_backup_made_after_the_head_was_printed_contains_it(kept: Kept, new_db_url: NewDatabase) -> None:
    earlier = Head.parse(read_manifest(kept.earlier).head)
    assert earlier.seq < kept.head.seq
    assert restore(open_engine(new_db_url()), kept.file, kept.keyring, head=earlier).doubt == ""


def test_whoever_has_the_keyring_too_is_held_to_the_head(kept: Kept, target: Engine, tmp_path: Path) -> None:
    """A payment left out, all sums, the chain and the signature made anew: the head that was kept elsewhere differs."""

    def shorter(data: bytes) -> bytes:
        found = [row for row in rows(data) if row[5] != kept.head.seq]
        return part(found)

    forged = forge(kept.file, tmp_path / "f.zip", {"commit_groups": shorter}, signed_by=kept.keyring)
    assert refusal(target, forged, kept.keyring, head=kept.head)[0] == "backup_behind"


def altered_chain(data: bytes) -> bytes:
    """The groups, the second one recorded a second later."""
    found = rows(data)
    found[1][2] += 1_000_000
    return part(found)


def test_a_chain_that_does_not_hold_makes_no_world(kept: Kept, new_db_url: NewDatabase, tmp_path: Path) -> None:
    forged = forge(kept.file, tmp_path / "f.zip", {"commit_groups": altered_chain}, signed_by=kept.keyring)
    url = new_db_url()
    with pytest.raises(Failure, match=r"backup_invalid.*its hash does not follow"):
        restore(open_engine(url), forged, kept.keyring, head=kept.head)
    with pytest.raises(Failure, match=r"backup_invalid.*its hash does not follow"):
        restore(open_engine(new_db_url()), forged, kept.keyring)


def test_unverified_restores_it_all_the_same_and_says_so(kept: Kept, new_db_url: NewDatabase, tmp_path: Path) -> None:
    forged = forge(kept.file, tmp_path / "f.zip", {"accounts": richer, "commit_groups": altered_chain})
    restored = restore(open_engine(new_db_url()), forged, kept.keyring, unverified=True)
    assert restored.doubt == "it was changed"
    found = {finding.invariant for finding in restored.report.findings}
    assert found >= {"balances_proven", "hash_chain_holds"}


@pytest.mark.parametrize(
    ("name", "value"), [("format", 3), ("schema", VERSION + 1), ("schema", 99), ("schema", (1 << 62) + 1)]
)
def test_a_backup_of_a_later_version_is_refused_in_words(
    kept: Kept, target: Engine, tmp_path: Path, name: str, value: int
) -> None:
    forged = forge(kept.file, tmp_path / "f.zip", manifest=lambda said: said.update({name: value, "more": []}))
    code, detail = refusal(target, forged, kept.keyring, unverified=True)
    assert code == "backup_newer"
    assert f"its {name} is {value}" in detail


def _set(**values: Any) -> Callable[[dict[str, Any]], None]:
    return lambda said: said.update(values)


@pytest.mark.parametrize(
    "damage",
    [
        _set(schema=None),
        _set(schema="6"),
        _set(format=[]),
        _set(tables=[]),
        _set(tables={}),
        _set(more=1),
        _set(head=7, keyring=None, tables=None),
        lambda said: said.pop("tables"),
        lambda said: said["tables"].update({"x; DROP TABLE accounts": said["tables"]["accounts"]}),
        lambda said: said["tables"]["accounts"].update(columns=["id; DROP TABLE accounts --"] * 15),
        lambda said: said["tables"]["accounts"].update(columns=["id"] * 15),
        lambda said: said["tables"]["accounts"].update(columns=None),
        lambda said: said["tables"]["accounts"]["columns"].pop(),
        lambda said: said["tables"]["world"].update(columns=[]),
    ],
)
def test_a_manifest_that_is_none_is_refused(
    kept: Kept, target: Engine, tmp_path: Path, damage: Callable[[dict[str, Any]], object]
) -> None:
    forged = forge(kept.file, tmp_path / "f.zip", manifest=damage)
    assert refusal(target, forged, kept.keyring, unverified=True)[0] == "backup_invalid"


@pytest.mark.parametrize(
    "line",
    [b"[]\n", b"{}\n", b"7\n", b"[1,2]\n", b"not json\n", b'[1,[2],3.5,"x",null]\n', b'{"b64":"!"}\n', b"\xff\n"],
)
def test_rows_that_are_none_make_no_world(kept: Kept, new_db_url: NewDatabase, tmp_path: Path, line: bytes) -> None:
    engine, forged = open_engine(new_db_url()), forge(kept.file, tmp_path / "f.zip", {"wallets": lambda d: d + line})
    with pytest.raises(Failure, match="backup_invalid"):
        restore(engine, forged, kept.keyring, unverified=True)
    with pytest.raises(Unfit, match="restore into an empty database"):
        restore(engine, kept.file, kept.keyring)


@pytest.mark.parametrize("table", ["accounts", "world"])
def test_a_row_that_stands_twice_or_not_at_all_makes_no_world(
    kept: Kept, new_db_url: NewDatabase, tmp_path: Path, table: str
) -> None:
    for name, change in (("twice", lambda data: data + data), ("none", lambda _: b"")):
        if (table, name) != ("accounts", "none"):
            forged = forge(kept.file, tmp_path / f"{name}.zip", {table: change})
            with pytest.raises(Failure, match="backup_invalid"):
                restore(open_engine(new_db_url()), forged, kept.keyring, unverified=True)


@pytest.mark.parametrize("text", ["", "7", "x:00", "-1:" + "00" * 32, "7:00", f"7:{'zz' * 32}", "0:" + "00" * 32])
def test_what_is_no_head(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Head.parse(text)


def test_a_backup_numbers_what_was_committed_so_that_its_head_covers_it(kept: Kept, tmp_path: Path) -> None:
    world = kept.world
    with world.platform.snapshot() as connection:
        assert connection.query("SELECT COUNT(*) FROM commit_groups WHERE seq IS NULL") == [(0,)]
        assert sequencer.head(connection) == kept.head
    groups = rows(members_of(kept.file)["tables/commit_groups.jsonl"])
    assert len([row for row in groups if row[5] is None]) == 0
    assert json.loads(members_of(kept.file)["manifest.json"])["head"] == str(kept.head)


@IN_MEMORY
def test_where_files_have_no_links_a_backup_is_named_all_the_same_and_overwrites_nothing(
    kept: Kept, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(EPERM, "Operation not permitted")  # what exFAT answers

    monkeypatch.setattr("os.link", refuse)
    back_up(kept.world.platform.engine, tmp_path / "w.zip", kept.keyring)
    before = (tmp_path / "w.zip").read_bytes()
    with pytest.raises(Failure, match="file_exists"):
        back_up(kept.world.platform.engine, tmp_path / "w.zip", kept.keyring)
    assert [each.name for each in tmp_path.iterdir()] == ["w.zip"]
    assert (tmp_path / "w.zip").read_bytes() == before
    assert read_manifest(tmp_path / "w.zip").world
