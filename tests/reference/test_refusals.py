"""What the reference lists as an operation's refusals can be met, and what no test has met is found."""

import pytest
from tools import refusals

from jiaozi.api.app import ENDPOINTS
from jiaozi.errors import ERRORS
from jiaozi.testmode.effects import REFUSALS

pytestmark = pytest.mark.only_engine("sqlite")  # what is told of the API, which is the same on both
OF_MONEY = "insufficient_funds"


@pytest.mark.parametrize(
    "operation",
    [
        *("open_wallet", "link_bank_account", "push_sub_wallet", "open_sub_wallet", "agree_netting", "open_operator"),
        *("open_central_bank", "open_external_bank", "forget_detail", "close_wallet", "freeze_wallet"),
    ],
)
def test_what_opens_accounts_and_moves_nothing_is_never_short_of_money(operation: str) -> None:
    assert OF_MONEY not in refusals.of_operation(operation)
    assert OF_MONEY in refusals.of_operation("pay")


@pytest.mark.parametrize(
    ("operation", "never", "why"),
    [
        ("charge_sub_wallet", {"batch_refused"}, "something is only compared with it"),
        ("deposit_cash", {"merchant_not_found"}, "an account has a field of the name of a method of another class"),
        ("unfreeze_wallet", {"amount_invalid", "request_malformed"}, "a field has the name of a function beside it"),
        ("change_class", {"limit_single_exceeded", "limit_daily_exceeded"}, "another limit is named beside"),
        ("set_failure", set(REFUSALS["pay"]), "they are what others are made to refuse"),
        ("release_hold", {OF_MONEY, "amount_invalid"}, "money that is held is there"),
        ("charge_tap", {OF_MONEY, "wallet_frozen_amount"}, "a till is told nothing of the payer"),
    ],
)
def test_a_code_that_only_stands_nearby_is_not_listed(operation: str, never: set[str], why: str) -> None:
    assert never & refusals.of_operation(operation) == set(), why


def test_what_is_never_said_is_what_the_walk_finds() -> None:
    """No line of exceptions outlives its reason."""
    for name, never in refusals.UNSAID.items():
        assert never <= refusals.found_in(name), name


def test_codes_that_no_test_met_are_named_by_endpoint() -> None:
    every = {(endpoint.name, code) for endpoint in ENDPOINTS for code in refusals.of_endpoint(endpoint)}
    assert refusals.unmet(every) == {}
    assert refusals.unmet(every - {("pay", "wallet_frozen")}) == {"pay": ["wallet_frozen"]}
    assert refusals.unmet(every - {("release", "hold_closed")} | {("release_hold", "hold_closed")}) == {}
    assert refusals.unmet(set()).keys() == {name for name, _ in every}
    assert {code for _, code in every} <= ERRORS.keys()
