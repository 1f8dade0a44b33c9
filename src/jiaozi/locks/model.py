"""The data of locks: the row, its steps, what is asked for and what it comes to."""

from enum import IntEnum
from typing import Annotated, Final, Literal, NamedTuple

from jiaozi.kinds import (
    Count,
    Either,
    Fen,
    FenOrZero,
    Flag,
    Instant,
    JournalNo,
    LockNo,
    Names,
    Note,
    OrNone,
    PaymentNo,
    Reference,
    Sha256,
    StoreNo,
    Tag,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass

AtEnd = Literal["return", "pay"]
AT_ENDS: Final[dict[AtEnd, int]] = {"return": 0, "pay": 1}
AtEndNumber = Annotated[int, Names(tuple((number, name) for name, number in AT_ENDS.items()))]


class LockState(IntEnum):
    """Where a lock stands. Only an `OPEN` one still reserves money."""

    OPEN = 0
    RELEASED = 1
    RETURNED = 2
    EXPIRED = 3


LOCK_STATES: Final = {int(state): state.name.lower() for state in LockState}
LockStateNumber = Annotated[int, Names(tuple(LOCK_STATES.items()))]
EndState = Literal["open", "released", "returned", "expired"]


class Act(IntEnum):
    """What a step of a lock was."""

    RELEASE = 0
    CLAIM = 1
    RETURN = 2
    END = 3


ActNumber = Annotated[int, Names(tuple(zip(map(int, Act), ("released", "claimed", "returned", "ended"), strict=True)))]
Preimage = Annotated[str, Text(64, 64, pattern="[0-9a-f]{64}", example="1" * 64)]
"""32 bytes in small hexadecimal."""
TITLE_MAX: Final = 80
_NO_ESCROW: Final = LockNo(0)
MilestoneTitle = Annotated[str, Text(TITLE_MAX)]


@dataclass(slots=True)
class Lock:
    """A row of `locks`. Its number is that of the held payment behind it (`payment`). `arbiter` is 0 where nobody
    decides, `digest` None where no preimage does. `due_at` is when the worker looks at it: its end, or later where it
    could not be paid then. `wrong_preimages` counts those that the payee has shown. Of an escrow's milestone `escrow`
    is the number of the first one's lock, `milestone` its place from 1 on, and `in_order` whether places are kept. The
    arbiter decides from `accepted_at` on (0: not yet), when the payee said that it agrees to it."""

    id: LockNo
    payment: PaymentNo
    payer: WalletNo
    payee: WalletNo
    arbiter: OrNone[WalletNo]
    store: OrNone[StoreNo]
    amount_minor: Fen
    released_minor: FenOrZero
    digest: Sha256 | None
    preimage: Preimage | None
    wrong_preimages: Count
    at_end: AtEndNumber
    ends_at: Instant
    due_at: Instant
    state: LockStateNumber
    steps: Count
    opened_at: Instant
    ended_at: OrNone[Instant]
    reference: Reference | None
    escrow: OrNone[LockNo] = _NO_ESCROW
    milestone: Count = 0
    title: MilestoneTitle = ""
    in_order: Flag = 0
    accepted_at: OrNone[Instant] = 0

    @property
    def decider(self) -> OrNone[WalletNo]:
        """The arbiter, once the payee has accepted it."""
        return self.arbiter if self.accepted_at else WalletNo(0)


@dataclass(slots=True)
class LockStep:
    """A row of `lock_steps`, which never change: what `party` did (0: the lock's own end) with the lock of a payment,
    what it moved, and what it said."""

    payment: PaymentNo
    number: Count
    act: ActNumber
    party: OrNone[WalletNo]
    amount_minor: FenOrZero
    journal: JournalNo
    at: Instant
    statement: Note


@dataclass(frozen=True, slots=True)
class OpenLock:
    """Reserves an amount of the payer's for a store, or a payee's wallet, until `ends_at`, at most a year ahead;
    `at_end` says what becomes then of what is left. The payer releases it, the payee may give it back. An `arbiter`,
    who is neither side and has shown its identity, may decide between the two once the payee has accepted it; whoever
    shows the preimage of `digest` (SHA-256) before the end has all of it released."""

    payer: WalletNo
    amount_minor: Fen
    ends_at: Instant
    at_end: AtEnd = "return"
    store: Either[StoreNo] = StoreNo(0)
    payee: Either[WalletNo] = WalletNo(0)
    arbiter: OrNone[WalletNo] = WalletNo(0)
    digest: Sha256 | None = None
    purpose: Tag = ""
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class ReleaseLock:
    """The payer, or the arbiter, lets the payee have an amount of a lock; the rest stays locked. `statement` says on
    what proof."""

    lock: LockNo
    party: WalletNo
    amount_minor: Fen
    statement: Note = ""


@dataclass(frozen=True, slots=True)
class ClaimLock:
    """Whoever shows the preimage of a lock's digest before its end lets the payee have all that is left of it. The
    preimage is kept, for the payer to read."""

    lock: LockNo
    party: WalletNo
    preimage: Preimage


@dataclass(frozen=True, slots=True)
class ReturnLock:
    """The payee, or the arbiter, gives all that is left of a lock back to the payer."""

    lock: LockNo
    party: WalletNo
    statement: Note = ""


@dataclass(frozen=True, slots=True)
class AcceptArbiter:
    """The payee agrees that a lock's arbiter decides; of a milestone, of all its escrow. Before, it decides nothing."""

    lock: LockNo
    party: WalletNo


@dataclass(frozen=True, slots=True)
class EndLock:
    """Does what a lock's terms say of the rest, once its end has come; the worker's own act."""

    lock: LockNo


class LockOpened(NamedTuple):
    """An amount is locked, by a payment that is held."""

    lock: LockNo
    payment: PaymentNo
    journal: JournalNo
    ends_at: Instant


class ArbiterAccepted(NamedTuple):
    """From now on the arbiter decides."""

    lock: LockNo
    arbiter: WalletNo
    accepted_at: Instant


class LockReleased(NamedTuple):
    """The payee has got a part of a lock. `released` is the sum so far, `left` what is still locked."""

    lock: LockNo
    journal: JournalNo
    released_minor: Fen
    left_minor: FenOrZero


class LockReturned(NamedTuple):
    """What was left of a lock was given back."""

    lock: LockNo
    journal: JournalNo
    returned_minor: Fen


class LockEnded(NamedTuple):
    """A lock has ended, or could not be paid yet and is looked at again: then its state is still `open`."""

    lock: LockNo
    state: EndState
    moved_minor: FenOrZero
    journal: OrNone[JournalNo]
