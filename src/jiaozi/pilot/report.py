"""The report of a pilot run: one self-contained HTML page in English and Chinese, charts drawn as inline SVG.

No script, no font and no image comes from anywhere else, so the page can be mailed, archived and opened offline.

What `render` reads of the result, all amounts in fen:

| key | value |
|---|---|
| `pilot`, `scale`, `seed`, `engine` | name of the profile and what it was run with; all but `pilot` optional |
| `personal_wallets`, `corporate_wallets`, `merchants`, `transactions`, `amount_minor` | totals |
| `refused` | count by error code |
| `audit` | `{"ok": bool, "checks": [{"name", "ok", "detail"}]}` |
| `digest`, `seconds`, `transactions_per_s` | of the run |
| `wallets_by_class`, `wallets_by_operator`, `by_field`, `by_day`, `by_district` | tables of `tally.py`; optional |
"""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from jiaozi.errors import ERRORS
from jiaozi.money import format_minor
from jiaozi.pilot.charts import bars, columns, short, tenths
from jiaozi.pilot.profile import Profile, ProfileError, Targets, load_profile

Row = dict[str, Any]
Table = Mapping[str, Mapping[str, int]]

_CLASS_ZH: Final = {"I": "一类", "II": "二类", "III": "三类", "IV": "四类"}
_CLASSES: Final = ("IV", "III", "II", "I")
_OPERATORS: Final = {
    "icbc": "ICBC 工行",
    "abc": "ABC 农行",
    "boc": "BOC 中行",
    "ccb": "CCB 建行",
    "bocom": "BoCom 交行",
    "psbc": "PSBC 邮储",
    "cmb": "CMB 招行",
    "cib": "CIB 兴业",
    "webank": "WeBank 微众",
    "mybank": "MYbank 网商",
}


def render(result: Mapping[str, Any]) -> str:
    """The HTML page of a result. Raises `KeyError` when one of the result's required keys is missing."""
    profile = load_profile(result["pilot"])
    targets = _targets(profile, result)
    page: str = _template("report.html.j2").render(
        title_en=profile.en,
        title_zh=profile.zh,
        facts=_facts(profile, result),
        tiles=_tiles(result, targets),
        by_day=_day_charts(result.get("by_day", {})),
        fields=_field_rows(profile, result.get("by_field", {})),
        field_charts=_field_charts(profile, result.get("by_field", {})),
        wallet_charts=_wallet_charts(result),
        districts=_district_rows(profile, result.get("by_district", {})),
        refusals=_refusal_rows(profile, result["refused"]),
        refusal_chart=_refusal_chart(profile, result["refused"]),
        audit=result["audit"].get("checks", []),
        audit_ok=bool(result["audit"]["ok"]),
        run=_run_rows(result),
        source=profile.figures.source,
    )
    return page


@cache
def _template(name: str) -> Any:
    loader = PackageLoader("jiaozi.pilot", "templates")
    return Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True).get_template(name)


def _targets(profile: Profile, result: Mapping[str, Any]) -> Targets | None:
    try:
        return profile.scaled(str(result["scale"])) if "scale" in result else None
    except ProfileError:
        return None


# --------------------------------------------------------------------------------------------------------- the texts


def _facts(profile: Profile, result: Mapping[str, Any]) -> list[Row]:
    facts = [_row("As of", "截至", profile.figures.as_of.isoformat())]
    for key, en, zh in (("scale", "Scale", "比例"), ("seed", "Seed", "随机种子"), ("engine", "Engine", "数据库")):
        if key in result:
            facts.append(_row(en, zh, result[key]))
    facts.append(_row("Accepted", "受理", f"{result['transactions_per_s']:,.0f}/s"))
    return facts


def _tiles(result: Mapping[str, Any], targets: Targets | None) -> list[Row]:
    wanted = None
    if targets:
        wanted = (targets.personal, targets.corporate, targets.merchants, targets.transactions, targets.amount_minor)
    names = (
        ("personal_wallets", "Personal wallets", "个人钱包"),
        ("corporate_wallets", "Corporate wallets", "对公钱包"),
        ("merchants", "Merchants", "商户"),
        ("transactions", "Transactions", "交易笔数"),
        ("amount_minor", "Amount, RMB", "交易金额（元）"),
    )
    tiles = []
    for place, (key, en, zh) in enumerate(names):
        show: Callable[[int], str] = format_minor if key == "amount_minor" else _number
        met = wanted is not None and (
            result[key] == wanted[place] or (key == "merchants" and result[key] >= wanted[place])
        )
        target = ("on target · 达标" if met else f"target · 目标 {show(wanted[place])}") if wanted else ""
        tiles.append(_row(en, zh, show(result[key])) | {"met": met, "target": target})
    return tiles


