"""Settings, read once from the environment. Every bound of the running system has its one place here."""

import os
from dataclasses import dataclass, field
from pathlib import Path


def data_folder() -> Path:
    """Where the embedded world lives: `$JIAOZI_HOME`, or `var/` below the current folder."""
    return Path(os.environ.get("JIAOZI_HOME", "var")).absolute()


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator of the platform can set. Times in seconds, sizes in items or bytes."""

    db_url: str = ""
    keyring: Path = field(default_factory=lambda: data_folder() / "keyring.json")
    group_max: int = 4096
    queue_max: int = 20_000
    writer_threads: int = 4
    retries_max: int = 8
    lock_timeout_s: int = 10
    body_bytes_max: int = 256 * 1024
    page_max: int = 200

    def database_url(self) -> str:
        """The database's URL; the embedded file when none is set."""
        return self.db_url or f"sqlite:///{data_folder() / 'jiaozi.db'}"


def from_environment() -> Settings:
    """Settings with what `JIAOZI_DB` and `JIAOZI_KEYRING` say."""
    keyring = os.environ.get("JIAOZI_KEYRING")
    path = Path(keyring) if keyring else data_folder() / "keyring.json"
    return Settings(db_url=os.environ.get("JIAOZI_DB", ""), keyring=path)
