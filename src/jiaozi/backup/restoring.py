"""Reading a backup into an empty database.

Whatever is wrong with the file or the database is found before a row is written. While rows are written the database
has a mark that keeps every program from taking it for a world; the mark goes with the last transaction, which makes the
world. So a restore that was stopped leaves nothing that could be used.
"""

import struct
import zipfile
import zlib
from base64 import b64decode
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from errno import EINVAL
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from jiaozi import interchange, schema
from jiaozi.backup import first_format
from jiaozi.backup.manifest import FORMAT, MANIFEST_MAX, MEMBER, SIGNATURE, SIGNATURE_MAX, Manifest, doubt, member
from jiaozi.clock import SystemClock
from jiaozi.db import dump, groups, migrate, world
from jiaozi.db.engine import MARKS, CheckFailed, Connection, DuplicateKey, Engine, Row, Shape
from jiaozi.db.schema import VERSION, metadata
from jiaozi.db.sequencer import Head
from jiaozi.errors import Failure
from jiaozi.invariants import FEATURE_INVARIANTS
from jiaozi.keyring import Keyring
from jiaozi.ledger.audit import Report, audit
from jiaozi.ledger.audit_store import broken_hash_chain
from jiaozi.records import dataclass

LINES: Final = 5_000
"""Rows that are written to the database at once."""

CHUNK: Final = 1 << 20
"""Bytes that are read at once, and of rows that are written to the database at once."""
LINE_MAX: Final = 64 << 20
"""Bytes of a row. A request has a quarter of a MiB; what is longer was made to be inflated."""
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""How members may be packed; the others take as much memory as the file tells them to."""
_ENCRYPTED: Final = 1

_WRONG: Final = (
    *(LookupError, TypeError, ValueError, AttributeError, ArithmeticError, EOFError, NotImplementedError),
    *(zipfile.BadZipFile, zlib.error, struct.error),
)

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """What a restore gave: the audit of the new world, and why the backup could not be trusted; empty when it could."""

    report: Report
    doubt: str


@dataclass(frozen=True, slots=True)
class _Part:
    """Rows in the file: where they are, the table they go to, their columns, how many they are and their digest."""

    name: str
    table: dump.Listed
    columns: tuple[str, ...]
    rows: int
    sha256: str


def restore(
    engine: Engine,
    path: Path,
    keyring: Keyring | None,
    progress: Progress | None = None,
    *,
    head: Head | None = None,
    unverified: bool = False,
) -> Restored:
    """Reads a backup of this or an earlier schema into an empty database, upgrades it and audits it.

    The backup has to be signed with `keyring`, its chain of groups has to hold and to contain `head`; with `unverified`
    neither signature nor chain need be good.

    Raises `Failure`: `backup_invalid`, `backup_unverified`, `backup_newer`, `backup_behind` when it has not the head,
    `world_exists` when the database has rows; `Unfit`: `database_foreign`, `restore_unfinished`, `world_newer`; and
    `DatabaseError`. What is raised before the first row is written leaves the database as it was.
    """
    with _opened(path) as archive, _as_invalid():
        manifest, why = _read_manifest(archive, keyring)
        if why and not unverified:
            raise Failure("backup_unverified", why)
        parts = _checked(archive, manifest)
        row = _world_of(archive, parts)
        _check_head(archive, parts, head)
        with closing(engine.connect()) as connection:
            _refuse_used(connection)
        _reserve(engine)
        _load(engine, archive, parts, progress)
        _finish(engine, manifest.schema, row, unverified=unverified)
    with engine.snapshot() as connection:
        return Restored(audit(connection, FEATURE_INVARIANTS), why)


def read_manifest(path: Path) -> Manifest:
    """The manifest of a backup, every table's digest checked; not whether it is signed. Raises `Failure`:
    `backup_invalid`, `backup_newer`."""
    with _opened(path) as archive, _as_invalid():
        manifest, _ = _read_manifest(archive, None)
        _checked(archive, manifest)
        return manifest


# --------------------------------------------------------------------------------------------------------- the file


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        archive = zipfile.ZipFile(path)
    except FileNotFoundError:
        raise Failure("file_unusable", f"{path}: there is no such file") from None
    except (OSError, *_WRONG) as error:
        raise Failure("backup_invalid", str(error)) from error
    for each in archive.infolist():
        if each.compress_type not in _METHODS or each.flag_bits & _ENCRYPTED:
            archive.close()
            raise Failure("backup_invalid", "a member is encrypted, or packed in another way than backups are")
    return archive


@contextmanager
def _as_invalid() -> Iterator[None]:
    """Whatever a file's content makes go wrong: it is no backup."""
    try:
        yield
    except (*_WRONG, DuplicateKey, CheckFailed) as error:
        raise Failure("backup_invalid", f"{type(error).__name__}: {error}") from error
    except OSError as error:
        if error.errno != EINVAL:  # a place before the file's beginning
            raise
        raise Failure("backup_invalid", str(error)) from error


