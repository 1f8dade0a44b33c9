"""Files for their owner alone: whatever holds keys, balances or personal data is written here, with mode 0600, whatever
the umask says.

Where a path is a link, what it leads to is meant: a keyring is often a link into a folder of secrets.
"""

import os
import secrets
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, Final

MODE: Final = 0o600
OTHERS: Final = 0o077
"""What of a file's mode is about others than its owner."""


def meant(path: Path) -> Path:
    """Where a path leads in the end, links followed. The file need not be there."""
    return Path(os.path.realpath(path))


def create(path: Path) -> BinaryIO:
    """A new file, open for writing. Raises `FileExistsError`."""
    return os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, MODE), "wb")


def draft_of(path: Path) -> Path:
    """A name beside `path` that nobody else uses."""
    return path.with_name(f".{path.name}.{secrets.token_hex(8)}")


def add(path: Path, data: bytes) -> None:
    """Writes a new file, whole at once and synced. Raises `FileExistsError`."""
    draft = _written(path, data)
    try:
        give_name(draft, path)
    finally:
        draft.unlink(missing_ok=True)


def write(path: Path, data: bytes) -> None:
    """Writes a file, or replaces it, whole at once and synced. What is no file, such as a pipe, gets the data."""
    if path.exists() and not path.is_file():
        path.write_bytes(data)
        return
    place = meant(path)
    draft = _written(place, data)
    try:
        draft.replace(place)
    finally:
        draft.unlink(missing_ok=True)
    _sync_folder(place)


def give_name(draft: Path, path: Path) -> None:
    """Names a finished draft. Raises `FileExistsError`. File systems without links (exFAT, many network shares) rename:
    there two that end together under one name are told apart by nobody."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError:
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        draft.rename(path)
    _sync_folder(path)


def _written(path: Path, data: bytes) -> Path:
    """A draft of a file. What stops it is about the file that was asked for."""
    draft = draft_of(path)
    try:
        with create(draft) as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except BaseException as error:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        if isinstance(error, OSError):
            error.filename = str(path)
        raise
    return draft


def _sync_folder(path: Path) -> None:
    """Makes a name last. Not every file system can sync a folder."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        with suppress(OSError):
            os.fsync(folder)
    finally:
        os.close(folder)
