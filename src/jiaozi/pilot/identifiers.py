"""Check digits of the numbers that people and companies carry, so that synthetic ones are well formed.

Sources: GB 11643-1999 (resident identity number, ISO 7064 MOD 11-2), GB 32100-2015 (unified social credit code,
MOD 31), GB 11714-1997 (organisation code, MOD 11), ISO/IEC 7812-1 (card numbers, Luhn).
"""

from typing import Final

_RESIDENT_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_RESIDENT_CHECKS: Final = "10X98765432"
_CREDIT_ALPHABET: Final = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CREDIT_VALUES: Final = {character: value for value, character in enumerate(_CREDIT_ALPHABET)}
_CREDIT_WEIGHTS: Final = tuple(pow(3, place, 31) for place in range(17))
_ORGANISATION_WEIGHTS: Final = (3, 7, 9, 10, 5, 8, 4, 2)
_LUHN_DOUBLED: Final = (0, 2, 4, 6, 8, 1, 3, 5, 7, 9)


def with_luhn(digits: str) -> str:
    """The digits followed by their Luhn check digit."""
    total = sum(map(int, digits[-2::-2])) + sum(_LUHN_DOUBLED[int(digit)] for digit in digits[::-2])
    return f"{digits}{-total % 10}"


def with_resident_check(digits: str) -> str:
    """A resident identity number from its first 17 digits (district, birthday, order number)."""
    total = sum(map(int.__mul__, map(int, digits), _RESIDENT_WEIGHTS))
    return digits + _RESIDENT_CHECKS[total % 11]


def with_organisation_check(body: str) -> str:
    """A nine-character organisation code from its first eight digits."""
    check = 11 - sum(map(int.__mul__, map(int, body), _ORGANISATION_WEIGHTS)) % 11
    return body + ("X" if check == 10 else "0" if check == 11 else str(check))


def with_credit_check(body: str) -> str:
    """A unified social credit code from its first 17 characters."""
    total = sum(_CREDIT_VALUES[character] * weight for character, weight in zip(body, _CREDIT_WEIGHTS, strict=True))
    return body + _CREDIT_ALPHABET[-total % 31]
