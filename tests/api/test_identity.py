"""What a phone and one clerk cannot do over the API: reach another's wallet, or make somebody somebody else."""

from typing import Any

import pytest

from jiaozi.access.model import Role
from jiaozi.api.desk import number
from tests.api.conftest import PHONES, Live, yuan
from tests.worlds.people import resident_id

ZHAO = {"name": "赵小明", "id_number": resident_id(1)}


def opening(live: Live, wallet_class: str = "III", bank: str = "icbc", **details: str) -> dict[str, Any]:
    operator = live.ids[bank]
    return {"operator": operator, "kind": "personal", "wallet_class": wallet_class, "phone": PHONES["li"], **details}


def refused(live: Live, who: str, path: str, body: dict[str, Any]) -> tuple[str, str]:
    """Code and detail of a refusal, which repeats nothing of what was sent and writes nothing."""
    before = live.town.digest()
    answer = live.post(who, path, body)
    assert live.town.digest()[1:] == before[1:]  # the outcome itself is kept
    assert not any(secret in answer.text for secret in (*PHONES.values(), *ZHAO.values()))
    return answer.json()["code"], answer.json()["detail"]


def wallets_of(live: Live, who: str) -> list[str]:
    return [each["id"] for each in live.get(who, "/v1/wallets").json()["items"]]


def forgotten(live: Live, holder: str, detail: str, clerk: str = "icbc", second: str = "icbc2") -> None:
    """Two clerks forget a detail of a holder; one does not."""
    body = {"detail": detail, "check": "letter 12", "reason": "seen"}
    proposal = live.post(clerk, f"/v1/holders/{holder}/forgotten-details", body).json()["proposal"]
    own = live.post(clerk, f"/v1/proposals/{proposal}/approve")
    assert own.json()["code"] == "approval_own_proposal"
    assert live.post(second, f"/v1/proposals/{proposal}/approve").json()["state"] == "done"


def test_whoever_had_a_number_before_neither_reads_nor_spends_what_its_next_owner_opens(live: Live) -> None:
    holder, mine = live.ids["li.holder"], live.ids["li"]
    for clerk in ("icbc", "icbc2"):
        code, detail = refused(live, clerk, "/v1/wallets", opening(live, **ZHAO))
        assert (code, "phone" in detail) == ("holder_details_invalid", True)
    assert wallets_of(live, "li") == [mine]
    foreign = live.post(
        "boc", f"/v1/holders/{holder}/forgotten-details", {"detail": "phone", "check": "x", "reason": "x"}
    )
    assert foreign.json()["code"] == "holder_not_found"
    forgotten(live, holder, "phone")
    opened = live.post("icbc", "/v1/wallets", opening(live, **ZHAO)).json()
    elsewhere = live.post("boc", "/v1/wallets", opening(live, bank="boc", **ZHAO)).json()
    assert len({holder, opened["holder"], elsewhere["holder"]}) == 3
    for theirs in (opened["wallet"], elsewhere["wallet"]):
        pay = {"payer": theirs, "payee": mine, "amount": yuan(1), "kind": "person"}
        assert live.get("li", f"/v1/wallets/{theirs}").json()["code"] == "wallet_not_found"
        assert live.post("li", "/v1/payments", pay).json()["code"] == "wallet_not_found"
        reading = live.post("li", f"/v1/wallets/{theirs}/holder-readings", {"reason": "curious"})
        assert reading.json()["code"] == "wallet_not_found"
    assert wallets_of(live, "li") == [mine]


@pytest.mark.parametrize("next_details", [{}, ZHAO], ids=["by phone alone", "with an identity"])
def test_a_number_whose_wallet_was_closed_opens_nothing_for_the_key_of_before(
    live: Live, next_details: dict[str, str]
) -> None:
    first = live.post("icbc", "/v1/wallets", opening(live, "IV") | {"phone": "13811112222"}).json()
    live.town.hire("before", Role.HOLDER, "icbc", number(first["holder"]))
    live.post("before", f"/v1/wallets/{first['wallet']}/closure")
    body = opening(live, "IV", **next_details) | {"phone": "13811112222"}
    second = live.post("icbc", "/v1/wallets", body).json()
    assert live.get("before", f"/v1/wallets/{second['wallet']}").json()["code"] == "wallet_not_found"
    assert wallets_of(live, "before") == [first["wallet"]]


def test_an_anonymous_opening_reaches_no_wallet_of_whoever_has_shown_an_identity(live: Live) -> None:
    wang = live.post("icbc", "/v1/wallets", opening(live, **ZHAO) | {"phone": "13811112222"}).json()
    live.town.hire("zhao", Role.HOLDER, "icbc", number(wang["holder"]))
    alone = opening(live, "IV") | {"phone": "13811112222"}
    assert refused(live, "icbc", "/v1/wallets", alone)[0] == "holder_details_invalid"
    assert wallets_of(live, "zhao") == [wang["wallet"]]


def test_one_clerk_makes_nobody_somebody_else(live: Live) -> None:
    phone = {"phone": "13811112222"}
    zhao = live.post("icbc", "/v1/wallets", opening(live, **ZHAO) | phone).json()
    live.town.hire("zhao", Role.HOLDER, "icbc", number(zhao["holder"]))
    changes = f"/v1/wallets/{zhao['wallet']}/class-changes"
    for other in ({"phone": PHONES["works"]}, {"name": "钱多"}):
        (name,) = other
        for who in ("icbc", "icbc2"):
            further = refused(live, who, "/v1/wallets", opening(live, "IV", **ZHAO) | phone | other)
            change = refused(live, who, changes, {"wallet_class": "IV", **other})
            assert [(code, name in detail) for code, detail in (further, change)] == [
                ("holder_details_invalid", True)
            ] * 2
    asked = {"payer": live.ids["li"], "payee": zhao["wallet"], "name": "赵小明"}
    assert live.post("li", "/v1/payee-confirmations", asked).json()["result"] == "match"
    forgotten(live, zhao["holder"], "name", "icbc2", "icbc")
    assert live.post("li", "/v1/payee-confirmations", asked).json()["result"] == "unavailable"
    assert live.post("icbc", changes, {"wallet_class": "IV", "name": "钱小明"}).status_code == 200
    assert live.post("li", "/v1/payee-confirmations", asked | {"name": "钱小明"}).json()["result"] == "match"
    read = live.post("zhao", f"/v1/wallets/{zhao['wallet']}/holder-readings", {"reason": "mine"}).json()
    assert (read["phone"], read["name"]) == (phone["phone"], "钱小明")
