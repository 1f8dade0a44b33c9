"""The data of people: aliases, counted look-ups, requests to return money, guardianships, estates."""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, NamedTuple

PAPERS_MAX: Final = 10
HEIRS_MAX: Final = 20
_DIGEST: Final = re.compile(r"[0-9a-f]{64}", re.ASCII)


@dataclass(slots=True)
class Alias:
    """A row of `aliases`: a phone number, as a blind index, that leads to a wallet; 0 when it leads nowhere now."""

    digest: str
    wallet: int
    holder: int
    set_at: int


@dataclass(slots=True)
class Lookup:
    """A row of `lookups`: how many people a principal has looked up on its last day. Days in China."""

    principal: int
    day: int
    used: int


class ReturnState(IntEnum):
    """Where a request to return money stands; only an ASKED one waits for an answer."""

    ASKED = 0
    RETURNED = 1
    DECLINED = 2
    WITHDRAWN = 3
    EXPIRED = 4


RETURN_STATES: Final = {int(state): state.name.lower() for state in ReturnState}
REASONS: Final = {"wrong_payee": 1, "wrong_amount": 2, "paid_twice": 3}
REASON_NAMES: Final = {number: name for name, number in REASONS.items()}


@dataclass(slots=True)
class ReturnRequest:
    """A row of `return_requests`: the payer of `payment` asks its payee for the money. One for each payment.

    `refund` is the refund that gave `returned_minor` back, else 0. Times are 0 until they have happened.
    """

    payment: int
    payer: int
    payee: int
    reason: int
    state: int
    asked_at: int
    expires_at: int
    answered_at: int
    refund: int
    returned_minor: int


@dataclass(slots=True)
class Guardianship:
    """A row of `guardianships`: `guardian` acts for `ward` (both holders at one operator) until `until_at`."""

    id: int
    ward: int
    guardian: int
    until_at: int
    papers: str
    appointed_at: int
    ended_at: int

    def in_force(self, at: int) -> bool:
        """Whether the guardian acts for the ward at an instant."""
        return not self.ended_at and at < self.until_at


@dataclass(slots=True)
class Estate:
    """A row of `holder_estates`: what a holder who died left at its operator, frozen by `holder_freeze` until it went
    to the heirs; then `amount_minor` was in the wallets, and `interest_minor` was owed."""

    holder: int
    holder_freeze: int
    papers: str
    opened_at: int
    heir_papers: str
    amount_minor: int
    interest_minor: int
    journal: int
    settled_at: int


class EstatePart(NamedTuple):
    """A row of `estate_parts`: what the heir at place `n` was to get, and got, in minor units."""

    holder: int
    n: int
    heir: int
    fixed_minor: int
    share_ppm: int
    amount_minor: int


def papers_good(papers: tuple[str, ...]) -> bool:
    """Whether these are 1 to 10 different SHA-256 digests in small hexadecimal: the papers themselves stay outside."""
    return 0 < len(papers) <= PAPERS_MAX and len(set(papers)) == len(papers) and all(map(_DIGEST.fullmatch, papers))
