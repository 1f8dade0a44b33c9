"""One's first key."""

import secrets
from base64 import b32encode
from hashlib import sha256
from typing import NamedTuple

from jiaozi_sdk.client import Client


class FirstKey(NamedTuple):
    """What enrolling gives: a principal, its key's id, and the token, which exists nowhere else."""

    principal: str
    key: str
    token: str

    def __repr__(self) -> str:
        return f"FirstKey({self.principal}, {self.key})"


def enrol(base_url: str, *shares: str, secret: str = "") -> FirstKey:
    """One's first key, for the shares of one's code. Raises `ApiError`: `enrolment_invalid`.

    The secret is made here and only its hash is sent. With a `secret` of one's own (52 characters of base 32) a request
    whose answer was lost can be made again.
    """
    secret = secret or b32encode(secrets.token_bytes(32)).decode().rstrip("=")
    with Client(base_url, "") as stranger:
        given = stranger.enrolments.create(shares=shares, secret_hash=sha256(secret.encode()).hexdigest())
    return FirstKey(given.principal, given.key, f"{given.token_prefix}{secret}")
