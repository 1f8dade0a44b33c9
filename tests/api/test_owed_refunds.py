"""A refund that found no wallet: the merchant is answered as ever, and the payer's side alone reads what waits."""

from jiaozi.access.model import Role
from jiaozi.subwallets.model import OpenSubWallet
from jiaozi.wallets.changes import ChangeClass, CloseWallet
from jiaozi_sdk import Client
from tests.api.conftest import Live, yuan
from tests.api.test_life import ok
from tests.worlds.people import resident_id


def test_what_waits_is_read_by_the_holders_side_alone_and_the_merchant_is_done(live: Live) -> None:
    live.town.do(ChangeClass(live.town.number("li"), "III", "李四", resident_id(1), "6222000000000001", True))
    payment, holder, wallet = live.pay(100_000).json()["payment"], live.ids["li.holder"], live.ids["li"]
    with Client(live.url, live.town.tokens["teahouse"]) as shop, Client(live.url, live.town.tokens["li"]) as li:
        before = shop.payments.refunds.create(payment, amount_minor=300)
        li.payments.create(payer=wallet, payee=live.ids["wang"], kind="person", amount_minor=300)
        li.wallets.close(wallet)
        after = shop.payments.refunds.create(payment, amount_minor=400)
        assert (before.refunded.minor, after.refunded.minor) == (300, 700)
        (row,) = li.holders.owed_refunds.list(holder)
        assert (row.id, row.wallet, row.amount.minor, row.paid_into, row.claimed_at) == (
            after.refund, wallet, 400, None, None,
        )  # fmt: skip
    assert readers(live, holder) == {"li": 1, "icbc": 1, "icbc2": 1, "auditor": 1}
    assert ok(live.get("teahouse", f"/v1/payments/{payment}"))["refunded"]["minor"] == 700


def test_a_company_reads_what_waits_for_it_as_it_is_told_of_it_and_its_store_nothing_of_that(live: Live) -> None:
    main, town = live.ids["works"], live.town
    store = town.do(OpenSubWallet(town.number("works"), "store")).sub_wallet
    town.hire("store", Role.EMPLOYER, "icbc", store)
    town.do(CloseWallet(store))
    paid = live.post("works", "/v1/payments", {"payer": main, "store": live.ids["counter"], "amount": yuan(100_000)})
    payment = ok(paid, 201)["payment"]
    ok(live.post("works", f"/v1/wallets/{main}/closure"))
    ok(live.post("teahouse", f"/v1/payments/{payment}/refunds", {"amount": yuan(400)}), 201)
    live.sequence()
    events = ok(live.get("works", "/v1/events?limit=100"))["items"]
    assert [each["data"]["amount"]["minor"] for each in events if each["type"] == "refund.owed"] == [400]
    seen = readers(live, live.ids["works.holder"])
    assert seen == {"works": 1, "store": 0, "icbc": 1, "icbc2": 1, "auditor": 1}


def readers(live: Live, holder: str) -> dict[str, int]:
    """How many refunds each one reads that wait for a holder, of all who are not told that there is no such holder, or
    that they may not."""
    answers = {who: live.get(who, f"/v1/holders/{holder}/owed-refunds") for who in live.town.tokens}
    assert {each.status_code for each in answers.values()} == {200, 403, 404}
    return {who: len(each.json()["items"]) for who, each in answers.items() if each.status_code == 200}
