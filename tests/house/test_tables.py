"""The tables that everything shares: no error without a use, no id that is taken for a count or the other way round."""

import ast
import re
from collections import Counter
from pathlib import Path
from typing import get_type_hints

from jiaozi import errors
from jiaozi.keyring import Keyring
from jiaozi.operations import all_operations
from tests.house.rules import package_files


def _used() -> tuple[set[str], set[str]]:
    """Every string of the package outside the table of errors; and those with something to fill in, as patterns."""
    nodes = [node for source in package_files() if source.path != "errors.py" for node in ast.walk(source.tree)]
    texts = {node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    filled = ["".join(_part(part) for part in node.values) for node in nodes if isinstance(node, ast.JoinedStr)]
    return texts, {pattern for pattern in filled if re.fullmatch(r"[a-z_]+_\[a-z_\]\+_[a-z_]+", pattern)}


def _part(node: ast.expr) -> str:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else "[a-z_]+"


def test_every_error_stands_once_in_the_table_and_is_used() -> None:
    codes = [spec.code for spec in errors._TABLE]
    assert [code for code, times in Counter(codes).items() if times > 1] == []
    texts, patterns = _used()
    rest = [code for code in codes if code not in texts]
    assert [code for code in rest if not any(re.fullmatch(pattern, code) for pattern in patterns)] == []


def test_every_error_says_something_of_its_own_in_both_languages() -> None:
    for texts in ([spec.en for spec in errors._TABLE], [spec.zh for spec in errors._TABLE]):
        assert [text for text, times in Counter(texts).items() if times > 1 or not text.strip()] == []


def test_a_whole_number_says_what_it_is_of(tmp_path: Path) -> None:
    """A number without a kind would be shown as it is, though it were an id, a time or an amount."""
    operations = all_operations(Keyring.create(tmp_path / "keyring.json")).by_name.values()
    assert {
        f"{record.__name__}.{name}"
        for operation in operations
        for record in (operation.command, operation.outcome)
        for name, hint in get_type_hints(record, include_extras=True).items()
        if hint is int
    } == set()
