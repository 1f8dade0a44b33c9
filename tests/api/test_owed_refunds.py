"""A refund that found no wallet: the merchant is answered as ever, and the holder's side alone reads what waits."""

from jiaozi_sdk import Client
from tests.api.conftest import Live
from tests.api.test_life import ok


def test_what_waits_is_read_by_the_holders_side_alone_and_the_merchant_is_done(live: Live) -> None:
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
    path = f"/v1/holders/{holder}/owed-refunds"
    seen = {who: live.get(who, path).status_code for who in live.town.tokens}
    may = {"li": 200, "icbc": 200, "icbc2": 200, "auditor": 200}
    none = {who: status for who, status in seen.items() if who not in may}
    assert {who: seen[who] for who in may} == may
    assert set(none.values()) == {403, 404}
    assert (none["boc"], none["teahouse"], none["wang"], none["central"]) == (404, 403, 404, 403)
    assert ok(live.get("teahouse", f"/v1/payments/{payment}"))["refunded"]["minor"] == 700
