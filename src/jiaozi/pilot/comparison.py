"""The parts of a replay's report: which rules changed, what they decide differently, and what interest costs."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from jiaozi import rulebook
from jiaozi.errors import ERRORS
from jiaozi.money import format_minor
from jiaozi.pilot.charts import Bars, bars
from jiaozi.pilot.figures import Row, number, operator_name, row
from jiaozi.rulebook.model import plain
from jiaozi.words import both, zh_of

PPM_PER_CENT: Final = 10_000

_EVENTS: Final = {
    "Pay": ("Payment", "支付"),
    "Attempt": ("Attempt that the pilot had refused", "试点中被拒绝的尝试"),
    "Load": ("Load", "兑出"),
    "Issue": ("Issue to a vault", "向运营机构发行"),
    "Deposit": ("Bank account opened", "开立银行账户"),
    "Freeze": ("Freeze", "冻结"),
    "OpenPerson": ("Personal wallet opened", "开立个人钱包"),
    "OpenCompany": ("Corporate wallet opened", "开立对公钱包"),
    "OpenMerchant": ("Merchant or store opened", "开立商户或门店"),
}


def rule_rows(before: date, after: date) -> list[Row]:
    """The rules in force that differ between two days, without news."""
    changes = [change for change in rulebook.diff(before, after) if change.subject != rulebook.NEWS]
    return [
        row(*both(change.kind), change.subject)
        | {
            "key": ", ".join(f"{name} {plain(value)}" for name, value in change.key.items()),
            "before": _said(change.before),
            "after": _said(change.after),
            "rule": " → ".join(rule.id for rule in (change.before, change.after) if rule),
        }
        for change in sorted(changes, key=lambda each: each.subject)
    ]


def subjects(rows: list[Row]) -> str:
    """How many of the rules are about what."""
    return ", ".join(f"{subject} {count}" for subject, count in sorted(Counter(each["value"] for each in rows).items()))


def _said(rule: rulebook.Rule | None) -> str:
    return "; ".join(_value(name, plain(value)) for name, value in rule.value.items()) if rule else "–"


def _value(name: str, value: object) -> str:
    """A part of a rule for readers: money in yuan, rates in per cent, lists without brackets."""
    if isinstance(value, bool):
        return f"{name} {'yes' if value else 'no'}"
    if isinstance(value, list):
        return f"{name} {', '.join(map(str, value)) or 'none'}"
    if isinstance(value, int) and name.endswith("_minor"):
        return f"{name.removesuffix('_minor')} RMB {format_minor(value)}"
    if isinstance(value, int) and name.endswith("_ppm"):
        return f"{name.removesuffix('_ppm')} {value // PPM_PER_CENT}.{value % PPM_PER_CENT:04d} %"
    return f"{name} {value}"


def difference_rows(differs: list[Mapping[str, Any]]) -> list[Row]:
    """What was decided differently than in the pilot: how often, to how many payers of which classes, by which rule."""
    return [
        row(en, zh, number(each["count"]))
        | {
            "planned": decision(each["planned"]),
            "found": decision(each["found"]),
            "code": each["found"],
            "payers": number(each["payers"]),
            "classes": ", ".join(f"{name} {count:,}" for name, count in each["classes"].items()) or "–",
            "rule": each["rule"] or "–",
        }
        for each in sorted(differs, key=lambda each: -each["count"])
        for en, zh in [_EVENTS.get(each["event"], (each["event"], ""))]
    ]


def decision(code: str) -> Row:
    """What a code says in both languages; the code "accepted" is no error."""
    spec = ERRORS.get(code)
    en, zh = (spec.en, spec.zh) if spec else ("Accepted", "受理") if code == "accepted" else (code, "")
    return row(en, zh, code)


def interest_rows(interest: Mapping[str, Any]) -> list[Row]:
    """Interest by class of wallet, and the sum."""
    classes = interest["by_class"]
    total = sum(each["wallets"] for each in classes.values()), sum(each["fen_days"] for each in classes.values())
    rows = [
        (f"Class {name}", zh_of(name), each["wallets"], each["fen_days"], each["interest_minor"])
        for name, each in classes.items()
    ]
    return [
        row(en, zh, format_minor(minor)) | {"wallets": number(wallets), "yuan_days": format_minor(fen_days)}
        for en, zh, wallets, fen_days, minor in [*rows, ("Sum", "合计", *total, interest["total_minor"])]
    ]


def interest_bars(interest: Mapping[str, Any]) -> Bars:
    """Interest by operator, the most first."""
    found = sorted(interest["by_operator"].items(), key=lambda each: -each[1])
    rows = [(*operator_name(code), minor) for code, minor in found]
    return bars("Interest by operator, RMB", "按运营机构（元）", "yuan", rows, format_minor)
