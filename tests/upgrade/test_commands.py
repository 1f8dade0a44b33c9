"""Every command that opens a database knows what to do with a world of another version."""

import shlex
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from typer.main import get_command
from typer.testing import CliRunner

from jiaozi.backup import restore
from jiaozi.cli.app import app
from jiaozi.clock import DAY_US
from jiaozi.config import Settings
from jiaozi.db import engines, migrate
from jiaozi.db.engine import MARKS, Unfit
from jiaozi.db.engines import open_engine
from jiaozi.db.schema import VERSION, metadata
from jiaozi.db.sqlite import SqliteEngine
from jiaozi.errors import ERRORS
from jiaozi.keyring import Keyring
from jiaozi.platform import Platform
from jiaozi.schema import upgrade
from tests.cli.conftest import Jiaozi
from tests.upgrade.old import ENDS, OldWorld

UPGRADING = {"upgrade", "serve", "up", "world", "pilot run"}
"""Commands that make, serve or upgrade a world."""
ELSEWHERE = {
    "restore",
    "pilot replay",
    "bench post",
    "bench pay",
    "bench claims",
    "bench interest",
    "bench http",
    "init",
    "bank simulate",
    "scenario run",
}
"""Commands that need a database without a world or make one of their own, and one that is a server without any."""


def _examples(group: object, before: str = "") -> Iterator[tuple[str, list[str]]]:
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        path = f"{before} {name}".strip()
        if hasattr(command, "commands"):
            yield from _examples(command, path)
        else:
            yield path, shlex.split(command.epilog.removeprefix("Example: jiaozi "))


COMMAND = get_command(app)
EXAMPLES = dict(_examples(COMMAND))
"""Of every command, how it is called."""
LOOKING = {path: each for path, each in EXAMPLES.items() if path not in UPGRADING | ELSEWHERE}
OPENING = (
    "status",
    "audit",
    "backup",
    "trial-balance",
    "wallet show",
    "account balance",
    "key suspend",
    "statement make",
)
"""Some of those that open a database; the test below finds all."""


def jiaozi_of(name: str, url: str, folder: Path) -> Jiaozi:
    """The command line on an old world, with its keyring."""
    old = OldWorld(name)
    old.put(url)
    (folder / "var").mkdir()
    old.keyring(folder / "var")
    return Jiaozi(folder, url)


def arguments(path: str, folder: Path) -> list[str]:
    """The example of a command, files in a folder and its own database left out."""
    given = [str(folder / each) if each.endswith(".zip") else each for each in LOOKING[path] if each != "--json"]
    if "--db" in given:
        del given[given.index("--db") :][:2]
        given = given[: given.index("--db")]
    return given


