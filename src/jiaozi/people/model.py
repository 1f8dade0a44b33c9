"""The data of people: aliases, counted look-ups, requests to return money, guardianships, estates."""

import re
from enum import IntEnum
from typing import Annotated, Final, Literal, NamedTuple

from jiaozi.kinds import (
    Count,
    Day,
    FenOrZero,
    GuardianshipNo,
    HolderFreezeNo,
    HolderNo,
    Instant,
    JournalNo,
    Length,
    Names,
    OrNone,
    PaymentNo,
    Ppm,
    PrincipalNo,
    RefundNo,
    Sha256,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass

PAPERS_MAX: Final = 10
HEIRS_MAX: Final = 20
Papers = Annotated[tuple[Sha256, ...], Length(1, PAPERS_MAX)]
"""What shows it: the papers themselves stay outside."""
Digest = Annotated[str, Text(32, 32, pattern="[0-9a-f]{32}")]
"""A phone number as a blind index."""
ReturnReason = Literal["wrong_payee", "wrong_amount", "paid_twice"]
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(slots=True)
class Alias:
    """A row of `aliases`: a phone number, as a blind index, that leads to a wallet; 0 when it leads nowhere now."""

    digest: Digest
    wallet: OrNone[WalletNo]
    holder: HolderNo
    set_at: Instant


@dataclass(slots=True)
class Lookup:
    """A row of `lookups`: how many people a principal has looked up on its last day. Days in China."""

    principal: PrincipalNo
    day: Day
    used: Count


class ReturnState(IntEnum):
    """Where a request to return money stands; only an ASKED one waits for an answer."""

    ASKED = 0
    RETURNED = 1
    DECLINED = 2
    WITHDRAWN = 3
    EXPIRED = 4


RETURN_STATES: Final = {int(state): state.name.lower() for state in ReturnState}
ReturnStateNumber = Annotated[int, Names(tuple(RETURN_STATES.items()))]
REASONS: Final = {"wrong_payee": 1, "wrong_amount": 2, "paid_twice": 3}
REASON_NAMES: Final = {number: name for name, number in REASONS.items()}
ReasonNumber = Annotated[int, Names(tuple(REASON_NAMES.items()))]


@dataclass(slots=True)
class ReturnRequest:
    """A row of `return_requests`: the payer of `payment` asks its payee for the money. One for each payment.

    `refund` is the refund that gave `returned_minor` back, else 0. Times are 0 until they have happened.
    """

    payment: PaymentNo
    payer: WalletNo
    payee: WalletNo
    reason: ReasonNumber
    state: ReturnStateNumber
    asked_at: Instant
    expires_at: Instant
    answered_at: OrNone[Instant]
    refund: OrNone[RefundNo]
    returned_minor: FenOrZero


@dataclass(slots=True)
class Guardianship:
    """A row of `guardianships`: `guardian` acts for `ward` (both holders at one operator) until `until_at`."""

    id: GuardianshipNo
    ward: HolderNo
    guardian: HolderNo
    until_at: Instant
    papers: str
    appointed_at: Instant
    ended_at: OrNone[Instant]

    def in_force(self, at: int) -> bool:
        """Whether the guardian acts for the ward at an instant."""
        return not self.ended_at and at < self.until_at


@dataclass(slots=True)
class Estate:
    """A row of `holder_estates`: what a holder who died left at its operator, frozen by `holder_freeze` until it went
    to the heirs; then `amount_minor` was in the wallets or waited for the holder, and `interest_minor` was owed."""

    holder: HolderNo
    holder_freeze: HolderFreezeNo
    papers: str
    opened_at: Instant
    heir_papers: str
    amount_minor: FenOrZero
    interest_minor: FenOrZero
    journal: OrNone[JournalNo]
    settled_at: OrNone[Instant]


class EstatePart(NamedTuple):
    """A row of `estate_parts`: what the heir at place `n` was to get, and got, in minor units."""

    holder: HolderNo
    n: Count
    heir: WalletNo
    fixed_minor: FenOrZero
    share_ppm: Ppm
    amount_minor: FenOrZero


def papers_good(papers: tuple[str, ...]) -> bool:
    """Whether these are 1 to 10 different SHA-256 digests in small hexadecimal: the papers themselves stay outside."""
    return 0 < len(papers) <= PAPERS_MAX and len(set(papers)) == len(papers) and all(map(_DIGEST.fullmatch, papers))
