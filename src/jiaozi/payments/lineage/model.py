"""The data of the lineage: what was paid in, then each claim, each payment that drew on one, and what went back to the
funder."""

from enum import IntEnum
from typing import Annotated, Final, NamedTuple

from jiaozi.kinds import (
    ClaimNo,
    Count,
    Fen,
    FenOrZero,
    Instant,
    MerchantNo,
    Names,
    OrNone,
    PaymentNo,
    StoreNo,
    WalletNo,
)

PAYEES_MAX: Final = 1_000
"""Merchants in a region that are told of apart."""
CLAIMS_APART: Final = 10
"""So many claims at least paid what a funder is told of one merchant: of fewer it could know whose they were."""


class Step(IntEnum):
    """The steps of a fen, in the order in which they are listed."""

    FUNDED = 0
    CLAIMED = 1
    PAID = 2
    RECLAIMED = 3


StepNumber = Annotated[int, Names(tuple((int(step), step.name.lower()) for step in Step))]


class Entry(NamedTuple):
    """A step of some of a program's money. `wallet` is who had it then: the funder who paid in, the holder of the
    claim, the payer, or whoever got it back. Of a claim `left_minor` is still its own; of a payment `returned_minor`
    came back, and the rest is the `payee`'s, at a `store` of a `merchant`; `number` is its place among what paid it."""

    step: StepNumber
    at: Instant
    amount_minor: Fen
    left_minor: FenOrZero
    returned_minor: FenOrZero
    wallet: WalletNo
    claim: OrNone[ClaimNo]
    payment: OrNone[PaymentNo]
    number: Count
    payee: OrNone[WalletNo]
    store: OrNone[StoreNo]
    merchant: OrNone[MerchantNo]
    category: str
    region: str
    id: int
    """By what it is found again within its step."""


Place = tuple[int, int, int]
"""Where a page ended: the step, and there the id of the last entry and the number behind its own."""


class Payee(NamedTuple):
    """What a merchant was paid in a region out of a program, less what came back, and by how many payments."""

    merchant: MerchantNo
    category: str
    region: str
    payments: Count
    spent_minor: Fen
