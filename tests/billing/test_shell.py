"""The SDK and the command line, against a real server."""

import csv
import json
from pathlib import Path

import pytest

from jiaozi.access.model import Role
from jiaozi.api.desk import number
from jiaozi.devices.keys import from_text, verify
from jiaozi.devices.model import RegisterDevice
from jiaozi.ids import encode_id
from jiaozi.kinds import HolderNo, WalletNo
from jiaozi.payments.merchants import OpenMerchant, OpenStore
from jiaozi_sdk import Client
from jiaozi_sdk.devices import sign_payment_request
from tests.api.conftest import Live, live, serve, town
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell
from tests.devices.pocket import Pocket

__all__ = ["home", "live", "serve", "shell", "town"]
HEADER = "number,title,yuan,due_on"
UNTIL = "2026-01-31T10:00:00+08:00"


@pytest.fixture
def water(live: Live) -> tuple[str, str]:
    """A biller with a key (`water`), and its store."""
    town = live.town
    opening = OpenMerchant(WalletNo(town.number("works")), "Waterworks", "自来水公司", "4900", "UBIL", "utilities")
    biller = town.do(opening).merchant
    store = town.do(OpenStore(biller, "Counter", "500103")).store
    town.hire("water", Role.MERCHANT, "icbc", biller)
    return encode_id("mer", biller), encode_id("sto", store)


@pytest.mark.only_engine("sqlite")  # thin layers over HTTP, whose answers are the same on both
def test_requests_from_the_shell(shell: Shell) -> None:
    ids = shell.live.ids
    make = ("request", "make", ids["counter"], "3.00", "--payer", ids["li"])
    first, second = (shell.run("teahouse", *make)["payment_request"] for _ in range(2))
    last = shell.run("teahouse", *make, "--until", UNTIL, "--idempotency-key", "m")
    assert shell.run("teahouse", *make, "--until", UNTIL, "--idempotency-key", "m") == last
    third = last["payment_request"]
    assert last["expires_at"].startswith("2026-01-31T10:00:00")
    assert "1" in shell.text("li", "request", "show", first)
    paid = shell.run("li", "request", "accept", first, ids["li"], "--idempotency-key", "a")
    assert shell.run("li", "request", "accept", first, ids["li"], "--idempotency-key", "a") == paid
    assert shell.run("li", "request", "decline", second, ids["li"])["state"] == "declined"
    assert shell.run("teahouse", "request", "cancel", third)["state"] == "cancelled"
    listed = shell.run("li", "request", "list", "--payer", ids["li"])
    assert [row["state"] for row in listed] == ["paid", "declined", "cancelled"]
    refused = shell.run("li", "request", "accept", second, ids["li"], code=1)
    assert refused["error"]["code"] == "payment_request_closed"
    shell.home.run("request", "make", ids["counter"], "3.00", "--until", "tomorrow", "--api-key", "jz_x", code=2)
    shell.home.run("request", "make", ids["counter"], "3.00", "--idempotency-key", "m", "--api-key", "jz_x", code=2)
    assert shell.run("li", "request", "list") == listed
    assert shell.run("icbc", "request", "list", code=1)["error"]["code"] == "request_malformed"


@pytest.mark.only_engine("sqlite")  # thin layers over HTTP, whose answers are the same on both
def test_bills_from_the_shell(shell: Shell, water: tuple[str, str], tmp_path: Path) -> None:
    (biller, store), li = water, shell.live.ids["li"]
    file = tmp_path / "bills.csv"
    lines = (HEADER, "W-0001,水费,45.60,2026-01-15", "W-0002,水费,1,2026-01-15")
    file.write_text("\n".join(lines), encoding="utf-8")
    assert shell.run("water", "bill", "upload", biller, store, str(file))["added"] == 2
    assert shell.run("water", "bill", "upload", biller, store, str(file))["unchanged"] == 2
    assert "45.60" in shell.text("li", "bill", "show", biller, "W-0001")
    differs = shell.run("li", "bill", "pay", li, biller, "W-0001", "--yuan", "45.61", code=1)
    assert differs["error"]["code"] == "bill_amount_differs"
    assert shell.run("li", "bill", "pay", li, biller, "W-0001")["amount"]["minor"] == 4_560
    assert shell.run("li", "bill", "receipt", biller, "W-0001")["number"] == "W-0001"
    assert shell.run("water", "bill", "withdraw", biller, "W-0002")["number"] == "W-0002"
    rows = ("2.02601E+16,x,1,2026-01-15\n", "W-1,x,1,\n", "W-0001,x,1", "W,x,1.234,d")
    for wrong in ("number,title", *(f"{HEADER}\n{row}" for row in rows)):
        file.write_text(wrong, encoding="utf-8")
        shell.home.run("bill", "upload", biller, store, str(file), code=2)


