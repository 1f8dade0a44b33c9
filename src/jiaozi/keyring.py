"""The keyring: keys outside the database that seal personal data inside it, and find it again without reading it.

A sealed value is AES-256-GCM: one byte of format, two of key version, a random nonce of 12 bytes, the text and its tag.
The header and the caller's context are authenticated with it, so a value opens only in the row and field it was sealed
for. Rotation adds a key version; older versions go on opening what they sealed. One key seals at most 2^32 values
(NIST SP 800-38D, section 8.3), so rotate long before that.
"""

import base64
import fcntl
import hmac
import json
import os
import secrets
import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jiaozi import files, interchange, texts

FORMAT: Final = 1
KEY_BYTES: Final = 32
NONCE_BYTES: Final = 12
HEADER_BYTES: Final = 3
SEALED_OVERHEAD: Final = HEADER_BYTES + NONCE_BYTES + 16
"""How many bytes a sealed value is longer than its plain text."""
INDEX_CHARACTERS: Final = 32
"""Length of a blind index: 16 bytes in hexadecimal."""
VERSION_MAX: Final = 65_535

_PUNCTUATION: Final = dict.fromkeys(map(ord, " \t\r\n\u3000-()"))
_CANONICAL: Final = {
    "phone": texts.phone,
    "name": texts.name,
    "id_number": texts.identifier,
    "bank_account": texts.identifier,
}


class KeyringError(Exception):
    """The keyring's file is missing, malformed or readable by others. Never carries key material."""


class SealBroken(KeyringError):
    """A sealed value was changed, moved to another row or field, or sealed by a key this ring does not have."""


class Keyring:
    """Seals, opens and indexes personal data. Safe to use from several threads; processes share the file."""

    def __init__(self, path: Path, document: dict[str, Any]) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._take(document)

    @classmethod
    def load(cls, path: Path) -> "Keyring":
        """The keyring of a file. Raises `KeyringError`, also when others than its owner may read the file."""
        return cls(path, _read(path))

    @classmethod
    def create(cls, path: Path) -> "Keyring":
        """The keyring of a file, made with fresh keys (mode 0600) when absent; of several creators one wins."""
        place = files.meant(path)
        if not place.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            fresh = {"format": FORMAT, "current": 1, "keys": {"1": _new_key()}, "index": _new_key()}
            with suppress(FileExistsError):
                files.add(place, _text(fresh))
        return cls.load(path)

    @property
    def current_version(self) -> int:
        """The version that seals new values."""
        return self._current

    def seal(self, plaintext: bytes, context: bytes) -> bytes:
        """Seals `plaintext` for `context`, which names the row and field: it is authenticated, not stored."""
        header, cipher = self._sealer
        nonce = os.urandom(NONCE_BYTES)
        return header + nonce + cipher.encrypt(nonce, plaintext, header + context)

    def open(self, sealed: bytes, context: bytes) -> bytes:
        """The plain text of a sealed value. Raises `SealBroken` when anything about it or its context differs."""
        header = sealed[:HEADER_BYTES]
        cipher = self._cipher(version_of(sealed))
        nonce = sealed[HEADER_BYTES : HEADER_BYTES + NONCE_BYTES]
        try:
            return cipher.decrypt(nonce, sealed[HEADER_BYTES + NONCE_BYTES :], header + context)
        except InvalidTag:
            raise SealBroken("the sealed value or its context was changed") from None

    def reseal(self, sealed: bytes, context: bytes) -> bytes:
        """The value sealed by the current key; the very same bytes when it is already. Raises `SealBroken`."""
        if version_of(sealed) == self._current:
            return sealed
        return self.seal(self.open(sealed, context), context)

    def blind_index(self, field: str, value: str) -> str:
        """What equal values of a field have in common: 32 hexadecimal digits, HMAC-SHA256 cut to 16 bytes.

        The value is normalised first (see `normalised`). The index key is its own and survives rotation.
        """
        message = f"{field}\0{normalised(field, value)}".encode()
        return hmac.digest(self._index_key, message, "sha256")[:16].hex()

    @property
    def mark(self) -> str:
        """What a world knows its keyring by; it tells nothing of the keys, and survives rotation."""
        return self.blind_index("world", "keyring check")

    def derive(self, purpose: str) -> bytes:
        """A key of 32 bytes for another purpose, from the index key: as secret as it, and it survives rotation too."""
        return hmac.digest(self._index_key, f"derive\0{purpose}".encode(), "sha256")

    def rotate(self) -> int:
        """Adds a key, which seals from now on, and returns its version. Other processes learn it when they meet it."""
        place = files.meant(self.path)
        with _locked(place):
            document = _read(place)
            version = document["current"] + 1
            if version > VERSION_MAX:
                raise KeyringError("the keyring has no version left")
            document["keys"][str(version)] = _new_key()
            document["current"] = version
            files.write(place, _text(document))
        self._take(document)
        return int(version)

    def __repr__(self) -> str:
        return f"Keyring({str(self.path)!r}, version {self._current})"

    def _cipher(self, version: int) -> AESGCM:
        cipher = self._ciphers.get(version)
        if cipher is None:
            self._take(_read(self.path))
            cipher = self._ciphers.get(version)
        if cipher is None:
            raise SealBroken(f"the keyring has no key of version {version}")
        return cipher

    def _take(self, document: dict[str, Any]) -> None:
        try:
            keys = {int(version): _key(text) for version, text in document["keys"].items()}
            current, index_key = int(document["current"]), _key(document["index"])
            sealer = (_header(current), AESGCM(keys[current]))
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise KeyringError(f"{self.path} is not a keyring") from error
        with self._lock:
            self._ciphers = {version: AESGCM(key) for version, key in keys.items()}
            self._current, self._index_key, self._sealer = current, index_key, sealer


