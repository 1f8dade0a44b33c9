"""The parts that every report has, whatever world it is of: charts and rows of a census, ready to show."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from jiaozi import rulebook
from jiaozi.money import format_minor
from jiaozi.pilot.charts import Bars, Columns, Map, bars, columns, stacked, tile
from jiaozi.pilot.profile import Profile
from jiaozi.statements.words import why
from jiaozi.words import both, zh_of

Row = dict[str, Any]
Table = Mapping[str, Mapping[str, int]]

DAYS_MAX: Final = 92
"""The charts show so many days at most, the last ones."""

_CLASSES: Final = ("IV", "III", "II", "I")
_WEEKDAYS: Final = ("Mon 周一", "Tue 周二", "Wed 周三", "Thu 周四", "Fri 周五", "Sat 周六", "Sun 周日")
_OPERATORS: Final = {
    "icbc": ("ICBC", "工行"),
    "abc": ("ABC", "农行"),
    "boc": ("BOC", "中行"),
    "ccb": ("CCB", "建行"),
    "bocom": ("BoCom", "交行"),
    "psbc": ("PSBC", "邮储"),
    "cmb": ("CMB", "招行"),
    "cib": ("CIB", "兴业"),
    "webank": ("WeBank", "微众"),
    "mybank": ("MYbank", "网商"),
}
_BY_DAY: Final[tuple[tuple[str, str, str, str], ...]] = (
    ("transactions", "payments", "Payments", "支付笔数"),
    ("amount_minor", "yuan", "Paid, RMB", "支付金额（元）"),
    ("held_minor", "yuan", "In wallets at the end of the day, RMB", "日终钱包余额合计（元）"),
    ("active", "wallets", "Active wallets: paid or were paid", "活跃钱包（当日有付款或收款）"),
    ("loads_minor", "yuan", "Put into wallets, RMB", "充钱包金额（元）"),
    ("unloads_minor", "yuan", "Taken out of wallets, RMB", "转出钱包金额（元）"),
    ("refunds_minor", "yuan", "Refunded, RMB", "退款金额（元）"),
)


def row(en: str, zh: str, value: object) -> Row:
    """A line: a name in both languages, and what stands beside it."""
    return {"en": en, "zh": zh, "value": value}


def word_row(code: str) -> Row:
    """A line of a code of the platform's alone."""
    en, zh = both(code)
    return row(en.capitalize(), zh, "")


def number(value: int) -> str:
    """A count for readers."""
    return f"{value:,}"


def shown(measure: str) -> Callable[[int], str]:
    """How a measure is written: yuan where it is money, else a count."""
    return format_minor if measure.endswith("_minor") else number


def operator_name(code: str) -> tuple[str, str]:
    """An operator's short name in both languages."""
    return _OPERATORS.get(code, (code, ""))


def day_charts(table: Table) -> list[Columns]:
    """What each day came to; a measure that never happened has no chart."""
    days = sorted(table)[-DAYS_MAX:]
    points = [(f"{day} {_WEEKDAYS[date.fromisoformat(day).weekday()]}", day[5:]) for day in days]
    charts = []
    for measure, tone, en, zh in _BY_DAY:
        values = [table[day].get(measure, 0) for day in days]
        if sum(values):
            unit = 100 if measure.endswith("_minor") else 1
            charts.append(columns(en, zh, tone, points, values, shown(measure), unit))
    return charts


def hour_charts(table: Table) -> list[Columns]:
    """Payments and their value by hour of the day; none where nobody paid."""
    if not any(table.values()):
        return []
    hours = sorted(table)
    points = [(f"{hour}:00 – {hour}:59", hour) for hour in hours]
    counts, fen = ([table[hour].get(name, 0) for hour in hours] for name in ("transactions", "amount_minor"))
    return [
        columns("Payments", "支付笔数", "payments", points, counts, number),
        columns("Paid, RMB", "支付金额（元）", "yuan", points, fen, format_minor, 100),
    ]


def money_rows(result: Mapping[str, Any]) -> list[Row]:
    """Where the money is in the end, and what brought it there: how often and how much."""
    if "money" not in result:
        return []
    money, days = result["money"], result.get("by_day", {}).values()
    sums = {name: sum(day.get(name, 0) for day in days) for name in ("loads", "unloads", "refunds")}
    rows = [
        row("In wallets", "钱包余额合计", format_minor(money["wallets_minor"])) | {"count": ""},
        row("In operators' vaults", "运营机构库存", format_minor(money["vaults_minor"])) | {"count": ""},
        row("Active wallets", "活跃钱包", "") | {"count": number(money["active_wallets"])},
    ]
    for name, en, zh in (
        ("loads", "Put into wallets", "充钱包（兑出）"),
        ("unloads", "Taken out of wallets", "转出钱包（兑回）"),
        ("refunds", "Refunded", "退款"),
    ):
        fen = sum(day.get(f"{name}_minor", 0) for day in days)
        rows.append(row(en, zh, format_minor(fen)) | {"count": number(sums[name])})
    return rows


