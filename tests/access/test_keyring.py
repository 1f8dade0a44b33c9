"""The keyring: what it seals only it opens, in the place it was sealed for, whatever rotations come between."""

import json
import logging
import os
import stat
import threading
from multiprocessing import get_context
from pathlib import Path

import pytest

from jiaozi import keyring
from jiaozi.keyring import Keyring, KeyringError, SealBroken, version_of

NAME = "王小明".encode()
CONTEXT = b"holder:42:details"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "deep" / "keyring.json"


def _create(path: str) -> str:
    return Keyring.create(Path(path)).blind_index("phone", "13800000000")


def _rotate(path: str) -> int:
    return Keyring.load(Path(path)).rotate()


def test_a_sealed_value_opens_to_what_it_was(path: Path) -> None:
    ring = Keyring.create(path)
    for plain in (b"", b"\0", NAME, os.urandom(5000)):
        sealed = ring.seal(plain, CONTEXT)
        assert ring.open(sealed, CONTEXT) == plain
        assert len(sealed) == len(plain) + keyring.SEALED_OVERHEAD
        assert plain == b"" or plain not in sealed or len(plain) == 1


def test_sealing_twice_gives_different_bytes(path: Path) -> None:
    ring = Keyring.create(path)
    assert len({ring.seal(NAME, CONTEXT) for _ in range(1000)}) == 1000


def test_a_value_moved_to_another_row_is_refused(path: Path) -> None:
    ring = Keyring.create(path)
    sealed = ring.seal(NAME, CONTEXT)
    with pytest.raises(SealBroken):
        ring.open(sealed, b"holder:43:details")


def test_every_changed_byte_is_noticed(path: Path) -> None:
    ring = Keyring.create(path)
    ring.rotate()
    ring.rotate()
    sealed = ring.seal(NAME, CONTEXT)
    for at in range(len(sealed)):
        for mask in (1, 2, 128):
            changed = bytearray(sealed)
            changed[at] ^= mask
            with pytest.raises(SealBroken):
                ring.open(bytes(changed), CONTEXT)


@pytest.mark.parametrize("cut", [0, 1, 3, 15, 30, -1])
def test_a_cut_value_is_refused(path: Path, cut: int) -> None:
    ring = Keyring.create(path)
    with pytest.raises(SealBroken):
        ring.open(ring.seal(NAME, CONTEXT)[:cut], CONTEXT)


def test_another_ring_opens_nothing(path: Path, tmp_path: Path) -> None:
    sealed = Keyring.create(path).seal(NAME, CONTEXT)
    with pytest.raises(SealBroken):
        Keyring.create(tmp_path / "other.json").open(sealed, CONTEXT)


def test_rotation_keeps_old_values_readable_and_seals_new_ones_with_the_new_key(path: Path) -> None:
    ring = Keyring.create(path)
    old = ring.seal(NAME, CONTEXT)
    assert ring.rotate() == 2
    new = ring.seal(NAME, CONTEXT)
    assert (version_of(old), version_of(new)) == (1, 2)
    assert [Keyring.load(path).open(sealed, CONTEXT) for sealed in (old, new)] == [NAME, NAME]


def test_resealing_moves_a_value_to_the_current_key_once(path: Path) -> None:
    ring = Keyring.create(path)
    old = ring.seal(NAME, CONTEXT)
    ring.rotate()
    new = ring.reseal(old, CONTEXT)
    assert version_of(new) == 2
    assert ring.open(new, CONTEXT) == NAME
    assert ring.reseal(new, CONTEXT) is new
    with pytest.raises(SealBroken):
        ring.reseal(old, b"elsewhere")


def test_a_running_process_learns_a_new_key_when_it_meets_it(path: Path) -> None:
    running = Keyring.create(path)
    sealed = _sealed_after_rotation(path)
    assert running.current_version == 1
    assert running.open(sealed, CONTEXT) == NAME
    assert running.current_version == 2


def _sealed_after_rotation(path: Path) -> bytes:
    other = Keyring.load(path)
    other.rotate()
    return other.seal(NAME, CONTEXT)


def test_the_blind_index_survives_rotation_and_tells_fields_apart(path: Path) -> None:
    ring = Keyring.create(path)
    before = ring.blind_index("phone", "13800000000")
    ring.rotate()
    assert ring.blind_index("phone", "13800000000") == before == Keyring.load(path).blind_index("phone", "13800000000")
    assert len(before) == keyring.INDEX_CHARACTERS
    assert len({before, ring.blind_index("id_number", "13800000000"), ring.blind_index("phone", "13800000001")}) == 3


