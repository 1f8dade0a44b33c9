"""Money: integers of minor units. One place for its bounds, its words and its text form.

An amount is always an `int` of the asset's minor unit (fen for CNY and E-CNY). Floats never touch money; the house
tests look for them.
"""

import re
from typing import Final, NamedTuple

AMOUNT_MAX: Final = 10**15
"""Largest amount of one transfer, in minor units: ten trillion yuan. 4,000 of them still fit a 63-bit balance."""

BALANCE_MAX: Final = 2**62
"""Bound of every balance and pending sum, so that no addition on either engine can overflow 63 bits."""

_YUAN: Final = re.compile(r"(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{0,2}))?")

_WIDE: Final = str.maketrans("０１２３４５６７８９，．－", "0123456789,.-")
"""Digits and signs as wide as a Chinese character, which an input method leaves on."""


class Asset(NamedTuple):
    """A kind of money. `id` is its number in the ledger, `scale` the digits after the point."""

    id: int
    code: str
    scale: int
    name_en: str
    name_zh: str


CNY: Final = Asset(1, "CNY", 2, "Renminbi (bank and reserve money)", "人民币（银行存款与准备金）")
ECNY: Final = Asset(2, "E-CNY", 2, "Digital yuan (e-CNY)", "数字人民币")
HKD: Final = Asset(3, "HKD", 2, "Hong Kong dollar", "港元")

ASSETS: Final = {asset.code: asset for asset in (CNY, ECNY, HKD)}
ASSETS_BY_ID: Final = {asset.id: asset for asset in ASSETS.values()}


class Money(NamedTuple):
    """Minor units of whatever asset an account is of, beside its code."""

    minor: int
    asset: str


def money_of(minor: int, asset: int) -> Money:
    """An amount of an asset by its number in the ledger."""
    return Money(minor, ASSETS_BY_ID[asset].code)


def is_amount(value: object) -> bool:
    """Whether `value` may be the amount of a transfer: a true integer from 1 to `AMOUNT_MAX` minor units."""
    return type(value) is int and 0 < value <= AMOUNT_MAX


def format_minor(minor: int, asset: Asset = ECNY) -> str:
    """Text of an amount for people: `format_minor(199900)` is `"1,999.00"`. Exact: integer arithmetic only."""
    sign = "-" if minor < 0 else ""
    whole, rest = divmod(abs(minor), 10**asset.scale)
    return f"{sign}{whole:,}.{rest:0{asset.scale}d}" if asset.scale else f"{sign}{whole:,}"


def amount_text(minor: int, asset: Asset = ECNY) -> str:
    """An amount with its unit, for a refusal's detail: `amount_text(500000)` is `"5,000.00 yuan"`; money that is none
    says its code."""
    return f"{format_minor(minor, asset)} {'yuan' if asset in (ECNY, CNY) else asset.code}"


def parse_yuan(text: str, *, zero: bool = False) -> int:
    """Fen of an amount that somebody wrote, such as `"19.99"` or `"1,234.50"`; a comma stands only between thousands.
    Digits and signs may be as wide as Chinese characters.

    Raises `ValueError` for anything else, for an amount below zero, and for zero unless it is allowed.
    """
    found = _YUAN.fullmatch(text.strip().translate(_WIDE))
    if found is None:
        raise ValueError(f"{text!r} is not an amount in yuan such as 1,234.50")
    sign, whole, rest = found[1], found[2].replace(",", ""), found[3] or ""
    minor = int(whole + rest.ljust(2, "0"))
    if (sign and minor) or not (minor or zero):
        raise ValueError(f"{text!r}: an amount has to be {'at least' if zero else 'above'} zero")
    return minor
