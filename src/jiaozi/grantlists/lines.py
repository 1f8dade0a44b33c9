"""The canonical form of a list, of which its hash is made: for each line the wallet's id, a comma, the fen or nothing,
and a line feed, so that a shell is enough: `sha256sum FILE`. Pure."""

from collections.abc import Iterable
from hashlib import sha256
from typing import Final

from jiaozi.grantlists.granting import GrantLine
from jiaozi.ids import encode_id

WALLET: Final = "wal"


def line_text(wallet: str, value_minor: int) -> str:
    """A line, of a wallet's id as it is outside; 0 fen for what the terms say."""
    return f"{wallet},{value_minor or ''}\n"


def text_of(lines: Iterable[GrantLine]) -> str:
    """The text of lines."""
    return "".join([line_text(encode_id(WALLET, wallet), value) for wallet, value in lines])


def sha256_of(parts: Iterable[str]) -> str:
    """The hash of a list, of the parts of its text in their order."""
    digest = sha256()
    for part in parts:
        digest.update(part.encode())
    return digest.hexdigest()
