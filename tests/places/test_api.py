"""Places over HTTP and the command line: who may keep, enter, take out and read; thousands are loaded from a table."""

import csv
from pathlib import Path
from typing import Any

import pytest

from jiaozi.clock import DAY_US, china_day, china_midnight, day_to_date, format_time
from jiaozi.db import sequencer
from jiaozi_sdk import ApiError
from jiaozi_sdk.models import (
    HowMuch,
    NewPlace,
    PlaceList,
    PlaceListNamed,
    Places,
    PlacesNamed,
    Terms,
    Where,
)
from jiaozi_sdk.resources.places import Places as PlacesOf
from tests.api.conftest import Live, live, serve, town
from tests.cli.conftest import home
from tests.cli.shell import Shell, shell
from tests.programs.test_api import as_read, of, steer

__all__ = ["home", "live", "serve", "shell", "town"]
VILLAGES = 3_432
KEY = ("--idempotency-key", "villages")


def place(live: Live, number: str = "500103001201", who: str = "icbc") -> str:
    """A village."""
    line = NewPlace(kind="village", number=number, title="石马村", region="500103")
    with of(live, who) as keeper:
        (made,) = keeper.places.create(places=[line]).results
    assert made.place is not None
    return made.place


def enter(live: Live, village: str, store: str | None = None, who: str = "icbc") -> Any:
    """Two people of the keeper enter a store."""
    body = {"entries": [{"place": village, "store": store or live.ids["counter"]}], "reason": "contract 7"}
    proposal = live.post(who, "/v1/place-entries", body).json()["proposal"]
    return live.post(f"{who}2", f"/v1/proposals/{proposal}/approve").json()


def aid(live: Live, village: str) -> str:
    """An open program of the works' that is spent in a village."""
    with of(live, "icbc") as icbc:
        listed = icbc.place_lists.create(title_en="Credit villages", title_zh="信用村", places=[village])
    now = live.town.clock.now()
    end = format_time(china_midnight(day_to_date(china_day(now) + 20)))
    part = PlacesNamed(lists=[PlaceListNamed(place_list=listed.place_list, version=listed.version)])
    with of(live, "works") as works:
        made = works.programs.create(
            funder=live.ids["works"],
            kind="envelope",
            name_en="Farm aid",
            name_zh="助农资金",
            terms=Terms(how_much=HowMuch(face_minor=300), where=Where(allow=Places(places=part))),
            opens_at=format_time(now),
            claims_until=end,
            expires_at=end,
        ).program
        shown = works.programs.get(made).terms.where
        assert shown.allow.places is not None
        assert [(each.place_list, each.version) for each in shown.allow.places.lists] == [(listed.place_list, 1)]
        assert shown.deny.places is None
        works.programs.funding(made, wallet=live.ids["works"], amount_minor=1_000)
    steer(live, made, "open")
    return str(made)


def test_a_village_is_kept_listed_entered_by_two_and_aid_is_spent_there(live: Live) -> None:
    village = place(live)
    program, counter = aid(live, village), live.ids["counter"]
    with of(live, "li") as li:
        claim = li.programs.claims.create(program, wallet=live.ids["li"]).claim
        (told,) = li.wallets.claims.list(live.ids["li"], store=counter, amount=200)
        assert (told.rule, told.pays) == ("where.allow", None)
        with pytest.raises(ApiError, match="claim_not_applicable") as refused:
            li.payments.create(payer=live.ids["li"], store=counter, amount_minor=200, claims=[claim])
        assert refused.value.detail == "the store is not one of those that the terms allow"
        assert enter(live, village)["outcome"] == {"entered": 1}
        (told,) = li.wallets.claims.list(live.ids["li"], store=counter, amount=200)
        assert told.pays is not None
        assert told.pays.minor == 200
        paid = li.payments.create(payer=live.ids["li"], store=counter, amount_minor=200)
        assert paid.bound is not None
    with of(live, "icbc") as icbc:
        out = icbc.places.stores.remove(village, counter)
        with pytest.raises(ApiError, match="entry_not_found"):
            icbc.places.stores.remove(village, counter)
    for who in ("works", "li", "central", "auditor", "city", "teahouse"):
        with of(live, who) as reader:
            (entry,) = reader.places.stores.list(village)
            assert (entry.store, entry.left_at) == (counter, out.left_at)
            assert reader.places.get(village).title == "石马村"


def test_what_changed_in_the_places_of_a_list_is_read_since_a_day(live: Live) -> None:
    villages = [place(live, f"50010300120{n}") for n in range(3)]
    with of(live, "icbc") as icbc:
        made = icbc.place_lists.create(title_en="Villages", title_zh="村", places=villages[:2])
        for village in villages:
            enter(live, village)
        key = (made.place_list, made.version)
        assert icbc.place_lists.versions.get(*key) == as_read(PlaceList, made)
        assert [each.place_list for each in icbc.place_lists.list(limit=1)] == [made.place_list]
        assert [each.id for each in icbc.place_lists.versions.places.list(*key, limit=1)] == sorted(villages[:2])
        assert [each.place for each in icbc.place_lists.versions.stores.list(*key, limit=1)] == sorted(villages[:2])
        live.town.clock.advance_to(live.town.clock.now() + DAY_US)
        since = format_time(live.town.clock.now())
        assert list(icbc.place_lists.versions.stores.list(*key, from_=since)) == []
        icbc.places.stores.remove(villages[0], live.ids["counter"])
        (changed,) = icbc.place_lists.versions.stores.list(*key, from_=since)
        assert (changed.place, changed.left_at) == (villages[0], since)
        assert {each.id for each in icbc.places.list(number="500103001201")} == {villages[1]}
        assert {each.id for each in icbc.places.list(operator=live.ids["icbc"])} == set(villages)
        with pytest.raises(ApiError, match="place_list_not_found"):
            icbc.place_lists.versions.get(made.place_list, 2)


