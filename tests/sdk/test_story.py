"""One story with all three clients against one running server: a payment, its refunds, and the lists of them."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from jiaozi_sdk import ApiError, AsyncClient, Client
from tests.api.conftest import Live
from tests.sdk import node

STORY = {
    "gone": "payment_not_found",
    "same": True,
    "refunds": [999, 1499, 1500],
    "listed": [999, 500, 1],
    "state": "completed",
    "lines": [100_000, 1999, 999, 500, 1],
    "later": 0,
    "csv": True,
    "refused": "limit_single_exceeded",
}
DAY = "2025-12-30"


def refusal(call: Callable[[], Any]) -> str:
    with pytest.raises(ApiError) as caught:
        call()
    return caught.value.code


async def refusal_of(call: Awaitable[Any]) -> str:
    with pytest.raises(ApiError) as caught:
        await call
    return caught.value.code


def synchronous(live: Live) -> dict[str, Any]:
    wallet, store = live.ids["li"], live.ids["counter"]
    with Client(live.url, live.town.tokens["li"]) as li, Client(live.url, live.town.tokens["teahouse"]) as teahouse:
        tried = li.payments.create(payer=wallet, amount_minor=1999, store=store, dry_run=True)
        gone = refusal(lambda: li.payments.get(tried.payment))
        paid = li.payments.create(payer=wallet, amount_minor=1999, store=store, key="tea-1")
        again = li.payments.create(payer=wallet, amount_minor=1999, store=store, key="tea-1")
        refunds = [teahouse.payments.refunds.create(paid.payment, amount_minor=minor) for minor in (999, 500, 1)]
        statement = li.wallets.statement(wallet, limit=2)
        return {
            "gone": gone,
            "same": again == paid,
            "refunds": [each.refunded.minor for each in refunds],
            "listed": [each.amount.minor for each in teahouse.payments.refunds.list(paid.payment, limit=2)],
            "state": li.payments.get(paid.payment).state,
            "lines": [line.amount.minor for line in statement],
            "later": len(list(li.wallets.statement(wallet, cursor=statement.cursor))),
            "csv": b"19.99" in li.wallets.statements.get_file(wallet, from_=DAY, to=DAY, format="csv"),
            "refused": refusal(lambda: li.payments.create(payer=wallet, amount_minor=10**12, store=store)),
        }


def asynchronous(live: Live) -> dict[str, Any]:
    return asyncio.run(_asynchronous(live))


async def _asynchronous(live: Live) -> dict[str, Any]:
    wallet, store = live.ids["li"], live.ids["counter"]
    teahouse = AsyncClient(live.url, live.town.tokens["teahouse"])
    async with teahouse, AsyncClient(live.url, live.town.tokens["li"]) as li:
        tried = await li.payments.create(payer=wallet, amount_minor=1999, store=store, dry_run=True)
        gone = await refusal_of(li.payments.get(tried.payment))
        paid = await li.payments.create(payer=wallet, amount_minor=1999, store=store, key="tea-1")
        again = await li.payments.create(payer=wallet, amount_minor=1999, store=store, key="tea-1")
        refunds = [await teahouse.payments.refunds.create(paid.payment, amount_minor=each) for each in (999, 500, 1)]
        statement = li.wallets.statement(wallet, limit=2)
        return {
            "gone": gone,
            "same": again == paid,
            "refunds": [each.refunded.minor for each in refunds],
            "listed": [each.amount.minor async for each in teahouse.payments.refunds.list(paid.payment, limit=2)],
            "state": (await li.payments.get(paid.payment)).state,
            "lines": [line.amount.minor async for line in statement],
            "later": len([line async for line in li.wallets.statement(wallet, cursor=statement.cursor)]),
            "csv": b"19.99" in await li.wallets.statements.get_file(wallet, from_=DAY, to=DAY, format="csv"),
            "refused": await refusal_of(li.payments.create(payer=wallet, amount_minor=10**12, store=store)),
        }


def typescript(live: Live) -> dict[str, Any]:
    ids = {name: live.ids[name] for name in ("li", "counter")}
    tokens = {name: live.town.tokens[name] for name in ("li", "teahouse")}
    return node.run("story", url=live.url, ids=ids, **tokens)  # type: ignore[no-any-return]


@pytest.mark.parametrize("tell", [synchronous, asynchronous, typescript], ids=["sync", "async", "typescript"])
def test_a_payment_its_refunds_and_their_lists(live: Live, tell: Callable[[Live], dict[str, Any]]) -> None:
    assert tell(live) == STORY


def test_an_act_of_two_people_and_its_dry_run_answer_different_things(live: Live) -> None:
    with (
        Client(live.url, live.town.tokens["central"]) as first,
        Client(live.url, live.town.tokens["central2"]) as second,
    ):
        tried = first.issues.create(operator=live.ids["icbc"], amount_minor=100, reason="festival", dry_run=True)
        assert tried.journal
        proposed = first.issues.create(operator=live.ids["icbc"], amount_minor=100, reason="festival")
        assert second.proposals.approve(proposed.proposal).state == "done"


def test_a_list_goes_on_where_it_ended(live: Live) -> None:
    with Client(live.url, live.town.tokens["auditor"]) as auditor:
        live.sequence()
        first = auditor.groups.list(limit=7)
        known = [group.sequence for group in first]
        live.pay()
        live.sequence()
        more = [group.sequence for group in auditor.groups.list(cursor=first.cursor)]
        assert known + more == list(range(1, known[-1] + len(more) + 1))
        assert more
