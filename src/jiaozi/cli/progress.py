"""A progress bar with rate and time left, on the error stream so that it never mixes with a result."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
from rich.text import Text

from jiaozi.cli.chinese import heading, sentence

STEPS: int = 10
"""How many lines stand for the bar where there is no terminal."""


class _Rate(ProgressColumn):
    """How many a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:,.0f}/s" if speed else "-/s")


@contextmanager
def bar(title: str) -> Iterator[Callable[[int, int], None]]:
    """Gives a function to be told (done, of how many). `title` is a name of `chinese.heading`."""
    title = heading(title)
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _lines(console, title)
        return
    columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn())
    with Progress(*columns, console=console, speed_estimate_period=10) as progress:
        task = progress.add_task(title, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def _lines(console: Console, title: str) -> Callable[[int, int], None]:
    told = -1

    def tell(done: int, total: int) -> None:
        nonlocal told
        step = done * STEPS // max(total, 1)
        if step > told:
            told = step
            share, told_of = f"{step * 100 // STEPS:3d}", (f"{done:,}", f"{total:,}")
            console.print(sentence("{} {} %  {} of {}", title, share, *told_of), highlight=False)

    return tell
