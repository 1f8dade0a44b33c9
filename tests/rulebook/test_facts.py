"""The facts that a reader of the sources would look up, as sentences."""

from __future__ import annotations

from datetime import date

import pytest

from jiaozi import rulebook
from jiaozi.rulebook import RuleNotFoundError

PILOT = date(2022, 5, 15)
NEW_MODEL = date(2026, 1, 1)
TEN = {"icbc", "abc", "boc", "ccb", "bocom", "psbc", "cmb", "cib", "webank", "mybank"}


def ids(day: date) -> set[str]:
    return {operator.id for operator in rulebook.operators(day)}


def test_on_15_may_2022_the_ten_operators_are_there_and_balances_are_cash() -> None:
    assert ids(PILOT) == TEN
    assert rulebook.regime(PILOT, "bank").regime == "m0_cash"
    assert rulebook.regime(PILOT, "bank").liability_of == "central_bank"
    assert rulebook.regime(PILOT, "bank").reserve_ppm == 1_000_000


def test_on_1_january_2026_bank_balances_become_deposit_money() -> None:
    assert rulebook.regime(date(2025, 12, 31), "bank").regime == "m0_cash"
    assert rulebook.regime(NEW_MODEL, "bank").regime == "deposit_money"
    assert rulebook.regime(NEW_MODEL, "bank").liability_of == "operator"
    assert rulebook.regime(NEW_MODEL, "bank").reserve_base
    assert rulebook.regime(NEW_MODEL, "nonbank").regime == "nonbank_full_reserve"
    assert rulebook.regime(NEW_MODEL, "nonbank").reserve_ppm == 1_000_000


def test_on_30_april_2026_there_are_22_operators_and_all_are_banks() -> None:
    found = rulebook.operators(date(2026, 4, 30))
    assert len(found) == 22
    assert {operator.kind for operator in found} == {"bank"}
    assert len({operator.clearing_code for operator in found}) == 22
    assert all(operator.en and operator.zh and len(operator.clearing_code) == 12 for operator in found)


def test_the_new_twelve_were_admitted_on_the_day_of_the_batch_that_is_in_force() -> None:
    day = date(2026, 4, 30)
    batch = rulebook.load().in_force("operators", day, batch="2026")
    assert batch is not None
    new = [operator for operator in rulebook.operators(day) if operator.id not in TEN]
    assert {operator.admitted for operator in new} == {batch.since}
    assert len(new) == batch.whole("count")


@pytest.mark.parametrize("year", range(2020, 2028))
def test_jd_ant_and_the_research_institute_are_partners_and_never_operators(year: int) -> None:
    day = date(year, 12, 31)
    partners = {partner.id for partner in rulebook.technology_partners(day)}
    assert partners == {"dcri", "jd-technology", "ant-group"}
    assert not partners & ids(day)
    names = " ".join(f"{operator.en} {operator.zh}" for operator in rulebook.operators(day))
    assert "JD" not in names
    assert "Ant" not in names.split()
    assert "研究所" not in names


def test_four_operators_are_in_hong_kong_and_only_since_they_were_let_in() -> None:
    assert {o.id for o in rulebook.operators(date(2024, 5, 17)) if o.in_hong_kong} == {"boc", "bocom", "ccb", "icbc"}
    assert {o.id for o in rulebook.operators(date(2024, 5, 16)) if o.in_hong_kong} == {"boc"}


def test_on_6_march_2023_the_pilot_has_26_regions_in_17_provinces_as_s0_says() -> None:
    counts = rulebook.pilot_counts(date(2023, 3, 6))
    told = next(event for event in rulebook.events(source="S0") if event.id == "pilot-extent-2023")
    assert counts == (26, 17) == (told.figures["regions"], told.figures["provinces"])


def test_on_12_april_2021_there_are_ten_regions_and_the_olympics_as_s3_says() -> None:
    day = date(2021, 4, 12)
    assert rulebook.pilot_counts(day).regions == 10
    assert [region.id for region in rulebook.regions(day) if region.kind == "scene"] == ["winter-olympics"]


def test_on_22_september_2020_the_pilot_is_4_plus_1_as_s1_says() -> None:
    day = date(2020, 9, 22)
    assert [region.id for region in rulebook.regions(day)] == [
        "shenzhen", "suzhou", "xiongan", "chengdu", "winter-olympics",
    ]  # fmt: skip
    assert rulebook.pilot_counts(day).regions == 4


