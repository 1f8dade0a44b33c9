"""What a pilot's world must come to, reckoned from the plan's events alone: none of the platform's tables or sums."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from typing import Any

from jiaozi.pilot.events import Load, OpenCompany, OpenMerchant, OpenPerson, Pay
from jiaozi.pilot.plan import Plan

CHINA = timezone(timedelta(hours=8))
CODES = {"pay_merchant": "payment", "salary": "salary", "party_dues": "party_dues"}


def expected(plan: Plan) -> dict[str, Any]:
    """The census that the books must give after the plan."""
    tables: dict[str, defaultdict[str, Counter[str]]] = {
        name: defaultdict(Counter)
        for name in ("wallets_by_class", "wallets_by_operator", "by_day", "by_hour", "by_district", "flows", "trades")
    }
    active: defaultdict[str, set[tuple[str, int]]] = defaultdict(set)
    merchants, moved = {}, Counter[str]()

    def count(table: str, key: str, **figures: int) -> None:
        tables[table][key].update(figures)

    def opened(kind: str, wallet_class: str, operator: str) -> None:
        count("wallets_by_class", wallet_class, **{kind: 1})
        count("wallets_by_operator", operator, **{kind: 1})

    for event in plan.events():
        at = datetime.fromtimestamp(event.at // 1_000_000, CHINA)
        day = at.date().isoformat()
        match event:
            case OpenPerson(person=person):
                opened("personal", person.wallet_class, person.operator_id)
            case OpenCompany(company=company):
                opened("corporate", company.wallet_class, company.operator_id)
            case OpenMerchant(merchant=merchant):
                merchants[merchant.ordinal] = merchant
                count("by_district", merchant.district, merchants=1, stores=merchant.stores)
                count("trades", f"merchant/{merchant.scenario}/{merchant.mcc}", merchants=1)
            case Load():
                moved[day] += event.amount_minor
                count("by_day", day, loads=1, loads_minor=event.amount_minor)
                count("flows", "load", in_minor=event.amount_minor)
            case Pay():
                at_store = merchants[event.payee] if event.kind == "pay_merchant" else None
                paid = {"transactions": 1, "amount_minor": event.amount_minor}
                count("by_day", day, **paid)
                count("by_hour", f"{at.hour:02d}", **paid)
                count("by_district", at_store.district if at_store else "", **paid)
                trade = f"merchant/{at_store.scenario}/{at_store.mcc}" if at_store else f"{event.kind}//"
                count("trades", trade, **paid)
                count("flows", CODES[event.kind], in_minor=event.amount_minor, out_minor=event.amount_minor)
                payee = ("company", at_store.owner) if at_store else ("company", event.payee)
                sides = {("person", event.payer), payee}
                if event.kind == "salary":
                    sides = {("company", event.payer), ("person", event.payee)}
                active[day] |= sides
            case _:
                pass
    held = 0
    for number in range((plan.days[-1] - plan.days[0]).days + 1):
        day = (plan.days[0] + timedelta(days=number)).isoformat()
        held += moved[day]
        count("by_day", day, active=len(active[day]), held_minor=held)
    trades = tables.pop("trades")
    return {
        **{name: {key: dict(row) for key, row in table.items()} for name, table in tables.items()},
        "by_trade": [_trade(name, row) for name, row in sorted(trades.items())],
        "money": {"wallets_minor": held, "active_wallets": len(set[tuple[str, int]]().union(*active.values()))},
    }


def _trade(name: str, row: Counter[str]) -> dict[str, Any]:
    kind, scenario, category = name.split("/")
    figures = {figure: row[figure] for figure in ("merchants", "transactions", "amount_minor")}
    return {"kind": kind, "scenario": scenario, "category": category, **figures}
