"""Running counts of what a pilot's events came to, for the report: by class, operator, field, day and district.

The runner adds each accepted event and each refusal; `as_json` is plain data that `Tally` takes back, so the counts can
be kept beside a checkpoint. A wallet counts in its holder's district, a payment in the merchant's, a salary in the
employee's, party dues in the branch's.
"""

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final

from jiaozi.clock import china_day, day_to_date
from jiaozi.pilot.events import Event, OpenCompany, OpenMerchant, OpenPerson, Pay
from jiaozi.pilot.population import Population
from jiaozi.pilot.profile import PAY_MERCHANT, SALARY

TABLES: Final = ("wallets_by_class", "wallets_by_operator", "by_field", "by_day", "by_district")
"""The tables of the result, each a mapping from an id to a mapping from a measure to a count."""


@lru_cache(maxsize=1_000)
def _iso_date(day: int) -> str:
    return day_to_date(day).isoformat()


class Tally:
    """Counts accepted events. Give it back what `as_json` returned to go on after an interruption."""

    def __init__(self, population: Population, kept: Mapping[str, Any] | None = None) -> None:
        self._counts: dict[str, Counter[tuple[str, str]]] = {table: Counter() for table in TABLES}
        self._refused: Counter[str] = Counter()
        self._codes = [district.code for district in population.profile.districts]
        self._persons = population.person_tables()[1]
        self._companies = population.company_districts()
        self._merchants = population.merchant_table()[0]
        for table in TABLES:
            rows = (kept or {}).get(table, {})
            self._counts[table].update({(key, name): n for key, row in rows.items() for name, n in row.items()})
        self._refused.update((kept or {}).get("refused", {}))

    def add(self, event: Event) -> None:
        """An event that the platform accepted. Funding, freezes and attempts change no count."""
        match event:
            case Pay():
                self._pay(event)
            case OpenPerson(person=person):
                self._wallet("personal", person.wallet_class, person.operator_id, person.district)
            case OpenCompany(company=company):
                self._wallet("corporate", company.wallet_class, company.operator_id, company.district)
            case OpenMerchant(merchant=merchant):
                self._counts["by_field"][merchant.field, "merchants"] += 1
                self._counts["by_district"][merchant.district, "merchants"] += 1
            case _:
                pass

    def refuse(self, code: str) -> None:
        """An attempt that the platform refused with this error code."""
        self._refused[code] += 1

    def as_json(self) -> dict[str, Any]:
        """The tables, and `refused` by code; ids in order."""
        result: dict[str, Any] = {"refused": dict(sorted(self._refused.items()))}
        for table in TABLES:
            rows: dict[str, dict[str, int]] = {}
            for (key, name), count in sorted(self._counts[table].items()):
                rows.setdefault(key, {})[name] = count
            result[table] = rows
        return result

    def _wallet(self, kind: str, wallet_class: str, operator: str, district: str) -> None:
        self._counts["wallets_by_class"][wallet_class, kind] += 1
        self._counts["wallets_by_operator"][operator, kind] += 1
        self._counts["by_district"][district, "wallets"] += 1

    def _pay(self, event: Pay) -> None:
        places = self._merchants if event.kind == PAY_MERCHANT else self._companies
        places = self._persons if event.kind == SALARY else places
        keys = (
            ("by_field", event.field),
            ("by_day", _iso_date(china_day(event.at))),
            ("by_district", self._codes[places[event.payee]]),
        )
        for table, key in keys:
            counts = self._counts[table]
            counts[key, "transactions"] += 1
            counts[key, "amount_minor"] += event.amount_minor
