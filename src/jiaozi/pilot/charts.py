"""The charts of a report: pygal, drawn as inline SVG without scripts, the same text for the same data."""

import re
import sys
from collections.abc import Callable, Iterable
from hashlib import shake_128
from typing import Any, Final

import pygal
from markupsafe import Markup
from pygal.style import Style

# pygal leaves an import hook of an abandoned kind behind, which makes every later failing import warn.
sys.meta_path[:] = [finder for finder in sys.meta_path if type(finder).__name__ != "PluginImportFixer"]

_FONT: Final = (
    "Inter, 'Segoe UI', Roboto, 'Helvetica Neue', 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif"
)
_STYLE: Final = Style(
    background="transparent",
    plot_background="transparent",
    foreground="#34415a",
    foreground_strong="#14213a",
    foreground_subtle="#e3e8f0",
    guide_stroke_color="#e3e8f0",
    major_guide_stroke_color="#e3e8f0",
    guide_stroke_dasharray="0",
    major_guide_stroke_dasharray="0",
    opacity=".95",
    opacity_hover="1",
    transition="0s",
    colors=("#b3261e", "#1f4e8c", "#d98e04", "#14784a", "#6a4c93", "#2a9d8f"),
    font_family=_FONT,
    label_font_size=13,
    major_label_font_size=13,
    value_font_size=13,
    legend_font_size=14,
    tooltip_font_size=13,
    no_data_font_size=18,
)
_UNWANTED: Final = re.compile(r"<script\b.*?</script>|<script\b[^>]*/>|<!--.*?-->", re.DOTALL)
_MILLION: Final = 1_000_000


def columns(labels: list[str], values: list[int], colour: int, show: Callable[[int], str]) -> Markup:
    """A wide column chart, a label under every fifth column; `colour` is a place in the palette."""
    chart = pygal.Bar(**_config(colour), height=250, width=1120, x_label_rotation=-45, margin=4, value_formatter=show)
    chart.x_labels = labels
    chart.x_labels_major = labels[::5]
    chart.show_minor_x_labels = False
    chart.add("", values)
    return _svg(chart)


def bars(labels: list[str], series: Iterable[tuple[str, list[int]]], colour: int, height: int = 400) -> Markup:
    """A stacked bar chart, half as wide as the page; the labels are given from the bottom upwards."""
    chart = pygal.HorizontalStackedBar(
        **_config(colour),
        height=height,
        width=560,
        margin=4,
        margin_right=18,
        margin_left=16,
        value_formatter=short,
        truncate_label=40,
    )
    chart.x_labels = labels
    series = list(series)
    chart.y_labels = _ticks(max(map(sum, zip(*(values for _, values in series), strict=True)), default=0))
    for title, values in series:
        chart.add(title or None, values)
    chart.show_legend = any(title for title, _ in series)
    return _svg(chart)


def _ticks(most: int) -> list[int]:
    """Four to six round numbers from 0 that reach past a third below the largest value."""
    step = 1
    while most > step * 5:
        step = step * 5 // 2 if str(step)[0] == "2" else step * 2
    return list(range(0, most + 1, step))


def _config(colour: int) -> dict[str, Any]:
    colours = _STYLE.colors[colour:] + _STYLE.colors[:colour]
    style = type(_STYLE)(**{**_STYLE.__dict__, "colors": colours})
    return {
        "style": style,
        "js": [],
        "show_legend": False,
        "legend_at_bottom": True,
        "print_values": False,
        "show_y_guides": True,
        "spacing": 8,
        "explicit_size": False,
        "disable_xml_declaration": True,
    }


def short(value: int) -> str:
    """A number as an axis shows it: 1,250,000 is "1.3 M"."""
    whole = int(value)
    if whole >= _MILLION:
        return f"{tenths(whole * 10, _MILLION)} M"
    return f"{whole:,}"


def _svg(chart: Any) -> Markup:
    """The chart as inline SVG without scripts, with the same text for the same data."""
    text = _UNWANTED.sub("", chart.render(is_unicode=True))
    name = shake_128(text.replace(str(chart.uuid), "").encode()).hexdigest(8)
    return Markup(text.replace(str(chart.uuid), name))  # noqa: S704 - pygal escapes the labels itself; scripts are taken out above


def tenths(thousandths: int, of: int) -> str:
    """A share as per cent with one digit, from a numerator times 1,000: exact, in whole numbers."""
    share = (2 * thousandths + of) // (2 * of) if of else 0
    return f"{share // 10}.{share % 10}"
