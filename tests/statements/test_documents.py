"""The three documents say the same as the statement, and so the same as each other."""

import csv
import io
import re
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pytest
import xmlschema
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from jiaozi.clock import china_midnight, format_time
from jiaozi.errors import Failure
from jiaozi.ids import encode_id
from jiaozi.kinds import JournalNo, TransferNo, WalletNo
from jiaozi.ledger.model import Code
from jiaozi.money import format_minor
from jiaozi.sheets import inert, yuan
from jiaozi.statements.camt import NAMESPACE, to_camt053
from jiaozi.statements.csv_file import COLUMNS, to_csv
from jiaozi.statements.model import Line, RegimeChange, Statement
from jiaozi.statements.pdf import drawable, to_pdf
from jiaozi.statements.words import LANGUAGES, word

XSD = Path(__file__).resolve().parents[3] / "shared/iso20022/xsd/camt.053.001.08.xsd"
"""Beside the repository; no part of it."""
FIRST, LAST = date(2024, 2, 28), date(2024, 3, 1)
START = china_midnight(FIRST)
N = {"n": NAMESPACE}
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
        WalletNo(4800), *bank, "IV", FIRST, LAST, START + 10**9, complete, opening, balance, lines, changes
    )


def of_csv(document: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(document.decode("utf-8-sig"), newline="")))


@settings(max_examples=100, deadline=None)
@given(statements())
def test_opening_and_movements_make_closing_in_csv_and_camt_alike(found: Statement) -> None:
    rows = of_csv(to_csv(found))
    tree = ET.fromstring(to_camt053(found)).find("n:BkToCstmrStmt/n:Stmt", N)
    assert tree is not None

    def fen(text: str | None) -> int:
        assert text is not None
        assert re.fullmatch(r"-?\d+\.\d\d", text)
        return int(text.replace(".", ""))

    assert [row["record"] for row in rows] == ["opening", *["entry"] * len(found.lines), "closing"]
    opening, *entries, closing = rows
    total = fen(opening["balance"]) + sum(fen(row["amount"]) for row in entries)
    assert total == fen(closing["balance"]) == found.closing_minor
    signs = {"CRDT": 1, "DBIT": -1}
    xml = [signs[str(item.findtext("n:CdtDbtInd", "", N))] * fen(item.findtext("n:Amt", None, N))
           for item in tree.findall("n:Ntry", N)]  # fmt: skip
    assert xml == [fen(row["amount"]) for row in entries] == [line.amount_minor for line in found.lines]
    assert [item.findtext("n:BookgDt/n:DtTm", None, N) for item in tree.findall("n:Ntry", N)] == [
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


def valid_camt(document: bytes) -> None:
    """Fails for a document that the schema does not allow."""
    if not XSD.exists():
        pytest.skip(f"the schema of ISO 20022 is not at {XSD}")
    _schema().validate(document.decode())


_SCHEMAS: list[Any] = []


def _schema() -> Any:
    if not _SCHEMAS:
        _SCHEMAS.append(xmlschema.XMLSchema(str(XSD)))
    return _SCHEMAS[0]


@settings(max_examples=25, deadline=None)
@given(statements(), st.sampled_from(LANGUAGES))
def test_the_pdf_shows_every_amount_balance_and_time(found: Statement, lang: str) -> None:
    text = pdf_text(to_pdf(found, lang))
    shown = re.sub(r"\s", "", text)
    for line in found.lines:
        assert re.sub(r"\s", "", format_time(line.recorded_at)[:19].replace("T", "")) in shown
        assert format_minor(line.amount_minor) + format_minor(line.balance_minor) in shown
    assert format_minor(found.opening_minor) in shown
    assert format_minor(found.closing_minor) in shown
    assert encode_id("wal", found.wallet) in shown


def pdf_text(document: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(document)).pages)


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
    made = Statement(WalletNo(4800), "icbc", "ICBC", "中国工商银行", "IV", *edge, 100, 100, lines, ())
    return made._replace(**given)


def test_a_finished_period_gives_the_same_bytes_again() -> None:
    found = statement(line(1))
    for make in (to_csv, to_camt053, to_pdf):
        assert make(found) == make(found)


def test_a_long_statement_has_many_pages_with_the_head_on_each() -> None:
    found = statement(*(line(number) for number in range(1, 201)))
    pages = PdfReader(io.BytesIO(to_pdf(found))).pages
    texts = [page.extract_text() for page in pages]
    assert len(texts) > 3
    assert all("Other side" in text and f"Page {number}" in text for number, text in enumerate(texts, 1))
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
        ("1+1", "1+1"),
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
        text = re.sub(r"\s", "", pdf_text(to_pdf(found, lang)))
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
