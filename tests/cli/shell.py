"""The command line against a server that listens: commands of somebody with a key."""

from typing import Any

import pytest

from tests.api.conftest import Live
from tests.cli.conftest import Jiaozi


class Shell:
    """Commands of somebody's."""

    def __init__(self, live: Live, home: Jiaozi) -> None:
        self.live, self.home = live, home

    def run(self, who: str, *arguments: str, code: int = 0) -> Any:
        """A command's JSON; its exit code has to be `code`."""
        return self.home.json(*arguments, *self._as(who), code=code)

    def text(self, who: str, *arguments: str, code: int = 0) -> str:
        """What a command prints for people."""
        return self.home.run(*arguments, *self._as(who), code=code)

    def _as(self, who: str) -> tuple[str, ...]:
        return ("--url", self.live.url, "--api-key", self.live.town.tokens[who])


@pytest.fixture
def shell(live: Live, home: Jiaozi) -> Shell:
    """Commands in this process, against the server of `live`."""
    return Shell(live, home)
