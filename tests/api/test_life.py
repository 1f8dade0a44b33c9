"""A day in the town, over HTTP: every part of the API answers as its document says."""

import re
from typing import Any

import httpx
import pytest

from jiaozi.access.model import Role
from jiaozi.clock import CLOCKS_APART_US, DAY_US, format_time
from jiaozi_sdk import ApiError, enrol
from tests.api.conftest import Live, cny, yuan


def ok(answer: httpx.Response, status: int = 200) -> Any:
    assert answer.status_code == status, answer.text
    return answer.json()


def test_a_payment_is_answered_read_and_stated(live: Live) -> None:
    paid = ok(live.pay(1999), 201)
    assert re.fullmatch(r"pay_[0-9A-Z]{13}", paid["payment"])
    assert paid["fee"] == yuan(0)
    read = ok(live.get("li", f"/v1/payments/{paid['payment']}"))
    assert (read["state"], read["amount"], read["store"]) == ("completed", yuan(1999), live.ids["counter"])
    assert read["at"].endswith("+08:00")
    wallet = ok(live.get("li", f"/v1/wallets/{live.ids['li']}"))
    assert wallet["balance"] == wallet["available"] == yuan(100_000 - 1999)
    assert wallet["limits"]["daily"]["used"] == yuan(1999)
    lines = ok(live.get("li", f"/v1/wallets/{live.ids['li']}/statement"))["items"]
    assert [(line["direction"], line["amount"]["minor"]) for line in lines] == [("in", 100_000), ("out", 1999)]
    assert lines[-1]["balance"] == yuan(98_001)
    back = ok(live.post("teahouse", f"/v1/payments/{paid['payment']}/refunds", {"amount": yuan(999)}), 201)
    assert back["refunded"] == yuan(999)
    rest = ok(live.post("teahouse", f"/v1/payments/{paid['payment']}/refunds", {"amount": yuan(1000)}), 201)
    assert (back["amount"], back["reference"]) == (yuan(999), None)
    page = ok(live.get("teahouse", f"/v1/payments/{paid['payment']}/refunds", params={"limit": 1}))
    assert [refund["id"] for refund in page["items"]] == [back["refund"]]
    assert ok(live.get("teahouse", f"/v1/refunds/{back['refund']}")) == page["items"][0]
    for who, refund in (("teahouse", "rfd_0000000000001"), ("wang", back["refund"])):
        missing = live.get(who, f"/v1/refunds/{refund}")
        assert (missing.status_code, missing.json()["code"]) == (404, "refund_not_found")
    following = {"limit": 1, "cursor": page["next_cursor"]}
    page = ok(live.get("teahouse", f"/v1/payments/{paid['payment']}/refunds", params=following))
    assert ([refund["id"] for refund in page["items"]], page["has_more"]) == ([rest["refund"]], False)
    shop = ok(live.get("li", f"/v1/stores/{live.ids['counter']}"))["merchant"]
    page = ok(live.get("li", f"/v1/merchants/{shop}/stores", params={"limit": 1}))
    assert [store["id"] for store in page["items"]] == [live.ids["counter"]]
    again = ok(live.get("li", f"/v1/merchants/{shop}/stores", params={"cursor": page["next_cursor"]}))
    assert (again["items"], again["has_more"]) == ([], False)


def test_a_hold_is_captured_in_parts_and_released(live: Live) -> None:
    order = {"payer": live.ids["li"], "store": live.ids["counter"], "amount": yuan(5000)}
    held = ok(live.post("li", "/v1/holds", order | {"expires_at": "2025-12-31T10:00:00+08:00"}), 201)
    path = f"/v1/payments/{held['payment']}"
    assert ok(live.get("li", f"/v1/wallets/{live.ids['li']}"))["available"] == yuan(95_000)
    assert ok(live.post("teahouse", f"{path}/captures", {"amount": yuan(2000)}), 201)["left"] == yuan(3000)
    assert ok(live.post("teahouse", f"{path}/release"))["returned"] == yuan(3000)
    assert ok(live.get("teahouse", path))["captured"] == yuan(2000)


