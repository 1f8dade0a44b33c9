"""The report of a world: one self-contained HTML page in English and Chinese, its charts drawn with HTML and CSS.

No script, no font and no image comes from anywhere else, so the page can be mailed, archived and opened offline.

What `render` reads of the result, all amounts in fen:

| key | value |
|---|---|
| `audit` | `{"ok": bool, "checks": [{"name", "ok", "detail"}]}` |
| the tables of `census.py`, and `by_field` | what the world's books say; each is optional |
| `pilot`, `scale`, `seed`, `engine` | of a pilot: its profile and what it was run with; the last three optional |
| `personal_wallets`, `corporate_wallets`, `merchants`, `transactions`, `amount_minor` | totals of a pilot |
| `refused` | of a pilot: count by error code |
| `digest`, `seconds`, `posted`, `transactions_per_s` | of a pilot's run; the last is null when it posted nothing |
| `first_day`, `last_day`, `differs`, `interest` | of a replay (`replay.py`) |
| `as_of`, `parties`, `left_out` | of a world of the pilot areas (`areas.py`); keys to it are never shown |
"""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from jiaozi import rulebook
from jiaozi.markup import template
from jiaozi.money import format_minor
from jiaozi.pilot import comparison, figures
from jiaozi.pilot.areas import world_data
from jiaozi.pilot.charts import TONES, Bars, bars, tenths
from jiaozi.pilot.comparison import decision
from jiaozi.pilot.figures import Row, Table, number, row, shown, word_row
from jiaozi.pilot.profile import Profile, ProfileError, load_profile

_TOTALS: Final = (
    ("personal_wallets", "Personal wallets", "个人钱包"),
    ("corporate_wallets", "Corporate wallets", "对公钱包"),
    ("merchants", "Merchants", "商户"),
    ("transactions", "Payments", "支付笔数"),
    ("amount_minor", "Paid, RMB", "支付金额（元）"),
)
_AT_LEAST: Final = "merchants"
"""The source says "more than" of it; and each field keeps one at the smallest scales."""


def render(result: Mapping[str, Any]) -> str:
    """The HTML page of a result. Raises `KeyError` when one of the result's required keys is missing."""
    own = _of_pilot(result) if "pilot" in result else _of_areas(result)
    return template("pilot", "report.html.j2").render(
        **_NONE
        | {
            "tones": TONES,
            "days": figures.day_charts(result.get("by_day", {})),
            "hours": figures.hour_charts(result.get("by_hour", {})),
            "money": figures.money_rows(result),
            "flows": figures.flow_rows(result.get("flows", {})),
            "wallets": figures.wallet_charts(result),
            "audit": result["audit"].get("checks", []),
            "audit_ok": bool(result["audit"]["ok"]),
        }
        | own
    )


_NONE: Final = dict.fromkeys(
    (
        *("source", "tiles", "targets", "fields", "field_charts", "districts", "maps", "merchants", "refusals"),
        *(
            "refusal_bars",
            "run",
            "changes",
            "subjects",
            "differs",
            "interest",
            "interest_bars",
            "period",
            "parties",
            "left_out",
        ),
    )
)
"""The parts of the page that not every report has."""


# ---------------------------------------------------------------------------------------------- a pilot and a replay


def _of_pilot(result: Mapping[str, Any]) -> dict[str, Any]:
    profile, replayed = load_profile(result["pilot"]), "interest" in result
    fields = result.get("by_field", {})
    places, names = result.get("by_district", {}), {each.code: (each.en, each.zh) for each in profile.districts}
    targets, maps = _target_rows(profile, result), figures.district_maps(profile, places) if places else []
    title = ("{} under other rules", "{}：换一套规则") if replayed else ("{}", "{}")
    return {
        "title_en": title[0].format(profile.en),
        "title_zh": title[1].format(profile.zh),
        "facts": _facts(profile, result),
        "source": _source(profile),
        "tiles": targets or [row(en, zh, shown(key)(result[key])) for key, en, zh in _TOTALS],
        "targets": targets,
        "fields": _field_rows(profile, fields),
        "field_charts": _field_charts(profile, fields),
        "districts": figures.district_rows(places, names) if places else None,
        "maps": maps,
        "merchants": figures.merchant_bars(places, names) if places and not maps else None,
        "refusals": _refusal_rows(profile, result["refused"]),
        "refusal_bars": _refusal_bars(profile, result["refused"]),
        "run": _run_rows(result),
    } | (_of_replay(profile, result) if replayed else {})


def _of_replay(profile: Profile, result: Mapping[str, Any]) -> dict[str, Any]:
    changes = comparison.rule_rows(profile.first_day, date.fromisoformat(result["first_day"]))
    return {
        "period": (result["first_day"], result["last_day"], profile.first_day.isoformat()),
        "changes": changes,
        "subjects": comparison.subjects(changes),
        "differs": comparison.difference_rows(result["differs"]),
        "interest": comparison.interest_rows(result["interest"]),
        "interest_bars": comparison.interest_bars(result["interest"]),
    }


def _facts(profile: Profile, result: Mapping[str, Any]) -> list[Row]:
    if "last_day" in result:
        facts = [row("Replayed on", "重演期间", f"{result['first_day']} – {result['last_day']}")]
    else:
        facts = [row("As of", "截至", profile.figures.as_of.isoformat())]
    named = (("scale", "Scale", "比例"), ("seed", "Seed", "随机种子"), ("engine", "Engine", "数据库"))
    facts += [row(en, zh, result[key]) for key, en, zh in named if key in result]
    speed = result["transactions_per_s"]
    return facts if speed is None else [*facts, row("Accepted", "受理", f"{speed:,.0f}/s")]


