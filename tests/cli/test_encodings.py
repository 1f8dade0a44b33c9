"""Every command prints on a stream of any encoding, and JSON stays JSON."""

import json
import subprocess
import sys

import pytest

from tests.cli.conftest import Jiaozi

pytestmark = pytest.mark.only_engine("sqlite")  # nothing here asks a database
ENCODINGS = ("ascii", "latin-1", "gbk", "utf-8", "utf-16")
EVERY_HELP = """
import shlex, sys
from typer.main import get_command
from jiaozi import cli
from jiaozi.cli.app import app

def paths(group, before=()):
    for name, command in group.commands.items():
        yield from paths(command, (*before, name)) if hasattr(command, "commands") else [(*before, name)]

for path in [(), *paths(get_command(app))]:
    for language in ("en", "zh"):
        sys.argv = ["jiaozi", "--lang", language, *path, "--help"]
        try:
            cli.main()
        except SystemExit as end:
            assert end.code in (0, None), (path, end.code)
"""


def run(home: Jiaozi, encoding: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
    """A process of its own whose streams have an encoding."""
    environment = {**home.environment, "PYTHONIOENCODING": encoding}
    command = [sys.executable, *arguments]
    return subprocess.run(command, env=environment, cwd=home.home, capture_output=True, timeout=120, check=False)


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_the_rules_are_printed_in_any_encoding(home: Jiaozi, encoding: str) -> None:
    shown = ("-m", "jiaozi", "rule", "show", "--as-of", "2022-05-15")
    every = [run(home, encoding, *shown, *more) for more in ((), ("--lang", "zh"), ("--json",))]
    assert [(done.returncode, done.stderr) for done in every] == [(0, b"")] * 3
    rules = json.loads(every[-1].stdout.decode(encoding))
    assert rules == home.json("rule", "show", "--as-of", "2022-05-15")
    assert not str(rules).isascii()


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_a_refusal_is_told_in_any_encoding(home: Jiaozi, encoding: str) -> None:
    done = run(home, encoding, "-m", "jiaozi", "--lang", "zh", "status")
    assert done.returncode == 1
    assert b"world_not_found: \\u6570\\u636e\\u5e93" in done.stderr
    said = json.loads(run(home, encoding, "-m", "jiaozi", "--lang", "zh", "status", "--json").stdout)
    assert said["error"]["text"].startswith("数据库")


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_every_command_explains_itself_in_any_encoding(home: Jiaozi, encoding: str) -> None:
    done = run(home, encoding, "-c", EVERY_HELP)
    assert done.returncode == 0, done.stderr[-500:]
    assert b"Traceback" not in done.stderr
    assert done.stdout.count(b"Usage: jiaozi") > 150  # the others are in Chinese


def test_a_name_that_is_no_text_is_told_all_the_same(home: Jiaozi) -> None:
    done = run(home, "utf-8", "-m", "jiaozi", "restore", "\udcff.zip", "--json")
    assert json.loads(done.stdout)["error"]["code"] == "file_unusable", done.stderr