def _read_manifest(archive: zipfile.ZipFile, keyring: Keyring | None) -> tuple[Manifest, str]:
    """The manifest, and why it cannot be trusted. A file of a format or schema to come is told before all else."""
    written = _short(archive, MEMBER, MANIFEST_MAX)
    said = interchange.read(written)
    for name, newest in (("format", FORMAT), ("schema", VERSION)):
        if said[name] > newest:
            raise Failure("backup_newer", f"its {name} is {said[name]}, this program's is {newest}")
    manifest = Manifest(**said)
    signature = _short(archive, SIGNATURE, SIGNATURE_MAX) if SIGNATURE in archive.namelist() else b""
    return manifest, doubt(written, signature, manifest, keyring)


def _short(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    """A member of so many bytes at most. The file's word for how many there are is not taken for it."""
    with archive.open(name) as opened:
        data = opened.read(most + 1)
    if len(data) > most:
        raise Failure("backup_invalid", f"{name} is longer than {most} bytes")
    return data


def _checked(archive: zipfile.ZipFile, manifest: Manifest) -> list[_Part]:
    parts = [part for name in sorted(manifest.tables) if (part := _part(archive, manifest, name))]
    if not {world.world, groups.groups} <= {part.table for part in parts}:
        raise Failure("backup_invalid", "the world or its groups are missing")
    return parts


def _part(archive: zipfile.ZipFile, manifest: Manifest, name: str) -> _Part | None:
    """Names of tables and columns are those of this program's schema or refused: they become SQL.

    No row is parsed before the manifest's digest vouches for all of them.
    """
    said, first = manifest.tables[name], manifest.format == 1
    if first and name in first_format.DROPPED:
        return None
    table = metadata.tables.get(first_format.RENAMED.get(name, name) if first else name)
    if table is None:
        raise Failure("backup_invalid", f"there is no table {name}")
    if _digest(archive, name, said.get("bytes")) != (said["rows"], said["sha256"]):
        raise Failure("backup_invalid", f"table {name} differs from the manifest")
    line = next(_lines(archive, name), b"")
    width = len(interchange.read(line)) if line else 0
    columns = first_format.columns(table, width) if first else tuple(said["columns"])
    if set(columns) - set(dump.columns_of(table)) or len(set(columns)) != (width or len(columns)):
        raise Failure("backup_invalid", f"the columns of table {name} are not those of this program")
    return _Part(name, table, columns, said["rows"], said["sha256"])


def _digest(archive: zipfile.ZipFile, table: str, size: int | None) -> tuple[int, str]:
    """Rows and SHA-256 of a table; neither when it has not so many bytes (None: the first format does not tell)."""
    digest, rows = sha256(), 0
    if size is not None and archive.getinfo(member(table)).file_size != size:
        return rows, ""
    for data in _chunks(archive, table):
        digest.update(data)
        rows += data.count(b"\n")
    return rows, digest.hexdigest()


def _chunks(archive: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    """The bytes of a table, not more than the file says it has, and not many at once."""
    with archive.open(member(table)) as opened:
        while data := opened.read(CHUNK):
            yield data


def _lines(archive: zipfile.ZipFile, table: str) -> Iterator[bytes]:
    rest = b""
    for data in _chunks(archive, table):
        *whole, rest = (rest + data).split(b"\n")
        yield from whole
        if len(rest) > LINE_MAX:
            raise Failure("backup_invalid", f"table {table} has a row of more than {LINE_MAX} bytes")
    if rest:
        yield rest


def _pages(archive: zipfile.ZipFile, part: _Part) -> Iterator[list[Row]]:
    """The rows, some at a time. The digest is taken once more: a file may change between two readings."""
    page: list[Row] = []
    digest, size = sha256(), 0
    for line in _lines(archive, part.name):
        digest.update(line + b"\n")
        row = tuple(map(_value, interchange.read(line)))
        if len(row) != len(part.columns):
            raise Failure("backup_invalid", f"table {part.name} has rows of {len(row)} columns")
        page.append(row)
        size += len(line)
        if len(page) == LINES or size > CHUNK:
            yield page
            page, size = [], 0
    if digest.hexdigest() != part.sha256:
        raise Failure("backup_invalid", f"table {part.name} changed while it was read")
    if page:
        yield page


def _value(value: Any) -> Any:
    return b64decode(value["b64"]) if isinstance(value, dict) else value


def _check_head(archive: zipfile.ZipFile, parts: Sequence[_Part], head: Head | None) -> None:
    """The groups of the backup have the head that the operator knows: it is no older one, and nothing is cut off."""
    if head is None or head.seq == 0:
        return
    part = next(each for each in parts if each.table is groups.groups)
    if not part.rows:
        raise Failure("backup_behind", "there is no group in it")
    seq, chain = part.columns.index("seq"), part.columns.index("chain")
    rows = (row for page in _pages(archive, part) for row in page if row[seq] is not None)
    newest = 0
    for row in rows:
        if row[seq] == head.seq and row[chain] == head.chain:
            return
        newest = max(newest, row[seq])
    raise Failure("backup_behind", f"{head.seq} is not in it with this hash; it ends at {newest}")


def _world_of(archive: zipfile.ZipFile, parts: Sequence[_Part]) -> tuple[_Part, Row]:
    """The world's own row: there is one."""
    part = next(each for each in parts if each.table is world.world)
    (row,) = (row for page in _pages(archive, part) for row in page)
    return part, row


# ----------------------------------------------------------------------------------------------------- the database


def _refuse_used(connection: Connection) -> None:
    """Only a database without anything, or with our own tables and not a row in them, is restored into."""
    found, there = migrate.check(connection, VERSION), connection.shape()
    migrate.refuse_foreign(there, found, metadata)
    for name in sorted(set(there.columns) - {MARKS}):
        if dump.has_rows(connection, name):
            raise Failure("world_exists", f"table {name} has rows")


def _reserve(engine: Engine) -> None:
    """Keeps everybody else out of the database, and makes its tables."""
    with engine.alone() as connection:
        _refuse_used(connection)
        migrate.mark(connection, migrate.UNFINISHED, SystemClock().now())
        connection.script(migrate.missing(engine, metadata, connection.shape()))


def _load(engine: Engine, archive: zipfile.ZipFile, parts: Sequence[_Part], progress: Progress | None) -> None:
    """Every table but the world's own row."""
    done, total = 0, sum(part.rows for part in parts)
    with closing(engine.connect()) as connection:
        for part in parts:
            if part.table is world.world:
                continue
            for rows in _pages(archive, part):
                dump.write(connection, part.table.name, part.columns, rows)
                done += len(rows)
                if progress is not None:
                    progress(done, total)


def _finish(engine: Engine, version: int, row: tuple[_Part, Row], *, unverified: bool) -> None:
    """Upgrades what was loaded, and makes it a world."""
    migrations = schema.migrations(engine)
    with engine.alone() as connection:
        for migration in migrations:
            if migration.version > version:
                connection.script(migration.statements(Shape({}, ())))
    with closing(engine.connect()) as connection:
        if not unverified and (broken := next(broken_hash_chain(connection), None)):
            raise Failure("backup_invalid", f"group {broken.group}, number {broken.seq}: {broken.why}")
        part, values = row
        reached = {*(migration.version for migration in migrations), migrate.fingerprint(metadata)}
        migrate.finish(connection, part.table.name, part.columns, values, reached, SystemClock().now())
