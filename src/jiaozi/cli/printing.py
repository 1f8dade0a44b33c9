"""How answers are printed: as JSON when asked to, else for people, what has a value, amounts in yuan."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import Field, fields, is_dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Final, Self

from jiaozi.cli.chinese import cells, heading, state, truth
from jiaozi.cli.session import Session
from jiaozi.cli.terminal import line
from jiaozi.words import things

if TYPE_CHECKING:
    from rich.console import Console

LABEL: Final = 14
LABEL_MAX: Final = 30
"""Columns that the names of fields take, at least and at most."""
_ID_OR_MOMENT: Final = re.compile(r"[a-z]{3}_[0-9A-Z]{13}|\d{4}-\d\d-\d\dT[0-9:.+]+", re.ASCII)
_NONE_IS_0: Final = frozenset({"how_much", "when"})
"""Parts of a program's terms, where 0 says that none is meant."""
_WORD: Final = re.compile(r"""["']([^"']+)["']""")


class Coded(str):
    """A code of the platform's, which is shown in the language that is spoken. `of` says of what it is, as
    `jiaozi.words` has it."""

    __slots__ = ("of",)
    of: str

    def __new__(cls, code: str, of: str = "codes") -> Self:
        """The code `of` a thing."""
        made = super().__new__(cls, code)
        made.of = of
        return made


def plain(answer: Any) -> Any:
    """An answer of the SDK as JSON has it; what is one of a closed set is `Coded`."""
    if is_dataclass(answer):
        of = things().get(type(answer).__name__, "codes")
        return {each.name.rstrip("_"): _field(each, getattr(answer, each.name), of) for each in fields(answer)}
    if isinstance(answer, Mapping):
        return {name: plain(value) for name, value in answer.items()}
    return [plain(each) for each in answer] if isinstance(answer, tuple | list | Iterator) else answer


def _field(field: "Field[Any]", value: Any, of: str) -> Any:
    """A field of an answer. The name of an act is no closed set, but never anybody's text either."""
    closed = "Literal[" in str(field.type) or field.name == "operation"
    return Coded(value, of) if closed and isinstance(value, str) else plain(value)


@cache
def closed_sets() -> dict[str, frozenset[str]]:
    """What fields of answers may be that have a closed set, by their names: of all that have one name, all of it."""
    from jiaozi_sdk import models

    found: dict[str, frozenset[str]] = {}
    for each in (each for record in vars(models).values() if is_dataclass(record) for each in fields(record)):
        if "Literal[" in str(each.type):
            name = each.name.rstrip("_")
            found[name] = found.get(name, frozenset()) | frozenset(_WORD.findall(str(each.type)))
    return found


def show(session: Session, found: Any, *columns: str) -> None:
    """Prints an answer, or a list of answers with these columns: as JSON when asked to, else what has a value, amounts
    in yuan."""
    if isinstance(found, list):
        show_rows(session, plain(found), *columns)
        return
    row = plain(found)
    session.show(row, lambda out: print_record(out, by_code(session, _once(row))))


_ENDS_TOO: Final = frozenset({"expires_at", "ends_at"})
"""Moments that are told though they are another's: when something ends is what is looked for."""


def _once(row: dict[str, Any]) -> dict[str, Any]:
    """A record without the ids and moments that it has said already under another name."""
    said: set[Any] = set()
    kept = {}
    for name, value in row.items():
        repeats = isinstance(value, str) and value in said and _ID_OR_MOMENT.fullmatch(value)
        if not repeats or name in _ENDS_TOO:
            kept[name] = value
        if isinstance(value, str):
            said.add(value)
    return kept


def show_rows(session: Session, rows: list[dict[str, Any]], *columns: str) -> None:
    """Prints rows: as JSON when asked to, else these columns (none: all that have a value) under their names."""
    session.show(rows, lambda out: print_rows(out, by_code(session, rows), *columns))


def by_code(session: Session, found: Any) -> Any:
    """The same with institutions by their codes, for people."""
    if isinstance(found, dict):
        return {name: by_code(session, value) for name, value in found.items()}
    if isinstance(found, list):
        return [by_code(session, each) for each in found]
    named = isinstance(found, str) and found.startswith("ins_")
    return session.codes().get(found, found) if named else found


def print_rows(out: "Console", rows: list[dict[str, Any]], *columns: str) -> None:
    """Prints rows: these columns (none: all that have a value) under their names; as records where that is too wide."""
    from jiaozi.cli.tables import grid

    named = columns or tuple(dict.fromkeys(name for row in rows for name in row if _filled(row[name])))
    amounts = [place for place, name in enumerate(named) if any(_is_amount(row.get(name)) for row in rows)]
    table = grid(
        *map(line, named),
        right=amounts,
        rows=[[shown(row.get(name)) for name in named] for row in rows],
    )
    if not rows:
        out.print(heading("none"))
    elif out.measure(table).maximum <= out.width:
        out.print(table)
    else:
        for row in rows:
            print_record(out, {name: row.get(name) for name in named})
            out.print()


def print_record(out: "Console", row: dict[str, Any], within: str = "") -> None:
    """What has a value, one line each; what is inside another thing under both names; rows as a table of their own."""
    plain_names = [name for name, value in row.items() if _filled(value) and not _is_table(value)]
    width = max([LABEL, *(min(cells(heading(line(f"{within}{name}"))), LABEL_MAX) for name in plain_names)])
    for name, value in row.items():
        called = heading(line(f"{within}{name}"))
        if isinstance(value, dict) and _is_table(value):
            print_record(out, _meant(value) if name in _NONE_IS_0 else value, f"{within}{name}.")
        elif _is_table(value):
            out.print(called)
            print_rows(out, value)
        elif _filled(value):
            out.print(f"{called}{' ' * (width - cells(called))} {shown(value)}", soft_wrap=True)


def _meant(row: dict[str, Any]) -> dict[str, Any]:
    """What is said where 0 says nothing."""
    return {name: value for name, value in row.items() if (value["minor"] if _is_amount(value) else value) != 0}


def _is_table(value: Any) -> bool:
    inside = isinstance(value, dict) and not _is_amount(value)
    return inside or (isinstance(value, list) and bool(value) and all(isinstance(each, dict) for each in value))


def shown(value: Any) -> str:
    """A value as people read it: a code of the platform's or a truth value in the language that is spoken."""
    if isinstance(value, bool):
        return truth(value)
    return _text(state(value, value.of) if isinstance(value, Coded) else value)


def _filled(value: Any) -> bool:
    return value not in (None, "", [])


def _is_amount(value: Any) -> bool:
    """Whether it is money of an asset that is known; any other is shown as it is."""
    from jiaozi.money import ASSETS

    asset = value.get("asset") if isinstance(value, dict) else None
    return isinstance(asset, str) and asset in ASSETS and type(value.get("minor")) is int


def _text(value: Any) -> str:
    from jiaozi.money import ASSETS, ECNY, format_minor

    if not _filled(value):
        return ""
    if isinstance(value, list):
        return " ".join(map(_text, value))
    if not _is_amount(value):
        return line(str(value))
    asset = value["asset"]
    return format_minor(value["minor"], ASSETS[asset]) + (f" {asset}" if asset != ECNY.code else "")
