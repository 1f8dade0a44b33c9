"""One-time codes, derived from the keyring and what they are for: nobody who reads the database has them."""

import hmac
from collections.abc import Callable
from typing import Annotated, Final

from jiaozi.keyring import Keyring
from jiaozi.kinds import Text

DIGITS: Final = 6
OneTimeCode = Annotated[str, Text(DIGITS, DIGITS, pattern=f"[0-9]{{{DIGITS}}}", example="042917")]
Codes = Callable[..., str]


def codes_of(keyring: Keyring) -> Codes:
    """Gives the code of something: `codes("agreement", wallet, bank_account, number)` is six digits."""
    key = keyring.derive("one-time codes")

    def code(*parts: object) -> str:
        digest = hmac.digest(key, "\0".join(map(str, parts)).encode(), "sha256")
        return f"{int.from_bytes(digest[:16]) % 10**DIGITS:0{DIGITS}d}"

    return code


def same(given: str, code: str) -> bool:
    """Whether a code is the right one, in a time that does not tell how much of it is."""
    return hmac.compare_digest(given.encode(), code.encode())
