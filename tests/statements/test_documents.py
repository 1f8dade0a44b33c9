"""The three documents say the same as the statement, and so the same as each other."""

import csv
import io
import re
from codecs import BOM_UTF8
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from jiaozi.clock import DAY_US, HOUR_US, SECOND_US, china_midnight, format_time
from jiaozi.errors import Failure
from jiaozi.ids import encode_id
from jiaozi.kinds import JournalNo, TransferNo, WalletNo
from jiaozi.ledger.model import Code
from jiaozi.money import format_minor
from jiaozi.sheets import Cell, csv_bytes, exact, inert, yuan
from jiaozi.statements.camt import INTERIM_NAMESPACE, NAMESPACE, statement_id, to_camt053
from jiaozi.statements.csv_file import COLUMNS, to_csv
from jiaozi.statements.model import Line, RegimeChange, Statement
from jiaozi.statements.pdf import CHINESE, drawable, to_pdf
from jiaozi.statements.proof import Issue
from jiaozi.statements.words import LANGUAGES, word
from jiaozi.wallets.model import CLASS_NAMES
from jiaozi.words import zh_of
from tests.worlds.papers import pdf_text

XSD = Path(__file__).resolve().parents[3] / "shared/iso20022/xsd"
"""Beside the repository; no part of it."""
FIRST, LAST = date(2024, 2, 28), date(2024, 3, 1)
START = china_midnight(FIRST)
N = {"n": NAMESPACE}
OPENED = date(2024, 1, 1)
CODES = [Code(number).name.lower() for number in (3, 4, 5, 6, 8, 16, 17, 19, 20, 21)]
TEXTS = st.text("abcXYZ 09-_.,;:()#*äéß€“”·￥交子茶馆，。（）𠮷😀", max_size=40).map(str.strip)
LONG = st.text("=+-@'\"<>&;, 交子abc", min_size=1, max_size=64).map(str.strip)


@st.composite
def statements(draw: Any) -> Statement:
    """Any statement that could be built."""
    opening = draw(st.integers(0, 10**15))
    amounts, balance = [], opening
    for _ in range(draw(st.integers(0, 6))):
        amount = draw(st.integers(-balance, 10**15).filter(bool))
        amounts.append(amount)
        balance += amount
    balances = list(accumulate(amounts, initial=opening))[1:]
    lines = tuple(
        Line(
            number,
            TransferNo(number * 16),
            JournalNo(number * 16),
            START + number,
            draw(st.sampled_from([0, START - 5])),
            draw(st.sampled_from(CODES)),
            amount,
            after,
            draw(TEXTS),
            draw(TEXTS),
            draw(TEXTS),
            draw(LONG | TEXTS),
        )
        for number, (amount, after) in enumerate(zip(amounts, balances, strict=True), 1)
    )
    regimes = ("deposit_money", "m0_cash", "nonbank_full_reserve")
    changes = tuple(RegimeChange(START + 7 + n, regimes[n]) for n in range(draw(st.integers(0, 3))))
    bank = ("icbc", "Industrial & Commercial Bank", "中国工商银行")
    complete = draw(st.booleans())
    return Statement(
        WalletNo(4800), *bank, "IV", OPENED, FIRST, LAST, START + 10**9, complete, opening, balance, lines, changes
    )


def of_csv(document: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(document.decode("utf-8-sig"), newline="")))


