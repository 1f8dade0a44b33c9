"""What a core's file says is read as the bank means it, and a file that is hostile, damaged or another's is refused
without a word of it."""

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiaozi import texts
from jiaozi.cli.chinese import usage_zh
from jiaozi.clock import DAY_US, HOUR_US, china_midnight
from jiaozi.ids import encode_id
from jiaozi.reconciliation import core_csv, core_file
from jiaozi.reconciliation.core_file import Announced, CoreFiles, Form
from jiaozi.reconciliation.model import CoreLine, FileInvalid
from jiaozi.statements.camt import to_camt053
from tests.statements.test_documents import line, statement

DAY = date(2026, 1, 31)
HEAD = "day,time,side,yuan,reference,core_reference\n"
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes a file."""

    def make(content: str | bytes, name: str = "core.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return path

    return make


def read(*paths: Path) -> list[CoreLine]:
    """All entries of a statement."""
    return list(CoreFiles(paths, DAY, core_file.form_of(paths[0])).lines())


def announced(path: Path, form: Form) -> Announced:
    """What the import of a file announces."""
    return CoreFiles([path], DAY, form).announced()


def test_the_template_is_a_file_that_can_be_imported(write: Write) -> None:
    path = write(core_csv.TEMPLATE)
    first, second = read(path)
    assert (first.side, first.minor, first.reference) == ("credit", 100_000, "jnl_0A1B2C3D4E5F6")
    assert (second.side, second.minor, second.at) == ("debit", 1_999, 0)
    assert announced(path, "csv")[1:] == (2, 100_000, 1_999, "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_heads_and_words_in_chinese_are_read_in_every_encoding_of_banks(write: Write, encoding: str) -> None:
    text = (
        '日期,时间,借贷,金额,业务参考号,核心流水号\n20260131,10:00,贷,1.5,工资,甲1\n2026-01-31,,借方,"1,000.00",,甲2\n'
    )
    one, two = read(write(text, encoding=encoding))
    assert (one.side, one.minor, one.reference, one.core_reference) == ("credit", 150, "工资", "甲1")
    assert (two.side, two.minor) == ("debit", 100_000)
    assert one.at == core_csv.instant_of("2026-01-31T10:00:00+08:00", DAY)


WRONG = {
    "no head": "2026-01-31,,credit,1,,\n",
    "another head": "day,time\n",
    "another day": HEAD + "2026-01-30,,credit,1,,\n",
    "a column too many": HEAD + "2026-01-31,,credit,1,,,x\n",
    "a column more than the head": HEAD + "2026-01-31,,credit,1,,,\n",
    "an amount without its quotes": HEAD + "2026-01-31,,credit,1,000.00,,\n",
    "an amount without its quotes in a short row": HEAD + "2026-01-31,,credit,¥1,000.00\n",
    "cut off in an amount": HEAD + "2026-01-31,,credit,1",
    "the day as Americans write it": HEAD + "1/31/2026,,credit,1,,\n",
    "a day of two signs": HEAD + "2026/1-31,,credit,1,,\n",
    "a year of two digits": HEAD + "26/1/31,,credit,1,,\n",
    "an amount that is rounded": HEAD + "2026-01-31,,credit,1.00E+05,,\n",
    "a reference that is rounded": HEAD + "2026-01-31,,credit,1,2.02601E+16,\n",
    "a reference that did not fit": HEAD + "2026-01-31,,credit,1,,########\n",
    "a reference that was taken for a formula": HEAD + "2026-01-31,,credit,1,#NAME?,\n",
    "half a character of UTF-16": (HEAD + "2026-01-31,,credit,1,,\n").encode("utf-16") + b"x",
    "nothing of an amount": HEAD + "2026-01-31,,credit,0,,\n",
    "below zero": HEAD + "2026-01-31,,credit,-1,,\n",
    "a third of a fen": HEAD + "2026-01-31,,credit,0.333,,\n",
    "an exponent": HEAD + "2026-01-31,,credit,1e3,,\n",
    "no side": HEAD + "2026-01-31,,,1,,\n",
    "no time": HEAD + "2026-01-31,25:00,credit,1,,\n",
    "a long reference": HEAD + f"2026-01-31,,credit,1,{'x' * 65},\n",
    "a reference of two lines": HEAD + '2026-01-31,,credit,1,"a\nb",\n',
    "a quote that is not closed": HEAD + '2026-01-31,,credit,1,"a,\n',
    "a long line": HEAD + "2026-01-31,,credit,1," + "x" * 5_000 + ",\n",
    "a NUL": HEAD + "2026-01-31,,credit,1,a\0,\n",
    "neither encoding": HEAD.encode() + b"2026-01-31,,credit,1,\xff\xff,\n",
    "an empty file": "",
}


@pytest.mark.parametrize("content", WRONG.values(), ids=WRONG.keys())
def test_a_csv_that_is_wrong_is_refused_and_not_repeated(write: Write, content: str | bytes) -> None:
    with pytest.raises(FileInvalid) as caught:
        announced(write(content), "csv")
    assert "xxx" not in str(caught.value)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("31/1/2026,,credit,1,,", "line 2: a day such as 2026-01-31, is needed"),
        ("2026-01-30,,credit,1,,", "line 2: 2026-01-30, which is another day"),
        ("2026-01-31,25:00,credit,1,,", "line 2: a time such as 10:00:00, or none, is needed"),
        ("2026-01-31,2026-01-31T10:00:00-14:00,credit,1,,", "line 2: a time such as 10:00:00, or none, is needed"),
        ("2026-01-31,2026-01-30T23:59:59,credit,1,,", "line 2: a time such as 10:00:00, or none, is needed"),
        ("2026-01-31,,both,1,,", "line 2: a side: credit or debit, is needed"),
        ("2026-01-31,,credit,x,,", "line 2: an amount in yuan such as 1,000.00, is needed"),
    ],
)
def test_the_field_that_is_wrong_is_named_in_both_languages(write: Write, row: str, said: str) -> None:
    with pytest.raises(FileInvalid) as caught:
        announced(write(HEAD + row + "\n"), "csv")
    assert str(caught.value) == said
    zh = usage_zh(said)
    assert zh.startswith("第 2 行：")
    assert not re.search("[a-z]{3}", zh)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_the_template_is_read_as_a_spreadsheet_saves_it(write: Write, encoding: str, delimiter: str, end: str) -> None:
    """Rows of nothing follow, columns of nothing come and go, and days, times and amounts are shown in other ways."""
    rows = [
        ["日期", "时间", "借贷", "金额", "业务参考号", "核心流水号", ""],
        ["2026/1/31", "9:05", "贷", "¥1,000.00", "甲", "", ""],
        ["2026年1月31日", "9:05:07", "借方", " 20.5 ", "", "乙"],
        ["2026.01.31", "2026/1/31 9:05", "C", "3"],
        ["", "", "", "", "", ""],
        [""],
        ["'2026-1-31", "", "d", "￥4", "'20260131123456789", "'2.02601E+16", ""],
        [" "] * 6,
        [""] * 7,
    ]
    text = "".join(delimiter.join(f'"{cell}"' if delimiter in cell else cell for cell in row) + end for row in rows)
    mark = "\ufeff" if encoding in ("utf-16-le", "utf-16-be") else ""
    found = read(write(mark + text, encoding=encoding))
    assert [each.signed_minor for each in found] == [100_000, -2_050, 300, -400]
    assert [each.at for each in found] == [core_csv.instant_of(at, DAY) for at in ("09:05", "09:05:07", "09:05", "")]
    assert [each.reference for each in found] == ["甲", "", "", "20260131123456789"]
    assert [each.core_reference for each in found] == ["", "乙", "", "2.02601E+16"], "marked, so it is meant"


def test_a_number_that_a_spreadsheet_has_rounded_is_refused_with_its_line(write: Write) -> None:
    path = write(HEAD + "2026-01-31,,credit,1,,\n,,,,,\n2026-01-31,,credit,1,,2.02601E+16\n")
    with pytest.raises(FileInvalid, match="line 4: core_reference was lost by a spreadsheet"):
        announced(path, "csv")


def camt(
    entries: str, version: str = "08", more: str = "", head: str = '<?xml version="1.0" encoding="UTF-8"?>'
) -> str:
    """A camt.053 of one statement."""
    space = f"urn:iso:std:iso:20022:tech:xsd:camt.053.001.{version}"
    account = "<Acct><Id><Othr><Id>1001</Id></Othr></Id></Acct>"
    body = f"<Stmt><Id>1</Id>{account}{more}{entries}</Stmt>"
    message = f"<BkToCstmrStmt><GrpHdr><MsgId>1</MsgId></GrpHdr>{body}</BkToCstmrStmt>"
    return f'{head}<Document xmlns="{space}">{message}</Document>'


def ntry(yuan: str, side: str = "CRDT", details: str = "", **given: str) -> str:
    """An entry of a camt.053."""
    said: dict[str, str] = {"Sts": "<Cd>BOOK</Cd>", "BookgDt": "<Dt>2026-01-31</Dt>", "Ccy": "CNY"} | given
    return (
        f'<Ntry><Amt Ccy="{said["Ccy"]}">{yuan}</Amt><CdtDbtInd>{side}</CdtDbtInd><Sts>{said["Sts"]}</Sts>'
        f"<BookgDt>{said['BookgDt']}</BookgDt><AcctSvcrRef>S1</AcctSvcrRef>{details}</Ntry>"
    )


def part(reference: str, yuan: str = "", version: str = "08") -> str:
    """A transaction of an entry."""
    amount = f'<Amt Ccy="CNY">{yuan}</Amt>' if yuan else ""
    if version == "02" and yuan:
        amount = f"<AmtDtls><TxAmt>{amount}</TxAmt></AmtDtls>"
    return f"<TxDtls><Refs><EndToEndId>{reference}</EndToEndId></Refs>{amount}</TxDtls>"


def balance(kind: str, yuan: str, side: str = "CRDT") -> str:
    """A balance of a statement."""
    code = f"<Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp>"
    return f'<Bal>{code}<Amt Ccy="CNY">{yuan}</Amt><CdtDbtInd>{side}</CdtDbtInd></Bal>'


@pytest.mark.parametrize(("version", "status"), [("02", "BOOK"), ("08", "<Cd>BOOK</Cd>")])
def test_camt_of_both_versions_says_side_amount_and_references(write: Write, version: str, status: str) -> None:
    details = f"<NtryDtls>{part('jnl_1')}</NtryDtls>"
    moment = "<DtTm>2026-01-31T10:00:00+08:00</DtTm>"
    text = camt(ntry("12.5", details=details, Sts=status, BookgDt=moment) + ntry("3", "DBIT", Sts=status), version)
    one, two = read(write(text, "core.xml"))
    assert (one.side, one.minor, one.reference, one.core_reference) == ("credit", 1_250, "jnl_1", "S1")
    assert one.at == core_csv.instant_of("10:00", DAY)
    assert (two.side, two.minor, two.reference, two.at) == ("debit", 300, "", 0)


@pytest.mark.parametrize("version", ["02", "08"])
def test_an_entry_of_several_transactions_is_these_when_they_add_up_to_it(write: Write, version: str) -> None:
    details = f"<NtryDtls>{part('a', '1', version)}{part('NOTPROVIDED', '2.50', version)}</NtryDtls>"
    status = "BOOK" if version == "02" else "<Cd>BOOK</Cd>"
    split = read(write(camt(ntry("3.50", details=details, Sts=status), version), "core.xml"))
    whole = read(write(camt(ntry("3.60", details=details, Sts=status), version), "core.xml"))
    assert [(each.minor, each.reference) for each in split] == [(100, "a"), (250, "")]
    assert [(each.minor, each.reference) for each in whole] == [(360, "")]


def test_only_booked_entries_count(write: Write) -> None:
    text = camt(ntry("1", Sts="<Cd>PDNG</Cd>") + ntry("2") + ntry("3", Sts="<Cd>INFO</Cd>"))
    assert [each.minor for each in read(write(text, "core.xml"))] == [200]


def test_our_own_camt_is_read_too(write: Write) -> None:
    at = china_midnight(DAY) + HOUR_US
    moved = [line(1, amount_minor=-250, recorded_at=at), line(2, amount_minor=1, recorded_at=at)]
    edges = {"first": DAY, "last": DAY, "until": at + DAY_US, "opening_minor": 1_000, "closing_minor": 751}
    path = write(to_camt053(statement(*moved, **edges)), "core.xml")
    assert [(each.signed_minor, each.at) for each in read(path)] == [(-250, at), (1, at)]
    assert announced(path, "camt053").core_account == texts.identifier(encode_id("wal", 4800))


SUPPLEMENT = f'<SplmtryData><Envlp><x xmlns="urn:bank"><y z="1">{"s" * 10_000}</y></x></Envlp></SplmtryData>'
BAG = '<Ntry xmlns="urn:bank"><Amt Ccy="CNY">9</Amt></Ntry>'


@pytest.mark.parametrize("text", [
    camt(ntry("1", details=SUPPLEMENT)),
    camt(ntry("1")).replace("</Stmt>", f"{SUPPLEMENT}</Stmt>"),
    camt(ntry("1")).replace("</BkToCstmrStmt>", f"{SUPPLEMENT}</BkToCstmrStmt>"),
    camt(ntry("1") + BAG),
    camt(ntry("1", details=f"<NtryDtls>{BAG}</NtryDtls>")),
    camt(ntry("1", details=f"<AddtlNtryInf>{'s' * 10_000}</AddtlNtryInf>")),
])  # fmt: skip
def test_what_a_bank_adds_of_its_own_is_passed_over(write: Write, text: str) -> None:
    assert [each.minor for each in read(write(text, "core.xml"))] == [100]


@pytest.mark.parametrize("yuan", ["10", "10.", "+10.00", "010.00", "00000000000000010.00", "10.00000", "\n 10.0 \n"])
def test_an_amount_is_any_decimal_of_xml(write: Write, yuan: str) -> None:
    more = balance("OPBD", "-0") + balance("CLBD", yuan)
    assert [each.minor for each in read(write(camt(ntry(yuan), more=more), "core.xml"))] == [1_000]
    assert [each.minor for each in read(write(camt(ntry(".50") + ntry("+.5")), "core.xml"))] == [50, 50]


FOREIGN = "<AmtDtls><TxAmt><Amt Ccy='EUR'>1.50</Amt></TxAmt></AmtDtls>"
OWN, OTHER = "<Amt Ccy='CNY'>10</Amt>", "<Amt Ccy='EUR'>1.50</Amt>"


@pytest.mark.parametrize("amounts", [OWN + FOREIGN, OTHER, FOREIGN, OTHER + FOREIGN.replace("EUR", "CNY")])
@pytest.mark.parametrize("parts", [1, 2])
def test_what_the_payment_beneath_was_in_another_currency_is_passed_over(
    write: Write, amounts: str, parts: int
) -> None:
    """An entry of several whose amounts are not known in yuan is one entry."""
    one = f"<TxDtls><Refs><EndToEndId>E</EndToEndId></Refs>{amounts}</TxDtls>"
    found = read(write(camt(ntry("10", details=f"<NtryDtls>{one * parts}</NtryDtls>")), "core.xml"))
    assert [(each.minor, each.reference) for each in found] == [(1_000, "E" if parts == 1 else "")]


def test_what_is_not_booked_or_no_edge_may_be_in_another_currency(write: Write) -> None:
    more = "".join(balance(kind, "99").replace("CNY", "EUR") for kind in ("CLAV", "FWAV", "ITBD"))
    pending = ntry("7", Ccy="EUR", Sts="<Cd>PDNG</Cd>")
    assert [each.minor for each in read(write(camt(pending + ntry("1"), more=more), "core.xml"))] == [100]
    with pytest.raises(FileInvalid, match="not in CNY"):
        read(write(camt(ntry("1"), more=balance("OPBD", "5").replace("CNY", "EUR")), "core.xml"))


def stmt(number: str, *balances: str, entries: str = "") -> str:
    """A further statement of the account."""
    account = "<Acct><Id><Othr><Id>1001</Id></Othr></Id></Acct>"
    return f"<Stmt><Id>{number}</Id>{account}{''.join(balances)}{entries}</Stmt>"


def several(*statements: str) -> str:
    """A camt.053 of several statements."""
    return camt("").replace(stmt("1"), "".join(statements))


def test_a_statement_that_comes_twice_does_not_double_the_day(write: Write) -> None:
    edges = (balance("OPBD", "5"), balance("CLBD", "6"))
    with pytest.raises(FileInvalid, match="one statement is in it twice"):
        read(write(several(*[stmt("1", entries=ntry("1"))] * 2), "core.xml"))
    with pytest.raises(FileInvalid, match="one statement is in it twice"):
        read(write(several(*[stmt("1", *edges, entries=ntry("1"))] * 2), "core.xml"))
    with pytest.raises(FileInvalid, match="do not follow one another"):
        read(write(several(*(stmt(number, *edges, entries=ntry("1")) for number in "12")), "core.xml"))


def test_statements_of_one_account_that_follow_one_another_are_one_day_in_any_order(write: Write) -> None:
    first = stmt("1", balance("OPBD", "5"), balance("CLBD", "6"), entries=ntry("1"))
    then = stmt("2", balance("OPBD", "6"), balance("CLBD", "4"), entries=ntry("2", "DBIT"))
    last = stmt("3", balance("PRCD", "4"), balance("CLBD", "5"), entries=ntry("1"))
    assert [each.signed_minor for each in read(write(several(first, then, last), "core.xml"))] == [100, -200, 100]
    assert len(read(write(several(last, then, first), "core.xml"))) == 3
    assert len(read(write(several(stmt("1", entries=ntry("1")), stmt("2", entries=ntry("2"))), "core.xml"))) == 2
    with pytest.raises(FileInvalid, match="do not follow one another"):
        read(write(several(first, last.replace("4</Amt>", "3</Amt>").replace("5</Amt>", "4</Amt>")), "core.xml"))


def page(number: int, *, last: bool, of: str = "Stmt") -> str:
    """Which page of a statement or a message it is."""
    return f"<{of}Pgntn><PgNb>{number}</PgNb><LastPgInd>{'true' if last else 'false'}</LastPgInd></{of}Pgntn>"


def paged(number: int, *balances: str, last: bool, yuan: str) -> str:
    """A page of statement 1."""
    return stmt("1", page(number, last=last), *balances, entries=ntry(yuan))


PAGES = (
    paged(1, balance("OPBD", "5"), balance("CLBD", "6"), last=False, yuan="1"),
    paged(2, balance("OPBD", "6"), balance("CLBD", "8"), last=False, yuan="2"),
    paged(3, balance("OPBD", "8"), balance("CLBD", "11"), last=True, yuan="3"),
)


def test_a_page_of_a_statement_is_not_taken_for_the_day(write: Write) -> None:
    for wrong in (PAGES[:1], PAGES[:2], PAGES[1:], PAGES[2:], PAGES[::-1], (PAGES[0], PAGES[2]), (*PAGES, PAGES[2])):
        with pytest.raises(FileInvalid, match=r"page \d (is missing|has to come)"):
            read(write(several(*wrong), "core.xml"))
    with pytest.raises(FileInvalid, match="page 2 is missing"):
        read(write(several(stmt("1", page(1, last=False), entries=ntry("1"))), "core.xml"))
    with pytest.raises(FileInvalid, match="page 1 has to come"):
        read(write(several(stmt("1", page(1, last=True).replace(">1<", ">one<"), entries=ntry("1"))), "core.xml"))


def test_a_statement_of_pages_is_one_in_one_file_or_in_several(write: Write) -> None:
    files = [write(several(each), f"{number}.xml") for number, each in enumerate(PAGES)]
    together = write(several(*PAGES), "core.xml")
    for paths in (files, [together]):
        assert [each.minor for each in read(*paths)] == [100, 200, 300]
    said = CoreFiles(files, DAY, "camt053").announced()
    assert said[1:] == announced(together, "camt053")[1:] == (3, 600, 0, "1001")
    short = write(several(PAGES[1].replace(ntry("2"), "")), "short.xml")
    with pytest.raises(FileInvalid, match="do not lead from its opening balance"):
        read(files[0], short, files[2])


@pytest.mark.parametrize("numbers", ["11", "12"])
def test_a_message_of_pages_is_one_with_all_of_them(write: Write, numbers: str) -> None:
    """Whether they are pages of one statement, or a statement each."""
    texts = [
        several(stmt(each, entries=ntry("1"))).replace("</GrpHdr>", f"{page(n, last=n == 2, of='Msg')}</GrpHdr>")
        for n, each in enumerate(numbers, 1)
    ]
    first, second = (write(text, f"{n}.xml") for n, text in enumerate(texts))
    assert len(read(first, second)) == 2
    for wrong in ([first], [second], [second, first], [first, first]):
        with pytest.raises(FileInvalid, match="page"):
            read(*wrong)


def test_a_file_that_is_named_twice_is_refused(write: Write) -> None:
    one, two = write(HEAD + "2026-01-31,,credit,1,,\n"), write(HEAD + "2026-01-31,,credit,2,,\n", "two.csv")
    assert CoreFiles([one, two], DAY, "csv").announced()[1:] == (2, 300, 0, "")
    with pytest.raises(FileInvalid, match="twice"):
        CoreFiles([one, two, one], DAY, "csv").announced()


@pytest.mark.parametrize(
    ("account", "expected"),
    [
        ("<Id><Othr><Id>6222 0001-2</Id></Othr></Id><Ccy>CNY</Ccy>", "622200012"),
        ("<Id><IBAN>de89 3704</IBAN></Id>", "DE893704"),
        ("<Nm>x</Nm>", ""),
    ],
)
def test_the_account_that_a_statement_names_is_told(write: Write, account: str, expected: str) -> None:
    text = camt(ntry("1")).replace("<Id><Othr><Id>1001</Id></Othr></Id>", account)
    assert announced(write(text, "core.xml"), "camt053").core_account == expected


@pytest.mark.parametrize("given", ["<Dt>2026-01-31</Dt>", "<DtTm>2026-01-30T18:30:00Z</DtTm>"])
def test_an_entry_that_names_the_day_of_its_value_alone_is_of_that_day(write: Write, given: str) -> None:
    def of(day: str) -> Path:
        text = camt(ntry("1")).replace("<BookgDt><Dt>2026-01-31</Dt></BookgDt>", f"<ValDt>{day}</ValDt>")
        return write(text, "core.xml")

    (found,) = read(of(given))
    assert bool(found.at) == ("DtTm" in given)
    with pytest.raises(FileInvalid, match="entry 1: another day"):
        read(of(given.replace("01-3", "01-2")))
    with pytest.raises(FileInvalid, match="entry 1: neither BookgDt nor ValDt"):
        read(of(""))


@pytest.mark.parametrize("yuan", ["", ".", "+", "-", "+-1", "1.0.0", "1,00", "١", "1.005", "-0.01", "9" * 14, "NaN"])
def test_what_is_no_decimal_or_no_amount_is_refused(write: Write, yuan: str) -> None:
    with pytest.raises(FileInvalid, match="entry 1: an amount"):
        announced(write(camt(ntry(yuan)), "core.xml"), "camt053")


def test_camt_in_an_encoding_of_china_is_read(write: Write) -> None:
    head = '<?xml version="1.0" encoding="GB18030"?>'
    text = camt(ntry("1", details=f"<NtryDtls>{part('工资')}</NtryDtls>"), head=head)
    assert [each.reference for each in read(write(text, "core.xml", "gb18030"))] == ["工资"]


BOMB = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10 if n else "x" * 10}">' for n in range(10))
HOSTILE: dict[str, Any] = {
    "entities that grow": camt(ntry("1"), head=f"<!DOCTYPE Document [{BOMB}]>").replace("S1", "&e9;"),
    "an entity from a file": camt(ntry("1"), head='<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>').replace(
        "S1", "&x;"
    ),
    "a document type from elsewhere": camt(ntry("1"), head='<!DOCTYPE d SYSTEM "http://example.com/x.dtd">'),
    "nested without end": camt("<a>" * 100_000),
    "a text without end": camt(ntry("1")).replace("S1", "x" * 10_000),
    "an attribute without end": camt(ntry("1", Ccy="x" * 3_000_000)),
    "cut off": camt(ntry("1"))[:-30],
    "another message": camt(ntry("1"), version="03"),
    "no statement": '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"/>',
    "no XML": "day,time",
    "nothing": "",
    "another day": camt(ntry("1", BookgDt="<Dt>2026-01-30</Dt>")),
    "no day": camt(ntry("1", BookgDt="")),
    "an account in another currency": camt(ntry("1")).replace("</Acct>", "<Ccy>HKD</Ccy></Acct>"),
    "a number of an account without end": camt(ntry("1")).replace("1001", "1" * 65),
    "another currency": camt(ntry("1", Ccy="USD")),
    "no side": camt(ntry("1", side="X")),
    "below zero": camt(ntry("-1")),
    "a third of a fen": camt(ntry("1.005")),
    "an exponent": camt(ntry("1e3")),
    "balances that do not fit": camt(ntry("1"), more=balance("OPBD", "5") + balance("CLBD", "5")),
    "two accounts": camt(ntry("1")).replace(
        "</Stmt>", "</Stmt><Stmt><Acct><Id><Othr><Id>1002</Id></Othr></Id></Acct></Stmt>"
    ),
    "another encoding than it says": camt(ntry("1"), head='<?xml version="1.0" encoding="GBK"?>').encode() + b"\xff",
    "an encoding that nobody knows": camt(ntry("1"), head='<?xml version="1.0" encoding="EBCDIC-X"?>'),
}


@pytest.mark.parametrize("content", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_camt_that_is_hostile_damaged_or_another_s_is_refused(write: Write, content: str | bytes) -> None:
    with pytest.raises(FileInvalid) as caught:
        announced(write(content, "core.xml"), "camt053")
    assert "root" not in str(caught.value)


TWO = '<Amt Ccy="CNY">999.00</Amt>'
PLAIN = ntry("1.00")
NO_SCHEMA = {
    "two amounts": (PLAIN.replace("<CdtDbtInd>", f"{TWO}<CdtDbtInd>"), "entry 1: Amt"),
    "two amounts of two currencies": (PLAIN.replace("<Amt", '<Amt Ccy="EUR">1.00</Amt><Amt', 1), "entry 1: Amt"),
    "an amount with an element in it": (PLAIN.replace("1.00", "1<X/>2.00"), "entry 1: an element in Amt"),
    "an amount with another's element in it": (PLAIN.replace("1.00", '1<b xmlns="urn:b"/>2.00'), "entry 1"),
    "two sides": (PLAIN.replace("<Sts>", "<CdtDbtInd>DBIT</CdtDbtInd><Sts>"), "entry 1: CdtDbtInd"),
    "two states": (PLAIN.replace("<Sts>", "<Sts><Cd>PDNG</Cd></Sts><Sts>"), "entry 1: Sts"),
    "two states in one": (ntry("1.00", Sts="PDNG<Cd>BOOK</Cd>"), "entry 1"),
    "two states in one, the other way round": (ntry("1.00", Sts="<Cd>BOOK</Cd>PDNG"), "entry 1: Sts"),
    "no state": (PLAIN.replace("<Sts><Cd>BOOK</Cd></Sts>", ""), "entry 1: Sts"),
    "an empty state": (ntry("1.00", Sts=""), "entry 1: Sts"),
    "a state of the bank's own": (ntry("1.00", Sts="<Prtry>BOOK</Prtry>"), "entry 1: Sts"),
    "a state that there is not": (ntry("1.00", Sts="<Cd>book</Cd>"), "entry 1: Sts"),
    "a date with more": (ntry("1.00", BookgDt="<Dt>2026-01-31garbage</Dt>"), "entry 1: its date"),
    "a date of a week": (ntry("1.00", BookgDt="<Dt>2026-W05-6</Dt>"), "entry 1: its date"),
    "two dates": (ntry("1.00", BookgDt="<Dt>2026-01-31</Dt><Dt>2026-01-31</Dt>"), "entry 1: BookgDt/Dt"),
    "a date and a time": (
        ntry("1.00", BookgDt="<Dt>2026-01-31</Dt><DtTm>2026-01-30T10:00:00+08:00</DtTm>"),
        "entry 1: a date has",
    ),
    "two references": (PLAIN.replace("</Ntry>", "<AcctSvcrRef>S2</AcctSvcrRef></Ntry>"), "entry 1: AcctSvcrRef"),
    "an entry in an entry": (PLAIN + PLAIN.replace("</Ntry>", f"{PLAIN}</Ntry>"), "entry 2: Ntry"),
    "a statement in a statement": (f"<Stmt>{PLAIN}</Stmt>", "statement 1: Stmt"),
    "two opening balances": (balance("OPBD", "0.00") + balance("OPBD", "4.00") + PLAIN, "statement 1: OPBD"),
    "a balance of two amounts": (balance("OPBD", "0.00").replace("</Bal>", f"{TWO}</Bal>"), "statement 1: Amt"),
    "two accounts": ("<Acct><Id><Othr><Id>1002</Id></Othr></Id></Acct>" + PLAIN, "statement 1: Acct"),
}


@pytest.mark.parametrize(("entries", "where"), NO_SCHEMA.values(), ids=NO_SCHEMA.keys())
def test_a_camt_that_no_schema_allows_is_refused_with_the_place(write: Write, entries: str, where: str) -> None:
    with pytest.raises(FileInvalid, match=f"^{where}"):
        read(write(camt(entries), "core.xml"))


@pytest.mark.parametrize("given", ["2026-01-31", "2026-01-31Z", "2026-01-31+08:00"])
def test_a_date_of_xml_may_name_its_zone(write: Write, given: str) -> None:
    assert len(read(write(camt(ntry("1.00", BookgDt=f"<Dt>{given}</Dt>")), "core.xml"))) == 1


@pytest.mark.parametrize("name", ["GB18030", "gbk", "GB2312", "cp936", "CP936", "MS936", "EUC-CN", "EUC_CN"])
@pytest.mark.parametrize("equals", ["=", " = ", "\n="])
def test_the_encodings_of_china_are_read_by_each_of_their_names(write: Write, name: str, equals: str) -> None:
    head = f"<?xml version='1.0' encoding{equals}'{name}'?><!-- 余额 -->"
    assert [each.minor for each in read(write(camt(ntry("1.00"), head=head).encode("gb18030"), "core.xml"))] == [100]


@pytest.mark.parametrize(
    "name", ["utf-7", "big5", "shift_jis", "euc-jp", "utf-32", "undefined", "idna", "punycode", "hex", "nothing"]
)
def test_an_encoding_that_the_parser_does_not_know_is_refused(write: Write, name: str) -> None:
    with pytest.raises(FileInvalid):
        read(write(camt(ntry("1.00"), head=f'<?xml version="1.0" encoding="{name}"?>'), "core.xml"))


def test_a_file_in_utf_16_that_names_another_encoding_is_read_or_refused(write: Write) -> None:
    for name in ("UTF-16", "GBK", "big5", "undefined"):
        text = camt(ntry("1.00"), head=f'<?xml version="1.0" encoding="{name}"?>')
        try:
            assert len(read(write(text.encode("utf-16"), "core.xml"))) == 1
        except FileInvalid:
            assert name != "UTF-16"


def test_balances_that_fit_are_taken(write: Write) -> None:
    more = balance("OPBD", "1", "DBIT") + balance("CLBD", "0.00")
    assert len(read(write(camt(ntry("1"), more=more), "core.xml"))) == 1


def test_a_file_is_bounded_in_bytes_and_entries(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(HEAD + "2026-01-31,,credit,1,,\n" * 3)
    monkeypatch.setattr(core_file, "ENTRIES_MAX", 2)
    with pytest.raises(FileInvalid, match="2 entries"):
        announced(path, "csv")
    monkeypatch.setattr(core_file, "FILE_MAX", 10)
    with pytest.raises(FileInvalid, match="10 bytes"):
        announced(path, "csv")


def test_what_is_no_file_is_none() -> None:
    with pytest.raises(FileInvalid, match="no file"):
        announced(Path("/dev/zero"), "csv")
