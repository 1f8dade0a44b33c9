"""Random lives of wallets: however a period is cut, the parts join to the whole, and the whole to the balance."""

import random
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from jiaozi.errors import Refusal
from jiaozi.kinds import PaymentNo
from jiaozi.payments.holds import CaptureHold, PlaceHold, ReleaseHold
from jiaozi.payments.pay import Pay
from jiaozi.payments.refund import RefundPayment
from jiaozi.wallets.exchange import Load, Unload
from tests.features.world import World
from tests.statements.conftest import Teller

FIRST, DAYS = date(2022, 5, 15), 6


class Life:
    """Two people and a shop at two banks, and what they have done so far."""

    def __init__(self, world: World, seed: int) -> None:
        self.world, self.dice = world, random.Random(seed)
        self.banks = [world.bank("icbc"), world.bank("boc")]
        self.people = [world.person(bank) for bank in self.banks]
        self.sources = [world.fund(person, 100_000) for person in self.people]
        self.store = world.shop(self.banks[1])
        self.paid: list[int] = []
        self.held: list[int] = []

    def step(self) -> None:
        """Somebody does something; a refusal is fine."""
        one, amount = self.dice.randrange(2), self.dice.randrange(1, 5_000)
        me, other = self.people[one], self.people[1 - one]
        soon = self.world.clock.now() + 10**10
        acts: list[Any] = [
            Pay(me, amount, store=self.store),
            Pay(me, amount, "person", payee=other),
            Load(me, self.sources[one], amount),
            Unload(me, self.sources[one], amount),
            PlaceHold(me, amount, soon, store=self.store),
        ]
        acts += [RefundPayment(PaymentNo(self.dice.choice(self.paid)), amount)] if self.paid else []
        acts += [CaptureHold(PaymentNo(self.dice.choice(self.held)), amount)] if self.held else []
        acts += [ReleaseHold(PaymentNo(self.dice.choice(self.held)))] if self.held else []
        done = self.world.outcome(self.dice.choice(acts))
        if type(done).__name__ in ("Paid", "HoldPlaced"):
            (self.held if type(done).__name__ == "HoldPlaced" else self.paid).append(done.payment)
        assert not isinstance(done, Refusal) or done.code != "internal_error"
        self.world.wait(self.dice.randrange(1, 5 * 3_600 * 10**6))


@pytest.mark.parametrize("seed", [1, 3])
def test_the_parts_of_a_period_join_to_the_whole(world: World, seed: int) -> None:
    life, teller = Life(world, seed), Teller(world)
    for _ in range(45):
        life.step()
    last = FIRST + timedelta(days=DAYS)
    world.until(f"{last}T00:00:00+08:00")
    for wallet in (*life.people, world.shop_wallet(life.store)):
        whole = teller.of(wallet, FIRST, last)
        cut = FIRST + timedelta(days=life.dice.randrange(1, DAYS))
        parts = [teller.of(wallet, FIRST, cut - timedelta(days=1)), teller.of(wallet, cut, last)]
        joined = [line for part in parts for line in part.lines]
        assert [line._replace(number=0) for line in joined] == [line._replace(number=0) for line in whole.lines]
        assert whole.opening_minor + sum(line.amount_minor for line in whole.lines) == whole.closing_minor
        assert whole.closing_minor == world.balance(wallet)
        for before, after in pairwise((None, *whole.lines)):
            start = whole.opening_minor if before is None else before.balance_minor
            assert after is not None
            assert start + after.amount_minor == after.balance_minor >= 0