@settings(max_examples=100, deadline=None)
@given(statements())
def test_opening_and_movements_make_closing_in_csv_and_camt_alike(found: Statement) -> None:
    rows = of_csv(to_csv(found))
    tree = body_of(to_camt053(found))

    def fen(text: str | None) -> int:
        assert text is not None
        text = exact(text)
        assert re.fullmatch(r"-?\d+\.\d\d", text)
        return int(text.replace(".", ""))

    last = "closing" if found.complete else "interim"
    assert [row["record"] for row in rows] == ["opening", *["entry"] * len(found.lines), last]
    opening, *entries, closing = rows
    total = fen(opening["balance"]) + sum(fen(row["amount"]) for row in entries)
    assert total == fen(closing["balance"]) == found.closing_minor
    signs = {"CRDT": 1, "DBIT": -1}
    xml = [signs[str(item.findtext("n:CdtDbtInd", "", N))] * fen(item.findtext("n:Amt", None, N))
           for item in tree.findall("n:Ntry", N)]  # fmt: skip
    assert xml == [fen(row["amount"]) for row in entries] == [line.amount_minor for line in found.lines]
    moment = "n:NtryDtls/n:TxDtls/n:RltdDts/n:TxDtTm"
    assert [item.findtext(moment, None, N) for item in tree.findall("n:Ntry", N)] == [
        row["recorded_at"] for row in entries
    ]
    balances = [fen(item.findtext("n:Amt", None, N)) for item in tree.findall("n:Bal", N)]
    assert balances == [fen(opening["balance"]), fen(closing["balance"])]
    assert fen(tree.findtext("n:TxsSummry/n:TtlCdtNtries/n:Sum", None, N)) == found.in_minor
    assert fen(tree.findtext("n:TxsSummry/n:TtlDbtNtries/n:Sum", None, N)) == found.out_minor
    told = [item.findtext("n:NtryDtls/n:TxDtls/n:RmtInf/n:Ustrd", "", N) for item in tree.findall("n:Ntry", N)]
    assert [inert(text or "") for text in told] == [row["reference"] for row in entries]


@settings(max_examples=60, deadline=None)
@given(statements())
def test_camt_053_is_valid_against_its_schema(found: Statement) -> None:
    valid_camt(to_camt053(found))


def body_of(document: bytes) -> ET.Element:
    """The statement or report of a document, its names read as those of a statement."""
    root = ET.fromstring(document.replace(INTERIM_NAMESPACE.encode(), NAMESPACE.encode()))
    return next(each for each in root[0] if each.tag in (f"{{{NAMESPACE}}}Stmt", f"{{{NAMESPACE}}}Rpt"))


def valid_camt(document: bytes) -> None:
    """Fails for a document that its schema does not allow."""
    if not XSD.exists():
        pytest.skip(f"the schemas of ISO 20022 are not at {XSD}")
    _schema("camt.053.001.08" if NAMESPACE.encode() in document else "camt.052.001.08").validate(document.decode())


@cache
def _schema(name: str) -> Any:
    return xmlschema.XMLSchema(str(XSD / f"{name}.xsd"))


def test_an_entry_of_camt_names_the_day_of_its_booking_in_china_and_no_number_that_is_not_its_own() -> None:
    """OCA's importer for Odoo reads `BookgDt/Dt` alone, and the first `NtryRef` as the account's number."""
    midnight = china_midnight(LAST)
    found = statement(line(1, recorded_at=midnight - 1), line(2, recorded_at=midnight, effective_at=START))
    for each in (found, found._replace(complete=False)):
        valid_camt(to_camt053(each))
        entries = body_of(to_camt053(each)).findall("n:Ntry", N)
        assert [item.findtext("n:BookgDt/n:Dt", None, N) for item in entries] == ["2024-02-29", "2024-03-01"]
        values = [format_time(midnight - 1), format_time(START)]
        assert [item.findtext("n:ValDt/n:DtTm", None, N) for item in entries] == values
        assert not any(item.findall("n:BookgDt/n:DtTm", N) or item.findall("n:NtryRef", N) for item in entries)


def test_interim_and_final_have_ids_of_their_own_and_grow() -> None:
    """Open, over but not settled, final: an importer that knows an id takes no other content for it."""
    day = {"first": FIRST, "last": FIRST, "complete": False}
    open_day = statement(**day, until=START + 60)
    stages = [
        open_day,
        statement(line(1), **day, until=START + 70),
        statement(line(1), line(2), **day, until=START + DAY_US),
        statement(line(1), line(2), first=FIRST, last=FIRST, until=START + DAY_US),
    ]
    bodies = [body_of(to_camt053(each)) for each in stages]
    for each, made in zip(stages, bodies, strict=True):
        valid_camt(to_camt053(each))
        assert made.findtext("n:Id", "", N) == statement_id(each)
        assert b"<MsgId>%s</MsgId>" % statement_id(each).encode() in to_camt053(each)
    assert [made.tag.endswith("Stmt") for made in bodies] == [False, False, False, True]
    assert len({statement_id(each) for each in stages}) == len(stages)
    numbers = [int(made.findtext("n:ElctrncSeqNb", "", N)) for made in bodies]
    assert numbers == [2024022800000, 2024022800001, 2024022800002, 2024022899999]
    assert [made.findtext("n:LglSeqNb", None, N) for made in bodies] == [None, None, None, "59"]
    following = statement(first=LAST, last=LAST, complete=False, until=china_midnight(LAST) + 1)
    assert int(body_of(to_camt053(following)).findtext("n:ElctrncSeqNb", "", N)) > numbers[-1]


