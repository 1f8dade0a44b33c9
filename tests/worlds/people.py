"""Numbers of people and companies."""

from datetime import date, timedelta


def resident_id(number: int) -> str:
    """The `number`th valid resident identity number of these tests."""
    born = date(1949, 12, 31) - timedelta(days=number % 200)
    body = f"110105{born:%Y%m%d}{number % 1000:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True)) % 11]


def company_id(number: int) -> str:
    """The `number`th valid unified social credit code of these tests."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"9111000060{number:07d}"
    total = sum(alphabet.index(character) * pow(3, place, 31) for place, character in enumerate(body))
    return body + alphabet[(31 - total % 31) % 31]
