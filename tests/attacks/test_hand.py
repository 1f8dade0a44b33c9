"""What an attacker with several keys tries by hand, where rights and money are made."""

from typing import Any

from tests.api.conftest import Live, yuan
from tests.attacks.conftest import Attack, live, serve, town
from tests.testmode.conftest import Trial

__all__ = ["live", "serve", "town"]
LISTS = ("/v1/principals", "/v1/events", "/v1/acts", "/v1/proposals")


def code(answer: Any) -> tuple[int, str]:
    """An answer's status and its problem's code."""
    return answer.status_code, answer.json().get("code", "")


def test_anothers_idempotency_key_answers_nothing(attack: Attack) -> None:
    live, victim = attack.live, attack.victim
    body = {"payer": victim["wal"], "store": victim["sto"], "amount": yuan(10)}
    assert live.post("li", "/v1/payments", body, "shared").status_code == 201
    assert code(live.post("wang", "/v1/payments", body, "shared")) == (404, "wallet_not_found")
    mine = {"operation": "pay", "key": "shared"}
    assert code(live.get("wang", "/v1/outcomes", params=mine)) == (404, "not_found")
    assert live.get("li", "/v1/outcomes", params=mine).status_code == 200


def test_anothers_cursor_opens_no_list_and_shows_nothing_of_it(live: Live) -> None:
    live.sequence()
    for path in LISTS:
        cursor = live.get("icbc", path, params={"limit": 1}).json()["next_cursor"]
        if cursor:
            assert code(live.get("boc", path, params={"cursor": cursor})) == (422, "cursor_invalid")
    cursor = live.get("icbc", "/v1/wallets", params={"limit": 1}).json()["next_cursor"]
    assert cursor
    assert code(live.get("boc", "/v1/wallets", params={"cursor": cursor})) == (422, "cursor_invalid")


def test_a_dry_run_of_an_act_of_two_people_is_as_forbidden_as_the_act(live: Live) -> None:
    body = {"operator": live.ids["icbc"], "amount": yuan(1), "reason": "x"}
    for who in ("boc", "li", "teahouse", "auditor"):
        assert code(live.post(who, "/v1/issues?dry_run=true", body)) == (403, "forbidden")


def test_nobody_makes_those_above_or_beside_whom_they_manage(live: Live) -> None:
    ids = live.ids
    for who, body in (
        ("icbc", {"role": "central_bank", "institution": ids["icbc"], "name": "x"}),
        ("icbc", {"role": "operator", "institution": ids["boc"], "name": "x"}),
        ("icbc", {"role": "auditor", "name": "x"}),
        ("central", {"role": "holder", "institution": ids["icbc"], "subject": ids["li.holder"]}),
    ):
        assert code(live.post(who, "/v1/principals", body | {"reason": "x"})) == (403, "forbidden")


def test_shares_and_proposals_are_the_two_peoples_alone(attack: Attack) -> None:
    live, victim = attack.live, attack.victim
    for who in ("boc", "central"):
        drawn = live.post(who, f"/v1/enrolments/{victim['enr']}/shares")
        assert code(drawn) == (404, "enrolment_not_found")
        for word in ("approve", "reject"):
            decided = live.post(who, f"/v1/proposals/{victim['ppl']}/{word}")
            assert code(decided) == (404, "proposal_not_found")
    own = live.post("icbc", f"/v1/proposals/{victim['ppl']}/approve")
    assert code(own) == (403, "approval_own_proposal")


def test_a_sub_wallets_token_is_good_for_its_merchant_at_its_store_alone(attack: Attack) -> None:
    victim, other = attack.victim, attack.other
    for who, store, refused in (
        ("teahouse", other["sto"], (403, "sub_wallet_token_invalid")),
        ("mill", other["sto"], (404, "store_not_found")),
        ("stall", victim["sto"], (404, "store_not_found")),
    ):
        body = {"token": victim["sub_token"], "store": store, "amount": yuan(1)}
        assert code(attack.live.post(who, "/v1/sub-wallet-charges", body)) == refused


def test_no_plan_takes_from_a_seller_that_has_not_agreed_and_nobody_agrees_for_it(attack: Attack) -> None:
    live, victim, other = attack.live, attack.victim, attack.other
    body = {"store": other["sto"], "name": "p", "sellers": [{"seller": victim["mer"], "fixed": yuan(1)}]}
    plan = live.post("teahouse", "/v1/split-plans", body).json()["split_plan"]
    for_another = live.post("teahouse", f"/v1/split-plans/{plan}/agreements", {"seller": victim["mer"]})
    assert code(for_another) == (404, "split_plan_not_found")
    paid = live.post("wang", f"/v1/split-plans/{plan}/payments", {"payer": other["wal"], "amount": yuan(10)})
    assert code(paid) == (409, "split_plan_not_active")


def test_a_twin_gets_no_further_keys_and_sees_no_other_twin(attack: Attack) -> None:
    first, second = Trial(attack.live, "teahouse"), Trial(attack.live, "inn")
    assert code(first.post("you", "/v1/test-keys")) == (403, "live_mode_only")
    for party, wallet in second.wallets.items():
        assert code(first.get("you", f"/v1/wallets/{wallet}")) == (404, "wallet_not_found"), party


def test_two_keys_or_a_key_elsewhere_than_in_its_header_are_none(live: Live) -> None:
    good = live.headers("li")["Authorization"]
    two = [("Authorization", good), ("Authorization", live.headers("wang")["Authorization"])]
    assert code(live.http.get("/v1/me", headers=two)) == (401, "credentials_invalid")
    assert code(live.http.get("/v1/me", params={"access_token": good})) == (401, "credentials_missing")
