"""Onboarding, terminals, orders and takings over HTTP: each role its own, replays, bad input; the SDK and the shell."""

from codecs import BOM_UTF8
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from jiaozi_sdk import ApiError, Client
from jiaozi_sdk.models import OrderLine
from tests.api.conftest import Live, yuan
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell
from tests.devices.pocket import Pocket

__all__ = ["home", "shell"]
DAY = "2025-12-30"
LICENCE = {"kind": "licence", "sha256": "a" * 64}


def application(live: Live, **changed: Any) -> dict[str, Any]:
    names = {"name_en": "Works shop", "name_zh": "厂店", "category": "5411"}
    return {"wallet": live.ids["works"], **names, "documents": [LICENCE]} | changed


def order(live: Live, number: str = "A-1", **changed: Any) -> dict[str, Any]:
    goods = [{"name": "绿茶", "quantity": 2, "unit": yuan(300)}]
    return {"store": live.ids["counter"], "number": number, "lines": goods} | changed


def test_a_company_applies_and_its_operator_decides(live: Live) -> None:
    asked = live.post("works", "/v1/merchant-applications", application(live), "apply-1")
    assert asked.status_code == 201, asked.text
    again = live.post("works", "/v1/merchant-applications", application(live), "apply-1")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (asked.json(), "true")
    path = f"/v1/merchant-applications/{asked.json()['application']}"
    for who, status in (("boc", 404), ("works", 403), ("central", 403), ("li", 403), ("teahouse", 403)):
        assert live.post(who, f"{path}/review", {"approve": True}).status_code == status, who
    for who, status in (("icbc", 200), ("works", 200), ("boc", 404), ("city", 403), ("li", 403)):
        assert live.get(who, path).status_code == status, who
    done = live.post("icbc", f"{path}/review", {"approve": True})
    assert done.status_code == 200, done.text
    merchant = live.get("li", f"/v1/merchants/{done.json()['merchant']}").json()
    assert (merchant["name_zh"], merchant["category"]) == ("厂店", "5411")
    shown = live.get("works", path).json()
    assert (shown["state"], shown["merchant"], shown["documents"]) == ("approved", merchant["id"], [LICENCE])
    assert [row["id"] for row in live.get("icbc", "/v1/merchant-applications").json()["items"]] == [shown["id"]]
    assert live.get("boc", "/v1/merchant-applications").json()["items"] == []
    assert live.get("icbc", "/v1/merchant-applications", params={"state": "open"}).json()["items"] == []


def test_whoever_of_the_operator_applied_does_not_decide(live: Live) -> None:
    path = live.post("icbc", "/v1/merchant-applications", application(live)).json()["application"]
    own = live.post("icbc", f"/v1/merchant-applications/{path}/review", {"approve": True})
    assert (own.status_code, own.json()["code"]) == (403, "approval_own_proposal")
    assert live.post("icbc2", f"/v1/merchant-applications/{path}/review", {"approve": True}).status_code == 200


def test_an_order_is_the_merchants_word_and_the_payers_money(live: Live) -> None:
    for who, status in (("boc", 403), ("li", 403), ("works", 403), ("central", 403)):
        assert live.post(who, "/v1/orders", order(live)).status_code == status, who
    placed = live.post("teahouse", "/v1/orders", order(live))
    assert (placed.status_code, placed.json()["amount"]) == (201, yuan(600)), placed.text
    path = f"/v1/orders/{placed.json()['order']}"
    for who, status in (("li", 200), ("wang", 200), ("boc", 200), ("icbc", 404), ("auditor", 200), ("city", 403)):
        assert live.get(who, path).status_code == status, who
    assert live.post("wang", f"{path}/payment", {"payer": live.ids["li"]}).status_code == 404
    assert live.post("icbc", f"{path}/payment", {"payer": live.ids["li"]}).status_code == 403
    assert live.post("li", f"{path}/payment", {"payer": live.ids["li"], "amount": yuan(1)}).status_code == 422
    dry = live.post("li", f"{path}/payment?dry_run=true", {"payer": live.ids["li"]})
    assert (dry.status_code, live.get("li", path).json()["state"]) == (200, "open")
    paid = live.post("li", f"{path}/payment", {"payer": live.ids["li"]}, "pay-1")
    assert paid.status_code == 201, paid.text
    again = live.post("li", f"{path}/payment", {"payer": live.ids["li"]}, "pay-1")
    assert (again.json(), again.headers["Idempotent-Replayed"]) == (paid.json(), "true")
    late = live.post("wang", f"{path}/payment", {"payer": live.ids["wang"]})
    assert (late.status_code, late.json()["code"]) == (409, "order_paid")
    for who, status in (("li", 200), ("teahouse", 200), ("wang", 404), ("works", 404)):
        assert live.get(who, path).status_code == status, who
    left = live.post("teahouse", "/v1/orders", order(live, "A-2", lifetime_s=1)).json()["order"]
    live.town.clock.advance_to(live.town.clock.now() + 2_000_000)
    assert live.get("wang", f"/v1/orders/{left}").status_code == 404
    assert live.get("teahouse", f"/v1/orders/{left}").json()["state"] == "expired"
    shown = live.get("teahouse", "/v1/orders", params={"number": "A-1"}).json()["items"]
    assert [(row["state"], row["payment"]) for row in shown] == [("paid", paid.json()["payment"])]
    assert live.get("li", "/v1/orders", params={"number": "A-1"}).status_code == 422
    asked = {"number": "A-1", "merchant": live.ids["teahouse"]}
    assert live.get("li", "/v1/orders", params=asked).status_code == 404
    assert [each["number"] for each in live.get("boc", "/v1/orders", params=asked).json()["items"]] == ["A-1"]
    live.sequence()
    assert live.get("auditor", "/v1/audit").json()["findings"] == []


