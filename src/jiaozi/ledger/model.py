"""The ledger's data: kinds of accounts, codes, legs and journals. No behaviour beyond what a word means.

Every account belongs to one book and one asset. `posted` counts in the account's own direction: a deposit and a claim
are both positive when there is money. Which way a debit moves it follows from its kind.
"""

from collections.abc import Sequence
from enum import IntEnum
from typing import Annotated, Final, NamedTuple

from jiaozi.kinds import (
    AccountNo,
    Day,
    Flag,
    Instant,
    InstitutionNo,
    JournalNo,
    Minor,
    Names,
    OrNone,
    Reference,
    TransferNo,
)
from jiaozi.money import ASSETS_BY_ID
from jiaozi.records import dataclass

DEBIT_NORMAL: Final = 100
"""Kinds from this number on grow when debited: what the book's owner has. Below it: what the owner owes."""

CHECKPOINT_EVERY: Final = 32
"""Each 32nd row of an account's chain is indexed by version, so any past row is at most 31 steps away."""

JOURNAL_LEGS_MAX: Final = 4096


class Kind(IntEnum):
    """Chart of accounts. Values below 100 are liabilities and equity of the book's owner, from 100 on assets."""

    WALLET = 1
    VAULT = 2
    RESERVE = 3
    MARGIN = 4
    BACKING = 5
    DEPOSIT = 6
    DUE_TO = 7
    POSITION = 8
    FUNDING = 9
    CLEARING = 10
    PLAIN = 11
    WALLET_DEPOSIT = 12
    WALLET_NONBANK = 13
    PURPOSE = 14
    """Purpose-bound: a program's pot, or what a wallet has of one."""
    ISSUED = 100
    RESERVE_CLAIM = 101
    MARGIN_CLAIM = 102
    VAULT_CLAIM = 103
    DUE_FROM = 104
    LENDING = 105
    CASH = 106
    PLAIN_DEBIT = 107
    EXPENSE = 108


AssetNumber = Annotated[int, Names(tuple((number, asset.code) for number, asset in ASSETS_BY_ID.items()))]
KindNumber = Annotated[int, Names(tuple((int(kind), kind.name.lower()) for kind in Kind))]

EARNING_KIND: Final = int(Kind.WALLET_DEPOSIT)
"""The kind of account whose balances are summed day by day, because they may earn interest."""


class Code(IntEnum):
    """Why money moved."""

    ISSUE = 1
    RETIRE = 2
    LOAD = 3
    UNLOAD = 4
    PAYMENT = 5
    REFUND = 6
    HOLD = 7
    CAPTURE = 8
    RELEASE = 9
    EXPIRE = 10
    SETTLEMENT = 11
    REGIME_CHANGE = 12
    FUNDING = 13
    DEPOSIT = 14
    WITHDRAWAL = 15
    CORRECTION = 16
    SALARY = 17
    PARTY_DUES = 18
    INTEREST = 19
    TRANSFER = 20
    FEE = 21
    POOL = 24
    """Between a wallet and its sub-wallets."""
    BUDGET = 25
    """From a funder into a program's pot."""
    CLAIM = 26
    """Out of a program's pot to a holder, for the program's purpose."""
    REDEEM = 27
    """Purpose-bound money pays."""
    RECLAIM = 28
    """Purpose-bound money that is not spent goes back: to its pot, and from there to its funder."""
    UNBIND = 29
    """Purpose-bound money becomes its holder's own, for any purpose."""
    PASS = 30
    """Purpose-bound money of one holder is another's, for the same purpose."""
    COFUND = 31
    """A merchant bears its share of what purpose-bound money paid it, or has that back with a refund."""
    INHERITANCE = 40
    """From an estate to an heir."""


CodeNumber = Annotated[int, Names(tuple((int(code), code.name.lower()) for code in Code))]


class Phase(IntEnum):
    """What a leg does: moves money at once, reserves it, or resolves an earlier reservation."""

    POSTED = 0
    PENDING = 1
    CAPTURED = 2
    VOIDED = 3
    EXPIRED = 4


