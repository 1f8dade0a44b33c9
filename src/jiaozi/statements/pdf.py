"""A statement as PDF, in English or Chinese: A4, the table's head on every page, each page numbered.

Chinese is set in STSong-Light, a font that readers of PDF bring along, so none is shipped. The document carries no
time of its own making: a finished period gives the same bytes whenever it is asked for.
"""

from functools import cache
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from jiaozi.clock import format_time
from jiaozi.ids import encode_id
from jiaozi.money import format_minor
from jiaozi.statements.model import Line, Statement
from jiaozi.statements.words import word

CHINESE: Final = "STSong-Light"
LATIN: Final = "Helvetica"
_WIDTHS: Final = tuple(width * mm for width in (11, 36, 24, 40, 33, 21, 21))
_HEAD: Final = ("number", "time", "kind", "counterparty", "note", "amount", "balance")
_MARGIN: Final = 12 * mm
_SIZE: Final = 7.5
_LEADING: Final = 9.5
_PADDING: Final = 2
_LATIN_END: Final = 0xFF
_MISSING: Final = "〓"
"""What stands for a character that the Chinese font has not."""


def to_pdf(found: Statement, lang: str = "en") -> bytes:
    """The statement's PDF document; `lang` is en or zh."""
    out = BytesIO()
    title = word("title" if found.complete else "interim_title", lang)
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=18 * mm,
        title=f"{title} {encode_id('wal', found.wallet)} {found.first} {found.through}",
        author=found.operator_zh if lang == "zh" else found.operator_en,
        lang="zh-CN" if lang == "zh" else "en",
        invariant=1,
    )
    styles = _styles()
    story: list[Any] = [Paragraph(_set(title), styles["title"]), _facts(found, lang), Spacer(0, 5 * mm)]
    story += [Paragraph(_set(text), styles["text"]) for text in _notes(found, lang)]
    story += [Spacer(0, 3 * mm), _entries(found, lang) if found.lines else _nothing(lang)]

    def foot(canvas: Any, page: Any) -> None:
        canvas.setFont(_font(lang), 8)
        number = f"{word('page', lang)} {page.page}" + (" 页" if lang == "zh" else "")
        canvas.drawString(_MARGIN, 10 * mm, f"{encode_id('wal', found.wallet)}  {found.first} / {found.through}")
        canvas.drawRightString(A4[0] - _MARGIN, 10 * mm, number)

    document.build(story, onFirstPage=foot, onLaterPages=foot)
    return out.getvalue()


def _font(lang: str) -> str:
    return CHINESE if lang == "zh" else LATIN


@cache
def _styles() -> dict[str, ParagraphStyle]:
    pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
    text = ParagraphStyle("text", fontName=LATIN, fontSize=9, leading=12)
    cell = ParagraphStyle("cell", parent=text, fontSize=_SIZE, leading=_LEADING, splitLongWords=True)
    return {
        "title": ParagraphStyle("title", parent=text, fontSize=16, leading=22, spaceAfter=4 * mm),
        "text": text,
        "cell": cell,
        "number": ParagraphStyle("number", parent=cell, alignment=TA_RIGHT),
    }


def _set(text: str) -> str:
    """A text with what Helvetica has not in the Chinese font, character runs at a time."""
    parts: list[str] = []
    chinese = False
    for character in drawable(text):
        if (ord(character) > _LATIN_END) != chinese:
            chinese = not chinese
            parts.append(f'<font name="{CHINESE}">' if chinese else "</font>")
        parts.append(escape(character))
    return "".join(parts) + ("</font>" if chinese else "")


def drawable(text: str) -> str:
    """A text with the mark for a missing character wherever no font has one: emoji, rare Chinese, other scripts. The
    fonts have what GB 18030 writes in one or two bytes, and Latin-1."""
    return "".join(each if ord(each) <= _LATIN_END or _in_chinese_font(each) else _MISSING for each in text)


def _in_chinese_font(character: str) -> bool:
    return len(character.encode("gb18030", "ignore")) in (1, 2)


