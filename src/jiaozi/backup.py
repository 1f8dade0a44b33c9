"""Backup and restore: one portable file for both engines, read from one snapshot while others go on writing.

The file is a zip: `tables/NAME.jsonl` has a table's rows by rising key, one JSON array a line, and `manifest.json`
tells of each table how many rows it has and the SHA-256 of those lines. So a world can also be moved from one engine to
the other. The keyring is not in it: without the keyring the personal data inside stays sealed. Keep the two apart.
"""

import json
import os
import secrets
import zipfile
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, Final

from jiaozi import __version__, interchange, schema
from jiaozi.clock import SystemClock, format_time
from jiaozi.db import dump, world
from jiaozi.db.engine import Engine, Row
from jiaozi.db.migrate import applied, migrate
from jiaozi.db.schema import metadata
from jiaozi.errors import Failure
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.ledger.audit import Report, audit

FORMAT: Final = 1
MANIFEST: Final = "manifest.json"
LINES: Final = 5_000
"""Rows that are written to the database at once."""

Progress = Callable[[int, int], None]
"""Told how many rows are done, and of how many."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. `tables` has the rows and the SHA-256 of each table."""

    format: int
    jiaozi: str
    schema: int
    engine: str
    world: str
    taken_at: str
    tables: Mapping[str, Mapping[str, Any]]

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table["rows"] for table in self.tables.values())


def back_up(engine: Engine, path: Path, progress: Progress | None = None) -> Manifest:
    """Writes the world into a new file of mode 0600, complete or not at all.

    Raises `Failure`: `file_exists`, `world_not_found`; and `DatabaseError`.
    """
    if path.exists():
        raise Failure("file_exists", str(path))
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            manifest = _write(engine, file, progress)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    except FileExistsError:
        raise Failure("file_exists", str(path)) from None
    finally:
        draft.unlink(missing_ok=True)
    return manifest


def restore(engine: Engine, path: Path, progress: Progress | None = None) -> Report:
    """Reads a backup into an empty database and audits it. The file is checked whole before a row is written.

    Raises `Failure`: `backup_invalid`, `world_exists` when the database has rows; and `DatabaseError`. Stopped half-way
    it leaves a database without a world, which is not empty either: restore into a fresh one.
    """
    with _opened(path) as archive:
        manifest = _checked(archive)
        version = migrate(engine, schema.migrations(engine), SystemClock().now())
        if manifest.schema != version:
            raise Failure("backup_invalid", f"its schema is {manifest.schema}, this program's is {version}")
        _refuse_rows(engine)
        _load(engine, archive, manifest, progress)
    with engine.snapshot() as connection:
        return audit(connection, FEATURE_INVARIANTS)


def read_manifest(path: Path) -> Manifest:
    """The manifest of a backup, every table's digest checked. Raises `Failure`: `backup_invalid`."""
    with _opened(path) as archive:
        return _checked(archive)


# ---------------------------------------------------------------------------------------------------------- writing


def _write(engine: Engine, file: IO[bytes], progress: Progress | None) -> Manifest:
    tables: dict[str, dict[str, Any]] = {}
    with engine.snapshot() as connection, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        found = world.read(connection)
        if found is None:
            raise Failure("world_not_found")
        listed = dump.tables(metadata)
        total = sum(dump.count(connection, table.name) for table in listed)
        done = 0
        for table in listed:
            digest, rows = sha256(), 0
            with archive.open(_member(table.name), "w", force_zip64=True) as lines:
                for page in dump.pages(connection, table):
                    data = b"".join(map(_line, page))
                    digest.update(data)
                    lines.write(data)
                    rows, done = rows + len(page), done + len(page)
                    if progress is not None:
                        progress(done, total)
            tables[table.name] = {"rows": rows, "sha256": digest.hexdigest()}
        taken = format_time(SystemClock().now())
        manifest = Manifest(FORMAT, __version__, applied(connection), engine.name, found.name, taken, tables)
        archive.writestr(MANIFEST, json.dumps(_as_dict(manifest), ensure_ascii=False, indent=1))
    return manifest


def _as_dict(manifest: Manifest) -> dict[str, Any]:
    return {name: getattr(manifest, name) for name in Manifest.__dataclass_fields__}


def _member(table: str) -> str:
    return f"tables/{table}.jsonl"


def _line(row: Row) -> bytes:
    values = [{"b64": b64encode(value).decode()} if isinstance(value, bytes) else value for value in row]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


# ---------------------------------------------------------------------------------------------------------- reading


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except FileNotFoundError:
        raise Failure("not_found", str(path)) from None
    except (OSError, zipfile.BadZipFile) as error:
        raise Failure("backup_invalid", str(error)) from error


def _checked(archive: zipfile.ZipFile) -> Manifest:
    try:
        manifest = Manifest(**interchange.read(archive.read(MANIFEST)))
        if manifest.format != FORMAT:
            raise Failure("backup_invalid", f"format {manifest.format}")
        if set(manifest.tables) != {table.name for table in dump.tables(metadata)}:
            raise Failure("backup_invalid", "its tables are not those of this program")
        for name, said in manifest.tables.items():
            if _digest(archive, name) != (said["rows"], said["sha256"]):
                raise Failure("backup_invalid", f"table {name} differs from the manifest")
    except (KeyError, TypeError, ValueError, AttributeError, zipfile.BadZipFile, OSError, EOFError) as error:
        raise Failure("backup_invalid", f"{type(error).__name__}: {error}") from error
    return manifest


def _digest(archive: zipfile.ZipFile, table: str) -> tuple[int, str]:
    digest, rows = sha256(), 0
    with archive.open(_member(table)) as lines:
        while data := lines.read(1 << 20):
            digest.update(data)
            rows += data.count(b"\n")
    return rows, digest.hexdigest()


def _refuse_rows(engine: Engine) -> None:
    with engine.snapshot() as connection:
        for table in dump.tables(metadata):
            if dump.count(connection, table.name):
                raise Failure("world_exists", f"table {table.name} has rows")


def _load(engine: Engine, archive: zipfile.ZipFile, manifest: Manifest, progress: Progress | None) -> None:
    """Every table; the world's own row last, so that a restore that was stopped leaves no world."""
    connection = engine.connect()
    done = 0
    try:
        for table in sorted(dump.tables(metadata), key=lambda each: each is world.world):
            for rows in _pages(archive, table.name):
                dump.write(connection, table, rows)
                done += len(rows)
                if progress is not None:
                    progress(done, manifest.rows)
    finally:
        connection.close()


def _pages(archive: zipfile.ZipFile, table: str) -> Iterator[list[Row]]:
    page: list[Row] = []
    with archive.open(_member(table)) as lines:
        for line in lines:
            page.append(tuple(map(_value, json.loads(line))))
            if len(page) == LINES:
                yield page
                page = []
    if page:
        yield page


def _value(value: Any) -> Any:
    return b64decode(value["b64"]) if isinstance(value, dict) else value
