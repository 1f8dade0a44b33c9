"""Settings, read once from the environment. Every bound of the running system has its one place here."""

import os
import re
from dataclasses import field, replace
from pathlib import Path
from typing import Final

from jiaozi.records import dataclass

CLOCK_REST_S: Final = 7 * 86_400
"""How long after its last record a live world is opened on a machine that has just been started without being asked
whether the clock is right."""
_PUBLIC: Final = re.compile(r"https?://[A-Za-z0-9._-]{1,253}(:[0-9]{1,5})?(/[A-Za-z0-9._~/-]{0,200})?", re.ASCII)
TEST_QUEUE_MAX: Final = 1_000
TEST_WRITER_THREADS: Final = 1
"""What a test world may take of the machine it shares with the live one."""
CONNECTIONS_MAX: Final = 2_000
CONNECTIONS_PER_ADDRESS_MAX: Final = 500
CHECKS_MAX: Final = 600
CHECKS_PER_ADDRESS_MAX: Final = 60


def data_folder() -> Path:
    """Where the embedded world lives: `$JIAOZI_HOME`, or `var/` below the current folder."""
    return Path(os.environ.get("JIAOZI_HOME", "var")).absolute()


@dataclass(frozen=True, slots=True)
class Settings:
    """What an operator of the platform can set. Times in seconds, sizes in items or bytes."""

    db_url: str = field(default="", repr=False)
    test_db_url: str = field(default="", repr=False)
    keyring: Path = field(default_factory=lambda: data_folder() / "keyring.json")
    group_max: int = 4096
    queue_max: int = 20_000
    writer_threads: int = 4
    retries_max: int = 8
    body_bytes_max: int = 256 * 1024
    hosts: tuple[str, ...] = ()
    """Names the platform is served under, beside this machine's own and the address listened on."""
    public_url: str = ""
    """Where callers find the platform, `https://pay.example.cn/jz`, when a proxy takes the path away before it."""
    metrics_local: bool = True
    """Whether whoever asks from this machine, and not through a proxy, may read the metrics without a key."""
    connections_max: int = CONNECTIONS_MAX
    connections_per_address_max: int = CONNECTIONS_PER_ADDRESS_MAX
    checks_max: int = CHECKS_MAX
    """Statements that a process looks up in a minute for whoever has a code, and has no key."""
    checks_per_address_max: int = CHECKS_PER_ADDRESS_MAX
    head_timeout_s: int = 10
    idle_timeout_s: int = 75
    """Longer than proxies keep a connection (nginx 60): whoever ends it first must be the one who would use it next."""
    stuck_timeout_s: int = 30
    clock_rest_s: int = CLOCK_REST_S

    def database_url(self) -> str:
        """The database's URL; the embedded file when none is set."""
        return self.db_url or f"sqlite:///{data_folder() / 'jiaozi.db'}"

    def of_test_world(self) -> "Settings":
        """The settings of the test world beside this one: a database and a keyring of its own, and a shorter queue."""
        return replace(
            self,
            db_url=self.test_db_url or _beside(self.database_url()),
            test_db_url="",
            keyring=self.keyring.with_stem(f"{self.keyring.stem}-test"),
            queue_max=min(self.queue_max, TEST_QUEUE_MAX),
            writer_threads=min(self.writer_threads, TEST_WRITER_THREADS),
        )


def _beside(db_url: str) -> str:
    """The database of the test world beside a live one: `jiaozi-test.db`, `DATABASE_test`."""
    if not db_url.startswith("sqlite:"):
        place, mark, said = db_url.partition("?")
        return f"{place.rstrip('/')}_test{mark}{said}"
    head, slash, name = db_url.rpartition("/")
    file = Path(name)
    return f"{head}{slash}{file.with_stem(f'{file.stem}-test')}"


def from_environment() -> Settings:
    """Settings with what `JIAOZI_DB`, `JIAOZI_KEYRING`, `JIAOZI_TEST_DB`, `JIAOZI_HOSTS`, `JIAOZI_PUBLIC_URL`,
    `JIAOZI_METRICS`, `JIAOZI_CONNECTIONS`, `JIAOZI_CONNECTIONS_PER_ADDRESS`, `JIAOZI_CHECKS` and
    `JIAOZI_CHECKS_PER_ADDRESS` say, and `JIAOZI_CLOCK_REST_S`: how many seconds after its last record a live world is
    opened without its clock being confirmed. Raises `ValueError`."""
    keyring = os.environ.get("JIAOZI_KEYRING")
    path = Path(keyring) if keyring else data_folder() / "keyring.json"
    return Settings(
        db_url=os.environ.get("JIAOZI_DB", ""),
        test_db_url=os.environ.get("JIAOZI_TEST_DB", ""),
        keyring=path,
        hosts=tuple(os.environ.get("JIAOZI_HOSTS", "").split()),
        public_url=_public(os.environ.get("JIAOZI_PUBLIC_URL", "")),
        metrics_local=_choice("JIAOZI_METRICS", "local", "key") == "local",
        connections_max=_number("JIAOZI_CONNECTIONS", CONNECTIONS_MAX),
        connections_per_address_max=_number("JIAOZI_CONNECTIONS_PER_ADDRESS", CONNECTIONS_PER_ADDRESS_MAX),
        checks_max=_number("JIAOZI_CHECKS", CHECKS_MAX),
        checks_per_address_max=_number("JIAOZI_CHECKS_PER_ADDRESS", CHECKS_PER_ADDRESS_MAX),
        clock_rest_s=_number("JIAOZI_CLOCK_REST_S", CLOCK_REST_S),
    )


def _public(url: str) -> str:
    """An address without a slash at its end. Raises `ValueError`."""
    if url and _PUBLIC.fullmatch(url) is None:
        raise ValueError("JIAOZI_PUBLIC_URL: an address such as https://pay.example.cn/jz")
    return url.rstrip("/")


def _choice(name: str, *choices: str) -> str:
    given = os.environ.get(name, "") or choices[0]
    if given not in choices:
        raise ValueError(f"{name}: {' or '.join(choices)}")
    return given


def _number(name: str, default: int) -> int:
    given = os.environ.get(name, "")
    if given and not (given.isascii() and given.isdigit() and int(given) > 0):
        raise ValueError(f"{name}: a whole number from 1")
    return int(given) if given else default
