"""A sub-wallet's token. It says nothing of the holder: the wallet's id differs for every merchant."""

from typing import Final, NamedTuple

from jiaozi.bearer import Bearer, hash_secret, is_hash, matches, new_secret
from jiaozi.kinds import Secret, Sha256, WalletNo

__all__ = ("TOKENS", "Presented", "format_token", "hash_secret", "is_hash", "matches", "new_secret", "parse_token")

TOKENS: Final = Bearer("sw")


class Presented(NamedTuple):
    """A token taken apart: the sub-wallet, and the hash of the secret."""

    sub_wallet: WalletNo
    token_hash: Secret[Sha256]


def format_token(sub_wallet: WalletNo, secret: str) -> str:
    """The text that a merchant keeps and presents."""
    return TOKENS.written(sub_wallet, secret)


def parse_token(text: str) -> Presented | None:
    """A token taken apart, or None when the text is none."""
    found = TOKENS.parsed(text)
    return None if found is None else Presented(*found)
