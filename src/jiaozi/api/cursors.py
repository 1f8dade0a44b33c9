"""Cursors: opaque to callers, good only for the list they came from, and checked before they are believed.

A place in a list is a number of somebody's row, not always of one that its reader may see: so it is encrypted, and no
two cursors of one place look alike.
"""

import base64
import binascii
import json
import secrets
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from jiaozi.api.problems import Refused
from jiaozi.errors import Refusal
from jiaozi.keyring import Keyring

_SALT: Final = 8


class Cursors:
    """Makes and reads cursors with a key that all processes of a platform share."""

    def __init__(self, keyring: Keyring) -> None:
        self._cipher = AESSIV(keyring.derive("api.cursors.sealed"))

    def make(self, listing: str, place: tuple[int, ...]) -> str:
        """The cursor of a place in a list; the list's name includes its filters."""
        body = json.dumps(place, separators=(",", ":")).encode()
        sealed = self._cipher.encrypt(secrets.token_bytes(_SALT) + body, [listing.encode()])
        return _text(sealed)

    def read(self, listing: str, cursor: str | None, start: tuple[int, ...]) -> tuple[int, ...]:
        """The place of a cursor, `start` without one. Raises `Refused`: `cursor_invalid`."""
        if cursor is None:
            return start
        try:
            sealed = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
            body = self._cipher.decrypt(sealed if _text(sealed) == cursor else b"", [listing.encode()])
        except (ValueError, binascii.Error, InvalidTag):
            raise Refused(Refusal("cursor_invalid")) from None
        return tuple(json.loads(body[_SALT:]))


def _text(sealed: bytes) -> str:
    """The one text of a cursor: base 64 has several of some bytes, which differ in bits that nobody reads."""
    return base64.urlsafe_b64encode(sealed).decode().rstrip("=")