def test_money_goes_from_the_bank_to_the_wallet_and_back(live: Live) -> None:
    bank, wallet = live.ids["li.bank"], live.ids["li"]
    ok(live.post("icbc", f"/v1/bank-accounts/{bank}/deposits", {"amount": cny(500)}), 201)
    ok(live.post("icbc", f"/v1/bank-accounts/{bank}/withdrawals", {"amount": cny(200)}), 201)
    ok(live.post("li", f"/v1/wallets/{wallet}/loads", {"bank_account": bank, "amount": yuan(300)}), 201)
    ok(live.post("li", f"/v1/wallets/{wallet}/unloads", {"bank_account": bank, "amount": yuan(100)}), 201)
    assert ok(live.get("li", f"/v1/bank-accounts/{bank}"))["balance"] == cny(
        1_000_000 - 100_000 + 500 - 200 - 300 + 100
    )
    past = ok(live.get("li", f"/v1/wallets/{wallet}/balance", params={"at": "2025-12-29T00:00:00+08:00"}))
    assert past["balance"] == yuan(0)


def test_a_bank_reads_that_the_central_bank_suspended_its_person(live: Live) -> None:
    person = live.town.principals["icbc2"]
    path = f"/v1/principals/{person}"
    assert ok(live.get("icbc", path))["suspended_by"] is None
    ok(live.post("icbc", f"{path}/suspension", {}))
    assert ok(live.get("icbc", path))["suspended_by"] is None  # its own side did
    ok(live.post("central", f"{path}/suspension", {}))
    central = ok(live.get("central", "/v1/me"))["institution"]
    assert ok(live.get("icbc", path))["suspended_by"] == central
    listed = {each["id"]: each for each in ok(live.get("icbc", "/v1/principals"))["items"]}
    assert listed[person]["suspended_by"] == central


