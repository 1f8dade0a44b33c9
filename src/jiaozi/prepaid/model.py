"""The data of prepaid contracts: plans, contracts, their uses, bankruptcies, what is asked for and what it comes to."""

from enum import IntEnum
from typing import Annotated, Final, Literal, NamedTuple, get_args

from jiaozi.kinds import (
    Count,
    Fen,
    FenOrZero,
    Instant,
    JournalNo,
    MerchantNo,
    Name,
    Names,
    Note,
    OrNone,
    PaymentNo,
    PrepaidNo,
    PrepaidPlanNo,
    Range,
    Reason,
    Reference,
    StoreNo,
    Text,
    WalletNo,
)
from jiaozi.records import dataclass

USES_MAX: Final = 1_000
DAYS_MAX: Final = 730
Uses = Annotated[int, Range(1, USES_MAX)]
"""So many lessons, meals or visits."""
Bonus = Annotated[int, Range(0, USES_MAX)]
Days = Annotated[int, Range(1, DAYS_MAX)]
Recorder = Literal["consumer", "merchant"]
RECORDERS: Final[dict[Recorder, int]] = {"consumer": 0, "merchant": 1}
RecorderNumber = Annotated[int, Names(tuple((number, name) for name, number in RECORDERS.items()))]
Document = Annotated[str, Text(120, 1, example="(2026) Yu 05 Po 12")]
"""The number of a court's or another authority's paper."""


class PrepaidState(IntEnum):
    """Where a contract stands. Only an `OPEN` one still reserves money."""

    OPEN = 0
    USED = 1
    RETURNED = 2
    EXPIRED = 3
    BANKRUPT = 4


PrepaidStateName = Literal["open", "used", "returned", "expired", "bankrupt"]
PREPAID_STATES: Final[dict[int, PrepaidStateName]] = dict(enumerate(get_args(PrepaidStateName)))
PrepaidStateNumber = Annotated[int, Names(tuple(PREPAID_STATES.items()))]


class UseState(IntEnum):
    """What became of a use: `WAITING` was recorded by the merchant and may be objected to, `USED` is paid, `RETURNED`
    was still waiting when its contract ended and went back."""

    WAITING = 0
    USED = 1
    OBJECTED = 2
    RETURNED = 3


USE_STATES: Final = {int(state): state.name.lower() for state in UseState}
UseStateNumber = Annotated[int, Names(tuple(USE_STATES.items()))]


@dataclass(slots=True)
class PrepaidPlan:
    """A row of `prepaid_plans`: what a store sells. Only `withdrawn_at` changes, once."""

    id: PrepaidPlanNo
    store: StoreNo
    merchant: MerchantNo
    title_en: Name
    title_zh: Name
    uses: Uses
    bonus_uses: Bonus
    price_minor: Fen
    days: Days
    recorded_by: RecorderNumber
    offered_at: Instant
    withdrawn_at: OrNone[Instant]


@dataclass(slots=True)
class Prepaid:
    """A row of `prepaids`. Its number is that of the held payment behind it. `used` and `bonus_used` count the uses
    that are drawn, those that wait for an objection too; `paid_minor` is what the merchant has got. Uses up to number
    `decided` wait no more. `due_at` is when the worker looks at it next."""

    id: PrepaidNo
    prepaid_plan: PrepaidPlanNo
    payer: WalletNo
    payee: WalletNo
    store: StoreNo
    merchant: MerchantNo
    uses: Uses
    bonus_uses: Bonus
    price_minor: Fen
    recorded_by: RecorderNumber
    used: Count
    bonus_used: Count
    paid_minor: FenOrZero
    steps: Count
    decided: Count
    state: PrepaidStateNumber
    bought_at: Instant
    ends_at: Instant
    due_at: Instant
    ended_at: OrNone[Instant]
    returned_minor: FenOrZero
    reference: Reference | None

    @property
    def payment(self) -> PaymentNo:
        """The held payment behind it."""
        return PaymentNo(self.id)

    @property
    def amount_minor(self) -> Fen:
        """What was reserved when it was bought."""
        return self.uses * self.price_minor

    @property
    def uses_left(self) -> Count:
        """Paid and free uses that are not drawn."""
        return self.uses + self.bonus_uses - self.used - self.bonus_used


@dataclass(slots=True)
class PrepaidUse:
    """A row of `prepaid_uses`: the `number`th step of a contract, `paid_uses` for an amount and `free_uses` for
    nothing. `settles_at` is when the merchant is paid unless the consumer objects: at once (0) for her own."""

    prepaid: PrepaidNo
    number: Count
    recorded_by: RecorderNumber
    paid_uses: Count
    free_uses: Count
    amount_minor: FenOrZero
    state: UseStateNumber
    at: Instant
    settles_at: OrNone[Instant]
    decided_at: OrNone[Instant]
    journal: OrNone[JournalNo]
    statement: Note


