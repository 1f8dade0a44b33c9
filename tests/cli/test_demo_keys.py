"""What `jiaozi up` leaves for the commands after it is found from anywhere, and believed about this machine alone."""

import json
from pathlib import Path

import pytest

from jiaozi.cli import demo_keys


@pytest.fixture(autouse=True)
def somewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to be in, and a home, without a demo."""
    monkeypatch.delenv("JIAOZI_HOME", raising=False)
    monkeypatch.delenv("XDG_STATE_HOME", raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path


def test_the_demo_that_was_served_last_is_found_from_any_folder(
    somewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo_keys.keep({"url": "http://127.0.0.1:8077", "keys": {}})
    (somewhere / "there").mkdir()
    monkeypatch.chdir(somewhere / "there")
    assert demo_keys.place() == somewhere / "here/var/demo-keys.json"
    assert demo_keys.address() == "http://127.0.0.1:8077"
    demo_keys.keep({"url": "http://127.0.0.1:8088", "keys": {}})
    assert demo_keys.address() == "http://127.0.0.1:8088"
    monkeypatch.setenv("JIAOZI_HOME", str(somewhere / "chosen"))
    assert demo_keys.place() == somewhere / "chosen/demo-keys.json"
    assert demo_keys.address() == demo_keys.LOCAL


def test_files_of_a_demo_are_their_owners_alone(somewhere: Path) -> None:
    demo_keys.keep({"url": "http://127.0.0.1:8077"})
    kept = [path for path in somewhere.rglob("*") if path.is_file()]
    assert len(kept) == 2
    assert [path.stat().st_mode & 0o077 for path in kept] == [0, 0]


@pytest.mark.parametrize("url", ["http://evil.example", "http://127.0.0.1.evil.example", "http://u@evil.example:8000"])
def test_no_file_leads_a_key_to_another_machine(url: str) -> None:
    demo_keys.keep({"url": url})
    assert demo_keys.address() == demo_keys.LOCAL


@pytest.mark.parametrize("text", ["", "[]", '{"url": 5}', "{", '{"url": "http://[::"}', json.dumps({"url": None})])
def test_a_file_that_is_none_of_ours_is_none(text: str) -> None:
    demo_keys.keep({})
    demo_keys.place().write_text(text, encoding="utf-8")
    assert demo_keys.address() == demo_keys.LOCAL


def test_without_a_home_the_demo_is_found_from_its_own_folder(somewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (somewhere / ".local").write_text("a file")
    demo_keys.keep({"url": "http://[::1]:8077"})
    assert demo_keys.address() == "http://[::1]:8077"
    monkeypatch.chdir(somewhere)
    assert demo_keys.address() == demo_keys.LOCAL
