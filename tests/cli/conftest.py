"""How the tests call the command line: in this process for most, in a process of its own where that matters."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from jiaozi.cli.app import app
from tests import ports


class Jiaozi:
    """The command line on one data folder."""

    def __init__(self, home: Path, db: str = "") -> None:
        self.home = home
        self.db = db

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a process: nothing of this one's but the path, whom to trust and where Python finds the
        package."""
        source = str(Path(__file__).resolve().parents[2] / "src")
        kept = {"PATH": os.environ["PATH"], "PYTHONPATH": source, "HOME": str(self.home), "LANG": "C.UTF-8"}
        return {**kept, "SSL_CERT_FILE": os.environ["SSL_CERT_FILE"], "JIAOZI_HOME": str(self.home / "var")}

    def run(self, *arguments: str, code: int = 0) -> str:
        """What a command prints; its exit code has to be `code`."""
        environment = {"JIAOZI_HOME": str(self.home / "var"), "JIAOZI_DB": self.db, "LANG": "C.UTF-8", "LC_ALL": ""}
        result = CliRunner().invoke(app, list(arguments), env=environment)
        assert result.exit_code == code, f"{arguments}: {result.exit_code}\n{result.output}\n{result.exception!r}"
        assert "Traceback" not in result.output
        return result.output

    def json(self, *arguments: str, code: int = 0) -> Any:
        """What a command prints with `--json`."""
        environment = {"JIAOZI_HOME": str(self.home / "var"), "JIAOZI_DB": self.db, "LANG": "C.UTF-8", "LC_ALL": ""}
        result = CliRunner().invoke(app, [*arguments, "--json"], env=environment)
        assert result.exit_code == code, f"{arguments}: {result.exit_code}\n{result.output}\n{result.exception!r}"
        return json.loads(result.stdout)

    def start(self, arguments: Sequence[str]) -> "subprocess.Popen[str]":
        """A process of its own."""
        return subprocess.Popen(
            [sys.executable, "-m", "jiaozi", *arguments],
            env=self.environment,
            cwd=self.home,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )


def kill_in_the_middle(process: "subprocess.Popen[str]") -> None:
    """Kills a process (-9) once it says that it has done between 20 and 80 percent."""
    assert process.stderr is not None
    for line in process.stderr:
        if re.search(r"[2-8]0 %", line):
            break
        assert "100 %" not in line, "it was done too soon"
    process.kill()
    process.communicate()
    assert process.returncode == -9


@pytest.fixture
def home(tmp_path: Path) -> Jiaozi:
    """The command line with an empty home, on the embedded database."""
    return Jiaozi(tmp_path)


@pytest.fixture
def here(tmp_path: Path, db_url: str) -> Jiaozi:
    """The command line with an empty home, on a database of each engine."""
    return Jiaozi(tmp_path, db_url)


@pytest.fixture(scope="session")
def pilot(tmp_path_factory: pytest.TempPathFactory) -> tuple[Jiaozi, Any]:
    """A small pilot in the embedded database, and its result. Only to be read."""
    found = Jiaozi(tmp_path_factory.mktemp("pilot"))
    result = found.json("pilot", "run", "chongqing", "--scale", "0.001", "--seed", "7", "--report", str(found.home))
    found.db = result["db"]
    return found, result


@pytest.fixture
def on_disk() -> Iterator[Path]:
    """A folder that is not in memory: benchmarks measure nothing there."""
    with tempfile.TemporaryDirectory(prefix="jiaozi-", dir="/var/tmp") as folder:
        yield Path(folder)


@pytest.fixture
def free_port() -> int:
    """A port nobody listens on."""
    return ports.free_port()
