"""Secrets that whoever has them may use, as text: `<scheme>_<id>_<secret>`, 13 characters of base 32 and 52 more for
256 random bits. Only the SHA-256 of the secret is stored."""

import hmac
import re
import secrets
from base64 import b32encode
from hashlib import sha256
from typing import Final

from jiaozi.ids import decode_id, encode_id
from jiaozi.kinds import Fresh
from jiaozi.records import dataclass

_ID: Final = "[0-7][0-9A-HJKMNP-TV-Z]{12}"
_RANDOM: Final = "[A-Z2-7]{52}"
_HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


def new_secret() -> str:
    """A fresh secret of 256 bits."""
    return b32encode(secrets.token_bytes(32)).decode().rstrip("=")


def hash_secret(secret: str) -> str:
    """What is stored of a secret."""
    return sha256(secret.encode()).hexdigest()


def is_hash(text: str) -> bool:
    """Whether a text is the stored form of a secret."""
    return _HASH.fullmatch(text) is not None


def matches(presented: str, stored: str) -> bool:
    """Whether a presented hash is the stored one, in a time that does not tell how much of it is right."""
    return is_hash(stored) and hmac.compare_digest(presented, stored)


@dataclass(frozen=True, slots=True)
class Bearer:
    """Tokens of one scheme."""

    scheme: str

    @property
    def pattern(self) -> str:
        """The regular expression of the whole of such a text."""
        return f"{self.scheme}_{_ID}_{_RANDOM}"

    def written(self, number: int, secret: str) -> str:
        """The text that somebody keeps and presents."""
        return f"{encode_id(self.scheme, number)}_{secret}"

    def parsed(self, text: str) -> tuple[Fresh, str] | None:
        """The id in a token and the hash of its secret, or None when the text is none."""
        if re.fullmatch(self.pattern, text, re.ASCII) is None:
            return None
        number, _, secret = text.rpartition("_")
        return decode_id(self.scheme, number), hash_secret(secret)
