"""What a statement is checked by: its code is one that the platform alone can write, and its file's seal is of all its
bytes; the figures shown are those of the ledger."""

import io
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from jiaozi.api.turns import EVERY_S, Turns
from jiaozi.clock import SECOND_US
from jiaozi.keyring import Keyring
from jiaozi.kinds import JournalNo, TransferNo, WalletNo
from jiaozi.statements import build
from jiaozi.statements.pdf import to_pdf
from jiaozi.statements.proof import Issue, claim_of, code_in, code_of, digest_of, sealed
from tests.features.world import World
from tests.statements.conftest import Teller
from tests.statements.test_documents import line, statement, statements
from tests.worlds.papers import pdf_text

MAY_15 = date(2022, 5, 15)


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Keyring:
    return Keyring.create(tmp_path_factory.mktemp("ring") / "keyring.json")


@settings(max_examples=100, deadline=None)
@given(found=statements())
def test_a_code_says_which_statement_however_it_is_typed(ring: Keyring, found: Any) -> None:
    code = code_of(ring, found)
    claim = claim_of(ring, code)
    assert claim is not None
    assert claim[:4] == (found.wallet, found.first, found.last, None if found.complete else found.until)
    assert claim.is_of(found)
    assert claim_of(ring, code.lower().replace("-", " ").replace("o", "0").replace("i", "1")) == claim
    for dash in "\u2013\u2014\u2011\u2212\uff0d\u3000\u00ad":  # as editors and phones write it
        assert claim_of(ring, code.replace("-", dash)) == claim, ascii(dash)
    assert claim_of(ring, "".join(chr(ord(each) + 0xFEE0) for each in code)) == claim


