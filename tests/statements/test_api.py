"""Statements over HTTP, in the SDK and on the command line: the same figures, for those who may read them."""

import json
from codecs import BOM_UTF8
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jiaozi.api.routes import statements as routes
from jiaozi.api.turns import Turns
from jiaozi_sdk import ApiError, Client
from tests.api.conftest import Live, Town, live, serve, town
from tests.cli.conftest import Jiaozi
from tests.statements.test_documents import of_csv
from tests.worlds.papers import code_on, pdf_text
from tests.worlds.people import resident_id

__all__ = ["Town", "live", "serve", "town"]
pytestmark = pytest.mark.only_engine("sqlite")  # the same code reads both engines; tests/statements/test_build.py
DAYS = {"from": "2025-12-30", "to": "2025-12-30"}


def test_each_role_reads_its_own_statements_only(live: Live) -> None:
    path = f"/v1/wallets/{live.ids['li']}/statements"
    seen = {who: live.get(who, path, params=DAYS).status_code for who in live.town.tokens}
    may = {"central": 200, "central2": 200, "icbc": 200, "icbc2": 200, "auditor": 200, "li": 200, "city": 403}
    assert seen == dict.fromkeys(live.town.tokens, 404) | may
    assert live.get("", path, params=DAYS).status_code == 401


def test_the_sdk_gives_data_and_every_document(live: Live) -> None:
    live.pay(700, reference="order-7")
    wallet, day = live.ids["li"], "2025-12-30"
    with Client(live.url, live.town.tokens["li"]) as client:
        statements = client.wallets.statements
        found = statements.get(wallet, from_=day, to=day)
        assert [entry.amount.minor for entry in found.entries] == [100_000, -700]
        assert (found.closing.minor, found.complete) == (99_300, False)
        rows = of_csv(statements.get_file(wallet, from_=day, to=day, format="csv"))
        assert [row["balance"] for row in rows][-1] == "993.00"
        assert "茶馆" in pdf_text(statements.get_file(wallet, from_=day, to=day, format="pdf", lang="zh"))
        assert b"Teahouse" in statements.get_file(wallet, from_=day, to=day, format="camt053")
        with pytest.raises(ApiError) as caught:
            client.wallets.statements.get(wallet, from_="2025-12-31", to="2025-12-30")
        assert caught.value.code == "period_invalid"


BAD = [
    ({}, "request_malformed"),
    ({"from": "2025-12-30"}, "request_malformed"),
    ({"from": "30.12.2025", "to": "2025-12-30"}, "request_malformed"),
    (DAYS | {"format": "xls"}, "request_malformed"),
    (DAYS | {"lang": "fr"}, "request_malformed"),
    (DAYS | {"page": "1"}, "request_malformed"),
    ({"from": "2024-01-01", "to": "2025-12-30"}, "period_invalid"),
    ({"from": "2026-01-01", "to": "2026-01-01"}, "period_invalid"),
    ({"from": "9999-12-31", "to": "9999-12-31"}, "period_invalid"),
]


def test_bad_queries_get_their_own_answer(live: Live) -> None:
    path = f"/v1/wallets/{live.ids['li']}/statements"
    answers = [live.get("li", path, params=query) for query, _ in BAD]
    assert [(answer.json()["code"], answer.status_code) for answer in answers] == [(code, 422) for _, code in BAD]
    long_ago = {"from": "0001-01-01", "to": "0001-01-01"}
    for form in ("json", "csv", "pdf", "camt053"):
        assert live.get("li", path, params=long_ago | {"format": form}).status_code == 200


def test_a_server_makes_no_endless_pdf(live: Live, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "PDF_LINES_MAX", 0)
    path = f"/v1/wallets/{live.ids['li']}/statements"
    answers = {form: live.get("li", path, params=DAYS | {"format": form}) for form in ("pdf", "csv", "camt053", "json")}
    assert answers.pop("pdf").json()["code"] == "statement_too_long"
    assert {answer.status_code for answer in answers.values()} == {200}


def test_documents_say_what_they_are(live: Live) -> None:
    path = f"/v1/wallets/{live.ids['li']}/statements"
    kinds = {"csv": "text/csv; charset=utf-8", "pdf": "application/pdf", "camt053": "application/xml"}
    for form, kind in kinds.items():
        answer = live.get("li", path, params=DAYS | {"format": form})
        assert answer.headers["content-type"] == kind
        assert "attachment" in answer.headers["content-disposition"]


