"""The recipe for a feature, followed to the letter in a copy of the repository."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT, blocks

PARTS = ("src", "tests", "tools", "sdk", "docs")
FILES = ("pyproject.toml", "README.md", "CHANGELOG.md")
TRIED = ("tests/labels", "tests/access/test_guarded.py", "tests/api/test_declared.py", "tests/house/test_tables.py")
MADE = re.compile(r"# (\S+)\n")


def run(copy: Path, *words: str) -> str:
    """Runs Python in the copy, whose packages it has."""
    paths = os.pathsep.join(str(copy / each) for each in ("", "src", "sdk/python/src"))
    done = subprocess.run(
        [sys.executable, *words],
        check=False,
        cwd=copy,
        env=os.environ | {"PYTHONPATH": paths},
        text=True,
        capture_output=True,
    )
    assert done.returncode == 0, done.stdout[-6_000:] + done.stderr[-2_000:]
    return done.stdout


@pytest.mark.slow
@pytest.mark.only_engine("sqlite")  # the recipe's own tests run on one engine here; its features run on both
def test_the_recipe_adds_a_feature(tmp_path: Path) -> None:
    copy = tmp_path / "jiaozi"
    left_out = shutil.ignore_patterns("__pycache__", "node_modules", "*.pyc")
    for part in PARTS:
        shutil.copytree(ROOT / part, copy / part, ignore=left_out)
    for name in FILES:
        shutil.copy(ROOT / name, copy / name)
    for block in blocks(ROOT / "docs/recipes/add-a-feature.md"):
        if block.language == "py":
            made = MADE.match(block.text)
            assert made is not None, block.text[:60]
            path = copy / made[1]
            assert not path.exists(), f"{made[1]} is there already"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(block.text[made.end() :], encoding="utf-8")
        elif block.language == "diff":
            subprocess.run(["git", "apply", "-C1", "-"], cwd=copy, input=block.text, text=True, check=True)
    run(copy, "-m", "ruff", "check", "src/jiaozi/labels", "src/jiaozi/api/routes/labels.py", "tests/labels")
    run(copy, "-m", "ruff", "format", "--check", "src/jiaozi/labels", "src/jiaozi/api/routes/labels.py", "tests/labels")
    run(copy, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()")
    run(copy, "-m", "tools.sdk")
    run(copy, "-m", "tools.refusals")
    run(copy, "-m", "tools.docs")
    tried = run(copy, "-m", "pytest", "--engine", "sqlite", "-q", "-p", "no:cacheprovider", *TRIED)
    assert " passed" in tried
    models = (copy / "sdk/python/src/jiaozi_sdk/models.py").read_text(encoding="utf-8")
    assert "class WalletLabel(Model):" in models