def _field_rows(profile: Profile, table: Table) -> list[Row]:
    total = sum(row.get("transactions", 0) for row in table.values())
    rows = []
    for field in profile.fields:
        row = table.get(field.id)
        if row:
            count, amount = row.get("transactions", 0), row.get("amount_minor", 0)
            rows.append(
                _row(field.en, field.zh, "")
                | {
                    "merchants": _number(row["merchants"]) if row.get("merchants") else "–",
                    "transactions": _number(count),
                    "share": f"{tenths(count * 1000, total)} %",
                    "amount": format_minor(amount),
                    "mean": format_minor((2 * amount + count) // (2 * count)) if count else "–",
                }
            )
    return rows


def _district_rows(profile: Profile, table: Table) -> list[Row]:
    most = max((row.get("transactions", 0) for row in table.values()), default=0)
    rows = []
    for district in profile.districts:
        row = table.get(district.code, {})
        count = row.get("transactions", 0)
        rows.append(
            _row(district.en, district.zh, count)
            | {
                "transactions": _number(count),
                "amount": format_minor(row.get("amount_minor", 0)),
                "width": tenths(count * 1000, most),
            }
        )
    return sorted(rows, key=lambda row: -row["value"]) if table else []


def _refusal_rows(profile: Profile, refused: Mapping[str, int]) -> list[Row]:
    names = {reason.id: (reason.en, reason.zh) for reason in profile.reasons}
    rows = []
    for code, count in sorted(refused.items(), key=lambda item: -item[1]):
        spec = ERRORS.get(code)
        en, zh = names.get(code) or ((spec.en, spec.zh) if spec else (code, ""))
        rows.append(_row(en, zh, count) | {"code": code, "count": _number(count)})
    return rows


def _run_rows(result: Mapping[str, Any]) -> list[Row]:
    return [
        _row("Digest of outcomes and balances", "结果与余额摘要", result["digest"]),
        _row("Seconds", "耗时（秒）", f"{result['seconds']:,.1f}"),
        _row("Accepted transactions per second", "每秒受理交易", f"{result['transactions_per_s']:,.0f}"),
        _row("Refused attempts", "被拒绝的尝试", _number(sum(result["refused"].values()))),
    ]


def _row(en: str, zh: str, value: object) -> Row:
    return {"en": en, "zh": zh, "value": value}


def _number(value: int) -> str:
    return f"{value:,}"


# -------------------------------------------------------------------------------------------------------- the charts


def _day_charts(table: Table) -> list[Row]:
    if not table:
        return []
    days = sorted(table)
    counts = [table[day].get("transactions", 0) for day in days]
    yuan = [table[day].get("amount_minor", 0) // 100 for day in days]
    labels = [day[5:] for day in days]
    return [
        _chart("Transactions", "笔数", columns(labels, counts, 0, short)),
        _chart("Amount, RMB", "金额（元）", columns(labels, yuan, 1, short)),
    ]


def _field_charts(profile: Profile, table: Table) -> list[Row]:
    if not table:
        return []
    fields = [field for field in reversed(profile.fields) if field.id in table]
    labels = [f"{field.en} {field.zh}" for field in fields]
    counts = [table[field.id].get("transactions", 0) for field in fields]
    yuan = [table[field.id].get("amount_minor", 0) // 100 for field in fields]
    return [
        _chart("Transactions", "笔数", bars(labels, [("", counts)], 0)),
        _chart("Amount, RMB", "金额（元）", bars(labels, [("", yuan)], 1)),
    ]


def _wallet_charts(result: Mapping[str, Any]) -> list[Row]:
    classes, operators = result.get("wallets_by_class", {}), result.get("wallets_by_operator", {})
    if not classes or not operators:
        return []
    by_size = sorted(operators, key=lambda each: sum(operators[each].values()))
    names = [_OPERATORS.get(each, each) for each in by_size]
    pairs = (("personal", "Personal 个人"), ("corporate", "Corporate 对公"))
    series = [(title, [operators[each].get(kind, 0) for each in by_size]) for kind, title in pairs]
    return [
        _chart("By class", "按类别", _classes(classes)),
        _chart("By operator", "按运营机构", bars(names, series, 0)),
    ]


def _classes(table: Table) -> Markup:
    known = [each for each in reversed(_CLASSES) if each in table]
    labels = [
        f"{kind} {zh} · {each} {_CLASS_ZH[each]}"
        for each in known
        for key, kind, zh in (("corporate", "Corporate", "对公"), ("personal", "Personal", "个人"))
        if key in table[each]
    ]
    values = [table[each][key] for each in known for key in ("corporate", "personal") if key in table[each]]
    return bars(labels, [("", values)], 1)


def _refusal_chart(profile: Profile, refused: Mapping[str, int]) -> Markup:
    rows = list(reversed(_refusal_rows(profile, refused)))
    return bars([f"{row['en']} {row['zh']}" for row in rows], [("", [row["value"] for row in rows])], 0, height=270)


def _chart(en: str, zh: str, svg: Markup) -> Row:
    return {"en": en, "zh": zh, "svg": svg}