def test_the_same_content_is_the_same_document_whenever_it_is_asked_for() -> None:
    for lines in ((), (line(1),)):
        asked = [statement(*lines, complete=False, until=START + later) for later in (10, 10**6, DAY_US)]
        assert len({to_camt053(each) for each in asked}) == 1
    renamed = statement(line(1, counterparty="Another name"), operator_en="Another bank")
    assert statement_id(renamed) == statement_id(statement(line(1)))
    other_wallet, other_days = statement(line(1), wallet=WalletNo(4816)), statement(line(1), last=FIRST)
    others = (other_wallet, other_days, statement(line(1, amount_minor=-6)), statement(line(1), opening_minor=99))
    assert len({statement_id(each) for each in (renamed, *others)}) == 5


def test_an_open_period_is_called_interim_and_dated_in_no_day_to_come() -> None:
    """The first of three days, at ten to seven in the evening."""
    asked_at = START + 18 * HOUR_US + 50 * 60 * SECOND_US
    found = statement(line(1), complete=False, until=asked_at)
    to_come = ("2024-02-29", "2024-03-01", "20240301")
    last = of_csv(to_csv(found))[-1]
    assert (last["record"], last["recorded_at"]) == ("interim", format_time(asked_at))
    assert not any(day in to_csv(found).decode() for day in to_come)
    edges = [each.findtext("n:Dt/n:Dt", "", N) for each in body_of(to_camt053(found)).findall("n:Bal", N)]
    assert edges == ["2024-02-28", "2024-02-28"]
    for lang, title, so_far in (("en", "interim", "Balance so far"), ("zh", "期间未结束", "当前余额")):
        text = pdf_text(to_pdf(found, Issue(lang)))
        assert title in text
        assert so_far in text
        assert f"{FIRST} / {FIRST}" in text
        assert text.count(str(LAST)) == 1  # where it says until when it is not over
        assert title not in pdf_text(to_pdf(statement(line(1)), Issue(lang)))


@settings(max_examples=25, deadline=None)
@given(statements(), st.sampled_from(LANGUAGES))
def test_the_pdf_shows_every_amount_balance_and_time(found: Statement, lang: str) -> None:
    text = pdf_text(to_pdf(found, Issue(lang)))
    shown = re.sub(r"\s", "", text)
    for line in found.lines:
        assert re.sub(r"\s", "", format_time(line.recorded_at)[:19].replace("T", "")) in shown
        assert format_minor(line.amount_minor) + format_minor(line.balance_minor) in shown
    assert format_minor(found.opening_minor) in shown
    assert format_minor(found.closing_minor) in shown
    assert encode_id("wal", found.wallet) in shown


def test_the_class_of_a_wallet_is_said_in_the_language_of_the_pdf() -> None:
    found = statement(line(1))
    assert found.wallet_class in CLASS_NAMES.values()
    for lang, said in (("en", found.wallet_class), ("zh", zh_of(found.wallet_class))):
        assert said in pdf_text(to_pdf(found, Issue(lang))).split()


def line(number: int, **given: Any) -> Line:
    first = Line(
        number,
        TransferNo(16),
        JournalNo(16),
        START + number,
        0,
        "payment",
        -5,
        95,
        "A shop",
        "一家店",
        "tea",
        "order-1",
    )
    return first._replace(**given)


def statement(*lines: Line, **given: Any) -> Statement:
    edge = (FIRST, LAST, START + 10**9, True)
    made = Statement(WalletNo(4800), "icbc", "ICBC", "中国工商银行", "IV", OPENED, *edge, 100, 100, lines, ())
    return made._replace(**given)


def test_a_finished_period_gives_the_same_bytes_again() -> None:
    found = statement(line(1))
    assert to_csv(found) == to_csv(found)
    assert to_camt053(found) == to_camt053(found)
    assert to_pdf(found) == to_pdf(found)


