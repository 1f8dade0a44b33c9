"""Writing a backup."""

import json
import os
import zipfile
from base64 import b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import IO, Any

from jiaozi import __version__, files
from jiaozi.backup.manifest import FORMAT, MEMBER, SIGNATURE, Manifest, member, sign, to_bytes
from jiaozi.clock import SystemClock, format_time
from jiaozi.db import dump, migrate, sequencer, world
from jiaozi.db.engine import Engine, Row
from jiaozi.db.schema import VERSION, metadata
from jiaozi.errors import Failure
from jiaozi.keyring import Keyring, KeyringError

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


def back_up(engine: Engine, path: Path, keyring: Keyring, progress: Progress | None = None) -> Manifest:
    """Writes the world into a new file of mode 0600, complete or not at all, signed with the world's keyring. Groups
    that were committed are numbered first, so that the head of the chain covers them.

    Raises `Failure`: `file_exists`, `world_not_found`; `KeyringError` for another keyring; `Unfit` for a world of
    another version; and `DatabaseError`.
    """
    if path.exists():
        raise Failure("file_exists", str(path))
    draft = files.draft_of(path)
    try:
        with files.create(draft) as file:
            manifest = _write(engine, file, keyring, progress)
            file.flush()
            os.fsync(file.fileno())
        files.give_name(draft, path)
    except FileExistsError:
        raise Failure("file_exists", str(path)) from None
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def _write(engine: Engine, file: IO[bytes], keyring: Keyring, progress: Progress | None) -> Manifest:
    named = _world(engine, keyring)
    sequencer.catch_up(engine)
    with engine.snapshot() as connection, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        listed = dump.tables(metadata)
        total = sum(dump.count(connection, table.name) for table in listed)
        tables: dict[str, dict[str, Any]] = {}
        done = 0
        for table in listed:
            digest, rows, size = sha256(), 0, 0
            with archive.open(member(table.name), "w", force_zip64=True) as lines:
                for page in dump.pages(connection, table):
                    data = b"".join(map(_line, page))
                    digest.update(data)
                    lines.write(data)
                    rows, size, done = rows + len(page), size + len(data), done + len(page)
                    if progress is not None:
                        progress(done, total)
            said = {"columns": dump.columns_of(table), "rows": rows, "bytes": size, "sha256": digest.hexdigest()}
            tables[table.name] = said
        taken, head = format_time(SystemClock().now()), str(sequencer.head(connection))
        manifest = Manifest(FORMAT, __version__, VERSION, engine.name, named, taken, tables, head, keyring.mark)
        written = to_bytes(manifest)
        archive.writestr(MEMBER, written)
        archive.writestr(SIGNATURE, sign(written, keyring))
    return manifest


def _world(engine: Engine, keyring: Keyring) -> str:
    """The name of the world, which is of this version and of this keyring."""
    with engine.snapshot() as connection:
        migrate.check_current(connection, VERSION)
        found = world.read(connection)
    if found is None:
        raise Failure("world_not_found")
    if found.keyring_check != keyring.mark:
        raise KeyringError(f"{keyring.path} is not the keyring of this world")
    return found.name


def _line(row: Row) -> bytes:
    values = [{"b64": b64encode(value).decode()} if isinstance(value, bytes) else value for value in row]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
