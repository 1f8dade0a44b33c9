"""The splits' data: plans with their parts, and what each party got of a payment and gave back."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class PlanState(IntEnum):
    """Where a plan stands. Payments are split by an `ACTIVE` one alone: all its sellers have agreed."""

    PROPOSED = 0
    ACTIVE = 1
    ENDED = 2


class Remainder(IntEnum):
    """Who gets fractions of a minor unit."""

    PLATFORM = 1
    LARGEST = 2


PLAN_STATES: Final = {int(state): state.name.lower() for state in PlanState}
REMAINDERS: Final = {"platform": Remainder.PLATFORM, "largest_remainder": Remainder.LARGEST}
REMAINDER_NAMES: Final = {int(number): name for name, number in REMAINDERS.items()}


@dataclass(slots=True)
class SplitPlan:
    """A row of `split_plans`. `store` is the platform's, `merchant` the platform; `sellers` is how many parts it
    has."""

    id: int
    store: int
    merchant: int
    name: str
    remainder: int
    sellers: int
    agreed: int
    state: int
    proposed_at: int
    ended_at: int


@dataclass(slots=True)
class PlanPart:
    """A row of `split_plan_parts`: a seller's fixed amount in minor units, and its share of the rest in parts per
    million. `n` counts from 1; `agreed_at` is 0 until the seller has agreed."""

    plan: int
    n: int
    seller: int
    fixed_minor: int
    share_ppm: int
    agreed_at: int


@dataclass(slots=True)
class SplitPart:
    """A row of `split_parts`: what a party got of a payment, and has given back. `n` 0 is the platform; `transfer` is
    the first transfer of its part of the journal."""

    payment: int
    n: int
    plan: int
    merchant: int
    wallet: int
    amount_minor: int
    refunded_minor: int
    transfer: int
