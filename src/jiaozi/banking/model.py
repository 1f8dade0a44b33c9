"""Banking's data. An agreement is named by the wallet and the account that it links: at a bank here, or outside."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from jiaozi.clock import china_date, china_day


class Direction(IntEnum):
    """Which way cash goes."""

    IN = 1
    OUT = 2


DIRECTIONS: Final = {"in": Direction.IN, "out": Direction.OUT}
DIRECTION_NAMES: Final = {int(direction): name for name, direction in DIRECTIONS.items()}


class CashState(IntEnum):
    """Where a cash code stands. An OPEN one may have expired."""

    OPEN = 0
    USED = 1
    CANCELLED = 2


CASH_STATES: Final = {int(state): state.name.lower() for state in CashState}


class AgreementState(IntEnum):
    """Where an agreement stands. Only a SIGNED one lets money move."""

    PENDING = 0
    SIGNED = 1
    ENDED = 2


AGREEMENT_STATES: Final = {int(state): state.name.lower() for state in AgreementState}


@dataclass(slots=True)
class Agreement:
    """A row of `agreements`: what may move between a wallet and a bank account, in fen, counts and China's days.

    `valid_from` to `valid_until` is half open. `code_number` numbers the one-time codes sent, `codes_today` those of
    `code_day`; `attempts` are wrong tries of the newest. `cooling_minor` is what moved since the signing, as long as
    the cooling-off lasts.
    """

    wallet: int
    bank_account: int
    state: int
    single_minor: int
    daily_count: int
    daily_minor: int
    yearly_count: int
    yearly_minor: int
    valid_from: int
    valid_until: int
    proposed_at: int
    signed_at: int
    ended_at: int
    code_number: int
    code_day: int
    codes_today: int
    code_expires_at: int
    attempts: int
    cooling_minor: int
    day: int
    used_today_count: int
    used_today_minor: int
    year: int
    used_year_count: int
    used_year_minor: int

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

    wallet: int
    bank_account: int
    bound_at: int


@dataclass(slots=True)
class Sweep:
    """A row of `sweeps`: what a wallet holds above `ceiling_minor` goes to `bank_account` at `bank`, or to an account
    outside, whose `bank` is 0. Not before `retry_at`, when the last try was refused or its order is still under way."""

    wallet: int
    bank_account: int
    bank: int
    ceiling_minor: int
    active: int
    set_at: int
    retry_at: int

    @property
    def outside(self) -> int:
        """The account at a bank outside that it goes to; 0 for one here."""
        return 0 if self.bank else self.bank_account


@dataclass(slots=True)
class CashCode:
    """A row of `cash_codes`: leave to pay `amount_minor` of cash in, or to draw it, until `expires_at`.

    `attempts` are wrong tries. `operator`, `journal` and `day` tell where, how and on which day of China it was used.
    """

    id: int
    wallet: int
    direction: int
    amount_minor: int
    state: int
    issued_at: int
    expires_at: int
    attempts: int
    operator: int
    journal: int
    day: int
