"""The data of the lineage: what was paid in, then each claim, each payment that drew on one, what went back to the
funder, and what became its holders' own."""

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
    ProgramNo,
    StoreNo,
    WalletNo,
)
from jiaozi.programs.model import PotReturn

PAYEES_MAX: Final = 1_000
"""Merchants in a region that are told of apart."""


class Step(IntEnum):
    """The steps of a fen, in the order in which they are listed."""

    FUNDED = 0
    CLAIMED = 1
    PAID = 2
    GIVEN_BACK = int(PotReturn.GIVEN_BACK)
    EXPIRED = int(PotReturn.EXPIRED)
    REFUNDED = int(PotReturn.REFUNDED)
    RECLAIMED = 6
    UNBOUND = 7
    PASSED = 8


StepNumber = Annotated[int, Names(tuple((int(step), step.name.lower()) for step in Step))]


class Entry(NamedTuple):
    """A step of some of a program's money. `wallet` is who had it then: the funder who paid in, the holder of the claim
    (also of one from which it came back to the pot), the payer, or whoever got it back or for its own; `onward` is the
    program into whose pot it went. Of a claim `left_minor` is still its own; of a payment `returned_minor` came back,
    the merchant bore `borne_minor`, and the rest is the `payee`'s, at a `store` of a `merchant`; `number` is its place
    among what paid it."""

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
    onward: OrNone[ProgramNo]
    former: OrNone[ClaimNo]
    borne_minor: FenOrZero
    id: int
    """By what it is found again within its step."""


Place = tuple[int, int, int]
"""Where a page ended: the step, and there the id of the last entry and the number behind its own."""


class Payee(NamedTuple):
    """What a merchant was paid in a region out of a program, less what came back, and by how many payments. `wallets`
    have something of it left, one of them `most_minor`, and no other more."""

    merchant: MerchantNo
    category: str
    region: str
    payments: Count
    wallets: Count
    most_minor: Fen
    spent_minor: Fen