def _facts(found: Statement, lang: str) -> Table:
    operator = found.operator_zh if lang == "zh" else found.operator_en
    left = [
        ("wallet", encode_id("wal", found.wallet)),
        ("class", found.wallet_class),
        ("operator", operator),
        ("period", f"{found.first} / {found.through}"),
        ("until", _time(found.until)),
    ]
    right = [
        ("opening", format_minor(found.opening_minor)),
        ("in", format_minor(found.in_minor)),
        ("out", format_minor(-found.out_minor)),
        ("closing" if found.complete else "so_far", format_minor(found.closing_minor)),
        ("entries", str(len(found.lines))),
    ]
    styles = _styles()
    rows = [
        [
            Paragraph(_set(word(name, lang)), styles["text"]),
            Paragraph(_set(value), styles["text"]),
            Paragraph(_set(word(sum_name, lang)), styles["text"]),
            Paragraph(_set(amount), ParagraphStyle("sum", parent=styles["text"], alignment=TA_RIGHT)),
        ]
        for (name, value), (sum_name, amount) in zip(left, right, strict=True)
    ]
    table = Table(rows, colWidths=[32 * mm, 72 * mm, 42 * mm, 40 * mm], hAlign="LEFT")
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (0, -1), 0)]))
    return table


def _notes(found: Statement, lang: str) -> list[str]:
    interim = [] if found.complete else [word("interim", lang).format(last=found.last)]
    changes = [
        word("regime", lang).format(at=_time(change.at), regime=word(change.regime, lang))
        for change in found.regime_changes
    ]
    return [*interim, *changes, word("nameless", lang)]


def _nothing(lang: str) -> Paragraph:
    return Paragraph(_set(word("none", lang)), _styles()["text"])


def _entries(found: Statement, lang: str) -> Table:
    styles = _styles()
    head = [Paragraph(_set(word(name, lang)), styles["number" if name in _HEAD[-2:] else "cell"]) for name in _HEAD]
    rows = [head, *(_row(line, lang) for line in found.lines)]
    table = Table(rows, colWidths=_WIDTHS, repeatRows=1, hAlign="LEFT")
    table.setStyle(
        TableStyle(
            [
                ("BACKGROUND", (0, 0), (-1, 0), colors.whitesmoke),
                ("LINEBELOW", (0, 0), (-1, -1), 0.25, colors.lightgrey),
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), _PADDING),
                ("RIGHTPADDING", (0, 0), (-1, -1), _PADDING),
                ("FONT", (0, 1), (-1, -1), LATIN, _SIZE, _LEADING),
                ("FONT", (2, 1), (3, -1), _font(lang), _SIZE, _LEADING),
                ("ALIGN", (-2, 1), (-1, -1), "RIGHT"),
            ]
        )
    )
    return table


def _row(line: Line, lang: str) -> list[Paragraph | str]:
    """The cells of an entry: plain where a text in one script fits in one line, since paragraphs take far longer."""
    note = " ".join(part for part in (line.purpose, line.reference) if part)
    other = line.counterparty_zh if lang == "zh" else line.counterparty
    return [
        str(line.number),
        _time(line.recorded_at),
        _cell(word(line.code, lang), 2, _font(lang)),
        _cell(other, 3, _font(lang)),
        _cell(note, 4, LATIN),
        format_minor(line.amount_minor),
        format_minor(line.balance_minor),
    ]


def _cell(text: str, column: int, font: str) -> Paragraph | str:
    text = drawable(text)
    plain = all((ord(each) > _LATIN_END) if font == CHINESE else ord(each) <= _LATIN_END for each in text)
    if plain and pdfmetrics.stringWidth(text, font, _SIZE) <= _WIDTHS[column] - 2 * _PADDING:
        return text
    return Paragraph(_set(text), _styles()["cell"])


def _time(at_us: int) -> str:
    """An instant for people, to the second."""
    return format_time(at_us)[:19].replace("T", " ")
