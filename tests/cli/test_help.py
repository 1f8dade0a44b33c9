"""Every command explains itself."""

import re
import subprocess
import sys
from collections.abc import Iterator

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from jiaozi.cli.app import app
from jiaozi.cli.methods import sdk_methods


def _paths(group: object, before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        if hasattr(command, "commands"):
            yield from _paths(command, (*before, name))
        else:
            yield (*before, name)


PATHS = sorted(_paths(get_command(app)))


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_every_command_has_help_an_example_and_json(path: tuple[str, ...]) -> None:
    result = CliRunner().invoke(app, [*path, "--help"])
    text = " ".join(result.output.split())
    assert result.exit_code == 0
    assert f"Example: jiaozi {' '.join(path)}" in text
    for option in ("--json", "--lang"):
        assert option in text


def test_the_commands_that_are_promised_are_there() -> None:
    promised = """up serve init status audit backup restore trial-balance outcome
        pilot.run pilot.list pilot.show rule.show rule.diff rule.limits wallet.show
        proposal.list proposal.show proposal.approve proposal.reject refund journal.show account.history
        account.balance bench.post bench.pay bench.list key.found key.suspend key.revoke enrol
        principal.add principal.list principal.share principal.renew keyring.rotate docs"""
    assert {tuple(name.split(".")) for name in promised.split()} <= set(PATHS)


def test_help_loads_neither_databases_nor_the_server() -> None:
    heavy = "{'apsw', 'pymysql', 'sqlalchemy', 'fastapi', 'uvicorn', 'cryptography', 'pydantic', 'rich', 'httpx'}"
    program = f"import sys, jiaozi.cli.app; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_a_command_that_asks_a_server_loads_neither_databases_nor_the_server() -> None:
    heavy = "{'apsw', 'pymysql', 'sqlalchemy', 'fastapi', 'uvicorn', 'phonenumbers', 'jiaozi.db', 'jiaozi.rulebook'}"
    program = f"import sys, jiaozi.cli.app, jiaozi_sdk, jiaozi_sdk.devices; print(sorted({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_no_arguments_show_the_commands() -> None:
    result = CliRunner().invoke(app, [])
    assert "pilot" in result.output
    assert "Traceback" not in result.output


def test_the_version_is_the_package_s() -> None:
    from jiaozi import __version__

    assert CliRunner().invoke(app, ["--version"]).output.strip() == f"jiaozi {__version__}"


@pytest.mark.parametrize("path", PATHS, ids=" ".join)
def test_a_command_that_asks_a_server_says_so_and_one_that_reads_the_database_does(path: tuple[str, ...]) -> None:
    text = CliRunner().invoke(app, [*path, "--help"]).output
    assert ("--url" in text) != (" --db " in text)
    assert ("--keyring" in text) == (" --db " in text)


def test_what_a_reader_takes_is_a_text_to_whoever_types_it() -> None:
    text = CliRunner().invoke(app, ["pay", "--help"]).output
    assert "{YUAN}" in text
    assert "FUNC" not in text


@pytest.mark.parametrize("arguments", ["rule --lang zh limits --class IV", "rule limits --class IV --lang zh"])
def test_a_group_is_asked_in_a_language_as_its_commands_are(arguments: str) -> None:
    assert "四类" in CliRunner().invoke(app, arguments.split(), env={"LANG": "C.UTF-8", "LC_ALL": ""}).output
    assert "用法：" in CliRunner().invoke(app, ["rule", "-h", "--lang", "zh"]).output


@pytest.mark.parametrize("path", [("wallet", "show"), ("account", "history"), ("statement", "make")])
def test_a_command_that_reads_the_database_says_how_a_server_is_asked_for_the_same(path: tuple[str, ...]) -> None:
    text = " ".join(CliRunner().invoke(app, [*path, "--help"]).output.split())
    named = re.search(r"`jiaozi call ([a-z_. ]+)`", text)
    assert named is not None
    assert named[1].replace(" ", "") in sdk_methods()
