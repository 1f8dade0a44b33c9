"""The tools: none bears the name of a module of Python, and the API's document is walked in one place."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
WALK = re.compile(r"""\[["']paths["']\]\s*\.(?:items|values)\(\)""")
TESTS = re.compile(r"^\s*(?:from|import) (tests[\w.]*)", re.MULTILINE)
NEEDLESS = "name.partition('.')[0] == 'tools' or name.partition('.')[2].startswith(('conftest', 'test_'))"
HOMES = {"src/jiaozi/api/openapi.py", "src/jiaozi/api/examples.py"}
"""Where a document's paths are gone through, and where they are made anew with examples."""


def test_no_tool_bears_the_name_of_a_module_of_python() -> None:
    names = {path.stem for path in (ROOT / "tools").rglob("*.py")}
    assert names & sys.stdlib_module_names == set()


def test_tools_stand_on_no_test_and_what_both_stand_on_needs_no_tool() -> None:
    """Else a fixture that is moved breaks the reference, and neither can be read without the other."""
    used = {name for path in (ROOT / "tools").rglob("*.py") for name in TESTS.findall(path.read_text(encoding="utf-8"))}
    assert {name for name in used if not name.startswith("tests.worlds")} == set()
    shared = [f"tests.worlds.{path.stem}" for path in (ROOT / "tests/worlds").glob("*.py") if path.stem != "__init__"]
    asked = f"import sys, {', '.join(shared)}; print(*(name for name in sys.modules if {NEEDLESS}))"
    found = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, check=True, text=True)
    assert found.stdout.split() == []


def test_the_operations_of_a_document_are_walked_in_one_place() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for folder in ("src", "tools", "tests")
        for path in (ROOT / folder).rglob("*.py")
        if WALK.search(path.read_text(encoding="utf-8"))
    }
    assert found == HOMES
