"""The reports of worlds say what the books say, and the books' own sums agree with each other."""

import json
import re
from collections import Counter, defaultdict
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest

from jiaozi.config import Settings
from jiaozi.money import format_minor
from jiaozi.pilot.census import census
from jiaozi.pilot.plan import build_plan
from jiaozi.pilot.profile import load_profile
from jiaozi.platform import Platform
from jiaozi_sdk import Client
from tests.cli.conftest import Jiaozi
from tests.cli.test_worlds import serving
from tests.pilot.model import expected

CHINA = timezone(timedelta(hours=8))
WORLD = ("world", "--as-of", "2023-03-02")


def non_zero(table: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
    """A table without figures of zero and without empty rows."""
    rows = {key: {name: figure for name, figure in row.items() if figure} for key, row in table.items()}
    return {key: row for key, row in rows.items() if row}


def test_what_a_pilot_s_books_say_is_what_its_plan_comes_to(here: Jiaozi) -> None:
    found = here.json("pilot", "run", "chongqing", "--scale", "0.001", "--seed", "7")
    wanted = expected(build_plan(load_profile("chongqing"), "0.001", 7))
    for name in ("wallets_by_class", "wallets_by_operator", "by_day", "by_hour", "by_district", "flows"):
        assert non_zero(found[name]) == non_zero(wanted[name]), name
    assert found["by_trade"] == wanted["by_trade"]
    assert found["money"].items() >= wanted["money"].items()


def test_the_fields_of_a_pilot_come_to_the_plan_s_targets(pilot: tuple[Jiaozi, Any]) -> None:
    profile, result = load_profile("chongqing"), pilot[1]
    targets = profile.scaled("0.001")
    fields = result["by_field"]
    for field, target, merchants in zip(profile.fields, targets.fields, targets.merchants_by_field, strict=True):
        row = fields[field.id]
        assert (row["transactions"], row["amount_minor"]) == (target.transactions, target.amount_minor), field.id
        assert row["merchants"] == merchants, field.id
    assert "" not in fields


def reckoned(platform: Platform) -> dict[str, Any]:
    """The money in wallets by day and what moved it, from every single transfer of the ledger."""
    with platform.snapshot() as connection:
        accounts = {
            row[0]: row[1]
            for row in connection.query("SELECT a.id, a.posted FROM wallets w JOIN accounts a ON a.id = w.account")
        }
        moved = connection.query(
            "SELECT debit, credit, amount, code, recorded_at FROM transfers WHERE phase IN (0, 2) ORDER BY id"
        )
    came, went, days = Counter[int](), Counter[int](), defaultdict[str, int](int)
    for debit, credit, amount, code, at in moved:
        day = datetime.fromtimestamp(at // 1_000_000, CHINA).date().isoformat()
        if credit in accounts:
            came[code] += amount
            days[day] += amount
        if debit in accounts:
            went[code] += amount
            days[day] -= amount
    return {"held": sum(accounts.values()), "came": came, "went": went, "days": days}


def test_a_world_s_report_counts_what_its_people_did(here: Jiaozi, tmp_path: Path) -> None:
    """Five people load; one pays two merchants, is refunded a part by one, and takes money out of the wallet."""
    made = here.json(*WORLD)
    parties = {each["name"]: each for each in made["parties"]}
    lin = parties["lin"]
    with serving(made["db"], here) as url:
        with Client(url, lin["api_key"]) as payer:
            payments = [
                payer.payments.create(payer=lin["wallet"], amount_minor=minor, store=parties[shop]["store"]).payment
                for shop, minor in (("hema", 12_345), ("jd", 6_789))
            ]
            payer.wallets.unloads.create(lin["wallet"], bank_account=lin["bank_account"], amount_minor=1_000)
        with Client(url, parties["hema"]["api_key"]) as till:
            till.payments.refunds.create(payments[0], amount_minor=345)
    told = here.json(*WORLD, "--report", str(tmp_path / "out"))
    assert told["parties"][0]["api_key"] is None
    result = json.loads((tmp_path / "out" / "result.json").read_text(encoding="utf-8"))
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "jz_" not in page
    assert "jz_" not in json.dumps(result)
    days = result["by_day"].values()
    total = {
        name: sum(day.get(name, 0) for day in days)
        for name in ("transactions", "amount_minor", "refunds_minor", "unloads_minor", "loads")
    }
    assert total == {
        "transactions": 2,
        "amount_minor": 19_134,
        "refunds_minor": 345,
        "unloads_minor": 1_000,
        "loads": 5,
    }
    assert (result["by_district"]["310115"]["transactions"], result["by_district"]["310115"]["refunds_minor"]) == (
        1,
        345,
    )
    assert result["by_district"]["110115"]["amount_minor"] == 6_789
    assert result["money"]["active_wallets"] == 3
    for text in (
        "Refunded",
        "3.45",
        "Taken out of wallets",
        "10.00",
        "191.34",
        "盒马",
        "试点地区与商户",
        "✓ green · 通过",
    ):
        assert text in page
    platform = Platform(Settings(db_url=made["db"], keyring=next((here.home / "var").glob("*keyring*"))))
    try:
        books = reckoned(platform)
        with platform.snapshot() as connection:
            again = census(connection)
    finally:
        platform.close()
    assert again == {name: result[name] for name in again}
    held = books["held"]
    assert held == result["money"]["wallets_minor"] == sum(books["came"].values()) - sum(books["went"].values())
    assert list(result["by_day"].values())[-1]["held_minor"] == held
    flows = result["flows"].values()
    assert sum(each.get("in_minor", 0) - each.get("out_minor", 0) for each in flows) == held
    assert format_minor(held) in page


def test_a_world_s_report_names_who_is_left_out_and_by_which_rule(home: Jiaozi) -> None:
    made = home.json("world", "--as-of", "2021-04-24", "--report", str(home.home / "out"))
    page = re.sub("<wbr>", "", (home.home / "out" / "report.html").read_text(encoding="utf-8"))
    assert made["left_out"]
    for each in made["left_out"]:
        assert f"<code>{each['who']}</code>" in page
        assert each["rule"].replace("&", "&amp;") in page


@pytest.mark.only_engine("sqlite")  # what is written of a result is the same on both
def test_a_replay_s_report_says_what_changed_who_is_refused_and_what_interest_costs(home: Jiaozi) -> None:
    arguments = ("--from", "2026-04-01", "--scale", "0.0005", "--report", str(home.home / "out"))
    found = home.json("pilot", "replay", "chongqing", *arguments)
    page = re.sub("<wbr>", "", (home.home / "out" / "report.html").read_text(encoding="utf-8"))
    for row in found["differs"]:
        assert row["rule"].split(" ")[0] in page
        assert f">{row['count']:,}<" in page
    assert format_minor(found["interest"]["total_minor"]) in page
    for row in found["interest"]["by_class"].values():
        assert format_minor(row["interest_minor"]) in page
    changed = {row["id"] for row in _rules(home, "2022-04-01", "2026-04-03")}
    assert changed
    assert all(each in page for each in changed)


def _rules(home: Jiaozi, before: str, after: str) -> list[dict[str, Any]]:
    changes = home.json("rule", "diff", before, after)["changes"]
    return [change[side] for change in changes for side in ("before", "after") if change[side]]


def test_news_is_left_out_of_what_changed_unless_it_is_asked_for(home: Jiaozi) -> None:
    days = ("rule", "diff", "2022-05-15", "2026-01-01")
    plain, all_of_it = (
        {each["subject"] for each in home.json(*days, *more)["changes"]} for more in ((), ("--with-news",))
    )
    assert all_of_it - plain == {"events"}
    assert {each["subject"] for each in home.json(*days, "--subject", "events")["changes"]} == {"events"}
