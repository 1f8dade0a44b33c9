"""What a payer's device shows a till: codes of 25 digits, and taps. Pure functions, the same on both sides.

A device holds a token: a number and a secret. A payment code is `88`, the token's ten-digit number, twelve digits of an
HMAC over a counter, and a check digit (Luhn). The counter is the time in steps (rule `codes.payment`), times ten, plus
how many codes the device showed in the step before: a device needs no network, and no code is good for more than two
steps.

A tap is the number, a counter of the device's own and a cryptogram: an HMAC over the counter, the store and the amount
that the till named, so it is good for that payment and no other. In both, one bit says whether the device knew that
it was its user's wish (a PIN).
"""

import hmac
from typing import Final, NamedTuple

from jiaozi.clock import SECOND_US

PREFIX: Final = "88"
NUMBER_DIGITS: Final = 10
PROOF_DIGITS: Final = 12
CODE_LENGTH: Final = len(PREFIX) + NUMBER_DIGITS + PROOF_DIGITS + 1
CODES_IN_STEP: Final = 10
CRYPTOGRAM_LENGTH: Final = 16
COUNTER_MAX: Final = 2**53 - 1
"""What every JSON reader takes exactly."""
_EXPIRED_STEPS: Final = 20
"""For how many steps an old code is told apart from one that never was."""


class Shown(NamedTuple):
    """A code taken apart: the token's number and the proof."""

    number: int
    proof: str


class Presented(NamedTuple):
    """A code or a tap that is genuine. `late` when its time has passed."""

    counter: int
    user_verified: bool
    late: bool = False


def secret_of(master: bytes, token: int) -> bytes:
    """The secret of a token: never stored, made again from the platform's own key and the token's id."""
    return hmac.digest(master, b"secret" + token.to_bytes(8, "big"), "sha256")


def number_of(master: bytes, token: int, attempt: int) -> int:
    """A number for a token; another one for each attempt."""
    digest = hmac.digest(master, b"number" + token.to_bytes(8, "big") + bytes((attempt,)), "sha256")
    return int.from_bytes(digest[:8], "big") % 10**NUMBER_DIGITS


def check_digit(digits: str) -> str:
    """The digit that makes a row of digits pass Luhn's test."""
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(digits))]
    return str(-sum(value // 10 + value % 10 for value in doubled) % 10)


def payment_code(secret: bytes, number: int, at_us: int, shown_before: int, *, user_verified: bool, step_s: int) -> str:
    """The code to show at an instant, when `shown_before` (0 to 9) codes were shown in this step.

    Raises `ValueError` for an eleventh code.
    """
    if not 0 <= shown_before < CODES_IN_STEP:
        raise ValueError("ten codes in a step")
    counter = step_at(at_us, step_s) * CODES_IN_STEP + shown_before
    digits = f"{PREFIX}{number:0{NUMBER_DIGITS}}{_proof(secret, counter, user_verified)}"
    return digits + check_digit(digits)


def read_code(text: str) -> Shown | None:
    """A code taken apart, or None when it is none."""
    if len(text) != CODE_LENGTH or not (text.isascii() and text.isdigit()) or not text.startswith(PREFIX):
        return None
    if check_digit(text[:-1]) != text[-1]:
        return None
    end = len(PREFIX) + NUMBER_DIGITS
    return Shown(int(text[len(PREFIX) : end]), text[end:-1])


def step_at(at_us: int, step_s: int) -> int:
    """The step of an instant."""
    return at_us // (step_s * SECOND_US)


def check_code(secret: bytes, proof: str, at_us: int, step_s: int, *, late_shown: int = 1) -> Presented | None:
    """What a proof proves at an instant: a code of this step or the one before, an old one, or None.

    Of an old step only the first `late_shown` codes are looked at, since a till is answered at once.
    """
    step = max(step_at(at_us, step_s), _EXPIRED_STEPS)
    for late, steps, shown in (
        (False, range(step, step - 2, -1), CODES_IN_STEP),
        (True, range(step - 2, step - _EXPIRED_STEPS, -1), late_shown),
    ):
        for counter in (each * CODES_IN_STEP + before for each in steps for before in range(shown)):
            for verified in (False, True):
                if hmac.compare_digest(_proof(secret, counter, verified), proof):
                    return Presented(counter, verified, late)
    return None


def cryptogram(secret: bytes, counter: int, store: int, amount_minor: int, *, user_verified: bool) -> str:
    """What a device answers to a till that names a store and an amount; 16 hexadecimal digits."""
    words = (counter, store, amount_minor, int(user_verified))
    message = b"tap" + b"".join(word.to_bytes(8, "big") for word in words)
    return hmac.digest(secret, message, "sha256")[: CRYPTOGRAM_LENGTH // 2].hex()


def check_tap(secret: bytes, counter: int, store: int, amount_minor: int, given: str) -> Presented | None:
    """What a cryptogram proves, or None."""
    for verified in (False, True):
        made = cryptogram(secret, counter, store, amount_minor, user_verified=verified)
        if hmac.compare_digest(made.encode(), given.encode(errors="replace")):
            return Presented(counter, verified)
    return None


def _proof(secret: bytes, counter: int, verified: bool) -> str:
    digest = hmac.digest(secret, b"code" + counter.to_bytes(8, "big") + bytes((verified,)), "sha256")
    return f"{int.from_bytes(digest[:8], 'big') % 10**PROOF_DIGITS:0{PROOF_DIGITS}}"
