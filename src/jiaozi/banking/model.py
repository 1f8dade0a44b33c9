"""Banking's data. An agreement is named by the wallet and the account that it links: at a bank here, or outside."""

from enum import IntEnum
from typing import Annotated, Final, Literal

from jiaozi.clock import china_date, china_day
from jiaozi.kinds import (
    BankAccountNo,
    CashCodeNo,
    Count,
    Day,
    ExternalAccountNo,
    Fen,
    FenOrZero,
    Flag,
    Instant,
    InstitutionNo,
    JournalNo,
    Names,
    OrNone,
    Range,
    WalletNo,
)
from jiaozi.records import dataclass


class Direction(IntEnum):
    """Which way cash goes."""

    IN = 1
    OUT = 2


DIRECTIONS: Final = {"in": Direction.IN, "out": Direction.OUT}
DIRECTION_NAMES: Final = {int(direction): name for name, direction in DIRECTIONS.items()}
DirectionNumber = Annotated[int, Names(tuple(DIRECTION_NAMES.items()))]


class CashState(IntEnum):
    """Where a cash code stands. An OPEN one may have expired."""

    OPEN = 0
    USED = 1
    CANCELLED = 2


CASH_STATES: Final = {int(state): state.name.lower() for state in CashState}
CashStateNumber = Annotated[int, Names(tuple(CASH_STATES.items()))]


class AgreementState(IntEnum):
    """Where an agreement stands. Only a SIGNED one lets money move."""

    PENDING = 0
    SIGNED = 1
    ENDED = 2


AGREEMENT_STATES: Final = {int(state): state.name.lower() for state in AgreementState}
AgreementStateNumber = Annotated[int, Names(tuple(AGREEMENT_STATES.items()))]


LinkedAccountNo = BankAccountNo | ExternalAccountNo
"""An account that a wallet is linked to: at a bank here, or outside."""
COUNT_MAX: Final = 1_000_000
Uses = Annotated[int, Range(1, COUNT_MAX)]
DirectionName = Literal["in", "out"]


@dataclass(slots=True)
class Agreement:
    """A row of `agreements`: what may move between a wallet and a bank account, in fen, counts and China's days.

    `valid_from` to `valid_until` is half open. `code_number` numbers the one-time codes sent, `codes_today` those of
    `code_day`; `attempts` are wrong tries of the newest. `cooling_minor` is what moved since the signing, as long as
    the cooling-off lasts.
    """

    wallet: WalletNo
    bank_account: LinkedAccountNo
    state: AgreementStateNumber
    single_minor: Fen
    daily_count: Uses
    daily_minor: Fen
    yearly_count: Uses
    yearly_minor: Fen
    valid_from: Instant
    valid_until: Instant
    proposed_at: Instant
    signed_at: OrNone[Instant]
    ended_at: OrNone[Instant]
    code_number: Count
    code_day: Day
    codes_today: Count
    code_expires_at: Instant
    attempts: Count
    cooling_minor: FenOrZero
    day: Day
    used_today_count: Count
    used_today_minor: FenOrZero
    year: Count
    used_year_count: Count
    used_year_minor: FenOrZero

    def at(self, at_us: int) -> "Agreement":
        """Itself, with the sums of past days and years gone. An instant of an earlier day counts in the newest day."""
        day = china_day(at_us)
        if day > self.day:
            self.day, self.used_today_count, self.used_today_minor = day, 0, 0
            year = china_date(at_us).year
            if year > self.year:
                self.year, self.used_year_count, self.used_year_minor = year, 0, 0
        return self

    def add(self, amount_minor: int) -> None:
        """Counts what has moved."""
        self.used_today_count += 1
        self.used_today_minor += amount_minor
        self.used_year_count += 1
        self.used_year_minor += amount_minor


@dataclass(slots=True)
class SettlementAccount:
    """A row of `settlement_accounts`: the one bank account that a corporate wallet is bound to; 0 for none."""

    wallet: WalletNo
    bank_account: OrNone[LinkedAccountNo]
    bound_at: Instant


@dataclass(slots=True)
class Sweep:
    """A row of `sweeps`: what a wallet holds above `ceiling_minor` goes to `bank_account` at `bank`, or to an account
    outside, whose `bank` is 0. Not before `retry_at`, when the last try was refused or its order is still under way."""

    wallet: WalletNo
    bank_account: LinkedAccountNo
    bank: OrNone[InstitutionNo]
    ceiling_minor: FenOrZero
    active: Flag
    set_at: Instant
    retry_at: OrNone[Instant]

    @property
    def outside(self) -> OrNone[ExternalAccountNo]:
        """The account at a bank outside that it goes to; 0 for one here."""
        return ExternalAccountNo(0 if self.bank else self.bank_account)


@dataclass(slots=True)
class CashCode:
    """A row of `cash_codes`: leave to pay `amount_minor` of cash in, or to draw it, until `expires_at`.

    `attempts` are wrong tries. `operator`, `journal` and `day` tell where, how and on which day of China it was used.
    """

    id: CashCodeNo
    wallet: WalletNo
    direction: DirectionNumber
    amount_minor: Fen
    state: CashStateNumber
    issued_at: Instant
    expires_at: Instant
    attempts: Count
    operator: OrNone[InstitutionNo]
    journal: OrNone[JournalNo]
    day: OrNone[Day]