@settings(max_examples=200, deadline=None)
@given(place=st.integers(0, 60), letter=st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"))
def test_nobody_else_writes_a_code(ring: Keyring, place: int, letter: str) -> None:
    code = code_of(ring, statement(line(1)))
    at = min(place, len(code) - 1)
    changed = code[:at] + letter + code[at + 1 :]
    assert changed == code or code[at] == "-" or claim_of(ring, changed) is None


@pytest.mark.parametrize(
    "code", ["", "A", "AAAA-BBBB", "é" * 54, "A" * 54, "=" * 54, "A" * 10_000, "\x00" * 54, "１" * 54]
)
def test_what_is_no_code_is_none(ring: Keyring, code: str) -> None:
    assert claim_of(ring, code) is None


def test_another_platforms_code_is_none(ring: Keyring, tmp_path: Path) -> None:
    other = Keyring.create(tmp_path / "other.json")
    assert claim_of(other, code_of(ring, statement(line(1)))) is None


def test_a_code_outlives_the_rotation_of_keys(tmp_path: Path) -> None:
    ring = Keyring.create(tmp_path / "ring.json")
    code = code_of(ring, statement(line(1)))
    ring.rotate()
    assert claim_of(Keyring.load(tmp_path / "ring.json"), code) is not None


def test_a_file_in_which_one_byte_was_changed_is_not_sealed(ring: Keyring) -> None:
    found = statement(line(1))
    code = code_of(ring, found)
    file = sealed(ring, to_pdf(found, Issue("en", code)), code)
    assert code_in(ring, file) == code
    assert pdf_text(file) == pdf_text(to_pdf(found, Issue("en", code)))
    for place in (0, len(file) // 2, file.rindex(b"%jiaozi-seal"), file.rindex(b" ") - 3, len(file) - 5, len(file) - 1):
        forged = bytearray(file)
        forged[place] ^= 1
        assert code_in(ring, bytes(forged)) is None
    assert code_in(ring, file + b" ") is code_in(ring, file[:-1]) is code_in(ring, b"") is None


def test_the_paper_has_name_seal_code_and_totals(ring: Keyring) -> None:
    found = statement(*(line(n, journal=JournalNo(16 * n)) for n in range(1, 60)))
    code = code_of(ring, found)
    for lang, page, stamp in (("en", "page 1 of 2", "STATEMENT"), ("zh", "第 1 页，共 2 页", "电子对账单专用章")):
        issue = Issue(lang, code, "https://pay.example.cn/jz", "Li Lei")
        text = pdf_text(to_pdf(found, issue))
        for told in ("Li Lei", page, stamp, "https://pay.example.cn/jz/verify", digest_of(found).hex()):
            assert told in text
        assert text.count(code) == 3  # in the foot of both pages, and where it is explained
        assert "Li Lei" not in pdf_text(to_pdf(found, issue._replace(holder="")))


def test_a_split_payment_is_one_line_and_loads_read_as_holders_know_them() -> None:
    lines = (
        line(1, code="load", amount_minor=10_000, balance_minor=10_000, counterparty="", journal=JournalNo(16)),
        line(2, amount_minor=-6_000, balance_minor=4_000, journal=JournalNo(32), transfer=TransferNo(32)),
        line(3, amount_minor=-1_000, balance_minor=3_000, journal=JournalNo(32), transfer=TransferNo(33)),
        line(4, code="unload", amount_minor=-500, balance_minor=2_500, counterparty="", counterparty_zh="",
             journal=JournalNo(48)),
    )  # fmt: skip
    found = statement(*lines)
    words = {"en": ("Put into the wallet", "Taken out of the wallet"), "zh": ("充钱包", "转出钱包")}
    for lang, told in words.items():
        text = pdf_text(to_pdf(found, Issue(lang)))
        assert "-70.00" in text
        assert "-60.00" not in text
        assert all(word in re.sub(r"\s+", " ", text) for word in told)
    (page,) = PdfReader(io.BytesIO(to_pdf(found))).pages
    assert re.search(r"Entries\s+3\b", page.extract_text())


def test_the_paper_is_dated_by_the_instant_until_which_it_tells_and_says_who_made_it() -> None:
    found = statement(line(1))
    said = PdfReader(io.BytesIO(to_pdf(found))).metadata
    assert said is not None
    assert said.creation_date is not None
    assert round(said.creation_date.timestamp()) == found.until // SECOND_US
    assert (said.creator, said.author) == ("Jiaozi", found.operator_en)


def test_a_long_name_fits_the_seal() -> None:
    for name in ("工", "某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某某股份有限公司", "W" * 200, ""):
        assert to_pdf(statement(operator_zh=name, operator_en=name), Issue("zh"))


def test_what_a_code_was_written_on_is_rebuilt_from_the_ledger(world: World, teller: Teller) -> None:
    wallet, store = world.rich(world.bank()), world.shop(world.wallet(world.rich(world.bank("boc"))).operator)
    ring = world.platform.keyring
    open_day = teller.of(wallet, MAY_15, MAY_15)
    codes = [(open_day, code_of(ring, open_day))]
    world.wait(SECOND_US)
    world.pay(wallet, 700, store)
    world.until("2022-05-17T00:00:00+08:00")
    final = teller.of(wallet, MAY_15, MAY_15)
    codes.append((final, code_of(ring, final)))
    assert codes[0][1] != codes[1][1]
    world.pay(wallet, 100, store)
    with world.platform.snapshot() as connection:
        for found, code in codes:
            claim = claim_of(ring, code)
            assert claim is not None
            assert build.rebuilt(connection, claim) == found
            assert claim.is_of(found)
            assert build.rebuilt(connection, claim._replace(wallet=WalletNo(claim.wallet + 160))) is None


def test_one_address_asks_so_often_and_keeps_nobody_else_from_it(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("jiaozi.api.turns.monotonic_s", lambda: now[0])
    turns = Turns(2, 5)
    assert [turns.take("10.0.0.1") for _ in range(3)] == [True, True, False]
    assert [turns.take(f"2001:db8::{n}") for n in range(3)] == [True, True, False]
    assert [turns.take("2001:db8:0:1::1"), turns.take("10.0.0.2")] == [True, False]
    now[0] += EVERY_S
    assert turns.take("10.0.0.1")
