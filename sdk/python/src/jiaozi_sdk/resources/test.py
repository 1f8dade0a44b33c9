# Written by `make sdk` from the OpenAPI document; edit the API instead.
"""`Client.test`."""

from typing import Literal

from jiaozi_sdk import models
from jiaozi_sdk._core import PAGE_LIMIT, Call, new_key, path
from jiaozi_sdk._json import Page, money
from jiaozi_sdk._sync import Pages, Transport


class TestAmounts:
    """`Client.test.amounts`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self) -> models.MagicAmounts:
        """The amounts that fail without any rule being set."""
        answer: models.MagicAmounts = self._transport.send(Call("GET", "/v1/test/amounts", {200: models.MagicAmounts}))
        return answer


class TestClock:
    """`Client.test.clock`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def get(self) -> models.TestClock:
        """The time of the test world."""
        answer: models.TestClock = self._transport.send(Call("GET", "/v1/test/clock", {200: models.TestClock}))
        return answer

    def advance(
        self, *, forward_s: int | None = None, until: str | None = None, key: str = ""
    ) -> models.TestClockAdvanced:
        """Moves the test world's clock forward, for everybody in it and never back: by `forward_s` seconds, or to
        the instant `until`; one of the two.

        - `forward_s`: By how many seconds the clock goes on
        - `until`: Until when
        """
        answer: models.TestClockAdvanced = self._transport.send(
            Call(
                "POST",
                "/v1/test/clock",
                {200: models.TestClockAdvanced},
                body={"forward_s": forward_s, "until": until},
                key=key or new_key(),
            )
        )
        return answer


class TestFailures:
    """`Client.test.failures`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self, *, limit: int = PAGE_LIMIT, cursor: str | None = None) -> Pages[models.FailureRule]:
        """The rules of the caller's twin, oldest first; those no longer in force, too."""
        return Pages(
            self._transport,
            Call("GET", "/v1/test/failures", {200: Page[models.FailureRule]}),
            limit=limit,
            cursor=cursor,
        )

    def create(
        self,
        *,
        operation: str,
        effect: Literal["refuse", "unavailable", "answer_lost", "delivery_twice", "delivery_delayed"],
        code: str = "",
        amount_minor: int | None = None,
        wallet: str | None = None,
        times: int | None = None,
        key: str = "",
    ) -> models.FailureSet:
        """Makes an operation of the caller's twin and its customers fail: only for the `amount` or the `wallet`
        where they are given, so many `times`, or without them until the rule is lifted. `code` is what it is
        refused with: it goes with the effect `refuse`.

        - `operation`: What was asked for, by its name
        - `effect`: What is to go wrong
        - `code`: The error's code that it refuses with
        - `amount_minor`: How much, in minor units beside the asset fen of E-CNY
        - `wallet`: The wallet
        - `times`: How often
        """
        answer: models.FailureSet = self._transport.send(
            Call(
                "POST",
                "/v1/test/failures",
                {201: models.FailureSet},
                body={
                    "operation": operation,
                    "effect": effect,
                    "code": code,
                    "amount": money(amount_minor, "E-CNY"),
                    "wallet": wallet,
                    "times": times,
                },
                key=key or new_key(),
            )
        )
        return answer

    def lift(self, failure_rule: str, *, key: str = "") -> models.FailureLifted:
        """Ends a rule: what it made fail goes through again.

        - `failure_rule`: A failure on purpose, in test mode
        """
        answer: models.FailureLifted = self._transport.send(
            Call(
                "POST",
                path("/v1/test/failures/{}/lifting", failure_rule),
                {200: models.FailureLifted},
                key=key or new_key(),
            )
        )
        return answer


class TestParties:
    """`Client.test.parties`."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport

    def list(self) -> Pages[models.TestParty]:
        """Whom the caller may act as in the test world: its twin first, then its test customers."""
        return Pages(self._transport, Call("GET", "/v1/test/parties", {200: Page[models.TestParty]}))


class Test:
    """`Client.test`."""

    def __init__(self, transport: Transport) -> None:
        self.amounts = TestAmounts(transport)
        self.clock = TestClock(transport)
        self.failures = TestFailures(transport)
        self.parties = TestParties(transport)
