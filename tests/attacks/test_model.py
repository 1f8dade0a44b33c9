"""The threat model names tests that are there."""

import ast
import re
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "docs/concepts/threat-model.md"
NAMED = re.compile(r"`(tests/[a-z_/]+\.py)::(\w+)`")
ROWS = re.compile(r"^\| (?:API|V)\d+.*$", re.MULTILINE)


@cache
def functions_in(path: str) -> set[str]:
    """The functions of a file of tests."""
    tree = ast.parse((ROOT / path).read_text())
    return {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_test_that_the_threat_model_names_exists() -> None:
    named = NAMED.findall(MODEL.read_text())
    assert named
    assert [f"{path}::{name}" for path, name in named if name not in functions_in(path)] == []


def test_every_risk_names_its_test_or_why_it_has_none() -> None:
    rows = ROWS.findall(MODEL.read_text())
    assert {f"API{number}" for number in range(1, 11)} <= {row.split(" ")[1] for row in rows}
    chapters = {int(number) for row in rows for number in re.findall(r"V(\d+)", row)}
    assert chapters == set(range(1, 15))
    reasons = ("does not apply", "left to")
    assert [row for row in rows if not NAMED.search(row) and not any(reason in row for reason in reasons)] == []
