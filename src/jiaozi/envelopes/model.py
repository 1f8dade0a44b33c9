"""The data of envelopes: rows, what is asked for, and what it comes to.

The money stays in the sender's wallet, reserved by the ledger, until a share is claimed: so it can only go to a
claimant or come back, and a wallet with an open envelope neither closes nor changes regime.
"""

from enum import IntEnum
from typing import Annotated, Final, Literal, NamedTuple

from jiaozi.bearer import Bearer
from jiaozi.clock import DAY_US
from jiaozi.kinds import (
    Count,
    EnvelopeNo,
    Fen,
    FenOrZero,
    HolderNo,
    Inside,
    Instant,
    JournalNo,
    Names,
    OrNone,
    PaymentNo,
    Range,
    Secret,
    Sha256,
    TransferNo,
    WalletNo,
)
from jiaozi.records import dataclass

SHARES_MAX: Final = 1_000
OPEN_US: Final = DAY_US
"""How long an envelope can be claimed."""
TOKENS: Final = Bearer("hb")
Division = Literal["named", "equal", "lucky"]
Shares = Annotated[int, Range(1, SHARES_MAX)]


class DivisionKind(IntEnum):
    """How an envelope's amount is divided: one share for a named wallet, equal shares, or shares by lucky draw."""

    NAMED = 1
    EQUAL = 2
    LUCKY = 3


DIVISIONS: Final = {"named": DivisionKind.NAMED, "equal": DivisionKind.EQUAL, "lucky": DivisionKind.LUCKY}
DivisionNumber = Annotated[int, Names(tuple((int(kind), name) for name, kind in DIVISIONS.items()))]


class EnvelopeState(IntEnum):
    """Where an envelope stands. Only an open one reserves money, and none opens again."""

    OPEN = 0
    EMPTY = 1
    RETURNED = 2


EnvelopeStateNumber = Annotated[int, Names(tuple((int(state), state.name.lower()) for state in EnvelopeState))]


@dataclass(slots=True)
class Envelope:
    """A row of `envelopes`."""

    id: EnvelopeNo
    wallet: WalletNo
    division: DivisionNumber
    recipient: OrNone[WalletNo]
    amount_minor: Fen
    shares: Count
    claimed_minor: FenOrZero
    taken: Count
    state: EnvelopeStateNumber
    token_hash: Secret[Sha256]
    sent_at: Instant
    expires_at: Instant
    ended_at: OrNone[Instant]

    @property
    def hold(self) -> TransferNo:
        """The ledger's hold on its money, which has its number."""
        return TransferNo(self.id)

    @property
    def left_minor(self) -> int:
        """What nobody has claimed, in minor units."""
        return self.amount_minor - self.claimed_minor

    @property
    def shares_left(self) -> int:
        """How many shares nobody has claimed."""
        return self.shares - self.taken


@dataclass(slots=True)
class EnvelopeClaim:
    """A row of `envelope_claims`: a holder's share, the `number`th of its envelope, into a `wallet`. `payment` is from
    sender to claimant; 0 for the sender's own share."""

    envelope: EnvelopeNo
    holder: HolderNo
    wallet: WalletNo
    number: Count
    amount_minor: Fen
    journal: JournalNo
    payment: OrNone[PaymentNo]
    at: Instant


@dataclass(frozen=True, slots=True)
class SendEnvelope:
    """Puts an amount aside for a `recipient` (`named`), or for as many as there are `shares`: in equal parts, or by
    lucky draw. Who is given the token may claim a share for 24 hours; the rest comes back. The token is in this answer
    only."""

    wallet: WalletNo
    division: Division
    amount_minor: Fen
    shares: Shares = 1
    recipient: OrNone[WalletNo] = WalletNo(0)
    token_hash: Inside[Secret[str]] = ""
    """Of its secret, which itself never comes here."""


@dataclass(frozen=True, slots=True)
class ClaimEnvelope:
    """Takes a share of an envelope into a wallet; one for each holder. Final when it is answered, like any payment."""

    envelope: EnvelopeNo
    token_hash: Secret[Sha256]
    wallet: WalletNo


@dataclass(frozen=True, slots=True)
class ExpireEnvelope:
    """Gives back what is left of an envelope whose time is over; the worker's own act."""

    envelope: EnvelopeNo


class EnvelopeSent(NamedTuple):
    """An amount is put aside."""

    envelope: EnvelopeNo
    wallet: WalletNo
    division: Division
    amount_minor: Fen
    shares: Count
    recipient: OrNone[WalletNo]
    expires_at: Instant


class EnvelopeClaimed(NamedTuple):
    """A share is in the wallet that claimed it."""

    envelope: EnvelopeNo
    number: Count
    amount_minor: Fen
    journal: JournalNo
    payment: OrNone[PaymentNo]
    claimed_at: Instant


class EnvelopeReturned(NamedTuple):
    """What nobody claimed is the sender's again."""

    envelope: EnvelopeNo
    journal: JournalNo
    returned_minor: Fen
