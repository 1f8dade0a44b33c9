"""Whatever a backup file has become, by accident or by somebody's art, is one refusal: no traceback, and no memory that
the file does not have itself."""

import random
import tracemalloc
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from jiaozi.backup import back_up, read_manifest, restore
from jiaozi.backup import restoring as reading
from jiaozi.backup.manifest import MEMBER, SIGNATURE
from jiaozi.db.engine import Engine
from jiaozi.db.engines import open_engine
from jiaozi.errors import Failure
from tests.backup.conftest import Kept
from tests.backup.forging import forge, members_of

pytestmark = pytest.mark.only_engine("sqlite")  # what is decided before a database is looked at
REFUSED = {"backup_invalid", "backup_unverified", "backup_newer"}
BOMB = 64 << 20
"""Bytes that a bomb inflates to; as zeros they are 64 KB in the file."""
MEMORY_MAX = 24 << 20


@pytest.fixture
def target(tmp_path: Path) -> Engine:
    """Where it would go."""
    return open_engine(f"sqlite:///{tmp_path / 'target.db'}")


def refused(file: Path, kept: Kept, target: Engine, *, unverified: bool) -> str:
    """The code a restore is refused with before anything is written; empty when what was damaged does not count."""
    try:
        read_manifest(file)
        restore(target, file, kept.keyring, unverified=unverified)
    except Failure as failure:
        assert not Path(target.path).exists()  # type: ignore[attr-defined]
        return failure.code
    Path(target.path).unlink()  # type: ignore[attr-defined]
    return ""


