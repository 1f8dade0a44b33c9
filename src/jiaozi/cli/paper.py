"""Where documents go: to a file, or to the next program, byte for byte; on a screen nothing of them is obeyed."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from jiaozi import files
from jiaozi.cli.session import Session
from jiaozi.cli.terminal import lines

Output = Annotated[str, typer.Option("--output", metavar="FILE", help="Where to; else the screen.")]
Bom = Annotated[
    bool | None,
    typer.Option("--bom/--no-bom", help="Whether CSV begins with a mark that Excel needs; else yes, but on a screen."),
]


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
