"""Where results go."""

import sys
from collections.abc import Iterable
from typing import Any, Final

from rich.console import Console, ConsoleOptions, RenderableType
from rich.segment import Segment

from jiaozi.cli.terminal import lines

WIDTH: Final = 160


class Terminal(Console):
    """As wide as the terminal; wide enough for every table where there is none. A text is a text, never markup."""

    def __init__(self, **more: Any) -> None:
        width = None if sys.stdout.isatty() else WIDTH
        super().__init__(**{"width": width, "markup": False, "highlight": False, "emoji": False} | more)

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        """What is printed, in segments."""
        for each in super().render(renderable, options):
            yield each if each.control else Segment(lines(each.text), each.style)
