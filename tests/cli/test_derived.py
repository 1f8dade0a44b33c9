"""Commands that follow from the SDK, and what all commands keep to."""

import inspect
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from itertools import chain
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
from tools.sdk.document import read
from typer.main import get_command

from jiaozi.access.instructions import GUARDED
from jiaozi.api.app import document
from jiaozi.cli.app import MODULES, THEMES, app
from jiaozi.cli.commands import Asking, Entry, Group
from jiaozi.cli.derived import Served
from jiaozi.cli.methods import parameters, sdk_method, sdk_methods
from jiaozi.cli.words import WORDS, Word
from tests.cli.conftest import Jiaozi

COMMAND = get_command(app)
PAGING = ("limit", "cursor")


def _entries(entries: "tuple[Entry, ...]", before: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Entry]]:
    for each in entries:
        if isinstance(each, Group):
            yield from _entries(each.commands, (*before, each.name))
        else:
            yield (*before, each.name), each


ENTRIES = dict(_entries(tuple(chain.from_iterable(module.COMMANDS for module in MODULES))))
SERVED = {path: entry for path, entry in ENTRIES.items() if isinstance(entry, Served)}
METHODS = sdk_methods()
GUARDED_METHODS = {
    ".".join((*each.name.resource, each.name.method)) for each in read(document()).operations if each.id in GUARDED
}


def _made(path: tuple[str, ...]) -> Any:
    found: Any = COMMAND
    for name in path:
        found = found.commands[name]
    return found


@pytest.mark.parametrize("path", SERVED, ids=" ".join)
def test_a_derived_command_s_help_names_all_that_its_method_takes(home: Jiaozi, path: tuple[str, ...]) -> None:
    said = {each.name: each.opts[0] if each.opts[0].startswith("-") else each.metavar for each in _made(path).params}
    text = home.run(*path, "--help")
    either = {old: new for new, names in SERVED[path].either.items() for old in names.values()}
    for name in parameters(METHODS[SERVED[path].method]):
        shown = said["most" if name in PAGING else either.get(name, name)]
        assert re.search(rf"^  {re.escape(shown)}\b", text, re.MULTILINE), name
    for each in _made(path).params:
        assert each.help, each.name
    for name, each in parameters(METHODS[SERVED[path].method]).items():
        records = "jiaozi_sdk.models" in str(each.annotation)
        assert not records or SERVED[path].word(name).reader, f"{name} is read by nobody"


def test_the_columns_that_a_command_prints_are_fields_of_what_it_lists() -> None:
    for path, entry in SERVED.items():
        listed = get_type_hints(sdk_method(entry.method))["return"]
        there = {each.name for each in fields(get_args(listed)[0])} if get_args(listed) else set()
        assert set(entry.prints.split()) <= there, path


NAMED_YUAN = {
    *(("mandate", each) for each in ("PER_DEBIT", "PER_PERIOD", "PER_BILL", "PER_MONTH")),
    *(("balance-rule", each) for each in ("THRESHOLD", "MOST")),
    *(("device", each) for each in ("PER_PAYMENT", "PER_DAY")),
}
"""Commands that take two amounts, which the usage tells apart."""


def test_every_amount_is_typed_in_yuan() -> None:
    amounts = {"amount", "amount_max", "amount_min"}
    found = [
        (entry.word(name), path, name)
        for path, entry in SERVED.items()
        for name in entry._given(METHODS[entry.method])
        if name.endswith("_minor") or name in amounts
    ]
    assert len(found) > 25
    for word, path, name in found:
        assert (word.reads and word.reads("80.00")) == 8_000, (path, name)
        assert word.metavar == "YUAN" or (path[0], word.metavar) in NAMED_YUAN, (path, name)


def test_institutions_are_known_by_what_their_words_say_not_by_their_names() -> None:
    """A parameter that is called `other` may be anything."""
    named = {name for name, word in WORDS.items() if word.institution}
    assert named == {name for name, word in WORDS.items() if "by its code or as ins_" in word.means}
    for path, entry in SERVED.items():
        for name in set(parameters(sdk_method(entry.method))) & (WORDS.keys() | entry.words.keys()):
            word = entry.word(name)
            assert (path, word.institution) == (path, "by its code or as ins_" in WORDS.get(name, word).means)


