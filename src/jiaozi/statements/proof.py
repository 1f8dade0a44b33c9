"""That a statement was issued: the code on it, and the seal of its file.

A code says whose statement it is, of which days and as of when, and carries the beginning of the statement's digest; an
HMAC by a key of the keyring makes it one that only the platform can write. The figures are not in it: whoever checks a
code is shown those of the ledger, beside which a paper that was changed is seen to be. A file's seal is the same of all
its bytes.
"""

import base64
import binascii
import hmac
from datetime import date
from hashlib import sha256
from itertools import chain
from typing import Final, NamedTuple

from jiaozi import texts
from jiaozi.clock import china_midnight
from jiaozi.keyring import Keyring
from jiaozi.kinds import Instant, WalletNo
from jiaozi.statements.model import Statement

CODE_MAX: Final = 80
"""Characters of a code as people type it."""
_GROUP: Final = 4
_MAC: Final = 10
_DIGEST: Final = 4
_WIDTHS: Final = (8, 3, 2)
"""Bytes of the wallet, of the first day and of the number of days after it."""
_FIXED: Final = sum(_WIDTHS) + _DIGEST + _MAC
_INSTANT: Final = 6
"""Bytes of the instant of an interim statement, in microseconds since its first day began."""
_SLIPS: Final = str.maketrans({"0": "O", "1": "I", "8": "B"})
_SEAL: Final = b"%jiaozi-seal "


class Claim(NamedTuple):
    """What a code says: the statement of a wallet for days in China, final without `until`, else as of that instant;
    `digest` is the beginning of what it told."""

    wallet: WalletNo
    first: date
    last: date
    until: Instant | None
    digest: bytes

    def is_of(self, found: Statement) -> bool:
        """Whether a statement tells what the one told that the code was written on."""
        return digest_of(found)[:_DIGEST] == self.digest


class Issue(NamedTuple):
    """What a document has beside its statement: the language (en or zh), the code, where it can be checked, and the
    holder's name where whoever asked may read it."""

    lang: str = "en"
    code: str = ""
    where: str = ""
    holder: str = ""


def digest_of(found: Statement) -> bytes:
    """SHA-256 of what a statement tells: whose it is, its days, whether it is final, the opening balance and what
    moved. It hangs on no wording, so it is the same after an upgrade."""
    moved = ((line.transfer, line.amount_minor, line.recorded_at) for line in found.lines)
    told = (found.wallet, found.complete, found.opening_minor, *chain.from_iterable(moved))
    changed = tuple(change.at for change in found.regime_changes)
    return sha256(f"{found.first:%Y%m%d}-{found.last:%Y%m%d} {told} {changed}".encode()).digest()


def code_of(keyring: Keyring, found: Statement) -> str:
    """The code of a statement, in groups of four characters."""
    numbers = (found.wallet, found.first.toordinal(), (found.last - found.first).days)
    said = b"".join(number.to_bytes(width, "big") for number, width in zip(numbers, _WIDTHS, strict=True))
    said += digest_of(found)[:_DIGEST]
    if not found.complete:
        said += (found.until - china_midnight(found.first)).to_bytes(_INSTANT, "big")
    text = base64.b32encode(said + _mac(keyring, said)).decode().rstrip("=")
    return "-".join(text[place : place + _GROUP] for place in range(0, len(text), _GROUP))


def claim_of(keyring: Keyring, code: str) -> Claim | None:
    """What a code says, however it is spaced and hyphened, in letters of either case and width; None for one that the
    platform did not write."""
    data = _bytes(code)
    if len(data) not in (_FIXED, _FIXED + _INSTANT):
        return None
    said, mac = data[:-_MAC], data[-_MAC:]
    if not hmac.compare_digest(_mac(keyring, said), mac):
        return None
    place, numbers = 0, []
    for width in _WIDTHS:
        numbers.append(int.from_bytes(said[place : place + width], "big"))
        place += width
    wallet, first, days = numbers
    begin = date.fromordinal(first)
    digest, rest = said[place : place + _DIGEST], said[place + _DIGEST :]
    until = china_midnight(begin) + int.from_bytes(rest, "big") if rest else None
    return Claim(WalletNo(wallet), begin, date.fromordinal(first + days), until, digest)


def _bytes(code: str) -> bytes:
    """The bytes that a code stands for; none for what is no code, or has another spelling of its last character."""
    text = texts.identifier(code).translate(_SLIPS) if len(code) <= CODE_MAX else ""
    try:
        data = base64.b32decode(text + "=" * (-len(text) % 8))
    except (binascii.Error, ValueError):
        return b""
    return data if base64.b32encode(data).decode().rstrip("=") == text else b""


def _mac(keyring: Keyring, said: bytes) -> bytes:
    return hmac.digest(keyring.derive("statement codes"), said, "sha256")[:_MAC]


def sealed(keyring: Keyring, document: bytes, code: str) -> bytes:
    """A PDF with its code and its seal behind its end, in a line that readers of PDF pass over."""
    marked = b"%s%s%s " % (document, _SEAL, code.encode())
    return marked + _seal(keyring, marked)


def code_in(keyring: Keyring, file: bytes) -> str | None:
    """The code in a file that is, byte for byte, one that the platform sealed; None for any other."""
    end = file.rfind(b" ") + 1
    marked, seal = file[:end], file[end:]
    if not hmac.compare_digest(seal, _seal(keyring, marked)):
        return None
    return marked.rpartition(_SEAL)[2].decode("ascii", "replace").strip()


def _seal(keyring: Keyring, marked: bytes) -> bytes:
    return hmac.new(keyring.derive("statement seals"), marked, "sha256").hexdigest().encode() + b"\n"
