"""A page of a filtered list is a bounded range of one index, whatever is asked for, on both engines."""

from collections.abc import Sequence
from typing import Any

import pytest

from jiaozi.acceptance.schema import APPLICATION_LIST, ORDER_LIST
from jiaozi.access import acts as access_acts
from jiaozi.access import store as access
from jiaozi.access.acts import Filter, acts
from jiaozi.api import store as api
from jiaozi.billing.schema import BILL_LIST, REQUEST_LIST
from jiaozi.db import lists
from jiaozi.db.engine import Connection, Row
from jiaozi.db.lists import LAST, Condition, Found, Listing, Walk, at_least, equals, page
from jiaozi.db.sequencer import catch_up
from jiaozi.kinds import PrincipalNo
from jiaozi.payments.model import Payment
from jiaozi.payments.schema import PAYMENT_LIST, REFUND_LIST
from jiaozi.payments.store import HAVING, SOLD, asked_of, having, sold_by
from jiaozi.webhooks.store import events_after
from tests.features.conftest import OpenWorld
from tests.features.world import World

MINUTE_US = 60_000_000
INNER = ["CORRELATED SCALAR SUBQUERY 1", "SEARCH m USING PRIMARY KEY (thing=? AND name=?)"]
OF_STORES = ["CORRELATED SCALAR SUBQUERY 1", "SEARCH s USING INTEGER PRIMARY KEY (id=?)"]
IN_A_GROUP = "USE TEMP B-TREE FOR LAST TERM OF ORDER BY"
UNIQUE = ("orders_number",)
"""Along such an index there is one row at most."""
LISTINGS = (PAYMENT_LIST, REFUND_LIST, REQUEST_LIST, ORDER_LIST, BILL_LIST, APPLICATION_LIST)


