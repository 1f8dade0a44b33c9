"""What holds of the shipped rule book as a whole, on every day, and how it is compared and looked up."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiaozi import rulebook
from jiaozi.rulebook import Confidence, RuleBook, load

FIRST, LAST = date(2020, 4, 1), date(2027, 12, 31)
EVERY_DAY = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
WALLETS = [("I", "personal"), ("II", "personal"), ("III", "personal"), ("IV", "personal"),
           ("I", "corporate"), ("II", "corporate")]  # fmt: skip
COMPONENTS = ("balance", "single", "daily", "yearly")
DAYS = st.dates(FIRST, LAST)


def test_every_day_has_one_limit_of_each_class_and_never_one_above_the_scheme() -> None:
    for day in EVERY_DAY:
        for wallet_class, holder in WALLETS:
            scheme = rulebook.limits(day, wallet_class, holder)
            own = rulebook.limits(day, wallet_class, holder, "ccb")
            for cap, ceiling in zip(own[:4], scheme[:4], strict=True):
                assert ceiling is None or (cap is not None and cap <= ceiling)


def test_every_day_has_exactly_one_scheme_rule_for_each_component() -> None:
    for day in EVERY_DAY:
        for wallet_class, holder in WALLETS:
            for component in COMPONENTS:
                key = {"scope": "scheme", "wallet_class": wallet_class, "holder": holder, "component": component}
                assert load().in_force("limits", day, **key) is not None


def test_every_day_has_a_regime_an_interest_rule_and_operators() -> None:
    for day in EVERY_DAY:
        for kind in ("bank", "nonbank"):
            assert rulebook.regime(day, kind).reserve_ppm <= 1_000_000
            assert rulebook.interest(day, kind).rate_ppm >= 0
            assert rulebook.insurance(day, kind).cap_minor is not None
        assert rulebook.hong_kong(day).limits.balance_minor == 10_000_00
        assert rulebook.operators(day)
        assert rulebook.regions(day)


def test_of_one_key_at_most_one_rule_is_in_force_on_any_day() -> None:
    for day in load().boundaries:
        places = [(rule.subject, rule.frozen_key) for rule in load().show(day) if rule.in_force]
        assert len(places) == len(set(places))


@given(day=DAYS, wallet=st.sampled_from(WALLETS))
def test_the_smaller_of_scheme_and_operator_counts_and_each_component_names_its_rule(
    day: date, wallet: tuple[str, str]
) -> None:
    found = rulebook.limits(day, *wallet, "ccb")
    for component, cap in zip(COMPONENTS, found[:4], strict=True):
        rule = found.rule(component)  # type: ignore[arg-type]
        assert rule.key["component"] == component
        assert rule.in_force
        assert rule.valid_on(day)
        assert found.minor(component) == cap  # type: ignore[arg-type]
        assert rule.value["cap_minor"] == ("none" if cap is None else cap)


@given(day_a=DAYS, day_b=DAYS)
def test_a_diff_applied_to_the_first_day_gives_the_second(day_a: date, day_b: date) -> None:
    book = load()
    state = {(rule.subject, rule.frozen_key): rule for rule in book.on(day_a).all()}
    for change in book.diff(day_a, day_b):
        place = (change.subject, frozenset(change.key.items()))
        assert state.pop(place, None) is change.before
        assert (change.kind == "added") == (change.before is None)
        assert (change.kind == "removed") == (change.after is None)
        if change.after is not None:
            state[place] = change.after
    assert state == {(rule.subject, rule.frozen_key): rule for rule in book.on(day_b).all()}


def test_a_day_does_not_differ_from_itself() -> None:
    assert rulebook.diff(FIRST, FIRST) == ()


def test_the_night_of_2026_changes_the_regime_the_reserve_the_interest_and_the_insurance() -> None:
    changes = rulebook.diff(date(2025, 12, 31), date(2026, 1, 1))
    assert {change.after.id for change in changes if change.after} == {
        "regimes.bank.deposit_money", "regimes.nonbank.full_reserve", "regimes.reserve.bank.deposit_money",
        "regimes.reserve.nonbank.full_reserve", "interest.bank.demand", "insurance.bank.insured",
    }  # fmt: skip
    assert {change.kind for change in changes} == {"changed"}


def test_both_sides_of_a_conflict_are_shown_and_one_is_in_force() -> None:
    shown = {rule.id: rule for rule in rulebook.show(date(2026, 1, 1), "limits")}
    claim, kept = shown["limits.scheme.II.single.claim-2025"], shown["limits.scheme.II.single"]
    assert (claim.in_force, kept.in_force) == (False, True)
    assert claim.conflicts_with == kept.id
    assert claim.confidence is Confidence.WEAK
    assert claim.value["cap_minor"] == 20_000_00
    assert rulebook.limits(date(2026, 1, 1), "II", "personal").single_minor == 50_000_00


@pytest.mark.parametrize("rule_id", [
    "events.bochk-phase-2.hkd", "events.jd-payroll.credit-card", "operators.batch.2026.march",
    "operators.batch.2026.report", "regions.batch.2.october", "limits.scheme.II.single.claim-2025",
])  # fmt: skip
def test_each_known_contradiction_is_kept_beside_the_rule_it_contradicts(rule_id: str) -> None:
    rule = load().rule(rule_id)
    assert not rule.in_force
    assert rule.conflicts_with is not None
    assert load().rule(rule.conflicts_with).in_force


def test_every_rule_cites_a_registered_document_and_says_how_sure_it_is() -> None:
    for rule in load().rules:
        assert rule.sources
        assert all(cited.source is load().sources[cited.source.id] for cited in rule.sources)
        assert rule.id in rule.cite()
        assert str(rule.confidence) in rule.cite()
        assert rule.as_dict()["confidence"] == str(rule.confidence)


def test_every_registered_document_is_cited_except_s2_which_gives_no_rule_yet() -> None:
    cited = {citation.source.id for rule in load().rules for citation in rule.sources}
    assert set(load().sources) - cited == {"S2"}


def test_what_rests_on_no_document_is_not_called_sourced() -> None:
    for rule in load().rules:
        if {cited.source.id for cited in rule.sources} <= {"general", "project"}:
            assert rule.confidence in (Confidence.UNVERIFIED, Confidence.OURS), rule.id
        if "project" in {cited.source.id for cited in rule.sources}:
            assert rule.confidence is Confidence.OURS, rule.id


def test_every_source_is_public_and_has_its_address_where_one_was_found() -> None:
    for rule in load().rules:
        assert {cited.source.id for cited in rule.sources} <= load().sources.keys() - {"domain"}, rule.id
        texts = [rule.note, *(part for cited in rule.sources for part in (cited.place, *cited.source))]
        assert not any("domain facts" in text.lower() or "shared/" in text or "§" in text for text in texts), rule.id
    found = {source.id: source.url for source in load().sources.values()}
    assert all(url.startswith(("https://", "http://")) for url in found.values() if url)
    assert {number for number, url in found.items() if not url} == {
        *("S2", "briefing-2021", "fan-2022-09", "workers-daily-2022", "china-daily-2021", "article-2025-12"),
        *("hkma-2024", "pboc-plan-2026", "ssn-2026", "cbets-2026", "project", "general"),
    }


def test_rules_cannot_be_changed() -> None:
    rule = load().rule("limits.scheme.IV.single")
    with pytest.raises(AttributeError):
        rule.note = "mine"  # type: ignore[misc]
    with pytest.raises(TypeError):
        rule.value["cap_minor"] = 1  # type: ignore[index]


def test_days_between_two_boundaries_share_their_views() -> None:
    book = load()
    assert book.on(date(2022, 5, 15)) is book.on(date(2022, 5, 16))
    assert rulebook.limits(date(2022, 5, 15), "IV", "personal") is rulebook.limits(date(2022, 5, 16), "IV", "personal")
    assert book.on(date(2025, 12, 31)) is not book.on(date(2026, 1, 1))


def test_a_long_run_of_days_does_not_grow_the_memory_without_bound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("jiaozi.rulebook.book.DAYS_REMEMBERED", 3)
    book = RuleBook(load().rules)
    for day in EVERY_DAY[:50]:
        book.on(day)
    assert len(book._by_day) <= 3


def test_before_the_first_rule_there_is_nothing() -> None:
    assert load().on(date(2000, 1, 1)).all() == ()
    assert rulebook.operators(date(2000, 1, 1)) == ()
