"""Devices: the cooling-off of a newly bound one, and the ceilings of payments without a PIN."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jiaozi.rulebook.book import RuleBook
from jiaozi.rulebook.loader import load
from jiaozi.rulebook.model import Rule


class DeviceCoolingOff(NamedTuple):
    """For `hours` after it was bound anew a device moves at most `amount_minor` fen in all."""

    hours: int
    amount_minor: int
    rule: Rule


class SmallAmount(NamedTuple):
    """The most that a holder may allow itself to pay without its PIN: in one payment and on one day, in fen."""

    payment_minor: int
    day_minor: int
    rule: Rule


def device_cooling_off(day: date, *, book: RuleBook | None = None) -> DeviceCoolingOff:
    """The cooling-off of a newly bound device on a day. Raises RuleNotFoundError."""
    rule = (book or load()).on(day).need("devices", aspect="cooling_off")
    return DeviceCoolingOff(rule.whole("hours"), rule.whole("amount_minor"), rule)


def small_amount(day: date, *, book: RuleBook | None = None) -> SmallAmount:
    """The ceilings of payments without a PIN on a day. Raises RuleNotFoundError."""
    rule = (book or load()).on(day).need("devices", aspect="small_amount")
    return SmallAmount(rule.whole("payment_minor"), rule.whole("day_minor"), rule)