class Listening:
    """A connection that remembers what it was asked."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.asked: dict[str, Sequence[Any]] = {}

    def query(self, sql: str, parameters: Sequence[Any] = ()) -> list[Row]:
        self.asked[sql] = parameters
        return self._connection.query(sql, parameters)


def statements(world: World, listing: Listing[Any]) -> dict[str, Sequence[Any]]:
    """What pages of a list are read with, by every way, in both orders, of all times and of some, tested and not."""
    has = set(listing.table.columns)
    amount = at_least("amount_minor", 5) if "amount_minor" in has else at_least("state", 1)
    same = Condition("store = ?", 9, "store") if "store" in has else Condition("state = ?", 1, "state")
    carts = having(("cart", "77"))
    with world.platform.snapshot() as connection:
        listening: Any = Listening(connection)
        for way in listing.ways:
            given = tuple(Condition(f"{column} = ?", 7, column) for column in way.columns)
            for newest in (False, True):
                for begin, end in ((None, None), (5, None), (None, 10**15), (5, 10**15)):
                    two = (*given, amount, same)
                    theirs = [(*given, sold_by(9)), (*given, asked_of(9))] if "payee" in has else []
                    for tests in (given, (*given, amount), two, (*given, carts), *theirs):
                        for place in (None, 77):
                            asked = Walk(tests, way.columns[-1], begin, end, newest)
                            page(listening, listing, asked, place, 50)
    asked_for: dict[str, Sequence[Any]] = listening.asked
    return asked_for


@pytest.mark.parametrize("listing", LISTINGS, ids=lambda listing: listing.table.name)
def test_every_combination_is_read_along_an_index_and_never_sorted(world: World, listing: Listing[Any]) -> None:
    found = statements(world, listing)
    assert len(found) > 6 * len(listing.ways)
    for sql, parameters in found.items():
        (way,) = [each for each in listing.ways if f"{each.name})" in sql]
        if world.platform.engine.name == "sqlite":
            plan = [str(row[-1]) for row in world.query(f"EXPLAIN QUERY PLAN {sql}", parameters)]
            equal = " AND ".join(f"{column}=?" for column in way.columns)
            between = "" if way.name in UNIQUE else " AND id>? AND id<?"
            step, *inner = (each.replace("COVERING ", "").replace("rowid", "id") for each in plan)
            assert inner == (INNER if HAVING in sql else OF_STORES if SOLD in sql else []), plan
            assert step == f"SEARCH {listing.table.name} USING INDEX {way.name} ({equal}{between})", plan
        else:
            plan = [str(row[0]) for row in world.query(f"EXPLAIN {sql}", parameters)]
            text = "\n".join(plan)
            assert "RANGE SCAN" in text, text
            assert f"({way.name}" in text, text
            assert "SORT" not in text or way.name in UNIQUE, text
            assert "FULL SCAN" not in text, text


def test_a_page_looks_at_a_window_however_few_rows_are_what_is_asked_for(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "WINDOW", 3)
    icbc = world.bank()
    payer, store = world.rich(icbc), world.shop(icbc)
    made = [world.pay(payer, amount, store).payment for amount in (1, 2, 3, 4, 9, 5, 6, 7, 8)]
    for newest in (False, True):
        asked = Walk(
            (Condition("payer = ?", payer, "payer"), Condition("amount_minor >= ?", 9)), "payer", newest=newest
        )
        pages = _pages(world, asked)
        assert [row.id for each in pages for row in each.rows] == [made[4]]
        assert [len(each.rows) for each in pages] == [0, 1, 0, 0]
        assert [each.more for each in pages] == [True, True, True, False]


def _pages(world: World, asked: Walk, limit: int = 50) -> list[Found[Payment]]:
    found: list[Found[Payment]] = []
    with world.platform.snapshot() as connection:
        while not found or found[-1].more:
            found.append(page(connection, PAYMENT_LIST, asked, found[-1].place if found else None, limit))
    return found


def test_a_list_of_some_time_has_what_was_recorded_then_to_the_microsecond(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc), world.shop(icbc)
    for _ in range(8):
        for amount in (1, 2):
            world.pay(payer, amount, store)
        world.wait(11 * MINUTE_US)
    rows = world.query("SELECT id, at FROM payments ORDER BY id")
    by = (Condition("payer = ?", payer, "payer"),)
    edges = sorted({at + more for _, at in rows for more in (-1, 0, 1)})
    monkeypatch.setattr(lists, "APART_US", MINUTE_US)
    for begin in (None, *edges[:: len(edges) // 5]):
        for end in (None, *edges[1 :: len(edges) // 5]):
            wanted = [number for number, at in rows if (begin or 0) <= at and (end is None or at < end)]
            for newest in (False, True):
                for limit in (3, 50):
                    pages = _pages(world, Walk(by, "payer", begin, end, newest), limit)
                    found = [row.id for each in pages for row in each.rows]
                    assert found == (wanted[::-1] if newest else wanted)


def test_two_things_that_one_column_is_to_equal_are_asked_for_both(world: World) -> None:
    icbc = world.bank()
    payer, store = world.rich(icbc), world.shop(icbc)
    world.pay(payer, 5, store)
    for first, second, found in ((payer, payer, 1), (payer, payer + 16, 0), (payer + 16, payer, 0)):
        both = (equals("payer", first), equals("payer", second))
        assert [len(each.rows) for each in _pages(world, Walk(both, "payer"))] == [found]


def test_lists_by_the_sequencer_s_number_go_on_from_their_place_and_sort_nothing_before_it(world: World) -> None:
    with world.platform.snapshot() as connection:
        listening: Any = Listening(connection)
        after, last = (5, 1), (9, 1)
        events_after(listening, *after, 10)
        api.events(listening, after, 10)
        api.events_of(listening, 7, after, last, 10)
        api.event_at(listening, after, 10)
        access.acts(listening, after, last, 10, (None,) * 5)
        access.acts(listening, after, last, 10, (1, 2, "issue", 3, 4))
        access.act_at(listening, after, last, 10)
        access.last_act(listening)
    assert len(listening.asked) == 8
    for sql, parameters in listening.asked.items():
        way = "acts_seq" if "FROM acts" in sql else "commit_groups_seq"
        if world.platform.engine.name == "sqlite":
            plan = [str(row[-1]) for row in world.query(f"EXPLAIN QUERY PLAN {sql}", parameters)]
            assert plan[0].startswith("SEARCH"), plan
            assert f"INDEX {way}" in plan[0], plan
            assert all(step == IN_A_GROUP or "TEMP B-TREE" not in step for step in plan), plan
        else:
            text = "\n".join(str(row[0]) for row in world.query(f"EXPLAIN {sql}", parameters))
            assert f"({way}" in text, text
            assert "FULL SCAN" not in text, text
            assert "SORT" not in text or "prefix_pos(1)" in text, text


def test_acts_of_some_time_are_found_without_reading_the_others(open_world: OpenWorld) -> None:
    world = open_world()
    for bank in ("icbc", "boc", "ccb"):
        world.bank(bank)
        world.wait(60 * MINUTE_US)
    catch_up(world.platform.engine)
    with world.platform.snapshot() as connection:
        every = acts(connection).found
        assert len(every) > 5
        for at in {act.at for act in every}:
            assert acts(connection, only=Filter(begin=at)).found == [act for act in every if act.at >= at]
            assert acts(connection, only=Filter(end=at)).found == [act for act in every if act.at < at]
            assert access.acts_before(connection, at) < min(act.seq for act in every if act.at >= at)


def test_acts_that_are_asked_for_are_looked_for_in_a_window(
    open_world: OpenWorld, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that a page of few costs no more than one of many, and whoever follows the log looks at each act once."""
    world = open_world()
    banks = [world.bank(bank) for bank in ("icbc", "boc", "ccb", "abc")]
    catch_up(world.platform.engine)
    monkeypatch.setattr(access_acts, "WINDOW", 3)
    found: list[Any] = []
    place = (0, -1)
    with world.platform.snapshot() as connection:
        listening: Any = Listening(connection)
        every = acts(listening).found
        wanted = [act for act in every if act.operation == "open_operator"]
        for only in (Filter(operation="open_operator"), Filter(operation="open_operator", begin=0, end=LAST // 2)):
            found, pages, place = [], 0, (0, -1)
            more = True
            while more:
                page_ = acts(listening, place, 50, only)
                found, pages, place, more = found + page_.found, pages + 1, page_.place, page_.more
            assert (found, pages) == (wanted, len(every) // 3 + 1)
        nothing = acts(listening, only=Filter(operation="none_such"))
        assert (nothing.found, nothing.place, nothing.more) == ([], (every[2].seq, every[2].n), True)
        at_the_end = acts(listening, place, 50, Filter(principal=PrincipalNo(7)))
        assert (at_the_end.found, at_the_end.place, at_the_end.more) == ([], (every[-1].seq, every[-1].n), False)
    assert len(wanted) == len(banks)
