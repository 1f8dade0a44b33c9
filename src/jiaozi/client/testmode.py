"""Test mode: keys for the test world, its clock, failures on purpose."""

from collections.abc import Iterator

from jiaozi.client.core import PAGE_LIMIT, Core, money
from jiaozi.wire import testmode as wire


class TestModeMethods(Core):
    """Methods of test mode. `hand_out_test_keys` takes a live key, all others a test key."""

    def hand_out_test_keys(self, *, key: str = "") -> wire.TestKeys:
        """Keys of the caller's twin in the test world and of its customers; the tokens are in this answer alone."""
        return self._post("/v1/test-keys", wire.TestKeys, key=key)

    def test_parties(self) -> Iterator[wire.TestParty]:
        """Whom the caller may act as in the test world."""
        return self._pages("/v1/test/parties", wire.TestParty)

    def test_clock(self) -> wire.TestClock:
        """The time of the test world."""
        return self._get("/v1/test/clock", wire.TestClock)

    def advance_test_clock(
        self, forward_s: int | None = None, *, until: str | None = None, key: str = ""
    ) -> wire.TestClockAdvanced:
        """Moves the clock of the whole test world forward: by seconds, or to an ISO instant."""
        return self._post("/v1/test/clock", wire.TestClockAdvanced, {"forward_s": forward_s, "until": until}, key=key)

    def fail(
        self,
        operation: str,
        effect: str,
        code: str = "",
        *,
        amount_minor: int | None = None,
        wallet: str | None = None,
        times: int | None = 1,
        key: str = "",
    ) -> wire.FailureSet:
        """Makes an operation fail: `refuse` with `code`, `unavailable`, `answer_lost`; for `deliver_webhook`
        `delivery_twice` or `delivery_delayed`. `times` None: until it is lifted."""
        body = {"operation": operation, "effect": effect, "code": code, "wallet": wallet, "times": times}
        return self._post("/v1/test/failures", wire.FailureSet, body | {"amount": money(amount_minor)}, key=key)

    def failures(self) -> Iterator[wire.FailureRule]:
        """The rules that make operations fail, and how often each was met."""
        return self._pages("/v1/test/failures", wire.FailureRule, limit=PAGE_LIMIT)

    def lift_failure(self, rule: str, *, key: str = "") -> wire.FailureLifted:
        """Ends a rule."""
        return self._post(f"/v1/test/failures/{rule}/lifting", wire.FailureLifted, key=key)

    def magic_amounts(self) -> list[wire.MagicAmount]:
        """The amounts that fail without any rule."""
        return self._get("/v1/test/amounts", wire.MagicAmounts).items