def test_an_order_is_read_with_the_numbers_and_tags_of_its_goods(live: Live) -> None:
    asked = order(live)
    asked["lines"] = [asked["lines"][0] | {"sku": "JD-1", "tags": ["global-sale", "tea"]}, asked["lines"][0]]
    placed = live.post("teahouse", "/v1/orders", asked)
    assert placed.status_code == 201, placed.text
    shown = live.get("teahouse", f"/v1/orders/{placed.json()['order']}").json()["lines"]
    assert [(line["sku"], line["tags"]) for line in shown] == [("JD-1", ["global-sale", "tea"]), ("", [])]


def test_a_holder_with_a_device_signs_the_payment_of_an_order(live: Live) -> None:
    pocket = Pocket()
    device = {"algorithm": pocket.algorithm, "public_key": pocket.public}
    assert live.post("li", f"/v1/holders/{live.ids['li.holder']}/devices", device).status_code == 201
    placed = live.post("teahouse", "/v1/orders", order(live)).json()["order"]
    unsigned = live.post("li", f"/v1/orders/{placed}/payment", {"payer": live.ids["li"]})
    assert (unsigned.status_code, unsigned.json()["code"]) == (403, "signature_required")
    assert live.post("wang", f"/v1/orders/{placed}/payment", {"payer": live.ids["wang"]}).status_code == 201


BAD: tuple[tuple[dict[str, Any], str], ...] = (
    ({"lines": []}, "request_malformed"),
    ({"lines": [{"name": "tea", "quantity": 0, "unit": yuan(1)}]}, "request_malformed"),
    ({"lines": [{"name": "tea", "quantity": 1.5, "unit": yuan(1)}]}, "request_malformed"),
    ({"lines": [{"name": "tea", "quantity": 1, "unit": yuan(0)}]}, "amount_invalid"),
    ({"number": "a\nb"}, "reference_invalid"),
    ({"lifetime_s": 0}, "request_malformed"),
    ({"amount": yuan(1)}, "request_malformed"),
    ({"terminal": "trm_0000000000001"}, "terminal_not_found"),
)


def test_bad_input_places_nothing(live: Live) -> None:
    for changed, code in BAD:
        answer = live.post("teahouse", "/v1/orders", order(live, **changed))
        assert answer.json()["code"] == code, (changed, answer.text)
    for changed in ({"documents": []}, {"documents": [{"kind": "licence", "sha256": "x"}]}, {"category": "5"}):
        assert live.post("works", "/v1/merchant-applications", application(live, **changed)).status_code == 422
    wrong = live.post("works", "/v1/merchant-applications", application(live, documents=[LICENCE | {"kind": "permit"}]))
    assert (wrong.status_code, wrong.json()["code"]) == (422, "documents_invalid")
    assert live.get("teahouse", f"/v1/merchants/{live.ids['teahouse']}/takings?day=yesterday").status_code == 422
    with live.town.platform.snapshot() as connection:
        for table in ("orders", "merchant_applications", "terminals"):
            assert connection.query(f"SELECT count(*) FROM {table}") == [(0,)]


