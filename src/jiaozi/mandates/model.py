"""The data of mandates: what a payer allows, what was collected, what is asked for and what it comes to."""

from enum import IntEnum
from typing import Annotated, Final, Literal, NamedTuple, get_args

from jiaozi.kinds import (
    AccountOrNone,
    Count,
    Day,
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    Length,
    MandateNo,
    MerchantNo,
    Names,
    OrNone,
    PaymentNo,
    Range,
    Reference,
    StoreNo,
    Tag,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass

DEBITS_MAX: Final = 10_000
Pays = Literal["due", "presented"]
PAYS: Final[dict[Literal["due", "presented", "none"], int]] = {"none": 0, "due": 1, "presented": 2}
PaysNumber = Annotated[int, Names(tuple((number, name) for name, number in PAYS.items()))]
"""When a bill of a mandate's account is paid; `none` where it is for no bills."""
Period = Literal["day", "week", "month"]
Cadence = Literal["day", "week", "month", "once"]
CADENCES: Final[dict[Cadence, int]] = {"day": 0, "week": 1, "month": 2, "once": 3}
CadenceNumber = Annotated[int, Names(tuple((number, name) for name, number in CADENCES.items()))]
PeriodNumber = Annotated[int, Names(tuple((CADENCES[name], name) for name in get_args(Period)))]
MandateBound = Literal["last_day", "debits_max"]
Debits = Annotated[int, Range(1, DEBITS_MAX)]
DebitNumber = Annotated[str, Text(32, 1, pattern="[0-9A-Za-z-]{1,32}", example="2026-03-0001")]
"""The merchant's own, once for all that it collects by one mandate."""


class MandateState(IntEnum):
    """Where a mandate stands. Only an `OPEN` one is collected by; an `ENDED` one never again."""

    OPEN = 0
    PAUSED = 1
    ENDED = 2


MandateStateName = Literal["open", "paused", "ended"]
MANDATE_STATES: Final[dict[int, MandateStateName]] = dict(enumerate(get_args(MandateStateName)))
MandateStateNumber = Annotated[int, Names(tuple(MANDATE_STATES.items()))]


@dataclass(slots=True)
class Mandate:
    """A row of `mandates`: its terms as they are now, the `version`th, and what was collected by it. `period_minor`
    was collected in the period that began on `period_day`, the newest debit's; `latest_day` is the latest such day that
    there is, which a wrong clock may have gone to. `refusals` counts how often on `refused_day` its merchant heard that
    the payer cannot pay. `ends_at` is the end of its last day, `UNENDING` where it has none. One with an `account` is
    for its merchant's bills of it alone, which are paid when `pays_bills` says."""

    id: MandateNo
    payer: WalletNo
    merchant: MerchantNo
    per_debit_minor: Fen
    per_period_minor: Fen
    cadence: PeriodNumber
    first_day: Day
    last_day: OrNone[Day]
    debits_max: OrNone[Debits]
    version: Count
    debits: Count
    collected_minor: FenOrZero
    period_day: OrNone[Day]
    period_minor: FenOrZero
    latest_day: OrNone[Day]
    collected_at: OrNone[Instant]
    refused_day: OrNone[Day]
    refusals: Count
    state: MandateStateNumber
    given_at: Instant
    ends_at: Instant
    ended_at: OrNone[Instant]
    reference: Reference | None
    account: AccountOrNone = ""
    pays_bills: PaysNumber = 0


UNENDING: Final = 2**62
"""After every instant there is."""


@dataclass(slots=True)
class MandateTerms:
    """A row of `mandate_terms`, which never change: what the payer allowed, the `version`th time it said so."""

    mandate: MandateNo
    version: Count
    per_debit_minor: Fen
    per_period_minor: Fen
    last_day: OrNone[Day]
    debits_max: OrNone[Debits]
    at: Instant


@dataclass(slots=True)
class MandateDebit:
    """A row of `mandate_debits`, which never change: what was collected under the merchant's `number`, the `place`th
    of its mandate, by which version of the terms, and with it what its period came to."""

    mandate: MandateNo
    number: DebitNumber
    id: int
    place: Count
    version: Count
    payment: PaymentNo
    store: StoreNo
    amount_minor: Fen
    day: Day
    period_day: Day
    period_minor: Fen
    at: Instant


@dataclass(frozen=True, slots=True)
class GiveMandate:
    """A payer lets a merchant collect from its wallet: at most so much at once and in each day, week (from Monday) or
    month of China's calendar, from `first_day` (today unless said) to `last_day` or without end, and at most
    `debits_max` times if that is said. The payer pauses or ends it at any time."""

    payer: WalletNo
    merchant: MerchantNo
    per_debit_minor: Fen
    per_period_minor: Fen
    cadence: Period
    first_day: OrNone[Day] = 0
    last_day: OrNone[Day] = 0
    debits_max: OrNone[Debits] = 0
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class ChangeMandate:
    """The payer says anew how much its merchant may collect, until when and how often. A last day or a number of debits
    that is left out stays as it was; one named in `lifts` limits no longer. What was collected before counts."""

    mandate: MandateNo
    payer: WalletNo
    per_debit_minor: Fen
    per_period_minor: Fen
    last_day: OrNone[Day] = 0
    debits_max: OrNone[Debits] = 0
    lifts: Annotated[tuple[MandateBound, ...], Length(0, 2)] = ()


@dataclass(frozen=True, slots=True)
class PauseMandate:
    """The payer lets nothing be collected until it resumes the mandate; nobody is asked."""

    mandate: MandateNo
    payer: WalletNo


@dataclass(frozen=True, slots=True)
class ResumeMandate:
    """The payer lets a paused mandate be collected by again."""

    mandate: MandateNo
    payer: WalletNo


@dataclass(frozen=True, slots=True)
class EndMandate:
    """The payer ends a mandate, for good; nobody is asked."""

    mandate: MandateNo
    payer: WalletNo


@dataclass(frozen=True, slots=True)
class ExpireMandate:
    """Ends a mandate whose last day is over; the worker's own act."""

    mandate: MandateNo


@dataclass(frozen=True, slots=True)
class CollectDebit:
    """A merchant collects an amount by a mandate, for one of its stores, under a `number` of its own: each is collected
    once. It is a payment, final and with all rules of one; its reference is the number unless another is said."""

    mandate: MandateNo
    number: DebitNumber
    store: StoreNo
    amount_minor: Fen
    purpose: Tag = ""
    reference: Reference | None = None


class MandateGiven(NamedTuple):
    """A merchant may collect."""

    mandate: MandateNo


class MandateChanged(NamedTuple):
    """A mandate has other terms."""

    mandate: MandateNo
    version: Count


class MandateSet(NamedTuple):
    """A mandate is paused, open again, or ended."""

    mandate: MandateNo
    state: MandateStateName


class DebitCollected(NamedTuple):
    """An amount was collected; `left_minor` is what may still be in this period."""

    mandate: MandateNo
    number: DebitNumber
    payment: PaymentNo
    journal: JournalNo
    paid_at: Instant
    amount_minor: Fen
    fee_minor: FenOrZero
    left_minor: FenOrZero