def _source(profile: Profile) -> dict[str, Any]:
    """What the profile's document is, for who never heard of it."""
    known = rulebook.load().sources[profile.figures.document]
    return {
        "label": profile.figures.document,
        "en": profile.figures.about_en,
        "zh": profile.figures.about_zh,
        "title": f"{known.title}. {known.publisher}, {known.published}.",
        "url": known.url,
        "note": profile.figures.source,
    }


def _target_rows(profile: Profile, result: Mapping[str, Any]) -> list[Row]:
    """What the source says, what that is at this scale, and what came out; none without a scale."""
    try:
        scaled = profile.scaled(str(result["scale"])) if "scale" in result else None
    except ProfileError:
        scaled = None
    if scaled is None:
        return []
    wanted = (scaled.personal, scaled.corporate, scaled.merchants, scaled.transactions, scaled.amount_minor)
    rows = []
    for (key, en, zh), target in zip(_TOTALS, wanted, strict=True):
        said, show, value = getattr(profile.figures, key), shown(key), result[key]
        rows.append(
            row(en, zh, show(value))
            | {
                "said": profile.figures.said.get(key, show(said)),
                "ours": key in profile.figures.ours,
                "target": show(target),
                "met": value == target or (key == _AT_LEAST and value > target),
            }
        )
    return rows


def _field_rows(profile: Profile, table: Table) -> list[Row]:
    total = sum(each["transactions"] for each in table.values())
    return [
        row(en, zh, "")
        | {
            "merchants": number(table[name]["merchants"]) if table[name]["merchants"] else "–",
            "transactions": number(table[name]["transactions"]),
            "share": f"{tenths(table[name]['transactions'] * 1000, total)} %",
            "amount": format_minor(table[name]["amount_minor"]),
            "mean": _mean(table[name]["amount_minor"], table[name]["transactions"]),
        }
        for name, en, zh in (*((field.id, field.en, field.zh) for field in profile.fields), ("", "Other", "其他"))
        if name in table
    ]


def _mean(minor: int, count: int) -> str:
    return format_minor((2 * minor + count) // (2 * count)) if count else "–"


def _field_charts(profile: Profile, table: Table) -> list[Bars]:
    fields = [field for field in profile.fields if field.id in table]
    measures = (
        ("transactions", "payments", "Payments", "支付笔数"),
        ("amount_minor", "yuan", "Paid, RMB", "金额（元）"),
    )
    return [
        bars(en, zh, tone, [(each.en, each.zh, table[each.id][measure]) for each in fields], shown(measure))
        for measure, tone, en, zh in measures
        if fields
    ]


def _refusal_rows(profile: Profile, refused: Mapping[str, int]) -> list[Row]:
    names = {reason.id: row(reason.en, reason.zh, reason.id) for reason in profile.reasons}
    return [
        names.get(code, decision(code)) | {"count": number(count), "times": count}
        for code, count in sorted(refused.items(), key=lambda item: -item[1])
    ]


def _refusal_bars(profile: Profile, refused: Mapping[str, int]) -> Bars:
    rows = [(each["en"], each["zh"], each["times"]) for each in _refusal_rows(profile, refused)]
    return bars("Refused attempts", "被拒绝的尝试", "bad", rows, number)


def _run_rows(result: Mapping[str, Any]) -> list[Row]:
    speed, earlier = result["transactions_per_s"], result["transactions"] - result["posted"]
    return [
        row("Digest of outcomes and balances", "结果与余额摘要", result["digest"]),
        row("Seconds", "耗时（秒）", f"{result['seconds']:,.1f}"),
        *([row("Payments of an earlier call", "此前运行已入账的支付", number(earlier))] if earlier else []),
        *([] if speed is None else [row("Accepted payments per second", "每秒受理支付", f"{speed:,.0f}")]),
        row("Refused attempts", "被拒绝的尝试", number(sum(result["refused"].values()))),
    ]


# -------------------------------------------------------------------------------------------- a world of pilot areas


def _of_areas(result: Mapping[str, Any]) -> dict[str, Any]:
    about, day, places = world_data()["world"], date.fromisoformat(result["as_of"]), result.get("by_district", {})
    names = figures.region_names(places, day)
    facts = [row("Begins on", "起始日", result["as_of"])]
    if "engine" in result:
        facts.append(row("Engine", "数据库", result["engine"]))
    return {
        "title_en": about["en"],
        "title_zh": about["zh"],
        "facts": facts,
        "tiles": _totals(result),
        "districts": figures.district_rows(places, names) if places else None,
        "merchants": figures.merchant_bars(places, names) if places else None,
        "parties": [
            row(each["en"], each["zh"], each["name"]) | {"kind": word_row(each["kind"]), "area": each["area"] or "–"}
            for each in result["parties"]
        ],
        "left_out": [
            row(decision(each["code"])["en"], decision(each["code"])["zh"], each["who"]) | {"rule": each["rule"]}
            for each in result["left_out"]
        ],
    }


def _totals(result: Mapping[str, Any]) -> list[Row]:
    """The figures of `_TOTALS`, from the census."""
    kinds, places = result.get("wallets_by_class", {}).values(), result.get("by_district", {}).values()
    values = (
        sum(each.get("personal", 0) for each in kinds),
        sum(each.get("corporate", 0) for each in kinds),
        sum(each.get("merchants", 0) for each in places),
        sum(each.get("transactions", 0) for each in places),
        sum(each.get("amount_minor", 0) for each in places),
    )
    return [row(en, zh, shown(key)(value)) for (key, en, zh), value in zip(_TOTALS, values, strict=True)]
