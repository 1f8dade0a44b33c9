"""The rule book: what the scheme demanded on any day, as data with its sources.

Rules live in `data/*.toml`, one file for each subject. `load()` reads and checks them once; the functions below
answer typed questions for a day (China Standard Time), and every answer carries the rule it came from.
"""

from __future__ import annotations

from datetime import date
from typing import Final

from jiaozi.rulebook.banking_rules import CashCodes, Linking, cash_codes, linking
from jiaozi.rulebook.billing_rules import RequestRules, payment_requests
from jiaozi.rulebook.book import DayRules, RuleBook
from jiaozi.rulebook.charge_rules import (
    Fee,
    Insurance,
    LargeValueReport,
    fee,
    insurance,
    large_value_reports,
    reporting_deadline,
)
from jiaozi.rulebook.code_rules import CollectCodeRule, PaymentCodeRule, collect_codes, payment_codes
from jiaozi.rulebook.device_rules import DeviceCoolingOff, SmallAmount, device_cooling_off, small_amount
from jiaozi.rulebook.event_rules import Event, events
from jiaozi.rulebook.hong_kong_rules import HongKong, hong_kong
from jiaozi.rulebook.interest_rules import InterestRule, interest
from jiaozi.rulebook.limit_rules import Limits, limits
from jiaozi.rulebook.loader import load, load_folder, load_texts
from jiaozi.rulebook.model import (
    Change,
    Citation,
    Confidence,
    Rule,
    RuleBookError,
    RuleNotFoundError,
    Source,
)
from jiaozi.rulebook.opening_rules import OpeningRule, SeveralWallets, opening_requirements, several_wallets
from jiaozi.rulebook.operator_rules import Operator, TechnologyPartner, operator, operators, technology_partners
from jiaozi.rulebook.payment_rules import PaymentRefusals, payment_refusals
from jiaozi.rulebook.people_rules import Guardians, Lookups, Returns, guardians, lookups, returns
from jiaozi.rulebook.program_rules import ProgramTemplates, program_templates
from jiaozi.rulebook.regime_rules import RegimeRule, regime
from jiaozi.rulebook.region_rules import PilotCounts, Region, pilot_counts, region_of, regions
from jiaozi.rulebook.visitor_rules import Visitors, visitors
from jiaozi.rulebook.webhook_rules import Retention, webhook_retention

NEWS: Final = "events"
"""The subject of what the sources report as news: it has days, as rules have, and binds nobody."""


def show(day: date, subject: str | None = None) -> tuple[Rule, ...]:
    """The shipped rules whose dates cover the day, both sides of each conflict included."""
    return load().show(day, subject)


def diff(day_a: date, day_b: date) -> tuple[Change, ...]:
    """What changes in force in the shipped rules from `day_a` to `day_b`."""
    return load().diff(day_a, day_b)


__all__ = [
    "NEWS",
    "CashCodes",
    "Change",
    "Citation",
    "CollectCodeRule",
    "Confidence",
    "DayRules",
    "DeviceCoolingOff",
    "Event",
    "Fee",
    "Guardians",
    "HongKong",
    "Insurance",
    "InterestRule",
    "LargeValueReport",
    "Limits",
    "Linking",
    "Lookups",
    "OpeningRule",
    "Operator",
    "PaymentCodeRule",
    "PaymentRefusals",
    "PilotCounts",
    "ProgramTemplates",
    "RegimeRule",
    "Region",
    "RequestRules",
    "Retention",
    "Returns",
    "Rule",
    "RuleBook",
    "RuleBookError",
    "RuleNotFoundError",
    "SeveralWallets",
    "SmallAmount",
    "Source",
    "TechnologyPartner",
    "Visitors",
    "cash_codes",
    "collect_codes",
    "device_cooling_off",
    "diff",
    "events",
    "fee",
    "guardians",
    "hong_kong",
    "insurance",
    "interest",
    "large_value_reports",
    "limits",
    "linking",
    "load",
    "load_folder",
    "load_texts",
    "lookups",
    "opening_requirements",
    "operator",
    "operators",
    "payment_codes",
    "payment_refusals",
    "payment_requests",
    "pilot_counts",
    "program_templates",
    "regime",
    "region_of",
    "regions",
    "reporting_deadline",
    "returns",
    "several_wallets",
    "show",
    "small_amount",
    "technology_partners",
    "visitors",
    "webhook_retention",
]
