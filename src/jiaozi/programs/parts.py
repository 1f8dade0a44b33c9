"""Parts of terms that came later than the rest: what else becomes of an envelope's money than that it is spent. One
that is absent is written nowhere, so that terms of before keep their text and its SHA-256, and what they meant.
"""

from collections.abc import Iterator
from typing import Annotated, Final, Literal, TypeVar

from msgspec import UNSET, UnsetType

from jiaozi.clock import china_day
from jiaozi.kinds import UNSAID, Both, OrNone, Ppm, ProgramNo, Range
from jiaozi.records import dataclass

MILLION: Final = 1_000_000
DAYS_MAX: Final = 3_660
TIMES_MAX: Final = 1_000
RestName = Literal["reclaimed", "holder", "program"]


@dataclass(frozen=True, slots=True)
class Rest(Both):
    """What becomes of what is left: its funder has it back (`reclaimed`); what an envelope has left at its end is its
    `holder`'s own money; or what a program has left when it is over goes to another `program` of the same funder."""

    to: RestName = "reclaimed"
    program: OrNone[ProgramNo] = ProgramNo(0)


@dataclass(frozen=True, slots=True)
class Withdrawal(Both):
    """Whether a holder may make what an envelope has left its own money: from the `from_day`th day on, the day of the
    claim being the first, once `spent_ppm` of its value was spent."""

    allowed: bool = False
    from_day: Annotated[int, Range(1, DAYS_MAX)] = 1
    spent_ppm: Ppm = 0


@dataclass(frozen=True, slots=True)
class Passing(Both):
    """How many `times` an envelope may be passed on from holder to holder, each time all that it has left."""

    times: Annotated[int, Range(0, TIMES_MAX)] = 0


RestPart = Annotated[Rest | UnsetType, UNSAID]
WithdrawalPart = Annotated[Withdrawal | UnsetType, UNSAID]


@dataclass(frozen=True, slots=True)
class WhoPays(Both):
    """Who pays beside the funder: of each amount that a claim pays a merchant bears `merchant_ppm`, if it has
    agreed."""

    merchant_ppm: Ppm = 0


WhoPaysPart = Annotated[WhoPays | UnsetType, UNSAID]
PassingPart = Annotated[Passing | UnsetType, UNSAID]
RECLAIMED: Final = Rest()
ONWARD: Final = "rest.program"
"""The place of the program that has what is left."""
BOUND: Final = Withdrawal()
KEPT: Final = Passing()
FUNDER_PAYS: Final = WhoPays()
P = TypeVar("P")


def said(part: P | UnsetType, absent: P) -> P:
    """A part of terms, or what holds without it."""
    return absent if part is UNSET else part


def unsaid(part: P | UnsetType, absent: P) -> P | UnsetType:
    """A part as it is written: what says no more than its absence is absent."""
    return UNSET if part == absent else part


def rest_errors(rest: Rest, *, voucher: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with it, with the place."""
    if rest.to == "holder" and voucher:
        yield "rest.to", "of envelopes only"
    if (rest.to == "program") != bool(rest.program):
        yield ONWARD, "with `program`, and only then"


def withdrawal_errors(withdrawal: Withdrawal, valid_days: int, *, voucher: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with it, with the place. A claim is valid for so many days, 0 for as long as its program."""
    if withdrawal.allowed and voucher:
        yield "withdrawable.allowed", "of envelopes only"
    if not 1 <= withdrawal.from_day <= DAYS_MAX:
        yield "withdrawable.from_day", "not a number of days"
    elif withdrawal.allowed and valid_days and withdrawal.from_day > valid_days:
        yield "withdrawable.from_day", "it is never: a claim ends before"
    if not 0 <= withdrawal.spent_ppm < MILLION:
        yield "withdrawable.spent_ppm", "nothing would remain"


def may_withdraw(withdrawal: Withdrawal, value: int, left: int, claimed_at: int, at: int) -> bool:
    """Whether terms let a holder withdraw at an instant what a claim has left of its value, in minor units."""
    held_days = china_day(at) - china_day(claimed_at) + 1
    spent_enough = (value - left) * MILLION >= value * withdrawal.spent_ppm
    return withdrawal.allowed and held_days >= withdrawal.from_day and spent_enough


def passing_errors(passing: Passing, *, voucher: bool) -> Iterator[tuple[str, str]]:
    """What is wrong with it, with the place."""
    if not 0 <= passing.times <= TIMES_MAX:
        yield "transferable.times", "not a count"
    elif passing.times and voucher:
        yield "transferable.times", "of envelopes only"


def who_pays_errors(who_pays: WhoPays) -> Iterator[tuple[str, str]]:
    """What is wrong with it, with the place."""
    if not 0 <= who_pays.merchant_ppm < MILLION:
        yield "who_pays.merchant_ppm", "more than the whole"


def borne_of(who_pays: WhoPays, amount: int) -> int:
    """What a merchant bears of an amount that a claim pays, in minor units: rounded down."""
    return amount * who_pays.merchant_ppm // MILLION


def borne_back(borne: int, amount: int, returned: int) -> int:
    """What a merchant has back, in all, of what it has borne of an amount, once so much of that has come back: in
    proportion, rounded down; all of it with the last fen."""
    return borne * returned // amount
