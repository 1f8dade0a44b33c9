"""The synthetic people, companies and merchants: well formed, unique, over the whole municipality."""

import re
from collections import Counter
from datetime import datetime

import pytest
from stdnum.cn import uscc

from jiaozi.pilot.identifiers import with_credit_check, with_luhn, with_organisation_check, with_resident_check
from jiaozi.pilot.population import Population
from jiaozi.pilot.profile import load_profile

PROFILE = load_profile("chongqing")
DISTRICTS = {district.code for district in PROFILE.districts}


@pytest.fixture(scope="module")
def people() -> Population:
    return Population(PROFILE, PROFILE.scaled("0.02"), 11)


def resident_id_is_valid(number: str) -> bool:
    total = sum(int(digit) * (1 << (17 - place)) for place, digit in enumerate(number[:17]))
    check = "0123456789X".index(number[17])
    return (total + check) % 11 == 1 and bool(datetime.strptime(number[6:14], "%Y%m%d"))


def luhn_is_valid(number: str) -> bool:
    digits = [int(digit) for digit in reversed(number)]
    return sum(digits[0::2] + [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]) % 10 == 0


def test_check_digits_agree_with_published_examples() -> None:
    assert with_resident_check("11010519491231002") == "11010519491231002X"  # GB 11643-1999, annex
    assert with_resident_check("44052418800101001") == "440524188001010014"  # GB 11643-1999, annex
    assert with_credit_check("91350100M000100Y4") == "91350100M000100Y43"  # GB 32100-2015
    assert with_luhn("7992739871") == "79927398713"
    assert with_organisation_check("00000000") == "000000000"


def test_persons_are_well_formed(people: Population) -> None:
    for person in people.persons():
        assert re.fullmatch(r"\+86154\d{8}", person.phone)
        assert re.fullmatch(r"[\u4e00-\u9fff]{2,3}", person.name)
        assert person.district in DISTRICTS
        assert (person.resident_id is None) == (person.wallet_class == "IV")
        assert (person.bank_card is None) == (person.wallet_class in ("III", "IV"))
        if person.resident_id:
            assert person.resident_id[:6] == person.district
            assert resident_id_is_valid(person.resident_id)
            assert person.resident_id[6:8] == "18"
        if person.bank_card:
            assert luhn_is_valid(person.bank_card)


def test_numbers_of_persons_are_unique(people: Population) -> None:
    persons = list(people.persons())
    assert len(persons) == people.targets.personal
    for number in ("phone", "resident_id", "bank_card"):
        given = [value for person in persons if (value := getattr(person, number))]
        assert len(set(given)) == len(given)


@pytest.mark.slow
def test_phones_and_resident_ids_are_unique_at_scale_one() -> None:
    whole = Population(PROFILE, PROFILE.scaled("1"), 2**40)
    phones, residents, classes, operators = set(), set(), Counter[str](), Counter[str]()
    for person in whole.persons():
        phones.add(person.phone)
        classes[person.wallet_class] += 1
        operators[person.operator_id] += 1
        if person.resident_id:
            residents.add(person.resident_id)
    assert len(phones) == 1_066_600
    assert len(residents) == 1_066_600 - classes["IV"]
    assert classes["IV"] > classes["III"] > classes["II"] > classes["I"] > 0
    assert len(operators) == 10


def test_an_entity_does_not_depend_on_how_it_is_reached(people: Population) -> None:
    assert [people.person(ordinal) for ordinal in range(300)] == list(people.persons(0, 300))
    assert list(people.persons(1000, 1040)) == list(people.persons(0, 2000))[1000:1040]
    assert people.company(77) == next(people.companies(77, 78))
    assert people.merchant(99) == next(people.merchants(99, 100))


def test_tables_say_what_the_entities_say(people: Population) -> None:
    classes, districts, operators, active = people.person_tables()
    for person in people.persons(0, 3000):
        assert PROFILE.personal_classes[classes[person.ordinal]].id == person.wallet_class
        assert PROFILE.districts[districts[person.ordinal]].code == person.district
        assert PROFILE.operators[operators[person.ordinal]][0] == person.operator_id
        assert bool(active[person.ordinal]) == person.active
    company_operators, unlimited = people.company_tables()
    for company in people.companies():
        assert PROFILE.operators[company_operators[company.ordinal]][0] == company.operator_id
        assert bool(unlimited[company.ordinal]) == (company.wallet_class == "I")
    merchant_districts, stores, owners = people.merchant_table()
    for merchant in people.merchants():
        assert PROFILE.districts[merchant_districts[merchant.ordinal]].code == merchant.district
        assert (stores[merchant.ordinal], owners[merchant.ordinal]) == (merchant.stores, merchant.owner)


def test_companies_are_well_formed(people: Population) -> None:
    companies = list(people.companies())
    assert len({company.credit_code for company in companies}) == len(companies) == people.targets.corporate
    assert len({company.settlement_account for company in companies}) == len(companies)
    assert len({company.phone for company in companies}) == len(companies)
    for company in companies:
        assert company.wallet_class in ("I", "II")
        assert company.credit_code[2:8] == company.district
        assert with_credit_check(company.credit_code[:17]) == company.credit_code
        assert with_organisation_check(company.credit_code[8:16]) == company.credit_code[8:17]
        assert luhn_is_valid(company.settlement_account)
        assert re.fullmatch(r"\+862300\d{6}", company.phone)
        assert uscc.is_valid(company.credit_code)
        assert not (company.party and company.employer)
        assert not company.employer or company.wallet_class == "I"
        assert company.name
        assert company.name_en.isascii()


@pytest.mark.parametrize("scale", ["0.0001", "0.001", "0.01", "1"])
def test_merchants_cover_fields_and_belong_to_companies(scale: str) -> None:
    whole = Population(PROFILE, PROFILE.scaled(scale), 3)
    merchants = list(whole.merchants())
    fields = Counter(merchant.field for merchant in merchants)
    wanted = {field.id: count for field, count in
              zip(PROFILE.fields, whole.targets.merchants_by_field, strict=True) if count}  # fmt: skip
    assert fields == wanted
    assert [merchant.owner for merchant in merchants] == sorted(merchant.owner for merchant in merchants)
    assert merchants[-1].owner < whole.targets.corporate
    assert not any(whole.is_party(merchant.owner) for merchant in merchants)
    codes = {(field.id, code.mcc) for field in PROFILE.fields for code in field.codes}
    assert all((merchant.field, merchant.mcc) in codes for merchant in merchants)
    if len(merchants) >= 38:
        assert {merchant.district for merchant in merchants} == DISTRICTS
    assert {merchant.field for merchant in merchants[:7]} == set(wanted)


def test_some_merchants_have_several_stores() -> None:
    stores = Counter(merchant.stores for merchant in Population(PROFILE, PROFILE.scaled("0.1"), 3).merchants())
    assert stores[1] > sum(stores.values()) // 2
    assert max(stores) > 3