def flow_rows(flows: Table) -> list[Row]:
    """What went into wallets and out of them by the ledger's codes, and the sum, which is what they hold."""
    found = [(code, each.get("in_minor", 0), each.get("out_minor", 0)) for code, each in sorted(flows.items())]
    rows = [_flow(why(code, "en"), why(code, "zh"), came, went) for code, came, went in found]
    total = _flow("Sum", "合计", sum(came for _, came, _ in found), sum(went for *_, went in found))
    return [*rows, total] if rows else []


def _flow(en: str, zh: str, came: int, went: int) -> Row:
    return row(en, zh, format_minor(came - went)) | {"in": format_minor(came), "out": format_minor(went)}


def wallet_charts(result: Mapping[str, Any]) -> list[Bars]:
    """Wallets by class and by operator, personal and corporate ones apart."""
    classes, operators = result.get("wallets_by_class", {}), result.get("wallets_by_operator", {})
    if not classes or not operators:
        return []
    by_size = sorted(operators, key=lambda each: -sum(operators[each].values()))
    tones = (("wallets", "personal"), ("wallets-2", "corporate"))
    kinds = [(tone, code.capitalize(), zh_of(code)) for tone, code in tones]
    by_class = [(f"Class {each}", zh_of(each), _counts(classes[each])) for each in _CLASSES if each in classes]
    by_operator = [(*operator_name(each), _counts(operators[each])) for each in by_size]
    return [stacked("By class", "按类别", kinds, by_class), stacked("By operator", "按运营机构", kinds, by_operator)]


def _counts(counts: Mapping[str, int]) -> tuple[int, int]:
    return counts.get("personal", 0), counts.get("corporate", 0)


def district_rows(table: Table, names: Mapping[str, tuple[str, str]]) -> list[Row]:
    """Each district's merchants, payments, their value and refunds, the most payments first; last what no store got."""
    placed = sorted((code for code in names if code), key=lambda code: (-_of(table, code, "transactions"), code))
    return [_district(names[code], table.get(code, {})) for code in placed] + [
        _district(("Paid to nobody's store: salaries, dues, people", "非门店收款：薪资、党费、个人"), table[code])
        for code in table
        if not code
    ]


def _of(table: Table, code: str, measure: str) -> int:
    return table.get(code, {}).get(measure, 0)


def _district(name: tuple[str, str], counts: Mapping[str, int]) -> Row:
    measures = ("merchants", "transactions", "amount_minor", "refunds_minor")
    return row(*name, "") | {measure: shown(measure)(counts.get(measure, 0)) for measure in measures}


def district_maps(profile: Profile, table: Table) -> list[Map]:
    """The profile's districts as tiles, by payments and by merchants; none where it has no map."""
    if not any(district.tile for district in profile.districts):
        return []
    return [
        _map("Payments by district", "各区县支付笔数", "payments", "transactions", profile, table),
        _map("Merchants by district", "各区县商户", "merchants", "merchants", profile, table),
    ]


def _map(en: str, zh: str, tone: str, measure: str, profile: Profile, table: Table) -> Map:
    counts = {district.code: _of(table, district.code, measure) for district in profile.districts}
    most = max(counts.values())
    tiles = [
        tile(
            each.short_en,
            each.short_zh,
            each.tile,
            counts[each.code],
            most,
            f"{each.en} {each.zh} · {_said(table.get(each.code, {}))}",
        )
        for each in profile.districts
        if each.tile
    ]
    return Map(en, zh, tone, tiles)


def _said(counts: Mapping[str, int]) -> str:
    paid, merchants = format_minor(counts.get("amount_minor", 0)), counts.get("merchants", 0)
    return f"payments 笔数 {counts.get('transactions', 0):,} · RMB {paid} 元 · merchants 商户 {merchants:,}"


def merchant_bars(table: Table, names: Mapping[str, tuple[str, str]]) -> Bars:
    """Merchants by district, the most first."""
    found = [(*name, _of(table, code, "merchants")) for code, name in names.items() if code]
    return bars("Merchants", "商户", "merchants", sorted(found, key=lambda each: (-each[2], each[0])), number)


def region_names(table: Table, day: date) -> dict[str, tuple[str, str]]:
    """The pilot areas that regions lie in on a day, with their codes; a region outside them is its code alone."""
    found = {}
    for code in table:
        region = rulebook.region_of(day, code) if code else None
        found[code] = (f"{region.en} {code}", region.zh) if region else (code, "")
    return found
