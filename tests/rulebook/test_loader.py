"""Each kind of bad data is refused when it is read, by name, and nothing of it is used."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from jiaozi import rulebook
from jiaozi.rulebook import RuleBookError, load_folder, load_texts
from jiaozi.rulebook.loader import DATA

SOURCES = '[paper]\ntitle = "A paper"\n'
RULE = """[[rule]]
id = "fees.load"
from = 2020-01-01
key = { act = "load" }
value = { fee_ppm = 0, fixed_minor = 0 }
source = ["paper: page 1"]
confidence = "sourced"
"""
OTHER = RULE.replace("fees.load", "fees.load.other")
LIMIT = """[[rule]]
id = "limits.scheme"
from = 2020-01-01
key = { scope = "scheme", wallet_class = "IV", holder = "personal", component = "single" }
value = { cap_minor = 100 }
source = ["paper"]
confidence = "sourced"
"""
OPERATOR = """[[rule]]
id = "operators.icbc"
from = 2020-01-01
key = { operator = "icbc" }
value = { en = "I", zh = "I", short = "I", kind = "bank", group = "state" }
source = ["paper"]
confidence = "sourced"
"""
OWN = LIMIT.replace("limits.scheme", "limits.icbc").replace('scope = "scheme"', 'scope = "operator", operator = "icbc"')
RIVAL = OTHER.replace("key =", 'in_force = false\nconflicts_with = "fees.load"\nkey =')


def problems(**files: str) -> str:
    texts = {"sources.toml": SOURCES, **{f"{name}.toml": text for name, text in files.items()}}
    with pytest.raises(RuleBookError) as caught:
        load_texts(texts)
    assert caught.value.problems
    return "\n".join(caught.value.problems)


def test_the_smallest_good_book_is_accepted() -> None:
    book = load_texts({"sources.toml": SOURCES, "fees.toml": RULE})
    assert book.rule("fees.load").cite() == "fees.load (paper page 1; sourced)"
    assert rulebook.fee(date(2024, 1, 1), "load", book=book).fee_ppm == 0


def test_the_shipped_folder_is_accepted() -> None:
    assert len(load_folder(DATA).rules) == len(rulebook.load().rules)


def test_a_rival_of_the_same_key_is_accepted_and_kept_out_of_force() -> None:
    book = load_texts({"sources.toml": SOURCES, "fees.toml": RULE + RIVAL})
    day = date(2024, 1, 1)
    assert [rule.id for rule in book.show(day)] == ["fees.load", "fees.load.other"]
    assert book.in_force("fees", day, act="load") is book.rule("fees.load")


@pytest.mark.parametrize(("old", "new", "said"), [
    ('id = "fees.load"\n', "", "lacks id"),
    ("from = 2020-01-01\n", "", "lacks from"),
    ('source = ["paper: page 1"]\n', "", "lacks source"),
    ('confidence = "sourced"\n', "", "lacks confidence"),
    ('confidence = "sourced"', 'confidence = "sure"', "unknown confidence 'sure'"),
    ('"fees.load"', '"limits.load"', "must be dotted words that start with fees"),
    ('"fees.load"', '"fees load"', "must be dotted words"),
    ("from = 2020-01-01", "from = 2020-01-01T00:00:00", "from cannot be"),
    ("from = 2020-01-01", 'from = "2020-01-01"', "from cannot be"),
    ("from = 2020-01-01", "from = 2020-13-01", "fees.toml"),
    ("from = 2020-01-01", "from = 2020-01-01\nuntil = 2020-01-01", "not after it starts"),
    ("from = 2020-01-01", "from = 2020-01-01\nuntil = 2019-01-01", "not after it starts"),
    ("from = 2020-01-01", "from = 2020-01-01\nuntli = 2021-01-01", "unknown field untli"),
    ("from = 2020-01-01", "from = 2020-01-01\nin_force = 1", "in_force cannot be 1"),
    ("from = 2020-01-01", "from = 2020-01-01\nin_force = false", "go together"),
    ("from = 2020-01-01", 'from = 2020-01-01\nconflicts_with = "fees.load"', "go together"),
    ("paper: page 1", "letter: page 1", "unknown source 'letter: page 1'"),
    ('["paper: page 1"]', "[]", "cites no source"),
    ('["paper: page 1"]', '"paper: page 1"', "source cannot be"),
    ('{ act = "load" }', "{ }", "key must be a table of words"),
    ('{ act = "load" }', "{ act = 7 }", "key must be a table of words"),
    ('{ act = "load" }', '{ act = "steal" }', "no fees rule has the key"),
    ('{ act = "load" }', '{ deed = "load" }', "no fees rule has the key"),
    ("{ fee_ppm = 0, fixed_minor = 0 }", "{ }", "value is empty"),
    ("fee_ppm = 0", "fee_ppm = 0.5", "float is not allowed"),
    ("fee_ppm = 0", "fee_ppm = -1", "fee_ppm cannot be -1"),
    ("fee_ppm = 0", "fee_ppm = true", "fee_ppm cannot be True"),
    ("fee_ppm = 0", 'fee_ppm = "0"', "fee_ppm cannot be '0'"),
    ("fee_ppm = 0, ", "", "value lacks fee_ppm"),
    ("fee_ppm = 0", "fee_ppm = 0, tax_ppm = 0", "unknown field tax_ppm"),
    ("[[rule]]", "[[rul]]", "unknown entry rul"),
    ("[[rule]]", "[rule]", "[[rule]]"),
    (RULE, "rule = [1]", "[[rule]]"),
    (RULE, "", "there are no rules"),
    (RULE, "not toml", "fees.toml"),
    (RULE, RULE + RULE, "the id is used 2 times"),
    (RULE, RULE + OTHER, "in force at the same time"),
    (RULE, RULE + RIVAL.replace('with = "fees.load"', 'with = "fees.none"'), "fees.none, which is not a rule in force"),
    (RULE, RULE + RIVAL.replace('act = "load"', 'act = "unload"'), "not about the same key and days"),
])  # fmt: skip
def test_a_bad_rule_is_refused_with_its_fault_named(old: str, new: str, said: str) -> None:
    assert old in RULE
    assert said in problems(fees=RULE.replace(old, new, 1))


def test_rules_of_the_same_key_may_follow_each_other_without_a_gap() -> None:
    ended = RULE.replace("from = 2020-01-01", "from = 2020-01-01\nuntil = 2021-01-01")
    later = OTHER.replace("from = 2020-01-01", "from = 2021-01-01")
    book = load_texts({"sources.toml": SOURCES, "fees.toml": ended + later})
    last, first = (
        book.in_force("fees", date(2020, 12, 31), act="load"),
        book.in_force("fees", date(2021, 1, 1), act="load"),
    )
    assert last is not None
    assert first is not None
    assert (last.id, first.id) == ("fees.load", "fees.load.other")


def test_a_rival_whose_days_never_meet_the_rule_is_refused() -> None:
    ended = RULE.replace("from = 2020-01-01", "from = 2020-01-01\nuntil = 2021-01-01")
    assert "same key and days" in problems(fees=ended + RIVAL.replace("2020-01-01", "2022-01-01"))


def test_a_subject_nobody_knows_is_refused() -> None:
    assert "unknown subject 'weather'" in problems(weather=RULE.replace("fees.load", "weather.load"))


@pytest.mark.parametrize("cap", ["101", '"none"'])
def test_an_operator_limit_above_the_scheme_is_refused(cap: str) -> None:
    assert "is above limits.scheme" in problems(
        limits=LIMIT + OWN.replace("cap_minor = 100", f"cap_minor = {cap}"), operators=OPERATOR)  # fmt: skip


def test_an_operator_limit_is_refused_as_soon_as_the_scheme_falls_below_it() -> None:
    falling = LIMIT.replace("from = 2020-01-01", "from = 2020-01-01\nuntil = 2023-01-01")
    lower = LIMIT.replace("limits.scheme", "limits.scheme.later").replace("2020", "2023").replace("= 100", "= 99")
    assert "is above limits.scheme.later on 2023-01-01" in problems(limits=falling + lower + OWN, operators=OPERATOR)


def test_an_operator_limit_without_a_scheme_limit_is_refused() -> None:
    assert "there is no scheme limit" in problems(limits=OWN, operators=OPERATOR)


def test_a_limit_of_somebody_who_is_no_operator_is_refused() -> None:
    assert "icbc is not an operator" in problems(limits=LIMIT + OWN)


def test_a_nonbank_operator_is_added_as_data() -> None:
    telecom = OPERATOR.replace("icbc", "telecom").replace('"bank"', '"nonbank"').replace('"state"', '"payment"')
    book = load_texts({"sources.toml": SOURCES, "operators.toml": OPERATOR + telecom})
    assert [operator.kind for operator in rulebook.operators(date(2026, 1, 1), book=book)] == ["bank", "nonbank"]


def test_a_clearing_code_with_a_wrong_check_digit_is_refused() -> None:
    code = (
        '[[rule]]\nid = "clearing_codes.icbc"\nfrom = 2020-01-01\nkey = { operator = "icbc" }\n'
        'value = { code = "102100099997" }\nsource = ["paper"]\nconfidence = "unverified"\n'
    )
    assert "code cannot be '102100099997'" in problems(operators=OPERATOR, clearing_codes=code)
    load_texts({"sources.toml": SOURCES, "operators.toml": OPERATOR, "clearing_codes.toml": code.replace("97", "96")})


@pytest.mark.parametrize("sources", ["[paper]\n", 'paper = "x"\n', '[paper]\ntitle = "A"\npages = 3\n'])
def test_a_source_without_a_title_or_with_odd_fields_is_refused(sources: str) -> None:
    with pytest.raises(RuleBookError, match="needs a title"):
        load_texts({"sources.toml": sources, "fees.toml": RULE})


def test_every_fault_is_told_at_once() -> None:
    said = problems(fees=RULE.replace('"sourced"', '"sure"') + OTHER.replace("from = 2020-01-01\n", ""))
    assert "unknown confidence" in said
    assert "lacks from" in said


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(RuleBookError, match="there are no rules"):
        load_folder(tmp_path)
