"""Each role sees and does only what is its own: a table of who may, for every endpoint, own and foreign."""
# ruff: noqa: E501 - tables: one row, one line

from typing import Any, NamedTuple

import pytest

from jiaozi.ids import encode_id
from tests.api.conftest import TABLES, Live, cny, yuan

TOP = "central central2 auditor"
TIERS = f"{TOP} icbc"
LI = f"{TIERS} li"
ALL = ["central", "central2", "icbc", "boc", "teahouse", "works", "city", "auditor", "li", "wang"]


class Row(NamedTuple):
    """An endpoint with its object, and the answer each caller gets; whoever is not named gets `others`."""

    name: str
    path: str
    may: dict[str, int]
    others: int
    body: Any = None


def _who(names: str, status: int) -> dict[str, int]:
    return dict.fromkeys(names.split(), status)


def readings(ids: dict[str, str], made: dict[str, str]) -> list[Row]:
    """Readings: 403 for a role that may never, 404 for what is another's."""
    foreign = {"city": 403}
    return [
        Row("wallet", f"/v1/wallets/{ids['li']}", _who(LI, 200) | foreign, 404),
        Row("balance", f"/v1/wallets/{ids['li']}/balance", _who(LI, 200) | foreign, 404),
        Row("statement", f"/v1/wallets/{ids['li']}/statement", _who(LI, 200) | foreign, 404),
        Row("freezes", f"/v1/wallets/{ids['li']}/freezes", _who(LI, 200) | foreign, 404),
        Row("refused payments", f"/v1/wallets/{ids['li']}/refused-payments", _who(LI, 200) | foreign, 404),
        Row("merchant's wallet", f"/v1/wallets/{ids['shop']}", _who(f"{TOP} boc teahouse", 200) | foreign, 404),
        Row("employer's wallet", f"/v1/wallets/{ids['works']}", _who(f"{TIERS} works", 200) | foreign, 404),
        Row("payment", f"/v1/payments/{made['payment']}",
            _who(f"{TIERS} boc li teahouse", 200) | foreign, 404),
        Row("refunds", f"/v1/payments/{made['payment']}/refunds",
            _who(f"{TIERS} boc li teahouse", 200) | foreign, 404),
        Row("bank account", f"/v1/bank-accounts/{ids['li.bank']}", _who("icbc li", 200) | _who("boc teahouse works wang", 404), 403),
        Row("account", f"/v1/accounts/{made['account']}", _who(TIERS, 200) | {"boc": 404}, 403),
        Row("journal", f"/v1/journals/{made['journal']}", _who(f"{TIERS} boc", 200), 403),
        Row("load's journal", f"/v1/journals/{made['load']}", _who(TIERS, 200) | {"boc": 404}, 403),
        Row("trial balance", f"/v1/institutions/{ids['icbc']}/trial-balance", _who(TIERS, 200), 403),
        Row("reserves", f"/v1/institutions/{ids['icbc']}/reserves", _who(TIERS, 200), 403),
        Row("netting", f"/v1/institutions/{ids['icbc']}/netting", _who(TIERS, 200), 403),
        Row("groups", "/v1/groups", _who(f"{TIERS} boc", 200), 403),
        Row("events", "/v1/events", _who(f"{TIERS} boc teahouse works", 200), 403),
        Row("acts", "/v1/acts", _who(f"{TIERS} boc", 200), 403),
        Row("audit", "/v1/audit", _who("central central2 auditor", 200), 403),
        Row("principal", f"/v1/principals/{made['li']}", _who(TIERS, 200) | {"boc": 404}, 403),
        Row("keys", f"/v1/principals/{made['li']}/keys", _who(LI, 200), 404),
        Row("proposal", f"/v1/proposals/{made['proposal']}", _who("icbc auditor", 200) | _who("central central2 boc", 404), 403),
        Row("institutions", "/v1/institutions", {}, 200),
        Row("merchants", "/v1/merchants", {}, 200),
        Row("rules", "/v1/rules", {}, 200),
        Row("world", "/v1/world", {}, 200),
        Row("me", "/v1/me", {}, 200),
    ]  # fmt: skip


