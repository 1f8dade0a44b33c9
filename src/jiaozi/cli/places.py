"""`jiaozi place` and `jiaozi place-list`: villages, towns, hospitals and campuses where aid may be spent, the stores in
them, and lists of them that programs name."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from jiaozi import sheet_files
from jiaozi.cli.chinese import is_spoken
from jiaozi.cli.commands import Asking, group
from jiaozi.cli.derived import Served
from jiaozi.cli.lists import why
from jiaozi.cli.printing import plain, show, show_rows
from jiaozi.cli.programs import anew
from jiaozi.cli.session import REFUSED, Refused, Session
from jiaozi.cli.words import Word, Words, of_file, option

if TYPE_CHECKING:
    from jiaozi_sdk import Client
    from jiaozi_sdk.models import NewPlace, PlaceResult, PlacesRegistered, StoreInPlace

COLUMNS: Final = ("number", "place", "refused", "why")


def load(
    session: Session,
    client: "Client",
    path: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV with a header: kind,number,title,region, or in Chinese.")
    ],
    key: Annotated[str, option("key")],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out", metavar="FILE", help="Where each place's id is written, as CSV; it must not be there yet."
        ),
    ] = None,
) -> None:
    """Register places from a list of any length, in parts. Each has its own outcome.

    Interrupted or refused, it goes on when it is called again with the same key; what is there already, with the same
    words, is the same. Exit code 1 says that some were refused. `jiaozi place-list write` reads what --out has written.
    """
    from jiaozi.programs.places.model import LOADED_MAX

    if out is not None and out.exists():
        raise Refused("file_exists", str(out))
    lines, registered = _places(path), 0
    results: list[PlaceResult] = []
    for n, part in enumerate(_parts(lines, LOADED_MAX), 1):
        done = anew(partial(_registered, client, part), f"{key}-{n}")
        registered += done.registered
        results += done.results
    refused = [plain(each) | {"why": why(each.refused)} for each in results if each.refused]
    if out is not None:
        _write(out, results)
    show(session, {"lines": len(lines), "registered": registered, "refused": len(refused)})
    if refused:
        if not session.as_json:
            show_rows(session, refused, "number", "refused", "why")
        raise typer.Exit(REFUSED)


def _registered(client: "Client", part: "list[NewPlace]", key: str) -> "PlacesRegistered":
    return client.places.create(places=part, key=key)


def _parts(lines: "list[NewPlace]", size: int) -> "Iterator[list[NewPlace]]":
    for first in range(0, len(lines), size):
        yield lines[first : first + size]


def _write(path: Path, results: "list[PlaceResult]") -> None:
    """Writes what became of each place. Raises `Refused`."""
    from jiaozi.sheets import csv_bytes

    lines = (
        (each.number, each.place or "", each.refused, why(each.refused) if each.refused else "") for each in results
    )
    try:
        with path.open("xb") as file:
            file.write(csv_bytes((COLUMNS, *lines), bom=is_spoken()))
    except OSError as error:
        raise Refused("file_unusable", f"{path}: {error.strerror}") from error


def _places(path: Path) -> "list[NewPlace]":
    """The places of a list. Raises `typer.BadParameter`."""
    from jiaozi.programs.places.list_file import place_rows
    from jiaozi.programs.places.model import PLACE_KIND_NUMBERS
    from jiaozi_sdk.models import NewPlace

    found: list[NewPlace] = []
    for n, (kind, number, title, region) in enumerate(_rows(path, place_rows), 1):
        if kind not in PLACE_KIND_NUMBERS:
            raise typer.BadParameter(f"row {n}: one of {', '.join(PLACE_KIND_NUMBERS)}", param_hint="FILE")
        found.append(NewPlace(kind=kind, number=number, title=title, region=region))
    return found


def _rows(path: Path, read: Callable[[Path], Iterator[sheet_files.Row]]) -> list[tuple[str, ...]]:
    """The rows of a table, all of them read before any is sent. Raises `typer.BadParameter`."""
    try:
        return [row.cells for row in read(path)]
    except sheet_files.SheetInvalid as error:
        raise typer.BadParameter(str(error), param_hint="FILE") from error
    except OSError as error:
        raise typer.BadParameter(f"{error.filename} cannot be read: {error.strerror}", param_hint="FILE") from error


def _entries(path: Path) -> "list[StoreInPlace]":
    """The stores of a list, with their places. Raises `typer.BadParameter`."""
    from jiaozi.programs.places.list_file import entry_rows
    from jiaozi_sdk.models import StoreInPlace

    return [StoreInPlace(place=place, store=store) for place, store in _rows(path, entry_rows)]


def _listed(path: Path) -> list[str]:
    """The places in a table that `jiaozi place load --out` has written. Raises `typer.BadParameter`."""
    rows = _rows(path, lambda it: sheet_files.rows(it, COLUMNS, texts=COLUMNS[:2]))
    return [place for _, place, _, _ in rows if place]


_ENTERED: Final[Words] = {
    "entries": Word(
        "Which stores, and where they stand: CSV with a header: place,store, or in Chinese.",
        "stores.csv",
        "FILE",
        reader=of_file(_entries),
        whole=True,
    ),
}
_NUMBER: Final[Words] = {
    "operator": Word("Only those of this keeper, by its code or as ins_...", "icbc", institution=True),
    "number": Word("Only those with this number of the keeper's own.", "500101001201"),
}
_WRITTEN: Final[Words] = {
    "title_en": Word("What it is called in Latin letters.", "'Credit villages'", "TITLE"),
    "title_zh": Word("What it is called in Chinese.", "茶馆", "TITLE"),
    "places": Word(
        "Which places it lists: what `jiaozi place load --out` has written.",
        "places.csv",
        "FILE",
        reader=of_file(_listed),
        whole=True,
    ),
    "place_list": Word("Of which list it is another version: pls_...; else it is a new one.", "pls_0A1B2C3D4E5F6"),
}
_SINCE: Final[Words] = {
    "from_": Word(
        "Only those that were entered or taken out since this day in China, or this instant.", "2026-01-31", "DAY"
    )
}
_STORES: Final = "place store entered_at left_at"
COMMANDS = (
    group(
        "place",
        "Villages, towns, hospitals and campuses where aid may be spent, and the stores in them.",
        Asking("load", load, "jiaozi place load villages.csv --out places.csv --idempotency-key villages-2026"),
        Served("list", "places.list", words=_NUMBER, prints="id operator kind number title region"),
        Served("show", "places.get", "place"),
        Served("stores", "places.stores.list", "place", prints=_STORES),
        Served("enter", "place_entries.create", words=_ENTERED),
        Served("take-out", "places.stores.remove", "place store"),
    ),
    group(
        "place-list",
        "Lists of places that programs name at a version.",
        Served(
            "list", "place_lists.list", prints="place_list version operator title_en title_zh place_count written_at"
        ),
        Served("show", "place_lists.versions.get", "place_list version"),
        Served("write", "place_lists.create", words=_WRITTEN),
        Served(
            "places",
            "place_lists.versions.places.list",
            "place_list version",
            prints="id kind number title region operator",
        ),
        Served("stores", "place_lists.versions.stores.list", "place_list version", words=_SINCE, prints=_STORES),
    ),
)