def test_nothing_is_told_of_a_moment_that_has_not_come(live: Live) -> None:
    account = ok(live.get("li", f"/v1/wallets/{live.ids['li']}"))["account"]
    now = live.town.platform.clock.now()
    for who, path in (("li", f"/v1/wallets/{live.ids['li']}/balance"), ("central", f"/v1/accounts/{account}/balance")):
        for ahead_us in (-DAY_US, 0, CLOCKS_APART_US // 2):
            assert ok(live.get(who, path, params={"at": format_time(now + ahead_us)}))["balance"]
        told = ok(live.get(who, path, params={"at": format_time(now + DAY_US)}), 422)
        assert told["code"] == "period_invalid"
        assert (format_time(now + DAY_US) in told["detail"], "尚未到来" in told["detail_zh"]) == (True, True)


def test_two_people_issue_money(live: Live) -> None:
    body = {"operator": live.ids["icbc"], "amount": yuan(700), "reason": "spring festival"}
    dry = live.post("central", "/v1/issues", body, params={"dry_run": "true"})
    assert (dry.status_code, dry.headers["Dry-Run"]) == (200, "true")
    proposal = ok(live.post("central", "/v1/issues", body), 202)["proposal"]
    assert ok(live.post("central", f"/v1/proposals/{proposal}/approve"), 403)["code"] == "approval_own_proposal"
    assert ok(live.get("central2", f"/v1/proposals/{proposal}"))["command"]["amount"] == yuan(700)
    decided = ok(live.post("central2", f"/v1/proposals/{proposal}/approve", {"note": "seen"}))
    assert decided["state"] == "done"
    assert decided["outcome"]["journal"].startswith("jnl_")
    assert ok(live.get("icbc", f"/v1/institutions/{live.ids['icbc']}/reserves"))["issued"] == yuan(10**9 + 700)
    read = ok(live.get("central", f"/v1/proposals/{proposal}"))
    assert (read["state"], read["note"], read["approver"]) == ("done", "seen", live.town.principals["central2"])
    refused = ok(live.post("central", "/v1/issues", body | {"amount": yuan(10**14)}), 202)["proposal"]
    end = ok(live.post("central2", f"/v1/proposals/{refused}/approve"))
    assert (end["state"], end["outcome"]["refused"]["code"]) == ("refused", "quota_exceeded")


def by_two(live: Live, path: str, body: dict[str, Any]) -> Any:
    """What two people of the central bank do, which neither does alone."""
    proposal = ok(live.post("central", path, body), 202)["proposal"]
    alone = live.post("central", f"/v1/proposals/{proposal}/approve")
    assert alone.json()["code"] == "approval_own_proposal"
    return ok(live.post("central2", f"/v1/proposals/{proposal}/approve"))["outcome"]


def test_the_central_bank_and_operators_manage_institutions(live: Live) -> None:
    quota = {"minor": 10**10, "asset": "E-CNY"}
    made = by_two(live, "/v1/institutions", {"code": "ccb", "quota": quota, "reason": "licensed"})["institution"]
    for path, body in (
        (f"/v1/institutions/{made}/quota", {"quota": yuan(5), "reason": "less"}),
        (f"/v1/institutions/{live.ids['icbc']}/netting", {"other": live.ids["boc"], "cap": yuan(9), "reason": "net"}),
        (f"/v1/institutions/{made}/regime-changes", {"reason": "2026"}),
    ):
        by_two(live, path, body)
    loan = {"operator": made, "amount": cny(1000)}
    assert by_two(live, "/v1/reserve-loans", loan | {"reason": "its first"})["journal"]
    ok(live.post("central", "/v1/reserve-repayments", loan), 201)
    ok(live.post("icbc", "/v1/retirements", {"operator": live.ids["icbc"], "amount": yuan(5)}), 201)
    assert ok(live.get("central", f"/v1/institutions/{made}/reserves"))["quota"] == yuan(5)
    assert len(ok(live.get("icbc", f"/v1/institutions/{live.ids['icbc']}/netting"))["items"]) == 2
    assert ok(live.post("icbc", f"/v1/institutions/{live.ids['icbc']}/settlements", {"other": live.ids["boc"]}), 422)
    limit = {"kind": "personal", "wallet_class": "IV", "component": "single", "limit": yuan(5000), "reason": "risk"}
    path = f"/v1/institutions/{live.ids['icbc']}/limits"
    proposal = ok(live.post("icbc", path, limit), 202)["proposal"]
    ok(live.post("icbc2", f"/v1/proposals/{proposal}/approve"))
    assert ok(live.get("li", path))["items"][0]["limit"] == yuan(5000)
    assert live.pay(5001).json()["code"] == "limit_single_exceeded"
    assert ok(live.post("central", f"/v1/institutions/{made}/wallet-moves"))["wallets"] == 0
    assert ok(live.post("central", f"/v1/institutions/{made}/wallet-moves"))["waiting"] == 0
    assert len(ok(live.get("li", "/v1/institutions"))["items"]) == 4
    assert ok(live.get("li", f"/v1/institutions/{made}"))["code"] == "ccb"


def test_wallets_change_freeze_and_close(live: Live) -> None:
    body = {"operator": live.ids["icbc"], "kind": "personal", "wallet_class": "IV", "phone": "13811112222"}
    wallet = ok(live.post("icbc", "/v1/wallets", body), 201)["wallet"]
    changed = {"wallet_class": "III", "name": "张三", "id_number": "11010519491231002X"}
    assert ok(live.post("icbc", f"/v1/wallets/{wallet}/class-changes", changed))["wallet_class"] == "III"
    freeze = {"scope": "all", "reason": "order 7"}
    frozen = ok(live.post("icbc", f"/v1/wallets/{wallet}/freezes", freeze), 201)["freeze"]
    assert ok(live.get("icbc", f"/v1/wallets/{wallet}"))["state"] == "frozen"
    lifting = live.post("icbc", f"/v1/wallets/{wallet}/freezes/{frozen}/lifting", {"reason": "order 8"})
    ok(live.post("icbc2", f"/v1/proposals/{ok(lifting, 202)['proposal']}/approve"))
    assert ok(live.get("icbc", f"/v1/wallets/{wallet}/freezes"))["items"][0]["lifted_at"] is not None
    assert ok(live.post("icbc", f"/v1/wallets/{wallet}/closure"))["wallet"] == wallet
    assert ok(live.get("icbc", f"/v1/wallets/{wallet}"))["state"] == "closed"
    limits = {"single": yuan(50)}
    ok(live.post("li", f"/v1/wallets/{live.ids['li']}/limits", limits))
    assert live.pay(51).json()["code"] == "limit_single_exceeded"
    listed = ok(live.get("icbc", "/v1/wallets", params={"limit": 1}))
    more = ok(live.get("icbc", "/v1/wallets", params={"limit": 1, "cursor": listed["next_cursor"]}))
    assert listed["has_more"]
    assert listed["items"][0]["id"] < more["items"][0]["id"]


def test_personal_data_is_read_with_a_reason_and_each_reading_is_logged(live: Live) -> None:
    path = f"/v1/wallets/{live.ids['li']}/holder-readings"
    first = live.post("icbc", path, {"reason": "complaint 12"}, key="r1")
    assert ok(first)["phone"] == "13800000001"
    again = live.post("icbc", path, {"reason": "complaint 12"}, key="r1")
    assert again.json() == first.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    live.sequence()
    acts = ok(live.get("icbc", "/v1/acts", params={"operation": "read_holder"}))["items"]
    assert [act["command"]["reason"] for act in acts] == ["complaint 12"] * 2


def test_merchants_and_stores(live: Live) -> None:
    body = {"wallet": live.ids["shop"], "name_en": "Noodles", "name_zh": "面馆", "category": "5812"}
    merchant = ok(live.post("boc", "/v1/merchants", body), 201)["merchant"]
    store = ok(live.post("boc", f"/v1/merchants/{merchant}/stores", {"name": "One", "region": "500103"}), 201)["store"]
    assert ok(live.get("li", f"/v1/stores/{store}"))["merchant"] == merchant
    assert ok(live.get("li", f"/v1/merchants/{merchant}"))["wallet"] is None
    assert ok(live.get("boc", f"/v1/merchants/{merchant}"))["wallet"] == live.ids["shop"]
    assert len(ok(live.get("li", f"/v1/merchants/{merchant}/stores"))["items"]) == 1
    ok(live.post("boc", f"/v1/merchants/{merchant}/suspension", {"suspended": True}))
    assert live.pay(5, store=store).json()["code"] == "merchant_suspended"
    assert len(ok(live.get("li", "/v1/merchants"))["items"]) == 2


def test_the_ledger_is_readable_and_chained(live: Live) -> None:
    journal = ok(live.pay(700, reference="invoice 9"), 201)["journal"]
    live.sequence()
    found = ok(live.get("central", f"/v1/journals/{journal}"))
    assert found["transfers"][0]["amount"] == yuan(700)
    assert ok(live.get("central", "/v1/journals", params={"reference": "invoice 9"}))["items"][0]["id"] == journal
    account = found["transfers"][0]["debit"]
    assert ok(live.get("central", f"/v1/accounts/{account}"))["owner"] == live.ids["li"]
    assert ok(live.get("central", f"/v1/accounts/{account}/balance"))["balance"] == yuan(99_300)
    assert len(ok(live.get("central", f"/v1/accounts/{account}/statement"))["items"]) == 2
    trial = ok(live.get("central", f"/v1/institutions/{live.ids['pbc']}/trial-balance"))
    assert trial["balanced"]
    seen, cursor = [], None
    while True:
        params = {"limit": 7} | ({"cursor": cursor} if cursor else {})
        page = ok(live.get("auditor", "/v1/groups", params=params))
        seen += page["items"]
        cursor = page["next_cursor"]
        if not page["has_more"]:
            break
    assert [group["sequence"] for group in seen] == list(range(1, len(seen) + 1))
    # Groups without journals may follow: that a key was used is written by itself.
    assert [group for group in seen if group["journals"]][-1]["journals"][0]["id"] == journal
    assert len(seen[-1]["chain"]) == 64
    assert ok(live.get("auditor", "/v1/audit"))["ok"]


def test_an_operator_sees_its_own_side_of_a_journal(live: Live) -> None:
    journal = ok(live.pay(700), 201)["journal"]
    mine = ok(live.get("icbc", f"/v1/journals/{journal}"))["transfers"][0]
    assert mine["debit_balance"] == yuan(99_300)
    assert mine["credit_balance"] is None
    theirs = ok(live.get("boc", f"/v1/journals/{journal}"))["transfers"][0]
    assert theirs["debit_balance"] is None


def test_events_follow_the_sequencer(live: Live) -> None:
    ok(live.pay(700), 201)
    live.sequence()
    page = ok(live.get("boc", "/v1/events"))
    last = page["items"][-1]
    assert (last["type"], last["data"]["amount"]) == ("payment.completed", yuan(700))
    assert {event["institution"] for event in page["items"]} == {live.ids["boc"]}
    after = ok(live.get("boc", "/v1/events", params={"cursor": page["next_cursor"]}))
    assert after["items"] == []
    ok(live.pay(800), 201)
    live.sequence()
    after = ok(live.get("boc", "/v1/events", params={"cursor": after["next_cursor"]}))
    assert [event["data"]["amount"]["minor"] for event in after["items"]] == [800]


def test_outcomes_are_found_by_their_key(live: Live) -> None:
    paid = ok(live.pay(700, key="order 1"), 201)
    found = ok(live.get("li", "/v1/outcomes", params={"operation": "pay", "key": "order 1"}))
    assert found["outcome"].items() <= paid.items()
    refused = live.pay(10**9, key="order 2").json()
    found = ok(live.get("li", "/v1/outcomes", params={"operation": "pay", "key": "order 2"}))
    assert found["outcome"]["refused"]["code"] == refused["code"]
    missing = live.get("wang", "/v1/outcomes", params={"operation": "pay", "key": "order 1"})
    assert ok(missing, 404)["code"] == "not_found"


def test_rules_of_a_day_and_between_days(live: Live) -> None:
    rules = ok(live.get("li", "/v1/rules", params={"as_of": "2022-05-15", "subject": "limits", "in_force": "true"}))
    assert rules["as_of"] == "2022-05-15"
    assert rules["items"][0]["sources"]
    changes = ok(live.get("li", "/v1/rules/diff", params={"from": "2025-12-31", "to": "2026-01-01"}))["items"]
    assert changes
    one = rules["items"][0]["id"]
    assert ok(live.get("li", f"/v1/rules/{one}"))["id"] == one
    world = ok(live.get("li", "/v1/world"))
    assert (world["china_date"], world["regimes"]["bank"]) == ("2025-12-30", "m0_cash")


def test_who_enrols_has_a_key_that_nobody_else_has_seen(live: Live) -> None:
    body = {"role": "holder", "institution": live.ids["icbc"], "subject": live.ids["li.holder"], "reason": "a customer"}
    named = live.post("icbc", "/v1/principals", body | {"name": "李"})
    assert named.json()["code"] == "request_malformed", "no proposal keeps a holder's name"
    asked = ok(live.post("icbc", "/v1/principals", body), 202)
    assert "share" not in asked
    made = ok(live.post("icbc2", f"/v1/proposals/{asked['proposal']}/approve"))["outcome"]
    path = f"/v1/enrolments/{made['enrolment']}/shares"
    first = live.post("icbc", path, key="mine")
    again = live.post("icbc", path, key="mine")
    assert (again.json()["share"], again.headers["Idempotent-Replayed"]) == (None, "true")
    shares = [ok(first, 201)["share"], ok(live.post("icbc2", path), 201)["share"]]
    with pytest.raises(ApiError, match="enrolment_invalid"):
        enrol(live.url, shares[0])
    secret = "A" * 52
    given = enrol(live.url, *shares, secret=secret)
    assert given == enrol(live.url, *shares, secret=secret), "a lost answer is asked for again"
    with pytest.raises(ApiError, match="enrolment_invalid"):
        enrol(live.url, *shares)
    live.town.tokens["new"] = given.token
    assert ok(live.get("new", "/v1/me"))["principal"] == made["principal"] == given.principal
    assert given.token not in repr(given)
    everything = live.get("icbc", f"/v1/proposals/{asked['proposal']}").text + live.get("icbc", "/v1/acts").text
    assert not any(secret in everything for secret in (*shares, given.token, "secret_hash", "share_hashes"))


def test_a_wrong_code_writes_nothing_and_says_nothing(live: Live) -> None:
    wanted = {"secret_hash": "0" * 64}
    unknown = "jze_0P0X5750005ZG_" + "A" * 52
    before, answers = live.town.digest(), []
    for shares in ([unknown], [unknown, unknown], ["x"], ["jz_0P0X5750005ZG_" + "A" * 52]):
        answer = live.http.post("/v1/enrolments", json={"shares": shares, **wanted})
        answers.append({name: value for name, value in ok(answer, 403).items() if name != "request_id"})
    assert all(answer == answers[0] for answer in answers)
    wrong: list[dict[str, Any]] = [{"shares": [], **wanted}, {"shares": ["x"] * 3, **wanted}]
    for body in (*wrong, {}, wanted, {"shares": ["x"], "secret_hash": "x"}):
        ok(live.http.post("/v1/enrolments", json=body), 422)
    assert live.town.digest() == before


def test_further_keys_are_ones_own_are_shown_once_rotated_and_revoked(live: Live) -> None:
    live.town.hire("new", Role.HOLDER, "icbc", live.town.number("li.holder"))
    made = live.town.principals["new"]
    issued = live.post("new", f"/v1/principals/{made}/keys", key="one")
    live.town.tokens["further"] = ok(issued, 201)["token"]
    again = live.post("new", f"/v1/principals/{made}/keys", key="one")
    assert (again.json()["token"], again.headers["Idempotent-Replayed"]) == (None, "true")
    assert again.json()["key"] == issued.json()["key"]
    assert ok(live.get("further", "/v1/me"))["principal"] == made
    assert ok(live.post("icbc", f"/v1/principals/{made}/keys"), 403)["code"] == "forbidden"
    assert ok(live.post("icbc", f"/v1/keys/{issued.json()['key']}/rotation"), 403)["code"] == "forbidden"
    rotated = ok(live.post("further", f"/v1/keys/{issued.json()['key']}/rotation", {"overlap_s": 60}))
    live.town.tokens["newer"] = rotated["token"]
    ok(live.get("further", "/v1/me"))
    ok(live.post("newer", f"/v1/keys/{issued.json()['key']}/revocation"))
    assert ok(live.get("further", "/v1/me"), 401)["code"] == "credentials_invalid"
    assert len(ok(live.get("newer", f"/v1/principals/{made}/keys"))["items"]) == 3
    ok(live.post("icbc", f"/v1/principals/{made}/suspension"))
    assert live.get("newer", "/v1/me").status_code == 401
    proposal = ok(live.post("icbc", f"/v1/principals/{made}/resumption", {"reason": "found"}), 202)["proposal"]
    assert live.get("newer", "/v1/me").status_code == 401
    assert ok(live.post("icbc2", f"/v1/proposals/{proposal}/approve"))["outcome"]["state"] == "active"
    ok(live.get("newer", "/v1/me"))
    assert ok(live.get("icbc", f"/v1/principals/{made}"))["state"] == "active"
    assert len(ok(live.get("icbc", "/v1/principals"))["items"]) == 5
    live.sequence()
    logged = live.get("central", "/v1/acts").text
    assert "secret_hash" not in logged


def test_a_proposal_that_nobody_decided_is_shown_as_expired(live: Live) -> None:
    body = {"operator": live.ids["icbc"], "amount": yuan(1), "reason": "x"}
    proposal = ok(live.post("central", "/v1/issues", body), 202)["proposal"]
    assert ok(live.get("central", f"/v1/proposals/{proposal}"))["state"] == "open"
    live.town.clock.advance_to(live.town.clock.now() + 72 * 3600 * 1_000_000)
    assert ok(live.get("central", f"/v1/proposals/{proposal}"))["state"] == "expired"
    assert ok(live.post("central2", f"/v1/proposals/{proposal}/approve"), 409)["code"] == "proposal_expired"


def test_a_bank_account_of_nobody_is_bound_by_its_bank_alone(live: Live) -> None:
    opened = live.post("icbc", "/v1/bank-accounts", {"bank": live.ids["icbc"], "number": "6222999988887777"})
    account = ok(opened, 201)["bank_account"]
    path, body = f"/v1/wallets/{live.ids['li']}/bank-accounts", {"bank_account": account}
    assert ok(live.post("li", path, body), 404)["code"] == "bank_account_not_found"
    assert ok(live.post("icbc", path, body))["bank_account"] == account
    assert ok(live.post("li", path, body))["bank_account"] == account


def test_corrections_take_two_people(live: Live) -> None:
    accounts = ok(live.get("icbc", f"/v1/institutions/{live.ids['icbc']}/reserves"))["accounts"]
    own = {entry["role"]: entry["account"] for entry in accounts}
    line = {"debit": own["cash"], "credit": own["funding"], "minor": 5}
    body = {"lines": [line], "effective_at": "2025-12-29T10:00:00+08:00", "reason": "booked twice"}
    proposal = ok(live.post("icbc", "/v1/corrections", body), 202)["proposal"]
    assert ok(live.post("icbc2", f"/v1/proposals/{proposal}/reject", {"note": "no"}))["state"] == "rejected"
    foreign = live.post("boc", "/v1/corrections", body)
    assert ok(foreign, 404)["code"] == "account_not_found"
