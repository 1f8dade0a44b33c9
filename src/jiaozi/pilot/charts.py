"""The charts of a report as plain data: columns, bars and tiles, which the template draws with HTML and CSS alone.

Text stays text of the page: it keeps its size on a phone, wraps between words and can be read out. Lengths are per cent
of the largest as exact text, so the same figures give the same page. A colour says what is measured, by the names of
`TONES`, and nothing else.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

TONES: Final = {
    "payments": ("Payments", "支付笔数"),
    "yuan": ("Yuan", "金额"),
    "wallets": ("Wallets", "钱包"),
    "merchants": ("Merchants", "商户"),
    "bad": ("Refused, missed", "被拒绝、未达标"),
    "good": ("Met, passed", "达标、通过"),
}
"""What a colour means, wherever it appears."""

LABELS_MAX: Final = 9
MAJOR_EVERY: Final = 3
"""At most so many columns have a label, and every third of these keeps it on a phone."""

_TICKS_MAX: Final = 4
_DARK_FROM: Final = 72
_FAINTEST: Final = 6
_MILLION: Final = 1_000_000


class Mark(NamedTuple):
    """A column: its height, what it says when pointed at, and its label with the widths that show it."""

    height: str
    tip: str
    label: str = ""
    shown: str = ""


class Tick(NamedTuple):
    """A line across a chart of columns."""

    height: str
    text: str


class Columns(NamedTuple):
    """A chart of columns. `lead` is what it says while nothing is pointed at."""

    en: str
    zh: str
    tone: str
    lead: str
    marks: list[Mark]
    ticks: list[Tick]


class Bar(NamedTuple):
    """A line of a chart of bars: `parts` are (tone, length), `value` is its text."""

    en: str
    zh: str
    parts: list[tuple[str, str]]
    value: str


class Bars(NamedTuple):
    """A chart of bars; `legend` names the tones of parts where there are several."""

    en: str
    zh: str
    rows: list[Bar]
    legend: Sequence[tuple[str, str, str]] = ()


class Tile(NamedTuple):
    """A district on a map: its column and row from 1, how strongly it is coloured, and what it says."""

    en: str
    zh: str
    column: int
    row: int
    strength: str
    dark: bool
    tip: str


class Map(NamedTuple):
    """Districts as tiles, in the colour of what is counted."""

    en: str
    zh: str
    tone: str
    tiles: list[Tile]


def columns(
    en: str,
    zh: str,
    tone: str,
    points: Sequence[tuple[str, str]],
    values: Sequence[int],
    show: Callable[[int], str],
    unit: int = 1,
) -> Columns:
    """A chart of columns over `points`, (name, label) each; `unit` is what the lines across count in, 100 for yuan."""
    ticks = _ticks(max(values, default=0) // unit)
    top = max(*values, ticks[-1] * unit, 1)
    every = -(-len(points) // LABELS_MAX)
    marks = [
        Mark(tenths(value * 1000, top), f"{name} · {show(value)}", label, _shown(place, every))
        for place, ((name, label), value) in enumerate(zip(points, values, strict=True))
    ]
    lead = f"{_most(points, values)} · {show(max(values, default=0))}"
    return Columns(en, zh, tone, lead, marks, [Tick(tenths(tick * unit * 1000, top), short(tick)) for tick in ticks])


def _shown(place: int, every: int) -> str:
    if place % every:
        return ""
    return "always" if place % (every * MAJOR_EVERY) == 0 else "wide"


def _most(points: Sequence[tuple[str, str]], values: Sequence[int]) -> str:
    return points[max(range(len(values)), key=values.__getitem__)][0]


def bars(en: str, zh: str, tone: str, rows: Iterable[tuple[str, str, int]], show: Callable[[int], str]) -> Bars:
    """A chart of bars, a row (English, Chinese, value) each."""
    listed = list(rows)
    most = max((value for *_, value in listed), default=0)
    found = [Bar(row_en, row_zh, [(tone, tenths(value * 1000, most))], show(value)) for row_en, row_zh, value in listed]
    return Bars(en, zh, found)


def stacked(
    en: str, zh: str, legend: Sequence[tuple[str, str, str]], rows: Sequence[tuple[str, str, Sequence[int]]]
) -> Bars:
    """A chart of bars in parts, which `legend` names as (tone, English, Chinese) in their order."""
    most = max((sum(values) for *_, values in rows), default=0)
    found = [
        Bar(
            row_en,
            row_zh,
            [(tone, tenths(value * 1000, most)) for (tone, _, _), value in zip(legend, values, strict=True)],
            " + ".join(f"{value:,}" for value in values if value) or "0",
        )
        for row_en, row_zh, values in rows
    ]
    return Bars(en, zh, found, legend)


def tile(en: str, zh: str, place: tuple[int, ...], value: int, most: int, tip: str) -> Tile:
    """A district on a map at (column, row) from 0."""
    share = max(100 * value // most, _FAINTEST if value else 0) if most else 0
    return Tile(en, zh, place[0] + 1, place[1] + 1, f"{share // 100}.{share % 100:02d}", share >= _DARK_FROM, tip)


def _ticks(most: int) -> list[int]:
    """Up to five round numbers from 0, the largest at most `most`."""
    step = 1
    while most > step * _TICKS_MAX:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return list(range(0, most + 1, step))


def short(value: int) -> str:
    """A number as an axis shows it: 1,250,000 is "1.3 M"."""
    return f"{tenths(value * 10, _MILLION)} M" if value >= _MILLION else f"{value:,}"


def tenths(thousandths: int, of: int) -> str:
    """A share as per cent with one digit, from a numerator times 1,000: exact, in whole numbers."""
    share = (2 * thousandths + of) // (2 * of) if of else 0
    return f"{share // 10}.{share % 10}"