def test_a_district_keeps_in_the_pilot_when_its_province_joins() -> None:
    luohu = "440303"
    assert (before := rulebook.region_of(PILOT, luohu)) is not None
    assert (after := rulebook.region_of(date(2023, 3, 6), luohu)) is not None
    assert (before.id, after.id) == ("shenzhen", "guangdong")
    assert rulebook.region_of(PILOT, "540102") is None  # Lhasa
    assert rulebook.region_of(date(2022, 4, 1), "500103") is None  # Chongqing, the day before


def test_class_iv_has_the_published_ceilings() -> None:
    found = rulebook.limits(PILOT, "IV", "personal", "psbc")
    assert found[:4] == (10_000_00, 2_000_00, 5_000_00, 50_000_00)
    assert rulebook.limits(PILOT, "II", "personal")[:4] == (500_000_00, 50_000_00, 100_000_00, None)
    assert rulebook.limits(PILOT, "III", "personal")[:4] == (20_000_00, 5_000_00, 10_000_00, None)
    assert rulebook.limits(PILOT, "I", "corporate")[:4] == (None, None, None, None)


def test_a_rule_cites_its_documents_for_refusals() -> None:
    rule = rulebook.limits(date(2024, 6, 1), "IV", "personal", scope="hong_kong").rule("single")
    assert rule.cite() == "limits.hong_kong.IV.single (HKMA 2024; HKMA e-CNY page; sourced)"
    assert rulebook.limits(PILOT, "IV", "personal").single_rule.id == "limits.scheme.IV.single"


def test_ccb_had_the_lower_table_of_2020_until_it_was_superseded() -> None:
    then = date(2020, 9, 15)
    table = [rulebook.limits(then, name, "personal", "ccb")[:4] for name in ("I", "II", "III", "IV")]
    assert table == [
        (500_000_00, 50_000_00, 100_000_00, 500_000_00),
        (10_000_00, 5_000_00, 10_000_00, 300_000_00),
        (2_000_00, 2_000_00, 2_000_00, 50_000_00),
        (1_000_00, 500_00, 1_000_00, 10_000_00),
    ]
    assert rulebook.limits(then, "IV", "personal", "icbc") == rulebook.limits(then, "IV", "personal")
    assert rulebook.limits(PILOT, "IV", "personal", "ccb") == rulebook.limits(PILOT, "IV", "personal")


def test_an_unknown_operator_has_the_limits_of_the_scheme_and_an_unknown_class_has_none() -> None:
    assert rulebook.limits(PILOT, "IV", "personal", "nobody") == rulebook.limits(PILOT, "IV", "personal")
    for wallet_class, holder in (("III", "corporate"), ("IV", "corporate"), ("V", "personal"), ("I", "pet")):
        with pytest.raises(RuleNotFoundError):
            rulebook.limits(PILOT, wallet_class, holder)


@pytest.mark.parametrize(("wallet_class", "holder", "needs"), [
    ("I", "personal", ("phone", "id_document", "bank_account", "face_to_face")),
    ("II", "personal", ("phone", "id_document", "bank_account")),
    ("III", "personal", ("phone", "id_document")),
    ("IV", "personal", ("phone",)),
    ("I", "corporate", ("phone", "id_document", "bank_account", "face_to_face")),
    ("II", "corporate", ("phone", "id_document", "bank_account")),
])  # fmt: skip
def test_opening_needs_what_the_class_needs(wallet_class: str, holder: str, needs: tuple[str, ...]) -> None:
    opening = rulebook.opening_requirements(PILOT, wallet_class, holder)
    assert opening.needs == needs
    assert opening.settlement_accounts == (1 if holder == "corporate" else 0)


def test_there_is_no_corporate_wallet_of_class_iii_or_iv() -> None:
    for wallet_class in ("III", "IV"):
        with pytest.raises(RuleNotFoundError, match="corporate"):
            rulebook.opening_requirements(PILOT, wallet_class, "corporate")


def test_one_person_has_one_verified_wallet_at_an_operator() -> None:
    several = rulebook.several_wallets(PILOT)
    assert (several.verified_per_operator, several.verified_classes) == (1, frozenset({"I", "II"}))


