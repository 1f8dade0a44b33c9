"""Write the generated reference pages, or with `--check` say which of them are out of date.

A page is a function that returns its text; `PAGES` maps its place to it, as it is from docs/reference.
"""

import json
import sys
from collections.abc import Callable, Mapping
from functools import cache, partial
from pathlib import Path
from typing import Any, Final

from typer.main import get_command
from typer.testing import CliRunner

import jiaozi.schema as _declares_every_table  # noqa: F401
from jiaozi.access.permissions import ACTIONS, ROLES, grant
from jiaozi.api import examples
from jiaozi.api.app import document
from jiaozi.cli.app import app
from jiaozi.db import dump
from jiaozi.db.schema import CheckConstraint, Column, metadata
from jiaozi.errors import ERRORS
from tools import api_page, code_map, events_page, glossary, request_files
from tools.sdk import page as sdk_page

REFERENCE: Final = Path(__file__).resolve().parent.parent / "docs" / "reference"
_WIDTH: Final = 120
NOTICE: Final = "<!-- Written by `make docs`; edit the code instead. -->\n\n"


def errors_page() -> str:
    """The error table, in the order of the code."""
    rows = [
        f"| `{spec.code}` | {spec.status} | {'yes' if spec.retryable else 'no'} | {spec.en} | {spec.zh} |"
        for spec in ERRORS.values()
    ]
    head = "# Errors\n\n| code | HTTP | retryable | English | 中文 |\n|---|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def permissions_page() -> str:
    """The permission table, in the order of the code."""
    head = ["# Permissions", "", f"| action | {' | '.join(role.value for role in ROLES)} |"]
    line = "|---" * (len(ROLES) + 1) + "|"
    rows = [f"| `{action}` | {' | '.join(grant(role, action).value for role in ROLES)} |" for action in ACTIONS]
    words = "`all`: for anybody's; `own`: for one's own; `two`: once a second person has approved; `no`: never."
    return "\n".join([*head, line, *rows, "", words, ""])


def cli_page() -> str:
    """The help of every command, as the command prints it."""
    parts = ["# Command line\n", "Exit codes: 0 done, 1 refused or something found wrong, 2 called wrongly.\n"]
    for path in [(), *commands()]:
        help_text = CliRunner().invoke(app, [*path, "--help"], env={"COLUMNS": "80"}, prog_name="jiaozi").output
        parts.append(f"## {' '.join(('jiaozi', *path))}\n\n```text\n{help_text.strip()}\n```\n")
    return "\n".join(parts)


def commands() -> list[tuple[str, ...]]:
    """The path of every command, in the order in which they are listed."""
    found: list[tuple[str, ...]] = []

    def walk(group: Any, before: tuple[str, ...]) -> None:
        for name, command in group.commands.items():
            if hasattr(command, "commands"):
                walk(command, (*before, name))
            else:
                found.append((*before, name))

    walk(get_command(app), ())
    return found


def schema_page() -> str:
    """Every table with its columns, keys, checks and indexes."""
    parts = [
        "# Database schema\n",
        "The same on both engines. Numbers are 63-bit integers, money is minor units (fen), times are microseconds",
        "since 1970-01-01 UTC. `schema_migrations` beside these says which versions and shapes were reached.\n",
    ]
    for table in dump.tables(metadata):
        parts.append(f"## {table.name}\n\n| column | type | null | key |\n|---|---|---|---|")
        parts += [
            f"| `{column.name}` | {_type_of(column)} | {'yes' if column.null else 'no'} "
            f"| {'yes' if column.name in table.key else ''} |"
            for column in table.columns
        ]
        checks = sorted(each.sqltext for each in table.constraints if isinstance(each, CheckConstraint))
        parts += [f"\nCheck: `{check}`" for check in checks]
        for index in sorted(table.indexes, key=lambda each: each.name):
            names = ", ".join(index.columns)
            parts.append(f"\n{'Unique index' if index.unique else 'Index'} `{index.name}` on ({names})")
        parts.append("")
    return "\n".join(parts)


def _type_of(column: Column) -> str:
    kind = "integer" if column.kind == "number" else column.kind
    return f"{kind}, at most {column.length}" if column.length else kind


def openapi_page() -> str:
    """The OpenAPI document, as every server gives it; a change of the API is a change of this file."""
    return folded(examples.shown_in(document())) + "\n"


def folded(value: Any, indent: int = 0) -> str:
    """JSON of a line for whatever fits into one, so that a change of the API is few lines of difference."""
    flat = json.dumps(value, ensure_ascii=False)
    if indent + len(flat) <= _WIDTH or not isinstance(value, dict | list):
        return flat
    if isinstance(value, dict):
        lines = [f"{json.dumps(name)}: {folded(each, indent + 1)}" for name, each in value.items()]
    else:
        lines = [folded(each, indent + 1) for each in value]
    begin, end = "{}" if isinstance(value, dict) else "[]"
    return f"{begin}\n" + ",\n".join(" " * (indent + 1) + line for line in lines) + f"\n{' ' * indent}{end}"


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "code-map.md": code_map.page,
    "openapi.json": openapi_page,
    "../concepts/glossary.md": glossary.english,
    "../zh/glossary.md": glossary.chinese,
    "events.md": events_page.page,
    "errors.md": errors_page,
    "permissions.md": permissions_page,
    "cli.md": cli_page,
    "sdk.md": sdk_page.page,
    "schema.md": schema_page,
    "collections.md": request_files.page,
    "postman.json": request_files.postman,
    "postman-environment.json": request_files.environment,
    "jiaozi.http": request_files.http_file,
    **{name: partial(api_page.page, name) for name in api_page.names()},
}


@cache
def _written(name: str) -> str:
    """A page as its file has it; the code does not change while this runs."""
    return (NOTICE if name.endswith(".md") else "") + PAGES[name]()


def stale_pages(folder: Path) -> list[str]:
    """The names of the pages whose file is absent or differs from what the code says now."""
    late = [name for name in PAGES if _text_of(folder / name) != _written(name)]
    return late + [name for name in _parts(folder) if name not in PAGES]


def _parts(folder: Path) -> list[str]:
    """The pages in the folder that has nothing but what is written here."""
    return [path.relative_to(folder).as_posix() for path in (folder / "api").glob("*.md")]


def write_pages(folder: Path) -> None:
    """Write every page that is out of date."""
    (folder / "api").mkdir(parents=True, exist_ok=True)
    for name in stale_pages(folder):
        if name in PAGES:
            (folder / name).write_text(_written(name), encoding="utf-8")
        else:
            (folder / name).unlink()


def main(arguments: list[str]) -> int:
    """Write the pages; with `--check` write nothing and return 1 when one is out of date."""
    if arguments != ["--check"]:
        write_pages(REFERENCE)
        return 0
    stale = stale_pages(REFERENCE)
    for name in stale:
        sys.stderr.write(f"docs/reference/{name} is out of date: run `make docs`\n")
    return 1 if stale else 0


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8") if path.exists() else ""


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
