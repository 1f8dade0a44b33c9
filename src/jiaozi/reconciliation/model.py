"""The data of reconciliation. A day is one of China's; it is named by the account and the day.

Amounts are minor units of the account's asset; one with a sign is above zero when the account was credited, whatever
kind of account it is. Both books are the institution's own, so a credit here is a credit there.
"""

from enum import IntEnum
from typing import Annotated, Final, NamedTuple

from jiaozi.kinds import (
    AccountNo,
    Amount,
    Count,
    Day,
    EntrySide,
    Instant,
    InstitutionNo,
    JournalNo,
    Minor,
    Names,
    OrNone,
    PrincipalNo,
    Range,
    Sha256,
    Text,
    TransferNo,
)
from jiaozi.records import dataclass
from jiaozi.texts import identifier

ENTRIES_MAX: Final = 200_000
"""Entries of one account and day, here and there."""
BATCH_MAX: Final = 500
EXPLAINED_MAX: Final = 100
"""Breaks that are explained at once."""
REFERENCE_MAX: Final = 64
Sum = Annotated[int, Amount("", 0)]
CoreAccount = Annotated[str, Text(REFERENCE_MAX, fold=identifier, example="11050137510400000123")]
"""The number of an account in the bank's core, in its canonical form; empty where a statement names none."""
EntryReference = Annotated[str, Text(REFERENCE_MAX, example="jnl_0A1B2C3D4E5F6")]


class FileInvalid(ValueError):
    """A file is no statement that can be read. Says where and why, and repeats nothing of it."""


class DayState(IntEnum):
    """A day's entries come in batch after batch, are matched by the worker, and stand until the day is closed."""

    LOADING = 1
    LOADED = 2
    MATCHED = 3
    CLOSED = 4


DayStateNumber = Annotated[int, Names(tuple((int(state), state.name.lower()) for state in DayState))]


class BreakKind(IntEnum):
    """Why an entry has no counterpart that says the same on the same day."""

    MISSING_THERE = 1
    MISSING_HERE = 2
    AMOUNT_DIFFERS = 3
    DAY_DIFFERS = 4
    DUPLICATE = 5


BreakKindNumber = Annotated[int, Names(tuple((int(kind), kind.name.lower()) for kind in BreakKind))]


class BreakState(IntEnum):
    """What somebody said of a break: nothing yet, why it is so, or which journal made up for it."""

    OPEN = 1
    EXPLAINED = 2
    CORRECTED = 3


BreakStateNumber = Annotated[int, Names(tuple((int(state), state.name.lower()) for state in BreakState))]


@dataclass(slots=True)
class Reconciliation:
    """A row of `reconciliations`: an account's day.

    `file` is the digest of what is imported, by the `attempt`th import of the day; `round` numbers the matchings of all
    imports. `core_account` is the account that the statement names. Entries of earlier imports and breaks of earlier
    rounds stay as they were, and nobody counts them any more. `core_*` else is what the core's statement says,
    `loaded_*` what of it has come, `platform_*` what the ledger moved.
    `open_breaks` of the `breaks` are not explained, `explained_breaks` by words alone. `revision` rises with whatever
    is found or said of the day: who names one has read just that.
    """

    account: AccountNo
    day: Day
    operator: InstitutionNo
    state: DayStateNumber
    attempt: Count
    file: Sha256
    core_account: CoreAccount
    core_entries: Count
    core_credit_minor: Sum
    core_debit_minor: Sum
    loaded_entries: Count
    loaded_credit_minor: Sum
    loaded_debit_minor: Sum
    platform_entries: Count
    platform_credit_minor: Sum
    platform_debit_minor: Sum
    round: Count
    matched: Count
    breaks: Count
    open_breaks: Count
    imported_by: OrNone[PrincipalNo]
    loaded_at: OrNone[Instant]
    matched_at: OrNone[Instant]
    closed_by: OrNone[PrincipalNo]
    seconded_by: OrNone[PrincipalNo]
    closed_at: OrNone[Instant]
    reason: Annotated[str, Text(200)]
    revision: Count = 0
    explained_breaks: Count = 0

    @property
    def difference_minor(self) -> int:
        """What the core's day came to less what the platform's did."""
        core = self.core_credit_minor - self.core_debit_minor
        return core - (self.platform_credit_minor - self.platform_debit_minor)


@dataclass(slots=True)
class Break:
    """A row of `reconciliation_breaks`: what is between the two sides of a day, by its number there.

    `platform_minor` and `core_minor` are what either side says on this day, 0 when nothing; all breaks of a day add up
    to its difference. `entry` is the core's entry, by its number in the statement. `other_day` is the day on which the
    other side has it. `journal` made up for it.
    """

    account: AccountNo
    day: Day
    round: Count
    number: Count
    kind: BreakKindNumber
    state: BreakStateNumber
    platform_minor: int
    core_minor: int
    transfer: OrNone[TransferNo]
    entry: OrNone[Count]
    other_day: OrNone[Day]
    reference: EntryReference
    core_reference: EntryReference
    at: OrNone[Instant]
    reason: Annotated[str, Text(200)]
    journal: OrNone[JournalNo]
    said_by: OrNone[PrincipalNo]
    said_at: OrNone[Instant]

    @property
    def difference_minor(self) -> int:
        """What the core says less what the platform does."""
        return self.core_minor - self.platform_minor


@dataclass(slots=True)
class Correction:
    """A row of `reconciliation_corrections`: a journal made up for breaks of one round of one day, and for no
    others."""

    account: AccountNo
    journal: JournalNo
    day: Day
    round: Count


class CoreEntry(NamedTuple):
    """A line of the core's statement. `at` is 0 where it names no time."""

    number: Count
    minor: int
    at: OrNone[Instant]
    reference: EntryReference
    core_reference: EntryReference


class PlatformEntry(NamedTuple):
    """A movement of the account on the ledger, and the words by which the core may name it."""

    transfer: TransferNo
    journal: JournalNo
    minor: int
    at: Instant
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CoreLine:
    """An entry of the core's statement. `reference` is the end-to-end identification: the platform's transfer or
    journal, or the reference it was asked with. `core_reference` is the bank's own."""

    side: EntrySide
    minor: Minor
    at: OrNone[Instant] = 0
    reference: EntryReference = ""
    core_reference: EntryReference = ""

    @property
    def signed_minor(self) -> int:
        """Above zero for a credit."""
        return self.minor if self.side == "credit" else -self.minor


class Found(NamedTuple):
    """A break as matching finds it."""

    kind: BreakKindNumber
    platform_minor: int
    core_minor: int
    transfer: OrNone[TransferNo] = TransferNo(0)
    entry: OrNone[Count] = 0
    other_day: OrNone[Day] = 0
    reference: EntryReference = ""
    core_reference: EntryReference = ""
    at: OrNone[Instant] = 0


EntryNumber = Annotated[int, Range(1, ENTRIES_MAX)]