@pytest.mark.only_engine("sqlite")  # what is said is the same; the next test is for both
def test_whatever_opens_an_older_world_says_what_to_run(
    empty_db_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every command, called as its example says, with a count of how often it opens a database."""
    jiaozi = jiaozi_of("schema-3", empty_db_url, tmp_path)
    opened: list[str] = []
    monkeypatch.setattr(engines, "SqliteEngine", _counted(opened))
    monkeypatch.setattr("typer.testing._get_command", lambda _: COMMAND)  # made once, not for every call
    monkeypatch.chdir(tmp_path)
    for variable in ("JIAOZI_API_KEY", "JIAOZI_URL"):
        monkeypatch.delenv(variable, raising=False)
    said: dict[str, str] = {}
    for path in LOOKING:
        opened.clear()
        result = CliRunner().invoke(app, arguments(path, tmp_path), env=jiaozi.environment | {"JIAOZI_DB": jiaozi.db})
        assert "Traceback" not in result.output
        assert result.exception is None or isinstance(result.exception, SystemExit), (path, result.exception)
        if opened:
            said[path] = result.stderr.partition(":")[0]
    assert set(said.values()) == {"world_outdated"}, said
    assert set(said) >= set(OPENING)
    with closing(open_engine(empty_db_url).connect()) as connection:
        assert migrate.marks(connection) == {1, 2, 3}
    assert not list(tmp_path.glob("*.zip"))


def _counted(opened: list[str]) -> type[SqliteEngine]:
    class Counted(SqliteEngine):
        """Tells that it was opened."""

        def __init__(self, path: str) -> None:
            opened.append(path)
            super().__init__(path)

    return Counted


@pytest.mark.parametrize("name", ENDS)
def test_an_older_world_is_upgraded_when_it_is_said(name: str, empty_db_url: str, tmp_path: Path) -> None:
    jiaozi, version = jiaozi_of(name, empty_db_url, tmp_path), OldWorld(name).version
    for path in ("audit", "key suspend", "backup"):
        said = jiaozi.json(*arguments(path, tmp_path), code=1)["error"]
        detail = f"its schema is {version}, this program's is {VERSION}"
        assert (said["code"], said["detail"]) == ("world_outdated", detail)
    spec = ERRORS["world_outdated"]
    assert all("jiaozi upgrade" in text for text in (spec.en, spec.zh))
    said = jiaozi.json("upgrade")
    assert (said["before"], said["schema"]) == (version, VERSION)
    assert jiaozi.json("upgrade")["before"] == VERSION
    assert jiaozi.json("audit")["ok"]
    assert jiaozi.json("status")["schema"] == VERSION
    assert jiaozi.json(*arguments("backup", tmp_path))["schema"] == VERSION


@pytest.mark.parametrize("number", [VERSION + 1, 99])
def test_a_newer_world_is_left_alone(number: int, db_url: str, tmp_path: Path) -> None:
    jiaozi, engine = Jiaozi(tmp_path, db_url), open_engine(db_url)
    jiaozi.run("init")
    with closing(engine.connect()) as connection:
        migrate.mark(connection, number, 0)
    looking = [arguments(path, tmp_path) for path in OPENING]
    for command in (*looking, ["upgrade"], ["init"], ["serve"], ["up"], ["world", "--as-of", "2023-03-02"]):
        said = jiaozi.json(*command, code=1)["error"]
        assert said["code"] == "world_newer", command
        assert f"its schema is {number}, this program's is {VERSION}" in said["detail"]
    old = OldWorld("schema-5")
    backup, keyring = old.backup(tmp_path), Keyring.load(old.keyring(tmp_path))
    for attempt in (
        lambda: upgrade(engine, 0),
        lambda: Platform(Settings(db_url=db_url, keyring=tmp_path / "var" / "keyring.json")),
        lambda: restore(engine, backup, keyring, unverified=True),
    ):
        with pytest.raises(Unfit) as refused:
            attempt()
        assert refused.value.code == "world_newer"


def test_what_a_world_of_the_same_version_lacks_is_named_and_what_adds_it(db_url: str, tmp_path: Path) -> None:
    """Made while the version was under way: the number is right, a column is missing, and no shape was reached."""
    jiaozi, engine = Jiaozi(tmp_path, db_url), open_engine(db_url)
    jiaozi.run("init")
    with closing(engine.connect()) as connection:
        connection.script(
            ["ALTER TABLE orders DROP COLUMN plan", f"DELETE FROM {MARKS} WHERE version < 0", "DROP TABLE lookups"]
        )
    said = jiaozi.json("backup", str(tmp_path / "w.zip"), code=1)["error"]
    assert said["code"] == "world_outdated"
    assert "`jiaozi upgrade` adds it" in said["detail"]
    jiaozi.json("upgrade")
    assert jiaozi.json("backup", str(tmp_path / "w.zip"))["rows"] > 0
    with closing(engine.connect()) as connection:
        assert migrate.missing(engine, metadata, connection.shape()) == []


def test_a_world_that_is_up_to_date_is_opened_without_its_schema_being_looked_at(
    db_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine(db_url)
    connection_class = type(engine.connect())

    def never(*_: object) -> None:
        raise AssertionError

    for name in ("alone", "created", "added", "indexed"):
        monkeypatch.setattr(type(engine), name, never)
    for name in ("shape", "script"):
        monkeypatch.setattr(connection_class, name, never)
    upgrade(engine, 0)


@pytest.mark.only_engine("oceanbase")  # SQLite has no such bound
def test_a_statement_of_an_upgrade_may_take_a_day(db_url: str) -> None:
    """What a large world's rows lack is worked out in one statement."""
    names = ("ob_query_timeout", "ob_trx_timeout")
    with open_engine(db_url).alone() as connection:
        bounds = connection.query(f"SELECT {', '.join(f'@@{name}' for name in names)}")[0]
    assert bounds == (DAY_US, DAY_US)
