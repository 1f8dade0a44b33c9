"""A statement as PDF as a bank issues it, in English or Chinese: A4, the table's head on every page, pages numbered,
the operator's seal, and the code by which anybody can check it (`proof`).

Chinese is set in STSong-Light, a font that readers of PDF bring along; none is shipped or embedded: where there is no
Chinese font it is blank, and the document is no form for archives. The document is dated by the instant until which it
tells: a finished period gives the same bytes whenever it is asked for. What a split payment took from the wallet is one
line.
"""

from collections.abc import Sequence
from functools import cache, partial
from io import BytesIO
from typing import Any, Final
from xml.sax.saxutils import escape

from reportlab.graphics.barcode.qr import QrCodeWidget
from reportlab.graphics.shapes import Drawing
from reportlab.lib import colors
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from jiaozi.clock import format_time, to_second
from jiaozi.ids import encode_id
from jiaozi.kinds import Instant
from jiaozi.money import format_minor
from jiaozi.statements.model import Line, Statement, joined
from jiaozi.statements.proof import Issue, digest_of
from jiaozi.statements.stamp import RADIUS, draw_stamp
from jiaozi.statements.words import why, word
from jiaozi.words import zh_of

CHINESE: Final = "STSong-Light"
LATIN: Final = "Helvetica"
_WIDTHS: Final = tuple(width * mm for width in (11, 36, 24, 40, 33, 21, 21))
_HEAD: Final = ("number", "time", "kind", "counterparty", "note", "amount", "balance")
_MARGIN: Final = 12 * mm
_SIZE: Final = 7.5
_LEADING: Final = 9.5
_PADDING: Final = 2
_LATIN_END: Final = 0xFF
_SYMBOL: Final = 26 * mm
_OPERATORS: Final = ("fee", "interest")
_BANKS: Final = ("load", "unload")
"""Whose the other side is that has no name of its own in a statement."""
_MISSING: Final = "〓"
"""What stands for a character that the Chinese font has not."""


def to_pdf(found: Statement, issue: Issue = Issue()) -> bytes:
    """The statement's PDF document."""
    out, lang = BytesIO(), issue.lang
    title = word("title" if found.complete else "interim_title", lang)
    operator = _operator(found, lang)
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=_MARGIN,
        rightMargin=_MARGIN,
        topMargin=_MARGIN,
        bottomMargin=18 * mm,
        title=f"{title} {encode_id('wal', found.wallet)} {found.first} {found.through}",
        author=operator,
        creator="Jiaozi",
        lang="zh-CN" if lang == "zh" else "en",
        invariant=1,
    )
    styles, lines = _styles(), joined(found.lines)
    story: list[Any] = [Paragraph(_set(title), styles["title"]), _facts(found, issue, len(lines)), Spacer(0, 5 * mm)]
    story += [Paragraph(_set(text), styles["text"]) for text in _notes(found, issue)]
    story += [Spacer(0, 3 * mm), _entries(lines, operator, lang) if lines else _nothing(lang)]
    story += [Spacer(0, 5 * mm), _proof(found, issue)] if issue.code else []

    def stamp(canvas: Any, _: Any) -> None:
        draw_stamp(canvas, A4[0] - _MARGIN - RADIUS, A4[1] - 6 * mm - RADIUS, operator, word("seal", lang), _font(lang))

    foot = f"{encode_id('wal', found.wallet)}  {found.first} / {found.through}  {issue.code}"
    canvas = partial(_Numbered, said=(foot, lang), dated=_pdf_date(found.until))
    document.build(story, onFirstPage=stamp, canvasmaker=canvas)
    return out.getvalue()


