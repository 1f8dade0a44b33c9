"""Over HTTP: a payer gets the same bytes whatever forbids its payee to be paid; the payee's own side reads why."""

from typing import Any

from jiaozi.wallets.freezing import FreezeWallet
from tests.api.conftest import Live, yuan

NOBODY = "wal_0000000000077"


def _told(answer: Any) -> tuple[int, dict[str, Any]]:
    """Status and body, without the request's own id."""
    return answer.status_code, {name: value for name, value in answer.json().items() if name != "request_id"}


def test_a_payer_gets_the_same_answer_whatever_forbids_its_payee(live: Live) -> None:
    town, wang = live.town, live.ids["wang"]
    order = {"payer": live.ids["li"], "kind": "person", "amount": yuan(1)}
    dries = [
        live.post("li", "/v1/payments", order | {"payee": payee}, params={"dry_run": "true"})
        for payee in (wang, NOBODY)
    ]
    answers = [live.post("li", "/v1/payments", order | {"payee": NOBODY})]
    town.do(FreezeWallet(town.number("wang"), "all", "court order"))
    answers.append(live.post("li", "/v1/payments", order | {"payee": wang}))
    dries.append(live.post("li", "/v1/payments", order | {"payee": wang}, params={"dry_run": "true"}))
    assert [answer.status_code for answer in dries] == [200, 200, 200]
    assert len({tuple(sorted(answer.json())) for answer in dries}) == 1
    assert _told(answers[0]) == _told(answers[1])
    assert answers[0].json()["code"] == "payee_cannot_receive"
    assert (answers[0].json()["detail"], answers[0].json()["rule"]) == ("", "")
    assert {name: answers[0].headers[name] for name in answers[0].headers if name not in ("date", "x-request-id")} == {
        name: answers[1].headers[name] for name in answers[1].headers if name not in ("date", "x-request-id")
    }
    path = f"/v1/wallets/{wang}/refused-payments"
    (kept,) = live.get("wang", path).json()["items"]
    assert (kept["reason"], kept["times"]) == ("wallet_frozen", 1)
    assert live.ids["li"] not in str(kept)
    assert live.get("li", path).status_code == 404


def test_a_bank_hears_five_refusals_of_a_payee_and_the_payee_reads_why(live: Live) -> None:
    """From whichever account the bank remits. What it reads is what any payer reads."""
    town, wang = live.town, live.ids["wang"]
    town.do(FreezeWallet(town.number("wang"), "all", "court order"))
    order = {"bank_account": live.ids["li.bank"], "amount": yuan(1)}
    answers = [live.post("icbc", "/v1/remittances", order | {"wallet": payee}) for payee in (NOBODY, *[wang] * 6)]
    assert len({str(_told(answer)) for answer in answers}) == 1
    assert (answers[0].status_code, answers[0].json()["code"]) == (409, "payee_cannot_receive")
    path = f"/v1/wallets/{wang}/refused-payments"
    (kept,) = live.get("wang", path).json()["items"]
    assert (kept["reason"], kept["times"]) == ("wallet_frozen", 5)
    assert live.get("icbc", path).status_code == 404
