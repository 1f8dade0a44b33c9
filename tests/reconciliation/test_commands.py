"""A clerk's day in the shell: the core's file in, the breaks out, explained and closed; and the page of it."""

from hashlib import sha256
from pathlib import Path

import pytest

from jiaozi.reconciliation.core_csv import COLUMNS
from jiaozi.sheets import csv_bytes
from jiaozi.worker import Worker
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell
from tests.reconciliation.test_files import camt, ntry
from tests.worlds.office import DAY, Office

__all__ = ["home", "shell"]


def core(office: Office, path: Path, *more: tuple[str, ...], without: int = 0) -> Path:
    """The file of a core that has all but some of the account's movements, and more."""
    rows = [
        (DAY, "", each["side"], f"{each['minor'] // 100}.{each['minor'] % 100:02}", each["reference"], f"S{number}")
        for number, each in enumerate(office.says()[without:])
    ]
    path.write_bytes(csv_bytes((COLUMNS, *rows, *more), bom=True))
    return path


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP
def test_a_day_from_the_core_s_file_to_its_closing(office: Office, shell: Shell, tmp_path: Path) -> None:
    file = core(office, tmp_path / "core.csv", (DAY, "", "credit", "0.42", "<b>lost</b>", "=1+1"), without=1)
    worker = Worker(office.live.town.platform)
    worker.start()
    try:
        day = shell.run("icbc", "reconciliation", "import", DAY, str(file))
        assert shell.run("icbc", "reconciliation", "import", DAY, str(file)) == day
    finally:
        worker.stop()
    assert (day["state"], day["breaks"], day["difference"]["minor"]) == ("matched", 2, 10**9 + 42)
    found = shell.run("icbc", "reconciliation", "show", DAY, "--state", "open")["found"]
    assert [each["kind"] for each in found] == ["missing_here", "missing_there"]
    assert "missing_there" in shell.text("icbc", "reconciliation", "show", DAY)
    assert shell.run("icbc", "reconciliation", "close", DAY, code=1)["error"]["code"] == "breaks_open"
    shell.run("icbc", "reconciliation", "explain", DAY, "1", "--reason", "booked by hand")
    proposal = shell.run("icbc", "reconciliation", "close", DAY, "--reason", "the issue is booked monthly")["proposal"]
    shell.run("icbc2", "proposal", "approve", proposal)
    shell.text("icbc", "reconciliation", "show", DAY, "--output", str(tmp_path / "day.pdf"), code=2)
    page = tmp_path / "day.html"
    shell.text("icbc", "reconciliation", "show", DAY, "--output", str(page))
    text = page.read_text(encoding="utf-8")
    assert "&lt;b&gt;lost&lt;/b&gt;" in text
    assert "<b>" not in text
    assert all(each in text for each in ("booked by hand", "the issue is booked monthly", "已关账", "10,000,000.42"))
    assert "http" not in text, "it asks for nothing"
    assert page.stat().st_mode & 0o077 == 0
    assert sha256(file.read_bytes()).hexdigest() in text, "the file can be checked by it"
    assert shell.run("icbc", "reconciliation", "list")[0]["state"] == "closed"


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP
def test_a_file_that_is_wrong_or_another_s_account_brings_nothing(office: Office, shell: Shell, tmp_path: Path) -> None:
    bad = core(office, tmp_path / "core.csv", (DAY, "", "credit", "x", "", ""))
    asked = ("reconciliation", "import", DAY, str(bad))
    told = shell.run("icbc", *asked, code=1)["error"]
    assert (told["code"], "line 9" in told["detail"]) == ("core_file_invalid", True)
    assert "第 9 行：须为以元为单位的金额" in shell.text("icbc", *asked, "--lang", "zh", code=1)
    assert shell.home.run("reconciliation", "template", "--lang", "zh").startswith("日期,时间,借贷,")
    assert shell.run("icbc", *asked, "--format", "camt053", code=1)["error"]["code"] == "core_file_invalid"
    good = str(core(office, tmp_path / "good.csv"))
    again = ("reconciliation", "import", DAY, good, "--no-wait")
    for who, account, expected in (
        ("icbc", "nothing", "account_not_found"),
        ("boc", office.account, "account_not_found"),
        ("li", office.account, "forbidden"),
    ):
        assert shell.run(who, *again, "--account", account, code=1)["error"]["code"] == expected, who
    assert shell.run("icbc", "reconciliation", "show", DAY, code=1)["error"]["code"] == "reconciliation_not_found"


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP
def test_a_file_of_another_account_than_the_days_around_it_is_refused_until_the_clerk_says_so(
    office: Office, shell: Shell, tmp_path: Path
) -> None:
    office.begin([], "2025-12-29", core_account="OURS")
    file = tmp_path / "core.xml"
    number = "<Id><Othr><Id>1001</Id></Othr></Id>"
    text = camt(ntry("1.00", BookgDt=f"<Dt>{DAY}</Dt>")).replace(number, "<Id><Othr><Id>Somebody Else</Id></Othr></Id>")
    file.write_text(text, encoding="utf-8")
    asked = ("reconciliation", "import", DAY, str(file), "--no-wait")
    refused = shell.run("icbc", *asked, code=1)["error"]
    assert (refused["code"], "OURS" in refused["detail"]) == ("core_account_differs", True)
    assert shell.run("icbc", *asked, "--account-changed")["core_account"] == "SOMEBODYELSE"
    assert "SOMEBODYELSE" in shell.text("icbc", "reconciliation", "show", DAY)
    shell.text("icbc", "reconciliation", "show", DAY, "--output", str(tmp_path / "day.html"))
    assert "核心账号 <code>SOMEBODYELSE" in (tmp_path / "day.html").read_text(encoding="utf-8")


@pytest.mark.only_engine("sqlite")  # nothing is asked of a server
def test_the_template_is_printed(shell: Shell) -> None:
    assert shell.home.run("reconciliation", "template").startswith(",".join(COLUMNS))