def acts(ids: dict[str, str], made: dict[str, str]) -> list[Row]:
    """Acts by those who may not: never done, whatever the object. Those who may are left out."""
    li, icbc = ids["li"], ids["icbc"]
    pay = {"payer": li, "store": ids["counter"], "amount": yuan(1)}
    exchange = {"bank_account": ids["li.bank"], "amount": yuan(1)}
    opening = {"operator": icbc, "kind": "personal", "wallet_class": "IV", "phone": "13800009999"}
    reason, reserves = {"reason": "x"}, {"operator": icbc, "amount": cny(1)}
    no_holder = _who("central central2 city auditor", 403)
    return [
        Row("pay", "/v1/payments", no_holder | _who("icbc boc", 403) | {"li": 0}, 404, pay),
        Row("hold", "/v1/holds", no_holder | _who("icbc boc", 403) | {"li": 0}, 404,
            pay | {"expires_at": "2025-12-30T11:00:00+08:00"}),
        Row("refund", f"/v1/payments/{made['payment']}/refunds", no_holder | _who("icbc boc", 403) | {"teahouse": 0}, 404,
            {"amount": yuan(1)}),
        Row("capture", f"/v1/payments/{made['hold']}/captures", no_holder | _who("icbc boc", 403) | {"teahouse": 0}, 404,
            {"amount": yuan(1)}),
        Row("release", f"/v1/payments/{made['hold']}/release", no_holder | _who("teahouse boc", 0), 404, {}),
        Row("load", f"/v1/wallets/{li}/loads", no_holder | _who("li icbc", 0), 404, exchange),
        Row("unload", f"/v1/wallets/{li}/unloads", no_holder | _who("icbc boc", 403) | {"li": 0}, 404, exchange),
        Row("link", f"/v1/wallets/{li}/bank-accounts", no_holder | _who("li icbc", 0), 404,
            {"bank_account": ids["li.bank"]}),
        Row("own limits", f"/v1/wallets/{li}/limits", no_holder | _who("icbc boc", 403) | {"li": 0}, 404, {}),
        Row("close", f"/v1/wallets/{li}/closure", no_holder | _who("li icbc", 0), 404, {}),
        Row("read holder", f"/v1/wallets/{li}/holder-readings",
            no_holder | _who("teahouse works", 403) | _who("li icbc", 0), 404, reason),
        Row("class", f"/v1/wallets/{li}/class-changes", {"icbc": 0, "boc": 404}, 403, {"wallet_class": "III"}),
        Row("freeze", f"/v1/wallets/{li}/freezes", _who("central central2 icbc", 0) | {"boc": 404}, 403,
            {"scope": "all", "reason": "x"}),
        Row("lifting", f"/v1/wallets/{li}/freezes/frz_0000000000001/lifting",
            _who("central central2 icbc", 0) | {"boc": 404}, 403, reason),
        Row("open wallet", "/v1/wallets", {"icbc": 0}, 403, opening),
        Row("bank account", "/v1/bank-accounts", {"icbc": 0}, 403, {"bank": icbc, "number": "6222000011112222"}),
        Row("deposit", f"/v1/bank-accounts/{ids['li.bank']}/deposits", {"icbc": 0, "boc": 404}, 403, {"amount": cny(1)}),
        Row("withdraw", f"/v1/bank-accounts/{ids['li.bank']}/withdrawals", {"icbc": 0, "boc": 404}, 403, {"amount": cny(1)}),
        Row("merchant", "/v1/merchants", {"boc": 0, "icbc": 404}, 403,
            {"wallet": ids["shop"], "name_en": "A", "name_zh": "B", "category": "5812"}),
        Row("store", f"/v1/merchants/{ids['teahouse']}/stores", {"boc": 0, "teahouse": 0, "icbc": 404}, 403,
            {"name": "A", "region": "500103"}),
        Row("suspend merchant", f"/v1/merchants/{ids['teahouse']}/suspension", {"boc": 0, "icbc": 404}, 403,
            {"suspended": True}),
        Row("issue", "/v1/issues", _who("central central2 icbc", 0), 403, {"operator": icbc, "amount": yuan(1), **reason}),
        Row("retire", "/v1/retirements", _who("central central2 icbc", 0), 403, {"operator": icbc, "amount": yuan(1)}),
        Row("lend", "/v1/reserve-loans", _who("central central2", 0), 403, reserves | reason),
        Row("repay", "/v1/reserve-repayments", _who("central central2 icbc", 0), 403, reserves),
        Row("fund margin", "/v1/margin-fundings", {"icbc": 0}, 403, reserves),
        Row("release margin", "/v1/margin-releases", {"icbc": 0}, 403, reserves),
        Row("quota", f"/v1/institutions/{icbc}/quota", _who("central central2", 0), 403, {"quota": yuan(1), **reason}),
        Row("netting", f"/v1/institutions/{icbc}/netting", _who("central central2", 0), 403,
            {"other": ids["boc"], "cap": yuan(1), **reason}),
        Row("settle", f"/v1/institutions/{icbc}/settlements", _who("central central2 icbc", 0), 403, {"other": ids["boc"]}),
        Row("regime", f"/v1/institutions/{icbc}/regime-changes", _who("central central2", 0), 403, reason),
        Row("moves", f"/v1/institutions/{icbc}/wallet-moves", _who("central central2", 0), 403, {"limit": 1}),
        Row("operator limit", f"/v1/institutions/{icbc}/limits", {"icbc": 0}, 403,
            {"kind": "personal", "wallet_class": "IV", "component": "single", "limit": yuan(1), **reason}),
        Row("operator", "/v1/institutions", _who("central central2", 0), 403, {"code": "ccb", "quota": yuan(1), **reason}),
        Row("principal", "/v1/principals", _who("icbc", 0), 403,
            {"role": "holder", "institution": icbc, "subject": ids["li.holder"], **reason}),
        Row("resume", f"/v1/principals/{made['li']}/resumption",
            {"icbc": 0} | _who("central central2 boc", 404), 403, reason),
        Row("renew", f"/v1/principals/{made['li']}/enrolments",
            {"icbc": 0} | _who("central central2 boc", 404), 403, reason),
        Row("share", f"/v1/enrolments/{made['enrolment']}/shares",
            {"icbc": 0} | _who("central central2 boc", 404), 403, {}),
        Row("suspend", f"/v1/principals/{made['li']}/suspension", {"icbc": 0, "boc": 404}, 403, {}),
        Row("key", f"/v1/principals/{made['li']}/keys", {"li": 0, "icbc": 403}, 404, {}),
        Row("rotate", f"/v1/keys/{made['key']}/rotation", {"li": 0, "icbc": 403}, 404, {}),
        Row("revoke", f"/v1/keys/{made['key']}/revocation", _who("icbc li", 0), 404, {}),
        Row("approve", f"/v1/proposals/{made['proposal']}/approve",
            _who("icbc", 403) | _who("central central2 boc", 404), 403, {}),
    ]  # fmt: skip


