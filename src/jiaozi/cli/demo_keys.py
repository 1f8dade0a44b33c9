"""The file that `jiaozi up` leaves for the commands after it: the demo's keys, what to pay with, where it is served."""

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from jiaozi import files, interchange
from jiaozi.addresses import is_loopback
from jiaozi.config import data_folder

NAME: Final = "demo-keys.json"
KNOWN: Final = ("wallet", "store", "institution", "employer_wallet")
"""What the file names beside the keys: the holder's wallet with the most money, a store of the merchant's, the code of
the operator at which all of them are, and the employer's wallet. A file of an earlier version may not have all."""
LOCAL: Final = "http://127.0.0.1:8000"


def place() -> Path:
    """The file: of the data folder, or, where that has none and nobody named one, of the demo that was served last."""
    own = data_folder() / NAME
    if own.exists() or "JIAOZI_HOME" in os.environ:
        return own
    with suppress(OSError, ValueError, RuntimeError):
        last = Path(_last().read_text(encoding="utf-8"))
        if last.name == NAME and last.exists():
            return last
    return own


def read() -> dict[str, Any]:
    """What the file holds. Raises `OSError`; `ValueError` for another's."""
    found = interchange.read(place().read_text(encoding="utf-8"))
    if not isinstance(found, dict):
        raise ValueError("no object")
    return found


def keep(data: Mapping[str, Any]) -> None:
    """Writes the file of the data folder, and remembers where that is."""
    file = data_folder() / NAME
    file.parent.mkdir(parents=True, exist_ok=True)
    files.write(file, json.dumps(data, indent=1).encode())
    with suppress(OSError, RuntimeError):  # no home, or none to write to: then it is found from its own folder only
        last = _last()
        last.parent.mkdir(parents=True, exist_ok=True)
        files.write(last, str(file).encode())


def address() -> str:
    """Where commands ask unless they are told: where the demo is served. A file is believed about this machine alone:
    it must lead nobody's key elsewhere."""
    try:
        url = str(read().get("url", ""))
        host = urlsplit(url).hostname or ""
    except (OSError, ValueError):
        return LOCAL
    return url if is_loopback(host) or host == "localhost" else LOCAL


def _last() -> Path:
    state = os.environ.get("XDG_STATE_HOME")
    return (Path(state) if state else Path.home() / ".local/state") / "jiaozi/demo"
