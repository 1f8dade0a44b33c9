"""Split plans and parts on the wire: bodies, then answers."""

from typing import Annotated, Literal

from pydantic import Field

from jiaozi.wire.base import (
    PLAIN_TEXT,
    Answer,
    Body,
    DigitalYuan,
    DigitalYuanCeiling,
    MerchantId,
    Moment,
    Money,
    Reference,
    StoreId,
    Tag,
    WalletId,
)


class SellerShare(Body):
    """What a seller gets of each payment: a fixed amount, then a share of what is left after all fixed amounts."""

    seller: MerchantId
    fixed: DigitalYuanCeiling | None = None
    share_ppm: Annotated[int, Field(ge=0, le=1_000_000, examples=[950_000])] = 0


class SplitPlanProposal(Body):
    """A platform's plan for payments at one of its stores. What no seller gets is the platform's."""

    store: StoreId
    name: Annotated[str, Field(min_length=1, max_length=80, pattern=PLAIN_TEXT)]
    sellers: Annotated[list[SellerShare], Field(min_length=1, max_length=20)]
    remainder: Literal["platform", "largest_remainder"] = "platform"


class Agreement(Body):
    """The seller that agrees."""

    seller: MerchantId


class Ending(Body):
    """The platform or the seller that ends a plan."""

    merchant: MerchantId


class SplitPayment(Body):
    """A payment at the plan's store, split by the plan."""

    payer: WalletId
    amount: DigitalYuan
    purpose: Tag = ""
    reference: Reference | None = None


class SplitPlanProposed(Answer):
    """A plan was proposed."""

    split_plan: str


class SplitPlanSet(Answer):
    """A seller agreed, or a plan was ended."""

    split_plan: str
    state: str


class PlanPart(Answer):
    """A seller of a plan."""

    seller: str
    fixed: Money
    share_ppm: int
    agreed_at: Moment | None


class SplitPlan(Answer):
    """A split plan. `merchant` is the platform."""

    id: str
    merchant: str
    store: str
    name: str
    remainder: str
    state: str
    sellers: list[PlanPart]
    proposed_at: Moment
    ended_at: Moment | None


class Part(Answer):
    """What a party got of a payment, and has given back since; of that `advanced` was given by the platform for it."""

    merchant: str
    plan: str
    amount: Money
    refunded: Money
    advanced: Money
    transfer: str