def version_of(sealed: bytes) -> int:
    """The key version that sealed a value. Raises `SealBroken` for bytes that are no sealed value."""
    if len(sealed) < SEALED_OVERHEAD or sealed[0] != FORMAT:
        raise SealBroken("not a sealed value")
    return int.from_bytes(sealed[1:HEADER_BYTES], "big")


def normalised(field: str, value: str) -> str:
    """The form in which values of a field are compared: of a number its canonical one in small letters, of a name its
    words alone, of other texts NFKC, folded case, no blanks, hyphens or brackets."""
    if field in _CANONICAL:
        return _CANONICAL[field](value).lower()
    if value.isascii() and value.isalnum():
        return value.lower()
    return unicodedata.normalize("NFKC", value).casefold().translate(_PUNCTUATION)


def _header(version: int) -> bytes:
    if not 0 < version <= VERSION_MAX:
        raise ValueError("key version out of range")
    return bytes((FORMAT,)) + version.to_bytes(2, "big")


def _new_key() -> str:
    return base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()


def _key(text: str) -> bytes:
    key = base64.b64decode(text, validate=True)
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return key


def _read(path: Path) -> dict[str, Any]:
    try:
        with path.open("rb") as file:
            if os.fstat(file.fileno()).st_mode & files.OTHERS:
                raise KeyringError(f"{path} is open to others than its owner; run: chmod 600 {path}")
            document = interchange.read(file.read())
    except OSError as error:
        raise KeyringError(f"{path} cannot be read: {error.strerror}") from error
    except ValueError:
        raise KeyringError(f"{path} is not a keyring") from None
    if not isinstance(document, dict) or document.get("format") != FORMAT:
        raise KeyringError(f"{path} is not a keyring of format {FORMAT}")
    return document


def _text(document: dict[str, Any]) -> bytes:
    return json.dumps(document, indent=1).encode("ascii")


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Keeps other processes from rotating the same keyring meanwhile."""
    with os.fdopen(os.open(path.with_name(f".{path.name}.lock"), os.O_RDWR | os.O_CREAT, files.MODE), "rb") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