@dataclass(slots=True)
class Bankruptcy:
    """A row of `bankruptcies`, which never change: that a merchant is bankrupt, why, and by which paper."""

    merchant: MerchantNo
    reason: Reason
    document: Document
    marked_at: Instant


@dataclass(frozen=True, slots=True)
class OfferPlan:
    """A merchant offers so many uses at a price each, valid so many days from when they are bought; `bonus_uses` are
    free and come last. Who records a use: the `consumer` confirms it, or the `merchant`, whom she may object to for a
    day. A plan never changes; it can be withdrawn."""

    store: StoreNo
    title_en: Name
    title_zh: Name
    uses: Uses
    price_minor: Fen
    days: Days
    bonus_uses: Bonus = 0
    recorded_by: Recorder = "consumer"


@dataclass(frozen=True, slots=True)
class WithdrawPlan:
    """A plan is sold no more. What was sold goes on."""

    prepaid_plan: PrepaidPlanNo


@dataclass(frozen=True, slots=True)
class BuyPrepaid:
    """A consumer buys a plan: its whole price is reserved in her wallet, and stays hers until it is used."""

    prepaid_plan: PrepaidPlanNo
    payer: WalletNo
    reference: Reference | None = None


@dataclass(frozen=True, slots=True)
class UsePrepaid:
    """The consumer confirms so many uses, whatever the plan says of who records them: the merchant is paid at once."""

    prepaid: PrepaidNo
    payer: WalletNo
    uses: Uses = 1


@dataclass(frozen=True, slots=True)
class RecordUse:
    """The merchant records so many uses where the plan lets it. It is paid after 24 hours, unless the consumer
    objects."""

    prepaid: PrepaidNo
    uses: Uses = 1


@dataclass(frozen=True, slots=True)
class ObjectUse:
    """The consumer objects to a use that the merchant recorded: it was none, and its money stays hers."""

    prepaid: PrepaidNo
    payer: WalletNo
    number: Count
    statement: Note = ""


@dataclass(frozen=True, slots=True)
class TakeBackPrepaid:
    """The consumer ends a contract and has all of her money back that is not used; nobody is asked. Uses that wait for
    an objection are paid now; she says by `steps_read` how far she has read, since what she has not she cannot have
    accepted."""

    prepaid: PrepaidNo
    payer: WalletNo
    steps_read: Count = 0


@dataclass(frozen=True, slots=True)
class TendPrepaid:
    """Does what has become due of a contract: pays uses that nobody objected to, ends it; the worker's own act."""

    prepaid: PrepaidNo


@dataclass(frozen=True, slots=True)
class MarkBankrupt:
    """Says that a merchant is bankrupt, for good: nothing is sold or used of its plans from then on, and every consumer
    gets back what she has not used."""

    merchant: MerchantNo
    reason: Reason
    document: Document


class PlanOffered(NamedTuple):
    """A plan can be bought."""

    prepaid_plan: PrepaidPlanNo


class PlanWithdrawn(NamedTuple):
    """A plan is sold no more."""

    prepaid_plan: PrepaidPlanNo


class PrepaidBought(NamedTuple):
    """A plan was bought, and its price is reserved."""

    prepaid: PrepaidNo
    journal: JournalNo
    amount_minor: Fen
    ends_at: Instant


class PrepaidUsed(NamedTuple):
    """Uses are confirmed and paid; bonus uses cost nothing, and have no journal."""

    prepaid: PrepaidNo
    number: Count
    amount_minor: FenOrZero
    uses_left: Count
    journal: OrNone[JournalNo]


class UseRecorded(NamedTuple):
    """Uses are recorded; they are paid at `settles_at`, unless the consumer objects."""

    prepaid: PrepaidNo
    number: Count
    uses_left: Count
    settles_at: Instant


class UseObjected(NamedTuple):
    """A recorded use was none."""

    prepaid: PrepaidNo
    number: Count
    uses_left: Count


class PrepaidReturned(NamedTuple):
    """A contract is over, and the rest of its money is the consumer's to spend."""

    prepaid: PrepaidNo
    paid_minor: FenOrZero
    returned_minor: FenOrZero


class PrepaidTended(NamedTuple):
    """What was due of a contract is done, or is tried again: then its state is still `open`."""

    prepaid: PrepaidNo
    state: PrepaidStateName
    paid_minor: FenOrZero
    returned_minor: FenOrZero


class MerchantBankrupt(NamedTuple):
    """A merchant is bankrupt."""

    merchant: MerchantNo
    marked_at: Instant
