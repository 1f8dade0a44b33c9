"""What holds balances, personal data or keys is its owner's alone, whatever the umask says."""

import logging
import os
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import apsw
import pytest

from jiaozi import files
from jiaozi.config import Settings
from jiaozi.db import sqlite
from jiaozi.db.engine import Unfit
from jiaozi.db.engines import open_engine
from jiaozi.platform import Platform
from tests.cli.conftest import Jiaozi
from tests.upgrade.old import NAMES, OldWorld

pytestmark = pytest.mark.only_engine("sqlite")  # files


@pytest.fixture(autouse=True)
def open_to_all() -> Iterator[None]:
    """A umask that keeps nothing from anybody."""
    before = os.umask(0)
    yield
    os.umask(before)


def loose(folder: Path) -> list[str]:
    """The files below a folder that others may read or write."""
    return [each.name for each in sorted(folder.rglob("*")) if each.is_file() and each.stat().st_mode & files.OTHERS]


def test_what_stops_a_file_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    asked = tmp_path / "nowhere" / "may.xml"
    for act in (files.write, files.add):
        with pytest.raises(FileNotFoundError) as stopped:
            act(asked, b"x")
        assert stopped.value.filename == str(asked)


def test_a_world_its_test_world_and_its_log_are_for_their_owner_alone(home: Jiaozi) -> None:
    home.run("init")
    folder = home.home / "var"
    platform = Platform(Settings(db_url=f"sqlite:///{folder / 'jiaozi.db'}", keyring=folder / "keyring.json"))
    test_world = platform.open_test_world()
    with closing(platform.engine.connect()), closing(test_world.engine.connect()):
        names = {each.name for each in folder.iterdir()}
        assert names >= {f"{db}{end}" for db in ("jiaozi.db", "jiaozi-test.db") for end in ("", "-wal", "-shm")}
        assert loose(folder) == []
    test_world.close()
    platform.close()


def test_what_is_restored_and_what_is_upgraded_is_for_its_owner_alone(home: Jiaozi) -> None:
    home.run("init")
    home.run("backup", str(home.home / "w.zip"))
    home.run("restore", str(home.home / "w.zip"), "--db", f"sqlite:///{home.home / 'restored.db'}")
    old = OldWorld(NAMES[0])
    (home.home / "old").mkdir()
    url = f"sqlite:///{home.home / 'old' / 'old.db'}"
    keyring = old.keyring(home.home / "old")
    old.put(url)
    for file in (home.home / "old").glob("old.db*"):
        file.chmod(0o644)
    home.run("upgrade", "--db", url, "--keyring", str(keyring))
    assert loose(home.home) == []


def test_a_world_that_others_could_read_is_theirs_no_more_once_it_is_opened(home: Jiaozi) -> None:
    home.run("init")
    file = home.home / "var" / "jiaozi.db"
    with closing(open_engine(f"sqlite:///{file}").connect()) as keeping:
        keeping.query("SELECT 1 FROM world")
        for each in (file, Path(f"{file}-wal"), Path(f"{file}-shm")):
            each.chmod(0o644)
        home.run("status")
        assert loose(home.home / "var") == []


def test_a_world_is_made_where_a_link_leads(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "link.db").symlink_to(tmp_path / "there" / "w.db")
    with closing(open_engine(f"sqlite:///{tmp_path / 'link.db'}").connect()) as connection:
        connection.script(["CREATE TABLE x (y)"])
        assert loose(tmp_path) == []
        assert {each.name for each in (tmp_path / "there").iterdir()} == {"w.db", "w.db-wal", "w.db-shm"}


def test_where_a_mode_cannot_be_set_it_is_said_once_and_the_world_goes_on(
    home: Jiaozi, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    home.run("init")
    file = home.home / "var" / "jiaozi.db"
    file.chmod(0o640)
    monkeypatch.setattr(Path, "chmod", refuse)
    sqlite._warn.cache_clear()
    caplog.set_level(logging.WARNING)
    for _ in range(2):
        with closing(open_engine(f"sqlite:///{file}").connect()) as connection:
            assert connection.query("SELECT count(*) FROM world") == [(1,)]
    assert [record.getMessage().partition(" is open to others")[0] for record in caplog.records] == [str(file)]


def test_the_mode_of_what_is_not_ours_is_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / "theirs.db"
    with closing(apsw.Connection(str(file))) as connection:
        connection.execute("CREATE TABLE customers (id)")
    file.chmod(0o664)
    with pytest.raises(Unfit):
        open_engine(f"sqlite:///{file}").connect()
    assert stat.S_IMODE(file.stat().st_mode) == 0o664


def test_a_file_is_replaced_whole_where_its_link_leads_and_a_pipe_just_gets_the_data(tmp_path: Path) -> None:
    real, link, pipe = tmp_path / "real", tmp_path / "link", tmp_path / "pipe"
    real.write_bytes(b"before")
    real.chmod(0o644)
    link.symlink_to(real)
    files.write(link, b"after")
    assert (link.is_symlink(), real.read_bytes(), stat.S_IMODE(real.stat().st_mode)) == (True, b"after", 0o600)
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    files.write(pipe, b"through")
    assert os.read(reader, 100) == b"through"
    os.close(reader)
    assert pipe.is_fifo()


def test_a_file_that_cannot_be_written_leaves_the_old_one_and_no_draft(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    (tmp_path / "kept").write_bytes(b"before")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        files.write(tmp_path / "kept", b"after")
    with pytest.raises(OSError, match="No space"):
        files.add(tmp_path / "new", b"after")
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("kept", b"before")]
