"""The data of standing payments: orders, what became of each due, what is asked for and what it comes to."""

from enum import IntEnum
from typing import Annotated, Final, Literal, NamedTuple, get_args

from jiaozi.kinds import (
    Count,
    Day,
    Either,
    Fen,
    FenOrZero,
    Instant,
    Names,
    OrNone,
    PaymentNo,
    Range,
    Reference,
    StandingPaymentNo,
    StoreNo,
    Tag,
    Text,
    WalletNo,
)
from jiaozi.mandates.dates import Schedule
from jiaozi.mandates.model import Cadence, CadenceNumber
from jiaozi.records import dataclass

CODE_MAX: Final = 40
MonthDay = Annotated[int, Range(1, 31)]
RefusalCode = Annotated[str, Text(CODE_MAX)]
"""Of the table of errors; empty where nothing was refused."""


class StandingState(IntEnum):
    """Where a standing payment stands. Only an `OPEN` one is paid; a `DONE` one has no due any more."""

    OPEN = 0
    PAUSED = 1
    ENDED = 2
    DONE = 3


StandingStateName = Literal["open", "paused", "ended", "done"]
STANDING_STATES: Final[dict[int, StandingStateName]] = dict(enumerate(get_args(StandingStateName)))
StandingStateNumber = Annotated[int, Names(tuple(STANDING_STATES.items()))]


class DueState(IntEnum):
    """What became of a due: `PAID`, `FAILED` when all its tries were refused, `MISSED` when a later one had come
    before it was looked at."""

    PAID = 0
    FAILED = 1
    MISSED = 2


DueStateName = Literal["paid", "failed", "missed"]
DUE_STATES: Final[dict[int, DueStateName]] = dict(enumerate(get_args(DueStateName)))
DueStateNumber = Annotated[int, Names(tuple(DUE_STATES.items()))]


@dataclass(slots=True)
class StandingPayment:
    """A row of `standing_payments`. `number` is that of the due that is looked at next, which is at `due_at`; `tries`
    of it were refused, the last with `code`; `look_at` is when the worker looks at it next, of a paused one when its
    schedule is over. `newest` is the latest due of which something was written down, by a wrong clock too."""

    id: StandingPaymentNo
    payer: WalletNo
    store: OrNone[StoreNo]
    payee: OrNone[WalletNo]
    amount_minor: Fen
    cadence: CadenceNumber
    starts_at: Instant
    on_day: OrNone[MonthDay]
    last_day: OrNone[Day]
    purpose: Tag
    reference: Reference | None
    number: Count
    newest: Count
    due_at: Instant
    look_at: Instant
    tries: Count
    code: RefusalCode
    times_paid: Count
    paid_minor: FenOrZero
    state: StandingStateNumber
    ordered_at: Instant
    ended_at: OrNone[Instant]

    @property
    def schedule(self) -> Schedule:
        """When it is due."""
        return Schedule(self.cadence, self.starts_at, self.on_day, self.last_day)


@dataclass(slots=True)
class StandingDue:
    """A row of `standing_dues`, which never change: what became of the `number`th due, after how many tries that were
    refused, the last with `code`. One that a wrong clock has not paid may come again: it is paid once."""

    standing_payment: StandingPaymentNo
    number: Count
    id: int
    due_at: Instant
    state: DueStateNumber
    tries: Count
    code: RefusalCode
    payment: OrNone[PaymentNo]
    at: Instant


@dataclass(frozen=True, slots=True)
class OrderStandingPayment:
    """A payer orders a fixed amount to be paid to a store, or to a payee's wallet: once at `starts_at`, or from then on
    every day, week or month at that time of day, up to `last_day` if one is said. A month that has no such day pays on
    its last; `on_day` says which day is meant where the start is on the last of a shorter month."""

    payer: WalletNo
    amount_minor: Fen
    cadence: Cadence
    starts_at: Instant
    store: Either[StoreNo] = StoreNo(0)
    payee: Either[WalletNo] = WalletNo(0)
    on_day: OrNone[MonthDay] = 0
    last_day: OrNone[Day] = 0
    purpose: Tag = ""
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class PauseStanding:
    """The payer lets nothing be paid until it resumes the standing payment; what falls due meanwhile is not paid
    later."""

    standing_payment: StandingPaymentNo
    payer: WalletNo


@dataclass(frozen=True, slots=True)
class ResumeStanding:
    """The payer lets a paused standing payment go on, with the next due that is still to come."""

    standing_payment: StandingPaymentNo
    payer: WalletNo


@dataclass(frozen=True, slots=True)
class EndStanding:
    """The payer ends a standing payment, for good."""

    standing_payment: StandingPaymentNo
    payer: WalletNo


@dataclass(frozen=True, slots=True)
class TendStanding:
    """Pays what is due of a standing payment, from its `number`th due on; the worker's own act."""

    standing_payment: StandingPaymentNo
    number: Count


class StandingOrdered(NamedTuple):
    """A standing payment was ordered; it is due first at `due_at`."""

    standing_payment: StandingPaymentNo
    due_at: Instant


class StandingSet(NamedTuple):
    """A standing payment is paused, goes on, or is over."""

    standing_payment: StandingPaymentNo
    state: StandingStateName


class StandingTended(NamedTuple):
    """What was due is paid, failed, or tried again later: then `payment` is none, and `number` is the same."""

    standing_payment: StandingPaymentNo
    number: Count
    payment: OrNone[PaymentNo]
    code: RefusalCode
