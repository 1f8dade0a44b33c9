"""What a rehearsal says is what happens in its city: known by hand where everybody is alike, the same whenever and
wherever it is played, and the very terms that two people will open."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from jiaozi.clock import parse_time
from jiaozi.kinds import InstitutionNo, MerchantNo, PlaceListNo, ProgramNo, StoreNo
from jiaozi.programs.parts import Rest, WhoPays
from jiaozi.programs.places.model import PlaceKindName
from jiaozi.programs.places.spots import PlaceListNamed, PlacesNamed
from jiaozi.programs.terms import GoodsNamed, Hours, HowMuch, Places, Terms, What, When, Where, Who, written
from jiaozi.rehearsal.city import Bank, Ceiling, City, districts_of
from jiaozi.rehearsal.draft import PEOPLE_LEAST, PEOPLE_MOST, NamedShop, people_for
from jiaozi.rehearsal.habits import MILLION, shipped
from jiaozi.rehearsal.stage import Unfit
from tests.rehearsal.cities import YUAN, alike, draft, face, rehearsed, scheme, usual, with_term

HALF = MILLION // 2


def test_where_everybody_buys_for_twice_the_envelope_all_is_spent_and_a_yuan_costs_half(
    db_url: str, tmp_path: Path
) -> None:
    found = rehearsed(db_url, tmp_path, draft(face(50)), alike(), people=20)
    claims, money, cost = found["claims"], found["money"], found["cost"]
    assert (claims["made"], claims["people"], claims["refused"]) == (20, 20, {})
    assert (money["budget_minor"], money["claimed_minor"], money["spent_minor"]) == (100_000, 100_000, 100_000)
    assert (money["spent_ppm"], money["payments"], money["own_minor"]) == (MILLION, 20, 100_000)
    assert (money["left_minor"], money["unclaimed_minor"], money["reclaimed_minor"]) == (0, 0, 0)
    assert (cost["per_yuan_ppm"], cost["with_claims_minor"]) == (HALF, 200_000)
    assert (cost["additional_minor"], cost["city_minor"]) == (0, cost["without_program_minor"])
    assert (found["rules"]["paid_at_once"], found["rules"]["in_the_way"]) == (20, [])
    assert sum(row["spent_minor"] for row in found["by_class"]) == 100_000
    assert sum(row["claims"] for row in found["by_day"]) == 20


def test_what_nobody_can_spend_is_left_over_and_goes_back_and_the_rule_is_named(db_url: str, tmp_path: Path) -> None:
    terms = face(20, minimum_minor=200 * YUAN)
    found = rehearsed(db_url, tmp_path, draft(terms, "voucher"), alike(), people=10)
    money, rules = found["money"], found["rules"]
    assert (money["spent_minor"], money["left_minor"], money["reclaimed_minor"]) == (0, 20_000, 20_000)
    assert [row["rule"] for row in rules["in_the_way"]] == ["how_much.minimum"]
    assert (rules["in_the_way"][0]["share_ppm"], rules["paid_at_once"]) == (MILLION, 0)


def test_who_buys_more_to_reach_the_minimum_spends_more_than_the_twin(db_url: str, tmp_path: Path) -> None:
    terms = face(20, minimum_minor=150 * YUAN)
    found = rehearsed(db_url, tmp_path, draft(terms, "voucher"), alike(stretched_ppm=MILLION), people=10)
    assert (found["money"]["spent_minor"], found["rules"]["changed"]) == (10 * 20 * YUAN, 10)
    assert found["cost"]["additional_minor"] == 10 * 50 * YUAN


def test_the_same_seed_is_the_same_report_on_either_engine(db_url: str, tmp_path: Path) -> None:
    """A draw among it: who wins follows from ids, salts and seeds. The other database is a file of SQLite."""
    what = draft(face(30), days=2, places=7)
    one = rehearsed(db_url, tmp_path, what, usual(), people=25)
    again = rehearsed(f"sqlite:///{tmp_path}/again.db", tmp_path, what, usual(), people=25)
    assert json.dumps(one) == json.dumps(again)


@pytest.mark.only_engine("sqlite")  # what differs are random words, of which no engine knows
def test_another_seed_is_another_city(db_url: str, tmp_path: Path) -> None:
    one = rehearsed(db_url, tmp_path, draft(face(30), days=1), usual(), people=25)
    other = rehearsed(f"sqlite:///{tmp_path}/other.db", tmp_path, draft(face(30), days=1), usual(), people=25, seed=2)
    assert (one["seed"], other["seed"]) == (1, 2)
    assert one["by_category"] != other["by_category"]


def test_a_draw_gives_as_many_as_there_are_places_and_nobody_else(db_url: str, tmp_path: Path) -> None:
    found = rehearsed(db_url, tmp_path, draft(face(50), places=8), alike(), people=20)
    claims = found["claims"]
    assert (claims["registered"], claims["places"], claims["won"], claims["win_rate_ppm"]) == (20, 8, 8, 400_000)
    assert (claims["made"], found["money"]["spent_minor"]) == (8, 8 * 50 * YUAN)
    assert scheme(found, "phones")["claims"] == 3, "who has several phones is several people to a draw"
    assert scheme(found, "again")["claims"] == 1


def test_of_several_wallets_claims_and_a_friendly_shop_one_term_each_stops_it(db_url: str, tmp_path: Path) -> None:
    found = rehearsed(db_url, tmp_path, draft(face(20, per_wallet=0), days=2), alike(), people=5)
    worth = 20 * YUAN
    assert (scheme(found, "again")["claims"], scheme(found, "again")["got_minor"]) == (3, 3 * worth)
    assert with_term(found, "again", "how_much.per_wallet")["got_minor"] == worth
    assert (scheme(found, "phones")["wallets"], scheme(found, "phones")["got_minor"]) == (3, 9 * worth)
    assert with_term(found, "phones", "who.classes")["claims"] == 0
    assert with_term(found, "phones", "who.listed")["got_minor"] == worth
    assert scheme(found, "phones")["one_device"] == {"device_key_used": 2, "registered": 1}
    assert scheme(found, "banks")["got_minor"] == 9 * worth
    assert with_term(found, "banks", "who.operators")["got_minor"] == 3 * worth
    assert scheme(found, "friends_shop")["got_minor"] == 6 * worth
    assert with_term(found, "friends_shop", "where.allow.merchants")["got_minor"] == 0
    assert scheme(found, "own_shop")["got_minor"] == 3 * worth
    assert with_term(found, "own_shop", "who.kinds")["claims"] == 0
    turned = scheme(found, "refunded_all")
    assert (turned["turned_over_minor"], turned["got_minor"]) == (3 * worth, 0)


def test_a_term_that_is_there_is_not_told_as_one_that_would_help(db_url: str, tmp_path: Path) -> None:
    terms = Terms(HowMuch(face_minor=2_000), who=Who(kinds=("personal",), classes=("I", "II", "III")))
    found = rehearsed(db_url, tmp_path, draft(terms, days=1), alike(), people=5)
    assert scheme(found, "again")["stopped_by"] == []
    assert [each["term"] for each in scheme(found, "phones")["stopped_by"]] == ["who.listed"]
    assert [each["term"] for each in scheme(found, "own_shop")["stopped_by"]] == ["where.allow.merchants"]
    assert scheme(found, "phones")["refused"] == {"who": 3}


def test_who_closes_a_wallet_and_opens_another_has_another_claim(db_url: str, tmp_path: Path) -> None:
    found = rehearsed(db_url, tmp_path, draft(face(20), days=2), alike(), people=5)
    assert (scheme(found, "reopened")["wallets"], scheme(found, "reopened")["got_minor"]) == (3, 3 * 20 * YUAN)
    assert with_term(found, "reopened", "who.listed")["got_minor"] == 20 * YUAN


def test_of_a_voucher_the_shop_gives_back_the_buyers_part_and_keeps_the_pots(db_url: str, tmp_path: Path) -> None:
    found = rehearsed(db_url, tmp_path, draft(face(20, minimum_minor=10_000), "voucher", days=1), alike(), people=5)
    assert scheme(found, "refunded_own")["got_minor"] == 2 * 20 * YUAN
    assert with_term(found, "refunded_own", "where.allow.merchants")["got_minor"] == 0


def test_a_list_is_granted_to_and_nobody_takes(db_url: str, tmp_path: Path) -> None:
    terms = replace(face(50), who=Who(listed=True))
    found = rehearsed(db_url, tmp_path, draft(terms, quota=12, budget_minor=12 * 50 * YUAN), alike(), people=20)
    assert (found["claims"]["made"], found["claims"]["refused"]) == (12, {"program_exhausted": 8})
    assert found["money"]["spent_minor"] == 12 * 50 * YUAN
    assert scheme(found, "phones")["claims"] == 1


def test_the_terms_are_the_very_ones_with_the_merchants_and_programs_that_they_name(
    db_url: str, tmp_path: Path
) -> None:
    """Shops that are named stand there under their numbers, so the terms have the SHA-256 of the draft's."""
    merchant, store, onward = MerchantNo(7 << 30), StoreNo(9 << 30), ProgramNo(11 << 30)
    terms = Terms(
        HowMuch(face_minor=5_000),
        where=Where(Places(merchants=(merchant,), stores=(store,))),
        rest=Rest("program", onward),
    )
    shops = (
        NamedShop(merchant, "5942", ((StoreNo(0), "440303"),)),
        NamedShop(MerchantNo(0), "5812", ((store, "440303"),)),
    )
    found = rehearsed(db_url, tmp_path, draft(terms, shops=shops), alike(steered_ppm=MILLION), people=10)
    assert found["terms_sha256"] == written(terms)[1]
    assert {row["key"] for row in found["by_category"]} == {"5942", "5812"}
    assert {row["key"] for row in found["by_district"]} == {"440303"}
    assert found["money"]["spent_minor"] == 10 * 50 * YUAN
    assert scheme(found, "friends_shop")["got_minor"] == 0


