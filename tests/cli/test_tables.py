"""Tables of the shell show strangers' texts as they are."""

import io

from rich.console import Console

from jiaozi.cli.tables import grid


def test_a_name_that_looks_like_markup_is_a_name() -> None:
    out = io.StringIO()
    name = "[link=https://evil.example]tea[/link] [/red]"
    Console(file=out, width=120).print(grid("shop", title="[b]day[/b]", rows=[(name,)]))
    assert name in out.getvalue()
    assert "[b]day[/b]" in out.getvalue()
