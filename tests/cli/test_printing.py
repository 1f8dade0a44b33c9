"""What is printed for people of what a program's terms leave open, and what help says of amounts."""

import io
import re
from typing import Any

from rich.console import Console
from typer.main import get_command

from jiaozi.cli import chinese
from jiaozi.cli.app import app
from jiaozi.cli.printing import plain, print_record
from jiaozi_sdk.models import HowMuchShown, Money

NOTHING = Money(minor=0, asset="E-CNY")
FACE = HowMuchShown(
    face=Money(minor=500, asset="E-CNY"), percent_ppm=0, cap=NOTHING, minimum=NOTHING, share_ppm=1_000_000,
    per_order=1, per_day=0, per_wallet=1,
)  # fmt: skip


def printed(row: dict[str, Any]) -> str:
    """What people see of an answer."""
    chinese.choose("en")
    out = io.StringIO()
    print_record(Console(file=out, width=100), row)
    return out.getvalue()


def test_what_terms_do_not_ask_is_left_out_and_what_they_do_is_shown() -> None:
    said = printed({"terms": {"how_much": plain(FACE), "when": {"valid_days": 0, "begin": None}}})
    assert "5.00" in said
    for word in ("percent", "cap", "minimum", "per day", "valid days", "0.00"):
        assert word not in said, word
    assert "per wallet" in said


def test_a_balance_of_nothing_is_shown() -> None:
    assert "0.00" in printed({"available": plain(NOTHING)})


def every_help(command: Any, path: tuple[str, ...] = ()) -> Any:
    """The help texts of all commands, by their paths."""
    yield path, command.help or ""
    for name in getattr(command, "commands", ()):
        yield from every_help(command.get_command(None, name), (*path, name))


def test_no_help_gives_an_option_an_article_that_its_name_does_not_take() -> None:
    wrong = re.compile(r"\ban `?--|\ba `?--[aeio]")
    assert [path for path, text in every_help(get_command(app)) if wrong.search(text)] == []


def test_the_example_of_opening_a_wallet_has_what_its_class_asks_for() -> None:
    found = get_command(app)
    for name in ("wallet", "open"):
        found = found.get_command(None, name)  # type: ignore[attr-defined]
    assert found.epilog == "Example: jiaozi wallet open mybank --kind personal --class IV --phone 13800000000"
