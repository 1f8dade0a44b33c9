"""Cursors: opaque to callers, good only for the list they came from, and checked before they are believed."""

import base64
import binascii
import hmac
import json
from typing import Final

from jiaozi.api.problems import Refused
from jiaozi.errors import Refusal
from jiaozi.keyring import Keyring

_TAG: Final = 12


class Cursors:
    """Makes and reads cursors with a key that all processes of a platform share."""

    def __init__(self, keyring: Keyring) -> None:
        self._key = keyring.derive("api.cursors")

    def make(self, listing: str, place: tuple[int, ...]) -> str:
        """The cursor of a place in a list; the list's name includes its filters."""
        body = json.dumps(place, separators=(",", ":")).encode()
        return base64.urlsafe_b64encode(self._tag(listing, body) + body).decode().rstrip("=")

    def read(self, listing: str, cursor: str | None, start: tuple[int, ...]) -> tuple[int, ...]:
        """The place of a cursor, `start` without one. Raises `Refused`: `cursor_invalid`."""
        if cursor is None:
            return start
        try:
            raw = base64.b64decode(cursor + "=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        except (ValueError, binascii.Error):
            raise Refused(Refusal("cursor_invalid")) from None
        tag, body = raw[:_TAG], raw[_TAG:]
        if not hmac.compare_digest(tag, self._tag(listing, body)):
            raise Refused(Refusal("cursor_invalid"))
        return tuple(json.loads(body))

    def _tag(self, listing: str, body: bytes) -> bytes:
        return hmac.digest(self._key, listing.encode() + b"\0" + body, "sha256")[:_TAG]
