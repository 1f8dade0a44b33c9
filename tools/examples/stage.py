"""The world that examples are asked in: the town of the tests with one thing of every kind."""

import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from shutil import copy
from typing import Any

from tests.worlds.belongings import OTHER, SPRING, VICTIM, belongings, settle
from tests.worlds.receiver import Receiver
from tests.worlds.town import Built, Live, Town

from jiaozi.clock import parse_time
from jiaozi.db.engines import open_engine
from jiaozi.schema import upgrade
from jiaozi_sdk.devices import DeviceKey, DeviceSigner


@dataclass
class Scene:
    """A server over a world of its own, and what its people do before an example. `signer` signs the example when a
    device has to."""

    live: Live
    things: Mapping[str, str]
    signer: DeviceSigner | None = None

    @property
    def ids(self) -> dict[str, str]:
        """Wire ids by name."""
        return self.live.ids

    def do(self, command: object) -> Any:
        """What comes of a command below the API."""
        return self.live.town.do(command)

    def post(self, who: str, path: str, body: Any = None, key: str = "") -> Any:
        """What is answered. Raises `ValueError`: a refusal, which is a fault of the example."""
        answer = self.live.post(who, path, body, key)
        if not answer.is_success:
            raise ValueError(f"{path}: {answer.text}")
        return answer.json()

    def by_two(self, who: str, path: str, body: Any) -> Any:
        """What comes of an act of two people."""
        proposal = self.post(who, path, body)["proposal"]
        return self.post(f"{who}2", f"/v1/proposals/{proposal}/approve")["outcome"]

    def signs(self, device: str, key: DeviceKey) -> None:
        """The example is signed by this device."""
        clock = self.live.town.clock
        self.signer = DeviceSigner(device, key, user_verified=True, now_s=lambda: clock.now() / 1_000_000)


@dataclass(frozen=True)
class Stage:
    """What there is when an example begins. `things` are the ids of one thing of each kind."""

    folder: Path
    built: Built
    things: Mapping[str, str]
    names: Iterator[int] = field(default_factory=lambda: iter(range(10_000)))

    @contextmanager
    def scene(self) -> Iterator[Scene]:
        """A world that nobody has used yet."""
        place = self.folder / f"scene{next(self.names)}"
        place.mkdir()
        database = f"sqlite:///{place / 'world.db'}"
        self.built.put(database)
        town = Town(database, place, as_built=self.built)
        town.clock.advance_to(parse_time(SPRING[1]))
        live = Live(town)
        try:
            yield Scene(live, self.things)
        finally:
            live.stop()
            town.platform.close()


def build(folder: Path) -> Stage:
    """Builds the world in a folder, once for all examples."""
    kept, first = folder / "kept.db", folder / "first"
    first.mkdir()
    database = first / "world.db"
    upgrade(open_engine(f"sqlite:///{database}"), 0)
    town = Town(f"sqlite:///{database}", first)
    live, receiver = Live(town), Receiver()
    try:
        settle(live)
        things = belongings(live, VICTIM, receiver.url)
        belongings(live, OTHER, receiver.url)
        live.sequence()
    finally:
        receiver.stop()
        live.stop()
        town.platform.close()
    with closing(sqlite3.connect(database)) as now, closing(sqlite3.connect(kept)) as to:
        now.backup(to)
    named = (dict(town.ids), dict(town.tokens), dict(town.principals))
    return Stage(folder, Built(_putter(kept), (first / "keyring.json").read_bytes(), *named), things)


def _putter(kept: Path) -> Callable[[str], object]:
    return lambda url: copy(kept, url.removeprefix("sqlite:///"))