def _enrolment(live: Live) -> str:
    """One that two people of icbc made for li, in other people's hands."""
    path = f"/v1/principals/{live.town.principals['li']}/enrolments"
    proposal = live.post("icbc", path, {"reason": "a lost key"}).json()["proposal"]
    decided = live.post("icbc2", f"/v1/proposals/{proposal}/approve").json()
    return str(decided["outcome"]["enrolment"])


@pytest.fixture
def made(live: Live) -> dict[str, str]:
    """Things to be read and acted on: li's payment, hold, load, key and account; a proposal of icbc's."""
    ids = live.ids
    paid = live.pay(500).json()
    order = {"payer": ids["li"], "store": ids["counter"], "amount": yuan(500)}
    held = live.post("li", "/v1/holds", order | {"expires_at": "2025-12-31T10:00:00+08:00"}).json()
    loaded = live.post(
        "li", f"/v1/wallets/{ids['li']}/loads", {"bank_account": ids["li.bank"], "amount": yuan(5)}
    ).json()
    proposed = live.post("icbc", "/v1/issues", {"operator": ids["icbc"], "amount": yuan(1), "reason": "x"}).json()
    return {
        "payment": paid["payment"],
        "journal": paid["journal"],
        "hold": held["payment"],
        "load": loaded["journal"],
        "proposal": proposed["proposal"],
        "account": live.get("li", f"/v1/wallets/{ids['li']}").json()["account"],
        "li": live.town.principals["li"],
        "key": live.get("li", "/v1/me").json()["key"],
        "enrolment": _enrolment(live),
    }


def test_readings_by_role(live: Live, made: dict[str, str]) -> None:
    wrong = []
    for row in readings(live.ids, made):
        for who in ALL:
            answer = live.get(who, row.path)
            if answer.status_code != row.may.get(who, row.others):
                wrong.append((row.name, who, answer.status_code, answer.text[:200]))
    assert wrong == []


