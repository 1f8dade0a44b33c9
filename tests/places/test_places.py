"""Aid for villages is spent at the stores that stand in them, as two people entered them; nowhere else."""

from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest
from msgspec import UNSET

from jiaozi.clock import DAY_US
from jiaozi.ids import encode_id
from jiaozi.kinds import InstitutionNo, PlaceListNo, PlaceNo, StoreNo
from jiaozi.payments.splits.pay import PaySplit
from jiaozi.payments.splits.plans import AgreeSplitPlan, ProposeSplitPlan, SellerShare
from jiaozi.programs.places.model import (
    ENTERED_MAX,
    STANDS_MAX,
    EnterStores,
    NewPlace,
    RegisterPlaces,
    StoreInPlace,
    TakeStoreOut,
    WritePlaceList,
)
from jiaozi.programs.places.spots import PlaceListNamed, PlacesNamed, Spot, is_allowed, is_denied
from jiaozi.programs.terms import Places, Where, in_order, read, written
from tests.features.world import YUAN
from tests.places.country import Country, named, within
from tests.programs.city import RED, red

REFUSED = ("claim_not_applicable", "where.allow")


def test_it_is_spent_at_the_stores_of_its_villages_and_nowhere_else(country: Country) -> None:
    li = country.person(100 * YUAN)
    claim = country.claim(country.program(within(named(country.list))), li)
    country.enter(country.hospital, country.far)
    assert country.refuse(li, 50 * YUAN, country.far, claims=(claim,)) == REFUSED
    assert country.sources(country.pay(li, 50 * YUAN, country.far)) == []
    assert [row.amount_minor for row in country.sources(country.pay(li, 150 * YUAN))] == [150 * YUAN]


def test_a_store_joins_and_leaves_a_village_without_new_terms(country: Country) -> None:
    li = country.person()
    claim = country.claim(country.program(within(named(country.list))), li)
    assert country.refuse(li, YUAN, country.far, claims=(claim,)) == REFUSED
    assert country.enter(country.other_village, country.far) == 1
    country.pay(li, YUAN, country.far)
    country.world.wait(5)
    left_at = country.take_out(country.other_village, country.far)
    assert country.refuse(li, YUAN, country.far, claims=(claim,)) == REFUSED
    country.world.wait(5)
    country.enter(country.other_village, country.far)
    country.pay(li, YUAN, country.far)
    first, second = country.entries(country.far)
    assert (first.left_at, second.left_at) == (left_at, 0)
    assert first.entered_at < first.left_at < second.entered_at


def test_a_register_of_another_version_is_other_terms(country: Country) -> None:
    new = country.places("village")[0]
    country.enter(new, country.far)
    second = country.write(country.village, new, place_list=country.list.place_list)
    assert (second.place_list, second.version) == (country.list.place_list, 2)
    li = country.person()
    first_claim = country.claim(country.program(within(named(country.list))), li)
    assert country.refuse(li, YUAN, country.far, claims=(first_claim,)) == REFUSED
    second_claim = country.claim(country.program(within(named(second))), li)
    country.pay(li, YUAN, country.far, claims=(second_claim,))


def test_a_list_is_known_by_the_hash_of_its_ids_in_order(country: Country) -> None:
    text = "".join(f"{encode_id('plc', number)}\n" for number in sorted((country.village, country.other_village)))
    assert country.list.sha256 == sha256(text.encode()).hexdigest()
    again = country.write(country.other_village, country.village)
    assert (again.sha256, again.version) == (country.list.sha256, 1)
    assert again.place_list != country.list.place_list


def test_what_is_denied_stays_denied_where_one_person_takes_a_store_out(country: Country) -> None:
    li = country.person(100 * YUAN)
    country.enter(country.hospital, country.far)
    denied = country.claim(country.program(within(PlacesNamed(), PlacesNamed(kinds=("hospital",)))), li)
    assert country.refuse(li, YUAN, country.far, claims=(denied,)) == ("claim_not_applicable", "where.deny")
    country.take_out(country.hospital, country.far)
    assert country.refuse(li, YUAN, country.far, claims=(denied,)) == ("claim_not_applicable", "where.deny")
    country.pay(li, YUAN, claims=(denied,))
    by_list = within(PlacesNamed(), named(country.list))
    claim = country.claim(country.program(by_list), li)
    assert country.refuse(li, YUAN, claims=(claim,)) == ("claim_not_applicable", "where.deny")
    country.pay(li, YUAN, country.far, claims=(claim,))


