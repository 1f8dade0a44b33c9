"""The map of the code: its packages from the top to the bottom, as the contract of the layers has them."""

import ast
import tomllib
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "src" / "jiaozi"
_INTRODUCTION: Final = """# Code map

Imports go downward only: a row may use what stands below it. Packages of one row that are joined by `|` know nothing of
each other; those joined by `:` may. The contract is in `pyproject.toml`; `make check-layers` holds the code to it.

A rule is found by its folder: who may do what in `access/permissions.py`, which errors there are in `errors.py`, what
an act does in the feature's own package, how it is asked for in `api/routes/`, what must hold in its `audit.py`.

"""


def page() -> str:
    """The whole page."""
    rows = [f"| {_joined(layer)} | {_words(layer)} |" for layer in layers()]
    return _INTRODUCTION + "\n".join(["| package | what it is |", "|---|---|", *rows, ""])


def layers() -> list[str]:
    """The layers of the contract, the highest first."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    found: list[str] = next(each["layers"] for each in contracts if each["type"] == "layers")
    return [layer.replace("(", "").replace(")", "") for layer in found]


def _names(layer: str) -> list[str]:
    return [name.strip() for name in layer.replace(":", "|").split("|")]


def _joined(layer: str) -> str:
    sign = " : " if ":" in layer else " \\| "
    return sign.join(f"`{name}`" for name in _names(layer) if _file(name))


def _words(layer: str) -> str:
    names = [name for name in _names(layer) if _file(name)]
    return "<br>".join(f"{f'**{name}**: ' if len(names) > 1 else ''}{_says(name)}" for name in names)


def _file(name: str) -> Path | None:
    """The file whose docstring speaks for a package or a module."""
    return next((file for file in (SOURCE / name / "__init__.py", SOURCE / f"{name}.py") if file.exists()), None)


def _says(name: str) -> str:
    """The first sentence of a package's docstring."""
    file = _file(name)
    words = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) if file else ""
    return " ".join((words or "").partition("\n\n")[0].split()).partition(". ")[0].rstrip(".")
