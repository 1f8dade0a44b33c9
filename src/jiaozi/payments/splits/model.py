"""The splits' data: plans with their parts, and what each party got of a payment and gave back."""

from collections.abc import Mapping
from enum import IntEnum
from typing import Annotated, Final, Literal

from jiaozi.kinds import (
    Count,
    FenOrZero,
    Instant,
    MerchantNo,
    Names,
    OrNone,
    PaymentNo,
    Ppm,
    SplitPlanNo,
    StoreNo,
    Text,
    TransferNo,
    WalletNo,
)
from jiaozi.records import dataclass

PlanName = Annotated[str, Text(80, 1)]
PlanStateName = Literal["proposed", "active", "ended"]
RemainderName = Literal["platform", "largest_remainder"]


class PlanState(IntEnum):
    """Where a plan stands. Payments are split by an `ACTIVE` one alone: all its sellers have agreed."""

    PROPOSED = 0
    ACTIVE = 1
    ENDED = 2


class Remainder(IntEnum):
    """Who gets fractions of a minor unit."""

    PLATFORM = 1
    LARGEST = 2


PLAN_STATES: Final[Mapping[int, PlanStateName]] = {
    PlanState.PROPOSED: "proposed",
    PlanState.ACTIVE: "active",
    PlanState.ENDED: "ended",
}
REMAINDERS: Final = {"platform": Remainder.PLATFORM, "largest_remainder": Remainder.LARGEST}
REMAINDER_NAMES: Final = {int(number): name for name, number in REMAINDERS.items()}
PlanStateNumber = Annotated[int, Names(tuple(PLAN_STATES.items()))]
RemainderNumber = Annotated[int, Names(tuple(REMAINDER_NAMES.items()))]


@dataclass(slots=True)
class SplitPlan:
    """A row of `split_plans`. `store` is the platform's, `merchant` the platform; `sellers` is how many parts it
    has."""

    id: SplitPlanNo
    store: StoreNo
    merchant: MerchantNo
    name: PlanName
    remainder: RemainderNumber
    sellers: Count
    agreed: Count
    state: PlanStateNumber
    proposed_at: Instant
    ended_at: OrNone[Instant]


@dataclass(slots=True)
class PlanPart:
    """A row of `split_plan_parts`: a seller's fixed amount in minor units, and its share of the rest in parts per
    million. `n` counts from 1; `agreed_at` is 0 until the seller has agreed."""

    plan: SplitPlanNo
    n: Count
    seller: MerchantNo
    fixed_minor: FenOrZero
    share_ppm: Ppm
    agreed_at: OrNone[Instant]


@dataclass(slots=True)
class SplitPart:
    """A row of `split_parts`: what a party got of a payment, and has given back. `n` 0 is the platform; `transfer` is
    the first transfer of its part of the journal."""

    payment: PaymentNo
    n: Count
    plan: SplitPlanNo
    merchant: MerchantNo
    wallet: WalletNo
    amount_minor: FenOrZero
    refunded_minor: FenOrZero
    transfer: TransferNo
