"""The data of programs. Amounts in fen, times in microseconds, days of China.

An envelope is its holder's money from the claim on: it stands in one account for each wallet and program (a `Pocket`),
and the claims add up to it. A voucher is a right on the program's pot, which keeps the most that it can come to.
"""

from enum import IntEnum
from typing import Annotated, Final, Literal

from jiaozi.kinds import (
    AccountNo,
    ClaimNo,
    Count,
    Day,
    Fen,
    FenOrZero,
    Instant,
    InstitutionNo,
    MerchantNo,
    Name,
    Names,
    OrNone,
    PaymentNo,
    ProgramNo,
    Sha256,
    TransferNo,
    WalletNo,
)
from jiaozi.records import dataclass
from jiaozi.scheme.entries import Place
from jiaozi.scheme.model import RegimeNumber

ProgramKindName = Literal["envelope", "voucher"]
ProgramStateName = Literal["draft", "open", "paused", "stopped", "ended"]


class ProgramKind(IntEnum):
    """What a claim is: the holder's own money for a purpose, or a right on the pot."""

    ENVELOPE = 1
    VOUCHER = 2


class ProgramState(IntEnum):
    """Only an `OPEN` program gives claims, and only its claims are spent. A `STOPPED` one takes back what is not spent;
    an `ENDED` one has."""

    DRAFT = 0
    OPEN = 1
    PAUSED = 2
    STOPPED = 3
    ENDED = 4


class ClaimState(IntEnum):
    """Only an `OPEN` claim has something left. What an `UNBOUND` one had is its holder's own money, for any purpose;
    what a `PASSED` one had is another holder's claim."""

    OPEN = 0
    USED = 1
    GIVEN_BACK = 2
    EXPIRED = 3
    UNBOUND = 4
    PASSED = 5


class PotReturn(IntEnum):
    """How money came back from a claim to the pot: its holder gave it back, its time was over, or a refund brought it
    when the claim was over. The numbers are those of the lineage's steps."""

    GIVEN_BACK = 3
    EXPIRED = 4
    REFUNDED = 5


PROGRAM_KINDS: Final = {"envelope": ProgramKind.ENVELOPE, "voucher": ProgramKind.VOUCHER}
PROGRAM_STATES: Final = {int(state): state.name.lower() for state in ProgramState}
CLAIM_STATES: Final = {int(state): state.name.lower() for state in ClaimState}
ProgramKindNumber = Annotated[int, Names(tuple((int(kind), name) for name, kind in PROGRAM_KINDS.items()))]
ProgramStateNumber = Annotated[int, Names(tuple(PROGRAM_STATES.items()))]
ClaimStateNumber = Annotated[int, Names(tuple(CLAIM_STATES.items()))]
_VOUCHER: Final = int(ProgramKind.VOUCHER)
OPEN_MAX: Final = 100
"""Open claims of one wallet: each of its payments looks at all of them."""
GRANTED_MAX: Final = 80
"""So many of them may be there for a further one to be granted; the rest is the holder's own to take."""
RECEIVED_MAX: Final = 40
"""So many may be there for a further one to be received from another holder: the rest is for grants, and one's own."""
RECEIVED_OF_ONE: Final = 10
"""So many claims a wallet receives of a program whose terms bound none, over all its time."""
REOPENED_MAX: Final = 200
"""So many may be there for a refund to open a further one again; it goes to the program's pot instead."""
LIVE: Final = (int(ProgramState.OPEN), int(ProgramState.PAUSED))
"""States in which claims keep what they have."""


