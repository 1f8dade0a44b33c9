"""An institution's list of events: its own of a window of everybody's, and nothing is looked at twice."""

import pytest

from jiaozi.api import store
from jiaozi.api.routes import events
from jiaozi.db.engine import Connection, Row
from jiaozi.wallets.exchange import Load
from tests.api.conftest import Live, live, serve, town

__all__ = ["live", "serve", "town"]


def followed(live: Live, who: str, cursor: str | None = None) -> tuple[list[list[int]], str]:
    """The numbers of somebody's events from a cursor to the end, page by page, and the last cursor."""
    pages: list[list[int]] = []
    more = True
    while more:
        page = live.get(who, "/v1/events", params={"limit": 200} | ({"cursor": cursor} if cursor else {})).json()
        pages.append([event["sequence"] for event in page["items"]])
        cursor, more = page["next_cursor"], page["has_more"]
    assert cursor is not None
    return pages, cursor


@pytest.mark.parametrize("who", ["icbc", "boc"])
def test_an_institution_s_events_are_looked_for_in_a_window(
    live: Live, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    live.pay(100)
    live.sequence()
    whole, _ = followed(live, who)
    monkeypatch.setattr(events, "WINDOW", 4)
    pages, _ = followed(live, who)
    assert [each for page in pages for each in page] == [each for page in whole for each in page]
    assert len(pages) > len(whole), "a window with few of one's own ends a page"


def test_what_others_did_is_looked_at_once_by_whoever_follows_the_list(
    live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    windows: list[tuple[store.Place, store.Place]] = []
    events_of = store.events_of

    def listening(connection: Connection, owner: int, after: store.Place, last: store.Place, limit: int) -> list[Row]:
        windows.append((after, last))
        return events_of(connection, owner, after, last, limit)

    monkeypatch.setattr(store, "events_of", listening)
    live.sequence()
    _, end = followed(live, "boc")
    for _ in range(3):
        town = live.town
        town.do(Load(town.number("li"), town.number("li.bank"), 100))  # at icbc
        live.sequence()
        assert followed(live, "boc", end)[0] == [[]]
        _, end = followed(live, "boc", end)
        assert followed(live, "boc", end)[0] == [[]]
        last, again = windows[-2:]
        assert last[1] == again[0] == again[1], "at the end there is nothing to look at"
    with live.town.platform.snapshot() as connection:
        assert store.event_at(connection, windows[-1][0], 1) is None
