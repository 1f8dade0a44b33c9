"""`jiaozi world` and `jiaozi pilot replay`: a day's pilot areas to step into, and a pilot under other rules."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from types import SimpleNamespace

import pytest

from jiaozi.clock import china_midnight
from jiaozi.config import Settings
from jiaozi.platform import Platform
from jiaozi.wallets.model import CLASS_NAMES
from jiaozi_sdk import Client
from tests.api.conftest import Live
from tests.cli.conftest import Jiaozi

NAMED = {"hema", "rt_mart", "tmall_supermarket", "hello_bicycle", "shanghai_bus", "jd"}


def test_the_named_merchants_of_march_2023_can_be_stepped_into(here: Jiaozi) -> None:
    made = here.json("world", "--as-of", "2023-03-02")
    parties = {each["name"]: each for each in made["parties"]}
    institutions = {"pboc", "icbc", "boc", "mybank"}
    second = {f"{each}-2" for each in institutions}
    assert NAMED | institutions | second | {"lin", "su", "xiong", "cheng", "hu"} == parties.keys()
    assert made["left_out"] == []
    assert all(each["api_key"].startswith("jz_") for each in parties.values())
    assert all(parties[name]["store"] for name in NAMED)
    again = here.json("world", "--as-of", "2023-03-02")
    assert [each | {"api_key": None} for each in made["parties"]] == again["parties"]
    assert here.json("audit")["ok"]
    called = {name: (each["en"], each["zh"], each["area"]) for name, each in parties.items()}
    assert called["boc"] == ("Bank of China", "中国银行", "")
    assert called["icbc"] == ("Industrial and Commercial Bank of China", "中国工商银行", "")
    assert called["pboc"] == ("People's Bank of China", "中国人民银行", "")
    assert called["hema"] == ("Hema", "盒马", "Shanghai")
    assert called["lin"] == ("Lin Yi", "林一", "Shenzhen")
    shown = here.run("world", "--as-of", "2023-03-02")
    assert all(name in shown for name in ("中国银行", "Bank of China", "MYbank", "浙江网商银行", "大润发"))
    lin = here.json("wallet", "show", parties["lin"]["wallet"])
    assert (lin["posted"]["minor"], lin["class"]) == (500_000, "II")
    assert here.json("world", "--as-of", "2023-03-03", code=1)["error"]["code"] == "world_exists"


@contextmanager
def serving(db: str, home: Jiaozi) -> Iterator[str]:
    """A server over a world that exists; its URL."""
    folder = home.home / "var"
    platform = Platform(Settings(db_url=db, keyring=next(folder.glob("*keyring*"))))
    live = Live(SimpleNamespace(platform=platform, settings=platform.settings, ids={}, tokens={}))  # type: ignore[arg-type]
    try:
        yield live.url
    finally:
        live.stop()
        platform.close()


@pytest.mark.parametrize(
    ("day", "left_out", "regime"),
    [
        ("2020-09-22", {*NAMED, "mybank", "hu"}, "m0_cash"),
        ("2021-04-24", NAMED - {"jd"} | {"mybank", "hu"}, "m0_cash"),
        ("2021-04-25", set(), "m0_cash"),
        ("2025-12-31", set(), "m0_cash"),
        ("2026-04-01", set(), "deposit_money"),
    ],
)
def test_who_is_there_is_what_the_day_admits(home: Jiaozi, day: str, left_out: set[str], regime: str) -> None:
    db = f"sqlite:///{home.home / 'world.db'}"
    made = home.json("world", "--as-of", day, "--db", db)
    assert {each["who"] for each in made["left_out"]} == left_out
    assert all(each["rule"] for each in made["left_out"])
    rows = home.json("trial-balance", "icbc", "--db", db)["rows"]
    assert any(row["kind"] == "wallet_deposit" for row in rows) == (regime == "deposit_money")


def test_everybody_s_key_works_and_everybody_pays_and_is_paid(home: Jiaozi) -> None:
    """A first payment of each person to each merchant; the merchant sees it, and so does its operator."""
    db = f"sqlite:///{home.home / 'world.db'}"
    made = home.json("world", "--as-of", "2023-03-02", "--db", db)["parties"]
    holders = [each for each in made if each["kind"] == "holder"]
    merchants = [each for each in made if each["kind"] == "merchant"]
    with serving(db, home) as url:
        for each in made:
            with Client(url, each["api_key"]) as caller:
                assert caller.me().role == each["kind"]
        for place, holder in enumerate(holders):
            with Client(url, holder["api_key"]) as payer:
                before = payer.wallets.balance(holder["wallet"]).balance.minor
                paid = [
                    payer.payments.create(payer=holder["wallet"], amount_minor=100 + place, store=each["store"]).payment
                    for each in merchants
                ]
                assert payer.wallets.balance(holder["wallet"]).balance.minor == before - len(merchants) * (100 + place)
            for merchant, payment in zip(merchants, paid, strict=True):
                with Client(url, merchant["api_key"]) as till:
                    assert till.payments.get(payment).amount.minor == 100 + place
    assert home.json("audit", "--db", db)["ok"]


def test_chongqing_under_the_rules_of_2026(here: Jiaozi) -> None:
    """Nobody would be refused a payment; nothing is issued to vaults any more; and wallets earn."""
    found = here.json("pilot", "replay", "chongqing", "--from", "2026-04-01", "--scale", "0.0005")
    assert (found["first_day"], found["last_day"]) == ("2026-04-03", "2026-05-17")
    assert {(row["event"], row["found"]) for row in found["differs"]} == {("Issue", "regime_forbids")}
    assert all(row["rule"].startswith("regimes.") and row["payers"] == 0 for row in found["differs"])
    assert found["transactions"] == 788
    assert found["audit"]["ok"]
    interest = found["interest"]
    assert interest["by_class"]["IV"]["interest_minor"] == 0
    assert interest["total_minor"] == sum(interest["by_operator"].values()) > 0
    assert {name: dict(row) for name, row in interest["by_class"].items()} == reckoned(here, found["db"])
    again = here.json("pilot", "replay", "chongqing", "--from", "2026-04-01", "--scale", "0.0005")
    assert (again["digest"], again["interest"], again["differs"]) == (found["digest"], interest, found["differs"])


def reckoned(here: Jiaozi, db: str) -> dict[str, dict[str, int]]:
    """Interest by class from the transfers alone, a balance at the end of every day: none of the platform's sums."""
    first, last = date(2026, 4, 3), date(2026, 5, 17)
    ends = [china_midnight(first + timedelta(days=day + 1)) for day in range((last - first).days + 1)]
    platform = Platform(Settings(db_url=here.db or db, keyring=next((here.home / "var").glob("*keyring*"))))
    try:
        with platform.snapshot() as connection:
            wallets = connection.query("SELECT account, wallet_class FROM wallets ORDER BY id")
            moved = connection.query("SELECT debit, credit, amount, recorded_at, phase FROM transfers ORDER BY id")
    finally:
        platform.close()
    history: dict[int, list[tuple[int, int]]] = {account: [] for account, _ in wallets}
    for debit, credit, amount, at, phase in moved:
        assert phase == 0
        for account, change in ((debit, -amount), (credit, amount)):
            if account in history:
                history[account].append((at, change))
    found: dict[str, dict[str, int]] = {}
    for account, number in wallets:
        days = sum(sum(change for at, change in history[account] if at < end) for end in ends)
        name = CLASS_NAMES[number]
        row = found.setdefault(name, {"wallets": 0, "fen_days": 0, "interest_minor": 0})
        row["wallets"] += 1
        row["fen_days"] += days
        row["interest_minor"] += 0 if name == "IV" else (days * 500 * 2 + 360_000_000) // (2 * 360_000_000)
    return found


def test_a_replay_does_not_go_back(home: Jiaozi) -> None:
    refused = home.json("pilot", "replay", "chongqing", "--from", "2020-01-01", "--scale", "0.001", code=1)
    assert refused["error"]["code"] == "pilot_failed"


def test_jd_at_a_small_scale(home: Jiaozi) -> None:
    found = home.json("pilot", "run", "jd", "--scale", "0.0002")
    assert (found["personal_wallets"], found["transactions"], found["amount_minor"]) == (400, 2_000, 40_000_000)
    assert found["audit"]["ok"]
    assert home.json("pilot", "show", "jd")["amount_minor"] == 200_000_000_000
