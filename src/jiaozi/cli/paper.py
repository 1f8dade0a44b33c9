"""Where documents go: to a file, or to the next program, byte for byte; on a screen nothing of them is obeyed."""

import sys
from pathlib import Path
from typing import Annotated, Final

import typer

from jiaozi import files
from jiaozi.cli.session import Session
from jiaozi.cli.terminal import lines

Output = Annotated[str, typer.Option("--output", metavar="FILE", help="Where to; else the screen.")]
Bom = Annotated[
    bool | None,
    typer.Option("--bom/--no-bom", help="Whether CSV begins with a mark that Excel needs; else yes, but on a screen."),
]
_FORMS: Final = {
    ".csv": "csv", ".pdf": "pdf", ".xml": "camt053", ".html": "html", ".htm": "html", ".svg": "svg", ".png": "png",
    ".json": "json", ".xls": "xls", ".xlsx": "xlsx",
}  # fmt: skip
"""What the end of a file's name tells whoever opens it."""


def form_of(output: str, *forms: str, said: str | None = None) -> str:
    """Which of these forms a document has: as it is said, else as the name of its file tells, else the first. Raises
    `typer.BadParameter` for a name that tells another."""
    told = _FORMS.get(Path(output).suffix.lower())
    form = said or (told if told in forms else forms[0])
    if told not in (None, form):
        raise typer.BadParameter(f"{output!r} is no name for {form}", param_hint="--output")
    return form


def wants_bom(output: str, *, said: bool | None) -> bool:
    """Whether a byte order mark stands first: as said, else wherever the document may be opened by a spreadsheet."""
    return said if said is not None else bool(output) or not sys.stdout.isatty()


def write(session: Session, document: bytes, output: str) -> None:
    """A document to a file of its owner's, or to the standard output."""
    if output:
        files.write(Path(output), document)
        session.say("{}", output)
    elif sys.stdout.isatty():
        sys.stdout.write(lines(document.decode().replace("\r\n", "\n")))
    else:
        sys.stdout.buffer.write(document)
        sys.stdout.buffer.flush()