def test_a_list_is_never_less_than_one_item(home: Jiaozi) -> None:
    for given in ("0", "-1"):
        said = home.run("webhook", "deliveries", "whk_1", "--most", given, "--api-key", "jz_x", code=2)
        assert "--most" in said


@pytest.mark.parametrize("path", ENTRIES, ids=" ".join)
def test_every_example_parses(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: tuple[str, ...]) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("licence.pdf", "order.pdf", "will.pdf", "report.pdf", "phones.txt"):
        (tmp_path / name).write_text("13800000000\n", encoding="utf-8")
    (tmp_path / "terms.json").write_text('{"how_much": {"face": {"asset": "E-CNY", "minor": 100}}}', encoding="utf-8")
    (tmp_path / "parameters.json").write_text(
        '[{"name": "face", "kind": "amount", "title_en": "Worth", "title_zh": "面额", "least": 1}]', encoding="utf-8"
    )
    (tmp_path / "values.json").write_text('[{"name": "face", "amount_minor": 500}]', encoding="utf-8")
    (tmp_path / "bills.csv").write_text("number,title,yuan,due_on\nW-1,水费,1.00,2026-01-15\n", encoding="utf-8")
    (tmp_path / "stores.csv").write_text("place,store\nplc_0A1B2C3D4E5F6,sto_0A1B2C3D4E5F6\n", encoding="utf-8")
    (tmp_path / "places.csv").write_text("number,place,refused,why\n1,plc_0A1B2C3D4E5F6,,\n", encoding="utf-8")
    made = _made(path)
    words = shlex.split(made.epilog.removeprefix("Example: jiaozi "))
    assert tuple(words[: len(path)]) == path
    made.make_context(path[-1], words[len(path) :])


def test_whatever_the_sdk_does_the_shell_does(home: Jiaozi) -> None:
    assert {each.method for each in SERVED.values()} <= set(METHODS)
    assert {each["method"] for each in home.json("call")} == set(METHODS)


def test_the_options_of_a_signature_are_where_a_holder_s_device_signs() -> None:
    for path, entry in ENTRIES.items():
        if isinstance(entry, Asking):
            calls = re.findall(r"\bclient\.([a-z_.]+)\(", inspect.getsource(entry.function))
            assert entry.signed == any(each in GUARDED_METHODS for each in calls), path
        elif isinstance(entry, Served):
            options = {option for each in _made(path).params for option in each.opts}
            assert ({"--device", "--device-key", "--pin"} <= options) == (entry.method in GUARDED_METHODS), path


def test_the_proof_of_the_user_has_one_default() -> None:
    pins = {each.default for path in ENTRIES for each in _made(path).params if "--pin" in each.opts}
    assert pins == {True}


def test_groups_are_named_in_the_singular_and_every_command_has_one_theme() -> None:
    groups = {each.name for module in MODULES for each in module.COMMANDS if isinstance(each, Group)}
    assert [name for name in groups if name.endswith("s")] == []
    named = [name for names in THEMES.values() for name in names.split()]
    assert sorted(named) == sorted({path[0] for path in ENTRIES})
    text = app_help()
    assert [text.index(f"\n{theme}:\n") for theme in THEMES] == sorted(text.index(f"\n{theme}:\n") for theme in THEMES)


def app_help() -> str:
    """What `jiaozi --help` prints; a process of its own, which has not loaded the SDK for it."""
    program = (
        "import sys; sys.argv = ['jiaozi', '--help']\n"
        "from jiaozi.cli import main\n"
        "try:\n    main()\n"
        "except SystemExit:\n    print(sorted({'jiaozi_sdk', 'httpx', 'rich', 'pydantic'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    return done.stdout


def test_no_word_of_the_table_is_without_use() -> None:
    used = {
        name
        for entry in SERVED.values()
        for name in parameters(METHODS[entry.method])
        if not isinstance(entry.words.get(name), Word)
    } | {name for entry in SERVED.values() for name in entry.either}
    folder = Path(inspect.getfile(Served)).parent
    written = "\n".join(path.read_text(encoding="utf-8") for path in folder.glob("*.py"))
    by_hand = set(re.findall(r'\b(?:argument|option)\("(\w+)"', written))
    assert set(WORDS) - used - by_hand - {"most"} == set()