def test_operators_are_named_by_who_they_are(db_url: str, tmp_path: Path) -> None:
    abroad = InstitutionNo(256 * 40)
    terms = replace(face(50), who=Who(operators=(abroad,)))
    found = rehearsed(db_url, tmp_path, draft(terms, days=1, operators={abroad: "ccb"}), alike(), people=20)
    assert 0 < found["claims"]["made"] < 20
    assert list(found["claims"]["refused"]) == ["who"]
    with pytest.raises(Unfit, match=r"program_terms_invalid who\.operators"):
        rehearsed(f"sqlite:///{tmp_path}/other.db", tmp_path, draft(terms), alike())


def test_goods_hours_and_a_merchants_share_are_asked_as_payments_ask_them(db_url: str, tmp_path: Path) -> None:
    terms = Terms(
        HowMuch(face_minor=5_000),
        what=What(allow=GoodsNamed(tags=("tea",))),
        when=When(hours=(Hours(600, 1_200),)),
        who_pays=WhoPays(100_000),
    )
    habits = alike(marked_ppm=HALF, agreed_ppm=HALF, steered_ppm=MILLION)
    found = rehearsed(db_url, tmp_path, draft(terms, days=4), habits, people=15)
    assert {row["rule"] for row in found["rules"]["in_the_way"]} == {"what", "when.hours", "who_pays"}
    spent = found["money"]["spent_minor"]
    assert spent == found["money"]["payments"] * 4_500, "of each 50 yuan the merchant bears five"
    assert spent > 0
    assert found["money"]["reclaimed_minor"] == found["money"]["budget_minor"] - spent