@pytest.mark.only_engine("sqlite")  # thin layers over HTTP, whose answers are the same on both
@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_bills_are_read_as_a_spreadsheet_saves_them(
    shell: Shell, water: tuple[str, str], tmp_path: Path, encoding: str
) -> None:
    (biller, store), file = water, tmp_path / "bills.csv"
    rows = [
        ["账单号", "标题", "金额", "到期日", ""],
        ["W-0001", "六月水费", "¥1,045.60", "2026/1/5", ""],
        ["'0002", "水费", "1", "2026年1月15日", ""],
        [""] * 5,
    ]
    with file.open("w", encoding=encoding, newline="") as sheet:
        csv.writer(sheet, delimiter="\t" if encoding == "utf-16" else ",").writerows(rows)
    assert shell.run("water", "bill", "upload", biller, store, str(file))["added"] == 2
    first, second = (shell.run("water", "bill", "show", biller, number) for number in ("W-0001", "0002"))
    assert (first["title"], first["amount"]["minor"], first["due_on"]) == ("六月水费", 104_560, "2026-01-05")
    assert (second["number"], second["due_on"]) == ("0002", "2026-01-15")


@pytest.mark.only_engine("sqlite")  # thin layers over HTTP, whose answers are the same on both
def test_splits_from_the_shell(shell: Shell, water: tuple[str, str]) -> None:
    (seller, _), ids = water, shell.live.ids
    plan = shell.run("teahouse", "split", "propose", ids["counter"], "Tea", "--seller", f"{seller}:0.50:900000")
    plan = plan["split_plan"]
    assert shell.run("water", "split", "agree", plan, seller)["state"] == "active"
    assert shell.run("water", "split", "show", plan)["sellers"][0]["share_ppm"] == 900_000
    paid = shell.run("li", "split", "pay", ids["li"], plan, "10.00")
    parts = shell.run("teahouse", "split", "parts", paid["payment"])
    assert [part["amount"]["minor"] for part in parts] == [95, 905]
    assert shell.run("water", "split", "end", plan, seller)["state"] == "ended"
    shell.home.run("split", "propose", ids["counter"], "Tea", "--seller", "mer_1", code=2)


@pytest.mark.only_engine("sqlite")  # thin layers over HTTP, whose answers are the same on both
def test_the_sdk_signs_and_everybody_checks(live: Live) -> None:
    pocket = Pocket("ecdsa-p256-sha256")
    holder = HolderNo(live.town.number("shop.holder"))
    device = live.town.do(RegisterDevice(holder, pocket.algorithm, pocket.spki, "till")).device
    with Client(live.url, live.town.tokens["teahouse"]) as teahouse:
        minor, store, signing = 300, live.ids["counter"], encode_id("dev", device)
        asked, again = (
            teahouse.payment_requests.create(
                amount_minor=minor, expires_at=UNTIL, store=store, purpose="茶", key="once",
                signed=sign_payment_request(
                    signing, pocket.sign, amount_minor=minor, expires_at=UNTIL, store=store, purpose="茶"
                ),
            )
            for _ in range(2)
        )  # fmt: skip
    assert again == asked  # another nonce and another signature are the same request
    with Client(live.url, live.town.tokens["li"]) as li:
        signed = li.payment_requests.get(asked.payment_request).signed
        assert signed is not None
        assert verify(signed.algorithm, signed.public_key, from_text(signed.signature), signed.text.encode())
        assert json.loads(signed.text)["amount"] == {"asset": "E-CNY", "minor": 300}
        assert number(signed.device) == device
        assert li.payment_requests.accept(asked.payment_request, payer=live.ids["li"]).amount.minor == 300