def test_an_open_day_is_named_interim_and_a_mark_for_spreadsheets_is_a_choice(live: Live) -> None:
    path = f"/v1/wallets/{live.ids['li']}/statements"
    told = [
        live.get("li", path, params=DAYS | more).headers["content-disposition"]
        for more in ({"format": "camt053"}, {"format": "csv", "to": "2026-01-05"})
    ]
    assert [each.rpartition("-2025")[2] for each in told] == ['1230-interim.xml"', '1230-interim.csv"']
    one, marked, bare = (
        live.get("li", path, params=DAYS | {"format": "csv"} | more).content
        for more in ({}, {"bom": "true"}, {"bom": "false"})
    )
    assert one == marked == BOM_UTF8 + bare
    assert live.get("li", path, params=DAYS | {"bom": "1"}).status_code == 422


def test_the_command_writes_the_same(live: Live, tmp_path: Path) -> None:
    town = live.town
    shell = Jiaozi(tmp_path, db=town.settings.db_url)
    ring = ("--keyring", str(town.settings.keyring))
    call = ("statement", "make", town.ids["li"], "--from", "2025-12-30", "--to", "2025-12-30", *ring)
    data = json.loads(shell.run(*call, "--json"))
    assert data["entries"][0]["amount"] == {"minor": 100_000, "asset": "E-CNY"}
    assert BOM_UTF8.decode() + "record,number" in shell.run(*call)
    assert shell.run(*call, "--no-bom").startswith("record,number")
    shell.run(*call, "--output", str(tmp_path / "s.csv"))
    assert (tmp_path / "s.csv").read_bytes().startswith(BOM_UTF8)
    later = [text.replace("2025-12-30", "2026-01-05") for text in call]
    assert shell.json(*later, code=1)["error"]["code"] == "period_invalid"
    (tmp_path / "s.pdf").touch(0o644)
    shell.run(*call, "--format", "pdf", "--output", str(tmp_path / "s.pdf"))
    assert (tmp_path / "s.pdf").stat().st_mode & 0o077 == 0
    assert (tmp_path / "s.pdf").read_bytes().startswith(b"%PDF")
    for name, begins in (("n.pdf", b"%PDF"), ("n.PDF", b"%PDF"), ("n.xml", b"<?xml"), ("n", BOM_UTF8)):
        shell.run(*call, "--output", str(tmp_path / name))
        assert (tmp_path / name).read_bytes().startswith(begins)
    for form, name in (("csv", "x.pdf"), ("pdf", "x.csv"), ("pdf", "x.xml"), ("camt053", "x.json"), ("csv", "x.xlsx")):
        shell.run(*call, "--format", form, "--output", str(tmp_path / name), code=2)
        assert not (tmp_path / name).exists()
    shell.run(*call, "--format", "pdf", code=2)
    shell.run(*call, "--format", "doc", code=2)
    assert shell.json(*call[:2], "wal_0000000000002", *call[3:], code=1)["error"]["code"] == "wallet_not_found"


def pdf_of(live: Live, who: str, **more: str) -> bytes:
    answer = live.get(who, f"/v1/wallets/{live.ids['li']}/statements", params=DAYS | {"format": "pdf"} | more)
    assert answer.status_code == 200
    return answer.content


def test_the_holder_is_named_to_those_who_may_read_it_and_that_is_in_the_log(live: Live) -> None:
    with Client(live.url, live.town.tokens["icbc"]) as icbc:
        changes, name = icbc.wallets.class_changes, "Li Lei"
        shown = {"name": name, "id_number": resident_id(77), "bank_account": "6222020200000077777"}
        changes.create(live.ids["li"], wallet_class="II", **shown, face_to_face=True)
    for who, named in (("li", True), ("icbc", True), ("central", False), ("auditor", False)):
        before = readings(live)
        assert (name in pdf_text(pdf_of(live, who))) is named, who
        assert readings(live) - before == named


def readings(live: Live) -> int:
    with live.town.platform.snapshot() as connection:
        return int(connection.query("SELECT count(*) FROM outcomes WHERE operation = 'read_holder'")[0][0])


