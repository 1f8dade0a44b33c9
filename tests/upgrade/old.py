"""Worlds that earlier versions made, put into a database as they were: see `README.md`."""

import json
import re
import zipfile
from base64 import b64decode
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, Final

import pytest
from tools.old_world import MARKER

from jiaozi.db.engine import Engine, Row
from jiaozi.db.engines import open_engine

WORLDS: Final = Path(__file__).parent / "worlds"
NAMES: Final = sorted(path.stem for path in WORLDS.glob("schema-*.zip"))
ENDS: Final = [
    pytest.param(name, marks=[] if name in (NAMES[0], NAMES[-1]) else pytest.mark.only_engine("sqlite"))
    for name in NAMES
]
"""For what is the same on both engines once a world of each version was upgraded there: the oldest and the newest."""
MARKS: Final = "CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY, applied_at BIGINT)"
_COLUMN: Final = re.compile(
    r"^\t[`\"]?(\w+)[`\"]? (?:BIGINT|INTEGER|TEXT|VARCHAR|LONGTEXT|LONGBLOB|BLOB)\b", re.MULTILINE
)
_TABLE: Final = re.compile(r"CREATE TABLE (?:IF NOT EXISTS )?(\w+) \(")


@dataclass(frozen=True)
class OldWorld:
    """A world by the name of its file, such as `schema-3`."""

    name: str

    @property
    def version(self) -> int:
        """The version that made it."""
        return int(self.name.split("-")[1])

    def read(self, member: str) -> bytes:
        """A file in the zip."""
        with zipfile.ZipFile(WORLDS / f"{self.name}.zip") as archive:
            return archive.read(member)

    def statements(self, engine: str) -> list[str]:
        """The statements that the program of then made its tables with."""
        return self.read(f"{engine}.sql").decode().split(MARKER)

    def rows(self) -> Iterator[tuple[str, list[Row]]]:
        """The rows of every table that had some."""
        with zipfile.ZipFile(BytesIO(self.read("backup.zip"))) as archive:
            for name in archive.namelist():
                if name.startswith("tables/") and (lines := archive.read(name).splitlines()):
                    yield Path(name).stem, [tuple(map(_value, json.loads(line))) for line in lines]

    def keyring(self, folder: Path) -> Path:
        """Its keyring, in a folder."""
        path = folder / "keyring.json"
        path.touch(0o600)
        path.write_bytes(self.read("keyring.json"))
        return path

    def backup(self, folder: Path) -> Path:
        """The backup that the program of then made of it, in a folder."""
        path = folder / f"{self.name}-backup.zip"
        path.write_bytes(self.read("backup.zip"))
        return path

    def put(self, url: str) -> Engine:
        """Makes it in an empty database, column by column as it was made then."""
        engine = open_engine(url)
        statements = self.statements(engine.name)
        columns = {found[1]: _COLUMN.findall(each) for each in statements if (found := _TABLE.search(each))}
        with closing(engine.connect()) as connection:
            connection.script([MARKS, *statements])
            connection.begin()
            connection.insert("schema_migrations", ("version", "applied_at"), [(n + 1, 0) for n in range(self.version)])
            for table, rows in self.rows():
                assert {len(row) for row in rows} == {len(columns[table])}, table
                connection.insert(table, columns[table], rows)
            connection.commit()
        return engine


def _value(value: Any) -> Any:
    return b64decode(value["b64"]) if isinstance(value, dict) else value
