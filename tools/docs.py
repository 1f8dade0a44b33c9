"""Write the generated reference pages, or with `--check` say which of them are out of date.

A page is a function that returns its Markdown; `PAGES` maps its place under docs/reference to it.
"""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from jiaozi.access.permissions import ACTIONS, ROLES, grant
from jiaozi.errors import ERRORS

REFERENCE: Final = Path(__file__).resolve().parent.parent / "docs" / "reference"
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


PAGES: Final[Mapping[str, Callable[[], str]]] = {
    "errors.md": errors_page,
    "permissions.md": permissions_page,
}


def stale_pages(folder: Path) -> list[str]:
    """The names of the pages whose file is absent or differs from what the code says now."""
    return [name for name, page in PAGES.items() if _text_of(folder / name) != NOTICE + page()]


def write_pages(folder: Path) -> None:
    """Write every page that is out of date."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in stale_pages(folder):
        (folder / name).write_text(NOTICE + PAGES[name](), encoding="utf-8")


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