def test_in_2026_digital_yuan_is_the_banks_own_and_a_rehearsal_is_as_sound(db_url: str, tmp_path: Path) -> None:
    begin = parse_time("2026-03-02T18:00:00+08:00")
    end = parse_time("2026-03-05T00:00:00+08:00")
    what = draft(face(50))
    what = replace(what, span=what.span._replace(opens_at=begin, claims_until=end, expires_at=end))
    found = rehearsed(db_url, tmp_path, what, alike(refunded_ppm=HALF, prompted_ppm=HALF), people=20)
    assert found["claims"]["made"] == 20
    assert found["cost"]["additional_minor"] > 0


def test_what_the_platform_would_not_take_as_a_draft_is_refused_with_the_place(db_url: str, tmp_path: Path) -> None:
    with pytest.raises(Unfit, match=r"program_terms_invalid how_much.face: nothing would be given"):
        rehearsed(db_url, tmp_path, draft(Terms(HowMuch())), alike())


def test_the_city_is_where_terms_are() -> None:
    known = shipped()
    of = {
        regions: districts_of(known, draft(replace(face(1), where=Where(Places(regions=regions)))))
        for regions in ((), ("440303",), ("4403",), ("44",), ("500103", "500112"), ("310",))
    }
    for regions, codes in of.items():
        assert len(set(codes)) == len(codes) == len(known.profile.districts), regions
        assert all(len(code) == 6 and code.isdigit() for code in codes), regions
        assert not regions or all(any(code.startswith(each) for code in codes) for each in regions), regions
    assert of[()] == tuple(each.code for each in known.profile.districts)
    assert all(code.startswith("4403") for code in of["440303",])
    assert sorted(of["500103", "500112"]) == sorted(of[()])


