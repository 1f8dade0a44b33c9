"""A sub-wallet's token as text: `sw_<wallet id>_<secret>`, 13 characters of base 32 and 52 more for 256 random bits.

Only the SHA-256 of the secret is stored. It says nothing of the holder: the wallet's id differs for every merchant.
"""

import hmac
import re
import secrets
from base64 import b32encode
from hashlib import sha256
from typing import Final, NamedTuple

from jiaozi.ids import decode_id, encode_id
from jiaozi.kinds import Secret, Sha256, WalletNo

SCHEME: Final = "sw"
_TOKEN: Final = re.compile(r"(sw_[0-7][0-9A-HJKMNP-TV-Z]{12})_([A-Z2-7]{52})", re.ASCII)
_HASH: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Presented(NamedTuple):
    """A token taken apart: the sub-wallet, and the hash of the secret."""

    sub_wallet: WalletNo
    token_hash: Secret[Sha256]


def new_secret() -> str:
    """A fresh secret of 256 bits."""
    return b32encode(secrets.token_bytes(32)).decode().rstrip("=")


def hash_secret(secret: str) -> str:
    """What is stored of a secret."""
    return sha256(secret.encode()).hexdigest()


def format_token(sub_wallet: WalletNo, secret: str) -> str:
    """The text that a merchant keeps and presents."""
    return f"{encode_id(SCHEME, sub_wallet)}_{secret}"


def parse_token(text: str) -> Presented | None:
    """A token taken apart, or None when the text is none."""
    match = _TOKEN.fullmatch(text)
    return None if match is None else Presented(WalletNo(decode_id(SCHEME, match[1])), hash_secret(match[2]))


def is_hash(text: str) -> bool:
    """Whether a text is the stored form of a secret."""
    return _HASH.fullmatch(text) is not None


def matches(presented: str, stored: str) -> bool:
    """Whether a presented hash is the stored one, in a time that does not tell how much of it is right."""
    return is_hash(stored) and hmac.compare_digest(presented, stored)
