"""A list of wallets in a file, as those who grant claims keep it: all of it is looked at before any of it is sent."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

import typer

from jiaozi import sheet_files
from jiaozi.cli.chinese import is_spoken
from jiaozi.cli.session import Refused
from jiaozi.cli.values import read_id, yuan_of
from jiaozi.errors import spec_of
from jiaozi.money import amount_text
from jiaozi.sheets import Cell

if TYPE_CHECKING:
    from jiaozi_sdk.models import GrantLine, HowMuchShown, Program

FILE: Final = "CSV with a header: wallet,yuan, or in Chinese; no yuan: the terms'. What `download` wrote is one, too."


class FileLine(NamedTuple):
    """A line of a list: where it stands in its file, the wallet, and fen, or None for what the terms say."""

    line: int
    wallet: str
    value_minor: int | None


def lines_in(path: Path) -> list[FileLine]:
    """The lines of a list, all of them read before any is sent. Raises `typer.BadParameter`."""
    from jiaozi.programs.list_file import list_rows

    try:
        rows = list(list_rows(path))
    except sheet_files.SheetInvalid as error:
        raise typer.BadParameter(str(error), param_hint="FILE") from error
    except OSError as error:
        raise typer.BadParameter(f"{error.filename} cannot be read: {error.strerror}", param_hint="FILE") from error
    if not rows:
        raise typer.BadParameter("there is no line to be granted in it", param_hint="FILE")
    for row in rows:
        read_id("wal", row.wallet, _at(row.line))
    return [
        FileLine(line, wallet, yuan_of(sheet_files.amount(yuan), _at(line)) if yuan else None)
        for line, wallet, yuan in rows
    ]


def lines_by(terms: "Program", lines: Sequence[FileLine]) -> list[FileLine]:
    """The lines of a list as the terms of its program have them: none says what they say. Raises `typer.BadParameter`
    for what they do not allow, and for a wallet that is there twice."""
    most, seen = worth(terms.terms.how_much), dict[str, int]()
    for line, wallet, value in lines:
        other = seen.setdefault(wallet, line)
        if other != line:
            raise typer.BadParameter(f"the wallet of line {other} again", param_hint=_at(line))
        if value and (value > most or (terms.kind == "voucher" and value != most)):
            said, allowed = amount_text(value), amount_text(most)
            exact = "" if terms.kind == "voucher" else " at most"
            raise typer.BadParameter(f"{said} asked; the terms say {allowed}{exact}", param_hint=_at(line))
    return [each._replace(value_minor=None) if each.value_minor == most else each for each in lines]


def worth(much: "HowMuchShown") -> int:
    """What a claim is worth of which no line says it, in fen."""
    return much.cap.minor if much.percent_ppm else much.face.minor


def sent(lines: Sequence[FileLine]) -> "list[GrantLine]":
    """Lines as they are sent."""
    from jiaozi_sdk.models import GrantLine

    return [GrantLine(wallet=each.wallet, value_minor=each.value_minor) for each in lines]


def _at(line: int) -> str:
    return f"FILE line {line}"


def why(code: str) -> str:
    """What a code says, in the language that is spoken."""
    spec = spec_of(code)
    return spec.zh if is_spoken() else spec.en


def write_new(path: Path, rows: Sequence[Sequence[Cell]]) -> None:
    """Writes a table to a file that is not there yet. Raises `Refused`: `file_exists`, `file_unusable`."""
    from jiaozi.sheets import csv_bytes

    try:
        with path.open("xb") as file:
            file.write(csv_bytes(rows, bom=is_spoken()))
    except FileExistsError as error:
        raise Refused("file_exists", str(path)) from error
    except OSError as error:
        raise Refused("file_unusable", f"{path}: {error.strerror}") from error