def test_a_category_that_the_census_lacks_has_shops() -> None:
    what = draft(replace(face(1), where=Where(Places(categories=("5942",)))))
    ceilings = {each.id: Ceiling(100_000, 100_000) for each in shipped().profile.personal_classes}
    city = City(shipped(), what, 10, 1, [Bank("icbc", ceilings)])
    assert 0 < sum(shop.category == "5942" for shop in city.shops) < len(city.shops) // 4


def test_longer_programs_have_fewer_people_by_themselves() -> None:
    assert (people_for(1), people_for(366)) == (PEOPLE_MOST, PEOPLE_LEAST)
    assert PEOPLE_LEAST < people_for(14) < PEOPLE_MOST


def villages(version: int = 2, *, kinds: tuple[PlaceKindName, ...] = ()) -> PlacesNamed:
    """A list of places that terms name."""
    return PlacesNamed((PlaceListNamed(PlaceListNo(3 << 20), version),), kinds)


@pytest.mark.parametrize(("placed", "spent"), [(MILLION, 50_000), (0, 0)])
def test_what_is_for_places_is_spent_in_their_shops_alone(db_url: str, tmp_path: Path, placed: int, spent: int) -> None:
    terms = replace(face(50), where=Where(allow=Places(places=villages(kinds=("village", "hospital")))))
    found = rehearsed(db_url, tmp_path, draft(terms), alike(placed_ppm=placed), people=10)
    assert found["money"]["spent_minor"] == spent
    assert [row["rule"] for row in found["rules"]["in_the_way"]] == ([] if placed else ["where.allow"])


def test_what_is_denied_in_places_is_spent_in_other_shops(db_url: str, tmp_path: Path) -> None:
    terms = replace(face(50), where=Where(deny=Places(places=replace(villages(), kinds=("campus",)))))
    found = rehearsed(db_url, tmp_path, draft(terms), alike(placed_ppm=MILLION), people=10)
    assert found["money"]["spent_minor"] == 0
    assert [row["rule"] for row in found["rules"]["in_the_way"]] == ["where.deny"]
