"""What a backup says of itself, and who vouches for it."""

import hmac
import json
from collections.abc import Mapping
from dataclasses import asdict
from hashlib import sha256
from typing import Any, Final

from jiaozi.keyring import Keyring
from jiaozi.records import dataclass

FORMAT: Final = 2
MEMBER: Final = "manifest.json"
SIGNATURE: Final = "manifest.sig"
MANIFEST_MAX: Final = 1 << 20
SIGNATURE_MAX: Final = 64
"""Bytes of the two. They are read before anybody can vouch for them."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`head` is the newest link of the chain of groups, `keyring` what the world knows its keyring by. `tables` has
    columns, rows, bytes and SHA-256 of each table. The first format has neither `head`, `keyring`, columns nor bytes.
    """

    format: int
    jiaozi: str
    schema: int
    engine: str
    world: str
    taken_at: str
    tables: Mapping[str, Mapping[str, Any]]
    head: str = ""
    keyring: str = ""

    @property
    def rows(self) -> int:
        """Rows of all tables."""
        return sum(table["rows"] for table in self.tables.values())


def member(table: str) -> str:
    """The name of a table's rows in the file."""
    return f"tables/{table}.jsonl"


def to_bytes(manifest: Manifest) -> bytes:
    """The manifest as it is written, and signed."""
    return json.dumps(asdict(manifest), ensure_ascii=False, indent=1).encode()


def sign(written: bytes, keyring: Keyring) -> bytes:
    """The signature of a written manifest: HMAC-SHA256 in hexadecimal, by a key that rotation leaves as it is."""
    return hmac.digest(keyring.derive("backup"), written, sha256).hex().encode()


def doubt(written: bytes, signature: bytes, manifest: Manifest, keyring: Keyring | None) -> str:
    """Why a manifest cannot be trusted; empty when it was signed with this keyring and is as it was."""
    if not signature:
        return "it is not signed"
    if keyring is None:
        return "the keyring to check its signature with is missing"
    if hmac.compare_digest(signature, sign(written, keyring)):
        return ""
    return "it was changed" if manifest.keyring == keyring.mark else "another keyring signed it"
