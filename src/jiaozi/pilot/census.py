"""A world in figures, read from its books in one snapshot: plain data for reports, the same on either engine.

All sums are in fen, days and hours are China's. What the tables say agrees with the ledger: the money that went into
wallets less the money that went out of them is what the accounts hold.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any, Final

from jiaozi.clock import day_to_date
from jiaozi.db.engine import Connection, Row
from jiaozi.ledger.model import Code
from jiaozi.payments.model import KIND_NAMES
from jiaozi.pilot import store
from jiaozi.pilot.profile import PAY_MERCHANT, Profile
from jiaozi.wallets.model import CLASS_NAMES, HOLDER_KIND_NAMES

Table = dict[str, dict[str, int]]
TABLES: Final = ("wallets_by_class", "wallets_by_operator", "by_day", "by_hour", "by_district")
"""The tables of a census, each a mapping from an id to a mapping from a measure to a figure."""


def census(connection: Connection) -> dict[str, Any]:
    """The tables of `TABLES`; `by_trade`, a list of rows by kind of payment, scenario and category; `flows`, what went
    into and out of wallets by the ledger's codes; and `money`, what wallets and vaults hold in the end."""
    came, went = store.flows(connection, "credit"), store.flows(connection, "debit")
    in_wallets, in_vaults = store.held(connection)
    by_class, by_operator = _wallets(connection)
    return {
        "wallets_by_class": by_class,
        "wallets_by_operator": by_operator,
        "by_day": _days(connection, came, went),
        "by_hour": _hours(connection),
        "by_district": _districts(connection),
        "by_trade": _trades(connection),
        "flows": _flows(came, went),
        "money": {
            "wallets_minor": in_wallets,
            "vaults_minor": in_vaults,
            "active_wallets": store.active(connection),
        },
    }


def by_field(profile: Profile, trades: Iterable[Mapping[str, Any]]) -> Table:
    """The rows of `by_trade` summed up by a profile's fields; what belongs to none is under the empty id."""
    places = {
        (field.kind, code and field.scenario, code): field.id
        for field in profile.fields
        for code in ([each.mcc for each in field.codes] if field.kind == PAY_MERCHANT else [""])
    }
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in trades:
        kind = PAY_MERCHANT if row["kind"] == "merchant" else row["kind"]
        field = places.get((kind, row["scenario"] if row["category"] else "", row["category"]), "")
        found[field].update({name: row[name] for name in ("merchants", "transactions", "amount_minor")})
    return {name: dict(counts) for name, counts in found.items()}


def _wallets(connection: Connection) -> tuple[Table, Table]:
    by_class, by_operator = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for operator, kind, wallet_class, count in store.wallets(connection):
        by_class[CLASS_NAMES[wallet_class], HOLDER_KIND_NAMES[kind]] += count
        by_operator[operator, HOLDER_KIND_NAMES[kind]] += count
    return _nested(by_class), _nested(by_operator)


def _nested(counts: Mapping[tuple[str, str], int]) -> Table:
    table: Table = {}
    for (key, name), count in sorted(counts.items()):
        table.setdefault(key, {})[name] = count
    return table


def _measured(names: tuple[str, str], rows: Iterable[Row]) -> Iterable[tuple[Any, str, int]]:
    """Rows of (key, figure, figure) one figure at a time."""
    return ((row[0], name, int(figure)) for row in rows for name, figure in zip(names, row[1:], strict=True))


_PAID: Final = ("transactions", "amount_minor")
_REFUNDED: Final = ("refunds", "refunds_minor")


def _days(connection: Connection, came: list[Row], went: list[Row]) -> Table:
    """Every day from the first to the last on which anything moved; `held_minor` is what wallets hold at its end."""
    found: defaultdict[int, Counter[str]] = defaultdict(Counter)
    figures = [
        *_measured(_PAID, store.payments_by_day(connection)),
        *_measured(_REFUNDED, store.refunds_by_day(connection)),
        *_measured(("loads", "loads_minor"), [(row[0], *row[2:]) for row in came if row[1] == Code.LOAD]),
        *_measured(("unloads", "unloads_minor"), [(row[0], *row[2:]) for row in went if row[1] == Code.UNLOAD]),
        *((day, "active", count) for day, count in store.active_by_day(connection)),
        *((row[0], "moved", sign * int(row[3])) for rows, sign in ((came, 1), (went, -1)) for row in rows),
    ]
    for day, name, figure in figures:
        found[int(day)][name] += figure
    table, held = {}, 0
    for day in range(min(found), max(found) + 1) if found else ():
        held += found[day].pop("moved", 0)
        table[day_to_date(day).isoformat()] = {**found[day], "held_minor": held}
    return table


def _hours(connection: Connection) -> Table:
    found: Table = {f"{hour:02d}": {} for hour in range(24)}
    for hour, name, figure in _measured(_PAID, store.payments_by_hour(connection)):
        found[f"{int(hour):02d}"][name] = figure
    return found


def _districts(connection: Connection) -> Table:
    figures = [
        *_measured(("merchants", "stores"), store.merchants_by_region(connection)),
        *_measured(_PAID, store.payments_by_region(connection)),
        *_measured(_REFUNDED, store.refunds_by_region(connection)),
    ]
    return _nested({(region, name): figure for region, name, figure in figures})


def _trades(connection: Connection) -> list[dict[str, Any]]:
    found: defaultdict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
    for scenario, category, count in store.merchants_by_trade(connection):
        found["merchant", scenario, category]["merchants"] += count
    for kind, scenario, category, count, fen in store.payments_by_trade(connection):
        found[KIND_NAMES[kind], scenario, category].update({"transactions": count, "amount_minor": int(fen)})
    names = ("merchants", *_PAID)
    return [
        {"kind": kind, "scenario": scenario, "category": category, **{name: counts[name] for name in names}}
        for (kind, scenario, category), counts in sorted(found.items())
    ]


def _flows(came: list[Row], went: list[Row]) -> Table:
    found: Counter[tuple[str, str]] = Counter()
    for name, rows in (("in_minor", came), ("out_minor", went)):
        for _, code, _, fen in rows:
            found[Code(code).name.lower(), name] += int(fen)
    return _nested(found)