def test_whoever_has_the_code_sees_the_totals_without_a_key_and_not_whose_they_are(live: Live) -> None:
    live.pay(700, reference="order-7")
    code = code_on(pdf_of(live, "li"))
    answer = live.get("", f"/v1/statement-checks/{code}")
    told = answer.json()
    assert (told["opening"]["minor"], told["money_out"]["minor"], told["closing"]["minor"]) == (0, 700, 99_300)
    assert (told["entries_count"], told["complete"], told["unchanged"], told["last"]) == (2, False, True, "2025-12-30")
    page = live.get("", f"/verify/{code.lower()}")
    assert page.status_code == 200
    for seen in ("993.00", told["sha256"], "This statement was issued here", 'action="../verify"'):
        assert seen in page.text
    assert told["wallet"] == live.ids["li"]
    for seen in (f"<dd>{live.ids['li']}</dd>", "<dd>-7.00</dd>", "Balance so far · 当前余额", "他人的对账单"):
        assert seen in page.text
    assert "Closing balance" not in page.text
    typed = live.get("", "/verify", params={"code": f" {code[:20]}\r\n{code[20:]} "})
    assert "This statement was issued here" in typed.text
    for hidden in ("order-7", "Li Lei"):
        assert hidden not in answer.text + page.text
    assert "form-action 'self'" in page.headers["content-security-policy"]


def test_what_was_not_issued_is_not_found(live: Live) -> None:
    code = code_on(pdf_of(live, "li"))
    forged = ("A" if code[0] != "A" else "B") + code[1:]
    for wrong in (forged, "nothing", "é", "%00", "a" * 80):
        answer = live.get("", f"/v1/statement-checks/{wrong}")
        assert (answer.status_code, answer.json()["code"]) == (404, "statement_not_found"), wrong
        assert "No statement was issued" in live.get("", "/verify", params={"code": wrong}).text
    assert live.get("", f"/v1/statement-checks/{'a' * 81}").status_code == 422
    assert live.get("", f"/v1/statement-checks/{code}?key=1").status_code == 422
    assert 'action="verify"' in live.get("", "/verify").text


def test_a_statement_is_looked_up_once_in_a_minute_and_what_is_no_code_keeps_nobody_from_it(live: Live) -> None:
    house = live.app.house
    house.checks = Turns(2, 5)
    codes = [code_on(pdf_of(live, "li", to=f"2026-01-0{day}")) for day in (1, 2, 3)]
    asked = [*["A" * 54] * 9, codes[0], *["nothing"] * 9, codes[1], *codes[:2] * 9]
    answers = [live.get("", f"/v1/statement-checks/{code}").status_code for code in asked]
    assert answers == [404] * 9 + [200] + [404] * 9 + [200] + [200] * 18
    for answer in (
        live.get("", f"/v1/statement-checks/{codes[2]}"),
        live.get("", "/verify", params={"code": codes[2]}),
    ):
        assert answer.status_code == 429


def test_one_statement_is_looked_up_once_however_many_ask_for_it_at_once(live: Live) -> None:
    live.app.house.checks = Turns(1, 1)
    code = code_on(pdf_of(live, "li"))
    with ThreadPoolExecutor(8) as pool:
        asked = pool.map(lambda _: live.get("", f"/v1/statement-checks/{code}").status_code, range(24))
    assert set(asked) == {200}


def test_the_command_checks_files_and_codes(live: Live, tmp_path: Path) -> None:
    town = live.town
    shell = Jiaozi(tmp_path, db=town.settings.db_url)
    ring = ("--keyring", str(town.settings.keyring))
    file = tmp_path / "s.pdf"
    file.write_bytes(pdf_of(live, "li"))
    told = shell.json("statement", "verify", str(file), *ring)
    assert (told["closing"]["minor"], told["unchanged"]) == (100_000, True)
    assert shell.json("statement", "verify", code_on(file.read_bytes()), *ring) == told
    assert "1,000.00" in shell.run("statement", "verify", str(file), *ring)
    file.write_bytes(file.read_bytes().replace(b"/Title", b"/Titel"))
    missing = str(tmp_path / "other.pdf")
    for wrong in (str(file), "AAAA-BBBB", str(tmp_path), missing, "other.pdf"):
        error = shell.json("statement", "verify", wrong, *ring, code=1)["error"]
        assert error["code"] == ("statement_not_found" if wrong in (str(file), "AAAA-BBBB") else "file_unusable")
        assert ("there is no such file" in error["detail"]) == wrong.endswith("other.pdf")