def test_a_long_statement_has_many_pages_with_the_head_on_each() -> None:
    found = statement(*(line(number, journal=JournalNo(16 * number)) for number in range(1, 201)))
    pages = PdfReader(io.BytesIO(to_pdf(found))).pages
    texts = [page.extract_text() for page in pages]
    assert len(texts) > 3
    assert all(
        "Other side" in text and f"page {number} of {len(texts)}" in text for number, text in enumerate(texts, 1)
    )
    assert sum(text.count("A shop") for text in texts) == 200


@pytest.mark.parametrize(
    ("text", "safe"),
    [
        ("=1+1", "'=1+1"),
        ("@x", "'@x"),
        ("-5", "'-5"),
        ("'a", "''a"),
        ("tea", "tea"),
        ("", ""),
        ("＝1+1", "'＝1+1"),
        ("＠x", "'＠x"),
        (" =1", "' =1"),
        ("\u3000=1", "'\u3000=1"),
        ("\t=1", "'\t=1"),
        ("a+1", "a+1"),
        ("\u22121+1", "'\u22121+1"),
        ("\ufe621", "'\ufe621"),
        ("\ufe63x", "'\ufe63x"),
        ("\uff0d1", "'\uff0d1"),
        ("\u20131", "'\u20131"),
        ("\u200b=1", "'\u200b=1"),
        ("\ufeff\uff1d1", "'\ufeff\uff1d1"),
        ("\x00=1", "'\x00=1"),
        ("\xa0\u3000@x", "'\xa0\u3000@x"),
        ("\u202e=1", "'\u202e=1"),
        ("\u3164=1", "'\u3164=1"),
        ("tea;=1+1", "tea;'=1+1"),
        ("tea; \u22121", "tea;' \u22121"),
        ("tea\n=1", "tea\n'=1"),
        ("tea; cake - 2", "tea; cake - 2"),
    ],
)
def test_no_text_becomes_a_formula(text: str, safe: str) -> None:
    assert inert(text) == safe
    assert of_csv(to_csv(statement(line(1, reference=text))))[1]["reference"] == safe
    assert exact(safe) == text


@pytest.mark.parametrize(
    "text",
    [
        *("12345678901234567890", "007", "1", "１２３４５６７８", "٠٠٧", "1E5", "10%", "1,234.50", "¥5", "①"),
        *("3/4", "2026-01-31", "5月3日", "3 May", "may-3", "Sept 1", "12:30", "9 a.m.", "上午9:30"),
        *("1-2", "2026-1", "1234567890123456", "9" * 65, "9" * 400, "1e+05", "2026-01-31T09:30"),
        *("2026-01-31t09:30:00.5Z", "Fri, 2 Jan 2026", "2026年1月2日 星期五", "CNY 5", "5USD"),
        *("TRUE", "false", " 007 ", "#N/A", "#n/a ", "#REF!", "#DIV/0!", "#NAME?", "#NUM!", "#VALUE!", "#NULL!"),
        *("＃N/A", "#GETTING_DATA", "#NV", "#BEZUG!", "#Н/Д", "#值!"),
    ],
)
def test_no_text_becomes_a_number_a_day_a_time_or_an_error(text: str) -> None:
    """Spreadsheets round numbers of more than 15 digits, take away zeros at the front, make days of `3/4`, and reckon
    with `#N/A`."""
    assert inert(text) == f"'{text}"
    assert exact(inert(text)) == text


@pytest.mark.parametrize(
    "text",
    [
        *("A-1", "3 teas", "二〇二六", "wal_0A1B2C3D4E5F6", "May", "e", "", "A 12", "Friday", "USD", "t", "5t"),
        *("T12:30", "#7 tea", "#tea", "# !", "#1 for you!", "true tea", "2022-05-15T12:00:00.000000+08:00"),
    ],
)
def test_what_is_no_value_stays_as_it_is(text: str) -> None:
    assert inert(text) == text


@pytest.mark.parametrize("sign", [1, -1])
def test_a_number_that_a_spreadsheet_would_round_is_a_text(sign: int) -> None:
    kept, longer = sign * 999_999_999_999_999, sign * 1_000_000_000_000_001
    cells: list[Cell] = [kept, yuan(kept), longer, yuan(longer), Decimal(longer) / 1000]
    (row,) = csv.reader(io.StringIO(csv_bytes([cells], bom=False).decode(), newline=""))
    assert row[:2] == [str(kept), str(yuan(kept))]
    assert row[2:] == [f"'{cell}" for cell in cells[2:]]


