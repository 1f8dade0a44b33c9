"""Freezes over the API: whoever's side placed one lifts it, two people of it."""

from dataclasses import dataclass
from typing import Any

import pytest

from jiaozi.ids import encode_id
from jiaozi.wallets.freezing import FreezeWallet
from jiaozi.wallets.holder_freezes import FreezeHolder
from tests.api.conftest import Live, yuan
from tests.api.test_life import ok

REASON = {"reason": "it has ended"}


@dataclass(frozen=True)
class Kind:
    """Freezes of Li's wallet, or of Li as a holder: where they are, what placing one answers, what is not there."""

    live: Live
    path: str
    outcome: str
    missing: str
    gone: str

    def freeze(self, who: str, reason: str) -> str:
        """The id of a freeze that somebody places alone."""
        return str(ok(self.live.post(who, self.path, {"scope": "all", "reason": reason}), 201)[self.outcome])

    def lift(self, who: str, freeze: str) -> Any:
        """What proposing to lift it answers."""
        return self.live.post(who, f"{self.path}/{freeze}/lifting", REASON)

    def by_two(self, pair: tuple[str, str], freeze: str) -> None:
        """Two people lift it."""
        proposal = ok(self.lift(pair[0], freeze), 202)["proposal"]
        assert ok(self.live.post(pair[1], f"/v1/proposals/{proposal}/approve"))["state"] == "done"

    def in_force(self, who: str) -> dict[str, str]:
        """Who placed each freeze that is in force, as the view tells it."""
        listed = ok(self.live.get(who, self.path))["items"]
        return {row["id"]: row["placed_by"] for row in listed if row["lifted_at"] is None}


@pytest.fixture(params=["wallet", "holder"])
def kind(live: Live, request: pytest.FixtureRequest) -> Kind:
    if request.param == "wallet":
        return Kind(live, f"/v1/wallets/{live.ids['li']}/freezes", "freeze", "wallet_not_found", "wallet_not_frozen")
    path = f"/v1/holders/{live.ids['li.holder']}/freezes"
    return Kind(live, path, "holder_freeze", "holder_not_found", "holder_not_frozen")


def test_two_clerks_of_a_bank_do_not_lift_what_the_central_bank_froze(live: Live, kind: Kind) -> None:
    order = kind.freeze("central", "court order 7")
    for who in ("icbc", "central", "auditor", "li"):
        assert kind.in_force(who) == {order: "central_bank"}, who
    for clerk in ("icbc", "icbc2"):
        refused = kind.lift(clerk, order)
        assert (refused.status_code, refused.json()["code"]) == (403, "forbidden")
        assert "only for what its own side froze" in refused.json()["detail"]
    assert live.pay().json()["code"] == "wallet_frozen"
    assert "open" not in {row["state"] for row in ok(live.get("icbc", "/v1/proposals"))["items"]}
    kind.by_two(("central2", "central"), order)
    assert kind.in_force("icbc") == {}
    ok(live.pay(), 201)


def test_a_clerk_does_not_lift_part_of_the_central_banks_freeze_of_a_holder(live: Live) -> None:
    holder = f"/v1/holders/{live.ids['li.holder']}/freezes"
    ok(live.post("central", holder, {"scope": "out", "reason": "court order 8"}), 201)
    wallet = f"/v1/wallets/{live.ids['li']}/freezes"
    (part,) = ok(live.get("icbc", wallet))["items"]
    assert part["placed_by"] == "central_bank"
    assert live.post("icbc", f"{wallet}/{part['id']}/lifting", REASON).json()["code"] == "forbidden"


def test_two_clerks_lift_what_a_clerk_froze_and_so_may_the_central_bank(live: Live, kind: Kind) -> None:
    for pair in (("icbc2", "icbc"), ("central", "central2")):
        freeze = kind.freeze("icbc", "a fraud")
        assert kind.in_force("icbc") == {freeze: "operator"}
        kind.by_two(pair, freeze)
        assert kind.in_force("icbc") == {}
    ok(live.pay(), 201)


def test_a_freeze_that_is_not_there_or_anothers_is_none_and_nothing_is_asked(live: Live, kind: Kind) -> None:
    town, theirs = live.town, kind.freeze("icbc", "order")
    if kind.outcome == "freeze":
        other = encode_id("frz", town.do(FreezeWallet(town.number("wang"), "all", "order")).freeze)
    else:
        other = encode_id("hfz", town.do(FreezeHolder(town.number("wang.holder"), "all", "order")).holder_freeze)
    for freeze in (other, f"{theirs[:4]}0000000000001"):
        refused = kind.lift("icbc", freeze)
        assert (refused.status_code, refused.json()["code"]) == (409, kind.gone)
    assert kind.lift("boc", theirs).json()["code"] == kind.missing
    assert "open" not in {row["state"] for row in ok(live.get("icbc", "/v1/proposals"))["items"]}


def test_freezes_come_in_pages_oldest_first(kind: Kind) -> None:
    orders = [kind.freeze("central", f"court order {number}") for number in range(3)]
    first = ok(kind.live.get("li", kind.path, params={"limit": 2}))
    rest = ok(kind.live.get("li", kind.path, params={"limit": 2, "cursor": first["next_cursor"]}))
    assert [row["id"] for row in first["items"]] == orders[:2]
    assert ([row["id"] for row in rest["items"]], first["has_more"], rest["has_more"]) == (orders[2:], True, False)


@pytest.mark.only_engine("sqlite")  # decided before the database
@pytest.mark.parametrize(
    ("body", "said", "zh"),
    [
        ({"scope": "amount"}, "the scope `amount` needs an amount", "范围为 amount 的冻结须填写金额"),
        (
            {"scope": "all", "amount": yuan(1)},
            "an amount belongs to the scope `amount` alone",
            "仅 amount 范围可填写金额",
        ),
    ],
)
def test_what_a_freeze_lacks_is_told_as_it_is(live: Live, body: dict[str, Any], said: str, zh: str) -> None:
    told = live.post("icbc", f"/v1/wallets/{live.ids['li']}/freezes", {**body, "reason": "order 1"})
    assert (told.status_code, told.json()["code"]) == (422, "amount_invalid")
    assert said in told.text
    assert zh in told.text