def test_derived_keys_survive_rotation_and_differ_by_purpose_and_ring(path: Path, tmp_path: Path) -> None:
    ring = Keyring.create(path)
    before = ring.derive("fingerprints")
    ring.rotate()
    assert Keyring.load(path).derive("fingerprints") == before
    assert len({before, ring.derive("other"), Keyring.create(tmp_path / "b.json").derive("fingerprints")}) == 3
    assert len(before) == 32


@pytest.mark.parametrize(
    ("field", "one", "other"),
    [
        ("phone", "13800000000", "+86 138-0000-0000"),
        ("phone", "13800000000", "008613800000000"),
        ("phone", "13800000000", "１３８００００００００"),
        ("id_number", "50010119900101123x", " 50010119900101123X "),
        ("name", "王小明", "王　小明"),
    ],
)
def test_spellings_of_one_value_share_an_index(path: Path, field: str, one: str, other: str) -> None:
    ring = Keyring.create(path)
    assert ring.blind_index(field, one) == ring.blind_index(field, other)


@pytest.mark.parametrize(("one", "other"), [("13800000000", "+852 13800000000"), ("+8613800000", "13800000")])
def test_different_numbers_do_not_share_an_index(path: Path, one: str, other: str) -> None:
    ring = Keyring.create(path)
    assert ring.blind_index("phone", one) != ring.blind_index("phone", other)


def test_only_the_owner_may_read_the_file(path: Path) -> None:
    Keyring.create(path).rotate()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.chmod(0o640)
    with pytest.raises(KeyringError, match="chmod 600"):
        Keyring.load(path)


@pytest.fixture
def linked(tmp_path: Path) -> tuple[Path, Path]:
    """A link, and where it leads: into another folder, as secrets are mounted."""
    link, place = tmp_path / "here" / "keyring.json", tmp_path / "secrets" / "ring.json"
    link.parent.mkdir()
    place.parent.mkdir()
    link.symlink_to(place)
    return link, place


def test_a_keyring_behind_a_link_is_made_and_rotated_where_the_link_leads(linked: tuple[Path, Path]) -> None:
    link, place = linked
    ring = Keyring.create(link)
    old = ring.seal(NAME, CONTEXT)
    assert ring.rotate() == 2
    new = ring.seal(NAME, CONTEXT)
    assert link.is_symlink()
    assert [Keyring.load(place).open(sealed, CONTEXT) for sealed in (old, new)] == [NAME, NAME]
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert [each.name for each in link.parent.iterdir()] == ["keyring.json"]


def test_who_rotates_behind_a_link_waits_for_who_rotates_before_it(linked: tuple[Path, Path]) -> None:
    link, place = linked
    Keyring.create(link)
    with get_context("spawn").Pool(3) as pool:
        versions = pool.map(_rotate, [str(link), str(place), str(link)] * 4)
    assert sorted(versions) == list(range(2, 14))
    assert Keyring.load(place).current_version == 13


def test_creating_again_changes_nothing_and_leaves_no_drafts(path: Path) -> None:
    Keyring.create(path)
    before = path.read_bytes()
    Keyring.create(path)
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["keyring.json"]


def test_processes_that_create_at_once_share_one_ring(path: Path) -> None:
    with get_context("spawn").Pool(3) as pool:
        assert len(set(pool.map(_create, [str(path)] * 12))) == 1


def test_processes_that_rotate_at_once_lose_no_key(path: Path) -> None:
    sealed = Keyring.create(path).seal(NAME, CONTEXT)
    with get_context("spawn").Pool(3) as pool:
        versions = pool.map(_rotate, [str(path)] * 9)
    assert sorted(versions) == list(range(2, 11))
    assert Keyring.load(path).open(sealed, CONTEXT) == NAME


def test_threads_share_a_ring_while_it_rotates(path: Path) -> None:
    ring = Keyring.create(path)
    wrong: list[bytes] = []

    def work(number: int) -> None:
        for step in range(300):
            plain = f"{number}:{step}".encode()
            if ring.open(ring.seal(plain, CONTEXT), CONTEXT) != plain:
                wrong.append(plain)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for _ in range(5):
        ring.rotate()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.mark.parametrize(
    "text", ["", "[]", "{}", '{"format": 2}', '{"format": 1}', '{"format": 1, "current": 1, "keys": {"1": "AA=="}}']
)
def test_a_file_that_is_no_keyring_is_refused(path: Path, text: str) -> None:
    path.parent.mkdir()
    path.write_text(text)
    path.chmod(0o600)
    with pytest.raises(KeyringError):
        Keyring.load(path)


def test_a_missing_file_is_refused(path: Path) -> None:
    with pytest.raises(KeyringError):
        Keyring.load(path)


def test_keys_show_in_no_text_of_the_ring(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    ring = Keyring.create(path)
    document = json.loads(path.read_text())
    secrets = [document["index"], *document["keys"].values()]
    shown = repr(ring) + str(ring) + caplog.text
    assert not any(secret in shown for secret in secrets)