def test_a_kind_narrows_what_a_register_lists(country: Country) -> None:
    both = country.write(country.village, country.hospital)
    country.enter(country.hospital, country.far)
    li = country.person()
    claim = country.claim(country.program(within(named(both, kinds=("hospital",)))), li)
    assert country.refuse(li, YUAN, claims=(claim,)) == REFUSED
    country.pay(li, YUAN, country.far)


def test_the_parts_of_a_split_plan_follow_the_store_of_the_purchase(country: Country) -> None:
    li, seller = country.person(), country.world.shop(country.bank)
    claim = country.claim(country.program(within(named(country.list))), li)
    (other,) = country.world.query("SELECT merchant FROM stores WHERE id = ?", (seller,))[0]
    plans = []
    for store in (country.shop, country.far):
        plan = country.world.do(
            ProposeSplitPlan(store, "Half", (SellerShare(other, 0, 500_000),), "platform")
        ).split_plan
        country.world.do(AgreeSplitPlan(plan, other))
        plans.append(plan)
    refusal = country.world.refusal(PaySplit(li, plans[1], YUAN, claims=(claim,)))
    assert (refusal.code, refusal.rule) == REFUSED
    assert country.world.do(PaySplit(li, plans[0], YUAN)).bound_minor == YUAN


def test_entering_twice_is_once_and_all_of_it_or_nothing(country: Country) -> None:
    assert country.enter(country.village, country.shop, country.far, country.far) == 1
    elsewhere = country.another(country.far, "500101")
    for store, code in ((elsewhere, "store_elsewhere"), (StoreNo(7), "store_not_found")):
        entries = (StoreInPlace(country.other_village, country.far), StoreInPlace(country.other_village, store))
        refusal = country.world.refusal(EnterStores(entries))
        assert (refusal.code, refusal.detail) == (code, "entry 2")
    far, nowhere = StoreInPlace(country.village, country.far), StoreInPlace(PlaceNo(9), country.far)
    assert country.world.refuse(EnterStores((nowhere,))) == "place_not_found"
    assert country.world.refuse(EnterStores(())) == "request_malformed"
    assert country.world.refuse(EnterStores((far,) * (ENTERED_MAX + 1))) == "request_malformed"


def test_a_store_is_entered_a_hundred_times_at_most(country: Country) -> None:
    for _ in range(STANDS_MAX - 1):
        country.take_out(country.village, country.shop)
        country.enter(country.village, country.shop)
    entries = (StoreInPlace(country.hospital, country.shop),)
    assert country.world.refuse(EnterStores(entries)) == "entries_exceeded"
    assert country.enter(country.village, country.shop) == 0


def test_what_does_not_stand_there_is_not_taken_out(country: Country) -> None:
    for place, store, code in (
        (country.village, country.far, "entry_not_found"),
        (PlaceNo(9), country.far, "place_not_found"),
        (country.village, StoreNo(9), "entry_not_found"),
    ):
        assert country.world.refuse(TakeStoreOut(place, store)) == code


def test_each_place_has_its_own_outcome_and_the_same_again_is_the_same(country: Country) -> None:
    good = NewPlace("campus", "C-1", "西南大学", "500109")
    lines = (good, good, replace_(good, title="Another"), replace_(good, number="C-2", region="5001"), good)
    made = country.world.do(RegisterPlaces(lines, country.bank))
    assert [each.refused for each in made.results] == ["", "", "place_exists", "request_malformed", ""]
    assert len({each.place for each in made.results if each.place}) == made.registered == 1
    again = country.world.do(RegisterPlaces((good,), country.bank))
    assert (again.registered, again.results[0].place) == (0, made.results[0].place)
    others = country.world.do(RegisterPlaces((good,), country.other))
    assert others.results[0].place not in (0, made.results[0].place)
    assert country.world.refuse(RegisterPlaces((), country.bank)) == "request_malformed"
    assert country.world.refuse(RegisterPlaces((good,), InstitutionNo(1))) == "institution_not_found"


