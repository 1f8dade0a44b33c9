"""A payer's token in a program: the codes and taps that a device shows to tills, made without a network.

A payment code is `88`, the token's ten-digit number, twelve digits of an HMAC over a counter, and a check digit (Luhn).
The counter is the time in steps, times ten, plus how many codes were shown in the step before. A tap is the number, a
counter of the device's own, and an HMAC over the counter, the store and the amount. In both, one bit says whether the
device knew that it was its user's wish (a PIN).
"""

import hmac
import time
from collections.abc import Callable
from typing import Final, TypedDict

_PREFIX: Final = "88"
_CODES_IN_STEP: Final = 10
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ID_LENGTH: Final = 13


class Tap(TypedDict):
    """What a device answers to a till."""

    number: str
    counter: int
    cryptogram: str


class PayerToken:
    """Shows what tills charge. `number`, `secret` and `step_s` are what `payer_tokens.create` answered; keep the secret
    as you keep the device's key. `now_s` gives the platform's time, for a world whose clock is not ours.

    `last_counter` is the last counter that this device has used for a tap: store it before you answer a till.
    """

    def __init__(
        self,
        number: str,
        secret: str,
        step_s: int,
        *,
        last_counter: int = 0,
        now_s: Callable[[], float] = time.time,
    ) -> None:
        self._number = number
        self._secret = bytes.fromhex(secret)
        self._step_s = step_s
        self._now_s = now_s
        self._step = -1
        self._shown = 0
        self.last_counter = last_counter

    def __repr__(self) -> str:
        return f"PayerToken({self._number!r})"

    def code(self, *, user_verified: bool) -> str:
        """The next payment code, of 25 digits; good for this step and the next, or until a later one was charged.

        Set `user_verified` only after the user has proved who it is. Raises `ValueError` for an eleventh code in a
        step.
        """
        step = int(self._now_s()) // self._step_s
        shown = self._shown + 1 if step == self._step else 0
        if shown >= _CODES_IN_STEP:
            raise ValueError("ten codes in a step")
        self._step, self._shown = step, shown
        counter = step * _CODES_IN_STEP + shown
        digest = hmac.digest(self._secret, b"code" + counter.to_bytes(8, "big") + bytes((user_verified,)), "sha256")
        digits = f"{_PREFIX}{int(self._number):010}{int.from_bytes(digest[:8], 'big') % 10**12:012}"
        return digits + _check_digit(digits)

    def tap(self, store: str, amount_minor: int, *, user_verified: bool) -> Tap:
        """The answer to a till that names its store and an amount: what `taps.charges.create` takes, besides these."""
        self.last_counter += 1
        words = (self.last_counter, _store_number(store), amount_minor, int(user_verified))
        message = b"tap" + b"".join(word.to_bytes(8, "big") for word in words)
        made = hmac.digest(self._secret, message, "sha256")[:8].hex()
        return {"number": self._number, "counter": self.last_counter, "cryptogram": made}


def _check_digit(digits: str) -> str:
    """The digit that makes a row of digits pass Luhn's test."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def _store_number(store: str) -> int:
    """The number of a store's id. Raises `ValueError`."""
    prefix, _, body = store.partition("_")
    if prefix != "sto" or len(body) != _ID_LENGTH or any(letter not in _ALPHABET for letter in body):
        raise ValueError("not the id of a store")
    number = 0
    for letter in body:
        number = number << 5 | _ALPHABET.index(letter)
    return number