def test_nobody_but_its_keeper_and_no_one_person_enters_a_store(live: Live) -> None:
    village = place(live)
    body = {"entries": [{"place": village, "store": live.ids["counter"]}], "reason": "mine"}
    proposal = live.post("icbc", "/v1/place-entries", body).json()["proposal"]
    assert live.post("icbc", f"/v1/proposals/{proposal}/approve").json()["code"] == "approval_own_proposal"
    for who in ("works", "li", "central", "auditor", "city", "teahouse"):
        assert live.post(who, "/v1/place-entries", body).json()["code"] == "forbidden"
    assert live.post("boc", "/v1/place-entries", body).json()["code"] == "place_not_found"
    enter(live, village)
    path = f"/v1/places/{village}/stores/{live.ids['counter']}/removal"
    for who in ("works", "li", "auditor", "city", "teahouse"):
        assert live.post(who, path).json()["code"] == "forbidden"
    assert live.post("boc", path).json()["code"] == "place_not_found"
    assert live.post("central", path).status_code == 200
    lines = {"places": [{"kind": "village", "number": "1", "title": "村", "region": "500103"}]}
    for who in ("works", "li", "central", "auditor", "city", "teahouse"):
        assert live.post(who, "/v1/places", lines).json()["code"] == "forbidden"


def test_what_happens_to_a_store_is_told(live: Live) -> None:
    village = place(live)
    enter(live, village)
    with of(live, "icbc") as icbc:
        icbc.places.stores.remove(village, live.ids["counter"])
        sequencer.catch_up(live.town.platform.engine)
        told = [each for each in icbc.events.list() if each.type.startswith("place.")]
    assert [each.type for each in told] == ["place.store_entered", "place.store_left"]
    assert {(each.data["place"], each.data["store"]) for each in told} == {(village, live.ids["counter"])}


def table(path: Path, many: int) -> Path:
    """A table of villages as a bank has it, headed in Chinese."""
    rows = [("种类", "编号", "名称", "区划"), *(("村", f"500103{n:06d}", f"第{n}村", "500103") for n in range(many))]
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


@pytest.mark.only_engine("sqlite")  # a thin layer over HTTP, whose answers are the same on both
def test_three_thousand_villages_are_loaded_listed_and_entered_by_commands(
    live: Live, shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    villages, out = str(table(tmp_path / "villages.csv", VILLAGES)), str(tmp_path / "places.csv")
    create, calls = PlacesOf.create, []

    def once_cut_off(self: Any, **more: Any) -> Any:
        calls.append(more)
        if len(calls) == 3:
            raise KeyboardInterrupt
        return create(self, **more)

    monkeypatch.setattr(PlacesOf, "create", once_cut_off)
    with pytest.raises(BaseException, match=r".*"):
        shell.run("icbc", "place", "load", villages, "--out", out, *KEY)
    told = shell.run("icbc", "place", "load", villages, "--out", out, *KEY)
    assert told == {"lines": VILLAGES, "registered": VILLAGES, "refused": 0}
    rows = Path(out).read_text(encoding="utf-8-sig").splitlines()
    assert (rows[0], len(rows)) == ("number,place,refused,why", VILLAGES + 1)
    listed = shell.run("icbc", "place-list", "write", "--title-en", "Villages", "--title-zh", "信用村", "--places", out)
    assert (listed["version"], listed["place_count"]) == (1, VILLAGES)
    village = rows[1].split(",")[1]
    stores = tmp_path / "stores.csv"
    stores.write_text(f"place,store\n{village},{live.ids['counter']}\n", encoding="utf-8")
    asked = shell.run("icbc", "place", "enter", "--entries", str(stores), "--reason", "contract 7")
    assert shell.run("icbc2", "proposal", "approve", asked["proposal"])["outcome"] == {"entered": 1}
    found = shell.run("li", "place-list", "stores", listed["place_list"], "1")
    assert [(each["place"], each["store"]) for each in found] == [(village, live.ids["counter"])]
    assert len(shell.run("li", "place-list", "places", listed["place_list"], "1")) == VILLAGES
    shell.run("icbc", "place", "take-out", village, live.ids["counter"])


@pytest.mark.only_engine("sqlite")  # as above
def test_a_table_with_bad_places_tells_which(live: Live, shell: Shell, tmp_path: Path) -> None:
    place(live)
    path = tmp_path / "villages.csv"
    path.write_text("kind,number,title,region\nvillage,500103001201,Another,500103\ntown,1,A town,500103\n")
    told = shell.text("icbc", "place", "load", str(path), *KEY, code=1)
    assert "place_exists" in told
    assert shell.run("icbc", "place", "list", "--number", "1")[0]["kind"] == "town"
    path.write_text("kind,number,title,region\nhamlet,2,A hamlet,500103\n")
    shell.text("icbc", "place", "load", str(path), "--idempotency-key", "other", code=2)
    path.write_text("number,title\n1,A\n")
    shell.text("icbc", "place", "load", str(path), *KEY, code=2)
