"""Money: integers of minor units. One place for its bounds, its words and its text form.

An amount is always an `int` of the asset's minor unit (fen for CNY and E-CNY). Floats never touch money; the house
tests look for them.
"""

from typing import Final, NamedTuple

AMOUNT_MAX: Final = 10**15
"""Largest amount of one transfer, in minor units: ten trillion yuan. 4,000 of them still fit a 63-bit balance."""

BALANCE_MAX: Final = 2**62
"""Bound of every balance and pending sum, so that no addition on either engine can overflow 63 bits."""


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


def parse_yuan(text: str, asset: Asset = ECNY) -> int:
    """Minor units of a decimal text such as `"19.99"` or `"1,999"`.

    Raises `ValueError` for anything but a plain decimal number with at most `asset.scale` digits after the point.
    """
    whole, _, rest = text.strip().replace(",", "").partition(".")
    digits = whole.removeprefix("-")
    plain = digits.isdigit() and (digits + rest).isascii() and (not rest or rest.isdigit())
    if not plain or len(rest) > asset.scale:
        raise ValueError(f"not an amount of {asset.code}: {text!r}")
    minor = int(digits + rest.ljust(asset.scale, "0"))
    return -minor if whole.startswith("-") else minor
