"""What a guardian does ends with the guardianship: it gives nothing that goes on without anybody, signed or not."""

from typing import Any, Final

import pytest

from jiaozi.access.permissions import OUTLIVING
from jiaozi.automatic.model import ConsentToBills
from jiaozi.automatic.rule_model import SetBalanceRule
from jiaozi.clock import DAY_US, HOUR_US, format_time
from jiaozi.codes.present import EnrolPayerToken
from jiaozi.devices.model import AllowSmallAmounts, RegisterDevice, RotateDevice
from jiaozi.locks.escrow_model import OpenEscrow
from jiaozi.locks.model import AcceptArbiter, OpenLock
from jiaozi.mandates.model import ChangeMandate, GiveMandate, ResumeMandate
from jiaozi.mandates.standing_model import OrderStandingPayment, ResumeStanding
from jiaozi.subwallets.model import PushSubWallet
from tests.api.conftest import Live, live, serve, town, yuan
from tests.people.conftest import PAPER
from tests.people.test_api import zhao

__all__ = ["live", "serve", "town", "zhao"]
pytestmark = pytest.mark.only_engine("sqlite")  # who may is decided before any engine is asked to write
MANDATE: Final = {"per_debit": yuan(300), "per_period": yuan(500), "cadence": "month"}
NOT_A_WALLETS: Final = {RegisterDevice, RotateDevice, AllowSmallAmounts}
"""Acts about a holder or its device, which nobody but the holder owns: tests/people/test_guardians.py signs them."""
HELD_TO_IT: Final = {
    GiveMandate, ChangeMandate, ResumeMandate, OrderStandingPayment, ResumeStanding, PushSubWallet, EnrolPayerToken,
    ConsentToBills, SetBalanceRule, OpenLock, OpenEscrow, AcceptArbiter,
}  # fmt: skip


def appoint(live: Live, zhao: Any) -> None:
    """Zhao is made li's guardian for a day."""
    until = format_time(live.town.clock.now() + DAY_US)
    body = {"guardian": zhao.holder, "until": until, "papers": [PAPER], "reason": "a court's order"}
    proposal = live.post("icbc", f"/v1/holders/{live.ids['li.holder']}/guardians", body).json()["proposal"]
    assert live.post("icbc2", f"/v1/proposals/{proposal}/approve", {"note": ""}).status_code == 200


def test_a_guardian_gives_nothing_that_would_outlive_the_guardianship_and_may_stop_what_there_is(
    live: Live, zhao: Any
) -> None:
    li, merchant = live.ids["li"], live.ids["teahouse"]
    payer = {"payer": li}
    starts = format_time(live.town.clock.now() + HOUR_US)
    order = payer | {"payee": zhao.wallet, "amount": yuan(100), "cadence": "day", "starts_at": starts}
    given = live.post("li", "/v1/mandates", payer | MANDATE | {"merchant": merchant}).json()["mandate"]
    rent = live.post("li", "/v1/standing-payments", order).json()["standing_payment"]
    mandate, standing = f"/v1/mandates/{given}", f"/v1/standing-payments/{rent}"
    assert live.post("zhao", f"{mandate}/pause", payer).json()["code"] == "wallet_not_found"  # a stranger so far
    appoint(live, zhao)
    assert live.get("zhao", mandate).json()["state"] == "open"
    assert live.post("zhao", f"{mandate}/pause", payer).json()["state"] == "paused"
    assert live.post("zhao", f"{standing}/pause", payer).json()["state"] == "paused"
    bills: dict[str, Any] = payer | {"merchant": merchant, "account": "CQ-1", "bill": "W-2026-0001"}
    bills = bills | {"per_bill": yuan(300), "per_month": yuan(500)}
    kept = {"kind": "above", "threshold": yuan(100), "most": yuan(100), "other_wallet": zhao.wallet}
    push = {"merchant": merchant, "label": "shop", "single": yuan(10), "daily": yuan(10)}
    ends = format_time(live.town.clock.now() + 300 * DAY_US)
    lock = payer | {"payee": live.ids["wang"], "amount": yuan(100), "arbiter": zhao.wallet}
    made = live.post("works", "/v1/locks", lock | {"payer": live.ids["works"], "payee": li, "ends_at": ends})
    for path, body in (
        ("/v1/locks", lock | {"ends_at": ends}),
        ("/v1/escrows", lock | {"milestones": [{"title": "a", "amount": yuan(100), "due_at": ends}]}),
        (f"/v1/locks/{made.json()['lock']}/arbiter-acceptance", {"party": li}),
        ("/v1/mandates", payer | MANDATE | {"merchant": merchant}),
        (f"{mandate}/terms", payer | {"per_debit": yuan(1_000), "per_period": yuan(1_000)}),
        (f"{mandate}/resumption", payer),
        ("/v1/standing-payments", order),
        (f"{standing}/resumption", payer),
        (f"/v1/wallets/{li}/pushed-sub-wallets", push),
        ("/v1/payer-tokens", {"wallet": li}),
        ("/v1/mandates/bills", bills),
        (f"/v1/wallets/{li}/balance-rules", kept),
    ):
        told = live.post("zhao", path, body).json()
        assert told["code"] == "forbidden", (path, told)
        assert "a guardian may not" in told["detail"], (path, told)
    assert live.post("zhao", f"{mandate}/ending", payer).json()["state"] == "ended"
    assert live.post("zhao", f"{standing}/ending", payer).json()["state"] == "ended"


def test_every_act_that_outlives_a_guardianship_is_tried(live: Live) -> None:
    named = live.town.platform.operations.by_command
    assert {named[each].name for each in NOT_A_WALLETS | HELD_TO_IT} == OUTLIVING
