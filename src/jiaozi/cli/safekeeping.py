"""Commands that keep a world safe: backup, restore, and rotating the keys of personal data."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from jiaozi.cli.chinese import sentence
from jiaozi.cli.commands import Local, group
from jiaozi.cli.session import Session

if TYPE_CHECKING:
    from rich.console import Console

    from jiaozi.db.engine import Engine
    from jiaozi.db.sequencer import Head
    from jiaozi.keyring import Keyring

BackupFile = Annotated[Path, typer.Argument(metavar="FILE", help="The backup: one zip file.")]


def backup(session: Session, file: BackupFile) -> None:
    """Write the whole world, as of one moment, into a new file while the system goes on.

    The file fits both engines and is signed. The keyring is not in it: copy that separately, and keep the two apart.
    Keep the head that is printed, too: `restore --head` proves with it that nothing is missing.
    """
    from jiaozi.backup import back_up
    from jiaozi.cli.progress import bar
    from jiaozi.keyring import Keyring

    with session.engine() as engine, bar("rows") as progress:
        manifest = back_up(engine, file, Keyring.load(session.settings.keyring), progress)
    data = {
        "file": str(file.absolute()),
        "world": manifest.world,
        "schema": manifest.schema,
        "head": manifest.head,
        "rows": manifest.rows,
        "bytes": file.stat().st_size,
        "taken_at": manifest.taken_at,
        "tables": {name: dict(table) for name, table in manifest.tables.items()},
        "keyring": str(session.settings.keyring),
    }

    def render(out: "Console") -> None:
        out.print(sentence("{}: {} rows, {} bytes", data["file"], f"{manifest.rows:,}", f"{data['bytes']:,}"))
        out.print(sentence("Not in it, keep it separately: {}", data["keyring"]))
        out.print(sentence("head {}", manifest.head), soft_wrap=True)

    session.show(data, render)


def restore(
    session: Session,
    file: BackupFile,
    head: Annotated[str, typer.Option("--head", metavar="HEAD", help="A head that the backup has to contain.")] = "",
    unverified: Annotated[
        bool, typer.Option("--unverified", help="Restore it though its signature or its chain is not good.")
    ] = False,
) -> None:
    """Read a backup into an empty database of either engine, then audit it. Exit code 1 when the audit finds something.

    Before the first row is written it is checked that the world's keyring signed the backup, that nothing in it was
    changed, and that it has the head which `backup` or `audit` printed. A backup of an earlier version is upgraded.
    """
    from jiaozi.backup import restore as read_in
    from jiaozi.cli.progress import bar
    from jiaozi.db.engines import open_engine

    known = read_head(head)
    keyring = _keyring(session)
    engine = open_engine(session.settings.database_url())
    with bar("rows") as progress:
        restored = read_in(engine, file, keyring, progress, head=known, unverified=unverified)
    report = restored.report
    data = {
        "database": session.db,
        "verified": not restored.doubt,
        "doubt": restored.doubt,
        "audit": {"ok": report.ok, "findings": [finding._asdict() for finding in report.findings]},
        "counts": dict(report.counts),
        "keyring_fits": _keyring_fits(keyring, engine),
    }

    def render(out: "Console") -> None:
        counts = ", ".join(f"{count:,} {name}" for name, count in report.counts.items())
        out.print(f"{data['database']}: {counts}")
        out.print(sentence("audit: {} findings", len(report.findings)))
        if known is not None and not restored.doubt:
            out.print(sentence("has the head {}", known), soft_wrap=True)
        if restored.doubt:
            out.print(sentence("NOT VERIFIED: {}", restored.doubt))
        if not data["keyring_fits"]:
            other = "{} is not this world's keyring; put the right one there."
            out.print(sentence(other, session.settings.keyring))

    session.show(data, render)
    if not report.ok:
        raise typer.Exit(1)


def read_head(text: str) -> "Head | None":
    """The head that was said; None when none was."""
    from jiaozi.db.sequencer import Head

    try:
        return Head.parse(text) if text else None
    except ValueError as error:
        raise typer.BadParameter(str(error), param_hint="--head") from error


def _keyring(session: Session) -> "Keyring | None":
    """The keyring that is there; None when there is no such file."""
    from jiaozi.keyring import Keyring

    return Keyring.load(session.settings.keyring) if session.settings.keyring.exists() else None


def _keyring_fits(keyring: "Keyring | None", engine: "Engine") -> bool:
    from jiaozi.db import world

    with engine.snapshot() as connection:
        found = world.read(connection)
    return found is not None and keyring is not None and found.keyring_check == keyring.mark


def rotate(session: Session) -> None:
    """Add a key that seals personal data from now on. Older keys stay, to open what they sealed."""
    from jiaozi.keyring import Keyring

    version = Keyring.load(session.settings.keyring).rotate()
    data = {"keyring": str(session.settings.keyring), "version": version}
    session.show(data, lambda out: out.print(sentence("{} seals with version {}", data["keyring"], version)))


def show(session: Session) -> None:
    """Show where the keyring is and which version seals; never a key."""
    from jiaozi.keyring import Keyring

    found = Keyring.load(session.settings.keyring)
    data = {"keyring": str(found.path), "version": found.current_version}
    session.show(data, lambda out: out.print(sentence("{} seals with version {}", *data.values())))


COMMANDS = (
    Local("backup", backup, "jiaozi backup world-2026-01-01.zip"),
    Local("restore", restore, "jiaozi restore world-2026-01-01.zip --db sqlite:///restored.db"),
    group(
        "keyring",
        "The keys, outside the database, that seal personal data.",
        Local("rotate", rotate, "jiaozi keyring rotate"),
        Local("show", show, "jiaozi keyring show --json"),
    ),
)
