"""A list as a bureau's spreadsheet has it: columns in any order, amounts as they are typed; what is wrong is told by
the file's line before anything is sent, and what was refused is sent again from the file that says so."""

from pathlib import Path
from typing import Literal

import pytest

from jiaozi import sheet_files
from jiaozi.programs.list_file import list_rows
from jiaozi.wallets.freezing import FreezeWallet, UnfreezeWallet
from tests.api.conftest import Live, live, serve, town
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell
from tests.grantlists.test_api import NOBODY, granted, program
from tests.programs.test_api import draft, steer

__all__ = ["home", "live", "program", "serve", "shell", "town"]
HALF = "wal_1,50"


def file_of(folder: Path, *lines: str, name: str = "list.csv") -> Path:
    """A file with these lines."""
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("head", "line"),
    [
        ("wallet,yuan", HALF),
        ("Wallet, YUAN", HALF),
        ("yuan,wallet", "50,wal_1"),
        ("金额,钱包", "50,wal_1"),
        ("wallet;yuan", "wal_1;50"),
        ("wallet,yuan,,", "wal_1,50,,"),
        (",yuan,wallet", ",50,wal_1"),
    ],
)
def test_columns_stand_in_any_order(tmp_path: Path, head: str, line: str) -> None:
    assert list(list_rows(file_of(tmp_path, head, line))) == [(2, "wal_1", "50")]


def test_a_list_may_have_no_amounts(tmp_path: Path) -> None:
    assert list(list_rows(file_of(tmp_path, "钱包", "wal_1", "", "wal_2"))) == [(2, "wal_1", ""), (4, "wal_2", "")]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("name,wallet,yuan", "Li,wal_1,50"), "the column 'name' is none of: wallet, yuan, number"),
        (("wallet,amount", HALF), "the column 'amount' is none of"),
        (("wallet,yuan,note\x1b[2J", "wal_1,50,x"), r"the column 'note\x1b[2j' is none of"),
        (("wallet,钱包", "wal_1,wal_2"), "two columns are called '钱包'"),
        (("Spring 2026", "wallet,yuan", HALF), "the first line has to be wallet,yuan"),
        (("yuan", "50"), "the first line has to be"),
        (("wallet,yuan", "wal_1,1,000"), "line 2: 2 fields are needed"),
        (("yuan,wallet", "1,000,wal_1"), "line 2: 2 fields are needed"),
        (("wallet", HALF), "line 2: 1 fields are needed"),
        (("number,wallet,yuan,state", "1,wal_1,1,000"), "line 2: a state such as refused, is needed"),
        (("wallet,yuan,claim", "wal_1,1,000"), "line 2: a state such as refused, is needed"),
        (("wallet,state", "wal_1,waiting"), "line 2: it is not decided yet"),
    ],
)
def test_what_is_no_list_is_refused_by_what_is_wrong(tmp_path: Path, lines: tuple[str, ...], said: str) -> None:
    with pytest.raises(sheet_files.SheetInvalid) as refused:
        list(list_rows(file_of(tmp_path, *lines)))
    assert said in str(refused.value)
    assert "\x1b" not in str(refused.value)


pytestmark = pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, whose answers are the same on both


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (("{li},3.01",), "FILE line 3: 3.01 yuan asked; the terms say 3.00 yuan at most"),
        (("{li},２．５０", "{wang},50元", "{li},"), "FILE line 4: 50.00 yuan asked"),
        (("{li},", "", "{wang},", "{li},1"), "FILE line 6: the wallet of line 3 again"),
        (("合计,5000",), "FILE line 3: '合计' is not an id"),
        (("{li},50,00",), "FILE: line 3: 2 fields are needed"),
    ],
)
def test_what_the_terms_do_not_allow_is_told_with_the_line_of_the_file(
    live: Live, shell: Shell, program: str, tmp_path: Path, lines: tuple[str, ...], said: str
) -> None:
    rows = [each.format(li=live.ids["li"], wang=live.ids["wang"]) for each in lines]
    path = file_of(tmp_path, "wallet,yuan", "", *rows)
    told = shell.text("works", "grant-list", "send", program, str(path), "--idempotency-key", "s", code=2)
    assert said in " ".join(told.split())
    assert shell.run("works", "grant-list", "list", program) == []


def test_a_file_without_a_line_says_so(live: Live, shell: Shell, program: str, tmp_path: Path) -> None:
    path = file_of(tmp_path, "wallet,yuan")
    for command in ("program grant", "grant-list send"):
        told = shell.text("works", *command.split(), program, str(path), "--idempotency-key", "s", code=2)
        assert "there is no line to be granted in it" in told
    told = shell.text(
        "works", "grant-list", "send", program, str(path), "--idempotency-key", "s", "--lang", "zh", code=2
    )
    assert "文件中没有待发放的行" in told


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("kind", ["envelope", "voucher"])
def test_what_was_refused_is_sent_again_from_the_file_that_says_so(
    live: Live,
    shell: Shell,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    lang: str,
    kind: Literal["envelope", "voucher"],
) -> None:
    program = draft(live, kind=kind, face_minor=300)
    steer(live, program, "open")
    li, wang = live.ids["li"], live.ids["wang"]
    freeze = live.town.do(FreezeWallet(live.town.number("wang"), "all", "order of the court")).freeze
    path = file_of(tmp_path, "wallet,yuan", f"{li},", f"{wang},", f"{NOBODY},3")
    monkeypatch.setattr("jiaozi.cli.grantlists.time.sleep", lambda _: granted(live))
    spoken = ("--lang", lang)
    send = ("works", "grant-list", "send", program)
    told = shell.text(*send, str(path), "--idempotency-key", "one", "--wait", *spoken, code=1)
    (row,) = shell.run("works", "grant-list", "list", program)
    assert f"jiaozi grant-list download {row['id']} outcomes.csv" in told
    outcomes = tmp_path / "outcomes.csv"
    shell.run("works", "grant-list", "download", row["id"], str(outcomes), *spoken)
    head, first, second, *_ = outcomes.read_text(encoding="utf-8-sig").splitlines()
    assert head == ("number,wallet,yuan,state,claim,refused,why", "序号,钱包,金额,状态,权益,代码,原因")[lang == "zh"]
    assert (first.split(",")[3], second.split(",")[3]) == ("granted", "refused")
    live.town.do(UnfreezeWallet(live.town.number("wang"), freeze))
    again = shell.run(*send, str(outcomes), "--idempotency-key", "two", "--wait", code=1)
    assert (again["line_count"], again["state"]) == (2, "done")
    assert [each["wallet"] for each in shell.run("works", "grant-list", "lines", again["id"])] == [wang, NOBODY]


def test_who_sends_is_told_how_to_go_on(live: Live, shell: Shell, program: str, tmp_path: Path) -> None:
    path = file_of(tmp_path, "wallet", live.ids["li"])
    send = ("works", "grant-list", "send", program)
    told = shell.text(*send, str(path), "--idempotency-key", "s")
    (row,) = shell.run("works", "grant-list", "list", program)
    assert f"jiaozi grant-list show {row['id']}" in told
    granted(live)
    assert "jiaozi grant-list" not in shell.text(*send, str(path), "--idempotency-key", "s")
    other = file_of(tmp_path, "wallet", live.ids["wang"], name="other.csv")
    refused = shell.run(*send, str(other), "--idempotency-key", "s", code=1)["error"]
    assert refused["detail"] == "another list has it: cancel that one, and take another key"
    shown = shell.text("works", "program", "show", program)
    assert "expires at" in shown