PhaseNumber = Annotated[int, Names(tuple((int(phase), phase.name.lower()) for phase in Phase))]

POSTED: Final = int(Phase.POSTED)
PENDING: Final = int(Phase.PENDING)
VOIDED: Final = int(Phase.VOIDED)
EXPIRED: Final = int(Phase.EXPIRED)
MOVING: Final = (POSTED, int(Phase.CAPTURED))
"""As plain numbers, for the one place where looking a member up would be felt."""


class HoldState(IntEnum):
    """States of a hold. Only `PENDING` holds reserve money."""

    PENDING = 0
    POSTED = 1
    VOIDED = 2
    EXPIRED = 3


HoldStateNumber = Annotated[int, Names(tuple((int(state), state.name.lower()) for state in HoldState))]


@dataclass(slots=True)
class Account:
    """A row of `accounts`: one lane of an account. An account's id is a multiple of 16 and is its lane 0.

    `posted`, `pending_out`, `pending_in` and `floor` are minor units; `floor` None means without bound. `version`
    counts the rows of its chain, `last_transfer` is the newest of them, `changed_at` its recorded time.

    `fen_days` (积数) is the sum of the balances at the end of every day before the China day `counted_on`; it is kept
    for `EARNING_KIND` alone and is never reset, so what a span of days earned is a difference of two such sums.
    """

    id: AccountNo
    book: InstitutionNo
    asset: AssetNumber
    kind: KindNumber
    owner: int
    posted: int
    pending_out: int
    pending_in: int
    floor: int | None
    closed: Flag
    version: int
    last_transfer: OrNone[TransferNo]
    changed_at: OrNone[Instant]
    fen_days: int = 0
    counted_on: Day = 0

    @property
    def available(self) -> int:
        """What may still go out, in minor units above zero: posted minus pending out."""
        return self.posted - self.pending_out

    def fen_days_before(self, day: int) -> int:
        """The sum of the end-of-day balances of all days before `day`, which is not before `counted_on`."""
        return self.fen_days + self.posted * (day - self.counted_on)


@dataclass(slots=True)
class Hold:
    """A row of `holds`: what is left of a pending leg. Its id is that of the leg's transfer."""

    id: TransferNo
    debit: AccountNo
    credit: AccountNo
    amount: int
    remaining: int
    expires_at: Instant
    state: HoldStateNumber


class Leg(NamedTuple):
    """One movement of a journal: `amount_minor` from `debit` to `credit`.

    `hold` names the hold that a CAPTURED, VOIDED or EXPIRED leg resolves; for the latter two the amount is what is left
    and `amount_minor` is ignored. `expires_at` (microseconds) belongs to PENDING legs.
    """

    debit: AccountNo
    credit: AccountNo
    amount_minor: Minor
    code: CodeNumber
    phase: PhaseNumber = Phase.POSTED
    hold: OrNone[TransferNo] = TransferNo(0)
    expires_at: OrNone[Instant] = 0


class Journal(NamedTuple):
    """Legs that commit or fail together. `id` is also the id of the first transfer; the others follow it.

    `at` is the platform's time in microseconds. `effective_at` is set only by corrections.
    """

    id: JournalNo
    at: Instant
    legs: Sequence[Leg]
    reference: Reference | None = None
    effective_at: Instant | None = None


class Posted(NamedTuple):
    """Outcome of a journal: its id and the time it was recorded."""

    journal: JournalNo
    recorded_at: Instant


class Transfer(NamedTuple):
    """A row of `transfers`: immutable. Each side carries the account's version and balance after it, and the transfer
    before it in that account's chain."""

    id: TransferNo
    journal: JournalNo
    debit: AccountNo
    credit: AccountNo
    amount: int
    code: CodeNumber
    phase: PhaseNumber
    hold: OrNone[TransferNo]
    reference: Reference | None
    recorded_at: Instant
    effective_at: Instant | None
    debit_version: int
    debit_posted: int
    debit_previous: OrNone[TransferNo]
    credit_version: int
    credit_posted: int
    credit_previous: OrNone[TransferNo]