@settings(max_examples=300, deadline=None)
@given(st.text("=+-@'\t\r\n; ,.:/019e%#N!①٣＝May元\u200b\u3000", max_size=12))
def test_readers_that_are_no_spreadsheets_get_every_text_exactly(text: str) -> None:
    rows = csv.reader(io.StringIO(csv_bytes([(text, 5, FIRST)], bom=False).decode(), newline=""))
    (cell, number, day) = next(rows)
    assert (exact(cell), number, day) == (text, "5", "2024-02-28")


def test_a_byte_order_mark_stands_first_where_it_is_wanted() -> None:
    found = statement(line(1))
    assert to_csv(found) == BOM_UTF8 + to_csv(found, bom=False)


def test_a_text_of_nothing_but_line_ends_takes_no_longer_than_another() -> None:
    """Each of them may begin a cell, and each leaves no mark: whoever looks from each to the end never comes to one."""
    ends = "\r" * 400_000
    assert inert(f"{ends}x") == "'\r" * len(ends) + "x"


def test_csv_has_its_columns_and_plain_amounts() -> None:
    assert to_csv(statement()).decode("utf-8-sig").splitlines()[0] == ",".join(COLUMNS)
    opening, _, closing = of_csv(to_csv(statement(line(1), operator_en="=ICBC")))
    assert {(row["counterparty"], row["counterparty_zh"]) for row in (opening, closing)} == {("'=ICBC", "中国工商银行")}
    assert (str(yuan(-1_234_567)), str(yuan(5)), str(yuan(0))) == ("-12345.67", "0.05", "0.00")


def test_long_names_break_and_what_no_font_has_is_marked() -> None:
    name = "一家名字很长很长的茶馆" * 10
    found = statement(line(1, counterparty_zh=name, counterparty="W" * 120, reference="R" * 64, purpose="😀𠮷é交€☕"))
    for lang, shown in (("zh", name), ("en", "W" * 120)):
        text = re.sub(r"\s", "", pdf_text(to_pdf(found, Issue(lang))))
        assert shown in text
        assert "〓〓é交€〓" in text
        assert "R" * 64 in text
    assert drawable("\ud800x") == "〓x"


def test_characters_that_no_xml_may_have_are_left_out() -> None:
    tree = ET.fromstring(to_camt053(statement(line(1, counterparty="a\x00b\x0bc\ufffe", purpose="😀\ud800"))))
    assert [item.text for item in tree.iter(f"{{{NAMESPACE}}}Nm")] == ["ICBC", "abc"]
    assert [item.text for item in tree.iter(f"{{{NAMESPACE}}}AddtlTxInf")] == ["😀"]


def test_markup_in_a_text_stays_text() -> None:
    found = statement(line(1, counterparty="<b>&", purpose="</para>", reference="]]>"))
    assert "<b>&" in pdf_text(to_pdf(found))
    tree = ET.fromstring(to_camt053(found))
    assert [item.text for item in tree.iter(f"{{{NAMESPACE}}}Nm")] == ["ICBC", "<b>&"]


def test_every_word_is_in_both_languages_and_no_other() -> None:
    assert word("opening", "en") == "Opening balance"
    assert word("opening", "zh") == "期初余额"
    assert word("tea_ceremony", "zh") == "tea ceremony"
    with pytest.raises(Failure):
        word("opening", "fr")


def test_the_fonts_that_a_pdf_names_are_those_that_the_documentation_says_are_not_in_it() -> None:
    """A document whose font is embedded has a file of it; readers bring along Helvetica and the Chinese one."""
    named, embedded = set[str](), False
    for lang in LANGUAGES:
        for page in PdfReader(io.BytesIO(to_pdf(statement(line(1)), Issue(lang)))).pages:
            for font in page["/Resources"]["/Font"].values():  # type: ignore[index]
                whole = font.get_object()
                described = [each.get_object() for each in whole.get("/DescendantFonts", [whole])]
                named |= {str(each["/BaseFont"]).removeprefix("/").split("-UniGB")[0] for each in described}
                files = [name for each in described for name in each.get("/FontDescriptor", {}) if "FontFile" in name]
                embedded = embedded or bool(files)
    assert named == {"Helvetica", CHINESE}
    assert not embedded