@dataclass(slots=True)
class Program:
    """A row of `programs`. `account` is its pot, in the book of its operator's `regime` at the time.

    What was paid in (`budget_minor`) is what nobody has claimed, what claims hold (`held_minor`: in pockets, or kept in
    the pot for vouchers), what was spent and what went back to the `funder`. `claims` is how many there were, `open`
    how many of them are open, `unused` how many came back whole, which the quota does not count. Of what nobody has
    claimed `promised_minor` is set aside for so many claims that are `promised`, and is not free. `unbound_minor` is
    what became its holders' own. `borne_minor` is what merchants bore of what claims paid, which is not spent: it stays
    in the pot until the program is over, for refunds. `terms` is the SHA-256 of the terms. `expires_at` is a midnight
    of China, `stopped_at` when it was stopped (0 also of those stopped before that was kept), `paused_at` since when it
    is paused, or was when it was stopped.
    """

    id: ProgramNo
    funder: WalletNo
    operator: InstitutionNo
    regime: RegimeNumber
    account: AccountNo
    kind: ProgramKindNumber
    name_en: Name
    name_zh: Name
    terms: Sha256
    state: ProgramStateNumber
    opens_at: Instant
    claims_until: Instant
    expires_at: Instant
    quota: Count
    budget_minor: FenOrZero
    held_minor: FenOrZero
    spent_minor: FenOrZero
    reclaimed_minor: FenOrZero
    claims: Count
    open: Count
    created_at: Instant
    unused: Count = 0
    promised: Count = 0
    promised_minor: FenOrZero = 0
    unbound_minor: FenOrZero = 0
    stopped_at: OrNone[Instant] = 0
    borne_minor: FenOrZero = 0
    paused_at: OrNone[Instant] = 0

    @property
    def free_minor(self) -> int:
        """What nobody has claimed or was promised, in minor units."""
        gone = self.spent_minor + self.reclaimed_minor + self.unbound_minor
        return self.budget_minor - self.held_minor - self.promised_minor - self.borne_minor - gone

    @property
    def pot(self) -> Place:
        """Where its money stands that is in no pocket."""
        return Place(self.account, self.operator, self.regime)

    def stood_still(self, at: int) -> bool:
        """Whether two people had halted it, for now or for good, before an instant."""
        halted = self.paused_at or self.stopped_at
        return bool(halted) and halted < at

    def over(self, at: int) -> bool:
        """Whether nothing of it may be spent any more, ever."""
        return self.state in (ProgramState.STOPPED, ProgramState.ENDED) or at >= self.expires_at


def is_voucher(row: Program) -> bool:
    """Whether a program's claims are rights on its pot."""
    return row.kind == _VOUCHER


@dataclass(slots=True)
class Claim:
    """A row of `claims`: what a wallet has of a program. `number` counts within the program, from 1. `left_minor` is
    what may still be spent of an envelope, or what the pot keeps for a voucher. `passes` is how often it was passed on;
    it has the value, the day and the end of the first one."""

    id: ClaimNo
    program: ProgramNo
    wallet: WalletNo
    number: Count
    value_minor: Fen
    left_minor: FenOrZero
    state: ClaimStateNumber
    claimed_at: Instant
    expires_at: Instant
    passes: Count = 0


@dataclass(slots=True)
class Pocket:
    """A row of `pockets`: a wallet in a program. `account` is where its envelopes stand, 0 for vouchers; `claims` how
    many it has had, `received` how many of these others passed on to it; `uses` how many payments of `day` drew on
    them, where the terms bound that."""

    wallet: WalletNo
    program: ProgramNo
    account: OrNone[AccountNo]
    operator: InstitutionNo
    regime: RegimeNumber
    claims: Count
    day: Day
    uses: Count
    received: Count = 0

    @property
    def had(self) -> int:
        """How many claims it has taken itself, or was granted."""
        return self.claims - self.received

    @property
    def place(self) -> Place:
        """Where its envelopes stand."""
        return Place(self.account, self.operator, self.regime)


@dataclass(slots=True)
class PaymentSource:
    """A row of `payment_sources`: what a claim, or the payer's own money (0), paid a `wallet` of a payment that claims
    paid, and what of that came back to the claim; what its merchant bore of it, and had back. `n` is the order,
    `transfer` the first of it."""

    payment: PaymentNo
    n: Count
    claim: OrNone[ClaimNo]
    program: OrNone[ProgramNo]
    wallet: WalletNo
    amount_minor: Fen
    returned_minor: FenOrZero
    transfer: TransferNo
    borne_minor: FenOrZero = 0
    borne_back_minor: FenOrZero = 0


@dataclass(slots=True)
class Cofunder:
    """A row of `cofunders`: a merchant bears its share of what a program's claims pay, by terms of this SHA-256, from
    when it agreed until it has ended that; 0 while it holds. `acts` is how often it did the one or the other."""

    program: ProgramNo
    merchant: MerchantNo
    terms: Sha256
    agreed_at: Instant
    ended_at: OrNone[Instant]
    acts: Count = 0