def test_acts_by_those_who_may_not(live: Live, made: dict[str, str]) -> None:
    for who in ALL:
        live.get(who, "/v1/me")
    live.pay(1)
    wrong, before = [], live.town.digest()
    for row in acts(live.ids, made):
        for who in ALL:
            expected = row.may.get(who, row.others)
            if not expected:
                continue
            answer = live.post(who, row.path, row.body)
            if answer.status_code != expected:
                wrong.append((row.name, who, answer.status_code, answer.text[:200]))
    assert wrong == []
    after = live.town.digest()
    assert after[1] == before[1]  # transfers
    assert after[-3:] == before[-3:]  # balances


def test_acts_by_those_who_may_are_allowed(live: Live, made: dict[str, str]) -> None:
    """In dry run where there is one; otherwise anything but `forbidden` and `not found` shows that the way is open."""
    wrong = []
    for row in acts(live.ids, made):
        if row.name in ("rotate", "revoke", "suspend", "close", "settle"):
            continue
        for who, expected in row.may.items():
            if expected == 0:
                answer = live.post(who, row.path, row.body)
                if answer.status_code in (401, 403, 404) and answer.json()["code"] != "approval_own_proposal":
                    wrong.append((row.name, who, answer.status_code, answer.text[:200]))
    assert wrong == []


def test_without_credentials_nothing_but_the_open_pages(live: Live, made: dict[str, str]) -> None:
    for row in readings(live.ids, made):
        assert live.http.get(row.path).status_code == 401, row.name
    for row in acts(live.ids, made):
        answer = live.http.post(row.path, json=row.body, headers={"Idempotency-Key": "x"})
        assert (answer.status_code, answer.json()["code"]) == (401, "credentials_missing"), row.name
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    token = live.town.tokens["li"]
    for bad in (token.swapcase(), token.lower(), "x", "jz_0_0", token + "A", f"{token} {token}"):
        answer = live.http.get("/v1/me", headers={"Authorization": f"Bearer {bad}"})
        assert (answer.status_code, answer.json()["code"]) == (401, "credentials_invalid"), bad
    assert live.http.get("/v1/me", headers={"Authorization": f"Basic {token}"}).status_code == 401


def test_lists_hold_only_ones_own(live: Live) -> None:
    def listed(who: str) -> set[str]:
        return {wallet["id"] for wallet in live.get(who, "/v1/wallets").json()["items"]}

    ids = live.ids
    assert listed("li") == {ids["li"]}
    assert listed("teahouse") == {ids["shop"]}
    assert listed("works") == {ids["works"]}
    assert listed("icbc") == {ids["li"], ids["works"]}
    assert listed("central") == {ids["li"], ids["works"], ids["wang"], ids["shop"]}
    assert live.get("icbc", "/v1/wallets", params={"operator": ids["boc"]}).status_code == 403
    live.sequence()
    assert all(event["institution"] == ids["icbc"] for event in live.get("icbc", "/v1/events").json()["items"])
    people = {row["institution"] for row in live.get("icbc", "/v1/principals").json()["items"]}
    assert people == {ids["icbc"]}


def test_an_operator_sees_nothing_of_others_in_the_list_of_groups(live: Live) -> None:
    live.pay(100)
    live.post(
        "wang", f"/v1/wallets/{live.ids['wang']}/loads", {"bank_account": live.ids["wang.bank"], "amount": yuan(7)}
    )
    live.sequence()
    shown = live.get("icbc", "/v1/groups", params={"limit": 200}).json()["items"]
    amounts = [
        leg["amount"]["minor"] for group in shown for journal in group["journals"] for leg in journal["transfers"]
    ]
    assert 100 in amounts
    assert 7 not in amounts


def test_another_banks_customer_is_told_from_nobody_at_all_by_nothing(live: Live) -> None:
    """The same answer, but for the request's own id, and nothing is written."""
    nobody = {"merchant": "mer", "employer": "wal", "holder": "hld"}
    foreign = {"merchant": live.ids["teahouse"], "employer": live.ids["shop"], "holder": live.ids["wang.holder"]}
    for role, prefix in nobody.items():
        answers = []
        for subject in (foreign[role], encode_id(prefix, 1 << 40)):
            name = "" if role == "holder" else "New"
            body = {"role": role, "institution": live.ids["icbc"], "subject": subject, "name": name, "reason": "x"}
            before = live.town.digest()
            answer = live.post("icbc", "/v1/principals", body)
            after = live.town.digest()
            assert after[TABLES.index("principals")] == before[TABLES.index("principals")]
            told = {field: value for field, value in answer.json().items() if field not in ("request_id", "instance")}
            answers.append((answer.status_code, told))
        assert answers[0] == answers[1]
        assert answers[0][0] == 404