def places(whole: bytes) -> st.SearchStrategy[int]:
    """Places in a file: anywhere, or where it speaks of itself."""
    heads = [at for sign in (b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06") for at in _found(whole, sign)]
    near = st.builds(lambda head, by: min(head + by, len(whole) - 1), st.sampled_from(heads), st.integers(0, 60))
    return st.one_of(st.integers(0, len(whole) - 1), near)


def _found(whole: bytes, sign: bytes) -> Iterator[int]:
    at = whole.find(sign)
    while at >= 0:
        yield at
        at = whole.find(sign, at + 1)


@pytest.mark.slow
@given(data=st.data())
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_flipped_bytes_are_one_refusal(kept: Kept, target: Engine, tmp_path: Path, data: st.DataObject) -> None:
    spoilt = bytearray(kept.file.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        spoilt[data.draw(places(bytes(spoilt)))] ^= data.draw(st.integers(1, 255))
    (tmp_path / "f.zip").write_bytes(spoilt)
    assert refused(tmp_path / "f.zip", kept, target, unverified=data.draw(st.booleans())) in {*REFUSED, ""}


@given(share=st.floats(0, 0.9999), more=st.binary(max_size=50))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_file_that_was_cut_is_one_refusal(
    kept: Kept, target: Engine, tmp_path: Path, share: float, more: bytes
) -> None:
    whole = kept.file.read_bytes()
    cut = whole[: int(len(whole) * share)] + more
    assume(not cut.startswith(whole))
    (tmp_path / "f.zip").write_bytes(cut)
    assert refused(tmp_path / "f.zip", kept, target, unverified=True) == "backup_invalid"


@pytest.mark.parametrize("flags", [0x1, 0x20, 0x40, 0x41, 0xFFFF])
@pytest.mark.parametrize("where", ["everywhere", "directory", "members"])
def test_whatever_flags_the_members_have_is_one_refusal(
    kept: Kept, target: Engine, tmp_path: Path, flags: int, where: str
) -> None:
    """Encrypted, patched, strongly encrypted: what no backup is."""
    spoilt = bytearray(kept.file.read_bytes())
    for sign, at, part in ((b"PK\x01\x02", 8, "directory"), (b"PK\x03\x04", 6, "members")):
        for head in _found(bytes(spoilt), sign):
            if where in ("everywhere", part):
                spoilt[head + at : head + at + 2] = flags.to_bytes(2, "little")
    (tmp_path / "f.zip").write_bytes(spoilt)
    code = refused(tmp_path / "f.zip", kept, target, unverified=True)
    assert code in ({"backup_invalid"} if where != "members" else {"backup_invalid", ""})


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA, 93, 99])
def test_a_member_that_is_packed_in_another_way_is_not_opened(
    kept: Kept, target: Engine, tmp_path: Path, method: int
) -> None:
    spoilt = bytearray(kept.file.read_bytes())
    head = spoilt.rindex(b"PK\x01\x02")
    spoilt[head + 10 : head + 12] = method.to_bytes(2, "little")
    (tmp_path / "f.zip").write_bytes(spoilt)
    assert refused(tmp_path / "f.zip", kept, target, unverified=True) == "backup_invalid"


@contextmanager
def little_memory() -> Iterator[None]:
    """What is done in here takes little of it."""
    tracemalloc.start()
    yield
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < MEMORY_MAX


def bomb(kept: Kept, file: Path, name: str, *, says: int = 0) -> Path:
    """A backup one part of which inflates to `BOMB` bytes; the file may say that it has fewer."""
    parts = members_of(kept.file)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in parts.items():
            if each != name:
                archive.writestr(each, data)
            else:
                with archive.open(each, "w") as opened:
                    for _ in range(64):
                        opened.write(b" " * (BOMB // 64))
    if says:
        spoilt = bytearray(file.read_bytes())
        for sign, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
            for head in _found(bytes(spoilt), sign):
                if spoilt[head + at : head + at + 4] == BOMB.to_bytes(4, "little"):
                    spoilt[head + at : head + at + 4] = says.to_bytes(4, "little")
        file.write_bytes(spoilt)
    return file


@pytest.mark.parametrize("says", [0, 100])
@pytest.mark.parametrize("name", [MEMBER, SIGNATURE, "tables/accounts.jsonl", "tables/world.jsonl"])
def test_a_part_that_inflates_to_much_takes_little_memory_and_is_refused(
    kept: Kept, target: Engine, tmp_path: Path, name: str, says: int
) -> None:
    file = bomb(kept, tmp_path / "bomb.zip", name, says=says)
    assert file.stat().st_size < 1 << 20
    for unverified in (False, True):
        with little_memory(), pytest.raises(Failure, match="backup_invalid"):
            restore(target, file, kept.keyring, unverified=unverified)
    assert not Path(target.path).exists()  # type: ignore[attr-defined]


def test_a_row_without_end_takes_little_memory_where_nobody_vouches_for_it(
    kept: Kept, target: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "LINE_MAX", 4 << 20)
    file = forge(kept.file, tmp_path / "f.zip", accounts=b"[" + b" " * BOMB + b"]\n")
    with little_memory(), pytest.raises(Failure, match=r"backup_invalid.*a row of more than"):
        restore(target, file, kept.keyring, unverified=True)


def test_rows_of_every_length_are_read_as_they_were_written(kept: Kept, tmp_path: Path) -> None:
    """Where a line ends has nothing to do with where the file is read on."""
    rng = random.Random(7)
    lines = [b"x" * rng.choice([0, 1, 2, 7, reading.CHUNK - 1, reading.CHUNK, reading.CHUNK + 1]) for _ in range(40)]
    lines = [line + b"." for line in lines]
    with zipfile.ZipFile(tmp_path / "l.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("tables/t.jsonl", b"".join(line + b"\n" for line in lines))
    with zipfile.ZipFile(tmp_path / "l.zip") as archive:
        assert list(reading._lines(archive, "t")) == lines


def test_the_manifest_tells_how_many_bytes_each_table_has(kept: Kept, tmp_path: Path) -> None:
    manifest = back_up(kept.world.platform.engine, tmp_path / "w.zip", kept.keyring)
    parts = members_of(tmp_path / "w.zip")
    assert {name: table["bytes"] for name, table in manifest.tables.items()} == {
        name: len(parts[f"tables/{name}.jsonl"]) for name in manifest.tables
    }
