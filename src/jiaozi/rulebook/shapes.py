"""What a rule of each subject must look like: which keys it may have and which fields its value needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Literal, NamedTuple, TypeAlias

from jiaozi.rulebook.model import Rule, Value

Check: TypeAlias = Callable[[Value], bool]
Component: TypeAlias = Literal["balance", "single", "daily", "yearly"]

CLASSES = frozenset({"I", "II", "III", "IV"})
HOLDERS = frozenset({"personal", "corporate"})
KINDS = frozenset({"bank", "nonbank"})
COMPONENTS: tuple[Component, ...] = ("balance", "single", "daily", "yearly")
UNCAPPED = "none"


def is_text(value: Value) -> bool:
    """Non-empty text."""
    return isinstance(value, str) and bool(value.strip())


def is_whole(value: Value) -> bool:
    """A whole number that is not negative."""
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_flag(value: Value) -> bool:
    """true or false."""
    return isinstance(value, bool)


def is_day(value: Value) -> bool:
    """A calendar day."""
    return isinstance(value, date)


def is_texts(value: Value) -> bool:
    """A list of texts, which may be empty."""
    return isinstance(value, tuple) and all(is_text(item) for item in value)


def is_cap(value: Value) -> bool:
    """A ceiling in fen, or "none" where the scheme sets no ceiling."""
    return value == UNCAPPED or is_whole(value)


def is_figures(value: Value) -> bool:
    """A table of named whole numbers and texts."""
    return isinstance(value, Mapping) and all(is_whole(part) or is_text(part) for part in value.values())


def is_clearing_code(value: Value) -> bool:
    """Twelve digits of the large-value payment system's bank number, the last one the ISO 7064 MOD 11,10 check."""
    if not isinstance(value, str) or len(value) != 12 or not (value.isascii() and value.isdigit()):
        return False
    check = 10
    for digit in value[:11]:
        check = ((check + int(digit)) % 10 or 10) * 2 % 11
    return (11 - check) % 10 == int(value[11])


def one_of(*words: str) -> Check:
    """A check for one of the words."""
    return lambda value: value in words


def some_of(words: frozenset[str]) -> Check:
    """A check for a list that holds only these words."""
    return lambda value: is_texts(value) and isinstance(value, tuple) and words.issuperset(map(str, value))


class Shape(NamedTuple):
    """Keys: name to allowed words, or None for any. Fields: name to check."""

    keys: Mapping[str, frozenset[str] | None]
    required: Mapping[str, Check]
    optional: Mapping[str, Check] = {}


_LIMIT = {"wallet_class": CLASSES, "holder": HOLDERS, "component": frozenset(COMPONENTS)}
_CAP: Mapping[str, Check] = {"cap_minor": is_cap}
_BATCH: Mapping[str, Check] = {"count": is_whole, "reported": is_text}