def test_hong_kong_was_for_the_whitelist_until_17_may_2024() -> None:
    before, after = rulebook.hong_kong(date(2024, 5, 16)), rulebook.hong_kong(date(2024, 5, 17))
    assert not before.may_open("IV", "boc")
    assert before.may_open("IV", "boc", whitelisted=True)
    assert not before.may_open("IV", "icbc", whitelisted=True)
    assert after.may_open("IV", "icbc")
    assert not after.may_open("III", "icbc")
    assert not after.may_open("IV", "abc")
    assert after.phone_prefixes == ("+852",)
    assert after.uses == ("retail",)
    assert after.limits[:4] == (10_000_00, 2_000_00, 5_000_00, 50_000_00)
    assert not rulebook.hong_kong(date(2020, 6, 1)).may_open("IV", "boc", whitelisted=True)


def test_nobody_in_hong_kong_pays_another_person_on_any_day() -> None:
    assert not any(rulebook.hong_kong(date(year, 6, 1)).person_to_person for year in range(2020, 2028))


def test_interest_starts_in_2026_and_class_iv_earns_nothing() -> None:
    before, after = rulebook.interest(date(2025, 12, 31)), rulebook.interest(NEW_MODEL)
    assert before.rate_ppm == 0
    assert not before.earns("I", "personal")
    assert (after.rate_ppm, after.basis_days, after.credit_offset_days) == (500, 360, 1)
    assert after.settle_days == ((3, 20), (6, 20), (9, 20), (12, 20))
    assert [after.earns(name, "personal") for name in ("I", "II", "III", "IV")] == [True, True, True, False]
    assert after.earns("II", "corporate")
    assert not after.earns("IV", "corporate")
    assert not rulebook.interest(NEW_MODEL, "nonbank").earns("I", "personal")


@pytest.mark.parametrize("act", ["issue", "load", "unload", "transfer", "payment"])
def test_every_act_is_free(act: str) -> None:
    assert rulebook.fee(PILOT, act)[:2] == (0, 0)


def test_large_value_reports_have_the_published_thresholds() -> None:
    assert {report.report: report.threshold_minor for report in rulebook.large_value_reports(PILOT)} == {
        "cash": 50_000_00,
        "entity_transfer": 2_000_000_00,
        "person_domestic": 500_000_00,
        "person_cross_border": 200_000_00,
    }
    assert rulebook.reporting_deadline(PILOT, "large_value")[0] == 5


def test_balances_at_banks_are_insured_from_2026_only() -> None:
    assert not rulebook.insurance(date(2025, 12, 31), "bank").insured
    assert rulebook.insurance(NEW_MODEL, "bank")[:2] == (True, 500_000_00)
    assert not rulebook.insurance(NEW_MODEL, "nonbank").insured


def test_unknown_kinds_and_acts_are_refused_by_name() -> None:
    for ask in (rulebook.regime, rulebook.interest, rulebook.insurance, rulebook.fee):
        with pytest.raises(RuleNotFoundError):
            ask(PILOT, "moon")
    with pytest.raises(RuleNotFoundError, match="no rule has the id"):
        rulebook.load().rule("limits.scheme.V.single")


def test_s0_s1_and_s3_are_told_as_events() -> None:
    told = {name: {event.id for event in rulebook.events(source=name)} for name in ("S0", "S1", "S3")}
    assert {"bochk-phase-2", "pilot-extent-2023", "jd-totals-2022", "jd-seven-banks"} <= told["S0"]
    assert {"institute-jd-agreement", "four-plus-one-tests", "beijing-free-trade-plan"} <= told["S1"]
    assert {"platform-announced", "jd-payroll", "jd-supplier-payments", "ten-cities", "may-5-festival"} <= told["S3"]


def test_events_are_found_by_time_and_come_in_order() -> None:
    of_2021 = rulebook.events(date(2021, 1, 1), date(2022, 1, 1))
    assert [event.day for event in of_2021] == sorted(event.day for event in of_2021)
    assert {event.id for event in of_2021} == {
        "jd-payroll", "jd-supplier-payments", "ten-cities", "infrastructure-statement", "platform-announced",
        "mybank-pilots", "may-5-festival",
    }  # fmt: skip


def test_the_envelopes_of_hong_kong_are_four_of_25_yuan() -> None:
    figures = next(event.figures for event in rulebook.events() if event.id == "bochk-phase-2")
    assert (figures["envelopes"], figures["envelope_minor"], figures["currency"]) == (4, 25_00, "CNY")