def test_the_sdk_and_the_shell_do_all_of_it(live: Live, shell: Shell, tmp_path: Path) -> None:
    ids, tokens = live.ids, live.town.tokens
    with Client(live.url, tokens["teahouse"]) as shop, Client(live.url, tokens["li"]) as li:
        terminal = shop.stores.terminals.create(ids["counter"], label="Till 1", serial="SN-1").terminal
        assert [row.label for row in shop.stores.terminals.list(ids["counter"])] == ["Till 1"]
        placed = shop.orders.create(
            store=ids["counter"],
            number="S-1",
            lines=[OrderLine(name="tea", quantity=3, unit_minor=100)],
            terminal=terminal,
        )
        paid = li.orders.pay(placed.order, payer=ids["li"])
        shop.payments.refunds.create(paid.payment, amount_minor=120)
        (found,) = shop.orders.list(number="S-1")
        assert (found.state, found.terminal, li.orders.get(placed.order).lines[0].quantity) == ("paid", terminal, 3)
        assert list(shop.orders.list(number="S-2")) == []
        day = shop.merchants.takings.get(ids["teahouse"], day=DAY)
        assert (day.total.gross.minor, day.total.refunded.minor, day.total.net.minor) == (300, 120, 180)
        assert not day.complete
        file = shop.merchants.settlement_file(ids["teahouse"], day=DAY)
        assert len(file.splitlines()) == 3
        assert file == BOM_UTF8 + shop.merchants.settlement_file(ids["teahouse"], day=DAY, bom=False)
        for ask in (shop.merchants.takings.get, shop.merchants.settlement_file):
            with pytest.raises(ApiError, match="period_invalid"):
                ask(ids["teahouse"], day="2999-12-31")
        shop.terminals.suspend(terminal, suspended=True)
        with pytest.raises(ApiError, match="terminal_suspended"):
            shop.orders.create(
                store=ids["counter"],
                number="S-3",
                lines=[OrderLine(name="tea", quantity=1, unit_minor=100)],
                terminal=terminal,
            )
        for path in ("takings", "settlement-file"):
            whole = f"/v1/merchants/{ids['teahouse']}/{path}?day={DAY}"
            for who, status in (("boc", 200), ("auditor", 200), ("icbc", 404), ("li", 403), ("central", 403)):
                assert live.get(who, whole).status_code == status, (who, path)

    licence = tmp_path / "licence.pdf"
    licence.write_bytes(b"a licence")
    names = ("Works shop", "厂店", "5411")
    asked = shell.run("works", "merchant", "apply", ids["works"], *names, "--licence", str(licence))["application"]
    (listed,) = shell.run("icbc", "merchant", "applications", "--state", "open")
    assert listed["documents"] == [{"kind": "licence", "sha256": sha256(b"a licence").hexdigest()}]
    assert shell.run("icbc", "merchant", "review", asked)["merchant"].startswith("mer_")
    late = shell.run("icbc", "merchant", "review", asked, "--reject", "late", code=1)
    assert late["error"]["code"] == "application_decided"
    made = shell.run("teahouse", "order", "place", ids["counter"], "C-1", "--line", "tea:2:5.00")
    assert made["amount"]["minor"] == 1_000
    assert shell.run("li", "order", "show", made["order"])["state"] == "open"
    assert "10.00" in shell.text("li", "order", "show", made["order"])
    assert shell.run("li", "order", "pay", made["order"], ids["li"])["amount"]["minor"] == 1_000
    assert shell.run("teahouse", "order", "cancel", made["order"], code=1)["error"]["code"] == "order_paid"
    assert shell.run("teahouse", "merchant", "takings", ids["teahouse"], DAY)["total"]["gross"]["minor"] == 1_300
    assert "total, net" in shell.text("teahouse", "merchant", "takings", ids["teahouse"], DAY)
    assert "13.00" not in shell.run("teahouse", "merchant", "settlement-file", ids["teahouse"], DAY)["csv"]
    there = tmp_path / "day.csv"
    shell.text("teahouse", "merchant", "settlement-file", ids["teahouse"], DAY, "--output", str(there))
    wrong = there.with_suffix(".pdf")
    shell.text("teahouse", "merchant", "settlement-file", ids["teahouse"], DAY, "--output", str(wrong), code=2)
    assert not wrong.exists()
    assert there.read_bytes().startswith(BOM_UTF8 + b"time,kind")
    for command in ("takings", "settlement-file"):
        told = shell.run("teahouse", "merchant", command, ids["teahouse"], "2999-12-31", code=1)
        assert told["error"]["code"] == "period_invalid"
