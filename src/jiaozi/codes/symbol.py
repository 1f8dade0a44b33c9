"""QR symbols, drawn by segno: as SVG for paper and screens, as PNG where nothing else is taken."""

from io import BytesIO
from typing import Final, Literal

Format = Literal["svg", "png"]
MEDIA_TYPES: Final[dict[str, str]] = {"svg": "image/svg+xml", "png": "image/png"}
QUIET: Final = 4
"""Modules of light around a symbol, without which scanners do not find it."""
SCALE: Final = 6
"""Pixels of a module."""


def symbol(text: str, form: Format = "svg") -> bytes:
    """The QR symbol of a text in UTF-8, error correction M or better: up to 15 % of it may be unreadable. Black on
    white, whatever is behind it, with its quiet zone (ISO/IEC 18004, 6.3.8)."""
    import segno

    out = BytesIO()
    drawn = segno.make_qr(text, error="m", encoding="utf-8")
    drawn.save(out, kind=form, scale=SCALE, border=QUIET, dark="#000", light="#fff")
    return out.getvalue()
