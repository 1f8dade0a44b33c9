"""Every refusal that these packages can give is in the one table, met by a test, and named by a docstring."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from jiaozi.errors import ERRORS

HERE = Path(__file__).resolve().parent
SOURCE = HERE.parents[1] / "src" / "jiaozi"
PACKAGES = ("scheme", "wallets", "programs", "payments")


def refusals() -> Iterator[tuple[str, str]]:
    """(file, code) of every `Refusal("code", ...)` in the packages; codes made of parts are written out."""
    for package in PACKAGES:
        for path in sorted((SOURCE / package).glob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Refusal" and node.args:
                    yield from ((f"{package}/{path.name}", code) for code in _codes(node.args[0]))


def _codes(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.Constant):
        yield str(argument.value)
    elif isinstance(argument, ast.JoinedStr):
        yield from (f"limit_{component}_exceeded" for component in ("balance", "single", "daily", "yearly"))


def test_every_refusal_is_in_the_table_and_met_by_a_test() -> None:
    tests = "".join(
        path.read_text(encoding="utf-8")
        for path in (
            *HERE.glob("test_*.py"),
            *HERE.parent.glob("programs/test_*.py"),
            *HERE.parent.glob("templates/test_*.py"),
            *HERE.parent.glob("places/test_*.py"),
        )
        if path != Path(__file__)
    )
    given = {code for _, code in refusals()}
    assert given <= ERRORS.keys()
    assert {code for code in given if not re.search(rf'"{code}"', tests)} == set()


def test_every_file_says_what_it_refuses() -> None:
    """The code of each refusal stands in a docstring of its file, or in the published order of `payments.rules`."""
    shared = ((SOURCE / "payments" / "rules.py").read_text(encoding="utf-8")).partition("from typing")[0]
    silent = set()
    for name, code in refusals():
        tree = ast.parse((SOURCE / name).read_text(encoding="utf-8"))
        kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
        said = " ".join(ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, kinds))
        if code not in said + shared:
            silent.add((name, code))
    assert silent == set()


def test_every_error_says_whom_it_is_about() -> None:
    """docs/concepts/refusals.md: each code once, in the section of what it tells; of somebody else with its reason."""
    page = (HERE.parents[1] / "docs" / "concepts" / "refusals.md").read_text(encoding="utf-8")
    told = page.partition("## What is told of somebody else")[2].partition("\n## ")[0]
    lists = page.partition("\n## About the request")[2]
    rows = re.findall(r"^\| `(\w+)` \| (.+) \| (.+) \| (.+) \|$", told, re.MULTILINE)
    named = [row[0] for row in rows] + re.findall(r"`(\w+)`", lists)
    assert sorted(named) == sorted(ERRORS)
    assert all(len(cell) > 3 for row in rows for cell in row[1:])
