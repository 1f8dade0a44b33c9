"""What somebody does to a backup who has the file and knows this program, and has not the keyring."""

import json
import zipfile
from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from jiaozi.backup.manifest import SIGNATURE, sign
from jiaozi.keyring import Keyring

Change = Callable[[bytes], bytes]


def forge(
    whole: Path,
    forged: Path,
    tables: Mapping[str, Change] | None = None,
    manifest: Callable[[dict[str, Any]], object] = lambda said: None,
    *,
    signed_by: Keyring | None = None,
    unsigned: bool = False,
    **members: bytes,
) -> Path:
    """A backup whose rows and manifest were changed and whose sums are right again. The signature stays as it was,
    unless it is made anew or taken out. `members` replace whole parts, such as `accounts=...`."""
    parts = members_of(whole)
    said = json.loads(parts["manifest.json"])
    for table, change in (tables or {}).items():
        parts[f"tables/{table}.jsonl"] = change(parts[f"tables/{table}.jsonl"])
    for table, data in members.items():
        parts[f"tables/{table}.jsonl"] = data
    for table in {*(tables or {}), *members}:
        data = parts[f"tables/{table}.jsonl"]
        said["tables"][table] |= _sums(data)
    manifest(said)
    if tables or members or json.loads(parts["manifest.json"]) != said:
        parts["manifest.json"] = json.dumps(said).encode()
    if signed_by is not None:
        parts[SIGNATURE] = sign(parts["manifest.json"], signed_by)
    if unsigned:
        del parts[SIGNATURE]
    return write(forged, parts)


def _sums(data: bytes) -> dict[str, Any]:
    return {"rows": data.count(b"\n"), "bytes": len(data), "sha256": sha256(data).hexdigest()}


def members_of(path: Path) -> dict[str, bytes]:
    """The parts of a zip by name."""
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(path: Path, parts: Mapping[str, bytes]) -> Path:
    """A zip of these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return path


def rows(data: bytes) -> list[list[Any]]:
    """The rows of a part."""
    return [json.loads(line) for line in data.splitlines()]


def part(found: list[list[Any]]) -> bytes:
    """The part of rows."""
    return b"".join(json.dumps(row, separators=(",", ":")).encode() + b"\n" for row in found)
