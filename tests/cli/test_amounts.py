"""Amounts that people type are read in one place, and what is printed is what moved."""

import re
from pathlib import Path

import pytest

from jiaozi.cli import acceptance, billing, people
from jiaozi.money import parse_yuan
from tests.api.conftest import live, serve, town
from tests.cli.conftest import Jiaozi, home
from tests.cli.shell import Shell, shell

__all__ = ["home", "live", "serve", "shell", "town"]

GOOD = {
    "19.99": 1_999,
    " 5 ": 500,
    "5.": 500,
    "0.5": 50,
    "0050": 5_000,
    "1,234.50": 123_450,
    "999,999,999": 99_999_999_900,
    "５０": 5_000,
    "１，２３４．５": 123_450,
}
BAD = (
    "1,99",
    "0,50",
    ",5",
    ".5",
    "1,23,456",
    "1234,567",
    "1,234,5",
    "1.234",
    "1e3",
    "٥",
    "",
    "-",
    "5 yuan",
    "1,,000",
    "５０，００",
    "５。０",
)
KEY = ("--url", "http://127.0.0.1:9", "--api-key", "jz_x")


def test_amounts_in_yuan_are_read() -> None:
    assert {text: parse_yuan(text) for text in GOOD} == GOOD
    assert parse_yuan("0", zero=True) == parse_yuan("-0.00", zero=True) == 0


@pytest.mark.parametrize("text", [*BAD, "0", "0.00", "-5", "-0.01"])
def test_what_is_no_amount_is_refused_by_its_name(text: str) -> None:
    with pytest.raises(ValueError, match="above zero" if text in ("0", "0.00", "-5", "-0.01") else "such as 1,234.50"):
        parse_yuan(text)
    if text not in ("0", "0.00"):
        with pytest.raises(ValueError, match="at least zero" if text[:1] == "-" and text[1:] else "such as 1,234.50"):
            parse_yuan(text, zero=True)


@pytest.mark.parametrize(
    "words",
    [
        "pay wal_1 {} --store sto_1",
        "refund pay_1 {}",
        "code open sto_1 --yuan {}",
        "code pay wal_1 0002 --yuan {}",
        "code charge sto_1 1234 --yuan {}",
        "code tap sto_1 1 1 1 --yuan {}",
        "token tap token.json sto_1 {}",
        "request make sto_1 {}",
        "bill pay wal_1 mer_1 1 --yuan {}",
        "split pay wal_1 spl_1 {}",
        "split propose sto_1 Teas --seller mer_1:{}:10",
        "order place sto_1 A-1 --line tea:2:{}",
        "holder estate hld_1 --paper paper --reason x --heir wal_1={}",
        "sub-wallet charge {} sto_1 --token x",
        "sub-wallet push wal_1 mer_1 --single {} --daily 1",
        "sub-wallet pool wal_1 --keep {}",
        "bank propose wal_1 bac_1 --until 2027-01-01T00:00:00+08:00 --daily {}",
        "bank sweep wal_1 bac_1 {}",
        "bank load wal_1 bac_1 {}",
        "bank deposit bac_1 {}",
        "bank cash-code wal_1 out {}",
        "bank open-account ins_1 1 --cash {}",
        "bank simulate ccb 1={}",
        "device allow hld_1 {} 1",
        "visitor load wal_1 {} acq_1 --card x --last-four 1111",
        "test-mode fail pay refuse --yuan {}",
    ],
)
def test_every_amount_of_the_shell_is_read_there(home: Jiaozi, tmp_path: Path, words: str) -> None:
    (tmp_path / "paper").write_text("a paper")
    asked = () if words.startswith(("token tap", "bank simulate")) else KEY
    for text, told in (("1,99", "1,234.50"), ("-5", "zero")):
        given = words.replace("--paper paper", f"--paper {tmp_path / 'paper'}").format(text).split()
        said = home.run(*given, *asked, code=2)
        assert f"'{text}'" in said
        assert told in said
        assert "No such option" not in said


def test_amounts_of_lines_and_files_are_read_there(home: Jiaozi, tmp_path: Path) -> None:
    assert acceptance.line_of("tea: green:2:1,234.50").unit_minor == 123_450
    assert billing.seller_of("mer_1::10").fixed_minor == 0
    assert people.heir_of("wal_1=1,000+500000ppm").fixed_minor == 100_000
    bills = tmp_path / "bills.csv"
    bills.write_text('number,title,yuan,due_on\nW-1,水费,"45,60",2026-01-15\n', encoding="utf-8")
    said = home.run("bill", "upload", "mer_1", "sto_1", str(bills), *KEY, code=2)
    assert "line 2" in said
    assert "'45,60'" in said


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, whose answers are the same on both
def test_what_is_printed_is_what_moved(shell: Shell) -> None:
    li, counter = shell.live.ids["li"], shell.live.ids["counter"]
    assert re.search(r"^amount +3\.00$", shell.text("li", "pay", li, "3", "--store", counter), re.MULTILINE)
    paid = shell.run("li", "pay", li, "2.50", "--store", counter)
    assert paid["amount"] == {"minor": 250, "asset": "E-CNY"}
    back = shell.run("teahouse", "refund", paid["payment"], "1.5")
    assert (back["amount"]["minor"], back["refunded"]["minor"]) == (150, 150)
    again = shell.run("teahouse", "refund", paid["payment"], "1")
    assert (again["amount"]["minor"], again["refunded"]["minor"]) == (100, 250)
    before = shell.run("li", "call", "wallets.get", f"wallet={li}")
    assert "payment" in shell.run("li", "pay", li, "3", "--store", counter, "--dry-run")
    assert shell.run("li", "call", "wallets.get", f"wallet={li}") == before


@pytest.mark.only_engine("sqlite")  # as above
@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, whose answers are the same on both
def test_a_record_says_an_id_and_a_moment_once_to_people_and_all_of_it_to_programs(shell: Shell) -> None:
    ids = shell.live.ids
    paying = ("pay", ids["li"], "1.50", "--store", ids["counter"], "--idempotency-key", "once")
    done = shell.run("li", *paying)
    assert (done["id"], done["at"]) == (done["payment"], done["paid_at"])
    told = shell.text("li", *paying)
    assert (told.count(done["id"]), told.count(done["payer"]), len(re.findall(r"\d\d:\d\d:\d\d", told))) == (1, 1, 1)


def test_what_is_said_empty_is_not_said(shell: Shell) -> None:
    li, counter = shell.live.ids["li"], shell.live.ids["counter"]
    assert (
        shell.run("li", "pay", li, "1", "--store", counter, "--payee", "", "--reference", "")["amount"]["minor"] == 100
    )
    made = ("request", "make", counter, "1", "--payer", "", "--plan", "", "--reference", "")
    assert shell.run("teahouse", *made)["payment_request"].startswith("prq_")
    assert shell.run("teahouse", "code", "open", counter, "--reference", "", "--plan", "")["collect_code"]
    order = shell.run("teahouse", "order", "place", counter, "E-1", "--line", "tea:1:1", "--terminal", "", "--plan", "")
    assert order["amount"]["minor"] == 100
