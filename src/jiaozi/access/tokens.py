"""API keys as text: `jz_<key id>_<secret>`, in test mode `jzt_...`. The id is 13 characters of base 32, the secret 256
random bits in 52 more. A share of an enrolment's code looks alike: `jze_<enrolment id>_<secret>`.

Only the SHA-256 of the secret's text is ever stored. It needs no salt and no slow hash: the secret cannot be guessed.
"""

import hmac
import re
import secrets
from base64 import b32encode
from hashlib import sha256
from typing import Final, NamedTuple

from jiaozi.access.model import Mode
from jiaozi.ids import decode_id, encode_id
from jiaozi.kinds import KeyNo

SCHEMES: Final = {Mode.LIVE: "jz", Mode.TEST: "jzt"}
"""What the keys of a mode begin with: no world accepts another's."""
SECRET_BYTES: Final = 32
SHARE: Final = "jze"
_SHARE: Final = re.compile(r"(jze_[0-9A-Z]{13})_([A-Z2-7]{52})")
_TOKENS: Final = {mode: re.compile(rf"({begins}_[0-9A-Z]{{13}})_([A-Z2-7]{{52}})") for mode, begins in SCHEMES.items()}
_HASH: Final = re.compile(r"[0-9a-f]{64}")


class Token(NamedTuple):
    """A key's id and its secret, taken apart. Printing it does not show the secret."""

    key: KeyNo
    secret: str

    def __repr__(self) -> str:
        return f"Token(key={self.key})"


def new_secret() -> str:
    """A fresh secret of 256 bits."""
    return b32encode(secrets.token_bytes(SECRET_BYTES)).decode().rstrip("=")


def hash_secret(secret: str) -> str:
    """What is stored of a secret: its SHA-256 in hexadecimal."""
    return sha256(secret.encode()).hexdigest()


def format_token(key: int, secret: str, mode: Mode = Mode.LIVE) -> str:
    """The text a caller sends as its API key."""
    return f"{encode_id(SCHEMES[mode], key)}_{secret}"


def parse_token(text: str, mode: Mode = Mode.LIVE) -> Token | None:
    """A token taken apart, or None when the text is none of this mode."""
    match = _TOKENS[mode].fullmatch(text)
    if match is None:
        return None
    try:
        return Token(decode_id(SCHEMES[mode], match[1]), match[2])
    except ValueError:
        return None


def format_share(enrolment: int, secret: str) -> str:
    """The text of a share of an enrolment's code."""
    return f"{encode_id(SHARE, enrolment)}_{secret}"


def parse_share(text: str) -> tuple[int, str] | None:
    """A share's enrolment and the hash of its secret, or None when the text is no share."""
    match = _SHARE.fullmatch(text)
    if match is None:
        return None
    try:
        return decode_id(SHARE, match[1]), hash_secret(match[2])
    except ValueError:
        return None


def is_hash(text: str) -> bool:
    """Whether a text is the stored form of a secret."""
    return _HASH.fullmatch(text) is not None


def matches(secret: str, stored: str) -> bool:
    """Whether a secret is the one whose hash is stored, in a time that does not tell how much of it is right."""
    return hmac.compare_digest(hash_secret(secret), stored)