SHAPES: Mapping[str, tuple[Shape, ...]] = {
    "operators": (
        Shape(
            {"operator": None},
            {
                "en": is_text,
                "zh": is_text,
                "short": is_text,
                "kind": one_of(*KINDS),
                "group": one_of("state", "joint_stock", "internet", "city", "payment"),
            },
        ),
        Shape({"batch": None}, _BATCH),
    ),
    "clearing_codes": (Shape({"operator": None}, {"code": is_clearing_code}),),
    "partners": (Shape({"partner": None}, {"en": is_text, "zh": is_text, "role": is_text}),),
    "regions": (
        Shape(
            {"region": None},
            {
                "en": is_text,
                "zh": is_text,
                "province": is_text,
                "kind": one_of("province", "municipality", "city", "district", "scene"),
            },
            {"division": is_text},
        ),
        Shape({"batch": None}, _BATCH),
    ),
    "events": (
        Shape(
            {"event": None},
            {"en": is_text, "zh": is_text, "places": is_texts, "precision": one_of("day", "month", "year")},
            {"ends": is_day, "figures": is_figures},
        ),
    ),
    "limits": (
        Shape({"scope": frozenset({"scheme", "hong_kong"}), **_LIMIT}, _CAP),
        Shape({"scope": frozenset({"operator"}), "operator": None, **_LIMIT}, _CAP),
    ),
    "opening": (
        Shape(
            {"wallet_class": CLASSES, "holder": HOLDERS},
            {"phone": is_flag, "id_document": is_flag, "bank_account": is_flag, "face_to_face": is_flag},
            {"settlement_accounts": is_whole},
        ),
        Shape(
            {"aspect": frozenset({"several_wallets"})},
            {"verified_per_operator": is_whole, "verified_classes": some_of(CLASSES)},
        ),
    ),
    "hong_kong": (
        Shape(
            {"aspect": frozenset({"access"})},
            {
                "access": one_of("closed", "whitelist", "open"),
                "operators": is_texts,
                "wallet_classes": some_of(CLASSES),
                "phone_prefixes": is_texts,
                "person_to_person": is_flag,
                "uses": is_texts,
            },
        ),
        Shape({"aspect": frozenset({"top_up"})}, {"fps_banks": is_whole, "fps_banks_hkd": is_whole}),
    ),
    "visitors": (
        Shape(
            {"aspect": frozenset({"card_top_up"})},
            {"networks": is_texts, "wallet_classes": some_of(CLASSES), "regions_excluded": is_texts},
        ),
    ),
    "regimes": (
        Shape(
            {"kind": KINDS},
            {
                "regime": one_of("m0_cash", "deposit_money", "nonbank_full_reserve"),
                "liability_of": one_of("central_bank", "operator"),
                "reserve_base": is_flag,
            },
        ),
        Shape({"reserve_for": KINDS}, {"reserve_ppm": is_whole}),
    ),
    "interest": (
        Shape({"rate_for": KINDS}, {"rate_ppm": is_whole, "personal": some_of(CLASSES), "corporate": some_of(CLASSES)}),
        Shape({"aspect": frozenset({"day_count"})}, {"basis_days": is_whole}),
        Shape({"aspect": frozenset({"settlement"})}, {"settle_days": is_texts, "credit_offset_days": is_whole}),
    ),
    "fees": (
        Shape(
            {"act": frozenset({"issue", "load", "unload", "transfer", "payment"})},
            {"fee_ppm": is_whole, "fixed_minor": is_whole},
        ),
    ),
    "aml": (
        Shape(
            {"report": frozenset({"cash", "entity_transfer", "person_domestic", "person_cross_border"})},
            {"threshold_minor": is_whole, "threshold_usd_minor": is_whole},
        ),
        Shape({"deadline": frozenset({"large_value", "suspicious"})}, {"working_days": is_whole}),
    ),
    "devices": (
        Shape({"aspect": frozenset({"cooling_off"})}, {"hours": is_whole, "amount_minor": is_whole}),
        Shape({"aspect": frozenset({"small_amount"})}, {"payment_minor": is_whole, "day_minor": is_whole}),
    ),
    "billing": (
        Shape(
            {"aspect": frozenset({"requests"})},
            {
                "open_by_person": is_whole,
                "open_by_merchant": is_whole,
                "open_to_payer": is_whole,
                "open_between": is_whole,
                "days_max": is_whole,
            },
        ),
    ),
    "codes": (
        Shape({"aspect": frozenset({"collect"})}, {"lifetime_max_s": is_whole}),
        Shape({"aspect": frozenset({"payment"})}, {"step_s": is_whole, "tokens_per_device": is_whole}),
    ),
    "payments": (Shape({"aspect": frozenset({"refusals"})}, {"per_day": is_whole, "per_code": is_whole}),),
    "programs": (Shape({"aspect": frozenset({"templates"})}, {"needed": is_flag}),),
    "people": (
        Shape({"aspect": frozenset({"lookups"})}, {"per_day": is_whole}),
        Shape({"aspect": frozenset({"returns"})}, {"ask_days": is_whole, "answer_days": is_whole}),
        Shape({"aspect": frozenset({"guardians"})}, {"days_max": is_whole}),
    ),
    "webhooks": (Shape({"aspect": frozenset({"retention"})}, {"taken_days": is_whole, "given_up_days": is_whole}),),
    "insurance": (Shape({"kind": KINDS}, {"insured": is_flag, "cap_minor": is_cap}),),
    "banking": (
        Shape(
            {"aspect": frozenset({"linking"})},
            {
                "code_s": is_whole,
                "code_attempts": is_whole,
                "codes_per_day": is_whole,
                "cooling_off_s": is_whole,
                "cooling_off_minor": is_whole,
            },
        ),
        Shape({"aspect": frozenset({"cash"})}, {"code_s": is_whole, "code_attempts": is_whole, "codes_open": is_whole}),
    ),
}


def shape_problems(rule: Rule) -> list[str]:
    """What is wrong with the rule's key and value, one line each; empty when it fits one shape of its subject."""
    shapes = SHAPES.get(rule.subject)
    if shapes is None:
        return [f"{rule.id}: unknown subject {rule.subject!r}"]
    fitting = [shape for shape in shapes if _key_fits(rule.key, shape)]
    if not fitting:
        return [f"{rule.id}: no {rule.subject} rule has the key {dict(rule.key)}"]
    return _value_problems(rule, fitting[0])


def _key_fits(key: Mapping[str, str], shape: Shape) -> bool:
    return key.keys() == shape.keys.keys() and all(
        allowed is None or key[name] in allowed for name, allowed in shape.keys.items()
    )


def _value_problems(rule: Rule, shape: Shape) -> list[str]:
    checks = {**shape.required, **shape.optional}
    problems = [f"{rule.id}: value lacks {name}" for name in shape.required if name not in rule.value]
    for name, part in rule.value.items():
        if name not in checks:
            problems.append(f"{rule.id}: value has an unknown field {name}")
        elif not checks[name](part):
            problems.append(f"{rule.id}: {name} cannot be {part!r}")
    return problems