class _Numbered(Canvas):  # type: ignore[misc]
    """A canvas whose pages say how many there are."""

    def __init__(self, *given: Any, said: tuple[str, str], dated: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.setDateFormatter(lambda *_: dated)
        self._said, self._pages = said, list[dict[str, Any]]()

    def showPage(self) -> None:  # noqa: N802 - reportlab's name
        """Keeps a page until the last one is there."""
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        """Writes all pages, each with its foot."""
        foot, lang = self._said
        for number, page in enumerate(self._pages, 1):
            self.__dict__.update(page)
            self.setFont(_font(lang), 8)
            self.drawString(_MARGIN, 10 * mm, foot)
            said = word("page", lang).format(n=number, all=len(self._pages))
            self.drawRightString(A4[0] - _MARGIN, 10 * mm, said)
            super().showPage()
        super().save()


def _pdf_date(at: Instant) -> str:
    """ISO 32000-1, 7.9.4: `D:20220515235959+08'00'`."""
    digits = "".join(filter(str.isdigit, to_second(format_time(at))))
    return f"D:{digits}+08'00'"


def _operator(found: Statement, lang: str) -> str:
    return found.operator_zh if lang == "zh" else found.operator_en


def _font(lang: str) -> str:
    return CHINESE if lang == "zh" else LATIN


@cache
def _styles() -> dict[str, ParagraphStyle]:
    pdfmetrics.registerFont(UnicodeCIDFont(CHINESE))
    text = ParagraphStyle("text", fontName=LATIN, fontSize=9, leading=12)
    cell = ParagraphStyle("cell", parent=text, fontSize=_SIZE, leading=_LEADING, splitLongWords=True)
    return {
        "title": ParagraphStyle("title", parent=text, fontSize=16, leading=22, spaceAfter=15 * mm),
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


def _facts(found: Statement, issue: Issue, entries: int) -> Table:
    lang = issue.lang
    left = [
        *([("holder", issue.holder)] if issue.holder else []),
        ("wallet", encode_id("wal", found.wallet)),
        ("class", zh_of(found.wallet_class) if lang == "zh" else found.wallet_class),
        ("operator", _operator(found, lang)),
        ("period", f"{found.first} / {found.through}"),
        ("until", _time(found.until)),
    ]
    right = [
        *([("", "")] if issue.holder else []),
        ("opening", format_minor(found.opening_minor)),
        ("in", format_minor(found.in_minor)),
        ("out", format_minor(-found.out_minor)),
        ("closing" if found.complete else "so_far", format_minor(found.closing_minor)),
        ("entries", str(entries)),
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


def _notes(found: Statement, issue: Issue) -> list[str]:
    lang = issue.lang
    interim = [] if found.complete else [word("interim", lang).format(last=found.last)]
    changes = [
        word("regime", lang).format(at=_time(change.at), regime=word(change.regime, lang))
        for change in found.regime_changes
    ]
    return [*interim, *changes, *([] if issue.holder else [word("nameless", lang)])]


def _proof(found: Statement, issue: Issue) -> Table:
    """The code as text and as a symbol, the digest, and where to go with it."""
    lang = issue.lang
    where = f"{issue.where}/verify" if issue.where else word("verify_page", lang)
    texts = [
        f"{word('code', lang)}: {issue.code}",
        f"{word('digest', lang)}: {digest_of(found).hex()}",
        word("verify", lang).format(where=where),
    ]
    widget = QrCodeWidget(f"{where}/{issue.code}" if issue.where else issue.code, barLevel="M")
    left, low, right, high = widget.getBounds()
    scale = _SYMBOL / (right - left)
    drawing = Drawing(_SYMBOL, _SYMBOL, transform=[scale, 0, 0, _SYMBOL / (high - low), -left * scale, -low * scale])
    drawing.add(widget)
    cells = [[drawing, [Paragraph(_set(text), _styles()["text"]) for text in texts]]]
    table = Table(cells, colWidths=[_SYMBOL + 4 * mm, 182 * mm - _SYMBOL], hAlign="LEFT")
    table.setStyle(TableStyle([("VALIGN", (0, 0), (-1, -1), "MIDDLE"), ("LEFTPADDING", (0, 0), (0, -1), 0)]))
    return table


def _nothing(lang: str) -> Paragraph:
    return Paragraph(_set(word("none", lang)), _styles()["text"])


def _entries(lines: Sequence[Line], operator: str, lang: str) -> Table:
    styles = _styles()
    head = [Paragraph(_set(word(name, lang)), styles["number" if name in _HEAD[-2:] else "cell"]) for name in _HEAD]
    rows = [head, *(_row(line, operator, lang) for line in lines)]
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


def _row(line: Line, operator: str, lang: str) -> list[Paragraph | str]:
    """The cells of an entry: plain where a text in one script fits in one line, since paragraphs take far longer."""
    note = " ".join(part for part in (line.purpose, line.reference) if part)
    named = line.counterparty_zh if lang == "zh" else line.counterparty
    other = named or (operator if line.code in _OPERATORS else word("bank", lang) if line.code in _BANKS else "")
    return [
        str(line.number),
        _time(line.recorded_at),
        _cell(why(line.code, lang), 2, _font(lang)),
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
    """An instant for people."""
    return to_second(format_time(at_us))