def replace_(place: NewPlace, **change: Any) -> NewPlace:
    """The same place, otherwise."""
    return place._replace(**change)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"places": ()}, "request_malformed"),
        ({"places": (PlaceNo(9),)}, "place_not_found"),
        ({"title_zh": " "}, "request_malformed"),
        ({"place_list": PlaceListNo(9)}, "place_list_not_found"),
        ({"operator": InstitutionNo(1)}, "institution_not_found"),
    ],
)
def test_bad_registers_are_refused(country: Country, change: dict[str, Any], code: str) -> None:
    good = WritePlaceList("Villages", "村", (country.village,), operator=country.bank)
    assert country.world.refuse(replace(good, **change)) == code
    twice = replace(good, places=(country.village, country.village))
    assert country.world.refuse(twice) == "request_malformed"
    theirs = country.world.do(RegisterPlaces((NewPlace("town", "1", "镇", "500103"),), country.other)).results[0].place
    assert country.world.refuse(replace(good, places=(country.village, theirs))) == "place_not_found"
    another = replace(good, places=(theirs,), place_list=country.list.place_list, operator=country.other)
    assert country.world.refuse(another) == "place_list_not_found"


def test_lists_and_their_versions_are_so_many_at_most(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiaozi.programs.places.keeping.PLACE_LISTS_MAX", 2)
    monkeypatch.setattr("jiaozi.programs.places.keeping.VERSIONS_MAX", 2)
    country.write(country.village)
    another = WritePlaceList("Villages", "村", (country.village,), operator=country.bank)
    assert country.world.refuse(another) == "place_lists_exceeded"
    version = replace(another, place_list=country.list.place_list)
    assert country.world.do(version).version == 2
    assert country.world.refuse(version) == "place_lists_exceeded"


def test_terms_name_a_version_that_is_there(country: Country) -> None:
    (good,) = named(country.list).lists
    for wrong in (replace(good, version=2), replace(good, place_list=PlaceListNo(9))):
        with pytest.raises(AssertionError, match=r"where\.deny\.places\.lists\[1\]: there is no such one"):
            country.draft(within(PlacesNamed(), PlacesNamed((good, wrong))))
    with pytest.raises(AssertionError, match=r"where\.allow\.places\.lists\[1\]: said twice"):
        country.draft(within(PlacesNamed((good, good))))
    with pytest.raises(AssertionError, match=r"where\.allow\.places\.kinds: with `lists` only"):
        country.draft(within(PlacesNamed(kinds=("village",))))


def test_terms_without_places_are_the_very_text_that_they_were(country: Country) -> None:
    assert "places" not in written(RED)[0]
    empty = red(where=Where(Places(places=PlacesNamed()), Places(places=PlacesNamed())))
    assert written(empty) == written(RED)
    terms = within(named(country.list))
    assert read(written(terms)[0]) == in_order(terms)
    one, two = country.list, country.write(country.hospital)
    assert written(within(named(one, two))) == written(within(named(two, one)))


def test_who_left_is_denied_and_not_allowed() -> None:
    spot = Spot("village", frozenset({(PlaceListNo(1), 1)}), stands=False)
    part = PlacesNamed((PlaceListNamed(PlaceListNo(1), 1),))
    assert is_allowed(UNSET, ())
    assert not is_denied(UNSET, (spot,))
    assert not is_allowed(part, (spot,))
    assert is_denied(part, (spot,))
    assert is_allowed(part, (spot._replace(stands=True),))
    assert not is_allowed(part, (spot._replace(stands=True, lists=frozenset()),))


def test_a_payment_without_places_asks_for_none(country: Country, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: Any) -> Any:
        raise AssertionError("nobody asked")

    li = country.person(100 * YUAN)
    country.claim(country.program(), li)
    monkeypatch.setattr("jiaozi.programs.places.entries.entries_of", never)
    country.pay(li, 50 * YUAN)
    country.pay(country.person(YUAN), YUAN)


def test_what_was_written_stays_for_years(country: Country) -> None:
    li = country.person()
    claim = country.claim(country.program(within(named(country.list)), days=700), li)
    country.world.wait(600 * DAY_US)
    country.pay(li, YUAN, claims=(claim,))
