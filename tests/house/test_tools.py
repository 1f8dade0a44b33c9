"""The tools: none bears the name of a module of Python, and the API's document is walked in one place."""

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WALK = re.compile(r"""\[["']paths["']\]\s*\.(?:items|values)\(\)""")
HOMES = {"src/jiaozi/api/openapi.py", "src/jiaozi/api/examples.py"}
"""Where a document's paths are gone through, and where they are made anew with examples."""


def test_no_tool_bears_the_name_of_a_module_of_python() -> None:
    names = {path.stem for path in (ROOT / "tools").rglob("*.py")}
    assert names & sys.stdlib_module_names == set()


def test_the_operations_of_a_document_are_walked_in_one_place() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("src", "tools", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if WALK.search(path.read_text(encoding="utf-8"))
    }
    assert found == HOMES
