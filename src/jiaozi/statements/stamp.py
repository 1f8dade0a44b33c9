"""The operator's seal, drawn: two rings, its name along them, a star, and what it is the seal of."""

from math import cos, pi, sin
from typing import Any, Final

from reportlab.lib.colors import Color
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics

RADIUS: Final = 15 * mm
_INK: Final = Color(0.76, 0.13, 0.13, alpha=0.72)
_STAR: Final = 4.6 * mm
_POINTS: Final = 5
_INNER: Final = 0.382
"""How deep the notches of a five-pointed star are."""
_ARC: Final = 1.5 * pi
"""How much of the ring a name may take."""
_SIZES: Final = (11, 10, 9, 8, 7, 6, 5, 4)


def draw_stamp(canvas: Any, x: float, y: float, name: str, below: str, font: str) -> None:
    """Draws the seal around a point of a canvas, in points; a name that is too long for the ring is cut."""
    canvas.saveState()
    canvas.translate(x, y)
    canvas.setStrokeColor(_INK)
    canvas.setFillColor(_INK)
    for radius, width in ((RADIUS, 1.4), (RADIUS - 1.2 * mm, 0.4)):
        canvas.setLineWidth(width)
        canvas.circle(0, 0, radius)
    _draw_star(canvas)
    _draw_name(canvas, name, font)
    canvas.setFont(font, 6)
    canvas.drawCentredString(0, -RADIUS * 0.55, below)
    canvas.restoreState()


def _draw_star(canvas: Any) -> None:
    path = canvas.beginPath()
    for corner in range(2 * _POINTS):
        radius, angle = _STAR * (_INNER if corner % 2 else 1), pi / 2 + corner * pi / _POINTS
        (path.lineTo if corner else path.moveTo)(radius * cos(angle), radius * sin(angle))
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _draw_name(canvas: Any, name: str, font: str) -> None:
    """Letter by letter, clockwise, its middle at the top."""
    size = next((each for each in _SIZES if _angle(name, font, each) <= _ARC), _SIZES[-1])
    while _angle(name, font, size) > _ARC:
        name = name[:-1]
    at = _angle(name, font, size) / 2
    for letter in name:
        turn = _angle(letter, font, size)
        canvas.saveState()
        canvas.rotate((at - turn / 2) * 180 / pi)
        canvas.setFont(font, size)
        canvas.drawCentredString(0, RADIUS - 2 * mm - size * 0.8, letter)
        canvas.restoreState()
        at -= turn


def _angle(text: str, font: str, size: int) -> float:
    """The part of the ring that a text takes, in radians, a little air between letters included."""
    width = sum(pdfmetrics.stringWidth(letter, font, size) + size * 0.08 for letter in text)
    return float(width / (RADIUS - 2 * mm - size))
