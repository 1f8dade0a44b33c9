"""How values are written and read on the command line: ids, amounts, instants and dates."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import typer

from jiaozi.clock import format_time, parse_time
from jiaozi.ids import decode_id, encode_id
from jiaozi.kinds import Fresh
from jiaozi.money import ASSETS_BY_ID, format_minor, parse_yuan


def read_id(prefix: str, text: str, name: str) -> Fresh:
    """The number of an id given as text. Raises `typer.BadParameter`."""
    try:
        return decode_id(prefix, text)
    except ValueError as error:
        example = encode_id(prefix, 42)
        raise typer.BadParameter(f"{text!r} is not an id such as {example}", param_hint=name) from error


def yuan_of(text: str, hint: str | None = None, *, zero: bool = False) -> int:
    """Fen of an amount such as 19.99. Raises `typer.BadParameter`."""
    try:
        return parse_yuan(text, zero=zero)
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint=hint) from error


def read_time(text: str, name: str) -> int:
    """Microseconds of an ISO 8601 instant with its offset. Raises `typer.BadParameter`."""
    try:
        return parse_time(text)
    except ValueError as error:
        raise typer.BadParameter(
            f"{text!r} is not an instant such as 2022-05-15T12:00:00+08:00", param_hint=name
        ) from error


def read_date(text: str, name: str) -> date:
    """A date. Raises `typer.BadParameter`."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a date such as 2022-05-15", param_hint=name) from error


def check_one_of(text: str, known: Iterable[str], name: str) -> None:
    """Raises `typer.BadParameter` with the choices, unless a text is one of them."""
    choices = list(known)
    if text not in choices:
        raise typer.BadParameter(f"{text!r} is not one of: {', '.join(choices)}", param_hint=name)


def money(minor: int, asset: int) -> dict[str, Any]:
    """An amount for JSON: `{"minor": 1999, "asset": "E-CNY"}`."""
    return {"minor": minor, "asset": ASSETS_BY_ID[asset].code}


def yuan(minor: int | None, asset: int = 2) -> str:
    """An amount for people; empty for None."""
    return "" if minor is None else format_minor(minor, ASSETS_BY_ID[asset])


def instant(at_us: int) -> str | None:
    """An instant for JSON; None for 0."""
    return format_time(at_us) if at_us else None
